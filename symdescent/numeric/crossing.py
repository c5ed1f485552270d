"""Where a function of one float rises through zero: bracketing, then Brent's method."""

from __future__ import annotations

import math
from collections.abc import Callable

EPSILON = 2.0**-52
MOST = 200  # evaluations


def crossing(slope: Callable[[float], float]) -> float | None:
    """A t > 0 at which ``slope``, negative just above 0, rises through 0; None where none is caught.

    >>> round(crossing(lambda t: t * t - 2), 15)
    1.414213562373095
    """
    low, t, beyond = 0.0, 1.0, math.inf
    for _ in range(MOST):
        height = slope(t)
        if height == 0:
            return t
        if 0 < height < math.inf:
            return brent(slope, low, t)
        if -math.inf < height < 0:
            low = t
        else:  # outside the domain
            beyond = t
        t = 2 * t if beyond == math.inf else (low + beyond) / 2
    return None


def brent(function: Callable[[float], float], low: float, high: float) -> float:
    """The zero between two points at which the function has different signs, to the last digit.

    Inverse quadratic interpolation and the secant where they shrink the bracket fast enough, its middle otherwise. (R. P.
    Brent, Algorithms for Minimization without Derivatives, 1973, ch. 4.)

    >>> brent(lambda t: t**3 - 8, 1, 5)
    2.0
    """
    a, b = low, high
    at_a, at_b = function(a), function(b)
    c, at_c, last, step = a, at_a, b - a, b - a
    for _ in range(MOST):
        if at_b * at_c > 0:
            c, at_c, last, step = a, at_a, b - a, b - a
        if abs(at_c) < abs(at_b):
            a, b, c, at_a, at_b, at_c = b, c, b, at_b, at_c, at_b
        half, least = (c - b) / 2, 2 * EPSILON * abs(b)
        if at_b == 0 or abs(half) <= least:
            break
        wanted = _interpolated(a, b, c, at_a, at_b, at_c) if abs(last) >= least and abs(at_a) > abs(at_b) else math.inf
        # an interpolated step has to stay well inside the bracket and to halve the last but one
        good = wanted * half > 0 and abs(wanted) < min(1.5 * abs(half), abs(last) / 2)
        last, step = (step, wanted) if good else (half, half)
        a, at_a = b, at_b
        b += step if abs(step) > least else math.copysign(least, half)
        at_b = function(b)
    return b


def _interpolated(a: float, b: float, c: float, at_a: float, at_b: float, at_c: float) -> float:
    """The step from b to where the curve through the known points is 0."""
    s = at_b / at_a
    if a == c:
        return s * (c - b) / (1 - s)
    q, r = at_a / at_c, at_b / at_c
    above = s * (q * (q - r) * (c - b) - (b - a) * (r - 1))
    below = (q - 1) * (r - 1) * (s - 1)
    return -above / below if below else math.inf
