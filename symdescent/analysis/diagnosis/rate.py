"""What the step size did: too small, too large, thrown back, diverging, too much momentum, a narrow valley."""

from __future__ import annotations

import cmath
import math
from typing import Any

import numpy as np

from symdescent.analysis.diagnosis.course import Array, Bend, Course
from symdescent.analysis.diagnosis.finding import Numbers
from symdescent.descent.stop import Stop
from symdescent.numeric.arithmetic import to_float

SMALL = 0.2  # of 1/L: a rate below it is small
LARGE = 0.8  # of the distance that a step throws to the other side
LATE = 100  # steps after which a run that converged was slow
SLOW = 0.8  # a factor above it is slow
FELT = 1e3  # spacings of the numbers: a step that long is not lost in rounding
NARROW = 20.0  # κ from which a valley is narrow
OVERSHOT = 3.0  # times as far from the bottom as the start was: the steps led there
AHEAD = 0.9  # cosine of steps that all go the same way
STRAIGHT = 60.0  # degrees: steps that turn by more zigzag
LOOKED_AT = 30  # points at which the curvature is compared with the rate


def factor_of(rate: float, curvature: float) -> float:
    """1 - γλ: by what a step multiplies the distance along an eigenvector with the eigenvalue λ."""
    return 1 - rate * curvature


def unbounded(course: Course) -> Numbers | None:
    """The run left every bound, and the value fell all along."""
    values = course.values
    if course.run.stop is not Stop.DIVERGED or len(values) < 3 or not (np.diff(values[-10:]) < 0).all() or values[-1] > values.min():
        return None
    far = float(np.linalg.norm(course.end))
    return {"first": course.shown(values[0]), "value": course.shown(values[-1]), "k": int(course.steps[-1]), "far": far}


def diverging(course: Course) -> Numbers | None:
    """|1 - γλ| > 1 where the gradient grows."""
    grows = len(course.norms) > 2 and course.norms[-1] > 10 * course.norms[0] and course.values[-1] > course.values[0]
    if not course.is_plain or course.rate is None or not (course.run.stop is Stop.DIVERGED or grows) or course.ended_well:
        return None
    for k, x in list(zip(course.steps, course.points, strict=True))[:LOOKED_AT]:
        bend = course.bend(x)
        if bend is not None and abs(factor_of(course.rate, bend.highest)) > 1:
            return {**_with_factor(course.rate, bend), "k": int(k), "first": float(course.norms[0]), "norm": float(course.norms[-1])}
    return None


def diverged(course: Course) -> Numbers | None:
    """Any other run that left every bound while the value grew."""
    if course.run.stop is not Stop.DIVERGED or not len(course.values):
        return None
    return {"first": course.shown(course.values[0]), "value": course.shown(course.values[-1]), "k": int(course.steps[-1])}


def thrown_back(course: Course) -> Numbers | None:
    """|1 - γλ| > 1 at the bottom of the valley: the run cannot settle there."""
    own = course.settled
    if not course.is_plain or course.rate is None or course.ended_well or own is None or course.run.stop is Stop.DIVERGED:
        return None
    bend = course.bend(own.x)
    if bend is None or not bend.is_bowl or abs(factor_of(course.rate, bend.highest)) <= 1:
        return None
    return {**_with_factor(course.rate, bend), "at": tuple(map(float, own.x + 0.0)), **_sides(course, bend)}


def oscillating(course: Course) -> Numbers | None:
    """1 - γλ near -1: each step goes back nearly as far as the last one came."""
    bend = course.here
    if not course.is_plain or course.rate is None or bend is None or not bend.is_bowl:
        return None
    factor, sides = factor_of(course.rate, bend.highest), _sides(course, bend)
    if not -1 <= factor <= -LARGE or sides["sides"] < 0.8 * sides["of"] or sides["of"] < 3:
        return None
    return {**_with_factor(course.rate, bend), **sides}


def _with_factor(rate: float, bend: Bend) -> dict[str, float]:
    highest = bend.highest
    return {
        "rate": rate,
        "curvature": highest,
        "signed": factor_of(rate, highest),
        "factor": abs(factor_of(rate, highest)),
        "edge": 2 / highest,
    }


def _sides(course: Course, bend: Bend) -> dict[str, int]:
    """How many of the last steps went back along the steepest eigenvector."""
    along = course.moves @ bend.vectors[:, -1]
    along = along[along != 0]
    return {"sides": int((along[1:] * along[:-1] < 0).sum()), "of": max(0, len(along) - 1)}


def rate_too_small(course: Course) -> Numbers | None:
    """γ far below 1/L, and a factor near 1."""
    bend, rate, factor = course.here, course.rate, course.contraction
    if not course.is_plain or rate is None or bend is None or bend.highest <= 0 or _is_fast(course):
        return None
    if rate * bend.highest > SMALL or bend.highest < bend.size:
        return None
    best = 2 / (bend.highest + max(bend.lowest, 0))
    numbers: dict[str, Any] = {"rate": rate, "curvature": bend.highest, "best": best, "edge": 2 / bend.highest}
    numbers |= {"share": rate * bend.highest, "steps": int(course.steps[-1])}
    if course.run.stop is Stop.STALLED:
        return {**numbers, **still} if (still := _standing_still(course, bend, rate)) else None
    if factor is None or not SLOW < factor < 1:
        return None
    return {**numbers, "contraction": factor, "left": course.steps_left(factor) or None}


def _standing_still(course: Course, bend: Bend, rate: float) -> dict[str, Any] | None:
    """Steps that round to nothing, while steps of the best rate would not: how long they are, and how many exact ones it would take."""
    norm, grid = float(course.norms[-1]), course.spacing * float(np.abs(course.end).max())
    if not bend.is_bowl or not course.tol or not rate * norm < grid or norm / bend.highest < FELT * grid:
        return None
    left = math.log(norm / course.tol) / -math.log1p(-rate * bend.lowest)
    return {"by": "still", "length": rate * norm, "grid": grid, "still left": left}


def steps_too_short(course: Course) -> Numbers | None:
    """All steps of a method that is not plain go the same way, and the bottom is still far ahead."""
    own, turns = course.settled, course.turns
    if course.is_plain or course.ended_well or own is None or len(turns) < 5 or turns.min() < AHEAD or course.run.stop is not Stop.BUDGET:
        return None
    length, ahead = float(np.linalg.norm(course.moves, axis=1).mean()), float(np.linalg.norm(own.x - course.end))
    if not length or not math.isfinite(ahead) or ahead < 20 * length:
        return None
    return {"length": length, "ahead": ahead, "left": math.ceil(ahead / length), "cosine": float(turns.min())}


def steps_too_long(course: Course) -> Numbers | None:
    """The steps of a method that is not plain led much farther from the bottom than the start was, or out of every bound."""
    points, names = course.points, course.run.update.names
    if course.is_plain or course.ended_well or course.rate is None or "H" in names or len(points) < 2:
        return None
    own = course.first_valley
    if own is None:
        return None
    away = np.linalg.norm(points - own.x, axis=1)
    lengths = np.linalg.norm(np.diff(points, axis=0), axis=1)
    start, far = float(away[0]), float(away.max())
    if not start > 0 or not math.isfinite(far) or far < OVERSHOT * start or course.values.max() <= course.values[0]:
        return None
    numbers = {"start": start, "at": tuple(map(float, own.x + 0.0)), "far": far, "k": int(course.steps[int(away.argmax())])}
    return {**numbers, "first": float(lengths[0]), "longest": float(lengths.max()), "rate": course.rate}


def _is_fast(course: Course) -> bool:
    """Whether the run converged before anybody would call it slow."""
    return course.ended_well and course.steps[-1] < LATE


def valley(course: Course) -> Numbers | None:
    """κ is large: what is safe along the steep direction is tiny along the flat one."""
    bend, factor = course.here, course.contraction
    if not course.is_plain or bend is None or not bend.is_bowl or len(bend.values) < 2 or factor is None or _is_fast(course):
        return None
    condition = bend.highest / bend.lowest
    if condition < NARROW or not SLOW < factor <= 1.05:
        return None
    best = (condition - 1) / (condition + 1)
    numbers = {"condition": condition, "highest": bend.highest, "lowest": bend.lowest, "contraction": factor, "best": best}
    return {**numbers, "left": course.steps_left(factor) or None, "steps": int(course.steps[-1])}


def zigzag(course: Course) -> Numbers | None:
    """The same, where the steps turn by more than 60° on average."""
    numbers, angle = valley(course), mean_angle(course.turns)
    return {**numbers, "angle": angle, "turns": len(course.turns)} if numbers and angle is not None and angle > STRAIGHT else None


def mean_angle(turns: Array) -> float | None:
    """The mean angle between steps that follow one another, in degrees."""
    return float(np.degrees(np.arccos(np.clip(turns, -1, 1))).mean()) if len(turns) >= 3 else None


def polynomial_roots(kind: str, rate: float, beta: float, curvature: float) -> tuple[complex, complex]:
    """The roots of r² - (1 + β - γλ) r + β (heavy ball) or r² - (1 + β)(1 - γλ) r + β(1 - γλ) (Nesterov), of the iterates along λ.

    (B. T. Polyak, Introduction to Optimization, 1987, §3.2.)
    """
    share = 1 - rate * curvature
    linear, constant = (1 + beta - rate * curvature, beta) if kind == "heavy ball" else ((1 + beta) * share, beta * share)
    root = cmath.sqrt(linear**2 - 4 * constant)
    return (linear + root) / 2, (linear - root) / 2


def momentum(course: Course) -> Numbers | None:
    """The largest root is above 1 in size, or more momentum than the valley can use makes it √β."""
    bend, rate, beta = course.here, course.rate, dict(course.run.update.parameters).get("beta")
    kind = next((kind for kind in ("heavy ball", "nesterov") if course.run.method.name.startswith(kind)), None)
    if kind is None or beta is None or rate is None or bend is None or not bend.is_bowl or course.ended_well:
        return None
    beta = to_float(beta)
    radius, curvature, roots = max(
        (max(map(abs, roots)), curvature, roots)
        for curvature in map(float, bend.values)
        for roots in [polynomial_roots(kind, rate, beta, curvature)]
    )
    root = math.sqrt(bend.highest / bend.lowest)
    best = ((root - 1) / (root + 1)) ** 2
    swings = abs(roots[0].imag) > 0 and beta > best and radius > 0.9
    if not (radius > 1 or swings):
        return None
    used = 4 / (math.sqrt(bend.highest) + math.sqrt(bend.lowest)) ** 2
    numbers = {"beta": beta, "rate": rate, "curvature": curvature, "radius": radius, "best": best, "best rate": used}
    return {**numbers, "roots": tuple((root.real, root.imag) for root in roots), "best radius": math.sqrt(best)}
