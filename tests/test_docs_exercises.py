"""docs/topics.md shows every topic of the catalogue, as it is now, and docs/exercises.md how to write one in under 20 lines."""

from __future__ import annotations

from docs.shown import FENCE
from docs.topics import PAGE, SEEDS, counts, different, page
from symdescent.exercises.catalogue import TOPICS
from symdescent.exercises.topic import LEVELS

GUIDE = PAGE.with_name("exercises.md")


def test_the_page_is_that_of_the_catalogue() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(counts(text)), "run python docs/topics.py"


def test_every_topic_has_a_count_for_each_level() -> None:
    found = counts(PAGE.read_text(encoding="utf-8"))
    assert list(found) == list(TOPICS)
    assert all(len(numbers) == len(LEVELS) and 0 < min(numbers) <= max(numbers) <= SEEDS for numbers in found.values())


def test_a_count_is_what_it_says() -> None:
    found = counts(PAGE.read_text(encoding="utf-8"))
    assert found["safe-rate"][0] == different("safe-rate", 1)


def test_a_topic_takes_less_than_20_lines() -> None:
    written = [code for _, language, code in FENCE.findall(GUIDE.read_text(encoding="utf-8")) if language == "python" and "Topic(" in code]
    assert len(written) == 1
    assert len(list(filter(None, written[0].splitlines()))) < 20
