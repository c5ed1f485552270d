"""A better point than a run's: a critical point where they are known, else by a bounded, seeded search near and far."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from symdescent.analysis.critical.find import critical_points
from symdescent.notation.bridge import to_sympy
from symdescent.numeric.arithmetic import exact, to_float

if TYPE_CHECKING:
    from symdescent.analysis.diagnosis.course import Bend, Course
    from symdescent.problem import Problem

Array = NDArray[np.float64]

SEED = 20_250_101
WIDTHS = 1.0, 4.0, 16.0  # of the boxes that points are drawn from, beside 1 + the run's own
POINTS, BEST = 128, 4  # drawn from each box, and polished of each
MOST_NUMBERS = 2_000_000  # points times rows of data
MOST_VARIABLES = 12
MOST_STEPS, MOST_HALVINGS = 60, 40
SHORT = 9  # decimals of a bottom that is no higher than the one with all digits
MOST_SOLVED, MOST_OPERATIONS = 3, 30  # variables and operations of a short formula
ENOUGH = 1e-6  # by which a better value is better, relative to 1 + |f|


class Place(NamedTuple):
    """A point, shape (n,), and the value there; ``by`` is how it was found, ``"search"``, ``"critical"`` or, proved lowest, ``"global"``."""

    x: Array
    value: float
    by: str = "search"


def polished(
    value_at: Callable[[Array], Any], slope_at: Callable[[Array], Array], bend: Callable[[Array], Bend | None], start: Array
) -> Place | None:
    """Where Newton steps lead downhill, every eigenvalue taken by its size; None where the start has no value.

    (Y. Dauphin and others, Identifying and attacking the saddle point problem in high-dimensional non-convex optimization,
    NIPS 2014.) Each step is halved until the value falls.
    """
    x, value = np.array(start, dtype=float), float(value_at(start))
    if not math.isfinite(value):
        return None
    for _ in range(MOST_STEPS):
        slope, here = slope_at(x), bend(x)
        if here is None or not np.isfinite(slope).all() or not slope.any():
            break
        sizes = np.maximum(np.abs(here.values), 1e-8 * here.size + 1e-300)
        step = -here.vectors @ ((here.vectors.T @ slope) / sizes)
        step *= min(1.0, (1 + float(np.linalg.norm(x))) / max(float(np.linalg.norm(step)), 1e-300))
        found = next((t for t in 0.5 ** np.arange(MOST_HALVINGS) if value_at(x + t * step) < value), None)
        if found is None:
            break
        x = x + found * step
        value = float(value_at(x))
    near = np.round(x, SHORT)
    return Place(near, float(value_at(near))) if value_at(near) <= value else Place(x, value)


def better_place(course: Course) -> Place | None:
    """The lowest point that is known or found, where it is lower than the bottom of the valley that the run ended in."""
    own = course.settled
    lowest = None if own is None else _lowest_critical(course)
    if own is None or (lowest is not None and _is_below(lowest, own)):
        return lowest
    return None if lowest is not None and lowest.by == "global" else _searched(course, own)


def _is_below(place: Place, own: Place) -> bool:
    return place.value < own.value - ENOUGH * (1 + abs(own.value)) and _is_apart(place.x, own.x)


def is_short(problem: Problem) -> bool:
    """Whether the formula is so short that what is proved of it is asked for."""
    return problem.data is None and len(problem.variables) <= MOST_SOLVED and problem.sympy.count_ops() <= MOST_OPERATIONS


def _lowest_critical(course: Course) -> Place | None:
    """The lowest of the critical points of a short formula, where all of them are known."""
    problem = course.run.problem
    if not is_short(problem):
        return None
    found = critical_points(problem)
    wanted = ("maximum", "edge maximum") if problem.sense == "max" else ("minimum", "edge minimum")
    points = [point for point in found.of(*wanted) if point.value is not None] if found.complete and not found.families else []
    places = [
        Place(np.array(point.place.floats()), course.sign * float(point.value), "global" if point.is_global else "critical")
        for point in points
    ]
    return min(places, key=lambda place: (place.value, place.by != "global"), default=None)


def _searched(course: Course, own: Place) -> Place | None:
    """The lowest point of those that random starts lead to."""
    if len(course.end) > MOST_VARIABLES:
        return None
    draws = np.random.default_rng(SEED)
    lowest = own.value
    found: Place | None = None
    for width in WIDTHS:
        for start in _best_of(course, _drawn(course, width, draws)):
            place = polished(course.value_at, course.slope_at, course.bend_of, start)
            if place is not None and _is_below(place, own) and place.value < lowest:
                found, lowest = place, place.value
        if found is not None:
            break
    return found


def _is_apart(x: Array, other: Array) -> bool:
    return bool(np.linalg.norm(x - other) > 1e-3 * (1 + np.linalg.norm(other)))


def _drawn(course: Course, width: float, draws: np.random.Generator) -> Array:
    """Points around the run, within the ends that the domain has."""
    rows = 1 if course.run.problem.data is None else len(course.run.problem.data)
    count = max(8, min(POINTS, MOST_NUMBERS // rows))
    reach = width * (1 + np.ptp(course.points, axis=0)) if np.isfinite(np.ptp(course.points)) else width
    low, high = course.end - reach, course.end + reach
    for place, name in enumerate(course.run.problem.variables):
        lower, upper = course.run.problem.domain.ends(name)
        low[place] = max([low[place], *(to_float(exact(to_sympy(end.value))) for end in lower)])
        high[place] = min([high[place], *(to_float(exact(to_sympy(end.value))) for end in upper)])
    return np.asarray(low + (high - low) * draws.random((count, len(low))))


def _best_of(course: Course, points: Array) -> Array:
    values = course.value_at(points)
    return np.asarray(points[np.argsort(np.where(np.isfinite(values), values, np.inf), kind="stable")[:BEST]])
