"""A diagnosis is told with its verdict first, then its numbers, then the remedies as a table."""

from __future__ import annotations

import pytest

import symdescent as sd
from symdescent.analysis.diagnosis.table import FINDINGS
from symdescent.lesson.document import Prose, Strong, Table
from symdescent.lesson.language import sentences
from symdescent.notation.style import LANGUAGES, style


def test_the_verdict_is_the_first_sentence_and_the_factor_is_printed_with_its_numbers() -> None:
    lesson = sd.descend(sd.problem("x^2 + 4y^2"), (3, 1), rate="3/10").diagnose().lesson()
    first = lesson.blocks[0]
    assert isinstance(first, Prose)
    assert first.parts[0] == Strong("The learning rate is too large.")
    text = lesson.to_text().replace("\n", " ")
    assert "|1 - γλ| = |1 - 0.3·8| = 1.4" in text
    assert "Rates below 0.25" in text


def test_the_table_begins_with_the_run_as_it_was_and_says_what_became_of_each_remedy() -> None:
    lesson = sd.descend(sd.problem("x^2 + 4y^2"), (3, 1), rate="3/10").diagnose().lesson()
    (table,) = (block for block in lesson.blocks if isinstance(block, Table))
    assert table.rows[0][0] == ("as it was",)
    assert [row[-1] for row in table.rows] == [(), ("yes",), ("yes",)]


def test_a_healthy_run_has_the_rate_that_was_seen_beside_the_one_expected() -> None:
    text = sd.descend(sd.problem("x^2 + 5"), -6, rate="1/10", steps=300).diagnose().to_text().replace("\n", " ")
    assert "multiplied the gradient's norm by 0.8 on average" in text
    assert "promises the factor 0.8 or less" in text


def test_a_remedy_that_did_not_help_is_said_not_to_have_helped() -> None:
    text = sd.descend(sd.problem("x^2 + 100y^2"), (3, 1), rate="0.0098").diagnose().to_text()
    assert "Not each of them helped." in text


def test_a_thin_record_is_said_to_be_one() -> None:
    text = sd.descend(sd.problem("x^2"), 3, rate="1/10", steps=20, record="last").diagnose().to_text()
    assert "The record keeps 1 of 21 iterates" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_and_every_remedy_has_its_sentences(language: str) -> None:
    keys = sentences(language).keys()
    assert {f"verdict {row.key}" for row in FINDINGS} | {f"found {row.key}" for row in FINDINGS} <= keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diagnosis_is_written_in_every_format(language: str) -> None:
    with style(language=language):
        diagnosis = sd.descend(sd.problem("x^2 - y^2 + y^4"), (1, 0), rate="1/10").diagnose()
        assert "documentclass" in diagnosis.to_latex()
        assert "|" in diagnosis.to_markdown()
        assert f'lang="{language}"' in diagnosis.to_html()
        assert diagnosis.to_notebook()["nbformat"] == 4
