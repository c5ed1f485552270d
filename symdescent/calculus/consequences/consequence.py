"""What follows from derivatives by a theorem: its formula with the derivatives put in, and the way to the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from symdescent.calculus.checks.check import Check
from symdescent.calculus.derivation import Derivation
from symdescent.calculus.step import Step
from symdescent.errors import ArgumentError
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression
from symdescent.shown import Shown


@dataclass(frozen=True, slots=True, eq=False)
class Conclusion:
    """One formula of a consequence with the rewrites that lead from it to its result.

    ``key`` says what it is, such as ``"result"`` or ``"value"``; ``of`` what it belongs to, such as the variables of a
    partial derivative in turn; ``checks`` are aligned with ``steps``.
    """

    key: str
    root: Step
    checks: tuple[Check, ...]
    of: tuple[str, ...] = ()

    @property
    def formula(self) -> Expression:
        """The theorem with what it needs put in."""
        return next(iter(self.root)).source

    @property
    def steps(self) -> tuple[Step, ...]:
        """The rewrites from the formula to the result."""
        return tuple(self.root)[1:]

    @property
    def result(self) -> Expression:
        """The last line."""
        return self.root.result


@dataclass(frozen=True, slots=True, eq=False)
class Consequence(Shown):
    """What the theorem named ``theorem`` says of ``expressions``, once their derivatives are known.

    ``given`` is what else was given (a direction, a point, a path) by name; ``derivations`` are what it stands on;
    ``conclusions`` the theorem's formulas one after the other; ``rows`` the entries of a Jacobian; ``confirmed`` says how
    the claim itself was compared with difference quotients that know no rule.
    """

    kind: str
    theorem: str
    expressions: tuple[Expression, ...]
    variables: tuple[str, ...]
    given: Mapping[str, Mapping[str, Expression]]
    derivations: tuple[Derivation, ...]
    conclusions: tuple[Conclusion, ...]
    confirmed: tuple[Check, ...]
    rows: tuple[tuple[Expression, ...], ...] = field(default=())

    def __repr__(self) -> str:
        return f"Consequence({self.kind} of {', '.join(map(str, self.expressions))})"

    def all(self, key: str) -> tuple[Conclusion, ...]:
        """The conclusions of that key."""
        return tuple(conclusion for conclusion in self.conclusions if conclusion.key == key)

    @property
    def formula(self) -> Expression:
        """The theorem with the derivatives put in."""
        return self._one("result", "is no single expression; use .results instead").formula

    @property
    def result(self) -> Expression:
        """What the formula comes to."""
        return self._one("result", "is no single expression; use .results instead").result

    @property
    def results(self) -> tuple[tuple[Expression, ...], ...]:
        """The rows of a Jacobian; of anything else one row with the result."""
        return self.rows or ((self.result,),)

    @property
    def value(self) -> Expression:
        """The exact number at the point that was given."""
        return self._one("value", "has no value, for it was given no point").result

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step of the derivations, then every rewrite of the conclusions."""
        derived = (step for derivation in self.derivations for step in derivation.steps)
        return (*derived, *(step for conclusion in self.conclusions for step in conclusion.steps))

    @property
    def checks(self) -> tuple[Check, ...]:
        """How each of ``steps`` was checked."""
        derived = (check for derivation in self.derivations for check in derivation.checks)
        return (*derived, *(check for conclusion in self.conclusions for check in conclusion.checks))

    def to_dict(self) -> dict[str, Any]:
        """The consequence as plain data for JSON; formulas as SymPy reads them."""
        return {
            "schema": f"symdescent/{self.kind}/1",
            "theorem": self.theorem,
            "expressions": list(map(to_sympy_text, self.expressions)),
            "variables": list(self.variables),
            "given": {what: {name: to_sympy_text(part) for name, part in parts.items()} for what, parts in self.given.items()},
            "derivations": [derivation.to_dict() for derivation in self.derivations],
            "conclusions": [_conclusion_dict(conclusion) for conclusion in self.conclusions],
            "confirmed": [check.kind for check in self.confirmed],
            "result": [[to_sympy_text(entry) for entry in row] for row in self.rows] if self.rows else to_sympy_text(self.result),
        }

    def _one(self, key: str, missing: str) -> Conclusion:
        found = self.all(key)
        if not found:
            raise ArgumentError(f"This {self.kind} {missing}.")
        return found[-1]


def _conclusion_dict(conclusion: Conclusion) -> dict[str, Any]:
    checked = zip(conclusion.steps, conclusion.checks, strict=True)
    return {
        "kind": conclusion.key,
        "of": list(conclusion.of),
        "formula": to_sympy_text(conclusion.formula),
        "steps": [{"rule": step.rule, "result": to_sympy_text(step.result), "check": check.kind} for step, check in checked],
        "result": to_sympy_text(conclusion.result),
    }
