"""What the topics of derivatives share: how much work a derivation is, its hints, and how its result is confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from symdescent.calculus.answers.alternatives import outermost_first
from symdescent.calculus.checks.certify import certified
from symdescent.calculus.checks.check import Checker
from symdescent.calculus.checks.oracle import DIGITS
from symdescent.calculus.derivation import Derivation, Partial, differentiate
from symdescent.calculus.step import Step
from symdescent.exercises.answers import longest
from symdescent.exercises.given import function
from symdescent.exercises.topic import Given, Size
from symdescent.lesson import derivation as told
from symdescent.lesson.document import Block, Formula, Heading, Line
from symdescent.lesson.formula import math_of
from symdescent.lesson.hints import Hint, equal, ladder
from symdescent.lesson.language import say
from symdescent.lesson.steps import AT_A_GLANCE, is_trivial, started
from symdescent.lesson.symbols import is_partial, partial_symbol
from symdescent.notation.style import current_style
from symdescent.notation.tree import Expression

# How much work a rule is; one that is not listed is TABLE, a derivative to be known by heart.
EFFORT = {"constant": 0, "identity": 0, "sum": 0, "difference": 0, "constant multiple": 1, "power": 1}
EFFORT |= {"reciprocal": 3, "chain": 4, "product": 4, "quotient": 5}
TABLE = 2
NESTING = ("reciprocal", "chain", "product", "quotient")  # rules by which a derivation gets deeper
TIDYING = ("arithmetic",)  # rewrites that are no work of their own


@lru_cache(16)  # how much work an item is and its steps are read off the same tree
def _unchecked(expression: Expression, variable: str) -> tuple[Partial, Size]:
    partial = Partial((variable,), differentiate(expression, variable), ())
    return partial, size((partial,), (expression,))


def size_of(given: Given) -> Size:
    """How much work one derivative is, told before its steps are checked."""
    return _unchecked(function(given), given["variable"])[1]


def derivation(given: Given, variables: tuple[str, ...]) -> Derivation:
    """One derivative of a function of all these variables, every step checked in floats."""
    partial, _ = _unchecked(function(given), given["variable"])
    checked = replace(partial, checks=certified(partial.root, "quick"))
    return Derivation("derivative", function(given), variables, (checked,))


def size(partials: Iterable[Partial], lines: Iterable[Expression] = (), more: int = 0) -> Size:
    """How much work derivations are, with further lines that stand in the solution and further operations."""
    partials = tuple(partials)
    steps = [step for partial in partials for step in partial.root]
    digits = longest((*(step.result for step in steps), *lines))
    return Size(more + sum(map(_effort, steps)), max(1, *(_height(partial.root.derived) for partial in partials)), digits)


def _effort(step: Step) -> int:
    if step.kind == "rewrite":
        return int(step.rule not in TIDYING)
    return EFFORT.get(step.rule, TABLE)


def _height(step: Step) -> int:
    """How many rules that nest stand above each other."""
    below = max((_height(premise.derived) for premise in step.premises), default=0)
    return below + (step.kind == "derivative" and step.rule in NESTING)


def solution(derivation: Derivation) -> Iterator[Block]:
    """Every derivative line by line, with its result."""
    several = is_partial(derivation) or derivation.kind == "gradient"
    for partial in derivation.partials:
        symbol = partial_symbol(derivation, partial)
        if len(derivation.partials) > 1:
            yield Heading(told.held_fixed(symbol, derivation, partial), 2)
        yield from told.lines(partial, several)
        yield Formula((Line(symbol, math_of(partial.result)),))


def hints(root: Step, partial: bool = False) -> tuple[Hint, ...]:
    """Which rule, what it says, with this u and v, then the parts one by one: never all that is needed for the result.

    They begin at the outermost rule that is more than a glance; of a sum of small things the last part is left out.
    """
    step = next((step for step in outermost_first(root) if step.premises and step.rule not in AT_A_GLANCE), root.derived)
    first = ladder(step, partial)
    parts = [premise for premise in step.premises if not is_trivial(premise)]
    shown = parts[:-1] if step.rule in AT_A_GLANCE else parts
    return (*(first[:-1] if step.premises else first[:2]), *(_part(premise, partial) for premise in shown))


def _part(premise: Step, partial: bool) -> Hint:
    language, asked = current_style().language, started(premise.derived, partial)
    return Hint(say(language, "hint part", asked=asked), say(language, "hint part answer", result=equal(asked, math_of(premise.result))))


def confirmed(partials: Iterable[Partial]) -> dict[str, Any]:
    """How the steps were checked, and each result as a whole: with a difference quotient of the function, to 30 digits.

    Raises ``DerivationError`` with a counterexample where a result is wrong.
    """
    partials = tuple(partials)
    checks = [_confirm(partial) for partial in partials]
    return {
        "steps": sum(len(partial.checks) for partial in partials),
        "steps checked": sorted({check.kind for partial in partials for check in partial.checks}),
        "answer checked": "difference quotients",
        "digits": min(DIGITS, *(check.digits for check in checks)),
        "points": min(len(check.points) for check in checks),
    }


def _confirm(partial: Partial) -> Any:
    whole = replace(partial.root.derived, result=partial.result, premises=())
    return Checker(whole).numeric(whole)
