"""One step of gradient descent."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from symdescent.exercises.draws import whole
from symdescent.exercises.functions import drawn
from symdescent.exercises.mistakes.table import GRADIENT
from symdescent.exercises.stepping import Stepping

RATES = ("1/2", "1/3", "1/4", "1/5", "1/10", "1/10", "1/20", "2/5")


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    rate = Fraction(random.choice(RATES))
    by = rate.denominator if level == 1 else 1
    found = drawn(random, level, lambda: whole(random, -3, 3) * by + (0 if level == 1 else whole(random, -2, 2, without=())))
    return found and {**found.given, "rate": str(rate)}


TOPIC = Stepping("gradient-step", _draw, lambda given: "gradient descent", GRADIENT, (9, 15, 19, 25), shows_rule=False).topic()
