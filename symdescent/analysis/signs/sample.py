"""Which signs an expression is seen to have at some points of a region: what is seen need not be proved impossible."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from symdescent.analysis.signs.fact import ANY, MINUS, NIL, PLUS
from symdescent.analysis.signs.known import Known
from symdescent.calculus.checks.evaluate import FLOATS, Values
from symdescent.notation.tree import Expression, Relation, columns, names

MOST_POINTS, TRIES = 14, 60
NOISE, NOTHING = 1e-9, 1e-15  # a value between them says nothing: it may be rounding
FREE = (0.3, -1.1, 2.3, -0.4, 0.9, -3.0, 15.0, -20.0, 1.0, 0.0, -7.5)
ABOVE = (0.9, 0.0, 0.3, 3.0, 0.001, 20.0, 1.5, 0.08)
INSIDE = (0.5, 0.0, 1.0, 0.1, 0.9, 0.3, 0.98, 0.02, 0.7)
SAME = (0.0, 1.0, -1.0)  # for all names at once


def seen(e: Expression, known: Known) -> int:
    """The signs at some points where all comparisons hold."""
    mask = 0
    for value in _values(e, known):
        mask |= MINUS if value < -NOISE else PLUS if value > NOISE else NIL if abs(value) < NOTHING else 0
        if mask & MINUS and mask & PLUS:
            return ANY
    return mask


def _values(e: Expression, known: Known) -> Iterator[float]:
    for point in points(known, names(e) | columns(e)):
        try:
            value = Values(point, FLOATS)[e]
        except (ArithmeticError, ValueError, LookupError, TypeError):
            continue
        if isinstance(value, (int, float)) and isfinite(value):
            yield value


def points(known: Known, wanted: frozenset[str]) -> list[dict[str, float]]:
    """Points of the region, the same in every run; those of the names asked for first are kept while they serve."""
    if known.points is None or not all(name in point for point in known.points[:1] for name in wanted):
        some = sorted(wanted.union(*(names(r) | columns(r) for r in known.relations), *map(frozenset, (known.points or [])[:1])))
        known.points = list(_made(known, some))
    return known.points


def _made(known: Known, some: list[str]) -> Iterator[dict[str, float]]:
    choices = [_choices(known, name) for name in some]
    found = 0
    mixed = (
        [options[(k * (2 * j + 1) + 3 * j + k // len(options)) % len(options)] for j, options in enumerate(choices)] for k in range(TRIES)
    )
    for values in (*([value] * len(some) for value in SAME), *mixed):
        point = dict(zip(some, values, strict=True))
        if found < MOST_POINTS and all(_holds(relation, point) for relation in known.relations):
            found += 1
            yield point


def _choices(known: Known, name: str) -> list[float]:
    lower, upper = known.ends(name)
    if lower and upper:
        return [lower.near.low + t * (upper.near.high - lower.near.low) for t in INSIDE]
    if lower:
        return [lower.near.high + t for t in ABOVE]
    return [upper.near.low - t for t in ABOVE] if upper else list(FREE)


def _holds(relation: Relation, point: dict[str, float]) -> bool:
    try:
        return bool(Values(point, FLOATS)[relation])
    except (ArithmeticError, ValueError, LookupError, TypeError):
        return False
