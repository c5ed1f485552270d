"""Reads what is a fixed number of formulas or numbers: a point, a vector, a matrix, in order or each by its name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from symdescent.errors import FormulaError
from symdescent.exercises.grading.bounds import read_bounds
from symdescent.exercises.grading.lines import EQUALS, GROUP, Typed, is_label, number, one
from symdescent.exercises.grading.partials import by_second_partials
from symdescent.exercises.grading.pieces import NAMED, Piece, cut, items, labelled, opened, spelled, split
from symdescent.exercises.grading.solved import solved
from symdescent.exercises.grading.units import by_units
from symdescent.notation.reasons import Reason
from symdescent.notation.tree import ZERO

CALLED = re.compile(r"\s*[A-Za-z]\w*\s*(?=\()")  # P(1 | 2)

Flat = tuple[Typed, ...]


class Asked(NamedTuple):
    """What is asked for: the right ``value``, the names of the question, the keys of the choices, the variables in their order."""

    value: Any
    known: Collection[str] = ()
    options: Collection[str] = ()
    variables: Sequence[str] = ()


def formula(piece: Piece, asked: Asked) -> Flat:
    """One formula, or the equation of a line or plane that is solved for its height."""
    line = labelled(piece)
    return (_height(line, asked.known) or one(line, asked.known),)


def _height(piece: Piece, known: Collection[str]) -> Typed | None:
    sides = cut(piece, EQUALS)
    if len(sides) != 2 or is_label(sides[0].text):
        return None
    try:
        found = solved(one(sides[0], known).value, one(sides[1], known).value, known)
    except FormulaError:
        return None
    return None if found is None else Typed(found)


def single(piece: Piece, asked: Asked) -> Flat:
    """One number."""
    return (number(labelled(piece)),)


def bound(piece: Piece, asked: Asked) -> Flat:
    """The number below which all are meant: 1/2, but also x < 1/2, less than 1/2, 0 < x < 1/2, (0, 1/2)."""
    try:
        return single(piece, asked)
    except FormulaError as fault:
        try:
            low, high, _, _ = read_bounds(spelled(labelled(piece)))
            least = None if low is None else number(low).value
        except FormulaError:
            raise fault from None
        if high is None or least not in (None, ZERO):
            raise piece.fault(Reason("comparison expected")) from None
        return (number(high),)


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
    parts = by_units(plain, count, asked.known) or _in_order(split(plain, count), asked.variables)
    return tuple(one(part, asked.known) for part in parts)


def _in_order(parts: list[Piece], variables: Sequence[str]) -> list[Piece]:
    named = {_variable(_left(part), variables): part for part in parts}
    return [named[x] for x in variables] if set(named) == set(variables) and len(parts) == len(variables) else parts


def _variable(label: str, variables: Sequence[str]) -> str:
    """The variable that a label names: x in x, x_k, f_x, ∂f/∂x, df/dx; "" where it names none."""
    bare = GROUP.sub(lambda group: group[0][1:-1] if group[0][0] == "{" else "", label).partition("^")[0].strip()
    found = [x for x in variables if re.fullmatch(rf"{re.escape(x)}_?\w?|(?:.*(?:_|∂|/d|partial)|\w)\s*{re.escape(x)}", bare)]
    return found[0] if len(found) == 1 else ""


def matrix(piece: Piece, asked: Asked) -> Flat:
    """A matrix: rows of entries, all entries one after the other, or second derivatives by their names."""
    plain, rows, columns = spelled(labelled(piece)), len(asked.value), len(asked.value[0])
    variables = asked.variables or tuple(sorted(asked.known))
    named = by_second_partials(plain, variables) if len(variables) == rows else None
    if named is not None:
        return tuple(one(part, asked.known) for part in named)
    plain = cut(plain, EQUALS)[-1]
    try:
        parts = [entry for row in split(plain, rows, "rows") for entry in split(row, columns)]
    except FormulaError as fault:
        try:
            parts = split(plain, rows * columns)
        except FormulaError:
            raise fault from None
    return tuple(one(part, asked.known) for part in parts)
