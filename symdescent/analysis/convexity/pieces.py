"""A function of one variable with |u|, max, min and cases, cut into pieces on which it has none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import sympy

from symdescent.analysis.convexity.exact import sign_of
from symdescent.analysis.convexity.patterns import between, pattern
from symdescent.analysis.convexity.places import Stretch
from symdescent.calculus.derivation import differentiate
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import from_sympy, to_sympy

MOST_PIECES = 40


class Piece(NamedTuple):
    """The smooth formula of a function on an open interval."""

    stretch: Stretch
    formula: Any


def derivative(function: Any, x: Any, order: int) -> Any:
    """A derivative by the rules of this package, of a SymPy expression."""
    written = from_sympy(function)
    for _ in range(order):
        written = differentiate(written, x.name).result
    return to_sympy(written)


def pieces(formula: Any, x: Any, place: Stretch) -> tuple[Piece, ...] | None:
    """The smooth pieces from left to right; None where it is not known where they meet.

    >>> x = sympy.Symbol("x", real=True)
    >>> [(piece.stretch.low, piece.formula) for piece in pieces(sympy.Max(x, x**2), x, Stretch(-sympy.oo, sympy.oo))]
    [(-oo, x**2), (0, x), (1, x**2)]
    """
    if sum(x in node.free_symbols for node in formula.atoms(*SWITCHES)) > MOST_PIECES:
        return None
    try:
        found = _cut(formula, x, place)
        return None if found is None else tuple(found)
    except ArgumentError:  # a function that formulas do not have
        return None


def _cut(formula: Any, x: Any, place: Stretch) -> list[Piece] | None:
    switch = next((node for node in sympy.postorder_traversal(formula) if node.func in SWITCHES and x in node.free_symbols), None)
    if switch is None:
        return [Piece(place, formula)]
    deciding, _ = SWITCHES[switch.func]
    shapes = [pattern(u, x, place) for u in deciding(switch)]
    if any(shape is None for shape in shapes):
        return None
    ends = _ordered([place.low, place.high, *(cut for shape in shapes if shape is not None for cut in shape.cuts)])
    if ends is None or len(ends) > MOST_PIECES:
        return None
    made: list[Piece] = []
    for low, high in pairwise(ends):
        some = _cut(_chosen(formula, switch, x, between(low, high)), x, Stretch(low, high))
        if some is None:
            return None
        made += some
    return _joined(made)


def _ordered(ends: list[Any]) -> list[Any] | None:
    from functools import cmp_to_key

    from symdescent.analysis.convexity.places import Uncertain, sign_of_difference

    try:
        return sorted(dict.fromkeys(ends), key=cmp_to_key(sign_of_difference))
    except Uncertain:
        return None


def _joined(made: list[Piece]) -> list[Piece]:
    """Neighbours with the same formula are one piece."""
    kept = made[:1]
    for piece in made[1:]:
        if piece.formula == kept[-1].formula:
            kept[-1] = Piece(Stretch(kept[-1].stretch.low, piece.stretch.high), piece.formula)
        else:
            kept.append(piece)
    return kept


def _chosen(formula: Any, switch: Any, x: Any, at: Any) -> Any:
    """The formula with the switch replaced by what it is at a point of the piece."""
    _, branch = SWITCHES[switch.func]
    return formula.xreplace({switch: branch(switch, {x: at})})


def _by_sign(values: tuple[Callable[[Any], Any], Callable[[Any], Any]]) -> Callable[[Any, Any], Any]:
    return lambda e, at: values[0](e.args[0]) if sign_of(e.args[0].xreplace(at)) == 1 else values[1](e.args[0])


def _extreme(way: int) -> Callable[[Any, Any], Any]:
    return lambda e, at: max(e.args, key=lambda part: way * part.xreplace(at).evalf(30))


def _case(e: Any, at: Any) -> Any:
    return next(value for value, when in e.args if when == sympy.true or when.xreplace(at) == sympy.true)


def _comparisons(e: Any) -> Iterable[Any]:
    return [when.lhs - when.rhs for _, when in e.args if when not in (sympy.true, sympy.false)]


SWITCHES: dict[Any, tuple[Callable[[Any], Iterable[Any]], Callable[[Any, Any], Any]]] = {
    sympy.Abs: (lambda e: [e.args[0]], _by_sign((lambda u: u, lambda u: -u))),
    sympy.sign: (lambda e: [e.args[0]], _by_sign((lambda u: sympy.S.One, lambda u: sympy.S.NegativeOne))),
    sympy.Heaviside: (lambda e: [e.args[0]], _by_sign((lambda u: sympy.S.One, lambda u: sympy.S.Zero))),
    sympy.Max: (lambda e: [a - b for a, b in combinations(e.args, 2)], _extreme(1)),
    sympy.Min: (lambda e: [a - b for a, b in combinations(e.args, 2)], _extreme(-1)),
    sympy.Piecewise: (_comparisons, _case),
}
