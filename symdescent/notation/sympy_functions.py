"""The functions and comparisons of formulas in SymPy, where it spells them otherwise or has none of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy

from symdescent.notation.tree import Call, Expression, Number, Power, children, is_number

MOST_NESTED = 6  # functions of a number inside each other: what SymPy asks of their signs grows like a power of two


def _real_cube_root(u: sympy.Expr) -> sympy.Expr:
    return sympy.sign(u) * sympy.Abs(u) ** sympy.Rational(1, 3)


def _exponentials(parts: tuple[sympy.Expr, ...]) -> sympy.Expr:
    return sympy.Add(*map(sympy.exp, parts))


IN_SYMPY: dict[str, Callable[..., sympy.Expr]] = {
    "ln": sympy.log,
    "cbrt": _real_cube_root,
    "abs": sympy.Abs,
    "max": sympy.Max,
    "min": sympy.Min,
    "relu": lambda u: sympy.Max(0, u),
    "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)),
    "softplus": lambda u: sympy.log(1 + sympy.exp(u)),
    "digamma": lambda u: sympy.polygamma(0, u),
    "heaviside": sympy.Heaviside,
    "logsumexp": lambda *u: sympy.log(_exponentials(u)),
    "softmax": lambda k, *u: sympy.exp(u[k - 1]) / _exponentials(u),
    "kronecker": sympy.KroneckerDelta,
}

RELATIONS: dict[str, Callable[..., Any]] = {
    "<": sympy.StrictLessThan,
    "<=": sympy.LessThan,
    ">": sympy.StrictGreaterThan,
    ">=": sympy.GreaterThan,
    "==": sympy.Eq,
    "!=": sympy.Ne,
}


def nested(e: Expression) -> int:
    """How many functions and roots stand inside each other.

    >>> from symdescent.notation import parse
    >>> nested(parse("sqrt(ln(2)) + sin(3)"))
    2
    """
    own = type(e) is Call or (type(e) is Power and type(e.exponent) is not Number)
    return own + max(map(nested, children(e)), default=0)


def is_deep(e: Expression) -> bool:
    """Whether it is a number that is nested too deeply for SymPy."""
    return is_number(e) and nested(e) > MOST_NESTED
