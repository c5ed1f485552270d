"""Cuts a typed line into its parts: entries, rows, points; every part knows where it stands, and nothing is executed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from symdescent.errors import ArgumentError, FormulaError
from symdescent.notation.limits import STUDENT
from symdescent.notation.reasons import Reason, seen
from symdescent.notation.style import current_style

OPENING, CLOSING = "([{", ")]}"
MATRIX = r"\{(?:[pbvBV]?matrix|array)\}(?:\{[lcr|]*\})?"
# what LaTeX and others write around and between entries, and the sign that is read in its place
SPELLED = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (rf"\\begin\s*{MATRIX}|\\left\s*(?:\\langle|<)|\\langle|⟨", "("),
        (rf"\\end\s*{MATRIX}|\\right\s*(?:\\rangle|>)|\\rangle|⟩", ")"),
        (r"\\left\s*\\?(?=[(\[{])|\\right\s*\\?(?=[)\]}])|\\(?=[{}])|\\[()\[\]]|\$", ""),
        (r"\\\\", ";"),
        (r"\\[,;:!\s]|\\q?quad(?![A-Za-z])|~|\u00a0", " "),
        (r"&", ","),
        (r"\\text\s*(?=\{)", ""),
        (r"\\approx(?![A-Za-z])|≃|≅", "≈"),
        (r"\\(?:to|rightarrow|Rightarrow|mapsto)(?![A-Za-z])|[-=]>|→|⇒|↦|⟶", "→"),
        (r"(?<![\w.])(?:\w+\.)?(?:array|[Mm]atrix|vec|[Vv]e[ck]tor)\s*(?=\()", ""),
        (r"\\infty(?![A-Za-z])", "∞"),
        (r"(?<=[)\]}])\s*(?:\^\s*(?:\{\s*)?(?:T|\\top|\\mathsf\{T\})(?:\s*\})?|ᵀ)\s*\Z", ""),
    )
)
NEWLINE, SEMICOLON, BLANK, BAR, ARROW = "\n", ";", r"\s+", r"\|", "→"
NAMED = r"\s+(?=[^\W\d]\w*\s*=)"  # x = 1 y = 2
AND = r"\b(?:and|und)\b"
COMMA = rf",(?:\s*{AND})?|{AND}"
COMMA_OF_A_LIST = rf",(?!(?<=[0-9],)[0-9])(?:\s*{AND})?|{AND}"  # 0,5 is one number where the comma is the decimal sign
# what a line may begin and end with that is no part of the answer
BEFORE = re.compile(r"\s*(?:(?:[-=]>|→|⇒|\\(?:R|r)ightarrow(?![A-Za-z]))\s*)?")
AFTER = " \t\r\n\u00a0.,;?"
NEARLY = re.compile(r"(?:~|∼|(?:about|approx(?:imately)?|ca|circa|roughly|etwa|ungefähr|rund)\b\.?)\s*(?=[-+−\d.])", re.IGNORECASE)
NUMBERED = re.compile(r"^\s*([0-9]+)[.)](?=\s)", re.MULTILINE)
# f'(x): 2x, and f'(x) := 2x; a colon between blanks is a division
LABELLED = re.compile(r"(?:\A|(?<=[,;\n{(\[]))\s*(?:(?P<k>k\s*=\s*[0-9]+)|[^\W\d][^,;:=<>\n|]*)(?:(?<=[\w')′}]):(?=\s)|:=)")


class Piece(NamedTuple):
    """A part of a typed line: the line, the same as long in one spelling of brackets, and where the part begins and ends."""

    line: str
    plain: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """The part itself."""
        return self.plain[self.start : self.end]

    def part(self, start: int, end: int) -> Piece:
        """What stands between two places, without the blanks around it."""
        inside = self.plain[start:end]
        left = len(inside) - len(inside.lstrip())
        return self._replace(start=start + left, end=max(start + left, end - len(inside) + len(inside.rstrip())))

    def fault(self, reason: str, at: int = 0) -> FormulaError:
        """The error that points into this part."""
        return FormulaError(reason, self.line, min(self.start + at, len(self.line)))


def whole(line: object) -> Piece:
    """The whole line as it was typed. Raises ``ArgumentError`` for what is no text and ``FormulaError`` for what is too long or too deep."""
    if not isinstance(line, str):
        raise ArgumentError(f"An answer is a text such as '2x + 5', not {type(line).__name__}.")
    if len(line) > STUDENT.characters:
        raise FormulaError(Reason("long answer", most=STUDENT.characters), line, STUDENT.characters)
    depths = accumulate((letter in OPENING) - (letter in CLOSING) for letter in line)
    too_deep = next((place for place, depth in enumerate(depths) if depth > STUDENT.depth), None)
    if too_deep is not None:
        raise FormulaError(Reason("deep answer", most=STUDENT.depth), line, too_deep)
    plain = NEARLY.sub(lambda match: "≈".ljust(len(match[0])), line, count=1) if NEARLY.match(line.lstrip()) else line
    begins, text = BEFORE.match(line), line.rstrip(AFTER)
    said = text.rstrip("!")
    ends = len(said.rstrip(AFTER)) if said[-1:].isspace() else len(text)  # 5! is a number, 5 ! is one said aloud
    return Piece(line, plain, 0, len(line)).part(begins.end() if begins else 0, ends)


def labelled(piece: Piece) -> Piece:
    """The same with an equals sign behind each label, ``w: -11``, and without the numbers before the lines of a list."""
    plain = LABELLED.sub(_with_equals_sign, piece.plain)
    numbers = [int(number) for number in NUMBERED.findall(plain)]
    if len(numbers) > 1 and numbers in (list(range(len(numbers))), list(range(1, len(numbers) + 1))):
        plain = NUMBERED.sub(lambda match: " " * len(match[0]), plain)
    return piece._replace(plain=plain).part(piece.start, piece.end)


def _with_equals_sign(match: re.Match[str]) -> str:
    if match["k"]:  # k = 1: -4/5
        return " " * len(match[0])
    name = match[0].rstrip("=").removesuffix(":")
    return name + "=".ljust(len(match[0]) - len(name))


def spelled(piece: Piece) -> Piece:
    r"""The same with ordinary brackets and separators: ``\begin{pmatrix} 1 \\ 2 \end{pmatrix}`` as ``( 1 ; 2 )``."""
    plain = piece.plain.rstrip()
    for pattern, sign in SPELLED:
        plain = pattern.sub(lambda match, sign=sign: sign.ljust(len(match[0])), plain)  # type: ignore[misc]
    if plain.strip().startswith("<") and plain.strip().endswith(">"):
        plain = plain.replace("<", "(", 1)[::-1].replace(">", ")", 1)[::-1]
    plain = plain.ljust(len(piece.plain))
    return piece._replace(plain=plain).part(0, len(plain))


def separators() -> tuple[str, ...]:
    """What may stand between entries, the surest first."""
    return (*surely(), BAR, NAMED, BLANK, COMMA)


def surely() -> tuple[str, ...]:
    """What stands between entries and nowhere else: where the comma is the decimal sign, not the one between two digits."""
    return NEWLINE, SEMICOLON, COMMA if current_style().decimal == "." else COMMA_OF_A_LIST


def cut(piece: Piece, separator: str) -> list[Piece]:
    """The parts between separators that stand in no bracket; nothing after the last one is no part."""
    text, places, last = piece.text, [], piece.start
    depth = list(accumulate((letter in OPENING) - (letter in CLOSING) for letter in text))
    for match in re.finditer(separator, text):
        if depth[match.start()] == 0:
            places.append(piece.part(last, piece.start + match.start()))
            last = piece.start + match.end()
    rest = piece.part(last, piece.end)
    return [*places, rest] if rest.text or not places else places


def opened(piece: Piece) -> Piece | None:
    """What stands inside the brackets that enclose the whole part; None where none do."""
    text = piece.text
    if len(text) < 2 or text[0] not in OPENING or text[-1] not in CLOSING:
        return None
    depth = accumulate((letter in OPENING) - (letter in CLOSING) for letter in text)
    closed = next((place for place, level in enumerate(depth) if level == 0), None)
    return piece.part(piece.start + 1, piece.end - 1) if closed == len(text) - 1 else None


def bare(piece: Piece) -> Piece:
    """The part without square and curly brackets around it, and without those that hold nothing but others."""
    inside = opened(piece)
    if inside is not None and (piece.text[0] in "[{" or opened(inside) is not None):
        return bare(inside)
    return piece


def split(piece: Piece, count: int, what: str = "entries") -> list[Piece]:
    """The part cut into so many entries, coordinates or rows, brackets around all of them opened.

    Raises ``FormulaError``, of which ``what`` is the key, where they are not as many.
    """
    if count == 1:
        return [bare(piece)]
    found = _split(piece, count)
    if found is None:
        most = max((len(cut(bare(opened(piece) or piece), s)) for s in surely()), default=1)
        raise piece.fault(Reason(what, count=count, seen=seen(most)))
    return found


def _split(piece: Piece, count: int) -> list[Piece] | None:
    tries = (cut(piece, separator) for separator in separators())
    found = next((parts for parts in tries if len(parts) == count), None)
    inside = opened(piece)
    return found if found is not None or inside is None else _split(inside, count)


def items(piece: Piece) -> list[Piece]:
    """The parts of a list of any length: lines, or what semicolons, or else commas, part."""
    tries = [cut(piece, separator) for separator in surely()]
    found = next((parts for parts in tries if len(parts) > 1), [piece])
    inside = opened(piece)
    return items(inside) if len(found) == 1 and inside is not None else [part for part in found if part.text]


def groups(piece: Piece) -> Iterator[Piece]:
    """The bracketed parts from left to right, those in others not."""
    depth, start = 0, 0
    for place, letter in enumerate(piece.text, piece.start):
        if letter in OPENING:
            start = place if depth == 0 else start
            depth += 1
        elif letter in CLOSING and depth:
            depth -= 1
            if depth == 0:
                yield piece.part(start, place + 1)
