"""Reads lists of points: the iterates of a run in order, or points in any order, each with a word for what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from symdescent.errors import FormulaError
from symdescent.exercises.grading.entries import CALLED, Asked, Flat, coordinates
from symdescent.exercises.grading.lines import EQUALS, number
from symdescent.exercises.grading.pieces import (
    ARROW,
    BAR,
    BLANK,
    COMMA,
    Piece,
    cut,
    groups,
    items,
    labelled,
    opened,
    spelled,
    split,
    surely,
)
from symdescent.exercises.grading.words import NONE, UNCLEAR, plain, words_in
from symdescent.notation.reasons import Reason

# what may stand around a point besides its kind
EMPTY = re.compile(
    r"\{\s*\}|\(\s*\)|\[\s*\]|\{\s*\(\s*\)\s*\}|[:–—→'\"“”„]|\.(?![0-9])|(?<!\S)-(?!\S)"
    r"|\b(?:at|bei|in|is|ist|has|hat|there|es|gibt|local|lokales|lokaler|lokale|a|an|ein|eine|der|die|das|the|point|punkt)\b",
    re.IGNORECASE,
)
INDEX = re.compile(r"[^\W\d]_?\{?\(?([0-9]+)\)?\}?\s*|step\s*([0-9]+)\s*|Schritt\s*([0-9]+)\s*")  # x_2, x2, x_{2}


def iterates(piece: Piece, asked: Asked) -> tuple[Flat, ...]:
    """The points of a run, in the order of their numbers where they have some: x_2 = …, x_1 = …."""
    called = [name for name, _ in asked.value[0]]
    plain_piece = spelled(labelled(piece))
    points = [part for part in _points(plain_piece, len(called), len(asked.value)) if part.text]
    return tuple(coordinates(point, called) for point in _in_order(points))


def _points(piece: Piece, count: int, steps: int) -> list[Piece]:
    """The points of a run, each of so many coordinates: in brackets, on a line each, with arrows between them, or one after the other."""
    by_arrows = cut(piece, ARROW)
    if len(by_arrows) > 1:
        return by_arrows
    if count > 1:
        found = list(_bracketed(piece, count)) or items(piece)
        together = len(found) in (count * steps, count * (steps + 1))  # all coordinates in one list
        return [found[k].part(found[k].start, found[k + count - 1].end) for k in range(0, len(found), count)] if together else found
    found = items(piece)
    tries = (cut(found[0], separator) for separator in (BAR, BLANK, COMMA)) if len(found) == 1 else ()
    return next((parts for parts in tries if len(parts) in (steps, steps + 1) and all(map(_is_number, parts))), found)


def _is_number(piece: Piece) -> bool:
    try:
        number(piece)
    except FormulaError:
        return False
    return True


def _in_order(points: list[Piece]) -> list[Piece]:
    """By the numbers on their left sides, where all have one of their own."""
    found = [INDEX.fullmatch(sides[0].text) if len(sides := cut(point, EQUALS)) > 1 else None for point in points]
    numbers = [int(match[match.lastindex or 1]) for match in found if match]
    if len(set(numbers)) != len(points):
        return points
    return [point for _, point in sorted(zip(numbers, points, strict=True), key=lambda pair: pair[0])]


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


def points(piece: Piece, asked: Asked) -> tuple[tuple[Flat, str], ...]:
    """Points in any order, each with a word before or behind it; one number with its height as (2 | -1)."""
    whole = spelled(piece)
    if plain(whole.text) in UNCLEAR:
        raise whole.fault(Reason("none or a kind"))
    if plain(whole.text) in NONE or whole.text.replace(" ", "") in NONE or not asked.value:
        return ()
    called, words = [name for name, _ in asked.value[0][0]], list(words_in(whole.text))
    text = whole.plain
    for start, end, _ in words:
        text = text[: whole.start + start] + " " * (end - start) + text[whole.start + end :]
    for _ in range(2):  # (min.) is empty once its word and its point are
        text = EMPTY.sub(lambda match: " " * len(match[0]), text)
    blank = whole._replace(plain=text)
    blank = blank.part(blank.start, blank.end)
    found = _several(blank, len(called)) if len(called) > 1 else _on_a_line(blank, bool(words))
    kinds = _kinds(found, [(whole.start + start, kind) for start, _, kind in words])
    return tuple((_place(part, called), kind) for part, kind in zip(found, kinds, strict=True))


def _several(piece: Piece, count: int) -> list[Piece]:
    return [part for part in list(_bracketed(piece, count)) or items(piece) if part.text]


def _on_a_line(piece: Piece, has_words: bool) -> list[Piece]:
    """Points of one coordinate: 1; 2, or (1), (2), or (1 | 3), (2 | 0) with their heights."""
    found = next((parts for separator in surely() if len(parts := _filled(piece, separator)) > 1), None)
    inside = opened(piece)
    if inside is None or found is not None:
        return found or _filled(piece, surely()[-1])
    has_height = piece.text[0] == "(" and next(groups(inside), None) is None and (has_words or len(cut(inside, BAR)) == 2)
    return [piece] if has_height else _on_a_line(inside, has_words)


def _filled(piece: Piece, separator: str) -> list[Piece]:
    return [part for part in cut(piece, separator) if part.text]


def _place(piece: Piece, called: Sequence[str]) -> Flat:
    """The coordinates of a point, and its height where a point on a line has one."""
    if len(called) > 1:
        return coordinates(piece, called)
    alone = _only(piece)
    name = CALLED.match(alone.text)
    bracket = alone.part(alone.start + name.end(), alone.end) if name else alone
    inside = opened(bracket)
    if inside is None or not inside.text:
        return coordinates(alone, called)
    parts = next((parts for separator in (*surely(), BAR) if len(parts := _filled(inside, separator)) == 2), None)
    return tuple(map(number, parts or [_only(inside)]))


def _only(piece: Piece) -> Piece:
    """The piece without what is left of a list: 5 of 5, where its kind stood behind the comma."""
    parts = _filled(piece, surely()[-1])
    return parts[0] if len(parts) == 1 else piece


def _kinds(found: Sequence[Piece], words: Sequence[tuple[int, str]]) -> list[str]:
    """The kind of each point: words stand before the points that they are for, or behind them."""
    before = bool(found and words) and words[0][0] < found[0].start
    kinds = []
    for point in found:
        near = [kind for at, kind in words if (at < point.start if before else at >= point.start)]
        kinds.append((near[-1] if before else near[0]) if near else "")
    return kinds
