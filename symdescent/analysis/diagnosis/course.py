"""A run as floats, and what its points say: the Hessian at the end, the angles between steps, how fast the gradient shrinks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from symdescent.analysis.diagnosis.finding import Outcome
from symdescent.analysis.diagnosis.search import Place, better_place, polished
from symdescent.descent.step_sizes import Fixed, Search
from symdescent.numeric.arithmetic import to_float

if TYPE_CHECKING:
    from symdescent.run import Run

Array = NDArray[np.float64]

TAIL = 20  # of the last steps are looked at
MOST_CURVED = 200  # variables up to which the Hessian is looked at
NO_SIGN = 1e-9  # an eigenvalue that small beside the largest has none
NEAR = 1e-3  # a Newton step that is this short beside 1 + ‖x‖ leads to a critical point nearby


class Bend(NamedTuple):
    """Eigenvalues of the Hessian in rising order, of -f where the run ascends, and its eigenvectors as columns."""

    values: Array
    vectors: Array

    @property
    def lowest(self) -> float:
        """The least eigenvalue."""
        return float(self.values[0])

    @property
    def highest(self) -> float:
        """The greatest eigenvalue."""
        return float(self.values[-1])

    @property
    def size(self) -> float:
        """The largest size of an eigenvalue."""
        return float(np.abs(self.values).max())

    @property
    def is_bowl(self) -> bool:
        """Whether the function bends upwards in every direction."""
        return self.lowest > NO_SIGN * self.size

    @property
    def falls(self) -> bool:
        """Whether it bends downwards in some direction."""
        return self.lowest < -NO_SIGN * self.size


@dataclass(frozen=True, eq=False)
class Course:
    """A run that is looked at; ``points`` (m, n), ``values`` (m,) and ``slopes`` (m, n) are those of its finite rows.

    Values and slopes are those of -f where the run ascends, so that every run goes down.
    """

    run: Run

    @cached_property
    def sign(self) -> float:
        """-1 where the run ascends."""
        return -1.0 if self.run.problem.sense == "max" else 1.0

    @cached_property
    def _rows(self) -> tuple[Array, Array, Array, Array]:
        trace, n = self.run.trace, len(self.run.trace.variables)
        steps, values = np.array(trace["k"], dtype=float), _floats(trace["value"], 1)[:, 0]
        points, slopes = _floats(trace["x"], n), _floats(trace["gradient"], n)
        kept = np.isfinite(points).all(axis=1) & np.isfinite(values) & np.isfinite(slopes).all(axis=1)
        return steps[kept], points[kept], self.sign * values[kept], self.sign * slopes[kept]

    @property
    def steps(self) -> Array:
        """The number k of each finite row."""
        return self._rows[0]

    @property
    def points(self) -> Array:
        """The iterates."""
        return self._rows[1]

    @property
    def values(self) -> Array:
        """The values."""
        return self._rows[2]

    @property
    def slopes(self) -> Array:
        """The gradients."""
        return self._rows[3]

    @cached_property
    def norms(self) -> Array:
        """The gradients' norms."""
        with np.errstate(over="ignore"):
            return np.asarray(np.linalg.norm(self.slopes, axis=1))

    @cached_property
    def tail(self) -> slice:
        """The last rows that were recorded one after the other."""
        gaps = np.flatnonzero(np.diff(self.steps) != 1)
        first = int(gaps[-1]) + 1 if gaps.size else 0
        return slice(max(first, len(self.steps) - TAIL - 1), len(self.steps))

    @cached_property
    def moves(self) -> Array:
        """The steps of the tail, as vectors."""
        return np.asarray(np.diff(self.points[self.tail], axis=0))

    @cached_property
    def turns(self) -> Array:
        """The cosine of the angle between each two steps of the tail that follow one another and go anywhere."""
        lengths = np.linalg.norm(self.moves, axis=1)
        moves = self.moves[lengths > 0] / lengths[lengths > 0, None]
        return np.asarray((moves[1:] * moves[:-1]).sum(axis=1))

    @property
    def end(self) -> Array:
        """The last finite iterate, shape (n,)."""
        return np.asarray(self.points[-1])

    @cached_property
    def tol(self) -> float:
        """The norm that was asked for."""
        return to_float(self.run.tol)

    @cached_property
    def spacing(self) -> float:
        """How far apart numbers of this size 1 are in the run's arithmetic."""
        return 2.0**-52 if self.run.arithmetic == "float" else 1e-9

    @property
    def ended_well(self) -> bool:
        """Whether the run converged."""
        return self.run.success

    @cached_property
    def is_plain(self) -> bool:
        """Whether each step is a step size times the gradient."""
        lines = {str(line) for line in self.run.method.equations}
        return "x = x - alpha*g" in lines and "g" not in {line.target for line in self.run.method.lines}

    @cached_property
    def rate(self) -> float | None:
        """The step size at the end; None where a search finds it anew each time."""
        if isinstance(self.run.rate, Search):
            return None
        if isinstance(self.run.rate, Fixed):
            return to_float(self.run.rate.rate)
        found = [size for size in self.run.trace["step_size"][-3:] if size is not None]
        return to_float(found[-1]) if found else None

    def bend(self, x: Array) -> Bend | None:
        """The Hessian's eigenvalues at a point; None where it has none."""
        if len(x) > MOST_CURVED:
            return None
        hessian = self.sign * self.run.problem.objective.hessian(x)
        return Bend(*np.linalg.eigh(hessian)) if np.isfinite(hessian).all() else None

    @cached_property
    def here(self) -> Bend | None:
        """The same at the end of the run."""
        return self.bend(self.end)

    @cached_property
    def is_near(self) -> bool:
        """Whether a critical point is near the end of the run: Newton's step there is short."""
        return self.near(self.end, self.slopes[-1], self.here)

    def near(self, x: Array, slope: Array, bend: Bend | None, close: float = NEAR) -> bool:
        """Whether Newton's step from a point is short."""
        if bend is None or not bend.size:
            return bend is not None and not slope.any()
        parts = bend.vectors.T @ slope
        curved = np.abs(bend.values) > NO_SIGN * bend.size
        flat_ok = (np.abs(parts[~curved]) <= max(self.tol, NO_SIGN)).all()
        return bool(flat_ok and np.linalg.norm(parts[curved] / bend.values[curved]) <= close * (1 + np.linalg.norm(x)))

    @cached_property
    def contraction(self) -> float | None:
        """By how much a step multiplied the gradient's norm on average over the last steps."""
        rows = [i for i in range(max(0, len(self.norms) - TAIL - 1), len(self.norms)) if 0 < self.norms[i] < math.inf]
        if len(rows) < 2:
            return None
        first, last = rows[0], rows[-1]
        return float((self.norms[last] / self.norms[first]) ** (1 / (self.steps[last] - self.steps[first])))

    def steps_left(self, factor: float | None) -> int | None:
        """How many steps of this factor bring the gradient's norm to the one asked for; None where they never do."""
        norm = float(self.norms[-1])
        if factor is None or not 0 < factor < 1 or not self.tol:
            return None
        return max(0, math.ceil(math.log(self.tol / norm) / math.log(factor))) if norm > 0 else 0

    @cached_property
    def settled(self) -> Place | None:
        """The bottom of the valley that the run ended in."""
        return polished(self.value_at, self.slope_at, self.bend_of, self.end)

    @cached_property
    def first_valley(self) -> Place | None:
        """The bottom of the valley that the run started in; None where Newton's steps find none."""
        found = polished(self.value_at, self.slope_at, self.bend_of, self.points[0])
        bend = None if found is None else self.bend(found.x)
        is_bottom = found is not None and bend is not None and not bend.falls and self.near(found.x, self.slope_at(found.x), bend)
        return found if is_bottom else None

    @cached_property
    def better(self) -> Place | None:
        """A point with a lower value than any of the run's, as far as a bounded search finds one."""
        return better_place(self)

    def value_at(self, x: Array) -> Any:
        """f at points (..., n), -f where the run ascends."""
        return self.sign * np.asarray(self.run.problem.objective.value(x))

    def slope_at(self, x: Array) -> Array:
        """The gradient of the same."""
        return np.asarray(self.sign * self.run.problem.objective.gradient(x))

    def bend_of(self, x: Array) -> Bend | None:
        """``bend``, under the name that a search takes it by."""
        return self.bend(x)

    def shown(self, value: float) -> float:
        """A value with the sign that the problem has."""
        return self.sign * float(value)


def _floats(rows: Sequence[Any], width: int) -> Array:
    flat = [[to_float(number) for number in (row if isinstance(row, tuple) else (row,))] for row in rows]
    return np.array(flat, dtype=float).reshape(-1, width)


def point_of(x: Array) -> tuple[float, ...]:
    """A point as plain numbers."""
    return tuple(map(float, x + 0.0))


def outcome_of(run: Run) -> Outcome:
    """Where a run came."""
    last = run.trace[-1]
    return Outcome(last.k, to_float(last.value), to_float(last.norm), run.stop)
