"""One point: read from what a user gives, and everything that is exactly known there."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import sympy

from symdescent.errors import ArgumentError, FormulaError
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.parser import parse
from symdescent.notation.tokens import canonical
from symdescent.numeric import arithmetic
from symdescent.numeric.careful import exact_program
from symdescent.numeric.objective import Objective


def read_point(given: Any, variables: Sequence[str], what: str, *, symbols: bool = False) -> tuple[Any, ...]:
    """A point as exact numbers in the variables' order, from a mapping, a sequence or, for one variable, a number.

    With ``symbols`` they may hold other letters than the variables.

    Raises ``ArgumentError``, which names ``what``, where a variable is missing, extra or no number.

    >>> read_point({"y": "1/2", "x": 0.1}, ["x", "y"], "start")
    (Fraction(1, 10), Fraction(1, 2))
    """
    numbers = _by_name(given, variables, what)
    expected = f"expected a number for each of {', '.join(variables)}"
    for name in variables:
        if name not in numbers:
            raise ArgumentError(f"{what} has no value for {name}: {expected}.")
    for name in numbers:
        if name not in variables:
            raise ArgumentError(f"{what} has a value for {name}, which is not a variable: {expected}.")
    read = partial(read_in_symbols, variables) if symbols else arithmetic.read_number
    return tuple(read(numbers[name], f"{what} for {name}") for name in variables)


def read_in_symbols(variables: Sequence[str], given: Any, what: str) -> Any:
    """A number, or an expression in letters that are no variables."""
    try:
        return arithmetic.read_number(given, what)
    except ArgumentError:
        try:
            expression = _expression(given)
        except (FormulaError, TypeError):
            expression = sympy.nan
        if not expression.free_symbols or {str(name) for name in expression.free_symbols} & {*variables}:
            raise
        return arithmetic.symbolic(expression)


def _expression(given: Any) -> sympy.Expr:
    """A text or a SymPy expression in real symbols."""
    found = to_sympy(parse(given)) if isinstance(given, str) else given
    if not isinstance(found, sympy.Expr):
        raise TypeError
    return found.xreplace({name: symbol(str(name)) for name in found.free_symbols})


def _by_name(given: Any, variables: Sequence[str], what: str) -> dict[str, Any]:
    if hasattr(given, "items"):  # a mapping, or a pandas Series with its labels
        return {canonical(str(name)): number for name, number in given.items()}
    if isinstance(given, set | frozenset):
        raise ArgumentError(f"{what} is a set, which has no order: expected {{{', '.join(f'{name!r}: …' for name in variables)}}}.")
    single = isinstance(given, str | bytes) or not hasattr(given, "__iter__") or getattr(given, "shape", None) == ()
    numbers = [given] if single else list(given)
    if len(numbers) != len(variables):
        found = f"{what} has {len(numbers)} number{'s' * (len(numbers) != 1)}"
        raise ArgumentError(f"{found}: expected {len(variables)}, one for each of {', '.join(variables)}.")
    return dict(zip(variables, numbers, strict=True))


def exact_values(objective: Objective, x: Sequence[Any]) -> tuple[sympy.Expr, sympy.Matrix, sympy.Matrix]:
    """Value, gradient (n, 1) and Hessian (n, n) at a point as exact SymPy numbers; nan outside the domain."""
    n, entries = objective.dimension, objective.entries
    value, *rest = _evaluated(objective, [objective.expression, *objective.partials, *entries.values()], x)
    if value is sympy.nan:
        rest = [sympy.nan] * len(rest)
    second = dict(zip(entries, rest[n:], strict=True))
    missing = value * 0
    hessian = sympy.Matrix(n, n, lambda i, j: second.get((min(i, j), max(i, j)), missing))
    return value, sympy.Matrix(n, 1, rest[:n]), hessian


def _evaluated(objective: Objective, expressions: Sequence[sympy.Expr], x: Sequence[Any]) -> list[sympy.Expr]:
    numbers = [sympy.Rational(entry.numerator, entry.denominator) if isinstance(entry, Fraction) else entry for entry in x]
    try:
        return [_real(value) for value in exact_program(objective, expressions)(*numbers)]
    except TypeError:  # SymPy compares nothing with what is no real number
        return [sympy.nan] * len(expressions)


def _real(value: Any) -> sympy.Expr:
    known = arithmetic.exact(value)
    return sympy.nan if arithmetic.is_nan(known) else sympy.sympify(known, strict=True)
