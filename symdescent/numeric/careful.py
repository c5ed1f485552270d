"""The parts of a stepper in exact and rounded numbers: the equations worked out as they stand."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any

import sympy

from symdescent.errors import ArgumentError
from symdescent.numeric import arithmetic, linear, minimum
from symdescent.numeric.along import At, measured, to_x
from symdescent.numeric.components import Components, Matrix, Scalars, Vector, elementwise, flat, identity, shaped
from symdescent.numeric.dialects import RATIONAL, SYMBOLIC, Dialect
from symdescent.numeric.objective import Objective
from symdescent.numeric.program import Program, data_program, positions, program
from symdescent.numeric.update import Update

Numbers = tuple[Any, ...]
Keep = Callable[[Any], Any]
MOST_ROWS = 10_000  # of data in exact and rounded arithmetic
RATIONAL_NODES = (sympy.Add, sympy.Mul, sympy.Rational, sympy.Symbol, sympy.Sum, sympy.Indexed, sympy.IndexedBase, sympy.Tuple)


def careful_stepper(
    objective: Objective, update: Update, sign: int, scalars: Scalars, keep: Keep, norm: Callable[[Sequence[Any]], Any]
) -> dict[str, Any]:
    """All but the rounding and the budget; ``keep`` brings every number that is written down into the arithmetic."""
    refuse_many_rows(objective)
    n, parts = objective.dimension, [objective.expression, *objective.partials]
    working = _working_float if keep is arithmetic.rounded else _number
    point = partial(_substituted, objective, keep) if keep is arithmetic.symbolic else partial(_point, objective, working, keep)

    @lru_cache(4)  # the point that a step arrives at is the one where the next begins
    def look(*x: Any) -> Numbers:
        value, *slopes = point(parts, x)
        if arithmetic.is_nan(value):
            slopes = [math.nan] * n
        return (*x, value, *slopes, norm(slopes), _size(x))

    bend = lru_cache(2)(partial(_hessian, objective, point))
    equations = Equations(n, scalars, keep, look, bend, sign)
    move = partial(_move, update, sign, equations)
    return {
        "dimension": n,
        "start": partial(_start, update, n, scalars, keep),
        "step": partial(_step, look, move, n),
        "look": look,
        "move": move,
        "value": lambda *x: look(*x)[n],
        "number": keep,
        "measure": lambda number: _rough(keep(number)),
        "along": partial(_along, update, sign, equations, look, slopes=False),
        "slopes_along": partial(_along, update, sign, equations, look, slopes=True),
        "minimum": partial(minimum.in_numbers, objective, sign, keep, look, bend),
        "bend": bend,
    }


def _size(x: Numbers) -> float:
    """‖x‖², where x is a point of numbers."""
    return 0.0 if any(map(arithmetic.is_symbolic, x)) else sum(entry * entry for entry in map(arithmetic.to_float, x))


def _rough(number: Any) -> Any:
    """The number, or a few digits of an irrational one: SymPy's own comparison evaluates it many times over."""
    return number.evalf(5) if hasattr(number, "evalf") else number


class Equations:
    """What the equations of a method are worked out with, in numbers."""

    def __init__(
        self,
        size: int,
        scalars: Scalars,
        keep: Keep,
        look: Callable[..., Numbers],
        hessian: Callable[[Numbers], Matrix],
        sign: int,
    ) -> None:
        self.size, self.scalars, self.keep, self.hessian, self.sign = size, scalars, keep, hessian, sign
        self.given: Mapping[str, Any] = {"I": identity(size, scalars), "n": Fraction(size)}
        self.hooks: Mapping[str, Callable[..., Any]] = {
            "solve": lambda a, b: Vector(linear.solve(*flat(a), *flat(b))),
            "grad": lambda u: Vector(sign * slope for slope in look(*map(keep, flat(u)))[size + 1 : -2]),
            "steepest": lambda u: Vector(map(Fraction, linear.steepest(*flat(u)))),
            "cycle": lambda k: Vector(Fraction(int((k - 1) % size == j)) for j in range(size)),
        }

    def components(self, known: Mapping[str, Any]) -> Components:
        """The names, the arithmetic and the calls."""
        return Components({**self.given, **known}, self.scalars, self.hooks)


def _start(update: Update, size: int, scalars: Scalars, keep: Keep, *x: Any) -> Numbers:
    """x and the state before the first step."""
    point = tuple(map(keep, x))
    known = {"I": identity(size, scalars), "x": Vector(point), "n": Fraction(size), **dict(update.parameters)}
    by = Components(known, scalars, {})
    begun = {name: by[value] for name, value in update.state}
    return tuple(map(keep, update.carried({**known, **begun}, size)))


def _step(look: Callable[..., Numbers], move: Callable[..., Numbers], size: int, rate: Any, k: int, *carried: Any) -> Numbers:
    seen = look(*carried[:size])
    return (*seen, *carried[size:], *move(rate, k, carried, seen))


def _move(update: Update, sign: int, equations: Equations, rate: Any, k: int, carried: Numbers, seen: Numbers) -> Numbers:
    """The step size and what the next step is handed; nan where the equations have no value."""
    reached = _reached(update, update, sign, equations, rate, k, carried, seen)
    return (rate, *(math.nan,) * len(carried)) if reached is None else (reached["alpha"], *update.carried(reached, equations.size))


def _reached(
    update: Update, lines: Update, sign: int, equations: Equations, rate: Any, k: int, carried: Numbers, seen: Numbers
) -> Mapping[str, Any] | None:
    """Every name with its value after the last of the ``lines``, which are the update's or some of them; None where there is none."""
    size = equations.size
    slopes = seen[size + 1 : 2 * size + 1]
    if any(isinstance(slope, float) for slope in slopes):
        return None
    known = {
        **dict(update.parameters),
        **unpacked(update, carried, size),
        "g": Vector(sign * slope for slope in slopes),
        "f": sign * seen[size],
        "k": Fraction(k),
        "alpha": rate,
    }
    if "H" in update.names:
        known["H"] = elementwise(lambda entry: sign * entry, equations.hessian(carried[:size]))
    try:
        return lines.run(equations.components, known, partial(elementwise, equations.keep), size)
    except (ZeroDivisionError, TypeError):  # SymPy compares nothing with what is no real number
        return None


def _along(
    update: Update, sign: int, equations: Equations, look: Callable[..., Numbers], k: int, carried: Numbers, seen: Numbers, *, slopes: bool
) -> At:
    """The objective along the step, as ``numeric/along.py`` says."""
    lines, size = to_x(update), equations.size

    def at(rate: Any) -> Numbers:
        reached = _reached(update, lines, sign, equations, rate, k, carried, seen)
        if reached is None:
            return (math.nan,) * (size + 2 + slopes)
        there = tuple(reached["x"])
        value, *beyond = look(*there)[size : 2 * size + 1]
        return measured(there, value, tuple(beyond) if slopes else (), carried[:size], seen[size + 1 : 2 * size + 1])

    return at


def unpacked(update: Update, carried: Sequence[Any], size: int) -> dict[str, Any]:
    """x and each state from what is carried."""
    known: dict[str, Any] = {"x": Vector(carried[:size])}
    at = size
    for name, kind in update.shapes:
        count = {"scalar": 1, "matrix": size * size}.get(kind, size)
        known[name] = shaped(carried[at : at + count], kind, size)
        at += count
    return known


def _hessian(objective: Objective, point: Callable[..., list[Any]], x: Numbers) -> Matrix:
    size = objective.dimension
    values = dict(zip(objective.entries, point(list(objective.entries.values()), x), strict=True))
    zero = Fraction(0)
    return Matrix(tuple(values.get((min(i, j), max(i, j)), zero) for j in range(size)) for i in range(size))


def refuse_many_rows(objective: Objective) -> None:
    """Exact and rounded arithmetic go row by row."""
    if objective.data is not None and len(objective.data) > MOST_ROWS:
        message = f"The data have {len(objective.data)} rows; exact and rounded arithmetic take at most {MOST_ROWS}."
        raise ArgumentError(f'{message} Use arithmetic="float", or fewer rows.')


def _point(objective: Objective, working: Keep, keep: Keep, expressions: Sequence[sympy.Expr], x: Numbers) -> list[Any]:
    """The expressions at x: by Fractions where everything is rational, else by SymPy's own functions; nan outside the domain."""
    plain = all(isinstance(entry, Fraction) for entry in x) and objective.made("rational", lambda: _is_rational(objective))
    run = exact_program(objective, expressions, RATIONAL if plain else SYMBOLIC)
    try:
        return [keep(value) for value in run(*x if plain else map(working, x))]
    except (ZeroDivisionError, TypeError):  # SymPy compares nothing with what is no real number
        return [math.nan] * len(expressions)


def _substituted(objective: Objective, keep: Keep, expressions: Sequence[sympy.Expr], x: Numbers) -> list[Any]:
    """The expressions at a point with symbols in it."""
    point = {name: _number(entry) for name, entry in zip(objective.symbols, x, strict=True)}
    return [keep(expression.xreplace(point)) for expression in expressions]


def exact_program(objective: Objective, expressions: Sequence[sympy.Expr], dialect: Dialect = SYMBOLIC) -> Program:
    """The expressions as a function of exact numbers, compiled once: SymPy's, or Fractions where all is rational."""

    def made() -> Program:
        if objective.data is None:
            return program(dialect, positions(objective.symbols), expressions)
        return data_program(dialect, objective.symbols, expressions, objective.data)

    refuse_many_rows(objective)
    return objective.made((dialect, tuple(expressions)), made)  # type: ignore[no-any-return]


def _is_rational(objective: Objective) -> bool:
    """Whether value and gradient are made of sums, products, whole powers and rational numbers only."""
    nodes = (node for part in (objective.expression, *objective.partials) for node in sympy.preorder_traversal(part))
    return all(isinstance(node, RATIONAL_NODES) or (node.is_Pow and node.exp.is_Integer) for node in nodes)


def _number(entry: Any) -> sympy.Expr:
    return sympy.sympify(entry, strict=True)


def _working_float(entry: Any) -> sympy.Expr:
    return sympy.Float(sympy.sympify(entry, strict=True), arithmetic.WORKING_DIGITS)
