"""Convex or not, and why: a choice among verdicts with reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import mpmath

from symdescent.calculus.consequences.quotients import value as value_at
from symdescent.calculus.derivation import Derivation, derive_hessian
from symdescent.calculus.edges.domain import conditions
from symdescent.exercises import answers, both_ways
from symdescent.exercises.canonical import canonical
from symdescent.exercises.draws import applied, monomial, signed, times, total, whole
from symdescent.exercises.given import asked, function
from symdescent.exercises.quadratics import digits
from symdescent.exercises.theory import agreed, choices, cuts, hint, size, told
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.lesson.document import Block, Formula, Heading, Line
from symdescent.lesson.formula import math_of
from symdescent.lesson.hints import Hint
from symdescent.lesson.symbols import partial_symbol
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Call, E, Expression, Negation, Number, Power, Product, Sum, Symbol, depends, names, rational, walk

X, Y = Symbol("x"), Symbol("y")
PLACES = (-4, -1, 0, 1, 4)
POSITIVE_PLACES = (Fraction(1, 8), Fraction(1), Fraction(4))
ONE = ("strictly convex, second derivative", "strictly concave, second derivative", "neither, sign changes")
ONE_WRONG = ("convex, positive somewhere", "neither, by the slope", "both, signs change")
TWO = ("strictly convex, definite", "strictly concave, definite", "convex not strictly, determinant zero", "neither, determinant negative")
TWO_WRONG = ("convex, diagonal alone", "concave, determinant negative", "neither, mixed term")
NEITHER = (ONE[2], TWO[3])
VERDICTS: Mapping[str, tuple[str, ...]] = {
    "strictly convex, second derivative": ("strictly convex", "strongly convex"),
    "strictly concave, second derivative": ("strictly concave", "strongly concave"),
    "neither, sign changes": ("neither",),
    "strictly convex, definite": ("strictly convex", "strongly convex"),
    "strictly concave, definite": ("strictly concave", "strongly concave"),
    "convex not strictly, determinant zero": ("convex",),
    "neither, determinant negative": ("neither",),
}
Shape = Callable[[Random], Expression]


def _one(random: Random, *terms: Expression) -> Expression:
    """The terms and something linear."""
    linear = random.choice(((), (monomial(whole(random, -6, 6), X, 1),)))
    constant = whole(random, -9, 9, without=())
    return total([*terms, *linear, *([signed(constant)] if constant else [])])


def _sign(random: Random) -> int:
    return random.choice((-1, 1))


def _quartic(random: Random) -> Expression:
    sign = _sign(random)
    return _one(random, monomial(sign * whole(random, 1, 4), X, 4), monomial(whole(random, -6, 6), X, 2))


def _exponential(random: Random) -> Expression:
    sign = _sign(random)
    second = random.choice(((), (monomial(whole(random, -3, 3), X, 2),)))
    return _one(random, times(sign * whole(random, 1, 4), applied("exp", times(whole(random, -3, 3), X))), *second)


def _logarithm(random: Random) -> Expression:
    second = random.choice(((), (monomial(whole(random, -3, 3), X, 2),)))
    return _one(random, *second, times(whole(random, -6, 6), applied("ln", X)))


def _apart(random: Random) -> Expression:
    powers = [monomial(whole(random, -5, 5), x, random.choice((2, 2, 4))) for x in (X, Y)]
    exponential = random.choice(((), (times(_sign(random), applied("exp", random.choice((X, Y)))),)))
    return total([*powers, *exponential, *(monomial(whole(random, -5, 5), x, 1) for x in random.choice(((), (X,), (Y,))))])


def _form(random: Random) -> Expression:
    """A quadratic form with a mixed term; of some the determinant is 0."""
    a, b, sign = whole(random, 1, 4), whole(random, -3, 3), _sign(random)
    if random.random() < 1 / 3:
        square = [monomial(a * 1, X, 2), times(2 * a * b, Product((X, Y))), monomial(a * b * b, Y, 2)]
        return total([*square, *(monomial(whole(random, -5, 5), x, 1) for x in random.choice(((), (X,), (Y,))))])
    mixed = times(whole(random, -7, 7), Product((X, Y)))
    linear = (monomial(whole(random, -5, 5), x, 1) for x in random.choice(((), (X,), (Y,))))
    return total([monomial(sign * a, X, 2), mixed, monomial(sign * whole(random, 1, 4), Y, 2), *linear])


def _bent(random: Random) -> Expression:
    """A form with a mixed term and something that is not quadratic."""
    form = _form(random)
    sign = -1 if isinstance(form, Sum) and isinstance(form.terms[0], Negation) else 1
    x, y = random.choice(((X, Y), (Y, X)))
    extra = random.choice(
        (
            lambda: monomial(sign * whole(random, 1, 3), x, 4),
            lambda: times(sign, applied("exp", times(whole(random, 1, 2), y))),
            lambda: times(sign, applied("exp", total([x, monomial(_sign(random), y, 1)]))),
        )
    )()
    return total([*(form.terms if isinstance(form, Sum) else (form,)), extra])


SHAPES: Mapping[int, tuple[Shape, ...]] = {
    1: (
        lambda r: _one(r, monomial(whole(r, -6, 6), X, 2)),
        lambda r: _one(r, monomial(whole(r, -6, 6), X, 2)),
        lambda r: _one(r, monomial(whole(r, -3, 3), X, 3), monomial(whole(r, -6, 6), X, 2)),
    ),
    2: (_quartic, _exponential, _logarithm),
    3: (_apart,),
    4: (_form,),
    5: (_bent,),
}


def _draw(random: Random, level: int) -> dict[str, Any]:
    return {"function": to_sympy_text(random.choice(SHAPES[level])(random))}


def _variables(f: Expression) -> tuple[str, ...]:
    return tuple(sorted(names(f)))


def choice_of(f: Expression, second: Derivation) -> str:
    """The verdict by the signs of the second derivatives at some points; the certificate proves it.

    ``""`` where the points leave it open.
    """
    places = POSITIVE_PLACES if conditions(f) else PLACES
    found = {_shape([float(value) for value in _seconds(second, at)]) for at in product(places, repeat=len(second.variables))}
    one = len(second.variables) == 1
    if ("-" in found and len(second.variables) > 1) or {"up", "down"} <= found:
        return ONE[2] if one else TWO[3]
    if found <= {"up", "flat"} and "up" in found:
        return ONE[0] if one else TWO[0]
    if found <= {"down", "flat"} and "down" in found:
        return ONE[1] if one else TWO[1]
    return TWO[2] if found == {"flat up"} and _is_constant(second) else ""


def _seconds(second: Derivation, at: tuple[Any, ...]) -> list[Any]:
    with mpmath.workdps(20):
        place = {x: mpmath.mpf(Fraction(a).numerator) / Fraction(a).denominator for x, a in zip(second.variables, at, strict=True)}
        return [mpmath.re(value_at(result, place)) for result in second.results]


def _shape(entries: list[float]) -> str:
    """Which way the function bends at a point."""
    if len(entries) == 1:
        return "flat" if not entries[0] else "up" if entries[0] > 0 else "down"
    a, b, d = entries
    determinant = a * d - b * b
    if determinant < 0:
        return "-"
    return ("flat" if not a and not d else "flat up" if a + d > 0 else "flat down") if not determinant else "up" if a > 0 else "down"


def _is_constant(second: Derivation) -> bool:
    return not any(depends(result, x) for result in second.results for x in second.variables)


def _work(given: Given) -> Work:
    f = function(given)
    second = derive_hessian(f, _variables(f), check="quick")
    key = choice_of(f, second)
    numbers = [abs(node.value) for result in (f, *second.results) for node in walk(result) if isinstance(node, Number)]
    return Work(
        answer=answers.choice(key or ONE[2]),
        size=size(_steps(f, second), digits(*numbers) if key else 99),
        solution=lambda: tuple(_solution(second, key)),
        checks=lambda: _checks(f, key),
        hints=lambda: tuple(_hints(second)),
        wrong=lambda: _wrong(key, second),
    )


def _steps(f: Expression, second: Derivation) -> int:
    """A second variable, a mixed derivative, and what is no polynomial of degree 3 make it longer."""
    several = len(second.variables) - 1
    mixed = bool(several) and rational(second.results[1]) != 0
    high = any(
        isinstance(node, Call) or (isinstance(node, Power) and (node.base == E or (rational(node.exponent) or 0) > 3)) for node in walk(f)
    )
    return 1 + (2 * several + 2 * mixed if several else 0) + (high if mixed or not several else 0)


def _solution(second: Derivation, key: str) -> Iterator[Block]:
    from symdescent.lesson.convexity import blocks

    lines = [Line(partial_symbol(second, partial), math_of(partial.result)) for partial in second.partials]
    yield Formula(tuple(lines))
    if key in NEITHER and (places := both_ways.shown(second)):
        yield from places
        return
    proved = _proved(second.expression, second.variables)
    *shown, last = (block for block in blocks(proved) if not isinstance(block, Heading))
    yield from shown
    if proved.quasi is None:  # else the last one tells of it, which is not asked for
        yield last


def _proved(f: Expression, variables: tuple[str, ...]) -> Any:
    from symdescent.analysis.convexity.verdict import convexity
    from symdescent.problem import Problem

    return convexity(Problem(f, variables))


def _checks(f: Expression, key: str) -> dict[str, Any]:
    found = _proved(f, _variables(f))
    agreed(f"Whether {found.verdict!r} is among {VERDICTS[key]}", True, found.verdict in VERDICTS[key])
    return {"answer checked": "convexity with a certificate", "certificate": found.certificate.kind}


def _hints(second: Derivation) -> Iterator[Hint]:
    several = len(second.variables) > 1
    yield hint("convexity derivatives" if several else "convexity derivative")
    yield hint("convexity everywhere")
    yield hint("convexity determinant" if several else "convexity zero")


def _wrong(key: str, second: Derivation) -> Iterator[Wrong]:
    several = len(second.variables) > 1
    likely = TWO_WRONG if several else ONE_WRONG
    for option in likely:
        if option != "neither, mixed term" or rational(second.results[1]) != 0:
            yield Wrong(f"choice {option}", answers.choice(option))
    for option in TWO if several else ONE:
        if option != key:
            yield Wrong(f"choice {option}", answers.choice(option))


def _question(given: Given) -> tuple[Block, ...]:
    f = function(given)
    several = len(_variables(f)) > 1
    options = (*TWO, *TWO_WRONG) if several else (*ONE, *ONE_WRONG)
    where = "ask convexity domain" if conditions(f) else "ask convexity"
    return (*asked(where, f, _variables(f)), told("ask choose"), *choices(options))


TOPIC = Topic("convexity", _draw, _work, _question, lambda given: canonical(function(given)), cuts(1, 2, 3, 5), digits=4)
