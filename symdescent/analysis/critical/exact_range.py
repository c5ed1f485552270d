"""Exact bounds of a formula over all real numbers, read off how it is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import sympy
from sympy import Expr, S

Range = tuple[Expr, Expr]
LINE: Range = (-S.Infinity, S.Infinity)


def exact_range(e: Expr) -> Range:
    """Two numbers, exact or infinite, between which all values of a formula lie.

    >>> x, y = sympy.symbols("x y", real=True)
    >>> exact_range(sympy.E - sympy.exp(sympy.cos(x)) - 20 * sympy.exp(-sympy.sqrt(x**2 + y**2)))
    (-20, E - exp(-1))
    """
    if e.is_number:
        return e, e
    rule = RULES.get(e.func.__name__)
    return LINE if rule is None else rule(e)


def _sum(e: Expr) -> Range:
    ends = [exact_range(part) for part in e.args]
    return sympy.expand(sympy.Add(*(low for low, _ in ends))), sympy.expand(sympy.Add(*(high for _, high in ends)))


def _product(e: Expr) -> Range:
    return reduce(_times, map(exact_range, e.args))


def _times(a: Range, b: Range) -> Range:
    ends = [S.Zero if 0 in (u, v) else u * v for u in a for v in b]
    return min(ends, key=_size), max(ends, key=_size)


def _size(value: Expr) -> float:
    return float(value)


def _power(e: Expr) -> Range:
    if e.base == sympy.E:
        return _rising(sympy.exp)(e.func(sympy.E, e.exp, evaluate=False))
    low, high = exact_range(e.base)
    n = e.exp
    if not n.is_Rational or not n.is_positive or (n.q % 2 == 0 and _size(low) < 0):
        return (S.Zero, S.Infinity) if n.is_Integer and n.is_even else LINE
    if n.q == 1 and n.is_even and _size(low) < 0:
        return (S.Zero if _size(high) >= 0 else high**n), max(low**n, high**n, key=_size)
    return (low**n, high**n) if _size(low) >= 0 or n.q == 1 else LINE


def _rising(function: Callable[[Expr], Expr]) -> Callable[[Expr], Range]:
    def rule(e: Expr) -> Range:
        low, high = exact_range(e.args[-1])
        return function(low), function(high)

    return rule


def _between(low: Expr, high: Expr) -> Callable[[Expr], Range]:
    return lambda e: (low, high)


def _absolute(e: Expr) -> Range:
    low, high = exact_range(e.args[0])
    inner = S.Zero if _size(low) <= 0 <= _size(high) else min(abs(low), abs(high), key=_size)
    return inner, max(abs(low), abs(high), key=_size)


RULES: dict[str, Callable[[Expr], Range]] = {
    "Add": _sum,
    "Mul": _product,
    "Pow": _power,
    "exp": _rising(sympy.exp),
    "atan": _rising(sympy.atan),
    "tanh": _rising(sympy.tanh),
    "Abs": _absolute,
    "cosh": _between(S.One, S.Infinity),
    **dict.fromkeys(("sin", "cos"), _between(-S.One, S.One)),
}
