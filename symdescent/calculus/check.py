"""The checks of a derivation: each step against an oracle that shares no code with the rules.

A derivative is compared with a difference quotient, a rewrite with the value it had before, at points of the real
domain: in floats (``quick``) or to 30 digits (``numeric``). A step that disagrees raises with the counterexample.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

import mpmath

from symdescent.calculus.evaluate import FLOATS, PRECISE, Numbers, Undefined, Values
from symdescent.calculus.step import Step
from symdescent.errors import DerivationError
from symdescent.notation.tree import Expression, columns, names

POINTS = 3  # at which a step is compared
MOST_POINTS = 8  # at which it is compared where the value is 0, for there a wrong factor or sign does not show
TRIES = 400  # before a function is taken to have no real value
DIGITS = 30
WORKING_DIGITS = 110  # a central difference with h = 10^-35 errs by h² = 10^-70 and loses 35 of 110 digits
ROWS = 3  # of made-up data

# Small, middling and large values of both signs; the golden ratio spreads several variables over them.
# None is a number that people type, where a kink might sit.
VALUES = tuple(
    map(
        float,
        "0.3719 -1.9327 4.7093 -0.8317 1.2113 0.0523 2.2931 -0.2917 23.419 0.7109 -6.1031 1.0093 3.0341 -17.317 0.9311 411.73".split(),
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


class Oracle(NamedTuple):
    """An arithmetic and how closely it compares: relative step h, tolerance and rounding unit."""

    name: str
    numbers: Numbers
    convert: Callable[[Any], Any]
    step: Any
    tolerance: Any
    unit: Any


QUICK = Oracle("quick", FLOATS, float, 1e-5, 1e-6, 2.0**-52)
PRECISE_30 = Oracle("numeric", PRECISE, mpmath.mpf, mpmath.mpf("1e-35"), mpmath.mpf(f"1e-{DIGITS}"), mpmath.mpf(f"1e-{WORKING_DIGITS}"))


class Probe:
    """A point with its neighbours at ``x - h`` and ``x + h``; what was computed there is kept for the next step."""

    def __init__(self, point: Mapping[str, Any], variable: str, oracle: Oracle) -> None:
        here = {name: _converted(value, oracle.convert) for name, value in point.items()}
        self.oracle, self.point = oracle, point
        self.width = oracle.step * min(1, abs(here[variable]))
        self.left, self.centre, self.right = (
            Values(here | {variable: here[variable] + shift}, oracle.numbers) for shift in (-self.width, 0, self.width)
        )

    def expected(self, step: Step) -> tuple[Any, Any]:
        """What the step's result should be here, and by how much it may differ."""
        if step.kind == "rewrite":
            value = self.centre[step.source]
            return value, self.oracle.tolerance / 1000 * (abs(value) + self.oracle.step)  # no difference quotient's error
        return self._slope(step.source)

    def _slope(self, f: Expression) -> tuple[Any, Any]:
        """The difference quotient (f(x + h) - f(x - h))/2h, which errs by h²f‴/6 and rounding; one-sided ones tell a kink."""
        before, here, after = self.left[f], self.centre[f], self.right[f]
        h, unit, tolerance = self.width, self.oracle.unit, self.oracle.tolerance
        slope, noise = (after - before) / (2 * h), 10 * unit * (abs(before) + abs(after)) / h
        bend = abs(after - 2 * here + before) / h  # h f″ where f is smooth, the jump of the slope at a kink
        if max(bend - 10 * noise, noise) > 0.01 * (1 + abs(slope)):
            raise Undefined("not smooth on the scale of h, or too large to tell")
        return slope, tolerance * (abs(slope) + self.oracle.step + bend) + noise


def _converted(value: Any, convert: Callable[[Any], Any]) -> Any:
    return tuple(map(convert, value)) if isinstance(value, tuple) else convert(value)


class Checker:
    """Checks the steps of one derivation at the same points.

    ``quick`` compares in floats and, where these disagree, to 30 digits; ``numeric`` compares to 30 digits at once. Both
    return how the step was settled and raise ``DerivationError`` with the counterexample where it is wrong.
    """

    def __init__(self, root: Step) -> None:
        source = root.derived.source
        self.variable = root.variable
        self.names = tuple(sorted(names(source) | {root.variable})), tuple(sorted(columns(source)))
        self.probes: dict[tuple[str, int], Probe] = {}

    def quick(self, step: Step) -> str:
        """Compares in floats."""
        try:
            return self._compare(step, QUICK)
        except DerivationError:
            return self.numeric(step)

    def numeric(self, step: Step) -> str:
        """Compares to 30 digits."""
        with mpmath.workdps(WORKING_DIGITS):
            return self._compare(step, PRECISE_30)

    def _probe(self, place: int, oracle: Oracle) -> Probe:
        key = oracle.name, place
        if key not in self.probes:
            self.probes[key] = Probe(point(place, *self.names), self.variable, oracle)
        return self.probes[key]

    def _compare(self, step: Step, oracle: Oracle) -> str:
        compared, telling, fixed = 0, 0, step.variable not in names(step.source)
        for place in range(TRIES):
            probe = self._probe(place, oracle)
            try:
                expected, allowed = probe.expected(step)
                found = probe.centre[step.result]
            except (ArithmeticError, ValueError):
                continue
            if not abs(found - expected) <= allowed:
                raise DerivationError(_counterexample(step, probe.point, expected, found))
            compared += 1
            telling += fixed or expected != 0
            if telling == POINTS or compared == MOST_POINTS:
                break
        if not compared:
            raise NoPoint(f"No step on {step.source} can be checked: at none of {TRIES} points tried is it real and smooth.")
        return oracle.name


def _counterexample(step: Step, point: Mapping[str, Any], expected: Any, found: Any) -> str:
    at = ", ".join(f"{name} = {value}" for name, value in point.items())
    what = "A rewrite" if step.kind == "rewrite" else f"The derivative of {step.source} with respect to {step.variable}"
    return (
        f"{what} by the rule {step.rule!r} does not hold: {step.result} is {mpmath.nstr(found, 12)} at {at},"
        f" but {mpmath.nstr(expected, 12)} is right."
    )
