"""The marks of a sheet: what each typed answer is worth, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symdescent.errors import ArgumentError, FormulaError
from symdescent.exercises.exercise import Exercise
from symdescent.exercises.grading.grade import Grade
from symdescent.exercises.roster import plain_name
from symdescent.exercises.sheet import Paper, Sheet, paper_of
from symdescent.lesson.document import Block, Document, Heading, Parts, Prose, Table
from symdescent.lesson.formula import number as shown
from symdescent.lesson.language import known, say, word
from symdescent.notation.style import current_style
from symdescent.shown import Shown

if TYPE_CHECKING:
    from symdescent.lesson.document import Inline

SCHEMA = "symdescent/marks/1"
SIGNS = {"unanswered": "–", "unread": "?", "undecided": "?"}  # in a class's table, in place of points


@dataclass(frozen=True, eq=False)
class Mark:
    """What was typed as the answer to an exercise, and its grade; ``unread`` says why it could not be read, where it could not."""

    number: int
    item: Exercise
    typed: Any = None
    grade: Grade | None = None
    unread: str = ""

    @property
    def points(self) -> Fraction:
        """1 for a right answer; of several steps the share of those that are right or carried on; else 0."""
        if self.grade is None or self.grade.right:
            return Fraction(self.grade is not None)
        steps, asked = self.grade.steps, len(self.item.answer.value) if self.item.answer.kind == "iterates" else 1
        return Fraction(sum(step != "wrong" for step in steps), max(asked, len(steps), 1))

    @property
    def outcome(self) -> str:
        """One of right, partly, wrong, undecided, unread, unanswered."""
        if self.grade is None:
            return "unread" if self.unread else "unanswered"
        if self.grade.right is None:
            return "undecided"
        return "right" if self.grade.right else "partly" if self.points else "wrong"

    @property
    def said(self) -> Parts:
        """What is said of it."""
        if self.grade is None:
            return (self.unread,) if self.unread else ()
        return (*self.grade.message, *((" ", *self.grade.hint) if self.grade.hint else ()))

    def to_dict(self) -> dict[str, Any]:
        """The mark as JSON takes it."""
        told = {"number": self.number, "topic": self.item.topic.name, "typed": self.typed, "outcome": self.outcome}
        return {**told, "points": str(self.points), "grade": self.grade and self.grade.to_dict(), "unread": self.unread or None}


@dataclass(frozen=True, eq=False)
class Marks(Shown):
    """What ``sheet.grade`` returns: for each student (or for the one paper, whose student is ``""``) a mark for each exercise.

    ``missing`` are the students of whom there are no answers.
    """

    papers: Mapping[str, tuple[Mark, ...]]
    missing: tuple[str, ...] = ()

    def __repr__(self) -> str:
        told = (f"{points} of {len(marks)}" for points, marks in zip(self.points, self.papers.values(), strict=True))
        return f"Marks({', '.join(told)})"

    @property
    def points(self) -> tuple[Fraction, ...]:
        """The points of each paper."""
        return tuple(sum((mark.points for mark in marks), Fraction(0)) for marks in self.papers.values())

    def display(self) -> Document:
        """Of a class a table with a row for each student, of one paper a row for each exercise."""
        language = current_style().language
        blocks = _papers(self.papers, language) if self._is_one else _class(self, language)
        return Document(say(language, "marks title"), (*blocks, *_missing(self, language)), language)

    def lesson(self, **options: Any) -> Document:
        """The table of the class, then what is said to each student."""
        language = current_style().language
        head = () if self._is_one else _class(self, language)
        return Document(say(language, "marks title"), (*head, *_papers(self.papers, language), *_missing(self, language)), language)

    @property
    def _is_one(self) -> bool:
        return len(self.papers) == 1

    def to_dict(self) -> dict[str, Any]:
        """The marks as JSON takes them."""
        rows = [
            {"student": student, "points": str(points), "of": len(marks), "marks": [mark.to_dict() for mark in marks]}
            for (student, marks), points in zip(self.papers.items(), self.points, strict=True)
        ]
        return {"schema": SCHEMA, "papers": rows, "missing": list(self.missing)}


def _missing(marks: Marks, language: str) -> Iterator[Block]:
    if marks.missing:
        yield Prose(say(language, "marks missing", students="; ".join(marks.missing)))


def _papers(papers: Mapping[str, tuple[Mark, ...]], language: str) -> Iterator[Block]:
    heads = tuple((word(language, f"marks {key}"),) for key in ("number", "topic", "typed", "outcome", "said"))
    for student, marks in papers.items():
        if student:
            yield Heading((student,))
        yield Table(heads, tuple(_row(mark, language) for mark in marks), (), "rllll")
        points = shown(sum((mark.points for mark in marks), Fraction(0)))
        yield Prose(say(language, "marks points", points=points, count=str(len(marks))))


def _row(mark: Mark, language: str) -> tuple[Parts, ...]:
    topic = known(language, f"topic {mark.item.topic.name}", mark.item.topic.name)
    typed: Inline = "" if mark.typed is None else str(mark.typed)
    return ((str(mark.number),), (topic,), (typed,), (word(language, f"marks is {mark.outcome}"),), mark.said)


def _class(marks: Marks, language: str) -> Iterator[Block]:
    most = max(map(len, marks.papers.values()))
    heads = [(word(language, "marks student"),), *((str(k),) for k in range(1, most + 1)), (word(language, "marks sum"),)]
    rows = []
    for (student, row), points in zip(marks.papers.items(), marks.points, strict=True):
        cells = [(SIGNS.get(mark.outcome) or shown(mark.points),) for mark in row]
        rows.append(((student,), *cells, *[()] * (most - len(row)), (shown(points),)))
    yield Table(tuple(heads), tuple(rows), (), "l" + "r" * (most + 1))
    if doubtful := "; ".join(_doubtful(marks.papers)):
        yield Prose(say(language, "marks to read", answers=doubtful))


def _doubtful(papers: Mapping[str, tuple[Mark, ...]]) -> Iterator[str]:
    """The students with the numbers of their answers that a teacher has to read."""
    for student, marks in papers.items():
        numbers = [str(mark.number) for mark in marks if SIGNS.get(mark.outcome) == "?"]
        if numbers:
            yield f"{student} {', '.join(numbers)}"


def marked(sheet: Sheet, answers: Any, worker: bool) -> Marks:
    """The marks of a sheet's answers; of a student's own sheet they may be given without the name."""
    if not sheet.students or (len(sheet.papers) == 1 and not _has_names(sheet, answers)):
        return Marks({paper.student: _marked(paper, answers, worker) for paper in sheet.papers})
    if not isinstance(answers, Mapping) or not answers:
        raise ArgumentError("answers: expected for each student's name a mapping from number to text.")
    papers = [(paper_of(sheet, str(name)), typed) for name, typed in answers.items()]
    found = {paper.student: typed for paper, typed in papers}
    if len(found) < len(papers):
        raise ArgumentError("answers: two of the names are one student's; expected each once.")
    missing = tuple(name for name in sheet.students if name not in found)
    return Marks({paper.student: _marked(paper, typed, worker) for paper, typed in papers}, missing)


def _has_names(sheet: Sheet, answers: Any) -> bool:
    return isinstance(answers, Mapping) and plain_name(sheet.students[0]) in map(plain_name, map(str, answers))


def _marked(paper: Paper, answers: Any, worker: bool) -> tuple[Mark, ...]:
    typed = numbered(answers, len(paper.items))
    return tuple(_mark(place, item, typed.get(place), worker) for place, item in enumerate(paper.items, 1))


def numbered(answers: Any, count: int) -> dict[int, Any]:
    """The answers by number. Raises ``ArgumentError`` for a number that there is not.

    >>> numbered(["2x", ""], 3), numbered({"2": "x"}, 3)
    ({1: '2x', 2: ''}, {2: 'x'})
    """
    if isinstance(answers, Sequence) and not isinstance(answers, str):
        answers = dict(enumerate(answers, 1))
    if not isinstance(answers, Mapping):
        raise ArgumentError(f"answers={answers!r}: expected a mapping from number to text, or a list of texts.")
    wrong = [number for number in answers if not (str(number).isdecimal() and 1 <= int(str(number)) <= count)]
    if wrong:
        raise ArgumentError(f"answers: there is no exercise {wrong[0]!r}; expected numbers from 1 to {count}.")
    return {int(str(number)): typed for number, typed in answers.items()}


def _mark(place: int, item: Exercise, typed: Any, worker: bool) -> Mark:
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        return Mark(place, item)
    try:
        return Mark(place, item, typed, item.grade(typed, worker=worker))
    except FormulaError as error:
        return Mark(place, item, typed, unread=error.reason)
    except ArgumentError as error:
        return Mark(place, item, typed, unread=str(error))
