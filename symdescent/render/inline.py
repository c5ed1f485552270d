"""What every renderer needs of the parts inside a line: clean text, plain text, and its width on a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from symdescent.lesson.document import Math, Parts, Table

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
BLANKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
# Embeddings and overrides make a text read in another order than it is stored, beyond its own end.
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """The text on one line: line breaks are blanks, and what no format can hold is U+FFFD.

    >>> clean("a\\nb\\0c")
    'a b�c'
    """
    return text if text.isprintable() else "".join(map(_clean_letter, text))


def _clean_letter(letter: str) -> str:
    if letter in BLANKS:
        return " "
    forbidden = unicodedata.category(letter) in ("Cc", "Cs") or letter in REORDERING or _is_noncharacter(ord(letter))
    return REPLACEMENT if forbidden else letter


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def write(parts: Parts, *, text: Callable[[str], str], math: Callable[[Math], str], strong: Callable[[str], str]) -> str:
    """The parts one after another, each written by the function for its kind; texts arrive clean."""
    written = (
        text(clean(part)) if isinstance(part, str) else math(part) if isinstance(part, Math) else strong(clean(part.text)) for part in parts
    )
    return "".join(written)


def plain(parts: Parts) -> str:
    """The parts as plain Unicode text."""
    return "".join(part.text if isinstance(part, Math) else clean(part if isinstance(part, str) else part.text) for part in parts)


def columns(table: Table) -> str:
    """One of the letters l, c and r for each column of the table."""
    return table.align or "l" * len(table.header)


def gathered(rows: Sequence[Sequence[Parts]]) -> list[list[list[Parts]]]:
    """The rows, each cell a list of lines: a row without its first and last cell continues the one above.

    >>> gathered([(("1",), ("a",), ("why",)), ((), ("= b",), ())])
    [[[('1',)], [('a',), ('= b',)], [('why',)]]]
    """
    made: list[list[list[Parts]]] = []
    for row in rows:
        if made and len(row) > 2 and not row[0] and not row[-1]:
            for lines, parts in zip(made[-1], row, strict=True):
                lines.extend([parts] if parts else [])
        else:
            made.append([[parts] for parts in row])
    return made


def width(text: str) -> int:
    """The number of cells that the text takes on a terminal: 2 for an East Asian wide letter, 0 for a combining mark.

    >>> width("m̂₂")
    2
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


@cache
def _cells(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
