"""Curves that are given by a parameter: x(t) and y(t)."""

from __future__ import annotations

from typing import Any

from symdescent.calculus.consequences.conclude import concluded, reduced, valued
from symdescent.calculus.consequences.consequence import Conclusion, Consequence
from symdescent.calculus.consequences.place import Place
from symdescent.calculus.consequences.quotients import Expected, Numbers, Value, agree, moved, quotient
from symdescent.calculus.derivation import derive
from symdescent.errors import ArgumentError
from symdescent.notation.tree import ZERO, Expression, Quotient


def parametric(y: Expression, x: Expression, t: str, order: int, place: Place | None, check: str) -> Consequence:
    """dy/dx = y'/x' where x' != 0; a higher order is the derivative of the last one by t, again over x'."""
    run = derive(x, t, check=check)
    if run.result == ZERO:
        raise ArgumentError(f"x = {x} does not move with {t}: the curve has no slope dy/dx.")
    derivations, conclusions, confirmed, last = [run], list[Conclusion](), [], y
    for n in range(1, order + 1):
        rise = derive(last, t, check=check)
        root = reduced(Quotient(rise.result, run.result), t)
        conclusion = concluded("result" if n == order else "lower", root, check, ("x",) * n)
        confirmed.append(agree(conclusion.result, (y, x), _quotient_of(last, x, t), f"The derivative of {last} by x = {x}", place))
        derivations.append(rise)
        conclusions.append(conclusion)
        last = conclusion.result
    if place is not None:
        conclusions.append(concluded("value", valued(last, place, "the derivative", t), check))
    given = {"path": {"x": x, "y": y}} | ({} if place is None else {"point": place})
    return Consequence("parametric-derivative", "parametric", (y, x), (t,), given, tuple(derivations), tuple(conclusions), tuple(confirmed))


def _quotient_of(y: Expression, x: Expression, t: str) -> Expected:
    """The difference of y over the difference of x."""

    def expected(at: Numbers, value: Value) -> tuple[Numbers, Any]:
        rise, run = (quotient(lambda h, e=e: value(e, moved(at, {t: h}))) for e in (y, x))  # type: ignore[misc]
        return at, rise / run

    return expected
