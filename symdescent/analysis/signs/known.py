"""What is known on a region: its comparisons, what the formula itself asks, and every sign found so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from math import inf
from typing import NamedTuple, TypeAlias

from symdescent.analysis.signs.bounds import Enclosure
from symdescent.analysis.signs.fact import ANY, MINUS, NIL, PLUS, STRICT, Fact, added, fact, multiplied
from symdescent.analysis.signs.interval import Interval
from symdescent.analysis.signs.terms import CONSTANT, Key, Terms, combined, fixed, terms, varying, written
from symdescent.calculus.edges.asks import asked
from symdescent.calculus.rewrites.arithmetic import negative, tidy
from symdescent.notation.region import Region
from symdescent.notation.tree import Call, Expression, Relation, Sum, Symbol, rational

GAP = {"<": MINUS, "<=": MINUS | NIL, ">": PLUS, ">=": PLUS | NIL, "==": NIL, "!=": MINUS | PLUS}
WAYS_LEFT = {"factor": 6, "turning": 8, "boxes": 160, "discriminant": 12, "facts": 1500}  # how often a costly way is gone in one call
DEEPEST = 2  # derivatives of derivatives

Way: TypeAlias = Callable[[Expression, "Known"], Fact | None]


class Constraint(NamedTuple):
    """That ``gap`` has one of the signs of ``mask``, from a comparison that is ``given`` or ``asked`` by the formula."""

    gap: Terms
    mask: int
    relation: Relation
    source: str


class End(NamedTuple):
    """An end of the interval of a name: bounds of the number, the number where it is rational, and whether it belongs."""

    near: Interval
    closed: bool
    written: Expression

    @property
    def value(self) -> Fraction | None:
        """The end itself where it is rational."""
        return rational(self.written)


class Known:
    """Everything known on a region while one sign is looked for."""

    __slots__ = ("constraints", "depth", "facts", "left", "points", "relations", "search", "sides")

    def __init__(
        self, given: Iterable[Relation], wanted: Iterable[Relation], search: Way, *, depth: int = 0, left: dict[str, int] | None = None
    ) -> None:
        self.relations = (*given, *wanted)
        self.constraints = [c for r in given for c in _constraints(r, "given")] + [c for r in wanted for c in _constraints(r, "asked")]
        self.facts: dict[Expression, Fact | None] = {}
        self.left = dict(WAYS_LEFT) if left is None else left
        self.search, self.depth = search, depth
        self.points: list[dict[str, float]] | None = None
        self.sides: dict[str, tuple[End | None, End | None]] = {}

    def fact(self, e: Expression) -> Fact | None:
        """The strongest sign that is found of an expression; each is looked for once."""
        if e not in self.facts:
            self.facts[e] = None  # while it is looked for, it is not known
            if self.spend("facts"):
                self.facts[e] = self.search(e, self)
        return self.facts[e]

    def holds(self, relation: Relation) -> bool:
        """Whether a comparison follows from what is known."""
        found = self.fact(tidy(Sum((relation.left, negative(tidy(relation.right))))))
        return found is not None and not found.mask & ~GAP[relation.operator]

    def spend(self, way: str, amount: int = 1) -> bool:
        """Whether a costly way may be gone once more."""
        self.left[way] -= amount
        return self.left[way] >= 0

    def under(self, *where: Relation) -> Known:
        """The same where some more comparisons hold; what has been spent is shared."""
        given = [c.relation for c in self.constraints if c.source == "given"]
        wanted = [c.relation for c in self.constraints if c.source == "asked"]
        return Known((*dict.fromkeys(given), *where), tuple(dict.fromkeys(wanted)), self.search, depth=self.depth + 1, left=self.left)

    def ends(self, name: str) -> tuple[End | None, End | None]:
        """The greatest lower and the least upper end that single comparisons give a name."""
        if name not in self.sides:
            lower, upper = _ends(self.constraints, name)
            self.sides[name] = (
                max(lower, key=lambda end: (end.near.low, not end.closed), default=None),
                min(upper, key=lambda end: (end.near.high, end.closed), default=None),
            )
        return self.sides[name]

    def box(self, some: Iterable[str]) -> dict[str, Interval]:
        """The ends of names in floats."""
        sides = {name: self.ends(name) for name in some}
        return {n: Interval(low.near.low if low else -inf, high.near.high if high else inf) for n, (low, high) in sides.items()}


def asked_by(e: Expression) -> tuple[Relation, ...]:
    """What an expression asks to have a value at all, as far as single comparisons say it."""
    plain = (one for one in asked(e, (), {}) if one.purpose == "value" and not one.within and not one.bound and one.operator != "poles")
    return tuple(dict.fromkeys(one.relation for one in plain))


def natural(expression: Expression, domain: Region) -> Region:
    """The region together with what a formula asks to have a value: for x·ln x that x > 0.

    >>> from symdescent.notation import parse
    >>> print(natural(parse("x*ln(x)"), Region()))
    x > 0
    """
    return Region((*domain.relations, *(r for r in asked_by(expression) if r not in domain.relations)))


def _constraints(relation: Relation, source: str) -> Iterator[Constraint]:
    """The comparison itself, and -c ≤ u ≤ c where it says |u| ≤ c or u² ≤ c²."""
    gap, mask = terms(Sum((relation.left, negative(tidy(relation.right))))), GAP[relation.operator]
    if gap is None:
        return
    yield Constraint(gap, mask, relation, source)
    inner = _between(gap, mask)
    if inner is not None:
        u, c, strict = inner
        for sign in (1, -1):
            yield Constraint(combined((Fraction(sign), u), (Fraction(1), {CONSTANT: c})), PLUS if strict else PLUS | NIL, relation, source)


def _between(gap: Terms, mask: int) -> tuple[Terms, Fraction, bool] | None:
    """u, c and strictness of |u| ≤ c, from the gap of a comparison."""
    sign = Fraction(-1 if mask in (MINUS, MINUS | NIL) else 1)
    moving, still = varying(gap), fixed(gap)
    if len(moving) != 1 or mask not in (MINUS, MINUS | NIL, PLUS, PLUS | NIL) or set(still) != {CONSTANT}:
        return None
    (key, k), c = next(iter(moving.items())), sign * still[CONSTANT]
    k = sign * k
    if len(key) != 1 or k >= 0 or c < 0:
        return None
    base, n = next(iter(key))
    if type(base) is Call and base.function == "abs" and n == 1:
        inside = terms(base.arguments[0])
        return None if inside is None else (inside, -c / k, mask in STRICT)
    size = exact_root(-c / k)
    return ({frozenset(((base, Fraction(1)),)): Fraction(1)}, size, mask in STRICT) if n == 2 and size is not None else None


def exact_root(value: Fraction) -> Fraction | None:
    """√value where it is rational."""
    from math import isqrt

    above, below = isqrt(value.numerator), isqrt(value.denominator)
    return Fraction(above, below) if above * above == value.numerator and below * below == value.denominator else None


def _ends(constraints: Iterable[Constraint], name: str) -> tuple[list[End], list[End]]:
    key: Key = frozenset(((Symbol(name), Fraction(1)),))
    lower: list[End] = []
    upper: list[End] = []
    for gap, mask, _, _ in constraints:
        moving = varying(gap)
        if set(moving) != {key}:
            continue
        end = written({k: -c / moving[key] for k, c in fixed(gap).items()})
        near = Enclosure({})[end]
        if near is None or mask == MINUS | PLUS:
            continue
        side = mask if moving[key] > 0 else multiplied(mask, MINUS)
        lower += [End(near, bool(side & NIL), end)] if not side & MINUS else []
        upper += [End(near, bool(side & NIL), end)] if not side & PLUS else []
    return lower, upper


def given(e: Expression, known: Known) -> Fact | None:
    """c·gap + d of a comparison: x + 1 > 0 where x > -1 is known."""
    mine = terms(e)
    if not mine:
        return None
    best: Fact | None = None
    mask = ANY
    by: list[Constraint] = []
    for one in known.constraints:
        here = _from(mine, one)
        if here & mask != mask:
            mask, by = here & mask, [*by, one]
    if mask and mask != ANY:
        sources = {one.source for one in by}
        best = fact(e, mask, sources.pop() if len(sources) == 1 else "given", by=tuple(dict.fromkeys(one.relation for one in by)))
    return best


def _from(mine: Terms, one: Constraint) -> int:
    """The signs that one comparison leaves to an expression."""
    gap = varying(one.gap)
    moving = varying(mine)
    if not gap or gap.keys() != moving.keys():
        return ANY
    first = next(iter(gap))
    c = moving[first] / gap[first]
    rest = combined((Fraction(1), mine), (-c, one.gap))
    if varying(rest):
        return ANY
    return added(multiplied(one.mask, PLUS if c > 0 else MINUS), constant_sign(rest))


def constant_sign(rest: Terms) -> int:
    """The sign of a number that is a sum of constants."""
    if not rest:
        return NIL
    if set(rest) == {CONSTANT}:
        return PLUS if rest[CONSTANT] > 0 else MINUS
    near = Enclosure({})[written(rest)]
    return ANY if near is None or 0 in near else PLUS if near.low > 0 else MINUS
