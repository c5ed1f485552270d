"""Arithmetic on intervals of floats, rounded outwards: what comes out holds every value (Moore 1966, §3)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import inf, isinf, nextafter, sqrt
from typing import NamedTuple

WHOLE = 2.0**53  # below it sums and products of whole floats are exact


class Interval(NamedTuple):
    """The real numbers from ``low`` to ``high``; an infinite end is no number of it."""

    low: float
    high: float

    def __contains__(self, value: object) -> bool:
        return isinstance(value, (int, float, Fraction)) and self.low <= value <= self.high


LINE = Interval(-inf, inf)
ZERO, ONE = Interval(0.0, 0.0), Interval(1.0, 1.0)


def down(value: float) -> float:
    """The float below."""
    return nextafter(value, -inf)


def up(value: float) -> float:
    """The float above."""
    return nextafter(value, inf)


def of_fraction(value: Fraction) -> Interval:
    """The narrowest interval around a fraction."""
    try:
        near = value.numerator / value.denominator
    except OverflowError:
        return Interval(-inf, up(-inf)) if value < 0 else Interval(down(inf), inf)
    there = Fraction(near)
    return Interval(near if there <= value else down(near), near if there >= value else up(near))


def _sum(a: float, b: float) -> tuple[float, float]:
    """a + b rounded, and by how much the rounding went wrong, of which the sign is right (Knuth's two-sum)."""
    total = a + b
    if isinf(total):
        return total, 0.0
    second = total - a
    return total, (a - (total - second)) + (b - second)


def plus(a: Interval, b: Interval) -> Interval:
    """{u + v}."""
    low, under = _sum(a.low, b.low)
    high, over = _sum(a.high, b.high)
    low = down(inf) if low == inf else down(low) if under < 0 else low
    high = up(-inf) if high == -inf else up(high) if over > 0 else high
    return Interval(low, high)


def minus(a: Interval) -> Interval:
    """{-u}."""
    return Interval(-a.high, -a.low)


def _product(a: float, b: float) -> tuple[float, float]:
    """Bounds of a·b, where 0 times an infinite end is 0."""
    if a == 0 or b == 0:
        return 0.0, 0.0
    value = a * b
    if isinf(value):
        return (down(inf), inf) if value > 0 else (-inf, up(-inf))
    exact = a.is_integer() and b.is_integer() and abs(value) < WHOLE
    return (value, value) if exact else (down(value), up(value))


def times(a: Interval, b: Interval) -> Interval:
    """{u·v}."""
    ends = [_product(u, v) for u in a for v in b]
    return Interval(min(low for low, _ in ends), max(high for _, high in ends))


def reciprocal(a: Interval) -> Interval | None:
    """{1/v : v ≠ 0}."""
    if a == ZERO:
        return None
    if a.low < 0 < a.high:
        return LINE
    return Interval(_inverse(a.high)[0] if a.high else -inf, _inverse(a.low)[1] if a.low else inf)


def _inverse(v: float) -> tuple[float, float]:
    value = 1 / v
    exact = isinf(v) or abs(v) == 1
    return (value, value) if exact else (down(value), up(value))


def over(a: Interval, b: Interval) -> Interval | None:
    """{u/v : v ≠ 0}."""
    if b.low == b.high and b.low not in (0.0, inf, -inf):
        ends = [_quotient(u, b.low) for u in a]
        return Interval(min(low for low, _ in ends), max(high for _, high in ends))
    inverse = reciprocal(b)
    return None if inverse is None else times(a, inverse)


def _quotient(u: float, v: float) -> tuple[float, float]:
    if u == 0 or isinf(u):
        value = u / v
        return value, value
    value = u / v
    if isinf(value):
        return (down(inf), inf) if value > 0 else (-inf, up(-inf))
    exact = value.is_integer() and v.is_integer() and abs(value * v) < WHOLE and value * v == u
    return (value, value) if exact else (down(value), up(value))


def size(a: Interval) -> Interval:
    """{|u|}."""
    return a if a.low >= 0 else minus(a) if a.high <= 0 else Interval(0.0, max(-a.low, a.high))


def to_whole(a: Interval, n: int) -> Interval | None:
    """{uⁿ} for a whole n, u ≠ 0 where n < 0."""
    if n < 0:
        below = to_whole(a, -n)
        return None if below is None else reciprocal(below)
    base = size(a) if n % 2 == 0 else a
    low, high = _whole_power(base.low, n)[0], _whole_power(base.high, n)[1]
    return Interval(low, high)


def _whole_power(u: float, n: int) -> tuple[float, float]:
    """Bounds of uⁿ by repeated squaring of bounds of |u|."""
    sign = -1 if u < 0 and n % 2 else 1
    result, square = (1.0, 1.0), (abs(u), abs(u))
    while n:
        if n & 1:
            result = _product(result[0], square[0])[0], _product(result[1], square[1])[1]
        square = _product(square[0], square[0])[0], _product(square[1], square[1])[1]
        n >>= 1
    low, high = max(result[0], 0.0), result[1]
    if isinf(u):
        low = high = inf if high else 0.0
    return (low, high) if sign > 0 else (-high, -low)


def root(a: Interval) -> Interval | None:
    """{√u : u ≥ 0}."""
    if a.high < 0:
        return None
    low, high = sqrt(max(a.low, 0.0)), sqrt(a.high)
    low_exact = low.is_integer() and low * low == a.low < WHOLE
    high_exact = isinf(high) or (high.is_integer() and high * high == a.high < WHOLE)
    return Interval(low if low_exact or low == 0 else down(low), high if high_exact else up(high))


def hull(parts: Iterable[Interval]) -> Interval | None:
    """The smallest interval around all of some; None around none."""
    known = list(parts)
    return Interval(min(p.low for p in known), max(p.high for p in known)) if known else None


def meet(a: Interval, b: Interval) -> Interval | None:
    """What two intervals have in common."""
    low, high = max(a.low, b.low), min(a.high, b.high)
    return Interval(low, high) if low <= high else None
