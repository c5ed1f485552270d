"""Cuts a typed formula into tokens: numbers, names, superscripts, fractions, operators; refuses every other character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import NamedTuple

from symdescent.errors import FormulaError
from symdescent.notation.functions import GREEK
from symdescent.notation.limits import Limits
from symdescent.notation.reasons import Letter, Reason

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "0123456789+-abcdefghijklmnoprstuvwxyz", strict=True))
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))
FRACTIONS = {letter: tuple(unicodedata.normalize("NFKC", letter).split("⁄")) for letter in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"}
LETTERS = {letter: name for name, letter in GREEK.items()} | {"π": "pi", "ϵ": "epsilon", "ϑ": "theta", "ϕ": "phi"}

# Every way to write an operator, by the one way the parser knows it.
OPERATORS = {
    **{sign: sign for sign in ("<=", ">=", "==", "!=", *"+-*/^!(),|<>=√∛")},
    **dict.fromkeys("·×⋅∗", "*"),
    "−": "-",
    "÷": "/",
    "**": "^",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
}

_UPPER, _LOWER = "".join(SUPERSCRIPTS), "".join(SUBSCRIPTS)
TOKEN = re.compile(
    rf"""
    [ \u00a0\u2009\u202f]*
    (?:
    (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+−]?[0-9]+)?)
  | (?P<name>(?:[A-Za-z]+|[{"".join(LETTERS)}])[0-9]*(?:_(?:[0-9]+|[A-Za-z]+[0-9]*)|[{_LOWER}]+)?)
  | (?P<superscript>[{_UPPER}]+)
  | (?P<fraction>[{"".join(FRACTIONS)}])
  | (?P<operator>\*\*|[<>=!]=|[{re.escape("".join(sign for sign in OPERATORS if len(sign) == 1))}])
  | (?P<end>\Z)
  | (?P<bad>.)
    )
    """,
    re.VERBOSE | re.DOTALL,
)
LONGEST_NAME = 250  # letters of a listed name
WORD = re.compile(rf"[^\W\d_{_UPPER}{_LOWER}][^\W{_UPPER}]*")

LOOK_ALIKES = dict(zip("асԁеһіјорԛѕυѡхуАВЕНІЈКМОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "acdehijopqsuwxyABEHIJKMOPCTXABEZHIKMNOPTYX", strict=True)) | {
    "µ": "μ",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‒": "-",
    "∕": "/",
    "⁄": "/",
    "∣": "|",
    "ˆ": "^",
    "•": "·",
    "∙": "·",
}

# characters that are refused, each with the key of the reason
CHARACTERS: dict[str, str] = {
    **dict.fromkeys("\"'`‘’“”„", "quotation marks"),
    **dict.fromkeys("[]", "square brackets"),
    **dict.fromkeys("{}", "curly brackets"),
    ".": "point",
    ":": "colon",
    "_": "underscore",
    "%": "percentage",
    "&": "joined conditions",
    ";": "semicolon",
    "∞": "infinity",
    "\n": "line break",
    "\r": "line break",
    "\x00": "nul",
}


class Token(NamedTuple):
    """``kind``: number, name, superscript, fraction, end, or the operator itself; ``text`` as typed; ``at``: its index."""

    kind: str
    text: str
    at: int


def tokenize(text: str, listed: Collection[str], limits: Limits) -> list[Token]:
    """The tokens of a formula, an ``end`` last; ``listed`` names are taken whole, whatever letters they have.

    >>> from symdescent.notation.limits import AUTHOR
    >>> [token.kind for token in tokenize("2x²", (), AUTHOR)]
    ['number', 'name', 'superscript', 'end']
    """
    if len(text) > limits.characters:
        raise FormulaError(Reason("characters", count=len(text), most=limits.characters), text, limits.characters)
    tokens: list[Token] = []
    kind, at, longest = "", 0, min(max(map(len, listed), default=0), LONGEST_NAME)
    while kind != "end":
        kind, found, at = token = _next(text, at, listed, longest)
        if kind != "end" and len(tokens) == limits.tokens:
            raise FormulaError(Reason("tokens", most=limits.tokens), text, at)
        tokens.append(token)
        at += len(found)
    return tokens


def _next(text: str, at: int, listed: Collection[str], longest: int) -> Token:
    match: re.Match[str] = TOKEN.match(text, at)  # type: ignore[assignment]  # the last alternative takes anything
    kind: str = match.lastgroup  # type: ignore[assignment]
    found, at = match[kind], match.start(kind)
    if kind == "operator":
        return Token(OPERATORS[found], found, at)
    # one letter further than the longest name: a word read to its end from each of its letters would take n^2 steps
    if listed and kind in ("name", "bad") and (word := WORD.match(text, at, at + longest + 1)) and word[0] in listed:
        return Token("name", word[0], at)
    if kind == "bad":
        raise FormulaError(refusal(found), text, at)
    return Token(kind, found, at)


def refusal(letter: str) -> Reason:
    """Why a character is not read, and what to type instead."""
    if letter in CHARACTERS:
        return Reason(CHARACTERS[letter])
    if letter in LOOK_ALIKES:
        return Reason("look-alike", letter=Letter(letter), plain=LOOK_ALIKES[letter])
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter and plain.isascii() and plain.isprintable() and plain.strip():
        return Reason("look-alike", letter=Letter(letter), plain=plain)
    return Reason("control character" if unicodedata.category(letter).startswith("C") else "character", letter=Letter(letter))


def canonical(name: str) -> str:
    """A name in plain letters: Greek by its English name, subscripts after an underscore.

    >>> canonical("α₁"), canonical("x₁₂"), canonical("speed")
    ('alpha_1', 'x_12', 'speed')
    """
    if name.isascii():
        return "lambda" if name == "lamda" else name  # SymPy's spelling, because lambda is a word of Python
    plain = "".join(SUBSCRIPTS.get(letter, letter) for letter in name)
    first = next((index for index, letter in enumerate(name) if letter in SUBSCRIPTS), None)
    joined = plain if first is None else f"{plain[:first]}_{plain[first:]}"
    return LETTERS.get(joined[:1], joined[:1]) + joined[1:]
