"""A document as Markdown with ``$…$``, as GitHub and Jupyter read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from symdescent.lesson.document import Blank, Block, Break, Code, Document, Figure, Formula, Heading, Math, Parts, Prose, Reveal, Table
from symdescent.render.inline import clean, columns, gathered, plain, write
from symdescent.render.mathtext import aligned
from symdescent.render.pictures import data_address

# A reference such as &#91; is never structure. The spans keep MathJax, which reads the finished page, from
# finding $…$, \(…\) or \begin{…} in it.
ESCAPES = str.maketrans(
    {
        "\\": "<span>&#92;</span>",
        "$": "<span>&#36;</span>",
        "`": "&#96;",
        "<": "&lt;",
        ">": "&gt;",
        "&": "&amp;",
        "[": "&#91;",
        "]": "&#93;",
        "|": "&#124;",
        "*": r"\*",
        "_": r"\_",
        "~": r"\~",
        "^": r"\^",
        "\u00a0": "&nbsp;",
    }
)
HTML = str.maketrans({letter: f"&#{ord(letter)};" for letter in "&<>\"'`*_~^[]|"} | {"\\": ESCAPES[92], "$": ESCAPES[36]})
ATTRIBUTE = str.maketrans({letter: f"&#{ord(letter)};" for letter in '&<>"`*_~^[]|\\$!'})
CLOSING, SHOWN = re.compile(r"#(?=#*$)"), r"\\#"  # a heading's last signs would be read as its end
LIST_MARK = re.compile(r"^([-+=#:]|\d+(?=[.)]))")

# GitHub reads the escapes of Markdown inside $…$ and ends a table's cell at any |.
MATH_TOKEN = re.compile(r"\\\\(?!\[)|\\[^a-zA-Z]|\\[a-zA-Z]+|[|*<>]|\s+", re.DOTALL)
MATH_NAMES = {
    r"\\": r"\cr ",
    r"\{": r"\lbrace ",
    r"\}": r"\rbrace ",
    r"\|": r"\Vert ",
    r"\,": r"\thinspace ",
    r"\:": r"\medspace ",
    r"\;": r"\thickspace ",
    r"\!": r"\negthinspace ",
    "|": r"\vert ",
    "*": r"\ast ",
    "<": r"\lt ",
    ">": r"\gt ",
}
# Stars are emphasis whatever they stand beside only where blanks surround them.
FREE_STRONG = re.compile(r"(?<!\S)<strong>(.*?)</strong>(?!\S)")
RULE = 20  # letters of a line to write on
RULES = {"l": ":--", "c": ":-:", "r": "--:"}


def render(document: Document) -> str:
    r"""The document as Markdown.

    >>> from symdescent.lesson.document import Document, Math, Prose
    >>> print(render(Document(("A_1",), (Prose(("From ", Math("x_{0}", "x₀"), " on.")),))), end="")
    # A\_1
    <BLANKLINE>
    From $x_{0}$ on.
    """
    return "\n\n".join([_heading(Heading(document.title, 0)), *blocks(document.blocks)]) + "\n"


def blocks(sequence: Sequence[Block]) -> Iterator[str]:
    """Each block's Markdown; nothing for code."""
    return filter(None, (WRITERS[type(block)](block) for block in sequence if not isinstance(block, Code)))


def inline(parts: Parts) -> str:
    """The parts of a line; all text escaped."""
    return FREE_STRONG.sub(r"**\1**", write(parts, text=escape, math=_math, strong=_strong).strip())


def escape(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return text.translate(ESCAPES)


def _strong(text: str) -> str:
    """Strong words; the blanks around them stay outside, where Markdown wants them."""
    inner = text.strip()
    return text.replace(inner, f"<strong>{escape(inner)}</strong>", 1) if inner else text


def _math(part: Math) -> str:
    return f"${MATH_TOKEN.sub(_portable, part.latex.strip()).strip()}$"


def _portable(token: re.Match[str]) -> str:
    return " " if token[0].isspace() else MATH_NAMES.get(token[0], token[0])


def _heading(block: Heading) -> str:
    return f"{'#' * min(block.level + 1, 6)} {CLOSING.sub(SHOWN, inline(block.parts))}"


def _prose(block: Prose) -> str:
    return LIST_MARK.sub(_unlisted, inline(block.parts))


def _unlisted(mark: re.Match[str]) -> str:
    return mark[0] + "\\" if mark[0].isdigit() else "\\" + mark[0]


def _formula(block: Formula) -> str:
    return f"$$\n\\begin{{aligned}}\n{aligned(block)}\n\\end{{aligned}}\n$$"


def _table(block: Table) -> str:
    rule = _row(RULES[letter] for letter in columns(block))
    rows = [_row("<br>".join(map(inline, cell)) for cell in row) for row in gathered(block.rows)]
    caption = [_emphasised(block.caption) + "\n"] if block.caption else []
    return "\n".join([*caption, _row(map(inline, block.header)), rule, *rows])


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _emphasised(parts: Parts) -> str:
    return f"*{inline(parts)}*"


def _figure(block: Figure) -> str:
    image = f"![{clean(block.alt).translate(ATTRIBUTE)}]({data_address(block, 'png')})"
    return "\n\n".join([image, *([_emphasised(block.caption)] if block.caption else [])])


def _reveal(block: Reveal) -> str:
    summary = plain(block.summary).translate(HTML)
    inner = "\n\n".join(blocks(block.blocks))
    return f"<details>\n<summary>{summary}</summary>\n\n{inner}\n\n</details>"


def _blank(block: Blank) -> str:
    return "&emsp;".join(inline((*label, " " + "_" * RULE)) for label in block.labels)


def _break(block: Break) -> str:
    return "---"


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
