"""Hints from the same tree: which rule, what it says, with this u and v, what comes out; each opened on its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from symdescent.calculus.step import Step
from symdescent.lesson.document import Block, Formula, Line, Math, Parts, Prose, Reveal
from symdescent.lesson.formula import changed, join
from symdescent.lesson.language import say
from symdescent.lesson.statements import statement
from symdescent.lesson.steps import (
    ARITHMETIC,
    Row,
    chain,
    enumerated,
    equations,
    is_small,
    is_trivial,
    letters,
    put_in,
    rewrite_name,
    rewrites,
    rewritten,
    rule_name,
    started,
    unevaluated,
)
from symdescent.notation.style import current_style

ASKED = Math(r" = \;?", " = ?", '<mo>=</mo><mspace width="0.3em"></mspace><mi>?</mi>')


class Hint(NamedTuple):
    """A rung of a ladder: what a teacher asks, and what is said when the student does not know."""

    question: Parts
    answer: Parts


def ladder(step: Step, partial: bool = False) -> tuple[Hint, ...]:
    """The hints for a step, from the faintest to the result: the rule, its theorem, its use here, what comes out.

    Arithmetic on top of a rule belongs to it; any other rewrite is asked for by itself.
    """
    is_rule = step.kind == "derivative" or step.rule == ARITHMETIC
    return tuple(_rule_hints(step, partial) if is_rule else _rewrite_hints(step))


def _hint(key: str, **fields: Math | str | Parts) -> Hint:
    language = current_style().language
    return Hint(say(language, key, **fields), say(language, f"{key} answer", **fields))


def _rule_hints(step: Step, partial: bool) -> Iterator[Hint]:
    derived, start = step.derived, started(step.derived, partial)
    yield _hint("hint rule", rule=rule_name(derived))
    yield _hint("hint statement", statement=statement(derived))
    if derived.premises:
        yield _use(derived, start, changed(unevaluated(derived, partial)))
    arithmetic = () if step is derived else (rewritten(step),)
    yield _hint("hint result", result=equal(start, *chain(put_in(derived), *arithmetic)))


def _use(derived: Step, start: Math, opened: Math) -> Hint:
    """What u and v are, and the rule with them put in."""
    pairs = letters(derived)
    used = equal(start, opened)
    if not pairs:
        return _hint("hint opened", used=used)
    called = enumerated([letter for letter, _ in pairs])
    return _hint("hint letter" if len(pairs) == 1 else "hint letters", letters=called, these=enumerated(equations(pairs)), used=used)


def _rewrite_hints(step: Step) -> Iterator[Hint]:
    yield _hint("hint rewrite", rewrite=rewrite_name(step))
    yield _hint("hint rewritten", result=equal(changed(step.source), rewritten(step)))


def equal(first: Math, *others: Math) -> Math:
    """``a = b = c``."""
    return join(first, *(part for formula in others for part in (" = ", formula)))


def ladders(root: Step, partial: bool, full: bool) -> Iterator[Block]:
    """Every node with its hints, the parts of a rule inside the hint that names them; then the rewrites."""
    named = [rewrite for rewrite in rewrites(root) if rewrite.rule != ARITHMETIC]
    below = named[0].premises[0] if named else root
    yield node(below, partial, full)
    for rewrite in named:
        first, second = ladder(rewrite)
        yield Reveal(first.question, (Prose(first.answer), Reveal(second.question, (Prose(second.answer),))))


def node(step: Step, partial: bool, full: bool) -> Reveal:
    """One derivative with its ladder; parts that are found at a glance have none of their own, unless in full."""
    derived = step.derived
    alone = is_small(derived) and not full
    parts = [] if alone else [node(part, partial, full) for part in derived.premises if full or not is_trivial(part)]
    rungs = [Reveal(hint.question, (Prose(hint.answer),)) for hint in ladder(step, partial)]
    if parts:
        rungs[2] = Reveal(rungs[2].summary, (*rungs[2].blocks, *parts))
    return Reveal((join(started(derived, partial), ASKED),), tuple(rungs))


def reveals(rows: list[Row]) -> Iterator[Block]:
    """Each line of a derivation under what is asked for, or under why it follows from those before it."""
    for number, row in enumerate(rows, 1):
        first, *others = row.formulas
        summary = (*row.reason,) if row.continues else (first,)
        shown = row.formulas if row.continues else tuple(others)
        lines = tuple(Line(None, formula, () if row.continues or place else row.reason) for place, formula in enumerate(shown))
        yield Reveal((f"{number}. ", *summary), (Formula(lines),))
