"""Polynomials in several variables as sums of terms: exponents with their rational coefficients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import comb, prod
from typing import Any

Exponents = tuple[int, ...]
Terms = dict[Exponents, Fraction]

HIGHEST_DEGREE = 16
MOST_TERMS = 1500
MOST_VARIABLES = 20
MOST_BITS = 400  # of a coefficient


def terms_of(expression: Any, variables: Sequence[Any]) -> Terms | None:
    """The terms of a polynomial with rational coefficients; None for anything else, and for one too large to multiply out.

    >>> from sympy.abc import x, y
    >>> terms_of((x + y)**2, [x, y]) == {(2, 0): 1, (1, 1): 2, (0, 2): 1}
    True
    """
    from sympy import Poly, S

    expression = expression.as_expr() if isinstance(expression, Poly) else S(expression, strict=True)
    degree = degree_at_most(expression, frozenset(variables))
    if degree is None or degree > HIGHEST_DEGREE or len(variables) > MOST_VARIABLES or not variables:
        return None
    if comb(len(variables) + degree, degree) > MOST_TERMS and len(expression.args) > MOST_TERMS:
        return None
    if comb(len(variables) + degree, degree) > 20 * MOST_TERMS:
        return None
    poly = Poly(expression, *variables)
    if not (poly.domain.is_QQ or poly.domain.is_ZZ):
        return None
    found = {power: Fraction(int(c.p), int(c.q)) for power, c in poly.terms() if c}
    return found if all(c.numerator.bit_length() + c.denominator.bit_length() <= MOST_BITS for c in found.values()) else None


def degree_at_most(e: Any, variables: frozenset[Any]) -> int | None:
    """A bound of the degree of an expression that is written as a polynomial; None where it is not."""
    if e in variables:
        return 1
    if not e.free_symbols & variables:
        return 0 if e.is_Rational else None
    inner = [degree_at_most(part, variables) for part in e.args[:1]] if e.is_Pow else [degree_at_most(part, variables) for part in e.args]
    known = [degree for degree in inner if degree is not None]
    if len(known) < len(inner):
        return None
    if e.is_Pow:
        return known[0] * int(e.exp) if e.exp.is_Integer and 0 <= e.exp <= HIGHEST_DEGREE else None
    return max(known) if e.is_Add else sum(known) if e.is_Mul else None


def plus(p: Mapping[Exponents, Fraction], q: Mapping[Exponents, Fraction], factor: Fraction | int = 1) -> Terms:
    """p + factor·q."""
    total = dict(p)
    for power, c in q.items():
        total[power] = total.get(power, Fraction(0)) + factor * c
    return {power: c for power, c in total.items() if c}


def times(p: Mapping[Exponents, Fraction], q: Mapping[Exponents, Fraction]) -> Terms:
    """p·q."""
    total: Terms = {}
    for a, c in p.items():
        for b, d in q.items():
            power = tuple(map(int.__add__, a, b))
            total[power] = total.get(power, Fraction(0)) + c * d
    return {power: c for power, c in total.items() if c}


def combination(factors: Iterable[Fraction], parts: Iterable[Terms]) -> Terms:
    """Σ factor·part."""
    total: Terms = {}
    for factor, part in zip(factors, parts, strict=True):
        total = plus(total, part, factor) if factor else total
    return total


def degree(p: Mapping[Exponents, Fraction]) -> int:
    """The total degree; 0 of the zero polynomial."""
    return max(map(sum, p), default=0)


def constant(size: int, value: Fraction | int = 1) -> Terms:
    """A constant as a polynomial in so many variables."""
    return {(0,) * size: Fraction(value)}


def square_length(size: int, degree: int = 2) -> Terms:
    """Σ xᵢ^degree."""
    return {tuple(degree if i == j else 0 for j in range(size)): Fraction(1) for i in range(size)}


def value(p: Mapping[Exponents, Fraction], point: Sequence[Fraction]) -> Fraction:
    """The polynomial at a rational point."""
    products = (prod((x**n for x, n in zip(point, power, strict=True) if n), start=c) for power, c in p.items())
    return sum(products, Fraction(0))


def derivative(p: Mapping[Exponents, Fraction], i: int) -> Terms:
    """∂p/∂xᵢ."""
    return {(*power[:i], power[i] - 1, *power[i + 1 :]): c * power[i] for power, c in p.items() if power[i]}


def expression(p: Mapping[Exponents, Fraction], variables: Sequence[Any]) -> Any:
    """The polynomial as SymPy's expression."""
    from sympy import Add, Mul, Rational

    return Add(
        *(
            Mul(Rational(c.numerator, c.denominator), *(x**n for x, n in zip(variables, power, strict=True)))
            for power, c in sorted(p.items(), reverse=True)
        )
    )
