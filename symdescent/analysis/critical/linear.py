"""Linear dependence of vectors of fractions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def dependence(vectors: Sequence[Sequence[Any]]) -> list[Any] | None:
    """Numbers, the last of them 1, with which the vectors add up to 0; None where the last is independent of the others.

    >>> from fractions import Fraction
    >>> [int(c) for c in dependence([[Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)], [Fraction(2), Fraction(3)]])]
    [-2, -3, 1]
    """
    solution = combination(vectors[:-1], vectors[-1])
    return None if solution is None else [*(-c for c in solution), vectors[-1][0] * 0 + 1]


def combination(vectors: Sequence[Sequence[Any]], target: Sequence[Any]) -> list[Any] | None:
    """The numbers with which independent vectors add up to the target (Gauss); None where they do not."""
    rows = [[*(v[i] for v in vectors), target[i]] for i in range(len(target))]
    n, done = len(vectors), 0
    for column in range(n):
        pivot = next((r for r in range(done, len(rows)) if rows[r][column]), None)
        if pivot is None:
            return None
        rows[done], rows[pivot] = rows[pivot], rows[done]
        head = rows[done][column]
        rows[done] = [entry / head for entry in rows[done]]
        for r, row in enumerate(rows):
            if r != done and row[column]:
                rows[r] = [a - row[column] * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    return None if any(row[-1] for row in rows[done:]) else [row[-1] for row in rows[:n]]
