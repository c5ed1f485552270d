"""Exercises that are steps of a run: the exact run from what is given, and its solution with the numbers of each step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any

from symdescent.descent.driver import Begin
from symdescent.descent.method import Method
from symdescent.descent.record import keep
from symdescent.descent.trace import Iterate
from symdescent.errors import DerivationError
from symdescent.exercises.given import function
from symdescent.exercises.topic import Given
from symdescent.exercises.written import Written
from symdescent.lesson.document import Block, Formula, Line, Math, Parts, Prose
from symdescent.lesson.equations import Telling, bend_at, general_lines, step_lines
from symdescent.lesson.formula import join, math_of, matrix, name, number, point, vector
from symdescent.lesson.general import ENTRY_BY_ENTRY
from symdescent.lesson.language import say
from symdescent.lesson.letters import put_in
from symdescent.lesson.steps import rules_used
from symdescent.lesson.symbols import partial_symbol
from symdescent.lesson.worked import Worked, worked
from symdescent.notation.style import current_style
from symdescent.notation.tree import Call, Expression, Power, Product, Sum, walk
from symdescent.numeric.components import flat
from symdescent.plan import planned
from symdescent.run import Run, _run

AGREES = 1e-9  # relative: how near a run in floats has to come to the exact one


def problem_of(given: Given) -> Written:
    """The problem of what is given: its function, in the variables of its start."""
    return _problem(function(given), tuple(given["start"]))


@lru_cache(64)  # question, answer and the certificate of an item share their derivatives
def _problem(expression: Expression, variables: tuple[str, ...]) -> Written:
    return Written(expression, variables)


def run_of(
    given: Given, method: Method | str = "gradient descent", *, state: Mapping[str, Any] | None = None, rate: Any = None, **parameters: Any
) -> Run:
    """The exact run from what is given: function, start, rate, ``steps`` (1), and how many were ``done`` before the start (0)."""
    begin = Begin(given.get("done", 0))
    steps, size = begin.k + given.get("steps", 1), given.get("rate", 1) if rate is None else rate
    plan = planned(problem_of(given), given["start"], state, method, size, steps, 0, None, "exact", parameters)
    return _run(plan, keep(plan.rows(begin), plan.rules.layout, 1, begin), 1)


@lru_cache(32)  # how long the numbers of an item are and its solution are read off the same lines
def lines_of(run: Run) -> tuple[list[Worked], ...]:
    """The lines of every step, with their numbers."""
    return tuple(worked(run, before, after) for before, after in pairwise(run.trace))


def digits(run: Run) -> int:
    """The most digits of a number in any line of the run."""
    rows = (n for row in run.trace for n in (*row.x.values(), *row.gradient.values()))
    lines = (n for step in lines_of(run) for line in step for n in flat(line.value))
    return max(length(n) for part in (rows, lines) for n in part)


def length(value: Any) -> int:
    """The digits of a number above or below the line; many, where it is no fraction."""
    if not isinstance(value, Fraction):
        return 99
    return max(len(str(abs(value.numerator))), len(str(value.denominator)))


def operations(formulas: Iterable[Expression]) -> int:
    """How many additions, multiplications and powers there are to carry out."""
    return sum(EFFORT[type(node)](node) for formula in formulas for node in walk(formula) if type(node) in EFFORT)


EFFORT: Mapping[type[Expression], Callable[..., int]] = {
    Sum: lambda e: len(e.terms) - 1,
    Product: lambda e: len(e.factors) - 1,
    Power: lambda e: 1,
}


def derived(run: Run) -> Iterator[Block]:
    """The derivatives that the run asks for, each with the rules by which it was found."""
    derivation, lines = run.problem.derive(check="quick"), list[Line]()
    for partial in derivation.partials:
        symbol = partial_symbol(derivation, partial)
        lines.append(Line(symbol, math_of(partial.result), (", ".join(rules_used(partial.root)),)))
    yield Formula(tuple(lines))
    if "H" in run.update.names:
        yield Formula((Line(_bare(bend_at(run, "")), hessian_formula(run)),))


def _bare(symbol: Math) -> Math:
    return Math(symbol.latex.replace("_{}", ""), symbol.text)


def hessian_formula(run: Run) -> Math:
    """f″ or the matrix of second derivatives."""
    rows = [list(map(math_of, row)) for row in run.problem.second]  # type: ignore[attr-defined]
    return rows[0][0] if len(rows) == 1 else matrix(rows)


def put_in_point(formula: Expression, x: Mapping[str, Any]) -> Math:
    """A formula with the numbers of a point in it."""
    return put_in(formula, {key: number(value) for key, value in x.items()}, numbers=True)


def slopes_there(run: Run, x: Mapping[str, Any]) -> Line:
    """The gradient with the numbers of a point put in."""
    return Line(None, column([put_in_point(partial, x) for partial in run.problem.partials]))


def bends_there(run: Run, x: Mapping[str, Any]) -> Line:
    """The Hessian with the numbers of a point put in."""
    rows = [[put_in_point(entry, x) for entry in row] for row in run.problem.second]  # type: ignore[attr-defined]
    return Line(None, rows[0][0] if len(rows) == 1 else matrix(rows))


def column(parts: list[Math]) -> Math:
    """A number as it is, several as a vector."""
    return parts[0] if len(parts) == 1 else vector(parts)


def numbered_lines(run: Run, told: Telling, before: Iterate, after: Iterate) -> Iterator[Line]:
    """The equations of a step with its numbers; under the gradient and the Hessian stand their formulas with the numbers."""
    puts = [put(run, before.x) for key, put in (("g", slopes_there), ("H", bends_there)) if key in run.update.names]
    step = lines_of(run)[before.k - run.trace.steps[0]]
    lines = list(step_lines(told, before, after, step))  # they begin with a symbol and a value for each of these
    for put in puts:
        symbol, value, *lines = lines
        yield from (symbol, value) if put.right.text == value.right.text else (symbol, put, value)
    elsewhere = {told.symbol(target, str(after.k)).text: at for target, at in _slopes_elsewhere(run, step)}
    found: Mapping[str, Any] | None = None
    for line in lines:
        yield line if found is None else slopes_there(run, found)
        found = None if line.left is None else elsewhere.get(line.left.text)


def _slopes_elsewhere(run: Run, lines: Iterable[Worked]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The lines that are a gradient at another point than x: what they set, and that point."""
    for line in lines if run.update.gradients else ():
        if isinstance(line.side, Call) and line.side.function == "grad":
            (inside,) = line.side.arguments
            yield line.target, dict(zip(run.variables, flat(line.known[inside.name]), strict=True))  # type: ignore[attr-defined]


def place(run: Run, at: Iterate) -> Math:
    """(x₀, y₀) = (1, 2)."""
    return join(point(name(x, str(at.k)) for x in run.variables), " = ", point(map(number, at.x.values())))


def worked_steps(run: Run) -> Iterator[Block]:
    """Every step with its numbers: the derivatives where it begins, then the equations."""
    told, language = Telling(run), current_style().language
    for before, after in pairwise(run.trace):
        if len(run.trace) > 2:
            yield Prose(say(language, "step of", k=str(after.k), x=place(run, before)))
        yield Formula(tuple(numbered_lines(run, told, before, after)))


def worked_solution(run: Run) -> Iterator[Block]:
    """The derivatives, then every step with its numbers."""
    yield from derived(run)
    yield from worked_steps(run)


def rule_lines(run: Run) -> tuple[Line, ...]:
    """The equations of the method, with the number k of a step."""
    return tuple(general_lines(Telling(run)))


def entry_by_entry(run: Run) -> Parts:
    """How columns are multiplied and their roots taken, where there are such."""
    update = run.update
    if len(run.variables) == 1 or not (ENTRY_BY_ENTRY & update.calls):
        return ()
    return say(current_style().language, "given entries")


def checked(run: Run) -> dict[str, Any]:
    """How the run was verified: the derivatives by difference quotients, the step by a run in floats from compiled code.

    Raises ``DerivationError`` where that run ends elsewhere.
    """
    from symdescent.exercises.derived import confirmed

    last = float_end(run)
    for x, value in run.trace[-1].x.items():
        if not abs(last[x] - float(value)) <= AGREES * (1 + abs(float(value))):
            raise DerivationError(f"The exact step ends at {x} = {value}, the step in floats at {last[x]}: the equations are misread.")
    return {**confirmed(run.problem.derive(check="quick").partials), "arithmetic": "exact", "step checked": "floats"}


def float_end(run: Run) -> Mapping[str, float]:
    """Where the same run in floats ends."""
    from symdescent.problem import Problem

    plan, first = run._plan, run.trace[0]
    plain = Problem(run.problem.expression, run.variables)
    state = {key: dict(zip(run.variables, value, strict=True)) for key, value in first.state.items()}
    steps = plan.rules.steps
    again = planned(plain, first.x, state or None, run.method, plan.rate, steps, 0, None, "float", dict(plan.update.parameters))
    begin = Begin(first.k)
    return _run(again, keep(again.rows(begin), again.rules.layout, 1, begin), 1).trace[-1].x
