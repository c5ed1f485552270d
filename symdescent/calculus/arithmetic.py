"""Rewrites that tidy a formula without changing its shape: numbers are evaluated, zeros and ones dropped, brackets opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from symdescent.notation.tree import (
    ONE,
    ZERO,
    Column,
    Constant,
    Expression,
    Negation,
    Number,
    OverRows,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
    columns,
    number,
    rational,
    rebuild,
)

LARGEST_POWER = 64  # 2^64 is still a number that people write out


def tidy(expression: Expression) -> Expression:
    """The same function with its arithmetic carried out: 2·x·3 + 0 becomes 6x."""
    if getattr(expression, "_tidy", False):  # known from an earlier step
        return expression
    inner = rebuild(expression, tuple(map(tidy, children(expression))))
    tidier = TIDY.get(type(inner))
    result = tidier(inner) if tidier else inner
    if result == expression:
        result = expression
    object.__setattr__(result, "_tidy", True)
    return result


def negative(expression: Expression) -> Expression:
    """The tidy form of ``-expression`` for a tidy expression."""
    if isinstance(expression, Negation):
        return expression.operand
    if isinstance(expression, Sum):
        return add(map(negative, expression.terms))
    return expression if expression == ZERO else Negation(expression)


def _terms(terms: Iterable[Expression]) -> list[Expression]:
    """Nested sums opened."""
    opened: list[Expression] = []
    for term in terms:
        if isinstance(term, Negation) and isinstance(term.operand, Sum):
            opened += map(negative, _terms(term.operand.terms))
        else:
            opened += _terms(term.terms) if isinstance(term, Sum) else [term]
    return opened


def add(terms: Iterable[Expression]) -> Expression:
    """The sum of tidy terms: numbers added up where the first of them stood, zeros dropped."""
    opened = _terms(terms)
    values = [rational(term) for term in opened]
    total = sum((value for value in values if value is not None), Fraction(0))
    kept: list[Expression] = []
    placed = total == 0
    for term, value in zip(opened, values, strict=True):
        if value is None:
            kept.append(term)
        elif not placed:
            kept.append(_number(total, opened))
            placed = True
    return Sum(tuple(kept)) if len(kept) > 1 else kept[0] if kept else ZERO


def _number(value: Fraction, origin: Iterable[Expression]) -> Expression:
    """A number, as a decimal where one of its origins was typed as one and it terminates."""
    decimal = any(getattr(part.operand if isinstance(part, Negation) else part, "decimal", False) for part in origin)
    if not decimal or value.denominator == 1:
        return number(value)
    size = Number(abs(value), True)
    if "/" in str(size):
        return number(value)
    return Negation(size) if value < 0 else size


def _factors(factors: Iterable[Expression]) -> tuple[list[Expression], list[Expression]]:
    """Numerators and denominators of a product, nested products, quotients and signs opened."""
    above: list[Expression] = []
    below: list[Expression] = []
    for factor in factors:
        if isinstance(factor, Product):
            inner = _factors(factor.factors)
        elif isinstance(factor, Quotient) and rational(factor) is None:
            upper, lower = _factors((factor.numerator,)), _factors((factor.denominator,))
            inner = upper[0] + lower[1], upper[1] + lower[0]
        elif isinstance(factor, Negation):
            inner = _factors((factor.operand,))
            inner = [number(-1), *inner[0]], inner[1]
        else:
            inner = [factor], []
        above += inner[0]
        below += inner[1]
    return above, below


def _coefficient(factors: list[Expression]) -> tuple[Fraction, list[Expression]]:
    value, rest = Fraction(1), []
    for factor in factors:
        known = rational(factor)
        if known is None:
            rest.append(factor)
        else:
            value *= known
    return value, rest


def _joined(factors: list[Expression]) -> Expression:
    return Product(tuple(factors)) if len(factors) > 1 else factors[0] if factors else ONE


def multiply(factors: Iterable[Expression]) -> Expression:
    """The product of tidy factors: one number in front, one fraction bar, no ones."""
    above, below = _factors(factors)
    value, upper = _coefficient(above)
    divisor, lower = _coefficient(below)
    upper.sort(key=_rank)
    lower.sort(key=_rank)
    if value == 0 or divisor == 0:
        return ZERO if divisor else Quotient(_joined(above), _joined(below))
    value /= divisor
    size = abs(value)
    if lower:
        product: Expression = Quotient(_joined(_led(Fraction(size.numerator), upper)), _joined(_led(Fraction(size.denominator), lower)))
    elif size.denominator != 1 and size.numerator == 1 and upper and not _any_decimal(above):
        product = Quotient(_joined(upper), number(size.denominator))
    else:
        product = _joined(_led(size, upper, above + below))
    return Negation(product) if value < 0 else product


def _rank(factor: Expression) -> bool:
    """Where textbooks put a factor: letters and their powers first, then functions and brackets."""
    letter = factor.base if isinstance(factor, Power) and rational(factor.exponent) is not None else factor
    return not isinstance(letter, (Symbol, Column, Constant))


def _any_decimal(factors: list[Expression]) -> bool:
    return any(getattr(factor, "decimal", False) for factor in factors)


def _led(value: Fraction, factors: list[Expression], origin: Iterable[Expression] = ()) -> list[Expression]:
    return factors if value == 1 and factors else [_number(value, origin), *factors]


def power(base: Expression, exponent: Expression) -> Expression:
    """A tidy power: u¹ = u, u⁰ = 1, small powers of numbers evaluated."""
    n, b = rational(exponent), rational(base)
    if n == 1:
        return base
    if n == 0 or b == 1:
        return ONE
    if b is not None and n is not None and n.denominator == 1 and abs(n) * _bits(b) <= LARGEST_POWER and (b or n > 0):
        return _number(b**n.numerator, (base,))
    return Power(base, exponent)


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _over_rows(e: OverRows) -> Expression:
    """What is the same in every row comes out: c out of Σ c u, and Σ c is c Σ 1; a mean of it is c itself."""
    body = e.body
    if isinstance(body, Negation):
        return negative(_over_rows(OverRows(e.kind, body.operand)))
    if body == ZERO or (e.kind == "mean" and not columns(body)):
        return body
    factors = body.factors if isinstance(body, Product) else (body,)
    fixed = [factor for factor in factors if not columns(factor) and factor != ONE]
    varying = [factor for factor in factors if columns(factor)]
    return multiply((*fixed, OverRows(e.kind, _joined(varying)))) if fixed else e


TIDY: dict[type[Expression], Callable[..., Expression]] = {
    Sum: lambda e: add(e.terms),
    Product: lambda e: multiply(e.factors),
    Quotient: lambda e: multiply((e,)),
    Negation: lambda e: multiply((e,)) if not isinstance(e.operand, Sum) else negative(e.operand),
    Power: lambda e: power(e.base, e.exponent),
    OverRows: _over_rows,
}
