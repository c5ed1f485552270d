"""Which learning rates are safe on a quadratic, or near a minimum: those below 2 over the largest second derivative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

from symdescent.exercises import answers, quadratics
from symdescent.exercises.answers import Answer
from symdescent.exercises.canonical import canonical
from symdescent.exercises.functions import texts
from symdescent.exercises.given import asked, function, located, place
from symdescent.exercises.quadratics import Known, Shape, digits, known
from symdescent.exercises.theory import agreed, cuts, hint, size, slope_lines, slopes, told
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.lesson.document import Block, Formula, Line, Math
from symdescent.lesson.formula import number, rate_letter
from symdescent.lesson.hints import Hint
from symdescent.notation.sympy_text import to_sympy_text

# of each level: the shapes, whether the minimum is away from the origin, and whether all safe rates are asked for
SHAPES: Mapping[int, tuple[tuple[Shape, bool, bool], ...]] = {
    1: ((quadratics.line, False, False), (quadratics.line, False, True), (quadratics.half, False, False), (quadratics.half, False, True)),
    2: ((quadratics.line, True, False), (quadratics.line, True, True), (quadratics.apart, False, False), (quadratics.apart, False, True)),
    3: ((quadratics.apart, True, True), (lambda r: quadratics.apart(r, 3), False, True)),
    4: ((quadratics.joint, False, True), (quadratics.joint, False, False), (quadratics.joint, True, True)),
    5: ((quadratics.turned, False, True), (quadratics.turned, True, False), (quadratics.turned, True, True)),
}


NEAR = {3: 0.4}  # how often the rates are asked for that are safe near a minimum of another function


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    if level in NEAR and random.random() < NEAR[level]:
        return _near(random)
    shape, shifted, interval = random.choice(SHAPES[level])
    expression, rows, _ = quadratics.drawn(random, shape, shifted=shifted, largest=30 if level == 1 else 9)
    if not interval and rows == ((Fraction(2),),):  # the answer is 1, and so are those of most wrong rules
        return None
    return {"function": to_sympy_text(expression), "asked": "interval" if interval else "bound"}


def _near(random: Random) -> dict[str, Any] | None:
    found = quadratics.local(random)
    return found and {"function": to_sympy_text(found.expression), "point": texts(found.point), "asked": "local"}


def _answer(given: Given, edge: Fraction) -> Answer:
    return answers.between(0, edge) if given["asked"] == "interval" else answers.bound(edge)


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
    yield told(f"safe factor{_kind(found)}", rate=_rate(found))
    yield Formula((Line(Math(r"\frac{2}{L}", "2/L"), number(edge)),))
    yield told("safe so local" if found.is_local else "safe so", rate=_rate(found), edge=number(edge))


def _kind(found: Known) -> str:
    return " local" if found.is_local else " one" if len(found.rows) == 1 else ""


def _checks(found: Known, edge: Fraction) -> dict[str, Any]:
    from symdescent.analysis.rates.safe import safe_rates

    if found.is_local:
        return quadratics.confirmed_at_minimum(found)
    agreed("The edge of the safe rates", str(edge), str(getattr(safe_rates(found.problem), "edge", None)))
    return {"answer checked": "safe rates by the constants of the function"}


def _hints(found: Known) -> Iterator[Hint]:
    yield hint("safe error", rate=_rate(found))
    yield hint(f"safe curvature{_kind(found)}")
    yield hint("safe condition", rate=_rate(found))


def _wrong(given: Given, found: Known) -> Iterator[Wrong]:
    low, high = found.values[0], found.values[-1]
    diagonal = max(found.rows[i][i] for i in range(len(found.rows)))
    ways = {
        "1/L for 2/L": 1 / high,
        "least eigenvalue for the largest": 2 / low,
        "mixed term not looked at": 2 / diagonal,
        "second derivative at the origin": _at_origin(found),
        **({} if found.is_local else {"best rate for the largest": 2 / (high + low), "coefficient for the second derivative": 4 / high}),
        "L for 2/L": high,
        "eigenvalues added up": 2 / sum(found.values),
        "2 over L turned over": high / 2,
    }
    for rule, edge in ways.items():
        if edge:
            yield Wrong(rule, _answer(given, Fraction(edge)))
    if given["asked"] == "interval":
        yield Wrong("edge taken for safe", answers.between(0, 2 / high, (False, True)))
        yield Wrong("rates below zero", answers.between(-2 / high, 2 / high))


def _at_origin(found: Known) -> Fraction:
    """2 over the size of the second derivative at 0; 0 where it tells nothing."""
    bend = abs(quadratics.bend_at_origin(found)) if found.is_local else Fraction(0)
    return bend and 2 / bend


def _question(given: Given) -> tuple[Block, ...]:
    found = known(given)
    at = {"point": located(place(given))} if found.is_local else {}
    return asked(f"ask safe-rate {given['asked']}", function(given), found.problem.variables, rate=_rate(found), **at)


def _key(given: Given) -> str:
    at = given.get("point", {})
    return f"{given['asked']} {canonical(function(given), at, at)}"


TOPIC = Topic("safe-rate", _draw, _work, _question, _key, cuts(1, 2, 4, 6), digits=3)
