"""Whether an answer and what was worked out again agree, number by number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from symdescent.exercises.answers import Answer, Bounds
from symdescent.exercises.stress.dual import MP
from symdescent.exercises.stress.fold import NoValue, real
from symdescent.exercises.stress.sides import Curve, samples, whole_numbers
from symdescent.notation.tree import Expression, names

NEAR = MP.mpf(10) ** -18  # relative


def agrees(answer: Answer, again: Any) -> bool:
    """Whether what was worked out again is the answer; of a claim, whether it holds."""
    if isinstance(again, bool):
        return again
    mine, other = list(leaves(answer.value)), list(_leaves_again(answer.value, again))
    return len(mine) == len(other) and all(map(_is, mine, other))


def leaves(value: Any) -> Iterator[Any]:
    """The formulas, numbers and words that an answer is made of."""
    if isinstance(value, Bounds):
        yield from (value.low, value.high)
    elif isinstance(value, tuple):
        for part in value:
            yield from leaves(part)
    else:
        yield value


def _leaves_again(value: Any, again: Any) -> Iterator[Any]:
    """The numbers in the order of the answer's leaves, a point's names before them."""
    if isinstance(again, Mapping):
        for name, _ in value:
            yield name
            yield again[name]
    elif isinstance(again, Sequence) and not isinstance(again, (str, Curve)):
        parts = value if isinstance(value, tuple) else (None,) * len(again)
        for part, one in zip(parts, again, strict=True):
            yield from _leaves_again(part, one)
    else:
        yield again


def _is(mine: Any, other: Any) -> bool:
    if isinstance(other, Curve):
        return _same_curve(mine, other)
    if isinstance(mine, Expression):
        return near(real(mine), other)
    return bool(mine == other)


def _same_curve(mine: Expression, other: Curve) -> bool:
    """Whether a formula has the curve's values wherever both have some, and somewhere they have."""
    seen = 0
    for at in other.places:
        try:
            one, two = real(mine, at), other.at(at)
        except NoValue:
            continue
        seen += 1
        if not near(one, two):
            return False
    return seen > 0


def near(one: Any, two: Any) -> bool:
    """Whether two numbers are the same to 18 digits."""
    return bool(abs(one - two) <= NEAR * (1 + abs(one)))


def same(one: Answer, two: Answer) -> bool:
    """Whether two answers have the same values: to tell distractors apart."""
    if one.kind != two.kind or getattr(one.value, "closed", None) != getattr(two.value, "closed", None):
        return False
    mine, other = list(leaves(one.value)), list(leaves(two.value))
    return len(mine) == len(other) and all(map(_same_leaf, mine, other))


def _same_leaf(one: Any, two: Any) -> bool:
    if not (isinstance(one, Expression) and isinstance(two, Expression)):
        return bool(one == two)
    letters = names(one) | names(two)
    places = (*samples(letters), *whole_numbers(letters))  # (-1/2)^k has a value at whole numbers only
    pairs = [pair for at in places if (pair := (_known(one, at), _known(two, at))) != (None, None)]
    return bool(pairs) and all(a is not None and b is not None and near(a, b) for a, b in pairs)


def _known(e: Expression, at: Mapping[str, Any]) -> Any:
    try:
        return real(e, at)
    except NoValue:
        return None
