"""Square roots in equations: each becomes an unknown of its own, so that a system of polynomials is left."""

from __future__ import annotations

from collections.abc import Sequence

import sympy

MOST_ROOTS = 3
HALF = sympy.Rational(1, 2)
Unknowns = tuple[sympy.Symbol, ...]


def without_roots(equations: Sequence[sympy.Expr], unknowns: Unknowns) -> tuple[list[sympy.Expr], Unknowns] | None:
    """The equations with r for each √q, and r² - q = 0 beside them; the roots must not be below 0, and other powers are not taken apart.

    >>> x = sympy.Symbol("x", real=True)
    >>> without_roots([2 * sympy.sqrt(x**2 + 1) - 3 * x], (x,))
    ([2*r_1 - 3*x, r_1**2 - x**2 - 1], (r_1,))
    """
    inside = sorted(
        {p.base for e in equations for p in e.atoms(sympy.Pow) if p.exp.is_Rational and p.exp.q == 2}, key=sympy.default_sort_key
    )
    roots = [base for base in inside if base.free_symbols]
    if not 0 < len(roots) <= MOST_ROOTS or not all(base.is_polynomial(*unknowns) for base in roots):
        return None
    letters = tuple(sympy.Symbol(f"r_{k + 1}", real=True) for k in range(len(roots)))
    names = dict(zip(roots, letters, strict=True))
    replaced = [
        e.replace(lambda p: p.is_Pow and p.base in names and p.exp.is_Rational and p.exp.q == 2, lambda p: names[p.base] ** (2 * p.exp))
        for e in equations
    ]
    plain = [sympy.fraction(sympy.together(e))[0] for e in replaced]
    return [*plain, *(sympy.expand(r**2 - base) for base, r in names.items())], letters
