"""Runs told as lessons: the question, the rule, the steps with their numbers, what they show, the answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from symdescent.descent.trace import Iterate
from symdescent.errors import ArgumentError
from symdescent.lesson import derivation as told
from symdescent.lesson.columns import MOST_COLUMNS, norm_of, shortened, with_decimal
from symdescent.lesson.document import Block, Code, Document, Figure, Heading, Math, Parts, Prose, Reveal
from symdescent.lesson.formula import (
    join,
    name,
    number,
    point,
)
from symdescent.lesson.language import say, word
from symdescent.lesson.method_names import method_title
from symdescent.lesson.names import at, iterate_name, letter, rate_name, slope_at
from symdescent.lesson.outcome import outcome
from symdescent.lesson.rule import rule, step_size, steps_with_numbers
from symdescent.lesson.source import code_of
from symdescent.lesson.symbols import of
from symdescent.notation.style import current_style, in_this_style
from symdescent.notation.tree import columns
from symdescent.run import Run


def narrate(run: Run, *, steps: int | None = None) -> Document:
    """The worked example, with the numbers put into so many ``steps`` of it: some at the head and the last by default."""
    if steps is not None and (not isinstance(steps, int) or steps < 0):
        raise ArgumentError(f"lesson(steps={steps!r}): expected a whole number that is not negative.")
    language = current_style().language
    blocks = (
        *_question(run, language),
        *_derivation(run, language),
        *rule(run, language),
        *steps_with_numbers(run, steps, language),
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
    f = of(run.problem.expression, run.variables)
    return say(language, "title method", method=method_title(run.method.name, language), f=f)


def _question(run: Run, language: str) -> Iterator[Block]:
    first = run.trace[0]
    yield from told.definition(run.problem.expression, run.variables)
    yield Prose(
        say(
            language,
            f"question {run.problem.sense}",
            f=of(run.problem.expression, run.variables),
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


def _cells(run: Run, iterate: Iterate) -> tuple[Parts, ...]:
    """k, the iterate, the value, the slope or the gradient's norm, the step size."""
    slope = next(iter(iterate.gradient.values())) if len(run.variables) == 1 else iterate.norm
    xs = iterate.x.values() if len(run.variables) <= MOST_COLUMNS else ()
    size = () if iterate.step_size is None else (step_size(run, iterate),)
    return ((str(iterate.k),), *((number(x),) for x in xs), (with_decimal(iterate.value),), (number(slope),), size)


def _table(run: Run, language: str) -> Iterator[Block]:
    variables = run.variables if len(run.variables) <= MOST_COLUMNS else ()
    slope = slope_at(run, "k") if len(run.variables) == 1 else norm_of(slope_at(run, "k"))
    heads = [Math("k", "k"), *(name(v, "k") for v in variables), at(run, "k"), slope, rate_name(run)]
    yield shortened(heads, list(run.trace), partial(_cells, run), language)


def _figures(run: Run, language: str) -> Iterator[Block]:
    kinds = {1: ("curve", "convergence"), 2: ("contour", "convergence")}.get(len(run.variables), ("convergence",))
    if len(run.trace) < 2 or run.in_symbols:
        return
    for kind in kinds:
        yield Figure(in_this_style(partial(run.draw, kind)), run.describe(kind), say(language, f"caption {kind}"), f'run.plot("{kind}")')
