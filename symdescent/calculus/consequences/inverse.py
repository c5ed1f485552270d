"""Inverse functions and their derivatives."""

from __future__ import annotations

from typing import Any

from symdescent.calculus.checks.check import Check, NoPoint
from symdescent.calculus.consequences.conclude import also, concluded, reduced, valued
from symdescent.calculus.consequences.consequence import Conclusion, Consequence
from symdescent.calculus.consequences.inversion import inverses
from symdescent.calculus.consequences.place import Place, put, value_at
from symdescent.calculus.consequences.quotients import Expected, Numbers, Value, agree, follow, quotient
from symdescent.calculus.derivation import derive
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import from_sympy, to_sympy
from symdescent.notation.tree import ONE, ZERO, Call, Expression, Quotient, walk


def inverse(f: Expression, x: str, y: str, place: Place | None, check: str) -> Consequence:
    """(f^-1)'(y) = 1/f'(x) with y = f(x), where f'(x) != 0 (inverse function theorem).

    Given in x, and in y for each branch x = g(y) that is found within a bounded effort.
    """
    derivation = derive(f, x, check=check)
    slope = derivation.result
    if slope == ZERO:
        raise ArgumentError(f"{f} is constant in {x}, so it has no inverse function.")
    main = concluded("result", reduced(Quotient(ONE, slope), x), check, (x,))
    confirmed = agree(main.result, (f, main.result), _slope_of_inverse(f, x), "The derivative of the inverse function", place)
    branches = [(g, *found) for g in inverses(f, x, y) if (found := _in_y(main.result, f, x, y, g, check))]
    conclusions = [main, *(conclusion for _, conclusion, _ in branches)]
    given: dict[str, dict[str, Expression]] = {f"inverse {n}": {x: g} for n, (g, *_) in enumerate(branches, 1)}
    if place is not None:
        conclusions.append(concluded("value", valued(main.result, place, "the derivative of the inverse function", x), check))
        given |= {"point": place, "image": {y: value_at(f, place, str(f))}}
    checks = (confirmed, *(checked for *_, checked in branches))
    return Consequence("inverse-derivative", "inverse", (f,), (x, y), given, (derivation,), tuple(conclusions), checks)


def _in_y(slope: Expression, f: Expression, x: str, y: str, g: Expression, check: str) -> tuple[Conclusion, Check] | None:
    """1/f'(g(y)) where the branch g of the inverse is met at points that are tried."""
    try:
        conclusion = concluded("in y", also(reduced(put(slope, {x: g}), y), "inverse values", _known_values), check, (y,))
        expected = _slope_of_inverse(f, x, g, y)
        return conclusion, agree(conclusion.result, (f, conclusion.result), expected, f"The derivative of {g} by {y}")
    except NoPoint:
        return None


def _known_values(e: Expression) -> Expression:
    """cos(arcsin y) as √(1 - y²), where that is shorter."""
    try:
        known = from_sympy(to_sympy(e))
    except (ArgumentError, TypeError):
        return e
    return known if sum(1 for _ in walk(known)) < sum(1 for _ in walk(e)) or _nested(e) > _nested(known) else e


def _nested(e: Expression) -> int:
    """How many functions have a function in their argument."""
    return sum(type(part) is Call and any(type(inner) is Call for u in part.arguments for inner in walk(u)) for part in walk(e))


def _slope_of_inverse(f: Expression, x: str, g: Expression | None = None, y: str = "") -> Expected:
    """The slope of the inverse function, its values found as roots; with g only where that is the branch through the point."""

    def expected(at: Numbers, value: Value) -> tuple[Numbers, Any]:
        height = value(f, at)
        here = at if g is None else at | {y: height}
        if g is not None and abs(value(g, here) - at[x]) > 1e-20 * (1 + abs(at[x])):
            raise ValueError("another branch")
        return here, quotient(follow(lambda h, v: value(f, at | {x: v}) - height - h, at[x]))

    return expected
