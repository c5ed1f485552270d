"""What linear forms determine together: strictness in all variables, and the modulus of strong convexity, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from symdescent.analysis.convexity.rules.polynomial import ONE, ZERO, Coefficient, Row, plus, times, written
from symdescent.analysis.convexity.rules.quadratics import echelon, least_eigenvalue, rank, squares
from symdescent.analysis.convexity.rules.quadratics import rational as in_sympy
from symdescent.analysis.convexity.rules.setting import Setting
from symdescent.analysis.convexity.rules.tree import Square
from symdescent.notation.tree import (
    Column,
    Expression,
    Negation,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    columns,
    rational,
)

MOST_ENTRIES = 20_000  # of data that are put into linear forms


def difference(row: Row, other: Row) -> Row:
    """One linear form less another."""
    found: dict[str, Coefficient] = dict(row)
    for name, c in other:
        found[name] = plus(found.get(name, ZERO), times(-ONE, c))
    return tuple(sorted((name, c) for name, c in found.items() if c != ZERO))


def scaled(rows: Iterable[Row], by: Expression, s: Setting) -> tuple[Row, ...]:
    """The forms of w f for w ≥ 0: those of f where w > 0; where w is 0 in some rows of the data, w times those."""
    if s.reach(by).positive:
        return tuple(rows)
    return tuple(tuple((name, times(by, c)) for name, c in row) for row in rows) if columns(by) else ()


def determine(rows: Iterable[Row], s: Setting) -> bool:
    """Whether no direction but 0 makes all of the forms 0: their rank is the number of variables."""
    return set(s.variables) <= _determined(list(rows), s)


def _determined(rows: list[Row], s: Setting) -> set[str]:
    """The variables that are known where the forms are."""
    known: set[str] = set()
    while True:
        rest = [tuple((name, c) for name, c in row if name not in known) for row in rows]
        more = {row[0][0] for row in rest if len(row) == 1 and _nonzero(row[0][1], s)}
        numbers = [row for row in rest if row and _rational(row)]
        free = sorted({name for row in numbers for name, _ in row})
        if rank(vector(row, free) for row in numbers) == len(free):
            more |= set(free)
        if not more:
            return known
        known |= more


def _rational(row: Row) -> bool:
    return all(isinstance(c, Fraction) for _, c in row)


def _nonzero(c: Coefficient, s: Setting) -> bool:
    found = s.reach(written(c))
    return found.positive or found.high < 0 or (found.high == 0 and found.below)


def vector(row: Row, variables: Sequence[str]) -> list[Fraction]:
    """The coefficients of a form with rational ones, in the order of the variables."""
    found: Mapping[str, Any] = dict(row)
    return [found.get(name, ZERO) for name in variables]


def row_of(values: Sequence[Fraction], variables: Sequence[str]) -> Row:
    """The form with these coefficients."""
    return tuple((name, value) for name, value in zip(variables, values, strict=True) if value)


def over_data(rows: Iterable[Row], s: Setting) -> tuple[Row, ...]:
    """The forms that a sum over the rows of data has: independent ones of those with the data put in."""
    rows = list(rows)
    fixed = [row for row in rows if not _uses_data(row)]
    put_in = (row for varying in rows if _uses_data(varying) for row in _with_data(varying, s))
    return (*fixed, *(row_of(values, s.variables) for values in echelon(vector(row, s.variables) for row in put_in)))


def squares_over_data(found: Iterable[Square], s: Setting, share: Fraction) -> tuple[Square, ...]:
    """The squares that a sum (``share`` 1) or mean (1/rows) has: those with the data put in, gathered by their weight."""
    weights: dict[Coefficient, list[Square]] = {}
    for weight, row in found:
        if not _uses_data((("", weight),)):
            weights.setdefault(weight, []).extend((share, one) for one in _each(row, s))
        else:
            pairs = _with_data((("", weight), *row), s)
            weights.setdefault(ONE, []).extend((share * dict(one).get("", ZERO), one[1:]) for one in pairs if one and one[0][0] == "")  # type: ignore[operator]
    gathered = ((weight, _gathered(parts, s)) for weight, parts in weights.items())
    return tuple((times(weight, d), row) for weight, parts in gathered for d, row in parts)


def _each(row: Row, s: Setting) -> Iterable[Row]:
    if _uses_data(row):
        return _with_data(row, s)
    return [row] * (len(s.data) if s.data is not None else 0) if _rational(row) else []


def _gathered(parts: list[Square], s: Setting) -> list[Square]:
    lines = squares(gram(parts, s.variables)) or []
    return [(d, row_of(line, s.variables)) for d, line in lines]


def gram(parts: Iterable[Square], variables: Sequence[str]) -> list[list[Fraction]]:
    """Σ w l lᵀ of squares with rational weights and forms, shape (n, n)."""
    total = [[ZERO] * len(variables) for _ in variables]
    for weight, row in parts:
        line = vector(row, variables)
        for i, a in enumerate(line):
            if a:
                total[i] = [old + weight * a * b for old, b in zip(total[i], line, strict=True)]  # type: ignore[operator]
    return total


def _uses_data(row: Row) -> bool:
    return any(not isinstance(c, Fraction) and columns(c) for _, c in row)


def _with_data(row: Row, s: Setting) -> Iterator[Row]:
    """A form with the entries of each row of data put in, where that leaves numbers."""
    used = sorted(frozenset[str]().union(*(columns(written(c)) for _, c in row)))
    if s.data is None or len(s.data) * max(1, len(used)) > MOST_ENTRIES:
        return
    for entries in zip(*map(s.data.exact, used), strict=True):
        here = dict(zip(used, entries, strict=True))
        values = [(name, c if isinstance(c, Fraction) else value(c, here)) for name, c in row]
        if all(number is not None for _, number in values):
            yield tuple((name, number) for name, number in values if number)


def value(e: Expression, entries: Mapping[str, Fraction]) -> Fraction | None:
    """The value of a coefficient for one row of data; None where it is no rational number."""
    rule = VALUES.get(type(e))
    return rule(e, entries) if rule else None


def _all(parts: Iterable[Expression], entries: Mapping[str, Fraction]) -> list[Fraction] | None:
    found = [value(part, entries) for part in parts]
    return None if any(one is None for one in found) else found  # type: ignore[return-value]


def _product(e: Product, entries: Mapping[str, Fraction]) -> Fraction | None:
    found, result = _all(e.factors, entries), ONE
    for factor in found or ():
        result *= factor
    return None if found is None else result


def _sum(e: Sum, entries: Mapping[str, Fraction]) -> Fraction | None:
    found = _all(e.terms, entries)
    return None if found is None else sum(found, ZERO)


def _quotient(e: Quotient, entries: Mapping[str, Fraction]) -> Fraction | None:
    found = _all((e.numerator, e.denominator), entries)
    return None if found is None or not found[1] else found[0] / found[1]


def _power(e: Power, entries: Mapping[str, Fraction]) -> Fraction | None:
    base, n = value(e.base, entries), rational(e.exponent)
    return base**n.numerator if base is not None and n is not None and n.denominator == 1 and 0 < n <= 9 else None


def _negation(e: Negation, entries: Mapping[str, Fraction]) -> Fraction | None:
    inner = value(e.operand, entries)
    return None if inner is None else -inner


VALUES: dict[type[Expression], Callable[..., Fraction | None]] = {
    Number: lambda e, entries: e.value,
    Column: lambda e, entries: entries.get(e.name),
    Symbol: lambda e, entries: None,
    Sum: _sum,
    Product: _product,
    Quotient: _quotient,
    Negation: _negation,
    Power: _power,
}


def modulus(found: Iterable[Square], s: Setting) -> tuple[Any, bool] | None:
    """The least eigenvalue of Σ w l lᵀ, or a bound > 0 for it, and whether it is the eigenvalue itself; None where there is none.

    With weights that are parameters λ(A + w B) ≥ λ(A) + w λ(B), with equality where B is a multiple of the identity.
    """
    import sympy

    from symdescent.notation.bridge import to_sympy

    groups: dict[Coefficient, list[Square]] = {}
    for weight, row in found:
        for w, number, form in _apart(weight, row):
            if s.reach(written(w)).positive:
                groups.setdefault(w, []).append((number, form))
    matrices = {w: gram(parts, s.variables) for w, parts in groups.items()}
    if rank(line for matrix in matrices.values() for line in matrix) < len(s.variables):
        return None
    written_out = {to_sympy(written(w)): matrix for w, matrix in matrices.items()}
    if len(matrices) > 1 and all(map(_is_diagonal, matrices.values())):
        sides = [sum((w * in_sympy(m[i][i]) for w, m in written_out.items()), sympy.S.Zero) for i in range(len(s.variables))]
        return sympy.Min(*sides), True
    least = {w: least_eigenvalue(matrix) if rank(matrix) == len(s.variables) else (sympy.S.Zero, True) for w, matrix in written_out.items()}
    lower = sum((w * value for w, (value, _) in least.items()), sympy.S.Zero)
    if lower == 0:  # A + w B ≥ min(1, w) (A + B)
        together = gram((square for parts in groups.values() for square in parts), s.variables)
        return sympy.Min(*written_out) * least_eigenvalue(together)[0], False
    others = sum(not _is_scalar(matrix) for matrix in matrices.values())
    return lower, others <= 1 and all(exact for _, exact in least.values())


def _apart(weight: Coefficient, row: Row) -> Iterator[tuple[Coefficient, Fraction, Row]]:
    """A square as a parameter times a number times the square of a form with numbers, where it is one."""
    if len(row) == 1 and not isinstance(row[0][1], Fraction):
        weight, row = times(weight, times(row[0][1], row[0][1])), ((row[0][0], ONE),)
    if not _rational(row):
        return
    if isinstance(weight, Fraction):
        yield ONE, weight, row
    elif isinstance(weight, Product) and (first := rational(weight.factors[0])) is not None:
        rest = weight.factors[1:]
        yield Product(rest) if len(rest) > 1 else rest[0], first, row
    else:
        yield weight, ONE, row


def _is_diagonal(matrix: list[list[Fraction]]) -> bool:
    return all(not a for i, row in enumerate(matrix) for j, a in enumerate(row) if i != j)


def _is_scalar(matrix: list[list[Fraction]]) -> bool:
    return _is_diagonal(matrix) and len({row[i] for i, row in enumerate(matrix)}) == 1
