"""The iterates of gradient descent on a quadratic as formulas in k."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from symdescent.exercises import answers, quadratics
from symdescent.exercises.answers import Answer
from symdescent.exercises.canonical import canonical
from symdescent.exercises.draws import signed, whole
from symdescent.exercises.functions import texts
from symdescent.exercises.given import asked, function, located, place
from symdescent.exercises.quadratics import Known, Shape, digits, drawn, known
from symdescent.exercises.theory import agreed, cuts, hint, size, slope_lines, slopes, told
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.lesson.document import Block, Formula, Line, Math
from symdescent.lesson.formula import factor, join, math_of, name, number, point, rate_letter
from symdescent.lesson.hints import Hint
from symdescent.notation.parser import parse_number
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression, Negation, Power, Product, Sum, Symbol
from symdescent.notation.tree import number as positive

K = Symbol("k")
FACTORS = ("1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5", "9/10", "7/10")
ALTERNATING = ("-1/2", "-1/3", "-2/3", "-1/4", "-3/4", "-1/5", "-2/5", "-3/5", "-4/5")
SHAPES: Mapping[int, tuple[tuple[Shape, bool], ...]] = {
    1: ((quadratics.line, False),),
    2: ((quadratics.line, True),),
    3: ((quadratics.apart, False),),
    4: ((quadratics.apart, True),),
    5: ((quadratics.joint, False), (quadratics.joint, True)),
}
LONGEST = 3  # digits of a rate


class Part(NamedTuple):
    """What a direction adds to the iterates: its eigenvalue, and a vector times a factor to the power k."""

    value: Fraction
    vector: tuple[Fraction, ...]


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """The factor of the steepest direction is drawn first, between -1 and 1; no factor is 0."""
    shape, shifted = random.choice(SHAPES[level])
    expression, _, centre = drawn(random, shape, shifted=shifted)
    error = {x: whole(random, -6, 6) * (2 if level == 5 else 1) for x in centre}
    given = {"function": to_sympy_text(expression), "start": texts({x: at + error[x] for x, at in centre.items()})}
    values = known(given).values
    rate = (1 - Fraction(random.choice(random.choice((FACTORS, ALTERNATING))))) / values[-1]
    several = len(error) < 2 or level < 5 or len({*map(abs, error.values())}) > 1
    return {**given, "rate": str(rate)} if digits(rate) <= LONGEST and several and 1 / rate not in values else None


def _parts(found: Known, start: Mapping[str, Fraction]) -> tuple[Part, ...]:
    """The error at the start, parted along the eigenvectors."""
    error = [start[x] - found.centre[x] for x in start]
    if not found.is_mixed:
        both = ((found.rows[i][i], tuple(e if i == j else Fraction(0) for j in range(len(error)))) for i, e in enumerate(error))
        return tuple(Part(value, vector) for value, vector in both)
    (a, b), (_, d) = found.rows
    low, high = found.values
    return tuple(
        Part(value, tuple(by / (value - other) for by in ((a - other) * error[0] + b * error[1], b * error[0] + (d - other) * error[1])))
        for value, other in ((low, high), (high, low))
    )


def _formula(centre: Mapping[str, Fraction], parts: tuple[Part, ...], factors: Callable[[Part], Fraction]) -> Answer:
    """x* + Σ factor^k·vector, entry by entry."""
    entries = [_entry(at, [(part.vector[i], factors(part)) for part in parts]) for i, at in enumerate(centre.values())]
    return answers.formula(entries[0]) if len(entries) == 1 else answers.vector_of(entries)


def _entry(centre: Fraction, pairs: list[tuple[Fraction, Fraction]]) -> Expression:
    terms = [*([signed(centre)] if centre else []), *(_term(by, base) for by, base in pairs if by and base)]
    return positive(0) if not terms else terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _term(by: Fraction, base: Fraction) -> Expression:
    power = Power(signed(base), K)
    term = power if abs(by) == 1 else Product((signed(abs(by)), power))
    return Negation(term) if by < 0 else term


def _start(given: Given) -> dict[str, Fraction]:
    return {x: Fraction(value) for x, value in given["start"].items()}


def _work(given: Given) -> Work:
    found, rate, start = known(given), Fraction(given["rate"]), _start(given)
    parts = _parts(found, start)
    entries = [number for part in parts for number in (*part.vector, 1 - rate * part.value)]
    return Work(
        answer=_formula(found.centre, parts, lambda part: 1 - rate * part.value),
        size=size(found.steps + (len(parts) > 1), digits(rate, *entries, *found.centre.values())),
        solution=lambda: tuple(_solution(found, parts, rate, start)),
        checks=lambda: _checks(found, parts, rate, start),
        hints=lambda: tuple(_hints(found)),
        wrong=lambda: _wrong(found, parts, rate, start),
    )


def _rate(found: Known) -> Math:
    return rate_letter(found.problem.variables)


def _solution(found: Known, parts: tuple[Part, ...], rate: Fraction, start: Mapping[str, Fraction]) -> Iterator[Block]:
    yield slope_lines(slopes(found.problem.expression, found.problem.variables))
    yield from quadratics.hessian_lines(found)
    yield told("closed minimum", minimum=point(map(number, found.centre.values())))
    yield told("rate factor" if len(parts) > 1 else "rate factor one", rate=_rate(found))
    yield Formula(tuple(_factor_line(rate, part.value) for part in parts))
    yield told("closed parts" if len(parts) > 1 else "closed part")
    error = [number(start[x] - at) for x, at in found.centre.items()]
    told_parts = [point(map(number, part.vector)) for part in parts]
    yield Formula((Line(_offset(start), join(point(error), *(_sum_of(told_parts) if len(parts) > 1 else ()))),))
    value = _formula(found.centre, parts, lambda part: 1 - rate * part.value)
    yield Formula(tuple(Line(name(x, "k"), math_of(e)) for x, e in zip(start, _entries(value), strict=True)))


def _offset(start: Mapping[str, Fraction]) -> Math:
    """x₀ - x*, of each variable."""
    return point(join(name(x, "0"), " - ", Math(rf"{name(x).latex}^*", f"{name(x).text}*")) for x in start)


def _entries(answer: Answer) -> tuple[Expression, ...]:
    return (answer.value,) if answer.kind == "formula" else tuple(answer.value)


def _sum_of(parts: list[Math]) -> Iterator[Math | str]:
    for k, part in enumerate(parts):
        yield " + " if k else " = "
        yield part


def _factor_line(rate: Fraction, value: Fraction) -> Line:
    return Line(join("1 - ", number(rate), Math(r" \cdot ", "·"), factor(number(value))), number(1 - rate * value))


def _checks(found: Known, parts: tuple[Part, ...], rate: Fraction, start: Mapping[str, Fraction]) -> dict[str, Any]:
    """The formula by the analysis, compared at k = 0, 1, 2 and 3."""
    from symdescent.analysis.rates.closed_form import closed_form

    form = closed_form(found.problem, start, rate=rate)
    for k in range(4):
        mine = {x: str(at + sum((1 - rate * p.value) ** k * p.vector[i] for p in parts)) for i, (x, at) in enumerate(found.centre.items())}
        agreed(f"Iterate {k}", mine, None if form is None else {x: str(value) for x, value in form.at(k).items()})
    return {"answer checked": "closed form by projectors"}


def _hints(found: Known) -> Iterator[Hint]:
    yield hint("closed minimum")
    yield hint("safe error", rate=_rate(found))
    yield hint("safe curvature one" if len(found.rows) == 1 else "safe curvature")
    yield hint("closed power")


def _wrong(found: Known, parts: tuple[Part, ...], rate: Fraction, start: Mapping[str, Fraction]) -> Iterator[Wrong]:
    origin = dict.fromkeys(start, Fraction(0))
    whole_start = [Part(part.value, tuple(start.values())) for part in parts] if len(parts) == 1 else list(_at_origin(found, start))
    outside = [part if rate * part.value < 1 else Part(part.value, tuple(-e for e in part.vector)) for part in parts]
    ways: dict[str, tuple[Mapping[str, Fraction], Any, Callable[[Part], Fraction]]] = {
        "minus before the power": (found.centre, outside, lambda part: abs(1 - rate * part.value)),
        "minimum forgotten": (origin, whole_start, lambda part: 1 - rate * part.value),
        "minimum not added": (origin, parts, lambda part: 1 - rate * part.value),
        "coefficient for the second derivative": (found.centre, parts, lambda part: 1 - rate * part.value / 2),
        "start not measured from the minimum": (found.centre, whole_start, lambda part: 1 - rate * part.value),
        "sign of the factor not looked at": (found.centre, parts, lambda part: abs(1 - rate * part.value)),
        "plus instead of minus": (found.centre, parts, lambda part: 1 + rate * part.value),
        "what is taken away for what is left": (found.centre, parts, lambda part: rate * part.value),
        "largest eigenvalue everywhere": (found.centre, parts, lambda part: 1 - rate * found.values[-1]),
        "eigenvalues swapped": (found.centre, parts, lambda part: 1 - rate * (sum(found.values[:1]) + found.values[-1] - part.value)),
        "mixed term not looked at": (found.centre, parts, lambda part: 1 - rate * found.rows[0][0]),
    }
    several = ("largest eigenvalue everywhere", "eigenvalues swapped")
    for rule, (centre, these, factors) in ways.items():
        if (rule not in several or len(parts) > 1) and (rule != "mixed term not looked at" or found.is_mixed):
            yield Wrong(rule, _formula(centre, tuple(these), factors))
    if len(parts) == 1:
        ((at,), (part,)) = start.values(), parts
        yield Wrong("gradient always at the start", answers.formula(_straight(at, -rate * part.value * part.vector[0])))


def _straight(start: Fraction, step: Fraction) -> Expression:
    """start + step k."""
    moved = K if abs(step) == 1 else Product((signed(abs(step)), K))
    return Sum((signed(start), Negation(moved) if step < 0 else moved)) if start else Negation(moved) if step < 0 else moved


def _at_origin(found: Known, start: Mapping[str, Fraction]) -> Iterator[Part]:
    yield from _parts(found._replace(centre=dict.fromkeys(start, Fraction(0))), start)


def _question(given: Given) -> tuple[Block, ...]:
    start = place(given, "start")
    rate = math_of(parse_number(given["rate"]))
    key = "ask closed-form one" if len(start) == 1 else "ask closed-form"
    return asked(key, function(given), tuple(start), start=located(start), rate=rate, iterate=point(name(x, "k") for x in start))


def _key(given: Given) -> str:
    return f"{canonical(function(given), tuple(given['start']), given['start'])} {given['rate']}"


TOPIC = Topic("closed-form", _draw, _work, _question, _key, cuts(1, 2, 3, 4), digits=4)
