"""The directional derivative at a point, in a given direction or in that of steepest ascent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isqrt
from random import Random
from typing import Any

from symdescent.calculus.consequences.conclude import added, concluded, reduced
from symdescent.calculus.consequences.consequence import Conclusion
from symdescent.calculus.consequences.place import Place, exact
from symdescent.calculus.derivation import Derivation, derive_gradient
from symdescent.exercises import answers, derived, pointed, surfaces
from symdescent.exercises.canonical import canonical
from symdescent.exercises.catalogue import gradient
from symdescent.exercises.given import asked, function, located, place
from symdescent.exercises.surfaces import Surface
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.exercises.wrong_points import elsewhere, wrong_entries
from symdescent.lesson import telling
from symdescent.lesson.document import Block, Formula, Line, Math, Prose
from symdescent.lesson.formula import bracketed, function_name, join, math_of, vector
from symdescent.lesson.hints import Hint
from symdescent.lesson.language import say
from symdescent.lesson.signs import coordinates, inside
from symdescent.notation.style import current_style
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import TWO, ZERO, Call, Expression, Power, Product, Quotient

SHAPES: Mapping[int, tuple[Surface, ...]] = {
    1: (surfaces.squares,),
    2: (surfaces.quadratic, surfaces.cubic),
    3: (surfaces.slightly_bent, surfaces.powered),
    4: (surfaces.bent, surfaces.scaled, surfaces.ratio),
    5: (surfaces.twice, surfaces.both),
}
COUNTS: Mapping[int, tuple[int, ...]] = {1: (2,), 2: (2,), 3: (2,), 4: (2, 2, 3), 5: (2, 2, 3)}
NICE = {2: ((3, 4), (4, 3), (6, 8), (5, 12), (12, 5), (8, 6)), 3: ((1, 2, 2), (2, 1, 2), (2, 2, 1), (2, 3, 6), (6, 2, 3), (4, 4, 2))}
WITH_ROOTS = {2: ((1, 1), (1, 2), (2, 1), (1, 3)), 3: ((1, 1, 1), (1, 1, 0), (1, 0, 2))}  # from level 4 on
STEEPEST = 0.3  # how often the direction of the gradient is asked for


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    given = pointed.drawn(random, SHAPES[level], COUNTS[level])
    if given is None:
        return None
    at = {x: int(number) for x, number in given["point"].items()}
    few = NICE[len(at)] + (WITH_ROOTS[len(at)] if level > 3 else ())
    direction = [random.choice((1, -1)) * part for part in random.choice(few)]
    if random.random() > STEEPEST:
        return {**given, "direction": _named(at, direction)}
    f = surfaces.steered(function(given), at, direction)
    if f is None or isqrt(sum(part * part for part in direction)) ** 2 != sum(part * part for part in direction):
        return None
    return {"function": to_sympy_text(f), "point": given["point"], "direction": _named(at, direction), "asked": "steepest"}


def _named(at: Mapping[str, int], direction: list[int]) -> dict[str, str]:
    return {x: str(part) for x, part in zip(at, direction, strict=True)}


def _work(given: Given) -> Work:
    f, at, along = function(given), place(given), place(given, "direction")
    derivation = derive_gradient(f, tuple(at), check="quick")
    found = pointed.values({(x,): result for x, result in zip(at, derivation.results, strict=True)}, at)
    unit = _unit(along)
    main = concluded("result", reduced(_dot(found, unit), next(iter(at))), "quick")
    steepest = length({x: conclusion.result for x, conclusion in zip(at, found, strict=True)})
    lines = (f, *(conclusion.result for conclusion in found), *unit.values(), main.formula, main.result, steepest)
    return Work(
        answer=answers.number(main.result),
        size=derived.size(derivation.partials, lines, more=2 * len(found) + 1),
        solution=lambda: tuple(_solution(derivation, found, at, along, main)),
        checks=lambda: _checks(derivation, found, at, unit, main),
        hints=lambda: tuple(_hints(derivation, at, "asked" in given)),
        wrong=lambda: _wrong(derivation, found, at, along),
    )


def length(parts: Mapping[str, Expression]) -> Expression:
    """The length of a vector."""
    return exact(Call("sqrt", (added([Power(part, TWO) for part in parts.values()]),)))


def _unit(along: Place) -> Place:
    size = length(along)
    return {x: exact(Quotient(part, size)) for x, part in along.items()}


def _dot(found: tuple[Conclusion, ...], along: Place) -> Expression:
    """The scalar product of the gradient with a direction, each term written out."""
    return added([Product((conclusion.result, along[conclusion.of[0]])) for conclusion in found])


def _solution(derivation: Derivation, found: tuple[Conclusion, ...], at: Place, along: Place, main: Conclusion) -> Iterator[Block]:
    language, f = current_style().language, function_name(derivation.expression, at)
    yield from gradient.solution(derivation, found, at)
    u = Math("u", "u")
    yield Prose(say(language, "unit vector", direction=coordinates(along), length=math_of(length(along)), u=u))
    yield Formula((Line(u, vector(map(math_of, _unit(along).values()))),))
    slope = join(Math(rf"D_{{u}} {f}", f"D_u {f}"), bracketed(inside(at)))
    yield telling.concluded(main, slope)
    size = math_of(length({conclusion.of[0]: conclusion.result for conclusion in found}))
    nabla = Math(rf"\left|\nabla {f}({inside(at).latex})\right|", f"|∇{f}({inside(at).text})|")
    yield Prose(say(language, "steepest", size=join(nabla, " = ", size)))


def _checks(derivation: Derivation, found: tuple[Conclusion, ...], at: Place, unit: Place, main: Conclusion) -> dict[str, Any]:
    pointed.confirm_slope(derivation.expression, at, unit, main.result)
    return gradient.checks(derivation, found, at)


def _hints(derivation: Derivation, at: Place, is_steepest: bool) -> Iterator[Hint]:
    language = current_style().language
    if is_steepest:
        yield Hint(say(language, "hint steepest"), say(language, "hint steepest answer"))
    yield from gradient.hints(derivation, at)
    yield Hint(say(language, "hint unit vector"), say(language, "hint unit vector answer"))
    yield Hint(say(language, "hint scalar product"), say(language, "hint scalar product answer"))


def _wrong(derivation: Derivation, found: tuple[Conclusion, ...], at: Place, along: Place) -> Iterator[Wrong]:
    """Not normalised or twice, entries added up, the steepest slope, the value, another point, and an entry by a wrong rule."""
    entries = {conclusion.of[0]: conclusion.result for conclusion in found}
    size = length(along)
    whole = exact(_dot(found, along))
    ways = {
        "direction not normalised": whole,
        "direction normalised twice": Quotient(whole, Power(size, TWO)),
        "entries added up": added(list(entries.values())),
        "steepest slope instead": length(entries),
    }
    for rule, value in ways.items():
        yield Wrong(rule, answers.number(exact(value)))
    for rule, other in elsewhere(at):
        values = {x: pointed.known_value(result, other) for x, result in zip(at, derivation.results, strict=True)}
        yield from _slope(Wrong(rule, answers.number(ZERO)), values, along)
    for wrong, k, value in wrong_entries(derivation, at):
        yield from _slope(wrong, {**entries, derivation.variables[k]: value}, along)


def _slope(wrong: Wrong, entries: Mapping[str, Expression | None], along: Place) -> Iterator[Wrong]:
    """The wrong rule with the slope that these entries give, where each has a value."""
    known = {x: entry for x, entry in entries.items() if entry is not None}
    if len(known) == len(entries):
        slope = Quotient(added([Product((entry, along[x])) for x, entry in known.items()]), length(along))
        yield wrong._replace(answer=answers.number(exact(slope)))


def _question(given: Given) -> tuple[Block, ...]:
    at, key = place(given), "ask steepest slope" if "asked" in given else "ask directional-derivative"
    return asked(key, function(given), tuple(at), point=located(at), direction=coordinates(place(given, "direction")))


def _key(given: Given) -> str:
    return canonical(function(given), given["point"], given["point"], given["direction"])


TOPIC = Topic("directional-derivative", _draw, _work, _question, _key, (12, 16, 21, 33), digits=3)
