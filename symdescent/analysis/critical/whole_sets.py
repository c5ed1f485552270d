"""What a whole set of critical points is: the function's one value on it, and whether the function stays on one side."""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from symdescent.analysis.critical.cells import Cell
from symdescent.analysis.critical.points import CriticalSet
from symdescent.calculus.edges.ranges import values
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import from_sympy
from symdescent.problem import Problem


def set_of(problem: Problem, parts: Sequence[Cell], equations: tuple[sympy.Expr, ...]) -> CriticalSet | None:
    """The set where some polynomials are 0, with its value and kind; None where several cells or walls are involved.

    >>> import symdescent as sd
    >>> f = sd.problem("(x^2 + y^2 - 1)^2")
    >>> found = set_of(f, [Cell(f.sympy, (), ())], (f.sympy.base,))
    >>> found.value, found.kind, found.is_global
    (0, 'minimum', True)
    """
    value = _value(problem, equations)
    if len(parts) > 1 or parts[0].equations or parts[0].walls or value is None:
        return CriticalSet(equations, value, "undecided")
    gap = sympy.factor(sympy.expand(problem.sympy - value)) if problem.sympy.is_polynomial() else problem.sympy - value
    if gap == 0:
        return CriticalSet(equations, value, "constant", True)
    for kind, sign in (("minimum", 1), ("maximum", -1)):
        if _never_negative(sign * gap):
            return CriticalSet(equations, value, kind, True)
    return CriticalSet(equations, value, _by_factors(gap, equations))


def _value(problem: Problem, equations: tuple[sympy.Expr, ...]) -> sympy.Expr | None:
    """The value on the set: the remainder after division by its equations, where that is a number."""
    unknowns = [problem.symbols[name] for name in problem.variables]
    if not problem.sympy.is_polynomial(*unknowns):
        fixed = equations[0] if len(equations) == 1 else None
        there = problem.sympy.subs(fixed, 0) if fixed in unknowns else None
        return there if there is not None and there.is_Rational else None
    if not equations:
        return sympy.expand(problem.sympy)
    rest = sympy.reduced(problem.sympy, list(equations), *unknowns)[1]
    return rest if rest.is_number else None


def _never_negative(e: sympy.Expr) -> bool:
    try:
        return values(from_sympy(e)).low >= 0
    except ArgumentError:
        return False


def _by_factors(gap: sympy.Expr, equations: tuple[sympy.Expr, ...]) -> str:
    """Where the gap has the set's equation as a factor to an odd power, the function crosses its value there."""
    if len(equations) != 1:
        return "undecided"
    powers = [
        n for factor, n in sympy.factor_list(gap)[1] if sympy.expand(factor - equations[0]) == 0 or sympy.expand(factor + equations[0]) == 0
    ]
    return "inflection" if powers and powers[0] % 2 else "undecided"
