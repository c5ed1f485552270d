"""The checks of a derivation: each step against an oracle that shares no code with the rules.

A derivative is compared with a difference quotient, a rewrite with the value it had before, at points of the real
domain: in floats (``quick``) or to 30 digits (``numeric``). A step that disagrees raises with the counterexample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property, partial
from itertools import islice
from typing import Any, NamedTuple

import mpmath

from symdescent.calculus.checks.effort import Counted, CountedFloats, Effort, has_slow, weight
from symdescent.calculus.checks.entries import bound, filled
from symdescent.calculus.checks.evaluate import FLOATS, Values
from symdescent.calculus.checks.oracle import FINER, PRECISE_30, QUICK, WORKING_DIGITS, Oracle, digits, slope, unchanged
from symdescent.calculus.checks.side_by_side import FAILURES, SideBySide
from symdescent.calculus.step import Step
from symdescent.errors import DerivationError
from symdescent.notation.tree import Expression, columns, depends, names

POINTS = 3  # at which a step is compared
MOST_POINTS = 8  # at which it is compared where the value is 0, for there a wrong factor or sign does not show
TRIES = 400  # before a function is taken to have no real value
ENOUGH_TRIES = 60  # where at least one of them could be compared
SEARCH = 300_000  # values computed before that; a long function is tried at fewer points, at least at FEWEST
FEWEST = 16
ROWS = 3  # of made-up data
LONGEST_QUOTE = 200  # characters of a formula in an error

# Small, middling and large values of both signs; the golden ratio spreads several variables over them.
# None is a number that people type, where a kink might sit.
VALUES = tuple(
    map(
        float,
        "0.3719 -1.9327 4.6393 -0.8317 1.2113 0.0523 2.2931 -0.2917 23.419 0.7109 -6.1031 1.0093 3.0341 -17.317 0.9311 411.73".split(),
    )
)

# Powers of ten by which the values are scaled lap by lap, for domains that are small or far away.
SCALES = (0, 0, 0, 0, 0, 0, 1, 1, -1, -1, 2, 2, -3, -3, 4, 4, -5, -5, 6, 6, -7, -7, 0, 0, 0)


@cache
def point(attempt: int, variables: tuple[str, ...], columns: tuple[str, ...]) -> dict[str, Any]:
    """A point at which to try a function of these variables and data columns; for an attempt always the same one."""
    entries = {
        name: tuple(_value(attempt + 5 * row + 1, len(variables) + position + row) for row in range(ROWS))
        for position, name in enumerate(columns)
    }
    return {name: _value(attempt, position) for position, name in enumerate(variables)} | entries


def _value(attempt: int, position: int) -> float:
    lap = attempt // len(VALUES)
    scale = 10.0 ** SCALES[lap % len(SCALES)]
    value = scale * VALUES[(attempt + position * (1 + lap)) % len(VALUES)] * (1 + 0.0618 * position + 0.013 * lap)
    return abs(value) if lap % 2 else value  # many functions live where everything is positive


class NoPoint(DerivationError):
    """No point was found at which a step can be compared."""


class Check(NamedTuple):
    """How a step was settled: ``"proved"`` by SymPy, ``"numeric"`` to 30 digits or ``"quick"`` in floats.

    ``points`` are where it was compared and ``digits`` how many agreed at the worst of them. ``reason`` says why a proof
    was given up: ``"spent"``, the effort of the derivation was used up; ``"large"``, the step is past the effort of a
    single proof; ``"open"``, SymPy's normal form of the difference is not 0.
    """

    kind: str
    points: tuple[Mapping[str, Any], ...] = ()
    digits: int = 0
    reason: str = ""


class Probe:
    """A point with its neighbours at ``x - h`` and ``x + h``; what was computed there is kept for the next step."""

    __slots__ = ("centre", "left", "oracle", "point", "right", "width")

    def __init__(self, point: Mapping[str, Any], variable: str, oracle: Oracle, values: Callable[[dict[str, Any]], Values]) -> None:
        here = {name: _converted(value, oracle.convert) for name, value in point.items()}
        self.oracle, self.point = oracle, point
        x = here[variable]
        self.width = oracle.step * min(1, abs(x))
        before, after = {**here, variable: x - self.width}, {**here, variable: x + self.width}
        self.left, self.centre, self.right = values(before), values(here), values(after)

    def expected(self, step: Step) -> tuple[Any, Any]:
        """What the step's result should be here, and by how much it may differ."""
        f = step.source
        if step.kind == "rewrite":
            return unchanged(self.centre[f], self.oracle)
        return slope(self.left[f], self.centre[f], self.right[f], self.width, self.oracle)


def _converted(value: Any, convert: Callable[[Any], Any]) -> Any:
    return tuple(map(convert, value)) if isinstance(value, tuple) else convert(value)


class Checker:
    """Checks the steps of one derivation at the same points, within an effort.

    ``quick`` compares in floats and, where these disagree, to 30 digits; ``numeric`` compares to 30 digits at once. Both
    return how the step was settled; they raise ``DerivationError`` with the counterexample where it is wrong, ``NoPoint``
    where it has no real value, and ``Spent`` where the effort is used up first.
    """

    def __init__(self, root: Step, effort: Effort | None = None) -> None:
        self.source, self.variable, self.effort = root.derived.source, root.variable, effort or Effort()
        self.names = tuple(sorted(names(self.source) | {root.variable})), tuple(sorted(columns(self.source)))
        self.bound = bound(self.source, self.variable)
        self.probes: dict[str, dict[int, Probe]] = {QUICK.name: {}, PRECISE_30.name: {}, FINER.name: {}}
        self.inside: list[int] = []  # the points, found so far, at which the source is real
        self.tried = 0  # points at which that was looked up
        self.slow = has_slow(self.source)

    @cached_property
    def most(self) -> int:
        """The points that are tried; fewer of a function that takes long."""
        return max(FEWEST, min(TRIES, SEARCH // weight(self.source, SEARCH)))

    def quick(self, step: Step) -> Check:
        """Compares in floats."""
        try:
            return self._at_a_glance(step) or self._compare(step, QUICK)
        except DerivationError:
            return self.numeric(step)

    def numeric(self, step: Step) -> Check:
        """Compares to 30 digits; what disagrees once more, with four times the precision, lest large parts cancelled each other."""
        try:
            with mpmath.workdps(WORKING_DIGITS):
                return self._compare(step, PRECISE_30)
        except NoPoint:
            raise
        except DerivationError:
            with mpmath.workdps(4 * WORKING_DIGITS):
                return self._compare(step, FINER)._replace(kind=PRECISE_30.name)

    def _places(self) -> Iterator[int]:
        """First where the source is real in floats, then, should no other do, anywhere."""
        yield from self.inside
        while self.tried < FEWEST or self.tried < self.most:
            place, self.tried = self.tried, self.tried + 1
            try:
                _ = self._probe(place, QUICK).centre[self.source]
            except (ArithmeticError, ValueError):
                continue
            self.inside.append(place)
            yield place
        yield from (place for place in range(self.most) if place not in self.inside)

    def _point(self, place: int) -> dict[str, Any]:
        at = point(place, *self.names)
        return at if self.bound is None else filled(at, self.bound, place, lambda position: _value(place, position))

    def _probe(self, place: int, oracle: Oracle) -> Probe:
        known = self.probes[oracle.name]
        if place not in known:
            known[place] = Probe(self._point(place), self.variable, oracle, partial(self._values, oracle))
        return known[place]

    def _values(self, oracle: Oracle, here: Mapping[str, Any]) -> Values:
        """Where values at a point are computed, those that take long from the effort."""
        if oracle is QUICK and not self.slow:
            return Values(here, FLOATS)
        return (CountedFloats if oracle is QUICK else Counted)(here, oracle.numbers, self.effort)

    def _at_a_glance(self, step: Step) -> Check | None:
        """The quick comparison at the first points at once; None where it fails or one of them does not tell."""
        if (glance := self.glance) is None:
            return None
        try:
            error = glance.error(step)
        except FAILURES:
            return None
        return None if error is None else Check(QUICK.name, glance.points, digits(error, QUICK))

    @cached_property
    def glance(self) -> SideBySide | None:
        """The first points at which the source is real, side by side; None for what takes long."""
        if self.slow:
            return None
        for places in (range(POINTS), islice(self._places(), POINTS)):
            glance = SideBySide(tuple(map(self._point, places)), self.variable)
            try:
                _ = glance[self.source]
            except FAILURES:
                continue
            return glance
        return None

    def _compare(self, step: Step, oracle: Oracle) -> Check:
        points: list[Mapping[str, Any]] = []
        probes = self.probes[oracle.name]
        telling, worst, most, fixed = 0, 0, 4 * oracle.tolerance, not depends(step.source, step.variable)
        for tried, place in enumerate(self._places()):
            if points and (self.effort.ending or tried > ENOUGH_TRIES or place not in self.inside):
                break
            probe = probes.get(place) or self._probe(place, oracle)
            try:
                expected, allowed = probe.expected(step)
                found = probe.centre[step.result]
            except (ArithmeticError, ValueError):
                self.effort.attempt()
                continue
            error, size = abs(found - expected), abs(expected)
            if not error <= allowed:
                raise DerivationError(_counterexample(step, probe.point, expected, found))
            points.append(probe.point)
            if error:
                worst = max(worst, error / (size or oracle.step))
            telling += fixed or allowed <= most * size
            if telling == POINTS or len(points) == MOST_POINTS:
                break
        if not points:
            raise NoPoint(f"No step on {quoted(step.source)} can be checked: at none of {self.most} points tried is it real and smooth.")
        return Check(oracle.name, tuple(points), digits(worst, oracle))


def quoted(expression: Expression) -> str:
    """The formula in words of an error, shortened where it is long."""
    text = str(expression)
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def _counterexample(step: Step, point: Mapping[str, Any], expected: Any, found: Any) -> str:
    at = ", ".join(f"{name} = {value}" for name, value in point.items())
    what = "A rewrite" if step.kind == "rewrite" else f"The derivative of {quoted(step.source)} with respect to {step.variable}"
    return (
        f"{what} by the rule {step.rule!r} does not hold: {quoted(step.result)} is {mpmath.nstr(found, 12)} at {at},"
        f" but {mpmath.nstr(expected, 12)} is right."
    )
