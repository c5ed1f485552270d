"""Whether the set on which a function is looked at is convex: every condition is g ≥ 0 with g concave, or g = 0 with g affine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from symdescent.analysis.convexity.rules.bounds import negative
from symdescent.analysis.convexity.rules.setting import Setting
from symdescent.analysis.convexity.rules.shapes import sum_of_squares
from symdescent.analysis.convexity.rules.tree import Node
from symdescent.calculus.edges.asks import Condition, asked
from symdescent.calculus.edges.ranges import Range
from symdescent.calculus.rewrites.arithmetic import negative as minus
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.notation.tree import Expression, Relation, Sum, names
from symdescent.problem import Problem


class Domain(NamedTuple):
    """What is known on the domain, and the proofs that it is convex."""

    setting: Setting
    conditions: tuple[Node, ...]


def domain_of(problem: Problem, start: Setting) -> Domain | None:
    """The domain of a problem: where its region and what ln, √ and 1/u ask both hold; None where that is not proved convex."""
    given = start.knowing(problem.domain.relations)
    natural = _natural(problem.expression)
    asked_for = [c for c in natural if not _always(c, given)]
    usable = [c.relation for c in natural if not c.within and not c.bound and c.operator not in ("poles", "!=")]
    setting = given.knowing(usable)
    sides = [*_sides(problem.domain.of(problem.variables).relations, setting), *_asked_sides(asked_for, setting)]
    nodes = [setting.find(side) if side is not None else None for side, _ in sides]
    kept = [node for node, (_, equation) in zip(nodes, sides, strict=True) if node is not None and _convex_set(node, equation)]
    return Domain(setting, tuple(kept)) if len(kept) == len(sides) else None


def _convex_set(node: Node, equation: bool) -> bool:
    return node.curvature in ("constant", "affine") or (node.curvature == "concave" and not equation)


def _natural(e: Expression) -> list[Condition]:
    """What the value of an expression asks, each condition once."""
    conditions = {(c.left, c.operator, c.right, c.within): c for c in asked(e, (), {}) if c.purpose == "value"}
    return list(conditions.values())


def _gap(c: Condition) -> Expression:
    return side(Relation(c.left, "==", c.right))


def side(relation: Relation) -> Expression:
    """g of a comparison g ≥ 0, g > 0 or g = 0."""
    above, below = (relation.right, relation.left) if relation.operator[0] == "<" else (relation.left, relation.right)
    return tidy(Sum((above, minus(tidy(below)))))


def _always(c: Condition, s: Setting) -> bool:
    """Whether a condition holds by bounds, or because it asks a sum of squares to be no less than 0."""
    return _holds(c.operator, s.reach(_gap(c))) or (c.operator == ">=" and sum_of_squares(_gap(c), s) is not None)


def _holds(operator: str, gap: Range) -> bool:
    """Whether left ⋈ right for everything in the interval of left - right; for poles that left > 0."""
    return {
        ">": gap.positive,
        ">=": gap.nonnegative,
        "<": negative(gap),
        "<=": gap.high <= 0,
        "!=": gap.positive or negative(gap),
        "poles": gap.positive,
    }.get(operator, False)


def _sides(relations: Iterable[Relation], s: Setting) -> Iterator[tuple[Expression, bool]]:
    for relation in relations:
        yield side(relation), relation.operator == "=="


def _asked_sides(conditions: Iterable[Condition], s: Setting) -> Iterator[tuple[Expression | None, bool]]:
    """The sides of what the formula itself asks; None where a part may be left out of the middle, or depends on a piece."""
    for c in conditions:
        if c.operator in ("!=", "poles") or c.within or c.bound:
            if not _holds(c.operator, s.reach(_gap(c))):
                yield None, False
        elif not names(c.left).isdisjoint(s.variables):
            yield side(c.relation), False
