"""The certificate of a derivation: how each of its steps was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symdescent.calculus.checks.check import Check
from symdescent.calculus.checks.oracle import WORKING_DIGITS
from symdescent.calculus.derivation import Derivation
from symdescent.calculus.step import Step
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression
from symdescent.shown import Shown


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One step and its check; ``order`` are the variables of the partial derivative that it belongs to."""

    order: tuple[str, ...]
    step: Step
    check: Check

    @property
    def rule(self) -> str:
        """The name of the rule or rewrite."""
        return self.step.rule

    def to_dict(self) -> dict[str, Any]:
        """The line as plain data."""
        step, check = self.step, self.check
        return {
            "order": list(self.order),
            "kind": step.kind,
            "rule": step.rule,
            "variable": step.variable,
            "source": to_sympy_text(step.source),
            "result": to_sympy_text(step.result),
            "check": check.kind,
            "points": [_plain(point) for point in check.points],
            "digits": check.digits,
            "reason": check.reason,
        }


def _plain(point: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in point.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Certificate(Shown):
    """Every step of a derivation, premises first, with how it was checked."""

    expression: Expression
    variables: tuple[str, ...]
    lines: tuple[Line, ...]

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {kind}" for kind, count in self.counts.items())
        return f"Certificate({self.expression}: {counts})"

    @property
    def counts(self) -> dict[str, int]:
        """How many steps were checked in each way that occurs.

        >>> import symdescent as sd
        >>> sd.problem("x^2 + sin(x)").derive().certificate().counts
        {'proved': 3}
        """
        kinds = [line.check.kind for line in self.lines]
        return {kind: kinds.count(kind) for kind in ("proved", "numeric", "quick") if kind in kinds}

    @property
    def digits(self) -> int | None:
        """To how many digits the steps that were compared agree at the least; None where all are proved."""
        return min((line.check.digits for line in self.lines if line.check.kind != "proved"), default=None)

    def to_dict(self) -> dict[str, Any]:
        """The certificate as plain data for JSON."""
        return {
            "schema": "symdescent/certificate/1",
            "expression": to_sympy_text(self.expression),
            "variables": list(self.variables),
            "working_digits": WORKING_DIGITS,
            "counts": self.counts,
            "lines": [line.to_dict() for line in self.lines],
        }


def certificate(derivation: Derivation) -> Certificate:
    """The certificate of a derivation."""
    lines = (
        Line(partial.order, step, check)
        for partial in derivation.partials
        for step, check in zip(partial.steps, partial.checks, strict=True)
    )
    return Certificate(derivation.expression, derivation.variables, tuple(lines))
