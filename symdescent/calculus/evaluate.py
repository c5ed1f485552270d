"""The value of a written expression at a point, in floats or in high precision; no algebra, only arithmetic."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import mpmath

from symdescent.notation.tree import (
    Call,
    Column,
    Constant,
    Expression,
    Negation,
    Number,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
)

LARGEST_EXPONENT = 1e6  # beyond it e^u is neither a float nor quick to compute


class Undefined(ArithmeticError):
    """The expression has no real value at the point."""


class Numbers(NamedTuple):
    """An arithmetic: numbers from fractions, constants, real functions by name, and real powers."""

    number: Callable[[Any], Any]
    constants: Mapping[str, Any]
    functions: Mapping[str, Callable[..., Any]]
    power: Callable[[Any, Any], Any]


class Values:
    """The values of expressions at one point, each part computed once; a column's name maps to its entries.

    ``at[expression]`` raises ``Undefined`` (or another ``ArithmeticError`` or ``ValueError``) where there is no real
    value. The expressions must outlive it: parts are known by their identity.
    """

    __slots__ = ("known", "numbers", "point")

    def __init__(self, point: Mapping[str, Any], numbers: Numbers) -> None:
        self.point, self.numbers = point, numbers
        self.known: dict[int, Any] = {}

    def __getitem__(self, e: Expression) -> Any:
        key = id(e)
        if key not in self.known:
            self.known[key] = EVALUATE[type(e)](e, self)
        return self.known[key]


def _product(e: Product, at: Values) -> Any:
    value = at[e.factors[0]]
    for factor in e.factors[1:]:
        value = value * at[factor]
    return value


def _call(e: Call, at: Values) -> Any:
    return at.numbers.functions[e.function](*[at[argument] for argument in e.arguments])


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


def _piecewise(e: Piecewise, at: Values) -> Any:
    for value, when in e.pieces:
        if when is None or at[when]:
            return at[value]
    raise Undefined("no piece applies")


def _entry(e: Column, at: Values) -> Any:
    """Under the sum a column's entry in the row; for a step taken under the sum, where any row will do, in the first."""
    entry = at.point[e.name]
    return entry[0] if isinstance(entry, tuple) else entry


def _over_rows(e: OverRows, at: Values) -> Any:
    entries = {name: column for name, column in at.point.items() if isinstance(column, tuple)}
    rows = [dict(zip(entries, row, strict=True)) for row in zip(*entries.values(), strict=True)]
    total = sum(Values({**at.point, **row}, at.numbers)[e.body] for row in rows)
    return total / len(rows) if e.kind == "mean" else total


EVALUATE: dict[type[Expression], Callable[..., Any]] = {
    Number: lambda e, at: at.numbers.number(e.value),
    Constant: lambda e, at: +at.numbers.constants[e.name],  # a plain number, where mpmath has a lazy one
    Symbol: lambda e, at: at.point[e.name],
    Column: _entry,
    Sum: lambda e, at: sum([at[term] for term in e.terms]),
    Product: _product,
    Quotient: lambda e, at: at[e.numerator] / at[e.denominator],
    Negation: lambda e, at: -at[e.operand],
    Power: lambda e, at: at.numbers.power(at[e.base], at[e.exponent]),
    Call: _call,
    Relation: lambda e, at: COMPARE[e.operator](at[e.left], at[e.right]),
    Piecewise: _piecewise,
    OverRows: _over_rows,
}


def _sign(u: Any) -> int:
    return int(u > 0) - int(u < 0)


def _heaviside(u: Any) -> Any:
    return type(u)(0.5) if u == 0 else type(u)(u > 0)


def _inverted(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda u: 1 / function(u)


def _of_inverse(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda u: function(1 / u)


def _library(module: Any, power: Callable[[Any, Any], Any], digamma: Callable[[Any], Any], polygamma: Any) -> dict[str, Any]:
    """The functions of formulas on top of a module's sin, cos, exp, log …"""
    same = "sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp sqrt erf gamma".split()
    return {
        **{name: getattr(module, name) for name in same},
        **{name: _inverted(getattr(module, of)) for name, of in (("cot", "tan"), ("sec", "cos"), ("csc", "sin"))},
        **{name: _inverted(getattr(module, of)) for name, of in (("coth", "tanh"), ("sech", "cosh"), ("csch", "sinh"))},
        **{f"a{name}": _of_inverse(getattr(module, f"a{of}")) for name, of in (("cot", "tan"), ("sec", "cos"), ("csc", "sin"))},
        **{f"a{name}": _of_inverse(getattr(module, f"a{of}")) for name, of in (("coth", "tanh"), ("sech", "cosh"), ("csch", "sinh"))},
        "ln": module.log,
        "log": lambda u, b: module.log(u) / module.log(b),
        "cbrt": lambda u: _sign(u) * power(abs(u), type(u)(1) / 3),
        "abs": abs,
        "sign": lambda u: type(u)(_sign(u)),
        "max": lambda *values: max(values),
        "min": lambda *values: min(values),
        "relu": lambda u: max(u, type(u)(0)),
        "heaviside": _heaviside,
        "sigmoid": lambda u: 1 / (1 + module.exp(-u)),
        "softplus": lambda u: module.log(1 + module.exp(u)),
        "factorial": lambda u: module.gamma(u + 1),
        "digamma": digamma,
        "polygamma": polygamma,
    }


def _precise(function: Callable[..., Any]) -> Callable[..., float]:
    return lambda *values: float(_real(function(*values)))


FLOATS = Numbers(
    number=float,
    constants={"pi": math.pi, "e": math.e},
    functions=_library(math, math.pow, _precise(mpmath.digamma), _precise(lambda n, u: mpmath.polygamma(int(n), u))),
    power=math.pow,
)


def _real(value: Any) -> Any:
    if isinstance(value, mpmath.mpc) or not mpmath.isfinite(value):
        raise Undefined("no finite real value")
    return value


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    def checked(*values: Any) -> Any:
        if any(abs(value) > LARGEST_EXPONENT for value in values):
            raise Undefined("too large to compute")
        return _real(function(*values))

    return checked


def _power(base: Any, exponent: Any) -> Any:
    if base and abs(exponent * mpmath.log(abs(base))) > LARGEST_EXPONENT:
        raise Undefined("too large to compute")
    return _real(base**exponent)


class _Guarded:
    """mpmath's functions, real and bounded."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        function = getattr(mpmath, name)
        return _bounded(function) if name in ("exp", "sinh", "cosh", "gamma", "sin", "cos", "tan") else lambda u: _real(function(u))


PRECISE = Numbers(
    number=lambda value: mpmath.mpf(value.numerator) / value.denominator,
    constants={"pi": mpmath.pi, "e": mpmath.e},
    functions=_library(_Guarded(), _power, lambda u: _real(mpmath.digamma(u)), lambda n, u: _real(mpmath.polygamma(int(n), u))),
    power=_power,
)
