"""Formulas as a list of operations on intervals of floats, compiled once, so that many boxes are looked at quickly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import inf
from typing import Any, NamedTuple

import mpmath
import sympy

from symdescent.analysis.critical.enclosures import Outside, Unbounded
from symdescent.analysis.signs.interval import Interval, down, of_fraction, plus, reciprocal, root, times, to_whole, up
from symdescent.analysis.signs.interval_functions import FUNCTIONS, exponential, logarithm

Operation = Callable[..., Interval]
CONSTANTS = {sympy.pi: mpmath.pi, sympy.E: mpmath.e}
TOTAL = {"sin", "cos", "exp", "atan", "tanh", "sinh", "cosh", "asinh", "erf", "Abs", "Max", "Min"}  # defined everywhere
WITHIN = {"asin": (-1.0, 1.0), "acos": (-1.0, 1.0), "atanh": (-1.0, 1.0), "acosh": (1.0, inf)}
REMEMBERED = 4096  # values of functions: boxes of a grid have sides in common


class Tape(NamedTuple):
    """Operations, each with the places of its arguments among the symbols and the results so far, and where the answers are."""

    operations: tuple[tuple[Operation, tuple[int, ...]], ...]
    answers: tuple[int, ...]

    def __call__(self, box: Sequence[Interval]) -> list[Interval]:
        """Intervals that hold all values of the formulas on a box; raises ``Unbounded`` where one has no value on part of it.

        >>> x = sympy.Symbol("x", real=True)
        >>> tape([x**2 - 2 * x], [x])([Interval(0.0, 1.0)])
        [Interval(low=-2.0, high=1.0)]
        """
        values = list(box)
        for operation, places in self.operations:
            values.append(operation(*[values[k] for k in places]))
        return [values[k] for k in self.answers]


def tape(expressions: Sequence[sympy.Expr], symbols: Sequence[sympy.Symbol]) -> Tape:
    """The operations of some formulas, those that they share made once; what no rule encloses raises ``Unbounded`` when it is run."""
    places: dict[sympy.Expr, int] = {x: k for k, x in enumerate(symbols)}
    made: list[tuple[Operation, tuple[int, ...]]] = []

    def add(operation: Operation, arguments: tuple[int, ...]) -> int:
        made.append((operation, arguments))
        return len(symbols) + len(made) - 1

    def place(e: sympy.Expr) -> int:
        if e not in places:
            places[e] = _folded(e, place, add) if e.is_Add or e.is_Mul else add(*_operation(e, place))
        return places[e]

    answers = tuple(place(e) for e in expressions)
    return Tape(tuple(made), answers)


def _folded(e: sympy.Expr, place: Callable[[sympy.Expr], int], add: Callable[..., int]) -> int:
    """A sum or product, two parts at a time."""
    first, *others = (place(part) for part in e.args)
    for other in others:
        first = add(plus if e.is_Add else times, (first, other))
    return first


def _operation(e: sympy.Expr, place: Callable[[sympy.Expr], int]) -> tuple[Operation, tuple[int, ...]]:
    if e.is_Rational:
        return _always(of_fraction(Fraction(int(e.p), int(e.q)))), ()
    if e in CONSTANTS:
        value = float(CONSTANTS[e])
        return _always(Interval(down(value), up(value))), ()
    if e.is_Pow and e.base == sympy.E:
        return _remembered(exponential), (place(e.exp),)
    if e.is_Pow and e.exp.is_Rational:
        return _power(Fraction(int(e.exp.p), int(e.exp.q))), (place(e.base),)
    if e.is_Pow:
        return _to_any, (place(e.base), place(e.exp))
    name = e.func.__name__
    rule = FUNCTIONS.get({"log": "ln"}.get(name, name.lower()))
    if rule is None or not (name in TOTAL or name in WITHIN or name in ("log", "tan")):
        return _unknown, ()
    return _remembered(_guarded(name, rule)), tuple(map(place, e.args))


def _always(value: Interval) -> Operation:
    return lambda: value


def _unknown(*_: Any) -> Interval:
    raise Unbounded("no interval rule")


def _remembered(operation: Operation) -> Operation:
    return lru_cache(REMEMBERED)(operation)


def _guarded(name: str, rule: Callable[..., Interval | None]) -> Operation:
    """The function where it has values on the whole interval."""
    if name in TOTAL or name == "tan":
        return lambda *parts: _known(rule(*parts))
    if name == "log":
        return _logarithm
    low, high = WITHIN[name]

    def within(u: Interval) -> Interval:
        if u.low < low or u.high > high:
            raise (Outside if u.high < low or u.low > high else Unbounded)("not defined there")
        return _known(rule(u))

    return within


def _known(value: Interval | None) -> Interval:
    if value is None:
        raise Outside("no value")
    return value


def _logarithm(u: Interval) -> Interval:
    if u.low < 0 or u.high == 0:
        raise (Outside if u.high <= 0 else Unbounded)("a logarithm of numbers that are not positive")
    return _known(logarithm(u))


def _power(n: Fraction) -> Operation:
    if n.denominator == 1:
        return lambda u: _whole(u, int(n))
    if n == Fraction(1, 2):
        return _root
    exponent = of_fraction(n)
    return lambda u: _to_any(u, exponent)


def _whole(u: Interval, n: int) -> Interval:
    value = to_whole(u, abs(n))
    if n > 0 or value is None:
        return _known(value)
    if value.low <= 0 <= value.high:
        raise Unbounded("division by 0")
    return _known(reciprocal(value))


def _root(u: Interval) -> Interval:
    if u.low < 0:
        raise (Outside if u.high < 0 else Unbounded)("a root of numbers below 0")
    return _known(root(u))


def _to_any(u: Interval, exponent: Interval) -> Interval:
    """u^c = e^(c ln u), and 0 where u is 0 and c is positive."""
    if u.low < 0 or (u.low == 0 and exponent.low <= 0):
        raise (Outside if u.high < 0 else Unbounded)("a power of numbers below 0")
    if u.high == 0:
        return Interval(0.0, 0.0)
    value = exponential(times(exponent, _known(logarithm(u))))
    return Interval(0.0, value.high) if u.low == 0 else value
