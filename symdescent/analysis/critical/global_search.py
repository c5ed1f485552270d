"""The least value of a smooth function on the whole space by branch and bound with intervals (Hansen and Walster 2004, §12)."""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count, product
from math import inf, isfinite
from typing import NamedTuple

import sympy

from symdescent.analysis.critical.enclosures import Unbounded
from symdescent.analysis.critical.isolation import System, boxed_place, grown, halves, verdict
from symdescent.analysis.critical.places import Place
from symdescent.analysis.critical.solution import distinct
from symdescent.analysis.critical.tape import Tape, tape
from symdescent.analysis.signs.interval import Interval

MOST_BOXES = 1200
MOST_WORK = 400_000  # operations on intervals
LONGEST = 300  # operations of a function of which the second derivatives are taken
MOST_UNKNOWNS = 3
MOST_CANDIDATES = 16
REACHES = (4.0, 20.0, 100.0)  # beyond which the function is to be higher than somewhere inside
SMALLEST = 1e-6
Box = tuple[tuple[float, float], ...]


class Search(NamedTuple):
    """The function and its gradient, compiled."""

    value: Tape
    system: System

    @property
    def work(self) -> int:
        """How many operations a box takes."""
        return sum(len(one.operations) for one in (self.value, self.system.values, self.system.slopes)) + 1


def lowest_places(f: sympy.Expr, symbols: tuple[sympy.Symbol, ...]) -> list[Place] | None:
    """Critical points of which one is where a function is least of all; None where the boxes do not prove that.

    Outside of a box the function is proved to be higher than at a point inside. Inside, a part is left out where the function
    is higher than that or has a slope; what remains are boxes with one zero of the gradient each.

    >>> x = sympy.Symbol("x", real=True)
    >>> [place.exact for place in lowest_places(x**2 - 2 * sympy.cos(3 * x), (x,))]
    [(0,)]
    """
    if len(symbols) > MOST_UNKNOWNS or not f.free_symbols or f.has(sympy.tan):  # poles could hide a jump
        return None
    value = tape([f], symbols)
    if len(value.operations) > LONGEST:
        return None
    start = next((found for reach in REACHES if (found := _inside(value, reach, len(symbols))) is not None), None)
    if start is None:
        return None
    search = Search(value, System.of([sympy.diff(f, x) for x in symbols], symbols))
    boxes = _left(search, *start)
    return None if boxes is None else distinct(boxed_place(search.system, grown(box)) for box in boxes)


def _low(value: Tape, box: Box) -> float:
    try:
        return value([Interval(*side) for side in box])[0].low
    except (Unbounded, ArithmeticError):
        return -inf


def _high(value: Tape, box: Box) -> float:
    """A value that the function takes, rounded upwards: in the middle."""
    try:
        return value([Interval((a + b) / 2, (a + b) / 2) for a, b in box])[0].high
    except (Unbounded, ArithmeticError):
        return inf


def _inside(value: Tape, reach: float, n: int) -> tuple[Box, float] | None:
    """A box outside of which the function is higher than at some point inside, and the value there."""
    grid = ((-reach / 2, -1.0, 0.0, 1.0, reach / 2) for _ in range(n))
    best = min(_high(value, tuple((a, a) for a in point)) for point in product(*grid))
    outside = [tuple((-inf, inf) if i != k else side for i in range(n)) for k in range(n) for side in ((-inf, -reach), (reach, inf))]
    return (((-reach, reach),) * n, best) if isfinite(best) and all(_low(value, box) > best for box in outside) else None


def _left(search: Search, box: Box, best: float) -> list[Box] | None:
    """The boxes that hold one critical point each and may hold the lowest one."""
    order, kept = count(), list[tuple[float, Box]]()
    waiting = [(_low(search.value, box), next(order), box)]
    for _ in range(min(MOST_BOXES, MOST_WORK // search.work)):
        if not waiting:
            break
        low, _, current = heappop(waiting)
        if low > best or (isfinite(low) and (found := verdict(search.system, current)) == "none"):
            continue
        best = min(best, _high(search.value, current))
        if isfinite(low) and found == "one":
            kept.append((low, current))
        elif max(b - a for a, b in current) < SMALLEST:
            return None
        else:
            for half in halves(current):
                heappush(waiting, (max(low, _low(search.value, half)), next(order), half))
    left = [box for low, box in kept if low <= best]
    return None if waiting or not 0 < len(left) <= MOST_CANDIDATES else left
