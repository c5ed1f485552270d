"""Real algebraic numbers: a root of an irreducible polynomial in an interval of its own, and polynomials in that root.

An element is 0 exactly if the minimal polynomial divides it, so every sign is decided: by algebra or by narrow intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import mpmath
import sympy
from sympy import QQ, Dummy, Poly

from symdescent.analysis.critical.enclosures import arithmetic, interval
from symdescent.analysis.critical.linear import Echelon
from symdescent.analysis.critical.places import Place, is_zero

T = Dummy("t", real=True)
FIRST = sympy.Rational(1, 10**6)
SHORT_ROOT = 60  # characters of a closed form that is still read
MOST_CLOSED = 8  # degree of a field in which closed forms are sought
LONGEST = 24  # degree up to which a number's own minimal polynomial is sought


class Root(NamedTuple):
    """The one root of an irreducible polynomial between two fractions."""

    polynomial: Poly
    low: Fraction
    high: Fraction


def roots(polynomial: Poly) -> list[Root]:
    """All real roots of a polynomial over the rationals, each once, from left to right within each factor (Sturm 1829)."""
    found = []
    for factor, _ in polynomial.factor_list()[1]:
        monic = factor.monic()
        found += [Root(monic, _fraction(a), _fraction(b)) for (a, b), _ in factor.intervals(eps=FIRST)]
    return found


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def narrowed(root: Root, digits: int) -> tuple[Fraction, Fraction]:
    """An interval of width 10^-digits around the root: Newton's guess, proved by a change of sign."""
    p, low, high = root
    if p.degree() == 1 or low == high:
        exact = low if low == high else -_fraction(p.all_coeffs()[1])
        return exact, exact
    slope, margin = p.diff(), Fraction(1, 10**digits)
    with mpmath.workdps(digits + 20):
        guess = _middle(low, high)
        for _ in range(6 + digits.bit_length()):
            step = _at(p, guess) / _at(slope, guess)
            guess -= step
            if abs(step) < mpmath.mpf(10) ** -(digits + 6):
                break
        middle = Fraction(int(mpmath.nint(guess * mpmath.mpf(10) ** (digits + 4))), 10 ** (digits + 4))
    a, b = max(low, middle - margin), min(high, middle + margin)
    if a < b and _changes(p, a, b):
        return a, b
    ends = (sympy.Rational(end.numerator, end.denominator) for end in (low, high))
    narrow = p.refine_root(*ends, eps=sympy.Rational(1, 10**digits))
    return _fraction(narrow[0]), _fraction(narrow[1])


def _middle(low: Fraction, high: Fraction) -> Any:
    middle = (low + high) / 2
    return mpmath.mpf(middle.numerator) / middle.denominator


def _at(p: Poly, t: Any) -> Any:
    value = mpmath.mpf(0)
    for c in p.all_coeffs():
        value = value * t + mpmath.mpf(int(c.p)) / int(c.q)
    return value


def _changes(p: Poly, a: Fraction, b: Fraction) -> bool:
    left, right = (p(sympy.Rational(end.numerator, end.denominator)) for end in (a, b))
    return bool(left * right < 0)


def element_bounds(element: Poly, root: Root, digits: int) -> Any:
    """An interval for a polynomial in the root, by Horner's rule."""
    size = max((abs(int(c.p)).bit_length() + int(c.q).bit_length() for c in element.all_coeffs()), default=1)
    extra = size // 3 + 10
    context = arithmetic(digits + extra)
    t = interval(context, *narrowed(root, digits + extra))
    value = context.mpf(0)
    for c in element.all_coeffs():
        value = value * t + context.mpf(int(c.p)) / int(c.q)
    return value


def minimal_polynomial(element: Poly, modulus: Poly) -> Poly | None:
    """The polynomial of least degree that an element of the field is a root of; None beyond a bounded degree."""
    n = modulus.degree()
    if n > LONGEST:
        return None
    rows, power = Echelon(), Poly(1, T, domain=QQ)
    while (found := rows.taken(_vector(power, n))) is None:
        power = (power * element).rem(modulus)
    return Poly([QQ.one, *(-c for c in reversed(found))], T, domain=QQ)


def _vector(p: Poly, n: int) -> list[Any]:
    coefficients = [QQ.convert(c) for c in reversed(p.all_coeffs())]
    return coefficients + [QQ.zero] * (n - len(coefficients))


def own_root(element: Poly, root: Root) -> Root | None:
    """An element of the field as a root of its own minimal polynomial."""
    minimal = minimal_polynomial(element, root.polynomial)
    if minimal is None:
        return None
    candidates = roots(minimal)
    for digits in (10, 25, 60, 120):
        value = element_bounds(element, root, digits)
        candidates = [c for c in candidates if _meets(narrowed(c, digits), value)]
        if len(candidates) == 1:
            return candidates[0]
    return None


def _meets(ends: tuple[Fraction, Fraction], value: Any) -> bool:
    context = arithmetic(130)
    own = interval(context, *ends)
    return bool(own.a <= value.b and value.a <= own.b)


def closed_form(root: Root) -> sympy.Expr | None:
    """A root as a fraction, as (p + q√d)/r, as a nested square root or as an odd root, where that is short."""
    p = root.polynomial
    coefficients = p.all_coeffs()
    if p.degree() == 1:
        return -coefficients[1]
    if p.degree() == 2:
        return _nearest(_quadratic(*coefficients[1:]), root)
    if p.degree() == 4 and not coefficients[1] and not coefficients[3]:
        squares = _quadratic(coefficients[2], coefficients[4])
        return _nearest([sign * sympy.sqrtdenest(sympy.sqrt(s)) for s in squares if s.is_nonnegative for sign in (1, -1)], root)
    if p.degree() % 2 and not any(coefficients[1:-1]):
        c = -coefficients[-1]
        return sympy.sign(c) * sympy.root(abs(c), p.degree())
    return None


def _quadratic(b: sympy.Expr, c: sympy.Expr) -> list[sympy.Expr]:
    root = sympy.sqrt(b**2 - 4 * c)
    return [sympy.together(sympy.expand((-b + sign * root) / 2)) for sign in (1, -1)]


def _nearest(candidates: Sequence[sympy.Expr], root: Root) -> sympy.Expr | None:
    low, high = narrowed(root, 12)
    middle = float((low + high) / 2)
    found = min(candidates, key=lambda c: abs(float(c.evalf(20)) - middle), default=None)
    return found if found is not None and len(str(found)) <= SHORT_ROOT else None


def field_place(symbols: tuple[sympy.Symbol, ...], root: Root, elements: Sequence[Poly]) -> Place:
    """The place whose coordinates are polynomials in one algebraic number."""
    modulus = root.polynomial
    reduced = [element.rem(modulus) for element in elements]

    def element(expr: sympy.Expr) -> Poly | None:
        above, below = sympy.fraction(sympy.together(expr))
        if not (above.is_polynomial(*symbols) and below.is_polynomial(*symbols)):
            return None
        tops = [_element(part, symbols, reduced, modulus) for part in (above, below)]
        if tops[1].degree() <= 0:
            return tops[0].quo_ground(tops[1].LC()) if not tops[1].is_zero else None
        return (tops[0] * tops[1].invert(modulus)).rem(modulus)

    def vanishes(expr: sympy.Expr) -> bool:
        value = element(expr)
        return value.is_zero if value is not None else bool(exact and _vanishing(expr, symbols, exact))

    def minimal(expr: sympy.Expr) -> Root | None:
        value = element(expr) if modulus.degree() <= MOST_CLOSED else None
        return None if value is None else own_root(value, root)

    def enclosing(digits: int) -> tuple[Any, ...]:
        return tuple(element_bounds(p, root, digits) for p in reduced)

    exact = _exact(reduced, root)
    return Place(symbols, exact, enclosing, vanishes, "exact" if exact else "Sturm", minimal)


def _vanishing(expr: sympy.Expr, symbols: tuple[sympy.Symbol, ...], exact: tuple[sympy.Expr, ...]) -> bool:
    return is_zero(expr.subs(dict(zip(symbols, exact, strict=True)), simultaneous=True))


def _element(expr: sympy.Expr, symbols: tuple[sympy.Symbol, ...], values: Sequence[Poly], modulus: Poly) -> Poly:
    """A polynomial of the coordinates as an element of the field."""
    total = Poly(0, T, domain=QQ)
    table: dict[tuple[int, int], Poly] = {}
    for powers, c in Poly(expr, *symbols, domain=QQ).terms():
        term = Poly(c, T, domain=QQ)
        for k, n in enumerate(powers):
            if n:
                term = (term * _powered(values[k], k, n, modulus, table)).rem(modulus)
        total += term
    return total


def _powered(value: Poly, k: int, n: int, modulus: Poly, table: dict[tuple[int, int], Poly]) -> Poly:
    if (k, n) not in table:
        table[k, n] = value if n == 1 else (_powered(value, k, n - 1, modulus, table) * value).rem(modulus)
    return table[k, n]


def _exact(elements: Sequence[Poly], root: Root) -> tuple[sympy.Expr, ...] | None:
    """The coordinates in closed form; in a field of high degree none is sought."""
    found: list[sympy.Expr] = []
    if root.polynomial.degree() > MOST_CLOSED:
        return None
    for element in elements:
        own = own_root(element, root)
        value = closed_form(own) if own is not None else None
        if value is None:
            return None
        found.append(value)
    return tuple(found)
