"""Rules for functions of several parts that no rule for one variable reaches: norms, u²/v, entropy, geometric means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from symdescent.analysis.convexity.rules.factors import Factor, product, split
from symdescent.analysis.convexity.rules.logarithms import log_convex
from symdescent.analysis.convexity.rules.polynomial import ZERO, Polynomial, degree, polynomial, written
from symdescent.analysis.convexity.rules.quadratics import squares
from symdescent.analysis.convexity.rules.setting import Setting
from symdescent.analysis.convexity.rules.tree import Node
from symdescent.calculus.rewrites.arithmetic import add, multiply
from symdescent.notation.tree import TWO, Call, Expression, Power, Quotient, Sum, Symbol, number

UPWARD, DOWNWARD = ("constant", "affine", "convex"), ("constant", "affine", "concave")


def quadratic(e: Expression, s: Setting) -> Node | None:
    """A polynomial of degree 2 whose Hessian is a sum of squares, or minus one."""
    p = polynomial(e, s.variables)
    if p is None or degree(p) != 2 or not all(isinstance(c, Fraction) for c in p.values()):
        return None
    names = sorted({name for monomial in p for name in monomial})
    for curvature, side in (("convex", 1), ("concave", -1)):
        lines = squares([[side * _second(p, x, y) for y in names] for x in names])
        if lines is not None:
            found = [(d, tuple((x, c) for x, c in zip(names, line, strict=True) if c)) for d, line in lines]
            return s.made(e, curvature, "quadratic", (), (), (row for _, row in found), found)
    return None


def _second(p: Polynomial, x: str, y: str) -> Fraction:
    """∂²p/∂x∂y."""
    return Fraction(p.get((min(x, y), max(x, y)), ZERO)) * (2 if x == y else 1)  # type: ignore[arg-type]


def norm(u: Expression, e: Expression, s: Setting) -> Node | None:
    """√(c + Σ w uᵢ²) with c, w ≥ 0 is convex, for uᵢ affine, or convex and nonnegative.

    With c > 0 it bends wherever one of the affine uᵢ changes: it is the length of vectors (√c, u) that are not parallel.
    """
    terms = sum_of_squares(u, s)
    if terms is None:
        return None
    lifted = any(term.rule == "constant" and term.sign == "positive" for term in terms)
    return s.made(e, "convex", "norm", terms, (), (row for term in terms for row in term.strict) if lifted else ())


def sum_of_squares(e: Expression, s: Setting) -> tuple[Node, ...] | None:
    """The terms of an expression, each a constant ≥ 0 or w u² with w ≥ 0 and u affine, or convex and nonnegative."""
    written_so = [_square(term, s) for term in (e.terms if type(e) is Sum else (e,))]
    if all(node is not None for node in written_so):
        return tuple(node for node in written_so if node is not None)
    p = polynomial(e, s.variables)
    return _completed(p, s) if p is not None and degree(p) == 2 and all(isinstance(c, Fraction) for c in p.values()) else None


def _square(term: Expression, s: Setting) -> Node | None:
    if s.fixed(term):
        node = s.find(term)
        return node if node is not None and s.reach(term).nonnegative else None
    constant, factors = split(term, s)
    if len(factors) != 1 or factors[0].exponent != 2 or not s.reach(written(constant)).nonnegative:
        return None
    node = s.find(term)
    return node if node is not None and node.curvature == "convex" else None


def _completed(p: Polynomial, s: Setting) -> tuple[Node, ...] | None:
    """A polynomial of degree 2 as a sum of squares of affine functions, by completing them."""
    names = sorted({name for monomial in p for name in monomial})
    sides = [*names, ""]
    entries: list[list[Fraction]] = [[_entry(p, x, y) for y in sides] for x in sides]
    lines = squares(entries)
    if lines is None:
        return None
    nodes = [s.find(_written(d, line, names)) for d, line in lines]
    return tuple(node for node in nodes if node is not None)


def _entry(p: Polynomial, x: str, y: str) -> Fraction:
    """Of the matrix A with p = (x, 1)·A·(x, 1)ᵀ."""
    monomial = tuple(sorted(name for name in (x, y) if name))
    return Fraction(p.get(monomial, ZERO)) / (1 if x == y else 2)  # type: ignore[arg-type]


def _written(d: Fraction, line: Sequence[Fraction], names: Sequence[str]) -> Expression:
    terms = [multiply((number(c), Symbol(name))) for c, name in zip(line, names, strict=False) if c]
    inner = add((*terms, number(line[-1])))
    return number(d * line[-1] ** 2) if not terms else multiply((number(d), Power(inner, TWO)))


def quadratic_over_linear(factors: list[Factor], e: Expression, s: Setting) -> Node | None:
    """Σ w uᵢ² / v is convex for v > 0 affine or concave (Boyd, Vandenberghe 2004, §3.2.6: the perspective of u²)."""
    above = [factor for factor in factors if factor.exponent > 0]
    below = [factor for factor in factors if factor.exponent < 0]
    if len(below) != 1 or below[0].exponent != -1 or len(above) != 1 or not s.reach(below[0].base).positive:
        return None
    under, terms = s.find(below[0].base), sum_of_squares(product(above), s)
    if under is None or under.curvature not in DOWNWARD or terms is None:
        return None
    return s.made(e, "convex", "quadratic over linear", (*terms, under))


def geometric_mean(factors: list[Factor], e: Expression, s: Setting) -> Node | None:
    """Π uᵢ^pᵢ with pᵢ > 0, Σ pᵢ ≤ 1 and uᵢ ≥ 0 concave is concave; strictly where Σ pᵢ < 1, uᵢ > 0 affine."""
    total = sum(factor.exponent for factor in factors)
    if not all(factor.exponent > 0 and s.reach(factor.base).nonnegative for factor in factors) or total > 1:
        return None
    nodes = [s.find(factor.base) for factor in factors]
    parts = [node for node in nodes if node is not None and node.curvature in DOWNWARD]
    if len(parts) < len(factors):
        return None
    rows = [s.row(part.expression) for part in parts]
    strict = total < 1 and all(row is not None and s.reach(part.expression).positive for row, part in zip(rows, parts, strict=True))
    return s.made(e, "concave", "geometric mean", parts, (), (row for row in rows if row) if strict else ())


def entropy(factors: list[Factor], e: Expression, s: Setting) -> Node | None:
    """u ln(c u) is strictly convex for affine u > 0, and u ln(u/v) convex, v > 0 affine (relative entropy)."""
    logarithms = [f for f in factors if type(f.base) is Call and f.base.function == "ln" and f.exponent == 1]
    others = [f for f in factors if f not in logarithms]
    if len(factors) != 2 or len(logarithms) != 1 or others[0].exponent != 1:
        return None
    u, inside = others[0].base, logarithms[0].base.arguments[0]  # type: ignore[attr-defined]
    p, row = polynomial(u, s.variables), s.row(u)
    if p is None or not row or not s.reach(u).nonnegative:
        return None
    q = polynomial(inside, s.variables)
    if q is not None and (c := _ratio(q, p)) is not None and c > 0:
        high = s.reach(u).high
        bend = 1 / Fraction(high) if 0 < high < float("inf") else ZERO
        return s.made(e, "convex", "entropy", _found((u,), s), (), (row,), ((bend, row),) if bend else ())
    return _relative(u, p, inside, e, s)


def _relative(u: Expression, p: Polynomial, inside: Expression, e: Expression, s: Setting) -> Node | None:
    """u ln(u/v), or -u ln(v/u) the other way round."""
    if type(inside) is not Quotient:
        return None
    above, below = polynomial(inside.numerator, s.variables), polynomial(inside.denominator, s.variables)
    for curvature, same, v, w in (("convex", above, inside.denominator, below), ("concave", below, inside.numerator, above)):
        if same is not None and w is not None and degree(w) <= 1 and s.reach(v).positive and (_ratio(same, p) or 0) > 0:
            return s.made(e, curvature, "relative entropy", _found((u, v), s))
    return None


def _found(parts: Iterable[Expression], s: Setting) -> tuple[Node, ...]:
    return tuple(node for part in parts if (node := s.find(part)) is not None)


def _ratio(p: Polynomial, q: Polynomial) -> Fraction | None:
    """c with p = c q, for numbers."""
    if p.keys() != q.keys() or not all(isinstance(c, Fraction) for c in (*p.values(), *q.values())):
        return None
    ratios = {Fraction(p[key]) / Fraction(q[key]) for key in p if q[key]}  # type: ignore[arg-type]
    return ratios.pop() if len(ratios) == 1 else None


def log_convex_product(factors: list[Factor], e: Expression, s: Setting) -> Node | None:
    """A log-convex function is e to a convex one, so it is convex: e^x/y is, and 1/(x y), for positive x and y."""
    node = log_convex(e, s)
    return s.made(e, "convex", "log-convex", (node,), (), node.strict) if node is not None else None


SEVERAL: tuple[Callable[[list[Factor], Expression, Setting], Node | None], ...] = (
    entropy,
    quadratic_over_linear,
    geometric_mean,
    log_convex_product,
)
