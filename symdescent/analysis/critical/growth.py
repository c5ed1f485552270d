"""Whether a polynomial grows in every direction, and whether a function falls without end along a ray."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from math import inf, prod

import sympy
from sympy import Expr, Poly

from symdescent.analysis.critical.degenerate import definite
from symdescent.analysis.critical.enclosures import Unbounded
from symdescent.analysis.critical.tape import Tape, tape
from symdescent.analysis.effort import terms
from symdescent.analysis.signs.interval import Interval
from symdescent.calculus.edges.ranges import values
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import from_sympy

S = sympy.Symbol("s", real=True)
Symbols = tuple[sympy.Symbol, ...]
MOST_RAYS = 60
FAR = 1e8
MOST_WORK = 6000  # operations of a function put along rays


def coercive(f: Expr, symbols: Symbols) -> bool:
    """Whether a polynomial tends to infinity with |x|: with weights that make its greatest pure powers alike, the terms of full weight are positive.

    >>> x, y = sympy.symbols("x y", real=True)
    >>> coercive(x**6 / 3 + x * y + 4 * y**4, (x, y)), coercive(x**2 * y**2 + x**2 + y, (x, y))
    (True, False)
    """
    if not f.is_polynomial(*symbols) or not symbols:
        return False
    p = Poly(f, *symbols)
    if not all(c.is_Rational for c in p.coeffs()):
        return False
    heights = [max((m[k] for m, _ in p.terms() if sum(m) == m[k]), default=0) for k in range(len(symbols))]
    if any(n == 0 or n % 2 for n in heights):
        return False
    weight = {m: sum(sympy.Rational(n, top) for n, top in zip(m, heights, strict=True)) for m, _ in p.terms()}
    if max(weight.values()) > 1:
        return False
    return _dominated([(m, c) for m, c in p.terms() if weight[m] == 1], heights, symbols)


def _dominated(full: list[tuple[tuple[int, ...], Expr]], heights: list[int], symbols: Symbols) -> bool:
    """Whether the terms of full weight are positive away from 0: pure powers outweigh the rest (weighted means), or no real roots."""
    left = [sympy.S.Zero] * len(symbols)
    for m, c in full:
        if max(sympy.Rational(n, top) for n, top in zip(m, heights, strict=True)) == 1:
            k = next(i for i, n in enumerate(m) if n)
            left[k] += c
        elif c < 0 or any(n % 2 for n in m):
            left = [have - abs(c) * sympy.Rational(n, top) for have, n, top in zip(left, m, heights, strict=True)]
    if all(have > 0 for have in left):
        return True
    form = sympy.Add(*(c * sympy.prod(x**n for x, n in zip(symbols, m, strict=True)) for m, c in full))
    alike = len(set(heights)) == 1
    return alike and len(symbols) == 2 and definite(form, symbols) and form.subs(dict.fromkeys(symbols, 1)) > 0


def ray(f: Expr, symbols: Symbols) -> tuple[Expr, ...] | None:
    """A direction along which the function falls below every number: its terms of highest order in s are negative, the rest bounded above.

    >>> x, y = sympy.symbols("x y", real=True)
    >>> ray(sympy.sin(x + y) + x * y, (x, y))
    (-1, 1)
    """
    if f.is_polynomial(*symbols):
        return _polynomial_ray(Poly(f, *symbols))
    value = tape([f], symbols)
    low = (direction for direction in _directions(len(symbols)) if not _is_high(value, direction))
    for direction in islice(low, MOST_WORK // (1 + terms(f) + sympy.count_ops(f))):
        along = sympy.expand(f.xreplace({x: d * S for x, d in zip(symbols, direction, strict=True)}))
        if _falls(along):
            return tuple(map(sympy.Integer, direction))
    return None


def _is_high(value: Tape, direction: tuple[int, ...]) -> bool:
    """Whether the function is positive far out in a direction, so that it hardly falls there."""
    try:
        return value([Interval(d * FAR, d * FAR) for d in direction])[0].low > 0
    except (Unbounded, ArithmeticError):
        return False


def _polynomial_ray(p: Poly) -> tuple[Expr, ...] | None:
    """A direction in which the terms of the highest degree that do not cancel are negative."""
    for direction in _directions(len(p.gens)):
        sums: dict[int, Expr] = {}
        for m, c in p.terms():
            sums[sum(m)] = sums.get(sum(m), 0) + c * prod(d**n for d, n in zip(direction, m, strict=True))
        highest = max((degree for degree, total in sums.items() if total != 0), default=0)
        if highest and sums[highest].is_negative:
            return tuple(map(sympy.Integer, direction))
    return None


def _directions(n: int) -> Iterator[tuple[int, ...]]:
    pairs = (d for d in product((0, -1, 1, -2, 2), repeat=n) if any(d)) if n <= 3 else _axes(n)
    for _, direction in zip(range(MOST_RAYS), pairs, strict=False):
        yield direction


def _axes(n: int) -> Iterator[tuple[int, ...]]:
    yield from (tuple(sign * (i == k) for i in range(n)) for k in range(n) for sign in (1, -1))


def _falls(along: Expr) -> bool:
    parts = sympy.Add.make_args(along)
    total = sympy.Add(*(part for part in parts if part.is_polynomial(S)))
    if not total.has(S) or not Poly(total, S).LC().is_negative:
        return False
    return all(_bounded_above(part) for part in parts if not part.is_polynomial(S))


def _bounded_above(term: Expr) -> bool:
    try:
        return values(from_sympy(term)).high < inf
    except ArgumentError:
        return False
