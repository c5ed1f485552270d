"""How the steps of a derivation are checked, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

from symdescent.calculus.checks.check import Check, Checker, NoPoint, quoted
from symdescent.calculus.checks.effort import Effort, Spent
from symdescent.calculus.checks.proof import unproved
from symdescent.calculus.step import Step
from symdescent.errors import ArgumentError

LAST_RESORT = 2_000  # of the effort for proofs, where a quick check finds no point


def certified(root: Step, check: str, effort: Effort | None = None) -> tuple[Check, ...]:
    """How each step of the tree, premises first, was checked; raises ``DerivationError`` where one is wrong.

    The steps share an effort, counted in operations: past it they are not proved but compared, to 30 digits and then
    in floats, as their ``reason`` says.
    """
    if not isinstance(check, str) or check not in CHECKS:
        raise ArgumentError(f"check={check!r}: expected one of {', '.join(map(repr, CHECKS))}.")
    checker = Checker(root, effort)
    if check == "quick":
        checker.effort.proofs = min(checker.effort.proofs, LAST_RESORT)
    return tuple(CHECKS[check](checker, step) for step in root)


def _prove(checker: Checker, step: Step) -> Check:
    reason = unproved(step, checker.effort)
    check = _or_proved(_compared, checker, step) if reason else Check("proved")
    return check if check.kind == "proved" else check._replace(reason=reason)


def _quick(checker: Checker, step: Step) -> Check:
    return _or_proved(_in_floats, checker, step)


def _or_proved(compare: Callable[[Checker, Step], Check], checker: Checker, step: Step) -> Check:
    """The comparison, and where the domain is too small to be hit a proof, which is as good."""
    try:
        return compare(checker, step)
    except NoPoint:
        if unproved(step, checker.effort.spared()):
            raise
        return Check("proved")


def _compared(checker: Checker, step: Step) -> Check:
    """To 30 digits, and in floats where the effort does not suffice."""
    try:
        return checker.numeric(step)
    except Spent:
        return _in_floats(checker, step)


def _in_floats(checker: Checker, step: Step) -> Check:
    try:
        return checker.quick(step)
    except Spent:
        raise NoPoint(f"The step on {quoted(step.source)} is too much to check within the effort of a derivation.") from None


CHECKS: dict[str, Callable[[Checker, Step], Check]] = {"proof": _prove, "quick": _quick}
