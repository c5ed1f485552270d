"""The functions of calculus courses: each derivative is the difference quotient, and what a book says, to 30 digits."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import mpmath
import pytest

from symdescent.calculus.derivation import derive
from symdescent.notation.parser import parse
from symdescent.notation.tree import Expression, names

from .corpus import Entry, entries
from .numbers_by_hand import NoValue, value

ENTRIES = entries()
WORKING = 130  # digits: with h = 10^-40 a central difference errs by about 10^-80 and loses 40 digits
STEP = "1e-40"
POINTS = 4  # at which a function is compared
TRIES = 200


def points(entry: Entry, formula: Expression) -> list[dict[str, Any]]:
    """Random rational points, always the same for a function."""
    chance = random.Random(entry.function)  # noqa: S311 - no secret
    spread = (1, 2, 1, 5, -2, -1, 3)

    def coordinate(lap: int) -> Any:
        return mpmath.mpf(chance.randint(1, 996)) / 997 * spread[lap % len(spread)]

    return [{name: coordinate(lap) for name in sorted(names(formula) | {entry.variable})} for lap in range(TRIES)]


def quotient(formula: Expression, variable: str, at: dict[str, Any]) -> Any:
    """The difference quotient; raises ``NoValue`` where the function has none or a kink."""
    h = mpmath.mpf(STEP)
    left, here, right = (value(formula, {**at, variable: at[variable] + shift}) for shift in (-h, 0, h))
    if abs(left - 2 * here + right) > h * mpmath.mpf("1e-20") * (1 + abs(here)):
        raise NoValue
    return (right - left) / (2 * h)


def close(found: Any, expected: Any) -> bool:
    return bool(abs(found - expected) <= mpmath.mpf("1e-30") * (abs(expected) + mpmath.mpf("1e-10")))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.rule}: {entry.variable}: {entry.function}")
def test_the_derivative_is_that_of_the_book_and_the_difference_quotient(entry: Entry) -> None:
    formula = parse(entry.function)
    derivation = derive(formula, entry.variable)
    assert all(check.kind == "proved" or (check.kind == "numeric" and check.digits >= 30) for check in derivation.checks)
    compared = 0
    with mpmath.workdps(WORKING):
        for at in points(entry, formula):
            try:
                expected = quotient(formula, entry.variable, at)
            except NoValue:
                continue
            assert close(value(derivation.result, at), expected), (at, str(derivation.result))
            assert close(entry.at(at), expected), (at, "the book's")
            compared += 1
            if compared == POINTS:
                break
    assert compared >= 2


def test_the_collection_is_large_and_of_every_rule() -> None:
    functions = {(parse(entry.function), entry.variable) for entry in ENTRIES}
    assert len(functions) >= 400
    least = {"products": 35, "quotients": 35, "chains": 50, "exponentials_and_logarithms": 45, "trigonometric": 45, "several_variables": 30}
    counts = Counter(entry.rule for entry in ENTRIES)
    assert all(counts[rule] >= count for rule, count in least.items())
    assert min(counts.values()) >= 10
