"""Where a step size comes from: what ``rate=`` takes besides a number."""

from __future__ import annotations

from symdescent.descent.exact_search import Exact, exact
from symdescent.descent.goldstein import Goldstein, goldstein
from symdescent.descent.quadratic_rates import Lipschitz, Optimal, lipschitz, optimal
from symdescent.descent.schedules import (
    Scheduled,
    barzilai_borwein,
    cosine,
    diminishing,
    exponential,
    polyak,
    polynomial,
    step_decay,
    warm_up,
)
from symdescent.descent.step_sizes import Armijo, Fixed, StepSize, armijo, fixed
from symdescent.descent.wolfe import Wolfe, wolfe

__all__ = [
    "Armijo",
    "Exact",
    "Fixed",
    "Goldstein",
    "Lipschitz",
    "Optimal",
    "Scheduled",
    "StepSize",
    "Wolfe",
    "armijo",
    "barzilai_borwein",
    "cosine",
    "diminishing",
    "exact",
    "exponential",
    "fixed",
    "goldstein",
    "lipschitz",
    "optimal",
    "polyak",
    "polynomial",
    "step_decay",
    "warm_up",
    "wolfe",
]
