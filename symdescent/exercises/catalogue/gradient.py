"""The gradient at a point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from symdescent.calculus.consequences.consequence import Conclusion
from symdescent.calculus.consequences.place import Place
from symdescent.calculus.derivation import Derivation, derive_gradient
from symdescent.exercises import answers, derived, pointed, surfaces
from symdescent.exercises.canonical import canonical
from symdescent.exercises.given import asked, function, located, place
from symdescent.exercises.surfaces import Surface
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.exercises.wrong_points import elsewhere, wrong_entries
from symdescent.lesson.document import Block, Formula, Line
from symdescent.lesson.formula import function_name, join, math_of, vector
from symdescent.lesson.hints import Hint
from symdescent.lesson.language import say
from symdescent.lesson.signs import coordinates, inside
from symdescent.lesson.symbols import whole, whole_symbol
from symdescent.notation.style import current_style
from symdescent.notation.tree import ONE

SHAPES: Mapping[int, tuple[Surface, ...]] = {
    1: (surfaces.squares,),
    2: (surfaces.quadratic, surfaces.cubic),
    3: (surfaces.slightly_bent, surfaces.powered),
    4: (surfaces.bent, surfaces.scaled, surfaces.ratio),
    5: (surfaces.twice, surfaces.both),
}
COUNTS: Mapping[int, tuple[int, ...]] = {1: (2,), 2: (2,), 3: (2,), 4: (2, 2, 3), 5: (2, 2, 3)}


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    return pointed.drawn(random, SHAPES[level], COUNTS[level])


def _work(given: Given) -> Work:
    f, at = function(given), place(given)
    derivation = derive_gradient(f, tuple(at), check="quick")
    found = pointed.values({(x,): result for x, result in zip(at, derivation.results, strict=True)}, at)
    entries = [conclusion.result for conclusion in found]
    return Work(
        answer=answers.vector_of(entries),
        size=derived.size(derivation.partials, (f, *entries), more=len(entries)),
        solution=lambda: tuple(solution(derivation, found, at)),
        checks=lambda: checks(derivation, found, at),
        hints=lambda: tuple(hints(derivation, at)),
        wrong=lambda: wrong_gradients(derivation, found, at),
    )


def solution(derivation: Derivation, found: tuple[Conclusion, ...], at: Place) -> Iterator[Block]:
    """Every partial derivative, its value at the point, and all of them as a vector."""
    yield from derived.solution(derivation)
    yield from pointed.value_lines(found, derivation.expression, at)
    symbol = whole_symbol(derivation)
    here = join(symbol, "(", inside(at), ")")
    yield Formula((Line(symbol, whole(derivation)), Line(here, vector(math_of(conclusion.result) for conclusion in found))))


def checks(derivation: Derivation, found: tuple[Conclusion, ...], at: Place) -> dict[str, Any]:
    """How the steps were checked, and the derivatives and their values compared."""
    for conclusion in found:
        pointed.confirm_slope(derivation.expression, at, {conclusion.of[0]: ONE}, conclusion.result)
    return derived.confirmed(derivation.partials)


def hints(derivation: Derivation, at: Place) -> Iterator[Hint]:
    """What the gradient is, how the first derivatives are found, where the point comes in."""
    language = current_style().language
    letter = function_name(derivation.expression, at)
    yield Hint(say(language, "hint entries"), say(language, "hint entries answer", f=letter))
    yield from derived.hints(derivation.partials[0].root, True)
    yield Hint(say(language, "hint at point"), say(language, "hint at point answer", point=coordinates(at)))


def wrong_gradients(derivation: Derivation, found: tuple[Conclusion, ...], at: Place) -> Iterator[Wrong]:
    """The gradient elsewhere, its entries in the wrong order or added up, and each entry by a wrong rule."""
    entries = [conclusion.result for conclusion in found]
    yield Wrong("partials in the wrong order", answers.vector_of(reversed(entries)))
    for rule, other in elsewhere(at):
        values = [value for result in derivation.results if (value := pointed.known_value(result, other)) is not None]
        if len(values) == len(entries):
            yield Wrong(rule, answers.vector_of(values))
    for wrong, k, value in wrong_entries(derivation, at):
        yield wrong._replace(answer=answers.vector_of([*entries[:k], value, *entries[k + 1 :]]))


def _question(given: Given) -> tuple[Block, ...]:
    at = place(given)
    return asked("ask gradient", function(given), tuple(at), point=located(at))


def _key(given: Given) -> str:
    return canonical(function(given), given["point"], given["point"])


TOPIC = Topic("gradient", _draw, _work, _question, _key, (8, 12, 18, 30), digits=3)
