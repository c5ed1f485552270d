"""Why an expression has its sign, line by line: for proofs that rest on it."""

from __future__ import annotations

from collections.abc import Iterator

from symdescent.analysis.signs.fact import OPERATORS, Fact
from symdescent.lesson.document import Block, Math, Parts, Prose
from symdescent.lesson.domain import joined
from symdescent.lesson.formula import join, math_of
from symdescent.lesson.language import say, word
from symdescent.notation.style import current_style
from symdescent.notation.tree import TWO, ZERO, Power, Relation

# Reasons that are told in brackets beside the claim where it is used, not in a line of their own.
SHORT = frozenset("number given asked exponential power range".split()) | {"even power"}
STRICT = frozenset(("positive", "negative"))


def claim(fact: Fact) -> Math:
    """What a fact says: x² + 1 > 0."""
    if fact.sign == "zero":
        return join(math_of(fact.expression), " = ", math_of(ZERO))
    return math_of(Relation(fact.expression, OPERATORS[fact.sign], ZERO))


def lines_of(fact: Fact, language: str | None = None) -> tuple[Block, ...]:
    """The proof of a fact as short paragraphs, each resting on those before it; the last one is the fact itself.

    >>> from symdescent.analysis.signs import sign
    >>> from symdescent.notation import parse
    >>> for line in lines_of(sign(parse("x^2 + 1")), "en"):
    ...     print("".join(part if isinstance(part, str) else part.text for part in line.parts))
    x² + 1 > 0, because x² ≥ 0 (a square) and 1 > 0.
    """
    tongue = language or current_style().language
    return tuple(Prose(line) for line in dict.fromkeys(_lines(fact, (), tongue)))


def because(fact: Fact, language: str | None = None) -> Parts:
    """The fact with its reason in one sentence, its parts taken as known."""
    return _sentence(fact, language or current_style().language)


def _lines(fact: Fact, where: tuple[Relation, ...], language: str, *, outer: bool = True) -> Iterator[Parts]:
    here = tuple(dict.fromkeys((*where, *fact.where)))
    for part in fact.parts:
        yield from _lines(part, here, language, outer=False)
    if outer or not _is_short(fact):
        told = _sentence(fact, language)
        yield say(language, "sign where", conditions=_all(here, language), line=told) if here else told


def _is_short(fact: Fact) -> bool:
    return fact.reason in SHORT and not fact.parts


def _all(relations: tuple[Relation, ...], language: str) -> Parts:
    return joined([math_of(relation) for relation in relations], language, "and")


def _parts(parts: tuple[Fact, ...], language: str) -> Parts:
    """The claims of the parts, each with its short reason in brackets."""
    told = [_told(part, language) for part in dict.fromkeys(parts)]
    return joined(told, language, "and")


def _told(fact: Fact, language: str) -> Parts:
    if not _is_short(fact) or fact.reason == "number":
        return (claim(fact),)
    return (claim(fact), " (", word(language, f"sign short {_kind(fact)}"), ")")


def _kind(fact: Fact) -> str:
    return "square" if isinstance(fact.expression, Power) and fact.expression.exponent == TWO else fact.reason


def _sentence(fact: Fact, language: str) -> Parts:
    told = TELLERS.get(fact.reason, _because)
    return told(fact, language)


def _because(fact: Fact, language: str) -> Parts:
    """With the sentence of the reason where it has one of its own, else with the parts alone."""
    own = OWN.get(fact.reason)
    if own is not None:
        return say(language, own, claim=claim(fact), parts=_parts(fact.parts, language))
    if not fact.parts:
        short = word(language, f"sign short {_kind(fact)}") if fact.reason != "number" else ""
        return (*((claim(fact), " (", short, ")") if short else (claim(fact),)), ".")
    return say(language, "sign because", claim=claim(fact), parts=_parts(fact.parts, language))


def _given(fact: Fact, language: str) -> Parts:
    return say(language, f"sign {fact.reason}", claim=claim(fact), by=_all(fact.by, language))


def _rewritten(fact: Fact, language: str) -> Parts:
    equation = join(math_of(fact.expression), " = ", math_of(fact.parts[0].expression))
    return say(language, "sign rewritten", equation=equation, claim=claim(fact))


def _touching(fact: Fact, language: str) -> Parts:
    """A polynomial without roots, or whose roots are not crossings; perhaps only between two ends."""
    key = "sign no root" if fact.sign in STRICT else "sign no crossing"
    told = say(language, key, claim=claim(fact))
    return say(language, "sign within", conditions=_parts(fact.parts, language), line=told) if fact.parts else told


def _turning(fact: Fact, language: str) -> Parts:
    slopes = tuple(part for part in fact.parts if part.where)
    values = tuple(part for part in fact.parts if not part.where)
    kind = "sign least" if fact.sign in ("positive", "nonnegative") else "sign greatest"
    pieces = [_slope(slope, language) for slope in slopes]
    return say(language, kind, claim=claim(fact), slopes=joined(pieces, language, "and"), values=_parts(values, language))


def _slope(slope: Fact, language: str) -> Parts:
    return say(language, "sign slope", claim=claim(slope), where=_all(slope.where, language))


OWN = {
    "even power": "sign even power",
    "range of nonzero": "sign range of nonzero",
    "sign of argument": "sign same",
    "logarithm": "sign logarithm",
    "greatest": "sign maximum",
    "least": "sign minimum",
    "wave": "sign wave",
    "rows": "sign rows",
    "index": "sign index",
    "pieces": "sign pieces",
    "discriminant": "sign discriminant",
    "discriminant in": "sign discriminant in",
    "exponential against 1": "sign against one",
    "root against": "sign root",
    "boxes": "sign boxes",
    "sum of exponentials": "sign exponentials",
}
TELLERS = {
    "given": _given,
    "asked": _given,
    "rewritten": _rewritten,
    "polynomial roots": _touching,
    "turning points": _turning,
}
