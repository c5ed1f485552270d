"""Decimal commas, read where the style in force writes them: ``0,5`` is then 0.5, and semicolons stand between arguments."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from symdescent.errors import FormulaError
from symdescent.notation.functions import ALIASES, FUNCTIONS
from symdescent.notation.names import RANGES
from symdescent.notation.reasons import Reason
from symdescent.notation.style import current_style

SEVERAL = frozenset((*(name for name, row in FUNCTIONS.items() if row.arity != (1,)), *RANGES, "log", "softmax_"))  # of arguments
MARK = re.compile(r"_\{|[(\[{]|[)\]}]|;|(?<=[0-9]),(?=[0-9])")
NAME_BEFORE = re.compile(r"([A-Za-z]+2?(?:_(?=\w))?)\w*\}?\s*(?:\\left)?\s*\\?\Z")
LONGEST_BEFORE = 40
SUBSCRIPT = "_{"


class _Level(NamedTuple):
    """A bracket that is open: what it is, the function before it, the decimal commas and whether a semicolon is in it."""

    opened: str
    function: str
    commas: list[int]
    semicolons: list[int]


def with_points(text: str) -> str:
    """The text with decimal points, and with commas between arguments, where the style's decimal sign is the comma.

    A comma between two digits is decimal, as in ``0,5``; every other comma separates. A semicolon outside of brackets
    stays, for it separates no arguments. Raises ``FormulaError`` for
    ``max(1,2)``, which can be read in two ways: ``max(1; 2)`` and ``max(1,2; 3)`` cannot.

    >>> from symdescent.notation import style
    >>> with style(language="de"):
    ...     with_points("0,5x^2 + max(x; 1,5)")
    '0.5x^2 + max(x, 1.5)'
    """
    if not isinstance(text, str) or current_style().decimal == ".":
        return text
    letters = list(text)
    for level in _levels(text):
        _settled(text, level)
        for at in level.commas if level.opened != SUBSCRIPT else ():
            letters[at] = "."
        for at in level.semicolons if level.opened else ():
            letters[at] = ","
    return "".join(letters)


def _levels(text: str) -> list[_Level]:
    """Every bracket with the marks that stand in it and in no bracket further in; the formula itself comes first."""
    found = [_Level("", "", [], [])]
    open_ones = list(found)
    for match in MARK.finditer(text):
        mark, at = match[0], match.start()
        if mark == ",":
            open_ones[-1].commas.append(at)
        elif mark == ";":
            open_ones[-1].semicolons.append(at)
        elif mark in ")]}":
            del open_ones[max(1, len(open_ones) - 1) :]
        else:
            name = NAME_BEFORE.search(text[max(0, at - LONGEST_BEFORE) : at])
            open_ones.append(_Level(mark, name[1] if name else "", [], []))
            found.append(open_ones[-1])
    return found


def _settled(text: str, level: _Level) -> None:
    """Refuses what can be read in two ways: commas between digits among several arguments, and 1,2,3."""
    for first, second in pairwise(level.commas if level.opened != SUBSCRIPT else ()):
        if text[first + 1 : second].isdigit():
            raise FormulaError(Reason("two decimal commas"), text, second)
    if level.commas and not level.semicolons and ALIASES.get(level.function, level.function) in SEVERAL:
        raise FormulaError(Reason("unclear comma"), text, level.commas[0])
