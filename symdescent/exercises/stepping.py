"""Topics that ask for steps of a method: question, solution, hints and wrong answers from the equations of the method."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import Any

from symdescent.descent.method import Method
from symdescent.exercises import answers
from symdescent.exercises.answers import Answer
from symdescent.exercises.canonical import canonical
from symdescent.exercises.given import function
from symdescent.exercises.mistakes.step import Mistake, wrong_points
from symdescent.exercises.runs import (
    checked,
    derived,
    digits,
    entry_by_entry,
    length,
    numbered_lines,
    operations,
    place,
    rule_lines,
    run_of,
    worked_solution,
)
from symdescent.exercises.topic import Given, Size, Topic, Work, Wrong
from symdescent.lesson.derivation import definition
from symdescent.lesson.document import Block, Formula, Line, Math, Prose
from symdescent.lesson.equations import Telling
from symdescent.lesson.formula import join, listed, math_of, name, number, point
from symdescent.lesson.hints import Hint
from symdescent.lesson.language import say
from symdescent.lesson.names import rate_name
from symdescent.lesson.symbols import of
from symdescent.lesson.worked import decimal_or_fraction
from symdescent.notation.parser import parse_number
from symdescent.notation.style import current_style
from symdescent.notation.tree import Symbol
from symdescent.run import Run

LONGEST_WRONG = 6  # digits of a number in a wrong answer: a longer one gives itself away
Names = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Stepping:
    """How a topic asks for steps: by which method of what is given, which entries of it are parameters and which the state.

    ``cuts``, ``digits`` and ``draw`` are the topic's; ``mistakes`` the wrong rules, the likeliest first; ``shows_rule`` tells
    whether the question prints the equations.
    """

    name: str
    draw: Callable[[Random, int], dict[str, Any] | None]
    method: Callable[[Given], Method | str]
    mistakes: tuple[Mistake, ...]
    cuts: tuple[int, int, int, int]
    parameters: Names = field(default_factory=dict)
    state: Names = field(default_factory=dict)
    digits: int = 4
    shows_rule: bool = True

    def topic(self) -> Topic:
        """The topic."""
        return Topic(self.name, self.draw, self.work, self.question, self.key, self.cuts, self.digits)

    def run(self, given: Given) -> Run:
        """The exact run."""
        return _run(self, tuple((key, tuple(value.items()) if isinstance(value, Mapping) else value) for key, value in given.items()))

    def work(self, given: Given) -> Work:
        """The answer and how one comes to it."""
        run = self.run(given)
        return Work(
            answer=answer(run),
            size=size(run),
            solution=lambda: tuple(worked_solution(run)),
            checks=lambda: checked(run),
            hints=lambda: tuple(hints(run, knows_rule=self.shows_rule)),
            wrong=lambda: wrong_answers(run, self.mistakes),
            onward=(lambda done: _one_step(self, given, done).trace[-1].x) if len(run.trace) > 2 else None,
            astray=(lambda done: tuple(wrong_answers(_one_step(self, given, done), self.mistakes, run))) if len(run.trace) > 2 else None,
        )

    def question(self, given: Given) -> tuple[Block, ...]:
        """What is asked, the equations and the numbers to put into them."""
        run, language = self.run(given), current_style().language
        f = of(run.problem.expression, run.variables)
        rate = math_of(parse_number(given["rate"])) if "rate" in given else Math("1", "1")
        steps = str(given.get("steps", 1))
        rate = join(rate_name(run), " = ", rate) if self.shows_rule else rate
        asked = say(language, f"ask {self.name}", f=f, start=place(run, run.trace[0]), rate=rate, steps=steps, k=str(run.trace[0].k + 1))
        rule = (Formula(rule_lines(run)),) if self.shows_rule else ()
        beside = tuple(self._beside(run, given, language)) if self.shows_rule else ()
        return (*definition(run.problem.expression, run.variables), Prose(asked), *rule, *((Prose(beside),) if beside else ()))

    def _beside(self, run: Run, given: Given, language: str) -> Iterator[Any]:
        """The numbers of parameters and state, and how columns are read."""
        told, k = Telling(run), str(run.trace[0].k)
        parameters = [
            join(told.symbol(mine, ""), " = ", decimal_or_fraction(told.parameters[mine]))
            for theirs, mine in self.parameters.items()
            if theirs in given
        ]
        state = [join(told.symbol(mine, k), " = ", number_of(given[theirs])) for theirs, mine in self.state.items() if theirs in given]
        g = (*say(language, "given g min", g=told.letters("g")), ".") if "g" in run.update.names else ()
        shown = [*parameters, *state]
        columns = say(language, "given columns", variables=listed(map(name, run.variables))) if len(run.variables) > 1 else ()
        numbers = say(language, "given numbers", numbers=listed(shown)) if shown else ()
        parts = [g, columns, entry_by_entry(run), numbers, say(language, "ask source", source=run.method.source)]
        for place_, part in enumerate(filter(None, parts)):
            yield from ((" ",) if place_ else ())
            yield from part

    def key(self, given: Given) -> str:
        """Function, start and numbers, whatever the variables are called."""
        states = [given[key] for key in self.state if isinstance(given.get(key), Mapping)]
        others = {key: value for key, value in sorted(given.items()) if key not in ("function", "start", *self.state)}
        return f"{canonical(function(given), tuple(given['start']), given['start'], *states)} {others}"


def number_of(value: Any) -> Math:
    """A number, or the column of a mapping's."""
    if isinstance(value, Mapping):
        return point(math_of(parse_number(entry)) for entry in value.values())
    return math_of(parse_number(str(value)))


@lru_cache(64)  # question and solution of an item tell of one run
def _run(stepping: Stepping, entries: tuple[tuple[str, Any], ...]) -> Run:
    given = {key: dict(value) if isinstance(value, tuple) else value for key, value in entries}
    state = {mine: given[theirs] for theirs, mine in stepping.state.items() if theirs in given}
    parameters = {mine: given[theirs] for theirs, mine in stepping.parameters.items() if theirs in given}
    return run_of(given, stepping.method(given), state=state or None, **parameters)


def answer(run: Run) -> Answer:
    """The point that the step leads to; of several steps all of them."""
    points = [row.x for row in run.trace][1:]
    return answers.at_point(points[0]) if len(points) == 1 else answers.iterates_of(points)


def size(run: Run) -> Size:
    """What there is to work out: the derivatives at every iterate, and the equations of every step."""
    steps, second = len(run.trace) - 1, []
    if "H" in run.update.names:
        rows = run.problem.second  # type: ignore[attr-defined]
        second = [rows[i][j] for i in range(len(rows)) for j in range(i, len(rows))]
    work = operations(run.problem.partials) + operations(second)
    width, lines = len(run.variables), sum(not isinstance(line.side, Symbol) for line in run.method.lines)
    return Size(2 * steps * (work + width * lines), 2 * width - 1, digits(run))


def hints(run: Run, *, knows_rule: bool) -> Iterator[Hint]:
    """The rule where it is not known, the derivatives, their values where the step begins, then equation by equation the numbers."""
    language, first, after = current_style().language, run.trace[0], run.trace[1]
    rule, slopes = (listed(map(equation, lines)) for lines in (rule_lines(run), _formulas(run)))
    if not knows_rule:
        yield _hint(language, "rule", rule=rule)
    yield _hint(language, "slopes", slopes=slopes)
    at = join(point(name(x, str(first.k)) for x in run.variables), " = ", point(map(number, first.x.values())))
    lines = list(numbered_lines(run, Telling(run), first, after))
    if "g" in run.update.names:
        yield _hint(language, "slopes there", point=at, slopes=listed(_chained(lines[: _values(run, lines)])))
    equations = lines[_values(run, lines) : -1]
    asked_for = [line.left for line in equations if line.left is not None]
    *before, last = _chained(equations)
    for left, line in zip(asked_for, before, strict=False):
        yield _hint(language, "equation", left=left, line=line)
    yield _hint(language, "numbers", lines=last)


def _values(run: Run, lines: list[Line]) -> int:
    """How many of the lines are the values of derivatives."""
    starts = [place for place, line in enumerate(lines) if line.left is not None]
    return starts[sum(key in run.update.names for key in "gH")]


def _hint(language: str, key: str, **fields: Math) -> Hint:
    return Hint(say(language, f"hint step {key}", **fields), say(language, f"hint step {key} answer", **fields))


def equation(line: Line) -> Math:
    """A line as a formula among words."""
    return line.right if line.left is None else join(line.left, Math(r" \approx ", " ≈ ") if line.relation == "≈" else " = ", line.right)


def _formulas(run: Run) -> Iterator[Line]:
    return (Line(line.left, line.right) for block in derived(run) if isinstance(block, Formula) for line in block.lines)


def _chained(lines: Sequence[Line]) -> list[Math]:
    """Lines that continue one another as one formula each."""
    chains: list[Math] = []
    for line in lines:
        if line.left is None and chains:
            chains[-1] = join(chains[-1], " = ", line.right)
        else:
            chains.append(equation(line))
    return chains


def wrong_answers(run: Run, mistakes: tuple[Mistake, ...], began: Run | None = None) -> Iterator[Wrong]:
    """Where the wrong rules lead, in a run that carries on from another one; numbers that are too long to tempt are left out."""
    for mistake in mistakes:
        points = wrong_points(run, mistake, began)
        if points and all(length(value) <= LONGEST_WRONG for values in points for value in values.values()):
            yield Wrong(mistake.name, answers.at_point(points[0]) if len(points) == 1 else answers.iterates_of(points))


def _one_step(stepping: Stepping, given: Given, done: Any) -> Run:
    """The step from a student's own point, of a method without a state; where nothing pulls, the run ends at once."""
    return stepping.run({**given, "start": {x: str(value) for x, value in done.items()}, "steps": 1})
