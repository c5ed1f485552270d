"""Runs of several steps: the first wrong step is named, and the rest is judged as carried on from the student's own numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from symdescent.errors import SymdescentError
from symdescent.exercises.answers import Answer, at_point
from symdescent.exercises.grading.compare import FLAT, Outcome, flat
from symdescent.exercises.grading.diagnosis import Diagnosis, of_rules, of_slips
from symdescent.exercises.grading.leaves import Ground
from symdescent.exercises.grading.reading import Flat
from symdescent.exercises.topic import Given, Work, Wrong
from symdescent.lesson.document import Parts
from symdescent.lesson.formula import listed, number
from symdescent.lesson.language import say
from symdescent.notation.style import current_style
from symdescent.notation.sympy_text import to_sympy_text

RIGHT, CARRIED, WRONG = "right", "carried on", "wrong"


def graded(typed: Sequence[Flat], work: Work, given: Given, ground: Ground) -> Outcome:
    """Step by step: right, rightly carried on from the student's own point, or wrong; ``parts`` has a word for each."""
    wanted = [FLAT["point"](point) for point in work.answer.value]
    points = _without_start(typed, len(wanted), given, ground)
    if len(points) == 1 < len(wanted) and _is(points[0], wanted[-1], ground) and not _is(points[0], wanted[0], ground):
        return Outcome(True, "steps left out", (), (RIGHT,))
    if len(points) > len(wanted):
        return Outcome(False, "", ("steps too many",), ())
    parts = tuple(_parts(points, wanted, work, given, ground))
    right = all(part == RIGHT for part in parts)
    slips = ("nothing moves",) if _stuck(points, given, ground) and not right else ("steps missing",) if len(points) < len(wanted) else ()
    forms = [flat(point, right_one, ground).form for point, right_one in zip(points, wanted, strict=False)]
    return Outcome(right and not slips, max(forms, default="") if right else "", slips if right or "nothing moves" in slips else (), parts)


def _parts(points: Sequence[Flat], wanted: Sequence[Any], work: Work, given: Given, ground: Ground) -> Iterator[str]:
    for k, point in enumerate(points):
        if _is(point, wanted[k], ground):
            yield RIGHT
        else:
            yield CARRIED if k and _follows(point, points[:k], work, given, ground) else WRONG


def _follows(point: Flat, before: Sequence[Flat], work: Work, given: Given, ground: Ground) -> bool:
    """Whether the point follows from the one before; a point that repeats an earlier one, or the start, earns nothing."""
    names = [name for name, _ in work.answer.value[0]]
    entries = tuple(one.value for one in point)
    if work.onward is None or any(_is(other, entries, ground) for other in before) or _is_start(point, given, ground):
        return False
    after = _onward(work.onward, {name: to_sympy_text(one.value) for name, one in zip(names, before[-1], strict=True)})
    return after is not None and _is(point, FLAT["point"](after.value), ground)


def _onward(onward: Any, point: Mapping[str, str]) -> Answer | None:
    try:
        return at_point(onward(point))
    except (SymdescentError, ArithmeticError):  # from a student's own point there may be no step
        return None


def _is(point: Flat, wanted: Sequence[Any], ground: Ground) -> bool:
    return flat(point, wanted, ground).right is True


def _is_start(point: Flat, given: Given, ground: Ground) -> bool:
    start = given.get("start")
    return isinstance(start, Mapping) and _is(point, FLAT["point"](at_point(start).value), ground)


def _without_start(typed: Sequence[Flat], count: int, given: Given, ground: Ground) -> Sequence[Flat]:
    """The points without the start, where it is typed first."""
    return typed[1:] if len(typed) == count + 1 and _is_start(typed[0], given, ground) else typed


def _stuck(points: Sequence[Flat], given: Given, ground: Ground) -> bool:
    """Whether all points are the same, or each is the start."""
    first = tuple(one.value for one in points[0]) if points else ()
    return (len(points) > 1 and all(_is(point, first, ground) for point in points[1:])) or any(
        _is_start(p, given, ground) for p in points[:1]
    )


def diagnosed(typed: Sequence[Flat], outcome: Outcome, work: Work, given: Given, ground: Ground) -> Diagnosis:
    """Which step is wrong, by which rule, and which follow rightly from it."""
    points = _without_start(typed, len(work.answer.value), given, ground)
    whole = _whole(points, work, ground)
    if outcome.slips and not whole:
        return of_slips(outcome.slips)
    first = outcome.parts.index(WRONG)
    found = of_rules(whole or _at(points, first, work, ground))
    rest = [k + 1 for k, part in enumerate(outcome.parts) if k > first and part != WRONG]
    told = _told(first + 1, rest)
    return Diagnosis(found.keys, (*told, " ", *found.reason)) if found else Diagnosis((), told)


def _whole(points: Sequence[Flat], work: Work, ground: Ground) -> list[Wrong]:
    """The wrong rules that lead to all of these points."""
    return [wrong for wrong in work.wrong() if len(wrong.answer.value) == len(points) and _agree(points, wrong.answer.value, ground)]


def _agree(points: Sequence[Flat], value: Sequence[Any], ground: Ground) -> bool:
    return all(_is(point, FLAT["point"](wanted), ground) for point, wanted in zip(points, value, strict=True))


def _at(points: Sequence[Flat], first: int, work: Work, ground: Ground) -> list[Wrong]:
    """The wrong rules that lead to the first wrong point, where those before are theirs too."""
    return [wrong for wrong in work.wrong() if _agree(points[: first + 1], wrong.answer.value[: first + 1], ground)]


def _told(step: int, rest: Sequence[int]) -> Parts:
    language = current_style().language
    told = say(language, "step wrong", step=str(step))
    if not rest:
        return told
    key = "step follows" if len(rest) == 1 else "steps follow"
    return (*told, " ", *say(language, key, steps=listed(number(k) for k in rest)))
