"""The value and the slope of a formula by high-precision numbers: the tests' own evaluator, which shares no code with the library's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import mpmath

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
)

Real: TypeAlias = Any  # an mpmath.mpf, which has no types
Point: TypeAlias = Mapping[str, Any]
DIGITS = 60
LARGEST = 1e5


class NoValue(ArithmeticError):
    """No real value at this point, or one too large to be worth computing."""


def real(value: Any) -> Real:
    if isinstance(value, mpmath.mpc) and value.imag == 0:
        value = value.real
    if isinstance(value, mpmath.mpc) or not mpmath.isfinite(value) or abs(value) > mpmath.mpf("1e40"):
        raise NoValue
    return mpmath.mpf(value)


def bounded(value: Real) -> Real:
    if abs(value) > LARGEST:
        raise NoValue
    return value


def value(e: Expression, at: Point) -> Real:
    """The value at a point, to 60 digits or the working precision where that is more; a data column's name maps to a tuple of entries."""
    try:
        with mpmath.workdps(max(DIGITS, mpmath.mp.dps)):
            return real(VALUES[type(e)](e, at))
    except (ZeroDivisionError, ValueError, OverflowError, mpmath.libmp.NoConvergence) as error:
        raise NoValue from error


def over_rows(e: OverRows, at: Point) -> Real:
    columns = {name: entries for name, entries in at.items() if isinstance(entries, tuple)}
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    total = mpmath.fsum(value(e.body, {**at, **row}) for row in rows)
    return total / len(rows) if e.kind == "mean" else total


def over_index(e: OverIndex, at: Point) -> Real:
    lower, upper = int(value(e.lower, at)), int(value(e.upper, at))
    terms = [value(e.body, {**at, e.index: k}) for k in range(lower, upper + 1)]
    return mpmath.fsum(terms) if e.kind == "sum" else mpmath.fprod(terms)


def integral(e: Integral, at: Point) -> Real:
    """By Gauss and Legendre in mpmath, where the library has a rule of its own."""
    return mpmath.quad(lambda t: value(e.body, {**at, e.variable: t}), [value(e.lower, at), value(e.upper, at)], method="gauss-legendre")


VALUES: dict[type[Expression], Callable[..., Real]] = {
    Number: lambda e, at: mpmath.mpf(e.value.numerator) / e.value.denominator,
    Constant: lambda e, at: +mpmath.pi if e.name == "pi" else +mpmath.e,
    Symbol: lambda e, at: mpmath.mpf(at[e.name]),
    Column: lambda e, at: mpmath.mpf(at[e.name]),
    Sum: lambda e, at: mpmath.fsum(value(term, at) for term in e.terms),
    Product: lambda e, at: mpmath.fprod(value(factor, at) for factor in e.factors),
    Quotient: lambda e, at: value(e.numerator, at) / value(e.denominator, at),
    Negation: lambda e, at: -value(e.operand, at),
    Power: lambda e, at: mpmath.power(bounded(value(e.base, at)), bounded(value(e.exponent, at))),
    Call: lambda e, at: FUNCTIONS[e.function](*[bounded(value(argument, at)) for argument in e.arguments]),
    Piecewise: lambda e, at: value(next(part for part, when in e.pieces if when is None or holds(when, at)), at),
    OverRows: over_rows,
    Entry: lambda e, at: mpmath.mpf(at[f"{e.family}_{int(value(e.index, at))}"]),
    OverIndex: over_index,
    Integral: integral,
}


def holds(relation: Relation, at: Point) -> bool:
    difference = value(relation.left, at) - value(relation.right, at)
    signs = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "==": (0,), "!=": (-1, 1)}
    return int(mpmath.sign(difference)) in signs[relation.operator]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(mpmath, name) for name in "sin cos tan cot sec csc asin acos atan sinh cosh tanh coth sech csch".split()},
    **{name: getattr(mpmath, name) for name in "asec acsc asinh acosh atanh acoth asech acsch exp ln sqrt erf gamma digamma".split()},
    "acot": lambda u: mpmath.atan(1 / u),
    "log": mpmath.log,
    "cbrt": lambda u: mpmath.sign(u) * mpmath.root(abs(u), 3),
    "abs": mpmath.fabs,
    "sign": mpmath.sign,
    "max": max,
    "min": min,
    "relu": lambda u: (u + abs(u)) / 2,
    "sigmoid": lambda u: (1 + mpmath.tanh(u / 2)) / 2,
    "softplus": lambda u: mpmath.log1p(mpmath.exp(u)),
    "heaviside": lambda u: (1 + mpmath.sign(u)) / 2,
    "factorial": mpmath.factorial,
    "polygamma": mpmath.polygamma,
    "atan2": lambda y, x: mpmath.arg(mpmath.mpc(x, y)),
    "logsumexp": lambda *u: mpmath.log(mpmath.fsum(map(mpmath.exp, u))),
    "softmax": lambda k, *u: 1 / mpmath.fsum(mpmath.exp(v - u[int(k) - 1]) for v in u),
    "kronecker": lambda i, k: mpmath.mpf(i == k),
}


def slope(e: Expression, variable: str, at: Point) -> Real:
    """The derivative by Richardson's extrapolation of central differences, accurate to about 1e-20 where e is smooth.

    Raises ``NoValue`` where the extrapolations with h and h/2 disagree: a kink or a pole is near.
    """
    with mpmath.workdps(DIGITS):
        here = mpmath.mpf(at[variable])

        def central(h: Real) -> Real:
            return (value(e, {**at, variable: here + h}) - value(e, {**at, variable: here - h})) / (2 * h)

        first, second, third = (central(mpmath.mpf(10) ** -8 / 2**halving) for halving in range(3))
        coarse, fine = (4 * second - first) / 3, (4 * third - second) / 3
        middle = value(e, at)
        left, right = (
            middle - value(e, {**at, variable: here - mpmath.mpf(10) ** -8}),
            value(e, {**at, variable: here + mpmath.mpf(10) ** -8}) - middle,
        )
        if abs(left - right) > mpmath.mpf(10) ** -10 * (1 + abs(fine)) or abs(coarse - fine) > mpmath.mpf(10) ** -22 * (1 + abs(fine)):
            raise NoValue
        return fine
