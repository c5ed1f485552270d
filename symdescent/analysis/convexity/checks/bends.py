"""The checker's view of bends in letters: second derivatives by SymPy along a line, signs for all that the parameters may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy

from symdescent.analysis.convexity.checks.domain import conditions
from symdescent.analysis.convexity.checks.numbers import sign_holds, vanishes, with_rows

if TYPE_CHECKING:
    from symdescent.analysis.convexity.finding import Finding
    from symdescent.problem import Problem

SMOOTH = (sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan, sympy.asinh, sympy.erf)
STRICT = {">": ("positive",), ">=": ("positive",), "<": ("negative",), "<=": ("negative",), "!=": ("positive", "negative")}


def bends_hold(problem: Problem, finding: Finding) -> bool:
    """Whether a smooth function bends downwards at one inner point and upwards at another, for every value of the parameters."""
    c: Any = finding.certificate
    formula = with_rows(problem.sympy, problem)
    smooth = all(isinstance(part, SMOOTH) for part in formula.atoms(sympy.Function))
    if finding.verdict != "neither" or not smooth or problem.domain.equations or not problem.variables:
        return False
    return _bends(problem, formula, c.down, "negative") and _bends(problem, formula, c.up, "positive")


def _bends(problem: Problem, formula: Any, bend: Any, sign: str) -> bool:
    names = [problem.symbols[name] for name in problem.variables]
    letters = {problem.symbols[name] for name in problem.parameters}
    entries = (*bend.point, *bend.direction)
    if len(entries) != 2 * len(names) or not all(_has_a_value(entry, letters, problem) for entry in entries):
        return False
    t = sympy.Dummy("t", real=True)
    line = {x: p + t * v for x, p, v in zip(names, bend.point, bend.direction, strict=True)}
    value = sympy.diff(formula.subs(line, simultaneous=True), t, 2).subs(t, 0)
    return (
        _is_inside(problem, dict(zip(names, bend.point, strict=True))) and vanishes(value - bend.value) and sign_holds(value, sign, problem)
    )


def _has_a_value(entry: Any, letters: set[Any], problem: Problem) -> bool:
    """Whether a coordinate is a quotient of polynomials in the parameters, the lower of which is nowhere 0."""
    above, below = sympy.fraction(sympy.together(entry))
    plain = entry.free_symbols <= letters and all(part.is_polynomial(*letters) for part in (above, below))
    return plain and any(sign_holds(below, sign, problem) for sign in STRICT["!="])


def _is_inside(problem: Problem, at: dict[Any, Any]) -> bool:
    """Whether every comparison holds strictly at the point, so that it holds around it, too."""
    given, asked = conditions(problem)
    return all(
        any(sign_holds(u.subs(at, simultaneous=True), sign, problem) for sign in STRICT.get(operator, ()))
        for u, operator in (*given, *asked)
    )
