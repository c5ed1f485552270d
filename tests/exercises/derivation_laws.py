"""What SymPy makes of the questions of the topics of derivatives, and formulas as numbers at points of their domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import sympy

import symdescent as sd

TOPICS = ("derivative", "partial-derivative", "gradient", "directional-derivative", "hessian", "tangent")
SEEDS = range(51)
LEVELS = range(1, 6)
DIGITS = 30


@cache
def item(topic: str, level: int, seed: int) -> Any:
    return sd.exercise(topic, seed=seed, level=level)


@cache
def read(text: str) -> Any:
    """SymPy's expression of a text that the package wrote."""
    return sympy.sympify(text)


def place(given: Mapping[str, Any], what: str = "point") -> dict[Any, Any]:
    return {sympy.Symbol(x): read(value) for x, value in given[what].items()}


def symbols(given: Mapping[str, Any]) -> list[Any]:
    return list(place(given)) if "point" in given else sorted(read(given["function"]).free_symbols, key=str)


def gradient(given: Mapping[str, Any]) -> list[Any]:
    return [read(given["function"]).diff(x).subs(place(given)) for x in symbols(given)]


def directional(given: Mapping[str, Any]) -> Any:
    along = list(place(given, "direction").values())
    return sum(slope * part for slope, part in zip(gradient(given), along, strict=True)) / sympy.sqrt(sum(part**2 for part in along))


def hessian(given: Mapping[str, Any]) -> list[list[Any]]:
    second = sympy.hessian(read(given["function"]), symbols(given)).tolist()
    return [[entry.subs(place(given)) if "point" in given else entry for entry in row] for row in second]


def tangent(given: Mapping[str, Any]) -> Any:
    height = read(given["function"]).subs(place(given))
    return height + sum(slope * (x - a) for slope, (x, a) in zip(gradient(given), place(given).items(), strict=True))


EXPECTED: dict[str, Any] = {
    "derivative": lambda given: read(given["function"]).diff(sympy.Symbol(given["variable"])),
    "partial-derivative": lambda given: read(given["function"]).diff(sympy.Symbol(given["variable"])),
    "gradient": gradient,
    "directional-derivative": directional,
    "hessian": hessian,
    "tangent": tangent,
}


def flat(answer: Any) -> list[Any]:
    """The formulas of an answer, however they are nested."""
    if isinstance(answer, list):
        return [formula for part in answer for formula in flat(part)]
    return [read(answer) if isinstance(answer, str) else answer]


def places(given: Mapping[str, Any]) -> Iterator[dict[Any, Any]]:
    """Points near the one that is given, or else near the origin, at which the function is real."""
    f = read(given["function"])
    centre = place(given) if "point" in given else dict.fromkeys(symbols(given), sympy.Integer(0))
    finest = 97 if "point" in given else 11
    for k in range(1, 200):
        at = {x: a + sympy.Rational((37 * k + 53 * i) % (2 * k + 19) - k - 9, finest) for i, (x, a) in enumerate(centre.items())}
        if is_real(f.evalf(15, subs=at)):
            yield at


def is_real(value: Any) -> bool:
    return bool(value.is_number and value.is_finite and abs(sympy.im(value)) == 0)


def values(formulas: list[Any], at: Mapping[Any, Any]) -> list[Any]:
    return [sympy.sympify(formula).evalf(DIGITS, subs=at) for formula in formulas]


def close(first: list[Any], second: list[Any]) -> bool:
    tolerance = sympy.Float(10) ** -20
    return all(abs(a - b) <= tolerance * (1 + abs(a)) for a, b in zip(first, second, strict=True))
