"""Where the many runs of a sweep start, and which of their ends are the same point."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from symdescent.errors import ArgumentError
from symdescent.numeric.arithmetic import to_float
from symdescent.numeric.point import read_point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

NEAR = 1e-2  # ends within so much of each other, relatively, are the same point
ROUNDING = 1e-12  # a smaller value is taken for 0
MOST_POINTS = 50  # that are told apart


def read_starts(names: Sequence[str], start: Any, starts: Any, most: int) -> tuple[Array, Mapping[str, Array] | None]:
    """The starts (m, n), at most so many, and the sides of their grid.

    Raises ``ArgumentError`` unless one of ``start`` and ``starts`` is given, as one point, as an array (m, n) or as a grid.
    """
    import numpy as np

    if (start is None) == (starts is None):
        raise ArgumentError("A sweep needs start= (one point) or starts= (many), and not both.")
    if starts is None:
        return np.array([list(map(to_float, read_point(start, names, "start")))]), None
    if isinstance(starts, Mapping) and all(map(_is_side, starts.values())):
        ends = (read_point({name: side[j] for name, side in starts.items()}, names, "starts") for j in (0, 1))
        low, high = (dict(zip(names, map(to_float, end), strict=True)) for end in ends)
        refuse_many(math.prod(side[2] for side in starts.values()), most)
        grid = {name: np.linspace(low[name], high[name], starts[name][2]) for name in names}
        return np.stack(np.meshgrid(*grid.values(), indexing="ij"), axis=-1).reshape(-1, len(names)), grid
    return _points(starts, len(names)), None


def _is_side(side: Any) -> bool:
    return isinstance(side, tuple | list) and len(side) == 3 and isinstance(side[2], int) and side[2] > 0


def _points(starts: Any, size: int) -> Array:
    import numpy as np

    expected = f'an array of shape (m, {size}) or a grid such as {{"x": (-2, 2, 200)}} with a side for each variable'
    try:
        points = np.array(starts, dtype=float)
    except (TypeError, ValueError):
        raise ArgumentError(f"starts can't be read as numbers: expected {expected}.") from None
    points = points[:, None] if points.ndim == 1 and size == 1 else points
    if points.ndim != 2 or points.shape[1] != size or not len(points):
        raise ArgumentError(f"starts has shape {points.shape}: expected {expected}.")
    return points


def refuse_many(runs: int, most: int) -> None:
    """Raises ``ArgumentError`` for more runs than that."""
    if runs > most:
        raise ArgumentError(f"This sweep has {runs:,} runs, more than memory is meant for: expected at most {most:,}.")


def clustered(x: Array, values: Array, there: NDArray[np.bool_]) -> tuple[Array, NDArray[np.intp]]:
    """The different points among ``x`` (…, n), the lowest first, and for each entry its point's place; only where ``there``."""
    import numpy as np

    flat, labels = x.reshape(-1, x.shape[-1]), np.full(there.size, -1)
    points: list[Array] = []
    heights: list[float] = []
    waiting = np.flatnonzero(there.ravel())
    while waiting.size and len(points) < MOST_POINTS:
        lowest = waiting[values.ravel()[waiting].argmin()]
        near = (abs(flat[waiting] - flat[lowest]) <= NEAR * (1 + abs(flat[lowest]))).all(axis=1)
        labels[waiting[near]] = len(points)
        points.append(flat[lowest])
        heights.append(float(values.ravel()[lowest]))
        waiting = waiting[~near]
    order = sorted(range(len(points)), key=lambda place: (unrounded(heights[place]), *points[place]))
    placed = np.array([*(order.index(place) for place in range(len(points))), -1])
    return np.array([points[place] for place in order]).reshape(-1, x.shape[-1]), placed[labels].reshape(there.shape)


def unrounded(value: float) -> float:
    """A value without what rounding may have left of it, so that equal minima are equal.

    >>> unrounded(3e-20), unrounded(0.1 + 0.2)
    (0.0, 0.3)
    """
    return float(f"{value:.9g}") if abs(value) > ROUNDING else 0.0
