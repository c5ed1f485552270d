"""How a formula is spelt for each kind of number: one row a dialect.

The names that a compiled function calls are the keys of ``FUNCTIONS``; each dialect has a namespace that defines them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import sympy
from sympy.functions.special.delta_functions import DiracDelta, Heaviside

from symdescent.numeric import integral, scalar, stable, symbolic
from symdescent.numeric.domain import Within

FUNCTIONS: Mapping[type, str] = {
    **{getattr(sympy, name): name for name in "exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf erfc".split()},
    sympy.Abs: "abs",
    sympy.Max: "maximum",
    sympy.Min: "minimum",
    sympy.sign: "sign",
    sympy.gamma: "gamma",
    sympy.loggamma: "lgamma",
    sympy.polygamma: "polygamma",
    sympy.atan2: "atan2",
    Heaviside: "heaviside",
    DiracDelta: "dirac",
    Within: "within",
    stable.LogSumExp: "logsumexp",
}

# Functions that are written by means of the ones above.
REWRITTEN: Mapping[type, Callable[..., sympy.Expr]] = {
    sympy.cot: lambda u: sympy.cos(u) / sympy.sin(u),
    sympy.sec: lambda u: 1 / sympy.cos(u),
    sympy.csc: lambda u: 1 / sympy.sin(u),
    sympy.coth: lambda u: 1 / sympy.tanh(u),
    sympy.sech: lambda u: 1 / sympy.cosh(u),
    sympy.csch: lambda u: 1 / sympy.sinh(u),
    sympy.acot: lambda u: sympy.Piecewise((sympy.pi / 2, sympy.Eq(u, 0)), (sympy.atan(1 / u), True)),
    sympy.asec: lambda u: sympy.acos(1 / u),
    sympy.acsc: lambda u: sympy.asin(1 / u),
    sympy.acoth: lambda u: sympy.atanh(1 / u),
    sympy.asech: lambda u: sympy.acosh(1 / u),
    sympy.acsch: lambda u: sympy.asinh(1 / u),
    sympy.factorial: lambda u: sympy.gamma(u + 1),
    sympy.KroneckerDelta: lambda i, k: sympy.Piecewise((1, sympy.Eq(i, k)), (0, True)),
    sympy.log: stable.log,
    sympy.Mul: stable.product,
}


class Dialect(NamedTuple):
    """``constant`` spells a number (None: it is bound to a name as ``bound`` makes it); templates take texts."""

    constant: Callable[[sympy.Expr], str | None]
    bound: Callable[[sympy.Expr], Any]
    quotient: str
    piece: str  # value, condition, otherwise
    square_root: str
    repeat: int  # whole powers up to this one are written as products
    other: Callable[[Any], Callable[..., Any]]
    namespace: Callable[[], Mapping[str, Any]]
    integral: Callable[[Callable[..., tuple[Any, ...]]], Callable[..., Any]]


def _float(value: sympy.Expr) -> str:
    try:
        text = repr(float(value))
    except OverflowError:
        text = "inf" if value > 0 else "-inf"
    except TypeError:  # complex, or no number
        text = "nan"
    return f"({text})" if text.startswith("-") else text


def _whole(value: sympy.Expr) -> str | None:
    return f"({value.p})" if value.is_Integer else None


def _fraction(value: sympy.Expr) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _array_namespace() -> Mapping[str, Any]:
    from symdescent.numeric import array

    return array.FUNCTIONS


def _array_other(function: Any) -> Callable[..., Any]:
    from symdescent.numeric import array

    return array.evaluated(function)


EXACT_NAMES: Mapping[str, Any] = {name: symbolic.real(kind) for kind, name in FUNCTIONS.items()} | {
    **symbolic.FUNCTIONS,
    "sqrt": symbolic.real(sympy.sqrt),
    "nan": sympy.nan,
    "inf": sympy.oo,
}

SCALAR = Dialect(
    _float, float, "{0}/{1}", "({0} if {1} else {2})", "sqrt({0})", 4, scalar.evaluated, lambda: scalar.FUNCTIONS, integral.in_floats
)
ARRAY = Dialect(
    _float, float, "{0}/nonzero({1})", "where({1}, {0}, {2})", "sqrt({0})", 4, _array_other, _array_namespace, integral.in_arrays
)
RATIONAL = Dialect(_whole, _fraction, "{0}/{1}", "({0} if {1} else {2})", "sqrt({0})", 0, lambda kind: kind, dict, integral.exactly)
SYMBOLIC = RATIONAL._replace(bound=lambda value: value, namespace=lambda: EXACT_NAMES)
