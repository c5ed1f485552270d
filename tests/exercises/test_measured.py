"""What a teacher counts on: levels grow, every line has short numbers, there are wrong answers enough, a class gets different items."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, pairwise
from statistics import fmean

import pytest

import symdescent as sd
from symdescent.errors import ArgumentError
from symdescent.exercises.catalogue import NAMES, TOPICS
from symdescent.exercises.exercise import Exercise
from symdescent.exercises.stress.compare import same
from symdescent.exercises.topic import LEVELS
from symdescent.lesson.document import Document, Figure
from symdescent.render.text import render

SEEDS = range(5)
LEAST_WRONG = 3
each_topic = pytest.mark.parametrize("topic", NAMES)


@cache
def items(topic: str, level: int) -> tuple[Exercise, ...]:
    return tuple(sd.exercise(topic, seed=seed, level=level) for seed in SEEDS)


@each_topic
def test_the_work_of_an_item_grows_with_its_level(topic: str) -> None:
    scores = [[item.work.size.score for item in items(topic, level)] for level in LEVELS]
    assert all(max(low) < min(high) for low, high in pairwise(scores))
    assert all(fmean(low) < fmean(high) for low, high in pairwise(scores))


@each_topic
def test_no_line_of_a_solution_has_a_longer_number_than_its_topic_allows(topic: str) -> None:
    for level in LEVELS:
        for item in items(topic, level):
            blocks = tuple(block for block in item.solution if not isinstance(block, Figure))
            told = render(Document((), blocks, "en"))
            longest = max(map(len, re.findall(r"\d+", told)), default=0)
            assert longest <= TOPICS[topic].digits, (level, item.seed, told)


@each_topic
def test_there_are_three_wrong_answers_and_none_of_them_twice(topic: str) -> None:
    for level in LEVELS:
        for item in items(topic, level):
            wrong = [one.answer for one in item.distractors]
            assert len(wrong) >= LEAST_WRONG, (level, item.seed, item.given)
            assert not any(same(a, b) for a, b in combinations([item.answer, *wrong], 2)), (level, item.seed, item.given)


@pytest.mark.parametrize("topic", ["hinge-subgradient", "safe-rate", "convexity", "gradient-step"])
def test_a_class_of_forty_gets_forty_different_items(topic: str) -> None:
    found = sd.sheet(topic, seed=11, count=1, level=1, students=40).items
    assert len({item.key for item in found}) == 40


def test_where_a_level_has_too_few_items_it_is_said_how_many_there_are() -> None:
    few = sd.topics["safe-rate"]
    with pytest.raises(ArgumentError, match=r"has \d+ different exercises at level 1, and 4000 are asked for"):
        sd.sheet(few, seed=1, count=200, level=1, students=20)
