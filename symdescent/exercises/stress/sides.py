"""What a question gives, as numbers of many digits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from symdescent.exercises.stress.dual import MP
from symdescent.exercises.stress.fold import Place, read, real
from symdescent.exercises.topic import Given
from symdescent.notation.tree import Expression

SAMPLES = ("37/100", "129/100", "-71/100", "23/10", "-9/5", "41/8", "1/7", "21/2")
TINY = MP.mpf(10) ** -20  # beside a kink, much wider than the step of a difference


class Curve(NamedTuple):
    """A formula by its values, and the places at which it is compared."""

    at: Callable[[Place], Any]
    places: tuple[Mapping[str, Any], ...]


def f_of(given: Given) -> Expression:
    """The function that is given."""
    return read(given["function"])


def number(text: Any) -> Any:
    """A number that is given."""
    return real(str(text))


def place(given: Given, what: str = "point") -> dict[str, Any]:
    """A point that is given."""
    return {x: number(text) for x, text in given[what].items()}


def samples(letters: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Points at which formulas in these variables are compared."""
    letters = sorted(letters)
    for k in range(len(SAMPLES)):
        yield {x: number(SAMPLES[(k + 3 * j) % len(SAMPLES)]) for j, x in enumerate(letters)}


def whole_numbers(letters: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Points of whole numbers, at which sequences are compared."""
    letters = sorted(letters)
    for k in range(4):
        yield {x: MP.mpf(k + j) for j, x in enumerate(letters)}
