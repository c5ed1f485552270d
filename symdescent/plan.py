"""Plans: a problem, a method, a step size and a start, checked and put together, ready to run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from symdescent.descent.begin import Start, read_start, read_steps, read_tolerance
from symdescent.descent.criteria import Criterion
from symdescent.descent.driver import START, Begin, Phase, Rules, bound, course
from symdescent.descent.method import Method
from symdescent.descent.methods import method_named
from symdescent.descent.prepared import prepared
from symdescent.descent.rate_names import step_size
from symdescent.descent.record import Rows
from symdescent.descent.step_sizes import Fixed, StepSize
from symdescent.descent.symbolic_course import in_symbols, symbolic_course
from symdescent.descent.trace import Layout, Row
from symdescent.errors import ArgumentError
from symdescent.numeric.arithmetic import ARITHMETICS, to_float
from symdescent.numeric.stepper import Stepper
from symdescent.numeric.stepper import stepper as compiled
from symdescent.numeric.update import Update
from symdescent.problem import Problem, expect_problem

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
        first = self.start.carried(self.stepper(names[0])) if carried is None else carried
        if self.in_symbols:
            return symbolic_course(self._phase("symbolic"), first, self.rules, begin)
        return course(tuple(map(self._phase, names)), first, self.rules, begin)

    @property
    def in_symbols(self) -> bool:
        """Whether the problem or the start holds letters without a value."""
        return bool(self.problem.parameters) or any(map(in_symbols, (*self.start.point, getattr(self.rate, "rate", None))))

    def changed(self, **changes: Any) -> Plan:
        """The plan with other arguments; states and the method's own parameters stay where the method does.

        Raises ``ArgumentError`` as ``planned`` does.
        """
        method = method_named(changes.pop("method", self.method))
        same, rules = method is self.method, self.rules
        own = {name: value for name, value in self.update.parameters if name in method.parameters} if same else {}
        before = {"rate": self.rate, "steps": rules.steps, "tol": rules.tol, "until": rules.until, "arithmetic": self.arithmetic}
        asked = {name: changes.pop(name, value) for name, value in {"start": self.start.point, **before}.items()}
        plan = planned(self.problem, state=None, method=method, parameters={**own, **changes}, **asked)
        return replace(plan, start=Start(plan.start.point, self.start.given if same else ()))

    def stepper(self, arithmetic: str) -> Stepper:
        """The step in an arithmetic."""
        objective = self.problem.objective_in_symbols if self.in_symbols else self.problem.objective
        return compiled(objective, self.update, arithmetic=arithmetic, sign=self.sign)

    def _phase(self, arithmetic: str) -> Phase:
        made = self.stepper(arithmetic)
        look = None if arithmetic == "float" else made.look  # what is compiled for a whole step may round otherwise
        return Phase(self.rate.advance(made, self.sign), made.number, made.is_long, look)


def planned(
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
    """The plan of a run, from what ``descend`` takes.

    Raises ``ArgumentError`` for anything that is not as described there.
    """
    _refuse_unfit(problem, arithmetic)
    found = method_named(method)
    size = _size(found.rate if rate is None else rate, problem, arithmetic)
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


def _size(rate: Any, problem: Problem, arithmetic: str) -> StepSize:
    """The rule for the step size; an exact run may have letters in a fixed one."""
    try:
        return step_size(rate)
    except ArgumentError:
        if arithmetic != "exact":
            raise
        from symdescent.numeric.point import read_in_symbols

        return Fixed(read_in_symbols(problem.variables, rate, "rate"))


def _refuse_unfit(problem: Problem, arithmetic: str) -> None:
    if not expect_problem(problem).variables:
        raise ArgumentError(f"{problem.expression} has no variable: expected a problem with something to vary.")
    if problem.domain.of(problem.variables).equations:
        raise ArgumentError(f"A run knows no equations between variables, but the domain is {problem.domain}: see sd.critical_points.")
    if problem.parameters and arithmetic != "exact":
        names = ", ".join(problem.parameters)
        raise ArgumentError(f"A run needs numbers, but {names} in the problem has no value: write numbers there, or list it in variables=.")
