"""How long a typed formula may be, and how large a constant in it, decided before anything is computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, lgamma, log, log2
from typing import Any, NamedTuple

from symdescent.notation.tree import (
    Call,
    Column,
    Constant,
    Derivative,
    Expression,
    Negation,
    Number,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    children,
    rational,
)

LEVELS_A_BRACKET = 4  # a sum of products of powers of quotients: nodes that one bracket may hold on top of each other
NATS_TO_BITS = log2(2.718281828459045)


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


class Size(NamedTuple):
    """Bounds for an expression, its symbols taken as 1.

    ``above``: log2 of its absolute value; ``below``: log2 of its denominator (so the numerator has above + below bits);
    ``degree``: how often a symbol is multiplied by itself; ``levels``: the height of the tree.
    """

    constant: bool
    above: float
    below: float
    degree: float
    levels: int

    @property
    def bits(self) -> float:
        """Bits of the numerator or the denominator, whichever is larger."""
        return max(self.above, 0.0) + self.below


Bounds = tuple[float, float, float]  # above, below, degree
Rule = Callable[[Any, Sequence[Size]], Bounds]


def size(expression: Expression, parts: Sequence[Size]) -> Size:
    """The size of a node from the sizes of its parts, without computing any value."""
    constant, levels = type(expression) not in UNKNOWN, 0
    for part in parts:
        constant = constant and part.constant
        levels = max(levels, part.levels)
    return Size(constant, *SIZES[type(expression)](expression, parts), levels + 1)


def bits(expression: Expression) -> float:
    """An upper bound of the bits that the constants of an expression take once computed.

    >>> from symdescent.notation.tree import Power, number
    >>> bits(Power(number(2), number(10)))
    10.0
    """
    return _measure(expression).bits


def _measure(expression: Expression) -> Size:
    return size(expression, [_measure(part) for part in children(expression)])


def _number(node: Number, parts: Sequence[Size]) -> Bounds:
    return _fraction(node.value)


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


def _product(node: Product, parts: Sequence[Size]) -> Bounds:
    return sum(p.above for p in parts), sum(p.below for p in parts), sum(p.degree for p in parts)


def _inverse(part: Size) -> tuple[float, float]:
    """|1/q| <= the denominator of q; the denominator of 1/q is the numerator of q."""
    return part.below, max(part.above + part.below, 0.0)


def _quotient(node: Quotient, parts: Sequence[Size]) -> Bounds:
    top, bottom = parts
    if top.constant and bottom.constant and (value := rational(node)) is not None:
        return _fraction(value)
    above, below = _inverse(bottom)
    return top.above + above, top.below + below, top.degree + bottom.degree


def _power(node: Power, parts: Sequence[Size]) -> Bounds:
    base, exponent = parts
    if not exponent.constant:
        return 0.0, 0.0, base.degree
    value, times = rational(node.exponent), largest_value(node.exponent, exponent)
    above, below = base.above, base.below
    if value is None:
        above = below = base.bits
    elif value < 0:
        above, below = _inverse(base)
    # 0 * inf is nan: a base of 1 or a symbol stays as it is, whatever its exponent
    return above and above * times, below and below * times, base.degree and base.degree * times


def largest_value(expression: Expression, measured: Size) -> float:
    """An upper bound of |value| of a constant expression: exact for a written rational number, at most inf."""
    value = rational(expression)
    try:
        return abs(float(value)) if value is not None else 2.0**measured.above
    except OverflowError:
        return inf


def _call(node: Call, parts: Sequence[Size]) -> Bounds:
    above, below, degree = _largest(node, parts)
    if node.function not in PASSING and not all(part.constant for part in parts):
        return 0.0, 0.0, degree
    return *CALLS.get(node.function, _small)(above, below), degree


def _small(above: float, below: float) -> tuple[float, float]:
    """The sine, the inverse functions and their like have values up to 4, or none that is computed exactly."""
    return 2.0, 0.0


def _exponential(above: float, below: float) -> tuple[float, float]:
    """|e^u| <= 2^(1.4427 |u|), and so is 1/|e^u|; the denominator of a harmonic number grows as fast."""
    largest = NATS_TO_BITS * 2.0 ** min(above, 64.0)
    return largest, largest


def _gamma(above: float, below: float) -> tuple[float, float]:
    """Γ(u) <= u^u for u >= 1, and 1/u near 0."""
    largest = 2.0 ** min(above, 64.0) * max(above, NATS_TO_BITS) + below
    return largest, largest


def _logarithm(above: float, below: float) -> tuple[float, float]:
    return log2(abs(above) + below + 2.0), 0.0


def _keep(above: float, below: float) -> tuple[float, float]:
    return max(above, 0.0), below


PASSING = frozenset(("abs", "max", "min", "relu", "sqrt", "cbrt", "softplus", "sign", "heaviside"))
CALLS: dict[str, Callable[[float, float], tuple[float, float]]] = {
    **dict.fromkeys(PASSING, _keep),
    **dict.fromkeys(("exp", "sinh", "cosh", "digamma"), _exponential),
    **dict.fromkeys(("ln", "log", "asinh", "acosh", "asech", "acsch", "atanh", "acoth"), _logarithm),
    "gamma": _gamma,
    "factorial": lambda above, below: (lgamma(2.0 ** min(above, 64.0) + 1.0) / log(2.0), 0.0),
}

UNKNOWN = frozenset((Symbol, Column))
SIZES: dict[type[Expression], Rule] = {
    Number: _number,
    Constant: lambda e, parts: (NATS_TO_BITS if e.name == "e" else log2(3.2), 0.0, 0.0),
    Symbol: lambda e, parts: (0.0, 0.0, 1.0),
    Column: lambda e, parts: (0.0, 0.0, 1.0),
    Sum: _sum,
    Product: _product,
    Quotient: _quotient,
    Negation: _largest,
    Power: _power,
    Call: _call,
    Relation: _largest,
    Piecewise: _largest,
    OverRows: _largest,
    Derivative: _largest,
}
