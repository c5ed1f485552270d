"""Three ways to the derivatives of a formula: by SymPy's algebra, by high-precision differences, by automatic differentiation."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sympy

from symdescent.exercises.stress.dual import MP, Dual
from symdescent.exercises.stress.fold import NoValue, Place, real, value
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.tree import Call, Expression, walk

STEP = MP.mpf(10) ** -25  # of a difference: what is left out is of the order of its square
SMALL = MP.mpf(10) ** -40  # of a complex step
SHOWN = 50  # digits that SymPy works out
NOT_ANALYTIC = ("abs", "max", "min", "relu", "sign")


class Oracle(ABC):
    """First and second derivatives of a formula at a point; a subclass for each way."""

    name = ""

    @abstractmethod
    def slope(self, f: Expression, at: Place, x: str) -> Any:
        """The partial derivative by x."""

    @abstractmethod
    def bend(self, f: Expression, at: Place, x: str, y: str) -> Any:
        """The second derivative by x and y."""

    def gradient(self, f: Expression, at: Place, names: Sequence[str] = ()) -> dict[str, Any]:
        """All partial derivatives, or those by the names."""
        return {x: self.slope(f, at, x) for x in names or at}

    def hessian(self, f: Expression, at: Place) -> list[list[Any]]:
        """All second derivatives, row by row."""
        return [[self.bend(f, at, x, y) for y in at] for x in at]


class Symbols(Oracle):
    """SymPy's derivative, its numbers put in."""

    name = "symbolic"

    def slope(self, f: Expression, at: Place, x: str) -> Any:
        """The partial derivative by x."""
        return _put(_derived(f, x), at)

    def bend(self, f: Expression, at: Place, x: str, y: str) -> Any:
        """The second derivative by x and y."""
        return _put(_derived(f, x, y), at)


@lru_cache(maxsize=256)
def _derived(f: Expression, *by: str) -> sympy.Expr:
    return sympy.diff(to_sympy(f), *map(symbol, by))


def _put(derivative: sympy.Expr, at: Place) -> Any:
    numbers = {symbol(x): sympy.Float(str(number), SHOWN) for x, number in at.items()}
    found = derivative.evalf(SHOWN, subs=numbers)
    if not found.is_number or found.is_real is False or not found.is_finite:
        raise NoValue(f"{derivative} has no real value")
    return MP.mpf(str(found))


class Differences(Oracle):
    """Central differences of the function's values, in many digits."""

    name = "differences"

    def slope(self, f: Expression, at: Place, x: str) -> Any:
        """The partial derivative by x."""
        return (_moved(f, at, {x: STEP}) - _moved(f, at, {x: -STEP})) / (2 * STEP)

    def bend(self, f: Expression, at: Place, x: str, y: str) -> Any:
        """The second derivative by x and y."""
        h = STEP
        if x == y:
            return (_moved(f, at, {x: h}) - 2 * real(f, at) + _moved(f, at, {x: -h})) / h**2
        corners = [a * b * _moved(f, at, {x: a * h, y: b * h}) for a in (-1, 1) for b in (-1, 1)]
        return sum(corners) / (4 * h**2)


def _moved(f: Expression, at: Place, by: Mapping[str, Any]) -> Any:
    return real(f, {x: number + by.get(x, 0) for x, number in at.items()})


class Automatic(Oracle):
    """A complex step where the formula is analytic, dual numbers where it is not and for second derivatives."""

    name = "automatic"

    def slope(self, f: Expression, at: Place, x: str) -> Any:
        """The partial derivative by x."""
        real(f, at)  # the point lies in the domain
        if any(type(part) is Call and part.function in NOT_ANALYTIC for part in walk(f)):
            return _last(value(f, {**at, x: Dual(at[x], MP.mpf(1))}), 1)
        return MP.im(value(f, {**at, x: MP.mpc(at[x], SMALL)})) / SMALL

    def bend(self, f: Expression, at: Place, x: str, y: str) -> Any:
        """The second derivative by x and y."""
        real(f, at)
        seeded = {name: Dual(Dual(number, MP.mpf(name == y)), Dual(MP.mpf(name == x), MP.mpf(0))) for name, number in at.items()}
        return _last(value(f, seeded), 2)


def _last(found: Any, depth: int) -> Any:
    """The slope of the slope; 0 where nothing depends on what was asked."""
    for _ in range(depth):
        found = found.slope if isinstance(found, Dual) else MP.mpf(0)
    return found


ORACLES: tuple[Oracle, ...] = (Symbols(), Differences(), Automatic())
