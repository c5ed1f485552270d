"""Sets of real numbers made of intervals and points: a line cut at finitely many points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import mpmath

from symdescent.calculus.checks.evaluate import PRECISE, Values
from symdescent.notation.tree import ZERO, Expression

DIGITS = 250  # with which points are known
SAME = mpmath.mpf("1e-150")  # nearer points are the same


class Point(NamedTuple):
    """A real number: as written, and to ``DIGITS`` digits; ``exact`` says that the written one is the number itself."""

    written: Expression
    value: Any
    exact: bool = True

    def same(self, other: Point) -> bool:
        """Whether two points are the same number."""
        return bool(abs(self.value - other.value) < SAME * (1 + abs(self.value)))


def exactly(written: Expression) -> Point:
    """The point of a written number; raises where it has no real value."""
    return Point(written, Values({}, PRECISE)[written])


class Interval(NamedTuple):
    """The numbers from ``low`` to ``high``, an end that is None being infinite; ``closed`` tells which ends belong to it."""

    low: Point | None
    high: Point | None
    closed: tuple[bool, bool] = (False, False)

    @property
    def single(self) -> bool:
        """Whether it is one point."""
        return self.low is not None and self.low == self.high


class RealSet(NamedTuple):
    """The line cut at ``points``: ``inside`` says of each gap and each point, from left to right, whether it belongs."""

    points: tuple[Point, ...]
    inside: tuple[bool, ...]

    @property
    def everything(self) -> bool:
        """Whether it is the whole line."""
        return all(self.inside)

    @property
    def nothing(self) -> bool:
        """Whether it is empty."""
        return not any(self.inside)

    def __contains__(self, value: Any) -> bool:
        return self.inside[_cell(self.points, value)]

    def complement(self) -> RealSet:
        """All other numbers."""
        return RealSet(self.points, tuple(not cell for cell in self.inside))

    def interior(self) -> RealSet:
        """The points that have a neighbourhood in the set."""
        kept = (all(self.inside[k - 1 : k + 2]) if k % 2 else self.inside[k] for k in range(len(self.inside)))
        return RealSet(self.points, tuple(kept))

    def intervals(self) -> Iterator[Interval]:
        """Its intervals and single points from left to right."""
        start: int | None = None
        for k, cell in enumerate((*self.inside, False)):
            if cell and start is None:
                start = k
            elif not cell and start is not None:
                yield self._interval(start, k - 1)
                start = None

    def _interval(self, first: int, last: int) -> Interval:
        low = self.points[(first - 1) // 2] if first > 0 else None
        high = self.points[last // 2] if last < 2 * len(self.points) else None
        return Interval(low, high, (first % 2 == 1, last % 2 == 1))


def _cell(points: tuple[Point, ...], value: Any) -> int:
    for k, point in enumerate(points):
        if abs(value - point.value) < SAME * (1 + abs(point.value)):
            return 2 * k + 1
        if value < point.value:
            return 2 * k
    return 2 * len(points)


LINE = RealSet((), (True,))


def ordered(points: list[Point]) -> tuple[Point, ...]:
    """The points from left to right, each once."""
    kept: list[Point] = []
    for point in sorted(points, key=lambda p: (p.value, not p.exact)):
        if not kept or not kept[-1].same(point):
            kept.append(point)
    return tuple(kept)


def cells(points: tuple[Point, ...]) -> Iterator[Point]:
    """A point of each gap and each point, from left to right."""
    for k, point in enumerate(points):
        yield between(points[k - 1] if k else None, point)
        yield point
    yield between(points[-1] if points else None, None)


def between(low: Point | None, high: Point | None) -> Point:
    """A number strictly between two."""
    ends = [end.value + shift for end, shift in ((low, 1), (high, -1)) if end is not None]
    return Point(ZERO, sum(ends, mpmath.mpf(0)) / max(len(ends), 1), False)


def where(points: list[Point], holds: Callable[[Point], bool]) -> RealSet:
    """The numbers for which something holds that can only change at these points."""
    cut = ordered(points)
    return _tidied(RealSet(cut, tuple(map(holds, cells(cut)))))


def _tidied(found: RealSet) -> RealSet:
    """Without points at which nothing changes."""
    points, inside = [], [found.inside[0]]
    for k, point in enumerate(found.points):
        here, after = found.inside[2 * k + 1 : 2 * k + 3]
        if not inside[-1] == here == after:
            points.append(point)
            inside += [here, after]
    return RealSet(tuple(points), tuple(inside))


def both(left: RealSet, right: RealSet) -> RealSet:
    """The intersection."""
    return where([*left.points, *right.points], lambda p: p.value in left and p.value in right)


def either(left: RealSet, right: RealSet) -> RealSet:
    """The union."""
    return where([*left.points, *right.points], lambda p: p.value in left or p.value in right)
