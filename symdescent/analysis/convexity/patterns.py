"""The signs of a function of one variable on an interval: its factors, all zeros of each, and the sign between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cmp_to_key
from itertools import pairwise
from typing import Any

import sympy

from symdescent.analysis.convexity.exact import sign_of
from symdescent.analysis.convexity.places import Stretch, Uncertain, sign_of_difference
from symdescent.analysis.effort import factored
from symdescent.analysis.signs import sign
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import from_sympy
from symdescent.notation.region import Region
from symdescent.notation.tree import Relation

LONGEST = 220  # operations of a function that is factored
HIGHEST_DEGREE = 14  # of a factor
HYPERBOLIC = (sympy.sinh, sympy.cosh, sympy.sech, sympy.csch, sympy.coth)

# Functions that grow with their argument, with the ends of what they reach.
INVERSES: dict[Any, tuple[Any, Any, Any]] = {
    sympy.exp: (sympy.log, 0, sympy.oo),
    sympy.log: (sympy.exp, -sympy.oo, sympy.oo),
    sympy.tanh: (sympy.atanh, -1, 1),
    sympy.atan: (sympy.tan, -sympy.pi / 2, sympy.pi / 2),
}
BOUNDED = (sympy.sin, sympy.cos)
PI = 3.141592653589793
MOST_TURNS = 20  # of a sine on an interval


@dataclass(frozen=True, slots=True)
class Pattern:
    """``function`` (factored) has the sign ``signs[k]`` on the open interval number k between neighbouring ``cuts``, and is 0 at each cut."""

    function: Any
    stretch: Stretch
    cuts: tuple[Any, ...]
    signs: tuple[int, ...]

    @property
    def nonnegative(self) -> bool:
        """Whether it is never negative."""
        return min(self.signs) >= 0

    @property
    def nonpositive(self) -> bool:
        """Whether it is never positive."""
        return max(self.signs) <= 0

    @property
    def cells(self) -> tuple[tuple[Any, Any], ...]:
        """The intervals between neighbouring cuts."""
        return tuple(pairwise((self.stretch.low, *self.cuts, self.stretch.high)))


def pattern(function: Any, x: Any, stretch: Stretch) -> Pattern | None:
    """The signs of an elementary function without kinks on an open interval; None where its zeros are not all known.

    >>> x = sympy.Symbol("x", real=True)
    >>> found = pattern(12*x**2 - 4, x, Stretch(-sympy.oo, sympy.oo))
    >>> found.cuts, found.signs
    ((-sqrt(3)/3, sqrt(3)/3), (1, -1, 1))
    """
    if function.count_ops() > LONGEST:
        return None
    if function.has(*HYPERBOLIC):
        function = function.rewrite(sympy.exp)
    shown = factored(function)
    try:
        cuts = zeros(shown, x, stretch)
        if cuts is None:
            return _one_sign(shown, x, stretch)
        signs = [_sign_between(shown, x, *cell) for cell in pairwise((stretch.low, *cuts, stretch.high))]
    except (Uncertain, NotImplementedError):
        return None
    known = tuple(sign for sign in signs if sign is not None)
    return Pattern(shown, stretch, tuple(cuts), known) if len(known) == len(signs) else None


def _one_sign(function: Any, x: Any, stretch: Stretch) -> Pattern | None:
    """A sign that is proved on the whole interval."""
    try:
        ends = [
            Relation(from_sympy(a), "<", from_sympy(b)) for a, b in ((stretch.low, x), (x, stretch.high)) if abs(a) != sympy.oo != abs(b)
        ]
        found = sign(from_sympy(function), Region(tuple(ends)))
    except ArgumentError:
        return None
    proved = {"positive": 1, "nonnegative": 1, "zero": 0, "nonpositive": -1, "negative": -1}.get(found.sign if found else "")
    return None if proved is None else Pattern(function, stretch, (), (proved,))


def _sign_between(function: Any, x: Any, low: Any, high: Any) -> int | None:
    """The sign at a point between two cuts; at another one where a touched zero, as of 1 - sin x, was hit."""
    at = between(low, high)
    here = sign_of(function.xreplace({x: at}))
    return here if here != 0 or function == 0 else sign_of(function.xreplace({x: between(at, high)}))


def between(low: Any, high: Any) -> Any:
    """A short rational number strictly between two numbers, one or both of which may be infinite."""
    if low == -sympy.oo or high == sympy.oo:
        if low == -sympy.oo:
            return sympy.Integer(0) if high == sympy.oo else sympy.Integer(sympy.floor(high.evalf(30)) - 1)
        return sympy.Integer(sympy.ceiling(low.evalf(30)) + 1)
    width = (high - low).evalf(60)
    scale = sympy.Integer(2) ** max(1, 2 - int(sympy.floor(sympy.log(width, 2).evalf(20))))
    return sympy.Integer(sympy.floor(((low + high) / 2).evalf(60) * scale)) / scale


def zeros(factored: Any, x: Any, stretch: Stretch) -> list[Any] | None:
    """All zeros in the open interval, from left to right; None where a factor's are not known."""
    found: list[Any] = []
    for base, _ in (factor.as_base_exp() for factor in sympy.Mul.make_args(factored)):
        some = _of_factor(base, x, stretch)
        if some is None:
            return None
        found += [root for root in some if root not in found]
    inside = [root for root in found if stretch.holds(root)]
    return sorted(inside, key=cmp_to_key(sign_of_difference))


def _of_factor(e: Any, x: Any, stretch: Stretch) -> list[Any] | None:
    if x not in e.free_symbols or isinstance(e, sympy.exp):
        return []
    if e.is_Pow and not e.exp.is_Integer:
        return _of_factor(e.base, x, stretch) if e.exp.is_Rational else None
    generator, poly = _in_one_function(e, x)
    if generator is None:
        return [] if e.is_positive or e.is_negative else None
    if not (poly.domain.is_QQ or poly.domain.is_ZZ) or poly.degree() > HIGHEST_DEGREE:
        roots = _irrational(poly)
        if roots is None:
            return [] if e.is_positive or e.is_negative else None
        return roots if generator == x else _undone(generator, roots, x, stretch)
    roots = list(dict.fromkeys(sympy.real_roots(poly)))
    return roots if generator == x else _undone(generator, roots, x, stretch)


def _irrational(poly: Any) -> list[Any] | None:
    """The root of a linear polynomial with irrational numbers."""
    return [-poly.nth(0) / poly.nth(1)] if poly.degree() == 1 and sign_of(poly.nth(1)) else None


def _in_one_function(e: Any, x: Any) -> tuple[Any, Any]:
    """A function of x and the polynomial that the expression is in it; None where there are several functions."""
    place = sympy.Dummy("t", real=True)
    powers = [g for g in e.atoms(sympy.exp) if (g.args[0] / x).is_Rational]
    step = sympy.gcd_list([g.args[0] / x for g in powers]) if powers else 1
    if powers:
        e = e.xreplace({g: place ** (g.args[0] / x / step) for g in powers})
    try:
        found = [g for g in sympy.Poly(e).gens if g == place or x in g.free_symbols]
        if len(found) != 1:
            return None, None
        poly = sympy.Poly(sympy.Poly(e, found[0]).as_expr().xreplace({found[0]: place}), place)
    except sympy.PolynomialError:
        return None, None
    return (sympy.exp(step * x) if found[0] == place else found[0]), poly


def _undone(generator: Any, values: list[Any], x: Any, stretch: Stretch) -> list[Any] | None:
    """Where a function of x takes one of these values."""
    if isinstance(generator, BOUNDED):
        return _turning(generator, [value for value in values if sign_of(abs(value) - 1) != 1], x, stretch)
    if generator.is_Pow and generator.exp.is_Rational:
        inner, targets = generator.base, [value ** (1 / generator.exp) for value in values if value.is_nonnegative]
    elif generator.func in INVERSES:
        inverse, low, high = INVERSES[generator.func]
        inner, targets = generator.args[0], [inverse(value) for value in values if Stretch(low, high).holds(value)]
    else:
        return [] if not values else None
    if not targets:
        return []
    if not inner.is_polynomial(x) or sympy.degree(inner, x) != 1:
        return None
    slope, start = sympy.Poly(inner, x).all_coeffs()
    return [(target - start) / slope for target in targets]


def _turning(generator: Any, values: list[Any], x: Any, stretch: Stretch) -> list[Any] | None:
    """Where sin u or cos u takes one of these values, u linear, on a bounded interval."""
    inner = generator.args[0]
    wide = sympy.oo in (-stretch.low, stretch.high)
    if not values or (wide and all(value in (1, -1) for value in values)):
        return []  # the last: a factor such as 1 - sin u is 0 at single points and changes its sign at none of them
    if not inner.is_polynomial(x) or sympy.degree(inner, x) != 1 or wide:
        return None
    slope, start = sympy.Poly(inner, x).all_coeffs()
    ends = sorted(float(slope * end + start) / (2 * PI) for end in stretch)
    turns = range(int(ends[0]) - 2, int(ends[1]) + 3)
    if len(turns) > MOST_TURNS:
        return None
    angles = [angle for value in values for angle in _angles(generator.func, value)]
    return list(dict.fromkeys((angle + 2 * sympy.pi * k - start) / slope for angle in angles for k in turns))


def _angles(function: Any, value: Any) -> tuple[Any, Any]:
    if function == sympy.sin:
        return sympy.asin(value), sympy.pi - sympy.asin(value)
    return sympy.acos(value), -sympy.acos(value)
