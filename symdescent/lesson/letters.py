"""The names of a method as its paper writes them: β₁, m̂, x with the number of a step below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from symdescent.descent.method import Method
from symdescent.lesson.document import Math
from symdescent.lesson.formula import SUBSCRIPTS, bracketed, math_of, rate_letter
from symdescent.notation.functions import GREEK
from symdescent.notation.latex import symbol_latex
from symdescent.notation.style import Style, current_style
from symdescent.notation.text import SUPERSCRIPTS
from symdescent.notation.tree import Expression, Symbol, names, substitute

ACCENTS: Mapping[str, tuple[str, str]] = {"hat": (r"\hat", "\u0302"), "bar": (r"\bar", "\u0304")}
NUMBERED = re.compile(r"([A-Za-z]+?)(\d+)")
EXPONENT = re.compile(r"\^(\d+)(?![.,\d])")
PLACE = 0xE000  # letters of no script stand where formulas are put in
PLACES = "[\ue000-\uefff]"
TIMES = re.compile(rf"(?<=[\ue000-\uefff)}}0-9]) (?:\\, )?(?={PLACES}|\(|\\left|\\sqrt|\\frac|\\lVert|\\operatorname|\\begin)")
BOLD = {letter: chr(0x1D41A + k) for k, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}


@dataclass(frozen=True, slots=True)
class Letters:
    """How names are written: ``rate`` is the letter of the step size, ``bold`` the names that are columns."""

    rate: str = "alpha"
    bold: frozenset[str] = frozenset()

    def __call__(self, name: str, index: str = "") -> Math:
        """A name with an index below it.

        >>> Letters()("m_hat", "2"), Letters()("beta1").text
        (Math(latex='\\\\hat{m}_{2}', text='m̂₂'), 'β₁')
        """
        return _written(name, index, self.rate, name in self.bold)


@lru_cache(1024)
def _written(name: str, index: str, rate: str, is_bold: bool) -> Math:
    head, below = _parts(name)
    accent = ACCENTS.get(below)
    written = _head(rate if head == "alpha" else head, is_bold=is_bold)
    below = "" if accent or (below == "k" and index) else below
    if accent:
        written = Math(f"{accent[0]}{{{written.latex}}}", written.text + accent[1])
    tail = symbol_latex(below) if below else ""
    latex = ",".join(filter(None, (tail, index)))
    marks = [below.translate(SUBSCRIPTS) if below.isdigit() else f"_{GREEK.get(below, below)}"] if below else []
    text = ",".join([*marks, *([index.translate(SUBSCRIPTS)] if index else [])])
    return Math(written.latex + (f"_{{{latex}}}" if latex else ""), written.text + text)


def letters_of(*methods: Method) -> Letters:
    """The letters of methods: the step size has its usual one, or another where that is a parameter, a state or a line of theirs."""
    taken = {name for m in methods for name in (*m.parameters, *m.state, *(line.target for line in m.lines))}
    return Letters(rate_letter(taken).latex.lstrip("\\"))


def _parts(name: str) -> tuple[str, str]:
    """A name and what stands below it.

    >>> _parts("beta1"), _parts("x_prev"), _parts("turned")
    (('beta', '1'), ('x', 'prev'), ('turned', ''))
    """
    head, _, below = name.partition("_")
    found = NUMBERED.fullmatch(head)
    if found and not below and (len(found[1]) == 1 or found[1] in GREEK):
        return found[1], found[2]
    return head, below


def _head(head: str, *, is_bold: bool) -> Math:
    if is_bold and len(head) == 1:
        return Math(rf"\mathbf{{{head}}}", BOLD.get(head, head))
    return Math(symbol_latex(head), GREEK.get(head, head))


def put_in(expression: Expression, fills: Mapping[str, Math], *, numbers: bool = False) -> Math:
    """The expression with formulas in place of names; between ``numbers`` every product has its sign.

    >>> from symdescent.notation import parse
    >>> put_in(parse("a*b^2"), {"a": Math("3", "3"), "b": Math("-2", "-2")}, numbers=True).text
    '3·(-2)²'
    """
    used = tuple(name for name in fills if name in names(expression))
    written = _with_places(expression, used, current_style())
    latex = TIMES.sub(r" \\cdot ", written.latex) if numbers else written.latex
    by_place = {chr(PLACE + k): fills[name] for k, name in enumerate(used)}
    text = _filled(written.text.replace(" == ", " = "), by_place, lambda part: part.text)
    return Math(_filled(latex, by_place, lambda part: part.latex), EXPONENT.sub(lambda found: found[1].translate(SUPERSCRIPTS), text))


@lru_cache(256)  # the equations of a method are written again for every step of its runs
def _with_places(expression: Expression, used: tuple[str, ...], style: Style) -> Math:
    """The expression in that style, letters of no script in place of names."""
    return math_of(substitute(expression, {Symbol(name): Symbol(chr(PLACE + k)) for k, name in enumerate(used)}))


def _filled(written: str, by_place: Mapping[str, Math], kind: Callable[[Math], str]) -> str:
    def fill(found: re.Match[str]) -> str:
        part, before, after = by_place[found[0]], written[: found.start()], written[found.end() :]
        return kind(bracketed(part)) if _needs_brackets(part, before, after) else kind(part)

    return re.sub(PLACES, fill, written)


def _needs_brackets(part: Math, before: str, after: str) -> bool:
    """A power of anything but a plain number, a divisor that is itself a quotient, a minus sign behind another sign."""
    is_power = after.startswith(("^", "⁻", "²", "³", "⁴"))
    if part.text.startswith(("(", "[")):
        return False
    if is_power or before.endswith("/") or (after.startswith("/") and "/" in part.text):
        return any(sign in part.text for sign in "-/·") and len(part.text) > 1
    is_first = not before or before.endswith(("(", "{", "|", "⌊", ", "))
    return part.text.startswith("-") and not (is_first and not after.startswith(("·", r" \cdot", "ᵀ")))
