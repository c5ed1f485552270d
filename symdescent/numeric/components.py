"""Equations over vectors and matrices, worked out component by component in whatever the components are.

The components may be fractions, SymPy's expressions, arrays with an entry a run, or pieces of source code: ``Scalars``
says how they are added, multiplied and so on. A product of two columns is taken entry by entry, u'·v is their inner
product and u·v' their outer one, as the shapes say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from symdescent.errors import ArgumentError
from symdescent.notation.tree import (
    Call,
    Constant,
    Expression,
    Negation,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
)


class Vector(tuple[Any, ...]):
    """A column of n components."""

    __slots__ = ()


class Covector(tuple[Any, ...]):
    """A row of n components: a transposed column."""

    __slots__ = ()


class Matrix(tuple[tuple[Any, ...], ...]):
    """n rows of n components."""

    __slots__ = ()


SHAPES: Mapping[type, str] = {Vector: "vector", Covector: "covector", Matrix: "matrix"}
COLUMNS: frozenset[type[Any]] = frozenset(SHAPES)


class Scalars(NamedTuple):
    """An arithmetic of components."""

    number: Callable[[Fraction], Any]
    add: Callable[[Any, Any], Any]
    subtract: Callable[[Any, Any], Any]
    multiply: Callable[[Any, Any], Any]
    divide: Callable[[Any, Any], Any]
    negate: Callable[[Any], Any]
    power: Callable[[Any, Any], Any]
    call: Callable[..., Any]  # the name of a function, its arguments
    compare: Callable[[str, Any, Any], Any]
    choose: Callable[[Sequence[tuple[Any, Any]]], Any]  # (condition or None, function that makes the value) in turn
    share: Callable[[Any], Any]  # a component that will be used several times


Environment = Mapping[str, Any]
Hooks = Mapping[str, Callable[..., Any]]  # solve, grad, cycle, steepest: on whole vectors and matrices


@dataclass(frozen=True, slots=True)
class Components:
    """What an expression is worked out with: values by name, how components are combined, and the calls on whole vectors."""

    names: Environment
    scalars: Scalars
    hooks: Hooks

    def __getitem__(self, expression: Expression) -> Any:
        """The value of an expression: a component, a ``Vector``, a ``Covector`` or a ``Matrix``."""
        return EVALUATE[type(expression)](expression, self)


def identity(size: int, scalars: Scalars) -> Matrix:
    """The identity matrix."""
    zero, one = scalars.number(Fraction(0)), scalars.number(Fraction(1))
    return Matrix(tuple(one if i == j else zero for j in range(size)) for i in range(size))


def flat(value: Any) -> tuple[Any, ...]:
    """The components one after the other, a matrix row by row."""
    if isinstance(value, Matrix):
        return tuple(entry for row in value for entry in row)
    return tuple(value) if isinstance(value, Vector | Covector) else (value,)


def shape(value: Any) -> str:
    """``scalar``, ``vector``, ``covector`` or ``matrix``."""
    return SHAPES.get(type(value), "scalar")


def shaped(entries: Sequence[Any], kind: str, size: int) -> Any:
    """The components put together again."""
    if kind == "matrix":
        return Matrix(tuple(entries[row * size : (row + 1) * size]) for row in range(size))
    return Vector(entries) if kind == "vector" else entries[0]


def elementwise(function: Callable[..., Any], *values: Any) -> Any:
    """The function entry by entry, a scalar with every entry."""
    kinds = COLUMNS.intersection(map(type, values))
    if not kinds:
        return function(*values)
    if len(kinds) > 1:
        raise ArgumentError(f"These shapes do not fit together: {' and '.join(sorted(map(shape, values)))}.")
    (kind,) = kinds
    size = len(next(value for value in values if isinstance(value, kind)))
    columns = [value if isinstance(value, kind) else (value,) * size for value in values]
    if kind is Matrix:
        rows = zip(*(value if isinstance(value, kind) else ((value,) * size,) * size for value in values), strict=True)
        return Matrix(tuple(map(function, *row)) for row in rows)
    return kind(map(function, *columns))


def _dot(left: Sequence[Any], right: Sequence[Any], scalars: Scalars) -> Any:
    total = scalars.multiply(left[0], right[0])
    for a, b in zip(left[1:], right[1:], strict=True):
        total = scalars.add(total, scalars.multiply(a, b))
    return total


def transposed(value: Any) -> Any:
    """u': a column as a row, a row as a column, a matrix with rows and columns exchanged."""
    if isinstance(value, Matrix):
        return Matrix(zip(*value, strict=True))
    return Covector(value) if isinstance(value, Vector) else Vector(value) if isinstance(value, Covector) else value


def times(left: Any, right: Any, scalars: Scalars) -> Any:
    """The product that the shapes ask for."""
    rule = PRODUCTS.get((shape(left), shape(right)))
    if rule is None:
        return elementwise(scalars.multiply, left, right)
    return rule(elementwise(scalars.share, left), elementwise(scalars.share, right), scalars)


PRODUCTS: Mapping[tuple[str, str], Callable[..., Any]] = {
    ("covector", "vector"): _dot,
    ("vector", "covector"): lambda u, v, s: Matrix(tuple(s.multiply(a, b) for b in v) for a in u),
    ("matrix", "vector"): lambda a, u, s: Vector(_dot(row, u, s) for row in a),
    ("covector", "matrix"): lambda u, a, s: Covector(_dot(u, column, s) for column in zip(*a, strict=True)),
    ("matrix", "matrix"): lambda a, b, s: Matrix(tuple(_dot(row, column, s) for column in zip(*b, strict=True)) for row in a),
}


def _shared(value: Any, by: Components) -> Any:
    return value if type(value) in COLUMNS else by.scalars.share(value)


def _sum(e: Sum, by: Components) -> Any:
    add, subtract = by.scalars.add, by.scalars.subtract
    total = _shared(by[e.terms[0]], by)
    for term in e.terms[1:]:
        negative = isinstance(term, Negation)
        part = _shared(by[term.operand if isinstance(term, Negation) else term], by)
        total = elementwise(subtract if negative else add, total, part)
    return total


def _product(e: Product, by: Components) -> Any:
    value = _shared(by[e.factors[0]], by)
    for factor in e.factors[1:]:
        value = times(value, _shared(by[factor], by), by.scalars)
    return value


def _quotient(e: Quotient, by: Components) -> Any:
    return elementwise(by.scalars.divide, _shared(by[e.numerator], by), _shared(by[e.denominator], by))


def _call(e: Call, by: Components) -> Any:
    arguments = [by[argument] for argument in e.arguments]
    if e.function == "transpose":
        return transposed(arguments[0])
    if e.function == "norm":
        u = Vector(arguments[0]) if shape(arguments[0]) != "scalar" else Vector(arguments)
        return by.scalars.call("sqrt", _dot(u, u, by.scalars))
    if e.function in by.hooks:
        return by.hooks[e.function](*arguments)
    if e.function in ("max", "min"):
        result = arguments[0]
        for other in arguments[1:]:
            result = elementwise(lambda a, b: by.scalars.call(e.function, a, b), result, other)
        return result
    return elementwise(lambda *entries: by.scalars.call(e.function, *entries), *arguments)


def _piecewise(e: Piecewise, by: Components) -> Any:
    """Entry by entry where a condition has several."""
    conditions = [None if when is None else by[when] for _, when in e.pieces]
    values = [partial(by.__getitem__, value) for value, _ in e.pieces]
    size = next((len(condition) for condition in conditions if isinstance(condition, Vector)), 0)
    if not size:
        return by.scalars.choose(list(zip(conditions, values, strict=True)))
    made = [value() for value in values]
    return Vector(
        by.scalars.choose([(_entry(when, j), partial(_entry, value, j)) for when, value in zip(conditions, made, strict=True)])
        for j in range(size)
    )


def _entry(value: Any, place: int) -> Any:
    return value[place] if isinstance(value, Vector) else value


EVALUATE: dict[type[Expression], Callable[..., Any]] = {
    Number: lambda e, by: by.scalars.number(e.value),
    Constant: lambda e, by: by.scalars.call(e.name),
    Symbol: lambda e, by: by.names[e.name],
    Sum: _sum,
    Product: _product,
    Quotient: _quotient,
    Negation: lambda e, by: elementwise(by.scalars.negate, by[e.operand]),
    Power: lambda e, by: elementwise(by.scalars.power, by[e.base], by[e.exponent]),
    Call: _call,
    Relation: lambda e, by: elementwise(lambda a, b: by.scalars.compare(e.operator, a, b), by[e.left], by[e.right]),
    Piecewise: _piecewise,
}
