"""Difference quotients of what no rule has seen: the oracle for everything that follows from derivatives by a theorem.

They use values of the given functions and nothing else, to 30 digits: a point, its neighbours at a distance of 10^-35
and, where a function is given by an equation, a root of it found by the secant method.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import mpmath

from symdescent.calculus.checks.check import POINTS, SEARCH, Check, NoPoint, point
from symdescent.calculus.checks.effort import Counted, Effort, Spent, has_slow, weight
from symdescent.calculus.checks.evaluate import FLOATS, PRECISE, Undefined, Values
from symdescent.calculus.checks.oracle import DIGITS, WORKING_DIGITS
from symdescent.calculus.consequences.place import Place
from symdescent.errors import ArgumentError, DerivationError
from symdescent.notation.tree import Expression, columns, names

Numbers: TypeAlias = dict[str, Any]
Value: TypeAlias = Callable[[Expression, Numbers], Any]
Expected: TypeAlias = Callable[[Numbers, Value], tuple[Numbers, Any]]  # where the result belongs, and what is right there

TRIES, MOST_TRIES = 80, 400  # points that are tried, and looked at for values in floats
MOST_VALUES, ENOUGH_VALUES = 300_000, 60_000  # of plain arithmetic: until one point is found, and for more of them
FARTHEST = 6  # the power of ten up to which a change of sign is looked for
NEAR = (0, 0.0137, -0.0171, 0.1093, -0.1291)  # how far from the user's point is tried, as a share of its coordinates
STEP = mpmath.mpf("1e-35")
SAME_BRANCH = mpmath.mpf("1e-20")  # how far a root may move while the point moves by STEP


def value(expression: Expression, at: Numbers) -> Any:
    """The value in high precision; raises an ``ArithmeticError`` or ``ValueError`` where there is no real one."""
    return Values(at, PRECISE)[expression]


def _counted(effort: Effort, ranges: dict[Any, Any], expression: Expression, at: Numbers) -> Any:
    return Counted(at, PRECISE, effort, ranges)[expression]


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
    """A root near the guess, by the secant method, or between two signs; raises ``ValueError`` where it finds none."""
    try:
        found = mpmath.findroot(equation, (guess, guess + mpmath.mpf("1e-3") * (1 + abs(guess))), maxsteps=40)
    except (ValueError, ZeroDivisionError):
        found = mpmath.findroot(equation, _bracket(equation, guess), solver="anderson", maxsteps=400)
    if isinstance(found, mpmath.mpc):
        raise Undefined("no real root")
    return found


def _bracket(equation: Callable[[Any], Any], guess: Any) -> tuple[Any, Any]:
    """The guess and a place further and further away where the equation has the other sign."""
    here = equation(guess)
    for exponent in range(-1, FARTHEST):
        for side in (1, -1):
            other = guess + side * mpmath.mpf(10) ** exponent
            if equation(other) * here < 0:
                return guess, other
    raise ValueError("no change of sign")


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


def agree(result: Expression, known: Sequence[Expression], expected: Expected, what: str, place: Place | None = None) -> Check:
    """Compares ``result`` to 30 digits with ``expected(point, value)``, within an effort.

    ``known`` are all expressions whose variables and columns a point needs; ``place`` is a point that was asked for,
    which is tried first. Raises ``DerivationError`` with the counterexample, and ``NoPoint`` where there is nowhere to
    compare or the effort is used up first.
    """
    compared: list[Mapping[str, Any]] = []
    effort, tried = Effort(values=MOST_VALUES), 0
    evaluated = partial(_counted, effort, dict[Any, Any]())
    with mpmath.workdps(WORKING_DIGITS):
        for tried, at in enumerate(_points(known, place or {}), 1):  # noqa: B007
            try:
                here, right = expected(_precise(at), evaluated)
                found = evaluated(result, here)
            except Spent:
                break
            except (ArithmeticError, ValueError):
                continue
            if not abs(found - right) <= mpmath.mpf(10) ** -DIGITS * (1 + abs(right)):
                raise DerivationError(_counterexample(what, result, here, found, right))
            compared.append({name: number if isinstance(number, tuple) else float(number) for name, number in here.items()})
            if len(compared) == POINTS or effort.values < MOST_VALUES - ENOUGH_VALUES:
                break
    if not compared:
        raise NoPoint(f"{what} cannot be checked: at none of the {tried} points that were tried does it exist.")
    return Check("numeric", tuple(compared), DIGITS)


def _points(known: Sequence[Expression], place: Place) -> Iterator[Mapping[str, Any]]:
    """The point that was asked for and its neighbours; where all formulas are real in floats; then any others."""
    variables, data = (tuple(sorted(frozenset[str]().union(*map(of, known)))) for of in (names, columns))
    if place:
        at = {name: value(number, {}) for name, number in place.items()}
        yield from (
            {**point(k, variables, data), **{name: x + share * (1 + abs(x)) for name, x in at.items()}} for k, share in enumerate(NEAR)
        )
    inside: list[int] = []
    for attempt in range(max(TRIES, min(MOST_TRIES, SEARCH // sum(weight(f, SEARCH) for f in known)))):
        if len(inside) < TRIES and all(_is_real(f, point(attempt, variables, data)) for f in known):
            inside.append(attempt)
            yield point(attempt, variables, data)
    yield from (point(attempt, variables, data) for attempt in range(TRIES) if attempt not in inside)


def _is_real(f: Expression, at: Mapping[str, Any]) -> bool:
    """Whether the value in floats exists; taken for granted where it is slow to compute."""
    try:
        return has_slow(f) or Values(at, FLOATS)[f] is not None
    except (ArithmeticError, ValueError):
        return False


def _precise(at: Mapping[str, Any]) -> Numbers:
    return {name: tuple(map(mpmath.mpf, entry)) if isinstance(entry, tuple) else mpmath.mpf(entry) for name, entry in at.items()}


def _counterexample(what: str, result: Expression, place: Numbers, found: Any, right: Any) -> str:
    at = ", ".join(f"{name} = {mpmath.nstr(number, 8)}" for name, number in place.items() if not isinstance(number, tuple))
    return f"{what} does not hold: {result} is {mpmath.nstr(found, 12)} at {at}, but {mpmath.nstr(right, 12)} is right."
