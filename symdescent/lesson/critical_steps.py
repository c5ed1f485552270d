"""How the equations of critical points were solved, step by step, face by face."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from symdescent.analysis.critical.points import CriticalPoints
from symdescent.analysis.critical.solution import Solution, Step
from symdescent.lesson.critical_words import equation, math
from symdescent.lesson.document import Block, Inline, Math, Parts, Prose, Reveal
from symdescent.lesson.formula import bracketed, join, listed, matrix, name, point
from symdescent.lesson.language import say, word

MOST_FACES = 3  # that are told open
LONGEST = 160  # characters of an equation that is shown
PLAIN = ("none", "constant", "contradiction")
ONE = (
    "elimination",
    "substituted",
    "isolated",
    "isolated inside",
    "isolated within",
    "roots",
    "family",
    "inverse",
    "linear",
    "box",
    "turned",
)


def steps(found: CriticalPoints, language: str) -> Iterator[Block]:
    """Each face with its equations; where there are many, those without points are left out and the rest is folded."""
    told = [(face, solution) for face, solution in found.solutions if not face or solution.places or solution.sets]
    for face, solution in told[:MOST_FACES]:
        yield from _face(face, solution, language)
    if told[MOST_FACES:]:
        inside = tuple(block for face, solution in told[MOST_FACES:] for block in _face(face, solution, language))
        yield Reveal(say(language, "critical faces", count=str(len(told) - MOST_FACES)), inside)


def _face(face: tuple[Any, ...], solution: Solution, language: str) -> Iterator[Block]:
    if face:
        key = "critical face" if solution.steps else "critical corner"
        yield Prose(say(language, key, walls=listed([equation(e) for e in face])))
    for step in solution.steps:
        yield Prose(told(step, language))


def told(step: Step, language: str) -> Parts:
    """A step as a sentence."""
    if step.key in PLAIN:
        return (word(language, f"critical step {step.key}"),)
    if step.key in ONE:
        return FIELDS[step.key](step, language)
    return say(language, f"critical step {step.key}", equations=_equations(step.formulas))


def _equations(formulas: Sequence[Any]) -> Math:
    return listed([_short(equation(e)) for e in formulas])


def _short(formula: Math) -> Math:
    return formula if len(formula.text) <= LONGEST else Math(r"\ldots = 0", "… = 0")


def set_math(equations: tuple[Any, ...]) -> Math:
    """The equations of a set."""
    return _equations(equations) if equations else Math(r"\mathbb{R}^n", "ℝⁿ")


def _fields(step: Step, language: str, **fields: Inline | Parts) -> Parts:
    return say(language, f"critical step {step.key}", **fields)


def _elimination(step: Step, language: str) -> Parts:
    form, polynomial = step.formulas
    letter = math(form)
    plain = form.is_Symbol
    key = "critical step elimination" if plain else "critical step elimination form"
    new = {} if plain else {"letter": Math("t", "t")}
    return say(language, key, form=letter, polynomial=_short(equation(polynomial)), roots=_roots(step.found, language, "with"), **new)


def _roots(count: int, language: str, case: str) -> Parts:
    if count == 1:
        return (word(language, f"critical {case} one root"),)
    return say(language, f"critical {case} roots", count=str(count))


def _turned(step: Step, language: str) -> Parts:
    u, v, first, second = step.formulas
    return _fields(step, language, u=join("u = ", math(u)), v=join("v = ", math(v)), equations=_equations((first, second)))


def _box(step: Step, language: str) -> Parts:
    n = len(step.formulas) // 3
    names, ends = step.formulas[:n], step.formulas[n:]
    ranges = [join("[", listed([math(ends[2 * k]), math(ends[2 * k + 1])]), "]") for k in range(n)]
    return _fields(step, language, names=point([name(x.name) for x in names]), box=_times(ranges), count=str(step.found))


def _times(ranges: list[Math]) -> Math:
    parts: list[Math | str] = []
    for k, one in enumerate(ranges):
        parts += ([Math(r" \times ", " × ")] if k else []) + [one]
    return join(*parts)


def _isolated(step: Step, language: str) -> Parts:
    e, low, high = step.formulas
    return _fields(step, language, equation=_short(equation(e)), low=math(low), high=math(high), count=str(step.found))


def _linear(step: Step, language: str) -> Parts:
    h, g = step.formulas
    rows = matrix([[math(entry) for entry in h.row(i)] for i in range(h.rows)])
    return _fields(step, language, matrix=rows, vector=bracketed(listed([math(-entry) for entry in g])))


FIELDS: dict[str, Callable[[Step, str], Parts]] = {
    "elimination": _elimination,
    "turned": _turned,
    "box": _box,
    "isolated": _isolated,
    "isolated inside": _isolated,
    "isolated within": _isolated,
    "roots": lambda step, language: _fields(
        step, language, polynomial=_short(equation(step.formulas[0])), roots=_roots(step.found, language, "has")
    ),
    "linear": _linear,
    "substituted": lambda step, language: _fields(step, language, rule=join(math(step.formulas[0]), " = ", math(step.formulas[1]))),
    "inverse": lambda step, language: _fields(step, language, equation=_short(equation(step.formulas[0])), count=str(step.found)),
    "family": lambda step, language: _fields(
        step, language, equation=_short(equation(step.formulas[0])), period=math(step.formulas[1]), count=str(step.found)
    ),
}
