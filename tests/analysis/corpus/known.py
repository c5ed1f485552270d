"""A function with what mathematics says about it: its convexity, its critical points, how low it falls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from symdescent.problem import Problem, problem

Columns = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Critical:
    """A critical point "3, 1/2", whether it is a "minimum", a "maximum" or a "saddle" (no extremum), and the value there."""

    at: str
    kind: str
    value: str


def minimum(at: str, value: str = "0") -> Critical:
    return Critical(at, "minimum", value)


def maximum(at: str, value: str = "0") -> Critical:
    return Critical(at, "maximum", value)


def saddle(at: str, value: str = "0") -> Critical:
    return Critical(at, "saddle", value)


@dataclass(frozen=True)
class Known:
    """A function and the strongest true verdict on it, with the reason.

    ``modulus`` is the largest μ of a strongly convex or concave function where it has a closed form. ``segment`` holds two
    points between which a convex function that is not strictly so is a line. ``critical`` are critical points, kinks and
    edges included; ``counts`` how many of each kind the function has inside its domain, where all are known. ``infimum`` is
    a number, ``toward`` a curve in t along which the value tends to it
    where that is hard to see; along ``falls`` the value goes to −∞ as t grows. ``settings`` are numbers for the parameters
    to test with; ``scales`` how far out sample points lie.
    """

    formula: str
    verdict: str
    reason: str
    variables: str | None = None
    domain: str | None = None
    data: Columns | None = None
    modulus: str | None = None
    segment: tuple[str, str] | None = None
    critical: tuple[Critical, ...] = ()
    counts: Mapping[str, int] | None = None
    infimum: str | None = None
    toward: str | None = None
    falls: str | None = None
    settings: tuple[Mapping[str, str], ...] = field(default=({},))
    scales: tuple[float, ...] = (1.25, 8.0, 60.0, 4000.0)

    @property
    def name(self) -> str:
        return f"{self.formula} on {self.domain}" if self.domain else self.formula

    def problem(self) -> Problem:
        return problem(self.formula, variables=self.variables, data=self.data, domain=self.domain)


ONE = {"minimum": 1, "maximum": 0, "saddle": 0}
NONE = {"minimum": 0, "maximum": 0, "saddle": 0}
