"""What students call a minimum, a saddle point, a convex function: the words of both languages and their usual beginnings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from symdescent.lesson.language import sentences
from symdescent.notation.style import LANGUAGES

# how a word begins by which a kind of point is known, besides the words of the two languages
STEMS: dict[str, tuple[str, ...]] = {
    "minimum": ("min", "tief", "tp", "lowest"),
    "maximum": ("max", "hoch", "hp", "highest"),
    "saddle": ("sad", "sattel", "sp"),
    "inflection": ("infl", "wende"),
}
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
MARKS = re.compile(r"[-.,;:!?\"()]")
NONE = frozenset(("none", "keine", "nothing", "empty", "no critical points", "keine kritischen punkte", "{}", "∅", "()", "[]"))
NEGATIONS = ("not ", "nicht ", "non", "kein ")
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
    return found.pop() if len(found) == 1 else None


def words_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where words that name a kind stand, and which."""
    for match in WORD.finditer(text):
        kind = kind_of(match[0])
        if kind is not None:
            yield match.start(), match.end(), kind


def chosen(text: str, options: Collection[str]) -> str | None:
    """The choice that is meant: by its words in any language, by a synonym, by how it begins; ``not …`` where it is negated.

    >>> chosen("Convex.", ["convex", "neither"]), chosen("not convex", ["convex", "neither"])
    ('convex', 'not convex')
    """
    typed = plain(text)
    called = _called(options)
    if typed in called:
        return called[typed]
    negation = next((sign for sign in NEGATIONS if typed.startswith(sign)), None)
    if negation is not None:
        denied = chosen(typed.removeprefix(negation), options)
        return None if denied is None else f"not {denied}"
    begun = {key for words, key in called.items() if len(typed) >= LEAST_PREFIX and words.startswith(typed)}
    if len(begun) == 1:
        return begun.pop()
    followed = sorted((words for words in called if typed.startswith(f"{words} ")), key=len)
    return called[followed[-1]] if followed else None


def _called(options: Collection[str]) -> dict[str, str]:
    said = {words: key for words, key in spoken("choice ").items() if key in options}
    others = {plain(word): key for key in options for word in (key, *SYNONYMS.get(key, ()))}
    return others | said
