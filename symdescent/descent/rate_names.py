"""What ``rate=`` means: a number, a rule, or a rule's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from symdescent.descent.exact_search import exact
from symdescent.descent.goldstein import goldstein
from symdescent.descent.quadratic_rates import lipschitz, optimal
from symdescent.descent.schedules import barzilai_borwein, cosine, diminishing, exponential, polyak, polynomial, step_decay, warm_up
from symdescent.descent.step_sizes import StepSize, armijo, fixed
from symdescent.descent.wolfe import wolfe

RULES: Mapping[str, Callable[[], StepSize]] = {
    "armijo": armijo,
    "barzilai-borwein": barzilai_borwein,
    "cosine": cosine,
    "diminishing": diminishing,
    "exact": exact,
    "exponential": exponential,
    "goldstein": goldstein,
    "lipschitz": lipschitz,
    "optimal": optimal,
    "polyak": polyak,
    "polynomial": polynomial,
    "step decay": step_decay,
    "warm-up": warm_up,
    "wolfe": wolfe,
}


def step_size(rate: Any) -> StepSize:
    """The rule: None is Armijo's backtracking, a number a fixed rate, a name the rule of that name with its usual numbers.

    >>> step_size("exact"), step_size("1/10")
    (Exact(), Fixed(rate=Fraction(1, 10)))
    """
    if rate is None:
        return armijo()
    if isinstance(rate, str) and rate in RULES:
        return RULES[rate]()
    return rate if isinstance(rate, StepSize) else fixed(rate)
