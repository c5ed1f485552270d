"""Pictures of a race: value against evaluations, all paths on one map, and each method by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import ceil
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from symdescent.errors import ArgumentError
from symdescent.lesson.method_names import method_name
from symdescent.notation.style import current_style
from symdescent.numeric.arithmetic import to_float
from symdescent.race import Race
from symdescent.render.figures.contour import draw_contour, grid, ground, window
from symdescent.render.figures.convergence import drawable
from symdescent.render.figures.curve import draw_curve
from symdescent.render.figures.labels import definition, legend_place, name, number, plain_ticks
from symdescent.render.figures.scene import Array, Scene, run_scene
from symdescent.render.figures.style import BLUE, GREEN, INK, ORANGE, SKY, VERMILLION, halo, unit
from symdescent.render.figures.words import words

PURPLE, YELLOW = "#CC79A7", "#8C7A00"  # Okabe and Ito's, the yellow darkened so that it is seen on white
COLOURS = (BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY, INK, YELLOW)
DASHES: tuple[Any, ...] = ("-", (0, (5, 1.5)), (0, (1.5, 1)), (0, (6, 1.5, 1.5, 1.5)))
MARKERS = "osD^vPX*"
COLUMNS = 3  # of small pictures, at most
MARKED = 40  # iterates up to which each has a mark


class Field(Scene):
    """The iterates of several runs, all of them shown."""

    @cached_property
    def kept(self) -> NDArray[np.intp]:
        """All."""
        return np.arange(len(self.points))


def called(race: Race, key: str) -> str:
    """A run's name in the language of the lesson."""
    return method_name(key, current_style().language) if key == race[key].method.name else key


def look(j: int) -> dict[str, Any]:
    """Colour, dashes and marks of the j-th method: told apart without colour too."""
    return {"color": COLOURS[j % len(COLOURS)], "linestyle": DASHES[j % len(DASHES)], "marker": MARKERS[j % len(MARKERS)]}


def best_value(race: Race) -> float:
    """What the values are compared with: the minimum near the best iterate, or the best value of all runs."""
    sign = -1.0 if race.problem.sense == "max" else 1.0
    winner = run_scene(race[race.winner])
    found = [sign * to_float(run.best.value) for run in race.values()]
    if winner.minimum is not None:
        found.append(sign * race.problem.objective.value(winner.minimum))
    return min(found)


def gaps(race: Race, best: float) -> dict[str, tuple[Array, Array]]:
    """For each method its evaluations, and how far the best value up to then is from the best one."""
    sign = -1.0 if race.problem.sense == "max" else 1.0
    made = {}
    for key, run in race.items():
        evaluations = np.array(run.trace["evaluations"], dtype=float)
        values = sign * np.array([to_float(value) for value in run.trace["best"]]) - best
        made[key] = evaluations, np.where(values <= 1e-16 * (1 + abs(best)), 0.0, values)
    return made


def draw_race(ax: Axes, race: Race) -> None:
    """Draws the value's distance from the best against the evaluations, a line a method."""
    lines = gaps(race, best_value(race))
    ax.set_yscale("log")
    for j, (key, (evaluations, gap)) in enumerate(lines.items()):
        style = look(j) | {"marker": look(j)["marker"] if len(gap) <= MARKED else ""}
        shown = np.where(drawable(gap), gap, np.nan)
        sizes: dict[str, Any] = {"linewidth": 1.5 * unit(), "markersize": 4 * unit(), "markeredgewidth": 0.4 * unit()}
        ax.plot(evaluations, shown, label=called(race, key), markeredgecolor="white", drawstyle="default", **style, **sizes)
    plain_ticks(ax, "x", whole=True)
    ax.set(xlabel=words("evaluations"), ylabel=words(f"gap_{race.problem.sense}", kind=words("best")).replace("\n", " "))
    ax.set_title(definition(race.problem.variables, race.problem.expression), va="bottom")
    _legend(ax)


def _legend(ax: Axes) -> None:
    """Beside the picture where there is room made for it, else inside."""
    ax.legend(frameon=False, fontsize=8.5 * unit(), borderaxespad=0.2, handlelength=2.6, **legend_place(ax))


def draw_paths(ax: Axes, race: Race) -> None:
    """Draws all paths on one map."""
    scenes = {key: run_scene(run) for key, run in race.items()}
    field = merged(race, list(scenes.values()))
    edges, is_equal = window(field)
    x, y, heights = grid(field, edges)
    across, up = race.problem.variables
    ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), xlabel=name(across), ylabel=name(up))
    ax.set_title(definition(race.problem.variables, race.problem.expression), va="bottom")
    if is_equal:
        ax.set_aspect("equal")
    plain_ticks(ax)
    ground(ax, x, y, heights, field)
    for j, (key, scene) in enumerate(scenes.items()):
        path = scene.points[scene.kept]
        style = look(j) | {"marker": look(j)["marker"] if len(path) <= MARKED else ""}
        sizes: dict[str, Any] = {"linewidth": 1.5 * unit(), "markersize": 4 * unit(), "markeredgewidth": 0.4 * unit()}
        ax.plot(*path.T, label=called(race, key), markeredgecolor="white", path_effects=halo(), zorder=4, **style, **sizes)
    for place in field.minima:
        ax.plot(*place[:, None], marker="*", color=INK, markeredgecolor="white", markersize=11 * unit(), linestyle="", zorder=6)
    _legend(ax)


def merged(race: Race, scenes: Sequence[Scene]) -> Field:
    """The shown iterates of all runs as one scene."""
    best = run_scene(race[race.winner]).start
    parts = [(scene.steps, scene.points, scene.values, scene.slopes, scene.norms) for scene in scenes]
    kept = [tuple(part[scene.kept] for part in own) for own, scene in zip(parts, scenes, strict=True)]
    steps, points, values, slopes, norms = (np.concatenate(column) for column in zip(*kept, strict=True))
    return Field(race.problem, steps, points, values, slopes, norms, best)


def draw_panels(ax: Axes, race: Race) -> None:
    """Draws each method into a small picture of its own, in the place of ``ax``."""
    place = ax.get_subplotspec()
    if place is None:
        raise ArgumentError('The kind "panels" needs axes of a grid of subplots: leave ax= out.')
    ax.set_axis_off()
    draw = draw_curve if len(race.problem.variables) == 1 else draw_contour
    columns = min(COLUMNS, len(race)) if len(race) != 4 else 2
    figure, cells = ax.figure, place.subgridspec(ceil(len(race) / columns), columns)
    if isinstance(figure, Figure):
        figure.set_size_inches(figure.get_figwidth() * max(1.0, columns / 1.4), figure.get_figheight() * cells.nrows / 1.4)
    for j, (key, run) in enumerate(race.items()):
        panel = figure.add_subplot(cells[j // columns, j % columns])
        shown = run_scene(run)
        draw(panel, shown)
        panel.set_title(called(race, key), fontsize=10 * unit(), pad=(17 if shown.ending else 5) * unit(), color=look(j)["color"])


def alt_race(race: Race) -> str:
    """What the lines show."""
    lines = gaps(race, best_value(race))
    told = [
        words("alt_racer", name=called(race, key), gap=number(gap[-1], 3), count=int(evaluations[-1]))
        for key, (evaluations, gap) in lines.items()
    ]
    return " ".join((words("alt_race", formula=race.problem.expression, budget=race.budget), *told))


def alt_paths(race: Race) -> str:
    """Where the paths end."""
    told = [
        words(
            "alt_path",
            name=called(race, key),
            k=run.trace[-1].k,
            place=", ".join(f"{v} = {number(to_float(x), 3)}" for v, x in run.trace[-1].x.items()),
        )
        for key, run in race.items()
    ]
    return " ".join((words("alt_paths", formula=race.problem.expression), *told))
