"""The loop: from an iterate to the next until something says stop."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from symdescent.descent.criteria import Check, Criterion
from symdescent.descent.cycle import LONGEST, period
from symdescent.descent.stop import Stop, Verdict
from symdescent.descent.trace import Layout, Row

INF = math.inf
OFTEN = 64  # steps between two looks for a cycle
FAR = 1e12  # a run has diverged where ‖x‖ > FAR·(1 + ‖x₀‖)


@dataclass(frozen=True)
class Phase:
    """A stretch of a run in one arithmetic: ``advance(k, *carried)`` makes a row, ``number`` brings numbers into the
    arithmetic, and ``is_long`` (or None) tells that one has outgrown it. ``look(*x)`` makes the beginning of a row, up to the
    size of x, where it comes out as in the whole row to the last digit.
    """

    advance: Callable[..., Row]
    number: Callable[[Any], Any]
    is_long: Callable[[Any], bool] | None = None
    look: Callable[..., Row] | None = None


@dataclass(frozen=True)
class Rules:
    """When to stop: after ``steps`` steps, at a gradient norm of ``tol``, at ‖x‖² above ``bound``, or as ``until`` says."""

    layout: Layout
    steps: int
    tol: Any
    bound: float
    until: Criterion | None = None


@dataclass(frozen=True)
class End:
    """How a run ended, from which step on its numbers were rounded (None: from none), and the number that it was reached at."""

    stop: Stop
    rounded_from: int | None = None
    reached: Any = None


class Begin(NamedTuple):
    """Where a run goes on: step ``k``, ``spent`` evaluations before it, and its ``latest`` rows."""

    k: int = 0
    spent: int = 0
    latest: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Watch:
    """What is looked at beside a row: the criteria, and the latest rows."""

    layout: Layout
    until: Check | None
    latest: deque[Row]

    def cycle(self) -> Verdict | None:
        """The period, where what the latest steps were handed repeats."""
        found = period(self.latest, self.layout.carried)
        return Verdict(Stop.CYCLE, found) if found else None


START = Begin()


def bound(x: Row) -> float:
    """The square of the largest ‖x‖ that has not diverged."""
    far = FAR * (1 + math.hypot(*x))
    return far * far


def course(phases: tuple[Phase, ...], carried: Row, rules: Rules, begin: Begin = START) -> Generator[Row, None, End]:
    """The rows of a run from step ``begin.k`` on, one an iterate; the generator's value is how it ended. The last row has no step."""
    k, met, rounded_from = begin.k, None, None
    until = None if rules.until is None else rules.until.check(rules.layout, begin.spent)
    watch = Watch(rules.layout, until, deque(begin.latest, 2 * LONGEST))
    for phase in phases:
        if k > begin.k:
            rounded_from = k
        met, k, carried = yield from _stretch(phase, tuple(map(phase.number, carried)), k, rules, watch)
        if met is not None:
            break
    stop, reached = met or (Stop.BUDGET, None)
    return End(stop, rounded_from, reached)


def _stretch(phase: Phase, carried: Row, first: int, rules: Rules, watch: Watch) -> Generator[Row, None, tuple[Verdict | None, int, Row]]:
    """The rows in one arithmetic, from step ``first`` on; no outcome where the numbers outgrew the arithmetic."""
    layout, tol, limit, until = rules.layout, rules.tol, rules.bound, watch.until
    n, norm, size, ahead = layout.dimension, layout.norm, layout.norm + 1, layout.next
    advance, is_long, before, met = phase.advance, phase.is_long, None, None
    note, often = watch.latest.append, OFTEN
    for k in range(first, rules.steps):
        row = advance(k + 1, *carried)
        if not (tol < row[norm] < INF and row[size] <= limit and -INF < row[n] < INF):
            break
        following = row[ahead]
        note(row)
        if tol and (following == carried or (k % often == 0 and (met := watch.cycle()))):
            break
        if until is not None and (met := until(k, before, row)):
            break
        yield row
        if is_long is not None and any(map(is_long, (*following, *_irrational(row[n : layout.norm])))):
            return None, k + 1, following
        carried, before = following, row
    else:
        k = max(first, rules.steps)
        row = _last(phase, k, carried, rules)
        note(row)
    end = met or verdict(k, row, carried, before, rules, watch)
    yield layout.ended(row, failed=end.stop is Stop.STALLED)
    return end, first, carried


def _last(phase: Phase, k: int, carried: Row, rules: Rules) -> Row:
    """The row at which the steps are used up; where it alone says how the run ended, without the step that would leave it."""
    if phase.look is None or rules.tol or rules.until is not None:
        return phase.advance(k + 1, *carried)
    n = rules.layout.dimension
    return (*phase.look(*carried[:n]), *carried[n:])


def _irrational(row: Row) -> Row:
    """The value and slopes that no fraction holds: they grow before the iterates made from them do."""
    return tuple(number for number in row if not isinstance(number, Fraction))


def verdict(k: int, row: Row, carried: Row, before: Row | None, rules: Rules, watch: Watch) -> Verdict:
    """The outcome of a run that ends at ``row``, step ``k``, where no criterion ended it before."""
    layout = rules.layout
    value, slopes, norm = layout.value(row), layout.gradient(row), row[layout.norm]
    if not row[layout.norm + 1] <= rules.bound or any(map(_infinite, (value, *slopes))):
        return Verdict(Stop.DIVERGED)
    if any(number != number for number in (value, *slopes)):
        return Verdict(Stop.LEFT_DOMAIN)
    if norm <= rules.tol:
        return Verdict(Stop.CONVERGED_GRADIENT)
    met = watch.until and watch.until(k, before, row)
    if met:
        return met
    if not rules.tol:  # the run ends at an exact zero or at its budget, even where it gets nowhere in this arithmetic
        return Verdict(Stop.BUDGET)
    return Verdict(Stop.STALLED) if row[layout.next] == carried else watch.cycle() or Verdict(Stop.BUDGET)


def _infinite(number: Any) -> bool:
    return isinstance(number, float) and math.isinf(number)
