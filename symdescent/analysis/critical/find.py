"""The critical points of a problem: cell by cell and face by face, then put in order and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import mpmath
import sympy

from symdescent.analysis.critical.cells import Cell, Wall, cells, equations, faces, natural, walls
from symdescent.analysis.critical.classify import Found, classified, together, touching
from symdescent.analysis.critical.cones import new_tips, tips
from symdescent.analysis.critical.edges import bends, by_slopes, edges
from symdescent.analysis.critical.extremes import with_extremes
from symdescent.analysis.critical.one_variable import LINE, Ends
from symdescent.analysis.critical.places import Place
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints
from symdescent.analysis.critical.solution import Solution, distinct
from symdescent.analysis.critical.stationary import on_face
from symdescent.analysis.critical.values import DIGITS, tidied, value_at
from symdescent.analysis.critical.whole_sets import set_of
from symdescent.calculus.edges.domain import conditions
from symdescent.calculus.edges.domain import domain as natural_domain
from symdescent.calculus.edges.real_set import Interval
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import Region
from symdescent.problem import Problem

Asked = tuple[tuple[sympy.Expr, str], ...]
Limits = Mapping[sympy.Symbol, Ends]
MOST_POINTS = 120


def critical_points(problem: Problem, *, domain: Any = None) -> CriticalPoints:
    """Where the gradient of a problem is zero, and its kinks and the edges of its domain, each classified (Fermat 1636; Lagrange 1788).

    ``domain`` says where to look, as in ``problem``; without it the problem's own domain holds. Equations in it are
    constraints, by Lagrange. Polynomial systems are solved exactly; what is not a polynomial is taken apart or searched
    with proof. Raises ``ArgumentError`` for a problem without variables.

    >>> import symdescent as sd
    >>> found = sd.critical_points(sd.problem("x^3 - 3x + y^2"))
    >>> [(str(point.at["x"]), str(point.value), point.kind) for point in found]
    [('-1', '2', 'saddle'), ('1', '-2', 'minimum')]
    """
    region = problem.on(domain).domain.of(problem.variables)
    if not problem.variables:
        raise ArgumentError(f"{problem.expression} has no variables, so it has no critical points: name what it depends on in variables=.")
    if problem.parameters or problem.data is not None:
        from symdescent.analysis.critical.quadratic import of_quadratic

        return of_quadratic(problem, region)
    unknowns = tuple(problem.symbols[name] for name in problem.variables)
    parts = cells(problem.sympy, walls(region), equations(region))
    asked = natural(problem.expression, problem.variables)
    if parts is None:
        return CriticalPoints(problem, region, (), (), (), ("kinks",))
    solved = list(_solved(parts, unknowns, _limits(problem, region)))
    further = _further(problem, parts, unknowns, asked)
    gaps = tuple(dict.fromkeys((*(gap for _, _, found in solved for gap in found.gaps), *further)))
    places = distinct(p for _, _, found in solved for p in found.places)
    curves = tuple(dict.fromkeys(s for _, _, found in solved for s in found.sets))
    inside = [place for place in places if all(_holds(place, *one) for one in asked) and not _on_some(place, curves)]
    points = [point for place in inside[:MOST_POINTS] if (point := _point(problem, parts, place)) is not None]
    sets = [set_of(problem, parts, one) for one in curves if not _left_out(one, parts[0], asked, unknowns)]
    if len(unknowns) == 1:
        points += [point for point in bends(problem, points) if touching(parts[0], point.place) is not None or len(parts) > 1]
        if set(gaps) <= {"interval"}:
            points += edges(problem, region, parts, points)
            points = [by_slopes(problem, point, points) for point in points]
    elif len(parts) == 1 and not parts[0].equations:
        points += _tips(problem, parts[0], places)
    result = CriticalPoints(
        problem,
        region,
        tuple(sorted(points, key=lambda point: tuple(round(x, 12) for x in point.place.floats()))),
        tuple(one for one in sets if one is not None),
        tuple((tuple(wall.inside for wall in active), found) for _, active, found in solved),
        gaps + ("many",) * (len(inside) > MOST_POINTS),
    )
    return with_extremes(result, parts, asked)


def _solved(
    parts: tuple[Cell, ...], unknowns: tuple[sympy.Symbol, ...], limits: Limits
) -> Iterator[tuple[Cell, tuple[Wall, ...], Solution]]:
    """Each face of each cell with its stationary points; a face that several cells share at a kink only once where its formula is the same."""
    seen: set[tuple[Any, ...]] = set()
    for cell in parts:
        for active in faces(cell, len(unknowns)):
            key = (cell.formula, tuple(sorted(str(w.inside) for w in active)))
            if key not in seen:
                seen.add(key)
                found = on_face(cell, active, unknowns, limits)
                kept = tuple(place for place in found.places if touching(cell, place) is not None)
                sets = tuple(one for one in found.sets if not _flat(one, cell, unknowns))
                yield cell, active, found._replace(places=kept, sets=sets)


def _flat(curve: tuple[sympy.Expr, ...], cell: Cell, unknowns: tuple[sympy.Symbol, ...]) -> bool:
    """Whether two walls ask for u >= 0 and -u >= 0 on a set: then only u = 0 is left of it, which is a face of its own."""
    inside = [wall.inside for wall in cell.walls if curve and wall.inside.is_polynomial(*unknowns)]
    rests = [sympy.reduced(e, list(curve), *unknowns)[1] for e in inside]
    return any(sympy.expand(a + b) == 0 and not a.is_number for a, b in combinations(rests, 2))


def _limits(problem: Problem, region: Region) -> dict[sympy.Symbol, Ends]:
    """Between which numbers each variable is looked for."""
    found = {}
    for name in problem.variables:
        low, high = (tuple(to_sympy(end.value) for end in ends) for ends in region.ends(name))
        found[problem.symbols[name]] = (max(low, default=-sympy.oo), min(high, default=sympy.oo))
    for wall, operator in natural(problem.expression, problem.variables) if len(problem.variables) > 1 else ():
        x = next((x for x in found if (wall - x).is_number), None)  # x - c > 0
        if x is not None and operator.startswith(">"):
            found[x] = (max(found[x][0], x - wall), found[x][1])
    if len(problem.variables) == 1:
        (x,) = found
        a, b = _natural_ends(problem)
        found[x] = (max(found[x][0], a), min(found[x][1], b))
    return found


def _natural_ends(problem: Problem) -> Ends:
    """The ends of the natural domain of a function of one variable, where it is one interval."""
    own = natural_domain(problem.expression).value
    parts: list[Interval] = [] if own is None else list(own.intervals())
    if len(parts) != 1:
        return LINE
    low, high = parts[0].low, parts[0].high
    return (-sympy.oo if low is None else to_sympy(low.written)), (sympy.oo if high is None else to_sympy(high.written))


def _holds(place: Place, expr: sympy.Expr, operator: str) -> bool:
    """Whether what the formula asks for holds, with room around the point so that it can be differentiated there."""
    sign = place.sign(expr)
    return sign != 0 if operator == "!=" else sign == 1


def _on_some(place: Place, curves: tuple[tuple[sympy.Expr, ...], ...]) -> bool:
    return any(all(place.sign(e) == 0 for e in curve) for curve in curves)


def _tips(problem: Problem, cell: Cell, places: list[Place]) -> Iterator[CriticalPoint]:
    """Where a root is taken of 0 inside the domain."""
    for place, verdict in new_tips(problem.sympy, tuple(problem.symbols[name] for name in problem.variables), places):
        if touching(cell, place) == ():
            yield point_of(problem, place, Found(verdict.kind, None, verdict))


def _left_out(curve: tuple[sympy.Expr, ...], cell: Cell, asked: Asked, unknowns: tuple[sympy.Symbol, ...]) -> bool:
    """Whether a set lies where the domain is not: on an open wall, or beyond one."""
    walls = [*((wall.inside, wall.closed) for wall in cell.walls), *((e, operator == ">=") for e, operator in asked if operator != "!=")]
    polynomial = [(e, closed) for e, closed in walls if curve and e.is_polynomial(*unknowns)]
    rests = [(sympy.reduced(e, list(curve), *unknowns)[1], closed) for e, closed in polynomial]
    return any(rest.is_negative or (rest == 0 and not closed) for rest, closed in rests)


def _further(problem: Problem, parts: tuple[Cell, ...], unknowns: tuple[sympy.Symbol, ...], asked: Asked) -> Iterator[str]:
    """Edges of the natural domain in several variables, and roots of 0 inside it that are no single points, are not looked at."""
    rooted = len(parts) > 1 or bool(parts[0].equations) or tips(problem.sympy, unknowns) is None
    if len(problem.variables) > 1 and any(operator == ">=" for _, operator in asked):
        yield "natural edges"
    elif len(problem.variables) > 1 and any(one.purpose == "derivative" for one in conditions(problem.expression)) and rooted:
        yield "rough"


def _point(problem: Problem, parts: tuple[Cell, ...], place: Place) -> CriticalPoint | None:
    around = [(cell, walls) for cell in parts if (walls := touching(cell, place)) is not None]
    if not around:
        return None
    at_edge = any(wall.kind == "domain" for _, walls in around for wall in walls)
    found = together([classified(cell, place) for cell, _ in around], at_edge)
    return None if found is None else point_of(problem, place, found)


def point_of(problem: Problem, place: Place, found: Found) -> CriticalPoint:
    """The point of a place with what it was found to be."""
    names = problem.variables
    if place.exact is not None:
        at = dict(zip(names, map(tidied, place.exact), strict=True))
    else:
        at = dict(zip(names, (_rounded(box) for box in place.box(DIGITS + 5)), strict=True))
    value = value_at(problem.sympy, place)
    multipliers = tuple(value_at(m, place) for m in found.multipliers)
    return CriticalPoint(at, value, found.kind or "", place, found.signs, found.why, None, "", found.active, multipliers)


def _rounded(box: Any) -> sympy.Expr:
    """The middle of an interval as a decimal of 30 digits; the number itself where the interval is only that."""
    if box.a == box.b:
        return sympy.nsimplify(sympy.Float(mpmath.mpf(box.a)), rational=True)
    with mpmath.workdps(DIGITS + 10):
        return sympy.Float(mpmath.nstr((mpmath.mpf(box.a) + mpmath.mpf(box.b)) / 2, DIGITS), DIGITS)
