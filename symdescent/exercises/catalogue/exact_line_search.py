"""Exact line search: the best rate along the gradient, or the point that it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

from symdescent.errors import DerivationError
from symdescent.exercises import answers
from symdescent.exercises.answers import Answer
from symdescent.exercises.canonical import canonical
from symdescent.exercises.draws import whole
from symdescent.exercises.functions import Shape, bends, function, names, point, texts
from symdescent.exercises.given import function as function_of
from symdescent.exercises.mistakes.step import put_of
from symdescent.exercises.runs import checked, derived, length, numbered_lines, place, problem_of, run_of
from symdescent.exercises.stepping import equation, size
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.lesson.derivation import definition
from symdescent.lesson.document import Block, Formula, Line, Math, Prose
from symdescent.lesson.equations import Telling
from symdescent.lesson.formula import bracketed, join, listed, name, number
from symdescent.lesson.formula import point as tuple_of
from symdescent.lesson.hints import Hint
from symdescent.lesson.language import say
from symdescent.lesson.names import letter, rate_name, slope_at
from symdescent.lesson.symbols import of
from symdescent.notation.style import current_style
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.numeric.linear import solve
from symdescent.run import Run

SHAPES = {1: Shape(1), 2: Shape(2), 3: Shape(2, 0, True), 4: Shape(3), 5: Shape(3, 0, True)}
LARGEST = 20  # of a rate above and below the line


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """The gradient is drawn first; quadratics whose best rate is no short fraction do not come out."""
    wanted = SHAPES[level]
    variables = names(random, wanted.variables)
    start, second = point(random, variables), bends(random, variables, wanted)
    gradient = {x: whole(random, -4, 4) for x in variables}
    made = function(start, gradient, {}, second, whole(random, -9, 9, without=()))
    if made is None:
        return None
    given = {"function": to_sympy_text(made), "start": texts(start), "asked": random.choice(("rate", "point"))}
    bent = 2 * sum(by * gradient[x] * gradient[y] for (x, y), by in second.items())
    best = Fraction(sum(slope**2 for slope in gradient.values()), bent) if bent > 0 else Fraction(0)
    return given if 0 < best.numerator <= LARGEST and best.denominator <= LARGEST else None


def _along(rows: Any, slopes: tuple[Fraction, ...]) -> Fraction:
    """g'Hg."""
    return sum((a * e * b for a, row in zip(slopes, rows, strict=True) for b, e in zip(slopes, row, strict=True)), Fraction(0))


def _work(given: Given) -> Work:
    put = put_of(run_of(given, rate=1))
    x = put.known["x"]
    slopes, rows = tuple(put.gradient(x)), put.hessian(x)
    square, bent = sum((g * g for g in slopes), Fraction(0)), _along(rows, slopes)
    run = run_of(given, rate=square / bent)
    return Work(
        answer=_answer(given, run, square / bent),
        size=(measure := size(run))._replace(digits=max(measure.digits, length(run.trace[0].value), length(square), length(bent))),
        solution=lambda: tuple(_solution(given, run, square, bent)),
        checks=lambda: {**checked(run), "rate checked": _searched(given, run)},
        hints=lambda: tuple(_hints(run, square, bent)),
        wrong=lambda: _wrong(given, run, slopes, rows),
    )


def _answer(given: Given, run: Run, rate: Fraction) -> Answer:
    """What was asked for: the rate, or the point it leads to."""
    if given["asked"] == "rate":
        return answers.number(rate)
    first = run.trace[0]
    return answers.at_point({x: value - rate * first.gradient[x] for x, value in first.x.items()})


def _searched(given: Given, run: Run) -> str:
    """The best rate found by the search that runs use.

    Raises ``DerivationError`` where it is another one.
    """
    from symdescent.problem import problem
    from symdescent.run import descend

    plain = problem(function_of(given), variables=run.variables)
    found = descend(plain, given["start"], rate="exact", steps=1, tol=0, arithmetic="exact").trace[0].step_size
    if found != run.rate.rate:  # type: ignore[attr-defined]
        raise DerivationError(f"The line search finds the rate {found}, the formula g'g/g'Hg another one.")
    return "zero of the slope along the step"


def _line(run: Run) -> Math:
    """The point of the step with the rate γ: x₀ - γ·g."""
    first, rate = run.trace[0], rate_name(run)
    return tuple_of(_moved(value, first.gradient[x], rate) for x, value in first.x.items())


def _moved(value: Fraction, slope: Fraction, rate: Math) -> Math:
    """3 - 2γ."""
    size = abs(slope)
    moved = join(*(() if size == 1 else (number(size), Math(r" \, ", ""))), rate)
    if not slope or not value:
        return join("-" if slope > 0 else "", moved) if slope else number(value)
    return join(number(value), " - " if slope > 0 else " + ", moved)


def _parabola(run: Run, square: Fraction, bent: Fraction) -> Math:
    """5 - 29γ + 87γ²: the function along the step."""
    rate, first, blank = rate_name(run), run.trace[0].value, Math(r" \, ", "")
    parts = [(square, rate), (bent / 2, join(rate, Math("^2", "²")))]
    slope, bend = (join(*(() if by == 1 else (number(by), blank)), power) for by, power in parts)
    return join(*((number(first), " - ") if first else ("-",)), slope, " + ", bend)


def _zero(run: Run, square: Fraction, bent: Fraction) -> Math:
    """g'Hg γ - g'g = 0."""
    return join(number(bent), Math(r" \, ", ""), rate_name(run), " - ", number(square), " = 0")


def _solution(given: Given, run: Run, square: Fraction, bent: Fraction) -> Iterator[Block]:
    """The gradient, the line, the zero of the slope along it, and the step where the point was asked for."""
    language, (first, after) = current_style().language, run.trace
    lines = list(numbered_lines(run, Telling(run), first, after))
    here = next((k for k, line in enumerate(lines) if k and line.left is not None), len(lines))
    yield from derived(run)
    yield Formula(tuple(lines[:here]))
    yield Prose((*say(language, "line along"), " ", join(_column(run), " = ", _line(run)), "."))
    yield Prose(say(language, "line value"))
    yield Formula(
        (Line(join(letter(run), bracketed(_line(run)) if len(run.variables) == 1 else _line(run)), _parabola(run, square, bent)),)
    )
    rate = join(rate_name(run), " = ", number(square / bent))
    yield Prose(say(language, "line slope", equation=_zero(run, square, bent), rate=rate))
    if given["asked"] == "point":
        yield Formula(tuple(lines[here:]))


def _column(run: Run) -> Math:
    return tuple_of(map(name, run.variables))


def _hints(run: Run, square: Fraction, bent: Fraction) -> Iterator[Hint]:
    language, first = current_style().language, run.trace[0]
    lines = [Line(line.left, line.right) for block in derived(run) if isinstance(block, Formula) for line in block.lines]
    yield _hint(language, "step slopes", slopes=listed(map(equation, lines)))
    values = [join(slope_at(run, "0"), " = ", tuple_of(map(number, first.gradient.values())))]
    yield _hint(language, "step slopes there", point=place(run, first), slopes=listed(values))
    yield _hint(language, "line", point=_line(run))
    yield _hint(language, "line slope", equation=_zero(run, square, bent))


def _hint(language: str, key: str, **fields: Math) -> Hint:
    return Hint(say(language, f"hint {key}", **fields), say(language, f"hint {key} answer", **fields))


def _wrong(given: Given, run: Run, slopes: tuple[Fraction, ...], rows: Any) -> Iterator[Wrong]:
    """The wrong rates; where the point was asked for the points that they lead to, and other points."""
    square, first = sum((g * g for g in slopes), Fraction(0)), run.trace[0]
    diagonal = [[e if i == j else Fraction(0) for j, e in enumerate(row)] for i, row in enumerate(rows)]
    rates: Mapping[str, Fraction] = {
        "rate doubled": 2 * square / _along(rows, slopes),
        "diagonal alone": square / _along(diagonal, slopes),
        "rate halved": square / (2 * _along(rows, slopes)),
        "Hessian left out": Fraction(1),
        "rate of the largest bend": 1 / max(row[k] for k, row in enumerate(rows)),
        "slopes not squared": sum(map(abs, slopes), Fraction(0)) / _along(rows, slopes),
        "numerator and denominator swapped": _along(rows, slopes) / square,
    }
    if given["asked"] == "point":
        least = solve(*(e for row in rows for e in row), *slopes)
        yield Wrong("minimum of the function", answers.at_point({x: v - p for (x, v), p in zip(first.x.items(), least, strict=True)}))
        step = {x: -run.rate.rate * slope for x, slope in first.gradient.items()}  # type: ignore[attr-defined]
        yield Wrong("step instead of point", answers.at_point(step))
    yield from (Wrong(rule, _answer(given, run, rate)) for rule, rate in rates.items())


def _question(given: Given) -> tuple[Block, ...]:
    found, language = problem_of(given), current_style().language
    run = run_of({**given, "steps": 0}, rate=1)
    f = of(found.expression, found.variables)
    asked = say(language, f"ask exact-line-search {given['asked']}", f=f, start=place(run, run.trace[0]), rate=rate_name(run))
    return (*definition(found.expression, found.variables), Prose(asked))


def _key(given: Given) -> str:
    return f"{canonical(function_of(given), tuple(given['start']), given['start'])} {given['asked']}"


TOPIC = Topic("exact-line-search", _draw, _work, _question, _key, (9, 18, 25, 31), 4)
