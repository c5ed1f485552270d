"""For each reason of a fact: which signs it leaves to the expression, given that the parts are right."""

from __future__ import annotations

from functools import reduce
from typing import Any

import sympy

from symdescent.analysis.signs.checks.boxes import boxes
from symdescent.analysis.signs.checks.calls import CALLS
from symdescent.analysis.signs.checks.courses import roots, turning_points
from symdescent.analysis.signs.checks.holds import (
    ALL,
    CLAIMS,
    HELD,
    NOTHING,
    Premises,
    Reason,
    Signs,
    claims_of,
    equal,
    needs,
    number_sign,
    plus,
    times,
)
from symdescent.analysis.signs.checks.ranges import span
from symdescent.analysis.signs.fact import Fact
from symdescent.notation.binding import limits
from symdescent.notation.bridge import to_sympy
from symdescent.notation.tree import (
    E,
    Expression,
    Negation,
    OverIndex,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    names,
)

POSITIVE, NONNEGATIVE, NONZERO = CLAIMS["positive"], CLAIMS["nonnegative"], CLAIMS["nonzero"]


def _of(fact: Fact, kind: type[Expression], some: tuple[Expression, ...]) -> bool:
    """Whether the expression is of a kind and its parts are these."""
    return type(fact.expression) is kind and tuple(part.expression for part in fact.parts) == some


def _number(fact: Fact, given: Premises) -> Signs:
    value = to_sympy(fact.expression)
    return frozenset({number_sign(value)}) if value.is_number else NOTHING


def _given(fact: Fact, given: Premises) -> Signs:
    left = given.signs(to_sympy(fact.expression))
    return left if left != ALL else NOTHING


def _both(fact: Fact, given: Premises) -> Signs:
    same = fact.parts and all(part.expression == fact.expression for part in fact.parts)
    return reduce(frozenset.intersection, claims_of(fact)) if same else NOTHING


def _sum(fact: Fact, given: Premises) -> Signs:
    e = fact.expression
    return reduce(plus, claims_of(fact)) if isinstance(e, Sum) and _of(fact, Sum, e.terms) else NOTHING


def _product(fact: Fact, given: Premises) -> Signs:
    e = fact.expression
    return reduce(times, claims_of(fact)) if isinstance(e, Product) and _of(fact, Product, e.factors) else NOTHING


def _quotient(fact: Fact, given: Premises) -> Signs:
    e = fact.expression
    if not (isinstance(e, Quotient) and _of(fact, Quotient, (e.numerator, e.denominator))):
        return NOTHING
    above, below = claims_of(fact)
    return times(above, below - {0})


def _negation(fact: Fact, given: Premises) -> Signs:
    e = fact.expression
    return frozenset(-s for s in claims_of(fact)[0]) if isinstance(e, Negation) and _of(fact, Negation, (e.operand,)) else NOTHING


def _rewritten(fact: Fact, given: Premises) -> Signs:
    """Two forms of one function, of which the second has a value wherever the first has."""
    (part,) = fact.parts
    whole = to_sympy(fact.expression)
    defined = all(_met(relation, given) for relation in needs(part.expression))
    return CLAIMS[part.sign] if defined and equal(whole, to_sympy(part.expression)) else NOTHING


def _met(relation: Relation, given: Premises) -> bool:
    """Whether a comparison is known, or holds for all numbers."""
    if relation in given.relations:
        return True
    gap = sympy.expand(to_sympy(relation.left) - to_sympy(relation.right))
    possible = given.signs(gap) & span(Sum((relation.left, Negation(relation.right)))).signs
    flags = ((gap.is_positive, POSITIVE), (gap.is_nonnegative, NONNEGATIVE), (gap.is_nonzero, NONZERO))
    for flag, allowed in flags:
        possible &= allowed if flag else ALL
    return possible <= HELD[relation.operator]


def _exponential(fact: Fact, given: Premises) -> Signs:
    e = fact.expression
    return POSITIVE if isinstance(e, Power) and e.base == E else NOTHING


def _exponent(fact: Fact) -> Any:
    return to_sympy(fact.expression.exponent) if isinstance(fact.expression, Power) else sympy.Symbol("no")


def _base(fact: Fact) -> Signs:
    """The signs that the parts leave to the base of a power."""
    e = fact.expression
    right = isinstance(e, Power) and all(part.expression == e.base for part in fact.parts)
    return reduce(frozenset.intersection, claims_of(fact), ALL) if right else NOTHING


def _even_power(fact: Fact, given: Premises) -> Signs:
    n, base = _exponent(fact), _base(fact)
    if not n.is_Integer or n % 2 or not base:
        return NOTHING
    return POSITIVE if n <= 0 or 0 not in base else NONNEGATIVE


def _odd_power(fact: Fact, given: Premises) -> Signs:
    n, base = _exponent(fact), _base(fact)
    if not n.is_Integer or not n % 2:
        return NOTHING
    return base if n > 0 else base - {0}


def _power(fact: Fact, given: Premises) -> Signs:
    """Powers with other exponents have a value for u ≥ 0 only."""
    n, base = _exponent(fact), _base(fact)
    if base == POSITIVE:
        return POSITIVE
    if not n.is_Rational or n.is_Integer or not base:
        return NOTHING
    return NONNEGATIVE if n > 0 else POSITIVE


def _range(fact: Fact, given: Premises) -> Signs:
    return span(fact.expression).signs


REFUSED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def _pieces(fact: Fact, given: Premises) -> Signs:
    e = fact.expression
    if not isinstance(e, Piecewise) or len(fact.parts) != len(e.pieces):
        return NOTHING
    passed: list[Relation] = []
    for (value, when), part in zip(e.pieces, fact.parts, strict=True):
        here = [*passed, *([] if when is None else [when])]
        if part.expression != value or not set(part.where) <= set(here):
            return NOTHING
        passed += [] if when is None else [Relation(when.left, REFUSED[when.operator], when.right)]
    return reduce(frozenset.union, claims_of(fact))


def _rows(fact: Fact, given: Premises) -> Signs:
    e = fact.expression
    right = isinstance(e, OverRows) and fact.parts[0].expression == e.body and claims_of(fact)[0] != NONZERO
    return claims_of(fact)[0] if right else NOTHING


def _index(fact: Fact, given: Premises) -> Signs:
    e = fact.expression
    if not isinstance(e, OverIndex) or fact.parts[0].expression != e.body or any(e.index in names(r) for r in given.relations):
        return NOTHING
    body, some = claims_of(fact)[0], bool(limits(e))
    if body == NONZERO or (e.kind == "product" and -1 in body):
        return NOTHING
    return body if some else body | {1 if e.kind == "product" else 0}


def _against_one(fact: Fact, given: Premises) -> Signs:
    """k(e^u - 1) has the sign of k·u."""
    u = to_sympy(fact.parts[0].expression)
    p = to_sympy(fact.expression)
    k = p.coeff(sympy.exp(u))
    right = k.is_number and k != 0 and equal(p, k * (sympy.exp(u) - 1))
    return times(claims_of(fact)[0], frozenset({number_sign(k)})) if right else NOTHING


def _discriminant_in(fact: Fact, given: Premises) -> Signs:
    """a x² + b x + c with 4ac - b² > 0 has the sign of a; with ≥ 0, or is 0."""
    p, (a, gap) = to_sympy(fact.expression), map(to_sympy, (part.expression for part in fact.parts))
    leading, under = claims_of(fact)
    if 0 in leading or len(leading) > 1 or -1 in under:
        return NOTHING
    for x in sorted(p.free_symbols, key=str):
        c0, c1, c2 = (sympy.expand(p).coeff(x, k) for k in range(3))
        whole = equal(p, c2 * x**2 + c1 * x + c0) and not (c0 + c1 + c2).has(x)
        if whole and equal(c2, a) and equal(4 * c2 * c0 - c1**2, gap):
            return leading | (under & {0})
    return NOTHING


def _root_against(fact: Fact, given: Premises) -> Signs:
    """k√u + v has the sign of k where k²u > v²."""
    p, gap = sympy.expand(to_sympy(fact.expression)), to_sympy(fact.parts[0].expression)
    under = claims_of(fact)[0]
    for root in p.atoms(sympy.Pow):
        k = p.coeff(root) if root.exp == sympy.Rational(1, 2) else sympy.Integer(0)
        v = p - k * root
        if k.is_number and k != 0 and -1 not in under and equal(k**2 * root.base - v**2, gap):
            return frozenset({number_sign(k)}) | (under & {0})
    return NOTHING


REASONS: dict[str, Reason] = {
    "number": _number,
    **dict.fromkeys(("given", "asked"), _given),
    "both": _both,
    "sum": _sum,
    "product": _product,
    "quotient": _quotient,
    "negation": _negation,
    "rewritten": _rewritten,
    "exponential": _exponential,
    "even power": _even_power,
    "odd power": _odd_power,
    "power": _power,
    "range": _range,
    **CALLS,
    "pieces": _pieces,
    "rows": _rows,
    "index": _index,
    **dict.fromkeys(("polynomial roots", "discriminant"), roots),
    "exponential against 1": _against_one,
    "discriminant in": _discriminant_in,
    "root against": _root_against,
    "turning points": turning_points,
    "boxes": boxes,
}
