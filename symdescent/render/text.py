"""A document as plain Unicode text: prose wrapped, formulas and tables aligned."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any

from symdescent.lesson.document import Blank, Block, Break, Code, Document, Figure, Formula, Heading, Line, Parts, Prose, Reveal, Table
from symdescent.render.inline import columns, gathered, plain, width, write

WIDTH = 79
GAP = "  "
RULE = 20  # letters of a line to write on
NARROWEST = 16  # cells of a column that is wrapped
TIED = "\u00a0"  # a blank inside a formula, where no line is broken

JUSTIFY: dict[str, Callable[[str, int], str]] = {
    "l": lambda text, room: text + " " * (room - width(text)),
    "r": lambda text, room: " " * (room - width(text)) + text,
    "c": lambda text, room: " " * ((room - width(text)) // 2) + text + " " * ((room - width(text) + 1) // 2),
}


def render(document: Document) -> str:
    """The document as text of at most 79 columns where formulas allow it.

    >>> from symdescent.lesson.document import Document, Prose
    >>> print(render(Document(("Question",), (Prose(("Where is the lowest point?",)),))), end="")
    Question
    ════════
    <BLANKLINE>
    Where is the lowest point?
    """
    title = _underlined(plain(document.title), "═")
    return "\n\n".join([title, *_blocks(document.blocks)]) + "\n"


def _blocks(blocks: Sequence[Block]) -> list[str]:
    return [text for text in (WRITERS[type(block)](block) for block in blocks) if text]


def _underlined(text: str, line: str) -> str:
    wrapped = _wrap(text, WIDTH)
    return "\n".join([*wrapped, line * max(map(width, wrapped), default=0)])


def _heading(block: Heading) -> str:
    return _underlined(plain(block.parts), "─") if block.level == 1 else plain(block.parts)


def _prose(block: Prose) -> str:
    return "\n".join(_wrapped(block.parts, WIDTH))


def _wrapped(parts: Parts, room: int) -> list[str]:
    """The lines of a paragraph; a formula is never broken."""
    tied = write(parts, text=str, math=lambda part: part.text.replace(" ", TIED), strong=str)
    return [line.replace(TIED, " ") for line in _wrap(tied, room)]


def _wrap(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]


def _formula(block: Formula) -> str:
    lefts = [line.left.text if line.left else "" for line in block.lines]
    room = max(map(width, lefts))
    stems = [f"    {JUSTIFY['r'](left, room)} {line.relation} {line.right.text}" for left, line in zip(lefts, block.lines, strict=True)]
    return "\n".join(_with_reasons(stems, block.lines))


def _with_reasons(stems: list[str], lines: Sequence[Line]) -> list[str]:
    """Reasons stand beside the lines where all of them fit, else under them."""
    reasons = [plain(line.reason) for line in lines]
    edge = max(map(width, stems)) + 4
    if edge + max(map(width, reasons)) > WIDTH:
        return [line for stem, reason in zip(stems, reasons, strict=True) for line in (stem, *_under(reason))]
    return [(JUSTIFY["l"](stem, edge) + reason).rstrip() for stem, reason in zip(stems, reasons, strict=True)]


def _under(reason: str) -> list[str]:
    return textwrap.wrap(reason, WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8, break_long_words=False)


def _table(block: Table) -> str:
    rows = gathered([block.header, *block.rows])
    natural = [max(width(plain(line)) for cell in column for line in cell) for column in zip(*rows, strict=True)]
    rooms = _fitted(natural, WIDTH - len(GAP) * (len(natural) - 1))
    cells = [[[text for line in cell for text in _wrapped(line, room)] for cell, room in zip(row, rooms, strict=True)] for row in rows]
    rooms = [max(width(line) for cell in column for line in cell) for column in zip(*cells, strict=True)]
    head, *body = [_row(row, rooms, columns(block)) for row in cells]
    rule = GAP.join("─" * room for room in rooms)
    return "\n".join([*([_caption(block.caption), ""] if block.caption else []), head, rule, *body])


def _caption(parts: Parts) -> str:
    return "\n".join(_wrapped(parts, WIDTH))


def _fitted(rooms: list[int], limit: int) -> list[int]:
    """The widths with the widest made narrower until their sum is at most the limit, or none is wide."""
    rooms = list(rooms)
    while sum(rooms) > limit and max(rooms) > NARROWEST:
        rooms[rooms.index(max(rooms))] -= 1
    return [max(room, 1) for room in rooms]


def _row(cells: Sequence[Sequence[str]], rooms: Sequence[int], letters: str) -> str:
    lines = zip_longest(*cells, fillvalue="")
    return "\n".join(_row_line(line, rooms, letters) for line in lines)


def _row_line(cells: Sequence[str], rooms: Sequence[int], letters: str) -> str:
    return GAP.join(JUSTIFY[letter](cell, room) for cell, room, letter in zip(cells, rooms, letters, strict=True)).rstrip()


def _figure(block: Figure) -> str:
    picture = "\n".join(_wrap(f"[{plain((block.alt,))}]", WIDTH))
    return "\n".join([picture, *([_caption(block.caption)] if block.caption else [])])


def _reveal(block: Reveal) -> str:
    inner = textwrap.indent("\n\n".join(_blocks(block.blocks)), "    ")
    return f"{_caption(block.summary)}\n\n{inner}"


def _blank(block: Blank) -> str:
    return "   ".join(f"{plain(label)} {'_' * RULE}" for label in block.labels)


def _break(block: Break) -> str:
    return "═" * WIDTH


def _code(block: Code) -> str:
    return ""


WRITERS: dict[type, Callable[[Any], str]] = {
    Heading: _heading,
    Prose: _prose,
    Formula: _formula,
    Table: _table,
    Figure: _figure,
    Reveal: _reveal,
    Blank: _blank,
    Break: _break,
    Code: _code,
}
