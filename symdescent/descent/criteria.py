"""What a run can end by: one class a criterion, each with its condition."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from symdescent.descent.cycle import LONGEST, period
from symdescent.descent.stop import Stop, Verdict
from symdescent.descent.trace import Iterate, Layout, Row
from symdescent.numeric.arithmetic import to_float

Check = Callable[[int, Row | None, Row], Verdict | None]


class Criterion(ABC):
    """Something that a run can end by; ``a | b`` ends by either, ``a & b`` where both hold at once."""

    @abstractmethod
    def check(self, layout: Layout, spent: int = 0) -> Check:
        """A function, called once a row, of k, the row before (None at first) and the row now: the outcome, or None to go on.

        ``spent`` evaluations were made before the first of these rows.
        """

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

    def check(self, layout: Layout, spent: int = 0) -> Check:
        """The outcome is that of the first one that holds."""
        first, second = self.first.check(layout, spent), self.second.check(layout, spent)

        def met(k: int, before: Row | None, now: Row) -> Verdict | None:
            one, other = first(k, before, now), second(k, before, now)
            return (other and one) if self.both else (one or other)

        return met


@dataclass(frozen=True)
class GradientNorm(Criterion):
    """‖∇f(x_k)‖ <= tol."""

    tol: float

    def check(self, layout: Layout, spent: int = 0) -> Check:
        """Holds wherever the gradient is small."""
        return lambda k, before, now: Verdict(Stop.CONVERGED_GRADIENT) if now[layout.norm] <= self.tol else None


@dataclass(frozen=True)
class ValueChange(Criterion):
    """|f(x_k) - f(x_{k-1})| <= tol."""

    tol: float

    def check(self, layout: Layout, spent: int = 0) -> Check:
        """Holds from the first step on."""

        def met(k: int, before: Row | None, now: Row) -> Verdict | None:
            change = abs(layout.value(now) - layout.value(before)) if before else math.inf
            return Verdict(Stop.CONVERGED_VALUE, to_float(change)) if change <= self.tol else None

        return met


@dataclass(frozen=True)
class StepChange(Criterion):
    """‖x_k - x_{k-1}‖ <= tol."""

    tol: float

    def check(self, layout: Layout, spent: int = 0) -> Check:
        """Holds from the first step on."""

        def met(k: int, before: Row | None, now: Row) -> Verdict | None:
            change = math.dist(*(tuple(map(to_float, layout.x(row))) for row in (before, now))) if before else math.inf
            return Verdict(Stop.CONVERGED_STEP, change) if change <= self.tol else None

        return met


@dataclass(frozen=True)
class Target(Criterion):
    """f(x_k) <= value; where the run ascends, f(x_k) >= value."""

    value: float

    def check(self, layout: Layout, spent: int = 0) -> Check:
        """Holds wherever the value is reached."""
        sign = layout.sign
        return lambda k, before, now: Verdict(Stop.TARGET) if sign * layout.value(now) <= sign * self.value else None


@dataclass(frozen=True)
class Steps(Criterion):
    """k >= steps."""

    steps: float

    def check(self, layout: Layout, spent: int = 0) -> Check:
        """Holds from that step on."""
        return lambda k, before, now: Verdict(Stop.BUDGET) if k >= self.steps else None


@dataclass(frozen=True)
class Evaluations(Criterion):
    """So many evaluations of the value, the gradient and the Hessian are made, as ``Layout.cost`` counts them."""

    evaluations: float

    def check(self, layout: Layout, spent: int = 0) -> Check:
        """Holds at the first iterate at which they are used up."""
        total = spent

        def met(k: int, before: Row | None, now: Row) -> Verdict | None:
            nonlocal total
            total += layout.looks + (layout.cost(before) if before else 0)
            return Verdict(Stop.EVALUATIONS, total) if total >= self.evaluations else None

        return met


@dataclass(frozen=True)
class Seconds(Criterion):
    """So many seconds have passed since the run began, or went on."""

    seconds: float

    def check(self, layout: Layout, spent: int = 0) -> Check:
        """Holds from the first iterate after that time."""
        begin = perf_counter()

        def met(k: int, before: Row | None, now: Row) -> Verdict | None:
            passed = perf_counter() - begin
            return Verdict(Stop.TIME, passed) if passed >= self.seconds else None

        return met


@dataclass(frozen=True)
class Farther(Criterion):
    """‖x_k‖ > bound."""

    bound: float

    def check(self, layout: Layout, spent: int = 0) -> Check:
        """Holds where an iterate is too far out."""
        size, limit = layout.norm + 1, float(self.bound) ** 2
        return lambda k, before, now: Verdict(Stop.DIVERGED) if now[size] > limit else None


@dataclass(frozen=True)
class Cycle(Criterion):
    """The iterates, and what the method carries with them, repeat: |x_k - x_{k-p}| <= 1e-9(1 + |x_k|) over a whole period p."""

    def check(self, layout: Layout, spent: int = 0) -> Check:
        """Looks after every step; a run looks by itself only now and then."""
        rows: deque[Row] = deque(maxlen=2 * LONGEST)

        def met(k: int, before: Row | None, now: Row) -> Verdict | None:
            rows.append(now)
            found = period(rows, layout.carried)
            return Verdict(Stop.CYCLE, found) if found else None

        return met


@dataclass(frozen=True)
class Callback(Criterion):
    """The function returns True."""

    function: Callable[[Iterate], Any]

    def check(self, layout: Layout, spent: int = 0) -> Check:
        """Called with every iterate."""
        return lambda k, before, now: Verdict(Stop.CALLBACK) if self.function(layout.iterate(k, now)) else None
