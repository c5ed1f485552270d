"""Plain text: wrapped, aligned, and nothing in it that a terminal obeys."""

from __future__ import annotations

import unicodedata

from hypothesis import given

from symdescent.lesson.document import Document, Figure, Formula, Line, Math, Prose, Reveal, Table
from symdescent.render.inline import plain, width
from symdescent.render.text import WIDTH, render

from .hostile import everywhere, texts
from .sample import continued, parabola, sample


@given(texts)
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    shown = render(everywhere((text,)))
    assert all(letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cs") for letter in shown)


@given(texts)
def test_every_word_is_there(text: str) -> None:
    words = plain((text,)).split()
    shown = render(Document(("Title",), (Prose((text,)),))).split()
    assert shown[2:] == words


def test_prose_is_wrapped_and_formulas_are_whole() -> None:
    formula = Math("", "x + y + z = 1")
    shown = render(Document(("T",), (Prose(("word " * 14, formula, " and so on " * 12)),)))
    assert max(map(width, shown.splitlines())) <= WIDTH
    assert formula.text in shown


def test_relations_stand_under_each_other() -> None:
    lines = (
        Line(Math("", "f(x)"), Math("", "1"), ("because",)),
        Line(None, Math("", "22"), ("so",), "≈"),
        Line(Math("", "g"), Math("", "3")),
    )
    body = render(Document(("T",), (Formula(lines),))).splitlines()[3:]
    assert body == ["    f(x) = 1     because", "         ≈ 22    so", "       g = 3"]


def test_long_reasons_stand_under_their_lines() -> None:
    lines = (Line(Math("", "f"), Math("", "1"), ("a long reason " * 8,)),)
    body = render(Document(("T",), (Formula(lines),))).splitlines()[3:]
    assert body[0] == "    f = 1"
    assert max(map(width, body)) <= WIDTH


def test_columns_are_aligned_by_their_letters_and_real_widths() -> None:
    rows = (((Math("", "m̂₂"),), ("1",), ("a",)), (("漢",), ("100",), ("abcde",)))
    body = render(Document(("T",), (Table((("n",), ("value",), ("mid",)), rows, (), "lrc"),))).splitlines()[3:]
    assert body == ["n   value   mid", "──  ─────  ─────", "m̂₂      1    a", "漢    100  abcde"]


def test_a_wide_table_is_folded_where_there_is_prose() -> None:
    rows = (("1",), ("a long reason " * 12,)), (("2",), ("another " * 20,))
    shown = render(Document(("T",), (Table((("k",), ("why",)), rows),)))
    assert max(map(width, shown.splitlines())) <= WIDTH


def test_a_picture_is_told_and_a_fold_is_open() -> None:
    blocks = (Figure(parabola, "a valley", ("The valley.",)), Reveal(("Hint",), (Prose(("Look down.",)),)))
    assert render(Document(("T",), blocks)) == "T\n═\n\n[a valley]\nThe valley.\n\nHint\n\n    Look down.\n"


def test_code_is_left_out() -> None:
    assert "import" not in render(sample())


def test_a_row_that_continues_stands_beside_the_reason_of_the_one_above() -> None:
    lines = [line.split() for line in render(continued()).splitlines()]
    assert lines[-3:] == [["1", "a", "a", "reason"], ["=", "b"], ["2", "c", "another"]]
