"""The value of a written expression at a point, in floats or in high precision; no algebra, only arithmetic."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import mpmath

from symdescent.calculus.checks.polygamma import polygamma
from symdescent.calculus.checks.quadrature import Nodes, coarse_nodes, float_nodes, integrate, precise_nodes
from symdescent.calculus.checks.real_functions import Undefined, library
from symdescent.notation.binding import MOST_TERMS
from symdescent.notation.tree import (
    Call,
    Column,
    Constant,
    Entry,
    Expression,
    Integral,
    Negation,
    Number,
    OverIndex,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    columns,
    families,
    keep,
    names,
    walk,
)

__all__ = ["FLOATS", "PRECISE", "Numbers", "Undefined", "Values", "float_of"]

LARGEST_EXPONENT = 1e6  # beyond it e^u is neither a float nor quick to compute
HIGHEST_ORDER, FARTHEST_LEFT = 100, -1000  # of a polygamma function and of its argument


class Numbers(NamedTuple):
    """An arithmetic: numbers from fractions, constants, real functions by name, real powers, and where integrals are cut."""

    number: Callable[[Any], Any]
    constants: Mapping[str, Any]
    functions: Mapping[str, Callable[..., Any]]
    power: Callable[[Any, Any], Any]
    nodes: Callable[[], Nodes]  # at which integrals are computed


class Values:
    """The values of expressions at one point, each part computed once; a column's name maps to its entries.

    ``at[expression]`` raises ``Undefined`` (or another ``ArithmeticError`` or ``ValueError``) where there is no real
    value. The expressions must outlive it: parts are known by their identity. ``ranges`` are the values of sums, products
    and integrals at this and other points, by the numbers that their free names have.
    """

    __slots__ = ("known", "numbers", "point", "ranges")

    def __init__(self, point: Mapping[str, Any], numbers: Numbers, ranges: dict[Any, Any] | None = None) -> None:
        self.point, self.numbers = point, numbers
        self.known: dict[int, Any] = {}
        self.ranges = {} if ranges is None else ranges

    def __getitem__(self, e: Expression) -> Any:
        value = self.known.get(id(e))
        if value is None:
            value = self.known[id(e)] = EVALUATE[type(e)](e, self)
        return value

    def moved(self, point: Mapping[str, Any], numbers: Numbers | None = None) -> Values:
        """The same arithmetic, or another one, at another point."""
        return Values(point, numbers or self.numbers, self.ranges)


def float_of(e: Number) -> float:
    """A number's float, kept in the node."""
    if (known := e._float) is None:
        keep(e, "_float", known := FLOATS.number(e.value))
    return known


def _number(e: Number, at: Values) -> Any:
    return float_of(e) if at.numbers is FLOATS else at.numbers.number(e.value)


def _sum(e: Sum, at: Values) -> Any:
    value = at[e.terms[0]]
    for term in e.terms[1:]:
        value = value + at[term]
    return value


def _product(e: Product, at: Values) -> Any:
    value = at[e.factors[0]]
    for factor in e.factors[1:]:
        value = value * at[factor]
    return value


def _call(e: Call, at: Values) -> Any:
    return at.numbers.functions[e.function](*map(at.__getitem__, e.arguments))


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
    total = sum(at.moved({**at.point, **row})[e.body] for row in rows)
    return total / len(rows) if e.kind == "mean" else total


def _whole(value: Any) -> int:
    if value != int(value):
        raise Undefined("an index is a whole number")
    return int(value)


def _member(e: Entry, at: Values) -> Any:
    """x_2 by its own name, or as x_k where k is 2."""
    index = _whole(at[e.index])
    name = f"{e.family}_{index}"
    if name in at.point:
        return at.point[name]
    for other, value in at.point.items():
        family, _, tail = other.partition("_")
        if family == e.family and at.point.get(tail) == index:
            return value
    raise Undefined(f"{name} has no value")


def _once(e: OverIndex | Integral, at: Values) -> Any:
    """The value, computed once for the same numbers, which inside of other sums come again and again."""
    compute: Callable[..., Any] = _over_index if type(e) is OverIndex else _integral
    if id(e) not in at.ranges:
        at.ranges[id(e)] = at.ranges.setdefault(e, (e, _numbers_that_count(e)))
    same, free = at.ranges[id(e)]
    if free is None:
        return compute(e, at)
    key = (id(same), at.numbers.nodes, *map(at.point.get, free))
    if key not in at.ranges:
        at.ranges[key] = compute(e, at)
    return at.ranges[key]


def _numbers_that_count(e: Expression) -> tuple[str, ...] | None:
    """The free names of an expression, or None where its value hangs on entries too."""
    free = tuple(sorted(names(e)))
    return None if columns(e) or families(e) or any("_" in name for name in free) else free


def _over_index(e: OverIndex, at: Values) -> Any:
    lower, upper = _whole(at[e.lower]), _whole(at[e.upper])
    if upper - lower >= MOST_TERMS:
        raise Undefined("too many terms")
    convert = at.numbers.number
    terms = [at.moved({**at.point, e.index: convert(Fraction(k))})[e.body] for k in range(lower, upper + 1)]
    total = convert(Fraction(e.kind == "product"))
    for term in terms:
        total = total + term if e.kind == "sum" else total * term
    return total


def _integral(e: Integral, at: Values) -> Any:
    nested = at.numbers is FLOATS and any(type(part) is Integral for part in walk(e.body))
    nodes = coarse_nodes() if nested else at.numbers.nodes()
    numbers = NESTED if nested else at.numbers
    value, coarse, size = integrate(lambda t: at.moved({**at.point, e.variable: t}, numbers)[e.body], at[e.lower], at[e.upper], nodes)
    if not abs(value - coarse) <= nodes.agreement * size:
        raise Undefined("the integral is not certain")
    return value


EVALUATE: dict[type[Expression], Callable[..., Any]] = {
    Number: _number,
    Constant: lambda e, at: +at.numbers.constants[e.name],  # a plain number, where mpmath has a lazy one
    Symbol: lambda e, at: at.point[e.name],
    Column: _entry,
    Sum: _sum,
    Product: _product,
    Quotient: lambda e, at: at[e.numerator] / at[e.denominator],
    Negation: lambda e, at: -at[e.operand],
    Power: lambda e, at: at.numbers.power(at[e.base], at[e.exponent]),
    Call: _call,
    Relation: lambda e, at: COMPARE[e.operator](at[e.left], at[e.right]),
    Piecewise: _piecewise,
    OverRows: _over_rows,
    Entry: _member,
    OverIndex: _once,
    Integral: _once,
}


def _polygamma(order: Any, u: Any, function: Callable[[int, Any], Any]) -> Any:
    """ψ^(n)(u), where that is quick: it takes a step for each unit that u lies below 0."""
    if not (0 <= order <= HIGHEST_ORDER and u > FARTHEST_LEFT):
        raise Undefined("too large to compute")
    return function(int(order), u)


FLOATS = Numbers(
    number=lambda value: value.numerator / value.denominator,
    constants={"pi": math.pi, "e": math.e},
    functions=library(math, math.pow, lambda u: _polygamma(0, u, polygamma), lambda n, u: _polygamma(n, u, polygamma)),
    power=math.pow,
    nodes=float_nodes,
)

NESTED = FLOATS._replace(nodes=coarse_nodes)  # for integrals inside of others


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
        return _bounded(function) if name in ("exp", "sinh", "cosh", "gamma", "sin", "cos", "tan") else lambda *u: _real(function(*u))


PRECISE = Numbers(
    number=lambda value: mpmath.mpf(value.numerator) / value.denominator,
    constants={"pi": mpmath.pi, "e": mpmath.e},
    functions=library(_Guarded(), _power, lambda u: _real(mpmath.digamma(u)), lambda n, u: _real(_polygamma(n, u, mpmath.polygamma))),
    power=_power,
    nodes=precise_nodes,
)
