"""Runs: a problem, a start, and the record of what a method made of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from symdescent.analysis.curvature import curvature
from symdescent.analysis.diagnosis import Diagnosis
from symdescent.descent.begin import read_steps
from symdescent.descent.criteria import Criterion
from symdescent.descent.driver import Begin
from symdescent.descent.method import Method
from symdescent.descent.record import Numbered, Record, best_row, keep, latest, record_every
from symdescent.descent.step_sizes import StepSize
from symdescent.descent.stop import REACHED, Stop
from symdescent.descent.symbolic_course import in_symbols
from symdescent.descent.trace import Iterate, Trace
from symdescent.numeric.arithmetic import decimal_text, exact_text, to_float
from symdescent.numeric.update import Update
from symdescent.plan import SIGNS, Plan, planned
from symdescent.problem import Problem
from symdescent.shown import Shown

SCHEMA = "symdescent/run/1"
FLAT = 1e-9  # an eigenvalue that small beside the largest has no sign


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
    def update(self) -> Update:
        """The equations of a step, those of the step size first, with the numbers of their parameters."""
        return self._plan.update

    @property
    def in_symbols(self) -> bool:
        """Whether the problem or the start holds letters without a value."""
        return self._plan.in_symbols

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

    @cached_property
    def message(self) -> str:
        """The outcome's sentence, with the step and the values at the end; and where Newton's steps led to no minimum, that."""
        last = self.trace[-1]
        reached = f", {REACHED[self.stop].format(self.reached)}" if self.reached is not None else ""
        numbers = f"value {_short(last.value)}, gradient norm {_short(last.norm)}, tol {_short(self.tol)}{reached}"
        return f"{self.stop.value} (k = {last.k}: {numbers}).{self._landed()}"

    def _landed(self) -> str:
        """A method that asks for the Hessian goes where the gradient is 0, be it a saddle: then the sentence that says so."""
        if self.stop is not Stop.CONVERGED_GRADIENT or self.arithmetic != "float" or "H" not in self.update.names:
            return ""
        bend, bottom = curvature(self.problem, self.trace[-1].x), "maximum" if self.problem.sense == "max" else "minimum"
        if bend is None or bend.lowest >= -FLAT * max(abs(bend.lowest), abs(bend.highest)):
            return ""
        top = "minimum" if self.problem.sense == "max" else "maximum"
        kind = "a saddle" if bend.highest > 0 else f"a {top}"
        return f" It is {kind}, not a {bottom}: along one direction the curvature is {SIGNS[self.problem.sense] * bend.lowest:.6g}."

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

    def again(self, **changes: Any) -> Run:
        """The same run with other arguments of ``descend``: ``run.again(rate="1/20")``; the method's parameters go with the method.

        >>> from symdescent.problem import problem
        >>> descend(problem("x^2"), 3, rate=2, steps=20).again(rate="1/2").trace[-1].x
        {'x': 0.0}
        """
        plan = self._plan.changed(**changes)
        return _run(plan, keep(plan.rows(), plan.rules.layout, 1), 1)

    def diagnose(self) -> Diagnosis:
        """What went well or wrong with the run, each with the numbers that show it, and remedies that are run and compared.

        >>> from symdescent.problem import problem
        >>> descend(problem("x^2"), 3, rate="11/10").diagnose().verdict
        'diverging'
        """
        from symdescent.analysis.diagnosis.examine import diagnose

        return diagnose(self, self.again)

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
    plan = planned(problem, start, state, method, rate, steps, tol, until, arithmetic, parameters)
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
    plan = planned(problem, start, state, method, rate, steps, tol, until, arithmetic, parameters)
    layout = plan.rules.layout
    return (layout.iterate(k, row) for k, row in enumerate(plan.rows()))
