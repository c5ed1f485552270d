"""Typical wrong answers, by topic, from what is known of students' errors: what was typed, and the rules that explain it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from symdescent.exercises.catalogue import TOPICS
from symdescent.exercises.exercise import Exercise

FILES = sorted((Path(__file__).parents[1] / "wrong_answers").glob("*.txt"))
LEAST = 0.9  # of them that must be explained rightly, in every topic
FEWEST = 7


class Row(NamedTuple):
    topic: str
    given: dict[str, Any]
    typed: str
    keys: frozenset[str]


def rows(path: Path) -> Iterator[Row]:
    given: dict[str, Any] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("given "):
            given = json.loads(line.removeprefix("given "))
        elif " | " in line and not line.startswith("#"):
            typed, _, keys = line.rpartition(" | ")
            yield Row(path.stem.replace("_", "-"), given, typed, frozenset(key.strip() for key in keys.split(";")))


ROWS = [row for path in FILES for row in rows(path) if row.topic in TOPICS]
TOLD = {name: [row for row in ROWS if row.topic == name] for name in dict.fromkeys(row.topic for row in ROWS)}


def grade(row: Row) -> Any:
    topic = TOPICS[row.topic]
    return Exercise(topic, 0, 1, row.given, topic.work(row.given)).grade(row.typed, worker=False)


def test_every_topic_has_some_and_all_have_many() -> None:
    assert set(TOLD) == set(TOPICS)
    assert min(map(len, TOLD.values())) >= FEWEST
    assert len(ROWS) >= 250


@pytest.mark.parametrize("topic", TOLD)
def test_typical_wrong_answers_get_the_right_diagnosis(topic: str) -> None:
    graded = [(row, grade(row)) for row in TOLD[topic]]
    assert all(grade.right is False for _, grade in graded), [row.typed for row, grade in graded if grade.right is not False]
    missed = [(row.typed, set(row.keys), grade.diagnoses) for row, grade in graded if not row.keys & set(grade.diagnoses)]
    assert len(missed) <= (1 - LEAST) * len(graded), missed
