"""Ways of writing a product or a quotient: shortened, without fractions in fractions, or split."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd, lcm

from symdescent.calculus.rewrites.bracket import MOST_DENOMINATORS, ONLY, Way, denominator, one, opened, polynomial, shared
from symdescent.calculus.rewrites.cost import cost
from symdescent.calculus.rewrites.expansion import ordered, quotient
from symdescent.calculus.rewrites.monomial import Monomial, content, divided, monomial, product, sum_of, terms_of, to_the, written
from symdescent.calculus.rewrites.powers import Powers
from symdescent.notation.tree import Expression, Quotient, Sum


def shortened(m: Monomial) -> tuple[str, Monomial] | None:
    """The quotient with what all terms of a numerator share with the denominator cancelled: (x u + x v)/x = u + v."""
    if (found := _without_number(m)) is not None:
        return "cancel", found
    if not any(n < 0 for n in m.powers.values()):
        return None
    for bracket, n in m.powers.items():
        if n == 1 and type(bracket) is Sum:
            if (found := _without_content(m, bracket)) is not None:
                return "cancel", found
            terms = terms_of(bracket)
            common = {base: min(k, -m.powers.get(base, 0)) for base, k in shared(terms).items() if k > 0 > m.powers.get(base, 0)}
            if common:
                inside = sum_of(divided(term, Monomial(1, common)) for term in terms)
                return "cancel", raised(without(m, bracket, common), inside, 1)
    return None


def _without_number(m: Monomial) -> Monomial | None:
    """A bracket over a number without what they share: (12x³ - 2)/6 = (6x³ - 1)/3."""
    below = m.coefficient.denominator
    if below == 1 or m.decimal:
        return None
    for bracket, n in m.powers.items():
        if n == 1 and type(bracket) is Sum and (common := gcd(content(bracket), below)) > 1:
            inside = sum_of(divided(term, Monomial(common, {})) for term in terms_of(bracket))
            return raised(without(m._replace(coefficient=m.coefficient * common), bracket, {}), inside, 1)
    return None


def _without_content(m: Monomial, bracket: Sum) -> Monomial | None:
    """A bracket and one below it without the number that all their terms share: (3x - 3)/(3y - 6) = (x - 1)/(y - 2)."""
    for divisor, n in m.powers.items():
        if n == -1 and type(divisor) is Sum and (shared_number := gcd(content(bracket), content(divisor))) > 1:
            less, below = (sum_of(divided(term, Monomial(shared_number, {})) for term in terms_of(e)) for e in (bracket, divisor))
            return raised(raised(without(without(m, bracket, {}), divisor, {}), less, 1), below, -1)
    return None


def without(m: Monomial, bracket: Expression, extra: Powers) -> Monomial:
    """The monomial without a bracket, times other powers."""
    rest = Monomial(m.coefficient, {base: n for base, n in m.powers.items() if base != bracket}, m.decimal)
    return product(rest, Monomial(1, extra)) if extra else rest


def raised(outside: Monomial, inside: Expression, n: int) -> Monomial:
    """A monomial times a whole power of an expression."""
    m = Monomial(1, {inside: 1}) if type(inside) is Sum else monomial(inside)
    return product(outside, Monomial(to_the(m.coefficient, n), {base: k * n for base, k in m.powers.items()}, m.decimal))


def rewritings(e: Expression, m: Monomial) -> Iterator[Way]:
    """Every way in which a product or quotient might be written more simply, step by step."""
    brackets = [(base, int(n)) for base, n in m.powers.items() if type(base) is Sum and n.denominator == 1]
    if not brackets:
        return
    below_the_bar = any(n < 0 for n in m.powers.values())
    for base, n in brackets:
        yield from _content(m, base, n)
        yield from _turned(m, base, n)
        if below_the_bar:
            yield from _nested(m, base, n, cost(e))
    above, below = [base for base, n in brackets if n > 0], [base for base, n in brackets if n < 0]
    for base in above:
        for divisor in below:
            yield from _cancelled(m, base, divisor)
    if type(e) is Quotient and len(above) == 1 and m.powers[above[0]] == 1:
        yield from _split(m, above[0])


def _content(m: Monomial, bracket: Expression, n: int) -> Iterator[Way]:
    """A number that all terms of a bracket share goes outside."""
    terms = terms_of(bracket)
    if terms[0].coefficient == 1:
        return
    number = content(bracket)
    if terms[0].coefficient < 0 and all(term.coefficient < 0 for term in terms):
        number = -number
    if number != 1:
        inside = sum_of(divided(term, Monomial(number, {})) for term in terms)
        outside = without(m, bracket, {})
        shorter = abs(number) != 1 and (n < 0 or m.coefficient.denominator != 1)
        name = "minus sign" if number == -1 else "factor out" if not shorter else "expand" if m.decimal else "cancel"
        yield one(name, written(raised(outside._replace(coefficient=outside.coefficient * to_the(number, n)), inside, n)))


def _turned(m: Monomial, bracket: Expression, n: int) -> Iterator[Way]:
    """-(1 - x) = x - 1."""
    terms = terms_of(bracket)
    if n % 2 and m.coefficient < 0 and (m.coefficient == -1 or terms[0].coefficient < 0 or polynomial(terms)):
        turned = sum_of(ordered([Monomial(-term.coefficient, term.powers, term.decimal) for term in terms]))
        yield one("minus sign", written(raised(without(m, bracket, {})._replace(coefficient=-m.coefficient), turned, n)))


def _nested(m: Monomial, bracket: Expression, n: int, now: int) -> Iterator[Way]:
    """Fractions inside a fraction: both are multiplied by the common denominator of what is inside."""
    terms = terms_of(bracket)
    if not any(term.coefficient.denominator > 1 or any(k < 0 for k in term.powers.values()) for term in terms):
        return
    down = {base: k for base, k in shared(terms).items() if k < 0}
    if len(down) > MOST_DENOMINATORS:
        return
    bar = denominator(terms, down)
    rest = [divided(term, bar) for term in terms]
    outside = without(m, bracket, {base: k * n for base, k in down.items()})
    outside = outside._replace(coefficient=outside.coefficient * to_the(bar.coefficient, n))

    def whole(inside: Expression) -> Expression:
        return written(raised(outside, inside, n))

    first = whole(sum_of(rest))
    before = [("nested fractions", first)]
    yield first, lambda: before
    for result, steps in opened(rest, ONLY, now, list):
        yield whole(result), lambda steps=steps: [*before, *((name, whole(inside)) for name, inside in steps())]  # type: ignore[misc]


def _cancelled(m: Monomial, base: Expression, divisor: Expression) -> Iterator[Way]:
    """A bracket that divides another without remainder."""
    for whole, part in ((base, divisor), (divisor, base)):
        found = quotient(terms_of(whole), terms_of(part))
        if found is not None:
            n = 1 if whole is base else -1
            below = lcm(*(term.coefficient.denominator for term in found))
            inside = sum_of(term._replace(coefficient=term.coefficient * below) for term in found)
            outside = product(m, Monomial(to_the(below, -n), {whole: -n, part: n}))
            yield one("cancel", written(raised(outside, inside, n)))
            return


def _split(m: Monomial, bracket: Expression) -> Iterator[Way]:
    """(a + b)/c = a/c + b/c, where something cancels in a term."""
    outside, terms = without(m, bracket, {}), terms_of(bracket)
    below = outside.powers.keys()
    if not any(base in below for term in terms for base in term.powers):
        return
    parts = [product(term, outside) for term in terms]
    if any(len(part.powers) < len(term.powers | outside.powers) for part, term in zip(parts, terms, strict=True)):
        yield one("split the fraction", sum_of(parts))
