"""Ways of writing a sum: multiplied out, with a common factor in front, over a common denominator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from symdescent.calculus.rewrites.cost import cost, least
from symdescent.calculus.rewrites.expansion import expanded, opens, ordered
from symdescent.calculus.rewrites.identities import inverses, squares
from symdescent.calculus.rewrites.monomial import Monomial, collected, content, divided, product, sum_apart, sum_of, terms_of, written
from symdescent.calculus.rewrites.powers import Powers
from symdescent.notation.tree import Call, Expression, Sum, Symbol

MOST_DENOMINATORS = 4  # different ones that are brought together
HIGHEST = 3  # the highest power of a bracket that a textbook multiplies out

Link: TypeAlias = tuple[str, Expression]
Plan: TypeAlias = list[Link]
Way: TypeAlias = tuple[Expression, Callable[[], Plan]]  # what would come out, and the steps that lead to it


def one(name: str, result: Expression) -> Way:
    """A way of a single step."""
    return result, lambda: [(name, result)]


def gathered(e: Sum) -> Plan:
    """Like terms added up, or an identity used: what is simpler in any case."""
    terms = terms_of(e)
    together = collected(terms)
    if len(together) < len(terms):
        return [("like terms", sum_of(ordered(together) if together and together[0].coefficient < 0 else together))]
    if not any(type(base) is Call for term in terms for base in term.powers):
        return []
    return [(name, sum_of(new)) for identity in (squares, inverses) for name, new in identity(terms)][:1]


def rewritings(e: Sum) -> Iterator[Way]:
    """Every way in which a sum might be written more simply."""
    terms, now = terms_of(e), cost(e)
    if all(type(base) is Symbol and n > 0 for term in terms for base, n in term.powers.items()):
        return
    common = shared(terms)
    up: Powers = {base: n for base, n in common.items() if n > 0}
    if up and not (set(map(type, up)) == LETTER and _polynomial(terms)):
        outside = Monomial(1, up)
        rest = _bare(divided(term, outside) for term in terms)
        if least(rest) + least([outside]) + 1 < now:  # one for the bracket
            taken_out = around(outside, sum_of(arranged(rest)))
            yield one("factor out", taken_out)
            yield from opened(rest, outside, now, lambda: [("factor out", taken_out)])
    if 0 < len(common) - len(up) <= MOST_DENOMINATORS:
        outside = denominator(terms, common)
        rest = _bare(divided(term, outside) for term in terms)
        if len(up) == 0 < len(common) and all(common == {base: n for base, n in term.powers.items() if n < 0} for term in terms):
            yield one("common denominator", around(outside, sum_of(arranged(rest))))
        yield from opened(rest, outside, now, lambda: [("common denominator", around(outside, sum_of(rest)))])
    if any(type(base) is Sum for term in terms for base in term.powers):
        yield from opened(terms, ONLY, now, list)


ONLY = Monomial(1, {})
LETTER = {Symbol}


def _polynomial(terms: Sequence[Monomial]) -> bool:
    """Whether nothing but letters and brackets occurs, so that a common letter is left where it is."""
    return all(type(base) is Symbol or type(base) is Sum for term in terms for base in term.powers)


def _bare(terms: Iterable[Monomial]) -> list[Monomial]:
    """The terms, those of a bracket that stands alone each for itself."""
    bare: list[Monomial] = []
    for term in terms:
        base = next(iter(term.powers)) if len(term.powers) == 1 and abs(term.coefficient) == 1 else None
        alone = type(base) is Sum and term.powers[base] == 1
        bare += [product(inner, Monomial(term.coefficient, {})) for inner in terms_of(base)] if alone else [term]  # type: ignore[arg-type]
    return bare


def denominator(terms: Sequence[Monomial], common: Powers) -> Monomial:
    """What all terms share, and the lowest common denominator of their numbers."""
    below = lcm(*(term.coefficient.denominator for term in terms))
    return Monomial(1 if below == 1 else Fraction(1, below), common)


def arranged(terms: Sequence[Monomial]) -> Sequence[Monomial]:
    """A polynomial in order of degree, any other sum only without a leading minus."""
    return ordered(terms) if polynomial(terms) or terms[0].coefficient < 0 else terms


def polynomial(terms: Sequence[Monomial]) -> bool:
    """Whether nothing but letters occurs."""
    return all(type(base) is Symbol for term in terms for base in term.powers)


def shared(terms: Sequence[Monomial]) -> Powers:
    """Of each base the lowest exponent that it has in any term, where that is not 0."""
    above: Powers = {base: n for base, n in terms[0].powers.items() if n > 0}
    below: Powers = {}
    for term in terms:
        powers = term.powers
        above = {base: min(n, powers[base]) for base, n in above.items() if powers.get(base, 0) > 0}
        for base, n in powers.items():
            if n < 0:
                below[base] = min(n, below.get(base, 0))
    return above | below


def opened(terms: Sequence[Monomial], outside: Monomial, now: int, before: Callable[[], Plan]) -> Iterator[Way]:
    """After the steps before: the terms multiplied out and collected, where this pays."""
    brackets = any(type(base) is Sum and opens(base, n) for term in terms for base, n in term.powers.items())
    more = expanded(terms, HIGHEST) if brackets else terms
    if more is None or not (pays(terms, more, together := collected(more), brackets) or _numbers_only(terms)) or least(together) >= now:
        return
    result = around(outside, inside := sum_of(ordered(together)))
    last = around(outside, inside, content(inside)) if outside.powers and type(inside) is Sum else result

    def steps() -> Plan:
        plan, same = before(), len(together) == len(more)
        collecting = [("expand", result)] if same else [("expand", around(outside, sum_apart(more))), ("like terms", result)]
        for step in (*collecting, ("factor out", last)):
            if not plan or step[1] != plan[-1][1]:
                plan.append(step)
        return plan

    yield last, steps


def _numbers_only(terms: Sequence[Monomial]) -> bool:
    """Whether nothing but a number stands before any bracket, and there is one."""
    before = [term for term in terms if any(type(base) is Sum for base in term.powers)]
    return bool(before) and all(len(term.powers) == 1 and 1 in term.powers.values() for term in before)


def pays(terms: Sequence[Monomial], more: Sequence[Monomial], together: Sequence[Monomial], brackets: bool) -> bool:
    """Whether like terms meet and no more are left than there were, an identity can be used, or a polynomial in one letter comes out."""
    if len(together) < len(more) and len(together) <= len(terms):
        return True
    letters = {base for term in more for base in term.powers}
    return brackets and ((len(letters) == 1 and all(type(base) is Symbol for base in letters)) or next(squares(more), None) is not None)


def around(outside: Monomial, inside: Expression, shared_number: int = 1) -> Expression:
    """A monomial times what is left of a sum, a number that its terms share in front."""
    if shared_number > 1:
        number = Monomial(shared_number, {})
        return around(product(outside, number), sum_of(divided(term, number) for term in terms_of(inside)))
    if not outside.powers and outside.coefficient == 1:
        return inside
    if type(inside) is Sum:
        return written(product(outside, Monomial(1, {inside: 1})))
    (term,) = terms_of(inside)
    return written(product(outside, term))
