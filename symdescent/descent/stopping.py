"""Criteria that end a run early, joined by ``|`` and ``&``: what ``until=`` takes."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from symdescent.descent.criteria import (
    Callback,
    Criterion,
    Cycle,
    Evaluations,
    Farther,
    GradientNorm,
    Seconds,
    StepChange,
    Steps,
    Target,
    ValueChange,
)
from symdescent.descent.trace import Iterate
from symdescent.errors import ArgumentError


def gradient_norm(tol: float) -> Criterion:
    """Ends a run when the gradient's Euclidean norm is at most ``tol``; ``tol=`` of a run does so in any case."""
    return GradientNorm(_size(tol, "tol"))


def value_change(tol: float) -> Criterion:
    """Ends a run when the value changes by at most ``tol``.

    >>> value_change(1e-9) | target(5)
    Joined(first=ValueChange(tol=1e-09), second=Target(value=5), both=False)
    """
    return ValueChange(_size(tol, "tol"))


def step_change(tol: float) -> Criterion:
    """Ends a run when the iterate moves by at most ``tol``, in the Euclidean norm."""
    return StepChange(_size(tol, "tol"))


def target(value: float) -> Criterion:
    """Ends a run when the value is at most ``value`` (at least, where the run ascends)."""
    return Target(_finite(value, "value"))


def budget(*, steps: float | None = None, evaluations: float | None = None) -> Criterion:
    """Ends a run after so many steps, or evaluations of value, gradient and Hessian, whichever is given; of both, the first.

    An iterate counts one gradient, and one Hessian where the method needs it; the value counts where the method or its line
    search needs it; so does every step size that a search tries, and every ``grad(...)`` in the equations.

    >>> budget(evaluations=100)
    Evaluations(evaluations=100)
    """
    if steps is None and evaluations is None:
        raise ArgumentError("budget() has no limit: expected steps=, evaluations= or both.")
    if evaluations is None:
        return Steps(_size(steps, "steps"))  # type: ignore[arg-type]
    counted = Evaluations(_size(evaluations, "evaluations"))
    return counted if steps is None else Steps(_size(steps, "steps")) | counted


def time_limit(seconds: float) -> Criterion:
    """Ends a run after so many seconds; the iterate that is then reached is the last."""
    return Seconds(_size(seconds, "seconds"))


def farther_than(bound: float) -> Criterion:
    """Ends a run as diverged when ‖x‖ is above ``bound``; without it, at 10¹²(1 + ‖x₀‖)."""
    return Farther(_size(bound, "bound"))


def cycle_found() -> Criterion:
    """Ends a run as soon as its iterates go round a cycle of period 2 to 12; by itself a run looks at every 64th step."""
    return Cycle()


def callback(function: Callable[[Iterate], Any]) -> Criterion:
    """Ends a run when the function of an ``Iterate``, called at every step, returns True."""
    if not callable(function):
        raise ArgumentError(f"callback({function!r}): expected a function of an iterate, such as lambda iterate: iterate.value < 1.")
    return Callback(function)


def _size(number: float, what: str) -> float:
    if _finite(number, what) < 0:
        raise ArgumentError(f"{what} is {number!r}: expected a number that is not negative.")
    return number


def _finite(number: float, what: str) -> float:
    if isinstance(number, bool | str | complex) or not math.isfinite(number):
        raise ArgumentError(f"{what} is {number!r}: expected a finite number.")
    return number
