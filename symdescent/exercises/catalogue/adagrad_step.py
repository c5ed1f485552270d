"""A step of Adagrad, with the squares that have been summed up to it."""

from __future__ import annotations

from random import Random
from typing import Any

from symdescent.descent.catalogue.adaptive import ADAGRAD as METHOD
from symdescent.exercises.draws import whole
from symdescent.exercises.functions import drawn, texts
from symdescent.exercises.mistakes.table import ADAGRAD, RATE_FORGOTTEN, SLOPES, STEP_ALONE, TURNED
from symdescent.exercises.stepping import Stepping

RATES = ("1", "1/2", "1/4", "1/5", "1/10", "3/10", "3/4")


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """The sum of squares ends at a square: its root is a whole number."""
    found = drawn(random, level, lambda: whole(random, -4, 4))
    if found is None:
        return None
    squares = {x: (abs(g) + whole(random, 1, 4)) ** 2 - g**2 for x, g in found.gradient.items()}
    given = {**found.given, "rate": random.choice(RATES)}
    return {**given, "delta": "0", "squares": texts(squares), "done": 1}


TOPIC = Stepping(
    "adagrad-step",
    _draw,
    lambda given: METHOD,
    (TURNED, *ADAGRAD, *SLOPES, STEP_ALONE, RATE_FORGOTTEN),
    (12, 19, 23, 30),
    {"delta": "delta"},
    {"squares": "G"},
).topic()
