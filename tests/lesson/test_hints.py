"""Hints and reveals: the same tree as questions, each opened on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import symdescent as sd
from symdescent.calculus.step import Step
from symdescent.lesson.document import Block, Document, Parts, Reveal
from symdescent.lesson.hints import ladder
from symdescent.lesson.language import sentences, word
from symdescent.notation import parse
from symdescent.notation.style import LANGUAGES, style
from symdescent.render.inline import plain

if TYPE_CHECKING:
    from playwright.sync_api import Page


def reveals(blocks: Sequence[Block]) -> Iterator[Reveal]:
    """All reveals, those inside others too."""
    for block in blocks:
        if isinstance(block, Reveal):
            yield block
            yield from reveals(block.blocks)


def told(hints: Sequence[tuple[Parts, Parts]]) -> list[tuple[str, str]]:
    """Questions and answers as text."""
    return [(plain(question), plain(answer)) for question, answer in hints]


def test_the_ladder_goes_from_the_rule_over_its_theorem_to_u_and_the_result() -> None:
    assert told(ladder(sd.problem("e^(3x)").derive().partials[0].root)) == [
        ("Which rule applies?", "Rule: chain."),
        ("What does it say?", "(e^u)′ = e^u·u′"),
        ("What is u here?", "u = 3x. So d/dx[e^(3x)] = e^(3x)·d/dx[3x]."),
        ("So what comes out?", "d/dx[e^(3x)] = e^(3x)·3 = 3e^(3x)."),
    ]


def test_a_rule_without_parts_needs_no_letters() -> None:
    hints = told(ladder(sd.problem("sin(x)").derive().partials[0].root))
    assert [question for question, _ in hints] == ["Which rule applies?", "What does it say?", "So what comes out?"]


def test_a_rewrite_is_asked_for_by_itself() -> None:
    root = sd.problem("x + x").derive(form="as derived").partials[0].root
    rewrite = Step("rewrite", "like terms", "x", parse("x + x"), parse("2x"), (root,))
    assert told(ladder(rewrite)) == [
        ("Can it be written more simply?", f"Yes: {word('en', 'rewrite like terms')}."),
        ("What does it become?", "x + x = 2x."),
    ]


def test_every_node_of_a_lesson_with_hints_has_its_ladder() -> None:
    lesson = sd.problem("(x^2 + 1)*e^(3x)").derive().lesson(hints=True)
    summaries = [plain(reveal.summary) for reveal in reveals(lesson.blocks)]
    nodes = ["d/dx[(x² + 1)·e^(3x)] = ?", "d/dx[x² + 1] = ?", "d/dx[e^(3x)] = ?"]
    assert [summary for summary in summaries if summary.endswith("= ?")] == nodes
    assert summaries.count("Which rule applies?") == len(nodes)


def test_in_full_the_small_nodes_have_ladders_too() -> None:
    lesson = sd.problem("x^2 + 5x").derive(detail="full").lesson(hints=True)
    assert [plain(reveal.summary) for reveal in reveals(lesson.blocks)].count("Which rule applies?") == 4


@pytest.mark.parametrize("option", ["hints", "reveal"])
@pytest.mark.parametrize("function", ["x^2 sin(x)", "x^2 y + y^2"])
def test_nothing_of_the_answer_is_open(function: str, option: str) -> None:
    derivation = sd.problem(function).derive()
    lesson = derivation.lesson(**{option: True})
    shown = Document(lesson.title, tuple(block for block in lesson.blocks if not isinstance(block, Reveal))).to_text()
    assert not any(f"= {result}" in shown for result in derivation.results)
    assert all(f"= {result}" in lesson.to_text() for result in derivation.results)


def test_each_line_is_revealed_on_its_own() -> None:
    lesson = sd.problem("x^2 sin(x)").derive().lesson(reveal=True)
    assert [plain(reveal.summary) for reveal in reveals(lesson.blocks)][:3] == ["1. d/dx[x²·sin(x)]", "2. d/dx[x²]", "3. d/dx[sin(x)]"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_hints_are_told_in_every_language(language: str) -> None:
    with style(language=language):
        lesson = sd.problem("sin(2x)").derive().lesson(hints=True)
    assert sentences(language)["hint rule"] in lesson.to_text()


def test_reveals_survive_in_html_and_in_a_notebook() -> None:
    lesson = sd.problem("x^2 sin(x)").derive().lesson(hints=True)
    count = len(list(reveals(lesson.blocks)))
    cells = "".join(cell["source"] for cell in lesson.to_notebook()["cells"])
    assert lesson.to_html().count("<details>") == cells.count("<details>") == cells.count("</details>") == count


def test_hidden_steps_open_by_keyboard_and_are_all_printed(page: Page, words: Callable[[Path], str], tmp_path: Path) -> None:
    page.goto(sd.problem("x^2 sin(x)").derive().lesson(hints=True).save(tmp_path / "hints.html").as_uri())
    assert not page.get_by_text("Which rule applies?").first.is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_by_text("Which rule applies?").first.is_visible()
    assert not page.get_by_text("Rule: product.").is_visible()
    page.pdf(path=tmp_path / "hints.pdf")
    printed = words(tmp_path / "hints.pdf")
    assert "Rule:product." in printed
    assert printed.count("Whichruleapplies?") == 3
