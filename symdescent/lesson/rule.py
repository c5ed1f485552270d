"""The update rule of a run: with this function's gradient in it, and with the numbers of a step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from symdescent.descent.step_sizes import Armijo, Fixed
from symdescent.descent.symbolic_course import in_symbols
from symdescent.descent.trace import Iterate
from symdescent.lesson.deeds import deed
from symdescent.lesson.document import Block, Formula, Heading, Line, Math, Prose
from symdescent.lesson.equations import Telling, step_lines
from symdescent.lesson.formula import factor, is_short, join, math_of, name, number, vector
from symdescent.lesson.general import general_rule
from symdescent.lesson.language import say, word
from symdescent.lesson.names import column_at, letter, rate_name, sign, slope_at
from symdescent.lesson.outcome import straight_update
from symdescent.lesson.trials import how_found, trials
from symdescent.notation.tree import Expression, Symbol, substitute
from symdescent.run import Run

GAP, TIMES = Math(r" \, ", " "), Math(r" \cdot ", "·")
HEAD, TAIL = 3, 1  # steps that are shown where no number is asked for
MOST_WRITTEN = 4  # variables of a vector that is written out


def rule(run: Run, language: str) -> Iterator[Block]:
    """The rule in general, with this function's gradient, and how the step size is found."""
    yield Heading((word(language, "heading rule"),))
    if not is_plain(run):
        yield from general_rule(run, language)
    else:
        yield Prose(say(language, f"rule {run.problem.sense}"))
        yield Formula(tuple(_rule_lines(run)))
    if isinstance(run.rate, Armijo) and is_plain(run):
        yield _armijo(run, run.rate, language)
    elif found := how_found(run, language):
        yield Prose(found)


def is_plain(run: Run) -> bool:
    """Whether the run goes along the gradient, by a step size that needs no equations."""
    return run.method.equations == ("x = x - alpha*g",) and not run.rate.lines


def _rule_lines(run: Run) -> Iterator[Line]:
    """x_{k+1} = x_k - γ f′(x_k) = x_k - (1/10)·2x_k = (4/5) x_k."""
    here, rate = column_at(run, "k"), rate_name(run)
    step = join(rate, Math("_k", "ₖ")) if isinstance(run.rate, Armijo) else rate
    yield Line(column_at(run, "k+1"), join(here, sign(run), step, GAP, slope_at(run, "k")))
    if len(run.variables) <= MOST_WRITTEN:
        size = number(run.rate.rate) if isinstance(run.rate, Fixed) else step
        yield Line(None, join(here, sign(run), size, TIMES, _gradient_at_k(run)))
    line = straight_update(run)
    if line is not None:
        share, shift = map(number, line)
        behind = () if line[1] == 0 else (" + ", factor(shift))
        yield Line(None, join(factor(share), Math(r" \, ", "·"), name(run.variables[0], "k"), *behind))


def _gradient_at_k(run: Run) -> Math:
    """The gradient's formula with the index k at every variable."""
    indexed: dict[Expression, Expression] = {Symbol(x): Symbol(f"{x},k" if "_" in x else f"{x}_k") for x in run.variables}
    written = [math_of(substitute(result, indexed)) for result in run.problem.partials]
    results = [Math(result.latex, result.text.replace("_k", "ₖ")) for result in written]
    return factor(results[0]) if len(results) == 1 else vector(results)


def _armijo(run: Run, rate: Armijo, language: str) -> Prose:
    f = letter(run)
    operator = Math(r" \ge ", " ≥ ") if run.problem.sense == "max" else Math(r" \le ", " ≤ ")
    rate_letter, slope = rate_name(run), Math(rf"\nabla {f}", f"∇{f}")
    reached = join(f"{f}(x + ", rate_letter, GAP, "d)")
    condition = join(reached, operator, f"{f}(x) + ", number(rate.c), GAP, rate_letter, GAP, slope, "(x)", TIMES, "d")
    direction = join("d = ", "" if run.problem.sense == "max" else "-", slope, "(x)")
    fields = {"initial": number(rate.initial), "shrink": number(rate.shrink), "condition": condition, "direction": direction}
    return Prose(say(language, f"armijo {run.problem.sense}", **fields))


def steps_with_numbers(run: Run, steps: int | None, language: str) -> Iterator[Block]:
    """So many of the first steps, each with its numbers put in; where none is asked for, some at the head and the last."""
    every = [(a, b) for a, b in pairwise(run.trace) if b.k == a.k + 1]
    pairs = every[:HEAD] + every[HEAD:][-TAIL:] if steps is None else every[:steps]
    if not (pairs or run.trace[-1].trials) or len(run.variables) > MOST_WRITTEN:
        return
    yield Heading((word(language, "heading steps"),))
    told = Telling(run)
    rows = {row.k: row for row in run.trace} if pairs else {}
    for before, after in pairs:
        if is_plain(run):
            yield Formula(tuple(_step_lines(run, before, after)))
        else:
            at = join(column_at(run, str(before.k)), " = ", _numbers(list(before.x.values())))
            yield Prose(say(language, "step of", k=str(after.k), x=at))
            yield Formula(tuple(step_lines(told, before, after)))
        sentences = [part for part in (trials(run, before, language), deed(run, rows.get(before.k - 1), before, after)) if part]
        if sentences:
            yield Prose(sentences[0] if len(sentences) == 1 else (*sentences[0], " ", *sentences[1]))
    last = run.trace[-1]
    if last.trials:  # of a search that failed: no step leaves the last iterate
        yield Prose((*say(language, "search failed", k=str(last.k)), " ", *trials(run, last, language)))


def _step_lines(run: Run, before: Iterate, after: Iterate) -> Iterator[Line]:
    """x₁ = x₀ - γ f′(x₀) = -6 - (1/10)·(-12) = -24/5, over a few lines."""
    k, result = str(before.k), list(after.x.values())
    yield Line(column_at(run, str(after.k)), join(column_at(run, k), sign(run), rate_name(run), GAP, slope_at(run, k)))
    x, slope = (_numbers(list(part.values())) for part in (before.x, before.gradient))
    yield Line(None, join(x, sign(run), factor(step_size(run, before)), TIMES, factor(slope)))
    exact = all(is_short(entry) or in_symbols(entry) for entry in result) and run.arithmetic != "rounded"
    yield Line(None, _numbers(result), (), "=" if exact else "≈")


def _numbers(values: list[object]) -> Math:
    parts = list(map(number, values))
    return parts[0] if len(parts) == 1 else vector(parts)


def step_size(run: Run, iterate: Iterate) -> Math:
    """The step size: a fixed one as it was given, such as 1/30."""
    return number(run.rate.rate if isinstance(run.rate, Fixed) else iterate.step_size)
