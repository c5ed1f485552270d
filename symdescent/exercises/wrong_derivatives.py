"""Wrong derivatives by the table of wrong rules, each told with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias

from symdescent.calculus.answers.explain import WrongResult, candidates, domain_of
from symdescent.calculus.answers.mistakes import MISTAKES
from symdescent.calculus.checks.same import TOLERANCE
from symdescent.calculus.consequences.conclude import reduced
from symdescent.calculus.derivation import Derivation, Partial
from symdescent.exercises import answers
from symdescent.exercises.topic import Wrong
from symdescent.lesson.answer import explained

Known: TypeAlias = tuple[float | None, ...]  # values of a function at the places of its domain

MOST_CANDIDATES = 40  # results of wrong rules that are compared for distractors


def wrong_formulas(derivation: Derivation, partial: Partial) -> Iterator[Wrong]:
    """What wrong rules make of a derivative: each function once, with all rules that lead to it, and the right one never."""
    domain = domain_of(derivation, partial)
    right = tuple(domain.values(partial.result))
    found: list[tuple[Known, list[WrongResult]]] = []
    for wrong in islice(candidates(partial.root), MOST_CANDIDATES):
        values = tuple(domain.values(wrong.result))
        same = next((results for known, results in found if _agree(values, known)), None)
        if same is not None:
            same.append(wrong)
        elif any(value is not None for value in values) and not _agree(values, right):
            found.append((values, [wrong]))
    return (_told(results, partial.order[-1]) for results in _varied([results for _, results in found]))


def _agree(values: Known, others: Known) -> bool:
    """Whether two functions have the same values wherever both have one, and somewhere both have."""
    somewhere = False
    for a, b in zip(values, others, strict=True):
        if a is not None and b is not None:
            if not abs(a - b) <= TOLERANCE * max(1e-3, abs(b)):
                return False
            somewhere = True
    return somewhere


def _varied(found: list[list[WrongResult]]) -> list[list[WrongResult]]:
    """In the order of the table of mistakes, those that come again at another node after all others."""
    order = [mistake.name for mistake in MISTAKES]
    ranked = sorted(found, key=lambda results: order.index(results[0].mistake.name))
    again = [k > 0 and ranked[k - 1][0].mistake is results[0].mistake for k, results in enumerate(ranked)]
    return [
        *(r for r, later in zip(ranked, again, strict=True) if not later),
        *(r for r, later in zip(ranked, again, strict=True) if later),
    ]


def _told(results: list[WrongResult], variable: str) -> Wrong:
    """As tidy as the right answer: a line that nobody tidied gives itself away."""
    first = results[0]
    rules = dict.fromkeys(wrong.mistake.name for wrong in results)
    also = tuple(rule for rule in rules if rule != first.mistake.name)
    answer = answers.formula(reduced(first.result, variable).result)
    return Wrong(first.mistake.name, answer, lambda: explained(first.mistake.name, first.step), also)
