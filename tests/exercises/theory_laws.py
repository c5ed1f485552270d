"""The answers of the topics of theory and data, worked out again by SymPy and in fractions from what the questions give."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from itertools import product
from math import atan2, cos, sin
from typing import Any

import sympy

import symdescent as sd

Given = Mapping[str, Any]
TOPICS = (
    *("critical-points", "convexity", "learning-rate", "safe-rate", "closed-form"),
    *("mse-gradient", "logistic-gradient", "hinge-subgradient", "find-the-error", "read-the-contours"),
)
LEVELS = range(1, 6)
K = sympy.Symbol("k")


@cache
def item(topic: str, level: int, seed: int) -> Any:
    return sd.exercise(topic, seed=seed, level=level)


def read(text: str) -> Any:
    """SymPy's expression of a text that the package wrote, its letters real."""
    found = sympy.sympify(text)
    return found.subs({x: sympy.Symbol(x.name, real=True) for x in found.free_symbols})


def letters(given: Given) -> list[Any]:
    return sorted(read(given["function"]).free_symbols, key=str)


def named(values: Mapping[str, str]) -> dict[Any, Any]:
    return {sympy.Symbol(x, real=True): read(value) for x, value in values.items()}


def numbers(answer: Any) -> list[Any]:
    return [read(str(entry)) for entry in (answer if isinstance(answer, list) else [answer])]


def critical_points(given: Given) -> set[Any]:
    """Every common zero of the slopes with the sign of the second derivative there, or of determinant and corner of the Hessian."""
    f, x = read(given["function"]), letters(given)
    h, found = sympy.hessian(f, x), set()
    for solution in sympy.solve([f.diff(one) for one in x], x, dict=True):
        if all(value.is_real for value in solution.values()):
            at = h.subs(solution)
            saddle = len(x) > 1 and at.det() < 0
            assert at.det() != 0
            found.add((*(str(solution[one]) for one in x), "saddle" if saddle else "minimum" if at[0, 0] > 0 else "maximum"))
    return found


def eigenvalues(given: Given) -> list[Any]:
    """Of the Hessian, at the point where one is given."""
    found = sympy.hessian(read(given["function"]), letters(given)).subs(named(given.get("point", {}))).eigenvals()
    return sorted(value for value, count in found.items() for _ in range(count))


def hessians(given: Given) -> list[Any]:
    """Second derivatives on a grid of their own, inside the domain."""
    f, x = read(given["function"]), letters(given)
    h = sympy.hessian(f, x)
    grid = (Fraction(1, 9), Fraction(7, 5), 9) if f.has(sympy.log) else (-5, Fraction(1, 3), 6)
    return [h.subs(dict(zip(x, map(sympy.Rational, at), strict=True))) for at in product(map(str, grid), repeat=len(x))]


def bends(matrices: list[Any]) -> tuple[bool, bool]:
    """Whether some matrix has an eigenvalue above 0, and one below."""
    values = [float(sympy.re(value.evalf(30))) for h in matrices for value in h.eigenvals(multiple=True)]
    return any(value > 1e-12 for value in values), any(value < -1e-12 for value in values)


def iterates(given: Given, rate: Any, steps: int) -> list[list[Any]]:
    """Gradient descent in fractions."""
    f, start = read(given["function"]), named(given["start"])
    slopes, at = [f.diff(x) for x in start], dict(start)
    found = [list(at.values())]
    for _ in range(steps):
        moved = [value - rate * slope.subs(at) for value, slope in zip(at.values(), slopes, strict=True)]
        at = dict(zip(start, moved, strict=True))
        found.append(moved)
    return found


def offsets_near(given: Given, rate: Any, steps: int) -> list[float]:
    """Gradient descent in floats from a point near the minimum that is given, each time how far it is from there."""
    ((x, at),) = named(given["point"]).items()
    slope = sympy.lambdify(x, read(given["function"]).diff(x))
    found = [float(at) + 1e-5]
    for _ in range(steps):
        found.append(found[-1] - float(rate) * slope(found[-1]))
    return [place - float(at) for place in found]


def minimum(given: Given) -> list[Any]:
    x = list(named(given["start"]))
    solution = sympy.solve([read(given["function"]).diff(one) for one in x], x)
    return [solution[one] for one in x]


def gradient_at(given: Given, place: Mapping[str, str]) -> list[Any]:
    at = named(place)
    return [read(given["function"]).diff(x).subs(at) for x in at]


def logistic(given: Given) -> list[Any]:
    at = named(given["point"])
    return [sympy.simplify(read(given["function"]).diff(x).subs(at)) for x in at]


def one_sided(given: Given) -> list[tuple[Any, Any]]:
    """Of each weight the slopes to the left and to the right, by short differences: the function is straight there but for a square."""
    f, at, h = read(given["function"]), named(given["point"]), sympy.Rational(1, 10**9)
    here = f.subs(at)
    square = sympy.Integer(given.get("penalty", 0)) * h / 2
    return [((here - f.subs({**at, x: at[x] - h})) / h + square, (f.subs({**at, x: at[x] + h}) - here) / h - square) for x in at]


def best_arrow(given: Given) -> str:
    """The arrow along which the function rises or falls fastest, by a short step."""
    f, at = read(given["function"]), named(given["at"])
    sign = 1 if given["asked"] == "gradient" else -1

    def risen(by: Mapping[str, str]) -> Any:
        p, q = (float(Fraction(value)) for value in by.values())
        turned = atan2(q, p)
        moved = {x: value + 1e-6 * part for (x, value), part in zip(at.items(), (cos(turned), sin(turned)), strict=True)}
        return sign * (f.subs(moved) - f.subs(at))

    return max(map(str, given["arrows"]), key=lambda letter: risen(given["arrows"][letter]))


def best_point(given: Given) -> str:
    def measure(letter: str) -> Any:
        place = given["points"][letter]
        height, slope = read(given["function"]).subs(named(place)), sum(part**2 for part in gradient_at(given, place))
        return {"minimum": height, "lowest": height, "highest": -height, "steepest": -slope, "flattest": slope}[given["asked"]]

    return min(map(str, given["points"]), key=measure)
