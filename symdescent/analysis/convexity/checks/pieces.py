"""The checker's own statement of the rule for functions of pieces: SymPy solves the conditions and compares values and slopes."""

from __future__ import annotations

from itertools import pairwise

import sympy
from sympy import Expr, Interval, Symbol, zeros

from symdescent.analysis.convexity.checks.place import Place, Proved
from symdescent.analysis.convexity.rules.tree import Node
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.tree import Expression, Piecewise, Relation, names, substitute
from symdescent.notation.tree import Symbol as Written

LEVEL = ("constant", "affine")
MOST_OPERATIONS = 100  # of two conditions that are compared


def pieces(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """Convex pieces along one affine function, whose slopes do not fall where they meet."""
    inner, *nodes = node.parts
    t = next(iter(frozenset[str]().union(*(names(part.expression) for part in nodes))), "")
    along = substitute(node.expression, {inner.expression: Written(t)}) if t else node.expression
    u = place.verified(inner, place)
    if u is None or u.curvature != "affine" or not isinstance(along, Piecewise) or names(along) != {t}:
        return None
    stretches = _stretches(along, symbol(t))
    if stretches is None or [value for _, value in stretches] != [part.expression for part in nodes]:
        return None
    proved = [_within(part, interval, t, place) for part, (interval, _) in zip(nodes, stretches, strict=True)]
    if any(one is None or one.curvature not in (*LEVEL, node.curvature) for one in proved) or not _joined(
        stretches, symbol(t), node.curvature
    ):
        return None
    row = place.gradient(place.value(inner.expression))
    strict = all(one is not None and one.strict for one in proved) and row is not None
    return Proved(node.curvature, (row,) if strict and row is not None else (), zeros(place.size))


def rescaled_pieces(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """A number > 0 times the same pieces: every condition is a positive multiple of the other, and every value that number times the other."""
    whole, inner = node.expression, node.parts[-1].expression
    weight = place.value(node.parts[0].expression)
    if len(parts) != 2 or not isinstance(whole, Piecewise) or not isinstance(inner, Piecewise) or len(whole.pieces) != len(inner.pieces):
        return None
    if parts[0].curvature != "constant" or not place.is_positive(weight):
        return None
    pairs = list(zip(whole.pieces, inner.pieces, strict=True))
    values = all((place.value(one) - weight * place.value(other)).expand() == 0 for (one, _), (other, _) in pairs)
    return parts[1] if values and all(_same_condition(one, other, place) for (_, one), (_, other) in pairs) else None


def _same_condition(one: Relation | None, other: Relation | None, place: Place) -> bool:
    if one is None or other is None:
        return one is other
    left, right = (place.value(r.left) - place.value(r.right) for r in (one, other))
    ratio = (left / right).simplify() if left.count_ops() + right.count_ops() <= MOST_OPERATIONS else sympy.S.Zero
    return one.operator == other.operator and not ratio.free_symbols & set(place.variables) and place.is_positive(ratio)


def _stretches(e: Piecewise, t: Expr) -> list[tuple[Interval, Expression]] | None:
    """The intervals from left to right with the piece that holds on each; None where they leave something out."""
    rest, found = sympy.S.Reals, []
    for value, when in e.pieces:
        here = sympy.S.Reals if when is None else _solution(to_sympy(when))
        sets = rest.intersect(here)
        intervals = sets.args if isinstance(sets, sympy.Union) else (sets,)
        if not all(isinstance(one, Interval) or one is sympy.S.Reals for one in intervals if one is not sympy.S.EmptySet):
            return None
        found += [(one, value) for one in intervals if one is not sympy.S.EmptySet]
        rest = rest - here
    return sorted(found, key=lambda one: one[0].inf) if rest is sympy.S.EmptySet else None


def _solution(when: Expr) -> sympy.Set:
    return when.as_set() if when not in (sympy.true, sympy.false) else (sympy.S.Reals if when == sympy.true else sympy.S.EmptySet)


def _within(node: Node, interval: Interval, t: str, place: Place) -> Proved | None:
    low, high = interval.inf, interval.sup
    signs = {"positive": True} if low >= 0 else {"negative": True} if high <= 0 else {"real": True}
    letter = Symbol(t, **signs)
    inside = Place((t,), {symbol(t): letter}, {letter: (low, high)}, (), None, place.verified)
    return place.verified(node, inside)


def _joined(stretches: list[tuple[Interval, Expression]], t: Expr, curvature: str) -> bool:
    side = 1 if curvature == "convex" else -1
    return all(_meet(left, right, t, side) for left, right in pairwise(stretches))


def _meet(left: tuple[Interval, Expression], right: tuple[Interval, Expression], t: Expr, side: int) -> bool:
    at = left[0].sup
    gap = to_sympy(right[1]) - to_sympy(left[1])
    return gap.subs(t, at).equals(0) is True and bool((side * gap.diff(t).subs(t, at)).is_nonnegative)
