"""What is passed from Python, as it would be typed: then there is one way to read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

INTERVAL, POINT = {"low", "high", "closed"}, {"at", "kind"}  # as the dictionaries of answers have them


def as_text(value: Any) -> Any:
    """A mapping by its names, a sequence in brackets, with semicolons, which every language reads; a text as it is.

    >>> as_text({"x": 1, "y": 2}), as_text([[1, 2], [3, 4]]), as_text({"low": 0, "high": None, "closed": [True, False]})
    ('x = 1; y = 2', '((1; 2); (3; 4))', '[0; ∞)')
    """
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, Mapping):
        return _mapping(value)
    plain = value.tolist() if hasattr(value, "tolist") else value
    return f"({'; '.join(map(_inside, plain))})" if isinstance(plain, Sequence) else str(plain)


def _mapping(value: Mapping[Any, Any]) -> str:
    if set(value) == INTERVAL:
        low, high = ("-∞" if value["low"] is None else value["low"]), ("∞" if value["high"] is None else value["high"])
        return f"{'[' if value['closed'][0] else '('}{low}; {high}{']' if value['closed'][1] else ')'}"
    if set(value) == POINT:
        return f"{_inside(value['at'])} {value['kind']}"
    return "; ".join(f"{name} = {as_text(entry)}" for name, entry in value.items())


def _inside(value: Any) -> str:
    """The same inside of a sequence: the coordinates of a point in brackets."""
    text = as_text(value)
    return f"({text})" if isinstance(value, Mapping) and len(value) > 1 and set(value) not in (INTERVAL, POINT) else str(text)
