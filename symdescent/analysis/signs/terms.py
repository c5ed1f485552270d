"""Expressions as sums of rational numbers times powers of bases, the form in which equal ones are seen to be equal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.calculus.rewrites.expansion import expanded
from symdescent.calculus.rewrites.monomial import Monomial, collected, sum_of, terms_of
from symdescent.notation.tree import Expression, names

Key: TypeAlias = frozenset[tuple[Expression, Fraction]]
Terms: TypeAlias = dict[Key, Fraction]

CONSTANT: Key = frozenset()
MOST_TERMS = 60


def terms(e: Expression) -> Terms | None:
    """The terms of an expression, brackets opened and like ones added up; None where they are too many."""
    try:
        opened = expanded(terms_of(tidy(e)))
    except (ArithmeticError, ValueError):
        return None
    if opened is None or len(opened) > MOST_TERMS:
        return None
    return {frozenset((base, Fraction(n)) for base, n in m.powers.items()): Fraction(m.coefficient) for m in collected(opened)}


def written(found: Mapping[Key, Fraction]) -> Expression:
    """The sum of some terms."""
    return sum_of(Monomial(whole(c), {base: whole(n) for base, n in key}) for key, c in found.items() if c)


def whole(value: Fraction) -> int | Fraction:
    """A whole number as an int, as the rewrites keep it."""
    return value.numerator if value.denominator == 1 else value


def combined(*parts: tuple[Fraction, Terms]) -> Terms:
    """Σ c·terms."""
    total: Terms = {}
    for c, part in parts:
        for key, value in part.items():
            total[key] = total.get(key, Fraction(0)) + c * value
    return {key: value for key, value in total.items() if value}


def is_constant(key: Key) -> bool:
    """Whether no name occurs in a term."""
    return not any(names(base) for base, _ in key)


def fixed(found: Terms) -> Terms:
    """The terms in which no name occurs."""
    return {key: c for key, c in found.items() if is_constant(key)}


def varying(found: Terms) -> Terms:
    """The terms in which a name occurs."""
    return {key: c for key, c in found.items() if not is_constant(key)}


def bases(found: Iterable[Key]) -> tuple[Expression, ...]:
    """The bases of all terms, each once."""
    return tuple(dict.fromkeys(base for key in found for base, _ in sorted(key, key=str)))
