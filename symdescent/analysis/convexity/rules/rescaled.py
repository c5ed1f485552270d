"""Functions of pieces whose joints are letters, such as Huber's with δ: measured in δ they are a power of it times one with numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy

from symdescent.analysis.convexity.rules.setting import Setting
from symdescent.analysis.convexity.rules.tree import Node
from symdescent.errors import ArgumentError
from symdescent.notation.binding import fresh
from symdescent.notation.bridge import from_sympy, symbol, to_sympy
from symdescent.notation.tree import ONE, Call, Expression, Piecewise, Power, Quotient, Relation, Symbol, columns, names, number, substitute

POWERS = (2, 1, 0, 3, 4)
MOST_OPERATIONS = 100  # of a piece


def rescaled(e: Piecewise, s: Setting) -> Node | None:
    """The proof of f = cᵏ·p(u/c) for a letter c > 0, by that of p, which has numbers only."""
    letters = sorted(names(e) - set(s.variables))
    if len(letters) != 1 or not s.reach(Symbol(letters[0])).positive:
        return None
    c = Symbol(letters[0])
    measured = (found for u in dict.fromkeys(_candidates(e, s)) if (found := _measured(e, u, c)) is not None)
    power, inner = next(measured, (0, None))
    node = s.find(inner) if inner is not None else None
    if node is None:
        return None
    weight = s.made({0: ONE, 1: c}.get(power, Power(c, number(power))), "constant", "constant")
    return s.made(e, node.curvature, "rescaled pieces", (weight, node), (), node.strict)


def _candidates(e: Piecewise, s: Setting) -> Iterator[Expression]:
    """Affine parts in the variables of which the function may be one."""
    for _, when in e.pieces:
        for part in (when.left, when.right) if when is not None else ():
            u = part.arguments[0] if type(part) is Call and part.function == "abs" else part
            if s.row(u):
                yield u


def _measured(e: Piecewise, u: Expression, c: Symbol) -> tuple[int, Piecewise] | None:
    """k and p(u/c) with f(u) = cᵏ·p(u/c)."""
    t = fresh("t", names(e) | columns(e))
    along = substitute(e, {u: Symbol(t)})
    if not isinstance(along, Piecewise) or names(along) != {t, c.name} or columns(along):
        return None
    size, x = sympy.Dummy(c.name, positive=True), symbol(t)
    values = [_in_units(to_sympy(value), x, symbol(c.name), size) for value, _ in along.pieces]
    gaps = [
        None if when is None else _in_units(to_sympy(when.left) - to_sympy(when.right), x, symbol(c.name), size) for _, when in along.pieces
    ]
    bounds = [None if gap is None else next((k for k in POWERS if _free(gap, size, k) is not None), -1) for gap in gaps]
    power = next((k for k in POWERS if all(value is not None and _free(value, size, k) is not None for value in values)), -1)
    if power < 0 or -1 in bounds:
        return None
    plain = [_free(value, size, power) for value in values]
    sides = [None if gap is None else _free(gap, size, k or 0) for gap, k in zip(gaps, bounds, strict=True)]
    try:
        made = Piecewise(tuple((from_sympy(v), _compared(g, when)) for v, g, (_, when) in zip(plain, sides, along.pieces, strict=True)))
    except ArgumentError:
        return None
    return power, substitute(made, {Symbol(t): Quotient(u, c)})  # type: ignore[return-value]


def _in_units(value: Any, x: Any, c: Any, size: Any) -> Any:
    """A formula with x = c·t, multiplied out; None for a long one."""
    return sympy.expand(value.xreplace({c: size}).subs(x, size * x)) if value.count_ops() <= MOST_OPERATIONS else None


def _free(value: Any, size: Any, power: int) -> Any:
    """value/cᵏ where no c is left; else None."""
    found = sympy.expand(value / size**power) if value is not None else size
    return None if size in found.free_symbols else found


def _compared(gap: Any, when: Relation | None) -> Relation | None:
    """gap < 0 as a comparison with a number."""
    if when is None:
        return None
    start, rest = gap.as_coeff_Add()
    return Relation(from_sympy(rest), when.operator, from_sympy(-start))
