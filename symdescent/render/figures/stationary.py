"""Where a gradient is 0, looked for in floats: what pictures of saddles and eigenvectors stand on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import numpy as np

from symdescent.problem import Problem
from symdescent.render.figures.scene import Array

STARTS = (-3.0, -1.5, -0.5, 0.0, 0.5, 1.5, 3.0)  # along each axis, from where saddles are looked for
MOST_STEPS = 60
SMALL = 1e-9  # of a gradient, beside the Hessian
FARTHEST = 1e3


@np.errstate(all="ignore")
def stationary_near(problem: Problem, start: Array) -> Array | None:
    """The point (n,) where Newton's steps for ∇f = 0 end; None where they do not."""
    objective, x = problem.objective, np.array(start, dtype=float)
    for _ in range(MOST_STEPS):
        slope, hessian = (np.asarray(part, dtype=float) for part in (objective.gradient(x), objective.hessian(x)))
        if not (np.isfinite(slope).all() and np.isfinite(hessian).all()):
            return None
        if np.linalg.norm(slope) <= SMALL * np.linalg.norm(hessian):
            return np.round(x, 9) + 0.0  # no -0
        step = np.linalg.lstsq(hessian, -slope, rcond=1e-12)[0]
        x = x + step * min(1.0, (1 + abs(x).max()) / max(abs(step).max(), 1e-300))
    return None


def is_saddle(problem: Problem, place: Array) -> bool:
    """Whether the Hessian has eigenvalues of both signs."""
    hessian = np.asarray(problem.objective.hessian(place), dtype=float)
    values = np.linalg.eigvalsh(hessian) if np.isfinite(hessian).all() else np.zeros(1)
    return bool(values[0] < -SMALL * abs(values).max() and values[-1] > SMALL * abs(values).max())


def saddles_from(problem: Problem, starts: Iterable[Array]) -> list[Array]:
    """The different saddles that Newton's steps from the starts lead to."""
    found: list[Array] = []
    for start in starts:
        x = stationary_near(problem, start)
        if x is None or abs(x).max() > FARTHEST or any(np.allclose(x, other, atol=1e-5) for other in found):
            continue
        found += [x] * is_saddle(problem, x)
    return found


def grid_of_starts(problem: Problem) -> list[Array]:
    """Starts around 0, the nearest first."""
    return sorted(map(np.array, product(STARTS, repeat=len(problem.variables))), key=np.linalg.norm)
