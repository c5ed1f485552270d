"""Rewrites that tidy a formula without changing its shape: numbers are evaluated, zeros and ones dropped, brackets opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from operator import is_
from typing import TypeAlias

from symdescent.notation.binding import at_index, bound_name, limits, unrolled, whole
from symdescent.notation.tree import (
    CHILDREN,
    ONE,
    REBUILD,
    ZERO,
    Call,
    Column,
    Constant,
    Entry,
    Expression,
    Integral,
    Negation,
    Number,
    OverIndex,
    OverRows,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
    columns,
    keep,
    names,
    number,
    rational,
)

Rational: TypeAlias = int | Fraction

LARGEST_POWER = 64  # 2^64 is still a number that people write out


def tidy(expression: Expression) -> Expression:
    """The same function with its arithmetic carried out: 2·x·3 + 0 becomes 6x."""
    if expression._tidy:  # a leaf, or known from an earlier step
        return expression
    kind = type(expression)
    old = CHILDREN[kind](expression)
    parts = tuple([part if part._tidy else tidy(part) for part in old])
    inner = expression if all(map(is_, old, parts)) else REBUILD[kind](expression, parts)
    tidier = TIDY.get(kind)
    result = tidier(inner) if tidier else inner
    if result is not expression and result == expression:
        result = expression
    keep(result, "_tidy", True)
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
        kind = type(term)
        if kind is Sum:
            opened += _terms(term.terms)  # type: ignore[attr-defined]
        elif kind is Negation and type(term.operand) is Sum:  # type: ignore[attr-defined]
            opened += map(negative, _terms(term.operand.terms))  # type: ignore[attr-defined]
        else:
            opened.append(term)
    return opened


def add(terms: Iterable[Expression]) -> Expression:
    """The sum of tidy terms: numbers added up where the first that is not 0 stood, zeros dropped."""
    opened = _terms(terms)
    values = list(map(rational, opened))
    numbers = [value for value in values if value is not None]
    if not numbers and len(opened) > 1:
        return Sum(tuple(opened))
    total = sum(numbers[1:], numbers[0]) if numbers else ZERO.value
    kept: list[Expression] = []
    placed = total == 0
    for term, value in zip(opened, values, strict=True):
        if value is None:
            kept.append(term)
        elif not placed and value:
            kept.append(_number(total, _any_decimal(opened)))
            placed = True
    return Sum(tuple(kept)) if len(kept) > 1 else kept[0] if kept else ZERO


def magnitude(value: Rational) -> Rational:
    """|value|."""
    return -value if value < 0 else value


def _number(value: Rational, decimal: bool = False) -> Expression:
    """A number, as a decimal where that is asked for and it terminates."""
    if not decimal or value.denominator == 1:
        return number(value)
    size = Number(Fraction(magnitude(value)), True)
    if "/" in str(size):
        return number(value)
    return Negation(size) if value < 0 else size


def _factors(factors: Iterable[Expression], above: list[Expression], below: list[Expression]) -> Rational:
    """Sorts the factors into numerators and denominators, nested products, quotients and signs opened; returns the number."""
    value: Rational = 1
    for factor in factors:
        kind = type(factor)
        if kind is Product:
            value = value * _factors(factor.factors, above, below)  # type: ignore[attr-defined]
        elif kind is Negation:
            value = -value * _factors((factor.operand,), above, below)  # type: ignore[attr-defined]
        elif kind is Number:
            value = value * exact(factor)
        elif kind is Quotient:
            divisor = _factors((factor.denominator,), below, above)  # type: ignore[attr-defined]
            value = value * _factors((factor.numerator,), above, below)  # type: ignore[attr-defined]
            value = value if divisor == 1 else Fraction(value) / divisor
        else:
            above.append(factor)
    return value


def _joined(factors: list[Expression]) -> Expression:
    return Product(tuple(factors)) if len(factors) > 1 else factors[0] if factors else ONE


def multiply(factors: Iterable[Expression]) -> Expression:
    """The product of tidy factors: one number in front, one fraction bar, no ones."""
    factors = tuple(factors)
    above: list[Expression] = []
    below: list[Expression] = []
    try:
        value = _factors(factors, above, below)
    except ZeroDivisionError:
        return _joined(list(factors))
    return fraction(value, above, below, value.denominator != 1 and has_decimal(factors)) if value else ZERO


def has_decimal(factors: Iterable[Expression]) -> bool:
    """Whether a number among the factors was typed as a decimal."""
    for factor in factors:
        kind = type(factor)
        if (kind is Number and factor.decimal) or (kind in (Product, Quotient, Negation) and has_decimal(children(factor))):  # type: ignore[attr-defined]
            return True
    return False


def fraction(value: Rational, above: list[Expression], below: list[Expression], decimal: bool = False) -> Expression:
    """A number times factors over others, as a book prints it: one number in front, one fraction bar."""
    if len(above) > 1:
        above.sort(key=_rank)
    if len(below) > 1:
        below.sort(key=_rank)
    size = magnitude(value)
    if below:
        product: Expression = Quotient(_joined(_led(size.numerator, above)), _joined(_led(size.denominator, below)))
    elif size.denominator != 1 and above and not decimal and (size.numerator == 1 or any(map(_is_root, above))):
        product = Quotient(_joined(_led(size.numerator, above)), number(size.denominator))
    else:
        product = _joined(_led(size, above, decimal))
    if value < 0:
        return negative(product)
    return product


def _is_root(factor: Expression) -> bool:
    """Whether a fraction before it is written as one below it: 3√x/2, but 3/2·x."""
    return type(factor) is Call and factor.function in ("sqrt", "cbrt")


LETTERS = (Symbol, Column, Constant, Entry)


def _rank(factor: Expression) -> int:
    """Where textbooks put a factor: letters and their powers first, then polynomials in brackets, then everything else."""
    base = factor.base if type(factor) is Power and rational(factor.exponent) is not None else factor
    if type(base) in LETTERS:
        return 0
    return 1 if type(base) is Sum and _polynomial(base) else 2


def _polynomial(e: Expression) -> bool:
    if type(e) is Power:
        return type(e.base) in LETTERS and rational(e.exponent) is not None
    return type(e) in LETTERS or (type(e) in (Sum, Product, Negation, Number, Quotient) and all(map(_polynomial, children(e))))


def _any_decimal(parts: Iterable[Expression]) -> bool:
    return any(getattr(part.operand if type(part) is Negation else part, "decimal", False) for part in parts)


def _led(value: Rational, factors: list[Expression], decimal: bool = False) -> list[Expression]:
    return factors if value == 1 and factors else [_number(value, decimal), *factors]


def exact(e: Expression) -> Rational:
    """The value of a number, whole where it is."""
    value: Fraction = e.value  # type: ignore[attr-defined]
    return value.numerator if value.denominator == 1 else value


def power(base: Expression, exponent: Expression) -> Expression:
    """A tidy power: u¹ = u, u⁰ = 1, small powers of numbers evaluated."""
    n, b = rational(exponent), rational(base)
    if n == 1:
        return base
    if n == 0 or b == 1:
        return ONE
    if b is not None and n is not None and n.denominator == 1 and abs(n) * _bits(b) <= LARGEST_POWER and (b or n > 0):
        return _number(b**n.numerator, _any_decimal((base,)))
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


def _over_index(e: OverIndex) -> Expression:
    """A sum or product of one term or none is that; c comes out of Σ c u, a first term 0 is dropped, and Σ 1 from 1 to n is n."""
    values = limits(e)
    if values is not None and len(values) <= 1 and (written := unrolled(e)) is not None:
        return tidy(written)
    if e.body == ONE:
        count = number(len(values)) if values is not None else e.upper if e.lower == ONE else None
        return ONE if e.kind == "product" else e if count is None else count
    if e.kind == "product":
        return e
    first = whole(e.lower)
    empty = first is not None and e.body != ZERO and tidy(at_index(e.body, e.index, e.lower)) == ZERO
    return tidy(replace(e, lower=number(first + 1))) if first is not None and empty else _drawn_out(e)


def _drawn_out(e: OverIndex | Integral) -> Expression:
    """What does not depend on the bound name comes out of the sum or the integral."""
    body, name = e.body, bound_name(e)
    if body == ZERO:
        return ZERO
    if isinstance(body, Negation):
        return negative(tidy(replace(e, body=body.operand)))
    factors = body.factors if isinstance(body, Product) else (body,)
    fixed = [factor for factor in factors if name not in names(factor) and factor != ONE]
    varying = [factor for factor in factors if name in names(factor)]
    return multiply((*fixed, tidy(replace(e, body=_joined(varying))))) if fixed else e


TIDY: dict[type[Expression], Callable[..., Expression]] = {
    Sum: lambda e: add(e.terms),
    Product: lambda e: multiply(e.factors),
    Quotient: lambda e: multiply((e,)),
    Negation: lambda e: multiply((e,)) if not isinstance(e.operand, Sum) else negative(e.operand),
    Power: lambda e: power(e.base, e.exponent),
    OverRows: _over_rows,
    OverIndex: _over_index,
    Integral: _drawn_out,
}
