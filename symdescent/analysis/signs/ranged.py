"""Signs from the ranges of functions: 2 + sin x > 0, because sin x is at least -1."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from symdescent.analysis.signs.fact import MINUS, NIL, PLUS, Fact, fact
from symdescent.analysis.signs.known import Known, constant_sign
from symdescent.analysis.signs.structure import rewritten
from symdescent.analysis.signs.terms import Key, Terms, combined, fixed, terms, varying, written
from symdescent.notation.parser import parse
from symdescent.notation.tree import Call, E, Expression, Power, Sum


class Reach(NamedTuple):
    """The least and the greatest value of a function, None where there is none, and whether each is taken."""

    low: str | None
    high: str | None
    closed: tuple[bool, bool] = (False, False)


BOUNDED = Reach("-1", "1", (True, True))
REACH: dict[str, Reach] = {
    **dict.fromkeys(("sin", "cos"), BOUNDED),
    **dict.fromkeys(("tanh", "erf"), Reach("-1", "1")),
    **dict.fromkeys(("sigmoid", "softmax"), Reach("0", "1")),
    "sign": BOUNDED,
    **dict.fromkeys(("heaviside", "kronecker"), Reach("0", "1", (True, True))),
    "sech": Reach("0", "1", (False, True)),
    "cosh": Reach("1", None, (True, False)),
    "atan": Reach("-pi/2", "pi/2"),
    "asin": Reach("-pi/2", "pi/2", (True, True)),
    "acos": Reach("0", "pi", (True, True)),
}


def reach(key: Key) -> Reach | None:
    """The range of f(u), and of f(u)² where |f| is at most 1."""
    if len(key) != 1:
        return None
    base, n = next(iter(key))
    own = REACH.get(base.function) if type(base) is Call else None
    if own is None or n == 1:
        return own
    if n.denominator == 1 and n > 0 and n % 2 == 0 and (own.low, own.high) in (("-1", "1"), ("0", "1")):
        return Reach("0", "1", (own.closed[0] or own.low == "-1", own.closed[1]))
    return Reach("1", None, own.closed) if own.low == "1" and n > 0 else None


def bare(e: Expression, known: Known) -> Fact | None:
    """c + k·f(u) with the range of f."""
    mine = terms(e)
    moving = {} if mine is None else varying(mine)
    if mine is None or len(moving) != 1:
        return None
    ((key, k),) = moving.items()
    own = reach(key)
    if own is None:
        return None
    low, high = (own.low, own.high) if k > 0 else (own.high, own.low)
    closed = own.closed if k > 0 else own.closed[::-1]
    for end, side, taken in ((low, PLUS, closed[0]), (high, MINUS, closed[1])):
        rest = 0 if end is None else constant_sign(combined((Fraction(1), fixed(mine)), (k, _end(end))))
        if rest == side or (rest == NIL and not taken):
            return fact(e, side, "range")
        if rest == NIL:
            return fact(e, side | NIL, "range")
    return None


def _end(text: str) -> Terms:
    return terms(parse(text)) or {}


def ranged(e: Expression, known: Known) -> Fact | None:
    """A sum in which the constant is shared out among functions with a range, so that every part has the same sign."""
    mine = terms(e)
    if mine is None or type(e) is not Sum:
        return None
    single = bare(e, known)
    if single is not None:
        return single
    for side in (PLUS, MINUS):
        shared = _shared(mine, side, known)
        if shared is not None and (found := rewritten(e, shared, known)) is not None:
            return found
    return None


def _against_one(key: Key, known: Known, low: bool) -> str | None:
    """1, where e^u lies on the wanted side of it."""
    base, n = next(iter(key))
    inside = known.fact(base.exponent) if len(key) == 1 and n == 1 and type(base) is Power and base.base == E else None
    return "1" if inside is not None and not inside.mask & (MINUS if low else PLUS) else None


def _shared(mine: Terms, side: int, known: Known) -> Expression | None:
    """Σ (k·f(u) - its least value) + the other terms + what is left of the constant."""
    parts: list[Expression] = []
    rest, others = fixed(mine), []
    for key, k in varying(mine).items():
        own = reach(key)
        end = None if own is None else own.low if (k > 0) == (side == PLUS) else own.high
        end = _against_one(key, known, (k > 0) == (side == PLUS)) if own is None else end
        if end is None or end == "0":
            others.append(written({key: k}))
            continue
        parts.append(written(combined((Fraction(1), {key: k}), (-k, _end(end)))))
        rest = combined((Fraction(1), rest), (k, _end(end)))
    left = [written(rest)] if rest else []
    whole = (*parts, *others, *left)
    return Sum(whole) if parts and len(whole) > 1 else None
