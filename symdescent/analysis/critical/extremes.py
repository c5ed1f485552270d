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
from symdescent.analysis.critical.enclosures import Unbounded
from symdescent.analysis.critical.exact_range import exact_range
from symdescent.analysis.critical.global_search import lowest_places
from symdescent.analysis.critical.growth import coercive, ray
from symdescent.analysis.critical.outside import Fall, beaten, fall
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints, CriticalSet, with_global
from symdescent.analysis.critical.stationary import eliminated
from symdescent.analysis.critical.tails import lowest_within, rises_outwards
from symdescent.analysis.critical.values import order, sign_of
from symdescent.analysis.landscape.bounded import proof
from symdescent.analysis.landscape.place import Function
from symdescent.calculus.edges.ranges import values
from symdescent.notation.tree import Expression, Negation

Asked = tuple[tuple[sympy.Expr, str], ...]
LOW = {1: ("minimum", "edge minimum"), -1: ("maximum", "edge maximum")}
NOT = ("saddle", "degenerate saddle", "inflection", "edge saddle")


def with_extremes(found: CriticalPoints, parts: Sequence[Cell], asked: Asked, searched: frozenset[int] = frozenset()) -> CriticalPoints:
    """The critical points with what can be said of the lowest and the highest value.

    ``searched`` are the signs, 1 for the lowest, for which boxes prove that it is among the points.
    """
    try:
        lowest = {sign: _side(found, parts, asked, sign, sign in searched) for sign in (1, -1)}
    except Unbounded:  # values that cannot be enclosed cannot be compared
        extrema = (*LOW[1], *LOW[-1])
        return replace(found, points=tuple(with_global(p, None, "open") if p.kind in extrema else p for p in found.points))
    points, sets = found.points, found.sets
    for side in lowest.values():
        points = tuple(_one(found.problem.sympy, point, side, len(found.domain.equations)) for point in points)
        sets = tuple(_one_set(one, side) for one in sets)
        points = tuple(_below(point, parts, asked, found.problem.sympy, side.sign) for point in points)
    return replace(found, points=points, sets=sets, ray=lowest[-1 if found.problem.sense == "max" else 1].ray)


def _below(point: CriticalPoint, parts: Sequence[Cell], asked: Asked, f: sympy.Expr, sign: int) -> CriticalPoint:
    """A point of which all is open, where a single other point shows that it is not global."""
    if point.reason != "open" or point.kind not in LOW[sign] or not beaten(point, parts, asked, f, sign):
        return point
    return with_global(point, False, "better point")


class Side(NamedTuple):
    """The lowest (sign 1) or highest (-1) critical value and what is known of it."""

    sign: int
    best: CriticalPoint | None
    set_value: sympy.Expr | None  # of the sets
    why: str
    bound: sympy.Expr | None
    bound_by: str
    ray: tuple[sympy.Expr, ...] | None


def _side(found: CriticalPoints, parts: Sequence[Cell], asked: Asked, sign: int, searched: bool) -> Side:
    f = found.problem.sympy
    whole = not asked and _everywhere(found, parts)
    best = _best(f, found.points, sign)
    set_value = min((one.value for one in found.sets if one.value is not None), key=lambda v: float(v) * sign, default=None)
    bound, by = _bound(found, sign), "bound"
    reached = best is not None and bound is not None and best.place.sign(f - bound) == 0
    asked_for = bool(found.sets) or (not reached and bool(found.of(*LOW[sign], "undecided")))
    falling = _fall(found, parts, sign, whole) if bound is None and (whole or asked_for) else None
    known = all(one.value is not None for one in found.sets) and asked_for
    why = "unbounded" if falling else "boxes" if searched and known else attained(found, parts, asked, sign) if known else ""
    if not why and asked_for and not reached:
        bound, by = _proved_bound(found, sign)
    return Side(sign, best, set_value, why, bound, by, falling.direction if falling else None)


def _fall(found: CriticalPoints, parts: Sequence[Cell], sign: int, whole: bool) -> Fall | None:
    direction = ray(sign * found.problem.sympy, _unknowns(found)) if whole else None
    return Fall(direction) if direction is not None else None if whole else fall(found, parts[0], sign)


def _best(f: sympy.Expr, points: Sequence[CriticalPoint], sign: int) -> CriticalPoint | None:
    best = None
    for point in points:
        if point.value is not None and (best is None or sign * order(f, point.place, best.place) < 0):
            best = point
    return best


def _proved_bound(found: CriticalPoints, sign: int) -> tuple[sympy.Expr | None, str]:
    """A lower (upper) bound by sums of squares, of the function or of its factors and terms, and how it was proved."""
    written = found.problem.expression if sign > 0 else Negation(found.problem.expression)
    reason = proof(Function(written, found.problem.variables, found.domain.relations))
    bound = None if reason is None or reason.bound is None else sign * reason.bound
    return bound, "squares" if reason is not None and reason.key == "squares" else "proof"


def _bound(found: CriticalPoints, sign: int) -> sympy.Expr | None:
    """A number that the function is never below (above), read off its written form."""
    written: Expression = found.problem.expression if sign > 0 else Negation(found.problem.expression)
    low = values(written).low
    if isinstance(low, (Fraction, int)) and not isinf(low):
        return sympy.Rational(low.numerator, low.denominator) * sign
    exact = exact_range(sign * found.problem.sympy)[0]
    return exact * sign if exact.is_finite else None


def attained(found: CriticalPoints, parts: Sequence[Cell], asked: Asked, sign: int) -> str:
    """The key of the reason why the lowest (highest) critical value is the lowest (highest) of all; empty where there is none."""
    reasons: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("bounded domain", lambda: found.complete and _closed_for(asked) and _bounded(found, parts, asked)),
        ("coercive", lambda: found.complete and not asked and _closed(parts) and _coercive(found, parts, sign)),
        ("tails", lambda: found.complete and rises_outwards(found, sign)),
        ("far", lambda: set(found.gaps) == {"interval"} and lowest_within(found, sign)),
        ("periodic", lambda: found.complete and _periodic(found)),
        ("convex", lambda: _convex(found, parts, sign)),
        ("boxes", lambda: found.complete and not asked and _everywhere(found, parts) and _searched(found, sign)),
    )
    return next((key for key, holds in reasons if holds()), "")


def _closed(parts: Sequence[Cell]) -> bool:
    return all(wall.closed for cell in parts for wall in cell.walls)


def _convex(found: CriticalPoints, parts: Sequence[Cell], sign: int) -> bool:
    """Convex on a convex domain: every local minimum is global."""
    unknowns = _unknowns(found)
    around = [e for cell in parts for e in (*cell.equations, *(wall.inside for wall in cell.walls if wall.kind == "domain"))]
    linear = all(sympy.diff(e, x, y) == 0 for e in around for x in unknowns for y in unknowns)
    return linear and not _bent(found, sign) and _verdict(found) in (UPWARD if sign > 0 else DOWNWARD)


def _bent(found: CriticalPoints, sign: int) -> bool:
    """Whether a point inside shows that it is not convex: the Hessian bends downwards there in some direction."""
    inside = [point.signs for point in found.points if point.signs is not None and not point.active]
    return any((signs.negative if sign > 0 else signs.positive) > 0 for signs in inside)


def _verdict(found: CriticalPoints) -> str:
    from symdescent.analysis.convexity.verdict import convexity

    own = found.problem.domain.of(found.problem.variables) == found.domain
    return convexity(found.problem, domain=None if own else found.domain).verdict


def _unknowns(found: CriticalPoints) -> tuple[sympy.Symbol, ...]:
    return tuple(found.problem.symbols[name] for name in found.problem.variables)


def _coercive(found: CriticalPoints, parts: Sequence[Cell], sign: int) -> bool:
    return all(_coercive_on(cell, _unknowns(found), sign) for cell in parts)


def _coercive_on(cell: Cell, unknowns: tuple[sympy.Symbol, ...], sign: int) -> bool:
    """On the cell's plane, where linear equations hold."""
    known, bent = eliminated(list(cell.equations), unknowns)
    free = tuple(x for x in unknowns if x not in known)
    return not bent and coercive(sympy.expand(sign * cell.formula.subs(known)), free)


def _everywhere(found: CriticalPoints, parts: Sequence[Cell]) -> bool:
    return len(parts) == 1 and not found.domain.relations


def _searched(found: CriticalPoints, sign: int) -> bool:
    return lowest_places(sign * found.problem.sympy, _unknowns(found)) is not None


def _closed_for(asked: Asked) -> bool:
    """Whether the formula has a value on the edges of its own domain, too, as roots have."""
    return all(operator == ">=" or (operator == ">" and (e, ">=") in asked) for e, operator in asked)


def _bounded(found: CriticalPoints, parts: Sequence[Cell], asked: Asked) -> bool:
    """Whether the domain is closed and bounded: a box, or inside a curve that grows in every direction."""
    if not _closed(parts):
        return False
    names = found.problem.variables
    ends = [found.domain.ends(name) for name in names]
    if all(low and high for low, high in ends):
        return True
    around = [-wall.inside for wall in parts[0].walls if wall.kind == "domain"] + [s * e for e in parts[0].equations for s in (1, -1)]
    around += [-e for e, operator in asked if operator == ">="]
    return any(coercive(sympy.expand(e), _unknowns(found)) for e in around)


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
        return with_global(point, False, "unbounded" if is_best else "better point")
    return with_global(point, None, "open")


def _one_set(one: CriticalSet, side: Side) -> CriticalSet:
    """A set whose value is the lowest (highest) of all is where it is attained."""
    if one.value is None or one.kind == "constant" or (one.value != side.bound and side.why in ("", "unbounded")):
        return one
    if one.value != side.bound and (one.value != side.set_value or _lower_point(one, side)):
        return one
    return replace(one, kind=one.kind if one.kind in LOW[side.sign] else LOW[side.sign][0], is_global=True)


def _lower_point(one: CriticalSet, side: Side) -> bool:
    return side.best is not None and sign_of(side.sign * (side.best.value - one.value)) == -1
