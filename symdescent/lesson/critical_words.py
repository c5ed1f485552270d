"""Numbers, equations and points of the lesson on critical points, as TeX and as text."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from symdescent.analysis.critical.points import CriticalPoint
from symdescent.errors import ArgumentError
from symdescent.lesson import estimates
from symdescent.lesson.document import Math
from symdescent.lesson.formula import decimal, join, listed, math_of, name, number, point
from symdescent.notation.bridge import from_sympy
from symdescent.notation.tree import Expression

LONGEST = 40  # characters of a number in closed form that is read
DIGITS = 7
RELATIONS = {"==": " = ", "<": " < ", ">": " > "}
SIGNS = {"<=": Math(r" \le ", " ≤ "), ">=": Math(r" \ge ", " ≥ ")}


def math(expr: Expr) -> Math:
    """A SymPy expression as it is written; as a decimal where there is no way to write it."""
    try:
        return math_of(from_sympy(expr))
    except ArgumentError:
        return decimal(expr.evalf(15))


def written(expression: Expression) -> Math:
    """A formula."""
    return math_of(expression)


def equation(expr: Expr) -> Math:
    """expr = 0."""
    return join(math(expr), " = 0")


def turned(expr: Expr) -> Math:
    """The same, with its signs turned where it would begin with a minus."""
    return equation(positive(expr))


def positive(expr: Expr) -> Expr:
    """Of expr and -expr the one that is written with fewer minus signs: both are 0 in the same places."""
    return -expr if expr.could_extract_minus_sign() else expr


def tied(operator: str) -> Math:
    """The sign of a comparison."""
    return SIGNS.get(operator) or Math(RELATIONS[operator], RELATIONS[operator])


def number_of(value: Any) -> Math:
    """A number in closed form where that is short, else to seven digits.

    >>> from sympy import Rational, sqrt
    >>> number_of(Rational(909, 64)).text, number_of(sqrt(2) / 2).text
    ('909/64', '√2/2')
    """
    if value.is_Rational:
        return number(value, DIGITS)
    if value.is_number and value.atoms() and value.has(*_floats(value)):
        return decimal(value.evalf(20), DIGITS)
    shown = math(value)
    return shown if len(shown.text) <= LONGEST else decimal(value.evalf(20), DIGITS)


def beside(value: Any) -> Math:
    """A number in closed form with its decimal where it is not seen at a glance."""
    return estimates.beside(number_of(value), value)


def _floats(value: Any) -> tuple[Any, ...]:
    from sympy import Float

    return tuple(value.atoms(Float)) or (Float,)


def coordinates(one: CriticalPoint) -> Math:
    """The point: a number, or a tuple."""
    return point([number_of(value) for value in one.at.values()])


def place_of(one: CriticalPoint) -> Math:
    """x = 1, or (x, y) = (1, 2); with ≈ where digits are left out."""
    names = point([name(variable) for variable in one.at])
    sign = Math(" = ", " = ") if one.exact else Math(r" \approx ", " ≈ ")
    return join(names, sign, coordinates(one))


def together(formulas: list[Math]) -> Math:
    """Formulas with commas between them."""
    return listed(formulas)
