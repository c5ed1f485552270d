"""What symdescent says when it is given something it cannot use.

Every error states what was given, what was expected and what to do. Each kind is also a subclass of the builtin that
fits it, so ``except ValueError`` works as a reader of Python expects.
"""

from __future__ import annotations

LONGEST_QUOTE = 72
TITLE = "I can't read this formula."


class SymdescentError(Exception):
    """Any error that symdescent raises on purpose."""


class FormulaError(SymdescentError, ValueError):
    """A text that cannot be read as a formula; the message carries a caret under the fault.

    Parameters: ``reason`` says what is wrong and what to do, ``text`` is what was typed, ``position`` the index in it
    of the character at fault (``len(text)`` for "at the end"), ``title`` the line above it.
    """

    def __init__(self, reason: str, text: str, position: int, title: str = TITLE) -> None:
        self.reason, self.text, self.position, self.title = reason, text, position, title
        super().__init__(f"{title}\n{caret(text, position)}\n{reason}")

    def __reduce__(self) -> tuple[type[FormulaError], tuple[str, str, int, str]]:
        return type(self), (self.reason, self.text, self.position, self.title)


class ArgumentError(SymdescentError, ValueError):
    """An argument of the wrong kind or out of its range."""


class DataError(SymdescentError, ValueError):
    """A table of data that cannot be used; the message names row and column."""


class DerivationError(SymdescentError, ArithmeticError):
    """A step of a derivation that its check refuted; the message carries the counterexample."""


def caret(text: str, position: int) -> str:
    """The part of ``text`` around ``position`` on one line, with a caret under that position."""
    first = max(0, min(position - LONGEST_QUOTE // 2, len(text) - LONGEST_QUOTE))
    last = first + LONGEST_QUOTE
    before, after = ("…" if first else ""), ("…" if last < len(text) else "")
    line = "".join(letter if letter.isprintable() else "�" for letter in text[first:last])
    return f"    {before}{line}{after}\n    {' ' * (len(before) + position - first)}^"
