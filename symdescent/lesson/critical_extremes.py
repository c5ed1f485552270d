"""Which critical points are the lowest and highest of all, told with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints
from symdescent.lesson.critical_words import beside, coordinates, math, place_of
from symdescent.lesson.document import Block, Math, Parts, Prose
from symdescent.lesson.formula import join, name, point
from symdescent.lesson.language import say
from symdescent.lesson.steps import enumerated


def extremes(found: CriticalPoints, language: str) -> Iterator[Block]:
    """Each reason with the points that it decides."""
    decided = [one for one in found.points if one.is_global is not None or one.reason == "open"]
    for (is_max, _, reason), group in groupby(sorted(decided, key=_order), key=_order):
        points = list(group)
        side = "max" if is_max else "min"
        yield Prose(say(language, f"critical {side} {reason}", points=_named(points), value=beside(points[0].value)))
    if found.ray is not None:
        yield Prose(_ray(found, found.ray, language))


def _order(one: CriticalPoint) -> tuple[bool, bool, str]:
    """Minima first, global ones first among them."""
    return one.kind.endswith("maximum"), one.is_global is not True, one.reason


def _named(points: Sequence[CriticalPoint]) -> Parts:
    """x = -1 and x = 1, or (0, 0) and (1, 2)."""
    return enumerated([place_of(one) if len(one.at) == 1 else coordinates(one) for one in points])


def _ray(found: CriticalPoints, ray: Sequence[Any], language: str) -> Parts:
    """Where the function has no bound: along a direction, in one variable to an end of the line."""
    sense = found.problem.sense
    if len(ray) > 1:
        return say(language, f"critical ray {sense}", direction=point([math(c) for c in ray]))
    end = Math(r" \to \infty", " → ∞") if ray[0] > 0 else Math(r" \to -\infty", " → -∞")
    return say(language, f"critical ray line {sense}", end=join(name(found.problem.variables[0]), end))
