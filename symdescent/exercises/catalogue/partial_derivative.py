"""A partial derivative: one variable varies, all others are held fixed."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from symdescent.exercises import answers, derived, pointed, surfaces
from symdescent.exercises.canonical import canonical
from symdescent.exercises.given import asked, function, spelled
from symdescent.exercises.surfaces import Surface
from symdescent.exercises.topic import Given, Topic, Work
from symdescent.exercises.wrong_derivatives import wrong_formulas
from symdescent.lesson.document import Block
from symdescent.lesson.formula import name
from symdescent.notation.tree import depends, names

SHAPES: Mapping[int, tuple[Surface, ...]] = {
    1: (surfaces.squares, surfaces.cubic),
    2: (surfaces.cubic, surfaces.powered, surfaces.quadratic),
    3: (surfaces.scaled, surfaces.ratio),
    4: (surfaces.two, surfaces.slightly_nested),
    5: (surfaces.twice, surfaces.both),
}
COUNTS: Mapping[int, tuple[int, ...]] = {1: (2,), 2: (2, 3), 3: (2, 3), 4: (2, 3), 5: (2, 3)}


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    f, letters = pointed.function_of(random, SHAPES[level], COUNTS[level])
    variable = random.choice(letters)
    if not depends(f, variable) or len(names(f)) < len(letters):
        return None
    return {"function": spelled(f), "variable": variable}


def _variables(given: Given) -> tuple[str, ...]:
    return tuple(sorted(names(function(given))))


def _work(given: Given) -> Work:
    derivation = derived.derivation(given, _variables(given))
    (partial,) = derivation.partials
    return Work(
        answer=answers.formula(derivation.result),
        size=derived.size_of(given),
        solution=lambda: tuple(derived.solution(derivation)),
        checks=lambda: derived.confirmed(derivation.partials),
        hints=lambda: derived.hints(partial.root, True),
        wrong=lambda: wrong_formulas(derivation, partial),
        derivation=derivation,
    )


def _question(given: Given) -> tuple[Block, ...]:
    return asked("ask partial-derivative", function(given), _variables(given), x=name(given["variable"]))


def _key(given: Given) -> str:
    return canonical(function(given), _variables(given), {x: int(x == given["variable"]) for x in _variables(given)})


TOPIC = Topic("partial-derivative", _draw, _work, _question, _key, (3, 6, 10, 15), digits=3, size=derived.size_of)
