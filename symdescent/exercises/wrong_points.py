"""Wrong rules where derivatives are taken at a point: at another point, or by a wrong rule in one entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice, zip_longest

from symdescent.calculus.consequences.place import Place
from symdescent.calculus.derivation import Derivation
from symdescent.calculus.rewrites.arithmetic import negative
from symdescent.exercises.pointed import known_value
from symdescent.exercises.topic import Wrong
from symdescent.exercises.wrong_derivatives import wrong_formulas
from symdescent.notation.tree import Expression

MOST_RULES = 6  # wrong rules that are tried in an entry


def elsewhere(at: Mapping[str, Expression]) -> Iterator[tuple[str, Place]]:
    """The points at which derivatives are taken by mistake: coordinates swapped, or with other signs."""
    if len(at) > 1:
        yield "coordinates swapped", dict(zip(at, reversed(list(at.values())), strict=True))
    yield "signs of the point lost", {x: negative(a) for x, a in at.items()}


def wrong_entries(derivation: Derivation, at: Mapping[str, Expression] | None) -> Iterator[tuple[Wrong, int, Expression]]:
    """What a wrong rule makes of one of the derivatives, its place and its value at the point, or without one itself.

    The derivatives take turns.
    """
    turns = zip_longest(*(_in_entry(derivation, k, at) for k in range(len(derivation.partials))))
    return (found for found in chain.from_iterable(turns) if found is not None)


def _in_entry(derivation: Derivation, k: int, at: Mapping[str, Expression] | None) -> Iterator[tuple[Wrong, int, Expression]]:
    for wrong in islice(wrong_formulas(derivation, derivation.partials[k]), MOST_RULES):
        value = wrong.answer.value if at is None else known_value(wrong.answer.value, at)
        if value is not None:
            yield wrong, k, value
