"""Derivations: from an expression to its derivative, gradient and Hessian, one rule at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any

from symdescent.calculus.checks.certify import certified
from symdescent.calculus.checks.check import Check
from symdescent.calculus.checks.effort import Effort, parts
from symdescent.calculus.rewrites.simplify import calculated, simplified
from symdescent.calculus.rules import applicable
from symdescent.calculus.step import Step
from symdescent.errors import ArgumentError, DerivationError
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression
from symdescent.shown import Shown

if TYPE_CHECKING:
    from symdescent.calculus.answers.alternatives import Alternative
    from symdescent.calculus.answers.answer import Answer
    from symdescent.calculus.checks.certificate import Certificate
    from symdescent.calculus.edges.asks import Condition
    from symdescent.calculus.edges.kinks import Kink

LONGEST = 50_000  # parts of a derivative
LONGEST_SOURCE = 10_000  # parts of a derivative that is derived once more
TOO_LONG = "The derivative with respect to {variable} has more than {most:,} parts: derive parts of the formula, or to a lower order."
DETAILS = ("full", "standard", "brief")


def differentiate(expression: Expression, variable: str, form: str | None = None) -> Step:
    """The derivation tree of an expression; its root's result is the derivative, in one of ``FORMS``.

    >>> from symdescent.notation import parse
    >>> print(differentiate(parse("x^2 + 5"), "x").result)
    2x
    """
    root = applied(expression, variable)
    if parts(root.result, LONGEST) > LONGEST:
        raise DerivationError(TOO_LONG.format(variable=variable, most=LONGEST))
    return simplified(root, form)


def applied(expression: Expression, variable: str) -> Step:
    """The derivation tree by the rules alone, the numbers evaluated after each."""
    rule, (parts, combine) = applicable(expression, variable)
    premises = tuple(applied(part, variable) for part in parts)
    result = combine([premise.result for premise in premises])
    return calculated(Step("derivative", rule.name, variable, expression, result, premises, rule.outer))


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """One (partial) derivative: with respect to which variables in turn, its derivation tree, how each step was checked."""

    order: tuple[str, ...]
    root: Step
    checks: tuple[Check, ...]

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


def _step_dict(step: Step, check: Check) -> dict[str, str]:
    return {
        "kind": step.kind,
        "rule": step.rule,
        "source": to_sympy_text(step.source),
        "result": to_sympy_text(step.result),
        "check": check.kind,
    }


@dataclass(frozen=True, slots=True, eq=False)
class Derivation(Shown):
    """A derivative, a gradient or a Hessian (its ``kind``) with every step that leads to it.

    ``partials`` are in the order of ``variables``; of a higher derivative one after the other; of a Hessian the upper
    triangle row by row, which is all of it because mixed partial derivatives are equal (Schwarz, Clairaut). ``detail`` is
    how much its lesson tells.
    """

    kind: str
    expression: Expression
    variables: tuple[str, ...]
    partials: tuple[Partial, ...]
    detail: str = "standard"

    def __repr__(self) -> str:
        return f"Derivation({self.kind} of {self.expression}: {', '.join(map(str, self.results))})"

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
    def checks(self) -> tuple[Check, ...]:
        """How each of ``steps`` was checked."""
        return tuple(check for partial in self.partials for check in partial.checks)

    def to_dict(self) -> dict[str, Any]:
        """The derivation as plain data for JSON; a gradient or Hessian holds one derivation for each partial derivative."""
        if self.kind == "derivative":
            return self._only().to_dict()
        return {
            "schema": f"symdescent/{self.kind.replace(' ', '-')}/1",
            "expression": to_sympy_text(self.expression),
            "variables": list(self.variables),
            "partials": [partial.to_dict() for partial in self.partials],
            "result": [to_sympy_text(result) for result in self.results],
        }

    def certificate(self) -> Certificate:
        """How every step was checked: proved, or compared at which points, to how many digits, and why not proved.

        >>> import symdescent as sd
        >>> [(line.rule, line.check.kind) for line in sd.problem("x^2").derive().certificate().lines]
        [('power', 'proved')]
        """
        from symdescent.calculus.checks.certificate import certificate

        return certificate(self)

    def alternatives(self) -> tuple[Alternative, ...]:
        """The other natural ways to this derivative, those with the fewest steps first.

        >>> import symdescent as sd
        >>> [(other.name, other.cost) for other in sd.problem("x*x").derive().alternatives()]
        [('like factors first', 2)]
        """
        from symdescent.calculus.answers.alternatives import alternatives

        return alternatives(self)

    def check(self, line: str, *, variable: str | Sequence[str] | None = None) -> Answer:
        """What is to be said of a line that was typed as the result: its verdict and, where it is wrong, the mistake.

        Of a gradient ``variable`` names the partial derivative that is meant; without it the line is a vector such as
        ``(2x, 2y)``. Raises ``FormulaError`` with a caret where the line cannot be read.

        >>> import symdescent as sd
        >>> answer = sd.problem("(2x + 1)^5").derive().check("5(2x + 1)^4")
        >>> answer.verdict.value, answer.mistake
        ('wrong', 'chain factor dropped')
        """
        from symdescent.calculus.answers.answer import check

        return check(self, line, variable)

    def conditions(self) -> tuple[Condition, ...]:
        """What the formula and its derivative ask of the variables; what always holds is not listed.

        >>> import symdescent as sd
        >>> [str(condition.relation) for condition in sd.problem("ln(x) + x^2").derive().conditions()]
        ['x > 0']
        """
        from symdescent.calculus.edges.domain import conditions

        return conditions(self.expression)

    def kinks(self) -> tuple[Kink, ...]:
        """Where the function is not smooth: with one variable the points and their slopes, with several the equations.

        >>> import symdescent as sd
        >>> kink, = sd.problem("|x - 1|").derive().kinks()
        >>> str(kink.point.written), str(kink.left.written), str(kink.right.written), str(kink.used)
        ('1', '-1', '1', '0')
        """
        from symdescent.calculus.edges.kinks import equations, kinks

        if len(self.variables) != 1:
            return equations(self.expression, tuple(dict.fromkeys(x for partial in self.partials for x in partial.order)))
        return kinks(self.expression, self.variables[0], None if self.kind == "hessian" else self.partials[0].result)

    def _only(self) -> Partial:
        if self.kind == "higher derivative":
            return self.partials[-1]
        if len(self.partials) != 1:
            raise ArgumentError(f"This {self.kind} has {len(self.partials)} entries; use .results or .partials instead.")
        return self.partials[0]


def derive(
    expression: Expression,
    *order: str,
    variables: Sequence[str] = (),
    check: str = "proof",
    form: str | None = None,
    effort: Effort | None = None,
) -> Derivation:
    """The derivative of an expression with respect to the variables of ``order`` in turn, every step checked.

    ``variables`` are all that the expression is a function of: those that it is not derived by are held fixed.
    ``check`` is ``"proof"`` (SymPy within a bounded effort, else 30-digit numbers) or ``"quick"`` (difference quotients
    in floats); ``form`` one of ``FORMS`` or None, the form that a textbook prints; ``effort`` what the checks may still
    spend, where several derivations share it. Raises ``DerivationError`` with a counterexample where a step fails its check.
    """
    partials: list[Partial] = []
    effort = effort or Effort()
    for end in range(1, len(order) + 1):
        source = partials[-1].result if partials else expression
        if partials and parts(source, LONGEST_SOURCE) > LONGEST_SOURCE:
            raise DerivationError(TOO_LONG.format(variable=order[end - 2], most=LONGEST_SOURCE))
        partials.append(_partial(order[:end], source, check, form, effort))
    everything = tuple(dict.fromkeys((*variables, *order)))
    return Derivation("derivative" if len(order) == 1 else "higher derivative", expression, everything, tuple(partials))


def derive_gradient(
    expression: Expression, variables: Sequence[str], *, check: str = "proof", form: str | None = None, effort: Effort | None = None
) -> Derivation:
    """All first partial derivatives of an expression, every step checked as in ``derive``."""
    effort = effort or Effort()
    partials = tuple(_partial((name,), expression, check, form, effort) for name in variables)
    return Derivation("gradient", expression, tuple(variables), partials)


def derive_hessian(
    expression: Expression, variables: Sequence[str], *, check: str = "proof", form: str | None = None, effort: Effort | None = None
) -> Derivation:
    """All second partial derivatives on and above the diagonal, each derived from its checked first derivative."""
    effort = effort or Effort()
    first = {name: _partial((name,), expression, check, None, effort).result for name in variables}
    pairs = combinations_with_replacement(variables, 2)
    partials = tuple(_partial((x, y), first[x], check, form, effort) for x, y in pairs)
    return Derivation("hessian", expression, tuple(variables), partials)


def _partial(order: tuple[str, ...], source: Expression, check: str, form: str | None, effort: Effort) -> Partial:
    try:
        root = differentiate(source, order[-1], form)
        return Partial(order, root, certified(root, check, effort))
    except RecursionError:
        raise DerivationError("This formula is nested too deeply to be differentiated: derive parts of it.") from None
