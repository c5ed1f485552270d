"""The rewrites that bring a derivative into the form that is asked for, each a step of its own."""

from __future__ import annotations

from collections.abc import Callable

from symdescent.calculus.checks.effort import parts
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.calculus.rewrites.bracket import Plan
from symdescent.calculus.rewrites.calculation import calculation
from symdescent.calculus.rewrites.forms import factored, multiplied_out
from symdescent.calculus.rewrites.identities import IDENTITIES
from symdescent.calculus.rewrites.single import NAMES
from symdescent.calculus.rewrites.textbook import textbook
from symdescent.calculus.step import Step
from symdescent.errors import ArgumentError
from symdescent.notation.tree import Expression

FORMS = ("expanded", "factored", "as derived")
LONGEST = 1_000  # parts of a formula that is rewritten; a longer one stays as the rules leave it

ARITHMETIC: tuple[str, Callable[[Expression], Expression]] = ("arithmetic", tidy)

# The names of all rewrites; what each does is said in bracket.py, fractions.py, monomial.py, identities.py and forms.py.
REWRITES = (
    ARITHMETIC[0],
    *("like terms", "like factors", "expand", "factor out", "cancel", "common denominator", "nested fractions"),
    *("split the fraction", "factor", "Kronecker delta", "cases", "equal cases", "minus sign"),
    *IDENTITIES,
    *NAMES,
)

PLANS: dict[str | None, Callable[[Expression], Plan]] = {
    None: textbook,
    "expanded": lambda e: textbook(e, multiplied_out),
    "factored": lambda e: textbook(e, factored),
    "as derived": lambda e: [],
}


def simplified(root: Step, form: str | None = None) -> Step:
    """The derivation with the rewrites on top that lead to the form; None is the form that a textbook prints."""
    if form is not None and form not in FORMS:
        raise ArgumentError(f"form={form!r}: expected one of {', '.join(map(repr, FORMS))}, or None.")
    if parts(root.result, LONGEST) > LONGEST:
        return root
    for name, result in PLANS[form](root.result):
        root = Step("rewrite", name, root.variable, root.result, result, (root,))
    return root


def calculated(step: Step) -> Step:
    """The step with its arithmetic on top, or itself where there is none to be done."""
    before = step.result
    for name, result in calculation(before):
        if result is not before and result != before:
            step = Step("rewrite", name, step.variable, before, result, (step,))
            before = result
    return step


def rewritten(step: Step, name: str, rewrite: Callable[[Expression], Expression]) -> Step:
    """The step with the rewrite on top, or itself where nothing changes."""
    result = rewrite(step.result)
    return step if result is step.result or result == step.result else Step("rewrite", name, step.variable, step.result, result, (step,))
