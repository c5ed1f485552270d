"""The sign of an expression on a problem's domain, by what SymPy knows of positive symbols, else by a proof of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy

from symdescent.analysis.convexity.exact import sign_of
from symdescent.analysis.effort import factored
from symdescent.analysis.signs import natural, sign
from symdescent.calculus.edges.domain import conditions
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import from_sympy, to_sympy
from symdescent.notation.region import Region

if TYPE_CHECKING:
    from symdescent.problem import Problem

ENDS = ("<", "<=", ">", ">=")
LONGEST = 300  # operations of an expression whose sign is asked for
MIRRORED = {"positive": "negative", "negative": "positive", "nonnegative": "nonpositive", "nonpositive": "nonnegative", "zero": "zero"}


def known_sign(expression: Any, problem: Problem) -> str | None:
    """``"positive"``, ``"nonnegative"``, ``"zero"``, ``"nonpositive"`` or ``"negative"``; None where it is not known.

    >>> import symdescent as sd
    >>> f = sd.problem("a x^2 + y^2", variables="x y", domain="a > 0")
    >>> known_sign(f.hessian[0, 0], f), known_sign(f.sympy, f)
    ('positive', 'nonnegative')
    """
    if expression == 0:
        return "zero"
    if expression.count_ops() > LONGEST:
        return None
    here = _positive_ends(factored(expression), problem)
    return _direct(here) or _mirrored(_direct(-here)) or _proved(expression, problem)


def _proved(expression: Any, problem: Problem) -> str | None:
    """What the proofs of signs find on the domain."""
    try:
        found = sign(from_sympy(expression), natural(problem.expression, problem.domain))
    except ArgumentError:  # it holds what formulas do not
        return None
    return None if found is None else found.sign


def _direct(e: Any) -> str | None:
    if e.is_zero:
        return "zero"
    if not e.free_symbols:
        return {1: "positive", -1: "negative"}.get(sign_of(e) or 0)
    return "positive" if e.is_positive else "nonnegative" if e.is_nonnegative else None


def _mirrored(sign: str | None) -> str | None:
    return MIRRORED.get(sign or "")


def _positive_ends(e: Any, problem: Problem) -> Any:
    """The expression with each name that the domain keeps from 0 replaced by a number beyond its end."""
    asked = (one.relation for one in conditions(problem.expression) if one.purpose == "value" and one.operator in ENDS and not one.within)
    everywhere = Region((*problem.domain.relations, *asked))
    for name, symbol in problem.symbols.items():
        lower, upper = everywhere.ends(name)
        shifts = [(to_sympy(end.value), end.closed, 1) for end in lower] + [(to_sympy(end.value), end.closed, -1) for end in upper]
        shifts.sort(key=lambda shift: shift[1])  # an open end says more
        useful = [(value, closed, way) for value, closed, way in shifts if (sign_of(value) or 0) * way >= 0]
        if useful:
            value, closed, way = useful[0]
            beyond = sympy.Dummy(name, nonnegative=True) if closed else sympy.Dummy(name, positive=True)
            e = e.xreplace({symbol: value + way * beyond})
    return e
