"""Where a problem is looked at: the stretch of a line, whether a point belongs to the domain, whether the domain is convex."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

import mpmath
import sympy

from symdescent.analysis.convexity.exact import sign_of
from symdescent.analysis.convexity.known import known_sign
from symdescent.calculus.edges.asks import Condition
from symdescent.calculus.edges.domain import conditions, domain, solve
from symdescent.calculus.edges.real_set import DIGITS, LINE, RealSet, both
from symdescent.calculus.edges.real_set import Point as Cut
from symdescent.notation.bridge import to_sympy
from symdescent.notation.tree import Relation, Symbol, names

if TYPE_CHECKING:
    from symdescent.problem import Problem

KINKED = (sympy.Abs, sympy.Max, sympy.Min, sympy.Piecewise, sympy.sign, sympy.Heaviside, sympy.KroneckerDelta, sympy.atan2)


class Stretch(NamedTuple):
    """The numbers from ``low`` to ``high``, SymPy numbers or infinite; which ends belong to it does not matter here."""

    low: Any
    high: Any

    def holds(self, value: Any) -> bool:
        """Whether a number lies strictly between the ends."""
        return sign_of_difference(value, self.low) > 0 and sign_of_difference(self.high, value) > 0


def sign_of_difference(left: Any, right: Any) -> int:
    """The sign of left - right, infinite ends allowed; 0 where they are equal; raises where it is not certain."""
    if left == right:
        return 0
    if left in (sympy.oo, -sympy.oo) or right in (sympy.oo, -sympy.oo):
        return 1 if left == sympy.oo or right == -sympy.oo else -1
    found = sign_of(left - right)
    if found is None:
        raise Uncertain
    return found


class Uncertain(ArithmeticError):
    """Two numbers could not be told apart."""


def of_line(problem: Problem) -> RealSet | None:
    """The domain of a problem in one variable and nothing else; None where it is not known."""
    (x,) = problem.variables
    if names(problem.expression) - {x} or problem.domain.names - {x} or problem.domain.equations:
        return None
    here = x in names(problem.expression)
    natural = domain(problem.expression).value if here else None
    if natural is None and here and problem.domain.relations and all(_is_implied(c.relation, problem) for c in _asked(problem)):
        natural = LINE
    found = [natural, *(solve(r, x) for r in problem.domain.relations)]
    known = [one for one in found if one is not None]
    with mpmath.workdps(DIGITS):
        return reduce(both, known) if known and len(known) == len(found) else None


def stretch(problem: Problem) -> Stretch | None:
    """The one interval that the domain is, with exact ends; None where it is something else."""
    found = of_line(problem)
    intervals = list(found.intervals()) if found is not None else []
    if len(intervals) != 1 or intervals[0].single:
        return None
    low, high = intervals[0].low, intervals[0].high
    if not all(end is None or end.exact for end in (low, high)):
        return None
    return Stretch(_end(low, -sympy.oo), _end(high, sympy.oo))


def _end(end: Cut | None, infinite: Any) -> Any:
    return infinite if end is None else to_sympy(end.written)


def belongs(problem: Problem, at: Mapping[str, Any]) -> bool | None:
    """Whether the function has a value at an exact point that the domain holds; None where that is not certain."""
    place = {problem.symbols[name]: value for name, value in at.items()}
    relations = [*(c.relation for c in conditions(problem.expression) if c.purpose == "value"), *problem.domain.relations]
    found = [_holds(relation, place) for relation in relations]
    return False if False in found else None if None in found else True


def _holds(relation: Relation, place: Mapping[Any, Any]) -> bool | None:
    difference = (to_sympy(relation.left) - to_sympy(relation.right)).xreplace(dict(place))
    if difference in (sympy.nan, sympy.zoo):
        return False
    sign = sign_of(difference)
    return None if sign is None else sign in TRUE[relation.operator]


TRUE = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "==": (0,), "!=": (-1, 1)}


def has_convex_domain(problem: Problem) -> bool:
    """Whether each condition on the variables holds on a convex set, so that all of them do together."""
    if problem.data is not None and _asked(problem):
        return False
    wanted = [*((c.relation, True) for c in _asked(problem)), *((r, False) for r in problem.domain.of(problem.variables).relations)]
    if any(c.operator == "poles" or c.within or c.bound for c in _asked(problem)):
        return False
    return all(_is_convex(relation, problem) or (implied and _is_implied(relation, problem)) for relation, implied in wanted)


def _asked(problem: Problem) -> list[Condition]:
    return [c for c in conditions(problem.expression) if c.purpose == "value" and not names(c.relation).isdisjoint(problem.variables)]


def _is_convex(relation: Relation, problem: Problem) -> bool:
    """A half space, a plane, or a level set of a quadratic that bends the right way."""
    variables = [problem.symbols[name] for name in problem.variables]
    over = to_sympy(relation.left) - to_sympy(relation.right)
    if relation.operator in ("<", "<="):
        over = -over
    if relation.operator == "!=" or not over.is_polynomial(*variables):
        return False
    degree = sympy.Poly(over, *variables).total_degree()
    bends = -sympy.hessian(over, variables) if degree == 2 and not over.free_symbols - set(variables) else None
    return degree <= 1 or (relation.operator != "==" and bends is not None and bool(bends.is_positive_semidefinite))


def _is_implied(relation: Relation, problem: Problem) -> bool:
    """Whether the problem's own domain makes a condition of the formula hold by itself, as y > 0 does y != 0."""
    if problem.domain.relations == () or (not isinstance(relation.left, Symbol) and len(names(relation)) > 6):
        return False
    sign = known_sign(to_sympy(relation.left) - to_sympy(relation.right), problem)
    return sign in IMPLYING[relation.operator]


IMPLYING = {
    "<": ("negative",),
    "<=": ("negative", "nonpositive", "zero"),
    ">": ("positive",),
    ">=": ("positive", "nonnegative", "zero"),
    "==": ("zero",),
    "!=": ("positive", "negative"),
}
