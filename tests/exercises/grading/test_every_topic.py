"""In every topic what we print is right, in both languages and in every notation, and each distractor is told by its rule."""

from __future__ import annotations

import pytest

from symdescent.exercises.catalogue import TOPICS
from symdescent.exercises.exercise import Exercise, exercise
from symdescent.notation import style
from tests.exercises.grading.items import here

SEEDS = range(3)
ITEMS = [(topic, level) for topic in TOPICS for level in (1, 3, 5)]


def printed(item: Exercise) -> list[object]:
    """The answer as text, as JSON, and in LaTeX unless it is a sentence."""
    latex = [] if item.answer.kind == "choice" else [item.answer.math.latex]
    return [str(item.answer), item.answer.to_dict(), *latex]


@pytest.mark.parametrize(("topic", "level"), ITEMS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_answer_as_printed_is_right(topic: str, level: int, language: str) -> None:
    for seed in SEEDS:
        item = exercise(topic, seed=seed, level=level)
        with style(language=language):
            assert [here(item, line).right for line in printed(item)] == [True] * len(printed(item)), (seed, printed(item))


@pytest.mark.parametrize(("topic", "level"), ITEMS)
def test_a_distractor_is_wrong_by_one_of_its_rules(topic: str, level: int) -> None:
    for seed in SEEDS:
        item = exercise(topic, seed=seed, level=level)
        for wrong in item.distractors:
            grade = here(item, str(wrong.answer))
            assert grade.right is False, (seed, wrong)
            assert set(wrong.rules) & set(grade.diagnoses), (seed, str(wrong.answer), wrong.rules, grade.diagnoses)
