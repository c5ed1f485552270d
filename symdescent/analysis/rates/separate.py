"""A sum of functions of different variables, taken apart."""

from __future__ import annotations

from dataclasses import replace

from symdescent.notation.region import Region
from symdescent.notation.tree import Expression, Negation, Sum, names
from symdescent.problem import Problem


def separate(problem: Problem, where: Region) -> list[Problem]:
    """Problems whose objectives share no variable and add up to the objective, constants left out.

    >>> import symdescent as sd
    >>> from symdescent.notation.region import SPACE
    >>> [str(part.expression) for part in separate(sd.problem("e^x + y^2 + x"), SPACE)]
    ['y²', 'e^x + x']
    """
    if problem.data is not None or not where.of(problem.variables).is_box:
        return [problem]
    groups: list[tuple[set[str], list[Expression]]] = []
    for term in _terms(problem.expression):
        used, terms = names(term) & {*problem.variables}, [term]
        touched = [group for group in groups if group[0] & used]
        groups = [group for group in groups if not group[0] & used]
        groups.append((set().union(used, *(group[0] for group in touched)), [*(t for group in touched for t in group[1]), *terms]))
    free = {*problem.variables} - set().union(*(group[0] for group in groups))
    if free:
        return [problem]
    return [_part(problem, used, terms) for used, terms in groups if used]


def _terms(e: Expression) -> list[Expression]:
    if type(e) is Sum:
        return [part for term in e.terms for part in _terms(term)]
    if type(e) is Negation and type(e.operand) is Sum:
        return [Negation(part) for part in _terms(e.operand)]
    return [e]


def _part(problem: Problem, used: set[str], terms: list[Expression]) -> Problem:
    variables = tuple(name for name in problem.variables if name in used)
    expression = terms[0] if len(terms) == 1 else Sum(tuple(terms))
    parameters = tuple(name for name in problem.parameters if name in names(expression))
    return replace(
        problem, expression=expression, variables=variables, parameters=parameters, domain=problem.domain.of((*variables, *parameters))
    )
