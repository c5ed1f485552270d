"""Linear dependence of vectors of fractions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Vector = list[Any]


class Echelon:
    """Independent vectors, reduced as they come in, with how each reduced one is made up of them (Gauss).

    >>> from fractions import Fraction
    >>> rows = Echelon()
    >>> [rows.taken([Fraction(a), Fraction(b)]) is None for a, b in ((1, 0), (0, 1))]
    [True, True]
    >>> [int(c) for c in rows.taken([Fraction(2), Fraction(3)])]
    [2, 3]
    """

    def __init__(self) -> None:
        self.rows: list[tuple[int, Vector, Vector]] = []  # where it begins, with 1; the reduced vector; what it is made of

    def taken(self, vector: Sequence[Any]) -> Vector | None:
        """The numbers with which the vectors so far add up to this one; None where it is independent, and then taken in."""
        rest, made = self._reduced(vector)
        start = next((k for k, entry in enumerate(rest) if entry), None)
        if start is None:
            return made
        head = rest[start]
        own = [*(-c / head for c in made), 1 / head]
        self.rows.append((start, [entry / head for entry in rest], own))
        return None

    def combination(self, vector: Sequence[Any]) -> Vector | None:
        """The numbers with which the vectors add up to this one; None where they do not."""
        rest, made = self._reduced(vector)
        return None if any(rest) else made

    def _reduced(self, vector: Sequence[Any]) -> tuple[Vector, Vector]:
        """What is left of a vector, and the numbers with which the others make up what was taken away."""
        rest, made = list(vector), [entry * 0 for entry in vector[:1]] * len(self.rows)
        for start, row, own in self.rows:
            factor = rest[start]
            if factor:
                rest = [a - factor * b if b else a for a, b in zip(rest, row, strict=True)]
                made = [m + factor * c for m, c in zip(made, own, strict=False)] + made[len(own) :]
        return rest, made
