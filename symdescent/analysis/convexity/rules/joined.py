"""Functions given by pieces along one affine function: convex where every piece is, and the slopes never fall at a joint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

from symdescent.analysis.convexity.rules.rescaled import rescaled
from symdescent.analysis.convexity.rules.setting import Setting
from symdescent.analysis.convexity.rules.tree import Node
from symdescent.calculus.edges.asks import always, asked
from symdescent.calculus.edges.domain import solve
from symdescent.calculus.edges.ranges import Range
from symdescent.calculus.edges.real_set import LINE, Interval, RealSet, both
from symdescent.notation.binding import fresh
from symdescent.notation.tree import Call, Expression, Piecewise, Relation, Symbol, columns, names, rational, substitute, walk

MOST_PIECES, MOST_NODES = 8, 200


class Stretch(NamedTuple):
    """One piece on one interval."""

    interval: Interval
    value: Expression
    node: Node


def pieces(e: Piecewise, s: Setting) -> Node | None:
    """The proof for a function of pieces, such as Huber's."""
    inside = _inside(e, s)
    if inside is None:
        return rescaled(e, s)
    if len(e.pieces) > MOST_PIECES or sum(1 for _ in walk(e)) > MOST_NODES:
        return None
    u, t, along = inside
    stretches = _stretches(along, t, s)
    kinds = {stretch.node.curvature for stretch in stretches or ()} - {"constant", "affine"}
    if not stretches or len(kinds) > 1 or (row := s.row(u)) is None:
        return None
    kinks = [_kink(left, right, t) for left, right in pairwise(stretches)]
    curvature = next((one for one in ("convex", "concave") if kinds <= {one} and all(kink in (one, "smooth") for kink in kinks)), None)
    if curvature is None:
        return None
    strict = all(stretch.node.strict for stretch in stretches)
    return s.made(e, curvature, "pieces", (s.find(u), *(x.node for x in stretches)), (), (row,) if strict else ())  # type: ignore[arg-type]


def _inside(e: Piecewise, s: Setting) -> tuple[Expression, str, Piecewise] | None:
    """The affine u on which everything depends, a letter for it, and the pieces as functions of that letter."""
    t = fresh("t", names(e) | columns(e))
    for u in dict.fromkeys(_candidates(e)):
        along = substitute(e, {u: Symbol(t)})
        if isinstance(along, Piecewise) and names(along) == {t} and not columns(along):
            return u, t, along
    return None


def _candidates(e: Piecewise) -> Iterator[Expression]:
    yield from map(Symbol, sorted(names(e)))
    for _, when in e.pieces:
        for part in (when.left, when.right) if when is not None else ():
            yield part.arguments[0] if type(part) is Call and part.function == "abs" else part


def _stretches(e: Piecewise, t: str, s: Setting) -> list[Stretch] | None:
    """The pieces from left to right, each with its proof; None where one cannot be proved or a condition not be solved."""
    rest, found = LINE, list[Stretch]()
    for value, when in e.pieces:
        here = LINE if when is None else _solution(when, t)
        if here is None:
            return None
        for interval in both(rest, here).intervals():
            node = None if interval.single else _node(value, interval, t, s)
            if node is None:
                return None
            found.append(Stretch(interval, value, node))
        rest = both(rest, here.complement())
    found.sort(key=lambda one: -inf if one.interval.low is None else float(one.interval.low.value))
    return found if rest.nothing else None


def _solution(when: Relation, t: str) -> RealSet | None:
    here = solve(when, t)
    return here if here is not None and all(point.exact and rational(point.written) is not None for point in here.points) else None


def _node(value: Expression, interval: Interval, t: str, s: Setting) -> Node | None:
    low = -inf if interval.low is None else rational(interval.low.written)
    high = inf if interval.high is None else rational(interval.high.written)
    here = Range(low, high, interval.low is None, interval.high is None)  # type: ignore[arg-type]
    inner = replace(s, variables=(t,), facts={Symbol(t): here})
    return inner.find(value) if _everywhere(value) else None


def _everywhere(value: Expression) -> bool:
    """Whether the piece has a value on all of its interval."""
    return all(c.purpose != "value" or always(c, {}) for c in asked(value, (), {}))


def _kink(left: Stretch, right: Stretch, t: str) -> str:
    """How two pieces meet: with the same slope, a greater one on the right (convex), a smaller one, or not at all."""
    at = left.interval.high
    point = rational(at.written) if at is not None else None
    if point is None or _at(left.value, t, point, 0) != _at(right.value, t, point, 0):
        return "jump"
    rise = _at(right.value, t, point, 1) - _at(left.value, t, point, 1)
    return "smooth" if rise == 0 else "convex" if rise.is_positive else "concave" if rise.is_negative else "jump"


def _at(value: Expression, t: str, point: Fraction, order: int) -> Any:
    """The value or derivative of a piece at a point, exactly."""
    import sympy

    from symdescent.notation.bridge import symbol, to_sympy

    x = symbol(t)
    return sympy.diff(to_sympy(value), x, order).subs(x, sympy.Rational(point.numerator, point.denominator))
