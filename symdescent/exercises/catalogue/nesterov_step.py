"""A step of Nesterov's accelerated gradient: the slope is taken at the point ahead."""

from __future__ import annotations

from random import Random
from typing import Any

from symdescent.descent.catalogue.rows import share
from symdescent.descent.method import Method
from symdescent.exercises.draws import whole
from symdescent.exercises.functions import drawn, texts
from symdescent.exercises.mistakes.table import EXPONENT, MIXED_MISSING, MOMENTUM, NESTEROV, RATE_FORGOTTEN, STEP_ALONE
from symdescent.exercises.stepping import Stepping

METHOD = Method(
    "nesterov momentum",
    ("y = x + beta*v", "d = grad(y)", "v = beta*v - alpha*d", "x = x + v"),
    "I. Sutskever, J. Martens, G. Dahl, G. Hinton, On the importance of initialization and momentum in deep learning, ICML (2013), "
    "eqs. (3) and (4)",
    {"beta": share("9/10")},
    {"v": "0"},
    "1/10",
)
RATES, SHARES = ("1/2", "1/4", "1/5", "1/10"), {"1/2": 2, "1/4": 4, "3/4": 4, "1/3": 3, "1/5": 5, "4/5": 5}


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """The velocity is such that the point ahead has whole coordinates."""
    rate, part = random.choice(RATES), random.choice(tuple(SHARES))
    found = drawn(random, level, lambda: whole(random, -4, 4))
    if found is None:
        return None
    velocity = {x: whole(random, -2 if level < 5 else -1, 2 if level < 5 else 1) * SHARES[part] for x in found.start}
    return {**found.given, "rate": rate, "beta": part, "velocity": texts(velocity), "done": 1}


TOPIC = Stepping(
    "nesterov-step",
    _draw,
    lambda given: METHOD,
    (NESTEROV[0], *MOMENTUM[:2], *NESTEROV[1:], MOMENTUM[2], RATE_FORGOTTEN, EXPONENT, MIXED_MISSING, STEP_ALONE),
    (16, 25, 31, 38),
    {"beta": "beta"},
    {"velocity": "v"},
).topic()
