"""The whole page on a problem: its landscape, its convexity, its critical points and the rates that it allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symdescent.analysis.convexity.verdict import Convexity, convexity
from symdescent.analysis.critical.find import critical_points
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints
from symdescent.analysis.landscape import Landscape, landscape
from symdescent.analysis.rates.rates import Rates, rates_of
from symdescent.errors import ArgumentError
from symdescent.problem import Problem, expect_problem
from symdescent.shown import Shown

VERDICTS = {"bounded": True, "unbounded": False}


@dataclass(frozen=True, eq=False)
class Analysis(Shown):
    """What ``analyze`` returns: each part shows itself, and all of them together are the page."""

    problem: Problem
    landscape: Landscape
    convexity: Convexity
    critical_points: CriticalPoints
    rates: Rates

    def __repr__(self) -> str:
        return f"Analysis({self.convexity!r}, {self.critical_points!r})"

    @property
    def best(self) -> CriticalPoint | None:
        """A point where the function is proved to be least (greatest, where the problem is to maximise); None where none is known."""
        wanted = ("maximum", "edge maximum") if self.problem.sense == "max" else ("minimum", "edge minimum")
        return next((point for point in self.critical_points.of(*wanted) if point.is_global), None)

    @property
    def bounded(self) -> bool | None:
        """Whether the function is bounded on the side on which it is wanted: below, or above to maximise; None where that is open."""
        known = VERDICTS.get(self.landscape.bounded.verdict)
        return True if known is None and self.best is not None else known

    @property
    def coercive(self) -> bool | None:
        """Whether the function that is made least grows beyond every number far out; None where that is open."""
        convex = "strongly concave" if self.problem.sense == "max" else "strongly convex"
        whole = not self.problem.domain.of(self.problem.variables).relations
        return True if whole and self.convexity.verdict == convex else self.landscape.coercivity.coercive

    def to_dict(self) -> dict[str, Any]:
        """The page as plain data for JSON: verdicts, numbers and points; formulas as SymPy writes them."""
        convex, rates = self.convexity.to_dict(), self.rates.to_dict()
        side = "bounded_above" if self.problem.sense == "max" else "bounded_below"
        return {
            "schema": "symdescent/analysis/1",
            "problem": self.problem.to_dict(),
            **{key: convex[key] for key in ("convexity", "certificate", "modulus", "quasiconvexity")},
            "critical_points": [point.to_dict() for point in self.critical_points],
            "critical_sets": [one.to_dict() for one in self.critical_points.sets],
            "complete": self.critical_points.complete,
            side: self.bounded,
            **{key: rates[key] for key in ("L", "mu", "safe_rate", "numbers")},
            "constants": self.rates.constants.to_dict(),
            "landscape": {key: value for key, value in self.landscape.to_dict().items() if key not in ("schema", "problem")},
        }


def analyze(problem: Problem, *, domain: Any = None) -> Analysis:
    """Everything that is proved of a problem: domain, growth, bounds, convexity, critical points, constants and safe rates.

    ``domain`` stands in place of the problem's own. What could not be proved is said to be open. Raises ``FormulaError`` or
    ``ArgumentError`` for a domain that cannot be used and for a problem without variables.

    >>> import symdescent as sd
    >>> found = analyze(sd.problem("x^4 - 2x^2 + y^2"))
    >>> found.convexity.verdict, found.bounded, [point.kind for point in found.critical_points]
    ('neither', True, ['minimum', 'saddle', 'minimum'])
    """
    if not expect_problem(problem).variables:
        hint = 'name one in variables= (--variables on the command line) to look at the constant function of it, as variables="x"'
        raise ArgumentError(f"{problem.expression} has no variables, so there is nothing to vary: {hint}.")
    here = problem.on(domain)
    return Analysis(here, landscape(here), convexity(here), critical_points(here), rates_of(here))
