"""A number of many digits as a formula: a short fraction, a fraction of π, a square root, else a decimal."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import Any

import mpmath

from symdescent.notation.tree import ONE, PI, Call, Expression, Negation, Number, Power, Product, Quotient, number

LARGEST_DENOMINATOR = 1000
CERTAIN = mpmath.mpf("1e-60")
SHOWN_DIGITS = 12
READ_DIGITS = 40
TEN = number(10)


def fraction_near(value: Any, error: Any = CERTAIN) -> Fraction | None:
    """The fraction with a small denominator that is that near."""
    if not mpmath.isfinite(value) or abs(value) > 10**9:
        return None
    guess = Fraction(int(mpmath.nint(value * mpmath.mpf(10) ** READ_DIGITS)), 10**READ_DIGITS).limit_denominator(LARGEST_DENOMINATOR)
    return guess if abs(value - mpmath.mpf(guess.numerator) / guess.denominator) < error else None


def recognised(value: Any, error: Any = CERTAIN) -> Expression | None:
    """The fraction, fraction of π or square root of a fraction that a number is within the error.

    >>> print(recognised(mpmath.mpf("0.75")))
    3/4
    """
    for unit, name in ((1, ONE), (mpmath.pi, PI)):
        known = fraction_near(value / unit, error)
        if known is not None:
            return scaled(known, name)
    square = fraction_near(value * value, error * min(1, abs(value)))  # v² is off by 2 v times what v is
    if square is None:
        return None
    outside, inside = root_parts(square.numerator * square.denominator)
    size = Fraction(outside, square.denominator)
    return scaled(size if value > 0 else -size, Call("sqrt", (number(inside),)))


def decimal(value: Any) -> Expression:
    """A decimal number of a dozen digits, for a value that has no short exact form; a very large or small one with a power of 10."""
    written, _, exponent = mpmath.nstr(abs(value), SHOWN_DIGITS, min_fixed=-30, max_fixed=30).partition("e")
    digits = Number(Fraction(written.removesuffix(".0")), True)
    size = Product((digits, Power(TEN, number(int(exponent))))) if exponent else digits
    return Negation(size) if value < 0 else size


def scaled(factor: Fraction, unit: Expression) -> Expression:
    """factor times unit, as 3π/2 is written."""
    if unit == ONE or not factor:
        return number(factor)
    above = unit if abs(factor.numerator) == 1 else Product((number(abs(factor.numerator)), unit))
    size = above if factor.denominator == 1 else Quotient(above, number(factor.denominator))
    return Negation(size) if factor < 0 else size


def root_parts(n: int) -> tuple[int, int]:
    """√n = outside·√inside, squares of small numbers taken out."""
    root = isqrt(n)
    if root * root == n:
        return root, 1
    outside = 1
    for k in range(2, LARGEST_DENOMINATOR):
        while n % (k * k) == 0:
            n, outside = n // (k * k), outside * k
    return outside, n
