"""Runs that go round: whether the last points of a run repeat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from symdescent.numeric.arithmetic import to_float

Point = tuple[Any, ...]

LONGEST = 12  # period that is looked for
SAME = 1e-9  # |x_k - x_{k-p}| <= SAME·(1 + |x_k|), entry by entry, over a whole period p
ROUNDING = 1e-14
STEADY = 1e-8  # and no more than so much of the cycle's own width: a run that zigzags inwards moves more


def period(points: Sequence[Point], carried: Callable[[Point], Point] = tuple) -> int | None:
    """The smallest period from 2 to 12 with which the last points repeat, None where they do not.

    ``carried`` takes from a row what has to repeat; a row begins with it. Points that stand still, or that still close in on each other, are no cycle.

    >>> period([(6.0,), (-6.0,)] * 2), period([(2.0**-k,) for k in range(60)])
    (2, None)
    """
    likely = _likely(points)
    if not likely:
        return None
    rows = [tuple(map(to_float, carried(point))) for point in points]
    if _near(rows[-1], rows[-2]) and _near(rows[-2], rows[-3]):
        return None
    return next((p for p in likely if _repeats(rows[-2 * p : -p], rows[-p:])), None)


def _likely(points: Sequence[Point]) -> list[int]:
    """The periods that the first entry alone does not rule out: none for most runs, which have to be told fast."""
    periods = range(2, min(LONGEST, len(points) // 2) + 1)
    try:
        now = to_float(points[-1][0]) if periods else 0.0
        slack = SAME * (1 + abs(now))
        return [p for p in periods if -slack <= now - points[-1 - p][0] <= slack]
    except (TypeError, OverflowError):  # a number with a letter in it, or beyond every float
        return []


def _near(a: Point, b: Point) -> bool:
    return all(abs(u - v) <= SAME * (1 + abs(v)) for u, v in zip(a, b, strict=True))


def _repeats(earlier: Sequence[Point], later: Sequence[Point]) -> bool:
    if not all(map(_near, earlier, later)):
        return False
    widths = [max(entries) - min(entries) for entries in zip(*later, strict=True)]
    pairs = ((u, v, w) for a, b in zip(earlier, later, strict=True) for u, v, w in zip(a, b, widths, strict=True))
    # entry by entry: the coordinate whose turn it is goes round while x still creeps on
    return max(widths) > SAME and all(abs(u - v) <= STEADY * w + ROUNDING * (1 + abs(v)) for u, v, w in pairs)
