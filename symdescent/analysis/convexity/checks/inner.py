"""The checker's own statement of what φ(u) keeps of a bending u: squares by the least slope, strictness by the slope on straight lines."""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy import Expr, Matrix, zeros

from symdescent.analysis.convexity.checks import functions
from symdescent.analysis.convexity.checks.limits import limit
from symdescent.analysis.convexity.checks.place import Place, Proved

CORNERED = ("absolute value", "relu", "power of an absolute value")


def kept_squares(curve: functions.Curve, u: Expr, part: Proved, slope: int, bend: int, place: Place) -> Matrix:
    """k Σ w l lᵀ, k being the greatest of some lower bounds of |φ'(u)|.

    Where |φ'| grows with u it is least at a lower bound of u, else at an upper one.
    """
    if part.squares.is_zero_matrix:
        return zeros(place.size)
    growing = slope * bend > 0
    found = [abs(curve[1](c)) for c in _bounds(u, place, growing)]
    least = max((value for value in found if value.is_real and value.is_finite), default=sympy.S.Zero)
    return least * part.squares


def _bounds(u: Expr, place: Place, below: bool) -> Iterator[Expr]:
    """Numbers that u is never below (or never above): 0 or its constant, and what its parts give, one by one."""
    side = 1 if below else -1
    tried = (sympy.S.Zero, u.as_independent(*u.free_symbols, as_Add=True)[0])
    yield from (c for c in dict.fromkeys(tried) if place.is_nonnegative(side * (u - c)))
    found = limit(u, place, below)
    yield from [found] if found is not None else []


def straight_slope(rule: str, u: Expr, part: Proved, place: Place) -> tuple[Matrix, ...]:
    """A form that says how u runs along the lines on which none of its strict forms changes, where u is straight on all of them."""
    strict = Matrix(part.strict) if part.strict else zeros(1, place.size)
    if rule in CORNERED or strict.free_symbols or place.columns:
        return ()
    basis = strict.nullspace()
    if not basis:
        return ()
    lines = Matrix.hstack(*basis)
    slopes = (Matrix([[u.diff(x) for x in place.variables]]) * lines).applyfunc(lambda entry: entry.expand())
    if slopes.free_symbols or slopes.is_zero_matrix:
        return ()
    return (slopes * (lines.T * lines).inv() * lines.T,)
