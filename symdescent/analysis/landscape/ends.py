"""A function of one variable at the ends of the set where it is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any, NamedTuple

from symdescent.analysis.effort import expanded
from symdescent.analysis.landscape.growth import growth
from symdescent.analysis.landscape.orders import Growth
from symdescent.analysis.landscape.place import Function
from symdescent.calculus.edges.domain import domain, solve
from symdescent.calculus.edges.real_set import LINE, Point, RealSet, both
from symdescent.notation.bridge import to_sympy

MOST_INTERVALS = 4


class End(NamedTuple):
    """An end that does not belong to the set: a number or ±∞, approached from within; and what the function does there."""

    point: Any
    inwards: int
    growth: Growth | None

    @property
    def infinite(self) -> bool:
        """Whether it is ±∞."""
        return bool(self.point.is_infinite)


def where(f: Function) -> RealSet | None:
    """The set on which a function of one variable is looked at and has a value; None where that was not solved."""
    (x,) = f.variables
    asked = domain(f.written).value
    sets = [solve(relation, x) for relation in f.relations]
    known = [one for one in sets if one is not None]
    return reduce(both, known, asked) if asked is not None and len(known) == len(sets) else None


def ends(f: Function) -> list[End] | None:
    """The open ends of a function of one variable, each with its growth; None where they are not all known.

    >>> import symdescent as sd
    >>> from symdescent.analysis.landscape.place import function
    >>> [(str(end.point), end.growth.rises) for end in ends(function(sd.problem("x - ln(x)")))]
    [('0', True), ('oo', True)]
    """
    if len(f.variables) != 1 or not f.small:
        return None
    found = where(f) if f.relations or not f.everywhere else LINE
    if found is None or any(not point.exact for point in found.points):
        return None
    intervals = list(found.intervals())
    if len(intervals) > MOST_INTERVALS:
        return None
    return [end for one in intervals if not one.single for end in _open_ends(f, one.low, one.high, one.closed)]


def _open_ends(f: Function, low: Point | None, high: Point | None, closed: tuple[bool, bool]) -> Iterator[End]:
    from sympy import S

    if not closed[0]:
        yield _end(f, to_sympy(low.written) if low is not None else -S.Infinity, 1)
    if not closed[1]:
        yield _end(f, to_sympy(high.written) if high is not None else S.Infinity, -1)


def _end(f: Function, point: Any, inwards: int) -> End:
    """With x = ±t where the end is infinite, else x = point ± 1/t."""
    from sympy import Symbol

    t = Symbol("t" if f.variables != ("t",) else "s", positive=True)
    x = -inwards * t if point.is_infinite else point + inwards / t
    return End(point, inwards, growth(expanded(f.along({f.variables[0]: x})), t))
