"""Between which bounds an expression lies whatever its variables are: interval arithmetic on the written tree.

The bounds are safe and not always sharp. An end is open where the value is never reached, so that e^u > 0 and
x² + 1 ≥ 1 are told apart from x² ≥ 0.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import inf
from typing import NamedTuple

from symdescent.notation.tree import (
    Call,
    Constant,
    E,
    Expression,
    Negation,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    rational,
)

Real = Fraction | float


class Range(NamedTuple):
    """The interval from ``low`` to ``high``; ``above`` and ``below`` say that the end itself is never reached."""

    low: Real = -inf
    high: Real = inf
    above: bool = True
    below: bool = True

    @property
    def positive(self) -> bool:
        """Whether every value is > 0."""
        return self.low > 0 or (self.low == 0 and self.above)

    @property
    def nonnegative(self) -> bool:
        """Whether every value is ≥ 0."""
        return self.low >= 0


EVERYTHING = Range()


def values(expression: Expression) -> Range:
    """Bounds for all real values of an expression.

    >>> from symdescent.notation import parse
    >>> values(parse("x^2 + 1")).positive, values(parse("x^2")).positive
    (True, False)
    """
    known = rational(expression)
    if known is not None:
        return Range(known, known, False, False)
    rule = RANGES.get(type(expression))
    return rule(expression) if rule else EVERYTHING


def _sum(e: Sum) -> Range:
    parts = list(map(values, e.terms))
    low, high = sum((p.low for p in parts), Fraction(0)), sum((p.high for p in parts), Fraction(0))
    return Range(low, high, any(p.above for p in parts), any(p.below for p in parts))


def _negation(part: Range) -> Range:
    return Range(-part.high, -part.low, part.below, part.above)


def _product(e: Product) -> Range:
    """Of nonnegative factors, and of a factor with itself; signs are moved out."""
    result = Range(Fraction(1), Fraction(1), False, False)
    for part in map(values, e.factors):
        result = _times(result, part)
    return _sharpened(result, e)


def _times(a: Range, b: Range) -> Range:
    if a.high <= 0 and a.low < 0:
        return _negation(_times(_negation(a), b))
    if b.high <= 0 and b.low < 0:
        return _negation(_times(a, _negation(b)))
    if a.low >= 0 and b.low >= 0:
        open_below = a.above or b.above if a.low and b.low else a.positive and b.positive
        return Range(_scaled(a.low, b.low), _scaled(a.high, b.high), open_below, a.below or b.below)
    if a.low == a.high or b.low == b.high:  # a number times something
        factor, other = (a, b) if a.low == a.high else (b, a)
        return Range(_scaled(factor.low, other.low), _scaled(factor.low, other.high), other.above, other.below)
    return EVERYTHING


def _scaled(a: Real, b: Real) -> Real:
    return Fraction(0) if not a or not b else a * b


def _sharpened(found: Range, e: Product) -> Range:
    squares = len(e.factors) % 2 == 0 and all(e.factors.count(factor) % 2 == 0 for factor in e.factors)
    return Range(max(found.low, Fraction(0)), found.high, found.above and found.low >= 0, found.below) if squares else found


def _quotient(e: Quotient) -> Range:
    above, below = values(e.numerator), values(e.denominator)
    if below.high <= 0:
        above, below = _negation(above), _negation(below)
    if below.low < 0:
        return EVERYTHING
    if above.high <= 0 and above.low < 0:
        return _negation(Range(Fraction(0), inf, _negation(above).positive))
    return Range(Fraction(0), inf, above.positive) if above.low >= 0 else EVERYTHING


def _power(e: Power) -> Range:
    n, base = rational(e.exponent), values(e.base)
    if e.base == E or base.positive:
        grows = base.low >= 1 and values(e.exponent).low >= 0
        return Range(Fraction(1), inf, False) if grows else Range(Fraction(0))
    if n is None or n.denominator != 1:
        return Range(Fraction(0), inf, False) if base.low >= 0 or n is not None else EVERYTHING
    if n % 2 == 0:
        least: Real = max(base.low, -base.high, Fraction(0))
        return Range(least ** int(n) if 0 < n < 20 and least < 1000 else Fraction(0), inf, n < 0)
    return Range(Fraction(0), inf, False) if base.low >= 0 else EVERYTHING


def _call(e: Call) -> Range:
    bounds = CALLS.get(e.function)
    return bounds([values(argument) for argument in e.arguments]) if bounds else EVERYTHING


def _absolute(parts: list[Range]) -> Range:
    (u,) = parts
    return u if u.low >= 0 else _negation(u) if u.high <= 0 else Range(Fraction(0), max(-u.low, u.high), False, False)


def _greatest(parts: list[Range]) -> Range:
    low, high = max(p.low for p in parts), max(p.high for p in parts)
    return Range(low, high, any(p.above for p in parts if p.low == low), all(p.below for p in parts if p.high == high))


def _least(parts: list[Range]) -> Range:
    return _negation(_greatest(list(map(_negation, parts))))


def _pieces(e: Piecewise) -> Range:
    parts = [values(value) for value, _ in e.pieces]
    low, high = min(p.low for p in parts), max(p.high for p in parts)
    return Range(low, high, all(p.above for p in parts if p.low == low), all(p.below for p in parts if p.high == high))


def _monotone(inside: Callable[[Range], Range]) -> Callable[[list[Range]], Range]:
    return lambda parts: inside(parts[0])


ZERO, ONE = Fraction(0), Fraction(1)
UNIT = Range(-ONE, ONE, False, False)
RIGHT_ANGLE = 1.5707963267948968  # just above π/2
CALLS: dict[str, Callable[[list[Range]], Range]] = {
    **dict.fromkeys(("sin", "cos"), lambda parts: UNIT),
    **dict.fromkeys(("tanh", "erf"), lambda parts: UNIT._replace(above=True, below=True)),
    **dict.fromkeys(("exp", "softplus"), lambda parts: Range(ZERO)),
    "sigmoid": lambda parts: Range(ZERO, ONE),
    "sech": lambda parts: Range(ZERO, ONE, True, False),
    "cosh": lambda parts: Range(ONE, inf, False),
    "atan": lambda parts: Range(-RIGHT_ANGLE, RIGHT_ANGLE),
    "asin": lambda parts: Range(-RIGHT_ANGLE, RIGHT_ANGLE),
    "acos": lambda parts: Range(ZERO, 2 * RIGHT_ANGLE, False),
    "sqrt": _monotone(lambda u: Range(ZERO, inf, u.positive)),
    "acosh": lambda parts: Range(ZERO, inf, False),
    "abs": _absolute,
    "relu": lambda parts: _greatest([*parts, Range(ZERO, ZERO, False, False)]),
    "heaviside": lambda parts: Range(ZERO, ONE, False, False),
    "sign": lambda parts: UNIT,
    "max": _greatest,
    "min": _least,
    **dict.fromkeys(("sinh", "asinh", "cbrt"), _monotone(lambda u: Range(ZERO, inf, u.positive) if u.low >= 0 else EVERYTHING)),
}

RANGES: dict[type[Expression], Callable[..., Range]] = {
    Constant: lambda e: Range(3.14159, 3.1416) if e.name == "pi" else Range(2.71828, 2.71829),
    Sum: _sum,
    Negation: lambda e: _negation(values(e.operand)),
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Call: _call,
    Piecewise: _pieces,
    OverRows: lambda e: Range(ZERO, inf, values(e.body).positive) if values(e.body).low >= 0 else EVERYTHING,
}
