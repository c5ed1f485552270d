"""What a reader has to read: the measure by which one way of writing a formula is simpler than another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from symdescent.calculus.rewrites.monomial import Monomial
from symdescent.notation.tree import (
    Column,
    Constant,
    Expression,
    Negation,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
    keep,
    rational,
)

LEAVES = frozenset((Number, Constant, Symbol, Column))
NESTED = 4  # a fraction bar above or below another


def cost(expression: Expression) -> int:
    """One for each letter, number, function, sign, bracket and fraction bar; fractions in fractions cost more."""
    kind = type(expression)
    if kind in LEAVES:
        return 1
    if (total := expression._cost) is None:
        keep(expression, "_cost", total := OWN.get(kind, _whole)(expression))
    return total


def least(terms: Iterable[Monomial]) -> int:
    """A lower bound of what a sum of monomials costs, without writing it down."""
    total = -1
    for coefficient, powers, _, _ in terms:
        total += 1 if abs(coefficient) == 1 else 2
        for base, n in powers.items():
            total += cost(base) if n == 1 or n == -1 else cost(base) + 1
    return total


def _whole(e: Expression) -> int:
    return 1 + sum(map(cost, children(e)))


def _sum(e: Sum) -> int:
    total = len(e.terms) - (type(e.terms[0]) is not Negation)
    for k, term in enumerate(e.terms):
        total += cost(term) - (k > 0 and type(term) is Negation)
    return total


def _product(e: Product) -> int:
    total = 0
    for factor in e.factors:
        total += cost(factor) + (type(factor) is Sum)
    return total


def _bar(e: Expression) -> bool:
    """Whether a fraction bar stands in a numerator or denominator, outside functions."""
    kind = type(e)
    if kind is Quotient:
        return rational(e) is None
    return (kind in (Sum, Product, Negation) and any(map(_bar, children(e)))) or (kind is Power and _bar(e.base))  # type: ignore[attr-defined]


# A minus between terms costs no more than a plus, one in front of the first does.
OWN: dict[type[Expression], Callable[..., int]] = {
    Sum: _sum,
    Product: _product,
    Power: lambda e: cost(e.base) + cost(e.exponent) + (type(e.base) is Sum) + (rational(e.exponent) is None),
    Quotient: lambda e: cost(e.numerator) + cost(e.denominator) + 1 + NESTED * (_bar(e.numerator) + _bar(e.denominator)),
    Negation: lambda e: cost(e.operand) + 1 + (type(e.operand) is Sum),
}
