"""Tangents: the line or plane that touches a function at a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import factorial, prod
from typing import Any, TypeAlias

import mpmath

from symdescent.calculus.checks.check import Check
from symdescent.calculus.checks.effort import Effort, parts
from symdescent.calculus.checks.evaluate import Undefined
from symdescent.calculus.consequences.conclude import added, concluded, reduced, valued
from symdescent.calculus.consequences.consequence import Conclusion, Consequence
from symdescent.calculus.consequences.place import Place, told
from symdescent.calculus.consequences.quotients import moved, quotient, value
from symdescent.calculus.derivation import derive, derive_gradient
from symdescent.calculus.rewrites.arithmetic import add, negative, power
from symdescent.errors import ArgumentError, DerivationError
from symdescent.notation.tree import ONE, ZERO, Expression, Integral, Product, Quotient, Symbol, number, walk

Formulas: TypeAlias = Mapping[tuple[str, ...], Expression]  # derivatives by their variables in turn; () is the function itself

RATIO = 1000  # what is left over is compared at two distances, of which one is so much smaller
DISTANCE, FARTHER = 32, 8  # the digits of the larger one; what is slow to compute to many digits is compared farther away
LONG = 1_000  # parts of a formula times its order
ROOM = 30  # it may miss its order by this factor; a wrong coefficient misses it by RATIO
DIRECTIONS = ((1.0, 0.61, -0.83, 1.27), (-1.0, 0.47, 1.19, 0.71), (0.39, -1.0, 0.57, -1.31))  # in which it is compared
SIDES = ((1.0,), (-1.0,))  # of a point on a line


def tangent(f: Expression, place: Place, check: str) -> Consequence:
    """y = f(a) + f'(a)(x - a), or in several variables the plane f(a) + ∇f(a)·(x - a)."""
    variables = tuple(place)
    is_line = len(variables) == 1
    effort = Effort()
    derivation = derive(f, *variables, check=check, effort=effort) if is_line else derive_gradient(f, variables, check=check, effort=effort)
    formulas: dict[tuple[str, ...], Expression] = {(): f}
    formulas |= {(x,): slope for x, slope in zip(variables, derivation.results, strict=True)}
    values = values_at(formulas, place, check, effort)
    main = concluded("result", reduced(polynomial(values, place), variables[0], "expanded"), check, effort=effort)
    confirmed = touches(f, main.result, place, 1)
    kind = "tangent-line" if is_line else "tangent-plane"
    return Consequence(kind, "tangent", (f,), variables, {"point": place}, (derivation,), (*values, main), (confirmed,))


def values_at(formulas: Formulas, place: Place, check: str, effort: Effort) -> tuple[Conclusion, ...]:
    """The function and its derivatives at the point."""
    first = next(iter(place))

    def concluded_value(of: tuple[str, ...], formula: Expression) -> Conclusion:
        what = f"the derivative by {', '.join(of)}" if of else "the function"
        return concluded("value", valued(formula, place, what, first), check, of, effort)

    return tuple(concluded_value(of, formula) for of, formula in formulas.items())


def offset(x: str, at: Expression) -> Expression:
    """x - a."""
    return add((Symbol(x), negative(at)))


def polynomial(values: Sequence[Conclusion], place: Place) -> Expression:
    """The sum of the terms f_of(a) (x - a)^of / of!; those with the value 0 are not written."""
    return added([_term(value.result, value.of, place) for value in values if value.result != ZERO])


def _term(height: Expression, of: tuple[str, ...], place: Place) -> Expression:
    counts = {x: of.count(x) for x in dict.fromkeys(of)}
    divisor = prod(map(factorial, counts.values()))
    coefficient = height if divisor == 1 else Quotient(height, number(divisor))
    powers = tuple(power(offset(x, place[x]), number(n)) for x, n in counts.items())
    factors = powers if coefficient == ONE and of else (coefficient, *powers)
    return Product(factors) if len(factors) > 1 else factors[0]


def touches(f: Expression, p: Expression, place: Place, order: int) -> Check:
    """Checks that f - p falls faster than the distance to the power ``order``, by its size at two small distances.

    Raises ``ArgumentError`` where f has a kink or an edge at the point, and ``DerivationError`` where p is wrong.
    """
    slow = any(type(e) is Integral for e in walk(f)) or parts(f, LONG) * order > LONG
    digits = FARTHER if slow else DISTANCE
    with mpmath.workdps((digits + 4) * (order + 3)):
        distance = mpmath.mpf(10) ** -digits
        at = {x: value(number, {}) for x, number in place.items()}
        height = cache(lambda shifts: value(f, moved(at, dict(zip(place, shifts, strict=True)))))
        for direction in DIRECTIONS if len(place) > 1 else SIDES:
            shift = _repeated(direction, len(place))
            try:
                quotient(lambda h, shift=shift: height(_times(h, shift)), distance / RATIO)  # type: ignore[misc]
                far, near = (
                    abs(height(shifts) - value(p, moved(at, dict(zip(place, shifts, strict=True)))))
                    for shifts in (_times(distance, shift), _times(distance / RATIO, shift))
                )
            except (Undefined, ArithmeticError, ValueError) as fault:
                raise ArgumentError(f"{f} is not differentiable at {told(place)}: it has a kink, a jump or an end there.") from fault
            noise = mpmath.mpf(10) ** (8 - mpmath.mp.dps) * (1 + abs(height(_times(0, shift))))
            if near > ROOM * far / mpmath.mpf(RATIO) ** (order + 1) + noise:
                raise DerivationError(
                    f"{p} does not touch {f} at {told(place)} to the order {order}: the difference, {mpmath.nstr(far, 5)} at a distance"
                    f" of {mpmath.nstr(distance, 1)}, is still {mpmath.nstr(near, 5)} {RATIO} times nearer."
                )
    return Check("numeric")


def _repeated(direction: Sequence[float], length: int) -> list[Any]:
    return [mpmath.mpf(direction[i % len(direction)]) + i // len(direction) for i in range(length)]


def _times(h: Any, direction: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(h * part for part in direction)
