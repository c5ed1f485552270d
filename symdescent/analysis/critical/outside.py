"""What lies beyond the critical points: curves on which a function falls without end, and points where it is lower."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product
from typing import NamedTuple

import sympy

from symdescent.analysis.critical.cells import Cell
from symdescent.analysis.critical.classify import touching
from symdescent.analysis.critical.enclosures import Unbounded
from symdescent.analysis.critical.places import Place, exact_place
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints
from symdescent.analysis.critical.stationary import eliminated
from symdescent.analysis.critical.values import order
from symdescent.analysis.landscape.curves import falling
from symdescent.analysis.landscape.place import Function
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import from_sympy
from symdescent.notation.tree import ZERO, Relation

Asked = tuple[tuple[sympy.Expr, str], ...]
MOST_TRIED = 200
TRIED = (0, 1, -1, 2, -2, sympy.Rational(1, 2), -sympy.Rational(1, 2), 3, -3, sympy.Rational(1, 10), -sympy.Rational(1, 10), 10, -10)


class Fall(NamedTuple):
    """That the function falls below every number in its domain; the direction where that is along a ray."""

    direction: tuple[sympy.Expr, ...] | None


def fall(found: CriticalPoints, cell: Cell, sign: int) -> Fall | None:
    """Whether f (for sign 1, else -f) falls without end in the domain, on the plane of its linear equations; None where no curve shows it."""
    problem = found.problem
    unknowns = tuple(problem.symbols[name] for name in problem.variables)
    known, bent = eliminated(list(cell.equations), unknowns)
    free = tuple(x for x in unknowns if x not in known)
    if bent or not free:
        return None
    inequalities = [(wall.inside.subs(known), wall.closed) for wall in cell.walls if wall.kind == "domain"]
    try:
        relations = tuple(Relation(from_sympy(e), ">=" if closed else ">", ZERO) for e, closed in inequalities if not e.is_number)
        written = from_sympy(sign * problem.sympy.subs(known)) if known or sign < 0 else problem.expression
        curve = falling(Function(written, tuple(x.name for x in free), relations))
    except ArgumentError:
        return None
    if curve is None or not curve.straight:
        return None if curve is None else Fall(None)
    at = {x: curve.x[x.name] for x in free}
    return Fall(tuple(sympy.diff(known.get(x, x).subs(at), curve.t) for x in unknowns))


def beaten(point: CriticalPoint, parts: Sequence[Cell], asked: Asked, f: sympy.Expr, sign: int) -> bool:
    """Whether the function is lower (for sign -1 higher) at one of a few points of its domain."""
    symbols = point.place.symbols
    for values in islice(product(TRIED, repeat=len(symbols)), MOST_TRIED):
        other = exact_place(symbols, tuple(map(sympy.Rational, values)))
        if _inside(other, parts, asked) and _lower(f, other, point.place, sign):
            return True
    return False


def _inside(place: Place, parts: Sequence[Cell], asked: Asked) -> bool:
    met = any(touching(cell, place) is not None and all(place.sign(e) == 0 for e in cell.equations) for cell in parts)
    return met and all(place.sign(e) in ((1, -1) if operator == "!=" else (1,)) for e, operator in asked)


def _lower(f: sympy.Expr, left: Place, right: Place, sign: int) -> bool:
    try:
        return sign * order(f, left, right) < 0
    except (Unbounded, ArithmeticError, ValueError):
        return False
