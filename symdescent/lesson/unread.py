"""Errors of what is typed, in the language of the reader: the same text with its caret, the reason by its key."""

from __future__ import annotations

from typing import Any

from symdescent.errors import FormulaError
from symdescent.lesson.language import sentences, word
from symdescent.notation.reasons import Reason
from symdescent.notation.style import LANGUAGES, current_style


def in_language(fault: FormulaError) -> FormulaError:
    """The same error in the language in force.

    >>> from symdescent.notation import style
    >>> with style(language="de"):
    ...     print(in_language(FormulaError(Reason("unclosed", closer=")"), "2(x", 1)))
    Das kann ich so nicht lesen.
        2(x
         ^
    Zu dieser Klammer fehlt die schließende: „)“.
    """
    language = current_style().language
    return FormulaError(_said(fault.reason, language), fault.text, fault.position, word(language, "unread title"))


def _said(reason: Any, language: str) -> Any:
    """The reason in a language; a number with the language's thousands; any other text as it is."""
    if isinstance(reason, Reason):
        fields = {name: _said(field, language) for name, field in reason.fields.items()}
        return sentences(language)[f"unread {reason.key}"].format(**fields)
    return _Count(reason) if isinstance(reason, int) and LANGUAGES[language].decimal == "," else reason


class _Count(int):
    """A number with points between its thousands."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace(",", ".")
