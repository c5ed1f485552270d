"""A step with momentum: the heavy ball, with the velocity that it has by then."""

from __future__ import annotations

from random import Random
from typing import Any

from symdescent.descent.catalogue.momentum import HEAVY_BALL
from symdescent.exercises.draws import whole
from symdescent.exercises.functions import drawn, texts
from symdescent.exercises.mistakes.table import AHEAD, GRADIENT, MOMENTUM
from symdescent.exercises.stepping import Stepping

VERSIONS = ("keras", "pytorch", "paper")
RATES, SHARES = ("1/2", "1/4", "1/5", "1/10", "1/20"), ("1/2", "1/4", "3/4", "1/5", "4/5", "9/10")


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    version, rate, share = random.choice(VERSIONS), random.choice(RATES), random.choice(SHARES)
    found = drawn(random, level, lambda: whole(random, -4, 4))
    if found is None:
        return None
    given = {**found.given, "rate": rate, "beta": share, "version": version, "done": 1}
    moved = {x: whole(random, -3, 3) for x in found.start}
    if version == "paper":
        return {**given, "previous": texts({x: found.start[x] - step for x, step in moved.items()})}
    return {**given, "velocity": texts(moved)}


TOPIC = Stepping(
    "momentum-step",
    _draw,
    lambda given: HEAVY_BALL.version(given["version"]),
    (MOMENTUM[0], GRADIENT[0], *MOMENTUM[1:], AHEAD, *GRADIENT[1:]),
    (12, 18, 23, 31),
    {"beta": "beta"},
    {"velocity": "v", "previous": "x_prev"},
).topic()
