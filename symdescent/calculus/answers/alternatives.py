"""The other natural ways to a derivative, each derived in full, checked, and compared by its number of steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from symdescent.calculus.answers.ways import WAYS, Way
from symdescent.calculus.checks.certify import certified
from symdescent.calculus.checks.check import NoPoint
from symdescent.calculus.checks.effort import Effort, parts
from symdescent.calculus.checks.same import Domain, Same
from symdescent.calculus.derivation import Derivation, Partial, applied
from symdescent.calculus.rewrites.simplify import ARITHMETIC, rewritten, simplified
from symdescent.calculus.rules import applicable
from symdescent.calculus.step import Step
from symdescent.errors import DerivationError
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression, Relation
from symdescent.shown import Shown

MOST_NODES = 60  # of a derivation that are looked at for another way
MOST_ALTERNATIVES = 12
MOST_WORK = 1_000  # steps of all alternatives, and parts of their results, together: of a long derivation there are fewer


@dataclass(frozen=True, slots=True, eq=False)
class Alternative(Shown):
    """Another way to the same derivative.

    ``name`` is the way, taken at ``node``; ``derivation`` shows it in full, in ``cost`` steps where the first way takes
    ``first_cost``. Where it is allowed only under conditions, ``conditions`` are these.
    """

    name: str
    node: Expression
    derivation: Derivation
    first_cost: int
    conditions: tuple[Relation, ...] = ()

    @property
    def cost(self) -> int:
        """The number of its steps, rewrites counted."""
        return len(self.derivation.steps)

    def __repr__(self) -> str:
        return f"Alternative({self.name!r} at {self.node}, cost={self.cost}, first_cost={self.first_cost})"

    def to_dict(self) -> dict[str, Any]:
        """The alternative as plain data for JSON."""
        return {
            "schema": "symdescent/alternative/1",
            "name": self.name,
            "node": to_sympy_text(self.node),
            "cost": self.cost,
            "first_cost": self.first_cost,
            "conditions": [to_sympy_text(condition) for condition in self.conditions],
            "derivation": self.derivation.to_dict(),
        }


def alternatives(derivation: Derivation) -> tuple[Alternative, ...]:
    """The alternatives to every partial derivative of a derivation, those with the fewest steps first.

    Raises ``DerivationError`` where one leads to another function, which would be a fault of the rules.
    """
    effort = Effort()  # shared by all
    found = (
        made
        for partial in derivation.partials
        for way, node in ways(partial.root)
        if (made := _made(derivation, partial, way, node, effort))
    )
    work = len(derivation.steps) + sum(parts(result, MOST_WORK) for result in derivation.results)
    most = min(MOST_ALTERNATIVES, 1 + MOST_WORK // work)
    return tuple(sorted(islice(found, most), key=lambda alternative: alternative.cost))


def ways(root: Step) -> Iterator[tuple[Way, Expression]]:
    """Each way with each node, outermost first, for which it is natural."""
    nodes = dict.fromkeys(step.source for step in islice(outermost_first(root), MOST_NODES))
    return ((way, node) for node in nodes for way in WAYS if way.apply(node, root.variable) is not None)


def outermost_first(root: Step) -> Iterator[Step]:
    """The derivative steps of a tree, level by level from its root."""
    level = [root.derived]
    while level:
        yield from level
        level = [premise.derived for step in level for premise in step.premises]


def by_way(expression: Expression, variable: str, way: Way, node: Expression) -> Step:
    """The derivation tree of an expression that takes the way at the node, the first rule that applies elsewhere."""
    rule: Any = way
    if expression == node:
        parts, combine = way.apply(node, variable) or applicable(node, variable)[1]
        premises = tuple(applied(part, variable) for part in parts)
    else:
        rule, (parts, combine) = applicable(expression, variable)
        premises = tuple(by_way(part, variable, way, node) for part in parts)
    result = combine([premise.result for premise in premises])
    step = Step("derivative", rule.name, variable, expression, result, premises, getattr(rule, "outer", ""))
    return rewritten(step, *ARITHMETIC)


def _made(derivation: Derivation, partial: Partial, way: Way, node: Expression, effort: Effort) -> Alternative | None:
    """The alternative, checked; None where its domain is too small for a check to hit."""
    source, variable = partial.source, partial.order[-1]
    root = simplified(by_way(source, variable, way, node))
    try:
        checks = certified(root, "quick" if any(check.kind == "quick" for check in partial.checks) else "proof", effort)
    except NoPoint:
        return None
    if Domain((source, partial.result)).compare(root.result, partial.result) is Same.DIFFERENT:
        raise DerivationError(f"By the way {way.name!r} the derivative of {source} is {root.result}, but {partial.result} is right.")
    kind = "derivative" if len(partial.order) == 1 else "higher derivative"
    other = replace(derivation, kind=kind, expression=source, partials=(Partial(partial.order, root, checks),))
    return Alternative(way.name, node, other, len(partial.steps), way.conditions(node))
