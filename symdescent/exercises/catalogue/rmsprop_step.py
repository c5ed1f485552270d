"""A step of RMSProp, with the running average of squares that it has by then."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from symdescent.descent.catalogue.adaptive import RMSPROP as METHOD
from symdescent.exercises.averages import average_before
from symdescent.exercises.draws import whole
from symdescent.exercises.functions import drawn, texts
from symdescent.exercises.mistakes.table import RATE_FORGOTTEN, RMSPROP, SLOPES, STEP_ALONE, TURNED
from symdescent.exercises.stepping import Stepping

RATES, SHARES = ("1", "1/2", "1/4", "1/5", "1/10", "1/20"), ("1/2", "3/4", "4/5", "9/10")


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """The average ends at a square: its root is a whole number."""
    found, share = drawn(random, level, lambda: whole(random, -6, 6)), Fraction(random.choice(SHARES))
    if found is None:
        return None
    squares = {x: average_before(random, share, g) for x, g in found.gradient.items()}
    if None in squares.values():
        return None
    given = {**found.given, "rate": random.choice(RATES)}
    return {**given, "rho": str(share), "epsilon": "0", "squares": texts(squares), "done": 1}


TOPIC = Stepping(
    "rmsprop-step",
    _draw,
    lambda given: METHOD,
    (TURNED, *RMSPROP, *SLOPES, STEP_ALONE, RATE_FORGOTTEN),
    (12, 19, 23, 30),
    {"rho": "rho", "epsilon": "epsilon"},
    {"squares": "v"},
).topic()
