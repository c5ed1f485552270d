"""The stationary point of a quadratic function, with parameters or data in it: one linear system."""

from __future__ import annotations

from collections.abc import Mapping

import sympy

from symdescent.analysis.critical.degenerate import Verdict
from symdescent.analysis.critical.inertia import Inertia, inertia, kind_of
from symdescent.analysis.critical.places import exact_place
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints
from symdescent.analysis.critical.solution import Solution, Step
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import Region
from symdescent.problem import Problem

MOST_WITH_PARAMETERS = 4


def of_quadratic(problem: Problem, region: Region) -> CriticalPoints:
    """H x = -∇f(0), where the Hessian is free of the variables.

    >>> import symdescent as sd
    >>> found = of_quadratic(sd.problem("a*x^2 + b*x", variables="x", domain="a > 0"), sd.problem("x").domain)
    >>> [(str(point.at["x"]), point.kind) for point in found]
    [('-b/(2*a)', 'minimum')]
    """
    nothing = CriticalPoints(problem, region, (), (), (), ("parameters",))
    unknowns = tuple(problem.symbols[name] for name in problem.variables)
    if region.relations or not unknowns or problem.hessian.free_symbols & set(unknowns):
        return nothing
    if problem.parameters and (len(unknowns) > MOST_WITH_PARAMETERS or problem.data is not None):
        return nothing
    gradient, hessian, constant = _at_zero(problem, unknowns)
    if hessian.det() == 0:
        return nothing
    at = [sympy.factor(value) for value in -hessian.inv() * gradient]
    value = sympy.factor(constant + (gradient.T * sympy.Matrix(at))[0] / 2)
    signs = _signs(problem, hessian)
    kind = kind_of(signs) or "undecided"
    lowest = True if kind in ("minimum", "maximum") else None
    place = exact_place(unknowns, tuple(at))
    solution = Solution((place,), steps=(Step("linear", (hessian, gradient)),))
    point = CriticalPoint(
        dict(zip(problem.variables, at, strict=True)), value, kind, place, signs, Verdict("", "hessian"), lowest, "convex" if lowest else ""
    )
    return CriticalPoints(problem, region, (point,), (), (((), solution),))


def _at_zero(problem: Problem, unknowns: tuple[sympy.Symbol, ...]) -> tuple[sympy.Matrix, sympy.Matrix, sympy.Expr]:
    """Gradient, Hessian and value at the origin."""
    if problem.data is not None:
        point = problem.at(**dict.fromkeys(problem.variables, 0))
        return sympy.Matrix(point.gradient), sympy.Matrix(point.hessian), point.value
    origin = dict.fromkeys(unknowns, 0)
    return problem.gradient.subs(origin), problem.hessian, problem.sympy.subs(origin)


def _signs(problem: Problem, hessian: sympy.Matrix) -> Inertia | None:
    if not problem.parameters:
        return inertia(hessian, exact_place((), ()))
    known = known_letters(problem)
    minors = [sympy.factor(hessian[:k, :k].det()).subs(known) for k in range(1, hessian.rows + 1)]
    n = hessian.rows
    if all(m.is_positive for m in minors):
        return Inertia(n, 0, 0)
    if all((m * (-1) ** k).is_positive for k, m in enumerate(minors, 1)):
        return Inertia(0, 0, n)
    return Inertia(1, 0, 1) if n == 2 and minors[1].is_negative else None


def known_letters(problem: Problem) -> Mapping[sympy.Symbol, sympy.Symbol]:
    """Parameters of which the domain says that they are positive or negative, as symbols that know it."""
    found = {}
    for name in problem.parameters:
        low, high = (tuple(to_sympy(end.value) for end in ends) for ends in problem.domain.ends(name))
        strict = any(end.closed is False for ends in problem.domain.ends(name) for end in ends)
        if any(value.is_positive or (value == 0 and strict) for value in low):
            found[problem.symbols[name]] = sympy.Symbol(name, positive=True)
        elif any(value.is_negative or (value == 0 and strict) for value in high):
            found[problem.symbols[name]] = sympy.Symbol(name, negative=True)
    return found
