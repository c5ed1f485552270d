"""The objective along a method's step: value and slopes at x(t), the iterate that the method makes of a step size t.

``along(k, carried, seen)`` is a function of t that returns ``(*x(t), f(x(t)), g(x)·s)``, or one number more, g(x(t))·s, with
s = x(t) - x: what a search asks for. What does not depend on t is worked out once a step.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from symdescent.notation.block import Equation
from symdescent.notation.tree import names
from symdescent.numeric.dialects import SCALAR
from symdescent.numeric.emitter import Emitter
from symdescent.numeric.objective import Objective
from symdescent.numeric.program import Definition, Program, assemble
from symdescent.numeric.scalar import OUTSIDE
from symdescent.numeric.source import Source
from symdescent.numeric.update import Update

Numbers = tuple[Any, ...]
At = Callable[[Any], Numbers]
Along = Callable[[int, Numbers, Numbers], At]
WORD = re.compile(r"[^\W\d]\w*")


def to_x(update: Update) -> Update:
    """The update with only those of its lines that x needs."""
    wanted, kept = {"x"}, list[Equation]()
    for equation in reversed(update.equations):
        if equation.target in wanted:
            kept.append(equation)
            wanted = (wanted - {equation.target}) | names(equation.side)
    return replace(update, equations=tuple(reversed(kept)))


def inner(left: Sequence[Any], right: Sequence[Any]) -> Any:
    """left·right."""
    return sum(a * b for a, b in zip(left, right, strict=True))


def measured(there: Numbers, value: Any, beyond: Numbers, x: Numbers, slopes: Numbers) -> Numbers:
    """The point with its value and the slopes along the way to it; ``beyond`` is the gradient there, () where it is not asked for."""
    way = tuple(end - start for end, start in zip(there, x, strict=True))
    return (*there, value, inner(slopes, way), *((inner(beyond, way),) if beyond else ()))


def split(definitions: Sequence[Definition], moving: set[str]) -> tuple[list[Definition], list[Definition]]:
    """The definitions that need none of the ``moving`` names, directly or not, and those that do."""
    early, late = list[Definition](), list[Definition]()
    moved = set(moving)
    for name, text in definitions:
        if moved & set(WORD.findall(text)):
            moved |= set(WORD.findall(name))
            late.append((name, text))
        else:
            early.append((name, text))
    return early, late


class Way:
    """The two generated functions of a way: what is the same for every t, and the point at t with what is asked there."""

    def __init__(
        self, objective: Objective, update: Update, known: dict[str, Any], arguments: list[str], namespace: dict[str, Any]
    ) -> None:
        self.objective, self.size, self.namespace = objective, objective.dimension, namespace
        source = Source()
        reached = to_x(update).follow(source, known, self.size)
        early, self.late = split(source.definitions, {"rate"})
        self.x = list(reached["x"])
        self.starts, self.slopes = list(known["x"]), [f"g{j}" for j in range(self.size)]
        used = set(WORD.findall(" ".join([*(text for _, text in self.late), *self.x])))
        defined = {word for name, _ in early for word in WORD.findall(name)}
        extra = sorted(used & (defined | set(arguments)) - {*self.starts, *self.slopes})
        self.passed = [*self.starts, *self.slopes, *extra]
        self.prepare = assemble(arguments, early, self.passed, namespace)

    def point(self) -> Program:
        """The point alone."""
        return assemble([*self.passed, "rate"], self.late, self.x, self.namespace)

    def measure(self, *, slopes: bool) -> Program:
        """The point, its value and the slopes along the way to it."""
        n, there = self.size, [f"y{j}" for j in range(self.size)]
        emitter = Emitter(SCALAR, dict(zip(self.objective.symbols, there, strict=True)))
        written = emitter.write([self.objective.expression, *(self.objective.partials if slopes else ())])
        ends = list(zip(there, self.x, strict=True))
        ways = [(f"w{j}", f"({y} - {x})") for j, (y, x) in enumerate(zip(there, self.starts, strict=True))]
        along = ["+".join(f"{entries[j]}*w{j}" for j in range(n)) for entries in ([self.slopes, written[1:]] if slopes else [self.slopes])]
        definitions = [*self.late, *ends, *emitter.definitions, *ways]
        return assemble([*self.passed, "rate"], definitions, [*there, written[0], *along], {**self.namespace, **emitter.bound})


def float_along(way: Way, second: Callable[[Numbers], Numbers], slow: Callable[..., Numbers], *, slopes: bool) -> Along:
    """``along`` in floats; ``second`` is what the lines need of the Hessian at x, ``slow`` value and gradient where the fast ones fail."""
    n, prepare = way.size, way.prepare
    fast = way.measure(slopes=slopes) if way.objective.data is None else None
    point: list[Program] = []

    def carefully(fixed: Numbers, rate: Any) -> Numbers:
        point[:] = point or [way.point()]
        try:
            there = point[0](*fixed, rate)
        except OUTSIDE:
            there = (math.nan,) * n
        value, *beyond = slow(*there)
        return measured(there, value, tuple(beyond) if slopes else (), fixed[:n], fixed[n : 2 * n])

    def along(k: int, carried: Numbers, seen: Numbers) -> At:
        try:
            fixed = prepare(k, *carried, *seen[n : 2 * n + 1], *second(carried[:n]))
        except OUTSIDE:
            return lambda rate: (math.nan,) * (n + 2 + slopes)
        if fast is None:
            return partial(carefully, fixed)
        quick = partial(fast, *fixed)

        def at(rate: Any) -> Numbers:
            try:
                found = quick(rate)
            except OUTSIDE:
                return carefully(fixed, rate)
            return found if found[n] == found[n] else carefully(fixed, rate)

        return at

    return along
