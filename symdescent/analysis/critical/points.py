"""Critical points of a problem: found, classified, and told whether they are global."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import mpmath
import sympy

from symdescent.analysis.critical.classify import Found
from symdescent.analysis.critical.degenerate import Verdict
from symdescent.analysis.critical.inertia import Inertia
from symdescent.analysis.critical.places import Place
from symdescent.analysis.critical.solution import Solution
from symdescent.analysis.critical.values import DIGITS, number_text, tidied, value_at
from symdescent.notation.region import Region
from symdescent.problem import Problem
from symdescent.shown import Shown

KINDS = (
    *("minimum", "maximum", "saddle", "degenerate saddle", "inflection", "edge minimum", "edge maximum", "edge saddle"),
    "undecided",
)


@dataclass(frozen=True, eq=False)
class CriticalPoint:
    """A point with its value and what it is; ``is_global`` None where that is open.

    ``at`` holds closed forms where there are short ones, else decimals of 30 digits; ``place`` narrows them on demand.
    ``signs`` counts the Hessian's (on a face: the bordered Hessian's) eigenvalues above, at and below 0, ``why`` is what
    decided the kind, ``reason`` the key of what decided whether it is global; ``active`` are the constraints (each = 0)
    on which it lies, with their ``multipliers``.
    """

    at: dict[str, Any]
    value: Any
    kind: str
    place: Place
    signs: Inertia | None = None
    why: Verdict | None = None
    is_global: bool | None = None
    reason: str = ""
    active: tuple[sympy.Expr, ...] = ()
    multipliers: tuple[Any, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the coordinates are closed forms."""
        return self.place.exact is not None

    def to_dict(self) -> dict[str, Any]:
        """The point as plain data for JSON."""
        at = {name: number_text(value) for name, value in self.at.items()}
        value = None if self.value is None else number_text(self.value)
        return {"at": at, "value": value, "kind": self.kind, "global": self.is_global, "reason": self.reason or None}


@dataclass(frozen=True, eq=False)
class CriticalSet:
    """A whole set of critical points: where each of the ``equations`` is 0 and what is ``within`` is not negative; it has one ``value``."""

    equations: tuple[sympy.Expr, ...]
    value: Any
    kind: str
    is_global: bool | None = None
    within: tuple[sympy.Expr, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The set as plain data for JSON."""
        value = None if self.value is None else number_text(self.value)
        within = {"within": [f"{e} >= 0" for e in self.within]} if self.within else {}
        return {"equations": list(map(str, self.equations)), **within, "value": value, "kind": self.kind, "global": self.is_global}


@dataclass(frozen=True, eq=False)
class CriticalPoints(Shown):
    """Where the gradient is zero, kinks and edges of the domain included; made by ``critical_points``.

    ``complete`` says that these are all; otherwise ``gaps`` are the keys of what was given up. ``families`` are vectors
    by which all points repeat.
    """

    problem: Problem
    domain: Region
    points: tuple[CriticalPoint, ...]
    sets: tuple[CriticalSet, ...]
    solutions: tuple[tuple[tuple[sympy.Expr, ...], Solution], ...]  # of each face: what is 0 on it, and its solution
    gaps: tuple[str, ...] = ()
    ray: tuple[Any, ...] | None = None  # along it the function falls below every number

    def __repr__(self) -> str:
        kinds = Counter(one.kind for one in self.points)
        found = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        return f"CriticalPoints({self.problem.expression}: {found or 'none'}{'' if self.complete else ', perhaps more'})"

    @property
    def complete(self) -> bool:
        """Whether these are all."""
        return not self.gaps

    @property
    def families(self) -> tuple[tuple[Any, ...], ...]:
        """Vectors by which the points repeat, as (2π, 0)."""
        return tuple(dict.fromkeys(family for _, solution in self.solutions for family in solution.families))

    def of(self, *kinds: str) -> tuple[CriticalPoint, ...]:
        """The points of some kinds."""
        return tuple(point for point in self.points if point.kind in kinds)

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[CriticalPoint]:
        return iter(self.points)

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON."""
        return {
            "schema": "symdescent/critical points/1",
            "critical_points": [point.to_dict() for point in self.points],
            "critical_sets": [one.to_dict() for one in self.sets],
            "complete": self.complete,
            "gaps": list(self.gaps),
            "periods": [list(map(str, family)) for family in self.families],
        }


def with_global(point: CriticalPoint, is_global: bool | None, reason: str, kind: str | None = None) -> CriticalPoint:
    """The point with what was found of its being global."""
    return replace(point, is_global=is_global, reason=reason, kind=kind or point.kind)


def point_of(problem: Problem, place: Place, found: Found) -> CriticalPoint:
    """The point of a place with what it was found to be."""
    names = problem.variables
    if place.exact is not None:
        at = dict(zip(names, map(tidied, place.exact), strict=True))
    else:
        at = dict(zip(names, (_rounded(box) for box in place.box(DIGITS + 5)), strict=True))
    value = value_at(problem.sympy, place)
    multipliers = tuple(value_at(m, place) for m in found.multipliers)
    return CriticalPoint(at, value, found.kind or "", place, found.signs, found.why, None, "", found.active, multipliers)


def _rounded(box: Any) -> sympy.Expr:
    """The middle of an interval as a decimal of 30 digits; the number itself where the interval is only that."""
    if box.a == box.b:
        return sympy.nsimplify(sympy.Float(mpmath.mpf(box.a)), rational=True)
    with mpmath.workdps(DIGITS + 10):
        return sympy.Float(mpmath.nstr((mpmath.mpf(box.a) + mpmath.mpf(box.b)) / 2, DIGITS), DIGITS)
