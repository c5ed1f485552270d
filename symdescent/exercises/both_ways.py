"""Places that show that a function is neither convex nor concave: the signs of second derivatives and of their determinant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import NamedTuple

import mpmath

from symdescent.calculus.consequences.place import exact
from symdescent.calculus.consequences.quotients import value
from symdescent.calculus.derivation import Derivation
from symdescent.calculus.edges.domain import conditions
from symdescent.exercises.pointed import known_value
from symdescent.exercises.theory import told
from symdescent.lesson.document import Block, Formula, Line, Math
from symdescent.lesson.formula import bracketed, join, math_of, matrix
from symdescent.lesson.signs import inside, primed
from symdescent.notation.tree import Expression, Negation, Product, Quotient, Sum, number, rational

COORDINATES = (number(0), number(1), Negation(number(1)), number(2), Negation(number(2)), number(4), Negation(number(4)))
POSITIVE = tuple(Quotient(number(1), number(n)) if n in (3, 8) else number(n) for n in (1, 2, 4, 3, 8))
TRIES = 8  # places with the sign that is looked for, among which one with rational numbers is preferred


class Bend(NamedTuple):
    """A place, and the second derivatives there: of two variables those by x x, x y and y y."""

    at: Mapping[str, Expression]
    entries: tuple[Expression, ...]


def shown(second: Derivation) -> tuple[Block, ...]:
    """Two places where the second derivative has different signs, or one where the determinant is negative; nothing where none is found."""
    if len(second.variables) == 1:
        up, down = _first(second, 1), _first(second, -1)
        if up is None or down is None:
            return ()
        return told("convexity both signs"), Formula((_slope_line(up, " > 0"), _slope_line(down, " < 0")))
    bend = _first(second, -1)
    if bend is None:
        return ()
    where = told("convexity determinant at", point=bracketed(inside(bend.at)))
    return where, Formula(tuple(_determinant_lines(bend))), told("convexity both directions")


def _first(second: Derivation, sign: int) -> Bend | None:
    """A place where the second derivative or the determinant has that sign, one with rational numbers if there is any."""
    found = list(islice((bend for at in _places(second) if _sign(second, at) == sign and (bend := _bend(second, at))), TRIES))
    return next((bend for bend in found if all(rational(entry) is not None for entry in bend.entries)), found[0] if found else None)


def _places(second: Derivation) -> Iterator[Mapping[str, Expression]]:
    some = POSITIVE if conditions(second.expression) else COORDINATES
    for at in product(some, repeat=len(second.variables)):
        yield dict(zip(second.variables, at, strict=True))


def _bend(second: Derivation, at: Mapping[str, Expression]) -> Bend | None:
    entries = [entry for result in second.results if (entry := known_value(result, at)) is not None]
    return Bend(at, tuple(entries)) if len(entries) == len(second.results) else None


def _sign(second: Derivation, at: Mapping[str, Expression]) -> int:
    """The sign of the second derivative, or of the determinant."""
    with mpmath.workdps(20):
        place = {x: value(coordinate, {}) for x, coordinate in at.items()}
        numbers = [value(result, place) for result in second.results]
        return int(mpmath.sign(mpmath.re(numbers[0] if len(numbers) == 1 else numbers[0] * numbers[2] - numbers[1] ** 2)))


def _slope_line(bend: Bend, compared: str) -> Line:
    """f″(1) = 20 > 0."""
    ((at,), (entry,)) = bend.at.values(), bend.entries
    return Line(primed(Math("f", "f"), math_of(at), 2), join(math_of(entry), compared))


def _determinant_lines(bend: Bend) -> Iterator[Line]:
    """∇²f(0, 0) = …, det = … < 0."""
    a, b, d = bend.entries
    rows = matrix([[math_of(a), math_of(b)], [math_of(b), math_of(d)]])
    yield Line(join(Math(r"\nabla^{2} f", "∇²f"), bracketed(inside(bend.at))), rows)
    determinant = exact(Sum((Product((a, d)), Negation(Product((b, b))))))
    yield Line(Math(r"\det", "det"), join(math_of(determinant), " < 0"))
