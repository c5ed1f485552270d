"""What a differentiation rule is: a row of the table, and what it says where it applies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from symdescent.notation.tree import Expression, Product

Combine: TypeAlias = Callable[[Sequence[Expression]], Expression]


class Application(NamedTuple):
    """The parts that a rule wants differentiated, and the whole derivative made from theirs."""

    parts: tuple[Expression, ...]
    combine: Combine


class Rule(NamedTuple):
    """One row: a name, where and how it applies, and for a chain rule the name of the outer function's rule."""

    name: str
    apply: Callable[[Expression, str], Application | None]
    outer: str = ""
    function: str = ""


def given(result: Expression) -> Application:
    """A derivative that is known at once, without parts."""
    return Application((), lambda derivatives: result)


def times(*factors: Expression) -> Expression:
    """A product without brackets around products in it, which changes nothing but the writing."""
    opened = (part for factor in factors for part in (factor.factors if type(factor) is Product else (factor,)))
    return Product(tuple(opened))
