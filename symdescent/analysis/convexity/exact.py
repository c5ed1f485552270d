"""Exact numbers for proofs: the sign of a number, and a problem whose columns of data are written out row by row."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy

from symdescent.notation.bridge import ROW, ROWS
from symdescent.notation.tree import (
    Column,
    Expression,
    OverRows,
    Quotient,
    Sum,
    children,
    columns,
    number,
    rebuild,
    substitute,
    walk,
)

if TYPE_CHECKING:
    from symdescent.numeric.columns import Columns
    from symdescent.problem import Problem

DIGITS = 40
SMALL = sympy.Rational(1, 10**25)  # a number that is smaller and not 0 by its form has no sign that is relied on
MOST_WRITTEN = 6000  # nodes of a formula with all its rows
MOST_TERMS = 60  # of a sum's body as a polynomial in the columns
LONGEST_NUMBER = 20_000  # characters of a number whose sign is asked for


def sign_of(value: Any) -> int | None:
    """1, 0 or -1 for a real number whose sign is certain, else None.

    >>> sign_of(sympy.sqrt(2) - 1), sign_of(sympy.Rational(0)), sign_of(sympy.I)
    (1, 0, None)
    """
    if value.is_Rational:
        return int(sympy.sign(value))
    if value.free_symbols or value.has(sympy.nan, sympy.zoo, sympy.oo, sympy.I) or value.count_ops() > LONGEST_NUMBER:
        return None
    near = value.evalf(DIGITS, maxn=400)
    if not near.is_Float or abs(near) < SMALL or near._prec == 1:
        return None
    return 1 if near > 0 else -1


def written_out(problem: Problem) -> Problem | None:
    """The same problem without data: each sum over rows written term by term; None where that would be too long.

    >>> import symdescent as sd
    >>> str(written_out(sd.problem("mean((w*u - 1)^2)", data={"u": [1.0, 0.5]})).expression)
    '((w·1 - 1)² + (w·(1/2) - 1)²)/2'
    """
    if problem.data is None:
        return problem
    rows = len(problem.data)
    if rows * sum(1 for _ in walk(problem.expression)) > MOST_WRITTEN:
        return None
    return replace(problem, expression=_unrolled(problem.expression, problem.data), data=None)


def _unrolled(e: Expression, data: Columns) -> Expression:
    if not isinstance(e, OverRows):
        return rebuild(e, tuple(_unrolled(part, data) for part in children(e)))
    used = sorted(columns(e.body))
    terms = tuple(substitute(e.body, {Column(name): number(as_written(data[name][row])) for name in used}) for row in range(len(data)))
    total = Sum(terms) if len(terms) > 1 else terms[0]
    return Quotient(total, number(len(terms))) if e.kind == "mean" else total


def as_written(value: Any) -> Fraction:
    """A number of the table as the fraction that its decimals print."""
    return Fraction(repr(float(value)))


def with_data(entry: Any, data: Columns | None) -> Any:
    """A SymPy expression with its sums over rows as exact numbers; None where a row is no polynomial in the columns."""
    if data is None:
        return entry
    sums = {total: _total(total.function, data) for total in entry.atoms(sympy.Sum)}
    if any(value is None for value in sums.values()):
        return None
    found = entry.xreplace(sums).xreplace({ROWS: sympy.Integer(len(data))})
    return None if found.has(ROW) else found


def _total(body: Any, data: Columns) -> Any:
    """Σ over the rows: each monomial's columns are multiplied and added up in fractions."""
    entries = sorted(body.atoms(sympy.Indexed), key=str)
    if not entries or not body.is_polynomial(*entries):
        return body * len(data) if not entries else None
    terms = sympy.Poly(body, *entries).terms()
    if len(terms) > MOST_TERMS:
        return None
    values = [[as_written(value) for value in data[str(entry.base.label)]] for entry in entries]
    return sympy.Add(*(coefficient * _moment(powers, values) for powers, coefficient in terms))


def _moment(powers: tuple[int, ...], values: list[list[Fraction]]) -> Any:
    total = Fraction(0)
    for row in zip(*values, strict=True):
        term = Fraction(1)
        for value, power in zip(row, powers, strict=True):
            term *= value**power
        total += term
    return sympy.Rational(total.numerator, total.denominator)
