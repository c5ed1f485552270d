"""A step of Adam, with the averages that it has by then and their corrections."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from symdescent.descent.catalogue.adam import ADAM as METHOD
from symdescent.exercises.averages import slope_before
from symdescent.exercises.draws import whole
from symdescent.exercises.functions import drawn, texts
from symdescent.exercises.mistakes.table import ADAM, RATE_FORGOTTEN, SLOPES, STEP_ALONE, TURNED
from symdescent.exercises.stepping import Stepping

RATES = ("1", "1/2", "1/4", "1/5", "1/10", "1/100")
FIRST = 0.3  # how often the first step is asked for, which is as long in every variable: γ
SHARES_AT_FIRST = (("9/10", "999/1000"), ("9/10", "24/25"), ("9/10", "3/4"), ("4/5", "24/25"), ("4/5", "3/4"), ("1/2", "24/25"))
SHARES = (
    ("1/2", "3/5"),
    ("1/2", "4/5"),
    ("1/2", "1/2"),
    ("1/2", "24/25"),
    ("4/5", "24/25"),
    ("3/4", "4/5"),
    ("4/5", "4/5"),
    ("1/2", "3/4"),
)


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """The first step, or the second, both averages left by one gradient: the corrected average of squares is a square."""
    is_first = random.random() < FIRST
    found = drawn(random, level, lambda: whole(random, -6, 6))
    if found is None:
        return None
    if is_first:
        first, second = map(Fraction, random.choice(SHARES_AT_FIRST))
        nothing = texts(dict.fromkeys(found.start, 0))
        given = {**found.given, "rate": random.choice(RATES), "beta1": str(first), "beta2": str(second)}
        return {**given, "epsilon": "0", "mean": nothing, "squares": nothing, "done": 0}
    first, second = map(Fraction, random.choice(SHARES))
    before = {x: slope_before(random, (first, second), g) for x, g in found.gradient.items()}
    means, squares = ({x: (1 - share) * g**power for x, g in before.items()} for share, power in ((first, 1), (second, 2)))
    given = {**found.given, "rate": random.choice(RATES), "beta1": str(first), "beta2": str(second)}
    return {**given, "epsilon": "0", "mean": texts(means), "squares": texts(squares), "done": 1}


TOPIC = Stepping(
    "adam-step",
    _draw,
    lambda given: METHOD,
    (*ADAM[:1], TURNED, *ADAM[1:], *SLOPES, STEP_ALONE, RATE_FORGOTTEN),
    (19, 28, 35, 43),
    {"beta1": "beta1", "beta2": "beta2", "epsilon": "epsilon"},
    {"mean": "m", "squares": "v"},
).topic()
