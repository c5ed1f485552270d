"""The derivative by rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from symdescent.exercises import answers, derived
from symdescent.exercises.canonical import canonical
from symdescent.exercises.draws import (
    MORE,
    PLAIN,
    POSITIVE_ONLY,
    applied,
    composed,
    joined,
    linear,
    monomial,
    multiple,
    polynomial,
    power,
    square_plus,
    times,
    total,
    whole,
)
from symdescent.exercises.given import function, spelled
from symdescent.exercises.topic import Given, Topic, Work
from symdescent.exercises.wrong_derivatives import wrong_formulas
from symdescent.lesson.document import Block, Prose
from symdescent.lesson.formula import math_of, name
from symdescent.lesson.language import say
from symdescent.notation.style import current_style
from symdescent.notation.tree import Expression, Quotient, Symbol, number

CURVED = ("sin", "cos", "exp")  # defined everywhere
LETTERS = ("x", "x", "x", "t", "s")
Shape = Callable[[Random, Symbol], Expression]

SHAPES: Mapping[int, tuple[Shape, ...]] = {
    1: (
        lambda r, x: polynomial(r, whole(r, 2, 6), 2, largest=9, x=x),
        lambda r, x: polynomial(r, whole(r, 2, 3), 3, x=x),
        lambda r, x: total([power(x, whole(r, 2, 5)), times(whole(r, -5, 5), applied(r.choice(PLAIN), x))]),
    ),
    2: (
        lambda r, x: polynomial(r, whole(r, 3, 4), 4, largest=9, x=x),
        lambda r, x: total([polynomial(r, whole(r, 2, 5), 2, largest=9, x=x), times(whole(r, -9, 9), applied(r.choice(PLAIN), x))]),
        lambda r, x: total([_multiple(r, x), composed(r, PLAIN, x, 9)]),
        lambda r, x: total([power(linear(r, 9, x), whole(r, 3, 6)), number(whole(r, 1, 9))]),
        lambda r, x: total([_term(r, x), Quotient(number(whole(r, 1, 9)), power(x, whole(r, 1, 4)))]),
        lambda r, x: total([joined(power(x, whole(r, 1, 5)), applied(r.choice(PLAIN), x)), _multiple(r, x)]),
        lambda r, x: joined(linear(r, 9, x), applied(r.choice(PLAIN), x)),
    ),
    3: (
        lambda r, x: Quotient(applied(r.choice(PLAIN), x), square_plus(r, x=x)),
        lambda r, x: total([polynomial(r, whole(r, 2, 5), 2, x=x), times(whole(r, 2, 6), composed(r, PLAIN, x, 9))]),
        lambda r, x: times(whole(r, 2, 5), power(polynomial(r, whole(r, 2, 3), 3, x=x), whole(r, 3, 5))),
        lambda r, x: total([joined(_term(r, x), applied(r.choice(PLAIN), x)), linear(r, 9, x)]),
        lambda r, x: Quotient(linear(r, 9, x), total([power(x, 2), number(whole(r, 1, 9))])),
        lambda r, x: joined(polynomial(r, 2, 3, largest=9, x=x), applied(r.choice(("sin", "cos", "exp", "atan", "sinh", "cosh")), x)),
        lambda r, x: _nested(r, PLAIN, x, 9),
    ),
    4: (
        lambda r, x: joined(_term(r, x), composed(r, PLAIN, x)),
        lambda r, x: joined(polynomial(r, 2, 2, x=x), applied(r.choice(("sin", "cos", "ln")), linear(r, x=x))),
        lambda r, x: applied(r.choice(CURVED), joined(_factor(r, x), applied(r.choice(PLAIN), x))),
        lambda r, x: times(whole(r, 2, 5), power(composed(r, ("sin", "cos", "ln", "tan", "atan"), x), whole(r, 2, 4))),
        lambda r, x: total([_term(r, x), times(whole(r, 1, 5), _nested(r, ("sin", "cos", "ln", "sqrt"), x))]),
    ),
    5: (
        lambda r, x: Quotient(joined(times(whole(r, 1, 4), x), composed(r, CURVED, x)), square_plus(r, x=x)),
        lambda r, x: joined(polynomial(r, 2, 2, x=x), power(applied(r.choice(("sin", "cos", "ln")), multiple(r, x=x)), whole(r, 2, 3))),
        lambda r, x: joined(applied(r.choice(CURVED), square_plus(r, x=x)), applied(r.choice(MORE), square_plus(r, x=x))),
        lambda r, x: applied(r.choice(POSITIVE_ONLY), total([power(composed(r, ("sin", "cos"), x), 2), number(whole(r, 1, 9))])),
        lambda r, x: joined(_term(r, x), _nested(r, ("sin", "cos", "ln", "sqrt"), x)),
    ),
}


def _term(random: Random, x: Symbol) -> Expression:
    return monomial(whole(random, 1, 6), x, whole(random, 2, 5))


def _multiple(random: Random, x: Symbol) -> Expression:
    return times(whole(random, -9, 9), x)


def _factor(random: Random, x: Symbol) -> Expression:
    """What stands before a function: a power, or something linear."""
    return random.choice((_term, lambda r, x: linear(r, x=x)))(random, x)


def _nested(random: Random, inner: Sequence[str], x: Symbol, largest: int = 5) -> Expression:
    """A function of a function; never e^(ln u), which is u."""
    outer = random.choice(CURVED)
    return applied(outer, composed(random, [f for f in inner if (outer, f) != ("exp", "ln")], x, largest))


def _draw(random: Random, level: int) -> dict[str, Any]:
    x = random.choice(LETTERS)
    return {"function": spelled(random.choice(SHAPES[level])(random, Symbol(x))), "variable": x}


def _work(given: Given) -> Work:
    derivation = derived.derivation(given, (given["variable"],))
    (partial,) = derivation.partials
    return Work(
        answer=answers.formula(derivation.result),
        size=derived.size_of(given),
        solution=lambda: tuple(derived.solution(derivation)),
        checks=lambda: derived.confirmed(derivation.partials),
        hints=lambda: derived.hints(partial.root),
        wrong=lambda: wrong_formulas(derivation, partial),
        derivation=derivation,
    )


def _question(given: Given) -> tuple[Block, ...]:
    f, x = math_of(function(given)), name(given["variable"])
    return (Prose(say(current_style().language, "ask derivative", f=f, x=x)),)


def _key(given: Given) -> str:
    return canonical(function(given), [given["variable"]])


TOPIC = Topic("derivative", _draw, _work, _question, _key, (5, 8, 12, 16), digits=3, size=derived.size_of)
