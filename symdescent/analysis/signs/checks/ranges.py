"""Between which numbers functions lie, whatever their arguments are: for the checker of signs, in exact numbers."""

from __future__ import annotations

from functools import reduce
from typing import Any, NamedTuple

import sympy

from symdescent.analysis.signs.checks.holds import ALL, Signs, number_sign
from symdescent.notation.bridge import to_sympy
from symdescent.notation.tree import Call, Expression, Negation, Power, Product, Quotient, Sum

OO = sympy.oo
HALF_PI = sympy.pi / 2


class Span(NamedTuple):
    """All numbers from ``low`` to ``high``, with whether each end is a value."""

    low: Any = -OO
    high: Any = OO
    takes_low: bool = False
    takes_high: bool = False

    @property
    def signs(self) -> Signs:
        """The signs of these numbers."""
        least = -1 if self.low == -OO else number_sign(self.low)
        most = 1 if self.high == OO else number_sign(self.high)
        possible = {s for s in ALL if least <= s <= most}
        if least == 0 and self.low != -OO and not self.takes_low:
            possible -= {0}
        if most == 0 and self.high != OO and not self.takes_high:
            possible -= {0}
        return frozenset(possible)

    def scaled(self, c: Any) -> Span:
        """c times these numbers."""
        ends = (c * self.low, self.takes_low), (c * self.high, self.takes_high)
        (low, takes_low), (high, takes_high) = ends if number_sign(c) > 0 else ends[::-1]
        return Span(low, high, takes_low, takes_high)

    def plus(self, other: Span) -> Span:
        """Sums with other numbers."""
        return Span(self.low + other.low, self.high + other.high, self.takes_low and other.takes_low, self.takes_high and other.takes_high)

    def squared(self) -> Span:
        """The squares; a bounded one is taken to lie around 0."""
        size = sympy.Max(sympy.Abs(self.low), sympy.Abs(self.high))
        if self.low != -OO and number_sign(self.low) >= 0:
            return Span(self.low**2, self.high**2 if self.high != OO else OO, self.takes_low, self.takes_high)
        return Span(sympy.Integer(0), size**2 if size != OO else OO, True, self.takes_low or self.takes_high)


LINE = Span()
SPANS: dict[str, Span] = {
    **dict.fromkeys(("sin", "cos", "sign"), Span(sympy.Integer(-1), sympy.Integer(1), True, True)),
    **dict.fromkeys(("tanh", "erf"), Span(sympy.Integer(-1), sympy.Integer(1))),
    **dict.fromkeys(("sigmoid", "softmax"), Span(sympy.Integer(0), sympy.Integer(1))),
    **dict.fromkeys(("heaviside", "kronecker"), Span(sympy.Integer(0), sympy.Integer(1), True, True)),
    **dict.fromkeys(("exp", "softplus"), Span(sympy.Integer(0))),
    **dict.fromkeys(("abs", "sqrt", "relu", "acosh", "asech"), Span(sympy.Integer(0), OO, True)),
    "sech": Span(sympy.Integer(0), sympy.Integer(1), False, True),
    "cosh": Span(sympy.Integer(1), OO, True),
    "atan": Span(-HALF_PI, HALF_PI),
    "asin": Span(-HALF_PI, HALF_PI, True, True),
    "acos": Span(sympy.Integer(0), sympy.pi, True, True),
    "asec": Span(sympy.Integer(0), sympy.pi, True, True),
}


def span(e: Expression) -> Span:
    """Numbers between which an expression lies, by the ranges of its functions."""
    value = to_sympy(e) if not isinstance(e, Call) else None
    if value is not None and value.is_number:
        return Span(value, value, True, True)
    if isinstance(e, Call):
        return SPANS.get(e.function, LINE)
    if isinstance(e, Sum):
        return reduce(Span.plus, map(span, e.terms))
    if isinstance(e, Negation):
        return span(e.operand).scaled(sympy.Integer(-1))
    if isinstance(e, (Product, Quotient)):
        return _scaled(e)
    if isinstance(e, Power):
        n = to_sympy(e.exponent)
        return span(e.base).squared() if n == 2 else _even(n)
    return LINE


def _even(n: Any) -> Span:
    return Span(sympy.Integer(0), OO, True) if n.is_Integer and n > 0 and n % 2 == 0 else LINE


def _scaled(e: Product | Quotient) -> Span:
    """A number times something else."""
    factors = e.factors if isinstance(e, Product) else (e.numerator,)
    below = sympy.Integer(1) if isinstance(e, Product) else to_sympy(e.denominator)
    moving = [factor for factor in factors if not to_sympy(factor).is_number]
    c = sympy.Mul(*(to_sympy(factor) for factor in factors if factor not in moving)) / below
    return span(moving[0]).scaled(c) if len(moving) == 1 and c.is_number and c != 0 else LINE
