"""The pieces that MathML is put together from: names, brackets, fractions, and the signs between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape

from symdescent.notation.functions import GREEK
from symdescent.notation.latex import GREEK_LETTERS
from symdescent.notation.text import split_name

TIMES, APPLY = "<mo>\u2062</mo>", "<mo>\u2061</mo>"
DOT = '<mo lspace="0.22em" rspace="0.22em">⋅</mo>'
NEGATIVE = '<mo form="prefix">−</mo>'
SLASH, EQUALS = (f'<mo lspace="0" rspace="0">{sign}</mo>' for sign in "/=")  # inside an exponent, below a sum
THIN = '<mspace width="0.17em"></mspace>'
TAG = re.compile("<[^>]*>")
CELL = '<mtd style="text-align: left; padding-left: {gap}">{inside}</mtd>'
TALL = ("<mfrac>", "<munderover>", "<mtable>", "<mo>∫</mo>", 'stretchy="true"')


def row(inside: str) -> str:
    """Markup as one element."""
    return f"<mrow>{inside}</mrow>" if inside.count("<") != 2 else inside


@cache
def symbol_markup(name: str, *index: str) -> str:
    """A name: one letter in italics, words upright, subscripts below, with the markup of an index where one is given."""
    head, tail = split_name(name)
    below = "<mo>,</mo>".join((*map(_word, filter(None, tail.split(","))), *index))
    return f"<msub>{_word(head)}{row(below)}</msub>" if below else _word(head)


def _word(name: str) -> str:
    if name.isdigit():
        return f"<mn>{name}</mn>"
    letter = GREEK.get(GREEK_LETTERS.get(name, name), name)
    upright = ' mathvariant="normal"' if len(letter) == 1 and letter in GREEK_LETTERS and letter.isupper() else ""
    return f"<mi{upright}>{escape(letter)}</mi>"


def brackets(inside: str, left: str = "(", right: str = ")") -> str:
    """The markup in brackets that grow only where something in it is tall."""
    stretchy = "true" if any(tag in inside for tag in TALL) else "false"
    opened, closed = (f'<mo form="{form}" stretchy="{stretchy}">' for form in ("prefix", "postfix"))
    return f"<mrow>{opened}{left}</mo>{inside}{closed}{right}</mo></mrow>"


def fraction(above: str, below: str) -> str:
    """A fraction of two pieces of markup."""
    return f"<mfrac>{row(above)}{row(below)}</mfrac>"


@cache
def spelled(latex: str) -> str:
    r"""A function's name: an upright word, or a letter, from its LaTeX such as ``\sin`` or ``\operatorname{erf}``."""
    word = latex.removeprefix(r"\operatorname{").removesuffix("}").removeprefix("\\")
    return _word(word) if word in GREEK or len(word) > 1 else f'<mi mathvariant="normal">{word}</mi>'


def large(sign: str, below: str, above: str) -> str:
    """A sign such as ∑ with its limits."""
    return f"<munderover><mo>{sign}</mo>{row(below)}{row(above)}</munderover>"


def indexed(base: str, below: str, inside: str) -> str:
    """A function with something small below its name, applied."""
    return f"<msub>{base}{row(below)}</msub>{APPLY}{brackets(inside)}"


def kronecker(parts: Sequence[str]) -> str:
    """Kronecker's delta, a comma between indices of several letters."""
    simple = all(part.isascii() and len(TAG.sub("", part)) == 1 for part in parts)
    return f"<msub><mi>δ</mi>{row(('' if simple else '<mo>,</mo>').join(parts))}</msub>"


def polygamma(order: str, argument: str) -> str:
    """A derivative of digamma, its order raised in brackets."""
    return f"<msup><mi>ψ</mi>{brackets(order)}</msup>{APPLY}{brackets(argument)}"


def absolute(inside: str) -> str:
    """An absolute value between bars that grow."""
    opened, closed = (f'<mo form="{form}" stretchy="true">|</mo>' for form in ("prefix", "postfix"))
    return f"<mrow>{opened}{inside}{closed}</mrow>"


def cases(rows: Iterable[tuple[str, str]]) -> str:
    """Values and their conditions behind one bracket."""
    gaps = ("0.2em", "1em")
    lines = ("".join(CELL.format(gap=gap, inside=cell) for gap, cell in zip(gaps, cells, strict=True)) for cells in rows)
    table = "".join(f"<mtr>{line}</mtr>" for line in lines)
    return f'<mrow><mo form="prefix" stretchy="true">{{</mo><mtable>{table}</mtable></mrow>'
