"""Running averages that end at numbers that were drawn first."""

from __future__ import annotations

from fractions import Fraction
from random import Random

LARGEST_ROOT = 12
LARGEST = 99  # of an average above the line
ENDS = (1, 2, 4, 5, 10)  # denominators of an average


def average_before(random: Random, share: Fraction, slope: int, part: Fraction) -> Fraction | None:
    """The average v of squares with (share v + (1 - share) slope²)/part a square; None where there is no short one."""
    found = ((root**2 * part - (1 - share) * slope**2) / share for root in range(1, LARGEST_ROOT + 1))
    short = [value for value in found if value > 0 and value.denominator in ENDS and value.numerator <= LARGEST]
    return random.choice(short) if short else None


def mean_before(random: Random, share: Fraction, slope: int) -> Fraction:
    """The average m of slopes with (share m + (1 - share) slope)/(1 - share²) as short as can be among some."""
    part = 1 - share**2
    found = [(Fraction(end, 2) * part - (1 - share) * slope) / share for end in range(-12, 13) if end]
    short = [value for value in found if value.denominator in ENDS and value]
    return random.choice(short or found)
