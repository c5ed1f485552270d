"""Curves to infinity, or to an end of the domain, on which a function can be followed: rays first, then powers of t."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import islice, product
from math import prod
from typing import Any

from symdescent.analysis.effort import expanded
from symdescent.analysis.landscape.growth import growth
from symdescent.analysis.landscape.orders import Growth
from symdescent.analysis.landscape.place import Function
from symdescent.analysis.landscape.reason import Curve
from symdescent.analysis.squares.quadratic import falling_direction
from symdescent.analysis.squares.terms import Terms, degree

Coordinate = tuple[Fraction, int]  # c·t^n
Path = tuple[Coordinate, ...]
MOST_PATHS = 7000
MOST_LEADING = 20_000  # terms of a polynomial that are looked at, on all paths together
MOST_FORMULAS = 48  # paths on which a formula that is no polynomial is followed
MOST_PARTS = 2000  # of the formula, on all of these paths together


def falling(f: Function) -> Curve | None:
    """A curve in the domain on which the function falls to -∞; None where none of those that are tried does."""
    if f.terms is not None and not f.relations and degree(f.terms) <= 2:
        direction = falling_direction(f.terms, len(f.variables))
        return _drawn(f, tuple((c, 1) for c in direction)) if direction is not None else None
    return _first(f, _polynomial_falls, lambda known: known.falls)


def level(f: Function) -> Curve | None:
    """A curve in the domain that leaves every ball, on which the function stays below a bound; None where none is found."""
    return _first(f, _polynomial_stays, lambda known: known.stays_below, leaving=True)


def _first(f: Function, serves: Callable[[Terms, Path], bool], wanted: Callable[[Growth], bool], *, leaving: bool = False) -> Curve | None:
    if not f.small or not f.variables:
        return None
    chosen = (path for path in paths(len(f.variables)) if not leaving or any(n > 0 for _, n in path))
    terms = f.terms
    serving = chosen if terms is None else (path for path in islice(chosen, MOST_LEADING // (len(terms) + 1)) if serves(terms, path))
    for path in islice(serving, min(MOST_FORMULAS, MOST_PARTS // f.nodes)):
        curve = _drawn(f, path)
        known = growth(curve.value, curve.t)
        if known is not None and wanted(known) and f.holds_along(curve.x, curve.t):
            return curve
    return None


def _drawn(f: Function, path: Path) -> Curve:
    from sympy import Rational, Symbol

    t = Symbol(next(letter for letter in ("t", "s", "tau", "r") if letter not in f.variables), positive=True)
    x = {name: Rational(c.numerator, c.denominator) * t**n for name, (c, n) in zip(f.variables, path, strict=True)}
    return Curve(x, t, expanded(f.along(x)))


def _polynomial_falls(p: Terms, path: Path) -> bool:
    top, c = _leading(p, path)
    return top > 0 and c < 0


def _polynomial_stays(p: Terms, path: Path) -> bool:
    top, c = _leading(p, path)
    return top <= 0 or c < 0


def _leading(p: Terms, path: Path) -> tuple[int, Fraction]:
    """Power and factor of the polynomial's leading term on a path."""
    along: dict[int, Fraction] = {}
    highest = max(map(max, p), default=0)
    tables = [[_plain(factor) ** k for k in range(highest + 1)] for factor, _ in path]
    for power, c in p.items():
        factor = prod(table[k] for table, k in zip(tables, power, strict=True))
        if factor:
            exponent = sum(n * k for (_, n), k in zip(path, power, strict=True))
            along[exponent] = along.get(exponent, 0) + c * factor
    top = max((exponent for exponent, c in along.items() if c), default=0)
    return top, along.get(top, Fraction(0))


def _plain(value: Fraction) -> Any:
    """A whole number as Python's, with which powers are quick."""
    return value.numerator if value.denominator == 1 else value


@cache
def paths(size: int) -> tuple[Path, ...]:
    """The paths in order of their simplicity: rays, then with constants, squares, cubes and reciprocals, then other factors."""
    zero: Coordinate = (Fraction(0), 0)
    if size > 3:
        return tuple(_rays(size))
    factors = (1, -1) if size == 3 else (1, -1, 2, -2, Fraction(1, 2), Fraction(-1, 2), 3, -3)
    powers = (1, 0, 2, 3, -1) if size < 3 else (1, 0, 2)
    choice = [zero, *((Fraction(c), n) for n in powers for c in factors)]
    made = sorted(product(choice, repeat=size), key=_cost)[:MOST_PATHS]
    return tuple(path for path in made if any(n and c for c, n in path))


def _cost(path: Path) -> tuple[Any, ...]:
    """Few powers, small factors."""
    costs = [(abs(n - 1) if c else 0) + (abs(c) + c.denominator - 2 if c else 0) for c, n in path]
    return sum(costs), sum(1 for c, n in path if n != 1), [c < 0 for c, _ in path]


def _rays(size: int) -> Iterator[Path]:
    """Along one or two axes, and along the diagonal."""
    pairs = [(i, j) for i in range(size) for j in range(i)]
    yield from (_ray({i: s}, size) for i in range(size) for s in (1, -1))
    yield from (_ray(dict.fromkeys(range(size), s), size) for s in (1, -1))
    yield from (_ray({i: a, j: b}, size) for i, j in pairs for a, b in product((1, -1), repeat=2))


def _ray(signs: Mapping[int, int], size: int) -> Path:
    return tuple((Fraction(signs.get(i, 0)), int(i in signs)) for i in range(size))
