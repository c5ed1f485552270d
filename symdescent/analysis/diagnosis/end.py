"""How the run ended: its numbers exhausted, its search failed, too few steps, stopped too early, or well."""

from __future__ import annotations

from typing import Any

import numpy as np

from symdescent.analysis.diagnosis.course import Course
from symdescent.analysis.diagnosis.finding import Numbers
from symdescent.analysis.diagnosis.rate import factor_of
from symdescent.analysis.diagnosis.search import is_short
from symdescent.analysis.landscape import landscape
from symdescent.descent.stop import Stop

ENDED_EARLY = (Stop.BUDGET, Stop.EVALUATIONS, Stop.TIME)
STAGNATES = 0.99  # a factor above it: the gradient does not shrink any more
ROUNDING = 64  # spacings that rounding may add up to
FAR = 0.01  # of 1 + ‖x‖: so far from the bottom a run stopped too early
DETOUR = 4  # times as long as the way that was gained: such a path leads nowhere


def precision(course: Course) -> Numbers | None:
    """What is left to gain is less than the numbers can tell, and the gradient is still above the tolerance."""
    bend, norm, value = course.here, float(course.norms[-1]), float(course.values[-1])
    if course.ended_well or course.run.stop in (Stop.DIVERGED, Stop.LEFT_DOMAIN) or norm <= course.tol or bend is None or not bend.is_bowl:
        return None
    gain, spacing = norm**2 / (2 * bend.lowest), course.spacing * max(abs(value), 1e-300)
    change = float(np.abs(course.moves[-1]).max()) if len(course.moves) else 0.0
    stuck = course.run.stop is Stop.STALLED or (course.contraction or 0) > STAGNATES
    distance, grid = norm / bend.lowest, course.spacing * float(np.abs(course.end).max())
    if not stuck or not (gain <= ROUNDING * spacing or distance <= ROUNDING * grid):
        return None
    numbers: dict[str, Any] = {"norm": norm, "tol": course.tol, "change": change}
    numbers |= {"gain": gain, "spacing": spacing, "value": course.shown(value)} if gain <= ROUNDING * spacing else {}
    return {**numbers, **({"distance": distance, "grid": grid} if distance <= ROUNDING * grid else {})}


def search_failed(course: Course) -> Numbers | None:
    """The line search tried step sizes and took none."""
    trials = course.run.trace[-1].trials
    if course.run.stop is not Stop.STALLED or not trials:
        return None
    sizes = [float(trial.step_size) for trial in trials]
    numbers = {"trials": len(trials), "first": sizes[0], "last": sizes[-1], "norm": float(course.norms[-1])}
    return {**numbers, "uphill": trials[-1].verdict == "uphill", "k": int(course.steps[-1])}


def stalled(course: Course) -> Numbers | None:
    """A step that changes nothing in this arithmetic."""
    return {"norm": float(course.norms[-1]), "k": int(course.steps[-1])} if course.run.stop is Stop.STALLED else None


def hovering(course: Course) -> Numbers | None:
    """The last steps lead nowhere and do not get shorter."""
    lengths = np.linalg.norm(course.moves, axis=1)
    if course.ended_well or len(lengths) < 9 or course.run.stop is not Stop.BUDGET:
        return None
    third = len(lengths) // 3
    early, late, path = float(lengths[:third].mean()), float(lengths[-third:].mean()), float(lengths.sum())
    net = float(np.linalg.norm(course.moves.sum(axis=0)))
    if late < 0.8 * early or net > path / DETOUR:
        return None
    return {"length": late, "path": path, "net": net, "of": len(lengths), "norm": float(course.norms[-1])}


def budget(course: Course) -> Numbers | None:
    """The gradient was still shrinking."""
    factor = course.contraction
    if course.run.stop not in ENDED_EARLY or factor is None or not factor < 1 - 1e-9:
        return None
    numbers = {"steps": int(course.run.trace[-1].k), "norm": float(course.norms[-1]), "tol": course.tol, "contraction": factor}
    return {**numbers, "left": course.steps_left(factor)}


def early(course: Course) -> Numbers | None:
    """The run ended as it was asked to, and is still far from the bottom of its valley."""
    own = course.settled
    if not course.ended_well or own is None or course.run.stop is Stop.TARGET:
        return None
    distance, gap = float(np.linalg.norm(own.x - course.end)), float(course.values[-1] - own.value)
    if distance <= FAR * (1 + float(np.linalg.norm(own.x))) or gap <= 1e-9 * (1 + abs(own.value)) or course.better is not None:
        return None
    numbers = {"norm": float(course.norms[-1]), "tol": course.tol, "distance": distance, "gap": gap, "stop": course.run.stop.name.lower()}
    return {**numbers, "at": tuple(map(float, own.x + 0.0)), "least": course.shown(own.value)}


def bottomless(course: Course) -> Numbers | None:
    """The value fell all along, and the function is proved to have no floor: no run comes to its end there."""
    problem, own, values = course.run.problem, course.settled, course.values
    is_falling = len(values) > 2 and bool((np.diff(values[-10:]) < 0).all())
    if course.run.stop not in ENDED_EARLY or own is None or not is_falling or not is_short(problem):
        return None
    if course.near(own.x, course.slope_at(own.x), course.bend(own.x)) or landscape(problem).bounded.verdict != "unbounded":
        return None
    return {"first": course.shown(values[0]), "value": course.shown(values[-1]), "k": int(course.steps[-1])}


def healthy(course: Course) -> Numbers | None:
    """The run converged: the factor that was seen beside the one that the curvature promises."""
    if not course.ended_well:
        return None
    bend, seen = course.here, course.contraction
    fixed = course.rate if course.is_plain else None
    expected = None
    if bend is not None and bend.is_bowl and fixed is not None:
        expected = max(abs(factor_of(fixed, bend.lowest)), abs(factor_of(fixed, bend.highest)))
    return {"steps": int(course.run.trace[-1].k), "norm": float(course.norms[-1]), "seen": seen, "expected": expected}
