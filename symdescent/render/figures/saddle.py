"""A saddle on a map: along one line the function rises, along another it falls, and that is the way out."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from symdescent.errors import ArgumentError
from symdescent.render.figures.contour import HALF_WIDTH, WIDE, Edges, draw_map, draw_path
from symdescent.render.figures.eigen import Bend, arrows, bend, longest_arrow
from symdescent.render.figures.notes import note
from symdescent.render.figures.scene import Array, Scene
from symdescent.render.figures.stationary import grid_of_starts, saddles_from
from symdescent.render.figures.style import INK, VERMILLION, unit
from symdescent.render.figures.words import words

LONGEST = 0.3  # of the picture's shorter side, half the longer arrow
FARTHEST = 4.0  # a minimum is shown that is within so many times the start's distance
MOST_STARTS = 30  # iterates from which saddles are looked for


def saddle_of(scene: Scene) -> Bend:
    """The saddle that the picture is of: the point given, else the one that the run comes nearest to, else the one nearest 0.

    Raises ``ArgumentError`` where none is found.
    """
    if scene.at is not None:
        return bend(scene, scene.at)
    path = scene.points[scene.kept]
    flattest = path[np.argsort(scene.norms[scene.kept], kind="stable")][:MOST_STARTS]
    found = saddles_from(scene.problem, flattest) or saddles_from(scene.problem, grid_of_starts(scene.problem))
    if not found:
        raise ArgumentError(f"No saddle of {scene.problem.expression} was found: there is nothing to draw around.")
    core = path if len(path) else np.zeros((1, 2))
    return bend(scene, min(found, key=lambda place: float(np.linalg.norm(core - place, axis=1).min())))


def draw_saddle(ax: Axes, scene: Scene) -> None:
    """Draws the contours around a saddle, the directions in which it bends up and down, and the run that leaves it."""
    here = saddle_of(scene)
    edges = frame(scene, here)
    draw_map(ax, scene, framed=edges)
    draw_path(ax, scene)
    arrows(ax, here, longest_arrow(ax, here, LONGEST), np.array([*scene.points[scene.kept], *scene.minima]).reshape(-1, 2))
    _mark(ax, here.place, "X", words("saddle"), -13 if here.vectors[0, 1] >= 0 else 13)
    for place in (place for place in scene.minima if _is_inside(place, edges)):
        _mark(ax, place, "*", words(scene.problem.sense), -11)
    path = scene.points[scene.kept]
    if len(path):
        ax.plot(
            *path[0][:, None],
            marker="s",
            color=VERMILLION,
            markeredgecolor=INK,
            markersize=6 * unit(),
            linestyle="",
            label="start",
            zorder=6,
        )
        note(ax, words("start"), (float(path[0][0]), float(path[0][1])), (0, 10 if path[0][1] >= here.place[1] else -10))


def frame(scene: Scene, here: Bend) -> Edges:
    """Left, right, bottom and top of a picture around the saddle that shows the run's start and the minimum nearby."""
    path = scene.points[scene.kept]
    start = float(np.linalg.norm(path[0] - here.place)) if len(path) else 0.0
    beyond = min((float(np.linalg.norm(place - here.place)) for place in scene.minima), default=0.0)
    reach = 1.2 * max(start, beyond if not start or beyond < FARTHEST * start else 0.0) or HALF_WIDTH
    (x, y), wide = map(float, here.place), WIDE * reach
    return x - wide, x + wide, y - reach, y + reach


def _is_inside(place: Array, edges: Edges) -> bool:
    return bool(edges[0] < place[0] < edges[1] and edges[2] < place[1] < edges[3])


def _mark(ax: Axes, place: Array, marker: str, word: str, below: float) -> None:
    style: dict[str, Any] = {"color": INK, "markeredgecolor": "white", "linestyle": "", "zorder": 6}
    ax.plot(*place[:, None], marker=marker, label=word, markersize=(10 if marker == "*" else 8) * unit(), **style)
    note(ax, word, (float(place[0]), float(place[1])), (0, below))


def nearest(scene: Scene, here: Bend) -> tuple[int, float]:
    """The index of the kept iterate that is nearest to the saddle, and how near it is."""
    distances = np.linalg.norm(scene.points[scene.kept] - here.place, axis=1)
    index = int(distances.argmin())
    return int(scene.kept[index]), float(distances[index])
