"""The numbers of a step: exact ones as fractions, rounded ones to six decimals."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, TypeAlias

from symdescent.lesson.document import Math
from symdescent.lesson.formula import decimal, fraction, matrix, number, vector
from symdescent.notation.style import current_style
from symdescent.numeric.components import Covector, Matrix, Vector

Written: TypeAlias = tuple[Math, bool]  # a number, and whether that is all of it

LONGEST = 20  # characters of p/q that are shown as a result
DIGITS = 7  # of a rounded number that is put in
PLACES = 6  # decimals of a rounded result
LEAST, MOST = 1e-3, 1e6  # between them decimals are read, elsewhere powers of ten


def put(value: Any, *, exact: bool) -> Math:
    """A number, a column or a matrix as it is put into an equation."""
    return put_as(value, exact=exact)[0]


def put_as(value: Any, *, exact: bool) -> tuple[Math, str]:
    """The same, and whether it is that (=) or about that (≈)."""
    return _shown(value, _put, exact=exact)


def result(value: Any, *, exact: bool) -> tuple[Math, str]:
    """What an equation gives, and whether it is that (=) or about that (≈)."""
    return _shown(value, _result, exact=exact)


def _shown(value: Any, write: Callable[[Any, bool], Written], *, exact: bool) -> tuple[Math, str]:
    """Every entry as it is where that is possible for all of them, else all as decimals."""
    entries = _entries(value)
    shown = [write(entry, exact) for entry in entries]
    if exact and not all(is_equal for _, is_equal in shown):
        shown = [write(entry, False) for entry in entries]
    return _shaped(value, [math for math, _ in shown]), "=" if all(is_equal for _, is_equal in shown) else "≈"


def _entries(value: Any) -> list[Any]:
    if isinstance(value, Matrix):
        return [entry for row in value for entry in row]
    return list(value) if isinstance(value, Vector | Covector) else [value]


def _shaped(value: Any, written: Iterable[Math]) -> Math:
    parts = list(written)
    if len(parts) == 1:
        return parts[0]
    if isinstance(value, Matrix):
        size = len(value)
        return matrix(parts[row * size : (row + 1) * size] for row in range(size))
    return vector(parts)


def _put(value: Any, exact: bool) -> Written:
    if getattr(value, "free_symbols", ()) or (exact and _is_written(value)):
        return _exactly(value), True
    real = float(value)
    return decimal(real, DIGITS), not math.isfinite(real) or float(f"{real:.{DIGITS}g}") == real


def _result(value: Any, exact: bool) -> Written:
    if getattr(value, "free_symbols", ()) or (exact and _is_written(value)):
        return _exactly(value), True
    real = float(value)
    if not math.isfinite(real) or float(f"{real:.{PLACES}g}") == real:
        return decimal(real), True
    return _places(real), False


def _is_written(value: Any) -> bool:
    """Whether an exact number is short enough to be read."""
    if isinstance(value, int | Fraction):
        return len(str(value)) <= LONGEST
    return hasattr(value, "free_symbols") and number(value) != decimal(value)


def _exactly(value: Any) -> Math:
    return fraction(value) if isinstance(value, int | Fraction) else number(value)


def _places(value: float) -> Math:
    if not LEAST <= abs(value) < MOST:
        return decimal(value, DIGITS)
    shown = f"{value:.{PLACES}f}"
    comma = current_style().decimal == ","
    return Math(shown.replace(".", "{,}"), shown.replace(".", ",")) if comma else Math(shown, shown)
