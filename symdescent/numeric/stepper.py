"""One step of a method on one objective, in each arithmetic: what ``descent`` is handed to run.

A row is a flat tuple ``(*x, value, *gradient, norm, size, rate, *next)``, where ``size`` is ‖x‖² for the check on
divergence and ``next`` is where the method's equations lead.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from typing import Any

import sympy

from symdescent.errors import ArgumentError
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.tree import Expression
from symdescent.numeric import arithmetic
from symdescent.numeric.dialects import RATIONAL, SCALAR, SYMBOLIC, Dialect
from symdescent.numeric.emitter import Emitter
from symdescent.numeric.objective import Objective, guarded
from symdescent.numeric.program import Program, assemble, data_program, positions, program

Numbers = tuple[Any, ...]
Equations = tuple[tuple[str, Expression], ...]
MOST_ROWS = 10_000  # of data in exact and rounded arithmetic
FLOAT_ROUNDING = 1e-13
TEXTBOOK_ROUNDING = Fraction(10) ** (2 - arithmetic.ROUNDED_DIGITS)
RATIONAL_NODES = (sympy.Add, sympy.Mul, sympy.Rational, sympy.Symbol, sympy.Sum, sympy.Indexed, sympy.IndexedBase, sympy.Tuple)


@dataclass(frozen=True)
class Stepper:
    """The functions that a run is made of; x and gradient are passed and returned as separate numbers.

    ``step(rate, *x)`` is a whole row; ``look(*x)`` its part up to ``size``; ``move(rate, *x, *gradient)`` the next
    point; ``value(*x)`` the objective; ``number`` turns an exact number into one of this arithmetic; values that
    agree to the part ``rounding`` of their size differ by rounding only; ``is_long`` tells that a number has outgrown the
    arithmetic's budget (None: it has none).
    """

    dimension: int
    step: Callable[..., Numbers]
    look: Callable[..., Numbers]
    move: Callable[..., Numbers]
    value: Callable[..., Any]
    number: Callable[[Any], Any]
    rounding: Any
    is_long: Callable[[Any], bool] | None = None


def stepper(objective: Objective, equations: Equations, *, arithmetic: str = "float", sign: int = 1) -> Stepper:
    """The stepper of a method's equations on an objective; ``sign`` is -1 where the run ascends. Compiled once."""
    return objective.made((arithmetic, equations, sign), lambda: MAKERS[arithmetic](objective, equations, sign))  # type: ignore[no-any-return]


def _composed(look: Callable[..., Numbers], move: Callable[..., Numbers], n: int) -> Callable[..., Numbers]:
    def step(rate: Any, *x: Any) -> Numbers:
        seen = look(*x)
        return (*seen, rate, *move(rate, *x, *seen[n + 1 : 2 * n + 1]))

    return step


def _exact_mover(equations: Equations, sign: int, n: int, keep: Callable[[Any], Any]) -> Callable[..., Numbers]:
    """The next point by the equations, which hold for each variable alike."""
    names = {symbol("alpha"): "alpha", symbol("x"): "x", symbol("g"): "g"}
    component = program(RATIONAL, names, [_update(equations)])

    def move(rate: Any, *numbers: Any) -> Numbers:
        pairs = zip(numbers[:n], numbers[n:], strict=True)
        return tuple(math.nan if isinstance(g, float) else keep(component(rate, x, sign * g)[0]) for x, g in pairs)

    return move


def _update(equations: Equations) -> sympy.Expr:
    """The line for x, with the lines before it put in."""
    known: dict[sympy.Symbol, sympy.Expr] = {}
    for target, side in equations:
        known[symbol(target)] = to_sympy(side).xreplace(known)
    return known[symbol("x")]


def float_stepper(objective: Objective, equations: Equations, sign: int) -> Stepper:
    """Floats: without data, one generated function makes a whole row."""
    n, parts = objective.dimension, [objective.expression, *objective.partials]
    move = _float_mover(equations, sign, n)
    if objective.data is None:
        look, step = _generated(objective, equations, sign)
        value = objective.scalar("value", parts[:1])
    else:
        look = _looker(objective.point("gradient", parts), n)
        step, value = _composed(look, move, n), objective.point("value", parts[:1])
    return Stepper(n, step, look, move, lambda *x: value(*x)[0], arithmetic.to_float, FLOAT_ROUNDING)


def _looker(point: Callable[..., Numbers], n: int) -> Callable[..., Numbers]:
    def look(*x: float) -> Numbers:
        seen = point(*x)
        return (*x, *seen, math.hypot(*seen[1:]), sum(entry * entry for entry in x))

    return look


def _generated(objective: Objective, equations: Equations, sign: int) -> tuple[Program, Program]:
    """``look`` and ``step`` as one function each: value, gradient, norm, size and next point with shared parts."""
    n, parts = objective.dimension, [objective.expression, *objective.partials]
    variables = list(positions(objective.symbols).values())
    slopes = [f"g{j}" for j in range(n)]
    emitter = Emitter(SCALAR, positions(objective.symbols))
    results = emitter.write(parts)
    norm = f"hypot({', '.join(slopes)})" if n > 1 else "abs(g0)"
    seen = [*variables, "value", *slopes, norm, "+".join(f"{x}*{x}" for x in variables)]
    moves = [_moved(equations, sign, x, g) for x, g in zip(variables, slopes, strict=True)]
    careful = cache(lambda: _looker(objective.point("gradient", parts), n))
    definitions = [*emitter.definitions, *zip(["value", *slopes], results, strict=True)]
    namespace = {**SCALAR.namespace(), **emitter.bound}
    look = assemble(variables, definitions, seen, namespace)
    step = assemble(["rate", *variables], definitions, [*seen, "rate", *moves], namespace)
    composed = cache(lambda: _composed(careful(), _float_mover(equations, sign, n), n))
    return guarded(look, n, careful), guarded(step, n, composed)


def _moved(equations: Equations, sign: int, x: str, g: str) -> str:
    names = {symbol("x"): x, symbol("g"): g if sign > 0 else f"(-{g})", symbol("alpha"): "rate"}
    return Emitter(SCALAR, names, prefix="u").text(_update(equations))


def _float_mover(equations: Equations, sign: int, n: int) -> Program:
    variables, slopes = ([f"{letter}{j}" for j in range(n)] for letter in "xg")
    moves = [_moved(equations, sign, x, g) for x, g in zip(variables, slopes, strict=True)]
    return assemble(["rate", *variables, *slopes], [], moves, SCALAR.namespace())


def exact_stepper(objective: Objective, equations: Equations, sign: int) -> Stepper:
    """Rational numbers as Fractions, other real ones as SymPy's expressions."""
    return _careful(objective, equations, sign, arithmetic.exact, arithmetic.exact_norm, 0, arithmetic.is_long)


def rounded_stepper(objective: Objective, equations: Equations, sign: int) -> Stepper:
    """Every number that is written down has ten significant digits."""
    return _careful(objective, equations, sign, arithmetic.rounded, arithmetic.rounded_norm, TEXTBOOK_ROUNDING, None)


def _careful(
    objective: Objective,
    equations: Equations,
    sign: int,
    keep: Callable[[Any], Any],
    norm: Callable[[Sequence[Any]], Any],
    rounding: Any,
    is_long: Callable[[Any], bool] | None,
) -> Stepper:
    _refuse_many_rows(objective)
    n, parts = objective.dimension, [objective.expression, *objective.partials]
    working = _number if is_long else _working_float
    point = partial(_point, objective, working, keep)

    def look(*x: Any) -> Numbers:
        value, *slopes = point(parts, x)
        if arithmetic.is_nan(value):
            slopes = [math.nan] * n
        return (*x, value, *slopes, norm(slopes), sum(entry * entry for entry in map(arithmetic.to_float, x)))

    move = _exact_mover(equations, sign, n, keep)
    return Stepper(n, _composed(look, move, n), look, move, lambda *x: point(parts[:1], x)[0], keep, rounding, is_long)


def _refuse_many_rows(objective: Objective) -> None:
    if objective.data is not None and len(objective.data) > MOST_ROWS:
        message = f"The data have {len(objective.data)} rows; exact and rounded arithmetic take at most {MOST_ROWS}."
        raise ArgumentError(f'{message} Use arithmetic="float", or fewer rows.')


def _point(
    objective: Objective, working: Callable[[Any], Any], keep: Callable[[Any], Any], expressions: Sequence[sympy.Expr], x: Numbers
) -> list[Any]:
    """The expressions at x: by Fractions where everything is rational, else by SymPy's own functions; nan outside the domain."""
    plain = all(isinstance(entry, Fraction) for entry in x) and objective.made("rational", lambda: _is_rational(objective))
    dialect = RATIONAL if plain else SYMBOLIC
    run = exact_program(objective, expressions, dialect)
    try:
        return [keep(value) for value in run(*x if plain else map(working, x))]
    except (ZeroDivisionError, TypeError):  # SymPy compares nothing with what is no real number
        return [math.nan] * len(expressions)


def exact_program(objective: Objective, expressions: Sequence[sympy.Expr], dialect: Dialect = SYMBOLIC) -> Program:
    """The expressions as a function of exact numbers, compiled once: SymPy's, or Fractions where all is rational."""

    def made() -> Program:
        if objective.data is None:
            return program(dialect, positions(objective.symbols), expressions)
        return data_program(dialect, objective.symbols, expressions, objective.data)

    _refuse_many_rows(objective)
    return objective.made((dialect, len(expressions)), made)  # type: ignore[no-any-return]


def _is_rational(objective: Objective) -> bool:
    """Whether value and gradient are made of sums, products, whole powers and rational numbers only."""
    nodes = (node for part in (objective.expression, *objective.partials) for node in sympy.preorder_traversal(part))
    return all(isinstance(node, RATIONAL_NODES) or (node.is_Pow and node.exp.is_Integer) for node in nodes)


def _number(entry: Any) -> sympy.Expr:
    return sympy.sympify(entry, strict=True)


def _working_float(entry: Any) -> sympy.Expr:
    return sympy.Float(sympy.sympify(entry, strict=True), arithmetic.WORKING_DIGITS)


MAKERS: dict[str, Callable[[Objective, Equations, int], Stepper]] = {
    "float": float_stepper,
    "exact": exact_stepper,
    "rounded": rounded_stepper,
}
