"""What an expression does at a point and beside it, in many digits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

import mpmath

from symdescent.calculus.checks.evaluate import COMPARE, PRECISE, Undefined, Values
from symdescent.calculus.edges.real_set import SAME
from symdescent.notation.tree import ONE, ZERO, Call, Expression, Negation, Piecewise, Relation, Sum, children, number, rebuild

Place: TypeAlias = Mapping[str, Any]
Path: TypeAlias = Callable[[Any], Place]
Resolve: TypeAlias = Callable[[tuple[Expression, ...], Path], Expression]

BESIDE = tuple(map(mpmath.mpf, ("1e-31", "7e-47", "3e-62")))
SMALLEST, LARGEST, LARGEST_WHOLE = mpmath.mpf("1e-200"), mpmath.mpf("1e400"), 1000


def _far(name: str) -> Callable[[Any], Any]:
    """sin, cos, tan or exp of large numbers too, such as 1/h: mpmath reduces them with as many digits as that takes."""
    function = getattr(mpmath, name)
    return lambda u: function(u) if abs(u) < LARGEST else mpmath.nan


def _power(base: Any, exponent: Any) -> Any:
    if base == 0 or (exponent == mpmath.nint(exponent) and abs(exponent) < LARGEST_WHOLE):
        return base**exponent
    return mpmath.exp(exponent * mpmath.log(base)) if base > 0 and abs(exponent) * abs(mpmath.log(base)) < LARGEST else mpmath.nan


LOCAL = PRECISE._replace(functions={**PRECISE.functions, **{name: _far(name) for name in ("sin", "cos", "tan", "exp")}}, power=_power)


class Snapped(Values):
    """Values at a point that may be irrational: what is within rounding of a whole number is that number.

    So x² - 2 is 0 at √2, and sign, √ and comparisons see it.
    """

    def __getitem__(self, e: Expression) -> Any:
        if type(e) is Relation:
            gap = self[e.left] - self[e.right]
            return COMPARE[e.operator](gap if abs(gap) > SAME else 0, 0)
        value = super().__getitem__(e)
        if isinstance(value, mpmath.mpf):
            whole = mpmath.nint(value)
            return whole if 0 < abs(value - whole) < SAME else value
        return value


def value_at(e: Expression, place: Place) -> Any:
    """The value at a point, None where there is no finite real one."""
    return _value(Snapped(place, LOCAL), e)


def value_beside(e: Expression, place: Place) -> Any:
    """The value at a point that is near a special one but not it, None where there is no finite real one."""
    return _value(Values(place, LOCAL), e)


def _value(at: Values, e: Expression) -> Any:
    try:
        value = at[e]
    except (ArithmeticError, ValueError):
        return None
    return value if isinstance(value, bool) or mpmath.isfinite(value) else None


def line(place: Place, direction: Mapping[str, Any]) -> Path:
    """The path that leaves a point in a direction."""
    return lambda h: {**place, **{name: place[name] + h * step for name, step in direction.items()}}


def sign_along(u: Expression, path: Path) -> int:
    """The sign of u just after a path has begun; raises ``Undefined`` where it has no value there or keeps changing."""
    signs: set[int] = set()
    for h in BESIDE:
        value = value_beside(u, path(h))
        if value is None:
            raise Undefined("no value beside the point")
        signs.add(0 if abs(value) < SMALLEST else int(mpmath.sign(value)))
    if len(signs) > 1:
        raise Undefined("the sign keeps changing")
    return signs.pop()


def germ(e: Expression, path: Path) -> Expression:
    """The formula that an expression is along a path just after it has begun: |u| is u or -u there, a maximum one of its parts.

    Raises ``Undefined`` where that cannot be told.
    """
    if type(e) is Piecewise:
        return germ(_piece(e, path), path)
    resolve = RESOLVE.get(e.function) if type(e) is Call else None
    if resolve is not None:
        return resolve(tuple(germ(argument, path) for argument in e.arguments), path)  # type: ignore[attr-defined]
    return rebuild(e, tuple(germ(child, path) for child in children(e)))


def _piece(e: Piecewise, path: Path) -> Expression:
    for value, when in e.pieces:
        if when is None or COMPARE[when.operator](sign_along(Sum((when.left, Negation(when.right))), path), 0):
            return value
    raise Undefined("no piece applies")


def _best(parts: tuple[Expression, ...], path: Path, wanted: int) -> Expression:
    best, *others = parts
    for part in others:
        if sign_along(Sum((part, Negation(best))), path) == wanted:
            best = part
    return best


def _by_sign(table: Callable[[Expression], tuple[Expression, Expression, Expression]]) -> Resolve:
    """A function that is one formula for u < 0, one at u = 0 and one for u > 0."""
    return lambda parts, path: table(parts[0])[sign_along(parts[0], path) + 1]


RESOLVE: dict[str, Resolve] = {
    "abs": _by_sign(lambda u: (Negation(u), ZERO, u)),
    "sign": _by_sign(lambda u: (number(-1), ZERO, ONE)),
    "heaviside": _by_sign(lambda u: (ZERO, number(Fraction(1, 2)), ONE)),
    "relu": _by_sign(lambda u: (ZERO, ZERO, u)),
    "max": lambda parts, path: _best(parts, path, 1),
    "min": lambda parts, path: _best(parts, path, -1),
}
