"""What an exercise asks for: a formula, a number, a point, a vector, a matrix, a set of points, an interval or a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symdescent.lesson.document import Math, Parts
from symdescent.lesson.formula import join, listed, math_of, matrix, name, point, vector
from symdescent.lesson.language import known
from symdescent.notation.parser import parse_number
from symdescent.notation.style import current_style
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import CHILDREN, Expression, Number
from symdescent.notation.tree import number as of_rational

Point = tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its ``kind``, a row of ``KINDS``, and its ``value``, made of expressions. Made by the functions below."""

    kind: str
    value: Any

    @property
    def math(self) -> Math:
        """As it is printed."""
        return KINDS[self.kind].math(self.value)

    @property
    def parts(self) -> Parts:
        """As it stands in a sentence or a table: words as words, which break into lines, all else as mathematics.

        >>> choice("A").parts
        ('A',)
        """
        return (_said(self.value),) if self.kind == "choice" else (self.math,)

    def to_dict(self) -> Any:
        """As JSON takes it: formulas and numbers as SymPy reads them, a point as a mapping, sets and matrices as lists."""
        return KINDS[self.kind].plain(self.value)

    def __str__(self) -> str:
        return self.math.text


@dataclass(frozen=True, slots=True)
class Kind:
    """How the values of a kind are printed and put into JSON."""

    math: Callable[[Any], Math]
    plain: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Bounds:
    """An interval between two numbers, None being no end; ``closed`` tells which ends belong to it."""

    low: Expression | None
    high: Expression | None
    closed: tuple[bool, bool] = (False, False)


def written(number: Any) -> Expression:
    """A number as it is written: an int, a Fraction, or a text such as ``-6/5`` or ``sqrt(2)``."""
    if isinstance(number, Fraction):
        return of_rational(number)
    return number if isinstance(number, Expression) else parse_number(str(number))


def formula(expression: Expression) -> Answer:
    """A formula in the variables of the question."""
    return Answer("formula", expression)


def number(value: Any) -> Answer:
    """One number."""
    return Answer("number", written(value))


def bound(value: Any) -> Answer:
    """A number below which all are meant."""
    return Answer("bound", written(value))


def at_point(values: Mapping[str, Any]) -> Answer:
    """A point, by the names of its coordinates."""
    return Answer("point", _point(values))


def vector_of(entries: Iterable[Any]) -> Answer:
    """A vector, such as a gradient; its entries may hold variables."""
    return Answer("vector", tuple(map(_entry, entries)))


def matrix_of(rows: Iterable[Iterable[Any]]) -> Answer:
    """A matrix, such as a Hessian."""
    return Answer("matrix", tuple(tuple(map(_entry, row)) for row in rows))


def iterates_of(points: Iterable[Mapping[str, Any]]) -> Answer:
    """Points one after the other, as of a run, without its start."""
    return Answer("iterates", tuple(map(_point, points)))


def points_of(points: Iterable[tuple[Mapping[str, Any], str]]) -> Answer:
    """Points in any order, each with a word for what it is (a key such as ``"minimum"``), or ``""``."""
    return Answer("points", tuple((_point(values), kind) for values, kind in points))


def between(low: Any, high: Any, closed: tuple[bool, bool] = (False, False)) -> Answer:
    """All numbers between two, None being no end."""
    below, above = (None if end is None else written(end) for end in (low, high))
    return Answer("interval", Bounds(below, above, closed))


def choice(key: str) -> Answer:
    """One of several words, by its key."""
    return Answer("choice", key)


def _entry(value: Any) -> Expression:
    return value if isinstance(value, Expression) else written(value)


def _point(values: Mapping[str, Any]) -> Point:
    return tuple((name, written(value)) for name, value in values.items())


def _point_math(value: Point) -> Math:
    return join(point(name(x) for x, _ in value), " = ", point(math_of(number) for _, number in value))


def _points_math(value: tuple[tuple[Point, str], ...]) -> Math:
    return listed(_kind_math(where, kind) for where, kind in value)


def _kind_math(where: Point, kind: str) -> Math:
    shown = point(math_of(number) for _, number in where)
    said = known(current_style().language, f"kind {kind}", kind) if kind else ""
    return join(shown, Math(rf"\ \text{{({said})}}", f" ({said})")) if kind else shown


def _bounds_math(value: Bounds) -> Math:
    low = Math(r"-\infty", "-∞") if value.low is None else math_of(value.low)
    high = Math(r"\infty", "∞") if value.high is None else math_of(value.high)
    return join("[" if value.closed[0] else "(", listed((low, high)), "]" if value.closed[1] else ")")


def _said(key: str) -> str:
    return known(current_style().language, f"choice {key}", key)


def _choice_math(key: str) -> Math:
    said = _said(key)
    return Math(rf"\text{{{said}}}", said)


def _plain_point(value: Point) -> dict[str, str]:
    return {name: to_sympy_text(number) for name, number in value}


def _plain_bounds(value: Bounds) -> dict[str, Any]:
    low, high = (None if end is None else to_sympy_text(end) for end in (value.low, value.high))
    return {"low": low, "high": high, "closed": list(value.closed)}


KINDS: dict[str, Kind] = {
    "formula": Kind(math_of, to_sympy_text),
    "number": Kind(math_of, to_sympy_text),
    "bound": Kind(math_of, to_sympy_text),
    "point": Kind(_point_math, _plain_point),
    "vector": Kind(lambda value: vector(map(math_of, value)), lambda value: list(map(to_sympy_text, value))),
    "matrix": Kind(
        lambda value: matrix(list(map(math_of, row)) for row in value), lambda value: [list(map(to_sympy_text, row)) for row in value]
    ),
    "iterates": Kind(lambda value: listed(map(_point_math, value)), lambda value: list(map(_plain_point, value))),
    "points": Kind(_points_math, lambda value: [{"at": _plain_point(where), "kind": kind} for where, kind in value]),
    "interval": Kind(_bounds_math, _plain_bounds),
    "choice": Kind(_choice_math, str),
}


def longest(answer: Any) -> int:
    """The most digits of a number in an answer, or in anything made of expressions."""
    waiting, seen, most = [answer], set[int](), 0
    while waiting:
        part = waiting.pop()
        if type(part) is Number:
            most = max(most, part.value.numerator, part.value.denominator)
        elif id(part) not in seen and type(part) in PARTS:  # what stands in several places is looked at once
            seen.add(id(part))
            waiting += PARTS[type(part)](part)
    return len(str(most)) if most else 0


PARTS: Mapping[type, Callable[..., Iterable[Any]]] = {
    **CHILDREN,
    **dict.fromkeys((tuple, list), lambda parts: parts),
    Answer: lambda answer: (answer.value,),
    Bounds: lambda bounds: (bounds.low, bounds.high),
}
