"""Eigenvalues of a symmetric matrix: exact where they have a short form, else between two fractions, proved by Sturm's chain."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import sympy
from sympy import Expr, ImmutableMatrix

from symdescent.analysis.rates.definite import rounded_up

LARGEST_BLOCK = 10  # rows of a block whose characteristic polynomial is factored
LONGEST = 400  # digits of a coefficient of a polynomial that is factored
DIGITS = 15  # of an eigenvalue without a short form
SHARP = Fraction(1, 10**25)  # of the matrix' size: so narrow is the interval that it is proved to lie in


class Eigenvalue(NamedTuple):
    """One eigenvalue with how often it occurs; without a short form it lies between ``ends``, and ``value`` is between them."""

    value: Expr
    times: int = 1
    ends: tuple[Expr, Expr] | None = None


class Spectrum(NamedTuple):
    """The eigenvalues; ``exact`` says that all have a short form, ``ordered`` that they rise from first to last."""

    eigenvalues: tuple[Eigenvalue, ...]
    exact: bool
    ordered: bool

    @property
    def lowest(self) -> Expr:
        """The least eigenvalue, or a fraction just below it."""
        first = self.eigenvalues[0]
        return (first.ends or (first.value,))[0] if self.ordered else sympy.Min(*(one.value for one in self.eigenvalues))

    @property
    def highest(self) -> Expr:
        """The greatest eigenvalue, or a fraction just above it."""
        last = self.eigenvalues[-1]
        return (last.ends or (last.value,))[-1] if self.ordered else sympy.Max(*(one.value for one in self.eigenvalues))


def spectrum(matrix: ImmutableMatrix) -> Spectrum | None:
    """The eigenvalues of a symmetric matrix of numbers or letters; None where letters leave no short form.

    >>> [(one.value, one.times) for one in spectrum(ImmutableMatrix([[2, 1], [1, 2]])).eigenvalues]
    [(1, 1), (3, 1)]
    """
    shift = _letters(matrix)
    if shift != 0 and not (rest := ImmutableMatrix((matrix - shift * sympy.eye(matrix.rows)).applyfunc(sympy.expand))).free_symbols:
        known = spectrum(rest)
        return known and known._replace(eigenvalues=tuple(_raised(one, shift) for one in known.eigenvalues))
    found: list[Eigenvalue] = []
    for block in blocks(matrix):
        values = _of_block(matrix.extract(block, block))
        if values is None:
            return None
        found += values
    return _sorted(found)


def _letters(matrix: ImmutableMatrix) -> Expr:
    """The terms with letters of the first entry: H + dI has the eigenvalues of H, each raised by d."""
    first = sympy.expand(matrix[0, 0])
    return sympy.Add(*(term for term in sympy.Add.make_args(first) if term.free_symbols))


def _raised(one: Eigenvalue, shift: Expr) -> Eigenvalue:
    return one._replace(value=one.value + shift, ends=one.ends and (one.ends[0] + shift, one.ends[1] + shift))


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


def _of_block(block: ImmutableMatrix) -> list[Eigenvalue] | None:
    if block.rows == 1:
        return [Eigenvalue(block[0, 0])]
    if block.rows == 2:
        # (a + c)/2 ± √((a - c)² + 4b²)/2, with the 2 below the root where that is shorter
        gap, beside = block[0, 0] - block[1, 1], block[0, 1]
        spreads = sympy.sqrt(gap**2 + 4 * beside**2) / 2, sympy.sqrt((gap / 2) ** 2 + beside**2)
        middle, spread = (block[0, 0] + block[1, 1]) / 2, min(spreads, key=sympy.count_ops)
        return [Eigenvalue(middle - spread), Eigenvalue(middle + spread)]
    if block.free_symbols:
        return None
    return _by_factors(block) if _is_fractional(block) else _of_one_near(block)


def _by_factors(block: ImmutableMatrix) -> list[Eigenvalue]:
    """The roots of the characteristic polynomial: exact where a factor over the fractions is of degree 1 or 2."""
    x = sympy.Dummy("x")
    known = sympy.Poly(block.charpoly().all_coeffs(), x)
    parts = known.factor_list()[1] if block.rows <= LARGEST_BLOCK else [(known, 1)]
    found: list[Eigenvalue] = []
    for part, times in parts:
        roots = map(Eigenvalue, part.real_roots()) if part.degree() < 3 else _isolated(part, _unit(block))
        found += [root for root in roots for _ in range(times)]
    return found


def _unit(block: ImmutableMatrix) -> Fraction:
    """How narrow an interval is to be, beside the size of the entries."""
    return SHARP * Fraction(float(max(abs(entry) for entry in block)))


def _isolated(p: sympy.Poly, unit: Fraction, slack: Fraction = Fraction(0)) -> list[Eigenvalue]:
    """Each root between two fractions, by Sturm's chain, narrow enough to have a sign where there is no slack."""
    found = p.intervals(eps=_rational(unit))
    if any(low < 0 < high for (low, high), _ in found):
        lowest, *others = [abs(c) for c in reversed(p.all_coeffs()) if c != 0]
        found = p.intervals(eps=min(_rational(unit), lowest / (lowest + max(others))))  # no root but 0 is that small (Cauchy, 1829)
    return [_between(low, high, slack) for (low, high), times in found for _ in range(times)]


def _of_one_near(block: ImmutableMatrix) -> list[Eigenvalue]:
    """From a matrix of short fractions that differs by at most ε in each entry: its eigenvalues differ by at most nε (H. Weyl, 1912)."""
    unit, x = _unit(block), sympy.Dummy("x")
    near = block.applyfunc(lambda entry: _rational(unit) * sympy.floor(entry / _rational(unit)))
    return _isolated(sympy.Poly(near.charpoly().all_coeffs(), x), unit, unit * block.rows)


def _is_fractional(block: ImmutableMatrix) -> bool:
    """Whether all entries are short fractions."""
    return all(entry.is_Rational for entry in block) and max(len(str(entry)) for entry in block) * block.rows <= LONGEST


def _between(low: Expr, high: Expr, slack: Fraction) -> Eigenvalue:
    """The interval with ends of a few digits."""
    least, most = Fraction(int(low.p), int(low.q)) - slack, Fraction(int(high.p), int(high.q)) + slack
    ends = _rational(-rounded_up(-least, DIGITS)), _rational(rounded_up(most, DIGITS))
    return Eigenvalue(_rational((least + most) / 2), 1, ends)


def _rational(value: Fraction) -> Expr:
    return sympy.Rational(value.numerator, value.denominator)


def _sorted(found: Sequence[Eigenvalue]) -> Spectrum:
    values = [one.value for one in found]
    numbers = all(value.is_number for value in values)
    rising = sorted(found, key=lambda one: one.value.evalf(30)) if numbers else list(found)
    kept: list[Eigenvalue] = []
    for one in rising:
        same = next((k for k, other in enumerate(kept) if (other.value, other.ends) == (one.value, one.ends)), None)
        if same is None:
            kept.append(one)
        else:
            kept[same] = kept[same]._replace(times=kept[same].times + 1)
    return Spectrum(tuple(kept), all(one.ends is None for one in kept), numbers or len(kept) == 1 or _is_pair(values))


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
