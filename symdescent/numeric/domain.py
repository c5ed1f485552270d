"""The domain of a formula as it was written, where SymPy's simplification would widen it.

SymPy makes x of (√x)² and 1 of x/x, which have values where the formula has none. What was lost stands beside such an
expression as a guard: it has to be a number, too.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy

from symdescent.notation.binding import unrolled
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import SPACE, Region
from symdescent.notation.tree import (
    Call,
    Expression,
    Integral,
    OverIndex,
    OverRows,
    Piecewise,
    Power,
    Quotient,
    Relation,
    children,
    names,
)

EVERYWHERE = frozenset(
    "sin cos exp sinh cosh tanh atan asinh abs sign max min relu sigmoid softplus erf cbrt heaviside sech logsumexp softmax".split()
)


class Within(sympy.Function):  # type: ignore[misc]
    """``Within(value, guard, …)`` is the value where every guard is a number, and none elsewhere."""


def guarded(formula: Expression, value: sympy.Expr, region: Region = SPACE) -> sympy.Expr:
    """The value, with guards where SymPy's form of the formula is defined at more points than the formula, and for the region.

    >>> from symdescent.notation import parse
    >>> guarded(parse("sqrt(x)^2"), to_sympy(parse("sqrt(x)^2")))
    Within(x, sqrt(x))
    >>> guarded(parse("1/x"), to_sympy(parse("1/x")))
    1/x
    """
    parts = _parts(_restricting(formula))
    kept = _restrictions(value) if parts else frozenset()
    lost = [part for part in parts if not _restrictions(part) <= kept]
    guards = dict.fromkeys((*lost, *_parts(_deciding(formula)), *map(_inside, region.inequalities)))
    return Within(value, *guards) if guards else value


def _inside(relation: Relation) -> sympy.Expr:
    """A number where the comparison holds, and none elsewhere: u >= v where √(u - v) is one, u > v where ln(u - v) is."""
    difference = to_sympy(relation.left) - to_sympy(relation.right)
    function = sympy.sqrt if "=" in relation.operator else sympy.log
    return function(difference if relation.operator[0] == ">" else -difference)


def _parts(nodes: Iterator[Expression]) -> list[sympy.Expr]:
    return list(dict.fromkeys(part for node in nodes for part in sympy.Mul.make_args(_condition(node))))


def _deciding(node: Expression) -> Iterator[Expression]:
    """What the first condition of a piecewise needs: a comparison of no numbers would be taken for false."""
    if isinstance(node, Piecewise):
        first = node.pieces[0][1]
        yield from _restricting(first) if first is not None else ()
    elif not isinstance(node, (OverRows, OverIndex, Integral)):
        for child in children(node):
            yield from _deciding(child)


def _restricting(node: Expression) -> Iterator[Expression]:
    """The parts that are not defined everywhere; not those in a piece or a sum over rows, which hold at some points only."""
    if isinstance(node, (Piecewise, OverRows)):
        return
    if isinstance(node, (OverIndex, Integral)):
        yield from _within_bounds(node)
        return
    restricts = isinstance(node, (Quotient, Power)) or (isinstance(node, Call) and node.function not in EVERYWHERE)
    if restricts and names(node):
        yield node
    for child in children(node):
        yield from _restricting(child)


def _within_bounds(node: OverIndex | Integral) -> Iterator[Expression]:
    """The bounds, and the terms of a sum or product that can be written out: what else is inside holds a bound name."""
    written = unrolled(node) if isinstance(node, OverIndex) else None
    for part in (node.lower, node.upper) if written is None else (written,):
        yield from _restricting(part)


def _condition(node: Expression) -> sympy.Expr:
    return 1 / to_sympy(node.denominator) if isinstance(node, Quotient) else to_sympy(node)


def _restrictions(expr: sympy.Expr) -> frozenset[tuple[object, ...]]:
    """The functions and roots in an expression, and what it divides by."""
    found: set[tuple[object, ...]] = set()
    for part in sympy.preorder_traversal(expr):
        if isinstance(part, sympy.Pow) and not (part.exp.is_Integer and part.exp.is_positive) and part.base != sympy.E:
            found.add((part.base, part.exp.is_Integer))
        elif isinstance(part, sympy.Function) and part.free_symbols:
            found.add((part,))
    return frozenset(found)
