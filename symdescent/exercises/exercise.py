"""An exercise: a question drawn from a seed, with its answer, solution, hints and wrong answers from one derivation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any

from symdescent.errors import ArgumentError
from symdescent.exercises.answers import Answer
from symdescent.exercises.catalogue import TOPICS
from symdescent.exercises.distractors import distractors
from symdescent.exercises.topic import LEVELS, Given, Topic, Work, Wrong
from symdescent.lesson.document import Block, Document, Prose, Reveal
from symdescent.lesson.hints import Hint
from symdescent.lesson.language import known, say, word
from symdescent.notation.style import current_style
from symdescent.shown import Shown

if TYPE_CHECKING:
    from symdescent.exercises.grading.grade import Grade

SCHEMA = "symdescent/exercise/1"
MOST_DRAWS = 500  # before a level of a topic counts as empty
MOST_WRONG = 16  # answers of wrong rules that are compared


@dataclass(frozen=True, eq=False)
class Exercise(Shown):
    """One exercise; made by ``exercise``.

    ``given`` is what its question gives, as SymPy reads it; everything else follows from that.
    """

    topic: Topic
    seed: int
    level: int
    given: Given
    work: Work

    def __repr__(self) -> str:
        return f"Exercise({self.topic.name}, seed={self.seed}, level={self.level})"

    @property
    def answer(self) -> Answer:
        """The right answer."""
        return self.work.answer

    @cached_property
    def key(self) -> str:
        """What is the same for two exercises that differ in names, scale or order only."""
        return f"{self.topic.name}: {self.topic.key(self.given)}"

    @property
    def question(self) -> tuple[Block, ...]:
        """The question."""
        return self.topic.question(self.given)

    @property
    def solution(self) -> tuple[Block, ...]:
        """The full worked solution."""
        return self.work.solution()

    @property
    def solved(self) -> Reveal:
        """The worked solution with the answer below it, to be opened."""
        language = current_style().language
        answer = Prose((word(language, "exercise answer"), " ", *self.answer.parts))
        return Reveal((word(language, "exercise solution"),), (*self.solution, answer))

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The hints, from the faintest on."""
        return self.work.hints()

    @cached_property
    def distractors(self) -> tuple[Wrong, ...]:
        """Wrong answers with the wrong rule that leads to each: pairwise different, and none of them right."""
        return distractors(self.answer, islice(self.work.wrong(), MOST_WRONG))

    @cached_property
    def certificate(self) -> dict[str, Any]:
        """How the answer was verified."""
        return dict(self.work.checks())

    def grade(self, typed: Any, *, opened: int = 0, worker: bool = True) -> Grade:
        """The grade of an answer, typed or passed from Python; ``opened`` is how many hints have been read.

        It is worked out in a process of its own, with a deadline and a cap on its memory, unless ``worker`` is False. Raises
        ``FormulaError`` with a caret where the answer cannot be read.

        >>> from symdescent.exercises.exercise import exercise
        >>> item = exercise("gradient-step", seed=7)
        >>> item.grade(str(item.answer), worker=False).right
        True
        """
        from symdescent.exercises.grading.grade import grade

        return grade(self, typed, opened=opened, worker=worker)

    def lesson(self, **options: Any) -> Document:
        """The question with hints and solution."""
        language = current_style().language
        hints = tuple(Reveal(hint.question, (Prose(hint.answer),)) for hint in self.hints)
        return Document(self._title(language), (*self.question, *hints, self.solved), language)

    def display(self) -> Document:
        """What a notebook shows: the question with what can be opened below it."""
        return self.lesson()

    def _title(self, language: str) -> tuple[Any, ...]:
        return say(language, "exercise title", topic=known(language, f"topic {self.topic.name}", self.topic.name), level=str(self.level))

    def to_dict(self) -> dict[str, Any]:
        """The exercise as JSON takes it: formulas and numbers as SymPy reads them, prose as text."""
        language = current_style().language
        return {
            "schema": SCHEMA,
            "topic": self.topic.name,
            "seed": self.seed,
            "level": self.level,
            "given": dict(self.given),
            "question": _text(self.question, language),
            "answer": self.answer.to_dict(),
            "solution": _text(self.solution, language),
            "hints": [{"question": _line(hint.question), "answer": _line(hint.answer)} for hint in self.hints],
            "distractors": [{"answer": wrong.answer.to_dict(), "reason": _line(wrong.reason)} for wrong in self.distractors],
            "key": self.key,
            "certificate": self.certificate,
        }


def _text(blocks: tuple[Block, ...], language: str) -> str:
    from symdescent.render.text import render

    return render(Document((), blocks, language)).strip()


def _line(parts: tuple[Any, ...]) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in parts)


def exercise(topic: str | Topic, *, seed: int, level: int = 2) -> Exercise:
    """One exercise of a topic: the same seed gives the same exercise, on every machine.

    Raises ``ArgumentError`` for an unknown topic, a level out of 1 to 5, and a level at which the topic has no items.
    """
    found = topic_named(topic)
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise ArgumentError(f"seed={seed!r}: expected a whole number.")
    if level not in LEVELS:
        raise ArgumentError(f"level={level!r}: expected a whole number from 1 to 5.")
    random = Random(f"{found.name}/{level}/{seed}")  # seeded by a text, the same everywhere
    for _ in range(MOST_DRAWS):
        given = found.draw(random, level)
        if given is not None and (work := found.made(given, level)):
            return Exercise(found, seed, level, given, work)
    raise ArgumentError(f"The topic {found.name} has no items at level {level}: choose another level.")


def topic_named(topic: str | Topic) -> Topic:
    """The topic of a name, or itself."""
    if isinstance(topic, Topic):
        return topic
    if topic not in TOPICS:
        raise ArgumentError(f"topic={topic!r}: expected one of {', '.join(TOPICS)}, or a topic of your own.")
    return TOPICS[topic]
