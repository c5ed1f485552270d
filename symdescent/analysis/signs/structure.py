"""The sign of an expression from the signs of its parts: a rule for each kind of node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import reduce

from symdescent.analysis.signs.calls import CALLS, facts_of
from symdescent.analysis.signs.fact import ANY, MINUS, NIL, PLUS, Fact, added, fact, multiplied, negated
from symdescent.analysis.signs.known import Known, asked_by, given
from symdescent.calculus.edges.asks import OPPOSITE
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.notation.binding import limits, unrolled
from symdescent.notation.tree import (
    Call,
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
    number,
    rational,
)

MOST_WRITTEN = 40  # terms of a sum over an index that are looked at one by one


def structural(e: Expression, known: Known) -> Fact | None:
    """The sign by the rule of the node's kind."""
    rule = RULES.get(type(e))
    return rule(e, known) if rule else None


def _sum(e: Sum, known: Known) -> Fact | None:
    parts = facts_of(e.terms, known)
    return fact(e, reduce(added, (part.mask for part in parts)), "sum", *parts) if parts else None


def _negation(e: Negation, known: Known) -> Fact | None:
    part = known.fact(e.operand)
    return part and fact(e, negated(part.mask), "negation", part)


def _product(e: Product, known: Known) -> Fact | None:
    """Of the factors' signs; equal factors are taken as a power."""
    counted = Counter(e.factors)
    if len(counted) < len(e.factors):
        return rewritten(e, tidy_product(counted), known)
    parts = facts_of(e.factors, known)
    return fact(e, reduce(multiplied, (part.mask for part in parts)), "product", *parts) if parts else None


def tidy_product(counted: Counter[Expression]) -> Expression:
    """Each factor to the power of how often it stands."""
    factors = tuple(base if n == 1 else Power(base, number(n)) for base, n in counted.items())
    return factors[0] if len(factors) == 1 else Product(factors)


def rewritten(e: Expression, other: Expression, known: Known) -> Fact | None:
    """The sign of an equal expression, by the rule of its kind: another form is not given another form."""
    if other == e or not all(r in known.relations or known.holds(r) for r in asked_by(other)):
        return None
    part = known.facts.get(other) or given(other, known) or structural(other, known)
    return part and fact(e, part.mask, "rewritten", part)


def _quotient(e: Quotient, known: Known) -> Fact | None:
    """A denominator is never 0 where the quotient has a value."""
    parts = facts_of((e.numerator, e.denominator), known)
    return fact(e, multiplied(parts[0].mask, parts[1].mask & ~NIL), "quotient", *parts) if parts else None


def _power(e: Power, known: Known) -> Fact | None:
    n = rational(tidy(e.exponent))
    if e.base == E:
        return fact(e, PLUS, "exponential")
    base = known.fact(e.base)
    if n is None:
        return fact(e, PLUS, "power", base) if base and base.mask == PLUS else None
    if n.denominator != 1:
        return _real_power(e, base, n > 0)
    if n == 0:
        return fact(e, PLUS, "even power")
    if n % 2 == 0:
        nonzero = n < 0 or (base is not None and not base.mask & NIL)
        return fact(e, PLUS if nonzero else PLUS | NIL, "even power", *([base] if base and nonzero and n > 0 else []))
    return base and fact(e, base.mask & (ANY if n > 0 else ~NIL), "odd power", base)


def _real_power(e: Power, base: Fact | None, rising: bool) -> Fact | None:
    """u^r with a fraction r is only defined for u ≥ 0, and for u > 0 where r < 0."""
    if rising and base is not None and base.mask == PLUS:
        return fact(e, PLUS, "power", base)
    return fact(e, PLUS | NIL if rising else PLUS, "power")


def _call(e: Call, known: Known) -> Fact | None:
    rule = CALLS.get(e.function)
    return rule(e, known) if rule else None


def _pieces(e: Piecewise, known: Known) -> Fact | None:
    """Each piece where its condition holds and those before it fail."""
    parts: list[Fact] = []
    failed: tuple[Relation, ...] = ()
    for value, when in e.pieces:
        where = (*failed, *(() if when is None else (when,)))
        found = known.under(*where).fact(value) if known.depth < len(failed) + 8 else None
        if found is None:
            return None
        parts.append(Fact(found.expression, found.sign, found.reason, found.parts, (*where, *found.where), found.by))
        failed = (*failed, *(() if when is None else (Relation(when.left, OPPOSITE[when.operator], when.right),)))
    return fact(e, reduce(lambda mask, part: mask | part.mask, parts, 0), "pieces", *parts)


def _rows(e: OverRows, known: Known) -> Fact | None:
    """There is one row at least."""
    part = known.fact(e.body)
    return part and fact(e, part.mask, "rows", part) if part and part.mask != MINUS | PLUS else None


def _index(e: OverIndex, known: Known) -> Fact | None:
    """Of all terms where there are few; else by the sign that every term has."""
    values = limits(e)
    written = unrolled(e) if values is not None and len(values) <= MOST_WRITTEN else None
    if written is not None:
        return rewritten(e, written, known)
    part = known.fact(e.body) if not any(e.index in names(relation) for relation in known.relations) else None
    if part is None or part.mask == MINUS | PLUS or (e.kind == "product" and part.mask & MINUS):
        return None
    empty = PLUS if e.kind == "product" else NIL
    return fact(e, part.mask | (0 if values else empty), "index", part)


RULES: dict[type[Expression], Callable[..., Fact | None]] = {
    Sum: _sum,
    Negation: _negation,
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Call: _call,
    Piecewise: _pieces,
    OverRows: _rows,
    OverIndex: _index,
}
