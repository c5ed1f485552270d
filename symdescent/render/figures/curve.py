"""A function of one variable: its curve, the iterates on it with their tangents, the steps between them, the minimum."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from symdescent.render.figures.labels import function, name, plain_ticks
from symdescent.render.figures.notes import head, is_free, mark_word, note
from symdescent.render.figures.scene import Array, Scene
from symdescent.render.figures.style import BLUE, GREEN, GREY, INK, ORDER, unit

POINTS, MOST_CELLS = 801, 4_000_000  # of the curve; points times rows of data
TANGENTS, HOPS, NUMBERED = 3, 12, 8  # how many are drawn
FEW = 40  # balls up to which they are large, with a rim
TANGENT_LENGTH = 0.26  # half of it, as a part of the picture's width
MARGIN = 0.08
HALF_WIDTH = 3.0  # of a picture with nothing but one minimum in it
LIST_WIDTH = 48.0  # points that a list of names takes
DEFAULT = (-5.0, 5.0)


def draw_curve(ax: Axes, scene: Scene) -> None:
    """Draws the picture into ``ax``."""
    x, y = samples(scene)
    ax.set_xlim(x[0], x[-1])
    ax.set_ylim(*heights(scene, x, y))
    ax.plot(x, broken(y, *ax.get_ylim()), color=BLUE, linewidth=1.8 * unit(), label="curve", zorder=2)
    plain_ticks(ax)
    ax.set(xlabel=name(scene.problem.variables[0]), ylabel=function(scene.problem.variables))
    head(ax, scene)
    _tangents(ax, scene)
    _hops(ax, scene)
    _balls(ax, scene)
    taken = _marks(ax, scene, y)
    _numbers(ax, scene, taken)


def count(scene: Scene, most: int, fewest: int = 81) -> int:
    """At how many points to evaluate: ``most``, fewer where each of them is a sum over many rows of data."""
    rows = len(scene.problem.data) if scene.problem.data is not None else 1
    return max(fewest, min(most, MOST_CELLS // rows))


def samples(scene: Scene) -> tuple[Array, Array]:
    """Points of the curve (p,) and their values, over the part of the picture's interval where the function exists."""
    left, right = interval(scene)
    for _ in range(2):
        x = np.linspace(left, right, count(scene, POINTS))
        y = np.asarray(scene.problem.objective.value(x[:, None]), dtype=float)
        there = x[np.isfinite(y)]
        if not there.size or (there[0], there[-1]) == (left, right):
            break
        margin = 0.04 * (there[-1] - there[0]) or 1.0
        left, right = max(left, there[0] - margin), min(right, there[-1] + margin)
    return x, y


def interval(scene: Scene) -> tuple[float, float]:
    """From where to where the curve is drawn: the iterates and the neighbourhood of the minimum, with margins."""
    core, minima = scene.points[scene.kept, 0], np.array([x[0] for x in scene.minima])
    if not core.size:
        return _around(minima) if minima.size else DEFAULT
    if minima.size:
        beyond = 0.9 * abs(core - minima[0]).max()
        core = np.concatenate((core, minima, minima[0] + [-beyond, beyond]))
    width = np.ptp(core) or 2 * (1 + abs(core[0]))
    middle = (core.min() + core.max()) / 2
    half = width * (0.5 + MARGIN)
    return float(middle - half), float(middle + half)


def _around(minima: Array) -> tuple[float, float]:
    beyond = max(HALF_WIDTH, 0.6 * np.ptp(minima)) if len(minima) == 1 else 0.6 * np.ptp(minima)
    return float(minima.min() - beyond), float(minima.max() + beyond)


def heights(scene: Scene, x: Array, y: Array) -> tuple[float, float]:
    """The range of values that is drawn; poles and distant branches do not count, iterates and minima do."""
    finite = y[np.isfinite(y)]
    marked = np.concatenate((scene.values[scene.kept], [scene.problem.objective.value(m) for m in scene.minima]))
    if not finite.size:
        finite = marked if marked.size else np.array([0.0])
    most = np.quantile(finite, [0.05, 0.95])
    core = marked if marked.size and np.ptp(marked) > 0.02 * np.ptp(most) else np.concatenate((marked, most))
    low, high = core.min(), core.max()
    reach = 0.6 * (high - low)
    low, high = max(finite.min(), low - reach), min(finite.max(), high + reach)
    low, high = min(low, core.min()), max(high, core.max())
    room = 0.12 * (high - low) or 0.5 * (1 + abs(low))
    below, above = (room, room / 2) if scene.sign > 0 else (room / 2, room)
    return float(low - below), float(high + above)


def broken(y: Array, low: float, high: float) -> Array:
    """The values with a gap where the curve leaps across the whole picture, as at a pole."""
    upward = (y[:-1] < low) & (y[1:] > high)
    downward = (y[:-1] > high) & (y[1:] < low)
    return np.where(np.append(upward | downward, False), np.nan, y)


def shape(ax: Axes) -> tuple[float, float]:
    """The length of a unit of x and of y on paper, in points."""
    box = ax.get_window_extent()
    points = 72 / ax.figure.dpi
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    return box.width * points / (right - left), box.height * points / (high - low)


def _tangents(ax: Axes, scene: Scene) -> None:
    across, up = shape(ax)
    length = TANGENT_LENGTH * (ax.get_xlim()[1] - ax.get_xlim()[0]) * across
    for k in _distinct(scene, TANGENTS):
        x, y, slope = scene.points[k, 0], scene.values[k], scene.slopes[k, 0]
        if np.isfinite(slope):
            reach = np.array([-1, 1]) * length / np.hypot(across, slope * up)
            style: dict[str, Any] = {"color": GREEN, "linestyle": (0, (5, 2)), "linewidth": 1.3 * unit(), "zorder": 3}
            ax.plot(x + reach, y + slope * reach, label=f"tangent {k}", **style)


def _distinct(scene: Scene, most: int) -> list[int]:
    """The first kept iterates at different places."""
    places = {round(float(scene.points[k, 0]), 9): int(k) for k in reversed(scene.kept)}
    return sorted(places.values())[:most]


def _hops(ax: Axes, scene: Scene) -> None:
    """An arc from each iterate to the next, bulging upwards; steps too short to see and those seen before are left out."""
    places = list(zip(scene.points[scene.kept, 0], scene.values[scene.kept], strict=True))
    hops = dict.fromkeys(pairwise(places))
    scale = shape(ax)
    visible = [hop for hop in hops if np.hypot(*(np.subtract(*hop) * scale)) > 11 * unit()]
    for start, end in visible[:HOPS]:
        bend = -0.28 if end[0] > start[0] else 0.28
        arrow = FancyArrowPatch(
            start,
            end,
            connectionstyle=f"arc3,rad={bend}",
            arrowstyle="-|>",
            mutation_scale=7 * unit(),
            shrinkA=3 * unit(),
            shrinkB=4 * unit(),
            color=GREY,
            linewidth=0.8 * unit(),
            zorder=4,
        )
        ax.add_patch(arrow)


def _balls(ax: Axes, scene: Scene) -> None:
    is_few = len(scene.kept) <= FEW
    if len(scene.kept):
        ax.scatter(
            scene.points[scene.kept, 0],
            scene.values[scene.kept],
            c=np.linspace(0, 1, len(scene.kept)),
            cmap=ORDER,
            s=((5.5 if is_few else 4.5) * unit()) ** 2,
            edgecolors=INK,
            linewidths=(0.6 if is_few else 0.15) * unit(),
            label="iterates",
            zorder=5,
        )


def _marks(ax: Axes, scene: Scene, y: Array) -> list[Array]:
    """A star and a word at each minimum; returns where on paper the words are."""
    taken = []
    scale = np.array(shape(ax))
    style: dict[str, Any] = {"marker": "*", "color": INK, "markeredgecolor": "white", "linestyle": "", "zorder": 6}
    for minimum in scene.minima:
        place = np.array([minimum[0], scene.problem.objective.value(minimum)])
        word, below = mark_word(scene, minimum, y), -13 * scene.sign
        ax.plot(*place[:, None], label=word, markersize=10 * unit(), markeredgewidth=0.6 * unit(), **style)
        note(ax, word, tuple(place), (0, below))
        taken += [place + np.array([aside, below]) * unit() / scale for aside in (-18, 0, 18)]
    return taken


def _numbers(ax: Axes, scene: Scene, taken: list[Array]) -> None:
    """The names x₀, x₁, … on the outer side of the curve, as far as there is room; start and end come first."""
    scale = np.array(shape(ax))
    firsts = _distinct(scene, len(scene.kept))
    for k in dict.fromkeys([*firsts[:1], *firsts[-1:], *firsts[1:NUMBERED]]):
        slope = scene.slopes[k, 0] * scale[1] / scale[0]
        slope = slope if np.isfinite(slope) else 0.0
        offset = np.array([slope, -1.0]) / np.hypot(slope, 1.0)
        place = np.array([scene.points[k, 0], scene.values[k]])
        if is_free(spot := place + 11 * offset * unit() / scale, taken, scale, 13):
            _number(ax, scene, k, place, offset)
            taken = [*taken, spot]


def _number(ax: Axes, scene: Scene, k: int, place: Array, offset: Array) -> None:
    """An iterate's name beside it; a list of names that would leave the picture stands on the inner side of the curve."""
    names = _names(scene, k)
    is_steep = abs(offset[0]) > 0.6
    left, right = ax.get_xlim()
    if is_steep and len(names) > 1 and min(place[0] - left, right - place[0]) * shape(ax)[0] < LIST_WIDTH * unit():
        offset = np.array([-1.5 * np.sign(offset[0]), 0.0])
    side = ("right" if offset[0] < 0 else "left") if is_steep else "center"
    note(ax, ", ".join(names), tuple(place), ((6 if is_steep else 11) * offset[0], 11 * offset[1]), ha=side)


def _names(scene: Scene, k: int) -> list[str]:
    """The name of an iterate, and of the first that comes back to the same place, and … for more of them."""
    same = [int(scene.steps[j]) for j in scene.kept if j >= k and np.isclose(scene.points[j, 0], scene.points[k, 0], rtol=1e-9, atol=0)]
    names = [name(scene.problem.variables[0], str(step)) for step in same[:2]]
    return names + ["…"] * (len(same) > 2)
