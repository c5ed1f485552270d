"""Writes docs/topics.md from the catalogue of topics: python docs/topics.py; it counts anew how many exercises differ, which takes minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from symdescent.exercises.catalogue import TOPICS
from symdescent.exercises.exercise import exercise
from symdescent.exercises.topic import LEVELS
from symdescent.lesson.document import Block, Figure, Prose
from symdescent.lesson.language import word
from symdescent.render.markdown import blocks

PAGE = Path(__file__).with_name("topics.md")
SEEDS = 100  # that are counted at each level
SHOWN = {"seed": 1, "level": 2}
ROW = re.compile(r"^\| \[([a-z-]+)\]\(#\1\) \| .* \| (\d+(?:, \d+){4}) \|$", re.MULTILINE)

INTRODUCTION = f"""\
What `sd.exercise` and `sd.sheet` know to ask. Every topic has five levels. The last column says how many of the exercises of {SEEDS} seeds differ, level
by level: those that are the same up to names, scale and order are counted once. A sheet holds no two of these."""

Counts = Mapping[str, Sequence[int]]


def counted() -> Counts:
    """How many of the exercises of some seeds differ, for each topic by level."""
    return {name: [different(name, level) for level in LEVELS] for name in TOPICS}


def different(name: str, level: int) -> int:
    """How many of the exercises of some seeds differ, at one level."""
    return len({exercise(name, seed=seed, level=level).key for seed in range(SEEDS)})


def counts(text: str) -> Counts:
    """The counts that stand on a page."""
    return {name: list(map(int, numbers.split(", "))) for name, numbers in ROW.findall(text)}


def page(found: Counts) -> str:
    """The page as it is checked in, with these counts; tests/test_docs_exercises.py compares the two."""
    return "\n\n".join(_parts(found)) + "\n"


def _parts(found: Counts) -> Iterator[str]:
    yield "<!-- Made by docs/topics.py from the catalogue of topics: edit that, then run python docs/topics.py. -->"
    yield "# Topics of exercises"
    yield INTRODUCTION
    yield "\n".join(
        ("| topic | what it asks for | different exercises |", "| --- | --- | --- |", *(_row(name, found[name]) for name in TOPICS))
    )
    for name in TOPICS:
        yield f"## {name}"
        yield f"`sd.exercise({name!r}, seed={SHOWN['seed']}, level={SHOWN['level']})`".replace("'", '"')
        yield from blocks(tuple(map(_in_words, exercise(name, **SHOWN).question)))


def _row(name: str, numbers: Sequence[int]) -> str:
    return f"| [{name}](#{name}) | {word('en', f'topic {name}')} | {', '.join(map(str, numbers))} |"


def _in_words(block: Block) -> Block:
    """A picture is told: the page would have to hold it as text."""
    return Prose((f"[A picture. {block.alt}]",)) if isinstance(block, Figure) else block


if __name__ == "__main__":
    PAGE.write_text(page(counted()), encoding="utf-8", newline="\n")
