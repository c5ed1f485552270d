"""Rewrites that bring like things together: like factors of a product into a power, like terms of a sum into one."""

from __future__ import annotations

from fractions import Fraction

from symdescent.calculus.rewrites.arithmetic import add, multiply, power
from symdescent.notation.tree import (
    ONE,
    Expression,
    Negation,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    number,
    rational,
    rebuild,
)


def like_factors(expression: Expression) -> Expression:
    """x·x² becomes x³, everywhere; for exponents that are positive whole numbers, where this holds for every x."""
    inner = rebuild(expression, tuple(map(like_factors, children(expression))))
    if not isinstance(inner, Product):
        return inner
    exponents = _exponents(inner)
    return inner if len(exponents) == len(inner.factors) else _lowered(exponents, {})


def _whole_power(factor: Expression) -> tuple[Expression, int]:
    exponent = rational(factor.exponent) if isinstance(factor, Power) else None
    if exponent is None or exponent.denominator != 1 or exponent < 1:
        return factor, 1
    return factor.base, exponent.numerator  # type: ignore[attr-defined]


def cancel(expression: Expression) -> Expression:
    """x/x becomes 1 and x²/x becomes x, everywhere; it holds wherever the quotient is defined."""
    inner = rebuild(expression, tuple(map(cancel, children(expression))))
    if not isinstance(inner, Quotient):
        return inner
    above, below = _exponents(inner.numerator), _exponents(inner.denominator)
    shared = {base: min(n, below[base]) for base, n in above.items() if base in below and rational(base) is None}
    if not shared:
        return inner
    return multiply((Quotient(_lowered(above, shared), _lowered(below, shared)),))


def _exponents(product: Expression) -> dict[Expression, int]:
    """The bases of a product's factors with their whole exponents."""
    exponents: dict[Expression, int] = {}
    for factor in product.factors if isinstance(product, Product) else (product,):
        base, exponent = _whole_power(factor)
        exponents[base] = exponents.get(base, 0) + exponent
    return exponents


def _lowered(exponents: dict[Expression, int], shared: dict[Expression, int]) -> Expression:
    return multiply(power(base, number(exponent - shared.get(base, 0))) for base, exponent in exponents.items())


def like_terms(expression: Expression) -> Expression:
    """2x + 3x becomes 5x, everywhere."""
    inner = rebuild(expression, tuple(map(like_terms, children(expression))))
    if not isinstance(inner, Sum):
        return inner
    totals: dict[frozenset[tuple[Expression, int]], tuple[Expression, Fraction]] = {}
    for term in inner.terms:
        coefficient, rest = _coefficient(term)
        key = _unordered(rest)
        first, total = totals.get(key, (rest, Fraction(0)))
        totals[key] = first, total + coefficient
    if len(totals) == len(inner.terms):
        return inner
    return add(multiply((number(total), rest)) for rest, total in totals.values())


def _coefficient(term: Expression) -> tuple[Fraction, Expression]:
    """A term as a rational number times the rest."""
    if isinstance(term, Negation):
        value, rest = _coefficient(term.operand)
        return -value, rest
    known = rational(term)
    if known is not None:
        return known, ONE
    if isinstance(term, Product) and (lead := rational(term.factors[0])) is not None:
        return lead, multiply(term.factors[1:])
    if isinstance(term, Quotient) and (divisor := rational(term.denominator)):
        value, rest = _coefficient(term.numerator)
        return value / divisor, rest
    return Fraction(1), term


def _unordered(expression: Expression) -> frozenset[tuple[Expression, int]]:
    factors = expression.factors if isinstance(expression, Product) else (expression,)
    return frozenset((factor, factors.count(factor)) for factor in factors)
