"""The same functions of arrays, after NumPy: nan outside their domain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from symdescent.numeric import scalar

Array = NDArray[np.float64]


def _within(inside: Any, x: ArrayLike) -> Array:
    return np.where(inside, x, np.nan)


def nonzero(x: ArrayLike) -> Array:
    """A denominator: nan in place of 0, so that a quotient by 0 is no number rather than infinite."""
    return _within(np.not_equal(x, 0), x)


def log(x: ArrayLike) -> Array:
    """The natural logarithm; nan from 0 down."""
    return np.log(_within(np.greater(x, 0), x))


def atanh(x: ArrayLike) -> Array:
    """The inverse of tanh; nan from ±1 outwards."""
    return np.arctanh(_within(np.less(np.abs(x), 1), x))


def power(base: ArrayLike, exponent: ArrayLike) -> Array:
    """A real power: nan for a negative base with a broken exponent, and for 0 to a negative one."""
    return np.power(_within(np.not_equal(base, 0) | np.greater_equal(exponent, 0), base), exponent)


def atan2(y: ArrayLike, x: ArrayLike) -> Array:
    """The angle of the point (x, y), which the origin does not have."""
    return _within(np.not_equal(x, 0) | np.not_equal(y, 0), np.arctan2(y, x))


def logsumexp(*parts: ArrayLike) -> Array:
    """log(e^a + e^b + …), where a single one of them might overflow."""
    return reduce(np.logaddexp, map(np.asarray, parts))


def within(value: ArrayLike, *guards: ArrayLike) -> Array:
    """The value where every guard is finite, else nan."""
    return _within(np.isfinite(sum(map(np.asarray, guards))), value)


def lifted(function: Callable[..., float]) -> Callable[..., Array]:
    """A function of floats as one of arrays: entry by entry, nan where it raises, infinite where it overflows."""

    def total(*arguments: float) -> float:
        try:
            return function(*map(float, arguments))
        except OverflowError:
            return np.inf
        except (ValueError, ZeroDivisionError):
            return np.nan

    return np.vectorize(total, otypes=[float])


FUNCTIONS: Mapping[str, Any] = {
    **{name: getattr(np, name) for name in "exp sin cos tan sinh cosh tanh sqrt hypot abs floor maximum minimum sign where".split()},
    **{name: getattr(np, "arc" + name.removeprefix("a")) for name in "asin acos atan asinh acosh".split()},
    **{name: lifted(scalar.FUNCTIONS[name]) for name in "erf erfc gamma lgamma polygamma dirac heaviside".split()},
    "log": log,
    "atanh": atanh,
    "power": power,
    "within": within,
    "atan2": atan2,
    "logsumexp": logsumexp,
    "nonzero": nonzero,
    "inf": np.inf,
    "nan": np.nan,
}


def evaluated(function: Callable[..., Any]) -> Callable[..., Array]:
    """Any other SymPy function as one of arrays."""
    return lifted(scalar.evaluated(function))
