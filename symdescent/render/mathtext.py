"""Formulas as TeX mathematics, with their words inside, as LaTeX and MathJax and KaTeX all read it."""

from __future__ import annotations

import re
from collections.abc import Callable

from symdescent.lesson.document import Formula, Line, Math, Parts
from symdescent.render.inline import write

RELATIONS = {"=": "=", "≈": r"\approx", "≤": r"\le", "≥": r"\ge", "<": "<", ">": ">", "→": r"\to", "⇒": r"\Rightarrow", "": ""}

# Inside \text{} the three readers disagree about escapes, outside it they agree.
SPECIAL = {
    "\\": r"{\backslash}",
    "{": r"\lbrace{}",
    "}": r"\rbrace{}",
    "$": r"{\$}",
    "%": r"{\%}",
    "#": r"{\#}",
    "&": r"{\&}",
    "_": r"{\_}",
    "^": r"{\wedge}",
    "~": r"{\sim}",
    "<": "{<}",
    ">": "{>}",
    "|": r"{\vert}",
    "`": r"{\backprime}",
    "*": r"{\ast}",
    "[": r"\lbrack{}",
    "]": r"\rbrack{}",
}
PIECES = re.compile("|".join(map(re.escape, SPECIAL)) + "|[^" + "".join(map(re.escape, SPECIAL)) + "]+")


def text_in_math(text: str, command: str = r"\text") -> str:
    r"""A plain text as a part of a formula.

    >>> text_in_math("50% more")
    '\\text{50}{\\%}\\text{ more}'
    """
    return PIECES.sub(lambda found: SPECIAL.get(found[0]) or f"{command}{{{found[0]}}}", text)


def parts_in_math(parts: Parts) -> str:
    """Words and formulas as one formula."""
    return write(parts, text=text_in_math, math=lambda part: part.latex, strong=lambda text: text_in_math(text, r"\textbf"))


def aligned(formula: Formula, reason: Callable[[Parts], str] = parts_in_math) -> str:
    """The rows of an ``aligned``, without the environment; reasons stand in a column of their own."""
    separator = "\\\\\n"
    return separator.join(_row(line, reason) for line in formula.lines)


def relation(line: Line) -> str:
    """The relation of a line as TeX."""
    return RELATIONS[line.relation]


def side(part: Math | None) -> str:
    """One side of a line as TeX; nothing for None."""
    return part.latex if part else ""


def _row(line: Line, reason: Callable[[Parts], str]) -> str:
    beside = f" &&{reason(line.reason)}" if line.reason else ""
    return f"{side(line.left)} &{relation(line)} {line.right.latex}{beside}"
