"""Points in several variables where a root is taken of 0, as the tip of √(x² + y²): the root outweighs what is smooth."""

from __future__ import annotations

from collections.abc import Iterator

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


def tip(f: sympy.Expr, place: Place) -> Verdict:
    """What a tip is: with roots √q and factors c > 0 before them a minimum where gᵀ(Σ c²Q)⁻¹g < 1 for the smooth part's gradient g.

    Near the tip q is half of hᵀQh and (Σ c√q)² ≥ Σ c²q, so the roots outweigh g·h. With one root and gᵀ(c²Q)⁻¹g > 1 the
    function rises on one side and falls on the other: the kind is empty then, for it is no critical point.

    >>> x, y = sympy.symbols("x y", real=True)
    >>> tip(sympy.sqrt(x**2 + y**2) + x / 2, exact_place((x, y), (sympy.S.Zero, sympy.S.Zero))).kind
    'minimum'
    """
    taken = {p: sympy.Dummy(f"r{k}", nonnegative=True) for k, p in enumerate(_roots(f)) if place.sign(p.base) == 0}
    if place.exact is None or not taken or any(p.exp != HALF for p in taken):
        return Verdict("undecided", "open")
    at = dict(zip(place.symbols, place.exact, strict=True)) | dict.fromkeys(taken.values(), 0)
    smooth = f.xreplace(dict(taken))
    factors = [sympy.diff(smooth, r).subs(at) for r in taken.values()]
    gradient = sympy.Matrix([sympy.diff(smooth, x).subs(at) for x in place.symbols])
    signs = {exact_place((), ()).sign(c) for c in factors}
    total = sympy.zeros(len(place.symbols))
    for c, p in zip(factors, taken, strict=True):
        total += c**2 * sympy.hessian(p.base, place.symbols).subs(at) / 2
    return Verdict(_kind(signs, total, gradient, len(taken)), "cone")


def _kind(signs: set[int | None], total: sympy.Matrix, gradient: sympy.Matrix, count: int) -> str:
    eigenvalues = inertia(total, exact_place((), ()))
    if signs not in ({1}, {-1}) or eigenvalues is None or eigenvalues.positive < total.rows:
        return "undecided"
    weight = exact_place((), ()).sign(1 - (gradient.T * total.inv() * gradient)[0])
    if weight == 1:
        return "minimum" if signs == {1} else "maximum"
    return "" if weight == -1 and count == 1 else "undecided"


def new_tips(f: sympy.Expr, symbols: Symbols, known: list[Place]) -> Iterator[tuple[Place, Verdict]]:
    """The tips that are not among the known places and are critical, with what they are."""
    for place in tips(f, symbols) or ():
        at = dict(zip(symbols, place.exact or (), strict=True))
        if not any(all(other.sign(x - v) == 0 for x, v in at.items()) for other in known) and (verdict := tip(f, place)).kind:
            yield place, verdict
