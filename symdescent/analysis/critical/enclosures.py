"""Intervals that surely hold a formula's value: mpmath's interval arithmetic with outward rounding, walked over SymPy's tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from math import prod
from typing import Any

import sympy
from mpmath import mp, workdps
from mpmath.ctx_iv import MPIntervalContext

GUARD = 8  # digits beyond those asked for


class Unbounded(ArithmeticError):
    """No interval is known: the formula has a part that no rule here encloses, or is not defined on the whole box."""


class Outside(Unbounded):
    """The formula has no real value anywhere on the box."""


class Shared(dict[sympy.Symbol, Any]):
    """A box that keeps the interval of each part of a formula, so that parts that stand in several formulas are enclosed once."""

    def __init__(self, boxes: Mapping[sympy.Symbol, Any]) -> None:
        super().__init__(boxes)
        self.known: dict[sympy.Expr, Any] = {}

    def value(self, expr: sympy.Expr, compute: Callable[[], Any]) -> Any:
        """The interval of a part, computed the first time."""
        if expr not in self.known:
            self.known[expr] = compute()
        return self.known[expr]


@cache
def arithmetic(digits: int) -> Any:
    """Interval arithmetic with so many digits; a context of its own, so that nobody else's digits change."""
    context = MPIntervalContext()
    context.dps = digits + GUARD
    return context


def interval(context: Any, low: Any, high: Any) -> Any:
    """The interval between two fractions, floats or infinities, rounded outwards."""
    return context.mpf([_number(context, low).a, _number(context, high).b])


def _number(context: Any, value: Any) -> Any:
    if isinstance(value, Fraction):
        return context.mpf(value.numerator) / value.denominator
    return context.mpf(value)


def enclose(expr: sympy.Expr, boxes: Mapping[sympy.Symbol, Any], context: Any) -> Any:
    """An interval that holds every value of an expression on a box.

    >>> from sympy import Symbol, sin
    >>> x, context = Symbol("x"), arithmetic(15)
    >>> bounds = enclose(sin(x) + 2, {x: interval(context, 0, 100)}, context)
    >>> float(bounds.a), float(bounds.b)
    (1.0, 3.0)
    """
    if expr.is_Symbol:
        return boxes[expr]
    if expr.is_Rational:
        return context.mpf(int(expr.p)) / int(expr.q)
    if isinstance(boxes, Shared):
        return boxes.value(expr, lambda: _by_rule(expr, boxes, context))
    return _by_rule(expr, boxes, context)


def _by_rule(expr: sympy.Expr, boxes: Mapping[sympy.Symbol, Any], context: Any) -> Any:
    rule = RULES.get(expr.func.__name__)
    if rule is None:
        raise Unbounded(f"no interval rule for {expr.func.__name__}")
    value = rule(expr, boxes, context)
    if value.a != value.a or value.b != value.b:
        raise Unbounded("no number")
    return value


def _power(expr: sympy.Expr, boxes: Mapping[sympy.Symbol, Any], context: Any) -> Any:
    base, exponent = expr.args
    if base == sympy.E:
        return context.exp(enclose(exponent, boxes, context))
    inside = enclose(base, boxes, context)
    if exponent.is_Integer:
        return inside ** int(exponent) if exponent >= 0 else _inverse(inside ** int(-exponent), context)
    if inside.a < 0 or (inside.a == 0 and not exponent.is_positive):
        raise (Outside if inside.b < 0 and exponent.is_Rational else Unbounded)("a root of numbers below 0")
    if exponent == sympy.Rational(1, 2):
        return context.sqrt(inside)
    size = enclose(exponent, boxes, context)
    return context.exp(size * context.log(inside)) if inside.a > 0 else _from_zero(inside, size, context)


def _from_zero(inside: Any, size: Any, context: Any) -> Any:
    return context.mpf([0, context.exp(size * context.log(context.mpf(inside.b))).b]) if inside.b > 0 else context.mpf(0)


def _inverse(value: Any, context: Any) -> Any:
    if value.a < 0 < value.b or value.a == value.b == 0:
        raise Unbounded("division by 0")
    if value.a == 0:
        return context.mpf([(1 / context.mpf(value.b)).a, "inf"])
    return 1 / value if value.b != 0 else context.mpf(["-inf", (1 / context.mpf(value.a)).b])


def _log(expr: sympy.Expr, boxes: Mapping[sympy.Symbol, Any], context: Any) -> Any:
    inside = enclose(expr.args[0], boxes, context)
    if inside.a < 0 or inside.b == 0:
        raise (Outside if inside.b <= 0 else Unbounded)("a logarithm of numbers that are not positive")
    return context.log(inside) if inside.a > 0 else context.mpf(["-inf", context.log(context.mpf(inside.b)).b])


def _absolute(u: Any, context: Any) -> Any:
    return u if u.a >= 0 else -u if u.b <= 0 else context.mpf([0, max(-u.a, u.b)])


WITHIN = {"asin": (-1, 1), "atanh": (-1, 1), "acosh": (1, "inf")}


def _rising(name: str) -> Callable[[Any, Any], Any]:
    """A function that rises everywhere: its values at both ends, computed with more digits and widened."""

    def rule(u: Any, context: Any) -> Any:
        low, high = WITHIN.get(name, ("-inf", "inf"))
        if u.a < low or u.b > high or (name == "atanh" and (u.a == low or u.b == high)):
            raise Unbounded(f"{name} of numbers where it is not defined")
        return _between_ends(getattr(mp, name), u, context)

    return rule


def _between_ends(function: Callable[[Any], Any], u: Any, context: Any) -> Any:
    with workdps(context.dps + GUARD):
        low, high = (function(mp.mpf(end)) for end in (u.a, u.b))
        margin = mp.mpf(10) ** -context.dps
        return context.mpf([low - margin * (1 + abs(low)), high + margin * (1 + abs(high))])


def _tangent(u: Any, context: Any) -> Any:
    return context.sin(u) * _inverse(context.cos(u), context)


def _cosh(u: Any, context: Any) -> Any:
    """It rises with |u|."""
    return _between_ends(mp.cosh, _absolute(u, context), context)


CALLS: dict[str, Callable[[Any, Any], Any]] = {
    "sin": lambda u, context: context.sin(u),
    "cos": lambda u, context: context.cos(u),
    "tan": _tangent,
    "exp": lambda u, context: context.exp(u),
    "Abs": _absolute,
    "cosh": _cosh,
    **{name: _rising(name) for name in ("atan", "tanh", "sinh", "asinh", "erf", "asin", "atanh", "acosh")},
    "acos": lambda u, context: context.mpf(context.pi) / 2 - _rising("asin")(u, context),
}


def _called(expr: sympy.Expr, boxes: Mapping[sympy.Symbol, Any], context: Any) -> Any:
    return CALLS[expr.func.__name__](enclose(expr.args[0], boxes, context), context)


def _ends(choose: Callable[..., Any]) -> Callable[..., Any]:
    def rule(expr: sympy.Expr, boxes: Mapping[sympy.Symbol, Any], context: Any) -> Any:
        parts = [enclose(argument, boxes, context) for argument in expr.args]
        return context.mpf([choose(part.a for part in parts), choose(part.b for part in parts)])

    return rule


RULES: dict[str, Callable[..., Any]] = {
    "Add": lambda e, boxes, context: sum((enclose(a, boxes, context) for a in e.args[1:]), enclose(e.args[0], boxes, context)),
    "Mul": lambda e, boxes, context: prod((enclose(a, boxes, context) for a in e.args), start=context.mpf(1)),
    "Pow": _power,
    "log": _log,
    "Pi": lambda e, boxes, context: context.mpf(context.pi),
    "Exp1": lambda e, boxes, context: context.mpf(context.e),
    "Max": _ends(max),
    "Min": _ends(min),
    **dict.fromkeys(CALLS, _called),
}
