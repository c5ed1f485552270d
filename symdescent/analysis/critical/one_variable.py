"""The zeros of one equation in one unknown on an interval: in closed form where there is one, else isolated and proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import inf

import mpmath
import sympy

from symdescent.analysis.critical.enclosures import Unbounded, arithmetic, enclose
from symdescent.analysis.critical.isolation import Box, System, isolate
from symdescent.analysis.critical.isolation import places as boxed_places
from symdescent.analysis.critical.places import Place, exact_place, is_zero
from symdescent.analysis.critical.solution import Solution, Step, distinct, joined
from symdescent.analysis.critical.systems import solve
from symdescent.analysis.critical.tape import Tape, tape
from symdescent.analysis.effort import factors, fraction, terms
from symdescent.analysis.signs.interval import Interval
from symdescent.calculus.edges.real_set import DIGITS
from symdescent.calculus.edges.recognise import recognised
from symdescent.calculus.edges.zeros import solved
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import from_sympy, to_sympy

REACH = (10.0, 50.0)  # how far from 0 is searched where the line has no end
MOST_OPERATIONS = 1200
MOST_SHOWN = 24  # zeros of an equation that may have infinitely many
LONGEST_TAIL = 120  # operations of an equation whose sign far out is looked for
MOST_SCALED = 6  # exponentials by which an equation is divided
MOST_MULTIPLE = 40  # small boxes that are looked at for a multiple zero
HIGHEST_ORDER = 6
Ends = tuple[sympy.Expr, sympy.Expr]
LINE: Ends = (-sympy.oo, sympy.oo)


def zeros(equation: sympy.Expr, x: sympy.Symbol, ends: Ends = LINE) -> Solution:
    """The zeros of an expression in one variable between two ends, which are numbers or infinite.

    >>> x = sympy.Symbol("x", real=True)
    >>> [place.exact for place in zeros(sympy.exp(x) - 2, x).places]
    [(log(2),)]
    """
    above = fraction(equation)[0]
    if sympy.count_ops(above) > MOST_OPERATIONS:
        return Solution(gaps=("long",))
    parts = factors(above)
    varying = [part.base if part.is_Pow and (part.exp.is_positive or part.exp.has(x)) else part for part in parts if part.has(x)]
    if not varying:
        return Solution() if above != 0 else Solution(sets=((),), steps=(Step("constant"),))
    return joined(_of_factor(part, x, ends) for part in dict.fromkeys(varying))


def _of_factor(e: sympy.Expr, x: sympy.Symbol, ends: Ends) -> Solution:
    if e.is_polynomial(x) and e.free_symbols == {x} and all(c.is_Rational for c in sympy.Poly(e, x).all_coeffs()):
        return solve([e], (x,))
    closed = _closed(e, x)
    if closed is not None:
        return closed
    period = _period(e, x)
    if period is not None and not (ends[0].is_finite and ends[1].is_finite):
        found = _searched(e, x, (-period / 2, period / 2))
        kept = tuple(p for p in found.places if p.sign(x + period / 2) != 0)
        return found._replace(places=kept, families=((period,),), steps=(Step("family", (e, period), len(kept)),))
    return _searched(e, x, ends)


def _closed(e: sympy.Expr, x: sympy.Symbol) -> Solution | None:
    """All zeros by inverses, where that gives all of them."""
    try:
        with mpmath.workdps(DIGITS):
            found = solved(from_sympy(e), x.name)
    except ArgumentError:
        return None
    if found is None or not found.complete or not all(point.exact for point in found.points):
        return None
    places = tuple(exact_place((x,), (sympy.radsimp(to_sympy(point.written)),)) for point in found.points)
    return Solution(places, steps=(Step("inverse", (e,), len(places)),))


def _period(e: sympy.Expr, x: sympy.Symbol) -> sympy.Expr | None:
    """The common period where the variable stands in sines, cosines and tangents of a·x + b only."""
    waves = list(e.atoms(sympy.sin, sympy.cos, sympy.tan))
    rest = e.subs({wave: sympy.Dummy() for wave in waves})
    rates = [sympy.diff(wave.args[0], x) for wave in waves if wave.has(x)]
    if rest.has(x) or not rates or not all(rate.is_Rational for rate in rates):
        return None
    return 2 * sympy.pi / sympy.gcd_list([abs(rate) for rate in rates])


def _searched(e: sympy.Expr, x: sympy.Symbol, ends: Ends) -> Solution:
    """The zeros between finite ends; towards an infinite one as far as intervals prove that there are none beyond."""
    forms = () if ends[0].is_finite and ends[1].is_finite else tuple(dict.fromkeys(_forms(e, x)))
    for orders, reach in product((0, HIGHEST_ORDER), REACH):
        box = tuple(_finite(end, reach * side) for end, side in zip(ends, (-1, 1), strict=True))
        free = all(end.is_finite or _free(forms, x, value, orders) for end, value in zip(ends, box, strict=True))
        if free:
            break
    else:  # there may be zeros without end: those near 0
        box = tuple(_finite(end, REACH[0] * side) for end, side in zip(ends, (-1, 1), strict=True))
    if box[0] >= box[1]:
        return Solution()
    found = isolate(System.of([e], [x]), (_widened(e, x, box, ends),))
    many = not free and len(found.boxes) > MOST_SHOWN
    places = boxed_places(System.of([e], [x]), sorted(found.boxes, key=_rank)[:MOST_SHOWN] if many else found.boxes)
    multiple = [_multiple(e, x, one) for one in found.open] if len(found.open) <= MOST_MULTIPLE else [None]
    gaps = ["many"] * many + ["interval"] * (not free) + ["multiple"] * any(place is None for place in multiple)
    within = ends[0].is_finite and ends[1].is_finite
    step = Step(
        "isolated inside" if within else "isolated" if free else "isolated within",
        (e, *(sympy.Float(end, 6) for end in box)),
        len(distinct([*places, *filter(None, multiple)])),
    )
    return joined([Solution((*places, *(p for p in multiple if p is not None)), steps=(step,), gaps=tuple(gaps))])


def _rank(box: Box) -> tuple[bool, float]:
    """Zeros that lie apart come first, and of these those near 0."""
    ((a, b),) = box
    return b - a < 1e-3, abs(a + b)


def _finite(end: sympy.Expr, reach: float) -> float:
    return float(end) if end.is_finite else reach


def _free(forms: Sequence[sympy.Expr], x: sympy.Symbol, start: float, orders: int) -> bool:
    """Whether it is proved that an equation in one of its forms has no zero beyond a number, on the side away from 0."""
    return any(_sign_beyond(form, x, start, orders) for form in forms)


def _sign_beyond(e: sympy.Expr, x: sympy.Symbol, start: float, orders: int) -> int:
    """The sign on the whole tail, by intervals, or from the value at its start and the sign of the derivative; 0 if not known."""
    if sympy.count_ops(e) > LONGEST_TAIL:
        return 0
    values = _taped(e, x)
    try:
        (whole,) = values([Interval(start, inf) if start > 0 else Interval(-inf, start)])
        (first,) = values([Interval(start, start)])
    except (Unbounded, ArithmeticError):
        return 0
    sign = _sign(whole)
    if sign or not orders or not _sign(first):
        return sign
    outwards = 1 if start > 0 else -1
    sign = _sign(first)
    return sign if _sign_beyond(sympy.diff(e, x), x, start, orders - 1) == sign * outwards else 0


@lru_cache(64)
def _taped(e: sympy.Expr, x: sympy.Symbol) -> Tape:
    return tape([e], [x])


def _sign(value: Interval) -> int:
    return int(value.low > 0) - int(value.high < 0)


def _forms(e: sympy.Expr, x: sympy.Symbol) -> Iterator[sympy.Expr]:
    """Ways to write an equation that has the same zeros away from 0, of which some are enclosed more tightly."""
    yield e
    if terms(e) > LONGEST_TAIL:
        return
    expanded = sympy.expand(e)
    yield expanded
    if sympy.count_ops(expanded) > 2 * LONGEST_TAIL:
        return
    yield from (sympy.expand(expanded / x**n) for n in (1, 2, 3, 4))
    growing = [part for part in sympy.Add.make_args(expanded) if part.has(sympy.exp)]
    most = min(MOST_SCALED, LONGEST_TAIL // (1 + terms(e)))
    growing = growing if len(growing) <= most else sorted(growing, key=lambda part: _rate(part, x))
    chosen = growing if len(growing) <= most else [*growing[: most // 2], *growing[len(growing) - most // 2 :]]
    yield from (sympy.expand(expanded / part) for part in chosen)


def _rate(part: sympy.Expr, x: sympy.Symbol) -> float:
    """How fast an exponential grows, where its exponent is linear."""
    rates = [sympy.diff(p.args[0], x) for p in part.atoms(sympy.exp)]
    return sum(float(rate) for rate in rates if rate.is_Rational)


def _widened(e: sympy.Expr, x: sympy.Symbol, box: tuple[float, ...], ends: Ends) -> tuple[float, float]:
    """A little beyond the ends where the formula goes on there, so that a zero on an end is inside."""
    margin = (box[1] - box[0]) / 97
    context = arithmetic(20)

    def goes_on(a: float, b: float) -> bool:
        try:
            enclose(e, {x: context.mpf([a, b])}, context)
        except (Unbounded, ArithmeticError, ValueError):
            return False
        return True

    low = box[0] - margin if goes_on(box[0] - margin, box[0] + margin) else box[0]
    return low, box[1] + margin if goes_on(box[1] - margin, box[1] + margin) else box[1]


def _multiple(e: sympy.Expr, x: sympy.Symbol, box: Box) -> Place | None:
    """A zero that is one of the derivatives too: recognised, proved exactly, and alone where the next derivative has one sign."""
    with mpmath.workdps(60):
        middle = (mpmath.mpf(box[0][0]) + box[0][1]) / 2
        guess = recognised(middle, mpmath.mpf(1e-6))
    if guess is None:
        return None
    value, context = to_sympy(guess), arithmetic(20)
    for order in range(HIGHEST_ORDER):
        derivative = sympy.diff(e, x, order)
        if not is_zero(derivative.subs(x, value)):
            try:
                bounds = enclose(derivative, {x: context.mpf([box[0][0] - 1e-6, box[0][1] + 1e-6])}, context)
            except (Unbounded, ArithmeticError, ValueError):
                return None
            return exact_place((x,), (value,)) if order > 1 and (bounds.a > 0 or bounds.b < 0) else None
    return None
