"""The semidefinite program behind a sum of squares, in floating point; what it finds is only a guess until it is proved."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from symdescent.analysis.squares.gram import Gram
from symdescent.analysis.squares.terms import Terms

MOST_UNKNOWNS = 1500
LARGEST_BLOCK = 40


def available() -> bool:
    """Whether the solver is installed, as with ``symdescent[proofs]``."""
    return find_spec("clarabel") is not None


def fits(gram: Gram) -> bool:
    """Whether the program is small enough to be tried."""
    return max(map(len, gram.blocks), default=0) <= LARGEST_BLOCK and len(gram.places) <= MOST_UNKNOWNS


def central(gram: Gram) -> tuple[list[float], float] | None:
    """A Gram matrix with the greatest least eigenvalue t, and t, which is at most 1; None where none is found.

    >>> from fractions import Fraction
    >>> one = Fraction(1)
    >>> central(Gram({(2,): one, (0,): one}, [[{(1,): one}], [{(0,): one}]]))[1] > 0.999
    True
    """
    found = _solve(gram, None)
    return (found[:-1], found[-1]) if found is not None else None


def greatest(gram: Gram, shift: Terms) -> float | None:
    """The greatest c for which target - c·shift has a positive semidefinite Gram matrix; None where none is found."""
    found = _solve(gram, shift)
    return found[-1] if found is not None else None


def _solve(gram: Gram, shift: Terms | None) -> list[float] | None:
    """The unknowns and, last, the margin t or the factor c, whichever is made greatest."""
    import clarabel
    import numpy as np
    from scipy.sparse import csc_matrix

    size = max(map(abs, gram.target.values()))
    count = len(gram.places)
    entries, right = _equalities(gram, shift, float(size))
    equalities = len(right)
    for unknown, (_, i, j) in enumerate(gram.places):  # s = Q - t·1 must be positive semidefinite
        entries.append((equalities + unknown, unknown, -1.0 if i == j else -(2**0.5)))
        if i == j and shift is None:
            entries.append((equalities + unknown, count, 1.0))
    cones = [clarabel.ZeroConeT(equalities), *(clarabel.PSDTriangleConeT(len(block)) for block in gram.blocks)]
    sides = [*right, *[0.0] * count]
    if shift is None:
        entries.append((len(sides), count, 1.0))
        sides.append(1.0)
        cones.append(clarabel.NonnegativeConeT(1))
    rows, columns, numbers = zip(*entries, strict=True)
    matrix = csc_matrix((numbers, (rows, columns)), shape=(len(sides), count + 1))
    aim = np.zeros(count + 1)
    aim[-1] = -1.0
    solution = clarabel.DefaultSolver(csc_matrix((count + 1, count + 1)), aim, matrix, np.array(sides), cones, _settings()).solve()
    if str(solution.status) not in ("Solved", "AlmostSolved"):
        return None
    return [float(x) * float(size) for x in solution.x]


def _settings() -> Any:
    import clarabel

    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.max_iter = 200
    settings.max_threads = 1
    return settings


def _equalities(gram: Gram, shift: Terms | None, size: float) -> tuple[list[tuple[int, int, float]], list[float]]:
    """Place and value of the coefficients of the equations, and their right sides, divided by the target's size."""
    entries, right = [], []
    powers = {**dict.fromkeys(gram.equations), **dict.fromkeys(shift or {})}
    for place, power in enumerate(powers):
        row, side = gram.equations.get(power, ({}, 0))
        entries += [(place, unknown, float(c)) for unknown, c in row.items()]
        if shift and power in shift:
            entries.append((place, len(gram.places), float(shift[power])))
        right.append(float(side) / size)
    return entries, right
