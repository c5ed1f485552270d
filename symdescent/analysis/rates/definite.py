"""Whether a symmetric matrix of fractions is positive semidefinite, and a proved bound on its greatest eigenvalue."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, log10

Rows = Sequence[Sequence[Fraction]]
DIGITS = 9
SLACK = Fraction(1, 10**9)


def is_semidefinite(matrix: Rows) -> bool:
    """Whether vᵀAv ≥ 0 for every v, by elimination in exact fractions: a pivot 0 needs a row of zeros.

    >>> is_semidefinite([[Fraction(1), Fraction(1)], [Fraction(1), Fraction(1)]])
    True
    """
    rows = [list(row) for row in matrix]
    for k in range(len(rows)):
        pivot = rows[k][k]
        if pivot < 0 or (pivot == 0 and any(rows[k][k + 1 :])):
            return False
        for i in range(k + 1, len(rows) if pivot else 0):
            share = rows[i][k] / pivot
            rows[i] = [entry - share * above for entry, above in zip(rows[i], rows[k], strict=True)]
    return True


def near_greatest(matrix: Rows) -> Fraction:
    """The greatest eigenvalue in floats, rounded."""
    import numpy as np

    return rounded(Fraction(float(np.linalg.eigvalsh(np.array(matrix, dtype=float))[-1])))


def upper_bound(matrix: Rows) -> Fraction:
    """A number that no eigenvalue exceeds, close above the greatest: λI - A is proved positive semidefinite."""
    near = near_greatest(matrix)
    size = max((abs(entry) for row in matrix for entry in row), default=Fraction(0))
    tries = [near, *(near + SLACK * 1000**k * (size + abs(near)) for k in range(4))]
    return next((one for one in tries if is_semidefinite(_shifted(matrix, one))), max(sum(map(abs, row), Fraction(0)) for row in matrix))


def _shifted(matrix: Rows, value: Fraction) -> Rows:
    return [[(value if i == j else 0) - entry for j, entry in enumerate(row)] for i, row in enumerate(matrix)]


def rounded(value: Fraction, digits: int = DIGITS) -> Fraction:
    """The nearest number of so many significant digits."""
    return Fraction(f"{float(value):.{digits}g}")


def rounded_up(value: Fraction, digits: int = 6) -> Fraction:
    """The least number of so many significant digits that is not below.

    >>> rounded_up(Fraction(10, 3)), rounded_up(Fraction(48))
    (Fraction(166667, 50000), Fraction(48, 1))
    """
    if value == 0:
        return Fraction(0)
    unit = Fraction(10) ** (ceil(log10(abs(value)) + 1e-12) - digits)
    return -(-value // unit) * unit
