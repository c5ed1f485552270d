"""Where the step size comes from: a fixed rate, or a search along the step."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from symdescent.descent.trace import Row
from symdescent.errors import ArgumentError
from symdescent.notation.block import Equation
from symdescent.notation.tree import Expression

if TYPE_CHECKING:
    from symdescent.numeric.stepper import Stepper

SMALLEST = 2.0**-80  # of the step that is tried first: beyond it no float step is left


class StepSize(ABC):
    """A rule for the size of each step."""

    @property
    def lines(self) -> tuple[Equation, ...]:
        """The equations that say what alpha is, where there are such."""
        return ()

    @property
    def values(self) -> tuple[tuple[str, Any], ...]:
        """The numbers of the parameters in them."""
        return ()

    @property
    def starts(self) -> tuple[tuple[str, Expression], ...]:
        """What they carry from step to step, with where it starts."""
        return ()

    @abstractmethod
    def advance(self, stepper: Stepper, sign: int) -> Callable[..., Row]:
        """A function from k and what a step is handed (as separate numbers) to its row; ``sign`` is -1 where the run ascends."""


@dataclass(frozen=True)
class Fixed(StepSize):
    """The same step size at every step."""

    rate: Any

    def advance(self, stepper: Stepper, sign: int) -> Callable[..., Row]:
        """One call a step."""
        return partial(stepper.step, stepper.number(self.rate))


@dataclass(frozen=True)
class Armijo(StepSize):
    """Backtracking: the first of initial, initial·shrink, initial·shrink², … that descends enough.

    With d the step for t = 1, t is accepted when f(x + t d) <= f(x) + c t g·d. (L. Armijo, Minimization of functions having
    Lipschitz continuous first partial derivatives, Pacific J. Math. 16, 1966.)
    """

    c: Any
    shrink: Any
    initial: Any

    def advance(self, stepper: Stepper, sign: int) -> Callable[..., Row]:
        """One value a trial; the trials are kept at the end of the row."""
        c, shrink, initial = map(stepper.number, (self.c, self.shrink, self.initial))
        search, n = partial(_search, stepper, sign, c, shrink, initial), stepper.dimension

        def advance(k: int, *carried: Any) -> Row:
            seen = stepper.look(*carried[:n])
            return seen + carried[n:] + search(k, carried, seen)

        return advance


def _search(stepper: Stepper, sign: int, c: Any, shrink: Any, initial: Any, k: int, carried: Row, seen: Row) -> Row:
    """The rest of a row: step size, what the next step is handed, trials. Nothing moves where every trial failed."""
    n = stepper.dimension
    x, value, slope = carried[:n], seen[n], seen[n + 1 : 2 * n + 1]
    rate, trials = initial, []
    while rate >= initial * SMALLEST:
        following = stepper.move(rate, k, carried, seen)
        there = following[1 : n + 1]
        if there == x:
            break
        # t d is the step itself, so that f(x + t d) <= f(x) + c t g·d holds for any method's step
        bound, reached = value + c * _along(slope, there, x), stepper.value(*there)
        trials.append((rate, reached, bound))
        near = abs(reached - value) <= stepper.rounding * abs(value) if stepper.rounding else False
        if _flat(stepper, sign, slope, x, there, c) if near else _signed(stepper.number(sign * (reached - bound))) <= 0:
            return *following, tuple(trials)
        rate = rate * shrink
    return rate, *carried, tuple(trials)


def _signed(number: Any) -> Any:
    """The number, or a few digits of an irrational one: SymPy's own comparison evaluates it many times over."""
    return number.evalf(5) if hasattr(number, "evalf") else number


def _along(slope: Row, there: Row, x: Row) -> Any:
    """g·(there - x)."""
    return sum(g * (end - start) for g, end, start in zip(slope, there, x, strict=True))


def _flat(stepper: Stepper, sign: int, slope: Row, x: Row, there: Row, c: Any) -> bool:
    """The same condition where two values differ by rounding alone, so that the gradients decide.

    With f(x + t d) - f(x) taken by the trapezoid rule it reads g(x + t d)·d <= (2c - 1) g(x)·d. (W. Hager, H. Zhang, SIAM J.
    Optim. 16, 2005.)
    """
    beyond = stepper.look(*there)[stepper.dimension + 1 : -2]
    return bool(sign * _along(beyond, there, x) <= sign * (2 * c - 1) * _along(slope, there, x))


def fixed(rate: Any) -> Fixed:
    """The same step size at every step: a number above 0, or text such as "1/10".

    >>> fixed("1/10")
    Fixed(rate=Fraction(1, 10))
    """
    return Fixed(_positive(rate, "rate"))


def armijo(c: Any = 1e-4, *, shrink: Any = "1/2", initial: Any = 1) -> Armijo:
    """Armijo's backtracking: tries ``initial``, then ``shrink`` times as much each time, until the value falls by
    at least ``c`` times what the slope promises.

    Raises ``ArgumentError`` unless 0 < c < 1, 0 < shrink < 1 and initial > 0.

    >>> armijo(c="1/10").c
    Fraction(1, 10)
    """
    return Armijo(_fraction(c, "c"), _fraction(shrink, "shrink"), _positive(initial, "initial"))


def step_size(rate: Any) -> StepSize:
    """What ``rate=`` means: None is Armijo's backtracking, a number a fixed rate."""
    if rate is None:
        return armijo()
    return rate if isinstance(rate, StepSize) else fixed(rate)


def _positive(number: Any, what: str) -> Any:
    from symdescent.numeric.arithmetic import read_number

    value = read_number(number, what)
    if not value > 0:
        raise ArgumentError(f"{what} is {number!r}: expected a number above 0.")
    return value


def _fraction(number: Any, what: str) -> Any:
    value = _positive(number, what)
    if not value < 1:
        raise ArgumentError(f"{what} is {number!r}: expected a number between 0 and 1.")
    return value
