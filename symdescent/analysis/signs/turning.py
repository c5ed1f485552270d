"""Signs of expressions in one variable from how they rise and fall: x - 1 - ln x is least at x = 1, where it is 0."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from symdescent.analysis.signs.bounds import Enclosure
from symdescent.analysis.signs.enclose import middle_of
from symdescent.analysis.signs.fact import MINUS, NIL, PLUS, Fact, fact
from symdescent.analysis.signs.interval import Interval
from symdescent.analysis.signs.known import DEEPEST, End, Known, asked_by
from symdescent.analysis.signs.terms import terms
from symdescent.calculus.derivation import differentiate
from symdescent.calculus.edges.zeros import zeros
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.calculus.rewrites.forms import factored
from symdescent.errors import SymdescentError
from symdescent.notation.tree import (
    Call,
    Constant,
    Expression,
    Negation,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    names,
    substitute,
    walk,
)

MOST_NODES = 80
MOST_TURNS = 6
SMOOTH = frozenset(
    "sin cos tan asin acos atan sinh cosh tanh sech asinh acosh atanh exp ln sqrt sigmoid softplus erf logsumexp softmax gamma".split()
)
KINDS = (Number, Constant, Symbol, Sum, Negation, Product, Quotient, Power)


class Place(NamedTuple):
    """A point between two pieces of the line; ``inside`` says that it belongs to the region."""

    point: Expression
    near: Interval
    inside: bool


def turning(e: Expression, known: Known) -> Fact | None:
    """Where the slope has one sign between neighbouring points the values there bound the expression."""
    x = _variable(e)
    if x is None or known.depth > DEEPEST or not known.spend("turning"):
        return None
    ends = known.ends(x)
    if not _continuous(e, x, known):
        return None
    try:
        slope = _slope(e, x)
    except SymdescentError:
        return None
    inner = _inner(slope, x, ends, known)
    places = [_place(ends[0]), *inner, _place(ends[1])]
    return _course(e, x, slope, places, known)


def _variable(e: Expression) -> str | None:
    """The one name of a smooth expression."""
    nodes = list(walk(e))
    found = terms(e)
    if found is None or all(type(base) is Symbol and n.denominator == 1 for key in found for base, n in key):
        return None  # a polynomial: its roots are counted
    smooth = all(type(node) in KINDS or (type(node) is Call and node.function in SMOOTH) for node in nodes)
    return next(iter(names(e))) if smooth and len(names(e)) == 1 and len(nodes) <= MOST_NODES else None


def _slope(e: Expression, x: str) -> Expression:
    """The derivative, as a product where it is one."""
    plain = differentiate(e, x).result
    return factored(plain)[-1][1] if type(plain) is Sum and sum(1 for _ in walk(plain)) < MOST_NODES else plain


def _continuous(e: Expression, x: str, known: Known) -> bool:
    """Whether everything that the expression asks holds between the ends, not only where it happens to."""
    alone = Known(_side_relations(x, known), (), known.search, depth=known.depth + 1, left=known.left)
    return all(map(alone.holds, asked_by(e)))


def _side_relations(x: str, known: Known) -> tuple[Relation, ...]:
    """x > a and x < b."""
    return tuple(_beyond(x, end, side) for end, side in zip(known.ends(x), (1, -1), strict=True) if end is not None)


def _beyond(x: str, end: End, side: int) -> Relation:
    operator = (">" if side > 0 else "<") + ("=" if end.closed else "")
    return Relation(Symbol(x), operator, end.written)


def _inner(slope: Expression, x: str, ends: tuple[End | None, End | None], known: Known) -> list[Place]:
    """The zeros of the slope between the ends, where all are known exactly; none where they are not."""
    found = zeros(slope, x, search=False)
    if not found.complete or len(found.points) > MOST_TURNS or not all(point.exact for point in found.points):
        return []
    placed = [(point.written, Enclosure({})[point.written]) for point in found.points]
    low, high = (end.near if end else None for end in ends)
    return [
        Place(written, near, True)
        for written, near in placed
        if near is not None and not (low and near.low <= low.high) and not (high and near.high >= high.low)
    ]


def _place(end: End | None) -> Place | None:
    return None if end is None else Place(end.written, end.near, end.closed)


def _course(e: Expression, x: str, slope: Expression, places: Sequence[Place | None], known: Known) -> Fact | None:
    """What the slopes on the pieces and the values between them say."""
    slopes = [_on_piece(slope, x, low, high, known) for low, high in pairwise(places)]
    if any(one is None or one.mask == PLUS | MINUS for one in slopes):
        return None
    known_slopes = [one for one in slopes if one is not None]
    for side in (PLUS, MINUS):
        found = _bounded(e, x, known_slopes, places, side, known)
        if found is not None:
            return found
    return None


def _on_piece(slope: Expression, x: str, low: Place | None, high: Place | None, known: Known) -> Fact | None:
    """The sign of the slope strictly between two points."""
    where = tuple(Relation(Symbol(x), operator, place.point) for place, operator in ((low, ">"), (high, "<")) if place is not None)
    found = known.under(*where).fact(slope)
    return found and Fact(slope, found.sign, found.reason, found.parts, (*where, *found.where), found.by)


def _bounded(e: Expression, x: str, slopes: Sequence[Fact], places: Sequence[Place | None], side: int, known: Known) -> Fact | None:
    """A bound from the values at which the pieces begin or end: below for the positive side, above for the negative one."""
    values: list[Fact] = []
    mask = side
    for slope, (low, high) in zip(slopes, pairwise(places), strict=True):
        rises = not slope.mask & MINUS if side == PLUS else not slope.mask & PLUS
        place = low if rises else high
        value = None if place is None else _value(e, x, place, known)
        if place is None or value is None or value.mask & ~(side | NIL):
            return None
        mask |= value.mask & NIL if place.inside or (slope.mask & NIL and not _moves(slope, x, low, high)) else 0
        values.append(value)
    return fact(e, mask, "turning points", *slopes, *dict.fromkeys(values))


def _moves(slope: Fact, x: str, low: Place | None, high: Place | None) -> bool:
    """Whether the slope is not 0 everywhere on a piece: an analytic expression then rises or falls strictly."""
    here = Interval(low.near.high if low else -inf, high.near.low if high else inf)
    middle = middle_of(here)
    value = Enclosure({x: Interval(middle, middle)})[slope.expression]
    return value is not None and 0 not in value


def _value(e: Expression, x: str, place: Place, known: Known) -> Fact | None:
    """The sign of the value at a point at which the expression is continuous."""
    there = tidy(substitute(e, {Symbol(x): place.point}))
    at = Enclosure({x: place.near})
    return known.fact(there) if at[e] is not None and at.certain and not names(there) else None
