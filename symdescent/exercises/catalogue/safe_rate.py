"""Which learning rates are safe on a quadratic: those below 2 over the largest eigenvalue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

from symdescent.exercises import answers, quadratics
from symdescent.exercises.answers import Answer
from symdescent.exercises.canonical import canonical
from symdescent.exercises.given import asked, function
from symdescent.exercises.quadratics import Known, Shape, digits, known
from symdescent.exercises.theory import agreed, cuts, hint, size, slope_lines, slopes, told
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.lesson.document import Block, Formula, Line, Math
from symdescent.lesson.formula import number, rate_letter
from symdescent.lesson.hints import Hint
from symdescent.notation.sympy_text import to_sympy_text

# of each level: the shapes, whether the minimum is away from the origin, and whether all safe rates are asked for
SHAPES: Mapping[int, tuple[tuple[Shape, bool, bool], ...]] = {
    1: ((quadratics.line, False, False), (quadratics.line, False, True)),
    2: ((quadratics.line, True, False), (quadratics.line, True, True), (quadratics.apart, False, False), (quadratics.apart, False, True)),
    3: ((quadratics.apart, True, True), (lambda r: quadratics.apart(r, 3), False, True)),
    4: ((quadratics.joint, False, True), (quadratics.joint, False, False), (quadratics.joint, True, True)),
    5: ((quadratics.turned, False, True), (quadratics.turned, True, False), (quadratics.turned, True, True)),
}


def _draw(random: Random, level: int) -> dict[str, Any]:
    shape, shifted, interval = random.choice(SHAPES[level])
    expression, _, _ = quadratics.drawn(random, shape, shifted=shifted)
    return {"function": to_sympy_text(expression), "asked": "interval" if interval else "bound"}


def _answer(given: Given, edge: Fraction) -> Answer:
    return answers.between(0, edge) if given["asked"] == "interval" else answers.number(edge)


def _work(given: Given) -> Work:
    found = known(given)
    edge = 2 / found.values[-1]
    return Work(
        answer=_answer(given, edge),
        size=size(found.steps, digits(edge, *found.values, *(entry for row in found.rows for entry in row))),
        solution=lambda: tuple(_solution(found, edge)),
        checks=lambda: _checks(found, edge),
        hints=lambda: tuple(_hints(found)),
        wrong=lambda: _wrong(given, found),
    )


def _rate(found: Known) -> Math:
    return rate_letter(found.problem.variables)


def _solution(found: Known, edge: Fraction) -> Iterator[Block]:
    yield slope_lines(slopes(found.problem.expression, found.problem.variables))
    yield from quadratics.hessian_lines(found)
    yield told("safe factor one" if len(found.rows) == 1 else "safe factor", rate=_rate(found))
    yield Formula((Line(Math(r"\frac{2}{L}", "2/L"), number(edge)),))
    yield told("safe so", rate=_rate(found), edge=number(edge))


def _checks(found: Known, edge: Fraction) -> dict[str, Any]:
    from symdescent.analysis.rates.safe import safe_rates

    agreed("The edge of the safe rates", str(edge), str(getattr(safe_rates(found.problem), "edge", None)))
    return {"answer checked": "safe rates by the constants of the function"}


def _hints(found: Known) -> Iterator[Hint]:
    yield hint("safe error", rate=_rate(found))
    yield hint("safe curvature one" if len(found.rows) == 1 else "safe curvature")
    yield hint("safe condition", rate=_rate(found))


def _wrong(given: Given, found: Known) -> Iterator[Wrong]:
    low, high = found.values[0], found.values[-1]
    diagonal = max(found.rows[i][i] for i in range(len(found.rows)))
    ways = {
        "1/L for 2/L": 1 / high,
        "least eigenvalue for the largest": 2 / low,
        "mixed term not looked at": 2 / diagonal,
        "best rate for the largest": 2 / (high + low),
        "coefficient for the second derivative": 4 / high,
        "L for 2/L": high,
        "eigenvalues added up": 2 / sum(found.values),
        "2 over L turned over": high / 2,
    }
    for rule, edge in ways.items():
        yield Wrong(rule, _answer(given, Fraction(edge)))


def _question(given: Given) -> tuple[Block, ...]:
    found = known(given)
    return asked(f"ask safe-rate {given['asked']}", function(given), found.problem.variables, rate=_rate(found))


def _key(given: Given) -> str:
    return f"{given['asked']} {canonical(function(given))}"


TOPIC = Topic("safe-rate", _draw, _work, _question, _key, cuts(1, 2, 4, 6), digits=3)
