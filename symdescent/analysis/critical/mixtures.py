"""Whether a mixture of vectors is zero: the theorem of the alternative behind corners and cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import sympy
from sympy import QQ

from symdescent.analysis.critical.linear import Echelon
from symdescent.analysis.critical.places import Place

Vector = list[Any]
MOST_VECTORS = 16


def has_inside(conditions: Sequence[sympy.Expr], unknowns: Sequence[sympy.Symbol]) -> bool:
    """Whether linear conditions u > 0 hold together somewhere (Motzkin 1936); those that are not linear are left out.

    >>> x = sympy.Symbol("x", real=True)
    >>> has_inside([x - 1, 3 - x], [x]), has_inside([1 - x, x - 3], [x])
    (True, False)
    """
    rows = [_linear(e, unknowns) for e in conditions]
    known = [row for row in rows if row is not None]
    one = [*(QQ.zero for _ in unknowns), QQ.one]
    return len(known) >= MOST_VECTORS or not mixture_is_zero([*known, one])


def _linear(e: sympy.Expr, unknowns: Sequence[sympy.Symbol]) -> Vector | None:
    """The factors and the constant of a linear formula with fractions."""
    if not e.is_polynomial(*unknowns) or sympy.Poly(e, *unknowns).total_degree() > 1:
        return None
    numbers = [sympy.diff(e, x) for x in unknowns] + [e.subs(dict.fromkeys(unknowns, 0))]
    return [QQ.from_sympy(c) for c in numbers] if all(c.is_Rational for c in numbers) else None


def gradients_at(formulas: Sequence[sympy.Expr], place: Place) -> list[Vector] | None:
    """The gradients at a place, where they are fractions."""
    if place.exact is None:
        return None
    at = dict(zip(place.symbols, place.exact, strict=True))
    rows = [[sympy.expand(sympy.diff(e, x).subs(at)) for x in place.symbols] for e in formulas]
    return [[QQ.from_sympy(c) for c in row] for row in rows] if all(c.is_Rational for row in rows for c in row) else None


def mixture_is_zero(vectors: Sequence[Vector]) -> bool:
    """Whether positive multiples of some of the vectors add up to 0 (of at most n + 1: Carathéodory 1907)."""
    n = len(vectors[0]) if vectors else 0
    return any(_circuit(chosen) for size in range(1, n + 2) for chosen in combinations(vectors, size))


def _circuit(vectors: Sequence[Vector]) -> bool:
    """Whether the last is a sum of negative multiples of all others, which are independent."""
    rows = Echelon()
    if any(rows.taken(vector) is not None for vector in vectors[:-1]):
        return False
    made = rows.combination(vectors[-1])
    return made is not None and all(c < 0 for c in made)
