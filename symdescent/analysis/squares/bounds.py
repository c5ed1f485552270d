"""Lower bounds of polynomials by sums of squares, and minima proved where the point is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import comb, floor
from typing import Any

from symdescent.analysis.squares import solver
from symdescent.analysis.squares.certificate import Squares, proved, written_squares
from symdescent.analysis.squares.gram import Gram
from symdescent.analysis.squares.search import parity_blocks
from symdescent.analysis.squares.stationary import lowest_rational
from symdescent.analysis.squares.terms import Terms, constant, degree, plus, square_length, terms_of, times

POWERS = (0, 1, 2)  # of 1 + |x|², by which a polynomial is multiplied where it is no sum of squares itself
SIMPLE = (1, 2, 3, 4, 6, 8, 12, 16, 25, 27, 32, 64, 100, 729)  # denominators of bounds that are tried first
NEAR = 1e-6
LARGEST_BASIS = 20  # monomials in the squares where there is a multiplier


def lower_bound(polynomial: Any, variables: Sequence[Any], *, multiplied: bool = True, sharp: bool = True) -> Squares | None:
    """The greatest c found for which p - c, perhaps times (1 + |x|²)ʳ, is proved a sum of squares; None where none is.

    Where the minimum is attained at a rational point that is found, c is the minimum and ``at`` that point. Else c may lie a
    little below the greatest. ``multiplied=False`` tries p - c alone, ``sharp=False`` is content with a
    simple c. After Shor 1987 and Parrilo 2003, Semidefinite programming relaxations for semialgebraic problems.

    >>> from sympy.abc import x, y
    >>> lower_bound(x**4 + y**2 - 2*x**2 + 3, [x, y]).bound
    2
    """
    p = terms_of(polynomial, variables)
    if p is None or degree(p) % 2:
        return None
    point = lowest_rational(p, len(variables)) if sharp or degree(p) == 2 else None
    if point is not None:
        there, least = point
        for multiplier in multipliers(p, len(variables), multiplied):
            if (squares := proved(p, variables, least, multiplier)) is not None:
                return replace(squares, at=there)
    found = _by_solver(p, variables, multiplied, sharp) if solver.available() else None
    return found or _as_written(polynomial, p, variables)


def _as_written(polynomial: Any, p: Terms, variables: Sequence[Any]) -> Squares | None:
    """Squares and a constant, as they are written."""
    squares, rest = written_squares(polynomial, variables)
    if degree(rest):
        return None
    return proved(p, variables, rest.get((0,) * len(variables), Fraction(0)), {}, squares)


def multipliers(p: Terms, size: int, multiplied: bool = True) -> Iterator[Terms]:
    """1, then |x|² and powers of 1 + |x|²."""
    length = square_length(size)
    power, several = constant(size), multiplied and size > 1 and degree(p) > 3  # else a polynomial that is never negative is a sum
    for r in POWERS if several else POWERS[:1]:
        if r and comb(size + degree(p) // 2 + r, size) > LARGEST_BASIS:
            return
        yield power
        if r == 0 and several and comb(size + degree(p) // 2 + 1, size) <= LARGEST_BASIS:
            yield length
        power = times(power, plus(length, constant(size)))


def _by_solver(p: Terms, variables: Sequence[Any], multiplied: bool, sharp: bool) -> Squares | None:
    for multiplier in multipliers(p, len(variables), multiplied):
        target = times(multiplier, p)
        gram = Gram(target, parity_blocks([target, multiplier]))
        best = solver.greatest(gram, multiplier) if solver.fits(gram) and any(gram.blocks) else None
        if best is None:
            continue
        for bound in candidates(best) if sharp else reversed([*candidates(best)]):
            if (squares := proved(p, variables, bound, multiplier)) is not None:
                return squares
    return None


def candidates(best: float) -> Iterator[Fraction]:
    """Simple fractions next to a float, then fractions a little below it."""
    size = max(1.0, abs(best))
    near = [Fraction(round(best * d), d) for d in SIMPLE if abs(round(best * d) / d - best) < NEAR * size]
    yield from dict.fromkeys(near)
    for scale in (10**6, 10**4, 100, 1):
        yield Fraction(floor((best - 2 * size / scale) * scale), scale)
