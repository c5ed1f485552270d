"""The numbers of a step: exact ones as fractions, rounded ones to six decimals."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from symdescent.lesson.document import Math
from symdescent.lesson.formula import decimal, is_short, matrix, number, vector
from symdescent.notation.style import current_style
from symdescent.numeric.components import Covector, Matrix, Vector

DIGITS = 7  # of a rounded number that is put in
PLACES = 6  # decimals of a rounded result
LEAST, MOST = 1e-3, 1e6  # between them decimals are read, elsewhere powers of ten


def put(value: Any, *, exact: bool) -> Math:
    """A number, a column or a matrix as it is put into an equation."""
    return _shaped(value, [_put(entry, exact=exact) for entry in _entries(value)])


def result(value: Any, *, exact: bool) -> tuple[Math, str]:
    """What an equation gives, and whether it is that (=) or about that (≈)."""
    shown = [_result(entry, exact=exact) for entry in _entries(value)]
    relation = "=" if all(is_equal for _, is_equal in shown) else "≈"
    return _shaped(value, [math for math, _ in shown]), relation


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


def _put(value: Any, *, exact: bool) -> Math:
    return number(value, DIGITS) if exact or hasattr(value, "free_symbols") else decimal(value, DIGITS)


def _result(value: Any, *, exact: bool) -> tuple[Math, bool]:
    if hasattr(value, "free_symbols") and (exact or value.free_symbols):
        return _of_symbols(value)
    if exact and isinstance(value, int | Fraction):
        return (number(value), True) if is_short(value) else (_places(float(value)), False)
    real = float(value)
    if not math.isfinite(real):
        return decimal(real), True
    if float(f"{real:.{PLACES}g}") == real:
        return decimal(real), True
    return _places(real), False


def _of_symbols(value: Any) -> tuple[Math, bool]:
    """An irrational number: itself where it is short, else rounded."""
    written = number(value)
    if value.free_symbols or written != decimal(value):
        return written, True
    return _places(float(value)), False


def _places(value: float) -> Math:
    if not LEAST <= abs(value) < MOST:
        return decimal(value, DIGITS)
    shown = f"{value:.{PLACES}f}"
    comma = current_style().decimal == ","
    return Math(shown.replace(".", "{,}"), shown.replace(".", ",")) if comma else Math(shown, shown)
