"""The value of a function at a place: in closed form where it has a short one; and which of two values is lower."""

from __future__ import annotations

from typing import Any

import mpmath
import sympy

from symdescent.analysis.critical.enclosures import Unbounded
from symdescent.analysis.critical.fields import closed_form
from symdescent.analysis.critical.places import PRECISIONS, Place, exact_place, is_zero

LONGEST = 80  # characters of a closed form that is kept
MOST_CLOSED = 8  # degree of a field in which a closed form is sought
DIGITS = 30


def value_at(f: sympy.Expr, place: Place) -> sympy.Expr | None:
    """The value: exactly where that is short, else as a decimal of 30 digits; None where there is none.

    >>> x = sympy.Symbol("x", real=True)
    >>> value_at(x**2, exact_place((x,), (1 + sympy.sqrt(2),)))
    2*sqrt(2) + 3
    """
    if place.exact is not None:
        value = tidied(f.subs(dict(zip(place.symbols, place.exact, strict=True)), simultaneous=True))
        if value.is_finite is False or value.has(sympy.nan, sympy.zoo):
            return None
        if len(str(value)) <= LONGEST:
            return value
    elif (own := _closed(f, place)) is not None:
        return own
    try:
        return sympy.Float(mpmath.nstr(place.number(f, DIGITS + 5), DIGITS), DIGITS)
    except (Unbounded, ArithmeticError, ValueError):
        return None


def _closed(f: sympy.Expr, place: Place) -> sympy.Expr | None:
    if place.vanishes(f):
        return sympy.S.Zero
    own = place.minimal(f) if place.minimal is not None and len(str(f)) < 400 else None
    return closed_form(own) if own is not None and own.polynomial.degree() <= MOST_CLOSED else None


def tidied(value: sympy.Expr) -> sympy.Expr:
    """A number in its shorter form: multiplied out, or over a common denominator.

    >>> tidied(sympy.Rational(53, 3) - 4 * sympy.sqrt(22) / 3)
    (53 - 4*sqrt(22))/3
    """
    spread = sympy.expand(value)
    above, below = sympy.fraction(sympy.together(spread))
    quotient = sympy.Mul(1 / below, sympy.expand(above), evaluate=False) if below != 1 else spread
    forms = [spread, quotient, sympy.radsimp(spread) if sympy.count_ops(spread) < 60 else spread]
    return min(forms, key=lambda form: (len(str(form)), str(form)))


def order(f: sympy.Expr, left: Place, right: Place) -> int:
    """-1, 0 or 1 as the value at the left place is below, at or above that at the right one; 0 also where 180 digits agree."""
    for digits in PRECISIONS:
        a, b = left.bounds(f, digits), right.bounds(f, digits)
        if a.b < b.a or b.b < a.a:
            return -1 if a.b < b.a else 1
        if digits == PRECISIONS[0] and _same(f, left, right):
            return 0
    return 0


def _same(f: sympy.Expr, left: Place, right: Place) -> bool:
    here, there = (value_at(f, place) for place in (left, right))
    if here is None or there is None or here.has(sympy.Float) or there.has(sympy.Float):
        return False
    return is_zero(here - there)


def sign_of(number: sympy.Expr) -> int | None:
    """The sign of a number in closed form."""
    return exact_place((), ()).sign(number)


def number_text(value: Any) -> str:
    """A number for JSON: exact as SymPy reads it, else a decimal of 15 digits."""
    return str(sympy.Float(value, 15)) if value.has(sympy.Float) else str(value)
