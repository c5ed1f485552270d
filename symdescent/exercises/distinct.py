"""Exercises that differ: no two of them the same up to names, scale and order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from symdescent.errors import ArgumentError
from symdescent.exercises.exercise import Exercise, exercise
from symdescent.exercises.topic import Topic

LARGEST_SEED = 10**6
PATIENCE, MOST_PATIENCE = 60, 3000  # draws in a row that bring nothing new before a level counts as used up


class Wanted(NamedTuple):
    """A topic and a level of which an exercise is wanted."""

    topic: Topic
    level: int


def distinct(wanted: Sequence[Wanted], seed: int) -> Iterator[Exercise]:
    """An exercise for each that is wanted, all of them different.

    Each topic's level has a source of randomness of its own: what else is wanted does not change its exercises. Raises
    ``ArgumentError`` where a topic's level has fewer different exercises than are wanted.
    """
    asked = Counter((topic.name, level) for topic, level in wanted)
    sources = {(name, level): Random(f"sheet/{seed}/{name}/{level}") for name, level in asked}
    seen, found = {topic.name: set[str]() for topic, _ in wanted}, Counter[tuple[str, int]]()
    for topic, level in wanted:
        place = topic.name, level
        item = _new(topic, level, sources[place], seen[topic.name], found[place])
        if item is None:
            raise ArgumentError(_used_up(topic.name, level, found[place], asked[place]))
        seen[topic.name].add(item.key)
        found[place] += 1
        yield item


def _new(topic: Topic, level: int, source: Random, seen: set[str], found: int) -> Exercise | None:
    """An exercise with a key that was not seen; None where many draws in a row, the more the more were found, bring none."""
    draws = (exercise(topic, seed=source.randrange(LARGEST_SEED), level=level) for _ in range(min(PATIENCE + 10 * found, MOST_PATIENCE)))
    return next((item for item in draws if item.key not in seen), None)


def _used_up(name: str, level: int, found: int, asked: int) -> str:
    return (
        f"The topic {name} has {found} different exercises at level {level}, and {asked} are asked for: "
        "ask for fewer, or for more topics or levels."
    )
