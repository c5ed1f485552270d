"""Points of a problem's domain that are looked at in floats, the simplest first; what they show is then proved exactly."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any, TypeAlias

import sympy

from symdescent.notation.bridge import to_sympy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from symdescent.problem import Problem

    Array = NDArray[np.float64]

Place: TypeAlias = tuple[tuple[Any, ...], tuple[Any, ...]]

LINE = [Fraction(k, 2) for k in (0, 2, -2, 1, -1, 4, -4, 3, -3, 6, -6, 5, -5, 8, -8, 10, -10, 20, -20, 40, -40)]
OPEN = [
    Fraction(*pair)
    for pair in ((1, 1), (2, 1), (1, 2), (3, 1), (1, 4), (4, 1), (3, 2), (6, 1), (10, 1), (1, 16), (100, 1), (1, 100), (0, 1))
]
BETWEEN = [Fraction(k, 16) for k in (8, 4, 12, 2, 14, 6, 10, 1, 15, 3, 5, 7, 9, 11, 13, 0, 16)]
MOST_POINTS = 900
SCATTERED = 400  # further points in a problem of several variables
SURE = 1e-7  # a bend that is smaller beside the others may be rounding
FAR = (1.0, 10.0, 1000.0)
MOST_LOOKED_AT = 200
ALMOST_FLAT, ROUNDING = 1e-4, 1e-9  # least eigenvalues that are taken for 0, the second beside the largest entry
MOST_DIRECTIONS = 3  # variables up to which all directions of -1, 0, 1 are tried


def coordinates(problem: Problem, name: str) -> list[Fraction]:
    """Simple numbers for a variable, within the ends that the domain gives it."""
    lower, upper = problem.domain.ends(name)
    lows = [_fraction(end.value, 1) for end in lower]
    highs = [_fraction(end.value, -1) for end in upper]
    if lows and highs:
        low, high = max(lows), min(highs)
        return [low + (high - low) * part for part in BETWEEN]
    if lows:
        return [max(lows) + step for step in OPEN]
    return [min(highs) - step for step in OPEN] if highs else LINE


def _fraction(value: Any, way: int) -> Fraction:
    """A rational end inside an end that may be irrational."""
    exact = to_sympy(value)
    if exact.is_Rational:
        return Fraction(int(exact.p), int(exact.q))
    return Fraction(int(sympy.floor(exact.evalf(20) * 64)) + (way > 0), 64)


def points(problem: Problem) -> list[tuple[Fraction, ...]]:
    """A grid of simple points, the simplest first, and points that are spread out evenly (an additive recurrence)."""
    if len(problem.variables) == 1:
        return [(value,) for value in (*coordinates(problem, problem.variables[0]), *_fine(problem))]
    axes = [coordinates(problem, name) for name in problem.variables]
    width = max(2, min(len(axes[0]), round(MOST_POINTS ** (1 / len(axes)))))
    grid = list(product(*(axis[:width] for axis in axes)))[:MOST_POINTS] if len(axes) <= 6 else []
    return [*dict.fromkeys((*grid, *_scattered(axes)))]


def _fine(problem: Problem) -> list[Fraction]:
    """Where f″ was seen to have a sign, and a finer grid."""
    axis = coordinates(problem, problem.variables[0])
    low, high = min(axis), max(axis)
    return [low + (high - low) * Fraction(k, 240) for k in range(1, 240)]


def _scattered(axes: list[list[Fraction]]) -> list[tuple[Fraction, ...]]:
    """Fractional parts of multiples of square roots of primes, mapped to the middle of the axes."""
    primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53]
    roots = [Fraction(int(prime**0.5 * 10**6), 10**6) for prime in primes]
    made = []
    for k in range(1, SCATTERED + 1):
        size = Fraction((1, 2, 4)[k % 3], 4)
        parts = [(k * roots[j % len(roots)] * (1 + j // len(roots))) % 1 for j in range(len(axes))]
        made.append(tuple(_placed(axis, part, size) for axis, part in zip(axes, parts, strict=True)))
    return made


def _placed(axis: list[Fraction], part: Fraction, size: Fraction) -> Fraction:
    low, high = min(axis), max(axis)
    middle = axis[0]
    return Fraction(round((middle + ((high - low) * part + low - middle) * size) * 16), 16)


def _array(some: list[tuple[Fraction, ...]]) -> Array:
    import numpy as np

    return np.array([[float(entry) for entry in one] for one in some])


def directions(count: int) -> list[tuple[int, ...]]:
    """Directions of -1, 0 and 1, the axes first, each once up to its sign."""
    axes = [tuple(int(i == j) for j in range(count)) for i in range(count)]
    if count > MOST_DIRECTIONS:
        pairs = [tuple(int(k == i) + s * int(k == j) for k in range(count)) for i in range(count) for j in range(i) for s in (1, -1)]
        return axes + pairs
    rest = [v for v in product((1, 0, -1), repeat=count) if next((e for e in v if e), 0) > 0 and v not in axes]
    return axes + rest


def bends(problem: Problem, way: int) -> Iterator[Place]:
    """Points and directions in which the Hessian bends up (``way`` 1) or down (-1), as floats see it."""
    import numpy as np

    some = points(problem)
    hessians = way * problem.objective.hessian(_array(some))
    fine: Array = np.asarray(np.isfinite(hessians).all(axis=(1, 2)))
    sizes = np.abs(np.where(fine[:, None, None], hessians, 0.0)).max(axis=(1, 2))
    every = directions(len(problem.variables))
    v = np.array(every, dtype=float)
    with np.errstate(all="ignore"):
        values = np.einsum("ki,mij,kj->mk", v, hessians, v)
        for m, k in zip(*np.nonzero(fine[:, None] & (values > SURE * np.maximum(sizes, 1e-3)[:, None])), strict=True):
            yield _exactly(some[m]), tuple(map(sympy.Integer, every[k]))
        if len(problem.variables) == 1:
            yield from _known_bends(problem, way)
        yield from _by_eigenvectors(some, hessians, fine, sizes)


def _by_eigenvectors(some: list[tuple[Fraction, ...]], hessians: Array, fine: Array, sizes: Array) -> Iterator[Place]:
    import numpy as np

    values, vectors = np.linalg.eigh(np.where(fine[:, None, None], hessians, 0.0))
    for m in np.argsort(-values[:, -1] / np.maximum(sizes, 1e-300), kind="stable"):
        if values[m, -1] > SURE * sizes[m]:
            v = vectors[m, :, -1] / np.abs(vectors[m, :, -1]).max()
            yield _exactly(some[m]), tuple(sympy.Rational(round(float(entry) * 12), 12) for entry in v)


def _known_bends(problem: Problem, way: int) -> Iterator[Place]:
    from symdescent.analysis.convexity.one_variable import bending

    yield from (((point,), (sympy.S.One,)) for point, sign in bending(problem) if sign == way and point.is_Rational)


def _exactly(point: tuple[Fraction, ...]) -> tuple[Any, ...]:
    return tuple(sympy.Rational(entry.numerator, entry.denominator) for entry in point)


def chords(problem: Problem, way: int) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...], Any]]:
    """Middle, direction and half width of chords that lie above the curve there (``way`` 1) or below it (-1)."""
    import numpy as np

    some = points(problem)
    middle = _array(some)
    value = problem.objective.value
    for width, direction in product((Fraction(1, 2), Fraction(1), Fraction(2), Fraction(1, 8)), directions(len(problem.variables))):
        step = float(width) * np.array(direction, dtype=float)
        there, before, after = value(middle), value(middle - step), value(middle + step)
        over = way * ((before + after) / 2 - there)
        for m in np.nonzero(over > SURE * (np.abs(before) + np.abs(after) + np.abs(there) + 1e-3))[0][:3]:
            yield _exactly(some[m]), tuple(map(sympy.Integer, direction)), sympy.Rational(width.numerator, width.denominator)


def gaps(problem: Problem) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]]:
    """Two points at which the function has a value, as floats see it, and the point halfway, where it has none."""
    import numpy as np

    from symdescent.calculus.edges.domain import conditions

    if not problem.domain.relations and not conditions(problem.expression):
        return
    some = points(problem)
    here = np.isfinite(problem.objective.value(_array(some)))
    outside = {some[m] for m in np.nonzero(~here)[0]}
    inside = {some[m] for m in np.nonzero(here)[0]}
    for between, direction in product(_ordered(some, outside), directions(len(problem.variables))):
        for width in (Fraction(1), Fraction(1, 2), Fraction(2)):
            ends = [tuple(b + sign * width * v for b, v in zip(between, direction, strict=True)) for sign in (-1, 1)]
            if all(end in inside for end in ends):
                yield _exactly(ends[0]), _exactly(ends[1]), _exactly(between)
                return


def _ordered(some: list[tuple[Fraction, ...]], kept: set[tuple[Fraction, ...]]) -> list[tuple[Fraction, ...]]:
    return [one for one in some if one in kept]


def degenerate(problem: Problem, *, strict: bool) -> bool:
    """Whether floats see that a bending function is not strictly so, or where it is ``strict``, not strongly.

    This says only that it is idle to look for more: nothing is concluded from it.
    """
    import numpy as np

    some = _array(points(problem)[:MOST_LOOKED_AT])
    reach = FAR if strict and not problem.domain.relations else FAR[:1]
    hessians = np.concatenate([problem.objective.hessian(some * size) for size in reach])
    hessians = hessians[np.isfinite(hessians).all(axis=(1, 2))]
    if not len(hessians):
        return False
    lowest = np.abs(np.linalg.eigvalsh(hessians)).min(axis=1)
    if strict:
        return bool(lowest.min() < ALMOST_FLAT)
    return bool(np.median(lowest) <= ROUNDING * np.median(np.abs(hessians).max(axis=(1, 2))))
