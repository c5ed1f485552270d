"""The places at which a formula may have a kink, a jump or a vertical tangent, as equations u = v."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from symdescent.calculus.rewrites.arithmetic import negative
from symdescent.notation.tree import ONE, ZERO, Call, Expression, Piecewise, Power, Relation, Sum, names, rational, walk

MOST_EQUATIONS = 60

# for a function its argument's values at which it is not smooth
SINGULAR: dict[str, tuple[Expression, ...]] = {
    **dict.fromkeys(("abs", "sign", "heaviside", "relu", "sqrt", "cbrt"), (ZERO,)),
    **dict.fromkeys(("asin", "acos", "asec", "acsc"), (negative(ONE), ONE)),
    **dict.fromkeys(("acosh", "asech"), (ONE,)),
    "atan2": (ZERO,),
}
ROOTS = ("sqrt", "cbrt", "asin", "acos", "asec", "acsc", "acosh", "asech")  # not resolved by taking a side


class Suspect(NamedTuple):
    """A part of a formula that may not be smooth where ``left`` = ``right``."""

    part: Expression
    left: Expression
    right: Expression

    @property
    def equation(self) -> Relation:
        """The equation."""
        return Relation(self.left, "==", self.right)

    @property
    def gap(self) -> Expression:
        """What is zero there."""
        return self.left if self.right == ZERO else Sum((self.left, negative(self.right)))


def suspects(expression: Expression, variables: frozenset[str]) -> tuple[Suspect, ...]:
    """The parts that may not be smooth in these variables, each equation once; of very many the first ``MOST_EQUATIONS``.

    >>> from symdescent.notation import parse
    >>> [str(suspect.equation) for suspect in suspects(parse("|x - y| + max(x, 1)"), frozenset("x"))]
    ['x - y == 0', 'x == 1']
    """
    found: dict[tuple[Expression, Expression], Suspect] = {}
    for node in walk(expression):
        for one in _of(node):
            if one.left != one.right and (names(one.left) | names(one.right)) & variables:
                found.setdefault((one.left, one.right), one)
            if len(found) == MOST_EQUATIONS:
                return tuple(found.values())
    return tuple(found.values())


def _of(e: Expression) -> Iterator[Suspect]:
    if type(e) is Piecewise:
        yield from (Suspect(e, when.left, when.right) for _, when in e.pieces if when is not None)
    elif type(e) is Power and rooted(e):
        yield Suspect(e, e.base, ZERO)
    elif type(e) is Call and e.function in ("max", "min"):
        yield from (Suspect(e, u, v) for u, v in combinations(e.arguments, 2))
    elif type(e) is Call:
        yield from (Suspect(e, e.arguments[0], value) for value in SINGULAR.get(e.function, ()))


def rooted(e: Power) -> bool:
    """Whether it is a power with a fixed positive exponent that is no whole number."""
    n = rational(e.exponent)
    return n is not None and n > 0 and n.denominator != 1
