"""What a picture shows: a run's numbers as floats, the part of them that fits into a picture, the minimum nearby."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from symdescent.calculus.consequences.consequence import Consequence
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import to_sympy
from symdescent.numeric.arithmetic import exact, to_float
from symdescent.problem import Point, Problem
from symdescent.run import Run
from symdescent.shown import Shown

Array: TypeAlias = NDArray[np.float64]

LARGEST_GROWTH = 4.0  # of a step over the first one, in the part of a runaway run that is shown
RUNAWAY = 20.0  # how much wider than that part a run is that would squash it
FARTHEST = 10.0  # the minimum is shown within so many widths of the iterates
NEGATIVE = 1e-6  # an eigenvalue below that, beside the largest, is negative
NEIGHBOURS = 1e-4, 1e-2  # how near and how far a minimum's neighbours are
MANY_ROWS = 100_000  # of data, from which no further minima are looked for
MOST_VARIABLES = 10  # up to which the minimum is looked for
STARTS = (-3.0, -0.5, 2.0)  # from where the minima of a problem without a run are looked for


@dataclass(frozen=True, eq=False)
class Scene:
    """A run as arrays: ``steps`` (m,), ``points`` (m, n), ``values`` (m,), ``slopes`` (m, n), ``norms`` (m,); m = 0 for a problem."""

    problem: Problem
    steps: Array
    points: Array
    values: Array
    slopes: Array
    norms: Array
    start: Array | None = None  # from where the minimum is looked for
    touching: bool = False  # the one point is where a tangent touches, not a run's
    at: Array | None = None  # the point that the picture is of, shape (n,)
    result: Any = None  # what was found of the problem, such as its convexity

    @property
    def is_run(self) -> bool:
        """Whether there are iterates."""
        return bool(len(self.steps)) and not self.touching

    @property
    def sign(self) -> float:
        """1 where the problem is to minimise, -1 where it is to maximise."""
        return -1.0 if self.problem.sense == "max" else 1.0

    @cached_property
    def kept(self) -> NDArray[np.intp]:
        """The indices of the iterates that the picture shows, in order."""
        finite = np.isfinite(self.points).all(axis=1) & np.isfinite(self.values)
        indices = np.flatnonzero(finite)
        return indices[: readable(self.points[indices])]

    @property
    def ending(self) -> str:
        """What becomes of the run after the last iterate shown: "runaway", "outside" the domain, or "" where it ends there."""
        later = self.kept[-1] + 1 if len(self.kept) else len(self.points)
        if later == len(self.points):
            return ""
        return "outside" if np.isnan(self.values[later]) else "runaway"

    @cached_property
    def minimum(self) -> Array | None:
        """The minimum (maximum) that a descent from the best iterate leads to, shape (n,), where there is one."""
        if self.start is None or len(self.start) > MOST_VARIABLES:
            return None
        return minimum_near(self.problem, self.start)

    @cached_property
    def minima(self) -> list[Array]:
        """The minima (maxima) to be marked: for a run the one ahead if it is near, then others; for a problem those found."""
        n = len(self.problem.variables)
        if self.touching:
            return []
        if self.start is None:
            return minima_from(self.problem, product(STARTS, repeat=n), 1e3)
        core = self.points[self.kept]
        if self.minimum is None or not len(core):
            return []
        width = float(np.ptp(core, axis=0).max())
        reach = max(FARTHEST * width, 1.5 * (1 + float(abs(core[0]).max())))
        if abs(core - self.minimum).max() > reach:
            return []
        few_rows = self.problem.data is None or len(self.problem.data) < MANY_ROWS
        return [self.minimum, *(self._others(core, self.minimum) if n == 1 and few_rows else ())]

    def _others(self, core: Array, minimum: Array) -> list[Array]:
        """The nearest other minimum of a function of one variable, if it is not far from the run and the minimum ahead of it."""
        seen = np.concatenate((core, minimum[None]))
        width, middle = float(np.ptp(seen)) or 1.0, float(seen.min() + seen.max()) / 2
        found = minima_from(self.problem, ((middle + part * width,) for part in (-3.0, -1.5, 1.5, 3.0)), np.inf)
        near = [x for x in found if abs(x[0] - middle) <= 3.5 * width and abs(x[0] - minimum[0]) > 1e-5]
        return sorted(near, key=lambda x: abs(float(x[0]) - middle))[:1]


def scene(shown: Shown) -> Scene:
    """The scene of a run or of a problem. Raises ``ArgumentError`` for anything else."""
    if isinstance(shown, Run):
        return run_scene(shown)
    if isinstance(shown, Consequence) and shown.kind == "tangent-line":
        return _tangent_scene(shown)
    if isinstance(shown, Problem):
        return _problem_scene(shown)
    if isinstance(shown, Point):
        return replace(_problem_scene(shown.problem), at=_floats([shown.x.values()], len(shown.x))[0])
    if isinstance(run := getattr(shown, "run", None), Run):
        return replace(run_scene(run), result=shown)
    if isinstance(problem := getattr(shown, "problem", None), Problem):
        return replace(_problem_scene(problem), result=shown)
    raise ArgumentError(f"There is no picture of a {type(shown).__name__}: plot a run or a problem, or a tangent line.")


def _problem_scene(problem: Problem) -> Scene:
    n = problem.objective.dimension  # complains about parameters without a value
    return Scene(problem, np.empty(0), np.empty((0, n)), np.empty(0), np.empty((0, n)), np.empty(0))


def _tangent_scene(tangent: Consequence) -> Scene:
    """The curve with the point where the tangent touches, as if a run had begun and ended there."""
    numbers = (*tangent.given["point"].values(), *(value.result for value in tangent.all("value")))
    x, value, slope = (np.array([to_float(exact(to_sympy(number)))]) for number in numbers)
    return Scene(
        Problem(tangent.expressions[0], tangent.variables), np.zeros(1), x[:, None], value, slope[:, None], abs(slope), touching=True
    )


def run_scene(run: Run) -> Scene:
    """The scene of a run."""
    points, slopes = (_floats(run.trace[column], len(run.variables)) for column in ("x", "gradient"))
    values, norms = (_floats([run.trace[column]], len(run.trace))[0] for column in ("value", "norm"))
    best = _floats([run.best.x.values()], len(run.variables))[0]
    return Scene(run.problem, np.array(run.trace["k"], dtype=float), points, values, slopes, norms, best)


def _floats(rows: Iterable[Iterable[Any]], width: int) -> Array:
    return np.array([[to_float(number) for number in row] for row in rows]).reshape(-1, width)


@np.errstate(all="ignore")
def readable(points: Array) -> int:
    """How many of the points (m, n) to show: all, but of a run that runs away only the first, while steps stay comparable."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    if len(steps) < 2 or steps[-1] <= steps.max() / 2 or not steps[0]:
        return len(points)
    large = np.flatnonzero(steps > LARGEST_GROWTH * steps[0])
    first = int(large[0]) + 1 if large.size else len(points)
    squashed = np.ptp(points, axis=0).max() > RUNAWAY * np.ptp(points[: max(first, 2)], axis=0).max()
    return max(first, 2) if squashed else len(points)


@np.errstate(all="ignore")
def minimum_near(problem: Problem, start: Array) -> Array | None:
    """The local minimum (maximum) that damped Newton steps from ``start`` (n,) lead to; None where they find none."""
    objective, sign = problem.objective, -1.0 if problem.sense == "max" else 1.0
    x, damping = np.array(start, dtype=float), 1e-3
    value = sign * objective.value(x)
    for _ in range(100):
        slope, curvature = sign * objective.gradient(x), sign * objective.hessian(x)
        step = _damped_step(slope, curvature, damping, x)
        step *= min(1.0, (1 + abs(x).max()) / max(abs(step).max(), 1e-300))  # no leap to a distant valley
        if not np.isfinite(step).all() or abs(step).max() <= 1e-15 * (1 + abs(x).max()):
            break
        trial = sign * objective.value(x + step)
        accepted = trial < value
        x, value = (x + step, trial) if accepted else (x, value)
        damping = damping / 4 if accepted else damping * 4
    x = np.round(x, 9) + 0.0  # no -0
    return x if np.isfinite(value) and is_lowest(problem, x, sign, start) else None


def _damped_step(slope: Array, curvature: Array, damping: float, x: Array) -> Array:
    size = np.linalg.norm(curvature) or np.linalg.norm(slope) / (1 + np.linalg.norm(x)) or 1.0
    try:
        return np.asarray(np.linalg.solve(curvature + damping * size * np.eye(len(x)), -slope), dtype=float)
    except np.linalg.LinAlgError:
        return -slope / size


def is_lowest(problem: Problem, x: Array, sign: float, start: Array) -> bool:
    """Whether no neighbour of x along an axis is lower, f is not flat there, and x is no pole, next to which f is very much higher."""
    value, first = (sign * problem.objective.value(point) for point in (x, start))
    near, wide = (sign * problem.objective.value(_neighbours(x, radius)) for radius in NEIGHBOURS)
    slack, most = 1e-15 * abs(value), 0.1 * (1 + abs(first) + abs(first - value))
    is_low = (near >= value - slack).all() and not (wide < value - slack).any() and not falls(sign * problem.objective.hessian(x))
    return bool(is_low and max(*near, first) > value and near.max() - value <= most < np.inf)


def falls(hessian: Array) -> bool:
    """Whether the function bends downwards along some line, which need not be an axis."""
    values = np.linalg.eigvalsh(hessian) if np.isfinite(hessian).all() else np.zeros(1)
    return bool(values[0] < -NEGATIVE * abs(values).max())


def _neighbours(x: Array, radius: float) -> Array:
    """The points a step before and behind x along each axis, shape (2n, n)."""
    offsets = radius * (1 + abs(x).max()) * np.eye(len(x))
    return np.concatenate((x + offsets, x - offsets))


def minima_from(problem: Problem, starts: Iterable[Iterable[float]], farthest: float) -> list[Array]:
    """The different minima (maxima), up to ``farthest`` from 0, that descents from the starts lead to, in order."""
    found: list[Array] = []
    for start in starts:
        x = minimum_near(problem, np.array(start))
        if x is not None and abs(x).max() <= farthest and not any(np.allclose(x, other, atol=1e-5) for other in found):
            found.append(x)
    return sorted(found, key=tuple)
