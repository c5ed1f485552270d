"""Criteria that end a run early, joined by ``|`` and ``&``."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from symdescent.descent.stop import Stop
from symdescent.descent.trace import Layout, Row
from symdescent.errors import ArgumentError

Check = Callable[[Row | None, Row], Stop | None]


class Criterion(ABC):
    """Something that a run can end by; ``a | b`` ends by either, ``a & b`` where both hold at once."""

    @abstractmethod
    def check(self, layout: Layout, sign: int) -> Check:
        """A function of the row before (None at the start) and the row now: the outcome, or None to go on."""

    def __or__(self, other: Criterion) -> Criterion:
        return Joined(self, other, both=False)

    def __and__(self, other: Criterion) -> Criterion:
        return Joined(self, other, both=True)


@dataclass(frozen=True)
class Joined(Criterion):
    """Two criteria, of which one or both have to hold."""

    first: Criterion
    second: Criterion
    both: bool

    def check(self, layout: Layout, sign: int) -> Check:
        """The outcome is that of the first one that holds."""
        first, second = self.first.check(layout, sign), self.second.check(layout, sign)
        if self.both:
            return lambda before, now: second(before, now) and first(before, now)
        return lambda before, now: first(before, now) or second(before, now)


@dataclass(frozen=True)
class ValueChange(Criterion):
    """|f(x_k) - f(x_{k-1})| <= tol."""

    tol: float

    def check(self, layout: Layout, sign: int) -> Check:
        """Holds from the first step on."""
        value, tol = layout.value, self.tol
        return lambda before, now: Stop.CONVERGED_VALUE if before and abs(value(now) - value(before)) <= tol else None


@dataclass(frozen=True)
class StepChange(Criterion):
    """‖x_k - x_{k-1}‖ <= tol."""

    tol: float

    def check(self, layout: Layout, sign: int) -> Check:
        """Holds from the first step on."""

        def met(before: Row | None, now: Row) -> Stop | None:
            if before and math.dist(*(tuple(map(float, layout.x(row))) for row in (before, now))) <= self.tol:
                return Stop.CONVERGED_STEP
            return None

        return met


@dataclass(frozen=True)
class Target(Criterion):
    """f(x_k) <= value; where the run ascends, f(x_k) >= value."""

    value: float

    def check(self, layout: Layout, sign: int) -> Check:
        """Holds wherever the value is reached."""
        return lambda before, now: Stop.TARGET if sign * layout.value(now) <= sign * self.value else None


def value_change(tol: float) -> Criterion:
    """Ends a run when the value changes by at most ``tol``.

    >>> value_change(1e-9) | target(5)
    Joined(first=ValueChange(tol=1e-09), second=Target(value=5), both=False)
    """
    return ValueChange(_size(tol))


def step_change(tol: float) -> Criterion:
    """Ends a run when the iterate moves by at most ``tol``, in the Euclidean norm."""
    return StepChange(_size(tol))


def target(value: float) -> Criterion:
    """Ends a run when the value is at most ``value`` (at least, where the run ascends)."""
    return Target(_finite(value, "value"))


def _size(tol: float) -> float:
    if _finite(tol, "tol") < 0:
        raise ArgumentError(f"tol is {tol!r}: expected a number that is not negative.")
    return tol


def _finite(number: float, what: str) -> float:
    if isinstance(number, bool | str | complex) or not math.isfinite(number):
        raise ArgumentError(f"{what} is {number!r}: expected a finite number.")
    return number
