"""The values of plain expressions in floats at a few points at once, which is all that most quick checks ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import add, mul, neg, sub, truediv
from typing import Any, TypeAlias

from symdescent.calculus.checks.effort import Effort, price
from symdescent.calculus.checks.evaluate import FLOATS, float_of
from symdescent.calculus.checks.oracle import QUICK, slope, unchanged
from symdescent.calculus.step import Step
from symdescent.notation.tree import Call, Constant, Expression, Negation, Number, Power, Product, Quotient, Sum, Symbol, depends

Row: TypeAlias = list[float]  # a value for each point

TELLING = 4 * QUICK.tolerance  # of a value, where the difference may be no larger to show a wrong factor or sign
FAILURES = (ArithmeticError, ValueError, KeyError)  # no real value, or a node that is not plain


class Rows:
    """The values of expressions at some points, one or more, each part computed once.

    ``at[expression]`` raises one of ``FAILURES`` where it has no real value at one of them or is no plain arithmetic of
    functions. The expressions must outlive it: parts are known by their identity.
    """

    __slots__ = ("count", "known", "rows")

    def __init__(self, points: Sequence[Mapping[str, Any]]) -> None:
        self.count = len(points)
        self.rows = {name: [point[name] for point in points] for name in points[0]}
        self.known: dict[int, Row] = {}

    def __getitem__(self, e: Expression) -> Row:
        row = self.known.get(id(e))
        if row is None:
            row = self.known[id(e)] = SIDE_BY_SIDE[type(e)](e, self)
        return row


class CountedRows(Rows):
    """The same, each value taken from an effort as it is computed: raises ``Spent`` where that is used up."""

    __slots__ = ("effort",)

    def __init__(self, points: Sequence[Mapping[str, Any]], effort: Effort) -> None:
        super().__init__(points)
        self.effort = effort

    def __getitem__(self, e: Expression) -> Row:
        if id(e) not in self.known:
            self.effort.value(self.count * price(e))
        return super().__getitem__(e)


class SideBySide(Rows):
    """The values at some points and, before and after these, at ``x - h`` and ``x + h``."""

    __slots__ = ("points", "widths")

    def __init__(self, points: Sequence[Mapping[str, Any]], variable: str) -> None:
        super().__init__(tuple(points) * 3)
        self.points = tuple(points)
        self.widths = [QUICK.step * min(1, abs(point[variable])) for point in points]
        middle = [point[variable] for point in points]
        self.rows[variable] = [*map(sub, middle, self.widths), *middle, *map(add, middle, self.widths)]

    def error(self, step: Step) -> float | None:
        """The largest relative error of a step; None where it is wrong, or where a point would not show it."""
        source, found, n = self[step.source], self[step.result], len(self.widths)
        worst = 0.0
        for k, width in enumerate(self.widths, n):
            here = source[k]
            expected, allowed = (
                unchanged(here, QUICK) if step.kind == "rewrite" else slope(source[k - n], here, source[k + n], width, QUICK)
            )
            error, size = abs(found[k] - expected), abs(expected)
            if not error <= allowed or (allowed > TELLING * size and depends(step.source, step.variable)):
                return None
            if error > worst * size:
                worst = error / (size or QUICK.step)
        return worst


def _number(e: Number, at: Rows) -> Row:
    return [float_of(e)] * at.count


def _sum(e: Sum, at: Rows) -> Row:
    row = at[e.terms[0]]
    for term in e.terms[1:]:
        row = list(map(add, row, at[term]))
    return row


def _product(e: Product, at: Rows) -> Row:
    row = at[e.factors[0]]
    for factor in e.factors[1:]:
        row = list(map(mul, row, at[factor]))
    return row


SIDE_BY_SIDE: dict[type[Expression], Callable[..., Row]] = {
    Number: _number,
    Constant: lambda e, at: [FLOATS.constants[e.name]] * at.count,
    Symbol: lambda e, at: at.rows[e.name],
    Sum: _sum,
    Product: _product,
    Quotient: lambda e, at: list(map(truediv, at[e.numerator], at[e.denominator])),
    Negation: lambda e, at: list(map(neg, at[e.operand])),
    Power: lambda e, at: list(map(FLOATS.power, at[e.base], at[e.exponent])),
    Call: lambda e, at: list(map(FLOATS.functions[e.function], *map(at.__getitem__, e.arguments))),
}
