"""Functions of exact numbers that grow fast: infinite where the result would have thousands of digits, as a float's would be.

SymPy works out ``2**(10**14)`` and ``gamma(10**14)`` digit by digit, and ``exp(exp(exp(20)))`` to as many bits as it is large.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy

LARGEST = 10_000  # of the natural logarithm: numbers of some 4,300 digits
LARGEST_GAMMA = 2_000  # ln Γ(2000) is about 13,200


def _size(value: sympy.Expr) -> sympy.Expr:
    """A few digits of a number; nan for what is none."""
    rough = value.evalf(5) if value.is_number else sympy.nan
    return rough if rough.is_Float or rough.is_Rational else sympy.nan


def growing(function: Any, largest: int, left: sympy.Expr | None) -> Callable[[Any], sympy.Expr]:
    """The function up to an argument of ``largest``, infinity beyond; ``left`` is the value below its negative (None: the function's)."""

    def call(argument: Any) -> sympy.Expr:
        u = sympy.sympify(argument, strict=True)
        size = _size(u)
        if size is not sympy.nan and size > largest:
            return sympy.oo
        return left if left is not None and size is not sympy.nan and size < -largest and not u.is_Integer else function(u)

    return call


def power(base: Any, exponent: Any) -> sympy.Expr:
    """base^exponent; infinite or 0 where it is that large or that small."""
    base, exponent = sympy.sympify(base, strict=True), sympy.sympify(exponent, strict=True)
    size = _size(exponent * sympy.log(abs(_size(base)))) if _size(base) is not sympy.nan and base != 0 else sympy.nan
    if size is sympy.nan or abs(size) < LARGEST or not base.is_positive:
        return sympy.Pow(base, exponent)
    return sympy.oo if size > 0 else sympy.Integer(0)


def real(function: Callable[..., sympy.Expr]) -> Callable[..., sympy.Expr]:
    """The function where its value is a real number, else nan."""

    def call(*arguments: Any) -> sympy.Expr:
        if any(argument is sympy.nan for argument in arguments):
            return sympy.nan
        value = function(*arguments)
        return sympy.nan if value.is_real is False else value

    return call


def within(value: Any, *guards: Any) -> Any:
    """The value where every guard is a real number, else nan."""
    return value if all(guard.is_real and guard.is_finite for guard in guards) else sympy.nan


FUNCTIONS: Mapping[str, Callable[..., sympy.Expr]] = {
    "exp": growing(sympy.exp, LARGEST, None),
    "sinh": growing(sympy.sinh, LARGEST, -sympy.oo),
    "cosh": growing(sympy.cosh, LARGEST, sympy.oo),
    "gamma": growing(sympy.gamma, LARGEST_GAMMA, sympy.Integer(0)),
    "power": real(power),
    "within": within,
    "logsumexp": lambda *parts: sympy.log(sympy.Add(*map(sympy.exp, parts))),
}
