"""The tangent line or the tangent plane at a point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from symdescent.calculus.consequences.conclude import added, reduced
from symdescent.calculus.consequences.consequence import Consequence
from symdescent.calculus.consequences.place import Place
from symdescent.calculus.consequences.tangent import offset, tangent
from symdescent.calculus.rewrites.arithmetic import negative
from symdescent.exercises import answers, derived, pointed, surfaces
from symdescent.exercises.answers import Answer
from symdescent.exercises.canonical import canonical
from symdescent.exercises.given import asked, function, located, place
from symdescent.exercises.surfaces import Surface
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.exercises.wrong_points import elsewhere, wrong_entries
from symdescent.lesson.consequence import display
from symdescent.lesson.document import Block
from symdescent.lesson.formula import function_name
from symdescent.lesson.hints import Hint
from symdescent.lesson.language import say
from symdescent.lesson.signs import coordinates
from symdescent.notation.style import current_style
from symdescent.notation.tree import ZERO, Expression, Product, Symbol

SHAPES: Mapping[int, tuple[Surface, ...]] = {
    1: (surfaces.squares, surfaces.quadratic, surfaces.cubic),
    2: (surfaces.slightly_bent, surfaces.powered, surfaces.cubic),
    3: (surfaces.scaled, surfaces.ratio, surfaces.quadratic),
    4: (surfaces.slightly_bent, surfaces.bent, surfaces.powered),
    5: (surfaces.scaled, surfaces.ratio, surfaces.two),
}
COUNTS: Mapping[int, tuple[int, ...]] = {1: (1,), 2: (1, 1, 2), 3: (1, 2), 4: (2,), 5: (2,)}


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    return pointed.drawn(random, SHAPES[level], COUNTS[level])


def _work(given: Given) -> Work:
    found = tangent(function(given), place(given), "quick")
    lines = [step.result for conclusion in found.conclusions for step in conclusion.root]
    return Work(
        answer=answers.formula(found.result),
        size=derived.size(found.derivations[0].partials, (*found.expressions, *lines), more=2 * len(found.variables) + 1),
        solution=lambda: display(found).blocks,
        checks=lambda: _checks(found),
        hints=lambda: tuple(_hints(found)),
        wrong=lambda: _wrong(found),
    )


def _checks(found: Consequence) -> dict[str, Any]:
    """That the distance to the function falls like the square of the distance to the point is compared when it is made."""
    return {**derived.confirmed(found.derivations[0].partials), "touches": found.confirmed[0].kind}


def _hints(found: Consequence) -> Iterator[Hint]:
    language, at, several = current_style().language, found.given["point"], len(found.variables) > 1
    f, where = function_name(found.expressions[0], at), coordinates(at)
    yield Hint(say(language, "hint touches", f=f), say(language, "hint touches answer", f=f, point=where))
    yield from derived.hints(found.derivations[0].partials[0].root, several)
    yield Hint(say(language, "hint at point"), say(language, "hint at point answer", point=where))
    yield Hint(say(language, "hint offset"), say(language, "hint offset answer", f=f))


def _plane(height: Expression, slopes: Mapping[str, Expression], offsets: Mapping[str, Expression]) -> Answer:
    """height + Σ slope · offset, multiplied out."""
    terms = [height, *(Product((slope, offsets[x])) for x, slope in slopes.items() if slope != ZERO)]
    return answers.formula(reduced(added(terms), next(iter(slopes)), "expanded").result)


def _wrong(found: Consequence) -> Iterator[Wrong]:
    """The value for the slope, the height or the offset forgotten, their signs, another point, and a slope by a wrong rule."""
    height, *values = (conclusion.result for conclusion in found.all("value"))
    at, derivation = found.given["point"], found.derivations[0]
    slopes, offsets = dict(zip(at, values, strict=True)), {x: offset(x, a) for x, a in at.items()}
    yield Wrong("height instead of slope", _plane(height, dict.fromkeys(at, height), offsets))
    yield Wrong("sign of the offset", _plane(height, slopes, {x: offset(x, negative(a)) for x, a in at.items()}))
    yield Wrong("offset forgotten", _plane(height, slopes, {x: Symbol(x) for x in at}))
    yield Wrong("height forgotten", _plane(ZERO, slopes, offsets))
    yield Wrong("sign of the slope", _plane(height, {x: negative(slope) for x, slope in slopes.items()}, offsets))
    if len(at) > 1:
        yield Wrong("partials in the wrong order", _plane(height, dict(zip(at, reversed(values), strict=True)), offsets))
    for rule, other in elsewhere(at):
        yield from _with_slopes(
            rule, height, {x: pointed.known_value(d, other) for x, d in zip(at, derivation.results, strict=True)}, offsets
        )
    for wrong, k, value in wrong_entries(derivation, at):
        yield wrong._replace(answer=_plane(height, {**slopes, derivation.variables[k]: value}, offsets))


def _with_slopes(rule: str, height: Expression, slopes: Mapping[str, Expression | None], offsets: Place) -> Iterator[Wrong]:
    known = {x: slope for x, slope in slopes.items() if slope is not None}
    if len(known) == len(slopes):
        yield Wrong(rule, _plane(height, known, offsets))


def _question(given: Given) -> tuple[Block, ...]:
    at = place(given)
    key = "ask tangent line" if len(at) == 1 else "ask tangent plane"
    return asked(key, function(given), tuple(at), point=located(at))


def _key(given: Given) -> str:
    return canonical(function(given), given["point"], given["point"])


TOPIC = Topic("tangent", _draw, _work, _question, _key, (7, 13, 18, 24), digits=3)
