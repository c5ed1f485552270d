"""A Newton step in one and two variables."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from symdescent.descent.catalogue.second_order import SECOND_ORDER
from symdescent.exercises.draws import whole
from symdescent.exercises.functions import Shape, cubes, function, names, point, texts
from symdescent.exercises.given import spelled
from symdescent.exercises.mistakes.table import NEWTON
from symdescent.exercises.stepping import Stepping

METHOD = replace(SECOND_ORDER[0], name="newton step", equations=("p = -solve(H, g)", "x = x + p"))  # the whole step: its rate is 1
SHAPES = {1: Shape(1, 0), 2: Shape(1, 1), 3: Shape(2, 0, True), 4: Shape(2, 1, True), 5: Shape(2, 2, True)}
PARTS = {1: (1,), 2: (1, 1, 2, 3), 3: (1,), 4: (1, 1, 2), 5: (1, 1, 2)}  # what the step is divided by
LARGEST_DETERMINANT = 40


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """The Hessian and the step are drawn first; the gradient is minus the one times the other."""
    wanted = SHAPES[level]
    variables = names(random, wanted.variables)
    start, third = point(random, variables, 3), cubes(random, variables, wanted)
    mixed = {(variables[0], variables[1]): whole(random, -3, 3)} if wanted.mixed else {}
    halves = {x: whole(random, 1, 5) for x in variables}
    bend = {x: {y: 2 * halves[x] if x == y else mixed[variables[0], variables[1]] for y in variables} for x in variables}
    step = {x: Fraction(whole(random, -4, 4), random.choice(PARTS[level])) for x in variables}
    second = {(x, x): halves[x] - 3 * third.get(x, 0) * start[x] for x in variables}
    if not 0 < _determinant(bend) <= LARGEST_DETERMINANT or not all(second.values()):
        return None
    gradient = {x: -sum((bend[x][y] * step[y] for y in variables), Fraction(0)) for x in variables}
    made = function(start, gradient, third, {**second, **mixed}, whole(random, -9, 9, without=()))
    return None if made is None else {"function": spelled(made), "start": texts(start)}


def _determinant(bend: dict[str, dict[str, int]]) -> int:
    rows = [list(row.values()) for row in bend.values()]
    return rows[0][0] if len(rows) == 1 else rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0]


TOPIC = Stepping("newton-step", _draw, lambda given: METHOD, NEWTON, (13, 21, 32, 43), shows_rule=False).topic()
