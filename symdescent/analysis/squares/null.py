"""Shrinking the basis of a Gram matrix that must be singular, as it is where the polynomial has real zeros."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symdescent.analysis.squares.gram import Gram
from symdescent.analysis.squares.terms import Terms, combination

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALL = 3e-4  # of the greatest eigenvalue: below it, and far below the next, an eigenvalue is taken for 0
NOISE = 1e-7  # of the greatest eigenvalue: smaller ones are not told apart
LARGEST_DENOMINATOR = 60


def without_null_vectors(gram: Gram, values: Sequence[float]) -> list[list[Terms]] | None:
    """The blocks without the directions in which the matrix is 0, made rational; None where it is 0 in none.

    Every Gram matrix vanishes on the monomials at a zero of the polynomial, so the solver's central one shows which
    combinations of the basis no square can hold (facial reduction: Borwein and Wolkowicz 1981).
    """
    import numpy as np

    matrices = [np.zeros((len(block), len(block))) for block in gram.blocks]
    for (k, i, j), x in zip(gram.places, values, strict=True):
        matrices[k][i, j] = matrices[k][j, i] = x
    greatest = max(float(np.abs(matrix).max(initial=0.0)) for matrix in matrices)
    blocks = [_without(list(block), matrix, greatest) for block, matrix in zip(gram.blocks, matrices, strict=True)]
    return [block for block in blocks if block] if list(map(len, blocks)) != list(map(len, gram.blocks)) else None


def _without(block: list[Terms], matrix: NDArray[Any], greatest: float) -> list[Terms]:
    import numpy as np

    eigenvalues, vectors = np.linalg.eigh(matrix)
    null = vectors[:, : _count(eigenvalues, greatest)].T
    reduced, pivots = _echelon(null)
    kept = [f for f in range(len(block)) if f not in pivots]
    return [
        combination(
            [Fraction(1), *(-Fraction(float(row[f])).limit_denominator(LARGEST_DENOMINATOR) for row in reduced)],
            [block[f], *(block[p] for p in pivots)],
        )
        for f in kept
    ]


def _count(eigenvalues: NDArray[Any], greatest: float) -> int:
    """How many eigenvalues, lowest first, count as 0: those before the widest gap among the small ones."""
    small = [k for k, x in enumerate(eigenvalues) if x < SMALL * greatest]
    if not small:
        return 0
    following = [*(max(float(x), NOISE * greatest) for x in eigenvalues), greatest]
    return max(range(1, len(small) + 1), key=lambda k: following[k] / following[k - 1])


def _echelon(rows: NDArray[Any]) -> tuple[NDArray[Any], list[int]]:
    """Gauß and Jordan in floats with full pivoting: the rows, each 1 at its pivot, and the pivots' columns."""
    import numpy as np

    rest, pivots = np.array(rows), []
    for k in range(len(rest)):
        places = np.abs(rest[k:])
        i, j = divmod(int(places.argmax()), rest.shape[1])
        rest[[k, k + i]] = rest[[k + i, k]]
        rest[k] /= rest[k, j]
        for other in range(len(rest)):
            if other != k:
                rest[other] -= rest[other, j] * rest[k]
        pivots.append(j)
    return rest, pivots
