"""Signs of linear expressions: sums of comparisons of the region, each times a number of the right sign."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symdescent.analysis.signs.fact import MINUS, NIL, PLUS, Fact, multiplied
from symdescent.analysis.signs.known import Constraint, Known
from symdescent.analysis.signs.structure import rewritten
from symdescent.analysis.signs.terms import CONSTANT, Key, Terms, combined, fixed, terms, varying, written
from symdescent.calculus.rewrites.arithmetic import multiply
from symdescent.notation.tree import Expression, Sum, Symbol, number

MOST_NAMES = 30
MOST_CONSTRAINTS = 40


def linear(e: Expression, known: Known) -> Fact | None:
    """A linear expression as a sum of gaps that are known, as x + 2y - 3 = (x - 1) + 2(y - 1)."""
    mine = terms(e)
    if mine is None or not _is_linear(mine):
        return None
    for side in (PLUS, MINUS):
        found = _combination(mine, known, side)
        proved = rewritten(e, found, known) if found is not None else None
        if proved is not None and not proved.mask & ~(side | NIL):
            return proved
    return None


def is_linear(e: Expression) -> bool:
    """Whether it is linear in letters, so that the comparisons are all that its sign can come from."""
    found = terms(e)
    return found is not None and _is_linear(found)


def _is_linear(found: Terms) -> bool:
    moving = varying(found)
    return 0 < len(moving) <= MOST_NAMES and all(_name(key) for key in moving) and set(fixed(found)) <= {CONSTANT}


def _name(key: Key) -> str | None:
    if len(key) != 1:
        return None
    base, n = next(iter(key))
    return base.name if type(base) is Symbol and n == 1 else None


def _combination(mine: Terms, known: Known, side: int) -> Expression | None:
    """The expression as a sum of known gaps times positive (or negative) numbers, and a number."""
    direct = _by_ends(mine, known, side)
    if direct is not None:
        return Sum(tuple(direct))
    for one, c in _helpers(mine, known, side):
        rest = combined((Fraction(1), mine), (-c, one.gap))
        more = _by_ends(rest, known, side)
        if more is not None:
            return Sum((_scaled(c, written(one.gap)), *more)) if more else _scaled(c, written(one.gap))
    return None


def _helpers(mine: Terms, known: Known, side: int) -> Iterator[tuple[Constraint, Fraction]]:
    """Comparisons of several names, each with the multiple that takes away one name."""
    for one in known.constraints[:MOST_CONSTRAINTS]:
        moving = varying(one.gap)
        if len(moving) < 2 or any(_name(key) is None for key in moving):
            continue
        for key in moving.keys() & mine.keys():
            c = mine[key] / moving[key]
            if not multiplied(one.mask, PLUS if c > 0 else MINUS) & ~(side | NIL):
                yield one, c


def _by_ends(mine: Terms, known: Known, side: int) -> list[Expression] | None:
    """Each name measured from its end: Σ c(x - a) + rest; None where an end is missing."""
    gaps: list[Expression] = []
    rest = dict(fixed(mine))
    for key, c in varying(mine).items():
        name = _name(key)
        lower, upper = known.ends(name) if name else (None, None)
        end = lower if (c > 0) == (side == PLUS) else upper
        if end is None or end.value is None:
            return None
        gaps.append(_scaled(c, written({key: Fraction(1), CONSTANT: -end.value})))
        rest[CONSTANT] = rest.get(CONSTANT, Fraction(0)) + c * end.value
    return [*gaps, number(rest[CONSTANT])] if rest.get(CONSTANT) else gaps


def _scaled(c: Fraction, gap: Expression) -> Expression:
    return gap if c == 1 else multiply((number(c), gap))
