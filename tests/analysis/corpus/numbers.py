"""A known function in numbers, from SymPy's own expression: values, gradients, Hessians, points of its domain, pairs of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import sympy
from numpy.typing import NDArray

from symdescent.notation.bridge import to_sympy
from symdescent.notation.parser import parse
from symdescent.problem import Problem
from tests.analysis.corpus.known import Known

Array: TypeAlias = NDArray[np.float64]
Vectorised: TypeAlias = Callable[[Array], Array]

KINKED = (sympy.Abs, sympy.Max, sympy.Min, sympy.Piecewise, sympy.sign)
DRAWN = 600  # points a scale
LARGEST = 1e100  # of a value: sums of larger ones may overflow
NEAR = 0.05  # of the scale, between two points of a near pair


class Numbers(NamedTuple):
    """Functions of arrays (..., n); ``gradient`` and ``hessian`` are None where the formula has kinks."""

    symbols: tuple[sympy.Symbol, ...]
    expression: sympy.Expr
    value: Vectorised
    inside: Vectorised
    gradient: Vectorised | None
    hessian: Vectorised | None


def numbers(row: Known, setting: Mapping[str, str]) -> Numbers:
    """The row's function with numbers for its parameters."""
    of = row.problem()
    given = {of.symbols[name]: number(text) for name, text in setting.items()}
    symbols = tuple(of.symbols[name] for name in of.variables)
    expression = _expanded(of).subs(given)
    smooth = not expression.has(*KINKED)
    gradient = [sympy.diff(expression, x) for x in symbols]
    hessian = [sympy.diff(slope, x) for slope in gradient for x in symbols] if smooth else []
    relations = [to_sympy(relation).subs(given) for relation in of.domain.of(of.variables).relations]
    n = len(symbols)
    return Numbers(
        symbols,
        expression,
        _vectorised(symbols, [expression], ()),
        _vectorised(symbols, [sympy.And(*relations)], ()),
        _vectorised(symbols, gradient, (n,)) if smooth else None,
        _vectorised(symbols, hessian, (n, n)) if smooth else None,
    )


def number(text: str, **given: Any) -> sympy.Expr:
    """The number that a text says."""
    return to_sympy(parse(text)).subs({sympy.Symbol(name, real=True): value for name, value in given.items()})


def points(text: str) -> list[sympy.Expr]:
    return list(map(number, text.split(",")))


def _expanded(of: Problem) -> sympy.Expr:
    """The formula with the rows of data written out."""
    if of.data is None:
        return of.sympy
    columns = {name: list(of.data[name]) for name in of.data.names}
    rows = len(next(iter(columns.values())))
    entries = {sympy.Indexed: lambda base, index: sympy.nsimplify(columns[base.label.name][int(index) - 1])}
    written = of.sympy.subs(sympy.Symbol("n"), rows)
    written = written.subs({free: rows for free in written.free_symbols if getattr(free, "name", "") == "n"}).doit()
    return written.replace(lambda part: isinstance(part, sympy.Indexed), lambda part: entries[sympy.Indexed](*part.args))


def _vectorised(symbols: tuple[sympy.Symbol, ...], formulas: list[Any], shape: tuple[int, ...]) -> Vectorised:
    compiled = sympy.lambdify(symbols, formulas, ["numpy", {"erf": _erf}], cse=True)

    def evaluated(x: Array) -> Array:
        with np.errstate(all="ignore"):
            parts = compiled(*np.moveaxis(np.asarray(x, dtype=float), -1, 0))
        return np.stack([np.broadcast_to(part, x.shape[:-1]) for part in parts], axis=-1).reshape(x.shape[:-1] + shape)

    return evaluated


def _erf(x: Array) -> Array:
    from scipy.special import erf

    return np.asarray(erf(x))


def clouds(row: Known, function: Numbers) -> list[tuple[float, Array]]:
    """Random points of the domain (m, n) at each scale at which there are some."""
    random = np.random.default_rng(8)
    n, found = len(function.symbols), []
    for scale in row.scales:
        drawn = random.uniform(-scale, scale, (DRAWN * 2 ** min(n, 3), n))
        there = drawn[(function.inside(drawn) > 0) & (abs(function.value(drawn)) < LARGEST)][:DRAWN]
        if len(there) >= 8:
            found.append((scale, there))
    return found


class Pairs(NamedTuple):
    """Pairs of points: the distance squared, and by how much the chord is above the curve half-way, with the error of rounding."""

    squared: Array
    above: Array
    slack: Array


def pairs(function: Numbers, scale: float, cloud: Array) -> Pairs:
    """The cloud's points with one another, and each with a near one."""
    random = np.random.default_rng(5)
    near = cloud + random.uniform(-1, 1, cloud.shape) * NEAR * scale
    first = np.concatenate((cloud, cloud))
    second = np.concatenate((cloud[::-1], near))
    middle = (first + second) / 2
    allowed = (function.inside(second) > 0) & (abs(second - first).max(axis=-1) > NEAR * scale / 10)
    a, b, m = (function.value(x) for x in (first, second, middle))
    there = allowed & np.isfinite(a) & np.isfinite(b) & np.isfinite(m)
    above, size = ((a + b) / 2 - m)[there], (abs(a) + abs(b) + abs(m) + 1e-3)[there]
    return Pairs(((second - first)[there] ** 2).sum(axis=-1), above, 1e-10 * size)
