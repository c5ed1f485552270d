"""How much a derivation may spend on its checks, counted in operations: the same on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symdescent.calculus.checks.evaluate import Numbers, Values
from symdescent.notation.tree import Call, Expression, Integral, OverIndex, Power, children, walk

CALL = 10  # values of plain arithmetic that one of a function takes in high precision
SLOW = {"gamma": 15, "digamma": 50, "polygamma": 500}
SLOW_FLOATS = {"digamma": 10, "polygamma": 25}
MANY: dict[type[Expression], int] = {OverIndex: 30, Integral: 300}  # values of the body that one of the whole takes


LAST = 20_000, 200_000, 10_000  # values, those in floats and attempts that are kept for the end


class Spent(Exception):
    """The effort is used up."""


@dataclass(slots=True, eq=False)
class Effort:
    """What is left, shared by all steps of a derivation: each check takes its part of it.

    ``proofs``: parts of formulas that SymPy is given; ``values``: values in high precision; ``floats``: those in floats
    of what is slow there too; ``attempts``: points at which
    a step turned out to have no real value; ``spare``: proofs kept for steps that no number can check. ``ending`` says
    that all of it was used up and the last of it is: one point for each step that is left, in floats.
    """

    proofs: int = 14_000
    values: int = 50_000
    floats: int = 250_000
    attempts: int = 30_000
    spare: int = 3_000
    ending: bool = False

    def spared(self) -> Effort:
        """The effort with what was kept of the proofs."""
        self.proofs, self.spare = self.proofs + self.spare, 0
        return self

    def end(self) -> None:
        """Opens what is kept for the end; raises ``Spent`` where that is used up too."""
        if self.ending:
            raise Spent
        self.ending, self.proofs, self.values, self.floats, self.attempts = True, 0, *LAST

    def value(self, amount: int) -> None:
        """Takes from the values in high precision; raises ``Spent`` where nothing is left."""
        self.values -= amount
        if self.values < 0:
            raise Spent

    def slow_float(self, amount: int) -> None:
        """Takes from the slow values in floats; raises ``Spent`` where nothing is left."""
        self.floats -= amount
        if self.floats < 0:
            raise Spent

    def attempt(self) -> None:
        """Takes one attempt; raises ``Spent`` where nothing is left."""
        self.attempts -= 1
        if self.attempts < 0:
            raise Spent


class Counted(Values):
    """The values of expressions at one point, each taken from an effort as it is computed."""

    __slots__ = ("effort",)

    def __init__(self, point: Mapping[str, Any], numbers: Numbers, effort: Effort, ranges: dict[Any, Any] | None = None) -> None:
        super().__init__(point, numbers, ranges)
        self.effort = effort

    def __getitem__(self, e: Expression) -> Any:
        if id(e) not in self.known:
            self.take(e)
        return super().__getitem__(e)

    def take(self, e: Expression) -> None:
        """Takes what a node costs."""
        self.effort.value(price(e))

    def moved(self, point: Mapping[str, Any], numbers: Numbers | None = None) -> Counted:
        """The same arithmetic, or another one, at another point, from the same effort."""
        return type(self)(point, numbers or self.numbers, self.effort, self.ranges)


class CountedFloats(Counted):
    """The same in floats, for what is slow there too."""

    __slots__ = ()

    def take(self, e: Expression) -> None:
        """Takes one, and of a slow function more."""
        self.effort.slow_float(SLOW_FLOATS.get(e.function, 1) if type(e) is Call else 1)


def has_slow(expression: Expression) -> bool:
    """Whether a slow function occurs, or something that is computed many times for one value."""
    return any(type(e) in MANY or (type(e) is Call and e.function in SLOW) for e in walk(expression))


def price(e: Expression) -> int:
    """What a node costs by itself, in values of plain arithmetic."""
    if type(e) is Call:
        return SLOW.get(e.function, CALL)
    return CALL if type(e) is Power else 1


def weight(expression: Expression, most: int) -> int:
    """What an expression costs to compute, counted no further than ``most``."""
    total, waiting = 0, [(expression, 1)]
    while waiting and total <= most:
        e, times = waiting.pop()
        total += times * price(e)
        waiting += [(part, times * MANY.get(type(e), 1)) for part in children(e)]
    return total


def parts(expression: Expression, most: int) -> int:
    """How many nodes an expression has, counted no further than ``most``."""
    total, waiting = 0, [expression]
    while waiting and total <= most:
        total += 1
        waiting += children(waiting.pop())
    return total
