"""A derivative step, taken apart for those who go wrong at it."""

from __future__ import annotations

from symdescent.calculus.answers.ways import ROOTS, application
from symdescent.calculus.step import Step
from symdescent.notation.tree import ONE, Call, Expression, Power, Quotient, Sum, depends, number, rational


def derivatives(step: Step) -> list[Expression]:
    """u', v' and so on, as the premises have them."""
    return [premise.result for premise in step.premises]


def combined(step: Step, instead: list[Expression]) -> Expression:
    """What the step's rule makes of other derivatives of its parts."""
    return application(step).combine(instead)


def outer(step: Step) -> Expression:
    """f'(u) of a chain."""
    return combined(step, [ONE])


def inner(step: Step) -> Expression:
    """u of a chain."""
    return step.premises[0].derived.source


def is_chain(step: Step) -> bool:
    """Whether the step is a chain with one inner function."""
    return step.rule == "chain" and len(step.premises) == 1


def behind(step: Step) -> tuple[Expression, ...]:
    """The factor u' where the step is a chain."""
    return (step.premises[0].result,) if is_chain(step) else ()


def power_of(e: Expression, x: str) -> tuple[Expression, Expression] | None:
    """Base and exponent of a power of something that varies, roots too."""
    if isinstance(e, Power):
        return (e.base, e.exponent) if depends(e.base, x) and not depends(e.exponent, x) else None
    return (e.arguments[0], Quotient(ONE, number(ROOTS[e.function]))) if isinstance(e, Call) and e.function in ROOTS else None


def shifted(base: Expression, exponent: Expression, by: int) -> Expression:
    """base^(exponent + by)."""
    known = rational(exponent)
    return Power(base, number(known + by) if known is not None else Sum((exponent, number(by))))
