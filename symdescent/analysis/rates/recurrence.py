"""Linear methods on a quadratic: along an eigenvector the error obeys e_{k+1} = t e_k - d e_{k-1}."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import sympy
from sympy import Expr, ImmutableMatrix

from symdescent.errors import ArgumentError

HEAVY_BALL = "B. T. Polyak, Some methods of speeding up the convergence of iteration methods, USSR Comput. Math. Math. Phys. 4(5) (1964)"
NESTEROV = "Y. Nesterov, Introductory Lectures on Convex Optimization, Kluwer (2004), §2.2.1, with a constant momentum"
CAUCHY = "A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, C. R. Acad. Sci. Paris 25 (1847)"

MOST_OPERATIONS = 200  # in a number that is tidied


class Linear(NamedTuple):
    """A method that is linear on quadratics: trace t and determinant d of its step along an eigenvector with q = αλ and β."""

    key: str
    trace: Callable[[Any, Any], Any]
    determinant: Callable[[Any, Any], Any]
    source: str


LINEAR: dict[str, Linear] = {
    row.key: row
    for row in (
        Linear("gradient descent", lambda q, beta: 1 - q, lambda q, beta: 0 * q, CAUCHY),
        Linear("heavy ball", lambda q, beta: 1 + beta - q, lambda q, beta: beta + 0 * q, HEAVY_BALL),
        Linear("nesterov", lambda q, beta: (1 + beta) * (1 - q), lambda q, beta: beta * (1 - q), NESTEROV),
    )
}


def linear_named(method: str) -> Linear:
    """The row of that name.

    Raises ``ArgumentError`` for a method that is not linear on quadratics.
    """
    if method not in LINEAR:
        raise ArgumentError(f"method={method!r}: expected one that is linear on quadratics, {', '.join(map(repr, LINEAR))}.")
    return LINEAR[method]


def roots(method: Linear, q: Expr, beta: Expr) -> tuple[Expr, Expr]:
    """The roots of r² - t r + d = 0, complex ones as such."""
    t, d = tidied(method.trace(q, beta)), tidied(method.determinant(q, beta))
    spread = sympy.sqrt(tidied(t**2 / 4 - d))
    return t / 2 + spread, t / 2 - spread


def tidied(value: Expr) -> Expr:
    """Multiplied out and without roots below the line, so that a number that is 0 is seen to be 0."""
    expanded = sympy.expand(value)
    return sympy.radsimp(expanded) if expanded.is_number and expanded.count_ops() <= MOST_OPERATIONS else expanded


def radius(method: Linear, q: Expr, beta: Expr) -> Expr:
    """The larger size of the two roots: √d where they are complex, else |t|/2 + √(t²/4 - d).

    >>> radius(LINEAR["heavy ball"], sympy.Integer(1), sympy.Rational(1, 4))
    1/2
    """
    t, d = tidied(method.trace(q, beta)), tidied(method.determinant(q, beta))
    inside = tidied(t**2 / 4 - d)
    if inside.is_negative:
        return sympy.sqrt(d)
    known = abs(t) / 2 + sympy.sqrt(inside)
    return known if inside.is_nonnegative else sympy.Piecewise((sympy.sqrt(d), inside < 0), (known, True))


def iteration_matrix(method: str, hessian: ImmutableMatrix, rate: Expr, momentum: Expr = sympy.S.Zero) -> ImmutableMatrix:
    """The matrix that takes the error to the next: I - γH, shape (n, n); with momentum it takes (e_k, e_{k-1}) on, shape (2n, 2n).

    >>> iteration_matrix("heavy ball", ImmutableMatrix([[2]]), sympy.Rational(1, 2), sympy.Rational(1, 4))
    Matrix([
    [1/4, -1/4],
    [  1,    0]])
    """
    linear_named(method)
    unit = sympy.eye(hessian.rows)
    step = unit - rate * hessian
    if method == "gradient descent":
        return ImmutableMatrix(step)
    forward = (1 + momentum) * unit - rate * hessian if method == "heavy ball" else (1 + momentum) * step
    back = -momentum * (unit if method == "heavy ball" else step)
    return ImmutableMatrix(sympy.Matrix(sympy.BlockMatrix([[forward, back], [unit, sympy.zeros(hessian.rows)]])))
