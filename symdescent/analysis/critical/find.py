"""The critical points of a problem: cell by cell and face by face, then put in order and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import sympy

from symdescent.analysis.critical.cells import Cell, Wall, cells, equations, faces, natural, walls
from symdescent.analysis.critical.classify import Found, classified, together, touching
from symdescent.analysis.critical.cones import new_tips, tip, tips
from symdescent.analysis.critical.degenerate import Verdict
from symdescent.analysis.critical.edges import bends, by_slopes, edges
from symdescent.analysis.critical.extremes import with_extremes
from symdescent.analysis.critical.global_search import lowest_places
from symdescent.analysis.critical.natural import Edge, bases, edge_points, edges_of
from symdescent.analysis.critical.one_variable import LINE, Ends
from symdescent.analysis.critical.pieces import balanced
from symdescent.analysis.critical.places import Place
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints, point_of
from symdescent.analysis.critical.solution import Solution, distinct
from symdescent.analysis.critical.stationary import on_face
from symdescent.analysis.critical.whole_sets import sets_of
from symdescent.calculus.edges.domain import conditions
from symdescent.calculus.edges.domain import domain as natural_domain
from symdescent.calculus.edges.real_set import Interval
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import Region
from symdescent.problem import Problem, expect_problem

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
    region = expect_problem(problem).on(domain).domain.of(problem.variables)
    if not problem.variables:
        raise ArgumentError(f"{problem.expression} has no variables, so it has no critical points: name what it depends on in variables=.")
    if problem.parameters or problem.data is not None:
        return _with_letters(problem, region)
    parts = cells(problem.sympy, walls(region), equations(region))
    asked = natural(problem.expression, problem.variables)
    if parts is None:
        return CriticalPoints(problem, region, (), (), (), ("kinks",))
    known = _search(problem, region, parts, asked)
    unknowns = tuple(problem.symbols[name] for name in problem.variables)
    curves = [(cell, one) for cell, _, found in known.solved for one in found.sets]
    inside = [place for place in known.places if all(_holds(place, *one) for one in asked) and not _on_some(place, curves)]
    sets = sets_of(problem, parts, [one for one in curves if not _left_out(one[1], parts[0], _of_value(asked), unknowns)])
    result = CriticalPoints(
        problem,
        region,
        tuple(sorted(_points(problem, region, parts, known, inside), key=lambda point: tuple(round(x, 12) for x in point.place.floats()))),
        tuple(sets),
        tuple((tuple(wall.inside for wall in active), found) for _, active, found in known.solved),
        known.gaps + ("many",) * (len(inside) > MOST_POINTS),
    )
    return with_extremes(result, parts, asked, known.lowest)


def _with_letters(problem: Problem, region: Region) -> CriticalPoints:
    from symdescent.analysis.critical.letters import of_polynomial
    from symdescent.analysis.critical.quadratic import of_quadratic

    found = of_quadratic(problem, region)
    return found if found.complete or problem.data is not None else of_polynomial(problem, region)


class Search(NamedTuple):
    """The faces with their solutions, the edges of the natural domain, all other places, what was given up, and for which sides the best is known."""

    solved: list[Edge]
    edges: list[Edge]
    places: list[Place]
    gaps: tuple[str, ...]
    lowest: frozenset[int]


def _search(problem: Problem, region: Region, parts: tuple[Cell, ...], asked: Asked) -> Search:
    unknowns, limits = tuple(problem.symbols[name] for name in problem.variables), _limits(problem, region)
    roots = bases(asked, problem.sympy, unknowns) if len(parts) == 1 and len(unknowns) > 1 else None
    natural_edges = list(edges_of(parts[0], roots, unknowns, limits)) if roots else []
    solved = [Edge(*one) for one in _solved(parts, unknowns, limits)]
    further = _further(problem, parts, unknowns, asked, roots)
    gaps = tuple(dict.fromkeys((*(gap for face in (*solved, *natural_edges) for gap in face.solution.gaps), *further)))
    lowest = _lowest(problem, unknowns) if gaps and len(parts) == 1 and not asked and not region.relations else {}
    places = distinct([*(p for face in solved for p in face.solution.places), *(p for found in lowest.values() for p in found)])
    return Search([*solved, *natural_edges], natural_edges, places, gaps, frozenset(lowest))


def _points(problem: Problem, region: Region, parts: tuple[Cell, ...], known: Search, inside: list[Place]) -> list[CriticalPoint]:
    """The places with what they are, and the points where there is no derivative."""
    points = [point for place in inside[:MOST_POINTS] if (point := _point(problem, parts, place)) is not None]
    if len(problem.variables) > 1:
        at_tips = _tips(problem, parts, inside) if not parts[0].equations else ()
        return [*points, *edge_points(problem, known.edges), *at_tips]
    points += [point for point in bends(problem, points) if touching(parts[0], point.place) is not None or len(parts) > 1]
    if set(known.gaps) <= {"interval"}:
        points += edges(problem, region, parts, points)
        points = [by_slopes(problem, point, points) for point in points]
    return points


def _lowest(problem: Problem, unknowns: tuple[sympy.Symbol, ...]) -> dict[int, list[Place]]:
    """Where a search by boxes proves the least (1) and the greatest (-1) value to be, though not all points are known."""
    found = {sign: lowest_places(sign * problem.sympy, unknowns) for sign in (1, -1)}
    return {sign: places for sign, places in found.items() if places is not None}


def _solved(
    parts: tuple[Cell, ...], unknowns: tuple[sympy.Symbol, ...], limits: Limits
) -> Iterator[tuple[Cell, tuple[Wall, ...], Solution]]:
    """Each face of each cell with its stationary points; where cells share a formula its equations are solved once."""
    solved: dict[tuple[Any, ...], Solution] = {}
    for cell in parts:
        for active in faces(cell, len(unknowns)):
            key = (cell.formula, tuple(sorted(str(w.inside) for w in active)))
            known = key in solved
            found = solved[key] if known else solved.setdefault(key, on_face(cell, active, unknowns, limits))
            kept = tuple(place for place in found.places if touching(cell, place) is not None)
            sets = tuple(one for one in found.sets if not _flat(one, cell, unknowns))
            if kept or sets or not known:
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


def _on_some(place: Place, curves: Sequence[tuple[Cell, tuple[sympy.Expr, ...]]]) -> bool:
    return any(all(place.sign(e) == 0 for e in curve) and touching(cell, place) is not None for cell, curve in curves)


def _tips(problem: Problem, parts: tuple[Cell, ...], places: list[Place]) -> Iterator[CriticalPoint]:
    """Where a root is taken of 0 inside the domain; on kinks, where it is the same on each side."""
    unknowns = tuple(problem.symbols[name] for name in problem.variables)
    for place in new_tips([cell.formula for cell in parts], unknowns, places):
        met = [(cell, around) for cell in parts if (around := touching(cell, place)) is not None]
        kinds = {tip(cell.formula, place, [wall.inside for wall in around]).kind for cell, around in met}
        if kinds and (kinds != {""} or len(met) > 1) and all(wall.kind == "kink" for _, around in met for wall in around):
            kind = next(iter(kinds)) if len(kinds) == 1 and kinds != {""} else "undecided"
            yield point_of(problem, place, Found(kind, None, Verdict(kind, "cone" if kind != "undecided" else "open")))


def _left_out(curve: tuple[sympy.Expr, ...], cell: Cell, asked: Asked, unknowns: tuple[sympy.Symbol, ...]) -> bool:
    """Whether a set lies where the domain is not: on an open wall, or beyond one."""
    walls = [*((wall.inside, wall.closed) for wall in cell.walls), *((e, operator == ">=") for e, operator in asked if operator != "!=")]
    polynomial = [(e, closed) for e, closed in walls if curve and e.is_polynomial(*unknowns)]
    rests = [(sympy.reduced(e, list(curve), *unknowns)[1], closed) for e, closed in polynomial]
    return any(rest.is_negative or (rest == 0 and not closed) for rest, closed in rests)


def _of_value(asked: Asked) -> Asked:
    """Without what is asked of the derivative only: on the edge of a root there is a value."""
    return tuple((e, operator) for e, operator in asked if operator != ">" or (e, ">=") not in asked)


def _further(
    problem: Problem, parts: tuple[Cell, ...], unknowns: tuple[sympy.Symbol, ...], asked: Asked, roots: tuple[sympy.Expr, ...] | None
) -> Iterator[str]:
    """What is not looked at in several variables: edges of the natural domain but those of roots, and roots of 0 inside it that are no points."""
    rooted = bool(parts[0].equations) or any(tips(cell.formula, unknowns) is None for cell in parts)
    if len(problem.variables) > 1 and roots is None and any(operator == ">=" for _, operator in asked):
        yield "natural edges"
    elif len(problem.variables) > 1 and not roots and any(one.purpose == "derivative" for one in conditions(problem.expression)) and rooted:
        yield "rough"


def _point(problem: Problem, parts: tuple[Cell, ...], place: Place) -> CriticalPoint | None:
    around = [(cell, walls) for cell in parts if (walls := touching(cell, place)) is not None]
    if not around:
        return None
    at_edge = any(wall.kind == "domain" for _, walls in around for wall in walls)
    found = together([classified(cell, place) for cell, _ in around], at_edge)
    if found is None and not at_edge and len(around) > 2 and balanced([cell for cell, _ in around], place):
        found = Found("saddle", None, Verdict("", "balanced"))
    return None if found is None else point_of(problem, place, found)
