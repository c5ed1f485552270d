"""The words in and about pictures, by language."""

from __future__ import annotations

from symdescent.lesson.language import word
from symdescent.notation.style import current_style


def words(key: str, **parts: object) -> str:
    """The sentence or label of that name in the language in force, its parts put in."""
    return word(current_style().language, f"figure {key}").format(**parts)
