"""One variable: the least and the greatest value of f″ on an interval, from the zeros of f‴ and the limits at the ends."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

import mpmath
import sympy
from sympy import Expr

from symdescent.analysis.critical.enclosures import Unbounded
from symdescent.analysis.critical.one_variable import zeros
from symdescent.analysis.critical.places import Place
from symdescent.analysis.rates.definite import rounded_up
from symdescent.calculus.derivation import differentiate
from symdescent.calculus.edges.domain import domain
from symdescent.calculus.edges.kinks import kinks
from symdescent.calculus.edges.real_set import DIGITS, Interval, Point, RealSet, both, exactly
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.errors import DerivationError
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import Region
from symdescent.notation.tree import Expression, walk
from symdescent.problem import Problem

MOST_OPERATIONS = 60  # in an expression whose limit is taken, or whose period is looked for
MOST_ZEROS = 40
LONGEST = 1000  # parts of a third derivative that is put together
MOST_SOLVED = {True: 60, False: 12}  # in a third derivative whose zeros are looked for, between two ends or on a line without one
COMPARED = 50  # digits
SHOWN = 15  # digits of a value at a point without a closed form


class Extreme(NamedTuple):
    """A value of f″, infinite where it is unbounded; without a closed form it lies between ``low`` and ``high``."""

    low: Expr
    high: Expr

    @property
    def exact(self) -> bool:
        """Whether it has a closed form."""
        return bool(self.low == self.high)


class OnLine(NamedTuple):
    """The extremes of f″ on an interval with these ends; an end is None where it is infinite.

    ``exact`` says that both have closed forms; else ``low`` is rounded down and ``high`` up.
    """

    low: Expr
    high: Expr
    exact: bool
    interval: tuple[Expr | None, Expr | None]


def on_line(problem: Problem, where: Region) -> OnLine | None:
    """The extremes of f″, of -f″ where the problem is to maximise, on the part of the line where both f and the region are.

    None for several variables, for a formula with kinks, and where the zeros of f‴ are not all known or a limit is not.

    >>> import symdescent as sd
    >>> from symdescent.notation.region import region
    >>> found = on_line(sd.problem("x^4"), region("-1 <= x <= 2"))
    >>> found.low, found.high
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
    if sum(1 for _ in walk(third)) > LONGEST:
        return None
    sign = -1 if problem.sense == "max" else 1
    with mpmath.workdps(DIGITS):
        stretch = _stretch((problem.expression, second), where, x)
        found = None if stretch is None else _values(sign * to_sympy(second), to_sympy(tidy(third)), problem.symbols[x], stretch)
    if stretch is None or found is None:
        return None
    least, most = min(found, key=lambda one: _size(one.low)), max(found, key=lambda one: _size(one.high))
    return OnLine(least.low, most.high, least.exact and most.exact, (_end(stretch.low), _end(stretch.high)))


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


def _values(second: Expr, third: Expr, x: sympy.Symbol, stretch: Interval) -> list[Extreme] | None:
    """f″ at its turning points and at the ends, where it is monotone between them; over one period where it has one."""
    if third.count_ops() > MOST_SOLVED[stretch.low is not None and stretch.high is not None]:
        return None
    ends = tuple(
        infinite if end is None else to_sympy(end.written) for end, infinite in zip(stretch[:2], (-sympy.oo, sympy.oo), strict=True)
    )
    turns = zeros(third, x, (ends[0], ends[1]))
    if turns.gaps or turns.sets not in ((), ((),)) or len(turns.places) > MOST_ZEROS:
        return None
    repeats = bool(turns.families)
    if repeats and not (set(turns.families) == {turns.families[0]} and _has_period(second, x, turns.families[0][0])):
        return None
    found = [_value(second, place) for place in turns.places if repeats or _is_inside(place, ends, x)]
    found += [] if repeats else _at_ends(second, x, stretch)
    known = [one for one in found if one is not None]
    return known if len(known) == len(found) else None


def _has_period(second: Expr, x: sympy.Symbol, period: Expr) -> bool:
    return bool(second.count_ops() <= MOST_OPERATIONS and sympy.expand(second.subs(x, x + period) - second) == 0)


def _is_inside(place: Place, ends: tuple[Expr, ...], x: sympy.Symbol) -> bool:
    """Whether it may lie between the ends: one of which nothing is proved counts, too, where f″ has a value."""
    after = ends[0].is_infinite or place.sign(x - ends[0]) in (1, None)
    return bool(after and (ends[1].is_infinite or place.sign(ends[1] - x) in (1, None)))


def _value(second: Expr, place: Place) -> Extreme | None:
    if place.exact is not None:
        value = second.subs(dict(zip(place.symbols, place.exact, strict=True)))
        return Extreme(value, value) if value.is_finite else None
    try:
        bounds = place.bounds(second, 2 * SHOWN)
    except Unbounded:
        return None
    low, high = (_fraction(end) for end in (bounds.a, bounds.b))
    ends = -rounded_up(-low, SHOWN), rounded_up(high, SHOWN)
    return Extreme(*(sympy.Rational(end.numerator, end.denominator) for end in ends))


def _fraction(end: Any) -> Fraction:
    sign, mantissa, exponent, _ = end._mpi_[0]
    return Fraction((-1) ** sign * int(mantissa)) * Fraction(2) ** int(exponent)


def _at_ends(second: Expr, x: sympy.Symbol, stretch: Interval) -> Iterator[Extreme | None]:
    for end, closed, side in ((stretch.low, stretch.closed[0], "+"), (stretch.high, stretch.closed[1], "-")):
        value = second.subs(x, to_sympy(end.written)) if end is not None and end.exact and closed else None
        value = _limit(second, x, end, side) if value is None or not value.is_finite else value
        yield None if value is None else Extreme(value, value)


def _limit(second: Expr, x: sympy.Symbol, end: Point | None, side: str) -> Expr | None:
    if second.count_ops() > MOST_OPERATIONS or (end is not None and not end.exact):
        return None
    goal = (sympy.oo if side == "-" else -sympy.oo) if end is None else to_sympy(end.written)
    put_in = second.subs(x, goal) if end is None else sympy.nan
    if put_in.is_number and put_in.is_extended_real:
        return put_in
    try:
        value = sympy.limit(second, x, goal, *([] if end is None else [side]))
    except (NotImplementedError, ValueError, sympy.PoleError):
        return None
    return value if value.is_number and value.is_extended_real else None


def _size(value: Expr) -> Any:
    return mpmath.mpf(str(value).replace("oo", "inf")) if value.is_infinite else mpmath.mpf(str(value.evalf(COMPARED)))


def _end(point: Point | None) -> Expr | None:
    return None if point is None else to_sympy(point.written)
