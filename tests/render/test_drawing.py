"""A figure in LaTeX is what matplotlib draws, and leaves the figure as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from matplotlib.figure import Figure as Canvas

from symdescent.lesson.document import Document, Figure
from symdescent.render.drawing import drawing
from symdescent.render.latex import render

from .sample import parabola


def everything() -> Canvas:
    """Clips, dashes, hairlines, filled areas, contours, see-through colours and lines that leave every bound."""
    canvas = Canvas(figsize=(6, 3))
    left, right = canvas.subplots(1, 2)
    left.plot([0, 1, 2], [0, 1e12, -1e12], "--", lw=0.3)
    left.fill_between([0, 1], [0, 1], [1, 1e9], alpha=0.3)
    left.set_ylim(0, 1)
    left.annotate("up", (0.2, 0.2), (0.6, 0.8), arrowprops={"arrowstyle": "->"})
    right.contourf([[0.0, 1.0, 2.0], [1.0, 2.0, 5.0], [3.0, 4.0, 4.5]])
    right.scatter([1, 1.5], [1, 0.5], c=[0.1, 0.9], edgecolors="none")
    right.set_title(r"50% & $x_1^2$ \input{a}", rotation=7)
    return canvas


def test_a_drawing_compiles(latex: Callable[[str], Path]) -> None:
    latex(render(Document(("Drawn",), (Figure(everything, "everything at once"),))))


def test_a_drawing_is_the_same_every_time_and_leaves_the_figure_alone() -> None:
    canvas = parabola()
    density = canvas.dpi
    assert drawing(canvas) == drawing(canvas) == drawing(parabola())
    assert canvas.dpi == density
