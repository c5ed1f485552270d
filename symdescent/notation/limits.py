"""How long a typed formula may be, and how large a constant in it, decided before anything is computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, lgamma, log, log2, prod
from typing import Any, NamedTuple

from symdescent.notation.binding import unrolled
from symdescent.notation.tree import (
    Call,
    Column,
    Constant,
    Derivative,
    Entry,
    Expression,
    Integral,
    Negation,
    Number,
    OverIndex,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    children,
)

LEVELS_A_BRACKET = 4  # a sum of products of powers of quotients: nodes that one bracket may hold on top of each other
NATS_TO_BITS = log2(2.718281828459045)
COMPUTED_BITS = 16_384  # a rational number that is certain to be smaller is computed, so that its size is known exactly


@dataclass(frozen=True, slots=True)
class Limits:
    """What a typed formula may take: counts, digits of a literal, bits of a constant.

    >>> AUTHOR.characters, STUDENT.characters
    (10000, 1000)
    """

    characters: int
    tokens: int
    nodes: int
    variables: int
    depth: int = 40
    digits: int = 30
    factorial: int = 50
    exponent: int = 4096
    bits: int = 4096

    @property
    def levels(self) -> int:
        """How high the tree may be: a chain such as a/b/c/d grows without a bracket."""
        return LEVELS_A_BRACKET * self.depth


STUDENT = Limits(characters=1_000, tokens=400, nodes=300, variables=8)
AUTHOR = Limits(characters=10_000, tokens=4_000, nodes=3_000, variables=50)
PRINTED = Limits(characters=10_000, tokens=4_000, nodes=3_000, variables=50, digits=5_000)  # numbers that we printed ourselves


class Size(NamedTuple):
    """Bounds for an expression, its symbols taken as 1.

    ``above``: log2 of its absolute value; ``below``: log2 of its denominator (so the numerator has above + below bits);
    ``degree``: how often a symbol is multiplied by itself; ``levels``: the height of the tree; ``value``: the rational
    number itself, where it is made by + - * / ^ alone and small enough.
    """

    constant: bool
    above: float
    below: float
    degree: float
    levels: int
    value: Fraction | None

    @property
    def bits(self) -> float:
        """Bits of the numerator or the denominator, whichever is larger; |u| <= 2^k has at most k + 1."""
        if self.value is not None:
            return max(self.value.numerator.bit_length(), self.value.denominator.bit_length())
        return _reach(self.above, self.below) + 1.0


def _reach(above: float, below: float) -> float:
    """log2 of the numerator or the denominator, whichever is larger."""
    return max(above, 0.0) + below


Bounds = tuple[float, float, float]  # above, below, degree
Rule = Callable[[Any, Sequence[Size]], Bounds]


def size(expression: Expression, parts: Sequence[Size]) -> Size:
    """The size of a node from the sizes of its parts; its value is computed only once it is certain to be small."""
    written = unrolled(expression) if type(expression) is OverIndex else None
    if written is not None:
        return _measure(written)
    constant, levels = type(expression) not in UNKNOWN, 0
    for part in parts:
        constant = constant and part.constant
        levels = max(levels, part.levels)
    above, below, degree = SIZES[type(expression)](expression, parts)
    value = _exact(expression, parts) if constant and _reach(above, below) <= COMPUTED_BITS else None
    if value is not None:
        above, below, degree = _fraction(value)
    return Size(constant, above, below, degree, levels + 1, value)


def _exact(expression: Expression, parts: Sequence[Size]) -> Fraction | None:
    """The rational number that an expression is, if its parts are such numbers and it has a value."""
    if type(expression) is Number:
        return expression.value
    rule, values = EXACT.get(type(expression)), [part.value for part in parts if part.value is not None]
    try:
        return rule(values) if rule and len(values) == len(parts) else None
    except ZeroDivisionError:
        return None


def bits(expression: Expression) -> float:
    """An upper bound of the bits that the constants of an expression take once computed.

    >>> from symdescent.notation.tree import Power, number
    >>> bits(Power(number(2), number(10)))
    11
    """
    return _measure(expression).bits


def _measure(expression: Expression) -> Size:
    is_written = type(expression) is OverIndex and unrolled(expression) is not None  # its body is measured term by term alone
    return size(expression, () if is_written else [_measure(part) for part in children(expression)])


def _fraction(value: Fraction) -> Bounds:
    below = log2(value.denominator)
    return (log2(abs(value.numerator)) - below if value else 0.0), below, 0.0


def _largest(node: Expression, parts: Sequence[Size]) -> Bounds:
    return max(p.above for p in parts), max(p.below for p in parts), max(p.degree for p in parts)


def _sum(node: Sum, parts: Sequence[Size]) -> Bounds:
    """|a_1 + ... + a_n| <= n max |a_i|; a sum with symbols in it is not computed, so it takes no bits."""
    if not all(part.constant for part in parts):
        return 0.0, 0.0, max(part.degree for part in parts)
    return max(part.above for part in parts) + log2(len(parts)), sum(part.below for part in parts), 0.0


def _inverse(part: Size) -> tuple[float, float]:
    """|1/q| <= the denominator of q; the denominator of 1/q is the numerator of q."""
    return part.below, max(part.above + part.below, 0.0)


def _quotient(node: Quotient, parts: Sequence[Size]) -> Bounds:
    top, bottom = parts
    above, below = _inverse(bottom)
    return top.above + above, top.below + below, top.degree + bottom.degree


def _power(node: Power, parts: Sequence[Size]) -> Bounds:
    base, exponent = parts
    if not exponent.constant:
        return 0.0, 0.0, base.degree
    times = largest_value(exponent)
    above, below = base.above, base.below
    if exponent.value is None:
        above = below = _reach(above, below)
    elif exponent.value < 0:
        above, below = _inverse(base)
    # 0 * inf is nan: a base of 1 or a symbol stays as it is, whatever its exponent
    return above and above * times, below and below * times, base.degree and base.degree * times


def largest_value(constant: Size) -> float:
    """An upper bound of |value| of a constant: itself for a rational number, at most inf."""
    try:
        return abs(float(constant.value)) if constant.value is not None else 2.0**constant.above
    except OverflowError:
        return inf


def _call(node: Call, parts: Sequence[Size]) -> Bounds:
    above, below, degree = _largest(node, parts)
    if node.function not in PASSING and not all(part.constant for part in parts):
        return 0.0, 0.0, degree
    if node.function == "polygamma":
        return *_polygamma(*parts), degree
    return *CALLS.get(node.function, _small)(above, below), degree


def _small(above: float, below: float) -> tuple[float, float]:
    """The sine, the inverse functions and their like have values up to 4, or none that is computed exactly."""
    return 2.0, 0.0


def _exponential(above: float, below: float) -> tuple[float, float]:
    """|e^u| <= 2^(1.4427 |u|), and so is 1/|e^u|; the denominator of a harmonic number grows as fast."""
    largest = NATS_TO_BITS * 2.0 ** min(above, 64.0)
    return largest, largest


def _polygamma(order: Size, argument: Size) -> tuple[float, float]:
    """A harmonic number as digamma is, each reciprocal in it to the power order + 1."""
    largest = _exponential(argument.above, argument.below)[0] * (largest_value(order) + 1.0)
    return largest, largest


def _gamma(above: float, below: float) -> tuple[float, float]:
    """Γ(u) <= u^u for u >= 1, and 1/u near 0."""
    largest = 2.0 ** min(above, 64.0) * max(above, NATS_TO_BITS) + below
    return largest, largest


PASSING = frozenset(("abs", "max", "min", "relu", "sqrt", "cbrt", "softplus", "sign", "heaviside"))
LOGARITHMS = ("ln", "log", "asinh", "acosh", "asech", "acsch", "atanh", "acoth")
CALLS: dict[str, Callable[[float, float], tuple[float, float]]] = {
    **dict.fromkeys(PASSING, lambda above, below: (max(above, 0.0), below)),
    **dict.fromkeys(("exp", "sinh", "cosh", "digamma"), _exponential),
    **dict.fromkeys(LOGARITHMS, lambda above, below: (log2(abs(above) + below + 2.0), 0.0)),
    "gamma": _gamma,
    "logsumexp": lambda above, below: (max(above, 0.0) + 2.0, _exponential(above, below)[1]),
    "softmax": lambda above, below: (0.0, _exponential(above, below)[1]),
    "factorial": lambda above, below: (lgamma(2.0 ** min(above, 64.0) + 1.0) / log(2.0), 0.0),
}

EXACT: dict[type[Expression], Callable[[Sequence[Fraction]], Fraction | None]] = {
    Sum: lambda values: sum(values, Fraction(0)),
    Product: lambda values: prod(values, start=Fraction(1)),
    Quotient: lambda values: values[0] / values[1],
    Negation: lambda values: -values[0],
    Power: lambda values: values[0] ** values[1].numerator if values[1].denominator == 1 else None,
}
UNKNOWN = frozenset((Symbol, Column, Entry))
SIZES: dict[type[Expression], Rule] = {
    Number: lambda e, parts: _fraction(e.value),
    Constant: lambda e, parts: (NATS_TO_BITS if e.name == "e" else log2(3.2), 0.0, 0.0),
    Symbol: lambda e, parts: (0.0, 0.0, 1.0),
    Column: lambda e, parts: (0.0, 0.0, 1.0),
    Sum: _sum,
    Product: lambda e, parts: (sum(p.above for p in parts), sum(p.below for p in parts), sum(p.degree for p in parts)),
    Quotient: _quotient,
    Negation: _largest,
    Power: _power,
    Call: _call,
    Relation: _largest,
    Piecewise: _largest,
    OverRows: _largest,
    Derivative: _largest,
    Entry: lambda e, parts: (0.0, 0.0, 1.0),
    OverIndex: _largest,
    Integral: _largest,
}
