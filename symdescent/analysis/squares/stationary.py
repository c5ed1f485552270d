"""The lowest point of a polynomial that a search in floats leads to, where its coordinates turn out to be rational."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from symdescent.analysis.squares.quadratic import centre, parts
from symdescent.analysis.squares.terms import Terms, degree, derivative, value

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST_DENOMINATOR = 64
STEPS = 80
FAR = 1e6
MOST_VARIABLES = 6
STARTS = (0.3, -1.1, 2.2)  # of each coordinate, for up to three variables


def lowest_rational(p: Terms, size: int) -> tuple[tuple[Fraction, ...], Fraction] | None:
    """The lowest of the stationary points that are found and are rational, and the value there.

    >>> lowest_rational({(2,): Fraction(1), (1,): Fraction(-1)}, 1)
    ((Fraction(1, 2),), Fraction(-1, 4))
    """
    if degree(p) <= 2:
        point = centre(*parts(p, size))
        return (tuple(point), value(p, point)) if point is not None else None
    if size > MOST_VARIABLES:
        return None
    ends = [end for start in _starts(size) if (end := _descended(p, start)) is not None]
    slopes = [derivative(p, i) for i in range(size)]
    origin = (Fraction(0),) * size
    guesses = dict.fromkeys([origin, *(tuple(Fraction(x).limit_denominator(LARGEST_DENOMINATOR) for x in end) for end in ends)])
    exact = [guess for guess in guesses if not any(value(slope, guess) for slope in slopes)]
    values = {guess: value(p, guess) for guess in exact}
    return min(values.items(), key=lambda pair: (pair[1], _written(pair[0]))) if values else None


def _written(point: tuple[Fraction, ...]) -> tuple[int, ...]:
    """Simple points first."""
    return tuple(abs(x.numerator) + x.denominator for x in point)


def _starts(size: int) -> list[tuple[float, ...]]:
    return list(product(STARTS, repeat=size)) if size <= 3 else [(start,) * size for start in STARTS]


def _descended(p: Terms, start: tuple[float, ...]) -> list[float] | None:
    """Levenberg's damped Newton steps downhill."""
    import numpy as np

    f, slope, bend = _compiled(p, len(start))
    x, damping = np.array(start), 1.0
    with np.errstate(all="ignore"):
        here = f(x)
        for _ in range(STEPS):
            eigenvalues, vectors = np.linalg.eigh(bend(x))
            lifted = eigenvalues + max(-float(eigenvalues[0]), 0.0) + damping * (1 + float(np.abs(eigenvalues).max()))
            step = -vectors @ ((vectors.T @ slope(x)) / lifted)
            there = f(x + step)
            if not np.isfinite(there) or there > here:
                damping *= 8
                if damping > 1e16:
                    break
                continue
            x, here, damping = x + step, there, max(damping / 8, 1e-12)
            if float(np.abs(x).max()) > FAR:
                return None
    return list(map(float, x))


def _compiled(p: Terms, size: int) -> tuple[Callable[..., float], Callable[..., NDArray[Any]], Callable[..., NDArray[Any]]]:
    """Value, gradient and Hessian in floats."""
    import numpy as np

    first = [derivative(p, i) for i in range(size)]
    second = [[derivative(first[i], j) for j in range(size)] for i in range(size)]

    def sums(q: Terms) -> Callable[[NDArray[Any]], float]:
        if not q:
            return lambda x: 0.0
        powers, factors = np.array(list(q)), np.array([float(c) for c in q.values()])
        return lambda x: float(factors @ np.prod(x**powers, axis=1))

    f, slopes, bends = sums(p), list(map(sums, first)), [list(map(sums, row)) for row in second]
    return f, lambda x: np.array([s(x) for s in slopes]), lambda x: np.array([[b(x) for b in row] for row in bends])
