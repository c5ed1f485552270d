"""A matplotlib figure as the drawing commands of LaTeX's pgf package: vectors, with no file beside the document.

Matplotlib's own pgf output asks a running TeX for the size of every word; here words are drawn as outlines.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

FARTHEST = 9000.0  # big points; TeX holds no length beyond 16383pt
PADDING = 3.0
CODES = {1: "M", 2: "L", 3: "Q", 4: "C", 79: "Z"}
CAPS = {"butt": "butt", "round": "round", "projecting": "rect"}

# Short names for this picture alone: a figure is thousands of points.
NAMES = r"""\def\P(#1,#2){\pgfqpoint{#1bp}{#2bp}}\def\M#1;{\pgfpathmoveto{\P(#1)}}\def\L#1;{\pgfpathlineto{\P(#1)}}%
\def\Q#1;#2;{\pgfpathquadraticcurveto{\P(#1)}{\P(#2)}}\def\C#1;#2;#3;{\pgfpathcurveto{\P(#1)}{\P(#2)}{\P(#3)}}%
\def\Z{\pgfpathclose}%
"""


def drawing(figure: Figure) -> str:
    """The figure as a ``pgfpicture``; images such as those of ``imshow`` cannot be drawn this way."""
    commands: list[str] = []
    density = figure.dpi
    figure.set_dpi(72)  # so that a pixel is a big point
    renderer = _Renderer(commands, figure)
    figure.draw(renderer)
    frame = _frame(figure, renderer)
    figure.set_dpi(density)
    return f"\\begin{{pgfpicture}}%\n{NAMES}{frame}{''.join(commands)}\\end{{pgfpicture}}%\n"


def _frame(figure: Figure, renderer: RendererBase) -> str:
    x, y, width, height = (72 * inches for inches in figure.get_tightbbox(renderer).bounds)
    corner, size = (x - PADDING, y - PADDING), (width + 2 * PADDING, height + 2 * PADDING)
    return f"\\pgfpathrectangle{{{_point(corner)}}}{{{_point(size)}}}\\pgfusepath{{use as bounding box}}%\n"


class _Renderer(RendererBase):
    """Writes what matplotlib draws into a list of commands."""

    def __init__(self, commands: list[str], figure: Figure) -> None:
        super().__init__()
        self.commands = commands
        self.size = tuple(72 * figure.get_size_inches())

    def flipy(self) -> bool:
        return False

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.size

    def draw_path(self, gc: GraphicsContextBase, path: Any, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803
        uses = _stroke(gc) | _fill(gc, rgbFace)
        if uses:
            # Only an open line may lose what lies outside the picture: a filled shape would close elsewhere.
            limits = None if rgbFace is not None else (-9.0, -9.0, self.size[0] + 9.0, self.size[1] + 9.0)
            outline = _outline(path.iter_segments(transform, clip=limits))
            settings = "".join(uses.values())
            self.commands.append(
                f"\\begin{{pgfscope}}{_clip(gc)}{settings}%\n{outline}\\pgfusepath{{{','.join(uses)}}}\\end{{pgfscope}}%\n"
            )


def _clip(gc: GraphicsContextBase) -> str:
    rectangle: Any = gc.get_clip_rectangle()
    shapes: list[Any] = [shape for shape in [gc.get_clip_path()] if shape[0] is not None]
    if rectangle is not None:
        shapes.append((Path.unit_rectangle(), Affine2D().scale(*rectangle.size).translate(*rectangle.p0)))
    return "".join(f"{_outline(shape.iter_segments(moved))}\\pgfusepath{{clip}}" for shape, moved in shapes)


def _outline(segments: Iterable[tuple[Any, Any]]) -> str:
    return "".join(_segment(vertices, CODES[code]) for vertices, code in segments)


def _segment(vertices: Any, name: str) -> str:
    if name == "Z":
        return "\\Z%\n"
    points = zip(vertices[::2], vertices[1::2], strict=True)
    return f"\\{name}" + "".join(f"{_pair(point)};" for point in points) + "%\n"


def _pair(point: tuple[float, float]) -> str:
    return ",".join(f"{min(max(value, -FARTHEST), FARTHEST):.2f}" for value in point)


def _point(point: tuple[float, float]) -> str:
    return f"\\P({_pair(point)})"


def _stroke(gc: GraphicsContextBase) -> dict[str, str]:
    """How the line is drawn, under the name of that use of a path; nothing for no line."""
    ink: Any = gc.get_rgb()
    *colour, opacity = ink
    if gc.get_linewidth() == 0 or opacity == 0:
        return {}
    dash: Any = gc.get_dashes()
    offset, dashes = dash
    pattern = "".join(f"{{{length:.2f}bp}}" for length in dashes or ())
    return {
        "stroke": f"{_colour('stroke', colour, opacity)}\\pgfsetlinewidth{{{gc.get_linewidth():.2f}bp}}"
        f"\\pgfset{CAPS[gc.get_capstyle()]}cap\\pgfset{gc.get_joinstyle()}join\\pgfsetdash{{{pattern}}}{{{offset or 0:.2f}bp}}"
    }


def _fill(gc: GraphicsContextBase, face: Any) -> dict[str, str]:
    if face is None:
        return {}
    opacity = gc.get_alpha() if gc.get_forced_alpha() or len(face) == 3 else face[3]
    return {"fill": _colour("fill", face[:3], opacity)} if opacity else {}


def _colour(use: str, colour: Iterable[float], opacity: float) -> str:
    values = ",".join(f"{value:.3f}" for value in colour)
    clear = "" if opacity == 1 else f"\\pgfset{use}opacity{{{opacity:.3f}}}"
    return f"\\definecolor{{C}}{{rgb}}{{{values}}}\\pgfset{use}color{{C}}{clear}"
