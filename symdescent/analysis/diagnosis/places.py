"""Where the run came: a saddle, a maximum, a minimum that is not the lowest, a plateau, out of the domain, round a cycle, a kink."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from symdescent.analysis.diagnosis.course import NO_SIGN, Array, Bend, Course, point_of
from symdescent.analysis.diagnosis.finding import Numbers
from symdescent.calculus.edges.domain import conditions
from symdescent.descent.cycle import LONGEST, period
from symdescent.descent.stop import Stop
from symdescent.notation.bridge import to_sympy
from symdescent.notation.tree import Relation, columns

PASSED = 0.05  # of 1 + ‖x‖: a critical point that is so near was passed closely
DIP = 0.1  # the gradient's norm at a saddle that is passed, beside what it was before and what it is after
ESCAPES = 0.1, 0.03, 0.01, 0.3, 1e-3  # how far along the escape direction, beside 1 + ‖x‖
SLIGHT = 0.01  # of the gap to a better point: what the slope would make of the whole way there
HALVINGS = 60
KINKED = 1e-3  # of both slopes' sizes: by less they do not differ


def _at(course: Course, k: int) -> Numbers | None:
    """The critical point near the row with that index, its least eigenvalue, and a point beyond it with a lower value."""
    x, slope = course.points[k], course.slopes[k]
    bend = course.bend(x)
    if bend is None or not bend.falls or not course.near(x, slope, bend):
        return None
    way = _downhill(course, x, bend)
    if way is None:
        return None
    beyond, value, direction = way
    return {
        "k": int(course.steps[k]),
        "at": point_of(x),
        "norm": float(course.norms[k]),
        "curvature": float(course.sign * bend.lowest),
        "other": float(course.sign * bend.highest),
        "direction": point_of(direction),
        "value": course.shown(course.values[k]),
        "beyond": point_of(beyond),
        "lower": course.shown(value),
        "all": bool(bend.highest < 0),
    }


def _downhill(course: Course, x: Array, bend: Bend) -> tuple[Array, float, Array] | None:
    """A point along the eigenvector of the least eigenvalue at which the value is lower, that value, and the direction."""
    direction, value = bend.vectors[:, 0], float(course.value_at(x))
    direction = direction if direction[np.argmax(np.abs(direction))] > 0 else -direction
    for share in ESCAPES:
        for sign in (1.0, -1.0):
            beyond = np.round(x + sign * share * (1 + float(np.linalg.norm(x))) * direction, 6) + 0.0  # as it is typed
            found = float(course.value_at(beyond))
            if found < value:
                return beyond, found, sign * direction
    return None


def saddle(course: Course) -> Numbers | None:
    """The run ends where the gradient is 0 and the function falls along one direction and rises along another."""
    found = _at(course, len(course.points) - 1)
    return found if found and not found["all"] else None


def maximum(course: Course) -> Numbers | None:
    """The run ends where the gradient is 0 and the function falls along every direction."""
    found = _at(course, len(course.points) - 1)
    return found if found and found["all"] else None


def saddle_passed(course: Course) -> Numbers | None:
    """The gradient nearly vanished on the way, at a saddle, and grew again."""
    norms = course.norms
    if len(norms) < 5:
        return None
    before, after = np.maximum.accumulate(norms), np.maximum.accumulate(norms[::-1])[::-1]
    dips = np.flatnonzero((norms[1:-1] < norms[:-2]) & (norms[1:-1] < norms[2:])) + 1
    dips = dips[(norms[dips] < DIP * before[dips]) & (norms[dips] < DIP * after[dips])]
    for k in sorted(dips, key=lambda k: float(norms[k]))[:3]:
        found = _passed(course, int(k))
        if found:
            return found
    return None


def _passed(course: Course, k: int) -> Numbers | None:
    x = course.points[k]
    bend = course.bend(x)
    if bend is None or not bend.falls or course.values[-1] >= course.values[k] or not course.near(x, course.slopes[k], bend, PASSED):
        return None
    spent, way = _spent(course, k), _downhill(course, x, bend)
    if way is None or spent < 10:
        return None
    direction = point_of(way[2])
    numbers = {"k": int(course.steps[k]), "at": point_of(x), "norm": float(course.norms[k]), "direction": direction}
    return {**numbers, "curvature": float(course.sign * bend.lowest), "spent": spent, "beyond": point_of(way[0])}


def _spent(course: Course, k: int) -> int:
    """How many steps on end around a row the gradient's norm stayed below ten times that there."""
    loud = np.flatnonzero(course.norms > 10 * course.norms[k])
    first, last = loud[loud < k].max(initial=-1) + 1, loud[loud > k].min(initial=len(course.norms)) - 1
    return int(course.steps[last] - course.steps[first])


def newton(course: Course) -> Numbers | None:
    """A method that asks for the Hessian goes to any point where the gradient is 0."""
    if "H" not in course.run.update.names:
        return None
    for k in (len(course.points) - 1, 0):
        bend = course.bend(course.points[k])
        if bend is not None and bend.falls and (k or not course.ended_well):
            return {"k": int(course.steps[k]), "curvature": float(course.sign * bend.lowest), "at": point_of(course.points[k])}
    return None


def singular(course: Course) -> Numbers | None:
    """A method that asks for the Hessian left every bound from where it has no inverse."""
    if "H" not in course.run.update.names or course.run.stop not in (Stop.DIVERGED, Stop.LEFT_DOMAIN):
        return None
    for k in reversed(range(len(course.points))):
        bend = course.bend(course.points[k])
        if bend is not None and np.abs(bend.values).min() <= NO_SIGN * bend.size:
            least = bend.values[np.argmin(np.abs(bend.values))]
            numbers = {"k": int(course.steps[k]), "at": point_of(course.points[k])}
            return {**numbers, "curvature": course.shown(least), "other": course.shown(bend.highest)}
    return None


def local(course: Course) -> Numbers | None:
    """The run ends in a minimum, and a search finds a lower value elsewhere."""
    own, bend = course.settled, course.here
    if own is None or bend is None or bend.falls or not (course.is_near or course.ended_well) or course.better is None:
        return None
    if np.linalg.norm(own.x - course.end) > 0.05 * (1 + np.linalg.norm(course.end)):
        return None
    x, value, by = course.better
    numbers = {"at": point_of(course.end), "value": course.shown(course.values[-1]), "curvature": float(course.sign * bend.lowest)}
    return {**numbers, "better": point_of(x), "lower": course.shown(value), "by": by}


def plateau(course: Course) -> Numbers | None:
    """The slope at the end is far too small to lead to a better point that is known."""
    better, bend = course.better or course.settled, course.here
    if better is None or bend is None or course.is_near or course.run.stop in (Stop.DIVERGED, Stop.LEFT_DOMAIN):
        return None
    if not course.near(better.x, course.slope_at(better.x), course.bend(better.x)):  # no bottom: it falls on and on there
        return None
    gap, way, norm = course.values[-1] - better.value, float(np.linalg.norm(better.x - course.end)), float(course.norms[-1])
    if not gap > 1e-3 * (1 + abs(course.values[-1])) or norm * way > SLIGHT * gap:
        return None
    numbers = {"norm": norm, "curvature": bend.size, "at": point_of(course.end), "value": course.shown(course.values[-1])}
    return {**numbers, "better": point_of(better.x), "lower": course.shown(better.value), "way": way}


def left_domain(course: Course) -> Numbers | None:
    """The last iterate is where the function or its gradient has no value."""
    if course.run.stop is not Stop.LEFT_DOMAIN:
        return None
    last, steps = course.run.trace[-1], course.run.trace
    at = tuple(map(float, last.x.values()))
    before = point_of(course.end) if len(course.points) else None
    size = steps[-2].step_size if len(steps) > 1 else None
    broken = next(_broken(course, at), None)
    return {"k": last.k, "at": at, "before": before, "size": None if size is None else float(size), "condition": broken}


def _broken(course: Course, at: tuple[float, ...]) -> Iterator[Relation]:
    """The conditions of the formula and of the domain that do not hold at a point."""
    problem = course.run.problem
    place = {problem.symbols[name]: value for name, value in zip(problem.variables, at, strict=True)}
    asked = (*(condition.relation for condition in conditions(problem.expression)), *problem.domain.of(problem.variables).relations)
    for relation in asked:
        if columns(relation):
            continue
        gap: Any = (to_sympy(relation.left) - to_sympy(relation.right)).subs(place)
        if gap.is_number and gap.is_real and not HOLDS[relation.operator](float(gap)):
            yield relation


HOLDS = {
    "<": lambda gap: gap < 0,
    "<=": lambda gap: gap <= 0,
    ">": lambda gap: gap > 0,
    ">=": lambda gap: gap >= 0,
    "==": lambda gap: gap == 0,
    "!=": lambda gap: gap != 0,
}


def cycle(course: Course) -> Numbers | None:
    """The iterates repeat."""
    trace = course.run.trace
    rows = trace.rows[max(0, len(trace.rows) - 2 * LONGEST - 1) : -1]
    found = course.run.reached if course.run.stop is Stop.CYCLE else None
    if found is None and not course.ended_well and course.tail.stop - course.tail.start > 2:
        found = period(rows, trace.layout.carried)
    if not found:
        return None
    points = course.points[course.tail][-found:]
    bend, rate = course.here, course.rate if course.is_plain else None
    numbers: dict[str, Any] = {"period": int(found), "norm": float(course.norms[-1])}
    numbers["points"] = tuple(map(point_of, points)) if len(points) == found else ()
    is_known = bend is not None and rate is not None and bend.highest > 0
    return {**numbers, **({"rate": rate, "curvature": bend.highest, "signed": 1 - rate * bend.highest} if is_known else {})}  # type: ignore[union-attr,operator]


def kink(course: Course) -> Numbers | None:
    """The steps jump across a point at which the slope itself jumps."""
    if course.ended_well or course.run.stop in (Stop.DIVERGED, Stop.LEFT_DOMAIN):
        return None
    found = [place for a, b in _crossings(course) if (place := _jump(course, a, b))]
    if not found:
        return None
    return {**found[-1], "jumps": len(found), "length": float(np.linalg.norm(course.moves[-1])) if len(course.moves) else 0.0}


def _crossings(course: Course) -> Iterator[tuple[Array, Array]]:
    """A little way down from the last point, where no step was found, and the last steps themselves."""
    if course.run.stop is Stop.STALLED and course.norms[-1] > 0:
        reach = 1e-4 * (1 + float(np.linalg.norm(course.end)))
        yield course.end, course.end - reach * course.slopes[-1] / course.norms[-1]
    points = course.points[course.tail][-12:]
    yield from pairwise(points)


def _jump(course: Course, a: Array, b: Array) -> Numbers | None:
    """The point between the two at which the slope along the way jumps from falling to rising, with the slope on each side."""
    length = float(np.linalg.norm(b - a))
    if not length > 0:
        return None
    way = (b - a) / length

    def slope(t: float) -> float:
        return float(course.slope_at(a + t * (b - a)) @ way)

    low, high, left, right = 0.0, 1.0, slope(0.0), slope(1.0)
    if not left < 0 < right:
        return None
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        here = slope(middle)
        if not math.isfinite(here) or here == 0 or middle in (low, high):
            break
        low, high, left, right = (middle, high, here, right) if here < 0 else (low, middle, left, here)
    size = (high - low) * length
    is_jump = size < 1e-9 * (1 + float(np.linalg.norm(a))) and min(-left, right) > 0 and right - left > KINKED * float(course.norms.max())
    return {"at": point_of(a + (low + high) / 2 * (b - a)), "left": course.shown(left), "right": course.shown(right)} if is_jump else None
