"""Exact numbers with a decimal beside them where one cannot see how large they are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sympy import CRootOf, Float, Rational

from symdescent.lesson.document import Math
from symdescent.lesson.formula import decimal, is_short, join, number, point

DIGITS = 4  # of the decimal
READ = 5  # characters of a fraction that is seen at a glance
LONGEST = 40  # characters of a number in closed form that is read
LONGEST_FRACTION = 11


def value(expression: Any) -> tuple[Math, str]:
    """A number or formula as it is where that is short, else as a decimal, and whether it is that (=) or about that (≈)."""
    exact = number(expression)
    longest = LONGEST_FRACTION if getattr(expression, "is_Rational", False) else LONGEST
    if getattr(expression, "free_symbols", ()) or (len(exact.text) <= longest and exact != decimal(expression)):
        return exact, "="
    rounded = decimal(expression)
    return rounded, "=" if expression == Rational(f"{float(expression):.6g}") else "≈"


def told(expression: Any) -> Math:
    """The same, with a decimal beside a number that is not seen at a glance."""
    shown, sign = value(expression)
    if getattr(expression, "free_symbols", ()) or sign == "≈" or shown == decimal(expression):
        return shown
    return beside(shown, expression)


def about(expression: Any) -> Math:
    """The same, with ≈ before a number that is only known, or only short enough, as a decimal.

    >>> about(Rational(1, 3)).text, about(Rational(227070421, 1000003)).text
    ('1/3', '≈ 227.07')
    """
    shown, sign = told(expression), value(expression)[1]
    return join(Math(r"\approx ", "≈ "), shown) if sign == "≈" else shown


def beside(shown: Math, value: Any) -> Math:
    """The number as it is shown, with about how much that is where it has roots, π or e, or is a long fraction.

    >>> from sympy import sqrt
    >>> from symdescent.lesson.formula import number
    >>> beside(number(sqrt(2) / 2), sqrt(2) / 2).text, beside(number(Rational(701, 25)), Rational(701, 25)).text
    ('√2/2 ≈ 0.7071', '701/25 = 28.04')
    """
    if not _hidden(value) or len(shown.text) > LONGEST:
        return shown
    rounded = decimal(value.evalf(20), DIGITS)
    same = value.is_Rational and Rational(f"{float(value):.{DIGITS}g}") == value
    return join(shown, " = " if same else Math(r" \approx ", " ≈ "), rounded) if rounded != shown else shown


def point_beside(shown: Math, values: Sequence[Any]) -> Math:
    """The same of a point: all of its coordinates rounded, where one of them is not seen at a glance."""
    if len(values) == 1:
        return beside(shown, values[0])
    if not all(getattr(value, "is_number", False) for value in values) or not any(map(_irrational, values)):
        return shown
    return join(shown, Math(r" \approx ", " ≈ "), point([decimal(value.evalf(20), DIGITS) for value in values]))


def _hidden(value: Any) -> bool:
    if not getattr(value, "is_number", False) or not value.is_finite:
        return False
    if not value.is_Rational:
        return _irrational(value)
    return value.q != 1 and len(str(value)) > READ and is_short(Fraction(int(value.p), int(value.q)))


def _irrational(value: Any) -> bool:
    """Whether it is written with roots, π or e: floats and roots of polynomials without a formula are shown as decimals anyway."""
    return not value.is_Rational and not value.has(Float, CRootOf)
