"""What a reader has to read: the measure by which one way of writing a formula is simpler than another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from symdescent.calculus.rewrites.monomial import Monomial, content
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
PRODUCTS = frozenset((Product, Power))
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
        total += cost(factor)
        if type(factor) is Sum:
            total += 1 + 2 * (content(factor) > 1)
    return total


def _quotient(e: Quotient) -> int:
    above, below = e.numerator, e.denominator
    total = cost(above) + cost(below) + 1 + NESTED * (_bar(above) + _bar(below))
    return total + 3 if type(above) is Sum and type(below) in PRODUCTS and content(above) > 1 else total


def _bar(e: Expression) -> bool:
    """Whether a fraction bar stands in a numerator or denominator, outside functions."""
    kind = type(e)
    if kind is Quotient:
        return rational(e) is None
    if kind is Power:
        return _turns_over(e) or _bar(e.base)  # type: ignore[arg-type, attr-defined]
    return kind in (Sum, Product, Negation) and any(map(_bar, children(e)))


def _turns_over(e: Power) -> bool:
    """Whether the exponent is negative, which stands for a fraction bar."""
    return type(e.exponent) is Negation and rational(e.exponent) is not None


def _power(e: Power) -> int:
    total = cost(e.base) + cost(e.exponent) + (type(e.base) is Sum) + (rational(e.exponent) is None)
    return total + 1 + NESTED * _bar(e.base) if _turns_over(e) else total


# A number that all terms of a bracket share costs more inside than in front; a minus between terms costs no more than a plus, one in front of the first does.
OWN: dict[type[Expression], Callable[..., int]] = {
    Sum: _sum,
    Product: _product,
    Power: _power,
    Quotient: _quotient,
    Negation: lambda e: cost(e.operand) + 1 + (type(e.operand) is Sum),
}
