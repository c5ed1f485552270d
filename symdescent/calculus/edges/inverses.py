"""Inverses: for which u a function g(u) takes a given value, as formulas."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath

from symdescent.calculus.edges.ranges import values
from symdescent.calculus.edges.real_set import exactly
from symdescent.calculus.rewrites.arithmetic import add, negative, tidy
from symdescent.notation.tree import ONE, PI, TWO, ZERO, Call, E, Expression, Negation, Number, Power, Quotient, names, number, rational


def targets(e: Expression, c: Expression) -> tuple[Expression, ...] | None:
    """The values of u for which g(u) = c; none where c lies outside the range of g."""
    if type(e) is Power:
        n = rational(e.exponent)
        key, undo = ("sqrt", _root(n)) if n is not None else ("exp", _logarithm(e.base))
    else:
        key = getattr(e, "function", "")
        undo = INVERSE.get(key, (None, None))[1]
    if undo is None:
        return None
    needs = INVERSE.get(key, (None, None))[0]
    bound = exactly(c).value
    return tuple(tidy(u) for u in undo(c)) if needs is None or needs(bound) else ()


def _root(n: Fraction) -> Callable[[Expression], tuple[Expression, ...]] | None:
    """u^n = c for a square and a square root; other powers are left to polynomials and to the search."""
    return {Fraction(1, 2): lambda c: (Power(c, TWO),), Fraction(2): _square_roots}.get(n)


def _square_roots(c: Expression) -> tuple[Expression, ...]:
    return (Call("sqrt", (c,)), Negation(Call("sqrt", (c,))))


def _logarithm(base: Expression) -> Callable[[Expression], tuple[Expression, ...]] | None:
    """b^u = c for a fixed base b > 0."""
    if names(base) or not values(base).positive or rational(base) == 1:
        return None
    if base == E:
        return lambda c: (_ln(c),)
    return lambda c: (Quotient(_ln(c), Call("ln", (base,))),)


def _ln(c: Expression) -> Expression:
    if c == ONE:
        return ZERO
    return ONE if c == E else Call("ln", (c,))


def _exp(c: Expression) -> Expression:
    return ONE if c == ZERO else E if c == ONE else Power(E, c)


def _of(function: str) -> Callable[[Expression], tuple[Expression, ...]]:
    return lambda c: (ZERO if c == ZERO else Call(function, (c,)),)


def _positive(c: Any) -> bool:
    return bool(c > 0)


def _not_negative(c: Any) -> bool:
    return bool(c >= 0)


def _arcsine(c: Expression) -> Expression:
    return {ONE: Quotient(PI, TWO), number(-1): Negation(Quotient(PI, TWO)), ZERO: ZERO}.get(c, Call("asin", (c,)))


def _arccosine(c: Expression) -> Expression:
    return {ONE: ZERO, number(-1): PI, ZERO: Quotient(PI, TWO)}.get(c, Call("acos", (c,)))


# for which c there is a solution of g(u) = c, and what u is then
INVERSE: dict[str, tuple[Callable[[Any], bool] | None, Callable[[Expression], tuple[Expression, ...]]]] = {
    "exp": (_positive, lambda c: (_ln(c),)),
    "ln": (None, lambda c: (_exp(c),)),
    "sqrt": (_not_negative, lambda c: (Power(c, TWO),)),
    "cbrt": (None, lambda c: (Power(c, Number(Fraction(3))),)),
    "abs": (_not_negative, lambda c: (c, negative(c))),
    "sinh": (None, _of("asinh")),
    "asinh": (None, _of("sinh")),
    "tanh": (lambda c: bool(abs(c) < 1), _of("atanh")),
    "atanh": (None, _of("tanh")),
    "atan": (lambda c: bool(abs(c) < mpmath.pi / 2), _of("tan")),
}

# the angles within one turn at which a sine or cosine is c
TURNING: dict[str, Callable[[Expression], tuple[Expression, ...]]] = {
    "sin": lambda c: (_arcsine(c), tidy(add((PI, negative(_arcsine(c)))))),
    "cos": lambda c: (_arccosine(c), negative(_arccosine(c))),
}
