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

    The steps share an effort, counted in operations: past it they are not proved but compared, to 30 digits, then in
    floats and at last at one point each, as their ``reason`` says.
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
    return check if check.kind == "proved" else check._replace(reason=check.reason or reason)


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
    if checker.effort.ending:
        return _in_floats(checker, step)
    try:
        return checker.numeric(step)
    except Spent:
        return _in_floats(checker, step)


def _in_floats(checker: Checker, step: Step) -> Check:
    try:
        return _said(checker.quick(step), checker.effort)
    except Spent:
        return _at_last(checker, step)


def _at_last(checker: Checker, step: Step) -> Check:
    """At one point, from what is kept for the end."""
    try:
        checker.effort.end()
        return _said(checker.quick(step), checker.effort)
    except Spent:
        raise NoPoint(f"The step on {quoted(step.source)} is too much to check within the effort of a derivation.") from None


def _said(check: Check, effort: Effort) -> Check:
    """The check, and that it was made with the last of the effort."""
    return check._replace(reason="spent") if effort.ending else check


CHECKS: dict[str, Callable[[Checker, Step], Check]] = {"proof": _prove, "quick": _quick}
