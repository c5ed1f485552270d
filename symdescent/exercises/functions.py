"""Polynomials of which the gradient, and where it is asked for the Hessian, at a point were drawn first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any, NamedTuple

from symdescent.exercises.draws import monomial, times, total, whole
from symdescent.exercises.given import spelled
from symdescent.notation.tree import Expression, Product, Symbol

Numbers = Mapping[str, int]
NAMES = {1: ("x", "t", "w", "s"), 2: ("xy", "wb", "st", "xy"), 3: ("xyz",)}


class Shape(NamedTuple):
    """How many variables a function has, of how many it has third powers, and whether it has mixed terms."""

    variables: int
    cubes: int = 0
    mixed: bool = False


SHAPES: Mapping[int, tuple[Shape, ...]] = {
    1: (Shape(1),),
    2: (Shape(1, 1),),
    3: (Shape(2),),
    4: (Shape(2, 0, True),),
    5: (Shape(2, 1, True), Shape(2, 2, True), Shape(3, 0, True)),
}


def shape(random: Random, level: int) -> Shape:
    """The shape of the functions of a level: each level's has more to work out than those below it."""
    return random.choice(SHAPES[level])


def names(random: Random, count: int) -> tuple[str, ...]:
    """What so many variables are called."""
    return tuple(random.choice(NAMES[count]))


def point(random: Random, variables: Sequence[str], largest: int = 4) -> dict[str, int]:
    """A point of small whole numbers, not the origin."""
    return {x: whole(random, -largest, largest, without=() if k else (0,)) for k, x in enumerate(variables)}


def cubes(random: Random, variables: Sequence[str], shape: Shape) -> dict[str, int]:
    """The coefficients of the third powers."""
    return {x: random.choice((-2, -1, 1, 1, 2)) for x in random.sample(list(variables), shape.cubes)}


def bends(random: Random, variables: Sequence[str], shape: Shape, largest: int = 4) -> dict[tuple[str, str], int]:
    """Coefficients of the squares and of the mixed terms: positive definite where there are no third powers."""
    found = {(x, x): whole(random, 1 + (shape.mixed and not shape.cubes), largest) for x in variables}
    mixed = list(combinations(variables, 2)) if shape.mixed else []
    return found | {pair: random.choice((-1, 1)) * (1 if len(mixed) > 1 else whole(random, 1, 2)) for pair in mixed}


def function(
    start: Numbers, gradient: Mapping[str, Fraction | int], third: Numbers, second: Mapping[tuple[str, str], int], constant: int
) -> Expression | None:
    """The polynomial with these coefficients of third and second degree that has the gradient at the start.

    None where a coefficient of first degree is 0 or no whole number.
    """
    slopes = {x: Fraction(gradient[x]) - 3 * third.get(x, 0) * start[x] ** 2 - bent(x, second, start) for x in start}
    if any(slope == 0 or slope.denominator != 1 for slope in slopes.values()):
        return None
    cubed = [monomial(by, Symbol(x), 3) for x, by in third.items()]
    squared = [monomial(by, Symbol(x), 2) for (x, y), by in second.items() if x == y and by]
    mixed = [times(by, Product((Symbol(x), Symbol(y)))) for (x, y), by in second.items() if x != y and by]
    linear = [monomial(int(slope), Symbol(x), 1) for x, slope in slopes.items()]
    return total([*cubed, *squared, *mixed, *linear, *([monomial(constant, Symbol("x"), 0)] if constant else [])])


def bent(x: str, second: Mapping[tuple[str, str], int], start: Mapping[str, Any]) -> Fraction:
    """What the terms of second degree add to the slope along x."""
    return Fraction(sum(by * (2 * start[x] if a == b else start[b if a == x else a]) for (a, b), by in second.items() if x in (a, b)))


class Drawn(NamedTuple):
    """A function as SymPy reads it, a point, and its gradient there."""

    function: str
    start: dict[str, int]
    gradient: dict[str, int]

    @property
    def given(self) -> dict[str, Any]:
        """What a question gives of it."""
        return {"function": self.function, "start": texts(self.start)}


def drawn(random: Random, level: int, slope: Callable[[], int]) -> Drawn | None:
    """A function of the level and a point where its gradient has the entries that are drawn by ``slope``."""
    wanted = shape(random, level)
    variables = names(random, wanted.variables)
    start, third, second = point(random, variables), cubes(random, variables, wanted), bends(random, variables, wanted)
    gradient = {x: slope() for x in variables}
    if not any(gradient.values()):  # no step is made from there
        return None
    made = function(start, gradient, third, second, whole(random, -9, 9, without=()))
    return None if made is None else Drawn(spelled(made), start, gradient)


def texts(values: Mapping[str, Any]) -> dict[str, str]:
    """Numbers by name as JSON takes them."""
    return {name: str(value) for name, value in values.items()}
