"""What the topics at a point share: drawn places, values told line by line, results compared with difference quotients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import mpmath

from symdescent.calculus.checks.effort import Effort
from symdescent.calculus.checks.oracle import WORKING_DIGITS
from symdescent.calculus.consequences.consequence import Conclusion
from symdescent.calculus.consequences.place import Place, told, value_at
from symdescent.calculus.consequences.quotients import moved, quotient, value
from symdescent.calculus.consequences.tangent import Formulas, values_at
from symdescent.errors import ArgumentError, DerivationError
from symdescent.exercises.draws import whole
from symdescent.exercises.given import spelled
from symdescent.exercises.surfaces import Surface, slopes
from symdescent.lesson.document import Block
from symdescent.lesson.formula import function_name
from symdescent.lesson.signs import derivative_at
from symdescent.lesson.telling import concluded
from symdescent.notation.tree import Expression

NAMES = {1: ("x", "x", "t"), 2: ("xy", "xy", "st"), 3: ("xyz", "xyz", "rst")}  # none of the letters of the rules, u, v and w


def drawn(random: Random, shapes: Sequence[Surface], counts: Sequence[int], *, largest: int = 3) -> dict[str, Any] | None:
    """A function of so many variables and a point at which it comes out nice; None where a slope there is 0, which tells too little."""
    letters = random.choice(NAMES[random.choice(counts)])
    at = {x: whole(random, -largest, largest, without=() if k else (0,)) for k, x in enumerate(letters)}
    f = random.choice(shapes)(random, at)
    if not all(slopes(f, at)):
        return None
    return {"function": spelled(f), "point": {x: str(number) for x, number in at.items()}}


def function_of(random: Random, shapes: Sequence[Surface], counts: Sequence[int]) -> tuple[Expression, tuple[str, ...]]:
    """A function of so many variables for itself, which is known by heart at the origin, and its variables."""
    letters = tuple(random.choice(NAMES[random.choice(counts)]))
    return random.choice(shapes)(random, dict.fromkeys(letters, 0)), letters


def values(formulas: Formulas, place: Place) -> tuple[Conclusion, ...]:
    """The formulas with the point put in, and their exact values."""
    return values_at(formulas, place, "quick", Effort())


def value_lines(conclusions: Sequence[Conclusion], f: Expression, place: Place) -> Iterator[Block]:
    """Each value on a line: the derivative at the point, the point put in, what comes out."""
    letter = function_name(f, place)
    for conclusion in conclusions:
        yield concluded(conclusion, derivative_at(letter, conclusion.of, place))


def known_value(expression: Expression, place: Mapping[str, Expression]) -> Expression | None:
    """The exact value, or None where there is none."""
    try:
        return value_at(expression, dict(place), "it")
    except ArgumentError:
        return None


def confirm_slope(f: Expression, place: Place, direction: Mapping[str, Expression], result: Expression) -> None:
    """Compares a slope at the point in a direction with a difference quotient of the function, to 30 digits.

    Raises ``DerivationError`` where they differ.
    """
    with mpmath.workdps(2 * WORKING_DIGITS):
        at = {x: value(number, {}) for x, number in place.items()}
        along = {x: value(part, {}) if isinstance(part, Expression) else part for x, part in direction.items()}
        slope = quotient(lambda h: value(f, moved(at, {x: h * part for x, part in along.items()})))
        found = value(result, {})
        if abs(found - slope) > mpmath.mpf("1e-30") * (1 + abs(slope)):
            raise DerivationError(f"The slope of {f} at {told(place)} is {mpmath.nstr(slope, 12)}, not {result}.")
