"""The parts of space on which a function is one smooth formula: cut by its kinks and by the walls of the domain."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

import sympy

from symdescent.analysis.critical.mixtures import has_inside
from symdescent.calculus.edges.domain import conditions
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import Region
from symdescent.notation.tree import Expression, Relation, names

MOST_KINKS = 4
MOST_FACES = 120
MANY_FACTORS, HIGHEST_DEGREE = 4, 60
BENT = (sympy.Abs, sympy.Max, sympy.Min, sympy.sign, sympy.Heaviside)
INSIDE = {">": 1, ">=": 1, "<": -1, "<=": -1}


class Wall(NamedTuple):
    """Part of a cell's boundary: ``inside`` is at least 0 in the cell, and 0 on the wall; ``kind`` is "domain", "kink" or "root".

    Where a root of ``inside`` is taken, ``steep`` is the factor before it: its sign says whether f leaves the wall upwards.
    """

    inside: sympy.Expr
    closed: bool
    kind: str
    steep: sympy.Expr | None = None


class Cell(NamedTuple):
    """A smooth formula, the walls around it, and equations that hold throughout."""

    formula: sympy.Expr
    walls: tuple[Wall, ...]
    equations: tuple[sympy.Expr, ...]


def walls(region: Region) -> tuple[Wall, ...]:
    """The walls of a domain.

    >>> from symdescent.notation.region import region
    >>> walls(region("x >= 1"))
    (Wall(inside=x - 1, closed=True, kind='domain', steep=None),)
    """
    return tuple(Wall(_gap(r) * INSIDE[r.operator], r.operator.endswith("="), "domain") for r in region.inequalities)


def equations(region: Region) -> tuple[sympy.Expr, ...]:
    """The equations of a domain, each = 0."""
    return tuple(map(_gap, region.equations))


def _gap(relation: Relation) -> sympy.Expr:
    return sympy.expand(to_sympy(relation.left) - to_sympy(relation.right))


def natural(expression: Expression, variables: tuple[str, ...]) -> tuple[tuple[sympy.Expr, str], ...]:
    """What a formula asks for its value and its derivative: expressions that are "> 0", ">= 0" or "!= 0"."""
    found = []
    for one in conditions(expression):
        relation = one.relation
        if names(relation) & set(variables):
            sign = INSIDE.get(relation.operator, 1)
            operator = {"<": ">", "<=": ">="}.get(relation.operator, relation.operator)
            found.append((_gap(relation) * sign, operator))
    return tuple(dict.fromkeys(found))


def cells(formula: sympy.Expr, around: tuple[Wall, ...], holding: tuple[sympy.Expr, ...]) -> tuple[Cell, ...] | None:
    """The cells of a formula; None where it has more kinks than are taken apart.

    >>> x = sympy.Symbol("x", real=True)
    >>> [cell.formula for cell in cells(sympy.Abs(x) + x**2, (), ())]
    [x**2 + x, x**2 - x]
    """
    gaps = tuple(dict.fromkeys(_gaps(formula)))
    if len(gaps) > MOST_KINKS:
        return None
    found = []
    unknowns = sorted(formula.free_symbols.union(*(wall.inside.free_symbols for wall in around)), key=str)
    held = [wall.inside for wall in around]
    held = held if has_inside(held, unknowns) else []
    for signs in product((1, -1), repeat=len(gaps)):
        chosen = dict(zip(gaps, signs, strict=True))
        cut = tuple(Wall(sympy.expand(_smooth(gap * sign, chosen)), True, "kink") for gap, sign in chosen.items())
        if has_inside([*held, *(wall.inside for wall in cut)], unknowns):
            found.append(Cell(sympy.expand(_smooth(formula, chosen)) if gaps else shorter(formula), (*around, *cut), holding))
    return tuple(found)


def shorter(formula: sympy.Expr) -> sympy.Expr:
    """A product of many factors multiplied out, where that is a short polynomial: its derivatives are shorter than those of the product."""
    x, *others = formula.free_symbols or (None,)
    factors = sum(int(p.exp) if p.is_Pow and p.exp.is_Integer else 1 for p in sympy.Mul.make_args(formula))
    if others or not factors > MANY_FACTORS or not formula.is_polynomial(x) or not sympy.Poly(formula, x).degree() <= HIGHEST_DEGREE:
        return formula
    return sympy.expand(formula)


def _gaps(e: sympy.Expr) -> Iterator[sympy.Expr]:
    """What changes its sign where a part of a formula bends."""
    for argument in e.args:
        if isinstance(argument, sympy.Basic):
            yield from _gaps(argument)
    if isinstance(e, (sympy.Abs, sympy.sign, sympy.Heaviside)) and e.args[0].free_symbols:
        yield _normal(e.args[0])
    if isinstance(e, (sympy.Max, sympy.Min)):
        yield from (_normal(a - b) for a, b in combinations(sorted(e.args, key=sympy.default_sort_key), 2))
    if isinstance(e, sympy.Piecewise):
        yield from (_normal(when.lhs - when.rhs) for _, when in e.args if isinstance(when, sympy.core.relational.Relational))


def _normal(gap: sympy.Expr) -> sympy.Expr:
    """One of u and -u."""
    gap = sympy.expand(gap)
    return -gap if gap.could_extract_minus_sign() else gap


def _side(gap: sympy.Expr, chosen: dict[sympy.Expr, int]) -> int:
    gap = sympy.expand(gap)
    return chosen[gap] if gap in chosen else -chosen[sympy.expand(-gap)]


def _smooth(e: sympy.Expr, chosen: dict[sympy.Expr, int]) -> sympy.Expr:
    """The formula with each bent part replaced by what it is on one side."""
    if not e.has(*BENT, sympy.Piecewise):
        return e
    if isinstance(e, sympy.Piecewise):
        return next(_smooth(value, chosen) for value, when in e.args if _holds(when, chosen))
    if isinstance(e, (sympy.Max, sympy.Min)):
        return _smooth(_extreme(e, chosen), chosen)
    if isinstance(e, (sympy.Abs, sympy.sign, sympy.Heaviside)) and e.args[0].free_symbols:
        side = _side(e.args[0], chosen)
        return {sympy.Abs: side * _smooth(e.args[0], chosen), sympy.sign: sympy.Integer(side)}.get(e.func, sympy.Integer((side + 1) // 2))
    return e.func(*(_smooth(argument, chosen) for argument in e.args))


def _extreme(e: sympy.Expr, chosen: dict[sympy.Expr, int]) -> sympy.Expr:
    wanted = 1 if isinstance(e, sympy.Max) else -1
    best = e.args[0]
    for other in e.args[1:]:
        best = other if _side(other - best, chosen) == wanted else best
    return best


def _holds(when: sympy.Basic, chosen: dict[sympy.Expr, int]) -> bool:
    if not isinstance(when, sympy.core.relational.Relational):
        return bool(when)
    side = _side(when.lhs - when.rhs, chosen)
    return side > 0 if when.rel_op in (">", ">=") else side < 0 if when.rel_op in ("<", "<=") else when.rel_op == "!="


def faces(cell: Cell, unknowns: int) -> list[tuple[Wall, ...]]:
    """The sets of walls that may meet in a point of the cell: the inside, each wall, each edge, …, each corner."""
    most = unknowns - len(cell.equations)
    closed = [wall for wall in cell.walls if wall.closed]
    found = [chosen for size in range(most + 1) for chosen in combinations(closed, size) if not _apart(chosen)]
    return found[:MOST_FACES]


def _apart(chosen: tuple[Wall, ...]) -> bool:
    """Whether two walls are parallel, so that no point is on both."""
    pairs = combinations((wall.inside for wall in chosen), 2)
    return any((a - b).is_number or (a + b).is_number for a, b in pairs)
