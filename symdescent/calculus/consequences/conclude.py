"""From the formula of a theorem to its result: rewrites, each checked like any step of a derivation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symdescent.calculus.checks.certify import certified
from symdescent.calculus.checks.effort import Effort
from symdescent.calculus.consequences.consequence import Conclusion
from symdescent.calculus.consequences.place import Place, put, value_at
from symdescent.calculus.rewrites.simplify import ARITHMETIC, rewritten, simplified
from symdescent.calculus.step import Step
from symdescent.notation.tree import ZERO, Expression, Sum


def concluded(key: str, root: Step, check: str, of: Sequence[str] = (), effort: Effort | None = None) -> Conclusion:
    """The conclusion, each rewrite on the way to it checked, from an effort that others may share."""
    return Conclusion(key, root, certified(root, check, effort)[1:], tuple(of))


def stated(formula: Expression, variable: str) -> Step:
    """The formula of a theorem, before any rewrite."""
    return Step("rewrite", "theorem", variable, formula, formula)


def tidied(formula: Expression, variable: str) -> Step:
    """The formula, its arithmetic carried out and its shape kept."""
    return rewritten(stated(formula, variable), *ARITHMETIC)


def reduced(formula: Expression, variable: str, form: str | None = None) -> Step:
    """The formula and its rewrites into the form that is asked for."""
    return simplified(tidied(formula, variable), form)


def valued(expression: Expression, place: Place, what: str, variable: str) -> Step:
    """The expression with the point put in, and its exact value; raises ``ArgumentError`` where it has none."""
    value = value_at(expression, place, what)
    return rewritten(stated(put(expression, place), variable), "exact value", lambda _: value)


def also(root: Step, name: str, rewrite: Callable[[Expression], Expression], form: str | None = None) -> Step:
    """One more rewrite on top, and those that it makes possible."""
    step = rewritten(root, name, rewrite)
    return root if step is root else simplified(rewritten(step, *ARITHMETIC), form)


def added(terms: Sequence[Expression]) -> Expression:
    """The sum of any number of terms."""
    return Sum(tuple(terms)) if len(terms) > 1 else terms[0] if terms else ZERO
