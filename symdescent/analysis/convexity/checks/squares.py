"""The separate check of convexity by squares: the Hessian form is built and compared with arithmetic of the checker's own."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from symdescent.analysis.squares.checker import Dictionary, Refused, added, multiplied_out, summed
from symdescent.problem import Problem

CLAIMS = {"convex": 0, "strictly convex": 1, "strongly convex": 2, "concave": 0, "strictly concave": 1, "strongly concave": 2}


def holds(problem: Problem, verdict: str, certificate: Any, modulus: Any = None) -> bool:
    """Whether ±vᵀH(x)v - μ|v|² is the sum of the squares, and whether that proves the verdict.

    >>> import symdescent as sd
    >>> from symdescent.analysis.convexity.squares_way import by_squares
    >>> f = sd.problem("x^4 + y^4")
    >>> found = by_squares(f)
    >>> holds(f, found.verdict, found.certificate), holds(f, "strongly convex", found.certificate, 1)
    (True, False)
    """
    squares = certificate.squares
    if verdict not in CLAIMS or certificate.concave != verdict.endswith("concave") or squares.bound != 0 or squares.multiplier != 1:
        return False
    if any(weight <= 0 for weight in squares.weights) or len(squares.weights) != len(squares.roots):
        return False
    variables = [problem.symbols[name] for name in problem.variables]
    if len(set(certificate.directions)) != len(variables) or set(certificate.directions) & set(problem.symbols.values()):
        return False
    try:
        f = multiplied_out(problem.sympy, variables)
        sign = -1 if certificate.concave else 1
        bent = {power: sign * c for power, c in f.items()}
        mu = Fraction(str(certificate.modulus)) if certificate.modulus is not None else Fraction(0)
        every = [*variables, *certificate.directions]
        same = added([_form(bent, len(variables)), _length(-mu, len(variables))]) == summed(squares, every)
    except (Refused, ValueError):
        return False
    return same and _enough(verdict, certificate, modulus, bent, mu)


def _enough(verdict: str, certificate: Any, modulus: Any, f: Dictionary, mu: Fraction) -> bool:
    """Whether the squares prove so much: μ > 0 for strong, and for strict that or a point with a definite Hessian."""
    if CLAIMS[verdict] == 2:
        return mu > 0 and modulus == certificate.modulus
    return mu >= 0 and (CLAIMS[verdict] == 0 or mu > 0 or _definite(f, certificate.definite_at))


def _form(f: Dictionary, size: int) -> Dictionary:
    """Σ ∂²f/∂xᵢ∂xⱼ·vᵢvⱼ, term by term."""
    total: Dictionary = {}
    for power, c in f.items():
        for i in range(size):
            for j in range(size):
                factor = power[i] * (power[j] - (i == j))
                if factor:
                    left = tuple(n - (k == i) - (k == j) for k, n in enumerate(power))
                    key = left + tuple((k == i) + (k == j) for k in range(size))
                    total[key] = total.get(key, Fraction(0)) + c * factor
    return {power: c for power, c in total.items() if c}


def _length(factor: Fraction, size: int) -> Dictionary:
    """factor·|v|²."""
    return {(0,) * size + tuple(2 * (k == i) for k in range(size)): factor for i in range(size)} if factor else {}


def _definite(f: Dictionary, point: Sequence[Fraction] | None) -> bool:
    """Whether the Hessian at the point is positive definite: its leading minors are positive (Sylvester)."""
    if point is None or len(point) != len(next(iter(f))):
        return False
    size = len(point)
    matrix = [[Fraction(0)] * size for _ in point]
    for power, c in f.items():
        for i in range(size):
            for j in range(size):
                left = [n - (k == i) - (k == j) for k, n in enumerate(power)]
                if min(left) >= 0:
                    matrix[i][j] += c * power[i] * (power[j] - (i == j)) * _monomial(point, left)
    return all(_determinant([row[:k] for row in matrix[:k]]) > 0 for k in range(1, size + 1))


def _monomial(point: Sequence[Fraction], power: Sequence[int]) -> Fraction:
    result = Fraction(1)
    for x, n in zip(point, power, strict=True):
        result *= Fraction(x) ** n
    return result


def _determinant(matrix: list[list[Fraction]]) -> Fraction:
    """By expansion along the first row; the matrices are small."""
    if not matrix:
        return Fraction(1)
    minors = ([[*row[:j], *row[j + 1 :]] for row in matrix[1:]] for j in range(len(matrix)))
    return sum(((-1) ** j * matrix[0][j] * _determinant(minor) for j, minor in enumerate(minors)), Fraction(0))
