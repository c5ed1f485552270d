"""What solving ∇f = 0 gave: points, whole curves of them, the steps that led there, and whether that is all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sympy import Expr

from symdescent.analysis.critical.places import Place, apart


class Step(NamedTuple):
    """A step of the solution by its key; ``formulas`` are equations (each = 0) or values, ``found`` how many solutions."""

    key: str
    formulas: tuple[Any, ...] = ()
    found: int = 0


class Solution(NamedTuple):
    """Isolated points, sets given by equations, how they were found; ``gaps`` are the keys of what was given up."""

    places: tuple[Place, ...] = ()
    sets: tuple[tuple[Expr, ...], ...] = ()
    steps: tuple[Step, ...] = ()
    gaps: tuple[str, ...] = ()
    families: tuple[tuple[Expr, ...], ...] = ()  # the steps along which a place repeats: (2π,) for x + 2kπ

    @property
    def complete(self) -> bool:
        """Whether these are all."""
        return not self.gaps


def joined(parts: Iterable[Solution]) -> Solution:
    """Several solutions as one."""
    parts = list(parts)
    return Solution(
        tuple(distinct(place for part in parts for place in part.places)),
        tuple(dict.fromkeys(one for part in parts for one in part.sets)),
        tuple(step for part in parts for step in part.steps),
        tuple(dict.fromkeys(gap for part in parts for gap in part.gaps)),
        tuple(dict.fromkeys(family for part in parts for family in part.families)),
    )


def distinct(places: Iterable[Place]) -> list[Place]:
    """Each place once: two whose boxes stay together at 180 digits are one."""
    kept: list[Place] = []
    for place in places:
        if all(apart(place, other) for other in kept):
            kept.append(place)
    return kept
