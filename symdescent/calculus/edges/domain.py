"""Where a formula has a value and where its derivative has one: what ln, √, 1/u and their like ask of their arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any, NamedTuple

import mpmath

from symdescent.calculus.edges.asks import Condition, always, asked, asked_here
from symdescent.calculus.edges.local import value_at, value_beside
from symdescent.calculus.edges.real_set import DIGITS, LINE, SAME, Point, RealSet, both, either, where
from symdescent.calculus.edges.zeros import solved
from symdescent.calculus.rewrites.arithmetic import negative, tidy
from symdescent.notation.tree import (
    ONE,
    Call,
    E,
    Expression,
    Power,
    Relation,
    Sum,
    Symbol,
    columns,
    is_number,
    names,
    walk,
)

MOST_NODES = 400  # of a formula whose conditions are solved; a longer one keeps them as conditions
MOST_CONDITIONS = 40  # that are solved
ROUNDED = mpmath.mpf(10) ** -(DIGITS + 10), mpmath.mpf(10) ** -(DIGITS - 30)  # between them lies what is left of a 0, as of sin(π)


class Domain(NamedTuple):
    """Where a formula in one variable has a value, and where its derivative does; None where that could not be solved."""

    value: RealSet | None
    derivative: RealSet | None


def conditions(expression: Expression) -> tuple[Condition, ...]:
    """What a formula asks of its variables, inner parts first; what always holds is not listed.

    Kinks, as of |u| at u = 0, are no conditions: see ``kinks``.

    >>> from symdescent.notation import parse
    >>> [str(condition.relation) for condition in conditions(parse("ln(x)/(x^2 + 1)"))]
    ['x > 0']
    """
    with mpmath.workdps(DIGITS):
        return tuple(_needed(expression))


def domain(expression: Expression) -> Domain:
    """Where a formula in one variable has a value and where the derivative does, as sets of real numbers.

    >>> from symdescent.notation import parse
    >>> [str(end.written) for interval in domain(parse("sqrt(1 - x^2)")).value.intervals() for end in interval[:2]]
    ['-1', '1']
    """
    return domain_of(conditions(expression))


def domain_of(found: tuple[Condition, ...]) -> Domain:
    """Where all of these conditions hold."""
    with mpmath.workdps(DIGITS):
        return Domain(_all(found, ("value",)), _all(found, ("value", "derivative")))


def _all(found: tuple[Condition, ...], purposes: tuple[str, ...]) -> RealSet | None:
    sets = [condition.solution for condition in found if condition.purpose in purposes]
    known = [one for one in sets if one is not None]
    whole = reduce(both, known, LINE)
    if len(known) < len(sets) and not whole.nothing:
        return None
    return whole.interior() if "derivative" in purposes else whole


def _needed(expression: Expression) -> Iterator[Condition]:
    """The conditions that do not hold by themselves, each once, with their solutions."""
    variable = next(iter(names(expression))) if len(names(expression)) == 1 and not columns(expression) else None
    small = sum(1 for _ in walk(expression)) <= MOST_NODES
    so_far = {"value": LINE, "derivative": LINE}
    listed: set[object] = set()
    for one in _strongest(asked(expression, (), {})):
        key = _compared(one)
        before = so_far[one.purpose]
        still = one.purpose == "derivative" and is_number(one.part)  # as √0 is
        if still or key in listed or always(one, {Symbol(variable): _stand_in(variable, before)} if variable else {}):
            continue
        name = variable if any(map(names, (one.relation, *one.within))) else ""
        solvable = small and len(listed) < MOST_CONDITIONS and not one.bound
        solution = _solution(one, name) if solvable and name is not None else None
        if solution is not None:
            if both(before, solution.complement()).nothing:
                continue
            so_far["derivative"] = both(so_far["derivative"], solution)
            if one.purpose == "value":
                so_far["value"] = both(before, solution)
        listed.add(key)
        yield one._replace(solution=solution)


def _strongest(found: Iterable[Condition]) -> list[Condition]:
    """Without those of the derivative that the value asks for, too, as √u and 1/√u do of u > 0."""
    every = list(found)
    firm = {_compared(one) for one in every if one.purpose == "value"}
    return [one for one in every if one.purpose == "value" or _compared(one) not in firm]


def _compared(one: Condition) -> tuple[object, ...]:
    return one.left, one.operator, one.right, one.within


def _stand_in(x: str, so_far: RealSet) -> Expression:
    """What x may be taken for in the set so far: |x| where x ≥ 0, e^x where x > 0."""
    first = next(so_far.intervals(), None)
    if first is None or first.low is None or first.low.value < 0:
        return Symbol(x)
    return Power(E, Symbol(x)) if first.low.value > 0 or not first.closed[0] else Call("abs", (Symbol(x),))


def _solution(one: Condition, x: str) -> RealSet | None:
    """The numbers for which a condition holds, or that its piece leaves out; None where they cannot be told."""
    if one.operator == "poles":
        return None
    here = solve(one.relation, x)
    guards = [solve(relation, x) for relation in one.within]
    known = [guard for guard in guards if guard is not None]
    if here is None or len(known) < len(guards):
        return None
    return either(here, reduce(both, known, LINE).complement())


def solve(relation: Relation, x: str) -> RealSet | None:
    """The numbers for which a comparison in one variable holds; None where its zeros or breaks, or a number in it, are not known.

    >>> from symdescent.notation import parse
    >>> solve(Relation(parse("x^2"), "<", parse("4")), "x").points[0].written
    Negation(operand=Number(value=Fraction(2, 1), decimal=False))
    """
    with mpmath.workdps(DIGITS):
        points = None if _has_unknown(relation) else _changes(Sum((relation.left, negative(relation.right))), x)
        return None if points is None else where(points, lambda point: bool(value_at(relation, {x: point.value})))


def _has_unknown(relation: Relation) -> bool:
    """Whether a number in it has no value, or one too large or too small to be computed."""
    fixed = (part for part in walk(relation) if type(part) in (Call, Power) and is_number(part))
    return any(map(_is_unknown, (value_beside(part, {}) for part in fixed)))


def _is_unknown(value: Any) -> bool:
    """Whether a number is none, or so near to 0 that comparisons take it for 0."""
    return value is None or (0 < abs(value) < SAME and not ROUNDED[0] < abs(value) < ROUNDED[1])


def _changes(e: Expression, x: str) -> list[Point] | None:
    """Where the sign of an expression may change: at its zeros, and where one of its parts breaks off."""
    breaking = [tidy(e), *(part for node in walk(e) for part in _breaks(node))]
    found = [solved(part, x) for part in dict.fromkeys(breaking)]
    if any(one is None or not one.complete for one in found):
        return None
    return [point for one in found if one is not None for point in one.points]


def _breaks(e: Expression) -> Iterator[Expression]:
    """What is zero where a node breaks off or jumps."""
    for left, operator, right, _ in asked_here(e):
        if operator == "poles":
            yield Call("sin", (left,))  # solved nowhere completely
        elif left == Call("abs", left.arguments if type(left) is Call else ()):
            yield from (Sum((left.arguments[0], sign)) for sign in (ONE, negative(ONE)))
        else:
            yield Sum((left, negative(right)))
    if type(e) is Call and e.function in ("sign", "heaviside"):
        yield e.arguments[0]
    elif type(e) is Relation:
        yield Sum((e.left, negative(e.right)))
