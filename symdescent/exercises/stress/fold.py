"""The value of a formula in any arithmetic that can add, multiply, divide and call: real, complex and dual numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, reduce
from operator import add, mul
from typing import Any

from symdescent.exercises.stress.dual import MP, call, raised
from symdescent.notation.parser import parse
from symdescent.notation.tree import Call, Constant, Expression, Negation, Number, Power, Product, Quotient, Sum, Symbol

read = lru_cache(maxsize=512)(parse)
Place = Mapping[str, Any]


class NoValue(ArithmeticError):
    """There is no real value at a point."""


def value(e: Expression, at: Place) -> Any:
    """The value where the symbols have these values; a complex one where an argument is complex or leaves the domain."""
    return FOLD[type(e)](e, at)


def real(e: Expression | str, at: Place | None = None) -> Any:
    """The real value. Raises ``NoValue`` where there is none."""
    try:
        found = MP.mpmathify(value(read(e) if isinstance(e, str) else e, at or {}))
    except (ZeroDivisionError, OverflowError, ValueError) as error:
        raise NoValue(str(error)) from error
    if MP.im(found) or not MP.isfinite(found):
        raise NoValue("no real value")
    return MP.re(found)


def _call(e: Call, at: Place) -> Any:
    values = [value(part, at) for part in e.arguments]
    if e.function in ("max", "min"):
        return (max if e.function == "max" else min)(values)
    if e.function == "log":
        return call("ln", values[0]) / call("ln", values[1])
    return call(e.function, values[0])


def _symbol(e: Symbol, at: Place) -> Any:
    if e.name not in at:
        raise NoValue(f"no value for {e.name}")
    return at[e.name]


def _number(e: Number, at: Place) -> Any:
    return MP.mpf(e.value.numerator) / e.value.denominator


def _power(e: Power, at: Place) -> Any:
    exponent = value(e.exponent, at)
    return call("exp", exponent) if e.base == Constant("e") else raised(value(e.base, at), exponent)


def _quotient(e: Quotient, at: Place) -> Any:
    below = value(e.denominator, at)
    return value(e.numerator, at) * raised(below, MP.mpf(-1))


FOLD: dict[type[Expression], Callable[[Any, Place], Any]] = {
    Number: _number,
    Constant: lambda e, at: {"pi": MP.pi, "e": MP.e}[e.name] * 1,
    Symbol: _symbol,
    Negation: lambda e, at: -value(e.operand, at),
    Sum: lambda e, at: reduce(add, (value(term, at) for term in e.terms)),
    Product: lambda e, at: reduce(mul, (value(factor, at) for factor in e.factors)),
    Quotient: _quotient,
    Power: _power,
    Call: _call,
}
