"""Difference quotients of what no rule has seen: the oracle for everything that follows from derivatives by a theorem.

They use values of the given functions and nothing else, to 30 digits: a point, its neighbours at a distance of 10^-35
and, where a function is given by an equation, a root of it found by the secant method.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import mpmath

from symdescent.calculus.checks.check import DIGITS, POINTS, WORKING_DIGITS, Check, NoPoint, point
from symdescent.calculus.checks.effort import Counted, Effort, Spent
from symdescent.calculus.checks.evaluate import PRECISE, Undefined, Values
from symdescent.errors import ArgumentError, DerivationError
from symdescent.notation.tree import Expression, columns, names

Numbers: TypeAlias = dict[str, Any]
Value: TypeAlias = Callable[[Expression, Numbers], Any]
Expected: TypeAlias = Callable[[Numbers, Value], tuple[Numbers, Any]]  # where the result belongs, and what is right there

TRIES = 80
MOST_VALUES, ENOUGH_VALUES = 300_000, 60_000  # of plain arithmetic: until one point is found, and for more of them
STEP = mpmath.mpf("1e-35")
SAME_BRANCH = mpmath.mpf("1e-20")  # how far a root may move while the point moves by STEP
NOT_FLAT = mpmath.mpf("1e-20")


def value(expression: Expression, at: Numbers) -> Any:
    """The value in high precision; raises an ``ArithmeticError`` or ``ValueError`` where there is no real one."""
    return Values(at, PRECISE)[expression]


def _counted(effort: Effort, expression: Expression, at: Numbers) -> Any:
    return Counted(at, PRECISE, effort)[expression]


def moved(at: Numbers, shifts: Mapping[str, Any]) -> Numbers:
    """The point with some of its coordinates moved, as far as it has them."""
    return at | {name: at[name] + shift for name, shift in shifts.items() if name in at}


def quotient(function: Callable[[Any], Any], width: Any = STEP) -> Any:
    """(g(h) - g(-h))/2h; raises ``Undefined`` where the one-sided quotients differ, as at a kink."""
    before, here, after = function(-width), function(mpmath.mpf(0)), function(width)
    slope = (after - before) / (2 * width)
    if abs(after - 2 * here + before) / width > 0.01 * (1 + abs(slope)):
        raise Undefined("not smooth")
    return slope


def root(equation: Callable[[Any], Any], guess: Any) -> Any:
    """A root near the guess, by the secant method; raises ``ValueError`` where it finds none."""
    try:
        found = mpmath.findroot(equation, (guess, guess + mpmath.mpf("1e-3") * (1 + abs(guess))), maxsteps=40)
    except ZeroDivisionError as fault:
        raise ValueError from fault
    if isinstance(found, mpmath.mpc):
        raise Undefined("no real root")
    return found


def follow(equation: Callable[[Any, Any], Any], start: Any) -> Callable[[Any], Any]:
    """The branch through ``start`` of the solutions y of ``equation(h, y) = 0`` as a function of the shift h."""

    def branch(shift: Any) -> Any:
        found = mpmath.findroot(lambda y: equation(shift, y), (start, start + STEP), maxsteps=60)
        if isinstance(found, mpmath.mpc) or abs(found - start) > SAME_BRANCH:
            raise Undefined("another branch")
        return found

    return branch


def require_slope(expected: Expected, place: Mapping[str, Expression], what: str) -> None:
    """Refuses a point at which the difference quotients of the two sides differ, as at a kink."""
    with mpmath.workdps(WORKING_DIGITS):
        try:
            expected({name: value(number, {}) for name, number in place.items()}, value)
        except (ArithmeticError, ValueError) as fault:
            where = ", ".join(f"{name} = {number}" for name, number in place.items())
            raise ArgumentError(f"{what} does not exist at {where}: there is a kink, a jump or an end there.") from fault


def agree(result: Expression, known: Sequence[Expression], expected: Expected, what: str) -> Check:
    """Compares ``result`` to 30 digits with ``expected(point, value)``, within an effort.

    ``known`` are all expressions whose variables and columns a point needs. Raises ``DerivationError`` with the
    counterexample, and ``NoPoint`` where there is nowhere to compare or the effort is used up first.
    """
    everything = sorted(frozenset[str]().union(*map(names, known))), sorted(frozenset[str]().union(*map(columns, known)))
    compared: list[Mapping[str, Any]] = []
    effort = Effort(values=MOST_VALUES)
    with mpmath.workdps(WORKING_DIGITS):
        for attempt in range(TRIES):
            try:
                place, right = expected(_precise(point(attempt, tuple(everything[0]), tuple(everything[1]))), partial(_counted, effort))
                found = _counted(effort, result, place)
            except Spent:
                break
            except (ArithmeticError, ValueError):
                continue
            if not abs(found - right) <= mpmath.mpf(10) ** -DIGITS * (1 + abs(right)):
                raise DerivationError(_counterexample(what, result, place, found, right))
            compared.append({name: number if isinstance(number, tuple) else float(number) for name, number in place.items()})
            if len(compared) == POINTS or effort.values < MOST_VALUES - ENOUGH_VALUES:
                break
    if not compared:
        raise NoPoint(f"{what} cannot be checked: at none of the {attempt + 1} points that were tried does it exist.")
    return Check("numeric", tuple(compared), DIGITS)


def _precise(at: Mapping[str, Any]) -> Numbers:
    return {name: tuple(map(mpmath.mpf, entry)) if isinstance(entry, tuple) else mpmath.mpf(entry) for name, entry in at.items()}


def _counterexample(what: str, result: Expression, place: Numbers, found: Any, right: Any) -> str:
    at = ", ".join(f"{name} = {mpmath.nstr(number, 8)}" for name, number in place.items() if not isinstance(number, tuple))
    return f"{what} does not hold: {result} is {mpmath.nstr(found, 12)} at {at}, but {mpmath.nstr(right, 12)} is right."
