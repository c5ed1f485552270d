"""Signs at points: a claim that some point contradicts is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count, islice

from sympy import Expr, Rational, oo

POINTS, TRIED, FEWEST = 24, 400, 4
TOLERANCE = 1e-12
HOLDS = {
    "positive": lambda value: value > 0,
    "nonnegative": lambda value: value >= -TOLERANCE,
    "negative": lambda value: value < 0,
    "nonpositive": lambda value: value <= TOLERANCE,
    "zero": lambda value: abs(value) <= TOLERANCE,
}


def borne_out(value: Expr, sign: str, ends: Mapping[Expr, tuple[Expr, Expr]], sides: Iterable[Expr]) -> bool:
    """Whether the sign is seen at points, spread without a pattern, at which all of the sides are positive."""
    found = [number.real for point in _points(value, ends, list(sides)) if (number := _at(value, point)) is not None]
    return len(found) >= FEWEST and all(map(HOLDS[sign], found))


def _points(value: Expr, ends: Mapping[Expr, tuple[Expr, Expr]], sides: list[Expr]) -> Iterator[dict[Expr, Rational]]:
    names = sorted(value.free_symbols.union(*(side.free_symbols for side in sides)), key=str)
    tried = ({x: _place(n * (k + 2) + k, x, ends) for k, x in enumerate(names)} for n in islice(count(1), TRIED))
    inside = (point for point in tried if all((number := _at(side, point)) is not None and number.real > 0 for side in sides))
    return islice(inside, POINTS)


def _place(n: int, x: Expr, ends: Mapping[Expr, tuple[Expr, Expr]]) -> Rational:
    """The n-th number of a spread sequence (multiples of 0.618034 and their remainders) between the ends of a name."""
    share = Rational(n * 618034 % 1000003, 1000003)
    low, high = ends.get(x, (0 if x.is_positive or x.is_nonnegative else -oo, 0 if x.is_negative or x.is_nonpositive else oo))
    if low == -oo and high == oo:
        return (share - Rational(1, 2)) * 8
    return low + share * (high - low) if low != -oo and high != oo else low + share * 5 if high == oo else high - share * 5


def _at(value: Expr, point: Mapping[Expr, Rational]) -> complex | None:
    try:
        number = complex(value.xreplace(dict(point)).evalf(20))
    except (TypeError, ValueError):
        return None
    return number if abs(number.imag) <= TOLERANCE and number == number else None
