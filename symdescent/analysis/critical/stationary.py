"""The points of a face at which a function is stationary along it (Lagrange 1788; Karush 1939; Kuhn and Tucker 1951)."""

from __future__ import annotations

from collections.abc import Mapping

import sympy

from symdescent.analysis.critical.cells import Cell, Wall
from symdescent.analysis.critical.one_variable import LINE, Ends
from symdescent.analysis.critical.places import Place
from symdescent.analysis.critical.several import composed, solutions
from symdescent.analysis.critical.solution import Solution, Step

Unknowns = tuple[sympy.Symbol, ...]


def on_face(cell: Cell, active: tuple[Wall, ...], unknowns: Unknowns, ends: Mapping[sympy.Symbol, Ends]) -> Solution:
    """Where the gradient is a combination of the gradients of what is 0 on the face.

    >>> x, y = sympy.symbols("x y", real=True)
    >>> found = on_face(Cell(x + y, (), (x**2 + y**2 - 2,)), (), (x, y), {})
    >>> sorted(place.exact for place in found.places)
    [(-1, -1), (1, 1)]
    """
    constraints = [*cell.equations, *(wall.inside for wall in active)]
    known, bent = eliminated(constraints, unknowns)
    free = tuple(x for x in unknowns if x not in known)
    formula = sympy.expand(cell.formula.subs(known)) if known else cell.formula
    if any(h.is_number for h in bent):
        return Solution()
    found = _on_curve(formula, bent, free, ends)
    if not known:
        return found
    coordinates = [known.get(x, x) for x in unknowns]
    places = tuple(composed(unknowns, [place], coordinates) for place in found.places)
    sets = tuple((*one, *(x - value for x, value in known.items())) for one in found.sets) if free else ()
    families = tuple(tuple(_moved(c, free, family) for c in coordinates) for family in found.families)
    return found._replace(places=places, sets=sets, families=families)


def _moved(c: sympy.Expr, free: Unknowns, family: tuple[sympy.Expr, ...]) -> sympy.Expr:
    return sympy.expand(c.subs(dict(zip(free, family, strict=True))) - c.subs(dict.fromkeys(free, 0)))


def eliminated(constraints: list[sympy.Expr], unknowns: Unknowns) -> tuple[dict[sympy.Symbol, sympy.Expr], list[sympy.Expr]]:
    """Unknowns that linear constraints give, each free of the others, and the constraints that are left."""
    known: dict[sympy.Symbol, sympy.Expr] = {}
    left = list(constraints)
    while (found := _linear(left, unknowns)) is not None:
        h, x, value = found
        left = [sympy.expand(other.subs(x, value)) for other in left if other is not h]
        left = [other for other in left if other != 0]
        known = {**{y: sympy.expand(e.subs(x, value)) for y, e in known.items()}, x: value}
    return known, left


def _linear(constraints: list[sympy.Expr], unknowns: Unknowns) -> tuple[sympy.Expr, sympy.Symbol, sympy.Expr] | None:
    for h in constraints:
        for x in unknowns:
            slope = sympy.diff(h, x)
            if slope.is_number and slope != 0 and h.is_polynomial(*unknowns) and sympy.Poly(h, *unknowns).total_degree() == 1:
                return h, x, sympy.expand(x - h / slope)
    return None


def _on_curve(formula: sympy.Expr, bent: list[sympy.Expr], free: Unknowns, ends: Mapping[sympy.Symbol, Ends]) -> Solution:
    """Stationary points under constraints that could not be put in: by a determinant, or with multipliers as unknowns."""
    gradient = [sympy.diff(formula, x) for x in free]
    limits = {x: ends.get(x, LINE) for x in free}
    if not bent:
        return solutions(gradient, free, limits)
    if len(bent) >= len(free):
        return solutions(bent, free, limits)
    slopes = [[sympy.diff(h, x) for x in free] for h in bent]
    if len(free) == 2:
        minor = sympy.expand(gradient[0] * slopes[0][1] - gradient[1] * slopes[0][0])
        found = solutions([minor, *bent], free, limits)
        return found._replace(steps=(Step("minor", (minor, *bent)), *found.steps))
    multipliers = tuple(sympy.Symbol(f"lambda_{k + 1}", real=True) for k in range(len(bent)))
    lagrange = [g - sum(m * row[i] for m, row in zip(multipliers, slopes, strict=True)) for i, g in enumerate(gradient)]
    found = solutions([*lagrange, *bent], (*free, *multipliers), limits)
    places = tuple(_projected(place, free) for place in found.places)
    return found._replace(places=places, steps=(Step("lagrange", (*lagrange, *bent)), *found.steps))


def _projected(place: Place, free: Unknowns) -> Place:
    return composed(free, [place], list(free))
