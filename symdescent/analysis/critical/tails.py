"""What a function of one variable does beyond its critical points."""

from __future__ import annotations

from math import inf

from symdescent.analysis.critical.edges import beside
from symdescent.analysis.critical.enclosures import Unbounded
from symdescent.analysis.critical.points import CriticalPoints
from symdescent.analysis.critical.tape import tape
from symdescent.analysis.landscape.ends import End, ends
from symdescent.analysis.landscape.orders import NOTHING
from symdescent.analysis.landscape.place import Function
from symdescent.analysis.signs.interval import Interval
from symdescent.calculus.edges.domain import domain as natural_domain
from symdescent.notation.bridge import from_sympy


def rises_outwards(found: CriticalPoints, sign: int) -> bool:
    """In one variable: towards each open end the function rises, so that nothing lower lies there."""
    if len(found.problem.variables) != 1 or found.families or not found.points:
        return False
    own = natural_domain(found.problem.expression).value
    parts = [] if own is None else list(own.intervals())
    derivative_gaps = natural_domain(found.problem.expression).derivative
    if len(parts) != 1 or derivative_gaps is None or len(list(derivative_gaps.intervals())) != 1:
        return False
    low, high = found.domain.ends(found.problem.variables[0])
    left = any(end.closed for end in low) or parts[0].closed[0] or (not low and _rises(found, -1, sign))
    right = any(end.closed for end in high) or parts[0].closed[1] or (not high and _rises(found, 1, sign))
    return left and right


def _rises(found: CriticalPoints, side: int, sign: int) -> bool:
    """Beyond the outermost critical point on a side."""
    outermost = max((point.place.floats()[0] * side for point in found.points), default=0.0) * side
    own = natural_domain(found.problem.expression).value
    if own is None:
        return False
    (part,) = own.intervals()
    end = part.high if side > 0 else part.low
    inward = [point for point in found.points if abs(point.place.floats()[0] - outermost) > 1e-9]
    if end is not None:
        slope = beside(found.problem, float(end.value), -side, found.points)
    else:
        slope = beside(found.problem, outermost, side, inward)
    return slope is not None and slope * side * sign > 0


def lowest_within(found: CriticalPoints, sign: int) -> bool:
    """In one variable: whether f (sign 1, else -f) is nowhere below its least critical value, though it was searched on an interval only.

    Beyond the interval by an enclosure; inside it f is monotone between critical points, ends and gaps of the domain.
    """
    problem, window = found.problem, _window(found)
    if len(problem.variables) != 1 or window is None or not found.points or found.families:
        return False
    x, f = problem.symbols[problem.variables[0]], sign * problem.sympy
    lows = [point.place.bounds(f) for point in found.points]
    least = min(float(low.b) for low in lows)
    ends_known = ends(Function(from_sympy(f), problem.variables, found.domain.relations))
    try:
        values = tape([f], [x])
        beyond = [values([Interval(*side)])[0].low > least for side in ((-inf, window[0]), (window[1], inf))]
    except Unbounded:
        return False
    return all(beyond) and ends_known is not None and all(_stays(end, least) for end in ends_known if not end.infinite)


def _stays(end: End, least: float) -> bool:
    """Whether the limit at an open end is not below a number."""
    known = end.growth
    return known is not None and (known.rises or (known.order < NOTHING and least < 0) or (known.order == NOTHING and known.low > least))


def _window(found: CriticalPoints) -> tuple[float, float] | None:
    """Where all zeros of the slope were found: the part that all searched intervals have in common."""
    steps = [step for _, solution in found.solutions for step in solution.steps if step.key == "isolated within"]
    return (max(float(s.formulas[1]) for s in steps), min(float(s.formulas[2]) for s in steps)) if steps else None
