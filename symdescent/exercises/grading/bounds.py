"""Reads a typed interval: ``0 < γ < 1/2``, ``(0, 1/2)``, ``]0; 1/2[``, ``γ <= 1/2``, ``between 0 and 1/2``."""

from __future__ import annotations

import re

from symdescent.exercises.grading.pieces import AND, Piece, cut, opened, separators, surely
from symdescent.notation.reasons import Reason

COMPARISON = re.compile(r"<=|>=|≤|≥|<|>|\\(?:leq?|leqslant|lt|geq?|geqslant|gt)(?![A-Za-z])")
UPWARDS = ("<", "≤", r"\l")  # how a comparison begins whose right side is larger
NAME = re.compile(r"[\\∂]?[^\W\d]\w*(?: [^\W\d]\w*)*(?:_\{\w+\})?(?:\([^()]*\))?")
JOINED = rf"{AND}|∧|\\(?:land|wedge)\b|&"
BETWEEN = re.compile(r"(?:\w+\s+)?(?:between|zwischen|from|von)\s+(?P<low>.+?)\s+(?:and|und|to|bis)\s+(?P<high>.+)", re.IGNORECASE)
UP_TO = re.compile(r"(?P<low>.+?)\s*(?:\bto\b|\bbis\b|\.\.+|…)\s*(?P<high>.+)", re.IGNORECASE)
BELONGS = re.compile(r"\s*[\\∂]?(?P<name>[^\W\d]\w*(?:\([^()]*\))?)\s*(?:∈|\\in(?![A-Za-z])|\bin\b|=)\s*")
BUILT = re.compile(r"\{\s*\\?[^\W\d]\w*(?:\s*(?:∈|\\in\b)[^|:]*)?\s*(?:\||:|\\mid\b)\s*(?P<rule>[^{}]+)\}")  # {γ | 0 < γ < 1/2}
EVERY = re.compile(r"(?:(?:for|für|all|alle|every|jedes)\s+)+(?:[^\W\d]\w*\s+(?:with|mit|where|for which|für die)\s+)?", re.IGNORECASE)
ENDLESS = frozenset(("∞", "inf", "oo", "infinity", "unendlich"))
EVERYTHING = frozenset(("r", "ℝ", r"\mathbb{r}", "all", "alle", "all real numbers", "alle reellen zahlen"))
NOT_NAMES = frozenset(("pi", "π", r"\pi", "e"))

LESS, MORE = "(?:less|smaller|lower)", "(?:greater|larger|more|higher|bigger)"
WENIGER, MEHR = "(?:kleiner|weniger)", "(?:größer|mehr)"
# how comparisons are said, the longer ones first
WORDS = tuple(
    (re.compile(rf"\b(?:{said})\b", re.IGNORECASE), sign)
    for said, sign in (
        (
            rf"{LESS} than or equal to|kleiner oder gleich|not? {MORE} than|nicht {MEHR} als|not (?:above|over)|at most|up to|höchstens|bis zu",
            "<=",
        ),
        (rf"{MORE} than or equal to|größer oder gleich|not? {LESS} than|nicht {WENIGER} als|not (?:below|under)|at least|mindestens", ">="),
        (rf"{LESS} than|below|under|{WENIGER} als|unter|unterhalb von", "<"),
        (rf"{MORE} than|above|{MEHR} als|über|oberhalb von", ">"),
        ("positive?n?", ">0"),
    )
)
UNNAMED = "it"  # what "less than 1/2" is said of

Found = tuple[Piece | None, Piece | None, tuple[bool, bool] | None, str]


def read_bounds(piece: Piece) -> Found:
    """The two ends as typed (None where there is none), which of them belong to it, and the letter that is bounded.

    Which belong is None where words such as "from 0 to 1" leave it open. Raises ``FormulaError`` where this is no interval.
    """
    piece = _with_signs(piece if piece.text.casefold() in EVERYTHING else _rule(piece))
    belongs = BELONGS.match(piece.text)
    name = belongs["name"] if belongs else ""
    rest = piece.part(piece.start + belongs.end(), piece.end) if belongs else piece
    if rest.text.casefold() in EVERYTHING:
        return None, None, (False, False), name
    if COMPARISON.search(rest.text):
        return _compared(rest)
    said = BETWEEN.fullmatch(rest.text) or (None if opened(rest) else UP_TO.fullmatch(rest.text))
    if said is None:
        return *_bracketed(rest), name
    low, high = (rest.part(rest.start + said.start(side), rest.start + said.end(side)) for side in ("low", "high"))
    return _end(low), _end(high), None, name


def _with_signs(piece: Piece) -> Piece:
    """The same with signs for words, as < for "less than"."""
    plain = piece.plain
    for said, sign in WORDS:
        plain = said.sub(lambda match, sign=sign: sign.ljust(len(match[0])), plain)  # type: ignore[misc]
    return piece._replace(plain=plain)


def _rule(piece: Piece) -> Piece:
    """What a set is built by, or what follows "for all"."""
    built, every = BUILT.fullmatch(piece.text), EVERY.match(piece.text)
    if built:
        return piece.part(piece.start + built.start("rule"), piece.start + built.end("rule"))
    return piece.part(piece.start + every.end(), piece.end) if every else piece


def _bracketed(piece: Piece) -> tuple[Piece | None, Piece | None, tuple[bool, bool]]:
    text = piece.text
    if len(text) > 1 and text[0] in "([]" and text[-1] in ")[]":
        inside = piece.part(piece.start + 1, piece.end - 1)
        for separator in separators():
            ends = cut(inside, separator)
            if len(ends) == 2:
                return _end(ends[0]), _end(ends[1]), (text[0] == "[", text[-1] == "]")
    if not text or text[0] in "[]" or "," in text:
        raise piece.fault(Reason("interval"))
    return piece, piece, (True, True)  # one number alone


def _compared(piece: Piece) -> Found:
    """The ends that comparisons give, in a chain or one after the other."""
    low: Piece | None = None
    high: Piece | None = None
    closed, name = [False, False], ""
    for chain in cut(piece, "|".join((JOINED, *surely()))):
        signs = COMPARISON.findall(chain.text)
        sides = cut(chain, COMPARISON.pattern)
        if len(sides) != len(signs) + 1 or not signs:
            raise chain.fault(Reason("comparison expected"))
        for left, sign, right in zip(sides, signs, sides[1:], strict=False):
            upwards, named = sign.startswith(UPWARDS), _is_name(right)
            if named == _is_name(left):
                raise left.fault(Reason("letter and number"))
            name, end = (right.text, left) if named else (left.text or UNNAMED, right)
            if named == upwards:
                low, closed[0] = _end(end), _belongs(sign)
            else:
                high, closed[1] = _end(end), _belongs(sign)
    return low, high, (closed[0], closed[1]), name


def _is_name(piece: Piece) -> bool:
    if piece.text:
        return NAME.fullmatch(piece.text) is not None and piece.text not in NOT_NAMES and _end(piece) is not None
    return True  # nothing stands before the sign in < 1/2


def _end(piece: Piece) -> Piece | None:
    return None if piece.text.lstrip("+-− ").casefold() in ENDLESS else piece


def _belongs(sign: str) -> bool:
    return sign in ("<=", ">=", "≤", "≥") or sign[2:3] == "e"
