"""Exact linear algebra of quadratic forms: sums of squares of linear forms, their rank and least eigenvalue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

Matrix = list[list[Fraction]]

ZERO = Fraction(0)
ROUNDINGS = (1, 10**3, 10**6, 10**9)  # denominators of eigenvalues that are tried
LARGEST = 30  # rows of a matrix whose least eigenvalue is asked for


def rank(rows: Iterable[Sequence[Fraction]]) -> int:
    """The rank of a matrix given by its rows.

    >>> rank([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(4)]])
    1
    """
    return len(echelon(rows))


def echelon(rows: Iterable[Sequence[Fraction]]) -> Matrix:
    """Independent rows that span the same: each begins with a 1 where the others before it have a 0."""
    found: Matrix = []
    for row in rows:
        rest = list(row)
        for known in found:
            lead = next(i for i, value in enumerate(known) if value)
            if rest[lead]:
                rest = [a - rest[lead] * b for a, b in zip(rest, known, strict=True)]
        first = next((value for value in rest if value), None)
        if first is not None:
            found.append([value / first for value in rest])
        if len(found) == len(row):
            break
    return found


def squares(matrix: Sequence[Sequence[Fraction]]) -> list[tuple[Fraction, list[Fraction]]] | None:
    """A = Σ dᵢ lᵢ lᵢᵀ with dᵢ > 0, the Cholesky decomposition without roots; None where A is not positive semidefinite.

    >>> squares([[Fraction(2), Fraction(2)], [Fraction(2), Fraction(2)]])
    [(Fraction(2, 1), [Fraction(1, 1), Fraction(1, 1)])]
    """
    rest, found = [list(row) for row in matrix], []
    for k in range(len(rest)):
        pivot = rest[k][k]
        if pivot < 0 or (pivot == 0 and any(rest[k])):
            return None
        if pivot > 0:
            line = [value / pivot for value in rest[k]]
            found.append((pivot, line))
            rest = [[a - pivot * p * q for a, q in zip(row, line, strict=True)] for row, p in zip(rest, line, strict=True)]
    return found


def least_eigenvalue(matrix: Sequence[Sequence[Fraction]]) -> tuple[Any, bool]:
    """A SymPy number that the eigenvalues of a positive definite matrix are not below, and whether one of them is it.

    In two variables it is ((a + c) - √((a - c)² + 4b²))/2. A bound taken from floats is accepted only where A - bound·I is positive semidefinite in exact arithmetic; it is an
    eigenvalue where that matrix is singular.
    """
    n = len(matrix)
    if all(not matrix[i][j] for i in range(n) for j in range(n) if i != j):
        return rational(min(matrix[i][i] for i in range(n))), True
    if n > LARGEST:
        return rational(ZERO), False
    if n == 2:
        return _of_two(matrix), True
    import numpy as np

    near = float(np.linalg.eigvalsh([[float(value) for value in row] for row in matrix])[0])
    for top in ROUNDINGS:
        for guess in (Fraction(near).limit_denominator(top), Fraction(int(near * top), top)):
            proved = squares(_shifted(matrix, guess)) if guess > 0 else None
            if proved is not None and (len(proved) < n or guess >= Fraction(near) * Fraction(999, 1000)):
                return rational(guess), len(proved) < n
    return rational(ZERO), False


def _of_two(matrix: Sequence[Sequence[Fraction]]) -> Any:
    from sympy import sqrt

    (a, b), (_, c) = matrix
    return (rational(a + c) - sqrt(rational((a - c) ** 2 + 4 * b**2))) / 2


def rational(value: Fraction) -> Any:
    """The number as SymPy's."""
    from sympy import Rational

    return Rational(value.numerator, value.denominator)


def _shifted(matrix: Sequence[Sequence[Fraction]], by: Fraction) -> Matrix:
    return [[value - (by if i == j else 0) for j, value in enumerate(row)] for i, row in enumerate(matrix)]
