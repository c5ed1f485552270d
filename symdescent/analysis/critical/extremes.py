"""Which critical points are global: by convexity, a bound, growth in every direction, a bounded domain, and comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import isinf
from typing import NamedTuple

import sympy

from symdescent.analysis.convexity.finding import DOWNWARD, UPWARD
from symdescent.analysis.critical.cells import Cell
from symdescent.analysis.critical.edges import beside
from symdescent.analysis.critical.enclosures import Unbounded
from symdescent.analysis.critical.growth import coercive, ray
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints, CriticalSet, with_global
from symdescent.analysis.critical.stationary import eliminated
from symdescent.analysis.critical.values import order, sign_of
from symdescent.calculus.edges.domain import domain as natural_domain
from symdescent.calculus.edges.ranges import values
from symdescent.notation.tree import Expression, Negation

Asked = tuple[tuple[sympy.Expr, str], ...]
LOW = {1: ("minimum", "edge minimum"), -1: ("maximum", "edge maximum")}
NOT = ("saddle", "degenerate saddle", "inflection", "edge saddle")


def with_extremes(found: CriticalPoints, parts: Sequence[Cell], asked: Asked) -> CriticalPoints:
    """The critical points with what can be said of the lowest and the highest value."""
    try:
        lowest = {sign: _side(found, parts, asked, sign) for sign in (1, -1)}
    except Unbounded:  # values that cannot be enclosed cannot be compared
        extrema = (*LOW[1], *LOW[-1])
        return replace(found, points=tuple(with_global(p, None, "open") if p.kind in extrema else p for p in found.points))
    points, sets = found.points, found.sets
    for side in lowest.values():
        points = tuple(_one(found.problem.sympy, point, side, len(found.domain.equations)) for point in points)
        sets = tuple(_one_set(one, side) for one in sets)
    return replace(found, points=points, sets=sets, ray=lowest[-1 if found.problem.sense == "max" else 1].ray)


class Side(NamedTuple):
    """The lowest (sign 1) or highest (-1) critical value and what is known of it."""

    sign: int
    best: CriticalPoint | None
    set_value: sympy.Expr | None  # of the sets
    why: str
    bound: sympy.Expr | None
    bound_by: str
    ray: tuple[sympy.Expr, ...] | None


def _side(found: CriticalPoints, parts: Sequence[Cell], asked: Asked, sign: int) -> Side:
    f, unknowns = found.problem.sympy, _unknowns(found)
    whole = not asked and len(parts) == 1 and not found.domain.relations
    falling = ray(sign * f, unknowns) if whole else None
    best = _best(f, found.points, sign)
    set_value = min((one.value for one in found.sets if one.value is not None), key=lambda v: float(v) * sign, default=None)
    bound, by = _bound(found, sign), "bound"
    reached = best is not None and bound is not None and best.place.sign(f - bound) == 0
    values_known = all(one.value is not None for one in found.sets)
    asked_for = bool(found.sets) or (not reached and bool(found.of(*LOW[sign], "undecided")))
    searched = values_known and asked_for
    why = "unbounded" if falling else attained(found, parts, asked, sign) if searched else ""
    if not why and best is not None and whole and asked_for and not reached:
        bound, by = _by_squares(f, unknowns, sign), "squares"
    return Side(sign, best, set_value, why, bound, by, falling)


def _best(f: sympy.Expr, points: Sequence[CriticalPoint], sign: int) -> CriticalPoint | None:
    best = None
    for point in points:
        if point.value is not None and (best is None or sign * order(f, point.place, best.place) < 0):
            best = point
    return best


def _by_squares(f: sympy.Expr, unknowns: tuple[sympy.Symbol, ...], sign: int) -> sympy.Expr | None:
    """A lower (upper) bound by sums of squares, for a polynomial of moderate size."""
    from symdescent.analysis.squares import lower_bound

    if not f.is_polynomial(*unknowns) or len(unknowns) > 3 or sympy.Poly(f, *unknowns).total_degree() > 6:
        return None
    found = lower_bound(sympy.expand(sign * f), list(unknowns))
    return None if found is None else sign * sympy.Rational(str(found.bound))


def _bound(found: CriticalPoints, sign: int) -> sympy.Expr | None:
    """A number that the function is never below (above), read off its written form."""
    written: Expression = found.problem.expression if sign > 0 else Negation(found.problem.expression)
    low = values(written).low
    return sympy.Rational(low.numerator, low.denominator) * sign if isinstance(low, (Fraction, int)) and not isinf(low) else None


def attained(found: CriticalPoints, parts: Sequence[Cell], asked: Asked, sign: int) -> str:
    """The key of the reason why the lowest (highest) critical value is the lowest (highest) of all; empty where there is none."""
    reasons: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("bounded domain", lambda: found.complete and not asked and _bounded(found, parts)),
        ("coercive", lambda: found.complete and not asked and _closed(parts) and _coercive(found, parts, sign)),
        ("tails", lambda: found.complete and _tails(found, sign)),
        ("periodic", lambda: found.complete and _periodic(found)),
        ("convex", lambda: _convex(found, parts, sign)),
    )
    return next((key for key, holds in reasons if holds()), "")


def _closed(parts: Sequence[Cell]) -> bool:
    return all(wall.closed for cell in parts for wall in cell.walls)


def _convex(found: CriticalPoints, parts: Sequence[Cell], sign: int) -> bool:
    """Convex on a convex domain: every local minimum is global."""
    unknowns = _unknowns(found)
    around = [e for cell in parts for e in (*cell.equations, *(wall.inside for wall in cell.walls if wall.kind == "domain"))]
    linear = all(sympy.diff(e, x, y) == 0 for e in around for x in unknowns for y in unknowns)
    return linear and _verdict(found) in (UPWARD if sign > 0 else DOWNWARD)


def _verdict(found: CriticalPoints) -> str:
    from symdescent.analysis.convexity.verdict import convexity

    return convexity(found.problem, domain=found.domain).verdict


def _unknowns(found: CriticalPoints) -> tuple[sympy.Symbol, ...]:
    return tuple(found.problem.symbols[name] for name in found.problem.variables)


def _coercive(found: CriticalPoints, parts: Sequence[Cell], sign: int) -> bool:
    return all(_coercive_on(cell, _unknowns(found), sign) for cell in parts)


def _coercive_on(cell: Cell, unknowns: tuple[sympy.Symbol, ...], sign: int) -> bool:
    """On the cell's plane, where linear equations hold."""
    known, bent = eliminated(list(cell.equations), unknowns)
    free = tuple(x for x in unknowns if x not in known)
    return not bent and coercive(sympy.expand(sign * cell.formula.subs(known)), free)


def _bounded(found: CriticalPoints, parts: Sequence[Cell]) -> bool:
    """Whether the domain is closed and bounded: a box, or inside a curve that grows in every direction."""
    if not _closed(parts):
        return False
    names = found.problem.variables
    ends = [found.domain.ends(name) for name in names]
    if all(low and high for low, high in ends):
        return True
    around = [-wall.inside for wall in parts[0].walls if wall.kind == "domain"] + [s * e for e in parts[0].equations for s in (1, -1)]
    return any(coercive(sympy.expand(e), _unknowns(found)) for e in around)


def _tails(found: CriticalPoints, sign: int) -> bool:
    """In one variable: towards each open end the function rises, so that nothing lower lies there."""
    if len(found.problem.variables) != 1 or found.families or not found.points:
        return False
    own = natural_domain(found.problem.expression).value
    parts = [] if own is None else list(own.intervals())
    derivative_gaps = natural_domain(found.problem.expression).derivative
    if len(parts) != 1 or derivative_gaps is None or len(list(derivative_gaps.intervals())) != 1:
        return False
    low, high = found.domain.ends(found.problem.variables[0])
    left = any(end.closed for end in low) or parts[0].closed[0] or (not low and _rises(found, -1, sign))
    right = any(end.closed for end in high) or parts[0].closed[1] or (not high and _rises(found, 1, sign))
    return left and right


def _rises(found: CriticalPoints, side: int, sign: int) -> bool:
    """Beyond the outermost critical point on a side."""
    outermost = max((point.place.floats()[0] * side for point in found.points), default=0.0) * side
    own = natural_domain(found.problem.expression).value
    if own is None:
        return False
    (part,) = own.intervals()
    end = part.high if side > 0 else part.low
    inward = [point for point in found.points if abs(point.place.floats()[0] - outermost) > 1e-9]
    if end is not None:
        slope = beside(found.problem, float(end.value), -side, found.points)
    else:
        slope = beside(found.problem, outermost, side, inward)
    return slope is not None and slope * side * sign > 0


def _periodic(found: CriticalPoints) -> bool:
    """Where the function itself repeats with all its points, one period holds all its values."""
    f, unknowns = found.problem.sympy, _unknowns(found)
    moved = [f.subs({x: x + step for x, step in zip(unknowns, family, strict=True)}, simultaneous=True) for family in found.families]
    independent = len(found.families) == len(unknowns) and sympy.Matrix(found.families).det() != 0
    return independent and all(
        sympy.expand(sympy.expand_trig(other) - sympy.expand_trig(f)) == 0 or sympy.simplify(other - f) == 0 for other in moved
    )


def _stationary(point: CriticalPoint, sign: int, equations: int) -> bool:
    """Whether a point surely fulfils the conditions of first order, which in a convex problem are enough."""
    if point.why is None or point.why.reason in ("kink", "cone", "slopes"):
        return False
    pressing = [sign_of(m) for m in point.multipliers[equations:] if m is not None]
    return len(point.multipliers) == len(point.active) == equations + len(pressing) and all(
        m is not None and m * sign >= 0 for m in pressing
    )


def _one(f: sympy.Expr, point: CriticalPoint, side: Side, equations: int) -> CriticalPoint:
    """A minimum (maximum), or an undecided point, beside all others."""
    if point.kind not in (*LOW[side.sign], "undecided") or point.value is None or side.best is None:
        return point
    kind = LOW[side.sign][0] if point.kind == "undecided" else point.kind
    if side.bound is not None and point.place.sign(f - side.bound) == 0:
        return with_global(point, True, side.bound_by, kind)
    is_best = point is side.best or point.place is side.best.place or order(f, point.place, side.best.place) == 0
    if side.set_value is not None and point.place.sign(side.sign * (f - side.set_value)) == 1:
        is_best = False
    open_still = point.kind == "undecided" and side.why == "convex" and not _stationary(point, side.sign, equations)
    if is_best and side.why and side.why != "unbounded" and not open_still:
        return with_global(point, True, side.why, kind)
    if point.kind == "undecided":
        return point
    if side.why == "unbounded" or not is_best:
        return with_global(point, False, "unbounded" if is_best else "lower point")
    return with_global(point, None, "open")


def _one_set(one: CriticalSet, side: Side) -> CriticalSet:
    """A set whose value is the lowest (highest) of all is where it is attained."""
    if side.why in ("", "unbounded") or one.value is None or one.value != side.set_value or one.kind == "constant":
        return one
    if side.best is not None and sign_of(side.sign * (side.best.value - one.value)) == -1:
        return one
    return replace(one, kind=one.kind if one.kind in LOW[side.sign] else LOW[side.sign][0], is_global=True)
