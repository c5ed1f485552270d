"""Bounds of the Hessian's eigenvalues on a box, and a box that a sublevel set cannot leave: interval branch and bound."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from fractions import Fraction
from itertools import count
from typing import Any

from sympy import Expr, ImmutableMatrix, Symbol

from symdescent.analysis.rates.definite import near_greatest, rounded_up, upper_bound
from symdescent.analysis.rates.intervals import Box, NoEnclosureError, enclosure, halves, interval

MOST_BOXES = 200
MOST_WORK = 20_000  # boxes times operations in the Hessian and in the elimination for one
CLOSE = Fraction(1, 100)  # of the bound: when it is that sharp the search ends
MOST_FACES = 400  # boxes that are looked at for one side of a box
DOUBLINGS, HALVINGS = 12, 4

Ends = Mapping[Symbol, tuple[Fraction, Fraction]]


def eigenvalue_bounds(hessian: ImmutableMatrix, ends: Ends) -> tuple[Fraction, Fraction] | None:
    """Numbers between which every eigenvalue of the Hessian lies on the box; None where intervals say nothing.

    On each part of the box H is within R of its middle value C, entry by entry, so that C + D - H is diagonally dominant for the
    diagonal D of R's row sums, hence positive semidefinite, and no eigenvalue of H exceeds the greatest of C + D. The part with
    the worst bound is cut in two, up to ``MOST_BOXES`` times, less often where the Hessian is long.
    """
    box = {name: interval(*pair) for name, pair in ends.items()}
    try:
        return -_greatest(-hessian, box), _greatest(hessian, box)
    except NoEnclosureError:
        return None


def _greatest(hessian: ImmutableMatrix, box: Box) -> Fraction:
    """An upper bound for the greatest eigenvalue on the box."""
    order = count()
    best, first = _bound(hessian, box)
    waiting = [(-first, next(order), box)]
    work = 4 * hessian.rows**2 + sum(entry.count_ops() for entry in hessian)
    for _ in range(min(MOST_BOXES, MOST_WORK // work)):
        worst, _, part = waiting[0]
        if -worst - best <= CLOSE * abs(worst):
            break
        heapq.heappop(waiting)
        for half in halves(part):
            reached, bound = _bound(hessian, half)
            best = max(best, reached)
            heapq.heappush(waiting, (-min(bound, -worst), next(order), half))
    return rounded_up(-waiting[0][0])


def _bound(hessian: ImmutableMatrix, box: Box) -> tuple[Fraction, Fraction]:
    """About the greatest eigenvalue of the middle matrix, and an upper bound for that of every matrix in the box."""
    n, known = hessian.rows, {}  # type: ignore[var-annotated]
    entries = [[enclosure(hessian[i, j], box, known) for j in range(n)] for i in range(n)]
    ends = [[tuple(map(_exact, (entry.a, entry.b))) for entry in row] for row in entries]
    if n == 1:
        ((low, high),) = ends[0]
        return (low + high) / 2, high
    middle = [[Fraction(float((low + high) / 2)) for low, high in row] for row in ends]
    radius = [
        sum(max(high - c, c - low) for (low, high), c in zip(row, centre, strict=True)) for row, centre in zip(ends, middle, strict=True)
    ]
    raised = [[entry + (radius[i] if i == j else 0) for j, entry in enumerate(row)] for i, row in enumerate(middle)]
    return near_greatest(middle), upper_bound(raised)


def _exact(end: Any) -> Fraction:
    """An end of an interval as a fraction."""
    sign, mantissa, exponent, _ = end._mpi_[0]
    return Fraction((-1) ** sign * int(mantissa)) * Fraction(2) ** int(exponent)


def sublevel_box(function: Expr, start: Mapping[Symbol, Fraction]) -> Ends | None:
    """A box around the start on whose sides f is greater than f(x₀): the part of {f ≤ f(x₀)} that holds x₀ lies inside.

    A path from x₀ to a point outside would cross a side, where f > f(x₀); f is continuous, as it has an enclosure
    everywhere on the box. None where no box is found.
    """
    level = enclosure(function, {name: interval(value, value) for name, value in start.items()}).b
    reach = dict.fromkeys(((name, side) for name in start for side in (-1, 1)), Fraction(1, 4))
    for _ in range(DOUBLINGS):
        low = [key for key in reach if not _is_above(function, level, _ends(start, reach), key)]
        if not low:
            return _tightened(function, level, start, reach)
        reach |= {key: 2 * reach[key] for key in (low if len(start) < 2 else reach)}
    return None


def _ends(start: Mapping[Symbol, Fraction], reach: Mapping[tuple[Symbol, int], Fraction]) -> Ends:
    return {name: (value - reach[name, -1], value + reach[name, 1]) for name, value in start.items()}


def _tightened(function: Expr, level: Any, start: Mapping[Symbol, Fraction], reach: dict[tuple[Symbol, int], Fraction]) -> Ends:
    """Each side in turn moved in as far as it can be proved to stay above the level."""
    for key, first in dict(reach).items():
        step = first / 2
        for _ in range(HALVINGS):
            tried = {**reach, key: reach[key] - step}
            if all(_is_above(function, level, _ends(start, tried), side) for side in reach):
                reach = tried
            step /= 2
    return _ends(start, reach)


def _is_above(function: Expr, level: Any, ends: Ends, key: tuple[Symbol, int]) -> bool:
    """Whether f is proved greater than the level on one side of a box."""
    name, side = key
    at = ends[name][(side + 1) // 2]
    waiting: list[Box] = [{other: interval(*pair) if other != name else interval(at, at) for other, pair in ends.items()}]
    for _ in range(MOST_FACES):
        if not waiting:
            return True
        part = waiting.pop()
        found = _value(function, part)
        if found is not None and found.a > level:
            continue
        middle = _value(function, {one: x.mid for one, x in part.items()})
        if middle is None or middle.b <= level or len(part) == 1:
            return False
        waiting += halves(part)
    return False


def _value(function: Expr, box: Box) -> Any:
    try:
        return enclosure(function, box)
    except NoEnclosureError:
        return None
