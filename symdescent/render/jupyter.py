"""What a notebook shows of a document: text, Markdown, and LaTeX that MathJax and a real TeX both read.

There is no HTML among them: it would win and hide the mathematics where MathML or ``$…$`` in HTML is not typeset.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from symdescent.lesson.document import Blank, Block, Break, Code, Document, Figure, Formula, Heading, Parts, Prose, Reveal, Strong, Table
from symdescent.render import markdown, text
from symdescent.render.inline import columns, write
from symdescent.render.mathtext import PIECES, SPECIAL, aligned, parts_in_math, text_in_math

BOLD = r"\textbf"
NEIGHBOURS = re.compile(r"(?<!\\)\$\$")  # of two formulas side by side


def mimebundle(document: Document) -> dict[str, str]:
    """The document under the names of the three formats.

    >>> from symdescent.lesson.document import Document, Prose
    >>> sorted(mimebundle(Document(("A",), (Prose(("b",)),))))
    ['text/latex', 'text/markdown', 'text/plain']
    """
    return {"text/plain": text.render(document), "text/markdown": markdown.render(document), "text/latex": latex(document)}


def latex(document: Document) -> str:
    """The document as prose with ``$…$`` and ``$$…$$``, without commands outside of them."""
    return "\n\n".join([_heading(Heading(document.title)), *_blocks(document.blocks)])


def _blocks(blocks: Sequence[Block]) -> list[str]:
    return [text for text in (WRITERS[type(block)](block) for block in blocks if not isinstance(block, Code)) if text]


def _inline(parts: Parts) -> str:
    line = write(parts, text=_text, math=lambda part: f"${part.latex}$", strong=_bold)
    return NEIGHBOURS.sub("", line)


def _bold(words: str) -> str:
    return f"${text_in_math(words, BOLD)}$" if words else ""


def _text(words: str) -> str:
    """Words as they stand, and in ``$…$`` the signs that MathJax or TeX would read as commands."""
    return PIECES.sub(lambda found: f"${SPECIAL[found[0]]}$" if found[0] in SPECIAL else found[0], words)


def _strong(parts: Parts) -> Parts:
    return tuple(Strong(part) if isinstance(part, str) else part for part in parts)


def _heading(block: Heading) -> str:
    return _inline(_strong(block.parts))


def _prose(block: Prose) -> str:
    return _inline(block.parts)


def _formula(block: Formula) -> str:
    return f"$$\n\\begin{{aligned}}\n{aligned(block)}\n\\end{{aligned}}\n$$"


def _table(block: Table) -> str:
    rows = "\n".join(f"{_row(row)} \\\\" for row in block.rows)
    array = f"\\begin{{array}}{{{columns(block)}}}\n{_row(block.header)} \\\\\n\\hline\n{rows}\n\\end{{array}}"
    return "\n\n".join([*([_inline(block.caption)] if block.caption else []), f"$$\n{array}\n$$"])


def _row(cells: Sequence[Parts]) -> str:
    return " & ".join(map(parts_in_math, cells))


def _figure(block: Figure) -> str:
    return _inline(block.caption or (block.alt,))


def _reveal(block: Reveal) -> str:
    return "\n\n".join([_inline(_strong(block.summary)), *_blocks(block.blocks)])


def _blank(block: Blank) -> str:
    return "   ".join(f"{_inline(label)} …………" for label in block.labels)


def _break(block: Break) -> str:
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
}
