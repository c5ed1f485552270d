"""The sign of a function's value from the signs of its arguments: a row for each function."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_

from symdescent.analysis.signs.fact import BIT, MINUS, NIL, PLUS, Fact, fact, multiplied
from symdescent.analysis.signs.known import Known
from symdescent.calculus.rewrites.arithmetic import negative, tidy
from symdescent.notation.tree import ONE, PI, TWO, ZERO, Call, Expression, Negation, Quotient, Sum, rational

Rule = Callable[..., Fact | None]


def facts_of(some: tuple[Expression, ...], known: Known) -> list[Fact] | None:
    """The facts of all; None at the first of which nothing is known."""
    parts: list[Fact] = []
    for one in some:
        found = known.fact(one)
        if found is None:
            return None
        parts.append(found)
    return parts


def _always(mask: int) -> Rule:
    return lambda e, known: fact(e, mask, "range")


def _nonzero_where(always: int) -> Rule:
    """Never negative, and positive where the argument is not 0."""

    def call(e: Call, known: Known) -> Fact | None:
        part = known.fact(e.arguments[0])
        return fact(e, PLUS, "range of nonzero", part) if part and not part.mask & NIL else fact(e, always, "range")

    return call


def _same(e: Call, known: Known) -> Fact | None:
    """An odd increasing function has the sign of its argument."""
    part = known.fact(e.arguments[0])
    return part and fact(e, part.mask, "sign of argument", part)


def _logarithm(e: Call, known: Known) -> Fact | None:
    """ln u has the sign of u - 1."""
    part = known.fact(tidy(Sum((e.arguments[0], negative(ONE)))))
    return part and fact(e, part.mask, "logarithm", part)


def _to_base(e: Call, known: Known) -> Fact | None:
    parts = facts_of(tuple(Call("ln", (argument,)) for argument in e.arguments), known)
    return fact(e, multiplied(parts[0].mask, parts[1].mask & ~NIL), "logarithm to a base", *parts) if parts else None


def _rectified(e: Call, known: Known) -> Fact | None:
    part = known.fact(e.arguments[0])
    if part is None or part.mask == PLUS | MINUS:
        return fact(e, PLUS | NIL, "range")
    return fact(e, (part.mask & ~MINUS) | (NIL if part.mask & MINUS else 0), "greatest", part)


def _greatest(e: Call, known: Known) -> Fact | None:
    """max is at least each of its arguments; of those that are known it is the greatest."""
    return _extreme(e, known, PLUS, "greatest")


def _least(e: Call, known: Known) -> Fact | None:
    return _extreme(e, known, MINUS, "least")


def _extreme(e: Call, known: Known, side: int, reason: str) -> Fact | None:
    found = [part for argument in e.arguments if (part := known.fact(argument))]
    outer = [part for part in found if not part.mask & ~(side | NIL)]
    strict = [part for part in outer if part.mask == side]
    if strict or (outer and len(found) < len(e.arguments)):
        one = (strict or outer)[0]
        return fact(e, one.mask if strict else side | NIL, reason, one)
    if len(found) < len(e.arguments) or not found:
        return None
    return fact(e, reduce(lambda a, b: extreme_mask(a, b, side), (part.mask for part in found)), reason, *found)


def extreme_mask(a: int, b: int, side: int) -> int:
    """The signs of max(u, v), or of min where the side is the negative one."""
    rank = {MINUS: -1, NIL: 0, PLUS: 1}
    pick = max if side == PLUS else min
    return reduce(or_, (BIT[pick(rank[s], rank[t])] for s in rank if s & a for t in rank if t & b), 0)


def _between(low: Expression, high: Expression) -> Rule:
    """Positive between two zeros: sin on (0, π), cos on (-π/2, π/2), tan on (0, π/2)."""

    def call(e: Call, known: Known) -> Fact | None:
        u = e.arguments[0]
        above, below = (known.fact(tidy(gap)) for gap in (Sum((u, negative(low))), Sum((high, negative(u)))))
        if above is None or below is None or (above.mask | below.mask) & MINUS:
            return None
        return fact(e, PLUS if above.mask == below.mask == PLUS else PLUS | NIL, "wave", above, below)

    return call


HALF_PI = Quotient(PI, TWO)


def _positive_argument(mask: int) -> Rule:
    """Γ and u! are positive for positive u."""

    def call(e: Call, known: Known) -> Fact | None:
        part = known.fact(e.arguments[0])
        return fact(e, mask, "positive argument", part) if part and part.mask in (PLUS, mask) else None

    return call


def _polygamma(e: Call, known: Known) -> Fact | None:
    n, part = rational(e.arguments[0]), known.fact(e.arguments[1])
    if n is None or n < 1 or part is None or part.mask != PLUS:
        return None
    return fact(e, PLUS if n % 2 else MINUS, "polygamma", part)


def _logsumexp(e: Call, known: Known) -> Fact | None:
    """It is greater than each of two or more arguments."""
    found = [part for argument in e.arguments if (part := known.fact(argument)) and not part.mask & MINUS]
    return fact(e, PLUS, "sum of exponentials", found[0]) if found and len(e.arguments) > 1 else None


CALLS: dict[str, Rule] = {
    **dict.fromkeys("exp softplus sigmoid cosh sech softmax".split(), _always(PLUS)),
    **dict.fromkeys("acosh acos asec asech heaviside kronecker".split(), _always(PLUS | NIL)),
    **dict.fromkeys(("abs", "sqrt"), _nonzero_where(PLUS | NIL)),
    **dict.fromkeys("sinh tanh asinh atanh atan asin erf cbrt sign coth csch acoth acsch acot acsc".split(), _same),
    "ln": _logarithm,
    "log": _to_base,
    "relu": _rectified,
    "max": _greatest,
    "min": _least,
    "sin": _between(ZERO, PI),
    "cos": _between(Negation(HALF_PI), HALF_PI),
    "tan": _between(ZERO, HALF_PI),
    "gamma": _positive_argument(PLUS),
    "polygamma": _polygamma,
    "logsumexp": _logsumexp,
}
