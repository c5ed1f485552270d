"""Expressions as polynomials of degree at most 2 in the variables; everything else in them is a coefficient."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from typing import TypeAlias

from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.notation.tree import (
    TWO,
    Column,
    Expression,
    Negation,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    names,
    number,
    rational,
)

Coefficient: TypeAlias = Fraction | Expression
Polynomial: TypeAlias = Mapping[tuple[str, ...], Coefficient]  # from monomials such as ("x", "y") for x y; () is the constant
Row: TypeAlias = tuple[tuple[str, Coefficient], ...]  # a linear form a·x + b·y, without its zeros

ZERO, ONE = Fraction(0), Fraction(1)


def polynomial(e: Expression, variables: Collection[str]) -> Polynomial | None:
    """The polynomial that an expression is, up to degree 2; None for everything else.

    >>> from symdescent.notation import parse
    >>> polynomial(parse("(x - 1)^2 + 3x"), ["x"])
    {('x', 'x'): Fraction(1, 1), ('x',): Fraction(1, 1), (): Fraction(1, 1)}
    """
    if names(e).isdisjoint(variables):
        return {(): coefficient(e)}
    rule = READ.get(type(e))
    return rule(e, variables) if rule else None


def coefficient(e: Expression) -> Coefficient:
    """An expression as a fraction where it is one."""
    value = rational(e)
    value = rational(tidy(e)) if value is None else value
    return e if value is None else value


def written(c: Coefficient) -> Expression:
    """A coefficient as an expression."""
    return number(c) if isinstance(c, Fraction) else c


def plus(a: Coefficient, b: Coefficient) -> Coefficient:
    """a + b."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a + b
    return b if a == ZERO else a if b == ZERO else Sum((written(a), written(b)))


def times(a: Coefficient, b: Coefficient) -> Coefficient:
    """a b."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a * b
    if ZERO in (a, b):
        return ZERO
    return b if a == ONE else a if b == ONE else Product((written(a), written(b)))


def degree(p: Polynomial) -> int:
    """The greatest number of variables in a monomial."""
    return max(map(len, p), default=0)


def linear(p: Polynomial) -> Row:
    """The linear part, sorted by names."""
    return tuple(sorted((monomial[0], c) for monomial, c in p.items() if len(monomial) == 1 and c != ZERO))


def _added(p: Polynomial, q: Polynomial) -> Polynomial:
    found = dict(p)
    for monomial, c in q.items():
        found[monomial] = plus(found[monomial], c) if monomial in found else c
    return {monomial: c for monomial, c in found.items() if c != ZERO}


def _multiplied(p: Polynomial | None, q: Polynomial | None) -> Polynomial | None:
    if p is None or q is None or degree(p) + degree(q) > 2:
        return None
    found: Polynomial = {}
    for one, a in p.items():
        found = _added(found, {tuple(sorted(one + other)): times(a, b) for other, b in q.items()})
    return found


def _sum(e: Sum, variables: Collection[str]) -> Polynomial | None:
    found: Polynomial = {}
    for term in e.terms:
        p = polynomial(term, variables)
        if p is None:
            return None
        found = _added(found, p)
    return found


def _product(e: Product, variables: Collection[str]) -> Polynomial | None:
    found: Polynomial | None = {(): ONE}
    for factor in e.factors:
        found = _multiplied(found, polynomial(factor, variables))
        if found is None:
            return None
    return found


def _quotient(e: Quotient, variables: Collection[str]) -> Polynomial | None:
    if not names(e.denominator).isdisjoint(variables):
        return None
    below = coefficient(e.denominator)
    if below == ZERO:
        return None
    inverse = 1 / below if isinstance(below, Fraction) else Quotient(written(ONE), below)
    return _multiplied({(): inverse}, polynomial(e.numerator, variables))


def _power(e: Power, variables: Collection[str]) -> Polynomial | None:
    if e.exponent != TWO:
        return polynomial(e.base, variables) if rational(e.exponent) == 1 else None
    base = polynomial(e.base, variables)
    return _multiplied(base, base)


READ: dict[type[Expression], Callable[..., Polynomial | None]] = {
    Number: lambda e, variables: {(): e.value},
    Symbol: lambda e, variables: {(e.name,): ONE},
    Column: lambda e, variables: {(): e},
    Sum: _sum,
    Negation: lambda e, variables: _multiplied({(): -ONE}, polynomial(e.operand, variables)),
    Product: _product,
    Quotient: _quotient,
    Power: _power,
}
