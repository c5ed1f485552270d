"""Functions of one float, after ``math``: outside their domain they raise, which the compiled function turns into nan."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import mpmath

INF, NAN = math.inf, math.nan
OUTSIDE = (OverflowError, ValueError, ZeroDivisionError)


def maximum(a: float, b: float) -> float:
    """The larger of two numbers; nan where one of them is nan."""
    return a if a >= b or a != a else b


def minimum(a: float, b: float) -> float:
    """The smaller of two numbers; nan where one of them is nan."""
    return a if a <= b or a != a else b


def sign(x: float) -> float:
    """-1, 0 or 1."""
    return math.copysign(1.0, x) if x < 0 or x > 0 else x


def heaviside(x: float, at_zero: float = 0.5) -> float:
    """0 on the left of zero, 1 on the right."""
    return at_zero if x == 0 else x if x != x else float(x > 0)


def dirac(x: float, order: float = 0.0) -> float:
    """0 away from zero; at zero it is no number."""
    return NAN if x == 0 or x != x else 0.0


def polygamma(order: float, x: float) -> float:
    """The derivatives of log Γ: ``polygamma(0, x)`` is the digamma function."""
    n = int(order)
    if x > -1 or x != x:
        return float(mpmath.psi(n, x))
    # by ψₙ(1-x) - (-1)ⁿψₙ(x) of period 1, for far on the left mpmath would add up as many terms as |x|
    near = math.fmod(x, 1)
    return float(mpmath.psi(n, near) + (-1) ** n * (mpmath.psi(n, 1 - x) - mpmath.psi(n, 1 - near)))


def atan2(y: float, x: float) -> float:
    """The angle of the point (x, y), which the origin does not have."""
    return math.atan2(y, x) if x or y else NAN


def logsumexp(*parts: float) -> float:
    """log(e^a + e^b + …), where a single one of them might overflow."""
    *others, largest = sorted(parts)
    return largest + math.log1p(sum(math.exp(part - largest) for part in others))


def within(value: float, *guards: float) -> float:
    """The value where every guard is finite, else nan."""
    return value if all(map(math.isfinite, guards)) else NAN


def evaluated(function: Callable[..., Any]) -> Callable[..., float]:
    """Any other SymPy function as one of floats, through its own evaluation."""

    def call(*arguments: float) -> float:
        try:
            return float(function(*arguments).evalf())
        except TypeError:  # a complex number, or none at all
            return NAN

    return call


FUNCTIONS: Mapping[str, Any] = {
    **{
        name: getattr(math, name)
        for name in "exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh sqrt erf erfc gamma lgamma".split()
    },
    "hypot": math.hypot,
    "floor": math.floor,
    "power": math.pow,
    "abs": abs,
    "maximum": maximum,
    "minimum": minimum,
    "sign": sign,
    "heaviside": heaviside,
    "dirac": dirac,
    "polygamma": polygamma,
    "within": within,
    "atan2": atan2,
    "logsumexp": logsumexp,
    "inf": INF,
    "nan": NAN,
}
