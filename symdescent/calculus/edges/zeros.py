"""Where an expression in one variable is zero: all zeros where its form gives them, else those that a search finds.

Polynomials are solved in rational arithmetic (Sturm's chain counts their real roots), a function of something is undone
by its inverse, a product is zero where a factor is. What is left is searched in floats and refined to many digits; then
``extent`` says that there may be more.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

import mpmath

from symdescent.calculus.edges.inverses import TURNING, targets
from symdescent.calculus.edges.polynomials import (
    Polynomial,
    intervals,
    polynomial,
    quadratic_roots,
    rational_roots,
    squarefree,
    value,
    without,
)
from symdescent.calculus.edges.ranges import values
from symdescent.calculus.edges.real_set import DIGITS, Point, exactly, ordered
from symdescent.calculus.edges.recognise import decimal, recognised, scaled
from symdescent.calculus.edges.search import searched
from symdescent.calculus.rewrites.arithmetic import add, multiply, negative, tidy
from symdescent.notation.tree import (
    ONE,
    PI,
    ZERO,
    Call,
    Constant,
    Expression,
    Negation,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    columns,
    names,
    number,
    rational,
)

TURNS = range(-1, 2)  # the zeros of a sine that are listed: kπ for these k


class Zeros(NamedTuple):
    """Zeros; ``extent`` is ``"all"``, ``"periodic"`` (infinitely many, these lie near 0) or ``"found"`` (maybe not all)."""

    points: tuple[Point, ...]
    extent: str = "all"

    @property
    def complete(self) -> bool:
        """Whether these are all."""
        return self.extent == "all"


NONE = Zeros(())


def zeros(expression: Expression, variable: str, *, search: bool = True) -> Zeros:
    """The zeros of an expression in one variable, and perhaps points where it has no value.

    >>> from symdescent.notation import parse
    >>> [str(point.written) for point in zeros(parse("x^2 - 1"), "x").points]
    ['-1', '1']
    """
    with mpmath.workdps(DIGITS):
        known = solved(expression, variable)
        if known is not None:
            return Zeros(tuple(map(_shortened, known.points)), known.extent)
        searchable = search and names(expression) == {variable} and not columns(expression)
        found = searched(expression, variable) if searchable else []
        return Zeros(ordered([point_of(root) for root in found]), "found")


def solved(e: Expression, x: str) -> Zeros | None:
    """All zeros where the form of the expression gives them, else None; at the working precision."""
    if x not in names(e):
        return NONE
    if names(e) != {x} or columns(e):
        return None
    p = polynomial(e, x)
    if p is not None:
        return _of_polynomial(p)
    bounds = values(e)
    if bounds.positive or bounds.high < 0 or (bounds.high == 0 and bounds.below):
        return NONE
    solve = SOLVE.get(type(e))
    try:
        return solve(e, x) if solve else None
    except ArithmeticError:  # a number in it, such as asin(2), has no real value, or is a factor 0
        return None


def _shortened(point: Point) -> Point:
    """The point with π/6 for asin(1/2)."""
    short = recognised(point.value) if point.exact else None
    return point if short is None else point._replace(written=short)


def point_of(root: Any) -> Point:
    """A fraction exactly; another number as what it is recognised as, to 60 digits, else as a decimal."""
    if isinstance(root, Fraction):
        return exactly(number(root))
    known = recognised(root)
    return Point(decimal(root), root, False) if known is None else exactly(known)


def _of_polynomial(p: Polynomial) -> Zeros:
    if len(p) == 1:
        return NONE
    simple = squarefree(p)
    near = intervals(simple)
    known = rational_roots(simple, near)
    exact = [root for root in known if root is not None]
    rest = without(simple, exact)
    if len(rest) == 3 and len(exact) < len(near):
        others = [_surd(*root) for root in quadratic_roots(rest)]
    else:
        others = [_refined(simple, a, b) for root, (a, b) in zip(known, near, strict=True) if root is None]
    return Zeros(ordered([*map(point_of, exact), *others]))


def _surd(middle: Fraction, size: Fraction, inside: int) -> Point:
    """middle + size·√inside; √(1/2) is √2/2."""
    part = scaled(size, Call("sqrt", (number(inside),)))
    return exactly(Sum((number(middle), part)) if middle else part)


def _refined(p: Polynomial, a: Fraction, b: Fraction) -> Point:
    """The simple root in a narrow interval by Newton's method, which doubles its digits a step."""
    slope = tuple(k * c for k, c in enumerate(p))[1:]
    root = (a + b) / 2
    for _ in range(5):
        root -= value(p, root) / value(slope, root)
        root = Fraction(round(root * 10**DIGITS), 10**DIGITS)
    there = mpmath.mpf(root.numerator) / root.denominator
    return Point(decimal(there), there, False)


def _together(*parts: Zeros | None) -> Zeros | None:
    known = [part for part in parts if part is not None]
    extent = "all" if all(part.complete for part in known) else "periodic"
    return Zeros(ordered([point for part in known for point in part.points]), extent) if len(known) == len(parts) else None


def _power(e: Power, x: str) -> Zeros | None:
    exponent = values(e.exponent)
    if exponent.positive and x not in names(e.exponent):
        return solved(e.base, x)
    return NONE if x not in names(e.exponent) else None


def _call(e: Call, x: str) -> Zeros | None:
    u = e.arguments[0]
    if e.function in NEVER:
        return NONE
    if e.function in THROUGH:
        return solved(u, x)
    if e.function in AT_ONE:
        return solved(_minus(u, ONE), x)
    return _turning(u, x, PERIODIC[e.function]) if e.function in PERIODIC else None


def _turning(u: Expression, x: str, offset: Fraction) -> Zeros | None:
    """u = (offset + k)π for the k near 0."""
    found = _together(*(solved(_minus(u, multiply((number(offset + k), PI))), x) for k in TURNS))
    return None if found is None else Zeros(found.points, "periodic")


def _sum(e: Sum, x: str) -> Zeros | None:
    """c + k·g(v) = 0 means g(v) = -c/k, and where g has an inverse v is known."""
    varying = [term for term in e.terms if x in names(term)]
    if len(varying) != 1:
        return None
    term, target = varying[0], negative(tidy(add([t for t in e.terms if x not in names(t)] or [ZERO])))
    if isinstance(term, Negation):
        term, target = term.operand, negative(target)
    return _equals(term, target, x)


def _equals(e: Expression, c: Expression, x: str) -> Zeros | None:
    """e = c, undone from outside: constant factors first, then a function by its inverse."""
    if type(e) is Quotient and x not in names(e.denominator):
        return _equals(e.numerator, multiply((c, e.denominator)), x)
    if type(e) is Quotient and x not in names(e.numerator):
        return _equals(e.denominator, multiply((Quotient(e.numerator, c),)), x) if rational(c) != 0 else NONE
    if type(e) is Product:
        fixed = [factor for factor in e.factors if x not in names(factor)]
        varying = [factor for factor in e.factors if x in names(factor)]
        return _equals(varying[0], multiply((Quotient(c, multiply(fixed)),)), x) if fixed and len(varying) == 1 else None
    if type(e) is Symbol or polynomial(e, x) is not None:
        p = polynomial(e, x)
        return _linear(p, c) if p is not None and len(p) == 2 else None
    if type(e) is Call and e.function in TURNING:
        return _returning(e.arguments[0], TURNING[e.function](c), x) if abs(exactly(c).value) <= 1 else NONE
    wanted = targets(e, c)
    if wanted is None:
        return None
    inner = e.exponent if type(e) is Power and x in names(e.exponent) else e.base if type(e) is Power else e.arguments[0]  # type: ignore[attr-defined]
    return _together(*(solved(_minus(inner, target), x) for target in wanted))


def _returning(u: Expression, angles: tuple[Expression, ...], x: str) -> Zeros | None:
    """u = angle + 2kπ for the k near 0."""
    turns = [multiply((number(2 * k), PI)) for k in TURNS]
    found = _together(*(solved(_minus(u, tidy(add((angle, turn)))), x) for angle in angles for turn in turns))
    return None if found is None else Zeros(found.points, "periodic")


def _linear(p: Polynomial, c: Expression) -> Zeros:
    """a x + b = c."""
    return Zeros((exactly(tidy(multiply((add((c, number(-p[0]))), number(1 / p[1]))))),))


def _minus(u: Expression, c: Expression) -> Expression:
    return u if c == ZERO else Sum((u, negative(c)))


THROUGH = frozenset("sqrt cbrt abs asin atan sinh tanh asinh atanh erf sign".split())
AT_ONE = frozenset("ln log acosh acos asech".split())
NEVER = frozenset("sec csc csch sech gamma".split())
PERIODIC = {"sin": Fraction(0), "tan": Fraction(0), "cos": Fraction(1, 2), "cot": Fraction(1, 2)}

SOLVE: dict[type[Expression], Callable[..., Zeros | None]] = {
    Constant: lambda e, x: NONE,
    Negation: lambda e, x: solved(e.operand, x),
    Product: lambda e, x: _together(*(solved(factor, x) for factor in e.factors if x in names(factor))),
    Quotient: lambda e, x: solved(e.numerator, x),
    Power: _power,
    Call: _call,
    Sum: _sum,
}
