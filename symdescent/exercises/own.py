"""Topics of one's own: from a topic that there is with other questions, or from a question, its answer and the lines of its solution."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

from symdescent.exercises.answers import Answer, formula, longest
from symdescent.exercises.canonical import canonical
from symdescent.exercises.catalogue import TOPICS
from symdescent.exercises.topic import Given, Size, Topic, Work, Wrong
from symdescent.lesson.document import Block, Parts, Prose
from symdescent.notation.parser import parse

Draw = Callable[[Random, int], dict[str, Any] | None]


def like(topic: str | Topic, name: str, draw: Draw) -> Topic:
    """A topic that is worked, told and graded like another one, with questions of its own.

    ``draw`` takes a source of randomness and the level, and returns what a question gives, in the form of the other topic.
    Levels are measured as in that topic: a draw that does not fit the level is made again.

    >>> import symdescent as sd
    >>> from symdescent.exercises.own import like
    >>> waves = like("derivative", "waves", lambda random, level: {"function": f"sin({random.randint(2, 9)}*x)", "variable": "x"})
    >>> str(sd.exercise(waves, seed=1, level=1).answer)
    '8cos(8x)'
    """
    return replace(TOPICS[topic] if isinstance(topic, str) else topic, name=name, draw=draw)


def topic(
    name: str,
    draw: Draw,
    *,
    question: Callable[[Given], str],
    answer: Callable[[Given], Answer | str],
    solution: Callable[[Given], Iterable[str]],
    wrong: Callable[[Given], Mapping[str, Answer | str]] = lambda given: {},
    size: Callable[[Given], int] | None = None,
) -> Topic:
    """A topic in plain words: what it asks, the answer, the lines of the solution, and wrong answers by their reasons.

    An answer is a formula as it is typed, or one made by the functions of ``symdescent.exercises.answers``. ``size`` is how
    much work an item is, 1 to 5, its level; without it the level is the one that was drawn for.
    """

    def drawn(random: Random, level: int) -> dict[str, Any] | None:
        given = draw(random, level)
        return given if size or given is None else {**given, "level": level}

    def work(given: Given) -> Work:
        right = _answer(answer(given))
        return Work(
            answer=right,
            size=Size(size(given) if size else given["level"], 1, 1),
            solution=lambda: tuple(Prose((line,)) for line in solution(given)),
            checks=lambda: {"checked by": "its author", "digits of the answer": longest(right)},
            wrong=lambda: (Wrong(reason, _answer(value), _because(reason)) for reason, value in wrong(given).items()),
        )

    def asked(given: Given) -> tuple[Block, ...]:
        return (Prose((question(given),)),)

    return Topic(name, drawn, work, asked, lambda given: _key(_answer(answer(given)), question(given)), (1, 2, 3, 4))


def _because(reason: str) -> Callable[[], Parts]:
    return lambda: (reason,)


def _answer(value: Answer | str) -> Answer:
    return value if isinstance(value, Answer) else formula(parse(value))


def _key(right: Answer, question: str) -> str:
    """An own topic knows no names to change: its questions are the same where they and their answers are."""
    return f"{canonical(right.value) if right.kind == 'formula' else right} for {question}"
