"""The degree in some variables by the form of an expression: nothing is multiplied out."""

from __future__ import annotations

from collections.abc import Callable

from symdescent.notation.tree import Expression, Negation, OverRows, Power, Product, Quotient, Sum, Symbol, names, rational

FAR = 99


def is_quadratic(e: Expression, variables: frozenset[str]) -> bool:
    """Whether it is linear in the variables or a sum, product or square of such, by its form."""
    return degree(e, variables) <= 2


def degree(e: Expression, variables: frozenset[str]) -> int:
    """The degree in the variables by the form of the expression; ``FAR`` where it is no polynomial."""
    if not names(e) & variables:
        return 0
    rule = DEGREES.get(type(e))
    return rule(e, variables) if rule is not None else FAR


def _of_power(e: Power, variables: frozenset[str]) -> int:
    exponent = rational(e.exponent)
    return int(exponent) * degree(e.base, variables) if exponent is not None and exponent.denominator == 1 and exponent > 0 else FAR


DEGREES: dict[type[Expression], Callable[..., int]] = {
    Symbol: lambda e, variables: 1,
    Sum: lambda e, variables: max(degree(term, variables) for term in e.terms),
    Product: lambda e, variables: sum(degree(part, variables) for part in e.factors),
    Negation: lambda e, variables: degree(e.operand, variables),
    Quotient: lambda e, variables: degree(e.numerator, variables) if not names(e.denominator) & variables else FAR,
    OverRows: lambda e, variables: degree(e.body, variables),
    Power: _of_power,
}
