"""How formulas are written out: the house style of a course, as a setting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, replace

from symdescent.errors import ArgumentError

CHOICES: dict[str, tuple[str, ...]] = {
    "derivative": ("prime", "leibniz"),
    "logarithm": ("ln", "log"),
    "rate": ("gamma", "alpha", "eta", "lambda", "tau", "t"),
    "gradient": ("column", "row"),
    "decimal": (".", ","),
    "language": ("en",),
}


@dataclass(frozen=True, slots=True)
class Style:
    """The conventions of a course.

    ``derivative``: f′(x) ("prime") or d/dx ("leibniz"); ``logarithm``: "ln" or "log" for the natural one; ``rate``: the
    learning rate's letter; ``gradient``: a "column" or a "row"; ``decimal``: the decimal sign; ``language`` of the prose.
    """

    derivative: str = "prime"
    logarithm: str = "ln"
    rate: str = "gamma"
    gradient: str = "column"
    decimal: str = "."
    language: str = "en"

    def __post_init__(self) -> None:
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


def _changed(changes: dict[str, str]) -> Style:
    known = {field.name for field in fields(Style)}
    for name in changes.keys() - known:
        raise ArgumentError(f"style has no setting {name!r}: it has {', '.join(sorted(known))}.")
    return replace(_current.get(), **changes)
