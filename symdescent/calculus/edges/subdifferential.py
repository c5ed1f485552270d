"""The subdifferential in several variables: the hull of the gradients of the formulas that meet at a point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any, NamedTuple

import mpmath

from symdescent.calculus.checks.evaluate import Undefined
from symdescent.calculus.consequences.place import read_place
from symdescent.calculus.derivation import differentiate
from symdescent.calculus.edges.local import Place, germ, line, value_at
from symdescent.calculus.edges.real_set import DIGITS
from symdescent.calculus.edges.recognise import decimal, recognised
from symdescent.calculus.edges.slopes import SETTLED
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.errors import ArgumentError
from symdescent.notation.tree import Expression, columns, names, walk

MOST_DIRECTIONS, FEWEST_DIRECTIONS = 120, 24
EFFORT = 6_000  # nodes times directions
TILT = mpmath.mpf("0.01")
Vector = tuple[Expression, ...]


class Hull(NamedTuple):
    """A convex hull of gradients; ``kind`` as of a kink's subdifferential, ``"derivative"`` where there is just one."""

    gradients: tuple[Vector, ...]
    kind: str


def subdifferential(expression: Expression, variables: Sequence[str], point: Mapping[str, Any]) -> Hull | None:
    """The gradients of the smooth formulas that an expression is made of around a point, whose hull is the subdifferential.

    That hull is Clarke's (Clarke 1983, §2.5; for finitely many smooth pieces Scholtes 2012, Introduction to Piecewise
    Differentiable Equations, §4.3), and the convex one of Rockafellar (1970, §23) where each directional derivative is its
    support function. The pieces are met by leaving the point in many directions, so one that fills only a needle may be
    missed. None where the expression is not continuous there, or a slope not finite.

    >>> from symdescent.notation import parse
    >>> hull = subdifferential(parse("|x - y|"), ("x", "y"), {"x": 1, "y": 1})
    >>> [[str(slope) for slope in gradient] for gradient in hull.gradients], hull.kind
    ([['-1', '1'], ['1', '-1']], 'convex')
    """
    given = read_place(point, tuple(variables), "point")
    other = sorted((names(expression) - given.keys()) | columns(expression))
    if other:
        raise ArgumentError(f"point has no value for {', '.join(other)}: a subdifferential needs a number for every letter.")
    with mpmath.workdps(DIGITS):
        place = {name: mpmath.mpf(1) * value_at(value, {}) for name, value in given.items()}
        return _hull(expression, given, place)


def _hull(f: Expression, given: Mapping[str, Expression], place: Place) -> Hull | None:
    start = value_at(f, place)
    if start is None:
        raise ArgumentError(f"{f} has no value at this point, so it has no subdifferential there.")
    met: dict[Expression, list[Any] | None] = {}
    leaving: list[tuple[Mapping[str, Any], Expression]] = []
    try:
        for direction in _directions(tuple(given), EFFORT // sum(1 for _ in walk(f))):
            formula = tidy(germ(f, line(place, direction)))
            leaving.append((direction, formula))
            if formula not in met:
                met[formula] = _gradient(formula, place, start)
    except Undefined:
        return None
    if any(gradient is None for gradient in met.values()):
        return None
    found = {formula: gradient for formula, gradient in met.items() if gradient is not None}
    vertices = _distinct(list(found.values()))
    written = sorted((tuple(map(_written, vertex)) for vertex in vertices), key=lambda vector: tuple(map(_size, vector)))
    return Hull(tuple(written), "derivative" if len(vertices) == 1 else _kind(vertices, found, leaving))


def _directions(variables: tuple[str, ...], most: int) -> Iterator[Mapping[str, Any]]:
    """Directions in which a path may leave, none of them along an axis or a diagonal."""
    steps = (step for step in product((1, -1, 0), repeat=len(variables)) if any(step))
    for attempt, step in enumerate(islice(steps, max(FEWEST_DIRECTIONS, min(MOST_DIRECTIONS, most)))):
        for sign in (1, -1):
            tilts = (sign * TILT * mpmath.sqrt(2 + 3 * place + attempt) for place in range(len(variables)))
            yield {name: part + tilt for name, part, tilt in zip(variables, step, tilts, strict=True)}


def _gradient(formula: Expression, place: Place, start: Any) -> list[Any] | None:
    """The gradient of a formula at the point; None where it or its value there does not belong to the function."""
    value = value_at(formula, place)
    if value is None or abs(value - start) > SETTLED * (1 + abs(start)):
        return None
    slopes = [value_at(differentiate(formula, name).result, place) for name in place]
    return None if any(slope is None for slope in slopes) else slopes


def _distinct(vectors: list[list[Any]]) -> list[list[Any]]:
    kept: list[list[Any]] = []
    for vector in vectors:
        if not any(_near(vector, other) for other in kept):
            kept.append(vector)
    return kept


def _near(left: list[Any], right: list[Any]) -> bool:
    return all(abs(a - b) <= SETTLED * (1 + abs(a)) for a, b in zip(left, right, strict=True))


def _written(value: Any) -> Expression:
    return recognised(value) or decimal(value)


def _size(slope: Expression) -> Any:
    return value_at(slope, {})


def _kind(vertices: list[list[Any]], found: Mapping[Expression, list[Any]], leaving: list[tuple[Mapping[str, Any], Expression]]) -> str:
    """Convex where in every direction tried the slope is the largest that one of the gradients gives."""

    def along(gradient: list[Any], direction: Mapping[str, Any]) -> Any:
        return sum(slope * part for slope, part in zip(gradient, direction.values(), strict=True))

    for direction, formula in leaving:
        here = along(found[formula], direction)
        if any(along(vertex, direction) > here + SETTLED * (1 + abs(here)) for vertex in vertices):
            return "Clarke"
    return "convex"
