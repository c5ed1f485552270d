"""The checker's own statement of what φ(u) keeps of a bending u: squares by the least slope, strictness by the slope on straight lines."""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy import Expr, Matrix, zeros

from symdescent.analysis.convexity.checks import functions
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


def limit(u: Expr, place: Place, below: bool) -> Expr | None:
    """A number that u is never below (or above), by those of its parts; None where there is none."""
    if u.is_number:
        return u
    if u in place.ends:
        end = place.ends[u][0 if below else 1]
        return end if end.is_finite else None
    if u.is_Add:
        parts = [limit(part, place, below) for part in u.args]
        return None if None in parts else sympy.Add(*parts)
    c, rest = u.as_coeff_Mul()
    if c != 1:
        inner = limit(rest, place, below == (c > 0))
        return None if inner is None else c * inner
    return _of_power(u, place, below) if u.is_Pow or u.func in (sympy.exp, sympy.log) else None


def _of_power(u: Expr, place: Place, below: bool) -> Expr | None:
    """Of e^v, ln v, and v^p for p > 0 and v ≥ 0; an even power is never below 0."""
    v, p = (u.exp, None) if isinstance(u, sympy.exp) else (u.args[0], None) if isinstance(u, sympy.log) else u.as_base_exp()
    if p is not None and not (p.is_Rational and p.is_positive and (not p.is_Integer or place.is_nonnegative(v))):
        return sympy.S.Zero if p.is_even and p.is_positive and below else None
    inner = limit(v, place, below)
    if inner is None or (not isinstance(u, sympy.exp) and not inner.is_positive):
        return sympy.S.Zero if below and not isinstance(u, sympy.log) else None
    return u.func(inner) if p is None else inner**p


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
