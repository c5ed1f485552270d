"""Runs: a problem, a start, and the record of what a method made of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from symdescent.descent.begin import Start, read_start, read_steps, read_tolerance
from symdescent.descent.criteria import Criterion
from symdescent.descent.driver import START, Begin, Phase, Rules, bound, course
from symdescent.descent.method import Method
from symdescent.descent.methods import method_named
from symdescent.descent.prepared import prepared
from symdescent.descent.rate_names import step_size
from symdescent.descent.record import Numbered, Record, Rows, best_row, keep, latest, record_every
from symdescent.descent.step_sizes import StepSize
from symdescent.descent.stop import REACHED, Stop
from symdescent.descent.symbolic_course import in_symbols, symbolic_course
from symdescent.descent.trace import Iterate, Layout, Row, Trace
from symdescent.errors import ArgumentError
from symdescent.numeric.arithmetic import ARITHMETICS, decimal_text, exact_text, to_float
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
    start: Start
    rules: Rules
    sign: int

    def rows(self, begin: Begin = START, carried: Row | None = None, *, is_rounded: bool = False) -> Rows:
        """The run, row by row: from its start, or on from ``carried``, which is rounded already or not."""
        names = ("exact", "rounded") if self.arithmetic == "exact" else (self.arithmetic,)
        names = names[1:] if is_rounded and len(names) > 1 else names
        names = ("symbolic",) if self.in_symbols else names
        first = self.start.carried(self._stepper(names[0])) if carried is None else carried
        if self.in_symbols:
            return symbolic_course(self._phase("symbolic"), first, self.rules, begin)
        return course(tuple(map(self._phase, names)), first, self.rules, begin)

    @property
    def in_symbols(self) -> bool:
        """Whether the problem or the start holds letters without a value."""
        return bool(self.problem.parameters) or any(map(in_symbols, self.start.point))

    def _stepper(self, arithmetic: str) -> Stepper:
        objective = self.problem.objective_in_symbols if self.in_symbols else self.problem.objective
        return stepper(objective, self.update, arithmetic=arithmetic, sign=self.sign)

    def _phase(self, arithmetic: str) -> Phase:
        made = self._stepper(arithmetic)
        return Phase(self.rate.advance(made, self.sign), made.number, made.is_long)


@dataclass(frozen=True, eq=False, repr=False)
class Run(Shown):
    """What ``descend`` returns.

    ``trace`` holds the recorded iterates, ``stop`` the outcome, ``message`` its sentence with the value that was reached,
    ``best`` the iterate with the smallest value (the largest, where the problem is to maximise), ``rate`` the rule for the
    step size, ``arithmetic`` the one asked for, ``reached`` the number that belongs to the outcome, such as
    the period of a cycle; where an exact run had to be rounded, ``trace.rounded_from`` says from which step on.
    """

    problem: Problem
    trace: Trace
    stop: Stop
    method: Method
    rate: StepSize
    arithmetic: str
    tol: Any
    reached: Any
    _plan: Plan
    _every: int
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
        layout = self.trace.layout
        return layout.iterate(*(self._best or best_row(enumerate(self.trace.rows), layout)))

    @property
    def message(self) -> str:
        """The outcome's sentence, with the step and the values at the end."""
        last = self.trace[-1]
        reached = f", {REACHED[self.stop].format(self.reached)}" if self.reached is not None else ""
        numbers = f"value {_short(last.value)}, gradient norm {_short(last.norm)}, tol {_short(self.tol)}{reached}"
        return f"{self.stop.value} (k = {last.k}: {numbers})."

    def __repr__(self) -> str:
        return f"Run({self.method.name} on {self.problem.expression}: {self.message})"

    def extend(self, steps: int = 100) -> Run:
        """The run with up to so many more steps, as if it had been asked for them at once: state, k and criteria go on.

        A clock (``time_limit``) begins anew. A run that ended for another reason than its budget ends there again.

        >>> from symdescent.problem import problem
        >>> run = descend(problem("x^2"), 3, rate="1/10", steps=2)
        >>> run.extend(steps=3).trace[-1] == descend(problem("x^2"), 3, rate="1/10", steps=5).trace[-1]
        True
        """
        trace, layout = self.trace, self.trace.layout
        k, last = trace.steps[-1], layout.carried(trace.rows[-1])
        plan = replace(self._plan, rules=replace(self._plan.rules, steps=k + read_steps(steps)))
        begin = Begin(k, trace.totals[-1][0] - layout.looks, latest(trace))
        rows = plan.rows(begin, last, is_rounded=trace.rounded_from is not None)
        before = Record(trace, self._best, self.stop)
        record = before.joined(keep(rows, layout, self._every, begin, self._best))
        return _run(plan, record, self._every)

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
    return str(number) if in_symbols(number) else f"{to_float(number):.6g}"


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
    state: Mapping[str, Any] | None = None,
    record: Any = "all",
    **parameters: Any,
) -> Run:
    """Runs a descent method and records every step; a problem to maximise is ascended.

    The run ends where the gradient's norm is at most ``tol``, after ``steps`` steps, where it diverges (a number that is not
    finite, or ‖x‖ > 10¹²(1 + ‖x₀‖)), leaves the domain or stalls, or as ``until`` says.

    Parameters: ``start`` by name (``{"x": -6}``), in the variables' order, or one number for one variable; numbers may be
    int, float, Fraction or text such as ``"1/10"``. ``rate`` is the step size or a rule for it (None: Armijo's backtracking),
    ``arithmetic`` "float", "exact" (a float means its printed decimal) or "rounded" (ten digits), ``record`` "all", "last"
    or n (every n-th iterate and the last), ``state`` where states begin that are not to begin where the method says
    (``{"x_prev": 1}``), ``parameters`` the method's own.

    Raises ``ArgumentError`` for anything that is not as described.

    >>> from symdescent.problem import problem
    >>> run = descend(problem("x^2 + 5"), {"x": -6}, rate="1/10", steps=3, arithmetic="exact")
    >>> [str(iterate.x["x"]) for iterate in run.trace]
    ['-6', '-24/5', '-96/25', '-384/125']
    """
    every = record_every(record)
    plan = _plan(problem, start, state, method, rate, steps, tol, until, arithmetic, parameters)
    return _run(plan, keep(plan.rows(), plan.rules.layout, every), every)


def _run(plan: Plan, kept: Record, every: int) -> Run:
    return Run(
        plan.problem,
        kept.trace,
        kept.stop,
        plan.method,
        plan.rate,
        plan.arithmetic,
        plan.rules.tol,
        kept.reached,
        plan,
        every,
        kept.best,
    )


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
    state: Mapping[str, Any] | None = None,
    **parameters: Any,
) -> Iterator[Iterate]:
    """The same run as ``descend`` makes, one iterate at a time, for stepping by hand.

    >>> from symdescent.problem import problem
    >>> first = iterates(problem("x^2 + 5"), -6, rate="1/10")
    >>> next(first).value, next(first).value
    (41.0, 28.04)
    """
    plan = _plan(problem, start, state, method, rate, steps, tol, until, arithmetic, parameters)
    layout = plan.rules.layout
    return (layout.iterate(k, row) for k, row in enumerate(plan.rows()))


def _plan(
    problem: Problem,
    start: Any,
    state: Mapping[str, Any] | None,
    method: str | Method,
    rate: Any,
    steps: int,
    tol: Any,
    until: Criterion | None,
    arithmetic: str,
    parameters: Mapping[str, Any],
) -> Plan:
    _refuse_symbols(problem, arithmetic)
    found = method_named(method)
    size = step_size(found.rate if rate is None else rate)
    update = prepared(size, found, found.values(parameters))
    sign = SIGNS[problem.sense]
    layout = Layout(problem.variables, update.shapes, sign, 1 + ("f" in update.names) + ("H" in update.names), update.gradients)
    begin = read_start(start, state, layout, symbols=arithmetic == "exact")
    if arithmetic not in ARITHMETICS:
        raise ArgumentError(f"arithmetic is {arithmetic!r}: expected one of {', '.join(map(repr, ARITHMETICS))}.")
    if not isinstance(until, Criterion | None):
        raise ArgumentError(f"until is {until!r}: expected criteria such as value_change(1e-9) | target(5).")
    limit = read_tolerance(tol)
    far = math.inf if any(map(in_symbols, begin.point)) else bound(tuple(map(to_float, begin.point)))
    rules = Rules(layout, read_steps(steps), float(limit) if arithmetic == "float" else limit, far, until)
    plan = Plan(problem, found, update, size, arithmetic, begin, rules, sign)
    if plan.in_symbols and size.compares:
        raise ArgumentError('A search compares numbers, which letters without a value cannot be: give a number as rate=, or "exact".')
    return plan


def _refuse_symbols(problem: Problem, arithmetic: str) -> None:
    if not isinstance(problem, Problem):
        raise ArgumentError(f"problem is {problem!r}: expected what problem(...) returns.")
    if not problem.variables:
        raise ArgumentError(f"{problem.expression} has no variable: expected a problem with something to vary.")
    if problem.parameters and arithmetic != "exact":
        names = ", ".join(problem.parameters)
        raise ArgumentError(f"A run needs numbers, but {names} in the problem has no value: write numbers there, or list it in variables=.")
