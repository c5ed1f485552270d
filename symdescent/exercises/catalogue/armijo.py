"""Armijo's rule by hand: which of 1, 1/2, 1/4 and so on is the first to pass."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from symdescent.descent.step_sizes import armijo
from symdescent.descent.trace import Trial
from symdescent.exercises import answers
from symdescent.exercises.canonical import canonical
from symdescent.exercises.draws import whole
from symdescent.exercises.functions import Shape, bends, function, names, point, texts
from symdescent.exercises.given import function as function_of
from symdescent.exercises.runs import checked, derived, length, numbered_lines, operations, place, problem_of, put_in_point, run_of
from symdescent.exercises.stepping import equation
from symdescent.exercises.topic import Given, Size, Topic, Work, Wrong
from symdescent.lesson.derivation import definition
from symdescent.lesson.document import Block, Formula, Line, Math, Prose
from symdescent.lesson.equations import Telling
from symdescent.lesson.formula import join, listed, math_of, number
from symdescent.lesson.formula import point as tuple_of
from symdescent.lesson.hints import Hint
from symdescent.lesson.language import say, word
from symdescent.lesson.names import at, letter, rate_name, slope_at
from symdescent.lesson.symbols import of
from symdescent.notation.parser import parse_number
from symdescent.notation.style import current_style
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.numeric.components import Components
from symdescent.numeric.plain import EXACT
from symdescent.run import Run

COURSES = {  # the shape, how many trials are made, the largest coefficient of a square
    1: (Shape(1), (1, 2), 2),
    2: (Shape(1), (3,), 3),
    3: (Shape(2), (2,), 2),
    4: (Shape(2), (3,), 4),
    5: (Shape(2, 0, True), (3, 4), 6),
}
CONSTANTS = ("1/2", "1/2", "1/4", "1/3", "1/10", "2/5", "1/5", "3/4")
HALF = Fraction(1, 2)
MOST_TRIALS = 8
TIMES = Math(r" \, ", "·")


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """A quadratic for which as many trials are made as the level asks for."""
    wanted, trials, largest = COURSES[level]
    variables, constant = names(random, wanted.variables), Fraction(random.choice(CONSTANTS))
    start, second = point(random, variables), bends(random, variables, wanted, largest)
    gradient = {x: 2 * whole(random, -3, 3) if level > 1 else whole(random, -4, 4) for x in variables}
    made = function(start, gradient, {}, second, whole(random, -9, 9, without=()))
    bent = sum(by * gradient[x] * gradient[y] for (x, y), by in second.items())
    if made is None or bent <= 0:
        return None
    passing = (1 - constant) * sum(slope**2 for slope in gradient.values()) / bent  # the rates up to it pass
    needed = next(k for k in range(1, 20) if HALF ** (k - 1) <= passing)
    if needed not in trials or (passing == HALF ** (needed - 1) and (needed == 1 or constant == HALF)):
        return None  # at equality most wrong rules lead to the right rate as well
    return {"function": to_sympy_text(made), "start": texts(start), "constant": str(constant)}


def _run(given: Given, steps: int = 1) -> Run:
    return run_of({**given, "steps": steps}, rate=armijo(given["constant"]))


def _work(given: Given) -> Work:
    run = _run(given)
    trials = run.trace[0].trials
    return Work(
        answer=answers.number(run.trace[0].step_size),
        size=_size(run, trials),
        solution=lambda: tuple(_solution(run)),
        checks=lambda: checked(run),
        hints=lambda: tuple(_hints(run)),
        wrong=lambda: _wrong(run),
    )


def _size(run: Run, trials: tuple[Trial, ...]) -> Size:
    width, row = len(run.variables), run.trace[0]
    numbers = (row.value, *row.gradient.values(), *(n for t in trials for n in (t.value, t.bound, *_reached(run, t.step_size))))
    work = 2 * (operations(run.problem.partials) + width) + len(trials) * (operations((run.problem.expression,)) + 2 * width)
    return Size(work, 2 * width - 1, max(map(length, numbers)))


def _reached(run: Run, rate: Fraction) -> list[Fraction]:
    row = run.trace[0]
    return [value - rate * row.gradient[x] for x, value in row.x.items()]


def _solution(run: Run) -> Iterator[Block]:
    """Value and gradient, what the rule allows, and the trials one after the other."""
    language, row = current_style().language, run.trace[0]
    yield from derived(run)
    yield Prose(say(language, "armijo here"))
    value = Line(at(run, "0"), put_in_point(run.problem.expression, row.x)), Line(None, number(row.value))
    yield Formula((*value, *_gradient(run)))
    yield Prose(say(language, "armijo allowed", bound=_bound(run)))
    yield Prose(say(language, "armijo trials"))
    yield Formula(tuple(line for trial in row.trials for line in _trial(run, trial, language)))


def _gradient(run: Run) -> list[Line]:
    """g = ∇f(x₀) with its numbers."""
    lines = list(numbered_lines(run, Telling(run), *run.trace))
    return lines[: next((k for k, line in enumerate(lines) if k and line.left is not None), len(lines))]


def _bound(run: Run) -> Math:
    """f(x₀) - c γ ‖g‖² = 13 - 1/4·20γ = 13 - 5γ."""
    row = run.trace[0]
    square = sum((slope**2 for slope in row.gradient.values()), Fraction(0))
    c, rate = run.rate.c, rate_name(run)  # type: ignore[attr-defined]
    times = Math(r" \cdot ", "·")
    numbers = join(number(row.value), " - ", number(c), times, rate, times, number(square))
    slope = () if c * square == 1 else (number(c * square), TIMES)
    return join(_allowed(run), " = ", numbers, " = ", number(row.value), " - ", *slope, rate)


def _allowed(run: Run) -> Math:
    slope = Math(rf"\lVert \nabla {letter(run)} \rVert^2", f"‖∇{letter(run)}‖²") if len(run.variables) > 1 else _slope(run)
    return join(at(run, "0"), Math(r" - c \, ", " - c·"), rate_name(run), TIMES, slope)


def _slope(run: Run) -> Math:
    x = next(iter(run.variables))
    return Math(rf"{letter(run)}'({x}_0)^2", f"{letter(run)}′({x}₀)²")


def _trial(run: Run, trial: Trial, language: str) -> Iterator[Line]:
    """f(-6) = 41 > 8, with the verdict beside it."""
    reached = _reached(run, trial.step_size)
    left = join(
        rate_name(run), " = ", number(trial.step_size), Math(r": \quad ", ":  "), letter(run), "(", listed(map(number, reached)), ")"
    )
    passes = trial.verdict == "taken"
    sign = Math(r" \le ", " ≤ ") if passes else " > "
    verdict = word(language, f"armijo {'passes' if passes else 'fails'}")
    yield Line(left, join(number(trial.value), sign, number(trial.bound)), (verdict,))


def _hints(run: Run) -> Iterator[Hint]:
    language, row = current_style().language, run.trace[0]
    lines = [Line(line.left, line.right) for block in derived(run) if isinstance(block, Formula) for line in block.lines]
    yield _hint(language, "step slopes", slopes=listed(map(equation, lines)))
    slope = join(slope_at(run, "0"), " = ", tuple_of(map(number, row.gradient.values())))
    yield _hint(language, "step slopes there", point=place(run, row), slopes=slope)
    yield _hint(language, "armijo trial", bound=_bound(run))
    (line,) = _trial(run, row.trials[0], language)
    rate = join(rate_name(run), " = ", number(row.trials[0].step_size))
    yield _hint(language, "armijo first", rate=rate, comparison=line.right)


def _hint(language: str, key: str, **fields: Math) -> Hint:
    return Hint(say(language, f"hint {key}", **fields), say(language, f"hint {key} answer", **fields))


def _wrong(run: Run) -> Iterator[Wrong]:
    """Other rates of the row 1, 1/2, 1/4 and so on, then the largest rate of all that passes and the best one."""
    row, c = run.trace[0], run.rate.c  # type: ignore[attr-defined]
    decreases = next((t.step_size for t in row.trials if t.value < row.value), None)
    if decreases is not None:
        yield Wrong("first that decreases", answers.number(decreases))
    yield from _other_rules(run)
    yield Wrong("plus in the condition", answers.number(1))
    if row.step_size < 1:
        yield Wrong("last that fails", answers.number(2 * row.step_size))
    yield Wrong("one halving too many", answers.number(row.step_size / 2))
    square = sum((slope**2 for slope in row.gradient.values()), Fraction(0))
    bend = square - _falls(run, Fraction(1))  # f(x - γg) = f(x) - γ square + γ² bend
    yield Wrong("condition solved for the rate", answers.number((1 - c) * square / bend))
    yield Wrong("rate of an exact search", answers.number(square / (2 * bend)))


def _falls(run: Run, rate: Fraction) -> Fraction:
    """How much lower the function is after a step with that rate."""
    row = run.trace[0]
    values = dict(zip(run.variables, _reached(run, rate), strict=True))
    return row.value - Components(values, EXACT, {})[run.problem.expression]  # type: ignore[no-any-return]


def _other_rules(run: Run) -> Iterator[Wrong]:
    """The first rate that passes when the slope is not squared, and when the constant is what the rate is multiplied by."""
    row, c = run.trace[0], run.rate.c  # type: ignore[attr-defined]
    square = sum((slope**2 for slope in row.gradient.values()), Fraction(0))

    def passes(rate: Fraction) -> bool:
        return bool(_falls(run, rate) >= c * rate * square)

    def passes_unsquared(rate: Fraction) -> bool:
        return _falls(run, rate) >= 0 and _falls(run, rate) ** 2 >= (c * rate) ** 2 * square

    for rule, shrink, test in (("slope not squared", HALF, passes_unsquared), ("rate multiplied by the constant", c, passes)):
        found = next((shrink**k for k in range(MOST_TRIALS) if test(shrink**k)), None)
        if found is not None:
            yield Wrong(rule, answers.number(found))


def _question(given: Given) -> tuple[Block, ...]:
    found, run, language = problem_of(given), _run(given, 0), current_style().language
    x = Telling(run).symbol("x", "0")
    start = place(run, run.trace[0])
    fields: dict[str, Any] = {
        "f": of(found.expression, found.variables),
        "start": start if len(found.variables) == 1 else join(x, " = ", start),
        "rate": rate_name(run),
        "condition": _condition(run, x),
        "constant": join("c = ", math_of(parse_number(given["constant"]))),
    }
    return (*definition(found.expression, found.variables), Prose(say(language, "ask armijo", **fields)))


def _condition(run: Run, x: Math) -> Math:
    """f(x₀ - γ·∇f(x₀)) ≤ f(x₀) - c·γ·‖∇f(x₀)‖²."""
    f, rate, is_one = letter(run), rate_name(run), len(run.variables) == 1
    slope = join(Math(f"{f}'", f"{f}′") if is_one else Math(rf"\nabla {f}", f"∇{f}"), "(", x, ")")
    bars = ("", "") if is_one else (Math(r"\lVert ", "‖"), Math(r" \rVert", "‖"))
    square = join(bars[0], slope, bars[1], Math("^2", "²"))
    reached = join(f, Math(r"\left( ", "("), x, " - ", rate, TIMES, slope, Math(r" \right)", ")"))
    return join(reached, Math(r" \le ", " ≤ "), f, "(", x, ")", Math(r" - c \, ", " - c·"), rate, TIMES, square)


def _key(given: Given) -> str:
    return f"{canonical(function_of(given), tuple(given['start']), given['start'])} {given['constant']}"


TOPIC = Topic("armijo", _draw, _work, _question, _key, (22, 35, 50, 63), 5)
