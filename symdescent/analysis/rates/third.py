"""How fast the Hessian changes: M with ‖∇²f(x) - ∇²f(y)‖ ≤ M‖x - y‖ on a box."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement, permutations
from math import sqrt
from typing import Any

from symdescent.analysis.rates.constants import Constants
from symdescent.analysis.rates.intervals import Box, NoEnclosureError, enclosure, interval
from symdescent.problem import Problem

ROUNDING = Fraction(1, 10**15)
MOST_VARIABLES = 4
MOST_OPERATIONS = 400  # in the Hessian


def hessian_lipschitz(problem: Problem, known: Constants) -> float | None:
    """An upper bound of the third derivative's size, √(Σ f_ijk²), on the box of the constants; 0 for a quadratic, None without a box.

    >>> import symdescent as sd
    >>> from symdescent.analysis.rates.constants import constants
    >>> f = sd.problem("x^4", domain="1 <= x <= 2")
    >>> hessian_lipschitz(f, constants(f))
    48.0
    """
    if known.is_quadratic:
        return 0.0
    box, names = known.box or {}, problem.variables
    ends = [box.get(name, (None, None)) for name in names]
    if len(names) > MOST_VARIABLES or any(low is None or high is None for low, high in ends):
        return None
    if sum(entry.count_ops() for entry in problem.hessian) > MOST_OPERATIONS:
        return None
    sides = {problem.symbols[name]: _side(low, high) for name, (low, high) in zip(names, ends, strict=True)}
    try:
        total = sum(
            len(set(permutations(places))) * _largest(problem, places, sides) ** 2
            for places in combinations_with_replacement(range(len(names)), 3)
        )
    except NoEnclosureError:
        return None
    return sqrt(total)


def _side(low: Any, high: Any) -> Any:
    """An interval that holds both ends, whose floats are rounded."""
    first, last = Fraction(float(low)), Fraction(float(high))
    slack = [Fraction(0) if end.is_Rational else abs(value) * ROUNDING for end, value in ((low, first), (high, last))]
    return interval(first - slack[0], last + slack[1])


def _largest(problem: Problem, places: tuple[int, ...], sides: Box) -> float:
    """The largest size of one third derivative."""
    i, j, k = places
    found = abs(enclosure(problem.hessian[i, j].diff(problem.symbols[problem.variables[k]]), sides))
    return float(found.b)
