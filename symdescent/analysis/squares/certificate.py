"""A sum of squares as a certificate: what it is of, the squares with their weights, and the multiplier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symdescent.analysis.squares import checker
from symdescent.analysis.squares.search import found
from symdescent.analysis.squares.terms import Terms, constant, expression, plus, terms_of, times


@dataclass(frozen=True)
class Squares:
    """multiplier·(polynomial - bound) = Σ weight·root², every weight > 0: so the polynomial is nowhere below the bound.

    The multiplier is positive everywhere except perhaps at 0, where the claim follows by continuity. Formulas are SymPy's;
    ``at`` is a point where the bound is attained, if one is known.
    """

    polynomial: Any
    variables: tuple[Any, ...]
    weights: tuple[Fraction, ...]
    roots: tuple[Any, ...]
    bound: Any
    multiplier: Any
    at: tuple[Fraction, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The certificate as JSON takes it; formulas as SymPy reads them."""
        return {
            "polynomial": str(self.polynomial),
            "bound": str(self.bound),
            "multiplier": str(self.multiplier),
            "squares": [{"weight": str(w), "root": str(root)} for w, root in zip(self.weights, self.roots, strict=True)],
            **({"at": {str(x): str(c) for x, c in zip(self.variables, self.at, strict=True)}} if self.at is not None else {}),
        }


def sum_of_squares(polynomial: Any, variables: Sequence[Any]) -> Squares | None:
    """p = Σ d·q² with rational d > 0 and rational polynomials q, proved by multiplying out; None where none is found.

    ``polynomial`` is a SymPy expression or ``Poly`` in ``variables``. Small cases need no solver; the others need
    ``symdescent[proofs]``. ``why_not`` says why there is none. After Powers and Wörmann 1998, An algorithm for sums of squares
    of real polynomials, and Peyrl and Parrilo 2008, Computing sum of squares decompositions with rational coefficients.

    >>> from sympy.abc import x, y
    >>> sum_of_squares(x**4 + y**4 - 2*x**2*y**2, [x, y]).roots
    (x**2 - y**2,)
    """
    p = terms_of(polynomial, variables)
    if p is None:
        return None
    squares, rest = written_squares(polynomial, variables)
    if squares and not rest:
        return proved(p, variables, Fraction(0), {}, squares)
    return proved(p, variables, Fraction(0), {})


def why_not(polynomial: Any, variables: Sequence[Any]) -> str | None:
    """The key of a reason why no sum of squares was found; None where one was.

    >>> from sympy.abc import x, y
    >>> why_not(x**4*y**2 + x**2*y**4 - 3*x**2*y**2 + 1, [x, y])
    'squares none'
    """
    p = terms_of(polynomial, variables)
    answer = found(p) if p is not None else "squares no polynomial"
    return answer if isinstance(answer, str) else None


def written_squares(polynomial: Any, variables: Sequence[Any]) -> tuple[list[tuple[Fraction, Terms]], Terms]:
    """The squares with positive factors among the terms of a sum as it is written, and the sum of the others."""
    from sympy import Add

    squares: list[tuple[Fraction, Terms]] = []
    others: Terms = {}
    for term in Add.make_args(polynomial.as_expr()):
        factor, power = term.as_coeff_Mul()
        base, exponent = power.as_base_exp()
        if factor.is_Rational and factor > 0 and exponent.is_Integer and exponent > 0 and exponent % 2 == 0:
            root = terms_of(base ** (exponent // 2), variables)
            if root:
                squares.append((Fraction(int(factor.p), int(factor.q)), root))
                continue
        others = plus(others, terms_of(term, variables) or {})
    return squares, others


def proved(
    p: Terms, variables: Sequence[Any], bound: Fraction, multiplier: Terms, known: list[tuple[Fraction, Terms]] | None = None
) -> Squares | None:
    """multiplier·(p - bound) as a sum of squares, ``known`` or searched for, that the separate checker accepts."""
    size = len(variables)
    answer = known if known is not None else found(times(multiplier or constant(size), plus(p, constant(size), -bound)))
    if isinstance(answer, str):
        return None
    from sympy import Rational

    squares = Squares(
        expression(p, variables),
        tuple(variables),
        tuple(weight for weight, _ in map(_tidied, answer)),
        tuple(expression(root, variables) for _, root in map(_tidied, answer)),
        Rational(bound.numerator, bound.denominator),
        expression(multiplier or constant(size), variables),
    )
    return squares if checker.accepts(squares) else None


def _tidied(square: tuple[Fraction, Terms]) -> tuple[Fraction, Terms]:
    """The same d·q² with whole coefficients in q that have no common divisor, the leading one positive."""
    from math import gcd, lcm

    weight, root = square
    common = lcm(*(c.denominator for c in root.values()))
    whole = gcd(*(int(c * common) for c in root.values()))
    sign = -1 if root[max(root, key=lambda power: (sum(power), power))] < 0 else 1
    factor = sign * Fraction(common, whole)
    return weight / factor**2, {power: c * factor for power, c in root.items()}
