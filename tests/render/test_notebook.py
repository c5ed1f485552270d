"""A notebook is valid, the same every time, and executes from top to bottom."""

from __future__ import annotations

import json

import nbformat
import pytest
from hypothesis import given, settings
from nbclient import NotebookClient

from symdescent.lesson.document import Code, Document, Figure, Heading, Prose
from symdescent.render.notebook import render, to_json

from .hostile import everywhere, texts
from .sample import parabola, sample


@given(texts)
@settings(deadline=None, max_examples=50)
def test_a_notebook_of_any_text_is_valid(text: str) -> None:
    notebook = render(everywhere((text,)))
    nbformat.validate(notebook)
    read = nbformat.reads(to_json(notebook), as_version=4)
    assert [cell["source"] for cell in read.cells] == [cell["source"] for cell in notebook["cells"]]


def test_a_notebook_is_the_same_every_time() -> None:
    assert to_json(render(sample())) == to_json(render(sample()))


def test_cells_begin_at_headings_and_code() -> None:
    figure = Figure(parabola, "a valley", (), "draw()")
    blocks = (Prose(("p",)), Heading(("h",)), Prose(("q",)), Code("1 + 1"), Prose(("r",)), figure)
    cells = render(Document(("T",), blocks))["cells"]
    assert [(cell["cell_type"][0], cell["source"]) for cell in cells] == [
        ("m", "# T\n\np"),
        ("m", "## h\n\nq"),
        ("c", "1 + 1"),
        ("m", "r"),
        ("c", "draw()"),
        ("m", "a valley"),
    ]
    assert len({cell["id"] for cell in cells}) == len(cells)


def test_a_picture_without_code_is_in_its_cell() -> None:
    cells = render(Document(("T",), (Figure(parabola, "a valley"),)))["cells"]
    assert "![a valley](data:image/png;base64," in cells[0]["source"]


@pytest.mark.filterwarnings("ignore")  # the kernel's own
def test_a_notebook_executes() -> None:
    notebook = nbformat.from_dict(json.loads(json.dumps(render(sample()))))
    NotebookClient(notebook, timeout=120).execute()
    outputs = [cell["outputs"] for cell in notebook.cells if cell["cell_type"] == "code"]
    assert [output[0]["data"]["text/plain"] for output in outputs if output] == ["2"]
