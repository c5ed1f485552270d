"""A step of a derivation: one rule applied once, or one rewrite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symdescent.notation.tree import Expression


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A node of a derivation tree; its premises are the steps that it stands on.

    A ``derivative`` claims that ``result`` is the derivative of ``source`` with respect to ``variable``; a ``rewrite``
    that ``source`` and ``result`` are the same function. ``outer`` is, for a chain rule, the rule of the outer function.
    """

    kind: str
    rule: str
    variable: str
    source: Expression
    result: Expression
    premises: tuple[Step, ...] = ()
    outer: str = ""

    def __iter__(self) -> Iterator[Step]:
        """Every step below and this one, premises first."""
        found, waiting = [], [self]
        while waiting:
            step = waiting.pop()
            found.append(step)
            waiting += step.premises
        return reversed(found)

    @property
    def derived(self) -> Step:
        """The derivative step under the rewrites; the first of them where there is none."""
        step = self
        while step.kind != "derivative" and step.premises:
            step = step.premises[0]
        return step
