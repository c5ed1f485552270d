"""The grade of a typed answer: right, right in another form, wrong or undecided; what went wrong; the next hint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from symdescent.exercises.answers import Answer
from symdescent.exercises.grading import diagnosis, steps
from symdescent.exercises.grading.compare import Outcome, compared, entries
from symdescent.exercises.grading.diagnosis import NOTHING, Diagnosis
from symdescent.exercises.grading.leaves import Ground
from symdescent.exercises.grading.passed import as_text
from symdescent.exercises.grading.reading import read
from symdescent.exercises.topic import Given, Work
from symdescent.lesson.document import Document, Inline, Parts, Prose
from symdescent.lesson.language import say
from symdescent.notation.parser import parse, parse_number
from symdescent.notation.style import current_style
from symdescent.notation.tree import Expression, names
from symdescent.shown import Shown

if TYPE_CHECKING:
    from symdescent.exercises.exercise import Exercise

SCHEMA = "symdescent/grade/1"


@dataclass(frozen=True)
class Grade(Shown):
    """What is said of a typed answer.

    ``right`` is True, False, or None where that was not decided. Of a right answer ``form`` says what is to be said of its
    form, ``""`` where it is as asked. Of a wrong one ``diagnoses`` are the keys of all that leads to it, and ``hint`` is the
    next hint. ``steps`` has a word for each step of a run: ``"right"``, ``"carried on"``, ``"wrong"``.
    """

    typed: str
    right: bool | None
    form: str = ""
    diagnoses: tuple[str, ...] = ()
    message: Parts = ()
    hint: Parts = ()
    steps: tuple[str, ...] = ()
    language: str = "en"

    @property
    def diagnosis(self) -> str | None:
        """The key of what went wrong first of all; None where nothing did, or nothing explains it."""
        return self.diagnoses[0] if self.diagnoses else None

    def __repr__(self) -> str:
        return f"Grade({self.typed!r}, right={self.right}, form={self.form!r}, diagnosis={self.diagnosis!r})"

    def lesson(self, **options: Any) -> Document:
        """The verdict, and the hint."""
        blocks = tuple(Prose(parts) for parts in (self.message, self.hint) if parts)
        return Document(say(self.language, "title grade"), blocks, self.language)

    def display(self) -> Document:
        """The verdict, and the hint."""
        return self.lesson()

    def to_dict(self) -> dict[str, Any]:
        """The grade as JSON takes it."""
        return {
            "schema": SCHEMA,
            "typed": self.typed,
            "right": self.right,
            "form": self.form or None,
            "diagnosis": self.diagnosis,
            "diagnoses": list(self.diagnoses),
            "message": plain(self.message),
            "hint": plain(self.hint) or None,
            "steps": list(self.steps),
        }


def plain(parts: Parts) -> str:
    """A sentence as plain text."""
    return "".join(_plain(part) for part in parts)


def _plain(part: Inline) -> str:
    return part if isinstance(part, str) else part.text


def grade(exercise: Exercise, typed: Any, *, opened: int = 0, worker: bool = True) -> Grade:
    """The grade of an answer to an exercise, typed or passed from Python; ``opened`` is how many hints have been read.

    With ``worker`` it is graded in another process, which has a deadline and a cap on its memory. Raises ``FormulaError``
    with a caret where the answer cannot be read.
    """
    from symdescent.exercises.catalogue import TOPICS

    line = as_text(typed)
    if worker and TOPICS.get(exercise.topic.name) is exercise.topic:
        from symdescent.exercises.grading.worker import graded_by_worker

        return graded_by_worker(exercise.topic.name, exercise.given, line, opened)
    return graded(exercise.work, exercise.given, line, opened)


def graded(work: Work, given: Given, line: Any, opened: int = 0) -> Grade:
    """The grade of a typed answer, in this process."""
    answer, ground = work.answer, _ground(work.answer, given)
    typed = read(line, answer, ground.known, _options(work), tuple(ground.place))
    if answer.kind == "iterates":
        outcome = steps.graded(typed, work, given, ground)
        found = steps.diagnosed(typed, outcome, work, given, ground) if outcome.right is False else NOTHING
    else:
        outcome = compared(typed, answer, ground)
        if outcome.form == "rounded":
            outcome = diagnosis.exactly(typed, work, ground) or outcome
        found = diagnosis.diagnosed(typed, outcome, work, ground) if outcome.right is False else NOTHING
    parts = outcome.parts if answer.kind == "iterates" else ()
    message, language = _message(outcome, found, answer), current_style().language
    return Grade(line, outcome.right, outcome.form, found.keys, message, _hint(outcome, found, work, opened), parts, language)


def _ground(answer: Answer, given: Given) -> Ground:
    functions, point = _functions(given), given.get("point", given.get("start"))
    place = {x: parse_number(str(value)) for x, value in point.items()} if isinstance(point, Mapping) else {}
    known = frozenset[str]().union(*map(names, functions), *map(names, entries(answer)), place)
    return Ground(entries(answer), functions, known, place)


def _functions(given: Given) -> tuple[Expression, ...]:
    """The functions of the question: where they are not defined, nothing is compared."""
    text = given.get("function")
    return (_read(text),) if isinstance(text, str) else ()


_read = lru_cache(maxsize=256)(parse)


def _options(work: Work) -> tuple[str, ...]:
    """The choices that there are, besides the right one."""
    if work.answer.kind != "choice":
        return ()
    return tuple(dict.fromkeys(wrong.answer.value for wrong in work.wrong() if wrong.answer.kind == "choice"))


def _message(outcome: Outcome, found: Diagnosis, answer: Answer) -> Parts:
    language = current_style().language
    if outcome.right is None:
        return say(language, "grade undecided")
    if outcome.right:
        return say(language, f"grade {outcome.form}", answer=answer.math) if outcome.form else say(language, "grade right")
    return (*say(language, "grade wrong"), " ", *(found.reason or say(language, "grade unexplained")))


def _hint(outcome: Outcome, found: Diagnosis, work: Work, opened: int) -> Parts:
    """The hint of the mistake itself, else the next one of the exercise."""
    if outcome.right:
        return ()
    hints = work.hints() if not found.hint else ()
    return found.hint or (say(current_style().language, "grade hint", hint=hints[min(opened, len(hints) - 1)].question) if hints else ())
