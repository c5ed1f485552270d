"""The prose of lessons: sentences by key, one module a language."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from symdescent.lesson.document import Inline, Parts, Strong

FIELD = re.compile(r"(\{\w+\}|\*\*.+?\*\*)")


@cache
def _sentences(language: str) -> dict[str, str]:
    sentences: dict[str, str] = import_module(f"symdescent.lesson.language.{language}").SENTENCES
    return sentences


def word(language: str, key: str) -> str:
    """A word or sentence without fields."""
    return _sentences(language)[key]


def say(language: str, key: str, **fields: Inline | Parts) -> Parts:
    """A sentence with its ``{fields}`` filled in; ``**words**`` stand out.

    >>> say("en", "and", left="a", right="b")
    ('a', ' and ', 'b')
    """
    parts: list[Inline] = []
    for piece in filter(None, FIELD.split(_sentences(language)[key])):
        if piece.startswith("{"):
            value = fields[piece[1:-1]]
            parts += value if isinstance(value, tuple) else [value]
        else:
            parts.append(Strong(piece[2:-2]) if piece.startswith("**") else piece)
    return tuple(parts)
