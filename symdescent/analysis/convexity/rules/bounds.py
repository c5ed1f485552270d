"""Between which bounds an expression lies where some facts hold, such as x > 0: interval arithmetic, quick and safe."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import reduce
from itertools import product
from math import inf

from symdescent.calculus.edges.ranges import CALLS, EVERYTHING, Range, Real
from symdescent.calculus.edges.ranges import values as everywhere
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.notation.tree import (
    Call,
    Column,
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
    Symbol,
    rational,
)

Facts = Mapping[object, Range]  # of symbols, columns, and normalised linear forms (see setting.py)

SAFE = 1e-12  # relative error that a float function is allowed; it makes less than 1e-15
LARGEST = 60  # exponent up to which e^u is computed
LARGEST_ROOTED = 10**12  # up to which a whole number is asked for an exact root
MOST_BITS = 400  # of a number that is raised to a power
ZERO, ONE = Fraction(0), Fraction(1)


def bounds(e: Expression, facts: Facts) -> Range:
    """Bounds for the values of an expression at every point where the facts hold and it is defined.

    >>> from symdescent.notation import parse
    >>> bounds(parse("ln(x) + 1"), {Symbol("x"): Range(1, inf, False, True)}).positive
    True
    """
    known = rational(e)
    if known is not None:
        return exactly(known)
    rule = BOUNDS.get(type(e))
    found = rule(e, facts) if rule else EVERYTHING
    return both(found, facts[e]) if e in facts else found


def exactly(value: Real) -> Range:
    """The interval of one number."""
    return Range(value, value, False, False)


def negated(u: Range) -> Range:
    """The interval of -u."""
    return Range(-u.high, -u.low, u.below, u.above)


def negative(u: Range) -> bool:
    """Whether every value is < 0."""
    return negated(u).positive


def both(u: Range, v: Range) -> Range:
    """The numbers in both intervals."""
    low, high = max(u.low, v.low), min(u.high, v.high)
    return Range(low, high, any(w.above for w in (u, v) if w.low == low), any(w.below for w in (u, v) if w.high == high))


def total(parts: Iterable[Range]) -> Range:
    """The interval of a sum."""
    parts = list(parts)
    low, high = sum((p.low for p in parts), ZERO), sum((p.high for p in parts), ZERO)
    return Range(low, high, any(p.above for p in parts), any(p.below for p in parts))


def times(u: Range, v: Range) -> Range:
    """The interval of a product: its ends are products of ends."""
    ends = [
        (_scaled(a, b), (a_open or b_open) if a and b else _never_zero(u) and _never_zero(v))
        for (a, a_open), (b, b_open) in product(((u.low, u.above), (u.high, u.below)), ((v.low, v.above), (v.high, v.below)))
    ]
    low, high = min(end for end, _ in ends), max(end for end, _ in ends)
    return Range(low, high, all(o for end, o in ends if end == low), all(o for end, o in ends if end == high))


def _scaled(a: Real, b: Real) -> Real:
    return ZERO if not a or not b else a * b


def _never_zero(u: Range) -> bool:
    return u.positive or negative(u)


def reciprocal(u: Range) -> Range:
    """The interval of 1/u."""
    if negative(u):
        return negated(reciprocal(negated(u)))
    if not u.positive:
        return EVERYTHING
    low = ZERO if u.high == inf else 1 / Fraction(u.high)
    return Range(low, 1 / Fraction(u.low) if u.low else inf, u.below or u.high == inf, u.above or not u.low)


def increasing(function: Callable[[float], float], u: Range, exact: Mapping[Real, Real]) -> Range:
    """The interval of an increasing function of u, its ends computed in floats and moved outwards, or known exactly."""
    low, high = (_end(function, end, exact, side) for end, side in ((u.low, -1), (u.high, 1)))
    return Range(low, high, u.above and u.low in exact, u.below and u.high in exact)


def _end(function: Callable[[float], float], end: Real, exact: Mapping[Real, Real], side: int) -> Real:
    if end in exact:
        return exact[end]
    if abs(end) == inf:
        return side * inf
    try:
        value = function(float(end))
    except (ValueError, OverflowError):
        return side * inf
    return Fraction(value + side * SAFE * (1 + abs(value))) if math.isfinite(value) else side * inf


def exponential(u: Range) -> Range:
    """The interval of e^u."""
    low = max(u.low, Fraction(-LARGEST)) if u.low > -LARGEST else -inf
    high = u.high if u.high < LARGEST else inf
    found = increasing(math.exp, u._replace(low=low, high=high), {-inf: ZERO, ZERO: ONE, inf: inf})
    return found._replace(above=found.above or low == -inf) if found.low > 0 or low == -inf else Range(ZERO, found.high, True, found.below)


def logarithm(u: Range) -> Range:
    """The interval of ln u where u > 0."""
    return increasing(lambda value: math.log(value) if value > 0 else -inf, u, {ONE: ZERO, inf: inf, ZERO: -inf})


def power(u: Range, p: Fraction) -> Range:
    """The interval of u^p."""
    if p < 0:
        return reciprocal(power(u, -p))
    if p.denominator != 1:
        return _rooted(Range(max(u.low, ZERO), u.high, u.above or u.low < 0, u.below) if not u.nonnegative else u, p, not u.nonnegative)
    if p % 2 == 0 and not u.nonnegative:
        u = negated(u) if u.high <= 0 else Range(ZERO, max(-u.low, u.high), False, (u.above if -u.low > u.high else u.below))
    low, high = (_raised(end, p.numerator, side) for end, side in ((u.low, -1), (u.high, 1)))
    return Range(low, high, u.above and (low == 0) == (u.low == 0), u.below)


def _raised(end: Real, n: int, side: int) -> Real:
    if abs(end) == inf:
        return inf if end > 0 or n % 2 == 0 else -inf
    end = Fraction(end)
    if n * max(end.numerator.bit_length(), end.denominator.bit_length()) <= MOST_BITS:
        return end**n
    return ZERO if end >= 0 and side < 0 else inf if side > 0 else -inf


def _rooted(u: Range, p: Fraction, reaches_zero: bool) -> Range:
    """u^p for u ≥ 0, the only numbers for which it is defined."""
    exact = {end: root for end in (u.low, u.high) if 0 <= end < inf and (root := _exact_root(Fraction(end), p)) is not None}
    found = increasing(lambda value: value ** float(p), u, {**exact, inf: inf})
    return Range(max(found.low, ZERO), found.high, u.positive and not reaches_zero, found.below)


def _exact_root(value: Fraction, p: Fraction) -> Fraction | None:
    """value^p where that is a fraction: (9/4)^(1/2) = 3/2."""
    sides = [round(float(side) ** (1 / p.denominator)) if side < LARGEST_ROOTED else -1 for side in (value.numerator, value.denominator)]
    root = Fraction(sides[0], sides[1]) if sides[0] >= 0 and sides[1] > 0 else None
    return root**p.numerator if root is not None and root**p.denominator == value and p.numerator < LARGEST else None


def _sum(e: Sum, facts: Facts) -> Range:
    return total(bounds(term, facts) for term in e.terms)


def _product(e: Product, facts: Facts) -> Range:
    counted = {factor: e.factors.count(factor) for factor in e.factors}
    parts = (power(bounds(factor, facts), Fraction(count)) for factor, count in counted.items())
    return reduce(times, parts)


def _power(e: Power, facts: Facts) -> Range:
    p, base, exponent = rational(tidy(e.exponent)), bounds(e.base, facts), bounds(e.exponent, facts)
    if e.base == E:
        return exponential(exponent)
    if p is not None:
        return power(base, p)
    if base.low >= 1 and exponent.nonnegative:
        return Range(ONE, inf, False)
    return Range(ZERO, inf, base.positive)


def _call(e: Call, facts: Facts) -> Range:
    parts = [bounds(argument, facts) for argument in e.arguments]
    own = OWN.get(e.function)
    if own:
        return own(*parts)
    return CALLS[e.function](parts) if e.function in CALLS else EVERYTHING


def _softplus(u: Range) -> Range:
    return Range(max(ZERO, u.low), inf if u.high == inf else max(u.high, ZERO) + 1)


def _pieces(e: Piecewise, facts: Facts) -> Range:
    parts = [bounds(value, facts) for value, _ in e.pieces]
    low, high = min(p.low for p in parts), max(p.high for p in parts)
    return Range(low, high, all(p.above for p in parts if p.low == low), all(p.below for p in parts if p.high == high))


def _over_rows(e: OverRows, facts: Facts) -> Range:
    body = bounds(e.body, facts)
    if e.kind == "mean":
        return body
    return Range(ZERO if body.nonnegative else -inf, ZERO if body.high <= 0 else inf, body.positive, negative(body))


def sign(u: Range) -> str:
    """The sign of everything in an interval, by its name."""
    if u.low == u.high == 0:
        return "zero"
    names = ((u.positive, "positive"), (u.nonnegative, "nonnegative"), (negative(u), "negative"), (u.high <= 0, "nonpositive"))
    return next((name for holds, name in names if holds), "unknown")


OWN: dict[str, Callable[..., Range]] = {
    "exp": exponential,
    "ln": logarithm,
    "log": lambda u, b: Range(ZERO if u.low >= 1 else -inf, ZERO if u.high <= 1 else inf) if b.low > 1 else EVERYTHING,
    "sqrt": lambda u: power(u, Fraction(1, 2)),
    "softplus": _softplus,
}

BOUNDS: dict[type[Expression], Callable[..., Range]] = {
    Constant: lambda e, facts: everywhere(e),
    Symbol: lambda e, facts: EVERYTHING,
    Column: lambda e, facts: EVERYTHING,
    Sum: _sum,
    Negation: lambda e, facts: negated(bounds(e.operand, facts)),
    Product: _product,
    Quotient: lambda e, facts: times(bounds(e.numerator, facts), reciprocal(bounds(e.denominator, facts))),
    Power: _power,
    Call: _call,
    Piecewise: _pieces,
    OverRows: _over_rows,
}
