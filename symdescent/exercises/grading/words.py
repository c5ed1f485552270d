"""What students call a minimum, a saddle point, a convex function: the words of both languages and their usual beginnings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from symdescent.lesson.language import sentences
from symdescent.notation.style import LANGUAGES

# how a word begins by which a kind of point is known, besides the words of the two languages
STEMS: dict[str, tuple[str, ...]] = {
    "minimum": ("min", "tief", "tp", "lowest"),
    "maximum": ("max", "hoch", "hp", "highest"),
    "saddle": ("sad", "sattel", "sp"),
    "inflection": ("infl", "wende"),
    "neither": ("neither", "weder", "keins", "keines"),
}
LETTERS = re.compile(r"(?<!\w)(?P<letter>[THS])[0-9]?(?=\s*\()")  # T(2|-1), as German textbooks write it
OF_LETTERS = {"T": "minimum", "H": "maximum", "S": "saddle"}
# what is neither a minimum nor a maximum has these names, too: on a line, and everywhere
ALSO_SADDLE = {True: ("neither", "inflection"), False: ("neither",)}
# other words for a choice
SYNONYMS: dict[str, tuple[str, ...]] = {
    "convex": ("konvex", "convex up", "concave up"),
    "concave": ("konkav", "concave down"),
    "neither": ("neither", "none", "weder noch", "weder", "keins", "keines von beiden", "not convex and not concave"),
    "converges": ("yes", "ja", "convergent", "konvergent"),
    "diverges": ("no", "nein", "divergent"),
    "yes": ("ja", "true", "wahr", "y", "j"),
    "no": ("nein", "false", "falsch", "n"),
}
WORD = re.compile(r"[^\W\d_]{2,}(?:[ -]+[^\W\d_]{2,})*")
NO_EXTREMUM = re.compile(r"(?:no|kein|not an?) extrem")
MARKS = re.compile(r"[-.,;:!?\"'“”„()\[\]]")
# what may stand before a choice
FILLING = re.compile(r"(?:(?:the|der|die|das|it is|es ist|point|punkt|arrow|pfeil|at|bei|option|answer|antwort|letter|buchstabe) )+")
NONE = frozenset(("none", "keine", "nothing", "empty", "no critical points", "keine kritischen punkte", "{}", "∅", "()", "[]"))
# alone these may be an answer about points or about a point
UNCLEAR = frozenset(("neither", "weder noch", "weder", "keins", "keines", "keins von beiden", "keines von beiden"))
NEGATIONS = ("not ", "nicht ", "non", "kein ")
DENIED = "not "
LEAST_PREFIX = 3  # letters


def plain(text: str) -> str:
    """A typed word in small letters, with single blanks and without the signs of sentences."""
    return " ".join(MARKS.sub(" ", text.casefold()).split())


@cache
def spoken(prefix: str) -> dict[str, str]:
    """What the words of all languages stand for, by the prefix of their keys."""
    said = {}
    for language in LANGUAGES:
        for key, sentence in sentences(language).items():
            if key.startswith(prefix):
                said[plain(sentence)] = key.removeprefix(prefix)
    return said


def kind_of(text: str) -> str | None:
    """The kind of a critical point that a typed word names.

    >>> kind_of("local Minimum"), kind_of("Sattelpunkt"), kind_of("at")
    ('minimum', 'saddle', None)
    """
    typed = plain(text)
    said = spoken("kind ")
    if typed in said:
        return said[typed]
    found = {key for key, stems in STEMS.items() for word in typed.split() if word.startswith(stems)}
    if "neither" in found or NO_EXTREMUM.search(typed):
        return "neither"
    return found.pop() if len(found) == 1 else None


def words_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where words that name a kind stand, and which; letters in their place, where there are none."""
    found = [(match.start(), match.end(), kind) for match in WORD.finditer(text) if (kind := kind_of(match[0]))]
    yield from found or ((match.start(), match.end(), OF_LETTERS[match["letter"]]) for match in LETTERS.finditer(text))


def chosen(text: str, options: Collection[str]) -> str | None:
    """The choice that is meant: by its words in any language, by a synonym, by how it begins; ``not …`` where it is negated.

    None where no choice is meant, or several may be.

    >>> chosen("Convex.", ["convex", "neither"]), chosen("not convex", ["convex", "neither"]), chosen("A or B", "AB")
    ('convex', 'not convex', None)
    """
    typed = plain(text)
    called = _called(options)
    if typed in called:
        return called[typed]
    negation = next((sign for sign in NEGATIONS if typed.startswith(sign)), None)
    if negation is not None and (denied := chosen(typed.removeprefix(negation), options)) is not None:
        return f"{DENIED}{denied}"
    filling = FILLING.match(typed)
    return _begun(typed, called) or _followed(text, typed, called) or (chosen(typed[filling.end() :], options) if filling else None)


def _begun(typed: str, called: Mapping[str, str]) -> str | None:
    """The choice that begins with these words, where they stand in no other one."""
    begun = {key for words, key in called.items() if len(typed) >= LEAST_PREFIX and words.startswith(typed)}
    there = {key for words, key in called.items() if f" {typed} " in f" {words} "}
    return begun.pop() if len(begun) == 1 and there <= begun else None


def _followed(text: str, typed: str, called: Mapping[str, str]) -> str | None:
    """The choice with which the line begins, where no other one comes after it; a single letter is one as a capital only."""
    words = max((words for words in called if typed.startswith(f"{words} ")), key=len, default=None)
    if words is None:
        return None
    rest, letters = f" {typed.removeprefix(words)} ", {letter.casefold() for letter in re.findall(r"\b[A-Z]\b", text)}
    others = (other for other, key in called.items() if key != called[words])
    return None if any(other in letters if len(other) == 1 else f" {other} " in rest for other in others) else called[words]


def _called(options: Collection[str]) -> dict[str, str]:
    said = {words: key for words, key in spoken("choice ").items() if key in options}
    others = {plain(word): key for key in options for word in (key, *SYNONYMS.get(key, ()))}
    return others | said
