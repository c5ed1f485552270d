"""A document as one HTML file: no network, no script, mathematics as MathML, pictures inside."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from symdescent.lesson.document import (
    Blank,
    Block,
    Break,
    Code,
    Document,
    Figure,
    Formula,
    Heading,
    Line,
    Math,
    Parts,
    Prose,
    Reveal,
    Table,
)
from symdescent.render.inline import clean, columns, gathered, plain, write
from symdescent.render.mathml import breakable, mathml
from symdescent.render.mathtext import relation
from symdescent.render.pictures import data_address

# A page under this policy can neither load nor run anything.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

# A browser may break a line between a formula and the comma after it.
TIED = re.compile(r"\(<math>(?:(?!</math>).)*</math>[.,;:!?)]*|<math>(?:(?!</math>).)*</math>[.,;:!?)]+", re.DOTALL)
DISPLAY = ' displaystyle="true"'
LONGEST_LINE = 26  # letters in a cell that is not wrapped
MOST_STACKED = 3  # columns of a table whose last one may stand below the others
LONGEST_NUMBER = 6  # letters of a cell that always has room for others beside it
LONGEST_FORMULA = 24  # letters of a formula in a line that is not broken

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>{heading}</h1>
{body}
</main>
</body>
</html>
"""


def render(document: Document) -> str:
    """The document as one HTML page.

    >>> from symdescent.lesson.document import Document, Prose
    >>> "<p>x &lt; y</p>" in render(Document(("Order",), (Prose(("x < y",)),)))
    True
    """
    return PAGE.format(
        language=escape(document.language),
        policy=POLICY,
        title=escape(plain(document.title)),
        style=files("symdescent.render").joinpath("page.css").read_text(encoding="utf-8"),
        heading=inline(document.title),
        body=body(document.blocks),
    )


def body(blocks: Sequence[Block]) -> str:
    """The blocks without the page around them; nothing for code."""
    return "\n".join(WRITERS[type(block)](block) for block in blocks if not isinstance(block, Code))


def inline(parts: Parts) -> str:
    """The parts of a line; all text escaped."""
    line = write(parts, text=escape, math=_math, strong=lambda text: f"<strong>{escape(text)}</strong>")
    return TIED.sub(r'<span class="tied">\g<0></span>', line)


def _math(part: Math, display: bool = False) -> str:
    """Mathematics as MathML: its own markup where it has any; what is long in pieces, so that a narrow page shows all of it."""
    if not part.markup and not display and len(part.text) > LONGEST_FORMULA:
        return "".join(f"{mathml(piece)}{sign}{' ' if sign else '<wbr>'}" for piece, sign in breakable(part.latex)).removesuffix("<wbr>")
    if not part.markup:
        return mathml(part.latex, display=display)
    return f"<math{DISPLAY if display else ''}>{part.mathml}</math>"


def _right(line: Line) -> str:
    """The relation and what stands behind it."""
    if not line.right.markup:
        return mathml(f"{{}}{relation(line)} {line.right.latex}", display=True)
    return f'<math{DISPLAY}><mo form="infix">{line.relation}</mo>{line.right.mathml}</math>'


def _heading(block: Heading) -> str:
    level = min(block.level + 1, 6)
    return f"<h{level}>{inline(block.parts)}</h{level}>"


def _prose(block: Prose) -> str:
    return f"<p>{inline(block.parts)}</p>"


def _formula(block: Formula) -> str:
    lines = "\n".join(map(_line, block.lines))
    return f'<div class="scroll" tabindex="0"><div class="formula">\n{lines}\n</div></div>'


def _line(line: Line) -> str:
    left = _math(line.left, display=True) if line.left else ""
    right = _right(line)
    reason = f'<span class="reason">{inline(line.reason)}</span>'
    return f'<div class="line"><span class="left">{left}</span> <span class="right">{right}</span> {reason}</div>'


def _table(block: Table) -> str:
    letters = columns(block)
    head = "".join(_cell([cell], letter, "col") for cell, letter in zip(block.header, letters, strict=True))
    rows = "\n".join(_row(row, letters) for row in gathered(block.rows))
    caption = f"<caption>{inline(block.caption)}</caption>\n" if block.caption else ""
    shape = ' class="stacked"' if _is_wide(block) else ""
    table = f"<table{shape}>\n{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    return f'<div class="scroll" tabindex="0">{table}</div>'


def _is_wide(block: Table) -> bool:
    """Whether words stand beside something that is no mere number: on a narrow page they stand below it."""
    longest = [max(len(plain(cell)) for cell in column) for column in zip(*block.rows, strict=True)]
    return 1 < len(longest) <= MOST_STACKED and longest[-1] > LONGEST_LINE and max(longest[:-1]) > LONGEST_NUMBER


def _row(cells: Sequence[Sequence[Parts]], letters: str) -> str:
    scopes = ["row", *[""] * (len(cells) - 1)]
    return f"<tr>{''.join(map(_cell, cells, letters, scopes))}</tr>"


def _cell(lines: Sequence[Parts], letter: str, scope: str) -> str:
    """A header cell where there is a scope; an empty one heads nothing."""
    name, scoped = ("th", f' scope="{scope}"') if scope and plain(lines[0]).strip() else ("td", "")
    words = " words" if any(len(plain(parts)) > LONGEST_LINE and any(isinstance(part, str) for part in parts) for parts in lines) else ""
    return f'<{name}{scoped} class="{letter}{words}">{"<br>".join(map(inline, lines))}</{name}>'


def _figure(block: Figure) -> str:
    image = f'<img src="{data_address(block, "svg")}" alt="{escape(clean(block.alt))}">'
    caption = f"\n<figcaption>{inline(block.caption)}</figcaption>" if block.caption else ""
    return f"<figure>\n{image}{caption}\n</figure>"


def _reveal(block: Reveal) -> str:
    return f"<details>\n<summary>{inline(block.summary)}</summary>\n{body(block.blocks)}\n</details>"


def _blank(block: Blank) -> str:
    labels = "".join(f'<span>{inline(label)}</span><span class="rule"></span>' for label in block.labels)
    room = f'<div class="room" style="height: {1.6 * block.lines:.1f}em"></div>' if block.lines else ""
    return (f'<div class="blank">{labels}</div>' if labels else "") + room


def _break(block: Break) -> str:
    return '<hr class="break">'


WRITERS: dict[type, Callable[[Any], str]] = {
    Heading: _heading,
    Prose: _prose,
    Formula: _formula,
    Table: _table,
    Figure: _figure,
    Reveal: _reveal,
    Blank: _blank,
    Break: _break,
}
