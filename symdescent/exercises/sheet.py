"""A sheet of exercises: for one class, or another one for every student, with its key and its grading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Any

from symdescent.errors import ArgumentError
from symdescent.exercises.distinct import Wanted, distinct
from symdescent.exercises.exercise import Exercise, topic_named
from symdescent.exercises.roster import plain_name, roster
from symdescent.exercises.topic import LEVELS, Topic
from symdescent.lesson.document import Document
from symdescent.shown import Shown

if TYPE_CHECKING:
    from symdescent.exercises.marks import Marks

SCHEMA = "symdescent/sheet/1"
MOST_EXERCISES = 200  # of a student


@dataclass(frozen=True, eq=False)
class Paper:
    """The exercises of one student; of all, where ``student`` is empty."""

    student: str
    items: tuple[Exercise, ...]

    def to_dict(self) -> dict[str, Any]:
        """The student and the exercises with answers, solutions and hints, as JSON takes them."""
        return {"student": self.student, "items": [{"number": number, **item.to_dict()} for number, item in enumerate(self.items, 1)]}


@dataclass(frozen=True, eq=False)
class Sheet(Shown):
    """What ``sheet`` returns: a paper for everyone, or one for each student.

    It shows itself as its students see it: as ``questions``; its ``lesson`` is the ``key``.
    """

    seed: int
    papers: tuple[Paper, ...]

    def __repr__(self) -> str:
        of = f", {len(self.students)} students" if self.students else ""
        return f"Sheet(seed={self.seed}{of}, {len(self.items)} exercises)"

    @property
    def students(self) -> tuple[str, ...]:
        """The names of the students; none, where all have the same paper."""
        return tuple(paper.student for paper in self.papers if paper.student)

    @property
    def items(self) -> tuple[Exercise, ...]:
        """All exercises, one student's after the other's."""
        return tuple(item for paper in self.papers for item in paper.items)

    @property
    def questions(self) -> Document:
        """The student's version: nothing but what is asked, and in a notebook cells that grade what is typed."""
        from symdescent.exercises.papers import questions

        return questions(self)

    @property
    def key(self) -> Document:
        """The teacher's version: all answers, then the exercises with hints, solutions and likely wrong answers."""
        from symdescent.exercises.papers import key

        return key(self)

    def for_student(self, name: str) -> Sheet:
        """The sheet of one student. Raises ``ArgumentError`` for a name that is not among ``students``."""
        return Sheet(self.seed, (paper_of(self, name),))

    def grade(self, answers: Any, *, worker: bool = True) -> Marks:
        """The marks of typed answers: a mapping from number to text, or a list; with students one for each name.

        Raises ``ArgumentError`` for a number or a name that the sheet does not have.

        >>> from symdescent.exercises.sheet import sheet
        >>> found = sheet(["gradient-step"], seed=7, count=2)
        >>> found.grade({1: str(found.items[0].answer)}, worker=False).points
        (Fraction(1, 1),)
        """
        from symdescent.exercises.marks import marked

        return marked(self, answers, worker)

    def lesson(self, **options: Any) -> Document:
        """The key."""
        return self.key

    def display(self) -> Document:
        """The student's version."""
        return self.questions

    def to_dict(self) -> dict[str, Any]:
        """The sheet with its answers as JSON takes it: ``items``, or with students ``papers`` of them."""
        papers = [paper.to_dict() for paper in self.papers]
        return {"schema": SCHEMA, "seed": self.seed, **({"papers": papers} if self.students else {"items": papers[0]["items"]})}


def sheet(
    topics: str | Topic | Iterable[str | Topic],
    *,
    seed: int,
    count: int = 10,
    level: int | Sequence[int] = 2,
    students: Any = None,
) -> Sheet:
    """A sheet of ``count`` exercises on the topics in turn, no two of them the same up to names, scale and order.

    Parameters: ``level`` a number from 1 to 5, a range such as ``(1, 3)``, or a list of levels; they are balanced over the
    sheet. ``students`` a list of names, a number of students, or a CSV file: each has a sheet, all of them different. The same
    seed gives the same sheets, on every machine.

    Raises ``ArgumentError`` for anything that is not as described, and where a topic's level has too few different exercises.

    >>> week = sheet(["derivative", "gradient-step"], seed=7, count=4, level=(1, 2), students=["Ada", "Emmy"])
    >>> [(item.topic.name, item.level) for item in week.for_student("Ada").items]
    [('derivative', 1), ('gradient-step', 2), ('derivative', 2), ('gradient-step', 1)]
    """
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise ArgumentError(f"seed={seed!r}: expected a whole number.")
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MOST_EXERCISES:
        raise ArgumentError(f"count={count!r}: expected a whole number from 1 to {MOST_EXERCISES}.")
    names = roster(students)
    plan = list(planned(read_topics(topics), read_levels(level), count))
    items = distinct(plan * max(len(names), 1), seed)
    return Sheet(seed, tuple(Paper(name, tuple(islice(items, count))) for name in names or ("",)))


def planned(topics: Sequence[Topic], levels: Sequence[int], count: int) -> Iterator[Wanted]:
    """The topics in turn, each time at the level that is farthest behind on the sheet, then in the topic."""
    shares, used, there = Counter(levels), Counter[int](), Counter[tuple[str, int]]()
    for number in range(count):
        topic = topics[number % len(topics)]
        level = min(shares, key=lambda one: (used[one] / shares[one], there[topic.name, one] / shares[one], one))
        used[level] += 1
        there[topic.name, level] += 1
        yield Wanted(topic, level)


def read_topics(topics: str | Topic | Iterable[str | Topic]) -> tuple[Topic, ...]:
    """The topics, by their names or as they are; one of them or several."""
    given = [topics] if isinstance(topics, (str, Topic)) else list(topics)
    if not given:
        raise ArgumentError("topics is empty: expected the name of a topic, such as 'derivative', or several.")
    return tuple(topic_named(topic) for topic in dict.fromkeys(given))


def read_levels(level: int | Sequence[int]) -> tuple[int, ...]:
    """The levels: of a number, of a range (a tuple of its two ends), or of a list.

    >>> read_levels(2), read_levels((1, 3)), read_levels([1, 1, 5])
    ((2,), (1, 2, 3), (1, 1, 5))
    """
    found: Any = [level] if isinstance(level, int) else level
    if isinstance(found, tuple) and len(found) == 2 and all(isinstance(end, int) for end in found):
        found = range(found[0], found[1] + 1)
    if not isinstance(found, Sequence) or not found or not all(one in LEVELS and not isinstance(one, bool) for one in found):
        raise ArgumentError(f"level={level!r}: expected a number from 1 to 5, a range such as (1, 3), or a list of such numbers.")
    return tuple(found)


def paper_of(sheet: Sheet, name: str) -> Paper:
    """The paper of a student, whose name may be in other capitals or as "last, first".

    Raises ``ArgumentError`` for a name that the sheet does not have.
    """
    found = [paper for paper in sheet.papers if paper.student == name] or [
        paper for paper in sheet.papers if paper.student and plain_name(paper.student) == plain_name(name)
    ]
    if len(found) == 1:
        return found[0]
    near = get_close_matches(name, sheet.students, 1)
    meant = f"did you mean {near[0]!r}?" if near else f"expected one of the students, {', '.join(sheet.students[:8])}."
    raise ArgumentError(f"student {name!r} has no paper: {meant if sheet.students else 'the sheet is the same for all.'}")


def read_sheet(data: Any) -> Sheet:
    """The sheet that ``to_dict`` put into JSON, worked out again from what its questions give.

    Raises ``ArgumentError`` for anything else.
    """
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        raise ArgumentError(f"This is no sheet of exercises: expected the JSON of a sheet, with the schema {SCHEMA!r}.")
    try:
        papers = data["papers"] if "papers" in data else [{"student": "", "items": data["items"]}]
        return Sheet(data["seed"], tuple(Paper(paper["student"], tuple(map(_again, paper["items"]))) for paper in papers))
    except (KeyError, TypeError, AttributeError) as error:
        raise ArgumentError(f"This sheet of exercises is damaged ({error}): write it again with --format json.") from error


def _again(item: Mapping[str, Any]) -> Exercise:
    topic = topic_named(item["topic"])
    return Exercise(topic, item["seed"], item["level"], item["given"], topic.work(item["given"]))
