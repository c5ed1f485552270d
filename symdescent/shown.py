"""The one seam to the upper floors: everything that can show itself inherits ``Shown``.

Its methods reach for ``lesson`` and ``render`` when they are called, not when a module loads.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from symdescent.lesson.document import Document


class Shown:
    """Shows itself as text, Markdown, LaTeX, HTML and a notebook, and in Jupyter."""

    def lesson(self, **options: Any) -> Document:
        """The worked example, as a document."""
        from symdescent.lesson import lesson_of

        return lesson_of(self, **options)

    def display(self) -> Document:
        """What a notebook shows when the object is the last value of a cell, as a document."""
        from symdescent.lesson import display_of

        return display_of(self)

    def to_text(self) -> str:
        """Plain Unicode text."""
        from symdescent.render.text import render

        return render(self.display())

    def to_markdown(self) -> str:
        """Markdown with ``$…$``, as GitHub and Jupyter read it."""
        from symdescent.render.markdown import render

        return render(self.display())

    def to_latex(self, *, fragment: bool = False) -> str:
        """A complete LaTeX document that compiles as it stands, or a fragment of one to ``\\input``."""
        from symdescent.render.latex import render

        return render(self.display(), fragment=fragment)

    def to_html(self) -> str:
        """One HTML file that needs no network; mathematics as MathML, pictures inside."""
        from symdescent.render.html import render

        return render(self.display())

    def to_notebook(self) -> dict[str, Any]:
        """A notebook (nbformat 4, as a dict) that executes from top to bottom."""
        from symdescent.render.notebook import render

        return render(self.display())

    def save(self, path: str | Path) -> Path:
        """Writes the format that the suffix names: .txt .md .tex .pdf .html .ipynb; returns the path."""
        from symdescent.render import save

        return save(self, Path(path))

    def plot(self, kind: str | None = None, *, ax: Axes | None = None) -> Axes:
        """Draws a picture of the given kind into ``ax``, or into a figure of its own."""
        from symdescent.render.figures import plot

        return plot(self, kind, ax=ax)

    def draw(self, kind: str | None = None, *, size: str = "page") -> Figure:
        """A figure of the given kind, as large as fits a ``"page"`` or a ``"slide"``, that is not yet shown anywhere."""
        from symdescent.render.figures import draw

        return draw(self, kind, size=size)

    def describe(self, kind: str | None = None) -> str:
        """The picture of the given kind in words with numbers, for people who cannot see it."""
        from symdescent.render.figures import alt_text

        return alt_text(self, kind)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        from symdescent.render.jupyter import mimebundle

        return mimebundle(self.display())
