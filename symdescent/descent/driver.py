"""The loop: from an iterate to the next until something says stop."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symdescent.descent.stop import Stop
from symdescent.descent.stopping import Check
from symdescent.descent.trace import Layout, Row

INF = math.inf
FAR = 1e12  # a run has diverged where ‖x‖ > FAR·(1 + ‖x₀‖)


@dataclass(frozen=True)
class Phase:
    """A stretch of a run in one arithmetic: ``advance(k, *carried)`` makes a row, ``number`` brings numbers into the
    arithmetic, and ``is_long`` (or None) tells that one has outgrown it.
    """

    advance: Callable[..., Row]
    number: Callable[[Any], Any]
    is_long: Callable[[Any], bool] | None = None


@dataclass(frozen=True)
class Rules:
    """When to stop: after ``steps`` steps, at a gradient norm of ``tol``, at ‖x‖² above ``bound``, or as ``until`` says."""

    layout: Layout
    steps: int
    tol: Any
    bound: float
    until: Check | None = None


@dataclass(frozen=True)
class End:
    """How a run ended, and from which step on its numbers were rounded (None: from none)."""

    stop: Stop
    rounded_from: int | None = None


def bound(x: Row) -> float:
    """The square of the largest ‖x‖ that has not diverged."""
    far = FAR * (1 + math.hypot(*x))
    return far * far


def course(phases: tuple[Phase, ...], carried: Row, rules: Rules, first: int = 0) -> Generator[Row, None, End]:
    """The rows of a run from step ``first`` on, one an iterate; the generator's value is how it ended. The last row has no step."""
    k, stop, rounded_from = first, None, None
    for phase in phases:
        if k > first:
            rounded_from = k
        stop, k, carried = yield from _stretch(phase, tuple(map(phase.number, carried)), k, rules)
        if stop is not None:
            break
    return End(stop or Stop.BUDGET, rounded_from)


def _stretch(phase: Phase, carried: Row, first: int, rules: Rules) -> Generator[Row, None, tuple[Stop | None, int, Row]]:
    """The rows in one arithmetic, from step ``first`` on; no outcome where the numbers outgrew the arithmetic."""
    layout, tol, limit, until = rules.layout, rules.tol, rules.bound, rules.until
    n, norm, size, ahead = layout.dimension, layout.norm, layout.norm + 1, layout.next
    advance, is_long, before = phase.advance, phase.is_long, None
    for k in range(first, rules.steps):
        row = advance(k + 1, *carried)
        if not (tol < row[norm] < INF and row[size] <= limit and -INF < row[n] < INF):
            break
        following = row[ahead]
        if (following == carried and tol) or (until is not None and until(before, row)):
            break
        yield row
        if is_long is not None and any(map(is_long, (*following, *_irrational(row[n : layout.norm])))):
            return None, k + 1, following
        carried, before = following, row
    else:
        row = advance(rules.steps + 1, *carried)
    yield row[: layout.rate]
    return verdict(row, carried, before, rules), first, carried


def _irrational(row: Row) -> Row:
    """The value and slopes that no fraction holds: they grow before the iterates made from them do."""
    return tuple(number for number in row if not isinstance(number, Fraction))


def verdict(row: Row, carried: Row, before: Row | None, rules: Rules) -> Stop:
    """The outcome of a run that ends at ``row``."""
    layout = rules.layout
    value, slopes, norm = layout.value(row), layout.gradient(row), row[layout.norm]
    if not row[layout.norm + 1] <= rules.bound or any(map(_infinite, (value, *slopes))):
        return Stop.DIVERGED
    if any(number != number for number in (value, *slopes)):
        return Stop.LEFT_DOMAIN
    if norm <= rules.tol:
        return Stop.CONVERGED_GRADIENT
    met = rules.until and rules.until(before, row)
    if met:
        return met
    # with tol = 0 a run ends at an exact zero or at its budget, even where its last steps are too small for the arithmetic
    return Stop.STALLED if rules.tol and row[layout.next] == carried else Stop.BUDGET


def _infinite(number: Any) -> bool:
    return isinstance(number, float) and math.isinf(number)
