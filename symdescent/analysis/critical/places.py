"""A point known as exactly as can be had: in closed form, or boxed by intervals as narrow as anybody asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sympy

from symdescent.analysis.critical.enclosures import Unbounded, arithmetic, enclose

PRECISIONS = (20, 45, 90, 180)
LONGEST_SIMPLIFIED = 40  # operations of a number that SymPy is asked to simplify
Edges = tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False)
class Place:
    """A point of real numbers: ``enclosing(digits)`` boxes it, ``vanishes(expr)`` proves that an expression is 0 there.

    ``exact`` are its coordinates in closed form, None where they have none that is short; ``proof`` says how it is known
    to be the only zero in its box: ``"exact"``, ``"Sturm"`` or ``"interval Newton"``.
    """

    symbols: tuple[sympy.Symbol, ...]
    exact: tuple[sympy.Expr, ...] | None
    enclosing: Callable[[int], tuple[Any, ...]]
    vanishes: Callable[[sympy.Expr], bool]
    proof: str = "exact"
    minimal: Callable[[sympy.Expr], Any] | None = None  # the number's minimal polynomial with the root's interval
    known: dict[int, tuple[Any, ...]] = field(default_factory=dict, repr=False)
    rough: Edges = ()  # ends between which the coordinates lie, where they are known beforehand

    @cached_property
    def edges(self) -> Edges:
        """Floats between which each coordinate lies, rounded in the same way for all."""
        return self.rough or tuple((float(edge.a), float(edge.b)) for edge in self.box(PRECISIONS[0]))

    def box(self, digits: int) -> tuple[Any, ...]:
        """Intervals for the coordinates, about so many digits narrow."""
        if digits not in self.known:
            self.known[digits] = self.enclosing(digits)
        return self.known[digits]

    def bounds(self, expr: sympy.Expr, digits: int = 20) -> Any:
        """An interval that holds the value of an expression here."""
        boxes = dict(zip(self.symbols, self.box(digits), strict=True))
        try:
            return enclose(expr, boxes, arithmetic(digits + 10))
        except Unbounded:  # on an edge of the formula's domain, where a box around the point is partly outside
            if self.exact is None:
                raise
            here = expr.subs(dict(zip(self.symbols, self.exact, strict=True)), simultaneous=True)
            return enclose(here, {}, arithmetic(digits + 10))

    def sign(self, expr: sympy.Expr) -> int | None:
        """The sign of an expression here, proved: by intervals where it is not 0, by algebra where it is; else None."""
        for step, digits in enumerate(PRECISIONS):
            try:
                value = self.bounds(expr, digits)
            except (Unbounded, ArithmeticError, ValueError):
                return 0 if self.vanishes(expr) else None
            if value.a > 0 or value.b < 0:
                return 1 if value.a > 0 else -1
            if step == 0 and self.vanishes(expr):
                return 0
        return None

    def number(self, expr: sympy.Expr, digits: int = 30) -> Any:
        """The middle of an interval that holds the value, as an mpmath number."""
        import mpmath

        value = self.bounds(expr, digits)
        with mpmath.workdps(digits + 10):
            return (mpmath.mpf(value.a) + mpmath.mpf(value.b)) / 2

    def floats(self) -> tuple[float, ...]:
        """The coordinates as floats."""
        return tuple((float(edge.a) + float(edge.b)) / 2 for edge in self.box(20))


def exact_place(symbols: tuple[sympy.Symbol, ...], values: tuple[sympy.Expr, ...]) -> Place:
    """The place of coordinates in closed form.

    >>> x = sympy.Symbol("x", real=True)
    >>> exact_place((x,), (sympy.pi / 3,)).sign(2 * sympy.cos(x) - 1)
    0
    """

    def enclosing(digits: int) -> tuple[Any, ...]:
        return tuple(enclose(value, {}, arithmetic(digits)) for value in values)

    def vanishes(expr: sympy.Expr) -> bool:
        return is_zero(expr.subs(dict(zip(symbols, values, strict=True)), simultaneous=True))

    return Place(symbols, values, enclosing, vanishes)


def is_zero(number: sympy.Expr) -> bool:
    """Whether SymPy proves within a bounded effort that a number is 0."""
    if number.is_zero is not None:
        return bool(number.is_zero)
    if sympy.count_ops(number) > LONGEST_SIMPLIFIED:
        return bool(sympy.expand(number).is_zero)
    return bool(sympy.expand(number) == 0 or sympy.radsimp(sympy.simplify(number)) == 0)


def apart(left: Place, right: Place) -> bool:
    """Whether the boxes of two places come apart, which proves that they are two."""
    if any(a[1] < b[0] or b[1] < a[0] for a, b in zip(left.edges, right.edges, strict=True)):
        return True
    for digits in PRECISIONS:
        pairs = zip(left.box(digits), right.box(digits), strict=True)
        if any(a.b < b.a or b.b < a.a for a, b in pairs):
            return True
    return False
