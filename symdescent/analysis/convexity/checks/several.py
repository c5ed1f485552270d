"""The checker's own statement of the rules for functions of several parts."""

from __future__ import annotations

from fractions import Fraction

import sympy
from sympy import Expr, Matrix, expand_log, zeros

from symdescent.analysis.convexity.checks.functions import exponent
from symdescent.analysis.convexity.checks.place import Place, Proved
from symdescent.analysis.convexity.rules.tree import Node
from symdescent.notation.tree import Call, E, Expression, Power, Product, rational

MOST_OPERATIONS = 300  # of a difference that is simplified
LEVEL = ("constant", "affine")


def same(left: Expr, right: Expr) -> bool:
    """Whether two formulas are the same function, by multiplying out or a bounded simplification."""
    gap = (left - right).expand()
    return bool(gap == 0 or (gap.count_ops() <= MOST_OPERATIONS and not gap.is_number and gap.simplify() == 0))


def norm(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """√(c + Σ w u²): the length of a vector of affine, or convex and nonnegative, functions."""
    total = sum((place.value(part.expression) for part in node.parts), sympy.S.Zero)
    if not same(place.value(node.expression) ** 2, total) or not all(_is_square(part, place) for part in node.parts):
        return None
    lifted = any(
        one.curvature == "constant" and place.is_positive(place.value(part.expression)) for part, one in zip(node.parts, parts, strict=True)
    )
    return Proved("convex", tuple(row for part in parts for row in part.strict) if lifted else (), zeros(place.size))


def _is_square(node: Node, place: Place) -> bool:
    """Whether a part is a constant ≥ 0, or w u² with w ≥ 0 and u affine or convex and nonnegative."""
    if node.rule == "constant":
        return place.is_nonnegative(place.value(node.expression))
    if node.rule == "multiple":
        return place.is_nonnegative(place.value(node.parts[0].expression)) and _is_square(node.parts[1], place)
    if node.rule not in ("power", "power of an absolute value") or len(node.parts) != 1:
        return False
    u = node.parts[0]
    base = u.expression if node.rule == "power" else Call("abs", (u.expression,))
    known = place.verified(u, place)
    plain = known is not None and (
        known.curvature in LEVEL or (known.curvature == "convex" and place.is_nonnegative(place.value(u.expression)))
    )
    return plain and exponent(node.expression, base) == 2


def quadratic_over_linear(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """Σ w u²/v for v > 0 affine or concave."""
    *above, below = node.parts
    v = place.value(below.expression)
    total = sum((place.value(part.expression) for part in above), sympy.S.Zero)
    fits = place.is_positive(v) and parts[-1].curvature in (*LEVEL, "concave") and all(_is_square(part, place) for part in above)
    return Proved("convex", (), zeros(place.size)) if fits and same(total / v, place.value(node.expression)) else None


def geometric_mean(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """Π uᵢ^pᵢ with pᵢ > 0 and Σ pᵢ ≤ 1, uᵢ ≥ 0 concave."""
    bases = [part.expression for part in node.parts]
    found = _exponents(node.expression, bases)
    values = [place.value(base) for base in bases]
    if found is None or len(set(bases)) < len(bases) or any(found.get(base, 0) <= 0 for base in bases) or sum(found.values()) > 1:
        return None
    if not all(map(place.is_nonnegative, values)) or any(part.curvature not in (*LEVEL, "concave") for part in parts):
        return None
    rows = [place.gradient(value) for value in values]
    strict = sum(found.values()) < 1 and all(map(place.is_positive, values)) and all(row is not None for row in rows)
    return Proved("concave", tuple(row for row in rows if row is not None) if strict else (), zeros(place.size))


def _exponents(e: Expression, bases: list[Expression]) -> dict[Expression, Fraction] | None:
    """The exponents of the bases in a product of powers; None where there is anything else."""
    if e in bases:
        return {e: Fraction(1)}
    if isinstance(e, Power) and (p := rational(e.exponent)) is not None:
        return _scaled(_exponents(e.base, bases), p)
    if isinstance(e, Call) and e.function == "sqrt":
        return _scaled(_exponents(e.arguments[0], bases), Fraction(1, 2))
    total: dict[Expression, Fraction] = {}
    for factor in e.factors if isinstance(e, Product) else ():
        inner = _exponents(factor, bases)
        if inner is None:
            return None
        total = {base: total.get(base, Fraction(0)) + inner.get(base, Fraction(0)) for base in (*total, *inner)}
    return total or None


def _scaled(found: dict[Expression, Fraction] | None, p: Fraction) -> dict[Expression, Fraction] | None:
    return None if found is None else {base: p * q for base, q in found.items()}


def entropy(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """u ln(c u): the second derivative along u is 1/u > 0."""
    u, value = place.value(node.parts[0].expression), place.value(node.expression)
    row = place.gradient(u)
    if len(parts) != 1 or row is None or not place.is_nonnegative(u) or not _positive_number(sympy.exp(value / u) / u):
        return None
    squares = zeros(place.size)
    for weight, form in node.squares:
        if place.form(form) == row and place.is_nonnegative(1 - u * place.value_of(weight)):  # u > 0
            squares += place.value_of(weight) * row.T * row
    return Proved("convex", (row,), squares)


def relative_entropy(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """u ln(c u/v) is convex, u ln(c v/u) concave, for affine u ≥ 0 and v > 0."""
    u, v = (place.value(part.expression) for part in node.parts)
    if place.gradient(u) is None or place.gradient(v) is None or not place.is_nonnegative(u) or not place.is_positive(v):
        return None
    inside = sympy.exp(place.value(node.expression) / u)
    curvature = "convex" if _positive_number(inside * v / u) else "concave" if _positive_number(inside * u / v) else None
    return None if curvature is None else Proved(curvature, (), zeros(place.size))


def _positive_number(value: Expr) -> bool:
    short = value.simplify() if value.count_ops() <= MOST_OPERATIONS else value
    return bool(short.is_number and short.is_positive)


def log_convex(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """e^h with h convex is convex, strictly where h is."""
    fits = (
        len(parts) == 1 and parts[0].curvature == "log-convex" and same(place.value(node.parts[0].expression), place.value(node.expression))
    )
    return Proved("convex", parts[0].strict, zeros(place.size)) if fits else None


def logarithm_of(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """ln u of a log-convex u is convex, of a log-concave one concave."""
    e, curvature = node.expression, {"log-convex": "convex", "log-concave": "concave"}.get(parts[0].curvature if parts else "")
    fits = isinstance(e, Call) and e.function == "ln" and len(parts) == 1 and curvature is not None
    if not fits or not same(place.value(e.arguments[0]), place.value(node.parts[0].expression)):  # type: ignore[attr-defined]
        return None
    return Proved(str(curvature), parts[0].strict, zeros(place.size))


def log_sum_exp(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """The logarithm of Σ e^uᵢ with convex uᵢ."""
    e = node.expression
    written = isinstance(e, Call) and e.function == "logsumexp" and tuple(Power(E, u) for u in e.arguments)
    if written != tuple(part.expression for part in node.parts) or any(part.curvature != "log-convex" for part in parts):
        return None
    return Proved("convex", summed(node, parts, place), zeros(place.size))


def summed(node: Node, parts: list[Proved], place: Place) -> tuple[Matrix, ...]:
    """The forms of ln Σ e^hᵢ: those of every hᵢ, and the differences between the affine ones."""
    logarithms = (expand_log(sympy.log(place.value(part.expression)), force=True) for part in node.parts)
    rows = [row for value in logarithms if (row := place.gradient(value)) is not None]
    return (*(row for part in parts for row in part.strict), *(row - rows[0] for row in rows[1:]))
