"""Reads what is a fixed number of formulas or numbers: a point, a vector, a matrix, in order or each by its name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from symdescent.errors import FormulaError
from symdescent.exercises.grading.lines import EQUALS, GROUP, Typed, number, one
from symdescent.exercises.grading.pieces import NAMED, Piece, cut, items, labelled, opened, spelled, split

CALLED = re.compile(r"\s*[A-Za-z]\w*\s*(?=\()")  # P(1 | 2)

Flat = tuple[Typed, ...]


class Asked(NamedTuple):
    """What is asked for: the right ``value``, the names of the question, the keys of the choices, the variables in their order."""

    value: Any
    known: Collection[str] = ()
    options: Collection[str] = ()
    variables: Sequence[str] = ()


def formula(piece: Piece, asked: Asked) -> Flat:
    """One formula."""
    return (one(labelled(piece), asked.known),)


def single(piece: Piece, asked: Asked) -> Flat:
    """One number."""
    return (number(labelled(piece)),)


def point(piece: Piece, asked: Asked) -> Flat:
    """A point with the coordinates of the answer."""
    return coordinates(spelled(labelled(piece)), [name for name, _ in asked.value])


def coordinates(piece: Piece, called: Sequence[str]) -> Flat:
    """A point: its coordinates in order, or each by its name."""
    parts = split(_unlabelled(piece, len(called)), len(called), "coordinates")
    return tuple(map(number, _in_order(parts, called)))


def _unlabelled(piece: Piece, count: int) -> Piece:
    """The point without what stands before it: ``(x, y) = (1, 2)``, ``P(1|2)``."""
    sides = cut(piece, EQUALS)
    if len(sides) > 1 and count > 1 and not _assigned(piece, count):
        piece = sides[-1]
    match = CALLED.match(piece.text) if count > 1 else None
    rest = piece.part(piece.start + match.end(), piece.end) if match else piece
    return rest if opened(rest) is not None else piece


def _assigned(piece: Piece, count: int) -> bool:
    """Whether every part has its own equals sign, as in x = 1, y = 2."""
    lists = (items(piece), cut(piece, NAMED))
    return any(len(parts) == count > 1 and all(len(cut(part, EQUALS)) > 1 for part in parts) for parts in lists)


def _left(part: Piece) -> str:
    sides = cut(part, EQUALS)
    return sides[0].text if len(sides) > 1 else ""


def vector(piece: Piece, asked: Asked) -> Flat:
    """A vector; where every entry is named by a variable, as in f_y = 1, f_x = 2, the names tell the order."""
    plain, count = spelled(labelled(piece)), len(asked.value)
    sides = cut(plain, EQUALS)
    plain = sides[-1] if 1 < len(sides) != count + 1 and not _assigned(plain, count) else plain
    return tuple(one(part, asked.known) for part in _in_order(split(plain, count), asked.variables))


def _in_order(parts: list[Piece], variables: Sequence[str]) -> list[Piece]:
    named = {_variable(_left(part), variables): part for part in parts}
    return [named[x] for x in variables] if set(named) == set(variables) and len(parts) == len(variables) else parts


def _variable(label: str, variables: Sequence[str]) -> str:
    """The variable that a label names: x in x, x_k, f_x, ∂f/∂x, df/dx; "" where it names none."""
    bare = GROUP.sub(lambda group: group[0][1:-1] if group[0][0] == "{" else "", label).partition("^")[0].strip()
    found = [x for x in variables if re.fullmatch(rf"{re.escape(x)}_?\w?|(?:.*(?:_|∂|/d|partial)|\w)\s*{re.escape(x)}", bare)]
    return found[0] if len(found) == 1 else ""


def matrix(piece: Piece, asked: Asked) -> Flat:
    """A matrix: rows of entries, or all entries one after the other."""
    plain, rows, columns = spelled(labelled(piece)), len(asked.value), len(asked.value[0])
    plain = cut(plain, EQUALS)[-1]
    try:
        parts = [entry for row in split(plain, rows, "rows") for entry in split(row, columns)]
    except FormulaError as fault:
        try:
            parts = split(plain, rows * columns)
        except FormulaError:
            raise fault from None
    return tuple(one(part, asked.known) for part in parts)
