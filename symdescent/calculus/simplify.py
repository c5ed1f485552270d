"""The rewrites that bring a derivative into the form that is asked for, each a step of its own."""

from __future__ import annotations

from collections.abc import Callable

from symdescent.calculus.arithmetic import tidy
from symdescent.calculus.collect import cancel, like_factors, like_terms
from symdescent.calculus.step import Step
from symdescent.errors import ArgumentError
from symdescent.notation.tree import Expression

FORMS = ("expanded", "factored", "as derived")

ARITHMETIC: tuple[str, Callable[[Expression], Expression]] = ("arithmetic", tidy)

REWRITES: tuple[tuple[str, Callable[[Expression], Expression]], ...] = (
    ("cancel", cancel),
    ("like factors", like_factors),
    ("like terms", like_terms),
    ARITHMETIC,
)


def simplified(root: Step, form: str | None = None) -> Step:
    """The derivation with the rewrites on top that lead to the form; None is the form that a textbook prints."""
    if form is not None and form not in FORMS:
        raise ArgumentError(f"form={form!r}: expected one of {', '.join(map(repr, FORMS))}, or None.")
    for name, rewrite in REWRITES:
        root = rewritten(root, name, rewrite)
    return root


def rewritten(step: Step, name: str, rewrite: Callable[[Expression], Expression]) -> Step:
    """The step with the rewrite on top, or itself where nothing changes."""
    result = rewrite(step.result)
    return step if result == step.result else Step("rewrite", name, step.variable, step.result, result, (step,))
