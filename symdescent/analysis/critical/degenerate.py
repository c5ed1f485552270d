"""What a critical point is where the Hessian leaves it open: by higher derivatives, the lowest form, or along a curve."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import sympy
from sympy import Expr, Matrix, Poly

from symdescent.analysis.critical.inertia import Inertia
from symdescent.analysis.critical.places import Place, is_zero

HIGHEST_DERIVATIVE = 12
LONGEST_DERIVATIVE = 600  # operations of one that is differentiated again
HIGHEST_ORDER = 6  # of a Taylor polynomial in several variables
HIGHEST_DEGREE = 10  # of a polynomial that is taken as it is
MOST_UNKNOWNS = 3
S = sympy.Symbol("s", real=True)


class Verdict(NamedTuple):
    """A kind with the key of its reason, and the formulas that show it."""

    kind: str
    reason: str
    shown: tuple[Expr, ...] = ()


def decide(f: Expr, place: Place, signs: Inertia) -> Verdict:
    """What a degenerate critical point is, if one of these ways finds out.

    >>> from symdescent.analysis.critical.places import exact_place
    >>> x = sympy.Symbol("x", real=True)
    >>> decide(x**4, exact_place((x,), (sympy.S.Zero,)), Inertia(0, 1, 0)).kind
    'minimum'
    """
    if len(place.symbols) == 1:
        return by_derivatives(f, place)
    if place.exact is None or len(place.symbols) > MOST_UNKNOWNS:
        return Verdict("undecided", "degenerate")
    local = taylor(f, place)
    if signs.zero == 1:
        exact = f.is_polynomial(*place.symbols)
        return along_valley(local, place.symbols, signs, HIGHEST_DEGREE if exact else HIGHEST_ORDER)
    if signs.zero == len(place.symbols):
        return by_lowest_form(local, place.symbols)
    return Verdict("undecided", "degenerate")


def by_derivatives(f: Expr, place: Place) -> Verdict:
    """The first derivative that is not 0 decides: of even order an extremum, of odd order an inflection."""
    (x,) = place.symbols
    derivative = sympy.diff(f, x, 2)
    for order in range(3, HIGHEST_DERIVATIVE + 1):
        if sympy.count_ops(derivative) > LONGEST_DERIVATIVE:
            break
        derivative = sympy.diff(derivative, x)
        sign = place.sign(derivative)
        if sign is None:
            break
        if sign:
            kind = "inflection" if order % 2 else "minimum" if sign > 0 else "maximum"
            return Verdict(kind, "higher derivative", (sympy.Integer(order), derivative))
    return Verdict("undecided", "degenerate")


def taylor(f: Expr, place: Place) -> Expr:
    """f(p + h) - f(p) as a polynomial in h (under the names of the variables), exactly or to a fixed order."""
    symbols, point = place.symbols, place.exact or ()
    moved = {x: x + p for x, p in zip(symbols, point, strict=True)}
    if f.is_polynomial(*symbols) and Poly(f, *symbols).total_degree() <= HIGHEST_DEGREE:
        return sympy.expand(f.subs(moved, simultaneous=True) - f.subs(dict(zip(symbols, point, strict=True))))
    return sympy.expand(sum(_terms(f, symbols, dict(zip(symbols, point, strict=True)))))


def _terms(f: Expr, symbols: tuple[sympy.Symbol, ...], point: dict[sympy.Symbol, Expr]) -> Iterator[Expr]:
    for powers in product(range(HIGHEST_ORDER + 1), repeat=len(symbols)):
        if 1 < sum(powers) <= HIGHEST_ORDER:
            value = sympy.diff(f, *zip(symbols, powers, strict=True)).subs(point)
            scale = sympy.prod(sympy.factorial(n) for n in powers)
            yield 0 if is_zero(value) else value / scale * sympy.prod(x**n for x, n in zip(symbols, powers, strict=True))


def along_valley(local: Expr, symbols: tuple[sympy.Symbol, ...], signs: Inertia, most: int) -> Verdict:
    """Along the curve on which f is stationary in the other directions the first power decides (splitting lemma: Gromoll and Meyer 1969)."""
    origin = dict.fromkeys(symbols, 0)
    hessian = sympy.hessian(local, symbols).subs(origin)
    kernel = hessian.nullspace()
    if len(kernel) != 1:
        return Verdict("undecided", "degenerate")
    i = next(k for k, entry in enumerate(kernel[0]) if entry != 0)
    rest = [x for k, x in enumerate(symbols) if k != i]
    curve = _valley(local, symbols[i], rest, hessian.minor_submatrix(i, i))
    along = sympy.expand(local.subs(curve, simultaneous=True).subs(symbols[i], S))
    order = next((n for n in range(3, most + 1) if not is_zero(along.coeff(S, n))), None)
    if order is None:
        return Verdict("undecided", "degenerate")
    first = along.coeff(S, order)
    shown = (*(sympy.Eq(x, value.subs(symbols[i], S)) for x, value in curve.items()), first * S**order, symbols[i])
    if order % 2 or first.is_positive != (signs.positive > 0):
        return Verdict("degenerate saddle", "curve", shown)
    return Verdict("minimum" if first.is_positive else "maximum", "valley", shown)


def _valley(local: Expr, x: sympy.Symbol, rest: list[sympy.Symbol], block: Matrix) -> dict[sympy.Symbol, Expr]:
    """The other variables as polynomials in x for which the gradient in them vanishes, power by power."""
    inverse = block.inv()
    curve = dict.fromkeys(rest, sympy.S.Zero)
    slopes = [sympy.diff(local, y) for y in rest]
    for power in range(1, HIGHEST_ORDER):
        residual = Matrix([sympy.expand(slope.subs(curve, simultaneous=True)).coeff(x, power) for slope in slopes])
        step = -inverse * residual
        curve = {y: sympy.expand(curve[y] + c * x**power) for y, c in zip(rest, step, strict=True)}
    return curve


def by_lowest_form(local: Expr, symbols: tuple[sympy.Symbol, ...]) -> Verdict:
    """Where all second derivatives are 0: the terms of the lowest degree decide, if they are positive all round or change their sign."""
    terms = Poly(local, *symbols).terms()
    if not terms or local == 0:
        return Verdict("undecided", "degenerate")
    lowest = min(sum(powers) for powers, _ in terms)
    form = sympy.Add(*(c * sympy.prod(x**n for x, n in zip(symbols, p, strict=True)) for p, c in terms if sum(p) == lowest))
    signs = {sympy.sign(value) for value in _values(form, symbols)}
    if lowest % 2 or {1, -1} <= signs:
        return Verdict("degenerate saddle", "lowest form", (form,))
    if definite(form, symbols):
        return Verdict("minimum" if 1 in signs else "maximum", "definite form", (form,))
    return Verdict("undecided", "degenerate", (form,))


def _values(form: Expr, symbols: tuple[sympy.Symbol, ...]) -> Iterator[Expr]:
    for point in product((-3, -2, -1, sympy.Rational(-1, 2), 0, sympy.Rational(1, 2), 1, 2, 3), repeat=len(symbols)):
        yield form.subs(dict(zip(symbols, point, strict=True)))


def definite(form: Expr, symbols: tuple[sympy.Symbol, ...]) -> bool:
    """Whether a form has one sign all round: in two variables by counting real roots, else where it is a sum of even powers.

    >>> x, y = sympy.symbols("x y", real=True)
    >>> definite(x**4 + x**2*y**2 + y**4, (x, y)), definite(x**4 - x**2*y**2 + y**4 / 5, (x, y))
    (True, False)
    """
    p = Poly(form, *symbols)
    if len(symbols) == 2 and all(c.is_Rational for c in p.coeffs()):
        x, y = symbols
        along = Poly(form.subs(y, 1), x)
        return bool(form.subs({x: 1, y: 0}) != 0 and along.count_roots() == 0)
    pure = {k for powers, _ in p.terms() for k, n in enumerate(powers) if n == sum(powers)}
    signs = {bool(c.is_positive) for _, c in p.terms()}
    return len(pure) == len(symbols) and len(signs) == 1 and all(n % 2 == 0 for powers, _ in p.terms() for n in powers)
