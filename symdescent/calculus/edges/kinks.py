"""Kinks, jumps and vertical tangents: where a formula is not differentiable, what its slopes are there, and what a run uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import mpmath

from symdescent.calculus.checks.evaluate import Undefined
from symdescent.calculus.derivation import differentiate
from symdescent.calculus.edges.asks import asked
from symdescent.calculus.edges.local import Path, Place, germ, line, value_at
from symdescent.calculus.edges.real_set import DIGITS, Point
from symdescent.calculus.edges.slopes import Limit, negated, one_sided, sharpened, slope, written
from symdescent.calculus.edges.suspects import ROOTS, Suspect, rooted, suspects
from symdescent.calculus.edges.zeros import zeros
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.errors import DerivationError
from symdescent.notation.tree import ZERO, Call, Expression, Power, Relation, Symbol, columns, names, substitute, walk

MOST_NODES = 300  # of a formula whose kinks are looked at one by one
MOST_SEARCHES = 4  # of equations that are not solved by their form
EFFORT = 960  # nodes times points
SAME = mpmath.mpf("1e-14")
Entry: TypeAlias = tuple[Point, list[tuple[Suspect, str]]]  # a point, and what may not be smooth there with its extent
ROUNDED = mpmath.mpf("1e-150")  # what is as small as this, of numbers with 250 digits, is a rounded 0


@dataclass(frozen=True, slots=True)
class Subdifferential:
    """The slopes from ``low`` to ``high`` that may stand for the derivative at a kink.

    ``kind`` is ``"convex"`` where the kink is: all lines through the point with these slopes stay below the function near
    it (Rockafellar 1970, Convex Analysis, §23); else ``"Clarke"``: the hull of the limits of derivatives nearby (Clarke
    1983, Optimization and Nonsmooth Analysis, §2.5). ``"derivative"`` is a single slope.
    """

    low: Expression
    high: Expression
    kind: str


@dataclass(frozen=True, slots=True)
class Kink:
    """A place where a part of a formula is not smooth: an equation, and for one variable a point that solves it.

    ``extent`` says whether the points of the equation are ``"all"`` of them, ``"periodic"`` (infinitely many, these lie
    near 0) or those ``"found"`` by a search, or that it was not solved (``"equation"``). ``before``, ``value`` and ``after`` are the limits from both sides and the
    value between; ``left`` and ``right`` the limits of the difference quotients, None at a jump. ``used`` is what the
    derived formula gives at the point, and so what a run steps along; None where it gives nothing. All but ``parts``,
    ``equation`` and ``extent`` are None for a place that is known by its equation only.
    """

    parts: tuple[Expression, ...]
    equation: Relation
    extent: str
    point: Point | None = None
    value: Expression | None = None
    before: Limit | None = None
    after: Limit | None = None
    left: Limit | None = None
    right: Limit | None = None
    subdifferential: Subdifferential | None = None
    used: Expression | None = None

    @property
    def continuous(self) -> bool | None:
        """Whether the function approaches its value, from every side on which it exists."""
        if self.before is None or self.after is None:
            return None
        return all(side.kind == "outside" or (side.finite and side.written == self.value) for side in (self.before, self.after))

    @property
    def edge(self) -> bool:
        """Whether the function exists on one side only."""
        return self.before is not None and self.after is not None and "outside" in (self.before.kind, self.after.kind)

    @property
    def differentiable(self) -> bool | None:
        """Whether both slopes are the same number, although the formula has a kink in a part."""
        if self.point is None:
            return None
        left, right = self.left, self.right
        return left is not None and right is not None and left.finite and right.finite and _equal(left, right)

    def __repr__(self) -> str:
        sides = {"before": self.before, "after": self.after} if self.left is None else {"left": self.left, "right": self.right}
        told = [f"{name}={side.written or side.kind}" for name, side in sides.items() if side is not None]
        at = [] if self.point is None else [f"at={self.point.written}"]
        return f"Kink({', '.join([str(self.equation), *at, *told])})"


def _equal(left: Limit, right: Limit) -> bool:
    size = abs(left.value) if left.exact and right.exact else 1 + abs(left.value)  # 10^-20 is not -10^-20
    return bool(abs(left.value - right.value) <= SAME * size)


@lru_cache(maxsize=256)
def kinks(expression: Expression, variable: str, derivative: Expression | None = None) -> tuple[Kink, ...]:
    """Where a formula is not smooth in a variable, from left to right; places known by their equation alone come last.

    ``derivative`` is the formula that a run uses, by default the one that the rules give. A function that has no value at
    a point, as 1/x at 0, has no kink there.

    >>> from symdescent.notation import parse
    >>> [(str(kink.point.written), str(kink.left.written), str(kink.right.written)) for kink in kinks(parse("|x^2 - 1|"), "x")]
    [('-1', '-2', '2'), ('1', '-2', '2')]
    """
    found = suspects(expression, frozenset({variable}))
    if not found:
        return ()
    size = sum(1 for _ in walk(expression))
    if names(expression) != {variable} or columns(expression) or size > MOST_NODES:
        return tuple(_somewhere(found))
    with mpmath.workdps(DIGITS):
        slope_formula = derivative if derivative is not None else _derived(expression, variable)
        return _looked_at(expression, variable, slope_formula, found, max(3, EFFORT // size))


def equations(expression: Expression, variables: Iterable[str]) -> tuple[Kink, ...]:
    """The places where a formula in several variables may not be smooth, by their equations.

    >>> from symdescent.notation import parse
    >>> [str(kink.equation) for kink in equations(parse("max(x, y) + |x|"), ("x", "y"))]
    ['x == y', 'x == 0']
    """
    return tuple(_somewhere(suspects(expression, frozenset(variables))))


def _somewhere(found: Iterable[Suspect], extent: str = "equation") -> Iterator[Kink]:
    return (Kink((one.part,), one.equation, extent) for one in found)


def _derived(expression: Expression, variable: str) -> Expression | None:
    try:
        return differentiate(expression, variable).result
    except DerivationError:
        return None


def _looked_at(f: Expression, x: str, derivative: Expression | None, found: tuple[Suspect, ...], most: int) -> tuple[Kink, ...]:
    places: list[tuple[Point, Suspect, str]] = []
    unsolved: list[Suspect] = []
    searches = 0
    for one in found:
        solved = zeros(one.gap, x, search=searches < MOST_SEARCHES)
        searches += solved.extent == "found"
        places += [(point, one, solved.extent) for point in solved.points if _on_top(one, {x: point.value})]
        unsolved += [one] if not solved.points and solved.extent != "all" else []
    points = _by_point(places)
    near = sorted(points, key=lambda entry: abs(entry[0].value))[:most]
    looked_at = [_kink(f, x, derivative, *entry) for entry in points if entry in near]
    found_kinks = [kink for kink in looked_at if kink is not None]
    told = {kink.equation for kink in found_kinks if kink.extent != "all"}  # as having more points in any case
    left_out = [one for entry in points if entry not in near for one, _ in entry[1] if one.equation not in told]
    return (*found_kinks, *_somewhere(dict.fromkeys((*unsolved, *left_out))))


def _on_top(one: Suspect, place: Place) -> bool:
    """False for two arguments of a maximum or minimum that meet where another one is taken."""
    if type(one.part) is not Call or one.part.function not in ("max", "min"):
        return True
    top, met = value_at(one.part, place), value_at(one.left, place)
    return top is None or met is None or bool(abs(top - met) <= SAME * (1 + abs(top)))


def _by_point(places: list[tuple[Point, Suspect, str]]) -> list[Entry]:
    """The suspects of each point together, from left to right."""
    points: list[Entry] = []
    for point, one, extent in sorted(places, key=lambda place: (place[0].value, not place[0].exact)):
        if not points or not points[-1][0].same(point):
            points.append((point, []))
        points[-1][1].append((one, extent))
    return points


def _kink(f: Expression, x: str, derivative: Expression | None, point: Point, here: list[tuple[Suspect, str]]) -> Kink | None:
    """The kink at a point; None where the function has no value or is smooth because the part is not what counts there."""
    place = {x: point.value}
    start = None if _excluded(f, place) else value_at(f, place)
    paths = line(place, {x: -1}), line(place, {x: 1})
    germs = [_germ(f, path) for path in paths]
    if start is None or _smooth(germs, place, start):
        return None
    before, after = (one_sided(f, path) for path in paths)
    slopes = [_slope(f, path, start, side) for path, side in zip(paths, (before, after), strict=True)]
    formulas = [None if one is None else _derived(one, x) for one in germs]
    nearby = [None if one is None else one_sided(one, path) for one, path in zip(formulas, paths, strict=True)]
    left, right = (
        None if found is None else sharpened(found, _put(formula, x, point), place)
        for found, formula in zip((slopes[0] and negated(slopes[0]), slopes[1]), formulas, strict=True)
    )
    if before.kind == after.kind == "outside":
        return None
    parts = tuple(dict.fromkeys(one.part for one, _ in here))
    suspect, extent = here[0]
    used = None if derivative is None else value_at(derivative, place)
    known = tuple(found for found in (left, right) if found is not None)
    value = written(start, (before, after))
    allowed = _subdifferential(left, right, nearby)
    shown = None if used is None else written(used, known)
    return Kink(parts, suspect.equation, extent, point, value, before, after, left, right, allowed, shown)


def _excluded(f: Expression, place: Place) -> bool:
    """Whether a formula has no value where arithmetic gives one: u^v at u = 0, for 0^0 = 1, or 1/u at a rounded zero of u."""
    always_asked = [one for one in asked(f, (), {}) if one.purpose == "value" and not one.within and not one.bound]
    powers = (one for one in always_asked if type(one.part) is Power and names(one.part.exponent))
    divisors = (value_at(one.left, place) for one in always_asked if one.operator == "!=" and one.right == ZERO)
    return any(value_at(one.relation, place) is False for one in powers) or any(u is not None and abs(u) < ROUNDED for u in divisors)


def _germ(f: Expression, path: Path) -> Expression | None:
    try:
        return tidy(germ(f, path))
    except Undefined:
        return None


def _smooth(germs: list[Expression | None], place: Place, start: Any) -> bool:
    """Whether both sides are one formula without a root of 0 in it, which has the same value at the point itself."""
    left, right = germs
    if left is None or left != right or any(_vanishes(node, place) for node in walk(left)):
        return False
    value = value_at(left, place)
    return value is not None and bool(abs(value - start) <= SAME * (1 + abs(start)))


def _vanishes(e: Expression, place: Place) -> bool:
    """Whether a root is taken of 0, or an inverse sine of 1."""
    if not ((type(e) is Call and e.function in ROOTS) or (type(e) is Power and rooted(e))):
        return False
    return any(value_at(one.gap, place) == 0 for one in suspects(e, names(e)) if one.part is e)


def _slope(f: Expression, path: Path, start: Any, side: Limit) -> Limit | None:
    """The slope where the function is continuous from that side."""
    if side.kind == "outside":
        return side
    near = side.finite and abs(side.value - start) <= SAME * (1 + abs(start))
    return slope(f, path, start) if near else None


def _put(formula: Expression | None, x: str, point: Point) -> Expression | None:
    """The formula with the point put in."""
    return None if formula is None or not point.exact else tidy(substitute(formula, {Symbol(x): point.written}))


def _subdifferential(left: Limit | None, right: Limit | None, nearby: list[Limit | None]) -> Subdifferential | None:
    """Between the slopes, where both are finite and limits of derivatives, too, which they are not where these swing."""
    if (
        left is None
        or right is None
        or left.written is None
        or right.written is None
        or any(side and side.kind == "no limit" for side in nearby)
    ):
        return None
    if _equal(left, right):
        return Subdifferential(left.written, right.written, "derivative")
    convex = left.value < right.value
    low, high = (left.written, right.written) if convex else (right.written, left.written)
    return Subdifferential(low, high, "convex" if convex else "Clarke")
