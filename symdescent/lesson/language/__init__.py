"""The prose of lessons: sentences by key, a package a language, a module a topic."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from symdescent.lesson.document import Inline, Parts, Strong

TOPICS = tuple(
    "rules rewrites derivation certificate edges hints answer consequence problem datasets methods run compare many figures diagnosis convergence_rates squares landscape critical facts composition convexity analysis exercises grading stepping sheets theory losses unread".split()
)
FIELD = re.compile(r"(\{\w+\}|\*\*.+?\*\*)")


@cache
def sentences(language: str) -> dict[str, str]:
    """All sentences of a language by their keys."""
    topics = (import_module(f"{__name__}.{language}.{topic}").SENTENCES for topic in TOPICS)
    return {key: sentence for topic in topics for key, sentence in topic.items()}


def word(language: str, key: str) -> str:
    """A word or sentence without fields."""
    return sentences(language)[key]


def known(language: str, key: str, words: str) -> str:
    """A word or sentence by its key, or the given words where there is none, as of what users have named."""
    return sentences(language).get(key, words)


def say(language: str, key: str, **fields: Inline | Parts) -> Parts:
    """A sentence with its ``{fields}`` filled in; ``**words**`` stand out.

    >>> say("en", "and", left="a", right="b")
    ('a', ' and ', 'b')
    """
    parts: list[Inline] = []
    for piece, field in _pieces(language, key):
        value = fields[field] if field else piece
        parts += value if isinstance(value, tuple) else [value]
    return tuple(parts)


@cache
def _pieces(language: str, key: str) -> tuple[tuple[Inline, str], ...]:
    """The words of a sentence and the names of its fields, one after the other."""
    return tuple(map(_piece, filter(None, FIELD.split(sentences(language)[key]))))


def _piece(piece: str) -> tuple[Inline, str]:
    if piece.startswith("{"):
        return "", piece[1:-1]
    return (Strong(piece[2:-2]) if piece.startswith("**") else piece), ""
