"""Reads a line that a student typed as a derivative: one formula, or a vector of them; nothing typed is ever executed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from itertools import accumulate

from symdescent.calculus.answers.slips import integration_constant
from symdescent.errors import ArgumentError, FormulaError
from symdescent.notation.decimals import with_points
from symdescent.notation.functions import ALIASES, FUNCTIONS, GREEK
from symdescent.notation.limits import STUDENT
from symdescent.notation.parser import parse
from symdescent.notation.reasons import Reason, seen
from symdescent.notation.tree import Expression, names

PAIRS = {"(": ")", "[": "]"}
MOST_ENTRIES = 64
# a left side with the sign of a derivative in it, as f'(x) =, dy/dx = or \frac{\partial f}{\partial x} =, or just =
LEFT_SIDE = re.compile(
    r"\s*(?:[^=<>!]*(?:['′″∇∂]|\\prime|\\partial|\\nabla|\bd\w?\s*/\s*d|\\frac\s*\{\s*(?:d\W|d\w?\s*\}|\\mathrm\{d\}))[^=<>!]*)?=(?!=)\s*"
)
WORD = re.compile(r"(?<![A-Za-z\\])[A-Za-z]{2,}(?![A-Za-z(])")
MATRIX = r"\{[pbv]?matrix\}"
# what LaTeX writes around and between entries, and the sign that is read in its place
WRAPPED = ((rf"\\begin{MATRIX}", "("), (rf"\\end{MATRIX}", ")"), (r"\\left(?=[(\[])|\\right(?=[)\]])", ""), (r"\\\\|&", ","))


def read_line(line: str, known: Collection[str], columns: Collection[str] = ()) -> Expression:
    """The formula of a line, its left side such as ``f'(x) =`` left out.

    Raises ``FormulaError`` with a caret where it cannot be read or names a letter that is not known.

    >>> print(read_line("dy/dx = 2x + 5", {"x"}))
    2x + 5
    """
    plain = with_points(_text(line))
    return _read(line, plain, *_right_side(plain), known, columns)


def read_entries(line: str, count: int, known: Collection[str], columns: Collection[str] = ()) -> tuple[Expression, ...]:
    """The formulas of a vector or matrix, row by row: ``(2x, 2y)``, ``[[2, 0], [0, 2]]`` or ``2x, 2y``.

    Where the comma is the decimal sign, semicolons stand between them; without any the commas do, as in ``(2, 3)``.

    Raises ``FormulaError`` where they are not ``count`` many, or one cannot be read.
    """
    plain = _unwrapped(with_points(_text(line)) if ";" in _text(line) else _text(line))
    spans = list(_split(plain, *_right_side(plain)))
    if len(spans) != count:
        raise FormulaError(Reason("typed entries", count=count, seen=seen(len(spans))), line, spans[0][0])
    return tuple(_read(line, plain, start, end, known, columns) for start, end in spans)


def _unwrapped(line: str) -> str:
    """The line with LaTeX's vectors and matrices written with brackets and commas, every other letter where it was."""
    for pattern, sign in WRAPPED:
        line = re.sub(pattern, lambda match, sign=sign: sign.ljust(len(match[0])), line)  # type: ignore[misc]
    return line


def _text(line: object) -> str:
    if not isinstance(line, str):
        raise ArgumentError(f"A line is a text such as '2x + 5', not {type(line).__name__}.")
    if len(line) > STUDENT.characters:
        raise FormulaError(Reason("long line", most=STUDENT.characters), line, STUDENT.characters)
    return line


def _right_side(line: str) -> tuple[int, int]:
    left = LEFT_SIDE.match(line)
    return (left.end() if left else 0), len(line)


def _read(line: str, plain: str, start: int, end: int, known: Collection[str], columns: Collection[str]) -> Expression:
    try:
        expression = read_formula(plain[start:end], known, columns)
    except FormulaError as fault:
        raise FormulaError(fault.reason, line, start + fault.position) from None
    for name in sorted(names(expression) - {*known, integration_constant(expression, known)}):
        reason = Reason("other letter" if known else "letter in a constant", name=name, letters=", ".join(sorted(known)))
        raise FormulaError(reason, line, max(line.find(name, start, end), start))
    return expression


def read_formula(text: str, known: Collection[str], columns: Collection[str] = ()) -> Expression:
    """The formula; where it cannot be read, with ``xy`` for ``x y``, whose letters are known."""
    try:
        return parse(text, columns=columns, variables=known, limits=STUDENT)
    except FormulaError:
        apart = WORD.sub(lambda word: _apart(word[0], known), text)
        if apart == text:
            raise
        try:
            return parse(apart, columns=columns, variables=known, limits=STUDENT)
        except FormulaError:
            pass
        raise


def _apart(word: str, known: Collection[str]) -> str:
    """x y of xy where both are known, and x e of xe^x."""
    taken = word in FUNCTIONS or word in ALIASES or word in GREEK or word in known
    return word if taken or not {*word} <= {*known, "e"} else " ".join(word)


def _split(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the entries stand, brackets around several of them opened."""
    start, end = _stripped(line, start, end)
    commas = list(_commas(line, start, end))
    inside = not commas and end - start > 1 and PAIRS.get(line[start]) == line[end - 1]
    if inside and (line[start] == "[" or any(_commas(line, start + 1, end - 1))):
        yield from _split(line, start + 1, end - 1)
    elif not commas or len(commas) > MOST_ENTRIES:
        yield start, end
    else:
        for first, last in zip((start, *(comma + 1 for comma in commas)), (*commas, end), strict=True):
            yield from _split(line, first, last)


def _stripped(line: str, start: int, end: int) -> tuple[int, int]:
    inside = line[start:end]
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())


def _commas(line: str, start: int, end: int) -> Iterator[int]:
    """The commas and semicolons that stand in no bracket."""
    step: Callable[[str], int] = lambda letter: (letter in "([{") - (letter in ")]}")  # noqa: E731 - one line, used once
    depths = accumulate(map(step, line[start:end]))
    return (place for place, depth in zip(range(start, end), depths, strict=True) if depth == 0 and line[place] in ",;")
