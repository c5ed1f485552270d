"""One variable: the least and the greatest value of f″ on an interval, exactly, from the zeros of f‴ and the limits at the ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import mpmath
import sympy
from sympy import Expr

from symdescent.calculus.derivation import differentiate
from symdescent.calculus.edges.domain import domain
from symdescent.calculus.edges.kinks import kinks
from symdescent.calculus.edges.real_set import DIGITS, Interval, Point, RealSet, both, exactly, ordered
from symdescent.calculus.edges.zeros import solved
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.errors import DerivationError
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import Region
from symdescent.notation.tree import Expression
from symdescent.problem import Problem

MOST_OPERATIONS = 60  # in an expression whose limit is taken
MOST_ZEROS = 40
COMPARED = 50  # digits


class Extreme(NamedTuple):
    """The least or the greatest value of f″ (infinite where it is unbounded), and where; None for a limit."""

    value: Expr
    at: Expr | None


class OnLine(NamedTuple):
    """Both extremes of f″ on an interval with these ends; an end is None where it is infinite."""

    low: Extreme
    high: Extreme
    interval: tuple[Expr | None, Expr | None]


def on_line(problem: Problem, where: Region) -> OnLine | None:
    """The extremes of f″, of -f″ where the problem is to maximise, on the part of the line where both f and the region are.

    None for several variables, for a formula with kinks, and where the zeros of f‴ are not all known or a limit is not.

    >>> import symdescent as sd
    >>> from symdescent.notation.region import region
    >>> found = on_line(sd.problem("x^4"), region("-1 <= x <= 2"))
    >>> found.low.value, found.high.value
    (0, 48)
    """
    if len(problem.variables) != 1 or problem.parameters or problem.data is not None:
        return None
    (x,) = problem.variables
    if kinks(problem.expression, x):
        return None
    try:
        second = differentiate(problem.partials[0], x).result
        third = differentiate(second, x).result
    except DerivationError:  # too long
        return None
    with mpmath.workdps(DIGITS):
        stretch = _stretch((problem.expression, second), where, x)
        turns = _solved(third, x) if stretch is not None else None
        if stretch is None or turns is None:
            return None
        found = list(_values(to_sympy(second), problem.symbols[x], stretch, turns))
    if any(one is None for one in found):
        return None
    sign = -1 if problem.sense == "max" else 1
    rising = sorted((one._replace(value=sign * one.value) for one in found if one is not None), key=lambda one: _size(one.value))
    return OnLine(rising[0], rising[-1], (_end(stretch.low), _end(stretch.high)))


def _stretch(formulas: tuple[Expression, ...], where: Region, x: str) -> Interval | None:
    """The interval on which f and f″ have values and that lies in the region; None where it is not one interval."""
    if not where.of([x]).is_box:
        return None
    whole = _between(where, x)
    for formula in formulas:
        known = domain(formula).value
        if known is None:
            return None
        whole = both(whole, known)
    found = list(whole.intervals())
    return found[0] if len(found) == 1 and not found[0].single else None


def _between(where: Region, x: str) -> RealSet:
    """The numbers of a box."""
    lower, upper = where.ends(x)
    found = RealSet((), (True,))
    for ends, is_lower in ((lower, True), (upper, False)):
        for end in ends:
            inside = (False, end.closed, True) if is_lower else (True, end.closed, False)
            found = both(found, RealSet((exactly(end.value),), inside))
    return found


def _solved(third: Expression, x: str) -> tuple[Point, ...] | None:
    """All zeros of f‴."""
    found = solved(tidy(third), x)
    return found.points if found is not None and found.complete and len(found.points) <= MOST_ZEROS else None


def _values(second: Expr, x: sympy.Symbol, stretch: Interval, turns: tuple[Point, ...]) -> Iterator[Extreme | None]:
    """f″ at its turning points inside and at the ends, where it is monotone between them."""
    inside = (point for point in turns if (stretch.low is None or point.value > stretch.low.value))
    for point in ordered([point for point in inside if stretch.high is None or point.value < stretch.high.value]):
        yield _value(second, x, point)
    for end, closed, side in ((stretch.low, stretch.closed[0], "+"), (stretch.high, stretch.closed[1], "-")):
        if end is not None and closed:
            yield _value(second, x, end)
        else:
            yield _limit(second, x, end, side)


def _value(second: Expr, x: sympy.Symbol, point: Point) -> Extreme | None:
    if not point.exact:
        return None
    at = to_sympy(point.written)
    value = second.subs(x, at)
    return Extreme(value, at) if value.is_finite else None


def _limit(second: Expr, x: sympy.Symbol, end: Point | None, side: str) -> Extreme | None:
    if second.count_ops() > MOST_OPERATIONS or (end is not None and not end.exact):
        return None
    goal = (sympy.oo if side == "-" else -sympy.oo) if end is None else to_sympy(end.written)
    put_in = second.subs(x, goal) if end is None else sympy.nan
    if put_in.is_number and put_in.is_extended_real:
        return Extreme(put_in, None)
    try:
        value = sympy.limit(second, x, goal, *([] if end is None else [side]))
    except (NotImplementedError, ValueError, sympy.PoleError):
        return None
    return Extreme(value, None) if value.is_number and value.is_extended_real else None


def _size(value: Expr) -> Any:
    return mpmath.mpf(str(value).replace("oo", "inf")) if value.is_infinite else mpmath.mpf(str(value.evalf(COMPARED)))


def _end(point: Point | None) -> Expr | None:
    return None if point is None else to_sympy(point.written)
