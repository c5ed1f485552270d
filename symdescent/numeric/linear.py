"""Calls on whole vectors in numbers of any arithmetic: systems of equations, and the entry of largest size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def solve(*entries: Any) -> tuple[Any, ...]:
    """The solution of A p = b by elimination with the largest pivot; the entries of A row by row, then those of b.

    Raises ``ZeroDivisionError`` where A has no inverse.

    >>> from fractions import Fraction as F
    >>> solve(F(0), F(2), F(4), F(0), F(6), F(8))
    (Fraction(2, 1), Fraction(3, 1))
    """
    size = _size(len(entries))
    rows = [[*entries[i * size : (i + 1) * size], entries[size * size + i]] for i in range(size)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda i: abs(rows[i][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        if rows[column][column] == 0:
            raise ZeroDivisionError("the matrix has no inverse")
        for i in range(column + 1, size):
            factor = rows[i][column] / rows[column][column]
            rows[i][column + 1 :] = [a - factor * b for a, b in zip(rows[i][column + 1 :], rows[column][column + 1 :], strict=True)]
    return _back(rows, size)


def _back(rows: Sequence[Sequence[Any]], size: int) -> tuple[Any, ...]:
    """The solution of a triangular system, from its last line up."""
    found: list[Any] = [0] * size
    for i in reversed(range(size)):
        rest = rows[i][size]
        for j in range(i + 1, size):
            rest = rest - rows[i][j] * found[j]
        found[i] = rest / rows[i][i]
    return tuple(found)


def _size(count: int) -> int:
    """n, where there are n² + n entries."""
    return int(((4 * count + 1) ** 0.5 - 1) / 2 + 0.5)


def steepest(*entries: Any) -> tuple[int, ...]:
    """The unit vector of the first entry of largest size.

    >>> steepest(1.0, -3.0, 3.0)
    (0, 1, 0)
    """
    sizes = list(map(abs, entries))
    first = max(range(len(sizes)), key=lambda j: sizes[j])
    return tuple(int(j == first) for j in range(len(sizes)))
