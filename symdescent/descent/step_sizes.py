"""Where the step size comes from: a fixed rate, or a search along the step."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING, Any

from symdescent.descent.trace import Row
from symdescent.errors import ArgumentError
from symdescent.notation.block import Equation
from symdescent.notation.tree import Expression

if TYPE_CHECKING:
    from symdescent.numeric.stepper import Stepper

SMALLEST = 2.0**-80  # of the step that is tried first: beyond it no float step is left
Find = Callable[[int, Row, Row], tuple[Any, tuple[Row, ...]]]


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

    @property
    def call(self) -> str:
        """The Python that makes it."""
        numbers = (f"{field.name}={written(getattr(self, field.name))}" for field in fields(self))  # type: ignore[arg-type]
        return f"sd.rates.{type(self).__name__.lower()}({', '.join(numbers)})"

    @property
    def compares(self) -> bool:
        """Whether it compares numbers, which symbols cannot be."""
        return False

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


class Search(StepSize):
    """A rule that tries step sizes along the method's step.

    x(t) is the iterate that the method makes of the step size t, and s = x(t) - x. Every condition is stated with s, so that it
    holds for any method's step. Where s does not lead down, g·s >= 0, no step size is taken and the run stalls.
    """

    @property
    def compares(self) -> bool:
        """It does."""
        return True

    @abstractmethod
    def finder(self, stepper: Stepper, sign: int) -> Find:
        """A function from k, what the step is handed and what is seen there to the step size (None: there is none) and the trials."""

    def advance(self, stepper: Stepper, sign: int) -> Callable[..., Row]:
        """The trials are kept at the end of the row; nothing moves where no step size is found."""
        find, look, move, n = self.finder(stepper, sign), stepper.look, stepper.move, stepper.dimension
        nothing, one = map(stepper.number, (0, 1))

        def resting(k: int, carried: Row, seen: Row) -> Row:
            """A step that moves nothing whatever its size, such as along a coordinate without slope, still sets the state."""
            rest = move(one, k, carried, seen)
            if rest[1 : n + 1] == carried[:n]:
                return rest
            later = range(k + 1, k + n) if stepper.turns else ()  # another coordinate's turn may still lead down
            leads = any(find(turn, carried, seen)[0] is not None for turn in later)
            return move(nothing, k, carried, seen) if leads else (nothing, *carried)

        def advance(k: int, *carried: Any) -> Row:
            seen = look(*carried[:n])
            rate, trials = find(k, carried, seen)
            rest = resting(k, carried, seen) if rate is None else move(rate, k, carried, seen)
            return (*seen, *carried[n:], *rest, trials)

        return advance


def change(stepper: Stepper, seen: Row, found: Row) -> Any:
    """f(x(t)) - f(x); where the two differ by rounding alone, by the trapezoid rule (g(x)·s + g(x(t))·s)/2, so that the slopes decide.

    (W. Hager, H. Zhang, A new conjugate gradient method with guaranteed descent and an efficient line search, SIAM J. Optim. 16, 2005.)
    """
    n, rounding = stepper.dimension, stepper.rounding
    risen = found[n] - seen[n]
    if not rounding or not abs(risen) <= rounding * abs(seen[n]):
        return risen
    slope = found[n + 2] if len(found) > n + 2 else _along(stepper.look(*found[:n])[n + 1 : 2 * n + 1], found, seen[:n])
    return (found[n + 1] + slope) / 2


def _along(slope: Row, there: Row, x: Row) -> Any:
    """g·(there - x)."""
    return sum(g * (end - start) for g, end, start in zip(slope, there, x, strict=False))


@dataclass(frozen=True)
class Armijo(Search):
    """Backtracking: the first of initial, initial·shrink, initial·shrink², … that descends enough.

    t is accepted when f(x + s) <= f(x) + c g·s. (L. Armijo, Minimization of functions having Lipschitz continuous first partial
    derivatives, Pacific J. Math. 16, 1966.)
    """

    c: Any
    shrink: Any
    initial: Any

    def finder(self, stepper: Stepper, sign: int) -> Find:
        """One value a trial."""
        c, shrink, initial = map(stepper.number, (self.c, self.shrink, self.initial))
        n, along, measure, least = stepper.dimension, stepper.along, stepper.measure, initial * SMALLEST

        def find(k: int, carried: Row, seen: Row) -> tuple[Any, tuple[Row, ...]]:
            at, x, value, rate, trials = along(k, carried, seen), carried[:n], seen[n], initial, list[Row]()
            while rate >= least:
                found = at(rate)
                reached, allowed = found[n], c * found[n + 1]
                if found[:n] == x:
                    break
                if measure(sign * allowed) >= 0:
                    trials.append((rate, reached, value + allowed, None, "uphill"))
                    break
                if measure(sign * (change(stepper, seen, found) - allowed)) <= 0:
                    trials.append((rate, reached, value + allowed))
                    return rate, tuple(trials)
                trials.append((rate, reached, value + allowed, None, "too high" if reached == reached else "outside"))
                rate = rate * shrink
            return None, tuple(trials)

        return find


def fixed(rate: Any) -> Fixed:
    """The same step size at every step: a number above 0, or text such as "1/10".

    >>> fixed("1/10")
    Fixed(rate=Fraction(1, 10))
    """
    return Fixed(positive(rate, "rate"))


def armijo(c: Any = 1e-4, *, shrink: Any = "1/2", initial: Any = 1) -> Armijo:
    """Armijo's backtracking: tries ``initial``, then ``shrink`` times as much each time, until the value falls by
    at least ``c`` times what the slope promises.

    Raises ``ArgumentError`` unless 0 < c < 1, 0 < shrink < 1 and initial > 0.

    >>> armijo(c="1/10").c
    Fraction(1, 10)
    """
    return Armijo(fraction(c, "c"), fraction(shrink, "shrink"), positive(initial, "initial"))


def written(number: Any) -> str:
    """An exact number as Python that a rule can be made with: 1, "1/10", "sqrt(2)"."""
    return str(number) if getattr(number, "denominator", 0) == 1 else repr(str(number))


def positive(number: Any, what: str) -> Any:
    """The number, exactly. Raises ``ArgumentError``, which names it, unless it is above 0."""
    from symdescent.numeric.arithmetic import read_number

    value = read_number(number, what)
    if not value > 0:
        raise ArgumentError(f"{what} is {number!r}: expected a number above 0.")
    return value


def fraction(number: Any, what: str, below: Any = 1) -> Any:
    """The number, exactly. Raises ``ArgumentError``, which names it, unless it is above 0 and below ``below``."""
    value = positive(number, what)
    if not value < below:
        raise ArgumentError(f"{what} is {number!r}: expected a number between 0 and {below}.")
    return value
