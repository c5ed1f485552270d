"""The arithmetic of a line that a rule has left; where it clears brackets and adds up numbers too, each is a step of its own."""

from __future__ import annotations

from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.calculus.rewrites.bracket import Plan, gathered
from symdescent.notation.tree import ZERO, Expression, Negation, Product, Quotient, Sum, rational


def calculation(e: Expression) -> Plan:
    """The steps of the arithmetic, each with the whole after it."""
    if e._tidy and type(e) is not Sum:
        return []
    inside = e.numerator if type(e) is Quotient else e
    if type(inside) is not Sum or not any(map(_bracketed, inside.terms)):
        return [("arithmetic", tidy(e))]
    terms = tuple(term for term in map(tidy, inside.terms) if term != ZERO)
    cleared = _cleared(terms)
    if sum(rational(term) is not None for term in cleared) < 2:
        return [("arithmetic", tidy(e))]

    def whole(line: Expression) -> Expression:
        return Quotient(line, tidy(e.denominator)) if type(e) is Quotient else line

    added = tidy(Sum(terms))
    collected = [line for name, line in gathered(added) if name == "like terms"] if type(added) is Sum else []
    return [("arithmetic", whole(Sum(terms))), ("expand", whole(Sum(cleared))), ("like terms", tidy(whole((collected or [added])[0])))]


def _bracketed(term: Expression) -> bool:
    """Whether a term is a bracket times a number."""
    if type(term) is Negation:
        return _bracketed(term.operand)
    brackets = [factor for factor in term.factors if rational(factor) is None] if type(term) is Product else [term]
    return len(brackets) == 1 and type(brackets[0]) is Sum


def _cleared(terms: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """The terms of a sum, those in brackets each for itself."""
    found: list[Expression] = []
    for term in terms:
        signed = type(term) is Negation and type(term.operand) is Sum
        inner = term.operand if signed else term  # type: ignore[attr-defined]
        found += [tidy(Negation(part)) if signed else part for part in inner.terms] if type(inner) is Sum else [term]
    return tuple(found)
