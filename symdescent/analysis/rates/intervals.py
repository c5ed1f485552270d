"""Enclosures of a SymPy expression over a box in interval arithmetic (R. E. Moore, Interval Analysis, 1966)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import add, mul
from typing import Any

import mpmath
import sympy
from mpmath import iv
from sympy import Expr, Symbol

Box = Mapping[Symbol, Any]  # a closed interval of mpmath for each symbol
SAFE = mpmath.mpf(2) ** -60  # a rounding of mpmath in its working precision of 80 bits is smaller
WORKING = 80


class NoEnclosureError(ArithmeticError):
    """Interval arithmetic cannot say anything about this expression on this box."""


def enclosure(expression: Expr, box: Box, known: dict[Expr, Any] | None = None) -> Any:
    """A closed interval that holds every value of the expression on the box.

    Raises ``NoEnclosureError`` where a part has no value somewhere on the box, or is unknown here.

    >>> x = sympy.Symbol("x", real=True)
    >>> enclosure(x**2 + 1, {x: interval(-1, 2)})
    mpi('1.0', '5.0')
    """
    known = {} if known is None else known
    if expression not in known:
        known[expression] = _made(expression, box, known)
    return known[expression]


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


def _made(e: Expr, box: Box, known: dict[Expr, Any]) -> Any:
    if e in box:
        return box[e]
    if e.is_Rational:
        return _point(e)
    if e.is_NumberSymbol:
        return {sympy.pi: iv.pi, sympy.E: iv.e}.get(e) or _unknown(e)
    parts = [enclosure(part, box, known) for part in e.args]
    rule = RULES.get(e.func)
    found = rule(e, parts) if rule is not None else _unknown(e)
    if not (mpmath.isfinite(found.a) and mpmath.isfinite(found.b)):
        raise NoEnclosureError
    return found


def _unknown(e: Expr) -> Any:
    raise NoEnclosureError(str(e))


def _power(e: Expr, parts: Sequence[Any]) -> Any:
    base, exponent = parts[0], e.args[1]
    if e.args[0] == sympy.E:
        return iv.exp(parts[1])
    if exponent.is_Integer and (exponent >= 0 or 0 not in base):
        return base ** int(exponent) if exponent >= 0 else 1 / base ** int(-exponent)
    if exponent.is_Rational and base.a >= 0 and (exponent > 0 or base.a > 0):
        return _between(lambda x: x ** (mpmath.mpf(int(exponent.p)) / int(exponent.q)), base)
    return iv.exp(parts[1] * iv.log(base)) if base.a > 0 else _unknown(e)


def _between(function: Callable[[Any], Any], x: Any) -> Any:
    """The image of an interval under a monotone function, its ends moved out by more than the rounding."""
    with mpmath.workprec(WORKING):
        low, high = sorted(function(mpmath.mpf(end._mpi_[0])) for end in (x.a, x.b))
        return iv.mpf([low - abs(low) * SAFE, high + abs(high) * SAFE])


def _monotone(function: Callable[[Any], Any]) -> Callable[[Expr, Sequence[Any]], Any]:
    return lambda e, parts: _between(function, parts[0])


def _logarithm(e: Expr, parts: Sequence[Any]) -> Any:
    return iv.log(parts[0]) if len(parts) == 1 and parts[0].a > 0 else _unknown(e)


def _hull(pick: Callable[..., Any]) -> Callable[[Expr, Sequence[Any]], Any]:
    return lambda e, parts: iv.mpf([pick(part.a for part in parts), pick(part.b for part in parts)])


def _hyperbolic(e: Expr, parts: Sequence[Any]) -> Any:
    """cosh u, which grows with |u|."""
    return _between(mpmath.cosh, abs(parts[0]))


RULES: dict[Any, Callable[[Expr, Sequence[Any]], Any]] = {
    sympy.Add: lambda e, parts: reduce(add, parts),
    sympy.Mul: lambda e, parts: reduce(mul, parts),
    sympy.Pow: _power,
    sympy.exp: lambda e, parts: iv.exp(parts[0]),
    sympy.log: _logarithm,
    sympy.sin: lambda e, parts: iv.sin(parts[0]),
    sympy.cos: lambda e, parts: iv.cos(parts[0]),
    sympy.Abs: lambda e, parts: abs(parts[0]),
    sympy.Max: _hull(max),
    sympy.Min: _hull(min),
    sympy.cosh: _hyperbolic,
    **{
        kind: _monotone(function)
        for kind, function in {
            sympy.tanh: mpmath.tanh,
            sympy.sinh: mpmath.sinh,
            sympy.atan: mpmath.atan,
            sympy.asinh: mpmath.asinh,
            sympy.erf: mpmath.erf,
        }.items()
    },
}
