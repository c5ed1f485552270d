"""Points in several variables where a root is taken of 0, as the tip of √(x² + y²): the root outweighs what is smooth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import sympy

from symdescent.analysis.critical.degenerate import Verdict
from symdescent.analysis.critical.inertia import inertia
from symdescent.analysis.critical.places import Place, exact_place
from symdescent.analysis.critical.systems import solve
from symdescent.calculus.edges.ranges import values
from symdescent.notation.bridge import from_sympy

MOST_ROOTS = 4
Symbols = tuple[sympy.Symbol, ...]
Roots = dict[sympy.Expr, sympy.Symbol]
HALF = sympy.Rational(1, 2)


def tips(f: sympy.Expr, symbols: Symbols) -> tuple[Place, ...] | None:
    """Where square roots of polynomials that are never negative are 0; None where that cannot be told or is no set of points.

    >>> x, y = sympy.symbols("x y", real=True)
    >>> [place.exact for place in tips(sympy.sqrt(x**2 + (y - 1) ** 2), (x, y))]
    [(0, 1)]
    """
    found: dict[tuple[sympy.Expr, ...] | None, Place] = {}
    for inside in (root.base for root in _roots(f)):
        if not _known(inside, symbols):
            return None
        solution = solve([inside, *(sympy.diff(inside, x) for x in symbols)], symbols)
        if solution.gaps or solution.sets:
            return None
        found |= {place.exact: place for place in solution.places}
    return tuple(found.values()) if len(_roots(f)) <= MOST_ROOTS else None


def _roots(f: sympy.Expr) -> list[sympy.Pow]:
    """Broken powers with a variable base that some number makes 0."""
    powers = [p for p in f.atoms(sympy.Pow) if p.base.free_symbols and p.exp.is_Rational and not p.exp.is_Integer]
    return sorted((p for p in powers if values(from_sympy(p.base)).low <= 0), key=sympy.default_sort_key)


def _known(inside: sympy.Expr, symbols: Symbols) -> bool:
    rational = inside.is_polynomial(*symbols) and all(c.is_Rational for c in sympy.Poly(inside, *symbols).coeffs())
    return (rational and values(from_sympy(sympy.expand(inside))).low >= 0) or _squares(inside)


def _squares(inside: sympy.Expr) -> bool:
    """Whether a polynomial is written as a sum that is never negative."""
    return inside.is_polynomial() and values(from_sympy(inside)).low >= 0


def tip(f: sympy.Expr, place: Place, walls: Sequence[sympy.Expr] = ()) -> Verdict:
    """What a tip is: with roots √q and factors c > 0 before them a minimum where gᵀ(Σ c²Q)⁻¹g < 1 for the smooth part's gradient g.

    Near the tip q is half of hᵀQh and (Σ c√q)² ≥ Σ c²q, so the roots outweigh g·h. With one root and gᵀ(c²Q)⁻¹g > 1 the
    function rises on one side and falls on the other: the kind is empty then, for it is no critical point. Where only h with
    n·h ≥ 0 for the gradients n of ``walls`` count, g less positive multiples of these n will do.

    >>> x, y = sympy.symbols("x y", real=True)
    >>> origin = exact_place((x, y), (sympy.S.Zero, sympy.S.Zero))
    >>> tip(sympy.sqrt(x**2 + y**2) + x / 2, origin).kind, tip(sympy.sqrt(x**2 + y**2) + 2 * x, origin, [x]).kind
    ('minimum', 'minimum')
    """
    taken = {p: sympy.Dummy(f"r{k}", nonnegative=True) for k, p in enumerate(_roots(f)) if place.sign(p.base) == 0}
    if place.exact is None or not taken or any(p.exp != HALF for p in taken):
        return Verdict("undecided", "open")
    at = dict(zip(place.symbols, place.exact, strict=True)) | dict.fromkeys(taken.values(), 0)
    smooth = f.xreplace(dict(taken))
    factors = [sympy.diff(smooth, r).subs(at) for r in taken.values()]
    gradient, *inwards = (sympy.Matrix([sympy.diff(e, x).subs(at) for x in place.symbols]) for e in (smooth, *walls))
    signs = {exact_place((), ()).sign(c) for c in factors}
    total = sympy.zeros(len(place.symbols))
    for c, p in zip(factors, taken, strict=True):
        total += c**2 * sympy.hessian(p.base, place.symbols).subs(at) / 2
    return Verdict(_kind(signs, total, gradient, inwards, len(taken)), "cone")


def _kind(signs: set[int | None], total: sympy.Matrix, gradient: sympy.Matrix, inwards: list[sympy.Matrix], count: int) -> str:
    eigenvalues = inertia(total, exact_place((), ()))
    if signs not in ({1}, {-1}) or eigenvalues is None or eigenvalues.positive < total.rows:
        return "undecided"
    inverse, (side,) = total.inv(), signs
    weights = [exact_place((), ()).sign(1 - (r.T * inverse * r)[0]) for r in _reduced((side or 1) * gradient, inwards, inverse)]
    if 1 in weights:
        return "minimum" if side == 1 else "maximum"
    return "" if weights == [-1] and count == 1 else "undecided"


def _reduced(gradient: sympy.Matrix, inwards: list[sympy.Matrix], inverse: sympy.Matrix) -> Iterator[sympy.Matrix]:
    """The gradient less multiples, not negative, of some of the walls' gradients that make it shortest."""
    yield gradient
    for size in range(1, min(len(inwards), gradient.rows) + 1):
        for chosen in combinations(inwards, size):
            n = sympy.Matrix.hstack(*chosen)
            square = n.T * inverse * n
            factors = square.inv() * n.T * inverse * gradient if square.det() != 0 else None
            if factors is not None and all(exact_place((), ()).sign(c) in (0, 1) for c in factors):
                yield gradient - n * factors


def new_tips(pieces: Sequence[sympy.Expr], symbols: Symbols, known: list[Place]) -> Iterator[Place]:
    """The tips of the pieces of a function that are not among the known places."""
    found = {place.exact: place for piece in pieces for place in tips(piece, symbols) or () if place.exact is not None}
    for exact, place in found.items():
        at = dict(zip(symbols, exact, strict=True))
        if not any(all(other.sign(x - v) == 0 for x, v in at.items()) for other in known):
            yield place
