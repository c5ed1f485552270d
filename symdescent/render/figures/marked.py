"""Contours of a function of two variables with lettered points or arrows: a picture that is a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from symdescent.problem import Problem
from symdescent.render.figures.contour import Edges, ground
from symdescent.render.figures.labels import name, plain_ticks
from symdescent.render.figures.scene import Array, Scene, scene
from symdescent.render.figures.style import INK, VERMILLION, Picture, halo, settings, unit

POINTS = 121  # along each side
LETTER = 9.0  # how far a letter stands from its point, in points
Place = tuple[float, float]


def draw_marked(
    problem: Problem, edges: Edges, points: Mapping[str, Place], arrows: Mapping[str, Place], at: Place | None, *, size: str = "page"
) -> Figure:
    """The contours between the edges, the points with their letters, and at ``at`` arrows, each with a letter at its tip."""
    with settings(size):
        figure = Figure()
        ax = figure.add_subplot(axes_class=Picture)
        _ground(ax, scene(problem), edges, at)
        for letter, place in points.items():
            _point(ax, place)
            _letter(ax, letter, place, (0.7, 0.7))
        if at is not None:
            _point(ax, at)
            for letter, by in arrows.items():
                _arrow(ax, letter, at, by)
        return figure


def _ground(ax: Axes, shown: Scene, edges: Edges, at: Place | None) -> None:
    """The contours; where arrows are, also the one on which they begin, dashed."""
    x, y = np.linspace(*edges[:2], POINTS), np.linspace(*edges[2:], POINTS)
    heights: Array = np.asarray(shown.problem.objective.value(np.stack(np.meshgrid(x, y), axis=-1)), dtype=float)
    ax.set(xlim=edges[:2], ylim=edges[2:], xlabel=name(shown.problem.variables[0]), ylabel=name(shown.problem.variables[1]))
    ax.set_aspect("equal")
    plain_ticks(ax)
    ground(ax, x, y, heights, shown)
    if at is not None:
        level = float(shown.problem.objective.value(np.array(at)))
        ax.contour(x, y, heights, levels=[level], colors=INK, linewidths=1.1 * unit(), linestyles="dashed", zorder=2)


def _point(ax: Axes, place: Place) -> None:
    style: dict[str, Any] = {"marker": "o", "markersize": 6 * unit(), "color": VERMILLION, "markeredgecolor": INK, "zorder": 6}
    ax.plot(*place, markeredgewidth=0.7 * unit(), linestyle="", **style)


def _letter(ax: Axes, letter: str, place: Place, side: Place) -> None:
    away = (LETTER * unit() * side[0], LETTER * unit() * side[1])
    options: dict[str, Any] = {"ha": "center", "va": "center", "weight": "bold", "color": INK, "zorder": 8}
    words = ax.annotate(letter, place, xytext=away, textcoords="offset points", **options)
    words.set_path_effects(halo())


def _arrow(ax: Axes, letter: str, at: Place, by: Place) -> None:
    tip, length = (at[0] + by[0], at[1] + by[1]), float(np.hypot(*by))
    style = {"arrowstyle": "-|>", "color": VERMILLION, "linewidth": 1.8 * unit(), "shrinkA": 0, "shrinkB": 0, "mutation_scale": 12 * unit()}
    ax.annotate("", tip, xytext=at, arrowprops={**style, "path_effects": halo()}, zorder=5)
    _letter(ax, letter, tip, (by[0] / length, by[1] / length))
