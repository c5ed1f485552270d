"""Gram matrices of a polynomial in exact rationals: p = bᵀQb for given polynomials b, and Q = LDLᵀ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from symdescent.analysis.squares.terms import Exponents, Terms, combination, times

Row = dict[int, Fraction]
Blocks = Sequence[Sequence[Terms]]
Matrix = list[list[Fraction]]


@dataclass(frozen=True)
class Gram:
    """The Gram matrices Q of a polynomial over blocks of polynomials: p = Σ bᵀQb, one b a block.

    The unknowns are the entries on and above each diagonal, block by block.
    """

    target: Terms
    blocks: Blocks

    @cached_property
    def places(self) -> list[tuple[int, int, int]]:
        """Block, row and column of each unknown, column by column."""
        return [(k, i, j) for k, block in enumerate(self.blocks) for j in range(len(block)) for i in range(j + 1)]

    @cached_property
    def products(self) -> list[Terms]:
        """What each unknown is multiplied by in p."""
        doubled = {(0,) * len(next(iter(self.target))): Fraction(2)}
        made = [(i == j, times(self.blocks[k][i], self.blocks[k][j])) for k, i, j in self.places]
        return [p if diagonal else times(doubled, p) for diagonal, p in made]

    @cached_property
    def equations(self) -> dict[Exponents, tuple[Row, Fraction]]:
        """An equation for each monomial: its coefficients by unknown, and its right side."""
        rows: dict[Exponents, Row] = {}
        for unknown, p in enumerate(self.products):
            for power, c in p.items():
                rows.setdefault(power, {})[unknown] = c
        return {power: (rows.get(power, {}), self.target.get(power, Fraction(0))) for power in {**rows, **self.target}}

    @cached_property
    def solved(self) -> dict[int, tuple[Row, Fraction]] | None:
        """Some unknowns by the others (Gauß and Jordan); None where the equations contradict each other."""
        done: dict[int, tuple[Row, Fraction]] = {}
        for left, right in self.equations.values():
            row, side = _without(left, right, done)
            if not row:
                if side:
                    return None
                continue
            pivot = self._pivot(row)
            row, side = {u: c / row[pivot] for u, c in row.items() if u != pivot}, side / row[pivot]
            for other, (known, end) in done.items():
                if pivot in known:
                    done[other] = _replaced(known, end, pivot, row, side)
            done[pivot] = row, side
        return done

    def _pivot(self, row: Row) -> int:
        """An unknown on the diagonal where there is one."""
        return min(row, key=lambda u: (self.places[u][1] != self.places[u][2], u))

    @property
    def rigid(self) -> bool:
        """Whether there is one Gram matrix only."""
        return self.solved is not None and not any(row for row, _ in self.solved.values()) and len(self.solved) == len(self.places)

    def completed(self, guess: Mapping[int, Fraction]) -> list[Matrix] | None:
        """The Gram matrices with these free unknowns; the others follow from the equations."""
        if self.solved is None:
            return None
        values = {u: guess.get(u, Fraction(0)) for u in range(len(self.places)) if u not in self.solved}
        for unknown, (row, side) in self.solved.items():
            values[unknown] = side - sum((c * values[u] for u, c in row.items()), Fraction(0))
        matrices = [[[Fraction(0)] * len(block) for _ in block] for block in self.blocks]
        for unknown, (k, i, j) in enumerate(self.places):
            matrices[k][i][j] = matrices[k][j][i] = values[unknown]
        return matrices

    def squares(self, guess: Mapping[int, Fraction]) -> list[tuple[Fraction, Terms]] | None:
        """p = Σ d·q² from the Gram matrices with these free unknowns; None where one of them has a negative pivot."""
        matrices = self.completed(guess)
        if matrices is None:
            return None
        factors = [ldl(matrix) for matrix in matrices]
        if any(factor is None for factor in factors):
            return None
        return [square for block, factor in zip(self.blocks, factors, strict=True) if factor for square in _summed(block, factor)]


def _without(row: Row, side: Fraction, done: Mapping[int, tuple[Row, Fraction]]) -> tuple[Row, Fraction]:
    """An equation with the solved unknowns put in."""
    for unknown in [u for u in row if u in done]:
        row, side = _replaced(row, side, unknown, *done[unknown])
    return row, side


def _replaced(row: Row, side: Fraction, unknown: int, by: Row, end: Fraction) -> tuple[Row, Fraction]:
    factor = row[unknown]
    total = {u: c for u, c in row.items() if u != unknown}
    for u, c in by.items():
        total[u] = total.get(u, Fraction(0)) - factor * c
    return {u: c for u, c in total.items() if c}, side - factor * end


def ldl(matrix: Matrix) -> list[tuple[Fraction, list[Fraction]]] | None:
    """Q = Σ d·l·lᵀ with d > 0; None where Q is not positive semidefinite.

    A pivot 0 needs a row of zeros: else Q has a negative value on some vector (Golub and Van Loan 2013, §4.2.8).

    >>> one, two = Fraction(1), Fraction(2)
    >>> [(str(d), list(map(str, l))) for d, l in ldl([[two, one], [one, one]])]
    [('2', ['1', '1/2']), ('1/2', ['0', '1'])]
    """
    rest = [list(row) for row in matrix]
    found = []
    for k in range(len(rest)):
        d = rest[k][k]
        if d < 0 or (d == 0 and any(rest[k][k:])):
            return None
        if d == 0:
            continue
        column = [Fraction(0)] * k + [c / d for c in rest[k][k:]]
        found.append((d, column))
        for i in range(k + 1, len(rest)):
            if column[i]:
                for j in range(k + 1, len(rest)):
                    rest[i][j] -= d * column[i] * column[j]
    return found


def _summed(block: Sequence[Terms], factors: list[tuple[Fraction, list[Fraction]]]) -> Iterator[tuple[Fraction, Terms]]:
    yield from ((d, combination(column, block)) for d, column in factors)
