"""Brackets multiplied out, and polynomials divided, in exact arithmetic on monomials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import comb
from typing import TypeAlias

from symdescent.calculus.rewrites.arithmetic import Rational
from symdescent.calculus.rewrites.monomial import Monomial, collected, over, product, terms_of
from symdescent.notation.tree import Expression, Sum, Symbol

Key: TypeAlias = tuple[Rational, ...]

MOST_TERMS = 50  # of an expansion
MOST_STEPS = 30  # of a division


def opens(base: Expression, n: Rational) -> bool:
    """Whether a power is a bracket that can be multiplied out."""
    return type(base) is Sum and n > 0 and n.denominator == 1


def expanded(terms: Iterable[Monomial], highest: int = MOST_TERMS) -> list[Monomial] | None:
    """The terms with all brackets multiplied out, like terms not yet added; None where there would be too many."""
    result: list[Monomial] = []
    for term in terms:
        brackets = [(base, int(n)) for base, n in term.powers.items() if opens(base, n)]
        if not brackets:
            result.append(term)
            continue
        outside = Monomial(term.coefficient, {base: n for base, n in term.powers.items() if not opens(base, n)}, term.decimal)
        more = _opened(outside, brackets) if max(n for _, n in brackets) <= highest else None
        if more is None or len(result) + len(more) > MOST_TERMS:
            return None
        result += more
    return result


def _opened(outside: Monomial, brackets: Sequence[tuple[Expression, int]]) -> list[Monomial] | None:
    result = [outside]
    for base, n in brackets:
        bracket = power(base, n)
        if bracket is None or len(result) * len(bracket) > MOST_TERMS:
            return None
        result = [product(a, b) for a in result for b in bracket]
    return [_alphabetic(term) for term in result]


def _alphabetic(term: Monomial) -> Monomial:
    """The same term, its letters in the order of the alphabet."""
    if sum(type(base) is Symbol for base in term.powers) < 2:
        return term
    return term._replace(powers=dict(sorted(term.powers.items(), key=lambda power: getattr(power[0], "name", ""))))


def power(base: Expression, n: int) -> list[Monomial] | None:
    """A whole power of a sum, multiplied out and collected."""
    bracket = terms_of(base)
    if n > MOST_TERMS or comb(n + len(bracket) - 1, n) > MOST_TERMS:
        return None
    if any(opens(inner, k) for term in bracket for inner, k in term.powers.items()):
        opened = expanded(bracket)
        if opened is None:
            return None
        bracket = collected(opened)
    result = bracket
    for _ in range(n - 1):
        result = collected(product(a, b) for a in result for b in bracket)
    return result


def degree(term: Monomial) -> Rational:
    """The degree in all letters together."""
    return sum(n for base, n in term.powers.items() if type(base) is Symbol)


def ordered(terms: Sequence[Monomial]) -> list[Monomial]:
    """Highest degree first, or where that spares a leading minus lowest first: 3x² + 2x + 3, 1 - x²."""
    falling = sorted(terms, key=degree, reverse=True)
    if falling and falling[0].coefficient < 0:
        rising = sorted(terms, key=degree)
        if rising[0].coefficient > 0:
            return rising
        if len(falling) > 2 and _in_one_letter(falling):
            return falling  # -2x² + 3x - 1
        first = next((term for term in falling if term.coefficient > 0), falling[0])
        return [first, *(term for term in falling if term is not first)]
    return falling


def _in_one_letter(terms: Sequence[Monomial]) -> bool:
    """Whether it is a polynomial in a single letter."""
    bases = {base for term in terms for base in term.powers}
    return len(bases) == 1 and all(type(base) is Symbol for base in bases)


def quotient(dividend: Sequence[Monomial], divisor: Sequence[Monomial]) -> list[Monomial] | None:
    """The polynomial quotient where the division leaves nothing; None otherwise."""
    bases = list(dict.fromkeys(base for term in divisor for base in term.powers))
    here = {base for term in dividend for base in term.powers}
    if (
        not here.issuperset(bases)
        or len(dividend) < 2
        or any(n < 0 or n.denominator != 1 for term in (*dividend, *divisor) for n in term.powers.values())
    ):
        return None
    bases += [base for base in here if base not in bases]
    rest = {_exponents(term, bases): term.coefficient for term in dividend}
    lower = [(_exponents(term, bases), term.coefficient) for term in divisor]
    lead, leading = max(lower)
    found: dict[Key, Rational] = {}
    for _ in range(MOST_STEPS):
        if not rest:
            return [Monomial(c, {base: n for base, n in zip(bases, key, strict=True) if n}) for key, c in found.items()]
        top = max(rest)
        key = tuple(a - b for a, b in zip(top, lead, strict=True))
        if min(key) < 0:
            return None
        found[key] = over(rest[top], leading)
        _subtract(rest, lower, key, found[key])
    return None


def _exponents(term: Monomial, bases: Sequence[Expression]) -> Key:
    return tuple(term.powers.get(base, 0) for base in bases)


def _subtract(
    rest: dict[Key, Rational],
    lower: Sequence[tuple[Key, Rational]],
    key: Key,
    c: Rational,
) -> None:
    for exponents, value in lower:
        place = tuple(a + b for a, b in zip(exponents, key, strict=True))
        rest[place] = rest.get(place, 0) - c * value
        if not rest[place]:
            del rest[place]
