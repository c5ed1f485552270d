"""Quadratics exactly: their Hessian and gradient, their centre, and directions in which they fall for ever."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symdescent.analysis.squares.terms import Terms

Vector = list[Fraction]


def parts(p: Terms, size: int) -> tuple[list[Vector], Vector]:
    """The Hessian and the gradient at 0 of a quadratic.

    >>> h, g = parts({(2, 0): Fraction(1), (1, 1): Fraction(3), (0, 1): Fraction(-1)}, 2)
    >>> [[str(c) for c in row] for row in h], [str(c) for c in g]
    ([['2', '3'], ['3', '0']], ['0', '-1'])
    """
    hessian = [[Fraction(0)] * size for _ in range(size)]
    gradient = [Fraction(0)] * size
    for power, c in p.items():
        places = [i for i, n in enumerate(power) for _ in range(n)]
        if len(places) == 1:
            gradient[places[0]] += c
        elif len(places) == 2:
            i, j = places
            hessian[i][j] += c
            hessian[j][i] += c
    return hessian, gradient


def centre(hessian: Sequence[Vector], gradient: Vector) -> Vector | None:
    """A solution of Hx = -g by Gauß and Jordan, free coordinates 0; None where there is none.

    >>> list(map(str, centre([[Fraction(2), Fraction(0)], [Fraction(0), Fraction(4)]], [Fraction(1), Fraction(-4)])))
    ['-1/2', '1']
    """
    rows = [[*row, -c] for row, c in zip(hessian, gradient, strict=True)]
    size, pivots = len(gradient), list[int]()
    for column in range(size):
        k = len(pivots)
        place = next((i for i in range(k, size) if rows[i][column]), None)
        if place is None:
            continue
        rows[k], rows[place] = rows[place], rows[k]
        rows[k] = [c / rows[k][column] for c in rows[k]]
        for i in range(size):
            if i != k and rows[i][column]:
                rows[i] = [a - rows[i][column] * b for a, b in zip(rows[i], rows[k], strict=True)]
        pivots.append(column)
    if any(rows[i][size] for i in range(len(pivots), size)):
        return None
    solution = dict(zip(pivots, (row[size] for row in rows), strict=False))
    return [solution.get(i, Fraction(0)) for i in range(size)]


def falling_direction(p: Terms, size: int) -> Vector | None:
    """A direction d with dᵀHd < 0, or with Hd = 0 and gᵀd < 0: along it a quadratic falls to -∞; None where it never does.

    >>> list(map(str, falling_direction({(1, 1): Fraction(1)}, 2)))
    ['-1', '1']
    """
    hessian, gradient = parts(p, size)
    direction, kernel = negative_direction(hessian)
    if direction is not None:
        return _whole(direction if _dot(gradient, direction) <= 0 else [-c for c in direction])
    slopes = [_dot(gradient, vector) for vector in kernel]
    return next((_whole([-c if slope > 0 else c for c in vector]) for vector, slope in zip(kernel, slopes, strict=True) if slope), None)


def negative_direction(hessian: Sequence[Vector]) -> tuple[Vector | None, list[Vector]]:
    """A direction d with dᵀHd < 0, or None and a basis of the directions with Hd = 0.

    Variable by variable the square is completed: ``rows[k]`` is the direction that stands for the k-th variable once those
    before it are at their best.
    """
    size = len(hessian)
    rows = [[Fraction(int(i == j)) for j in range(size)] for i in range(size)]
    done: set[int] = set()
    for k in range(size):
        d = _form(hessian, rows[k], rows[k])
        beside = [(j, _form(hessian, rows[k], rows[j])) for j in range(size) if j != k and j not in done]
        if d < 0:
            return rows[k], []
        if d == 0:
            j, c = next(((j, c) for j, c in beside if c), (k, Fraction(0)))
            if c:
                factor = -(_form(hessian, rows[j], rows[j]) + 2 * abs(c)) / (2 * c)
                return [b + factor * a for a, b in zip(rows[k], rows[j], strict=True)], []
            continue
        done.add(k)
        for j, c in beside:
            rows[j] = [b - c / d * a for a, b in zip(rows[k], rows[j], strict=True)]
    return None, [rows[k] for k in range(size) if k not in done]


def _form(hessian: Sequence[Vector], a: Vector, b: Vector) -> Fraction:
    return sum((x * _dot(row, b) for x, row in zip(a, hessian, strict=True) if x), Fraction(0))


def _dot(a: Vector, b: Vector) -> Fraction:
    return sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))


def _whole(direction: Vector) -> Vector:
    """The same direction with whole numbers that have no common divisor."""
    from math import gcd, lcm

    common = lcm(*(c.denominator for c in direction))
    shared = gcd(*(int(c * common) for c in direction)) or 1
    return [c * common / shared for c in direction]
