"""What ln, √, 1/u and their like ask of their arguments, gathered from a whole formula."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from symdescent.calculus.edges.ranges import Range, values
from symdescent.calculus.edges.real_set import RealSet
from symdescent.calculus.rewrites.arithmetic import negative, tidy
from symdescent.notation.parser import parse
from symdescent.notation.tree import (
    ONE,
    TWO,
    ZERO,
    Call,
    Expression,
    Integral,
    Negation,
    OverIndex,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    children,
    names,
    rational,
    substitute,
    walk,
)

Bound = Mapping[str, Expression]
Ask = tuple[Expression, str, Expression, str]

# What a function f(u), or f(u, b), asks: of which purpose, what, how compared, with what. ``poles`` are 0, -1, -2, …
ASKS: tuple[tuple[str, str, str, str, str], ...] = (
    ("ln", "value", "u", ">", "0"),
    ("log", "value", "u", ">", "0"),
    ("log", "value", "b", ">", "0"),
    ("log", "value", "b", "!=", "1"),
    ("sqrt", "value", "u", ">=", "0"),
    ("sqrt", "derivative", "u", ">", "0"),
    ("cbrt", "derivative", "u", "!=", "0"),
    ("tan", "value", "cos(u)", "!=", "0"),
    ("sec", "value", "cos(u)", "!=", "0"),
    ("cot", "value", "sin(u)", "!=", "0"),
    ("csc", "value", "sin(u)", "!=", "0"),
    ("asin", "value", "|u|", "<=", "1"),
    ("asin", "derivative", "|u|", "<", "1"),
    ("acos", "value", "|u|", "<=", "1"),
    ("acos", "derivative", "|u|", "<", "1"),
    ("acot", "value", "u", "!=", "0"),
    ("asec", "value", "|u|", ">=", "1"),
    ("asec", "derivative", "|u|", ">", "1"),
    ("acsc", "value", "|u|", ">=", "1"),
    ("acsc", "derivative", "|u|", ">", "1"),
    ("coth", "value", "u", "!=", "0"),
    ("csch", "value", "u", "!=", "0"),
    ("acosh", "value", "u", ">=", "1"),
    ("acosh", "derivative", "u", ">", "1"),
    ("atanh", "value", "|u|", "<", "1"),
    ("acoth", "value", "|u|", ">", "1"),
    ("asech", "value", "u", ">", "0"),
    ("asech", "value", "u", "<=", "1"),
    ("asech", "derivative", "u", "<", "1"),
    ("acsch", "value", "u", "!=", "0"),
    ("gamma", "value", "u", "poles", "0"),
    ("digamma", "value", "u", "poles", "0"),
    ("polygamma", "value", "b", "poles", "0"),
    ("factorial", "value", "u + 1", "poles", "0"),
    ("atan2", "value", "u^2 + b^2", "!=", "0"),
)


class Condition(NamedTuple):
    """What a ``part`` of a formula asks: ``left operator right``, for its ``purpose``, a ``"value"`` or a ``"derivative"``.

    The operator is one of a relation's, or ``"poles"``: left is none of 0, -1, -2, …; ``solution`` is the set of numbers
    where it holds, for a formula in one variable whose condition can be solved, else None. ``within`` are the conditions
    of the pieces that the part lies in, ``bound`` the bound variables over which it has to hold.
    """

    part: Expression
    left: Expression
    operator: str
    right: Expression
    purpose: str
    solution: RealSet | None = None
    within: tuple[Relation, ...] = ()
    bound: tuple[str, ...] = ()

    @property
    def relation(self) -> Relation:
        """The condition as a comparison; for poles 1/Γ(u) ≠ 0."""
        if self.operator == "poles":
            return Relation(Quotient(ONE, Call("gamma", (self.left,))), "!=", ZERO)
        return Relation(self.left, self.operator, self.right)

    def __repr__(self) -> str:
        return f"Condition({self.relation}, {self.purpose} of {self.part})"


def asked(e: Expression, within: tuple[Relation, ...], bound: Bound) -> Iterator[Condition]:
    """Everything that the parts of an expression ask, those of inner parts first."""
    if type(e) is Piecewise:
        yield from _asked_by_pieces(e, within, bound)
        return
    inner: Bound = {e.variable: Symbol(e.variable)} if type(e) is Integral else {e.index: _from(e)} if type(e) is OverIndex else {}
    for child in children(e):
        yield from asked(child, within, {**bound, **inner} if inner and child is e.body else bound)  # type: ignore[attr-defined]
    for left, operator, right, purpose in _by_index(e, bound) if type(e) is Power and _indexed(e, bound) else asked_here(e):
        hit = tuple(name for name in bound if Symbol(name) in walk(left))
        one = Condition(e, left, operator, right, purpose, None, within, hit)
        stand_ins: dict[Expression, Expression] = {Symbol(name): bound[name] for name in hit}
        if not (hit and always(one, stand_ins)):
            yield one


def _from(e: OverIndex) -> Expression:
    """What the index of a sum may be taken for: a + i² where it begins at a."""
    return Sum((e.lower, Power(Symbol(e.index), TWO)))


def _indexed(e: Power, bound: Bound) -> bool:
    """Whether it is a power whose exponent is made of whole numbers and indices, such as x^(2i + 1)."""
    if not names(e.exponent) <= {name for name, taken in bound.items() if type(taken) is Sum}:
        return False
    plain = all(type(node) in (Symbol, Sum, Product, Negation) or rational(node) is not None for node in walk(e.exponent))
    return bool(names(e.exponent)) and plain and all(rational(n).denominator == 1 for n in walk(e.exponent) if rational(n) is not None)  # type: ignore[union-attr]


def _by_index(e: Power, bound: Bound) -> Iterator[Ask]:
    """u^n for whole n, some of them perhaps negative: u ≠ 0 then."""
    if not values(substitute(e.exponent, {Symbol(name): taken for name, taken in bound.items()})).nonnegative:
        yield e.base, "!=", ZERO, "value"


def _asked_by_pieces(e: Piecewise, within: tuple[Relation, ...], bound: Bound) -> Iterator[Condition]:
    failed: tuple[Relation, ...] = ()
    for value, when in e.pieces:
        if when is not None:
            yield from asked(when.left, (*within, *failed), bound)
            yield from asked(when.right, (*within, *failed), bound)
        yield from asked(value, (*within, *failed, *(() if when is None else (when,))), bound)
        failed = (*failed, *(() if when is None else (_opposite(when),)))


OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def _opposite(relation: Relation) -> Relation:
    return Relation(relation.left, OPPOSITE[relation.operator], relation.right)


def asked_here(e: Expression) -> Iterator[Ask]:
    """What a node itself asks: left, operator, right, purpose; of √u ≠ 0 that u > 0, of u v ≠ 0 that u ≠ 0 and v ≠ 0."""
    for ask in _asked_here(e):
        yield from _plain(*ask)


def _plain(left: Expression, operator: str, right: Expression, purpose: str) -> Iterator[Ask]:
    if right == ZERO and operator in (">", "!=") and type(left) is Call and left.function == "sqrt":
        yield from _plain(left.arguments[0], ">", ZERO, purpose)
    elif right == ZERO and operator == "!=" and type(left) is Product:
        for factor in left.factors:
            yield from _plain(factor, "!=", ZERO, purpose)
    elif right == ZERO and operator == "!=" and type(left) is Power and (n := rational(left.exponent)) is not None and n > 0:
        yield from _plain(left.base, "!=" if n.denominator == 1 else ">", ZERO, purpose)
    else:
        yield left, operator, right, purpose


def _asked_here(e: Expression) -> Iterator[Ask]:
    if type(e) is Quotient:
        yield e.denominator, "!=", ZERO, "value"
    elif type(e) is Power:
        yield from _asked_by_power(e)
    elif type(e) is Call:
        letters: dict[Expression, Expression] = dict(zip(map(Symbol, "ub"), e.arguments, strict=False))
        for function, purpose, left, operator, right in ASKS:
            if function == e.function:
                yield substitute(_template(left), letters), operator, _template(right), purpose


@cache
def _template(text: str) -> Expression:
    return parse(text)


def _asked_by_power(e: Power) -> Iterator[Ask]:
    """u^n for a whole n is real for u ≠ 0 at least, u^r for a fixed r > 0 for u ≥ 0, every other power for u > 0."""
    n = rational(tidy(e.exponent)) if not names(e.exponent) else None
    if n is not None and n.denominator == 1:
        if n < 0:
            yield e.base, "!=", ZERO, "value"
        return
    exponent = values(e.exponent)
    rooted = exponent.positive and not names(e.exponent)
    yield e.base, ">=" if rooted else ">", ZERO, "value"
    if rooted and not exponent.low >= 1:
        yield e.base, ">", ZERO, "derivative"


def always(one: Condition, stand_ins: dict[Expression, Expression]) -> bool:
    """Whether bounds that hold for all numbers settle the condition, with something that has the range of a variable for it."""
    if one.operator == "poles":
        return values(substitute(one.left, stand_ins)).positive
    return HOLDS[one.operator](values(substitute(tidy(Sum((one.left, negative(one.right)))), stand_ins)))


def _negative(gap: Range) -> bool:
    return gap.high < 0 or (gap.high == 0 and gap.below)


HOLDS: dict[str, Callable[[Range], bool]] = {
    ">": lambda gap: gap.positive,
    ">=": lambda gap: gap.nonnegative,
    "<": _negative,
    "<=": lambda gap: gap.high <= 0,
    "!=": lambda gap: gap.positive or _negative(gap),
    "==": lambda gap: False,
}
