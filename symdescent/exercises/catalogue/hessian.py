"""The Hessian: all second partial derivatives, as formulas or at a point."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

from symdescent.calculus.answers.reading import collected
from symdescent.calculus.consequences.consequence import Conclusion
from symdescent.calculus.consequences.place import Place
from symdescent.calculus.derivation import Derivation, derive_gradient, derive_hessian
from symdescent.calculus.rewrites.arithmetic import negative, tidy
from symdescent.exercises import answers, derived, pointed, surfaces
from symdescent.exercises.answers import Answer
from symdescent.exercises.canonical import canonical
from symdescent.exercises.given import asked, function, located, place
from symdescent.exercises.surfaces import Surface
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.exercises.wrong_points import elsewhere, wrong_entries
from symdescent.lesson.document import Block, Formula, Line
from symdescent.lesson.formula import function_name, join
from symdescent.lesson.hints import Hint
from symdescent.lesson.language import say
from symdescent.lesson.signs import coordinates, inside
from symdescent.lesson.symbols import whole, whole_symbol
from symdescent.notation.style import current_style
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import ONE, TWO, ZERO, Expression, Product, Quotient, names

SHAPES: Mapping[int, tuple[Surface, ...]] = {
    1: (surfaces.squares,),
    2: (surfaces.quadratic, surfaces.cubic),
    3: (surfaces.slightly_bent, surfaces.powered),
    4: (surfaces.bent, surfaces.slightly_bent),
    5: (surfaces.scaled, surfaces.ratio),
}
COUNTS: Mapping[int, tuple[int, ...]] = {1: (2,), 2: (2,), 3: (2,), 4: (2, 3), 5: (2,)}
AT_POINT = 0.5  # how often the Hessian is asked for at a point
Entries = Sequence[Expression]  # of the upper triangle, row by row


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    if random.random() < AT_POINT:
        return pointed.drawn(random, SHAPES[level], COUNTS[level])
    f, letters = pointed.function_of(random, SHAPES[level], COUNTS[level])
    return {"function": to_sympy_text(f)} if len(names(f)) == len(letters) else None


def _variables(given: Given) -> tuple[str, ...]:
    return tuple(given["point"]) if "point" in given else tuple(sorted(names(function(given))))


def _work(given: Given) -> Work:
    f, variables = function(given), _variables(given)
    first, second = derive_gradient(f, variables, check="quick"), derive_hessian(f, variables, check="quick")
    at = place(given) if "point" in given else None
    found = () if at is None else pointed.values({p.order: p.result for p in second.partials}, at)
    entries = second.results if at is None else tuple(conclusion.result for conclusion in found)
    return Work(
        answer=_matrix(entries),
        size=derived.size((*first.partials, *second.partials), (f, *entries), more=len(found)),
        solution=lambda: tuple(_solution(first, second, found, at)),
        checks=lambda: _checks(first, second, found, at),
        hints=lambda: tuple(_hints(first, second, at)),
        wrong=lambda: _wrong(first, second, entries, at),
    )


def _matrix(entries: Entries) -> Answer:
    """The symmetric matrix of an upper triangle: of 3 entries 2 by 2, of 6 entries 3 by 3."""
    size = {1: 1, 3: 2, 6: 3}[len(entries)]
    places = iter(entries)
    upper = {(i, j): next(places) for i in range(size) for j in range(i, size)}
    return answers.matrix_of([[upper[min(i, j), max(i, j)] for j in range(size)] for i in range(size)])


def _solution(first: Derivation, second: Derivation, found: Sequence[Conclusion], at: Place | None) -> Iterator[Block]:
    yield from derived.solution(first)
    yield from derived.solution(second)
    symbol = whole_symbol(second)
    lines = [Line(symbol, whole(second))]
    if at is not None:
        yield from pointed.value_lines(found, second.expression, at)
        lines.append(Line(join(symbol, "(", inside(at), ")"), _matrix([conclusion.result for conclusion in found]).math))
    yield Formula(tuple(lines))


def _checks(first: Derivation, second: Derivation, found: Sequence[Conclusion], at: Place | None) -> dict[str, Any]:
    for partial, conclusion in zip(second.partials, found, strict=False):
        pointed.confirm_slope(partial.source, at or {}, {partial.order[-1]: ONE}, conclusion.result)
    return derived.confirmed((*first.partials, *second.partials))


def _hints(first: Derivation, second: Derivation, at: Place | None) -> Iterator[Hint]:
    language, letter = current_style().language, function_name(first.expression, first.variables)
    yield Hint(say(language, "hint second derivatives"), say(language, "hint second derivatives answer", f=letter))
    yield from derived.hints(first.partials[0].root, True)
    yield Hint(say(language, "hint mixed once"), say(language, "hint mixed once answer"))
    yield from derived.hints(second.partials[0].root, True)
    if at is not None:
        yield Hint(say(language, "hint at point"), say(language, "hint at point answer", point=coordinates(at)))


def _wrong(first: Derivation, second: Derivation, entries: Entries, at: Place | None) -> Iterator[Wrong]:
    """Mixed derivatives missing or halved, squares not doubled, first derivatives multiplied, at another point, an entry by a rule."""
    mixed = [partial.order[0] != partial.order[1] for partial in second.partials]
    ways: dict[str, Callable[[Expression, bool], Expression]] = {
        "mixed partial missing": lambda entry, is_mixed: ZERO if is_mixed else entry,
        "mixed partial halved": lambda entry, is_mixed: tidy(Quotient(entry, TWO)) if is_mixed else entry,
        "squares not doubled": lambda entry, is_mixed: entry if is_mixed else tidy(Quotient(entry, TWO)),
        "sign of the mixed partial": lambda entry, is_mixed: negative(entry) if is_mixed else entry,
    }
    for rule, change in ways.items():
        yield Wrong(rule, _matrix(list(map(change, entries, mixed))))
    for rule, other in elsewhere(at) if at is not None else ():
        yield from _wrong_matrix(Wrong(rule, _matrix(entries)), [pointed.known_value(result, other) for result in second.results])
    slopes = dict(zip(first.variables, first.results, strict=True))
    products = [collected(Product((slopes[x], slopes[y]))) for x, y in (partial.order for partial in second.partials)]
    multiplied = Wrong("first derivatives multiplied", _matrix(products))
    yield from _wrong_matrix(multiplied, [product if at is None else pointed.known_value(product, at) for product in products])
    for wrong, k, value in wrong_entries(second, at):
        yield wrong._replace(answer=_matrix([*entries[:k], value, *entries[k + 1 :]]))


def _wrong_matrix(wrong: Wrong, entries: Sequence[Expression | None]) -> Iterator[Wrong]:
    """The wrong rule with these entries, where each has a value."""
    known = [entry for entry in entries if entry is not None]
    if len(known) == len(entries):
        yield wrong._replace(answer=_matrix(known))


def _question(given: Given) -> tuple[Block, ...]:
    if "point" in given:
        return asked("ask hessian at point", function(given), _variables(given), point=located(place(given)))
    return asked("ask hessian", function(given), _variables(given))


def _key(given: Given) -> str:
    return canonical(function(given), _variables(given), given.get("point", {}))


TOPIC = Topic("hessian", _draw, _work, _question, _key, (11, 20, 36, 55), digits=3)
