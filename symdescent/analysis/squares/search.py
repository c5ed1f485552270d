"""The search for a sum of squares: what the form gives away, then a semidefinite program rounded to rationals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce

from symdescent.analysis.squares import solver
from symdescent.analysis.squares.gram import Blocks, Gram
from symdescent.analysis.squares.halves import by_parity, halves
from symdescent.analysis.squares.null import without_null_vectors
from symdescent.analysis.squares.terms import Exponents, Terms, constant, degree, times

Squares = list[tuple[Fraction, Terms]]
DENOMINATORS = (1, 2, 3, 4, 6, 12, 60, 1000, 10**5, 10**8)
ROUNDS = 5  # how often the basis may shrink
MARGIN = 1e-7  # of the polynomial's size: a least eigenvalue below it counts as 0
MOST_BASIS = 60


def found(p: Terms) -> Squares | str:
    """p = Σ d·q² with d > 0; else the key of a reason why none was found."""
    if not p:
        return []
    if degree(p) % 2:
        return "squares odd"
    basis = halves(p)
    if len(basis) > MOST_BASIS:
        return "squares large"
    gram = Gram(p, [[{m: Fraction(1)} for m in block] for block in by_parity(p, basis)])
    if gram.solved is None:
        return "squares corner"
    for guess in guesses(gram):
        if (squares := gram.squares(guess)) is not None:
            return squares
    if gram.rigid:
        return "squares none"
    square, rest = square_factor(p)
    if degree(square):
        inner = found(rest)
        return inner if isinstance(inner, str) else [(weight, times(square, root)) for weight, root in inner]
    return _numeric(p, gram) if solver.available() else "squares install"


def square_factor(p: Terms) -> tuple[Terms, Terms]:
    """p = q²·h with h free of squares."""
    from sympy import QQ, Poly, Rational, symbols

    size = len(next(iter(p)))
    rational = {power: Rational(c.numerator, c.denominator) for power, c in p.items()}
    content, factors = Poly.from_dict(rational, *symbols(f"x:{size}"), domain=QQ).sqf_list()
    square, rest = constant(size), constant(size, Fraction(int(content.p), int(content.q)))
    for part, power in factors:
        terms = {monomial: Fraction(int(c.p), int(c.q)) for monomial, c in part.terms() if c}
        square, rest = reduce(times, [terms] * (power // 2), square), times(rest, terms) if power % 2 else rest
    return square, rest


def guesses(gram: Gram) -> Iterator[dict[int, Fraction]]:
    """Free unknowns to try without a solver: all on the diagonal, and what is negative off it."""
    yield {}
    spread: dict[int, Fraction] = {}
    for row, side in gram.equations.values():
        beside = {u: c for u, c in row.items() if gram.places[u][1] != gram.places[u][2]}
        if side < 0 and beside:
            spread.update({u: side / sum(beside.values()) for u in beside})
    if spread:
        yield spread


def _numeric(p: Terms, gram: Gram) -> Squares | str:
    """By the solver: where its best matrix is singular the basis shrinks to where it is not."""
    for _ in range(ROUNDS):
        if not solver.fits(gram):
            return "squares large"
        guess = solver.central(gram)
        size = float(max(map(abs, p.values())))
        if guess is None or guess[1] < -1e-4 * size:
            return "squares none"
        if guess[1] > MARGIN * size and (squares := rounded(gram, guess[0])) is not None:
            return squares
        smaller = without_null_vectors(gram, guess[0])
        if smaller is None:
            return "squares rounding"
        gram = Gram(p, smaller)
        if gram.solved is None or not any(smaller):
            return "squares rounding"
        if gram.rigid:
            return gram.squares({}) or "squares none"
    return "squares rounding"


def rounded(gram: Gram, values: Sequence[float]) -> Squares | None:
    """The matrix near some floats that is exactly a Gram matrix, with denominators as small as serve (Peyrl and Parrilo 2008)."""
    for denominator in DENOMINATORS:
        guess = {u: Fraction(round(x * denominator), denominator) for u, x in enumerate(values)}
        if (squares := gram.squares(guess)) is not None:
            return squares
    return None


def parity_blocks(terms: Iterable[Mapping[Exponents, Fraction]]) -> Blocks:
    """Blocks of monomials that serve for every combination of some polynomials."""
    union: Terms = {power: Fraction(1) for p in terms for power in p}
    return [[{m: Fraction(1)} for m in block] for block in by_parity(union, halves(union))]
