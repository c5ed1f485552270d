"""Reads what was typed as an answer, kind by kind; whatever cannot be read is a ``FormulaError`` with a caret."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from symdescent.errors import FormulaError
from symdescent.exercises.answers import Answer
from symdescent.exercises.grading import entries, listed
from symdescent.exercises.grading.bounds import read_bounds
from symdescent.exercises.grading.entries import Asked
from symdescent.exercises.grading.lines import Typed, number
from symdescent.exercises.grading.pieces import Piece, spelled, whole
from symdescent.exercises.grading.words import DENIED, chosen
from symdescent.lesson.language import known as known_word
from symdescent.lesson.unread import in_language
from symdescent.notation.reasons import Reason
from symdescent.notation.style import current_style


class Ends(NamedTuple):
    """A typed interval; ``closed`` tells which ends belong, None where that was left open; ``name`` is the letter, if there is one."""

    low: Typed | None
    high: Typed | None
    closed: tuple[bool, bool] | None
    name: str = ""

    @property
    def is_one(self) -> bool:
        """Whether it is one number alone."""
        return self.low is not None and self.low == self.high


def read(line: str, answer: Answer, known: Collection[str], options: Collection[str] = (), variables: Sequence[str] = ()) -> Any:
    """What was typed, in the shape of the answer: ``Typed`` entries in the order of its own.

    ``known`` are the names of the question, ``options`` the keys of the choices there are, ``variables`` the coordinates of the
    question's point in their order. Raises ``FormulaError`` with a caret, in the language in force, where it cannot be read.
    """
    try:
        return READERS[answer.kind](_something(line), Asked(answer.value, known, options, variables))
    except FormulaError as fault:
        raise in_language(fault) from None


def _something(line: str) -> Piece:
    piece = whole(line)
    if not piece.text:
        raise piece.fault(Reason("empty answer"))
    return piece


def _interval(piece: Piece, asked: Asked) -> Ends:
    low, high, closed, name = read_bounds(spelled(piece))
    return Ends(None if low is None else number(low), None if high is None else number(high), closed, name)


def _choice(piece: Piece, asked: Asked) -> str:
    options = {asked.value: 0, **dict.fromkeys(asked.options)}
    found = chosen(piece.text, tuple(options))
    if found is None:
        said = (known_word(current_style().language, f"choice {key}", key) for key in options)
        raise piece.fault(Reason("choice", choices="; ".join(sorted(said))))
    if found.startswith(DENIED) and found.removeprefix(DENIED) != asked.value:
        raise piece.fault(Reason("denied"))
    return found


READERS: Mapping[str, Callable[[Piece, Asked], Any]] = {
    "formula": entries.formula,
    "number": entries.single,
    "bound": entries.bound,
    "point": entries.point,
    "vector": entries.vector,
    "matrix": entries.matrix,
    "iterates": listed.iterates,
    "points": listed.points,
    "interval": _interval,
    "choice": _choice,
}
