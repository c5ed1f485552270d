"""Problems told as lessons: the function, its gradient and its Hessian."""

from __future__ import annotations

from collections.abc import Iterator

from symdescent.lesson import derivation as told
from symdescent.lesson.document import Block, Code, Document, Figure, Formula, Heading, Line, Math, Parts, Prose
from symdescent.lesson.formula import function_name, join, listed, math_of, matrix, name, number, point, vector
from symdescent.lesson.language import say, word
from symdescent.lesson.source import problem_code
from symdescent.lesson.steps import enumerated
from symdescent.lesson.symbols import signature
from symdescent.notation.style import current_style, in_this_style
from symdescent.notation.tree import columns
from symdescent.problem import Point, Problem


def display(problem: Problem) -> Document:
    """The function and what is asked of it."""
    language = current_style().language
    return Document(_title(problem, language), tuple(_function(problem, language)), language)


def narrate(problem: Problem) -> Document:
    """The function, its derivatives rule by rule, and a picture."""
    language = current_style().language
    blocks: list[Block] = list(_function(problem, language))
    code = problem_code(problem)
    blocks += [Code(code)] if code else []
    if problem.variables:
        for derivation in (problem.derive(), problem.derive_hessian()):
            blocks.append(Heading((word(language, f"heading {told.heading_key(derivation)}"),)))
            blocks += told.blocks(derivation)
        if len(problem.variables) < 3 and not problem.parameters:
            blocks.append(_figure(problem, language))
    return Document(_title(problem, language), tuple(blocks), language)


def _figure(problem: Problem, language: str) -> Figure:
    kind = "curve" if len(problem.variables) == 1 else "contour"
    return Figure(
        in_this_style(lambda: problem.draw(kind)), problem.describe(kind), say(language, f"caption function {kind}"), f'f.plot("{kind}")'
    )


def _title(problem: Problem, language: str) -> Parts:
    return say(language, f"title problem {problem.sense}", f=function_name(problem.expression, problem.variables))


def _function(problem: Problem, language: str) -> Iterator[Block]:
    f = function_name(problem.expression, problem.variables)
    left = signature(problem.expression, problem.variables) if problem.variables else Math(f, f)
    yield Formula((Line(left, math_of(problem.expression)),))
    if problem.variables:
        yield Prose(say(language, f"over {problem.sense}", variables=enumerated(list(map(name, problem.variables)))))
    if problem.parameters:
        yield Prose(say(language, "parameters", parameters=enumerated(list(map(name, problem.parameters)))))
    if problem.data is not None:
        yield Prose(say(language, "data", rows=str(len(problem.data)), columns=", ".join(sorted(columns(problem.expression)))))


def at_point(shown: Point) -> Document:
    """The value, the gradient and the Hessian at a point."""
    language, chosen = current_style().language, shown.problem
    f = function_name(chosen.expression, chosen.variables)
    inside = join("(", listed(map(number, shown.x.values())), ")")
    lines = (
        Line(join(f, inside), number(shown.value)),
        Line(join(Math(rf"\nabla {f}", f"∇{f}"), inside), vector(map(number, shown.gradient))),
        Line(join(Math(rf"\nabla^{{2}} {f}", f"∇²{f}"), inside), matrix([map(number, row) for row in shown.hessian.tolist()])),
    )
    if len(chosen.variables) == 1:
        first, second = Math(f"{f}'", f"{f}′"), Math(f"{f}''", f"{f}″")
        lines = (lines[0], Line(join(first, inside), number(shown.gradient[0])), Line(join(second, inside), number(shown.hessian[0])))
    at = join(point(map(name, chosen.variables)), " = ", point(map(number, shown.x.values())))
    return Document(say(language, "title point", f=Math(f, f), point=at), (Formula(lines),), language)
