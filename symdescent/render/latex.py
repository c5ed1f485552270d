"""A document as LaTeX: complete and self-contained, or a fragment to ``\\input``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import sqrt
from typing import Any

from symdescent.lesson.document import Blank, Block, Break, Code, Document, Figure, Formula, Heading, Math, Parts, Prose, Reveal, Table
from symdescent.render.inline import clean, columns, gathered, plain, width, write
from symdescent.render.mathtext import aligned
from symdescent.render.tex_text import escape

PACKAGES = "amsmath amssymb array booktabs graphicx longtable pgf textcomp".split()

HEAD = r"""\documentclass[11pt]{article}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage{lmodern}
\usepackage[a4paper,margin=28mm]{geometry}
"""

# What is wider than the line is shrunk to its width; what is longer than a page can break over pages.
HELPERS = r"""\providecommand{\fitdisplay}[1]{\begingroup\allowdisplaybreaks
  \sbox0{$\displaystyle\begin{aligned}#1\end{aligned}$}%
  \ifdim\wd0>\linewidth\[\resizebox{\linewidth}{!}{\usebox0}\]\else\begin{align*}#1\end{align*}\fi\endgroup\ignorespaces}
\providecommand{\fitreason}[1]{\text{\sbox0{\small#1}%
  \ifdim\wd0>0.38\linewidth\parbox[t]{0.38\linewidth}{\raggedright\small#1}\else\usebox0\fi}}
\providecommand{\fitcell}[1]{\sbox2{#1}\ifdim\wd2>0.62\linewidth\sbox2{\resizebox{0.62\linewidth}{!}{\usebox2}}\fi
  \rule[-\dimexpr\dp2+2pt]{0pt}{\dimexpr\ht2+\dp2+4pt}\usebox2}
\providecommand{\fittable}[4]{\begingroup\def\arraystretch{1.45}%
  \sbox0{\begin{tabular}{#2}\toprule#3\tabularnewline\midrule#4\bottomrule\end{tabular}}%
  \ifdim\wd0>\linewidth\sbox0{\resizebox{\linewidth}{!}{\usebox0}}\fi
  \ifdim\dimexpr\ht0+\dp0>0.8\textheight
    #1\nopagebreak\begin{longtable}{#2}\toprule#3\tabularnewline\midrule\endhead\bottomrule\endfoot#4\end{longtable}%
  \else\begin{center}#1\usebox0\end{center}\fi\endgroup}
\providecommand{\fitpicture}[1]{\begin{center}\sbox0{#1}%
  \ifdim\wd0>\linewidth\resizebox{\linewidth}{!}{\usebox0}\else\usebox0\fi\end{center}}
"""

# Without a package for the language TeX would break its words as if they were English.
UNHYPHENATED = "\n\\hyphenpenalty=10000\n\\tolerance=2000"

SECTIONS = ("section*", "subsection*", "subsubsection*", "paragraph*")
MATH_CELL = 40  # letters; longer mathematics in a column may be shrunk
PROSE_CELL = 26  # letters; a column with longer prose is wrapped
LINE = 84  # letters in a line of text


def render(document: Document, *, fragment: bool = False) -> str:
    """The document as LaTeX that pdflatex compiles as it stands; as a fragment it names the packages it needs.

    >>> from symdescent.lesson.document import Document, Prose
    >>> print(render(Document(("Slope",), (Prose(("50% & more",)),)), fragment=True).splitlines()[-1])
    50\\% \\& more
    """
    body = _body(document.blocks, int(fragment))
    if fragment:
        needs = f"% Needs \\usepackage{{{','.join(PACKAGES)}}} and \\usepackage[T1]{{fontenc}}."
        return f"{needs}\n{HELPERS}\n\\section*{{{inline(document.title)}}}\n\n{body}\n"
    title = f"{{\\raggedright\\LARGE\\bfseries\\boldmath {inline(document.title)}\\par}}\n\\bigskip"
    usages = "\n".join(f"\\usepackage{{{name}}}" for name in PACKAGES)
    layout = "\\setlength{\\parindent}{0pt}\n\\setlength{\\parskip}{6pt plus 2pt}\n\\setlength{\\emergencystretch}{4em}"
    layout += "" if document.language.startswith("en") else UNHYPHENATED
    return f"{HEAD}{usages}\n{layout}\n{HELPERS}\n\\begin{{document}}\n\n{title}\n\n{body}\n\n\\end{{document}}\n"


def _letters(latex: str) -> str:
    """Mathematics with the letters of names that TeX does not know in it set as text."""
    return latex if latex.isascii() else re.sub(r"[^\x00-\x7f]", lambda letter: rf"\text{{{escape(letter[0])}}}", latex)


def inline(parts: Parts) -> str:
    """The parts of a line; all text escaped."""
    return write(
        parts, text=escape, math=lambda part: f"${_letters(part.latex)}$", strong=lambda text: rf"\textbf{{{escape(text)}}}"
    ).strip()


def _body(blocks: Sequence[Block], depth: int) -> str:
    texts = [(_gap(block), WRITERS[type(block)](block, depth)) for block in blocks if not isinstance(block, Code)]
    return "".join(gap + text for gap, text in texts).lstrip("\n")


def _gap(block: Block) -> str:
    """A display belongs to the paragraph before it: after an empty line TeX would begin one, with a line of its own."""
    return "\n" if isinstance(block, Formula) else "\n\n"


def _heading(block: Heading, depth: int) -> str:
    return f"\\{SECTIONS[min(block.level - 1 + depth, 3)]}{{{inline(block.parts)}}}"


def _prose(block: Prose, depth: int) -> str:
    return inline(block.parts)


def _formula(block: Formula, depth: int) -> str:
    rows = _letters(aligned(block, lambda parts: rf"\fitreason{{{inline(parts)}}}"))
    return f"\\fitdisplay{{%\n{rows}}}".replace("\\\\\n", "\\\\\\relax\n")


def _table(block: Table, depth: int) -> str:
    head, *body = gathered([block.header, *block.rows])
    rows = "\n".join(f"{_row(row)}\\tabularnewline" for row in body)
    return f"\\fittable{{{_caption(block.caption)}}}{{{_specification(block)}}}{{%\n{_row(head)}}}{{%\n{rows}\n}}"


def _row(cells: Sequence[Sequence[Parts]]) -> str:
    return " & ".join(map(_lines, cells))


def _lines(lines: Sequence[Parts]) -> str:
    """A cell of one line, or of some above each other."""
    inside = "\\tabularnewline\n".join(map(_cell, lines))
    return inside if len(lines) == 1 else f"\\begin{{tabular}}[t]{{@{{}}l@{{}}}}{inside}\\end{{tabular}}"


def _cell(parts: Parts) -> str:
    """A cell; long mathematics alone in one is shrunk by itself, and what is high keeps a distance from the lines beside it."""
    written = inline(parts)
    fitted = _is_formula(parts) and (r"\displaystyle" in written or width(plain(parts)) > MATH_CELL)
    return rf"\fitcell{{{written}}}" if fitted else written


def _is_formula(parts: Parts) -> bool:
    return len(parts) == 1 and isinstance(parts[0], Math)


def _caption(parts: Parts) -> str:
    return f"{{\\small {inline(parts)}\\par\\nopagebreak\\smallskip}}" if parts else ""


def _specification(block: Table) -> str:
    """The columns; those with prose share the width that the others leave."""
    widths = [max(map(_room, column)) for column in zip(block.header, *block.rows, strict=True)]
    prose = [room > PROSE_CELL and _is_prose(column) for room, column in zip(widths, zip(*block.rows, strict=True), strict=True)]
    if sum(widths) <= LINE or not any(prose):
        return columns(block)
    narrow = sum(room + 2 for room, wrapped in zip(widths, prose, strict=True) if not wrapped)
    share = max(1 - narrow / LINE, 0.3) - 0.03 * len(widths)
    wide = sum(sqrt(room) for room, wrapped in zip(widths, prose, strict=True) if wrapped)
    words = (_longest(column) / LINE for column in zip(block.header, *block.rows, strict=True))
    cells = zip(columns(block), widths, words, prose, strict=True)
    return "".join(_wrapped(max(share * sqrt(room) / wide, word)) if wrapped else letter for letter, room, word, wrapped in cells)


def _longest(column: Sequence[Parts]) -> int:
    """The letters of the longest word of a column, which is not to stick out of it."""
    return max((len(word) for cell in column for part in cell if isinstance(part, str) for word in part.split()), default=0)


def _room(cell: Parts) -> int:
    """The letters that a cell takes: no more than a shrunk one."""
    room = width(plain(cell))
    return min(room, 52) if _is_formula(cell) else room


def _is_prose(column: Sequence[Parts]) -> bool:
    return any(isinstance(part, str) and part.strip() for cell in column for part in cell)


def _wrapped(share: float) -> str:
    return rf">{{\raggedright\arraybackslash}}p{{{share:.3f}\linewidth}}"


def _figure(block: Figure, depth: int) -> str:
    from symdescent.render.drawing import drawing

    alternative = f"% {clean(block.alt)}"
    caption = f"\n{{\\centering\\small {inline(block.caption)}\\par}}" if block.caption else ""
    return f"{alternative}\n\\fitpicture{{%\n{drawing(block.draw())}}}{caption}"


def _reveal(block: Reveal, depth: int) -> str:
    inside = f"{{\\advance\\leftskip by 1.2em\n{_body(block.blocks, depth)}\\par}}"
    return f"\\textbf{{{inline(block.summary)}}}\n\n{inside}"


def _blank(block: Blank, depth: int) -> str:
    rules = ["\\hrulefill"] * (len(block.labels) - 1) + ["\\rule{6em}{0.4pt}"]  # the last thing, such as points, is short
    labels = "\\quad\n".join(f"{inline(label)} {rule}" for label, rule in zip(block.labels, rules, strict=False))
    room = f"\\vspace{{{block.lines}\\baselineskip}}\\filbreak" if block.lines else ""  # what lies between two rooms stays on a page
    return "\n\n".join(filter(None, (labels, room)))


def _break(block: Break, depth: int) -> str:
    return r"\clearpage"


WRITERS: dict[type, Callable[[Any, int], str]] = {
    Heading: _heading,
    Prose: _prose,
    Formula: _formula,
    Table: _table,
    Figure: _figure,
    Reveal: _reveal,
    Blank: _blank,
    Break: _break,
}
