"""For each reason of a function's sign: which signs it leaves, given that the parts are right."""

from __future__ import annotations

from collections.abc import Callable

import sympy

from symdescent.analysis.signs.checks.holds import ALL, CLAIMS, NOTHING, Premises, Reason, Signs, claims_of, equal, times
from symdescent.analysis.signs.fact import Fact
from symdescent.notation.bridge import to_sympy
from symdescent.notation.tree import Call, Expression

POSITIVE, NONNEGATIVE = CLAIMS["positive"], CLAIMS["nonnegative"]


def _call_of(fact: Fact, some: str) -> tuple[Expression, ...] | None:
    e = fact.expression
    return e.arguments if isinstance(e, Call) and e.function in some.split() else None


def _size(fact: Fact, given: Premises) -> Signs:
    inside = _call_of(fact, "abs sqrt")
    return POSITIVE if inside and fact.parts[0].expression == inside[0] and 0 not in claims_of(fact)[0] else NOTHING


ODD = "sinh tanh asinh atanh atan asin erf cbrt sign coth csch acoth acsch acot acsc"


def _same(fact: Fact, given: Premises) -> Signs:
    inside = _call_of(fact, ODD)
    return claims_of(fact)[0] if inside and fact.parts[0].expression == inside[0] else NOTHING


def _logarithm(fact: Fact, given: Premises) -> Signs:
    inside = _call_of(fact, "ln")
    return claims_of(fact)[0] if inside and equal(to_sympy(inside[0]) - 1, to_sympy(fact.parts[0].expression)) else NOTHING


def _to_base(fact: Fact, given: Premises) -> Signs:
    inside = _call_of(fact, "log")
    logs = tuple(part.expression for part in fact.parts)
    if not inside or logs != tuple(Call("ln", (u,)) for u in inside):
        return NOTHING
    above, below = claims_of(fact)
    return times(above, below - {0})


def _extreme(pick: Callable[..., int], functions: str) -> Reason:
    """max is at least what each known argument is at least; where all are known, at most what one of them is at most."""

    def rule(fact: Fact, given: Premises) -> Signs:
        inside = _call_of(fact, functions)
        told = {part.expression for part in fact.parts}
        if not inside or not told or not told <= set(inside):
            return NOTHING
        claims = claims_of(fact) + ([frozenset({0})] if functions.startswith("max") and _call_of(fact, "relu") else [])
        other: Callable[..., int] = min if pick is max else max
        bound = pick(other(claim) for claim in claims)
        outer = pick(pick(claim) for claim in claims) if told == set(inside) else pick(-1, 1)
        return frozenset(s for s in ALL if other(s, bound) == bound and pick(s, outer) == outer)

    return rule


HALF_PI = sympy.pi / 2
WAVES = {"sin": (sympy.Integer(0), sympy.pi), "cos": (-HALF_PI, HALF_PI), "tan": (sympy.Integer(0), HALF_PI)}


def _wave(fact: Fact, given: Premises) -> Signs:
    inside = _call_of(fact, " ".join(WAVES))
    if not inside or not isinstance(fact.expression, Call):
        return NOTHING
    low, high = WAVES[fact.expression.function]
    u = to_sympy(inside[0])
    first, second = (to_sympy(part.expression) for part in fact.parts)
    claims = claims_of(fact)
    if not equal(first, u - low) or not equal(second, high - u) or any(-1 in claim for claim in claims):
        return NOTHING
    return POSITIVE if all(claim == POSITIVE for claim in claims) else NONNEGATIVE


def _positive_argument(fact: Fact, given: Premises) -> Signs:
    inside = _call_of(fact, "gamma")
    return POSITIVE if inside and fact.parts[0].expression == inside[0] and claims_of(fact)[0] == POSITIVE else NOTHING


def _polygamma(fact: Fact, given: Premises) -> Signs:
    inside = _call_of(fact, "polygamma")
    n = to_sympy(inside[0]) if inside else sympy.Integer(0)
    if not inside or not n.is_Integer or n < 1 or fact.parts[0].expression != inside[1] or claims_of(fact)[0] != POSITIVE:
        return NOTHING
    return POSITIVE if n % 2 else frozenset({-1})


def _sum_of_exponentials(fact: Fact, given: Premises) -> Signs:
    inside = _call_of(fact, "logsumexp")
    return POSITIVE if inside and len(inside) > 1 and fact.parts[0].expression in inside and -1 not in claims_of(fact)[0] else NOTHING


CALLS: dict[str, Reason] = {
    "range of nonzero": _size,
    "sign of argument": _same,
    "logarithm": _logarithm,
    "logarithm to a base": _to_base,
    "greatest": _extreme(max, "max relu"),
    "least": _extreme(min, "min"),
    "wave": _wave,
    "positive argument": _positive_argument,
    "polygamma": _polygamma,
    "sum of exponentials": _sum_of_exponentials,
}
