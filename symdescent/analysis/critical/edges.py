"""One variable where no derivative is 0: the ends of the domain, as 0 for √x, bends, as 0 for √|x|, and slopes on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import sympy

from symdescent.analysis.critical.cells import Cell
from symdescent.analysis.critical.classify import touching
from symdescent.analysis.critical.degenerate import Verdict
from symdescent.analysis.critical.places import Place, exact_place
from symdescent.analysis.critical.points import CriticalPoint
from symdescent.analysis.critical.values import tidied, value_at
from symdescent.calculus.edges.domain import domain as natural_domain
from symdescent.calculus.edges.kinks import kinks
from symdescent.calculus.edges.real_set import RealSet
from symdescent.calculus.edges.slopes import Limit
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import Region
from symdescent.problem import Problem

Points = Sequence[CriticalPoint]
CHANGES = {(-1, 1): "minimum", (1, -1): "maximum", (1, 1): "inflection", (-1, -1): "inflection"}


def edges(problem: Problem, region: Region, parts: Sequence[Cell], points: Points) -> list[CriticalPoint]:
    """The closed ends of the domain, the function's own or the given one, that are not among the points yet.

    >>> import symdescent as sd
    >>> from symdescent.analysis.critical.cells import Cell
    >>> f = sd.problem("sqrt(x)")
    >>> [point.kind for point in edges(f, f.domain, [Cell(f.sympy, (), ())], [])]
    ['edge minimum']
    """
    (name,) = problem.variables
    x, own = problem.symbols[name], natural_domain(problem.expression).value
    found = []
    for end, inwards in dict.fromkeys(_ends(own, region, name)):
        place = exact_place((x,), (end,))
        inside = own is not None and _holds(own, end) and any(touching(cell, place) is not None for cell in parts)
        if inside and not any(point.place.sign(x - end) == 0 for point in points):
            found += list(_end(problem, place, inwards, points))
    return found


def _ends(own: RealSet | None, region: Region, name: str) -> Iterator[tuple[sympy.Expr, int]]:
    """Closed ends with the side on which the domain goes on."""
    for part in () if own is None or any(interval.single for interval in own.intervals()) else own.intervals():
        for end, closed, inwards in zip((part.low, part.high), part.closed, (1, -1), strict=True):
            if end is not None and closed and end.exact:
                yield to_sympy(end.written), inwards
    for ends, inwards in zip(region.ends(name), (1, -1), strict=True):
        yield from ((to_sympy(end.value), inwards) for end in ends if end.closed)


def _holds(own: RealSet, end: sympy.Expr) -> bool:
    at: Any = next((p.value for p in own.points if to_sympy(p.written) == end), float(end))
    return at in own


def _end(problem: Problem, place: Place, inwards: int, points: Points) -> Iterator[CriticalPoint]:
    (x,), (end,) = place.symbols, place.exact or (sympy.S.Zero,)
    slope, value = beside(problem, float(end), inwards, points), value_at(problem.sympy, place)
    if slope and value is not None and value.is_real is not False:
        kind = "edge minimum" if slope * inwards > 0 else "edge maximum"
        yield CriticalPoint({x.name: tidied(end)}, value, kind, place, None, Verdict("", "natural edge"), None, "", (x - end,))


def beside(problem: Problem, end: float, inwards: int, points: Points) -> int | None:
    """The derivative's sign between a point and the next critical point or gap of the domain, where it has no zero."""
    (name,) = problem.variables
    x, own = problem.symbols[name], natural_domain(problem.expression)
    ends = [float(p.value) for known in own if known is not None for p in known.points]
    others = [value for value in (*(point.place.floats()[0] for point in points), *ends) if (value - end) * inwards > 1e-12]
    near = min((abs(value - end) for value in others), default=2.0)
    probe = sympy.Rational(str(round(end + inwards * near / 2, 14)))
    return exact_place((), ()).sign(sympy.diff(problem.sympy, x).subs(x, probe))


def by_slopes(problem: Problem, point: CriticalPoint, points: Points) -> CriticalPoint:
    """A point that its derivatives leave open, by the slope's sign on each side; ``points`` must be all critical points.

    >>> import symdescent as sd
    >>> f = sd.problem("x^2*|x|")
    >>> zero = CriticalPoint({}, 0, "undecided", exact_place((f.symbols["x"],), (sympy.S.Zero,)))
    >>> by_slopes(f, zero, [zero]).kind
    'minimum'
    """
    if point.kind not in ("undecided", "saddle") or (point.active and point.why is not None and point.why.reason != "kink"):
        return point
    at = point.place.floats()[0]
    signs = [beside(problem, at, side, points) for side in (-1, 1)]
    kind = CHANGES.get((signs[0] or 0, signs[1] or 0))
    return point if kind is None else replace(point, kind=kind, why=Verdict("", "slopes"))


def bends(problem: Problem, points: Points) -> Iterator[CriticalPoint]:
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
