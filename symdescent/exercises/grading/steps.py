"""Runs of several steps: the first wrong step is named, and the rest is judged as carried on from the student's own numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from symdescent.errors import SymdescentError
from symdescent.exercises.answers import at_point
from symdescent.exercises.grading.compare import FLAT, Outcome, flat
from symdescent.exercises.grading.diagnosis import NOTHING, Diagnosis, by_slips, of_rules, of_slips
from symdescent.exercises.grading.entries import Flat
from symdescent.exercises.grading.leaves import FORMS, Ground
from symdescent.exercises.topic import Given, Work, Wrong
from symdescent.lesson.document import Parts
from symdescent.lesson.formula import listed, number
from symdescent.lesson.language import say
from symdescent.notation.style import current_style
from symdescent.notation.sympy_text import to_sympy_text

RIGHT, CARRIED, WRONG = "right", "carried on", "wrong"
ONCE = {"gradient always at the start": "gradient at the start once"}  # wrong rules that are told otherwise of one step alone


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
    slips = tuple(slip for slip in (_slip(points, parts, len(wanted), given, ground),) if slip)
    forms = [flat(point, right_one, ground).form for point, right_one in zip(points, wanted, strict=False)]
    return Outcome(right and not slips, max(forms, key=FORMS.index, default="") if right else "", slips, parts)


def _slip(points: Sequence[Flat], parts: Sequence[str], asked: int, given: Given, ground: Ground) -> str:
    """What is to be said of the whole, where no step is to be named."""
    if CARRIED in parts or WRONG in parts:
        if _stuck(points, given, ground):
            return "nothing moves"
        return "" if WRONG in parts else "rounded early"
    return "steps missing" if len(points) < asked else ""


def _parts(points: Sequence[Flat], wanted: Sequence[Any], work: Work, given: Given, ground: Ground) -> Iterator[str]:
    for k, point in enumerate(points):
        if _is(point, wanted[k], ground):
            yield RIGHT
        else:
            yield CARRIED if k and _follows(point, points[:k], work, given, ground) else WRONG


def _follows(point: Flat, before: Sequence[Flat], work: Work, given: Given, ground: Ground) -> bool:
    """Whether the point follows from the one before; a point that repeats an earlier one, or the start, earns nothing."""
    entries = tuple(one.value for one in point)
    if any(_is(other, entries, ground) for other in before) or _is_start(point, given, ground):
        return False
    after = _tried(work.onward, _own(before[-1], work))
    return after is not None and _is(point, FLAT["point"](at_point(after).value), ground)


def _own(point: Flat, work: Work) -> dict[str, str]:
    """A student's own point, as a question gives one."""
    return {name: to_sympy_text(one.value) for (name, _), one in zip(work.answer.value[0], point, strict=True)}


def _tried(way: Callable[[Mapping[str, Any]], Any] | None, point: Mapping[str, Any]) -> Any:
    """What follows from a point; None where nothing does: from a student's own point there may be no step."""
    try:
        return None if way is None else way(point)
    except (SymdescentError, ArithmeticError):
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
    """The wrong rule that leads to all points, or the first wrong step with what was done there, and which follow rightly from it."""
    points = _without_start(typed, len(work.answer.value), given, ground)
    whole = of_rules(_whole(points, work, ground))
    if outcome.slips and not whole:
        return of_slips(outcome.slips)
    first = outcome.parts.index(WRONG) if WRONG in outcome.parts else 0
    found = whole or _at(points, first, work, given, ground) or NOTHING
    reason = (" ", *found.reason) if found.reason else ()
    return found._replace(reason=(*_told("step wrong", [first + 1]), *reason, *_rest(outcome.parts, first)))


def _whole(points: Sequence[Flat], work: Work, ground: Ground) -> list[Wrong]:
    """The wrong rules that lead to all of these points."""
    return [wrong for wrong in work.wrong() if len(wrong.answer.value) == len(points) and _agree(points, wrong.answer.value, ground)]


def _agree(points: Sequence[Flat], value: Sequence[Any], ground: Ground) -> bool:
    return all(_is(point, FLAT["point"](wanted), ground) for point, wanted in zip(points, value, strict=True))


def _at(points: Sequence[Flat], step: int, work: Work, given: Given, ground: Ground) -> Diagnosis | None:
    """What was done at a step, from the student's own point before it: by a wrong rule, or by a slip."""
    before = _own(points[step - 1], work) if step else given.get("start", {})
    wrongs = _tried(work.astray, before) or ()
    found = [wrong for wrong in wrongs if _is(points[step], FLAT["point"](wrong.answer.value), ground)]
    if found:
        return of_rules([wrong._replace(rule=ONCE.get(wrong.rule, wrong.rule)) for wrong in found])
    after = _tried(work.onward, before)
    return None if after is None else by_slips(points[step], at_point(after), ground)


def _rest(parts: Sequence[str], first: int) -> Parts:
    """What is said of the steps after the first wrong one."""
    after = [(k + 1, part) for k, part in enumerate(parts) if k > first]
    kinds = (("step wrong too", [k for k, part in after if part == WRONG]), ("step follows", [k for k, part in after if part != WRONG]))
    return tuple(word for key, steps in kinds if steps for word in (" ", *_told(key, steps)))


def _told(key: str, steps: Sequence[int]) -> Parts:
    return say(current_style().language, key if len(steps) == 1 else f"{key} several", steps=listed(number(k) for k in steps))
