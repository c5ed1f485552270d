"""Formulas brought into a form whose sign SymPy can see."""

from __future__ import annotations

from sympy import Dummy, Expr, Pow

MOST_JOINED = 60  # operations of a formula that is brought over one denominator


def with_real_roots(value: Expr) -> Expr:
    """The formula with a symbol ≥ 0 for every even root, real wherever the formula has a value; 1 + s where it is above 1."""
    known: dict[Expr, Expr] = {}

    def stand_in(root: Expr) -> Expr:
        if root not in known:
            above, positive = (root.base - 1).is_positive, root.base.is_positive
            known[root] = 1 + Dummy(positive=True) if above else Dummy(positive=True) if positive else Dummy(nonnegative=True)
        return known[root]

    return value.replace(_is_open_root, stand_in)


def _is_open_root(part: Expr) -> bool:
    return bool(isinstance(part, Pow) and part.exp.is_Rational and part.exp > 0 and part.exp.q % 2 == 0 and part.free_symbols)


def positive_together(value: Expr) -> bool:
    """Whether a short formula is positive once it stands over one denominator, as 1 - 1/(1 + u) = u/(1 + u)."""
    return bool(value.is_Add and not value.is_polynomial() and value.count_ops() < MOST_JOINED and value.together().factor().is_positive)
