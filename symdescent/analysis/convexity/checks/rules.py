"""The checker's own statement of every rule: what has to hold of a node, and what then follows."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Expr, Matrix, Symbol, zeros

from symdescent.analysis.convexity.checks import functions
from symdescent.analysis.convexity.checks.inner import kept_squares, straight_slope
from symdescent.analysis.convexity.checks.pieces import pieces, rescaled_pieces
from symdescent.analysis.convexity.checks.place import Place, Proved
from symdescent.analysis.convexity.checks.semidefinite import semidefinite
from symdescent.analysis.convexity.checks.several import (
    entropy,
    geometric_mean,
    log_convex,
    log_sum_exp,
    logarithm_of,
    norm,
    quadratic_over_linear,
    relative_entropy,
    same,
)
from symdescent.analysis.convexity.rules.tree import Node
from symdescent.notation.binding import unrolled
from symdescent.notation.tree import Call, OverIndex, OverRows, Power

LEVEL = ("constant", "affine")
OPPOSITE = {"convex": "concave", "concave": "convex", "affine": "affine", "constant": "constant"}


def constant(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """No variable occurs."""
    free = place.value(node.expression).free_symbols.isdisjoint(place.variables)
    return Proved("constant", (), zeros(place.size)) if free else None


def affine(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """The derivatives are constant."""
    row = place.gradient(place.value(node.expression))
    return Proved("affine", (), zeros(place.size)) if row is not None else None


def quadratic(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """The Hessian is constant, and it or minus it is positive semidefinite."""
    hessian = sympy.hessian(place.value(node.expression), place.variables).applyfunc(sympy.expand)
    if hessian.free_symbols & set(place.variables):
        return None
    side = next((side for side in (1, -1) if semidefinite(side * hessian)), None)
    rows = tuple(hessian.row(i) for i in range(place.size) if any(hessian.row(i)))
    return None if side is None else Proved("convex" if side > 0 else "concave", rows, side * hessian)


def total(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """Convex and affine terms make a convex sum."""
    kinds = {part.curvature for part in parts} - set(LEVEL)
    values = sum((place.value(part.expression) for part in node.parts), sympy.S.Zero)
    if len(kinds) > 1 or not same(values, place.value(node.expression)):
        return None
    rows = tuple(row for part in parts for row in part.strict)
    return Proved(kinds.pop() if kinds else "affine", rows, sum((part.squares for part in parts), zeros(place.size)))


def multiple(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """A number ≥ 0 keeps the curvature, a number ≤ 0 turns it round."""
    if len(parts) != 2 or parts[0].curvature != "constant":
        return None
    c, inner = (place.value(part.expression) for part in node.parts)
    side = 1 if place.is_nonnegative(c) else -1 if place.is_nonnegative(-c) else 0
    if not side or not same(c * inner, place.value(node.expression)):
        return None
    rows = (
        parts[1].strict if place.is_positive(side * c) else tuple(c * row for row in parts[1].strict if c.free_symbols & set(place.columns))
    )
    curvature = parts[1].curvature if side > 0 else OPPOSITE[parts[1].curvature]
    return Proved(curvature, rows, side * c * parts[1].squares)


def atom(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """A function of one variable: its second derivative's sign, and its first one's where the argument is not affine."""
    curve = _curve(node, place) if len(parts) == 1 and len(node.monotone) == 1 else None
    if curve is None:
        return None
    u = place.value(node.parts[0].expression)
    t = _letter(u, place)
    slope, bend = _sign(curve[1](t)), _sign(curve[2](t))
    if node.rule in CORNERED:
        bend, slope = 1, CORNERED[node.rule](t, slope)
    return _composed(node, parts[0], slope, bend, u, curve, place)


def _composed(
    node: Node, part: Proved, slope: int | None, bend: int | None, u: Expr, curve: functions.Curve, place: Place
) -> Proved | None:
    if bend is None or not _runs(node.monotone[0], slope):
        return None
    curvature = "convex" if bend > 0 else "concave"
    if part.curvature in LEVEL:
        row = place.gradient(u)
        rows = (row,) if row is not None and node.rule not in ("absolute value", "relu") else ()
        return Proved(curvature, rows, _bent(node, curve, u, bend, place))
    if slope is None or slope == 0 or part.curvature != (curvature if slope > 0 else OPPOSITE[curvature]):
        return None
    strict = (*part.strict, *straight_slope(node.rule, u, part, place)) if node.rule != "relu" else ()
    return Proved(curvature, strict, kept_squares(curve, u, part, slope, bend, place) if node.squares else zeros(place.size))


def _bent(node: Node, curve: functions.Curve, u: Expr, bend: int, place: Place) -> Matrix:
    """The squares that are claimed, where |φ''| is no less than their weight."""
    found = zeros(place.size)
    for weight, row in node.squares:
        form = place.form(row)
        if form == place.gradient(u) and _is_bound(place.value_of(weight), bend * curve[2](u), place):
            found += place.value_of(weight) * form.T * form
    return found


def _is_bound(weight: Expr, size: Expr, place: Place) -> bool:
    """Whether a number > 0 is a lower bound of something ≥ 0, which may be infinite at an end: then powers of its reciprocal are not."""
    return place.is_nonnegative(size - weight) or (
        place.is_positive(weight) and any(place.is_nonnegative(1 / weight**k - 1 / size**k) for k in (1, 2, 3))
    )


def _runs(claimed: str, slope: int | None) -> bool:
    return claimed == "" or slope == {"increasing": 1, "nondecreasing": 1, "decreasing": -1}[claimed]


def _letter(u: Expr, place: Place) -> Symbol:
    """A symbol with the sign of u inside its range."""
    return (
        Symbol("t", positive=True)
        if place.is_nonnegative(u)
        else Symbol("t", negative=True)
        if place.is_nonnegative(-u)
        else Symbol("t", real=True)
    )


def _sign(value: Expr) -> int | None:
    return 1 if value.is_nonnegative else -1 if value.is_nonpositive else None


CORNERED: dict[str, Callable[[Expr, int | None], int | None]] = {
    **dict.fromkeys(
        ("absolute value", "power of an absolute value"), lambda t, slope: 1 if t.is_positive else -1 if t.is_negative else None
    ),
    "relu": lambda t, slope: 1,
    "gamma": lambda t, slope: None,
}


def _curve(node: Node, place: Place) -> functions.Curve | None:
    """φ with its derivatives, once the node is seen to be φ(u)."""
    e, inner = node.expression, node.parts[0].expression
    if node.rule == "power":
        return _power(node, place)
    curve = _based(node, place) or functions.CURVES.get(node.rule) or functions.SIGNED.get(node.rule)
    if curve is None or (node.rule in ("gamma", "digamma") and not place.is_positive(place.value(inner))):
        return None
    if isinstance(e, Call) and e.arguments[0] == inner and functions.WRITTEN.get(e.function) == node.rule:
        return curve
    return curve if same(curve[0](place.value(inner)), place.value(e)) else None


def _power(node: Node, place: Place) -> functions.Curve | None:
    """u^p, as it is written or up to numbers that cancel."""
    e, inner = node.expression, node.parts[0].expression
    p = functions.exponent(e, inner)
    sure, p = p is not None, functions.exponent(e, inner, loose=True) if p is None else p
    u = place.value(inner)
    if p is None or p in (0, 1) or (p.denominator != 1 and not place.is_nonnegative(u)):
        return None
    return functions.power(p) if sure or same(functions.power(p)[0](u), place.value(e)) else None


def _based(node: Node, place: Place) -> functions.Curve | None:
    """a^u, the logarithm to a base, |u| and |u|^p for p > 1."""
    e = node.expression
    if node.rule in ("growing exponential", "falling exponential") and isinstance(e, Power):
        return functions.exponential(_base(place.value(e.base), node.rule, place))
    if node.rule in ("growing logarithm", "falling logarithm") and isinstance(e, Call) and e.function == "log":
        return functions.logarithm(_base(place.value(e.arguments[1]), node.rule, place))
    if node.rule == "absolute value":
        return (sympy.Abs, lambda t: sympy.S.Zero, lambda t: sympy.S.Zero)
    if node.rule == "power of an absolute value":
        p = functions.exponent(e, Call("abs", (node.parts[0].expression,)))
        return (
            (lambda t: sympy.Abs(t) ** sympy.S(str(p)), lambda t: sympy.S.Zero, lambda t: sympy.S.Zero) if p is not None and p > 1 else None
        )
    return None


def _base(a: Expr, rule: str, place: Place) -> Expr:
    return a if place.is_positive(a - 1 if rule.startswith("growing") else 1 - a) else sympy.nan


def greatest(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """max of convex functions is convex, min of concave ones concave."""
    e, wanted = node.expression, "convex" if node.rule == "maximum" else "concave"
    if not (isinstance(e, Call) and e.function == node.rule[:3] and e.arguments == tuple(part.expression for part in node.parts)):
        return None
    if any(part.curvature not in (*LEVEL, wanted) for part in parts):
        return None
    return Proved(wanted, _shared(parts, place.size), zeros(place.size))


def _shared(parts: list[Proved], n: int) -> tuple[Matrix, ...]:
    if all(part.strict and Matrix(part.strict).rank() == n for part in parts):
        return parts[0].strict
    return tuple(row for row in parts[0].strict if all(row in part.strict for part in parts))


def over_rows(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """A sum or a mean of what holds for every row of the data."""
    e = node.expression
    if not isinstance(e, OverRows) or len(parts) != 1 or e.body != node.parts[0].expression:
        return None
    rows = tuple(one for row in parts[0].strict for one in (list(place.over_data(row)) if row.free_symbols & set(place.columns) else [row]))
    share = 1 if e.kind == "sum" or place.data is None else sympy.Rational(1, len(place.data))
    return Proved(parts[0].curvature, rows, share * _summed(parts[0].squares, place))


def _summed(matrix: Matrix, place: Place) -> Matrix:
    count = len(place.data) if place.data is not None else 0
    if not matrix.free_symbols & set(place.columns):
        return count * matrix
    return sum(place.over_data(matrix), zeros(place.size))


def written_out(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """The same function written otherwise, a sum over an index as the sum of its terms."""
    e, other = node.expression, node.parts[0].expression
    return parts[0] if (isinstance(e, OverIndex) and unrolled(e) == other) or same(place.value(e), place.value(other)) else None


RULES: dict[str, Callable[[Node, list[Proved], Place], Proved | None]] = {
    "constant": constant,
    "affine": affine,
    "quadratic": quadratic,
    "sum": total,
    "multiple": multiple,
    **dict.fromkeys((*functions.CURVES, *functions.SIGNED, "power", *CORNERED), atom),
    **dict.fromkeys(("growing exponential", "falling exponential", "growing logarithm", "falling logarithm"), atom),
    **dict.fromkeys(("maximum", "minimum"), greatest),
    "over rows": over_rows,
    "written out": written_out,
    "pieces": pieces,
    "rescaled pieces": rescaled_pieces,
    "norm": norm,
    "quadratic over linear": quadratic_over_linear,
    "geometric mean": geometric_mean,
    "entropy": entropy,
    "relative entropy": relative_entropy,
    "log-convex": log_convex,
    "logsumexp": log_sum_exp,
    "logarithm of exponentials": logarithm_of,
    "logarithm of a log-concave function": logarithm_of,
}
