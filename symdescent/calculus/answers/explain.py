"""The search for a wrong rule: each row of the table at each step of a derivation, carried on to the last line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from symdescent.calculus.answers.alternatives import MOST_NODES
from symdescent.calculus.answers.mistakes import MISTAKES, Mistake
from symdescent.calculus.answers.reading import collected
from symdescent.calculus.answers.ways import application
from symdescent.calculus.checks.same import Domain
from symdescent.calculus.derivation import Derivation, Partial
from symdescent.calculus.step import Step
from symdescent.notation.tree import Expression

MOST_CANDIDATES = 1500  # wrong results that are compared with one line


class WrongResult(NamedTuple):
    """What comes out where a mistake is made at a step and everything else is done right."""

    mistake: Mistake
    step: Step
    result: Expression


class _Node(NamedTuple):
    """A derivative step with the way up from it: each step above with the place of the one below among its premises."""

    step: Step
    above: tuple[tuple[Step, int], ...]


def wrong_results(derivation: Derivation) -> Iterator[WrongResult]:
    """What each wrong rule makes of a derivation, every function once and the right one never.

    The mistakes come in the order of the table, each at the outermost step first, mere slips at the end.

    >>> from symdescent.calculus.derivation import derive
    >>> from symdescent.notation import parse
    >>> first = next(wrong_results(derive(parse("sin(3x)"), "x")))
    >>> print(first.mistake.name, "gives", first.result)
    chain factor dropped gives cos(3x)
    """
    for partial in derivation.partials:
        domain = domain_of(derivation, partial)
        seen = [tuple(domain.values(partial.result))]
        for wrong in candidates(partial.root):
            if any(value is not None for value in domain.values(wrong.result)) and not any(domain.agrees(wrong.result, s) for s in seen):
                seen.append(tuple(domain.values(wrong.result)))
                yield wrong._replace(result=collected(wrong.result))


def domain_of(derivation: Derivation, partial: Partial) -> Domain:
    """Where the function and this derivative of it have real values."""
    return Domain((derivation.expression, partial.source, partial.result), (*derivation.variables, *partial.order))


def explanations(root: Step, domain: Domain, typed: Expression) -> Iterator[WrongResult]:
    """The wrong results that are the typed function."""
    wanted = tuple(domain.values(typed))
    return (wrong for wrong in candidates(root) if domain.agrees(wrong.result, wanted))


def candidates(root: Step) -> Iterator[WrongResult]:
    """Each mistake at each step, outermost first, then made throughout, then the slips; a bounded number."""
    nodes = list(islice(_nodes(root), MOST_NODES))
    return islice(_all(nodes), MOST_CANDIDATES)


def _all(nodes: Sequence[_Node]) -> Iterator[WrongResult]:
    for slips in (False, True):
        rows = [row for row in MISTAKES if row.slip is slips]
        for node in nodes:
            yield from _at(node, rows)
        if not slips:
            yield from (found for row in rows if (found := _throughout(nodes, row)))


def _nodes(root: Step) -> Iterator[_Node]:
    """The derivative steps level by level, each with the way up to the root."""
    level = [_Node(root.derived, ())]
    while level:
        yield from level
        level = [_Node(p.derived, ((n.step, k), *n.above)) for n in level for k, p in enumerate(n.step.premises)]


def _at(node: _Node, rows: Sequence[Mistake]) -> Iterator[WrongResult]:
    for row in rows:
        if not (row.whole and node.above):
            for wrong in row.results(node.step):
                yield WrongResult(row, node.step, _carried_on(wrong, node.above))


def _carried_on(result: Expression, above: Sequence[tuple[Step, int]]) -> Expression:
    """The last line that follows from a result at a step when all steps above it are done right."""
    for step, place in above:
        derivatives = [premise.result for premise in step.premises]
        derivatives[place] = result
        result = application(step).combine(derivatives)
    return result


def _throughout(nodes: Sequence[_Node], row: Mistake) -> WrongResult | None:
    """The mistake made wherever it can be made, as somebody does who believes the wrong rule."""
    if row.whole:
        return None
    places = [node.step for node in nodes if next(iter(row.results(node.step)), None) is not None]
    return WrongResult(row, places[0], _believed(nodes[0].step, row).result) if len(places) > 1 else None


def _believed(step: Step, row: Mistake) -> Step:
    premises = tuple(_believed(premise.derived, row) for premise in step.premises)
    made = replace(step, premises=premises, result=application(step).combine([premise.result for premise in premises]))
    return replace(made, result=next(iter(row.results(made)), made.result))
