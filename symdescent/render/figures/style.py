"""How pictures look: colours, sizes for a page and a slide, and where a picture is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import matplotlib as mpl
import matplotlib.style  # the context below
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patheffects import AbstractPathEffect, withStroke

# Okabe and Ito, Color universal design (2008): told apart by the colour-blind; differ in lightness too.
INK, ORANGE, SKY, GREEN, BLUE, VERMILLION = "#000000", "#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00"
GREY = "#595959"
# From first to last iterate and from low to high ground: lightness alone tells the order, so it survives a grey print.
ORDER = LinearSegmentedColormap.from_list("order", ("#F9D9C0", VERMILLION, "#7A2E00"))
HEIGHT = LinearSegmentedColormap.from_list("height", ("#FFFFFF", "#D6E6F2", "#A3C8E3", "#74ABD4"))

FONT_SIZE = 9.0  # points on a page; other lengths are in proportion


class Size(NamedTuple):
    """A picture's width and height in inches and the size of its type in points."""

    width: float
    height: float
    font: float


SIZES: dict[str, Size] = {"page": Size(5.2, 3.4, FONT_SIZE), "slide": Size(10.0, 5.6, 17.0)}


class Picture(Axes):
    """Axes of which a notebook shows the picture alone, without a line of text about the object."""

    def _ipython_display_(self) -> None:
        """The notebook shows the figure by itself."""


@contextmanager
def settings(size: str = "page") -> Iterator[None]:
    """The settings of a picture of our own; whatever held before holds again afterwards."""
    width, height, font = SIZES[size]
    scale = font / FONT_SIZE
    ours: dict[str, Any] = {
        "figure.figsize": (width, height),
        "figure.constrained_layout.use": True,
        "font.size": font,
        "axes.titlesize": font * 1.25,
        "axes.labelsize": font * 1.15,
        "xtick.labelsize": font * 0.9,
        "ytick.labelsize": font * 0.9,
        "mathtext.fontset": "stix",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.linewidth": 0.7 * scale,
        "axes.edgecolor": GREY,
        "xtick.color": GREY,
        "ytick.color": GREY,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "xtick.major.width": 0.7 * scale,
        "ytick.major.width": 0.7 * scale,
        "xtick.major.size": 3 * scale,
        "ytick.major.size": 3 * scale,
    }
    with mpl.style.context(["default", ours]):
        yield


def unit() -> float:
    """How much larger than on a page everything is under the settings in force."""
    return float(mpl.rcParams["font.size"]) / FONT_SIZE


def halo() -> list[AbstractPathEffect]:
    """A white rim, which keeps words readable on lines."""
    return [withStroke(linewidth=2.4 * unit(), foreground="white", alpha=0.9)]
