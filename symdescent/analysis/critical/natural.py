"""The edges of a formula's own domain in several variables: where what stands under a root is 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import sympy

from symdescent.analysis.critical.cells import Cell, Wall, faces
from symdescent.analysis.critical.classify import classified, touching
from symdescent.analysis.critical.one_variable import Ends
from symdescent.analysis.critical.places import Place
from symdescent.analysis.critical.points import CriticalPoint, point_of
from symdescent.analysis.critical.solution import Solution
from symdescent.analysis.critical.stationary import on_face
from symdescent.problem import Problem

MOST_ROOTS = 3
Asked = Sequence[tuple[sympy.Expr, str]]
Symbols = tuple[sympy.Symbol, ...]


class Edge(NamedTuple):
    """A cell with the function as it is on an edge, the walls that are 0 there, and the solution along it."""

    cell: Cell
    active: tuple[Wall, ...]
    solution: Solution


def bases(asked: Asked, f: sympy.Expr, symbols: Symbols) -> tuple[sympy.Expr, ...] | None:
    """What has to be at least 0 under the roots of a formula; None where it asks for more than roots of polynomials do.

    >>> x, y = sympy.symbols("x y", real=True)
    >>> bases([(1 - x**2 - y, ">=")], sympy.sqrt(1 - x**2 - y) + y, (x, y))
    (-x**2 - y + 1,)
    """
    found = dict.fromkeys(e for e, operator in asked if operator == ">=")
    known = {sympy.expand(root.base) for root in _roots(f)}
    plain = all(e in known and e.is_polynomial(*symbols) for e in found)
    return tuple(found) if plain and len(found) <= MOST_ROOTS else None


def _roots(f: sympy.Expr) -> list[sympy.Pow]:
    return sorted((p for p in f.atoms(sympy.Pow) if p.exp.is_Rational and p.exp > 0 and p.exp.q % 2 == 0), key=sympy.default_sort_key)


def edges_of(part: Cell, under: Sequence[sympy.Expr], symbols: Symbols, limits: Mapping[sympy.Symbol, Ends]) -> Iterator[Edge]:
    """The edges on which one or more roots are 0, with the points that are stationary along them."""
    for size in range(1, min(len(under), len(symbols)) + 1):
        for chosen in combinations(under, size):
            cell = _on_edge(part, chosen, under)
            needed = cell.walls[: len(chosen)]
            for active in faces(cell, len(symbols)):
                if set(needed) <= set(active):
                    found = on_face(cell, active, symbols, limits)
                    kept = tuple(place for place in found.places if touching(cell, place) is not None)
                    yield Edge(cell, active, found._replace(places=kept))


def _on_edge(part: Cell, chosen: Sequence[sympy.Expr], under: Sequence[sympy.Expr]) -> Cell:
    """The function with the chosen roots 0; how steeply it leaves them is the factor before the root."""
    taken = {p: sympy.Dummy("r", nonnegative=True) for p in _roots(part.formula) if sympy.expand(p.base) in chosen}
    whole = part.formula.xreplace(dict(taken))
    flat = dict.fromkeys(taken.values(), sympy.S.Zero)
    walls = []
    for base in chosen:
        steep = [sympy.diff(whole, r).subs(flat) for p, r in taken.items() if sympy.expand(p.base) == base and p.exp < 1]
        walls.append(Wall(base, True, "root", steep[0] if len(steep) == 1 else None if not steep else sympy.nan))
    others = [Wall(base, False, "root") for base in under if base not in chosen]
    return Cell(whole.subs(flat), (*walls, *others, *part.walls), part.equations)


def edge_points(problem: Problem, edges: Sequence[Edge]) -> Iterator[CriticalPoint]:
    """The points of the edges with what they are; a point from which the function both rises and falls is none."""
    seen: list[Place] = []
    for cell, _, solution in edges:
        for place in solution.places:
            if not any(_same(place, other) for other in seen):
                seen.append(place)
                found = classified(cell, place)
                if found.kind is not None:
                    yield point_of(problem, place, found)


def _same(left: Place, right: Place) -> bool:
    return left.exact is not None and left.exact == right.exact
