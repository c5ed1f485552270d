"""Exercises with given numbers, and kinds of answers without a topic, to grade typed lines by."""

from __future__ import annotations

from typing import Any

from symdescent.exercises.answers import Answer, choice
from symdescent.exercises.catalogue import TOPICS
from symdescent.exercises.exercise import Exercise
from symdescent.exercises.grading.grade import Grade, graded
from symdescent.exercises.topic import Size, Work, Wrong


def item(topic: str, **given: Any) -> Exercise:
    found = TOPICS[topic]
    return Exercise(found, 0, 1, given, found.work(given))


def derivative(function: str, variable: str = "x") -> Exercise:
    return item("derivative", function=function, variable=variable)


def here(exercise: Exercise, line: Any) -> Grade:
    return exercise.grade(line, worker=False)


def of(answer: Answer, line: str, **given: Any) -> Grade:
    """The grade of a line where this is the answer; of choices there are three more, and nothing else is known of mistakes."""
    others = [
        Wrong("another", choice(key)) for key in ("A", "B", "C", "convex", "neither") if answer.kind == "choice" and key != answer.value
    ]
    return graded(Work(answer, Size(1), tuple, dict, wrong=lambda: iter(others)), given, line)
