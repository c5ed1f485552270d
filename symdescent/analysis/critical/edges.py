"""Ends of the natural domain of a function of one variable, as 0 for √x: extrema there although no derivative is zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy

from symdescent.analysis.critical.degenerate import Verdict
from symdescent.analysis.critical.places import Place, exact_place
from symdescent.analysis.critical.points import CriticalPoint
from symdescent.analysis.critical.values import tidied, value_at
from symdescent.calculus.edges.domain import domain as natural_domain
from symdescent.calculus.edges.kinks import kinks
from symdescent.calculus.edges.slopes import Limit
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import Region
from symdescent.problem import Problem


def edges(problem: Problem, region: Region, points: Sequence[CriticalPoint]) -> list[CriticalPoint]:
    """The closed ends of the natural domain that are no walls of the given one.

    >>> import symdescent as sd
    >>> [point.kind for point in edges(sd.problem("sqrt(x)"), sd.problem("sqrt(x)").domain, [])]
    ['edge minimum']
    """
    if region.relations:
        return []
    (name,) = problem.variables
    own = natural_domain(problem.expression).value
    parts = [] if own is None else list(own.intervals())
    if len(parts) != 1:
        return []
    found = []
    for end, closed, inwards in zip((parts[0].low, parts[0].high), parts[0].closed, (1, -1), strict=True):
        if end is not None and closed and end.exact:
            at = exact_place((problem.symbols[name],), (to_sympy(end.written),))
            found += list(_end(problem, at, inwards, points))
    return found


def _end(problem: Problem, place: Place, inwards: int, points: Sequence[CriticalPoint]) -> Iterator[CriticalPoint]:
    (x,), (end,) = place.symbols, place.exact or (sympy.S.Zero,)
    slope = beside(problem, float(end), inwards, points)
    if slope and not any(point.place.sign(x - end) == 0 for point in points):
        kind = "edge minimum" if slope * inwards > 0 else "edge maximum"
        value = value_at(problem.sympy, place)
        if value is not None:
            yield CriticalPoint({x.name: tidied(end)}, value, kind, place, None, Verdict("", "natural edge"), None, "", (x - end,))


def beside(problem: Problem, end: float, inwards: int, points: Sequence[CriticalPoint]) -> int | None:
    """The derivative's sign between an end and the next critical point, where it has no zero."""
    (x,) = (problem.symbols[name] for name in problem.variables)
    others = [value for point in points if ((value := point.place.floats()[0]) - end) * inwards > 1e-12]
    near = min((abs(value - end) for value in others), default=2.0)
    probe = sympy.Rational(str(round(end + inwards * near / 2, 14)))
    return exact_place((x,), (probe,)).sign(sympy.diff(problem.sympy, x))


def bends(problem: Problem, points: Sequence[CriticalPoint]) -> Iterator[CriticalPoint]:
    """Points inside the domain where a root is taken of 0, as 0 for √(x²): extrema where the one-sided slopes have both signs.

    >>> import symdescent as sd
    >>> [point.kind for point in bends(sd.problem("sqrt(x^2)"), [])]
    ['minimum']
    """
    (name,) = problem.variables
    x = problem.symbols[name]
    for kink in kinks(problem.expression, name):
        if kink.point is None or not kink.point.exact or kink.edge or not kink.continuous:
            continue
        at, signs = to_sympy(kink.point.written), (_sign(kink.left), _sign(kink.right))
        kind = {(-1, 1): "minimum", (1, -1): "maximum"}.get(signs)
        if kind and not any(point.place.sign(x - at) == 0 for point in points):
            place = exact_place((x,), (at,))
            yield CriticalPoint({name: tidied(at)}, value_at(problem.sympy, place), kind, place, None, Verdict("", "kink"))


def _sign(side: Limit | None) -> int:
    """The sign of a one-sided slope, which may be infinite; 0 where it is not known."""
    if side is None or side.kind in ("outside", "no limit", "unknown"):
        return 0
    if "infinity" in side.kind:
        return 1 if side.kind.startswith("+") else -1
    return int(side.value > 0) - int(side.value < 0)
