"""Products and quotients as a number times powers of bases, the form in which the rewrites compute.

A base is whatever is not a product, quotient or sign itself: a letter, a function of something, a bracket, e^u. Exponents
are rational; a power with any other exponent is a base of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import gcd
from typing import NamedTuple

from symdescent.calculus.rewrites.arithmetic import Rational, add, fraction, negative
from symdescent.calculus.rewrites.powers import Powers, Reading, settled, whole_if
from symdescent.notation.tree import (
    ZERO,
    Call,
    Expression,
    Power,
    Sum,
    keep,
    number,
)


class Monomial(NamedTuple):
    """``coefficient`` times each base to its exponent; ``decimal`` where a number was typed as one.

    ``merged`` is "" where every base stood just once, else the name of what brought them together.
    """

    coefficient: Rational
    powers: Powers
    decimal: bool = False
    merged: str = ""


def monomial(expression: Expression) -> Monomial:
    """A tidy expression as a monomial, like bases brought together."""
    known: Monomial | None = expression._monomial
    if known is None:
        reading = Reading({})
        coefficient = reading.read(expression, 1)
        if reading.special:
            coefficient *= settled(reading)
        known = Monomial(coefficient, reading.powers, reading.decimal, reading.merged)
        keep(expression, "_monomial", known)
    return known


def product(first: Monomial, second: Monomial) -> Monomial:
    """The product of two monomials."""
    coefficient, decimal = first.coefficient * second.coefficient, first.decimal or second.decimal
    if not second.powers:
        return Monomial(coefficient, first.powers, decimal)
    reading = Reading(dict(first.powers))
    for base, n in second.powers.items():
        reading.insert(base, n)
    if any(type(base) in (Call, Power) or type(n) is Fraction for base, n in second.powers.items()):
        coefficient *= settled(reading)
    return Monomial(coefficient, reading.powers, decimal)


def divided(first: Monomial, second: Monomial) -> Monomial:
    """The quotient of two monomials."""
    inverse = {base: -n for base, n in second.powers.items()}
    return product(first, Monomial(to_the(second.coefficient, -1), inverse, second.decimal))


def over(a: Rational, b: Rational) -> Rational:
    """The quotient of two numbers."""
    return a if b == 1 else whole_if(Fraction(a) / b)


def to_the(value: Rational, n: int) -> Rational:
    """A whole power of a number."""
    if value == 1 or n == 1:
        return value
    return value**n if type(value) is int and n > 0 else whole_if(Fraction(value) ** n)


def written(m: Monomial) -> Expression:
    """The monomial as a tidy expression."""
    if not m.coefficient:
        return ZERO
    above = [_to_the(base, n) for base, n in m.powers.items() if n > 0]
    below = [_to_the(base, -n) for base, n in m.powers.items() if n < 0]
    return fraction(m.coefficient, above, below, m.decimal)


def _to_the(base: Expression, n: Rational) -> Expression:
    return base if n == 1 else Power(base, number(n))


def terms_of(e: Expression) -> list[Monomial]:
    """The terms of a sum; of anything else, itself."""
    if type(e) is not Sum:
        return [monomial(e)]
    known: list[Monomial] | None = e._terms
    if known is None:
        keep(e, "_terms", known := [monomial(term) for term in e.terms])
    return known


def content(bracket: Expression) -> int:
    """The number that all terms of a bracket share."""
    return gcd(*(term.coefficient.numerator for term in terms_of(bracket)))


def collected(terms: Iterable[Monomial]) -> list[Monomial]:
    """Like terms added up, where the first of them stood."""
    totals: dict[frozenset[tuple[Expression, Rational]], Monomial] = {}
    for term in terms:
        key = frozenset(term.powers.items())
        if key in totals:
            first = totals[key]
            totals[key] = Monomial(first.coefficient + term.coefficient, first.powers, first.decimal or term.decimal)
        else:
            totals[key] = term
    return [term for term in totals.values() if term.coefficient]


def sum_apart(terms: Iterable[Monomial]) -> Expression:
    """The terms as a sum in which the numbers are not yet added up, which is left to a step of its own."""
    result = Sum(tuple(map(written, terms)))
    keep(result, "_tidy", True)
    return result


def sum_of(terms: Iterable[Monomial]) -> Expression:
    """The terms as a tidy sum; a bracket among them is opened."""
    return add(
        negative(inner) if m.coefficient == -1 and type(inner := written(Monomial(1, m.powers))) is Sum else written(m) for m in terms
    )
