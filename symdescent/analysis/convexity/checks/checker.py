"""The separate check of certificates: it shares no code with what finds them, and takes derivatives by SymPy's own rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from symdescent.analysis.convexity.checks import squares
from symdescent.analysis.convexity.checks.bends import bends_hold
from symdescent.analysis.convexity.checks.composition import accepts_composition
from symdescent.analysis.convexity.checks.domain import is_convex_set
from symdescent.analysis.convexity.checks.hessian import constant_holds, pivots_hold
from symdescent.analysis.convexity.checks.line import second_derivative_holds
from symdescent.analysis.convexity.checks.witness import gap_holds, witness_holds
from symdescent.analysis.convexity.finding import VERDICTS, Finding

if TYPE_CHECKING:
    from symdescent.problem import Problem


def accepts(problem: Problem, finding: Finding) -> bool:
    """Whether the certificate proves the verdict (and the modulus) of this problem.

    False where it does not, and also where this checker cannot follow it: what it accepts is proved.

    >>> import symdescent as sd
    >>> from dataclasses import replace
    >>> f = sd.problem("x^2 + x*y + y^2")
    >>> from symdescent.analysis.convexity.constant import by_constant_hessian
    >>> found = by_constant_hessian(f)
    >>> accepts(f, found), accepts(f, replace(found, modulus=2)), accepts(sd.problem("x*y"), found)
    (True, False, False)
    """
    check = CHECKS.get(getattr(finding.certificate, "kind", ""))
    if check is None or finding.verdict not in VERDICTS or (finding.modulus is None) == finding.verdict.startswith("strongly"):
        return False
    try:
        return check(problem, finding)
    except (ArithmeticError, AttributeError, IndexError, KeyError, NotImplementedError, TypeError, ValueError):
        return False  # a certificate that is not even well formed


def _squares(problem: Problem, finding: Finding) -> bool:
    return is_convex_set(problem) and squares.holds(problem, finding.verdict, finding.certificate, finding.modulus)


CHECKS: dict[str, Callable[[Problem, Any], bool]] = {
    "constant Hessian": constant_holds,
    "pivots": pivots_hold,
    "second derivative": second_derivative_holds,
    "witness": witness_holds,
    "gap": gap_holds,
    "bends": bends_hold,
    "squares": _squares,
    "composition": accepts_composition,
}
