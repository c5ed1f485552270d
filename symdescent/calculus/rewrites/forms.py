"""The other forms that can be asked for: multiplied out, and factored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod

from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.calculus.rewrites.bracket import Plan
from symdescent.calculus.rewrites.cost import cost
from symdescent.calculus.rewrites.expansion import expanded, ordered
from symdescent.calculus.rewrites.monomial import Monomial, collected, divided, product, sum_of, terms_of, to_the, written
from symdescent.calculus.rewrites.monomial import monomial as monomial_of
from symdescent.notation.bridge import from_sympy, to_sympy
from symdescent.notation.tree import REBUILD, Expression, OverIndex, OverRows, Piecewise, Relation, Sum, Symbol, children, substitute

INSIDE = (Piecewise, OverRows, OverIndex)  # whose parts have a form of their own
MOST_FACTORED = 40  # terms of a polynomial that SymPy is asked to factor
HIGHEST_DEGREE = 20
MOST_MONOMIALS = 10_000  # that the degrees in its letters allow


def multiplied_out(e: Expression) -> Plan:
    """All brackets multiplied out, above and below the fraction bar, then like terms collected."""
    opened = _everywhere(e, lambda part: _multiplied(part, lambda terms: terms))
    return [("expand", opened), ("like terms", _everywhere(e, lambda part: _multiplied(part, lambda terms: ordered(collected(terms)))))]


def _everywhere(e: Expression, form: Callable[[Expression], Expression]) -> Expression:
    if isinstance(e, INSIDE):
        parts = tuple(part if isinstance(part, Relation) else _everywhere(part, form) for part in children(e))
        return tidy(REBUILD[type(e)](e, parts))
    return form(e)


def _multiplied(e: Expression, collect: Callable[[Sequence[Monomial]], Sequence[Monomial]]) -> Expression:
    if type(e) is Sum:
        opened = expanded(terms_of(e))
        return e if opened is None else sum_of(collect(opened))
    m = monomial_of(e)
    under = {base: -n for base, n in m.powers.items() if n < 0}
    number = 1 if m.decimal or not under else m.coefficient.denominator
    above = expanded([m._replace(coefficient=m.coefficient * number, powers={base: n for base, n in m.powers.items() if n > 0})])
    below = expanded([Monomial(number, under)])
    if above is None or below is None:
        return e
    top, bottom = sum_of(collect(above)), sum_of(collect(below))
    return written(product(_single(top, 1), _single(bottom, -1)))


def _single(e: Expression, n: int) -> Monomial:
    m = Monomial(1, {e: 1}) if type(e) is Sum else monomial_of(e)
    return Monomial(to_the(m.coefficient, n), {base: k * n for base, k in m.powers.items()}, m.decimal)


def factored(e: Expression) -> Plan:
    """Numerator and denominator as products."""
    return [("factor", _everywhere(e, _factored))]


def _factored(e: Expression) -> Expression:
    m = Monomial(1, {e: 1}) if type(e) is Sum else monomial_of(e)
    result = Monomial(m.coefficient, {}, m.decimal)
    for base, n in m.powers.items():
        found = _factors(base) if type(base) is Sum and n.denominator == 1 else Monomial(1, {base: 1})
        result = product(
            result, Monomial(to_the(found.coefficient, int(n)) if n.denominator == 1 else 1, {b: k * n for b, k in found.powers.items()})
        )
    return written(result)


def _factors(bracket: Expression) -> Monomial:
    """A sum as a product over the common denominator of its terms."""
    terms = terms_of(bracket)
    down = Monomial(1, {base: min(0, *(t.powers.get(base, 0) for t in terms)) for term in terms for base in term.powers})
    down = down._replace(powers={base: n for base, n in down.powers.items() if n})
    rest = [divided(term, down) for term in terms]
    opened = expanded(rest)
    if opened is None or len(polynomial := collected(opened)) > MOST_FACTORED:
        return Monomial(1, {bracket: 1})
    if any(n.denominator != 1 or n < 0 or n > HIGHEST_DEGREE for term in polynomial for n in term.powers.values()):
        return Monomial(1, {bracket: 1})
    bases = list(dict.fromkeys(base for term in polynomial for base in term.powers))
    if prod(1 + max(int(term.powers.get(base, 0)) for term in polynomial) for base in bases) > MOST_MONOMIALS:
        return Monomial(1, {bracket: 1})
    letters = {base: Symbol(f"u_{k}") for k, base in enumerate(bases)}
    plain = sum_of(term._replace(powers={letters[base]: n for base, n in term.powers.items()}) for term in polynomial)
    return product(down, _read_back(plain, {letter: base for base, letter in letters.items()}))


def _read_back(plain: Expression, bases: Mapping[Expression, Expression]) -> Monomial:
    """The polynomial in plain letters, factored by SymPy, in its own bases."""
    result = substitute(tidy(from_sympy(to_sympy(plain).factor())), bases)
    m = monomial_of(tidy(result)) if type(result) is not Sum else Monomial(1, {result: 1})
    brackets = sorted((base for base in m.powers if type(base) is Sum), key=lambda base: (cost(base), str(base)))
    for base in brackets:
        terms = terms_of(base)
        neat = sum_of(ordered(terms))
        m = product(Monomial(m.coefficient, {b: n for b, n in m.powers.items() if b != base}), Monomial(1, {neat: m.powers[base]}))
    return m
