"""A worked derivative in which one step is wrong: which line is the first that does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from random import Random
from typing import Any, NamedTuple

from symdescent.calculus.answers.explain import explanations
from symdescent.calculus.answers.mistakes import MISTAKES
from symdescent.calculus.answers.reading import collected
from symdescent.calculus.answers.ways import application
from symdescent.calculus.checks.same import Domain, Same
from symdescent.calculus.derivation import Derivation, derive
from symdescent.calculus.step import Step
from symdescent.exercises import answers, derived
from symdescent.exercises.answers import longest
from symdescent.exercises.canonical import canonical
from symdescent.exercises.catalogue.derivative import SHAPES
from symdescent.exercises.given import asked, function, read
from symdescent.exercises.theory import agreed, cuts, hint, size, told
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.lesson.answer import explained
from symdescent.lesson.document import Block, Formula, Line, Math, Parts, Table
from symdescent.lesson.formula import join, math_of, name
from symdescent.lesson.hints import Hint
from symdescent.lesson.language import word
from symdescent.lesson.steps import is_trivial, reason, started
from symdescent.notation.style import current_style
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression, Symbol, depends

LONGEST_LINE = 60  # characters of a result
LINES = {1: (4, 4), 2: (5, 5), 3: (6, 6), 4: (7, 7), 5: (8, 10)}  # fewest and most lines of a level
SHAPES_OF: Mapping[int, tuple[int, ...]] = {1: (1, 2), 2: (2, 3), 3: (2, 3), 4: (3, 4), 5: (4, 5)}
PLAIN_TO_SEE = ("not differentiated", "taken as constant")  # nobody overlooks a line that is left as it was, or 0


class Claim(NamedTuple):
    """A line: what is differentiated, and what is said to come out."""

    source: Expression
    result: Expression


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """A function with at least so many lines, a line of it, and a wrong rule there; what follows is done right."""
    x = random.choice("xxt")
    f = random.choice(SHAPES[random.choice(SHAPES_OF[level])])(random, Symbol(x))
    root = derive(f, x, check="quick").partials[0].root
    steps = [step for step in _steps(root) if not is_trivial(step)]
    low, high = LINES[level]
    if not low <= len(steps) <= high or len({step.source for step in steps}) < len(steps):
        return None
    step = random.choice(steps)
    rows = [row for row in MISTAKES if not row.slip and row.name not in PLAIN_TO_SEE]
    results = [result for row in rows for result in islice(row.results(step), 2) if result != step.source]
    results = [result for result in results if depends(result, x) or not depends(step.result, x)]  # nobody overlooks a plain 0
    if not results:
        return None
    lines: list[Claim] = []
    _told(root, step, random.choice(results), lines)
    if any(len(str(line.result)) > LONGEST_LINE for line in lines):
        return None
    shown = [{"of": to_sympy_text(line.source), "is": to_sympy_text(line.result)} for line in lines]
    return {"function": to_sympy_text(f), "variable": x, "lines": shown}


def _steps(step: Step) -> Iterator[Step]:
    """Every derivative, those inside first."""
    made = step.derived
    for premise in made.premises:
        yield from _steps(premise)
    yield made


def _told(step: Step, planted: Step, wrong: Expression, lines: list[Claim]) -> Expression:
    """Adds the lines of a derivative, the wrong result put in at its step and carried on from there; returns the result."""
    made = step.derived
    below = [_told(premise, planted, wrong, lines) for premise in made.premises]
    right = [premise.result for premise in made.premises]
    result = collected(wrong) if made is planted else step.result if below == right else collected(application(made).combine(below))
    if not is_trivial(made):
        lines.append(Claim(made.source, result))
    return result


def _claims(given: Given) -> tuple[Claim, ...]:
    return tuple(Claim(read(line["of"]), read(line["is"])) for line in given["lines"])


@lru_cache(maxsize=256)
def _right(source: Expression, variable: str) -> Derivation:
    return derive(source, variable, check="quick")


def _holds(claim: Claim, variable: str) -> bool | None:
    """Whether the line is the derivative that it says; None where that is not sure."""
    right = _right(claim.source, variable).result
    if right == claim.result:
        return True
    found = Domain((claim.source, right, claim.result), (variable,)).compare(right, claim.result)
    return None if found is Same.UNDECIDED else found is not Same.DIFFERENT


def first_wrong(given: Given) -> int:
    """The number of the first line that is not the derivative that it says, from 1 on; 0 where that is not sure."""
    for number, claim in enumerate(_claims(given), 1):
        if not (holds := _holds(claim, given["variable"])):
            return 0 if holds is None else number
    return 0


def _work(given: Given) -> Work:
    claims, place = _claims(given), first_wrong(given)
    whole = _right(function(given), given["variable"]).partials[0].root
    long = longest([*(part for claim in claims for part in claim), *(step.result for step in whole)])
    return Work(
        answer=answers.number(place),
        size=size(len(claims), long if place else 99),
        solution=lambda: tuple(_solution(given, claims[place - 1], place)),
        checks=lambda: _checks(given, claims, place),
        hints=lambda: tuple(_hints(given, claims, place)),
        wrong=lambda: _wrong(claims, place, given["variable"]),
    )


def _start(claim: Claim, variable: str) -> Math:
    return started(_right(claim.source, variable).partials[0].root.derived, False)


def _solution(given: Given, claim: Claim, place: int) -> Iterator[Block]:
    variable = given["variable"]
    right = _right(claim.source, variable)
    yield told("error first", line=str(place), why=_why(right, claim))
    step = right.partials[0].root.derived
    yield Formula((Line(_start(claim, variable), math_of(right.result), reason(step, True)),))
    whole = derive(function(given), variable, check="quick")
    if whole.expression != claim.source:
        yield told("error whole")
        yield from derived.solution(whole)


def _why(right: Derivation, claim: Claim) -> Parts:
    """Which wrong rule leads to the line."""
    root = right.partials[0].root
    domain = Domain((claim.source, right.result), right.variables)
    found = next(explanations(root, domain, claim.result), None)
    return explained(found.mistake.name, found.step) if found else ()


def _checks(given: Given, claims: tuple[Claim, ...], place: int) -> dict[str, Any]:
    """Every line before holds, and the line itself does not, by difference quotients."""
    rights = [_right(claim.source, given["variable"]) for claim in claims]
    agreed("Whether the lines before hold", True, all(_holds(claim, given["variable"]) for claim in claims[: place - 1]))
    return derived.confirmed([partial for right in rights for partial in right.partials])


def _hints(given: Given, claims: tuple[Claim, ...], place: int) -> Iterator[Hint]:
    """How to look, in which half, and the rule of the line."""
    claim, half = claims[place - 1], len(claims) // 2
    yield hint("error one by one")
    first, last = (1, half) if place <= half else (half + 1, len(claims))
    yield hint("error half", first=str(first), last=str(last))
    step = _right(claim.source, given["variable"]).partials[0].root.derived
    yield hint("error rule", rule=reason(step, True), line=_start(claim, given["variable"]))


def _wrong(claims: tuple[Claim, ...], place: int, variable: str) -> Iterator[Wrong]:
    """The lines that carry the error on, those from below first, then those that are right."""
    later = [number for number in range(len(claims), place, -1) if not _holds(claims[number - 1], variable)]
    for number in later:
        yield Wrong("line that only carries the error on", answers.number(number))
    for number in range(len(claims), 0, -1):
        if number != place and number not in later:
            yield Wrong("line that is right", answers.number(number))


def _table(given: Given) -> Table:
    header: Parts = (word(current_style().language, "error line"),)
    rows = tuple(
        ((str(k),), (join(_start(claim, given["variable"]), " = ", math_of(claim.result)),)) for k, claim in enumerate(_claims(given), 1)
    )
    return Table((header, ()), rows, (), "rl")


def _question(given: Given) -> tuple[Block, ...]:
    return (*asked("ask find-the-error", function(given), (given["variable"],), x=name(given["variable"])), _table(given))


def _key(given: Given) -> str:
    lines = "; ".join(canonical(claim.result, [given["variable"]]) for claim in _claims(given))
    return f"{canonical(function(given), [given['variable']])}: {lines}"


TOPIC = Topic("find-the-error", _draw, _work, _question, _key, cuts(4, 5, 6, 7), digits=4)
