"""Implicit functions: the slope of a curve that is given by an equation."""

from __future__ import annotations

from typing import Any

from symdescent.calculus.consequences.conclude import concluded, reduced, valued
from symdescent.calculus.consequences.consequence import Consequence
from symdescent.calculus.consequences.place import Place, told, value_at
from symdescent.calculus.consequences.quotients import Expected, Numbers, Value, agree, follow, moved, quotient, root
from symdescent.calculus.derivation import derive_gradient
from symdescent.errors import ArgumentError
from symdescent.notation.tree import ZERO, Expression, Negation, Product, Quotient, Sum


def implicit(f: Expression, y: str, x: str, held: tuple[str, ...], order: int, place: Place | None, check: str) -> Consequence:
    """Where f(x, y) = 0 and f_y != 0, y is a function of x with dy/dx = -f_x/f_y (implicit function theorem).

    A higher order goes on along the curve: d/dx g(x, y) = g_x + g_y dy/dx. ``held`` are other variables, which stay
    fixed; ``place`` is a point of the curve.
    """
    derivations = [derive_gradient(f, (x, y), check=check)]
    f_x, f_y = derivations[0].results
    if f_y == ZERO:
        raise ArgumentError(f"{f} = 0 does not make {y} a function of {x}: the derivative by {y} is 0 everywhere.")
    conclusions = [concluded(_key(1, order), reduced(Negation(Quotient(f_x, f_y)), x), check, (x,))]
    slope = conclusions[0].result
    confirmed = [agree(slope, (f, slope), _slope_on(f, y, x), f"The derivative of {y} by {x}", place)]
    for n in range(2, order + 1):
        last = conclusions[-1].result
        derivations.append(derive_gradient(last, (x, y), check=check))
        g_x, g_y = derivations[-1].results
        conclusions.append(concluded(_key(n, order), reduced(Sum((g_x, Product((g_y, slope)))), x), check, (x,) * n))
        what = f"The derivative of {last} along the curve"
        confirmed.append(agree(conclusions[-1].result, (f, last), _slope_on(f, y, x, last), what, place))
    if place is not None:
        _require_on_curve(f, f_y, y, place)
        conclusions.append(concluded("value", valued(conclusions[-1].result, place, "the derivative", x), check))
    given = {} if place is None else {"point": place}
    return Consequence(
        "implicit-derivative", "implicit", (f,), (x, y, *held), given, tuple(derivations), tuple(conclusions), tuple(confirmed)
    )


def _key(n: int, order: int) -> str:
    return "result" if n == order else "lower"


def _slope_on(f: Expression, y: str, x: str, g: Expression | None = None) -> Expected:
    """A point of the curve near the one tried, and the slope there, as a function of x, of y or of g along the curve."""

    def expected(at: Numbers, value: Value) -> tuple[Numbers, Any]:
        here = at | {y: root(lambda v: value(f, at | {y: v}), at[y])}
        branch = follow(lambda h, v: value(f, moved(here, {x: h}) | {y: v}), here[y])
        return here, quotient(branch if g is None else lambda h: value(g, moved(here, {x: h}) | {y: branch(h)}))

    return expected


def _require_on_curve(f: Expression, f_y: Expression, y: str, place: Place) -> None:
    height = value_at(f, place, str(f))
    if height != ZERO:
        raise ArgumentError(f"{told(place)} is no point of the curve: {f} is {height} there, not 0.")
    if value_at(f_y, place, f"the derivative by {y}") == ZERO:
        raise ArgumentError(f"At {told(place)} the derivative of {f} by {y} is 0, so the theorem gives no slope there.")
