"""Whole lessons in the programs they are meant for: TeX, Chromium and a Jupyter kernel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import nbclient
import nbformat
import pytest

import symdescent as sd
from symdescent.lesson.document import Document

if TYPE_CHECKING:
    from playwright.sync_api import Page


def parabola() -> Document:
    """Exact fractions."""
    return sd.descend(sd.problem("x^2 + 5"), {"x": -6}, rate="1/10", steps=10, arithmetic="exact").lesson()


def rosenbrock() -> Document:
    """Two variables and backtracking."""
    return sd.descend(sd.problem("100(y - x^2)^2 + (1 - x)^2"), {"x": "-6/5", "y": 1}, steps=50).lesson()


def cars() -> Document:
    """Data."""
    return sd.descend(sd.problem("mean((w*speed + b - dist)^2)", data="cars.csv"), {"w": 0, "b": 0}, rate="0.0037", steps=50).lesson()


def hostile_columns() -> Document:
    """Names with an underscore, and maximisation."""
    data = {"stop_dist": [1.0, 2.0, 4.0], "γ_1": [1.0, 2.0, 3.0]}
    problem = sd.problem("-mean((a*γ_1 - stop_dist)^2)", data=data, sense="max")
    return sd.descend(problem, {"a": 0}, rate="1/20", steps=20).lesson()


def many_functions() -> Document:
    """A derivation with most kinds of printing."""
    return sd.problem("|x| e^(-x^2/2) + max(x, sin^2 x, log_2(x^2 + 1)) + piecewise((x^3, x < 0), (sqrt(x)/(x + 1), otherwise))").lesson()


def five_variables() -> Document:
    """More variables than are written out."""
    names = "abcdz"
    problem = sd.problem(" + ".join(f"({name} - {k})^{2 * k}" for k, name in enumerate(names, 1)), variables=list(names))
    return sd.descend(problem, dict.fromkeys(names, "1/2"), steps=20).lesson()


LESSONS = [parabola, rosenbrock, cars, hostile_columns, many_functions, five_variables]
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.__name__)


@every_lesson
def test_a_lesson_compiles(lesson: Callable[[], Document], latex: Callable[[str], Path]) -> None:
    pdf = latex(lesson().to_latex())
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "Overfull \\hbox" not in pdf.with_suffix(".log").read_text(encoding="utf-8", errors="replace")


@every_lesson
def test_a_lesson_opens_in_a_browser(lesson: Callable[[], Document], page: Page, tmp_path: Path) -> None:
    file = lesson().save(tmp_path / "lesson.html")
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(file.as_uri())
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert page.evaluate("[...document.querySelectorAll('math')].filter(m => m.getBoundingClientRect().width === 0).length") == 0
    assert page.locator("merror").count() == 0


@every_lesson
def test_a_lesson_runs_as_a_notebook(lesson: Callable[[], Document], tmp_path: Path) -> None:
    notebook = nbformat.from_dict(lesson().to_notebook())
    nbformat.validate(notebook)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": tmp_path}}).execute()
    assert sum(cell.cell_type == "code" for cell in notebook.cells) >= 1


def test_a_fragment_is_a_piece_of_a_document(latex: Callable[[str], Path]) -> None:
    fragment = parabola().to_latex(fragment=True)
    assert "\\documentclass" not in fragment
    packages = r"\usepackage[T1]{fontenc}\usepackage{lmodern,amsmath,amssymb,booktabs,array,longtable,graphicx,pgf,xcolor}"
    assert latex(rf"\documentclass{{article}}{packages}\begin{{document}}{fragment}\end{{document}}").exists()
