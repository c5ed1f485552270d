"""What a proof by composition stands on: the variables, what is known of names, and the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf

from symdescent.analysis.convexity.rules.bounds import Facts, both, bounds, exactly, negated, sign, times, total
from symdescent.analysis.convexity.rules.polynomial import Row, degree, linear, polynomial, written
from symdescent.analysis.convexity.rules.tree import Node, Square
from symdescent.calculus.edges.ranges import EVERYTHING, Range
from symdescent.notation.tree import Column, Expression, Negation, Relation, Sum, Symbol, columns, names, rational
from symdescent.numeric.columns import Columns


@dataclass(frozen=True)
class Setting:
    """The ``variables``, the ``facts`` as bounds by symbol, column and linear form, the ``data`` and how a node is ``found``."""

    variables: tuple[str, ...]
    facts: Facts
    data: Columns | None
    found: Callable[[Expression, Setting], Node | None]

    def find(self, e: Expression) -> Node | None:
        """The proof that a part is convex or concave, or None."""
        return self.found(e, self)

    def reach(self, e: Expression) -> Range:
        """Bounds for the values of a part."""
        found = bounds(e, self.facts)
        p = polynomial(e, names(e)) if type(e) is Sum and len(self.facts) > 0 else None
        form = _normalised(linear(p)) if p is not None and degree(p) == 1 else None
        if p is None or form is None or form[0] not in self.facts:
            return found
        constant = bounds(written(p.get((), Fraction(0))), self.facts)
        return both(found, total((times(exactly(form[1]), self.facts[form[0]]), constant)))

    def row(self, e: Expression) -> Row | None:
        """The linear form of an affine part; None for any other."""
        p = polynomial(e, self.variables)
        return linear(p) if p is not None and degree(p) <= 1 else None

    def fixed(self, e: Expression) -> bool:
        """Whether no variable occurs in it."""
        return names(e).isdisjoint(self.variables)

    def made(
        self,
        e: Expression,
        curvature: str,
        rule: str,
        parts: Iterable[Node] = (),
        monotone: tuple[str, ...] = (),
        strict: Iterable[Row] = (),
        squares: Iterable[Square] = (),
    ) -> Node:
        """The node of a part, with its sign."""
        rows = tuple(dict.fromkeys(row for row in strict if row))
        return Node(e, curvature, sign(self.reach(e)), rule, tuple(parts), monotone, rows, tuple(squares))

    def knowing(self, relations: Iterable[Relation]) -> Setting:
        """The same with comparisons that hold, too."""
        return replace(self, facts=with_relations(self.facts, relations))


def facts_of(e: Expression, data: Columns | None) -> dict[object, Range]:
    """The bounds of the columns, from the data."""
    found: dict[object, Range] = {}
    for name in columns(e) if data is not None else ():
        entries = data.exact(name)  # type: ignore[union-attr]
        found[Column(name)] = Range(min(entries), max(entries), False, False)
    return found


def with_relations(facts: Facts, relations: Iterable[Relation]) -> dict[object, Range]:
    """The facts with what linear comparisons add to them."""
    found = dict(facts)
    for relation in relations:
        for key, here in _known(relation, found):
            found[key] = both(here, found[key]) if key in found else here
    for key, here in [*found.items()]:
        for name, side in _of_each_name(key, here, found) if isinstance(key, tuple) else ():
            found[name] = both(side, found[name]) if name in found else side
    return found


def _of_each_name(form: Row, here: Range, facts: Facts) -> Iterator[tuple[object, Range]]:
    """What the bounds of a linear form say of each of its names by those of the others: x + y ≤ 1 and y ≥ 0 make x ≤ 1."""
    parts = [times(exactly(c), facts.get(Symbol(name), EVERYTHING)) for name, c in form]  # type: ignore[arg-type]
    for place, (name, c) in enumerate(form):
        others = total(part for k, part in enumerate(parts) if k != place)
        side = times(exactly(1 / c), total((here, negated(others))))  # type: ignore[operator]
        if side.low > -inf or side.high < inf:
            yield Symbol(name), side


def _known(relation: Relation, facts: Facts) -> Iterator[tuple[object, Range]]:
    """The bounds of its linear form; of any other comparison those of its sides, as they are written."""
    linear_fact = _fact(relation, facts)
    if linear_fact is not None:
        yield linear_fact
    elif relation.operator != "!=":
        sides = ((relation.left, relation.right, relation.operator), (relation.right, relation.left, MIRRORED[relation.operator]))
        yield from ((one, _side(operator, exactly(c))) for one, other, operator in sides if (c := rational(other)) is not None)


def _fact(relation: Relation, facts: Facts) -> tuple[object, Range] | None:
    """The linear form that a comparison bounds, with its bounds."""
    gap = Sum((relation.left, Negation(relation.right)))
    p = polynomial(gap, names(gap))
    form = _normalised(linear(p)) if p is not None and degree(p) == 1 else None
    if p is None or form is None or relation.operator == "!=":
        return None
    key, lead = form
    rest = times(exactly(-1 / lead), bounds(written(p.get((), Fraction(0))), facts))
    return key, _side(relation.operator if lead > 0 else MIRRORED[relation.operator], rest)


def _side(operator: str, end: Range) -> Range:
    """What is on this side of a number that lies between these bounds."""
    if operator == "==":
        return end
    if operator[0] == "<":
        return negated(_side(MIRRORED[operator], negated(end)))
    return Range(end.low, inf, operator == ">" or (end.above and end.low < end.high))


MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}


def _normalised(row: Row) -> tuple[object, Fraction] | None:
    """The form with 1 before its first name, and what it was divided by; a single name is its symbol."""
    if not row or not all(isinstance(c, Fraction) for _, c in row):
        return None
    lead = row[0][1]
    if len(row) == 1:
        return Symbol(row[0][0]), lead  # type: ignore[return-value]
    return tuple((name, c / lead) for name, c in row), lead  # type: ignore[operator, return-value]
