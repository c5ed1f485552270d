"""A sheet as documents: the student's version, which only asks, and the teacher's key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from symdescent.exercises.catalogue import TOPICS
from symdescent.exercises.exercise import Exercise
from symdescent.lesson.document import Blank, Block, Break, Code, Document, Heading, Parts, Prose, Reveal, Table, lowered
from symdescent.lesson.language import known, say, word
from symdescent.notation.style import current_style

if TYPE_CHECKING:
    from symdescent.exercises.sheet import Paper, Sheet

LINES, MORE_LINES = 4, 2  # room for working: at level 0, and for each level
LEVEL = 2  # of an exercise's heading: a student's is above


def questions(sheet: Sheet) -> Document:
    """The student's version: on a page of its own for each student, with room for name, points and working."""
    language = current_style().language
    blocks = [block for number, paper in enumerate(sheet.papers) for block in _paper(paper, number, language)]
    return Document(say(language, "sheet title"), (Code("import symdescent as sd"), *blocks), language)


def _paper(paper: Paper, number: int, language: str) -> Iterator[Block]:
    yield from _beginning(paper, number)
    labels = [say(language, "sheet name")] if not paper.student or paper.student.isdigit() else []
    yield Blank((*labels, say(language, "sheet points", count=str(len(paper.items)))))
    for place, item in enumerate(paper.items, 1):
        yield item_heading(item, place, language)
        yield from item.question
        yield Blank(lines=LINES + MORE_LINES * item.level)
        yield Code(_cell(item, place, word(language, "sheet type here")))


def _beginning(paper: Paper, number: int) -> Iterator[Block]:
    """A student's page: its first words."""
    if number:
        yield Break()
    if paper.student:
        yield Heading((paper.student,))


def item_heading(item: Exercise, place: int, language: str) -> Heading:
    """The number of an exercise and its topic."""
    topic = known(language, f"topic {item.topic.name}", item.topic.name)
    return Heading(say(language, "sheet item", number=str(place), topic=topic), LEVEL)


def _cell(item: Exercise, place: int, comment: str) -> str:
    """Python that holds a student's answer, and grades it where the topic is known by its name."""
    name = f"answer_{place}"
    told = f'{name} = ""  # {comment}'
    if TOPICS.get(item.topic.name) is not item.topic:
        return told
    return f'{told}\nif {name}:\n    display(sd.exercise("{item.topic.name}", seed={item.seed}, level={item.level}).grade({name}))'


def key(sheet: Sheet) -> Document:
    """The teacher's key: all answers at a glance, then each exercise with what can be opened."""
    language = current_style().language
    blocks = [block for number, paper in enumerate(sheet.papers) for block in _key(paper, number, language)]
    return Document(say(language, "sheet key"), tuple(blocks), language)


def _key(paper: Paper, number: int, language: str) -> Iterator[Block]:
    yield from _beginning(paper, number)
    rows = tuple(((str(place),), item.answer.parts) for place, item in enumerate(paper.items, 1))
    yield Table(((word(language, "sheet number"),), (word(language, "sheet answer"),)), rows, (), "rl")
    for place, item in enumerate(paper.items, 1):
        yield item_heading(item, place, language)
        yield from item.question
        yield from opened(item, language)


def opened(item: Exercise, language: str) -> Iterator[Block]:
    """Hints, solution and likely wrong answers of an exercise."""
    if item.hints:
        hints = tuple(Prose((*hint.question, " ", *hint.answer)) for hint in item.hints)
        yield Reveal((word(language, "sheet hints"),), hints)
    solved = item.solved
    highest = min((block.level for block in solved.blocks if isinstance(block, Heading)), default=LEVEL)
    yield from lowered((solved,), LEVEL + 1 - highest)
    if item.distractors:
        rows = [(wrong.answer.parts, wrong.reason) for wrong in item.distractors]
        yield Reveal((word(language, "sheet wrong"),), (_wrong(rows, language),))


def _wrong(rows: Sequence[tuple[Parts, Parts]], language: str) -> Table:
    return Table(((word(language, "sheet answer"),), (word(language, "sheet reason"),)), tuple(rows), (), "ll")
