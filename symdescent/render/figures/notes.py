"""Words in and above a picture."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from symdescent.render.figures.labels import definition
from symdescent.render.figures.scene import Array, Scene
from symdescent.render.figures.style import FONT_SIZE, GREY, halo, unit
from symdescent.render.figures.words import words


def head(ax: Axes, scene: Scene) -> None:
    """The formula above the picture, and where a part of the run is left out a line that says so."""
    below = words(scene.ending, k=int(scene.steps[scene.kept[-1]])) if scene.ending and len(scene.kept) else ""
    ax.set_title(definition(scene.problem.variables, scene.problem.expression), pad=(17 if below else 5) * unit(), va="bottom")
    if below:
        note(ax, below, (0.5, 1.0), (0, 4), xycoords="axes fraction", va="bottom", color=GREY)


def note(ax: Axes, text: str, place: tuple[float, float], offset: tuple[float, float], **options: Any) -> None:
    """Words beside a place, ``offset`` in points on a page."""
    shift = (offset[0] * unit(), offset[1] * unit())
    middle: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": FONT_SIZE * unit(), "path_effects": halo(), "zorder": 7}
    ax.annotate(text, place, xytext=shift, textcoords="offset points", **(middle | options))


def mark_word(scene: Scene, minimum: Array, heights: Array) -> str:
    """What a minimum (maximum) is called: local, where the picture shows a better value."""
    value = scene.problem.objective.value(minimum)
    kind = words(scene.problem.sense)
    is_local = (scene.sign * heights < scene.sign * value - 1e-9 * (1 + abs(value))).any()
    return words("local", kind=kind) if is_local else kind


def is_free(spot: Array, taken: list[Array], scale: Array, distance: float) -> bool:
    """Whether no taken spot is nearer on paper than ``distance`` points; ``scale`` (2,) is in points a unit."""
    return all(np.hypot(*((spot - other) * scale)) > distance * unit() for other in taken)
