"""Convexity of polynomials by a sum of squares: vᵀH(x)v = Σ d·q(x, v)² is nowhere negative."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any, ClassVar

from symdescent.analysis.convexity.finding import MIRROR, Certificate, Finding
from symdescent.analysis.squares import solver
from symdescent.analysis.squares.bounds import candidates
from symdescent.analysis.squares.certificate import Squares, proved
from symdescent.analysis.squares.gram import Gram, ldl
from symdescent.analysis.squares.search import parity_blocks
from symdescent.analysis.squares.terms import Terms, degree, derivative, plus, terms_of, value
from symdescent.problem import Problem

MOST_VARIABLES = 6
HIGHEST_DEGREE = 10
GRID = (0, 1, -1, 2)  # coordinates of the points where the Hessian may be definite
LEAST_MODULUS = 1e-7  # of the Hessian's size


@dataclass(frozen=True)
class SquaresCertificate(Certificate):
    """±vᵀH(x)v - μ|v|² = Σ d·q(x, v)², the sign being - of a concave function.

    ``directions`` are the symbols v. ``definite_at`` is a point where ±H is positive definite, and then the function is
    strictly convex: a convex polynomial that is straight on a segment is so along all lines of that direction v (Rockafellar
    1970, Theorem 8.8), so that H(x)v = 0 everywhere.
    """

    kind: ClassVar[str] = "squares"
    squares: Squares
    directions: tuple[Any, ...]
    concave: bool = False
    modulus: Any = None
    definite_at: tuple[Fraction, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The certificate as JSON takes it."""
        at = self.definite_at
        return {
            "kind": self.kind,
            "squares": self.squares.to_dict(),
            "directions": list(map(str, self.directions)),
            "concave": self.concave,
            **({"modulus": str(self.modulus)} if self.modulus is not None else {}),
            **({"definite_at": list(map(str, at))} if at is not None else {}),
        }


def by_squares(problem: Problem) -> Finding | None:
    """The strongest of convex, strictly and strongly convex (or concave) that a sum of squares proves of a polynomial.

    It holds on the whole space, so on every domain. None where the function is no polynomial of moderate size, or where
    nothing is proved. After Ahmadi and Parrilo 2013, A complete characterization of the gap between convexity and SOS-convexity.

    >>> import symdescent as sd
    >>> by_squares(sd.problem("x^4 + y^4")).verdict
    'strictly convex'
    """
    if problem.parameters or problem.data is not None or not 0 < len(problem.variables) <= MOST_VARIABLES:
        return None
    p = terms_of(problem.sympy, [problem.symbols[name] for name in problem.variables])
    if p is None or not 2 <= degree(p) <= HIGHEST_DEGREE or degree(p) % 2:
        return None
    leading = sum((c for power, c in p.items() if max(power) == degree(p)), Fraction(0))
    signs = (False, True) if leading >= 0 else (True, False)
    return next((finding for concave in signs if (finding := _one_way(problem, p, concave)) is not None), None)


def _one_way(problem: Problem, p: Terms, concave: bool) -> Finding | None:
    """What is proved of p, or of -p where it is to be concave."""
    size = len(problem.variables)
    bent = {power: -c if concave else c for power, c in p.items()}
    if any(value(derivative(derivative(bent, i), i), point) < 0 for i in range(size) for point in _grid(size)):
        return None
    variables = (*(problem.symbols[name] for name in problem.variables), *directions(problem))
    form = curvature_form(bent, size)
    verdict, modulus, squares = _strongest(form, variables, size)
    if squares is None:
        return None
    at = definite_point(bent, size) if verdict == "convex" else None
    verdict = "strictly convex" if at is not None else verdict
    certificate = SquaresCertificate(squares, variables[size:], concave, modulus, at)
    return Finding(MIRROR[verdict] if concave else verdict, certificate, modulus)


def directions(problem: Problem) -> list[Any]:
    """A symbol vᵢ for each variable, with another letter where v is taken."""
    from symdescent.notation.bridge import symbol

    taken = {name.partition("_")[0] for name in problem.symbols}
    letter = next(letter for letter in ("v", "u", "w", "d", "omega") if letter not in taken)
    return [symbol(f"{letter}_{i}") for i in range(1, len(problem.variables) + 1)]


def curvature_form(p: Terms, size: int) -> Terms:
    """vᵀH(x)v as a polynomial in x and v."""
    total: Terms = {}
    for i, j in product(range(size), repeat=2):
        second = derivative(derivative(p, i), j)
        along = tuple((k == i) + (k == j) for k in range(size))
        total = plus(total, {(*power, *along): c for power, c in second.items()})
    return total


def _strongest(form: Terms, variables: tuple[Any, ...], size: int) -> tuple[str, Any, Squares | None]:
    length: Terms = {(*[0] * size, *(2 * (k == i) for k in range(size))): Fraction(1) for i in range(size)}
    for mu in _moduli(form, length):
        from sympy import Rational

        squares = proved(plus(form, length, -mu), variables, Fraction(0), {})
        if squares is not None:
            return "strongly convex", Rational(mu.numerator, mu.denominator), squares
    return "convex", None, proved(form, variables, Fraction(0), {})


def _moduli(form: Terms, length: Terms) -> Iterator[Fraction]:
    """What μ may be: near the greatest for which the solver finds squares; without it the least of the Hessian's diagonal at 0."""
    gram = Gram(form, parity_blocks([form, length]))
    if not solver.available():
        yield from sorted({c for power, c in form.items() if power in length and c > 0})[:1]
        return
    best = solver.greatest(gram, length) if any(gram.blocks) and solver.fits(gram) else None
    size = max(form.values(), default=Fraction(0))
    if best is not None and best > LEAST_MODULUS * float(size) > 0:
        yield from (mu * size for mu in candidates(best / float(size)) if mu > 0)


def definite_point(p: Terms, size: int) -> tuple[Fraction, ...] | None:
    """A simple point where the Hessian is positive definite."""
    second = [[derivative(derivative(p, i), j) for j in range(size)] for i in range(size)]
    for point in _grid(size):
        factors = ldl([[value(entry, point) for entry in row] for row in second])
        if factors is not None and len(factors) == size:
            return point
    return None


def _grid(size: int) -> Iterator[tuple[Fraction, ...]]:
    """Points in order of their simplicity; on a line through 0 and a few others where there are many variables."""
    every = (
        product(GRID, repeat=size)
        if size <= 3
        else [(0,) * size, (1,) * size, tuple(i % 3 - 1 for i in range(size)), tuple(i * i - 3 * i + 1 for i in range(size))]
    )
    yield from (tuple(map(Fraction, point)) for point in every)
