"""How fast a run converges: the value's distance from the best and the gradient's norm at each step, on a log axis."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from symdescent.render.figures.labels import definition, plain_ticks
from symdescent.render.figures.scene import Array, Scene
from symdescent.render.figures.style import BLUE, VERMILLION, halo, unit
from symdescent.render.figures.words import words

ROUNDING = 4 * np.finfo(float).eps  # values closer than this, relatively, are the same
SHORTEST = 15.0  # range of a log axis on which powers of ten alone serve as ticks
MARKED = 40  # steps up to which each has a mark


class Series(NamedTuple):
    """A line of the picture: its words and its values (m,), 0 or nan where there is nothing to draw."""

    label: str
    values: Array
    style: dict[str, Any]


def draw_convergence(ax: Axes, scene: Scene) -> None:
    """Draws the picture into ``ax``."""
    lines = series(scene)
    shown = [line for line in lines if drawable(line.values).any()]
    if shown:
        ax.set_yscale("log")
    for line in shown:
        _line(ax, scene.steps, line)
    _limits(ax, scene.steps)
    if not shown:
        ax.set_yticks([])
        ax.text(0.5, 0.5, words("nothing"), transform=ax.transAxes, ha="center", va="center")
    plain_ticks(ax, "x", whole=True)
    ax.set_xlabel(words("step"))
    ax.set_title(definition(scene.problem.variables, scene.problem.expression), va="bottom")
    if ax.figure.get_layout_engine() is None:  # no room is made for words beside the picture
        ax.legend()
    else:
        _direct_labels(ax, scene.steps, shown)


def series(scene: Scene) -> tuple[Series, Series]:
    """The value's distance from the best one and the gradient's norm."""
    word = words(f"gap_{scene.problem.sense}", kind=words(best_name(scene)))
    solid: dict[str, Any] = {"color": BLUE, "linestyle": "-", "marker": "o"}
    dashed: dict[str, Any] = {"color": VERMILLION, "linestyle": (0, (4, 1.5)), "marker": "s"}
    return Series(word, gaps(scene), solid), Series(words("norm"), scene.norms, dashed)


def best_name(scene: Scene) -> str:
    """The key of the word for what the values are compared with."""
    return "best" if scene.minimum is None else scene.problem.sense


def gaps(scene: Scene) -> Array:
    """The values' distances from the minimum, or from the best value where none is found; 0 within rounding."""
    values = scene.sign * scene.values
    finite = values[np.isfinite(values)]
    if not finite.size:
        return np.full_like(values, np.nan)
    best = finite.min()
    if scene.minimum is not None:
        best = min(best, scene.sign * scene.problem.objective.value(scene.minimum))
    with np.errstate(over="ignore", invalid="ignore"):
        gap = values - best
    return np.where(gap <= ROUNDING * (abs(best) + abs(values)), 0.0, gap)


def drawable(values: Array) -> NDArray[np.bool_]:
    """Where there is something to draw on a log axis."""
    return np.isfinite(values) & (values > 0)


def _line(ax: Axes, steps: Array, line: Series) -> None:
    values = np.where(drawable(line.values), line.values, np.nan)
    is_marked = len(steps) <= MARKED
    style = line.style | {"marker": line.style["marker"] if is_marked else ""}
    sizes: dict[str, Any] = {"linewidth": 1.5 * unit(), "markersize": 4 * unit(), "markeredgewidth": 0.5 * unit()}
    ax.plot(steps, values, label=line.label, markeredgecolor="white", **sizes, **style)


def _limits(ax: Axes, steps: Array) -> None:
    """All steps, and on the log axis more than a power of ten."""
    room = 0.03 * (steps[-1] - steps[0]) or 0.5
    ax.set_xlim(steps[0] - room, steps[-1] + room)
    low, high = ax.get_ylim()
    if ax.get_yscale() == "log" and high < SHORTEST * low:
        ax.set_ylim(low / 4, high * 4)


def _direct_labels(ax: Axes, steps: Array, lines: list[Series]) -> None:
    """The words at the right end of each line, moved apart where the ends are close."""
    heights = [_height(ax, line) for line in lines]
    for line, height in zip(lines, _apart(heights, 0.17), strict=True):
        options: dict[str, Any] = {"color": line.style["color"], "ha": "left", "va": "center", "path_effects": halo()}
        ax.text(1.02, height, _worded(steps, line), transform=ax.transAxes, fontsize=8.5 * unit(), **options)


def _height(ax: Axes, line: Series) -> float:
    low, high = np.log(ax.get_ylim())
    return float((np.log(line.values[drawable(line.values)][-1]) - low) / (high - low))


def _apart(heights: list[float], least: float) -> list[float]:
    """Two heights moved to be at least so far apart, and both inside the picture."""
    if len(heights) < 2 or abs(heights[0] - heights[1]) >= least:
        return heights
    middle = min(max(sum(heights) / 2, least / 2), 1 - least / 2)
    up = 1 if heights[0] >= heights[1] else -1
    return [middle + up * least / 2, middle - up * least / 2]


def _worded(steps: Array, line: Series) -> str:
    """The line's words, and from which step on it is 0."""
    positive = np.flatnonzero(line.values != 0)
    if positive.size and positive[-1] + 1 < len(steps):
        return words("zero", label=line.label, k=int(steps[positive[-1] + 1]))
    return line.label
