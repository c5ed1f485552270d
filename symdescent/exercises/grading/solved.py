"""Reads the equation of a line or plane that gives its height not alone: ``y - 21 = 4(x - 2)``, ``4x - y = 13``."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from symdescent.calculus.answers.equal import constant
from symdescent.calculus.checks.same import Domain, Same
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.notation.tree import ONE, ZERO, Expression, Negation, Product, Quotient, Sum, Symbol, names, number, substitute

HEIGHTS = ("y", "z")  # what the value of a function is called


def solved(left: Expression, right: Expression, known: Collection[str]) -> Expression | None:
    """The height where left = right, both of first degree in it: -d(0)/(d(1) - d(0)), d being left - right.

    None where no height is in the equation besides the letters of the question, or it is not of first degree.

    >>> from symdescent.notation import parse
    >>> print(solved(parse("y - 21"), parse("4(x - 2)"), {"x"}))
    21 + 4(x - 2)
    """
    others = (names(left) | names(right)) - frozenset(known)
    if len(others) != 1 or not others <= {*HEIGHTS}:
        return None
    height = Symbol(*others)
    difference = _minus(left, right)
    at_zero, at_one = (substitute(difference, {height: value}) for value in (ZERO, ONE))
    slope = constant(substitute(_minus(at_one, at_zero), _origin(known)))
    if not slope:
        return None
    line = Sum((Product((number(slope), height)), at_zero))
    if Domain((difference,)).compare(difference, line) not in (Same.PROVED, Same.NUMERIC):
        return None
    return tidy(Negation(at_zero) if slope == 1 else Quotient(at_zero, number(-slope)))


def _minus(left: Expression, right: Expression) -> Expression:
    return Sum((left, Negation(right)))


def _origin(known: Collection[str]) -> Mapping[Expression, Expression]:
    return {Symbol(name): ZERO for name in known}
