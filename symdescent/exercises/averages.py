"""Running averages that end at numbers that were drawn first."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from random import Random

LARGEST_ROOT = 12
LARGEST = 99  # of an average above the line
LARGEST_SLOPE = 24  # of a step before
ENDS = (1, 2, 4, 5, 10)  # denominators of an average


def average_before(random: Random, share: Fraction, slope: int) -> Fraction | None:
    """The average v of squares with share v + (1 - share) slope² a square; None where there is no short one."""
    found = ((root**2 - (1 - share) * slope**2) / share for root in range(1, LARGEST_ROOT + 1))
    short = [value for value in found if value > 0 and value.denominator in ENDS and value.numerator <= LARGEST]
    return random.choice(short) if short else None


def slope_before(random: Random, shares: tuple[Fraction, Fraction], slope: int) -> int:
    """The slope g of one step before with the corrected average (β₂ g² + slope²)/(1 + β₂) a square; -slope always is one.

    The corrected mean (β₁ g + slope)/(1 + β₁) is not 0, so there is a step to compute.
    """
    first, second = shares
    found = (g for size in range(1, LARGEST_SLOPE + 1) for g in (-size, size) if g != slope and first * g + slope)
    return random.choice([g for g in found if is_square((second * g**2 + slope**2) / (1 + second))])


def is_square(value: Fraction) -> bool:
    """Whether a number from 0 on has a rational root."""
    return all(isqrt(part) ** 2 == part for part in value.as_integer_ratio())
