"""Where an objective is least along a line: the slope φ'(t) of φ(t) = f(base + t·direction) set to 0 and solved.

For a polynomial φ' is one too, and its real roots are found: exactly where they are rational or a root of a quadratic,
isolated to twenty digits otherwise. For any other function its zero is bracketed and found in floats.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import sympy

from symdescent.errors import ArgumentError
from symdescent.numeric import arithmetic
from symdescent.numeric.along import inner
from symdescent.numeric.crossing import crossing
from symdescent.numeric.dialects import SCALAR
from symdescent.numeric.objective import Objective
from symdescent.numeric.program import positions, program

Numbers = tuple[Any, ...]
Curve = Callable[[Numbers, Numbers], Numbers]  # base and direction to the coefficients of φ', the highest power first
MOST_DEGREE = 8  # of a polynomial that is solved along a line
MOST_VARIABLES = 6  # of such a polynomial
ISOLATED_DIGITS = 20


class Minimum(NamedTuple):
    """The step size t > 0 with φ'(t) = 0 and the least φ(t); ``equation`` holds the coefficients of φ', the highest power first.

    ``others`` are the other step sizes above 0 at which φ' is 0; where φ is no polynomial there is no equation.
    """

    step_size: Any
    equation: Numbers = ()
    others: Numbers = ()


def in_floats(objective: Objective, sign: int, base: Numbers, direction: Numbers) -> Minimum | None:
    """The minimum along the line (the maximum, where ``sign`` is -1); None where there is none."""
    curve = objective.made("curve", lambda: _float_curve(objective))
    if curve is None:
        found = _searched(objective, sign, base, direction)
        return None if found is None else Minimum(found)
    equation = _leading(curve(base, direction))
    return _least(equation, _float_roots(equation), sign, float)


def in_numbers(
    objective: Objective,
    sign: int,
    keep: Callable[[Any], Any],
    look: Callable[..., Numbers],
    bend: Callable[[Numbers], Any],
    base: Numbers,
    direction: Numbers,
) -> Minimum | None:
    """The same in exact and rounded numbers; with symbols in them where φ is a quadratic."""
    equation = _equation(objective, keep, look, bend, base, direction)
    if equation is None:
        found = _searched(objective, sign, *(tuple(map(arithmetic.to_float, part)) for part in (base, direction)))
        return None if found is None else Minimum(keep(Fraction(repr(found))))
    if any(map(arithmetic.is_symbolic, equation)):
        return _in_symbols(equation, keep)
    return _least(equation, [keep(root) for root in _roots(equation)], sign, arithmetic.to_float)


def _in_symbols(equation: Numbers, keep: Callable[[Any], Any]) -> Minimum | None:
    if len(equation) > 2:
        raise ArgumentError("An exact line search in symbols needs a function that is a quadratic along its step: give numbers instead.")
    return Minimum(keep(-equation[1] / equation[0]), equation) if len(equation) == 2 else None


def _equation(
    objective: Objective, keep: Callable[[Any], Any], look: Callable[..., Numbers], bend: Callable[[Numbers], Any], *line: Numbers
) -> Numbers | None:
    """The coefficients of φ'; None where φ is no polynomial of which they are known."""
    coefficients, (base, direction) = _coefficients(objective), line
    if coefficients is not None:
        names, written = coefficients
        point = {name: sympy.sympify(entry, strict=True) for name, entry in zip(names, (*base, *direction), strict=True)}
        return _leading([keep(entry.xreplace(point)) for entry in written])
    if not _is_quadratic(objective):
        return None
    n, bent = objective.dimension, [inner(row, direction) for row in bend(base)]
    return _leading([keep(inner(bent, direction)), keep(inner(look(*base)[n + 1 : 2 * n + 1], direction))])


def _coefficients(objective: Objective) -> tuple[tuple[sympy.Symbol, ...], list[sympy.Expr]] | None:
    """Base and direction as symbols with the coefficients of φ' in them, where f is a polynomial of bounded size without data."""
    return objective.made("coefficients", lambda: _made_coefficients(objective))  # type: ignore[no-any-return]


def _made_coefficients(objective: Objective) -> tuple[tuple[sympy.Symbol, ...], list[sympy.Expr]] | None:
    f, x = objective.expression, objective.symbols
    if objective.data is not None or len(x) > MOST_VARIABLES or not f.is_polynomial(*x) or sympy.Poly(f, *x).total_degree() > MOST_DEGREE:
        return None
    t, direction = sympy.Dummy("t"), [sympy.Dummy(f"d{j}", real=True) for j in range(len(x))]
    along = f.xreplace({name: name + t * d for name, d in zip(x, direction, strict=True)})
    return (*x, *direction), sympy.Poly(along, t).diff(t).all_coeffs()


def _is_quadratic(objective: Objective) -> bool:
    """Whether the Hessian is the same everywhere."""
    return not any(entry.free_symbols & set(objective.symbols) for entry in objective.entries.values())


def _float_curve(objective: Objective) -> Curve | None:
    coefficients = _coefficients(objective)
    if coefficients is not None:
        names, written = coefficients
        n = objective.dimension
        solved = program(SCALAR, {**positions(names[:n]), **{d: f"d{j}" for j, d in enumerate(names[n:])}}, written)
        return lambda base, direction: solved(*base, *direction)
    if not _is_quadratic(objective):
        return None

    def curve(base: Numbers, direction: Numbers) -> Numbers:
        bend = objective.hessian(base)
        return float(bend @ direction @ direction), float(objective.gradient(base) @ direction)

    return curve


def _leading(equation: Sequence[Any]) -> Numbers:
    """The coefficients without the zeros before the first other."""
    first = next((j for j, entry in enumerate(equation) if entry != 0), len(equation))
    return tuple(equation[first:])


def _float_roots(equation: Numbers) -> list[float]:
    """The real roots; each is polished by Newton's method as long as that helps."""
    if len(equation) < 3:
        return [-equation[1] / equation[0]] if len(equation) == 2 else []
    if not all(map(math.isfinite, equation)):
        return []
    import numpy as np

    return [_polished(equation, float(root.real)) for root in np.roots(equation) if root.imag == 0]


def _polished(equation: Numbers, root: float) -> float:
    slope = _derivative(equation)
    for _ in range(4):
        value, bend = _at(equation, root), _at(slope, root)
        better = root - value / bend if bend else root
        if not abs(_at(equation, better)) < abs(value):
            break
        root = better
    return root


def _roots(equation: Numbers) -> list[sympy.Expr]:
    """The real roots of a polynomial with rational coefficients; floats serve where they are irrational."""
    if len(equation) < 3:
        return [sympy.sympify(-equation[1] / equation[0], strict=True)] if len(equation) == 2 else []
    if not all(isinstance(entry, Fraction) for entry in equation):
        return [sympy.Rational(repr(root)) for root in _float_roots(tuple(map(arithmetic.to_float, equation)))]
    entries = [sympy.Rational(entry.numerator, entry.denominator) for entry in equation]
    found = sympy.Poly.from_list(entries, sympy.Dummy("t")).real_roots(multiple=False)
    return [sympy.Rational(str(root.evalf(ISOLATED_DIGITS))) if root.has(sympy.CRootOf) else root for root, _ in found]


def _least(equation: Numbers, roots: Sequence[Any], sign: int, rough: Callable[[Any], float]) -> Minimum | None:
    """The root above 0 at which φ is least, if it is less there than at 0."""
    antiderivative = (*(entry / (len(equation) - j) for j, entry in enumerate(equation)), 0)
    heights = sorted(((sign * rough(_at(antiderivative, t)), t) for t in roots if rough(t) > 0), key=lambda pair: pair[0])
    if not heights or not heights[0][0] < 0:
        return None
    return Minimum(heights[0][1], equation, tuple(t for _, t in heights[1:]))


def _derivative(equation: Numbers) -> Numbers:
    last = len(equation) - 1
    return tuple(entry * (last - j) for j, entry in enumerate(equation[:-1]))


def _at(coefficients: Numbers, t: Any) -> Any:
    """The polynomial at t (Horner's scheme)."""
    total = coefficients[0]
    for entry in coefficients[1:]:
        total = total * t + entry
    return total


def _searched(objective: Objective, sign: int, base: Numbers, direction: Numbers) -> float | None:
    """The first zero of φ' above 0 that a bracket catches, in floats."""
    gradient = objective.point if objective.data is not None else objective.scalar
    slopes = gradient("gradient", [objective.expression, *objective.partials])

    def slope(t: float) -> float:
        there = slopes(*(x + t * d for x, d in zip(base, direction, strict=True)))
        return float(sign * inner(there[1:], direction))

    return crossing(slope)
