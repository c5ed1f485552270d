"""Other forms of a sum, in which the sign can be read: factored, over one denominator, in groups of letters."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from symdescent.analysis.signs.fact import MINUS, NIL, PLUS, Fact, fact
from symdescent.analysis.signs.known import Known
from symdescent.analysis.signs.structure import rewritten
from symdescent.analysis.signs.terms import Key, bases, terms, varying, written
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.calculus.rewrites.forms import factored as plan
from symdescent.notation.tree import (
    TWO,
    Call,
    Expression,
    Negation,
    Power,
    Product,
    Sum,
    Symbol,
    names,
    number,
    substitute,
    walk,
)

MOST_NODES = 120  # of a sum that is factored
HIGHEST_SUM = 14  # terms of one
MOST_SHIFTED = 5  # names


def factored(e: Expression, known: Known) -> Fact | None:
    """The sum as a product or a quotient: 1 - 1/(1 + x²) = x²/(1 + x²)."""
    if type(e) is not Sum or len(e.terms) > HIGHEST_SUM or sum(1 for _ in walk(e)) > MOST_NODES or not known.spend("factor"):
        return None
    form = plan(tidy(e))[-1][1]
    return rewritten(e, form, known) if type(form) is not Sum else None


def grouped(e: Expression, known: Known) -> Fact | None:
    """The sum in groups that share no letter, each with a sign of its own, the constants with one of them or by themselves."""
    groups = _groups(e) if type(e) is Sum else []
    tied = [group for group in groups if any(map(names, group))]
    loose = tuple(term for group in groups if group not in tied for term in group)
    if len(tied) < 2 or all(len(group) == 1 for group in groups):
        return None
    ways = [[*tied[:k], (*tied[k], *loose), *tied[k + 1 :]] for k in range(len(tied) if loose else 1)] + [[*tied, loose]] * bool(loose)
    found = (rewritten(e, Sum(tuple(map(_one, way))), known) for way in ways)
    return next((one for one in found if one is not None), None)


def _one(group: tuple[Expression, ...]) -> Expression:
    return group[0] if len(group) == 1 else Sum(group)


def _groups(e: Sum) -> list[tuple[Expression, ...]]:
    """The terms sorted into groups without a common letter, the constants in one of their own."""
    groups: list[tuple[Expression, ...]] = []
    for term in e.terms:
        mine = names(term)
        near = [
            group for group in groups if (mine and any(mine & names(other) for other in group)) or (not mine and not any(map(names, group)))
        ]
        groups = [group for group in groups if group not in near] + [(*(one for group in near for one in group), term)]
    return groups


def shifted(e: Expression, known: Known) -> Fact | None:
    """A polynomial measured from ends of its letters: x y - 1 = (x - 1)(y - 1) + (x - 1) + (y - 1) for x, y ≥ 1."""
    mine = sorted(names(e))
    moved = {name: _from_end(name, known) for name in mine}
    ends = {name: shift for name, shift in moved.items() if shift is not None and shift[1]}
    if not ends or len(mine) > MOST_SHIFTED or sum(1 for _ in walk(e)) > MOST_NODES:
        return None
    sides: dict[Expression, Expression] = {
        Symbol(name): Sum((number(end), Product((number(sign), Symbol(name))))) for name, (sign, end) in ends.items()
    }
    found = terms(substitute(e, sides))
    if found is None or any(type(base) is not Symbol for base in bases(varying(found))):
        return None
    gaps: dict[Expression, Expression] = {Symbol(name): _gap(name, sign, end) for name, (sign, end) in ends.items()}
    return rewritten(e, Sum(tuple(_term(key, c, gaps) for key, c in found.items())), known) if len(found) > 1 else None


def _from_end(name: str, known: Known) -> tuple[int, Fraction] | None:
    """The rational end of a name with the direction from it."""
    lower, upper = known.ends(name)
    if lower is not None and lower.value is not None:
        return 1, lower.value
    return (-1, upper.value) if upper is not None and upper.value is not None else None


def _gap(name: str, sign: int, end: Fraction) -> Expression:
    return Sum((Symbol(name), number(-end))) if sign > 0 else Sum((number(end), Negation(Symbol(name))))


def _term(key: Key, c: Fraction, gaps: Mapping[Expression, Expression]) -> Expression:
    powers = [gaps.get(base, base) if n == 1 else Power(gaps.get(base, base), number(n)) for base, n in sorted(key, key=str)]
    factors = ([] if c == 1 and powers else [number(c)]) + powers
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def compared_root(e: Expression, known: Known) -> Fact | None:
    """k√u + v has the sign of k where k²u > v²: √(1 + x²) > |x|, because 1 + x² > x²."""
    found = terms(e) if type(e) is Sum else None
    for key, k in (found or {}).items():
        base, n = next(iter(key), (e, Fraction(0)))
        if len(key) == 1 and n == 1 and type(base) is Call and base.function == "sqrt" and found is not None:
            rest = written({other: c for other, c in found.items() if other != key})
            gap = terms(Sum((Product((number(k * k), base.arguments[0])), Negation(Power(rest, TWO)))))
            part = known.fact(written(gap)) if gap is not None else None
            if part is not None and not part.mask & MINUS:
                return fact(e, (PLUS if k > 0 else MINUS) | (part.mask & NIL), "root against", part)
    return None
