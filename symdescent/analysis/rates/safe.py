"""Which fixed rates are safe for gradient descent, and what happens with each: in letters or numbers."""

from __future__ import annotations

from typing import Any, NamedTuple

from sympy import Expr

from symdescent.analysis.rates.constants import Constants, constants
from symdescent.analysis.rates.letters import sign_of, without_signs
from symdescent.analysis.rates.theorems import short
from symdescent.problem import Problem


class RateClass(NamedTuple):
    """What rates from ``low`` to ``high`` do (None: without end); both are the same for one rate. ``key`` names it.

    In one direction with curvature L: ``"monotone"`` below 1/L, ``"one step"`` at 1/L, ``"alternating"`` up to 2/L, ``"cycle"`` at
    2/L and ``"diverging"`` above. Where directions are curved differently ``"monotone"`` ends at 1/L, ``"mixed"`` goes on to 2/L
    with ``"best"`` in it, at ``"edge"`` the steepest direction goes round a cycle, and above it ``"diverging"``. Of a function whose
    curvature changes: ``"decreasing"`` below 2/L, ``"open"`` from there on.
    """

    key: str
    low: Expr
    high: Expr | None


class SafeRates(NamedTuple):
    """Every fixed rate γ with 0 < γ < ``edge`` is safe; ``classes`` say what each rate does; ``constants`` is where L comes from.

    ``assumed`` is what has to be positive for that: the least eigenvalue, where its letters leave its sign open.
    """

    edge: Expr
    classes: tuple[RateClass, ...]
    constants: Constants
    assumed: Expr | None = None


def safe_rates(problem: Problem, *, domain: Any = None, sublevel: Any = None) -> SafeRates | None:
    """The rates below 2/L; None where L is not known, or 0.

    On a convex quadratic all of them converge and no other does (Polyak 1987, §1.4). On other functions each step of such a
    rate makes the value smaller (Nesterov 2004, §1.2.3).

    >>> import symdescent as sd
    >>> safe_rates(sd.problem("a*x^2 + b", variables="x", domain="a > 0")).edge
    1/a
    """
    return of_constants(constants(problem, domain=domain, sublevel=sublevel))


def of_constants(known: Constants) -> SafeRates | None:
    """The same from constants that are known already."""
    high, low, assumed = known.L, known.mu, None
    if known.is_quadratic and known.lowest is not None and sign_of(known.lowest) == "":
        high, low, assumed = known.highest, known.lowest, without_signs(known.lowest)
    if high is None or (assumed is None and sign_of(high) != "+"):
        return None
    pairs = _classes(high, low, is_bowl=known.is_quadratic and low is not None)
    classes = (RateClass(key, without_signs(short(low)), None if high is None else without_signs(short(high))) for key, low, high in pairs)
    return SafeRates(without_signs(short(2 / high)), tuple(classes), known, assumed)


def _classes(high: Any, low: Any, *, is_bowl: bool) -> list[tuple[str, Expr, Expr | None]]:
    once, edge, none = 1 / high, 2 / high, 0 * high
    if not is_bowl:
        return [("decreasing", none, edge), ("open", edge, None)]
    if low == high:
        return [
            ("monotone", none, once),
            ("one step", once, once),
            ("alternating", once, edge),
            ("cycle", edge, edge),
            ("diverging", edge, None),
        ]
    best = [("best", 2 / (high + low), 2 / (high + low))] if low != 0 else []
    return [("monotone", none, once), ("mixed", once, edge), *best, ("edge", edge, edge), ("diverging", edge, None)]
