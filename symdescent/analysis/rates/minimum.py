"""The minimum that bounds are measured from: exact on quadratics, else refined in floats from where a run arrived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from symdescent.analysis.rates.constants import Constants
from symdescent.analysis.rates.quadratic import quadratic
from symdescent.problem import Problem

MOST_STEPS = 100
SMALL = 1e-10  # a gradient's norm beside the sizes of x and the Hessian


class Minimum(NamedTuple):
    """Where the least value is, as floats, and that value, of -f where the problem is to maximise."""

    x: tuple[float, ...]
    value: float


def minimum_of(problem: Problem, known: Constants, near: Mapping[str, Any], sign: float) -> Minimum | None:
    """The minimum of a problem that is proved convex; None where there is none or it was not found.

    >>> import symdescent as sd
    >>> from symdescent.analysis.rates.constants import constants
    >>> f = sd.problem("(x - 1)^2 + 3")
    >>> minimum_of(f, constants(f), {"x": 0}, 1.0)
    Minimum(x=(1.0,), value=3.0)
    """
    if known.mu is None or problem.parameters:
        return None
    found = quadratic(problem) if known.is_quadratic else None
    exact = found.minimum() if found is not None else None
    if exact is not None and found is not None:
        value = found.constant + (found.linear.T * exact)[0, 0] / 2  # f(x*) = c + bᵀx*/2
        return Minimum(tuple(map(float, exact)), float(value))
    return _refined(problem, near, sign)


def _refined(problem: Problem, near: Mapping[str, Any], sign: float) -> Minimum | None:
    """Newton's method, each step halved until the value does not rise."""
    import numpy as np

    objective = problem.objective
    x = np.array([float(near[name]) for name in problem.variables])
    for _ in range(MOST_STEPS):
        slope, bend = sign * objective.gradient(x), sign * objective.hessian(x)
        if not (np.isfinite(slope).all() and np.isfinite(bend).all()):
            return None
        step = -np.linalg.lstsq(bend, slope, rcond=1e-14)[0]
        while not sign * objective.value(x + step) <= sign * objective.value(x) and np.abs(step).max() > 0:
            step = step / 2 if np.abs(step).max() > 1e-300 else 0 * step
        if not np.abs(step).max() > 1e-15 * np.abs(x).max():
            break
        x = x + step
    small = np.linalg.norm(sign * objective.gradient(x)) <= SMALL * (1 + np.linalg.norm(x)) * (1 + np.abs(bend).max())
    return Minimum(tuple(map(float, x)), float(sign * objective.value(x))) if small else None
