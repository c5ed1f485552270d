"""The Hessian's eigenvalues at a point, and what they say about fixed rates there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sympy import Indexed

from symdescent.notation.tree import Column, Expression, Negation, Number, Sum, number, substitute
from symdescent.problem import Problem

SIX_DIGITS = 5e-7  # half a unit in the sixth digit of 1
MOST_STEPS, BLOCK = 10_000_000, 4096
RELATIVE_ZERO = 1e-12  # an eigenvalue that small beside the largest is rounding


@dataclass(frozen=True, slots=True)
class Curvature:
    """The least and greatest eigenvalue of the Hessian, in the direction in which the run should bend.

    ``lowest`` μ and ``highest`` L are of f where it is minimised and of -f where it is maximised; ``constant`` says that
    they are the same everywhere: f is a quadratic, and what holds here holds for the whole run.
    """

    lowest: float
    highest: float
    constant: bool

    @property
    def convex(self) -> bool:
        """Whether it bends upwards in every direction: the minimum here is strict."""
        return self.lowest > RELATIVE_ZERO * max(abs(self.highest), 1e-300)

    @property
    def condition(self) -> float:
        """κ = L/μ."""
        return self.highest / self.lowest

    @property
    def edge(self) -> float:
        """2/L: on a quadratic every fixed rate below it converges (Polyak 1963, Introduction to Optimization 1987, §1.4)."""
        return 2 / self.highest

    @property
    def best_rate(self) -> float:
        """2/(L + μ), which makes the larger of |1 - γμ| and |1 - γL| least (Polyak 1987, §1.4)."""
        return 2 / (self.highest + self.lowest)

    def factor(self, rate: float) -> float:
        """max |1 - γλ|: by how much a step of this rate shrinks the distance to the minimum, at worst."""
        return max(abs(1 - rate * self.lowest), abs(1 - rate * self.highest))

    def best_factor(self) -> float:
        """(κ - 1)/(κ + 1): the factor of the best rate."""
        return self.factor(self.best_rate)


def curvature(problem: Problem, point: Mapping[str, Any]) -> Curvature | None:
    """The curvature at a point; None where the Hessian does not exist there.

    >>> import symdescent as sd
    >>> bend = curvature(sd.problem("x^2 + 2y^2"), {"x": 0, "y": 0})
    >>> bend.lowest, bend.highest, bend.edge
    (2.0, 4.0, 0.5)
    """
    import numpy as np

    sign = -1.0 if problem.sense == "max" else 1.0
    hessian = sign * problem.objective.hessian([float(point[name]) for name in problem.variables])
    if not np.isfinite(hessian).all():
        return None
    values = np.linalg.eigvalsh(hessian)
    constant = not problem.hessian.free_symbols & set(problem.symbols.values())
    return Curvature(float(values[0]), float(values[-1]), constant)


def steps_to_six_digits(problem: Problem, start: Mapping[str, Any], rate: float) -> int | None:
    """How many steps of a fixed rate bring every coordinate within 5·10⁻⁷ of its minimum, on a quadratic.

    The error after k steps is V (1 - γΛ)ᵏ Vᵀ (x₀ - x*), with the Hessian VΛVᵀ: the steps are counted, not made. None
    where more than ``MOST_STEPS`` would be needed.

    >>> import symdescent as sd
    >>> steps_to_six_digits(sd.problem("(x - 1)^2"), {"x": 2}, 0.25)
    21
    """
    import numpy as np

    first = np.array([float(start[name]) for name in problem.variables])
    hessian = problem.objective.hessian(first)
    values, vectors = np.linalg.eigh(hessian)
    lowest = first - np.linalg.solve(hessian, problem.objective.gradient(first))
    shares = vectors.T @ (first - lowest)
    near = SIX_DIGITS * np.where(np.abs(lowest) > 0, np.abs(lowest), np.linalg.norm(first - lowest))
    for begin in range(0, MOST_STEPS, BLOCK):
        k = np.arange(begin, begin + BLOCK)[:, None]
        errors = ((1 - rate * values) ** k * shares) @ vectors.T
        (arrived,) = np.nonzero((np.abs(errors) < near).all(axis=1))
        if len(arrived):
            return begin + int(arrived[0])
    return None


def centred(problem: Problem) -> Problem | None:
    """The same problem with each column that shapes its Hessian taken from its mean; None where there is none."""
    data = problem.data
    shaping = sorted({str(entry.base.label) for entry in problem.hessian.atoms(Indexed)})
    if data is None or not shaping:
        return None
    moved: dict[Expression, Expression] = {}
    for name in shaping:
        mean = Fraction(f"{data[name].mean():.4g}")
        size = Number(abs(mean), True) if mean.denominator != 1 else number(abs(mean))
        moved[Column(name)] = Sum((Column(name), size if mean < 0 else Negation(size)))
    return replace(problem, expression=substitute(problem.expression, moved))
