"""What a contour plot that is a question holds and how it is drawn: points or arrows with letters."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import acos, degrees, hypot
from typing import Any, NamedTuple

from symdescent.exercises.given import function
from symdescent.exercises.theory import slopes, value
from symdescent.exercises.topic import Given
from symdescent.lesson.document import Figure
from symdescent.lesson.formula import decimal, join, listed, number, point, vector
from symdescent.lesson.language import say
from symdescent.notation.style import current_style

HALF = 5  # of the picture's height
WIDE = 1.5
ARROW = 1.6  # length of an arrow


def angle(a: Any, b: Any) -> float:
    """Degrees between two directions."""
    (p, q), (r, s) = (map(float, by) for by in (a, b))
    return degrees(acos(max(-1.0, min(1.0, (p * r + q * s) / (hypot(p, q) * hypot(r, s))))))


class Reading(NamedTuple):
    """What the picture holds: of every letter its place, height and slope, or of every arrow its direction and the slope there."""

    places: dict[str, dict[str, Fraction]]
    heights: dict[str, Fraction]
    gradients: dict[str, tuple[Fraction, ...]]
    arrows: dict[str, dict[str, Fraction]]

    def steepness(self, letter: str) -> float:
        """The length of the gradient."""
        return hypot(*map(float, self.gradients[letter]))


def reading_of(given: Given) -> Reading:
    """The exact heights and gradients at the points that are marked."""
    f = function(given)
    derivation = slopes(f, ("x", "y"))
    marked = given["points"] if "points" in given else {"": given["at"]}
    places = {letter: {x: Fraction(at) for x, at in place.items()} for letter, place in marked.items()}
    heights = {letter: value(f, place) for letter, place in places.items()}
    gradients = {letter: tuple(value(result, place) for result in derivation.results) for letter, place in places.items()}
    arrows = {letter: {x: Fraction(at) for x, at in by.items()} for letter, by in given.get("arrows", {}).items()}
    return Reading(places, heights, gradients, arrows)


def figure(given: Given) -> Figure:
    """The picture; its description tells what is marked where and leaves heights and slopes to be read."""
    return Figure(lambda: _drawn(given), _alt(given), ())


def _drawn(given: Given) -> Any:
    from symdescent.problem import Problem
    from symdescent.render.figures.marked import draw_marked

    points = {letter: _floats(place) for letter, place in given.get("points", {}).items()}
    arrows = {letter: _unit(by) for letter, by in given.get("arrows", {}).items()}
    edges = (-HALF * WIDE, HALF * WIDE, float(-HALF), float(HALF))
    at = _floats(given["at"]) if "at" in given else None
    return draw_marked(Problem(function(given), ("x", "y")), edges, points, arrows, at)


def _floats(place: Mapping[str, str]) -> tuple[float, float]:
    x, y = (float(Fraction(value)) for value in place.values())
    return x, y


def _unit(by: Mapping[str, str]) -> tuple[float, float]:
    x, y = _floats(by)
    return ARROW * x / hypot(x, y), ARROW * y / hypot(x, y)


def _alt(given: Given) -> str:
    """What is marked where; the heights and slopes are left to be read."""
    language = current_style().language
    if "arrows" in given:
        at = point(number(Fraction(value)) for value in given["at"].values()).text
        shown = listed(join(letter, " ", vector(decimal(e, 2) for e in _unit(by))) for letter, by in given["arrows"].items()).text
        return "".join(map(str, say(language, "contours alt arrows", at=at, arrows=shown)))
    places = given["points"].items()
    shown = listed(join(letter, " ", point(number(Fraction(e)) for e in place.values())) for letter, place in places).text
    return "".join(map(str, say(language, "contours alt points", points=shown)))
