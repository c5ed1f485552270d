"""For which (α, β) a method with momentum converges on quadratics: the stability region, by Jury's conditions."""

from __future__ import annotations

from typing import NamedTuple

import sympy
from sympy import Expr

from symdescent.analysis.rates.recurrence import LINEAR, Linear, linear_named, radius

Q, BETA = sympy.Symbol("q", real=True), sympy.Symbol("beta", real=True)
JURY = "E. I. Jury, Theory and Application of the z-Transform Method, Wiley (1964)"


class Condition(NamedTuple):
    """``expression`` > 0, which comes from ``origin``, a condition of Jury's, as ``reason`` says."""

    origin: str
    expression: Expr


class Stability(NamedTuple):
    """All errors die out exactly where 0 < αλ < ``edge`` (a formula in β) for each eigenvalue λ, given 0 ≤ β < 1.

    ``trace`` t and ``determinant`` d are those of a step along an eigenvector with q = αλ; ``conditions`` those of Jury for
    r² - t r + d to have both roots inside the unit circle: 1 - t + d > 0, 1 + t + d > 0 and 1 - d > 0.
    """

    method: str
    trace: Expr
    determinant: Expr
    conditions: tuple[Condition, ...]
    edge: Expr

    def largest_rate(self, highest: Expr) -> Expr:
        """The rate α below which every error dies out, as a formula in β, where no eigenvalue exceeds ``highest``.

        >>> stability("heavy ball").largest_rate(sympy.Integer(4))
        beta/2 + 1/2
        """
        return sympy.expand(self.edge / highest) if self.method == "heavy ball" else self.edge / highest

    def is_stable(self, q: float, beta: float) -> bool:
        """Whether the error along an eigenvector with q = αλ dies out."""
        return 0 <= beta < 1 and 0 < q < float(self.edge.subs(BETA, beta))


EDGES: dict[str, Expr] = {
    "gradient descent": sympy.S(2),
    # 1 + t + d = 2 + 2β - q > 0
    "heavy ball": 2 * (1 + BETA),
    # 1 + t + d = 1 + (1 + 2β)(1 - q) > 0; then |d| = β|1 - q| < 1 holds, too
    "nesterov": 2 * (1 + BETA) / (1 + 2 * BETA),
}


def stability(method: str) -> Stability:
    """The stability region of ``"gradient descent"``, ``"heavy ball"`` or ``"nesterov"`` (with a constant momentum β) on quadratics.

    A polynomial r² - t r + d has both roots inside the unit circle exactly where 1 - t + d > 0, 1 + t + d > 0 and d < 1
    (Jury 1964). For heavy ball (Polyak 1964) that is 0 < αλ < 2(1 + β); see also L. Lessard, B. Recht, A. Packard, SIAM J.
    Optim. 26 (2016).

    Raises ``ArgumentError`` for a method that is not linear on quadratics.

    >>> stability("heavy ball").edge, [condition.expression for condition in stability("heavy ball").conditions]
    (2*beta + 2, [q, 2*beta - q + 2, 1 - beta])
    """
    row = linear_named(method)
    t, d = sympy.expand(row.trace(Q, BETA)), sympy.expand(row.determinant(Q, BETA))
    conditions = (
        Condition("1 - t + d", sympy.expand(1 - t + d)),
        Condition("1 + t + d", sympy.expand(1 + t + d)),
        Condition("1 - d", sympy.expand(1 - d)),
    )
    return Stability(method, t, d, conditions, EDGES[method])


def spectral_radius(method: str, rate: Expr, momentum: Expr, eigenvalues: tuple[Expr, ...]) -> Expr:
    """The spectral radius of a step on a quadratic with these eigenvalues, exactly.

    >>> spectral_radius("heavy ball", sympy.Rational(4, 9), sympy.Rational(1, 9), (sympy.Integer(1), sympy.Integer(4)))
    1/3
    """
    row: Linear = LINEAR[linear_named(method).key]
    return sympy.Max(*(radius(row, rate * value, momentum) for value in eigenvalues))
