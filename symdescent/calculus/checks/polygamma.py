"""The polygamma functions in floats: their recurrence up to large arguments, and there the Euler-Maclaurin series."""

from __future__ import annotations

import math

ASYMPTOTIC = 15  # from here on, and further out for high orders, the series gives all digits of a float
BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)  # B_2, B_4, …


def polygamma(order: int, u: float) -> float:
    """ψ^(n)(u), the derivative of order n of the digamma function ψ; raises ``ZeroDivisionError`` at a pole.

    ψ^(n)(u) = ψ^(n)(u + 1) - (-1)^n n!/u^(n+1), and for large u the series of Abramowitz and Stegun 6.3.18 and 6.4.11.

    >>> abs(polygamma(1, 1.0) - math.pi**2 / 6) < 1e-14
    True
    """
    total = 0.0
    while u < ASYMPTOTIC + order:
        total += u ** -(order + 1)
        u += 1.0
    factor = float(math.factorial(order))
    tail = sum(b * _rising(2 * k, order) / factor * u ** -(order + 2 * k) for k, b in enumerate(BERNOULLI, 1))
    leading = -math.log(u) if order == 0 else u**-order / order
    size: float = factor * (total + leading + u ** -(order + 1) / 2 + tail)
    return size if order % 2 else -size


def _rising(k: int, order: int) -> float:
    """(k + n - 1)!/k!, by which a Bernoulli number stands in the derivative of order n."""
    return math.factorial(k + order - 1) / math.factorial(k)
