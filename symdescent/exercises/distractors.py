"""Wrong answers to choose from: pairwise different, none of them right, the rules with one result brought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from symdescent.calculus.checks.evaluate import FLOATS, Values
from symdescent.exercises.answers import Answer, Bounds, longest
from symdescent.exercises.topic import Wrong
from symdescent.notation.tree import Expression, names

MOST = 4
FURTHER = 8  # wrong rules that are looked at once there are enough, to be reported where they have a result that is there
PLACES = (0.83, 1.37, -0.71, 2.29)  # at which formulas are told apart in floats
WHOLE = (0.0, 1.0, 2.0, 3.0)  # the same for what is real at whole numbers only
APART = 1e-6  # a relative difference that is no rounding


def distractors(right: Answer, wrong: Iterable[Wrong]) -> tuple[Wrong, ...]:
    """The first wrong answers that differ from the right one and from each other, as functions.

    Those with longer numbers than the right one, which give themselves away, come last.
    """
    kept, seen = list[Wrong](), 0
    for one in _short_first(wrong, longest(right) + 1):
        place = next((k for k, other in enumerate(kept) if alike(one.answer, other.answer)), None)
        seen += len(kept) == MOST
        if place is not None:
            kept[place] = kept[place].merged(one)
        elif len(kept) < MOST and not alike(one.answer, right):
            kept.append(one)
        if seen > FURTHER:
            break
    return tuple(kept)


def _short_first(wrong: Iterable[Wrong], usual: int) -> Iterator[Wrong]:
    """Those with longer numbers after all others; no more of them is worked out than is asked for."""
    late = []
    for one in wrong:
        if longest(one.answer) > usual:
            late.append(one)
        else:
            yield one
    yield from late


def alike(first: Answer, second: Answer) -> bool:
    """Whether both may be the same answer: only what differs for certain is different."""
    from symdescent.exercises.grading.same import same

    return first.kind == second.kind and not _apart(first, second) and same(first, second)


def _apart(first: Answer, second: Answer) -> bool:
    """Whether floats show that they differ."""
    ours, theirs = list(_leaves(first.value)), list(_leaves(second.value))
    return len(ours) != len(theirs) or any(map(_differ, ours, theirs))


def _leaves(value: Any) -> Iterator[Any]:
    """The formulas and words that an answer is made of."""
    if isinstance(value, Bounds):
        value = (value.low, value.high, *value.closed)
    if isinstance(value, tuple):
        for part in value:
            yield from _leaves(part)
    else:
        yield value


def _differ(a: Any, b: Any) -> bool:
    if a is b:
        return False
    if not (isinstance(a, Expression) and isinstance(b, Expression)):
        return bool(a != b)
    from symdescent.calculus.answers.equal import is_sequence

    symbols, whole = sorted(names(a) | names(b)), is_sequence(a) or is_sequence(b)
    places = [{x: shift + k * (1 if whole else 1 / 7) for k, x in enumerate(symbols)} for shift in (WHOLE if whole else PLACES)]
    pairs = ((_value(a, place), _value(b, place)) for place in places)
    return any(x is not None and y is not None and abs(x - y) > APART * max(abs(x), abs(y), APART) for x, y in pairs)


def _value(e: Expression, place: dict[str, float]) -> float | None:
    try:
        return float(Values(place, FLOATS)[e])
    except (ArithmeticError, ValueError, LookupError):
        return None
