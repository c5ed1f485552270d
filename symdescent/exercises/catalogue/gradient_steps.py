"""Several steps of gradient descent in exact fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

from symdescent.exercises.draws import whole
from symdescent.exercises.functions import bent, function, names, texts
from symdescent.exercises.given import spelled
from symdescent.exercises.mistakes.table import AT_ONCE, AT_START, EXPONENT, MIXED_MISSING, RATE_FORGOTTEN, RATE_TWICE, TURNED
from symdescent.exercises.stepping import Stepping

COURSES = {1: (1, 2, False), 2: (1, 3, False), 3: (2, 2, False), 4: (2, 3, False), 5: (2, 3, True)}  # variables, steps, mixed terms


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """Quadratics whose minimum is a point of whole numbers, from a distance that the steps divide."""
    count, steps, is_mixed = COURSES[level]
    variables, parts = names(random, count), random.choice((2, 3, 4, 5) if count == 1 else (4, 5, 6, 8, 10))
    second = {(x, x): whole(random, 1, 2 if is_mixed else min(parts, 5)) for x in variables}
    second |= {pair: whole(random, -1, 1) for pair in combinations(variables, 2) if is_mixed}
    least = {x: whole(random, -3, 3, without=()) for x in variables}
    away = {x: whole(random, -3, 3) * random.choice((1, parts)) for x in variables}
    gradient = {x: bent(x, second, away) for x in away}
    start = {x: least[x] + away[x] for x in variables}
    made = function(start, gradient, {}, second, whole(random, -9, 9, without=()))
    if made is None or not _goes_on(away, second, Fraction(1, 2 * parts), steps):
        return None
    return {"function": spelled(made), "start": texts(start), "rate": str(Fraction(1, 2 * parts)), "steps": steps}


def _goes_on(away: dict[str, Any], second: dict[tuple[str, str], int], rate: Fraction, steps: int) -> bool:
    """Whether no step before the last one lands on the minimum, and every coordinate moves."""
    for _ in range(steps):
        moves = {x: rate * bent(x, second, away) for x in away}
        if not any(moves.values()):
            return False
        away = {x: away[x] - moves[x] for x in away}
    return all(moves.values())


MISTAKES = (TURNED, AT_START, AT_ONCE, RATE_FORGOTTEN, EXPONENT, MIXED_MISSING, RATE_TWICE)
TOPIC = Stepping("gradient-steps", _draw, lambda given: "gradient descent", MISTAKES, (16, 25, 35, 48), digits=5, shows_rule=False).topic()
