"""Exact values: numbers as people give them, points, and what an expression is at a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from numbers import Rational
from typing import Any

import mpmath

from symdescent.calculus.checks.effort import parts
from symdescent.calculus.checks.evaluate import FLOATS, PRECISE, Values
from symdescent.calculus.checks.proof import expanded_terms
from symdescent.errors import ArgumentError, FormulaError
from symdescent.notation.bridge import from_sympy, to_sympy
from symdescent.notation.limits import AUTHOR, Size, size
from symdescent.notation.names import variable_name
from symdescent.notation.parser import parse, parse_number
from symdescent.notation.sympy_functions import is_deep
from symdescent.notation.tree import (
    Expression,
    Integral,
    Negation,
    Number,
    OverIndex,
    Symbol,
    children,
    columns,
    names,
    number,
    rational,
    substitute,
    walk,
)

Place = dict[str, Expression]

EXPECTED = 'expected a real number such as 3, "1/2", "pi" or "sqrt(2)"'
LARGEST = 150  # parts of a value that is still multiplied out
MOST_TERMS = 50  # of such a value
DIGITS = 30  # to which a value that SymPy knows only by a formula is told from one that is not real


def read_number(given: Any, what: str) -> Expression:
    """A number as a user gives it, exactly: a float means its printed decimal, a text is read as a formula.

    Raises ``ArgumentError``, which names ``what``, for anything that is not one finite real number.

    >>> print(read_number("1/2", "x"), read_number(0.1, "x"), read_number("sqrt(8)", "x"))
    1/2 0.1 2√2
    """
    try:
        written = _written(given)
        return written if rational(written) is not None else exact(written)
    except (ArithmeticError, TypeError, ValueError) as fault:
        raise ArgumentError(f"{what} is {given!r}: {EXPECTED}.") from fault


def _written(given: Any) -> Expression:
    if isinstance(given, bool):
        raise TypeError
    if isinstance(given, str):
        return parse_number(given)
    if isinstance(given, Expression):
        return given
    if isinstance(given, Rational | Decimal) and not hasattr(given, "free_symbols"):
        return number(Fraction(given))
    if hasattr(given, "free_symbols"):
        return from_sympy(given)
    value = Fraction(str(given))  # a float, or a number of another library
    return Negation(Number(-value, True)) if value < 0 else Number(value, value.denominator != 1)


def read_place(given: Mapping[str, Any], variables: tuple[str, ...], what: str) -> Place:
    """A number for each of the variables, in their order.

    Raises ``ArgumentError``, which names ``what``, where one is missing, extra or no number.
    """
    numbers = {variable_name(name): value for name, value in given.items()}
    expected = f"expected a number for each of {', '.join(variables)}"
    for name in variables:
        if name not in numbers:
            raise ArgumentError(f"{what} has no value for {name}: {expected}.")
    for name in numbers:
        if name not in variables:
            raise ArgumentError(f"{what} has a value for {name}, which is not a variable: {expected}.")
    return {name: read_number(numbers[name], f"{what} for {name}") for name in variables}


def put(expression: Expression, values: Mapping[str, Expression]) -> Expression:
    """The expression with its variables replaced, all at once.

    Raises ``ArgumentError`` where a letter of the new parts would mean a bound variable, as t in ∫ f dt.
    """
    taken = frozenset[str]().union(*map(names, values.values()))
    for node in walk(expression):
        bound = node.variable if isinstance(node, Integral) else node.index if isinstance(node, OverIndex) else None
        if bound in taken:
            raise ArgumentError(f"{bound} is already the variable that {node} runs over: use another letter for the parameter.")
    return substitute(expression, {Symbol(name): value for name, value in values.items()})


def exact(expression: Expression) -> Expression:
    """The exact value of an expression without variables, as short as SymPy knows it.

    Raises ``ArithmeticError`` where it has no finite real value, and ``ArgumentError`` where it is too large to compute.

    >>> from symdescent.notation import parse
    >>> print(exact(parse("sin(pi/6) + 2^-1")))
    1
    """
    if _size(expression).bits > AUTHOR.bits:
        raise ArgumentError(f"A number here would have more than {AUTHOR.bits} bits: choose a point nearer to 0.")
    if is_deep(expression):
        return _known_to_exist(expression)
    value = to_sympy(expression)
    if not value.is_Rational and parts(expression, LARGEST) > LARGEST:
        return _known_to_exist(expression)
    if any(type(part) is Integral for part in walk(expression)):
        _ = Values({}, FLOATS)[expression]  # to many digits an integral takes long
        return _written_again(value, expression)
    close = value.evalf(DIGITS)
    if not (close.is_Float or close.is_Rational) or not close.is_finite:
        raise ArithmeticError(f"{expression} has no finite real value")
    return _written_again(value.expand() if value.is_algebraic and expanded_terms(value) <= MOST_TERMS else value, expression)


def _written_again(value: Any, expression: Expression) -> Expression:
    """SymPy's value in a formula, where that can hold it."""
    try:
        return from_sympy(value)
    except ArgumentError:
        return expression


def _known_to_exist(expression: Expression) -> Expression:
    """The expression itself, once it has a value: multiplying nested roots out takes SymPy without end."""
    with mpmath.workdps(DIGITS):
        _ = Values({}, PRECISE)[expression]
    return expression


def _size(expression: Expression) -> Size:
    return size(expression, tuple(map(_size, children(expression))))


def value_at(expression: Expression, place: Place, what: str) -> Expression:
    """The exact value at a point; raises ``ArgumentError``, which says ``what`` has none there."""
    other = sorted((names(expression) - place.keys()) | columns(expression))
    if other:
        raise ArgumentError(f"{what} has no number at {told(place)}, because {', '.join(other)} has no value there.")
    try:
        return exact(put(expression, place))
    except (FormulaError, ArgumentError):
        raise
    except (ArithmeticError, TypeError, ValueError) as fault:  # SymPy compares no numbers that are not real
        raise ArgumentError(
            f"{what[:1].upper()}{what[1:]} has no finite real value at {told(place)}: choose a point where {expression} exists."
        ) from fault


def told(place: Mapping[str, Expression]) -> str:
    """``x = 1, y = 2``."""
    return ", ".join(f"{name} = {value}" for name, value in place.items())


def by_name(given: Any, named: Mapping[str, Any], variables: tuple[str, ...], what: str) -> dict[str, Any]:
    """What was given by keywords, as a mapping, or for one variable as the number itself."""
    if isinstance(given, Mapping):
        return {**given, **named}
    if given is None:
        return dict(named)
    if len(variables) == 1 and not named:
        return {variables[0]: given}
    raise ArgumentError(f"{what} is {given!r}: expected {', '.join(f'{name}=…' for name in variables)}, or a mapping of these names.")


def read_part(given: Any, known: frozenset[str]) -> Expression:
    """A formula that belongs to another one, whose names are ``known``: a text, an expression, SymPy's, or a number."""
    if isinstance(given, str):
        return parse(given, variables=known)
    if isinstance(given, Expression):
        return given
    return from_sympy(given) if hasattr(given, "free_symbols") else read_number(given, "the formula")


def free_letter(expression: Expression, letters: Sequence[str]) -> str:
    """The first of the letters that does not occur in an expression."""
    return next(letter for letter in letters if letter not in names(expression) | columns(expression))
