"""Boxes of floats, and finite enclosures of a SymPy expression over them (R. E. Moore, Interval Analysis, 1966)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mpmath
import sympy
from mpmath import iv
from sympy import Expr, Symbol

from symdescent.analysis.critical.enclosures import Shared, Unbounded, enclose

Box = Mapping[Symbol, Any]  # a closed interval of mpmath for each symbol
NoEnclosureError = Unbounded  # interval arithmetic cannot say anything about an expression on a box


def enclosure(expression: Expr, box: Box, known: dict[Expr, Any] | None = None) -> Any:
    """A closed interval that holds every value of the expression on the box.

    Raises ``NoEnclosureError`` where a part has no value somewhere on the box, or is unknown here.

    >>> x = sympy.Symbol("x", real=True)
    >>> enclosure(x**2 + 1, {x: interval(-1, 2)})
    mpi('1.0', '5.0')
    """
    shared = Shared(box)
    shared.known = {} if known is None else known
    found = enclose(expression, shared, iv)
    if not (mpmath.isfinite(found.a) and mpmath.isfinite(found.b)):
        raise NoEnclosureError
    return found


def interval(low: Any, high: Any) -> Any:
    """The smallest interval of floats that holds both ends, each a rational number."""
    return iv.mpf([_point(sympy.Rational(low)).a, _point(sympy.Rational(high)).b])


def halves(box: Box) -> tuple[Box, Box]:
    """The box cut across its longest side."""
    name = max(box, key=lambda one: float(box[one].delta))
    side = box[name]
    return {**box, name: iv.mpf([side.a, side.mid])}, {**box, name: iv.mpf([side.mid, side.b])}


def _point(value: Any) -> Any:
    return iv.mpf(int(value.p)) / int(value.q)
