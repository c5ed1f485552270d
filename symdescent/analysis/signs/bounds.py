"""Between which numbers an expression lies on a box of its variables: rigorous interval arithmetic on the written tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import inf, isfinite
from typing import TypeAlias

from symdescent.analysis.signs.interval import LINE, ONE, ZERO, Interval, hull, meet, minus, of_fraction, over, plus, times, to_whole
from symdescent.analysis.signs.interval_functions import FUNCTIONS, exponential, logarithm
from symdescent.calculus.edges.asks import OPPOSITE
from symdescent.calculus.edges.ranges import Real
from symdescent.notation.binding import limits, unrolled
from symdescent.notation.tree import (
    Call,
    Column,
    Constant,
    E,
    Entry,
    Expression,
    Integral,
    Negation,
    OverIndex,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    rational,
)

Box: TypeAlias = Mapping[str, tuple[Fraction | None, Fraction | None]]

MOST_UNROLLED = 200  # terms of a sum over an index
HIGHEST_POWER = 10_000
CONSTANTS = {"pi": Interval(3.141592653589793, 3.1415926535897936), "e": Interval(2.718281828459045, 2.7182818284590455)}


def bounds(expression: Expression, box: Box) -> tuple[Real, Real] | None:
    """Two numbers between which an expression lies at all points of a box at which it has a value; None where it has none.

    A name that the box leaves out may be any number, as may an end that is None. The bounds are safe and not always sharp:
    see ``enclosed``. Functions are computed by mpmath's interval arithmetic, or to 90 bits and rounded outwards.

    >>> from symdescent.notation import parse
    >>> low, high = bounds(parse("x^2 + e^x"), {"x": (Fraction(0), Fraction(1))})
    >>> float(low), float(high)
    (1.0, 3.7182818284590455)
    """
    found = Enclosure(of_box(box))[expression]
    return None if found is None else (_end(found.low), _end(found.high))


def of_box(box: Box) -> dict[str, Interval]:
    """The box in floats, rounded outwards."""
    return {
        name: Interval(-inf if low is None else of_fraction(low).low, inf if high is None else of_fraction(high).high)
        for name, (low, high) in box.items()
    }


def _end(value: float) -> Real:
    return Fraction(value) if isfinite(value) else value


class Enclosure:
    """The bounds of expressions on one box, each part computed once; ``certain`` says that every part had a value on all of it."""

    __slots__ = ("box", "certain", "known")

    def __init__(self, box: Mapping[str, Interval]) -> None:
        self.box, self.certain = box, True
        self.known: dict[Expression, Interval | None] = {}

    def __getitem__(self, e: Expression) -> Interval | None:
        if e not in self.known:
            value = rational(e)
            self.known[e] = of_fraction(value) if value is not None else RULES.get(type(e), _anything)(e, self)
        return self.known[e]

    def unsure(self) -> None:
        """Says that a part has no value somewhere on the box, or may have none."""
        self.certain = False


Rule: TypeAlias = Callable[..., Interval | None]


def _anything(e: Expression, at: Enclosure) -> Interval:
    at.unsure()
    return LINE


def _sum(e: Sum, at: Enclosure) -> Interval | None:
    total = ZERO
    for term in e.terms:
        part = at[term]
        if part is None:
            return None
        total = plus(total, part)
    return total


def _product(e: Product, at: Enclosure) -> Interval | None:
    """Equal factors are a power: x·x is never negative."""
    total = ONE
    for factor, n in Counter(e.factors).items():
        part = at[factor]
        powered = None if part is None else to_whole(part, n)
        if powered is None:
            return None
        total = times(total, powered)
    return total


def _quotient(e: Quotient, at: Enclosure) -> Interval | None:
    above, below = at[e.numerator], at[e.denominator]
    if above is None or below is None:
        return None
    if 0 in below:
        at.unsure()
    return over(above, below)


def _power(e: Power, at: Enclosure) -> Interval | None:
    exponent = at[e.exponent]
    if exponent is None:
        return None
    if e.base == E:
        return exponential(exponent)
    base, n = at[e.base], rational(e.exponent)
    if base is None:
        return None
    if n is not None and n.denominator == 1 and abs(n) <= HIGHEST_POWER:
        if n < 0 and 0 in base:
            at.unsure()
        return to_whole(base, int(n))
    return _real_power(base, exponent, at)


def _real_power(base: Interval, exponent: Interval, at: Enclosure) -> Interval | None:
    """e^(v·ln u), for u ≥ 0; 0^v is 0 for v > 0."""
    if base.low < 0 or (base.low == 0 and exponent.low <= 0):
        at.unsure()
    inside = logarithm(base)
    raised = None if inside is None else exponential(times(exponent, inside))
    zero = [ZERO] if 0 in base and exponent.high > 0 else []
    exact = [ONE] if raised and 1 in base else []  # 1^v is 1
    return hull([*zero, *exact, *([raised] if raised else [])])


TOTAL = frozenset(  # functions with a value everywhere
    "exp cbrt sin cos atan sinh cosh tanh sech asinh abs sign heaviside max min relu sigmoid softplus erf logsumexp softmax kronecker".split()
)
DEFINED: dict[str, Callable[[Interval], bool]] = {
    "ln": lambda u: u.low > 0,
    "sqrt": lambda u: u.low >= 0,
    **dict.fromkeys(("asin", "acos"), lambda u: u.low >= -1 and u.high <= 1),
    "atanh": lambda u: u.low > -1 and u.high < 1,
    "acosh": lambda u: u.low >= 1,
    **dict.fromkeys(("gamma", "digamma"), lambda u: u.low > 0),
}


def _call(e: Call, at: Enclosure) -> Interval | None:
    parts = [at[argument] for argument in e.arguments]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if not (e.function in TOTAL or (e.function in DEFINED and DEFINED[e.function](known[0]))):
        at.unsure()
    return FUNCTIONS[e.function](*known) if e.function in FUNCTIONS else LINE


TRUE, FALSE, EITHER = (True,), (False,), (False, True)
COMPARED: dict[str, Callable[[Interval], tuple[bool, ...]]] = {
    "<": lambda gap: TRUE if gap.high < 0 else FALSE if gap.low >= 0 else EITHER,
    "<=": lambda gap: TRUE if gap.high <= 0 else FALSE if gap.low > 0 else EITHER,
    ">": lambda gap: TRUE if gap.low > 0 else FALSE if gap.high <= 0 else EITHER,
    ">=": lambda gap: TRUE if gap.low >= 0 else FALSE if gap.high < 0 else EITHER,
    "==": lambda gap: TRUE if gap == ZERO else EITHER if 0 in gap else FALSE,
    "!=": lambda gap: FALSE if gap == ZERO else EITHER if 0 in gap else TRUE,
}


def outcomes(relation: Relation, at: Enclosure) -> tuple[bool, ...]:
    """Whether a comparison holds on the box: always, never, or both may be."""
    left, right = at[relation.left], at[relation.right]
    return EITHER if left is None or right is None else COMPARED[relation.operator](plus(left, minus(right)))


def _piecewise(e: Piecewise, at: Enclosure) -> Interval | None:
    """All pieces that may apply together, each on the part of the box that its condition leaves."""
    met: list[Interval] = []
    box = dict(at.box)
    for value, when in e.pieces:
        possible = TRUE if when is None else outcomes(when, at)
        part = Enclosure(box if when is None else _cut(box, when.operator, when))[value] if True in possible else None
        met += [] if part is None else [part]
        if possible == TRUE:
            return hull(met)
        if possible == EITHER and when is not None:
            at.unsure()  # it may jump there
            box = _cut(box, OPPOSITE[when.operator], when)
    at.unsure()
    return hull(met)


def _cut(box: dict[str, Interval], operator: str, when: Relation) -> dict[str, Interval]:
    """The part of a box on which a comparison of one name with a number may hold."""
    end = rational(when.right)
    if type(when.left) is not Symbol or end is None:
        return box
    near, here = of_fraction(end), box.get(when.left.name, LINE)
    half = Interval(-inf, near.high) if operator[0] == "<" else Interval(near.low, inf) if operator[0] == ">" else LINE
    return {**box, when.left.name: meet(here, half) or here}


def _over_rows(e: OverRows, at: Enclosure) -> Interval | None:
    """A mean lies where the body does; a sum has one row at least, and nobody says how many."""
    body = at[e.body]
    if body is None or e.kind == "mean":
        return body
    return Interval(body.low if body.low >= 0 else -inf, body.high if body.high <= 0 else inf)


def _over_index(e: OverIndex, at: Enclosure) -> Interval | None:
    """Written out, where it is short."""
    values = limits(e)
    written = unrolled(e) if values is not None and len(values) <= MOST_UNROLLED else None
    return _anything(e, at) if written is None else at[written]


def _integral(e: Integral, at: Enclosure) -> Interval | None:
    """The length times what the body may be between the bounds."""
    lower, upper = at[e.lower], at[e.upper]
    if lower is None or upper is None:
        return None
    between = Interval(min(lower.low, upper.low), max(lower.high, upper.high))
    inner = Enclosure({**at.box, e.variable: between})
    body = inner[e.body]
    if body is None or not inner.certain:
        return _anything(e, at)
    return times(plus(upper, minus(lower)), body)


RULES: dict[type[Expression], Rule] = {
    Constant: lambda e, at: CONSTANTS[e.name],
    Symbol: lambda e, at: at.box.get(e.name, LINE),
    Column: lambda e, at: at.box.get(e.name, LINE),
    Entry: lambda e, at: LINE,
    Sum: _sum,
    Negation: lambda e, at: None if (part := at[e.operand]) is None else minus(part),
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Call: _call,
    Piecewise: _piecewise,
    OverRows: _over_rows,
    OverIndex: _over_index,
    Integral: _integral,
}
