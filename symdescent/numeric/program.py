"""Several expressions compiled into one function, with or without sums over the rows of data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import sympy

from symdescent.notation.bridge import ROW, ROWS
from symdescent.numeric.dialects import ARRAY, RATIONAL, SYMBOLIC, Dialect
from symdescent.numeric.emitter import Emitter

if TYPE_CHECKING:
    from symdescent.numeric.columns import Columns

Program = Callable[..., tuple[Any, ...]]
Definition = tuple[str, str]  # a name and its text
CELLS = 2**18  # numbers in one temporary array: 2 MB, which a processor's cache holds


def assemble(arguments: Sequence[str], definitions: Sequence[Definition], results: Sequence[str], namespace: Mapping[str, Any]) -> Program:
    """A function of the named arguments that makes the definitions in turn and returns the results as one flat tuple.

    The texts are an ``Emitter``'s: every name in them is ours. ``lambdify`` finds no shared parts and prints nothing itself.
    """
    function: Program = sympy.lambdify(
        list(map(sympy.Symbol, arguments)),
        tuple(results),
        modules=[dict(namespace)],
        printer=lambda text: text,
        cse=lambda texts: (definitions, texts),
        use_imps=False,
        docstring_limit=-1,
    )
    return function


def positions(symbols: Sequence[sympy.Symbol]) -> dict[sympy.Basic, str]:
    """The name of each variable in generated source: x0, x1, …"""
    return {symbol: f"x{j}" for j, symbol in enumerate(symbols)}


def program(dialect: Dialect, names: Mapping[sympy.Basic, str], expressions: Sequence[sympy.Basic]) -> Program:
    """A function of the named quantities, in their order, that returns the values of the expressions as one flat tuple."""
    emitter = Emitter(dialect, names)
    results = emitter.write(expressions)
    return assemble(list(names.values()), emitter.definitions, results, {**dialect.namespace(), **emitter.bound})


class Level(NamedTuple):
    """Sums over rows whose terms need only the variables, the columns and the sums of earlier levels."""

    terms: Program
    columns: tuple[Any, ...]
    width: int


def data_program(dialect: Dialect, symbols: Sequence[sympy.Symbol], expressions: Sequence[sympy.Basic], data: Columns) -> Program:
    """As ``program``, where the expressions hold sums over the rows of ``data``."""
    kind = KINDS[dialect]
    levels, names = [], positions(symbols) | {ROWS: "rows"}
    for sums in _by_depth(expressions):
        columns = sorted({entry for total in sums for entry in total.function.atoms(sympy.Indexed)}, key=str)
        terms = program(dialect, names | {entry: f"c{j}" for j, entry in enumerate(columns)}, [total.function for total in sums])
        levels.append(Level(terms, tuple(kind.column(data, str(entry.base.label)) for entry in columns), len(sums)))
        names |= {total: f"s{len(names) + j}" for j, total in enumerate(sums)}
    last = program(dialect, names, expressions)

    def run(*values: Any) -> tuple[Any, ...]:
        values += (kind.rows(len(data), values),)
        for level in levels:
            values += kind.sums(level, values, len(data))
        return last(*values)

    return run


def _by_depth(expressions: Sequence[sympy.Basic]) -> list[list[sympy.Sum]]:
    found: dict[int, dict[sympy.Sum, None]] = {}
    for total in {total: None for expression in expressions for total in _over_rows(expression)}:
        found.setdefault(_depth(total), {})[total] = None
    return [list(found[depth]) for depth in sorted(found)]


def _over_rows(expression: sympy.Basic) -> set[sympy.Sum]:
    return {total for total in expression.atoms(sympy.Sum) if total.limits[0][0] == ROW}


def _depth(total: sympy.Sum) -> int:
    return 1 + max(map(_depth, _over_rows(total.function)), default=0)


def array_sums(level: Level, values: Sequence[Any], rows: int) -> tuple[Any, ...]:
    """The sums at many points: ``values`` are arrays of shape (points,); memory stays within ``CELLS`` a temporary.

    One point may be given as NumPy scalars.
    """
    import numpy as np

    if not values[0].ndim:
        if rows <= CELLS:
            return tuple(term.sum() if term.ndim else term * rows for term in map(np.asarray, level.terms(*values, *level.columns)))
        return tuple(total[0] for total in array_sums(level, [value[None] for value in values], rows))
    points = len(values[0])
    block = min(rows, CELLS)
    several = max(1, CELLS // block)
    totals = np.zeros((level.width, points))
    for first in range(0, points, several):
        part = slice(first, min(first + several, points))
        inputs = [value[part, None] for value in values]
        for start in range(0, rows, block):
            stop = min(start + block, rows)
            terms = level.terms(*inputs, *(column[start:stop] for column in level.columns))
            shape = (part.stop - first, stop - start)
            totals[:, part] += [np.broadcast_to(term, shape).sum(axis=1) for term in terms]
    return tuple(totals)


def exact_sums(level: Level, values: Sequence[Any], rows: int) -> tuple[Any, ...]:
    """The sums at one point, row after row."""
    totals: tuple[Any, ...] = (0,) * level.width
    for row in zip(*level.columns, strict=True) if level.columns else repeat((), rows):
        totals = tuple(map(sum, zip(totals, level.terms(*values, *row), strict=True)))
    return totals


class Kind(NamedTuple):
    """How a dialect's numbers go over rows: a column's entries, the number of rows, the sums of a level."""

    column: Callable[[Columns, str], Any]
    rows: Callable[[int, Sequence[Any]], Any]
    sums: Callable[[Level, Sequence[Any], int], tuple[Any, ...]]


def _array_rows(rows: int, values: Sequence[Any]) -> Any:
    import numpy as np

    return np.full(np.shape(values[0]) if values else 1, float(rows))[()]


KINDS: Mapping[Dialect, Kind] = {
    ARRAY: Kind(lambda data, name: data[name], _array_rows, array_sums),
    RATIONAL: Kind(lambda data, name: data.exact(name), lambda rows, values: Fraction(rows), exact_sums),
    SYMBOLIC: Kind(
        lambda data, name: [sympy.Rational(q.numerator, q.denominator) for q in data.exact(name)],
        lambda rows, values: sympy.Integer(rows),
        exact_sums,
    ),
}
