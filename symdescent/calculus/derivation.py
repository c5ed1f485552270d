"""Derivations: from an expression to its derivative, gradient and Hessian, one rule at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

from symdescent.calculus.arithmetic import tidy
from symdescent.calculus.check import Checker, NoPoint
from symdescent.calculus.collect import cancel, like_factors, like_terms
from symdescent.calculus.proof import prove
from symdescent.calculus.rules import applicable
from symdescent.calculus.step import Step
from symdescent.errors import ArgumentError
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression
from symdescent.shown import Shown

# The first rewrite follows every rule, the others the last one.
REWRITES: tuple[tuple[str, Callable[[Expression], Expression]], ...] = (
    ("arithmetic", tidy),
    ("cancel", cancel),
    ("like factors", like_factors),
    ("like terms", like_terms),
    ("arithmetic", tidy),
)


def differentiate(expression: Expression, variable: str) -> Step:
    """The derivation tree of an expression; its root's result is the derivative.

    >>> from symdescent.notation import parse
    >>> print(differentiate(parse("x^2 + 5"), "x").result)
    2x
    """
    root = _derive(expression, variable)
    for name, rewrite in REWRITES[1:]:
        root = _rewritten(root, name, rewrite)
    return root


def _derive(expression: Expression, variable: str) -> Step:
    rule, (parts, combine) = applicable(expression, variable)
    premises = tuple(_derive(part, variable) for part in parts)
    result = combine([premise.result for premise in premises])
    step = Step("derivative", rule.name, variable, expression, result, premises, rule.outer)
    return _rewritten(step, *REWRITES[0])


def _rewritten(step: Step, name: str, rewrite: Callable[[Expression], Expression]) -> Step:
    result = rewrite(step.result)
    return step if result == step.result else Step("rewrite", name, step.variable, step.result, result, (step,))


def _prove(checker: Checker, step: Step) -> str:
    return "proved" if prove(step) else checker.numeric(step)


def _quick(checker: Checker, step: Step) -> str:
    try:
        return checker.quick(step)
    except NoPoint:  # where the domain is too small to be hit, a proof is as good
        if prove(step):
            return "proved"
        raise


CHECKS: dict[str, Callable[[Checker, Step], str]] = {"proof": _prove, "quick": _quick}


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """One (partial) derivative: with respect to which variables in turn, its derivation tree, how each step was checked."""

    order: tuple[str, ...]
    root: Step
    checks: tuple[str, ...]

    @property
    def source(self) -> Expression:
        """What is differentiated with respect to the last variable of ``order``."""
        return self.root.derived.source

    @property
    def result(self) -> Expression:
        """The derivative."""
        return self.root.result

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, premises first, each aligned with its entry in ``checks``."""
        return tuple(self.root)

    def to_dict(self) -> dict[str, Any]:
        """The derivation as plain data."""
        return {
            "schema": "symdescent/derivation/1",
            "expression": to_sympy_text(self.source),
            "variable": self.order[-1],
            "order": list(self.order),
            "steps": [_step_dict(step, check) for step, check in zip(self.steps, self.checks, strict=True)],
            "result": to_sympy_text(self.result),
        }


def _step_dict(step: Step, check: str) -> dict[str, str]:
    return {
        "kind": step.kind,
        "rule": step.rule,
        "source": to_sympy_text(step.source),
        "result": to_sympy_text(step.result),
        "check": check,
    }


@dataclass(frozen=True, slots=True, eq=False)
class Derivation(Shown):
    """A derivative, a gradient or a Hessian (its ``kind``) with every step that leads to it.

    ``partials`` are in the order of ``variables``; of a Hessian they are the upper triangle row by row, which is all of
    it because mixed partial derivatives are equal (Schwarz, Clairaut).
    """

    kind: str
    expression: Expression
    variables: tuple[str, ...]
    partials: tuple[Partial, ...]

    @property
    def results(self) -> tuple[Expression, ...]:
        """The derivative of each of ``partials``."""
        return tuple(partial.result for partial in self.partials)

    @property
    def result(self) -> Expression:
        """The derivative, where there is just one."""
        return self._only().result

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, premises first."""
        return tuple(step for partial in self.partials for step in partial.steps)

    @property
    def checks(self) -> tuple[str, ...]:
        """How each of ``steps`` was checked: proved, numeric or quick."""
        return tuple(check for partial in self.partials for check in partial.checks)

    def to_dict(self) -> dict[str, Any]:
        """The derivation as plain data for JSON; a gradient or Hessian holds one derivation for each partial derivative."""
        if self.kind == "derivative":
            return self._only().to_dict()
        return {
            "schema": f"symdescent/{self.kind}/1",
            "expression": to_sympy_text(self.expression),
            "variables": list(self.variables),
            "partials": [partial.to_dict() for partial in self.partials],
            "result": [to_sympy_text(result) for result in self.results],
        }

    def _only(self) -> Partial:
        if len(self.partials) != 1:
            raise ArgumentError(f"This {self.kind} has {len(self.partials)} entries; use .results or .partials instead.")
        return self.partials[0]


def derive(expression: Expression, variable: str, *, check: str = "proof") -> Derivation:
    """The derivative of an expression with respect to one variable, every step checked.

    ``check`` is ``"proof"`` (SymPy within a bounded effort, else 30-digit numbers) or ``"quick"`` (difference quotients
    in floats). Raises ``DerivationError`` with a counterexample where a step fails its check.
    """
    return Derivation("derivative", expression, (variable,), (_partial((variable,), expression, check),))


def derive_gradient(expression: Expression, variables: Sequence[str], *, check: str = "proof") -> Derivation:
    """All first partial derivatives of an expression, every step checked as in ``derive``."""
    partials = tuple(_partial((name,), expression, check) for name in variables)
    return Derivation("gradient", expression, tuple(variables), partials)


def derive_hessian(expression: Expression, variables: Sequence[str], *, check: str = "proof") -> Derivation:
    """All second partial derivatives on and above the diagonal, each derived from its checked first derivative."""
    first = {name: _partial((name,), expression, check).result for name in variables}
    pairs = combinations_with_replacement(variables, 2)
    partials = tuple(_partial((x, y), first[x], check) for x, y in pairs)
    return Derivation("hessian", expression, tuple(variables), partials)


def _partial(order: tuple[str, ...], source: Expression, check: str) -> Partial:
    if not isinstance(check, str) or check not in CHECKS:
        raise ArgumentError(f"check={check!r}: expected one of {', '.join(map(repr, CHECKS))}.")
    root = differentiate(source, order[-1])
    checker = Checker(root)
    return Partial(order, root, tuple(CHECKS[check](checker, step) for step in root))
