"""Functions of one variable and where they are convex or concave: one row each.

``where`` is what the argument's values have to be, ``monotone`` the direction there (the function is strictly monotone
unless it says nondecreasing). ``strict`` functions have f'' > 0 (or < 0) there but perhaps for single points. ``bend`` is
a lower bound of |f''| where the argument has these bounds, for strong convexity; ``slope`` is one of |f'|, for arguments
that bend themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import inf
from typing import NamedTuple

from symdescent.analysis.convexity.rules.bounds import exponential, negative, power
from symdescent.calculus.edges.ranges import Range

ZERO, ONE, TWO = Fraction(0), Fraction(1), Fraction(2)
SHORT = 10_000  # the greatest denominator of a bound that is not rounded down


class Atom(NamedTuple):
    """One function on one part of the line."""

    name: str
    where: str
    curvature: str
    strict: bool
    monotone: str
    bend: Callable[[Range], Fraction] = lambda u: ZERO
    slope: Callable[[Range], Fraction] = lambda u: ZERO


UP, DOWN, NEITHER = "increasing", "decreasing", ""
CONVEX, CONCAVE = "convex", "concave"

HOLDS: dict[str, Callable[[Range], bool]] = {
    "positive": lambda u: u.positive,
    "negative": negative,
    "nonnegative": lambda u: u.nonnegative,
    "nonpositive": lambda u: u.high <= 0,
    "everywhere": lambda u: True,
}


def _least_exponential(u: Range) -> Fraction:
    return _short(Fraction(max(exponential(u).low, 0)))


def _short(bound: Fraction) -> Fraction:
    """A lower bound ≥ 0, rounded down where it is no short number."""
    return bound if bound.denominator <= SHORT else Fraction(int(bound * SHORT), SHORT)


def _on_sides(name: str, inner: str, outer: str, upwards: str, downwards: str | None = None) -> tuple[Atom, ...]:
    """Rows of an odd function: as it bends on the right, and the other way round on the left."""
    return (
        Atom(name, "nonnegative", inner, True, upwards),
        Atom(name, "nonpositive", outer, True, downwards or upwards),
    )


def _even(name: str, strict: bool, bend: Callable[[Range], Fraction] = lambda u: ZERO) -> tuple[Atom, ...]:
    """Rows of an even convex function that rises to the right of 0."""
    sides = (("nonnegative", UP), ("nonpositive", DOWN), ("everywhere", NEITHER))
    return tuple(Atom(name, where, CONVEX, strict, monotone, bend) for where, monotone in sides)


ATOMS: tuple[Atom, ...] = (
    Atom("exponential", "everywhere", CONVEX, True, UP, _least_exponential, _least_exponential),
    Atom("growing exponential", "everywhere", CONVEX, True, UP),
    Atom("falling exponential", "everywhere", CONVEX, True, DOWN),
    Atom(
        "logarithm",
        "positive",
        CONCAVE,
        True,
        UP,
        lambda u: _short(Fraction(power(u, -TWO).low)),
        lambda u: _short(Fraction(power(u, -ONE).low)),
    ),
    Atom("growing logarithm", "positive", CONCAVE, True, UP),
    Atom("falling logarithm", "positive", CONVEX, True, DOWN),
    Atom("softplus", "everywhere", CONVEX, True, UP),
    Atom("relu", "everywhere", CONVEX, False, "nondecreasing"),
    *_even("absolute value", False),
    *_even("hyperbolic cosine", True, lambda u: ONE),
    *_on_sides("hyperbolic sine", CONVEX, CONCAVE, UP),
    *_on_sides("hyperbolic tangent", CONCAVE, CONVEX, UP),
    *_on_sides("area hyperbolic sine", CONCAVE, CONVEX, UP),
    *_on_sides("area hyperbolic tangent", CONVEX, CONCAVE, UP),
    *_on_sides("arctangent", CONCAVE, CONVEX, UP),
    *_on_sides("arcsine", CONVEX, CONCAVE, UP),
    *_on_sides("arccosine", CONCAVE, CONVEX, DOWN),
    *_on_sides("error function", CONCAVE, CONVEX, UP),
    *_on_sides("sigmoid", CONCAVE, CONVEX, UP),
    *_on_sides("cube root", CONCAVE, CONVEX, UP),
    Atom("area hyperbolic cosine", "nonnegative", CONCAVE, True, UP),
    Atom("hyperbolic cotangent", "positive", CONVEX, True, DOWN),
    Atom("hyperbolic cotangent", "negative", CONCAVE, True, DOWN),
    Atom("hyperbolic cosecant", "positive", CONVEX, True, DOWN),
    Atom("hyperbolic cosecant", "negative", CONCAVE, True, DOWN),
    Atom("gamma", "positive", CONVEX, True, NEITHER),
    Atom("digamma", "positive", CONCAVE, True, UP),
)

# The name in the table of what a formula calls so; e^u, a^u and u^p are no calls.
CALLED: dict[str, str] = {
    "exp": "exponential",
    "ln": "logarithm",
    "softplus": "softplus",
    "relu": "relu",
    "abs": "absolute value",
    "cosh": "hyperbolic cosine",
    "sinh": "hyperbolic sine",
    "tanh": "hyperbolic tangent",
    "asinh": "area hyperbolic sine",
    "atanh": "area hyperbolic tangent",
    "atan": "arctangent",
    "asin": "arcsine",
    "acos": "arccosine",
    "erf": "error function",
    "sigmoid": "sigmoid",
    "cbrt": "cube root",
    "acosh": "area hyperbolic cosine",
    "coth": "hyperbolic cotangent",
    "csch": "hyperbolic cosecant",
    "gamma": "gamma",
    "digamma": "digamma",
}


def rows(name: str) -> tuple[Atom, ...]:
    """The rows of a function, the part of the line that says most first."""
    return tuple(atom for atom in ATOMS if atom.name == name)


def powers(p: Fraction) -> tuple[Atom, ...]:
    """The rows of u^p for a fixed p that is neither 0 nor 1."""
    slope = _size(p, p - 1)
    return tuple(atom._replace(slope=slope) for atom in _powers(p))


def _powers(p: Fraction) -> tuple[Atom, ...]:
    name = "power"
    if p.denominator == 1 and p > 0:
        bend = _power_bend(p)
        if p % 2 == 0:
            return _even(name, True, bend)
        return (Atom(name, "nonnegative", CONVEX, True, UP, bend), Atom(name, "nonpositive", CONCAVE, True, UP, bend))
    if p > 0:
        return (Atom(name, "nonnegative", CONVEX if p > 1 else CONCAVE, True, UP, _power_bend(p)),)
    left = (CONVEX, UP) if p % 2 == 0 else (CONCAVE, DOWN)
    right = Atom(name, "positive", CONVEX, True, DOWN, _power_bend(p))
    return (right, Atom(name, "negative", left[0], True, left[1], _power_bend(p))) if p.denominator == 1 else (right,)


def absolute_powers(p: Fraction) -> tuple[Atom, ...]:
    """The rows of |u|^p for p > 1."""
    return _even("power of an absolute value", True) if p > 1 else ()


def _power_bend(p: Fraction) -> Callable[[Range], Fraction]:
    """|p (p - 1) u^(p - 2)| is at least this."""
    return _size(p * (p - 1), p - 2)


def _size(c: Fraction, p: Fraction) -> Callable[[Range], Fraction]:
    """|c u^p| is at least this."""

    def least(u: Range) -> Fraction:
        inside = u._replace(above=True) if p < 0 and u.low == 0 else u  # 0 itself may be left out, for the size grows without end there
        size = power(inside, p) if p != 0 else Range(ONE, ONE, False, False)
        found = max(size.low, -size.high, 0)
        return _short(abs(c) * Fraction(found)) if found < inf else ZERO

    return least
