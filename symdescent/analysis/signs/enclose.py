"""The range of an expression on a box, tightened by branch and bound: the box is cut where the bounds are worst."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from heapq import heappop, heappush
from itertools import count
from math import inf, isfinite, isinf

from symdescent.analysis.signs.bounds import Box, Enclosure, of_box
from symdescent.analysis.signs.interval import Interval, minus, plus, times
from symdescent.calculus.derivation import applied
from symdescent.calculus.edges.ranges import Real
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.errors import SymdescentError
from symdescent.notation.tree import Call, Expression, Piecewise, names, walk

MOST_NODES = 400  # of an expression of which derivatives are used
MOST_NAMES = 8
NEAR = 1e-9  # of the size of a bound: closer ones are not told apart
BENT = frozenset("abs sign heaviside max min relu cbrt kronecker".split())

Cell = dict[str, Interval]


def enclosed(expression: Expression, box: Box, *, most_boxes: int = 64) -> tuple[Real, Real] | None:
    """Two numbers between which an expression lies on a box, as close to its range as ``most_boxes`` smaller boxes give.

    Derivatives are enclosed, too: where one keeps its sign the extreme lies on a face, and the mean value form is narrower
    on small boxes. None where the expression has a value nowhere (Hansen and Walster 2004, §12).

    >>> from symdescent.notation import parse
    >>> low, high = enclosed(parse("x^2 - x"), {"x": (Fraction(0), Fraction(2))}, most_boxes=100)
    >>> -0.26 < low <= -0.25, 2 <= high < 2.01
    (True, True)
    """
    start = of_box(box)
    if Enclosure(start)[expression] is None:
        return None
    slopes = derivatives(expression, tuple(sorted(names(expression))))
    half = max(most_boxes // 2, 1)
    low = lowest(expression, start, slopes, half)
    high = -lowest(expression, start, slopes, half, side=-1)
    return (Fraction(low) if isfinite(low) else low), (Fraction(high) if isfinite(high) else high)


def derivatives(e: Expression, variables: tuple[str, ...]) -> Mapping[str, Expression]:
    """The partial derivatives of an expression that bends nowhere; none of any other."""
    nodes = list(walk(e))
    if len(nodes) > MOST_NODES or len(variables) > MOST_NAMES:
        return {}
    if any(type(node) is Piecewise or (type(node) is Call and node.function in BENT) for node in nodes):
        return {}
    try:
        return {x: tidy(applied(e, x).result) for x in variables}
    except SymdescentError:
        return {}


def lowest(e: Expression, box: Cell, slopes: Mapping[str, Expression], most: int, *, side: int = 1, enough: float = inf) -> float:
    """A lower bound of side·e on a box; ends early where it is more than ``enough``."""
    order, queue = count(), list[tuple[float, int, Cell]]()
    best = inf  # the least value that was seen

    def push(cell: Cell) -> None:
        low, cell = _lower(e, cell, slopes, side)
        if low < inf:
            heappush(queue, (low, next(order), cell))

    push(box)
    for _ in range(most):
        if not queue or queue[0][0] > enough:
            break
        low, _, cell = queue[0]
        best = min(best, _at_middle(e, cell, side))
        if best - low <= NEAR * max(abs(best), abs(low)) if isfinite(best) and isfinite(low) else False:
            break
        halves = _halves(cell, slopes)
        if not halves:
            break
        heappop(queue)
        for half in halves:
            push(half)
    return queue[0][0] if queue else inf


def _lower(e: Expression, cell: Cell, slopes: Mapping[str, Expression], side: int) -> tuple[float, Cell]:
    """A lower bound of side·e on a cell, and the face of it on which the least value lies; inf where there is no value."""
    at = Enclosure(cell)
    value = at[e]
    if value is None:
        return inf, cell
    low = value.low if side > 0 else -value.high
    if not at.certain or not slopes:
        return low, cell
    leaning = {x: slope for x in slopes if (slope := at[slopes[x]]) is not None and x in cell}
    if not at.certain or len(leaning) < len(slopes):
        return low, cell
    face = {x: _end(cell[x], leaning[x], side) if x in leaning else cell[x] for x in cell}
    if face != cell:
        inner = Enclosure(face)[e]
        low = max(low, inner.low if side > 0 else -inner.high) if inner is not None else low
        return low, face
    return max(low, _mean_value(e, cell, leaning, side)), cell


def _end(here: Interval, slope: Interval, side: int) -> Interval:
    """The end towards which side·e falls, where its slope has one sign and the end is a number."""
    rising = slope.low >= 0 if side > 0 else slope.high <= 0
    falling = slope.high <= 0 if side > 0 else slope.low >= 0
    end = here.low if rising else here.high
    return Interval(end, end) if (rising or falling) and not isinf(end) else here


def _mean_value(e: Expression, cell: Cell, leaning: Mapping[str, Interval], side: int) -> float:
    """f(c) + Σ f′·(x - c), from the middle c of the cell."""
    if any(isinf(end) for x in leaning for end in cell[x]):
        return -inf
    middle = {x: Interval(c, c) for x, c in _middles(cell).items()}
    total = Enclosure(middle)[e]
    if total is None:
        return -inf
    for x, slope in leaning.items():
        total = plus(total, times(slope, plus(cell[x], minus(middle[x]))))
    return total.low if side > 0 else -total.high


def _middles(cell: Cell) -> dict[str, float]:
    return {x: middle_of(here) for x, here in cell.items()}


def middle_of(here: Interval) -> float:
    """A point inside; of an infinite interval one that doubles its distance from 0."""
    if isinf(here.low) and isinf(here.high):
        return 0.0
    if isinf(here.high):
        return max(2 * here.low, here.low + 1, 1.0) if here.low >= 0 else 0.0
    if isinf(here.low):
        return -middle_of(Interval(-here.high, inf))
    return here.low + (here.high - here.low) / 2


def _at_middle(e: Expression, cell: Cell, side: int) -> float:
    """A value that side·e surely does not exceed at its least."""
    at = Enclosure({x: Interval(c, c) for x, c in _middles(cell).items()})
    value = at[e]
    return inf if value is None or not at.certain else value.high if side > 0 else -value.low


def _halves(cell: Cell, slopes: Mapping[str, Expression]) -> list[Cell]:
    """The cell cut in two across the name along which the expression may change most."""
    at = Enclosure(cell)
    best, widest = "", 0.0
    for x, here in cell.items():
        slope = at[slopes[x]] if x in slopes else None
        steep = max(abs(slope.low), abs(slope.high)) if slope is not None else 1.0
        width = here.high - here.low
        reach = width * (min(steep, 1e6) if steep else 1e-9)
        best, widest = (x, reach) if reach > widest and here.low < middle_of(here) < here.high else (best, widest)
    if not best:
        return []
    middle = middle_of(cell[best])
    return [{**cell, best: Interval(cell[best].low, middle)}, {**cell, best: Interval(middle, cell[best].high)}]
