"""A system of two equations solved by hand, as for a Newton step: by Cramer's rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symdescent.lesson.amounts import put, result
from symdescent.lesson.document import Line, Math
from symdescent.lesson.formula import bracketed, factor, join, vector
from symdescent.lesson.worked import Worked
from symdescent.notation.tree import Call, Expression, Negation, Symbol
from symdescent.numeric.components import Matrix, Vector

TIMES = Math(r" \cdot ", "·")


def system_lines(line: Worked, left: Math, *, exact: bool) -> Iterator[Line]:
    """Of ``p = -solve(H, g)`` in two variables: the system H p = -g, its determinant, and p by Cramer's rule; else nothing."""
    found = _system(line)
    if found is None:
        return
    (a, b), (c, d) = found[0]
    r, s = found[1]
    determinant = a * d - b * c
    if not determinant:
        return
    bottom = put(determinant, exact=exact)
    yield Line(join(put(found[0], exact=exact), Math(r" \, ", "·"), left), put(found[1], exact=exact))
    shown, relation = result(determinant, exact=exact)
    yield Line(Math(r"\det H", "det H"), _difference((a, d), (b, c), exact=exact))
    yield Line(None, shown, (), relation)
    entries = (_difference((r, d), (b, s), exact=exact), _difference((a, s), (r, c), exact=exact))
    yield Line(left, vector(_over(entry, bottom) for entry in entries))


def _system(line: Worked) -> tuple[Matrix, Vector] | None:
    """Matrix and right side."""
    side: Expression | None = line.side
    is_turned = isinstance(side, Negation)
    side = side.operand if isinstance(side, Negation) else side
    if not isinstance(side, Call) or side.function != "solve" or not all(isinstance(part, Symbol) for part in side.arguments):
        return None
    matrix, column = (line.known[part.name] for part in side.arguments)  # type: ignore[attr-defined]
    if len(column) != 2:
        return None
    return matrix, Vector(-entry for entry in column) if is_turned else column


def _difference(plus: tuple[Any, Any], minus: tuple[Any, Any], *, exact: bool) -> Math:
    """a·d - b·c with its numbers."""
    (u, v), (w, z) = ((put(part, exact=exact) for part in pair) for pair in (plus, minus))
    return join(u, TIMES, factor(v), " - ", factor(w), TIMES, factor(z))


def _over(above: Math, below: Math) -> Math:
    divisor = bracketed(below) if "/" in below.text or below.text.startswith("-") else below
    return Math(rf"\frac{{{above.latex}}}{{{below.latex}}}", f"({above.text})/{divisor.text}")
