"""Eigenvalues of a symmetric matrix: exact where they have a short form, else rounded and said so."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import sympy
from sympy import Expr, ImmutableMatrix

LARGEST_BLOCK = 10  # rows of a block whose characteristic polynomial is factored
LONGEST = 400  # digits of a coefficient of a polynomial that is factored


class Eigenvalue(NamedTuple):
    """One eigenvalue with how often it occurs."""

    value: Expr
    times: int = 1


class Spectrum(NamedTuple):
    """The eigenvalues; ``exact`` says that no digit of them was dropped, ``ordered`` that they rise from first to last."""

    eigenvalues: tuple[Eigenvalue, ...]
    exact: bool
    ordered: bool

    @property
    def lowest(self) -> Expr:
        """The least eigenvalue."""
        return self.eigenvalues[0].value if self.ordered else sympy.Min(*(one.value for one in self.eigenvalues))

    @property
    def highest(self) -> Expr:
        """The greatest eigenvalue."""
        return self.eigenvalues[-1].value if self.ordered else sympy.Max(*(one.value for one in self.eigenvalues))


def spectrum(matrix: ImmutableMatrix) -> Spectrum | None:
    """The eigenvalues of a symmetric matrix of numbers or letters; None where letters leave no short form.

    >>> spectrum(ImmutableMatrix([[2, 1], [1, 2]])).eigenvalues
    (Eigenvalue(value=1, times=1), Eigenvalue(value=3, times=1))
    """
    shift = _letters(matrix)
    if shift != 0 and not (rest := ImmutableMatrix((matrix - shift * sympy.eye(matrix.rows)).applyfunc(sympy.expand))).free_symbols:
        known = spectrum(rest)
        return known and known._replace(eigenvalues=tuple(one._replace(value=one.value + shift) for one in known.eigenvalues))
    found: list[Expr] = []
    exact = True
    for block in blocks(matrix):
        values = _of_block(matrix.extract(block, block))
        if values is None and matrix.free_symbols:
            return None
        exact = exact and values is not None
        found += values if values is not None else _rounded(matrix.extract(block, block))
    return _sorted(found, exact)


def _letters(matrix: ImmutableMatrix) -> Expr:
    """The terms with letters of the first entry: H + dI has the eigenvalues of H, each raised by d."""
    first = sympy.expand(matrix[0, 0])
    return sympy.Add(*(term for term in sympy.Add.make_args(first) if term.free_symbols))


def blocks(matrix: ImmutableMatrix) -> list[list[int]]:
    """The groups of rows that hang together: a permutation makes the matrix block diagonal."""
    left, found = set(range(matrix.rows)), []
    while left:
        group, waiting = set(), [min(left)]
        while waiting:
            i = waiting.pop()
            group.add(i)
            waiting += [j for j in left - group if matrix[i, j] != 0]
        left -= group
        found.append(sorted(group))
    return found


def _of_block(block: ImmutableMatrix) -> list[Expr] | None:
    if block.rows == 1:
        return [block[0, 0]]
    if block.rows == 2:
        # (a + c)/2 ± √(((a - c)/2)² + b²)
        middle, spread = (block[0, 0] + block[1, 1]) / 2, sympy.sqrt(((block[0, 0] - block[1, 1]) / 2) ** 2 + block[0, 1] ** 2)
        return [middle - spread, middle + spread]
    rational = all(entry.is_Rational for entry in block)
    return _roots(block) if rational and block.rows <= LARGEST_BLOCK and _is_short(block) else None


def _is_short(block: ImmutableMatrix) -> bool:
    digits = max(len(str(entry.p)) + len(str(entry.q)) for entry in block)
    return bool(digits * block.rows <= LONGEST)


def _roots(block: ImmutableMatrix) -> list[Expr] | None:
    """The roots of the characteristic polynomial, all real, where its factors over the fractions are of degree 1 and 2; else None."""
    x = sympy.Dummy("x")
    factors = sympy.Poly(block.charpoly().all_coeffs(), x).factor_list()[1]
    if any(part.degree() > 2 for part, _ in factors):
        return None
    return [root for part, times in factors for root in part.real_roots() for _ in range(times)]


def _rounded(block: ImmutableMatrix) -> list[Expr]:
    import numpy as np

    values = np.linalg.eigvalsh(np.array(block.evalf(17).tolist(), dtype=float))
    return [sympy.Rational(Fraction(repr(float(value)))) for value in values]


def _sorted(found: Sequence[Expr], exact: bool) -> Spectrum:
    numbers = all(value.is_number for value in found)
    rising = sorted(found, key=lambda value: float(value.evalf(20))) if numbers else list(found)
    kept: list[Eigenvalue] = []
    for value in rising:
        same = next((k for k, one in enumerate(kept) if one.value == value), None)
        if same is None:
            kept.append(Eigenvalue(value))
        else:
            kept[same] = kept[same]._replace(times=kept[same].times + 1)
    return Spectrum(tuple(kept), exact, numbers or len(kept) == 1 or _is_pair(found))


def _is_pair(found: Sequence[Expr]) -> bool:
    """Whether they are m - s and m + s with s = √(a sum of squares), which needs no signs of letters."""
    return len(found) == 2 and isinstance(found[1] - found[0], sympy.Expr) and (found[1] - found[0]).is_nonnegative is True


def projectors(matrix: ImmutableMatrix, found: Spectrum) -> list[tuple[Expr, ImmutableMatrix]]:
    """Each eigenvalue λ with the projector on its eigenspace, the product over the others ν of (H - νI)/(λ - ν)."""
    values = [one.value for one in found.eigenvalues]
    unit = sympy.eye(matrix.rows)
    return [(value, ImmutableMatrix(_projector(matrix, unit, value, [other for other in values if other != value]))) for value in values]


def _projector(matrix: ImmutableMatrix, unit: sympy.Matrix, value: Expr, others: Sequence[Expr]) -> sympy.Matrix:
    result = unit
    for other in others:
        result = (result * (matrix - other * unit) / (value - other)).applyfunc(sympy.radsimp)
    return result
