"""How the equations of critical points were solved, step by step, face by face."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from symdescent.analysis.critical.points import CriticalPoints
from symdescent.analysis.critical.solution import Solution, Step
from symdescent.lesson.critical_words import math, number_of, positive, tied, turned
from symdescent.lesson.document import Block, Inline, Math, Parts, Prose, Reveal
from symdescent.lesson.formula import bracketed, join, listed, matrix, name, point
from symdescent.lesson.language import say, word

MOST_FACES = 3  # that are told open
LONGEST = 160  # characters of an equation that is shown
AT_LEAST, AT_MOST = tied(">="), tied("<=")
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
    "formula",
    "turned",
)


def steps(found: CriticalPoints, language: str) -> Iterator[Block]:
    """Each face with its equations; where there are many, those without points are left out and the rest is folded."""
    met: set[tuple[str, ...]] = set()
    told = [
        (face, solution)
        for face, solution in found.solutions
        if (not face or solution.places or solution.sets) and _is_new(tuple(str(positive(wall)) for wall in face), met)
    ]
    for face, solution in told[:MOST_FACES]:
        yield from _face(face, solution, language)
    if told[MOST_FACES:]:
        inside = tuple(block for face, solution in told[MOST_FACES:] for block in _face(face, solution, language))
        yield Reveal(say(language, "critical faces", count=str(len(told) - MOST_FACES)), inside)


def _is_new(face: tuple[str, ...], met: set[tuple[str, ...]]) -> bool:
    """Whether no face with the same walls, apart from their signs, was told."""
    known = face in met
    met.add(face)
    return not known


def _face(face: tuple[Any, ...], solution: Solution, language: str) -> Iterator[Block]:
    if face:
        key = "critical face" if solution.steps else "critical corner"
        yield Prose(say(language, key, walls=listed([turned(e) for e in face])))
    branches = [step for step in solution.steps if step.key == "branch"]
    for step in solution.steps:
        only = step.key == "branch" and len(branches) == 1 and len(step.formulas) > 1
        yield Prose(say(language, "critical step only", equations=_equations(step.formulas)) if only else told(step, language))


def told(step: Step, language: str) -> Parts:
    """A step as a sentence."""
    if step.key in PLAIN:
        return (word(language, f"critical step {step.key}"),)
    if step.key in ONE:
        return FIELDS[step.key](step, language)
    return say(language, f"critical step {step.key}", equations=_equations(step.formulas))


def _equations(formulas: Sequence[Any]) -> Math:
    return listed([_short(turned(e)) for e in formulas])


def _short(formula: Math) -> Math:
    return formula if len(formula.text) <= LONGEST else Math(r"\ldots = 0", "… = 0")


def set_math(equations: Sequence[Any], within: Sequence[Any] = ()) -> Math:
    """The equations of a set, and what is at least 0 on it."""
    told = [_short(turned(e)) for e in equations]
    left = dict.fromkeys(within)
    for x in dict.fromkeys(x for e in within for x in sorted(e.free_symbols, key=str)):
        ends = {int(e.diff(x)): e for e in left if e.free_symbols == {x} and e.diff(x) in (1, -1)}
        left = {e: None for e in left if e not in ends.values()}
        told += [_between(x, ends.get(1), ends.get(-1))] if ends else []
    return listed([*told, *(join(math(e), AT_LEAST, "0") for e in left)])


def _between(x: Any, above: Any, below: Any) -> Math:
    """a ≤ x ≤ b, for x - a and b - x that are at least 0; one of them may be missing."""
    if above is None:
        return join(name(x.name), AT_MOST, number_of(below + x))
    if below is None:
        return join(name(x.name), AT_LEAST, number_of(x - above))
    return join(number_of(x - above), AT_MOST, name(x.name), AT_MOST, number_of(below + x))


def _fields(step: Step, language: str, **fields: Inline | Parts) -> Parts:
    return say(language, f"critical step {step.key}", **fields)


def _elimination(step: Step, language: str) -> Parts:
    form, polynomial = step.formulas
    letter = math(form)
    plain = form.is_Symbol
    root = _root(polynomial) if plain else None
    if root is not None:
        return _solved("elimination line", turned(polynomial), root, language)
    key = "critical step elimination" if plain else "critical step elimination form"
    new = {} if plain else {"letter": Math("t", "t")}
    return say(language, key, form=letter, polynomial=_short(turned(polynomial)), roots=_roots(step.found, language, "with"), **new)


def _roots(count: int, language: str, case: str) -> Parts:
    if count < 2:
        return (word(language, f"critical {case} {'one' if count else 'no'} root"),)
    return say(language, f"critical {case} roots", count=str(count))


def _root(e: Any) -> Math | None:
    """x = its zero, where it is linear in its one letter with numbers."""
    letters = tuple(e.free_symbols)
    if len(letters) != 1 or not e.is_polynomial(*letters):
        return None
    (x,) = letters
    slope, start = e.diff(x), e.subs(x, 0)
    return join(name(x.name), " = ", number_of(-start / slope)) if slope.is_Rational and start.is_Rational else None


def _solved(key: str, polynomial: Math, root: Math, language: str) -> Parts:
    """The equation and its one solution, which it may be by itself."""
    if polynomial == root:
        return say(language, "critical step left", root=root)
    return say(language, f"critical step {key}", polynomial=polynomial, root=root)


def _one_equation(step: Step, language: str) -> Parts:
    """The real zeros of a polynomial: of a linear one the zero itself."""
    root = _root(step.formulas[0])
    polynomial = _short(turned(step.formulas[0]))
    if root is not None:
        return _solved("root", polynomial, root, language)
    return _fields(step, language, polynomial=polynomial, roots=_roots(step.found, language, "has"))


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
    return _fields(step, language, equation=_short(turned(e)), low=math(low), high=math(high), count=str(step.found))


def _linear(step: Step, language: str) -> Parts:
    h, g = step.formulas
    if h.rows == 1:
        return (word(language, "critical step linear line"),)
    rows = matrix([[math(entry) for entry in h.row(i)] for i in range(h.rows)])
    return _fields(step, language, matrix=rows, vector=bracketed(listed([math(-entry) for entry in g])))


FIELDS: dict[str, Callable[[Step, str], Parts]] = {
    "elimination": _elimination,
    "turned": _turned,
    "box": _box,
    "isolated": _isolated,
    "isolated inside": _isolated,
    "isolated within": _isolated,
    "roots": _one_equation,
    "linear": _linear,
    "substituted": lambda step, language: _fields(step, language, rule=join(math(step.formulas[0]), " = ", math(step.formulas[1]))),
    "inverse": lambda step, language: _fields(step, language, equation=_short(turned(step.formulas[0])), count=str(step.found)),
    "formula": lambda step, language: _fields(step, language, equations=_equations(step.formulas), count=str(step.found)),
    "family": lambda step, language: _fields(
        step, language, equation=_short(turned(step.formulas[0])), period=math(step.formulas[1]), count=str(step.found)
    ),
}
