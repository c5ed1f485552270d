"""Runs: a problem, a start, and the record of what a method made of them."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from symdescent.descent.driver import Phase, Rules, bound, course
from symdescent.descent.method import Method
from symdescent.descent.methods import method_named
from symdescent.descent.record import Numbered, Rows, best_row, keep, record_every
from symdescent.descent.step_sizes import StepSize, step_size
from symdescent.descent.stop import Stop
from symdescent.descent.stopping import Criterion
from symdescent.descent.trace import Iterate, Layout, Trace
from symdescent.errors import ArgumentError
from symdescent.numeric.arithmetic import ARITHMETICS, decimal_text, exact_text, read_number, to_float
from symdescent.numeric.point import read_point
from symdescent.numeric.stepper import Stepper, stepper
from symdescent.numeric.update import Update
from symdescent.problem import Problem
from symdescent.shown import Shown

SCHEMA = "symdescent/run/1"
SIGNS = {"min": 1, "max": -1}


@dataclass(frozen=True)
class Plan:
    """A run that is ready to go: everything that the caller gave, checked."""

    problem: Problem
    method: Method
    update: Update
    rate: StepSize
    arithmetic: str
    start: tuple[Any, ...]
    rules: Rules
    sign: int

    def rows(self) -> Rows:
        """The run, row by row."""
        names = ("exact", "rounded") if self.arithmetic == "exact" else (self.arithmetic,)
        return course(tuple(map(self._phase, names)), self._stepper(names[0]).start(*self.start), self.rules)

    def _stepper(self, arithmetic: str) -> Stepper:
        return stepper(self.problem.objective, self.update, arithmetic=arithmetic, sign=self.sign)

    def _phase(self, arithmetic: str) -> Phase:
        made = self._stepper(arithmetic)
        return Phase(self.rate.advance(made, self.sign), made.number, made.is_long)


@dataclass(frozen=True, eq=False, repr=False)
class Run(Shown):
    """What ``descend`` returns.

    ``trace`` holds the recorded iterates, ``stop`` the outcome, ``message`` its sentence with the value that was reached,
    ``best`` the iterate with the smallest value (the largest, where the problem is to maximise), ``rate`` the rule for the
    step size, ``arithmetic`` the one asked for; where an exact run had to be rounded, ``trace.rounded_from`` says from which step on.
    """

    problem: Problem
    trace: Trace
    stop: Stop
    method: Method
    rate: StepSize
    arithmetic: str
    tol: Any
    _best: Numbered | None

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the variables, in order."""
        return self.trace.variables

    @property
    def iterates(self) -> Sequence[Iterate]:
        """The recorded iterates."""
        return self.trace

    @property
    def success(self) -> bool:
        """Whether the run converged or reached its target."""
        return self.stop.success

    @cached_property
    def best(self) -> Iterate:
        """The iterate with the best value, recorded or not."""
        layout, sign = self.trace.layout, SIGNS[self.problem.sense]
        return layout.iterate(*(self._best or best_row(enumerate(self.trace.rows), layout, sign)))

    @property
    def message(self) -> str:
        """The outcome's sentence, with the step and the values at the end."""
        last = self.trace[-1]
        return f"{self.stop.value} (k = {last.k}: value {_short(last.value)}, gradient norm {_short(last.norm)}, tol {_short(self.tol)})."

    def __repr__(self) -> str:
        return f"Run({self.method.name} on {self.problem.expression}: {self.message})"

    def to_dict(self) -> dict[str, Any]:
        """The run as JSON takes it: exact numbers are text such as "-24/5", floats numbers, non-finite ones None."""
        return {
            "schema": SCHEMA,
            "variables": list(self.variables),
            "iterates": [self._plain(iterate) for iterate in self.trace],
            "stop": self.stop.name.lower(),
            "message": self.message,
            "success": self.success,
            "best": self._plain(self.best),
        }

    def _plain(self, iterate: Iterate) -> dict[str, Any]:
        rounded_from = 0 if self.arithmetic == "rounded" else self.trace.rounded_from
        fraction = exact_text if rounded_from is None or iterate.k < rounded_from else decimal_text
        return {
            "k": iterate.k,
            "x": {name: _json(number, fraction) for name, number in iterate.x.items()},
            "value": _json(iterate.value, fraction),
            "gradient": {name: _json(number, fraction) for name, number in iterate.gradient.items()},
            "norm": _json(iterate.norm, fraction),
            "step_size": _json(iterate.step_size, fraction),
        }


def _json(number: Any, fraction: Any) -> Any:
    if number is None or isinstance(number, float):
        return number if number is not None and math.isfinite(number) else None
    return fraction(number) if isinstance(number, Fraction) else str(number)


def _short(number: Any) -> str:
    return f"{to_float(number):.6g}"


def descend(
    problem: Problem,
    start: Any,
    *,
    method: str | Method = "gradient descent",
    rate: Any = None,
    steps: int = 100,
    tol: Any = 1e-8,
    until: Criterion | None = None,
    arithmetic: str = "float",
    record: Any = "all",
    **parameters: Any,
) -> Run:
    """Runs a descent method and records every step; a problem to maximise is ascended.

    The run ends where the gradient's norm is at most ``tol``, after ``steps`` steps, where it diverges (a number that is not
    finite, or ‖x‖ > 10¹²(1 + ‖x₀‖)), leaves the domain or stalls, or as ``until`` says.

    Parameters: ``start`` by name (``{"x": -6}``), in the variables' order, or one number for one variable; numbers may be
    int, float, Fraction or text such as ``"1/10"``. ``rate`` is the step size or a rule for it (None: Armijo's backtracking),
    ``arithmetic`` "float", "exact" (a float means its printed decimal) or "rounded" (ten digits), ``record`` "all", "last"
    or n (every n-th iterate and the last), ``parameters`` the method's own.

    Raises ``ArgumentError`` for anything that is not as described.

    >>> from symdescent.problem import problem
    >>> run = descend(problem("x^2 + 5"), {"x": -6}, rate="1/10", steps=3, arithmetic="exact")
    >>> [str(iterate.x["x"]) for iterate in run.trace]
    ['-6', '-24/5', '-96/25', '-384/125']
    """
    every = record_every(record)
    plan = _plan(problem, start, method, rate, steps, tol, until, arithmetic, parameters)
    kept = keep(plan.rows(), plan.rules.layout, every, plan.sign)
    return Run(problem, kept.trace, kept.stop, plan.method, plan.rate, arithmetic, plan.rules.tol, kept.best)


def iterates(
    problem: Problem,
    start: Any,
    *,
    method: str | Method = "gradient descent",
    rate: Any = None,
    steps: int = 100,
    tol: Any = 1e-8,
    until: Criterion | None = None,
    arithmetic: str = "float",
    **parameters: Any,
) -> Iterator[Iterate]:
    """The same run as ``descend`` makes, one iterate at a time, for stepping by hand.

    >>> from symdescent.problem import problem
    >>> first = iterates(problem("x^2 + 5"), -6, rate="1/10")
    >>> next(first).value, next(first).value
    (41.0, 28.04)
    """
    plan = _plan(problem, start, method, rate, steps, tol, until, arithmetic, parameters)
    layout = plan.rules.layout
    return (layout.iterate(k, row) for k, row in enumerate(plan.rows()))


def _plan(
    problem: Problem,
    start: Any,
    method: str | Method,
    rate: Any,
    steps: int,
    tol: Any,
    until: Criterion | None,
    arithmetic: str,
    parameters: Mapping[str, Any],
) -> Plan:
    _refuse_symbols(problem)
    found = method_named(method)
    size = step_size(found.rate if rate is None else rate)
    update = Update((*size.lines, *found.lines), (*size.values, *found.values(parameters)), (*size.starts, *found.starts))
    layout, sign = Layout(problem.variables, update.shapes), SIGNS[problem.sense]
    point = read_point(start, problem.variables, "start")
    if arithmetic not in ARITHMETICS:
        raise ArgumentError(f"arithmetic is {arithmetic!r}: expected one of {', '.join(map(repr, ARITHMETICS))}.")
    if not isinstance(until, Criterion | None):
        raise ArgumentError(f"until is {until!r}: expected criteria such as value_change(1e-9) | target(5).")
    check = until.check(layout, sign) if until is not None else None
    limit = _not_negative(tol)
    rules = Rules(layout, _count(steps), float(limit) if arithmetic == "float" else limit, bound(tuple(map(to_float, point))), check)
    return Plan(problem, found, update, size, arithmetic, point, rules, sign)


def _refuse_symbols(problem: Problem) -> None:
    if not isinstance(problem, Problem):
        raise ArgumentError(f"problem is {problem!r}: expected what problem(...) returns.")
    if not problem.variables:
        raise ArgumentError(f"{problem.expression} has no variable: expected a problem with something to vary.")
    if problem.parameters:
        names = ", ".join(problem.parameters)
        raise ArgumentError(f"A run needs numbers, but {names} in the problem has no value: write numbers there, or list it in variables=.")


def _count(steps: Any) -> int:
    try:
        count = operator.index(steps)
    except TypeError:
        count = -1
    if count < 0 or isinstance(steps, bool):
        raise ArgumentError(f"steps is {steps!r}: expected a whole number that is not negative.")
    return count


def _not_negative(tol: Any) -> Any:
    value = read_number(tol, "tol")
    if value < 0:
        raise ArgumentError(f"tol is {tol!r}: expected a number that is not negative.")
    return value
