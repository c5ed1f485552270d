"""What a whole set of critical points is: the function's one value on it, and whether the function stays on one side."""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from symdescent.analysis.critical.cells import Cell
from symdescent.analysis.critical.points import CriticalSet
from symdescent.calculus.edges.ranges import values
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import from_sympy
from symdescent.problem import Problem

Equations = tuple[sympy.Expr, ...]
Located = tuple[Cell, Equations]
Row = tuple[Equations, Equations, sympy.Expr | None]


def sets_of(problem: Problem, parts: Sequence[Cell], found: Sequence[Located]) -> list[CriticalSet]:
    """Each set once, with its value and kind; where kinks cut it off, with what holds on it besides.

    >>> import symdescent as sd
    >>> from symdescent.analysis.critical.cells import cells
    >>> f = sd.problem("max(x, 0)")
    >>> parts = cells(f.sympy, (), ())
    >>> [(one.within, one.value, one.kind) for one in sets_of(f, parts, [(part, ()) for part in parts if part.formula == 0])]
    [((-x,), 0, 'minimum')]
    """
    unknowns = tuple(problem.symbols[name] for name in problem.variables)
    made = [
        (equations, within, _value(cell.formula, equations, unknowns))
        for cell, equations in found
        if (within := _within(cell, equations, unknowns)) is not None
    ]
    whole = _merged(list(dict.fromkeys(made)))
    return [set_of(problem, parts, *one) for one in whole if not any(other != one and _inside(one, other, unknowns) for other in whole)]


def _within(cell: Cell, equations: Equations, unknowns: Equations) -> Equations | None:
    """What is at least 0 on the part of a set that lies in a cell, beyond the domain; None where no part of it does."""
    found: list[sympy.Expr] = []
    for wall in cell.walls:
        plain = wall.inside.is_polynomial(*unknowns) and all(e.is_polynomial(*unknowns) for e in equations)
        rest = sympy.reduced(wall.inside, list(equations), *unknowns)[1] if plain and equations else wall.inside
        if rest.is_negative:
            return None
        found += [rest] if wall.kind == "kink" and not rest.is_nonnegative else []
    return tuple(dict.fromkeys(e for e in found if not any((e - other).is_positive for other in found)))


def _merged(sets: list[Row]) -> list[Row]:
    """Two parts of a set, on one of which u >= 0 and on the other -u >= 0, as one."""
    for k, (equations, within, value) in enumerate(sets):
        for other in sets[k + 1 :]:
            both = _both(within, other[1]) if other[0] == equations and other[2] == value else None
            if both is not None:
                return _merged([*(one for one in sets if one not in (sets[k], other)), (equations, both, value)])
    return sets


def _inside(one: Row, other: Row, unknowns: Equations) -> bool:
    """Whether a set is part of another one with the same value."""
    (equations, within, value), (fewer, needed, same) = one, other
    if value != same or not set(fewer) <= set(equations) or not all(e.is_polynomial(*unknowns) for e in (*equations, *needed)):
        return False
    rests = [sympy.reduced(e, list(equations), *unknowns)[1] if equations else e for e in needed]
    return all(rest.is_nonnegative or _implied(rest, within) for rest in rests)


def _both(here: Equations, there: Equations) -> Equations | None:
    """What holds on both of two parts that a wall keeps apart, where together with the wall's two sides it describes them."""
    for wall in (e for e in here if -e in there):
        left, right = [e for e in here if e != wall], [e for e in there if e != -wall]
        if all(_implied(e, here) for e in right) and all(_implied(e, there) for e in left):
            return tuple(dict.fromkeys((*left, *right)))
    return None


def _implied(e: sympy.Expr, known: Equations) -> bool:
    return any((e - other).is_nonnegative for other in known)


def set_of(problem: Problem, parts: Sequence[Cell], equations: Equations, within: Equations, value: sympy.Expr | None) -> CriticalSet:
    """A set with its kind: an extremum where the function is nowhere below (above) its value."""
    if value is None or parts[0].equations or any(wall.kind == "domain" for wall in parts[0].walls):
        return CriticalSet(equations, value, "undecided", within=within)
    gap = sympy.factor(sympy.expand(problem.sympy - value)) if problem.sympy.is_polynomial() else problem.sympy - value
    if gap == 0:
        return CriticalSet(equations, value, "constant", True)
    for kind, sign in (("minimum", 1), ("maximum", -1)):
        if _never_negative(sign * gap):
            return CriticalSet(equations, value, kind, True, within)
    return CriticalSet(equations, value, "undecided" if len(parts) > 1 else _by_factors(gap, equations), within=within)


def _value(f: sympy.Expr, equations: Equations, unknowns: Equations) -> sympy.Expr | None:
    """The value on the set: the remainder after division by its equations, where that is a number."""
    if not equations:
        value = sympy.expand(f)
        return value if value.is_number else None
    if not f.is_polynomial(*unknowns):
        fixed = equations[0] if len(equations) == 1 else None
        there = f.subs(fixed, 0) if fixed in unknowns else None
        return there if there is not None and there.is_Rational else None
    rest = sympy.reduced(f, list(equations), *unknowns)[1]
    return rest if rest.is_number else None


def _never_negative(e: sympy.Expr) -> bool:
    try:
        return values(from_sympy(e)).low >= 0
    except ArgumentError:
        return False


def _by_factors(gap: sympy.Expr, equations: tuple[sympy.Expr, ...]) -> str:
    """Where the gap has the set's equation as a factor to an odd power, the function crosses its value there."""
    if len(equations) != 1:
        return "undecided"
    powers = [
        n for factor, n in sympy.factor_list(gap)[1] if sympy.expand(factor - equations[0]) == 0 or sympy.expand(factor + equations[0]) == 0
    ]
    return "inflection" if powers and powers[0] % 2 else "undecided"
