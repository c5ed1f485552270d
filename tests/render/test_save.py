"""A file is written in the format that its suffix names."""

from __future__ import annotations

from pathlib import Path

import pytest

from symdescent.errors import ArgumentError
from symdescent.lesson.document import Document, Prose
from symdescent.render import FORMATS, save

DOCUMENT = Document(("Titel",), (Prose(("größer",)),))
BEGINNINGS = {".txt": "Titel\n═", ".md": "# Titel", ".tex": "\\documentclass", ".html": "<!DOCTYPE html>", ".ipynb": '{\n "nbformat": 4'}


@pytest.mark.parametrize("suffix", BEGINNINGS)
def test_the_suffix_chooses_the_format(suffix: str, tmp_path: Path) -> None:
    path = DOCUMENT.save(tmp_path / f"lesson{suffix}")
    text = path.read_text(encoding="utf-8")
    assert text.startswith(BEGINNINGS[suffix])
    assert "größer" in text
    assert text == next(kind.write(DOCUMENT) for kind in FORMATS.values() if kind.suffix == suffix)


def test_a_suffix_in_capitals_is_the_same_suffix(tmp_path: Path) -> None:
    assert save(DOCUMENT, str(tmp_path / "LESSON.MD")) == tmp_path / "LESSON.MD"


@pytest.mark.parametrize("name", ["lesson.docx", "lesson", ".tex"])
def test_another_suffix_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match=r"expected a suffix among \.txt, \.md, \.tex, \.pdf, \.html, \.ipynb"):
        save(DOCUMENT, tmp_path / name)


def test_the_folder_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="does not exist; make it first"):
        save(DOCUMENT, tmp_path / "nowhere" / "lesson.md")
