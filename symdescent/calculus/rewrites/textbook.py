"""The form that a textbook prints: rewrites one after the other, from the inside out, as long as there is less to read.

A rewrite that brings things together is always made. Any other, and a short chain of them (a common denominator, then
brackets opened, then like terms), only where the end of it costs a reader less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symdescent.calculus.indexed import kronecker
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.calculus.rewrites.bracket import Link, Plan, Way, gathered, rewritings
from symdescent.calculus.rewrites.cost import cost
from symdescent.calculus.rewrites.fractions import rewritings as fraction_rewritings
from symdescent.calculus.rewrites.fractions import shortened
from symdescent.calculus.rewrites.identities import of_logarithm, ratio
from symdescent.calculus.rewrites.monomial import Monomial, monomial, written
from symdescent.calculus.rewrites.single import CALLS, of_call, of_power, roots
from symdescent.notation.tree import (
    REBUILD,
    Call,
    Column,
    Constant,
    Expression,
    Negation,
    Number,
    OverIndex,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    children,
    keep,
    rational,
)

LEAVES = frozenset((Number, Constant, Symbol, Column, Relation))
FRACTIONS = frozenset((Product, Quotient, Negation, Power))
# What is inside these is written anew; what is inside others, such as a sine, is the writer's own and only gathered.
OPEN = frozenset((Sum, Product, Quotient, Negation, Piecewise, OverRows, OverIndex))


def textbook(e: Expression, last: Callable[[Expression], Plan] = lambda e: []) -> Plan:
    """The rewrites that lead to the form that a textbook prints, and ``last`` to another; those of one name in turn are one."""
    steps = links(e)
    steps += last(steps[-1][1] if steps else e)
    found: Plan = []
    before = e
    for k, (name, result) in enumerate(steps):
        if (k + 1 == len(steps) or steps[k + 1][0] != name) and result != before:
            found.append((name, result))
            before = result
    return found


def links(e: Expression, full: bool = True) -> Plan:
    """The rewrites of an expression, each with the whole after it: all of them, or those that only gather."""
    kind = type(e)
    if kind in LEAVES or e._simple >= full or _plain(e, kind):
        return []
    m = monomial(e) if kind in FRACTIONS else None
    first = _gathered(e, m) if m else _picked(e) if kind is OverIndex or kind is Call else []
    if first:
        return first + links(first[-1][1], full)
    found = _lifted(e, full and (kind in OPEN or (kind is Power and rational(e.exponent) is not None)))  # type: ignore[attr-defined]
    current = found[-1][1] if found else e
    here = _here(current, monomial(current) if found and type(current) in FRACTIONS else m, full, new=bool(found))
    if here:
        return [*found, *here, *links(here[-1][1], full)]
    keep(current, "_simple", int(full))
    return found


def _picked(e: Expression) -> Plan:
    """A sum with a Kronecker delta in it: the one term that is left."""
    if type(e) is Call and e.function != "kronecker":
        return []
    result = kronecker(e)
    return [("Kronecker delta", result)] if result != e else []


def _plain(e: Expression, kind: type[Expression]) -> bool:
    """Whether a glance is enough: x², 3x, sin x."""
    if kind is Power:
        return type(e.base) in LEAVES and type(e.exponent) in LEAVES  # type: ignore[attr-defined]
    if kind is Call:
        (u, *others) = e.arguments  # type: ignore[attr-defined]
        if others or e.function == "ln":  # type: ignore[attr-defined]
            return False
        return type(u) in LEAVES or (e.function not in CALLS and _plain(u, type(u)))  # type: ignore[attr-defined]
    return kind is Product and len(e.factors) == 2 and type(e.factors[0]) is Number and type(e.factors[1]) is Symbol  # type: ignore[attr-defined]


def _lifted(e: Expression, full: bool) -> Plan:
    """The rewrites of the parts, in the whole."""
    found: Plan = []
    parts = list(children(e))
    for i, part in enumerate(parts):
        if type(part) in LEAVES:
            continue
        signed = type(e) is Sum and type(part) is Negation
        for name, new in links(part.operand if signed else part, full):  # type: ignore[attr-defined]
            parts[i] = tidy(Negation(new)) if signed else new
            found.append((name, tidy(REBUILD[type(e)](e, tuple(parts)))))
    return found


def _here(e: Expression, m: Monomial | None, full: bool, new: bool) -> Plan:
    """The next rewrite of the expression itself, with those that it needs; none where it is best as it stands."""
    if type(e) is Sum:
        return gathered(e) or (_best(e, rewritings(e)) if full else [])
    if m:
        return (new and _gathered(e, m)) or (_best(e, fraction_rewritings(e, m)) if full else [])
    known = (of_logarithm(e) or of_call(e)) if type(e) is Call else _cases(e) if type(e) is Piecewise else None
    return [known] if known else []


def _cases(e: Piecewise) -> Link | None:
    """Cases inside the last case, which says otherwise, are cases of the whole; a case that is equal to the last is part of it."""
    *first, (last, condition) = e.pieces
    if condition is not None:
        return None
    if type(last) is Piecewise:
        return "cases", Piecewise((*first, *last.pieces))
    if not first:
        return "equal cases", last
    return ("equal cases", Piecewise((*first[:-1], e.pieces[-1])) if first[1:] else last) if first[-1][0] == last else None


def _best(e: Expression, ways: Iterator[Way]) -> Plan:
    """The steps of the way whose end costs least, where that is less than now."""
    best, lowest = None, cost(e)
    for way in ways:
        price = cost(way[0])
        if price < lowest:
            best, lowest = way, price
    return best[1]() if best else []


def _gathered(e: Expression, m: Monomial) -> Plan:
    """Like factors brought together, a fraction shortened or an identity used: what is simpler in any case."""
    if m.merged and (result := written(m)) != e:
        return [(m.merged, result)]
    known = (of_logarithm(e) or of_power(e) if type(e) is Power else None) or roots(m) or ratio(m) or shortened(m)
    return [(known[0], written(known[1]) if isinstance(known[1], Monomial) else known[1])] if known else []
