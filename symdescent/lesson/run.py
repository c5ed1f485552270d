"""Runs told as lessons: the question, the rule, the steps with their numbers, what they show, the answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from symdescent.descent.step_sizes import Armijo, Fixed
from symdescent.descent.trace import Iterate
from symdescent.lesson import derivation as told
from symdescent.lesson.document import Block, Code, Document, Figure, Formula, Heading, Line, Math, Parts, Prose, Reveal, Table
from symdescent.lesson.formula import (
    decimal,
    factor,
    function_name,
    is_short,
    join,
    listed,
    math_of,
    name,
    number,
    point,
    rate_letter,
    vector,
)
from symdescent.lesson.language import say, word
from symdescent.lesson.outcome import outcome, straight_update
from symdescent.lesson.source import code_of
from symdescent.notation.style import current_style
from symdescent.notation.tree import Expression, Symbol, columns, substitute
from symdescent.run import Run

HEAD, TAIL = 8, 3  # rows of a long table
SHOWN_STEPS = 3  # with their numbers put in, unless asked otherwise
MOST_COLUMNS = 4  # variables with a column of their own


def narrate(run: Run, *, steps: int = SHOWN_STEPS) -> Document:
    """The worked example; ``steps`` of it with their numbers put in."""
    language = current_style().language
    blocks = (
        *_question(run, language),
        *_derivation(run, language),
        *_rule(run, language),
        *_steps(run, steps, language),
        *_table(run, language),
        *_figures(run, language),
        *outcome(run),
    )
    return Document(_title(run, language), blocks, language)


def display(run: Run) -> Document:
    """The table of the run and how it ended."""
    language = current_style().language
    return Document(_title(run, language), (*_table(run, language), Prose(say(language, f"stop {run.stop.name.lower()}"))), language)


def _title(run: Run, language: str) -> Parts:
    return say(language, f"title {run.method.name}", f=told.of(run.problem.expression, run.variables))


def letter(run: Run) -> str:
    """The function's letter."""
    return function_name(run.problem.expression, run.variables)


def rate_name(run: Run) -> Math:
    """The learning rate's letter."""
    return rate_letter((*run.variables, *(() if run.problem.data is None else run.problem.data.names)))


def iterate_name(run: Run, k: Math | str) -> Math:
    """x with the index k: the variable itself, or (x, y) with it."""
    return point(name(variable, k) for variable in run.variables)


def at(run: Run, k: str) -> Math:
    """f(x_k)."""
    inside = listed(name(variable, k) for variable in run.variables)
    return join(f"{letter(run)}(", inside, ")")


def slope_at(run: Run, k: Math | str) -> Math:
    """f′(x_k) or ∇f(x_k, y_k)."""
    inside = listed(name(variable, k) for variable in run.variables)
    f = letter(run)
    if len(run.variables) == 1:
        return join(Math(f"{f}'", f"{f}′"), "(", inside, ")")
    return join(Math(rf"\nabla {f}", f"∇{f}"), "(", inside, ")")


def _question(run: Run, language: str) -> Iterator[Block]:
    first = run.trace[0]
    yield Prose(
        say(
            language,
            f"question {run.problem.sense}",
            f=told.of(run.problem.expression, run.variables),
            start=join(iterate_name(run, "0"), " = ", point(map(number, first.x.values()))),
            letter=Math(letter(run), letter(run)),
            value=number(first.value),
        )
    )
    if run.problem.data is not None:
        yield Prose(say(language, "data", rows=str(len(run.problem.data)), columns=", ".join(sorted(columns(run.problem.expression)))))
    source = code_of(run)
    if source:
        yield Code(source)


def _derivation(run: Run, language: str) -> Iterator[Block]:
    derivation = run.problem.derive(check="quick" if len(run.variables) > told.MOST_OPEN else "proof")
    blocks = tuple(told.blocks(derivation))
    yield Heading((word(language, f"heading {derivation.kind}"),))
    if len(run.variables) > told.MOST_OPEN:
        yield Reveal((word(language, f"heading {derivation.kind}"),), blocks)
    else:
        yield from blocks


def _rule(run: Run, language: str) -> Iterator[Block]:
    sign = " + " if run.problem.sense == "max" else " - "
    yield Heading((word(language, "heading rule"),))
    step = rate_name(run)
    if isinstance(run.rate, Armijo):
        step = join(step, Math("_k", "ₖ"))
    general = join(*_next_name(run), " = ", *_column(run, "k"), sign, step, Math(r" \, ", " "), slope_at(run, "k"))
    yield Prose(say(language, f"rule {run.problem.sense}"))
    gradient = _gradient_at_k(run)
    if isinstance(run.rate, Fixed):
        put = join(*_column(run, "k"), sign, number(run.rate.rate), Math(r" \cdot ", "·"), gradient)
    else:
        put = join(*_column(run, "k"), sign, step, Math(r" \cdot ", "·"), gradient)
    left, right = general.latex.split(" = ", 1), general.text.split(" = ", 1)
    lines = (Line(Math(left[0], right[0]), Math(left[1], right[1])), Line(None, put), *_collected(run))
    yield Formula(lines)
    if isinstance(run.rate, Armijo):
        yield _armijo(run, run.rate, language)


def _collected(run: Run) -> Iterator[Line]:
    """q x_k + c, where the gradient is a straight line and the rate is fixed."""
    if isinstance(run.rate, Fixed) and (line := straight_update(run)) is not None:
        factor_q, shift = map(number, line)
        moved = join(factor(factor_q), Math(r" \, ", "·"), name(run.variables[0], "k"))
        behind = () if line[1] == 0 else (" + ", factor(shift))
        yield Line(None, join(moved, *behind))


def _next_name(run: Run) -> tuple[Math, ...]:
    return _column(run, "k+1")


def _column(run: Run, k: str) -> tuple[Math, ...]:
    parts = [name(variable, k) for variable in run.variables]
    return (parts[0],) if len(parts) == 1 else (vector(parts),)


def _gradient_at_k(run: Run) -> Math:
    """The gradient's formula with the index k at every variable."""
    indexed: dict[Expression, Expression] = {Symbol(x): Symbol(f"{x},k" if "_" in x else f"{x}_k") for x in run.variables}
    written = [math_of(substitute(result, indexed)) for result in run.problem.derive(check="quick").results]
    results = [Math(result.latex, result.text.replace("_k", "ₖ")) for result in written]
    return factor(results[0]) if len(results) == 1 else vector(results)


def _armijo(run: Run, rate: Armijo, language: str) -> Prose:
    f = letter(run)
    operator = Math(r" \ge ", " ≥ ") if run.problem.sense == "max" else Math(r" \le ", " ≤ ")
    gap, letter_t, slope = Math(r" \, ", " "), rate_name(run), Math(rf"\nabla {f}", f"∇{f}")
    reached = join(f"{f}(x + ", letter_t, gap, "d)")
    condition = join(reached, operator, f"{f}(x) + ", number(rate.c), gap, letter_t, gap, slope, "(x)", Math(r" \cdot d", "·d"))
    direction = join("d = ", "" if run.problem.sense == "max" else "-", slope, "(x)")
    fields = {"initial": number(rate.initial), "shrink": number(rate.shrink), "condition": condition, "direction": direction}
    return Prose(say(language, f"armijo {run.problem.sense}", **fields))


def _steps(run: Run, steps: int, language: str) -> Iterator[Block]:
    pairs = [(a, b) for a, b in zip(run.trace, run.trace[1:], strict=False) if b.k == a.k + 1][:steps]
    if not pairs:
        return
    yield Heading((word(language, "heading steps"),))
    for before, after in pairs:
        yield Formula(tuple(_step_lines(run, before, after)))


def _step_lines(run: Run, before: Iterate, after: Iterate) -> Iterator[Line]:
    """x₁ = x₀ - γ f′(x₀) = -6 - (1/10)·(-12) = -24/5, over a few lines."""
    sign = " + " if run.problem.sense == "max" else " - "
    k, following = str(before.k), str(after.k)
    xs, slopes = list(map(number, before.x.values())), list(map(number, before.gradient.values()))
    rate, times = factor(_step_size(run, before)), Math(r" \cdot ", "·")
    if len(xs) == 1:
        x, slope = xs[0], factor(slopes[0])
    else:
        x, slope = vector(xs), vector(slopes)
    letters = join(*_column(run, k), sign, rate_name(run), Math(r" \, ", " "), slope_at(run, k))
    yield Line(join(*_column(run, following)), letters)
    yield Line(None, join(x, sign, rate, times, slope))
    result = list(after.x.values())
    exact = all(map(is_short, result)) and run.arithmetic != "rounded"
    reached = point(map(number, result)) if len(result) == 1 else vector(map(number, result))
    yield Line(None, reached, (), "=" if exact else "≈")


def _cells(run: Run, iterate: Iterate) -> tuple[Parts, ...]:
    """k, the iterate, the value, the slope or the gradient's norm, the step size."""
    slope = next(iter(iterate.gradient.values())) if len(run.variables) == 1 else iterate.norm
    xs = iterate.x.values() if len(run.variables) <= MOST_COLUMNS else ()
    size = () if iterate.step_size is None else (_step_size(run, iterate),)
    return ((str(iterate.k),), *((number(x),) for x in xs), (_with_decimal(iterate.value),), (number(slope),), size)


def _step_size(run: Run, iterate: Iterate) -> Math:
    """The step size: a fixed one as it was given, such as 1/30."""
    return number(run.rate.rate if isinstance(run.rate, Fixed) else iterate.step_size)


def _with_decimal(value: Any) -> Math:
    """A fraction with its decimal beside it."""
    if is_short(value) and getattr(value, "denominator", 1) != 1:
        return join(number(value), Math(r" \approx ", " ≈ "), decimal(value, 4))
    return number(value)


def _table(run: Run, language: str) -> Iterator[Block]:
    variables = run.variables if len(run.variables) <= MOST_COLUMNS else ()
    slope = slope_at(run, "k") if len(run.variables) == 1 else _norm_of(slope_at(run, "k"))
    heads = [Math("k", "k"), *(name(v, "k") for v in variables), at(run, "k"), slope, rate_name(run)]
    rows = list(run.trace)
    header = tuple((head,) for head in heads)
    align = "r" * len(heads)
    if len(rows) <= HEAD + TAIL + 1:
        yield Table(header, tuple(_cells(run, row) for row in rows), (), align)
        return
    left_out = len(rows) - HEAD - TAIL
    gap: tuple[Parts, ...] = ((Math(r"\vdots", "⋮"),), *(((),) * (len(heads) - 1)))
    cells = (*(_cells(run, row) for row in rows[:HEAD]), gap, *(_cells(run, row) for row in rows[-TAIL:]))
    yield Table(header, cells, say(language, "left out", count=str(left_out)), align)


def _norm_of(slope: Math) -> Math:
    return Math(rf"\lVert {slope.latex} \rVert", f"‖{slope.text}‖")


def _figures(run: Run, language: str) -> Iterator[Block]:
    kinds = {1: ("curve", "convergence"), 2: ("contour", "convergence")}.get(len(run.variables), ("convergence",))
    if len(run.trace) < 2:
        return
    for kind in kinds:
        yield Figure(partial(run.draw, kind), run.describe(kind), say(language, f"caption {kind}"), f'run.plot("{kind}")')
