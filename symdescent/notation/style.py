"""How formulas are written out: the house style of a course, as a setting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, replace
from typing import NamedTuple, TypeVar

from symdescent.errors import ArgumentError

Made = TypeVar("Made")


class Language(NamedTuple):
    """How a language writes formulas: its decimal sign, and the words inside of them."""

    decimal: str
    condition: str
    otherwise: str


LANGUAGES: dict[str, Language] = {"en": Language(".", "if", "otherwise"), "de": Language(",", "falls", "sonst")}

CHOICES: dict[str, tuple[str, ...]] = {
    "language": tuple(LANGUAGES),
    "derivative": ("prime", "leibniz"),
    "logarithm": ("ln", "log"),
    "rate": ("gamma", "alpha", "eta", "lambda", "tau", "t"),
    "gradient": ("column", "row"),
    "decimal": (".", ","),
}


@dataclass(frozen=True, slots=True)
class Style:
    """The conventions of a course.

    ``derivative``: f′(x) ("prime") or d/dx ("leibniz"); ``logarithm``: "ln" or "log" for the natural one; ``rate``: the
    learning rate's letter; ``gradient``: a "column" or a "row"; ``language`` of the prose; ``decimal``: the decimal sign, the
    language's own unless one is given along with it.
    """

    derivative: str = "prime"
    logarithm: str = "ln"
    rate: str = "gamma"
    gradient: str = "column"
    decimal: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        if self.decimal == "" and self.language in LANGUAGES:
            object.__setattr__(self, "decimal", LANGUAGES[self.language].decimal)
        for name, allowed in CHOICES.items():
            if getattr(self, name) not in allowed:
                raise ArgumentError(f"style {name}={getattr(self, name)!r}: expected one of {', '.join(map(repr, allowed))}.")


_current: ContextVar[Style] = ContextVar("style", default=Style())  # noqa: B039 - a Style is immutable


def current_style() -> Style:
    """The style in force."""
    return _current.get()


def set_style(**changes: str) -> None:
    """Changes the style from here on, as in ``set_style(derivative="leibniz")``."""
    _current.set(_changed(changes))


@contextmanager
def style(**changes: str) -> Iterator[Style]:
    """The changed style inside a ``with`` block.

    >>> from symdescent.notation import style
    >>> with style(logarithm="log") as chosen:
    ...     chosen.logarithm
    'log'
    """
    token = _current.set(_changed(changes))
    try:
        yield _current.get()
    finally:
        _current.reset(token)


def in_this_style(make: Callable[[], Made]) -> Callable[[], Made]:
    """The same function, that works in the style of now whenever it is called."""
    chosen = current_style()

    def made() -> Made:
        token = _current.set(chosen)
        try:
            return make()
        finally:
            _current.reset(token)

    return made


def _changed(changes: dict[str, str]) -> Style:
    known = {field.name for field in fields(Style)}
    for name in changes.keys() - known:
        raise ArgumentError(f"style has no setting {name!r}: it has {', '.join(sorted(known))}.")
    own = {"decimal": ""} if "language" in changes else {}  # a language brings its own decimal sign
    return replace(_current.get(), **(own | changes))
