"""Numbers with a stated arithmetic: exact, rounded as a textbook prints them, or float."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from math import isqrt
from numbers import Rational, Real
from typing import Any

import sympy

from symdescent.errors import ArgumentError, SymdescentError

ARITHMETICS = ("float", "exact", "rounded")
DIGITS = 60  # an exact number may have this many above and below the line
LONGEST = 120  # characters of an irrational number
LONGEST_SYMBOLIC = 1_000  # characters of a number with symbols in it
MOST_OPERATIONS = 2_000  # in a number with symbols that is simplified
ROUNDED_DIGITS = 10
WORKING_DIGITS = 30
LARGEST = 4_300  # decimal exponent: what is larger or smaller is infinite or 0 in rounded arithmetic
CANCELLED = 400  # digits: an irrational number without one that differs from 0 among so many is 0
NESTED = 4  # functions within one another in an irrational number: each more doubles the work of evaluating it
TEXTBOOK = Context(prec=ROUNDED_DIGITS, rounding=ROUND_HALF_UP, Emax=10**9, Emin=-(10**9))
WORKING = Context(prec=WORKING_DIGITS, Emax=10**9, Emin=-(10**9))

PLAIN = re.compile(r"-?[0-9]{1,15}(?:/[1-9][0-9]{0,14})?")  # a number in which there is nothing to be read

EXPECTED = 'expected a real number: 0.1, "1/10", "sqrt(2)", Fraction(1, 10)'


def read_number(given: Any, what: str) -> Fraction | sympy.Expr:
    """A number as a user gives it, exactly: a float means its printed decimal, an irrational one stays symbolic.

    Raises ``ArgumentError``, which names ``what``, for anything that is not one finite real number.

    >>> read_number(0.1, "rate"), read_number("1/10", "rate"), read_number("sqrt(2)", "rate")
    (Fraction(1, 10), Fraction(1, 10), sqrt(2))
    """
    try:
        value = exact(_read(given))
    except (SymdescentError, TypeError, ValueError, ArithmeticError) as fault:
        raise ArgumentError(f"{what} is {given!r}: {EXPECTED}.") from fault
    if isinstance(value, float):
        raise ArgumentError(f"{what} is {given!r}: {EXPECTED}.")
    return value


def printed_number(text: str) -> Fraction | sympy.Expr:
    """The exact number that was printed as this text; it may be longer than one that is typed.

    >>> printed_number("2*sqrt(3)/7")
    2*sqrt(3)/7
    """
    from symdescent.notation.bridge import to_sympy
    from symdescent.notation.limits import PRINTED
    from symdescent.notation.parser import parse_number

    return exact(to_sympy(parse_number(text, limits=PRINTED)))


def _read(given: Any) -> Any:
    if isinstance(given, bool) or str(getattr(given, "dtype", "")) == "bool":
        raise TypeError
    if isinstance(given, str) and PLAIN.fullmatch(given):
        return Fraction(given)
    if isinstance(given, str):
        from symdescent.notation.bridge import to_sympy
        from symdescent.notation.parser import parse_number

        return to_sympy(parse_number(given))
    if isinstance(given, sympy.Float):
        return Fraction(str(given))
    if isinstance(given, sympy.Expr | Rational):
        return given
    if isinstance(given, Decimal):
        return Fraction(given)
    if isinstance(given, Real) or getattr(given, "shape", None) == ():
        return Fraction(str(given))
    raise TypeError


def exact(value: Any) -> Any:
    """A Fraction where the value is rational, SymPy's expression where it is another real number, infinite or nan."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Rational) and not isinstance(value, sympy.Basic):
        return Fraction(value)
    value = sympy.sympify(value, strict=True)
    if not value.is_Rational:
        value = sympy.expand(value)
    if value.is_Rational:
        return Fraction(int(value.p), int(value.q))
    size = value.evalf(WORKING_DIGITS) if value.is_number else sympy.nan
    if not (size.is_real and size.is_finite):
        return _beyond(size)
    # a hidden zero, such as sqrt(2)*sqrt(3) - sqrt(6), has to be seen for what it is
    return Fraction(0) if _unseen(size) and _unseen(value.evalf(WORKING_DIGITS, maxn=CANCELLED)) else value


def is_symbolic(number: Any) -> bool:
    """Whether a number holds a symbol without a value."""
    return bool(getattr(number, "free_symbols", ()))


def symbolic(value: Any) -> Any:
    """As ``exact``; what holds symbols as one fraction without common factors, written as a product where it is not too long.

    >>> g = sympy.Symbol("g", real=True)
    >>> symbolic((g**2 - 1)/(g - 1))
    g + 1
    """
    value = sympy.sympify(value, strict=True)
    if not is_symbolic(value):
        return exact(value)
    together = sympy.cancel(value) if sympy.count_ops(value) < MOST_OPERATIONS else value
    return sympy.factor(together) if sympy.count_ops(together) < MOST_OPERATIONS else together


def symbolic_norm(numbers: Iterable[Any]) -> Any:
    """√(a² + b² + …) of numbers that may hold symbols."""
    numbers = tuple(numbers)
    if not any(map(is_symbolic, numbers)):
        return exact_norm(numbers)
    return abs(numbers[0]) if len(numbers) == 1 else sympy.sqrt(symbolic(sum(number * number for number in numbers)))


def is_long_symbolic(number: Any) -> bool:
    """Whether a number with symbols in it has more characters than can be read."""
    return len(str(number)) > LONGEST_SYMBOLIC


def _unseen(size: sympy.Expr) -> bool:
    """Whether an evaluation ended without one certain digit; SymPy then gives the precision of a single bit."""
    return bool(getattr(size, "_prec", 1) <= 1)


def _beyond(value: sympy.Expr) -> float:
    return float(value) if value.is_infinite and value.is_extended_real else math.nan


def rounded(value: Any) -> Any:
    """The Fraction that a textbook prints: ten significant digits, half up; nan stays nan.

    >>> rounded(Fraction(1, 3))
    Fraction(3333333333, 10000000000)
    """
    if isinstance(value, sympy.Basic):
        number = value.evalf(WORKING_DIGITS)
        if not (number.is_real and number.is_finite):
            return _beyond(number)
        if abs(number) > sympy.Float(f"1e{LARGEST}"):
            return math.inf if number > 0 else -math.inf
        value = sympy.Rational(number) if abs(number) > sympy.Float(f"1e-{LARGEST}") else sympy.Integer(0)
        value = Fraction(int(value.p), int(value.q))
    if isinstance(value, float):
        return value
    value = Fraction(value)
    return Fraction(TEXTBOOK.divide(Decimal(value.numerator), Decimal(value.denominator)))


def exact_norm(numbers: Iterable[Any]) -> Any:
    """√(a² + b² + …), as a Fraction where it is rational."""
    numbers = tuple(numbers)
    if len(numbers) == 1:
        return abs(numbers[0])
    if any(isinstance(number, float) for number in numbers):
        return _float_norm(numbers)
    return exact_root(exact(sum(number * number for number in numbers)))


def exact_root(square: Any) -> Any:
    """√ of an exact number, as a Fraction where it is rational.

    >>> exact_root(Fraction(4, 9)), exact_root(Fraction(2))
    (Fraction(2, 3), sqrt(2))
    """
    if isinstance(square, Fraction) and square >= 0:
        root = Fraction(isqrt(square.numerator), isqrt(square.denominator))
        if root * root == square:
            return root
    return sympy.sqrt(sympy.sympify(square, strict=True))


def _float_norm(numbers: Iterable[Any]) -> float:
    """Of numbers one of which is infinite or nan."""
    return sum(abs(number) for number in numbers if isinstance(number, float))


def rounded_norm(numbers: Iterable[Any]) -> Any:
    """√(a² + b² + …) to ten digits."""
    numbers = tuple(numbers)
    if any(isinstance(number, float) for number in numbers):
        return _float_norm(numbers)
    square = sum(number * number for number in numbers)
    return rounded(Fraction(WORKING.sqrt(WORKING.divide(Decimal(square.numerator), Decimal(square.denominator)))))


def is_nan(number: Any) -> bool:
    """Whether a number of any arithmetic is nan."""
    return isinstance(number, float) and math.isnan(number)


def is_long(number: Any) -> bool:
    """Whether an exact number has outgrown its budget of digits."""
    if isinstance(number, Fraction):
        return bool(max(abs(number.numerator), number.denominator) >= 10**DIGITS)
    return not isinstance(number, float) and (len(str(number)) > LONGEST or _nesting(number) > NESTED)  # a float is nan or infinite


def _nesting(number: sympy.Expr) -> int:
    return max(map(_nesting, number.args), default=0) + (not isinstance(number, sympy.Add | sympy.Mul | sympy.Rational))


def to_float(number: Any) -> float:
    """The nearest float; infinite where there is none."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def exact_text(number: Fraction) -> str:
    """A fraction as text, as ten digits where Python would refuse to print it.

    >>> exact_text(Fraction(-24, 5))
    '-24/5'
    """
    return str(number) if max(abs(number.numerator), number.denominator) < 10**LARGEST else decimal_text(number)


def decimal_text(number: Fraction) -> str:
    """A rounded number as a decimal.

    >>> decimal_text(Fraction(-24, 5))
    '-4.8'
    """
    return f"{TEXTBOOK.divide(Decimal(number.numerator), Decimal(number.denominator)).normalize():f}"
