"""All that is known of how fast descents go on a problem, in one object."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from sympy import Expr

from symdescent.analysis.rates.closed_form import ClosedForm, closed_form
from symdescent.analysis.rates.constants import Constants, constants
from symdescent.analysis.rates.letters import without_signs
from symdescent.analysis.rates.safe import SafeRates, of_constants
from symdescent.analysis.rates.stability import Stability, stability
from symdescent.analysis.rates.theorems import Value, factor, steps_needed, values
from symdescent.numeric.arithmetic import read_number
from symdescent.numeric.point import read_point
from symdescent.problem import Problem
from symdescent.shown import Shown

ACCURACY = Fraction(1, 10**6)


@dataclass(frozen=True, eq=False)
class Rates(Shown):
    """What ``rates_of`` returns.

    ``constants`` are L, μ and κ, ``safe`` the safe rates, ``numbers`` what theorems make of the constants, each with its source;
    ``steps`` says how many steps of the best rate make the distance to the minimum ``accuracy`` times what it was at the start;
    ``form`` is x_k as a formula in k for the best rate and ``stability`` the region of heavy ball, both of quadratics only.
    """

    problem: Problem
    constants: Constants
    safe: SafeRates | None
    numbers: tuple[Value, ...]
    accuracy: Expr
    steps: int | None
    start: dict[str, Any] | None
    form: ClosedForm | None
    stability: Stability | None

    def __repr__(self) -> str:
        return f"Rates({self.problem.expression}: L = {self.constants.L}, μ = {self.constants.mu})"

    def number(self, key: str) -> Expr | None:
        """One of the numbers by its key, such as ``"best rate"``; None where the constants do not give it."""
        return next((row.value for row in self.numbers if row.number.key == key), None)

    def to_dict(self) -> dict[str, Any]:
        """The constants, the edge of the safe rates and the numbers as plain data for JSON."""
        plain = self.constants.to_dict()
        edge = None if self.safe is None else str(self.safe.edge)
        return {
            "schema": "symdescent/rates/1",
            **plain,
            "safe_rate": edge,
            "numbers": {row.number.key: str(row.value) for row in self.numbers},
        }


def rates_of(problem: Problem, *, domain: Any = None, start: Any = None, accuracy: Any = None) -> Rates:
    """Constants, safe rates, and what theorems say of rates and momentum; for quadratics the iterates in closed form, too.

    ``domain`` is where to look (None: where the problem says), ``start`` a point: where no constants hold on the whole domain,
    they are those of the sublevel set around it. ``accuracy`` is by how much the distance to the minimum is to shrink
    (None: to a millionth).

    Raises ``ArgumentError`` for a start or an accuracy that does not fit.

    >>> import symdescent as sd
    >>> found = rates_of(sd.problem("x^2 + 4y^2"))
    >>> found.safe.edge, found.number("best rate"), found.steps
    (1/4, 1/5, 28)
    """
    given = Fraction(read_number(ACCURACY if accuracy is None else accuracy, "accuracy"))
    wanted = sympy.Rational(given.numerator, given.denominator)
    known = constants(problem, domain=domain)
    if start is not None and known.L is None:
        tried = constants(problem, domain=domain, sublevel=start)
        known = tried if tried.L is not None else known
    plain = tuple(row._replace(value=without_signs(row.value)) for row in values(known))
    best = next((row.value for row in plain if row.number.key == "best rate"), None)
    first = (
        None if start is None else dict(zip(problem.variables, read_point(start, problem.variables, "start", symbols=True), strict=True))
    )
    form = closed_form(problem, first, rate=best) if best is not None and first is not None and known.is_quadratic else None
    region = stability("heavy ball") if known.is_quadratic and known.is_strong else None
    return Rates(problem, known, of_constants(known), plain, wanted, _steps(known, best, wanted), first, form, region)


def _steps(known: Constants, best: Expr | None, accuracy: Expr) -> int | None:
    shrinks = None if best is None else factor(known, best)
    return steps_needed(shrinks, accuracy) if shrinks is not None and shrinks.is_number else None
