"""Every notebook executes from top to bottom, in a folder of its own, and ends with an exercise that grades a slip and the right answer."""

from __future__ import annotations

from pathlib import Path

import nbclient
import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_executes(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": tmp_path}}).execute()
    said = [output["data"]["text/markdown"] for output in notebook.cells[-1].outputs]
    assert ["**Right.**" in one for one in said] == [False, True]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_short(path: Path) -> None:
    assert 10 <= len(nbformat.read(path, as_version=4).cells) <= 20
