"""Reads what was typed as an answer, kind by kind; whatever cannot be read is a ``FormulaError`` with a caret."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from symdescent.errors import FormulaError
from symdescent.exercises.answers import Answer
from symdescent.exercises.grading.bounds import read_bounds
from symdescent.exercises.grading.lines import EQUALS, Typed, number, one
from symdescent.exercises.grading.pieces import Piece, cut, groups, items, opened, spelled, split, whole
from symdescent.exercises.grading.words import NONE, chosen, plain, words_in
from symdescent.lesson.language import known as known_word
from symdescent.notation.style import current_style
from symdescent.notation.tree import Expression

CALLED = re.compile(r"\s*[A-Za-z]\w*\s*(?=\()")  # P(1 | 2)
ALSO = re.compile(r"\b(?:and|und)\b")
EMPTY = re.compile(
    r"\{\s*\}|\(\s*\)|\[\s*\]|\{\s*\(\s*\)\s*\}|[:–—]|(?<!\S)-(?!\S)|\b(?:at|bei|in|is|ist|local|lokales|lokaler|lokale|a|an|ein|eine|der|die|das|the)\b"
)


Flat = tuple[Typed, ...]


class Ends(NamedTuple):
    """A typed interval; ``name`` is the letter that was bounded, empty where it was written with brackets."""

    low: Typed | None
    high: Typed | None
    closed: tuple[bool, bool]
    name: str = ""

    @property
    def is_one(self) -> bool:
        """Whether it is one number alone."""
        return self.low is not None and self.low == self.high


def read(line: str, answer: Answer, known: Collection[str], options: Collection[str] = ()) -> Any:
    """What was typed, in the shape of the answer: ``Typed`` entries in the order of its own.

    ``known`` are the names of the question, ``options`` the keys of the choices there are. Raises ``FormulaError`` with a
    caret where it cannot be read.
    """
    return READERS[answer.kind](whole(line), answer.value, known, options)


def _numbers(piece: Piece, called: Sequence[str]) -> Flat:
    """A point: its coordinates in order, or each by its name."""
    piece = _unlabelled(piece, len(called))
    parts = split(piece, len(called), "coordinates")
    by_name = {left: part for part in parts if (left := _left(part)) in called}
    return tuple(number(by_name.get(name, part)) for name, part in zip(called, parts, strict=True))


def _unlabelled(piece: Piece, count: int) -> Piece:
    """The point without what stands before it: ``(x, y) = (1, 2)``, ``P(1|2)``."""
    sides = cut(piece, EQUALS)
    if len(sides) > 1 and count > 1 and not _assigned(piece):
        piece = sides[-1]
    match = CALLED.match(piece.text) if count > 1 else None
    rest = piece.part(piece.start + match.end(), piece.end) if match else piece
    return rest if opened(rest) is not None else piece


def _assigned(piece: Piece) -> bool:
    """Whether every part has its own equals sign, as in x = 1, y = 2."""
    parts = items(piece)
    return len(parts) > 1 and all(len(cut(part, EQUALS)) > 1 for part in parts)


def _left(part: Piece) -> str:
    sides = cut(part, EQUALS)
    return sides[0].text if len(sides) > 1 else ""


def _point(piece: Piece, value: Sequence[tuple[str, Expression]], known: Collection[str], options: Collection[str]) -> Flat:
    return _numbers(spelled(piece), [name for name, _ in value])


def _vector(piece: Piece, value: Sequence[Expression], known: Collection[str], options: Collection[str]) -> Flat:
    plain = spelled(piece)
    sides = cut(plain, EQUALS)
    plain = sides[-1] if 1 < len(sides) != len(value) + 1 and not _assigned(plain) else plain
    return tuple(_entry(part, known) for part in split(plain, len(value)))


def _entry(piece: Piece, known: Collection[str]) -> Typed:
    """One entry; where the question has no letters, a number."""
    return one(piece, known)


def _matrix(piece: Piece, value: Sequence[Sequence[Expression]], known: Collection[str], options: Collection[str]) -> Flat:
    plain = spelled(piece)
    plain, rows, columns = cut(plain, EQUALS)[-1], len(value), len(value[0])
    try:
        parts = [entry for row in split(plain, rows, "rows") for entry in split(row, columns)]
    except FormulaError as fault:
        try:
            parts = split(plain, rows * columns)
        except FormulaError:
            raise fault from None
    return tuple(_entry(part, known) for part in parts)


def _iterates(piece: Piece, value: Sequence[Any], known: Collection[str], options: Collection[str]) -> tuple[Flat, ...]:
    called = [name for name, _ in value[0]]
    plain = spelled(piece)
    lines = _points_in(plain, len(called))
    return tuple(_numbers(line, called) for line in lines)


def _points_in(piece: Piece, count: int) -> list[Piece]:
    """The points of a list, each of so many coordinates: bracketed, or on a line each."""
    return (list(_bracketed(piece, count)) if count > 1 else []) or items(piece)


def _bracketed(piece: Piece, count: int) -> Iterator[Piece]:
    """The outermost brackets that hold as many numbers."""
    for group in groups(piece):
        inside = opened(group)
        if len(_inside(group, count)) == count:
            yield group
        elif inside is not None:
            yield from _bracketed(inside, count)


def _inside(group: Piece, count: int) -> list[Piece]:
    """The coordinates of a bracketed group that holds numbers; none where it holds the names, as (x, y) does."""
    try:
        parts = split(group, count)
    except FormulaError:
        return []
    named = all(part.text[:1].isalpha() and "=" not in part.text for part in parts)
    return [] if named or any(next(_bracketed(part, count), None) is not None for part in parts) else parts


def _set(piece: Piece, value: Sequence[tuple[Any, str]], known: Collection[str], options: Collection[str]) -> tuple[tuple[Flat, str], ...]:
    """Points in any order, each with a word before or behind it."""
    plain_piece = spelled(piece)
    if plain(plain_piece.text) in NONE or plain_piece.text.replace(" ", "") in NONE or not value:
        return ()
    called = [name for name, _ in value[0][0]]
    words = list(words_in(plain_piece.text))
    text = plain_piece.plain
    for start, end, _ in words:
        text = text[: plain_piece.start + start] + " " * (end - start) + text[plain_piece.start + end :]
    text = ALSO.sub(lambda match: ",".ljust(len(match[0])), EMPTY.sub(lambda match: " " * len(match[0]), text))
    blank = plain_piece._replace(plain=text)
    points = [part for part in _points_in(blank.part(blank.start, blank.end), len(called)) if part.text]
    found = [(plain_piece.start + start, kind) for start, _, kind in words]
    return tuple((_numbers(part, called), kind) for part, kind in zip(points, _kinds(points, found), strict=True))


def _kinds(points: Sequence[Piece], words: Sequence[tuple[int, str]]) -> list[str]:
    """The kind of each point: words stand before the points that they are for, or behind them."""
    before = bool(points and words) and words[0][0] < points[0].start
    kinds = []
    for point in points:
        near = [kind for at, kind in words if (at < point.start if before else at >= point.start)]
        kinds.append((near[-1] if before else near[0]) if near else "")
    return kinds


def _interval(piece: Piece, value: Any, known: Collection[str], options: Collection[str]) -> Ends:
    low, high, closed, name = read_bounds(spelled(piece))
    return Ends(None if low is None else number(low), None if high is None else number(high), closed, name)


def _choice(piece: Piece, value: str, known: Collection[str], options: Collection[str]) -> str:
    found = chosen(piece.text, (value, *options))
    if found is None:
        said = (known_word(current_style().language, f"choice {key}", key) for key in {value: 0, **dict.fromkeys(options)})
        raise piece.fault(f"One of these is expected: {'; '.join(sorted(said))}.")
    return found


READERS: Mapping[str, Callable[..., Any]] = {
    "formula": lambda piece, value, known, options: (one(piece, known),),
    "number": lambda piece, value, known, options: (number(piece),),
    "point": _point,
    "vector": _vector,
    "matrix": _matrix,
    "iterates": _iterates,
    "points": _set,
    "interval": _interval,
    "choice": _choice,
}
