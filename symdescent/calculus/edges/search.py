"""Zeros found by search: a grid of floats, then refinement to many digits; nothing is claimed of what lies between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import isfinite
from typing import Any

import mpmath

from symdescent.calculus.checks.evaluate import FLOATS, PRECISE, Numbers, Values
from symdescent.calculus.edges.recognise import fraction_near
from symdescent.notation.tree import Expression, walk

REACH, FINEST, COARSEST = 20, 20, 2  # the grid: from -20 to 20 in steps of 1/20, of 1/2 for long formulas
EFFORT = 20_000  # evaluations of a node
MOST_FOUND = 8
MOST_STARTS = 24
SMALLEST = mpmath.mpf("1e-100")  # a value nearer to 0 is taken for 0

Function = Callable[[Any], Any]


def searched(e: Expression, x: str) -> list[Any]:
    """The zeros that the grid shows: a fraction where it is one, else a number to the working precision."""
    rough, precise = _function(e, x, FLOATS), _function(e, x, PRECISE)
    kept: list[Any] = []
    for root in filter(None, (_refined(precise, *start) for start in _starts(rough, sum(1 for _ in walk(e))))):
        zero = root[0]
        if all(abs(float(zero) - float(other)) > 1e-9 for other in kept):
            kept.append(zero)
        if len(kept) == MOST_FOUND:
            break
    return kept


def _function(e: Expression, x: str, numbers: Numbers) -> Function:
    """The expression as a function of x; nan where it has no real value."""

    def f(value: Any) -> Any:
        try:
            return Values({x: value}, numbers)[e]
        except (ArithmeticError, ValueError):
            return mpmath.nan if numbers is PRECISE else float("nan")

    return f


def _starts(f: Function, nodes: int) -> Iterator[tuple[Fraction, Fraction, bool]]:
    """Neighbours between which a zero may lie, and whether the sign changes there; those near 0 first."""
    density = max(COARSEST, min(FINEST, EFFORT // (2 * REACH * nodes)))
    grid = [Fraction(k, density) for k in range(-REACH * density, REACH * density + 1)]
    known = [(a, f(float(a))) for a in grid]
    finite = [(a, u) for a, u in known if isfinite(u)]
    spots: list[tuple[Fraction, Fraction, bool]] = [(a, a, True) for a, u in _isolated(finite) if u == 0]
    spots += [(a, b, True) for (a, u), (b, v) in pairwise(finite) if u * v < 0]
    triples = zip(finite, finite[1:], finite[2:], strict=False)
    spots += [(a, c, False) for (a, u), (_, v), (c, w) in triples if v * u > 0 and v * w > 0 and _dips(abs(u), abs(v), abs(w))]
    return iter(sorted(spots, key=lambda spot: (abs(spot[0]), spot))[:MOST_STARTS])


def _dips(before: float, here: float, after: float) -> bool:
    """Whether the middle value is the least, and not because the function is constant there."""
    return here <= min(before, after) and here < max(before, after)


def _isolated(known: list[tuple[Fraction, float]]) -> list[tuple[Fraction, float]]:
    """Without the zeros that lie between zeros: a function that is 0 all along has none that stands alone."""
    values = [1.0, *(u for _, u in known), 1.0]
    return [here for here, before, after in zip(known, values, values[2:], strict=False) if here[1] or before or after]


def _refined(f: Function, a: Fraction, b: Fraction, crossing: bool) -> tuple[Any] | None:
    """The zero between a and b, in a tuple; None where there is none after all."""
    low, high = (mpmath.mpf(end.numerator) / end.denominator for end in (a, b))
    root = low if a == b else _secant(f if crossing else _slope(f), low, high)
    guess = fraction_near(root)
    if guess is not None and abs(f(mpmath.mpf(guess.numerator) / guess.denominator)) < SMALLEST:
        return (guess,)
    return (root,) if abs(f(root)) < SMALLEST else None


def _slope(f: Function) -> Function:
    """A difference quotient, which is 0 where f touches 0."""
    h = mpmath.mpf("1e-60")
    return lambda x: (f(x + h) - f(x - h)) / (2 * h)


def _secant(f: Function, low: Any, high: Any) -> Any:
    """A zero between two numbers: halving while that is safe, then secants, which add digits fast."""
    at_low = f(low)
    for _ in range(20):
        middle = (low + high) / 2
        value = f(middle)
        if not mpmath.isfinite(value) or value == 0:
            return middle
        low, high, at_low = (middle, high, value) if (value > 0) == (at_low > 0) else (low, middle, at_low)
    before, here = low, high
    for _ in range(16):
        rise = f(here) - f(before)
        if not mpmath.isfinite(rise) or rise == 0:
            break
        before, here = here, here - f(here) * (here - before) / rise
    return here
