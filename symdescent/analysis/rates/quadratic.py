"""The quadratic ½xᵀHx + bᵀx + c that a problem is, with exact numbers or letters."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

import sympy
from sympy import Expr, ImmutableMatrix, Matrix

from symdescent.analysis.effort import expanded
from symdescent.calculus.edges.suspects import suspects
from symdescent.notation.tree import Expression, Symbol, number, substitute
from symdescent.numeric.point import exact_values
from symdescent.problem import Problem

MOST_VARIABLES = 12
MOST_OPERATIONS = 2_000  # in a Hessian that is multiplied out


class Quadratic(NamedTuple):
    """f(x) = ½xᵀHx + bᵀx + c, of -f where a problem is to maximise: ``hessian`` (n, n), ``linear`` (n, 1), ``constant``."""

    hessian: ImmutableMatrix
    linear: ImmutableMatrix
    constant: Expr

    @property
    def dimension(self) -> int:
        """The number of variables."""
        return int(self.hessian.rows)

    def minimum(self) -> ImmutableMatrix | None:
        """x* = -H⁻¹b, where the gradient Hx + b is 0; None where H has no inverse."""
        return None if self.hessian.det() == 0 else ImmutableMatrix(-self.hessian.LUsolve(self.linear))


def quadratic(problem: Problem) -> Quadratic | None:
    """The quadratic that a problem is, its columns of data put in exactly; None where it is none.

    >>> import symdescent as sd
    >>> quadratic(sd.problem("x^2 + x*y + y^2 - 3x")).hessian
    Matrix([
    [2, 1],
    [1, 2]])
    """
    if len(problem.variables) > MOST_VARIABLES or problem.domain.of(problem.variables).relations:
        return None
    second = constant_hessian(problem)
    if second is None or (problem.data is not None and problem.parameters):
        return None
    linear, constant = _at_zero(problem)
    sign = -1 if problem.sense == "max" else 1
    return Quadratic(sign * second, sign * linear, sign * constant)


def constant_hessian(problem: Problem) -> ImmutableMatrix | None:
    """The Hessian where it is the same everywhere and exists everywhere, else None."""
    variables = {problem.symbols[name] for name in problem.variables}
    second = problem.hessian
    if second.free_symbols & variables and sum(entry.count_ops() for entry in second) <= MOST_OPERATIONS:
        second = second.applyfunc(expanded)
    if second.free_symbols & variables or second.has(sympy.Piecewise, sympy.DiracDelta) or _breaks(problem):
        return None
    found = second if problem.data is None else _with_data(problem, second)
    return None if found is None else ImmutableMatrix(found)


def _breaks(problem: Problem) -> bool:
    """Whether the formula bends or jumps in a way that no second derivative shows, as |x| does."""
    if suspects(problem.expression, frozenset(problem.variables)):
        return True
    variables = [problem.symbols[name] for name in problem.variables]
    slopes = problem.gradient
    if problem.data is not None:
        return any(slopes.has(kind) for kind in (sympy.sign, sympy.Piecewise, sympy.Heaviside, sympy.Abs, sympy.Max, sympy.Min))
    return any(not slope.is_polynomial(*variables) for slope in slopes)


def _with_data(problem: Problem, second: Matrix) -> Matrix | None:
    """The Hessian with the data put in; letters may stand in it in the first power: H₀ + λH₁ comes from λ = 0 and λ = 1."""
    letters = [problem.symbols[name] for name in problem.parameters]
    if any(entry.diff(one, other) != 0 for entry in second for one in letters for other in letters):
        return None
    first = _exactly_at_zero(_filled(problem, ""))[2]
    parts = [
        symbol * (_exactly_at_zero(_filled(problem, name))[2] - first) for name, symbol in zip(problem.parameters, letters, strict=True)
    ]
    return sum(parts, first)


def _filled(problem: Problem, one: str) -> Problem:
    """The problem with the number 1 for one letter and 0 for all others."""
    numbers: dict[Expression, Expression] = {Symbol(name): number(Fraction(int(name == one))) for name in problem.parameters}
    return replace(problem, expression=substitute(problem.expression, numbers), parameters=())


def _exactly_at_zero(problem: Problem) -> tuple[Expr, Matrix, Matrix]:
    """Value, gradient and Hessian at 0, the data put in."""
    return exact_values(problem.objective, [Fraction(0)] * len(problem.variables))


def _at_zero(problem: Problem) -> tuple[Matrix, Expr]:
    """Gradient and value at 0."""
    if problem.data is not None:
        value, slopes, _ = _exactly_at_zero(problem)
        return slopes, value
    zero = {problem.symbols[name]: sympy.S.Zero for name in problem.variables}
    return problem.gradient.subs(zero), problem.sympy.subs(zero)
