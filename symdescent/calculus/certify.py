"""How the steps of a derivation are checked, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from symdescent.calculus.check import Checker, NoPoint
from symdescent.calculus.proof import prove
from symdescent.calculus.step import Step
from symdescent.errors import ArgumentError


class Check(NamedTuple):
    """How a step was settled: ``"proved"`` by SymPy, ``"numeric"`` to 30 digits or ``"quick"`` in floats."""

    kind: str


def certified(root: Step, check: str) -> tuple[Check, ...]:
    """How each step of the tree, premises first, was checked; raises ``DerivationError`` where one is wrong."""
    if not isinstance(check, str) or check not in CHECKS:
        raise ArgumentError(f"check={check!r}: expected one of {', '.join(map(repr, CHECKS))}.")
    checker = Checker(root)
    return tuple(Check(CHECKS[check](checker, step)) for step in root)


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
