"""Numbers that an expression is never below or never above, put together from those of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy
from sympy import Expr

if TYPE_CHECKING:
    from symdescent.analysis.convexity.checks.place import Place


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
    if u.is_Pow or u.func in (sympy.exp, sympy.log):
        return _of_power(u, place, below)
    return sympy.S.Zero if below and u.is_nonnegative else None


def _of_power(u: Expr, place: Place, below: bool) -> Expr | None:
    """Of e^v, ln v, and v^p for p > 0 and v ≥ 0; an even power is never below 0."""
    v, p = (u.exp, None) if isinstance(u, sympy.exp) else (u.args[0], None) if isinstance(u, sympy.log) else u.as_base_exp()
    if p is not None and not (p.is_Rational and p.is_positive and (not p.is_Integer or place.is_nonnegative(v))):
        return sympy.S.Zero if p.is_even and p.is_positive and below else None
    inner = limit(v, place, below)
    if inner is None or (not isinstance(u, sympy.exp) and not inner.is_positive):
        return sympy.S.Zero if below and not isinstance(u, sympy.log) else None
    return u.func(inner) if p is None else inner**p
