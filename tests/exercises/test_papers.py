"""Sheets on paper and on a phone: what stands where, and what breaks into lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from symdescent.exercises.catalogue import TOPICS
from symdescent.exercises.papers import key
from symdescent.exercises.sheet import sheet
from symdescent.lesson.document import Block, Heading, Prose, Reveal, Table


def inside(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Reveal):
            yield from inside(block.blocks)


@pytest.mark.parametrize("topic", TOPICS)
def test_no_heading_of_a_solution_is_as_high_as_that_of_its_exercise(topic: str) -> None:
    page = key(sheet(topic, seed=1, count=3, level=(1, 4), students=["Ada"]))
    levels = [block.level for block in inside(page.blocks) if isinstance(block, Heading)]
    assert (levels.count(1), levels.count(2)) == (1, 3)
    assert all(
        block.level > 2 for opened in page.blocks if isinstance(opened, Reveal) for block in inside((opened,)) if isinstance(block, Heading)
    )


@pytest.mark.parametrize("topic", ["convexity", "learning-rate"])
def test_an_answer_in_words_breaks_into_lines_like_other_words(topic: str) -> None:
    page = key(sheet(topic, seed=1, count=5))
    cells = [cell for block in inside(page.blocks) if isinstance(block, Table) for row in block.rows for cell in row]
    told = [block.parts for block in inside(page.blocks) if isinstance(block, Prose)]
    answered = [
        parts for parts in (*cells, *told) for part in parts if not isinstance(part, str) and r"\text" in getattr(part, "latex", "")
    ]
    assert answered == []
