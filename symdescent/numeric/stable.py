"""Sums of exponentials, written so that nothing overflows: log(e^a + e^b) and e^a/(e^a + e^b) by the logarithm of the sum."""

from __future__ import annotations

import sympy


class LogSumExp(sympy.Function):  # type: ignore[misc]
    """The logarithm of the sum of the exponentials of its arguments."""


def log(argument: sympy.Expr) -> sympy.Expr:
    """The logarithm of a sum such as c e^u + e^v as ``LogSumExp``; any other as it is."""
    exponents = _exponents(argument)
    return LogSumExp(*exponents) if exponents else sympy.log(argument)


def product(*factors: sympy.Expr) -> sympy.Expr:
    """e^u/(e^u + e^v)^m as e^(u - m LogSumExp(u, v)); any other product as it is."""
    split = [_logarithm(factor) for factor in factors]
    above = any(known is not None and not divides for known, divides in split)
    if not above or not any(known is not None and divides for known, divides in split):
        return sympy.Mul(*factors, evaluate=False)
    total = sympy.Add(*(known for known, _ in split if known is not None))
    return sympy.Mul(*(factor for factor, (known, _) in zip(factors, split, strict=True) if known is None), sympy.exp(total))


def _logarithm(factor: sympy.Expr) -> tuple[sympy.Expr | None, bool]:
    """The logarithm of an exponential or of a whole power of a sum of them (None: it is neither), and whether it divides."""
    if isinstance(factor, sympy.exp):
        return factor.exp, False
    base, exponent = factor.as_base_exp()
    exponents = _exponents(base) if exponent.is_Integer else ()
    return (exponent * LogSumExp(*exponents), bool(exponent.is_negative)) if exponents else (None, False)


def _exponents(expr: sympy.Expr) -> tuple[sympy.Expr, ...]:
    """The exponents of a sum of positive multiples of exponentials, a positive number among them as e^(ln c); else none."""
    if not expr.is_Add or not any(term.has(sympy.exp) for term in expr.args):
        return ()
    exponents = []
    for term in expr.args:
        coefficient, power = term.as_coeff_Mul()
        if not coefficient.is_positive or not (power == 1 or isinstance(power, sympy.exp)):
            return ()
        exponents.append(sympy.log(coefficient) + (power.exp if power != 1 else 0))
    return tuple(exponents)
