"""A theorem's bound beside each step of a trace, and whether the step keeps it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from symdescent.analysis.rates.constants import Constants, constants
from symdescent.analysis.rates.minimum import Minimum, minimum_of
from symdescent.analysis.rates.third import hessian_lipschitz
from symdescent.descent.trace import Iterate, Trace
from symdescent.problem import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

ROUNDING = 1e-9  # of the numbers that are compared, in floats
CANCELLED = 1e-14  # what is left of numbers of size 1 that cancel inside a formula


class Beside(NamedTuple):
    """What step ``k`` reached, ``actual``, and what the theorem promises, ``bound``; ``scale`` is the size of the numbers compared."""

    k: int
    theorem: str
    actual: float
    bound: float
    scale: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether the step keeps the bound, but for rounding."""
        return self.actual <= self.bound + ROUNDING * (abs(self.bound) + self.scale) + CANCELLED


@dataclass(frozen=True, eq=False)
class Walk:
    """A trace with what the theorems ask for: values to be made small, gradients, distances, step sizes."""

    problem: Problem
    trace: Trace
    constants: Constants
    minimum: Minimum | None
    momentum: float | None
    is_searched: bool

    @cached_property
    def rows(self) -> list[Iterate]:
        """The iterates."""
        return list(self.trace)

    @cached_property
    def values(self) -> list[float]:
        """f, or -f where the problem is to maximise."""
        sign = -1.0 if self.problem.sense == "max" else 1.0
        return [sign * float(row.value) for row in self.rows]

    @cached_property
    def norms(self) -> list[float]:
        """The gradients' norms."""
        return [float(row.norm) for row in self.rows]

    @cached_property
    def gaps(self) -> list[float]:
        """f(x_k) - f*."""
        return [] if self.minimum is None else [max(value - self.minimum.value, 0.0) for value in self.values]

    @cached_property
    def distances(self) -> list[float]:
        """‖x_k - x*‖."""
        if self.minimum is None:
            return []
        return [math.dist([float(value) for value in row.x.values()], self.minimum.x) for row in self.rows]

    @cached_property
    def sizes(self) -> list[float]:
        """The step sizes."""
        return [float(row.step_size) for row in self.rows if row.step_size is not None]

    @property
    def smooth(self) -> float:
        """L."""
        return float(self.constants.L)  # type: ignore[arg-type]

    @property
    def strong(self) -> float:
        """μ."""
        return float(self.constants.mu)  # type: ignore[arg-type]

    @property
    def is_convex(self) -> bool:
        """Whether f is proved convex."""
        return self.constants.mu is not None

    @property
    def is_fixed(self) -> bool:
        """Whether all steps have one size."""
        return bool(self.sizes) and max(self.sizes) == min(self.sizes) and not self.is_searched

    @property
    def is_short(self) -> bool:
        """Whether no step size exceeds 1/L."""
        return self.is_fixed and self.sizes[0] * self.smooth <= 1

    def scale(self, k: int) -> float:
        """How large the values are that a gap comes from."""
        return abs(self.values[k]) + abs(self.values[0]) + (abs(self.minimum.value) if self.minimum else 0.0)


def bounds_of(
    problem: Problem,
    trace: Trace,
    *,
    method: str = "gradient descent",
    known: Constants | None = None,
    momentum: Any = None,
    search: str | None = None,
) -> tuple[Beside, ...]:
    """Each theorem's bound beside each step of a trace on which it applies.

    ``method`` is the method's name, ``momentum`` the β of heavy ball, ``search`` is ``"exact"`` where each step minimised along its line.
    ``known`` are the constants, those of the problem's domain where it is None. A bound is given only where its conditions are
    proved: constants that hold on all of the way, convexity where it is asked for, a step size that is short enough.

    >>> import symdescent as sd
    >>> run = sd.descend(sd.problem("x^2"), 3, rate="1/4", steps=2)
    >>> [(row.k, row.theorem, row.actual, row.bound) for row in bounds_of(run.problem, run.trace)][:2]
    [(1, 'descent lemma', 2.25, 2.25), (2, 'descent lemma', 0.5625, 0.5625)]
    """
    found = constants(problem) if known is None else known
    if found.L is None or not found.L.is_number or found.L.is_zero or len(trace) < 2 or list(trace.steps) != list(range(len(trace))):
        return ()
    sign = -1.0 if problem.sense == "max" else 1.0
    rows = list(trace)
    if not all(math.isfinite(float(row.value)) and _inside(row.x, found.box) for row in rows):
        return ()
    lowest = minimum_of(problem, found, rows[-1].x, sign)
    if lowest is not None and not _inside(dict(zip(problem.variables, lowest.x, strict=True)), found.box):
        lowest = None
    walk = Walk(problem, trace, found, lowest, None if momentum is None else float(momentum), search == "exact")
    return tuple(row for rule in RULES.get(method, ()) for row in rule(walk))


def broken(rows: tuple[Beside, ...]) -> tuple[Beside, ...]:
    """The rows whose step does not keep its bound: none, or a theorem was misread."""
    return tuple(row for row in rows if not row.holds)


def _inside(x: Mapping[str, Any], box: Mapping[str, Any] | None) -> bool:
    """Whether a point lies in the box for which the constants are."""
    ends = [(float(x[name]), low, high) for name, (low, high) in (box or {}).items()]
    return all((low is None or float(low) <= here) and (high is None or here <= float(high)) for here, low, high in ends)


def _descent_lemma(walk: Walk) -> Iterator[Beside]:
    """f(x_{k+1}) ≤ f(x_k) - γ(1 - Lγ/2)‖g‖² for every γ."""
    for k, (rate, norm, value) in enumerate(zip(walk.sizes, walk.norms, walk.values, strict=False)):
        promised = value - rate * (1 - walk.smooth * rate / 2) * norm**2
        yield Beside(k + 1, "descent lemma", walk.values[k + 1], promised, abs(value) + (1 + walk.smooth * rate) * rate * norm**2)


def _contraction(walk: Walk) -> Iterator[Beside]:
    if not (walk.is_convex and walk.distances):
        return
    for k, rate in enumerate(walk.sizes):
        shrinks = max(abs(1 - rate * walk.strong), abs(1 - rate * walk.smooth))
        scale = _length(walk) * max(1.0, shrinks)
        yield Beside(k + 1, "contraction", walk.distances[k + 1], shrinks * walk.distances[k], scale)


def _sublinear(walk: Walk) -> Iterator[Beside]:
    if walk.is_convex and walk.is_short and walk.gaps:
        for k in range(1, len(walk.values)):
            yield Beside(k, "sublinear", walk.gaps[k], walk.distances[0] ** 2 / (2 * walk.sizes[0] * k), walk.scale(k))


def _linear(walk: Walk) -> Iterator[Beside]:
    if walk.is_convex and walk.strong > 0 and walk.is_short and walk.gaps:
        for k in range(1, len(walk.values)):
            yield Beside(k, "linear", walk.gaps[k], (1 - walk.strong * walk.sizes[0]) ** k * walk.gaps[0], walk.scale(k))


def _smallest_gradient(walk: Walk) -> Iterator[Beside]:
    """The smallest gradient so far, where every γ < 2/L."""
    if not (walk.gaps and walk.is_fixed and walk.sizes[0] * walk.smooth < 2):
        return
    share = walk.sizes[0] * (1 - walk.smooth * walk.sizes[0] / 2)
    for k in range(1, len(walk.values)):
        yield Beside(k, "smallest gradient", min(walk.norms[:k]) ** 2, walk.gaps[0] / (k * share), walk.scale(0) / share)


def _exact_search(walk: Walk) -> Iterator[Beside]:
    if not (walk.is_searched and walk.is_convex and walk.strong > 0 and walk.gaps):
        return
    share = ((walk.smooth - walk.strong) / (walk.smooth + walk.strong)) ** 2
    for k in range(len(walk.values) - 1):
        yield Beside(k + 1, "exact search", walk.gaps[k + 1], share * walk.gaps[k], walk.scale(k))


def _nesterov(walk: Walk) -> Iterator[Beside]:
    if walk.is_convex and walk.is_short and walk.gaps:
        for k in range(1, len(walk.values)):
            yield Beside(k, "nesterov", walk.gaps[k], 2 * walk.distances[0] ** 2 / (walk.sizes[0] * (k + 1) ** 2), walk.scale(k))


def _heavy_ball(walk: Walk) -> Iterator[Beside]:
    """On a quadratic the error is p_k(H)(x₀ - x*), with p₀ = 1 and p₁ = 1 - αλ as the ball starts at rest."""
    found = walk.constants.eigenvalues
    if walk.momentum is None or found is None or not walk.is_fixed or not walk.distances:
        return
    slopes = [walk.sizes[0] * float(one.value) for one in found.eigenvalues]
    before, now, beta = [1.0] * len(slopes), [1.0 - slope for slope in slopes], walk.momentum
    for k in range(1, len(walk.values)):
        share = max(map(abs, now))
        yield Beside(k, "heavy ball", walk.distances[k], share * walk.distances[0], _length(walk) * (1 + share))
        before, now = now, [(1 + beta - slope) * q - beta * p for slope, q, p in zip(slopes, now, before, strict=True)]


def _newton(walk: Walk) -> Iterator[Beside]:
    """Full steps only."""
    bend = hessian_lipschitz(walk.problem, walk.constants) if walk.is_convex and walk.strong > 0 else None
    if bend is None:
        return
    for k, rate in enumerate(walk.sizes):
        if rate == 1:
            size = 1 + walk.smooth * _length(walk) + walk.norms[k]
            yield Beside(k + 1, "newton", walk.norms[k + 1], bend / (2 * walk.strong**2) * walk.norms[k] ** 2, size)


def _length(walk: Walk) -> float:
    """The size of the numbers that distances come from."""
    assert walk.minimum is not None or not walk.distances  # noqa: S101 - distances need a minimum
    ends = [*map(float, walk.rows[0].x.values()), *(walk.minimum.x if walk.minimum else ())]
    return math.hypot(*ends)


Rule = Callable[[Walk], Iterator[Beside]]
RULES: dict[str, tuple[Rule, ...]] = {
    "gradient descent": (_descent_lemma, _contraction, _sublinear, _linear, _smallest_gradient, _exact_search),
    "nesterov": (_nesterov,),
    "heavy ball": (_heavy_ball,),
    "newton": (_newton,),
}
