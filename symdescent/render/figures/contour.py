"""A function of two variables: its contours, the path of the iterates, where it starts and ends, the minimum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil, floor, isqrt, log10
from typing import Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.contour import ContourSet
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from symdescent.render.figures.curve import count, shape
from symdescent.render.figures.labels import name, number, plain_ticks
from symdescent.render.figures.notes import head, mark_word, note
from symdescent.render.figures.scene import Array, Scene
from symdescent.render.figures.style import BLUE, HEIGHT, INK, VERMILLION, halo, unit
from symdescent.render.figures.words import words

Edges: TypeAlias = tuple[float, float, float, float]  # left, right, bottom, top

POINTS, FEWEST = 121, 41  # along each side
MARGIN = 0.1
HALF_WIDTH = 2.0  # of a picture with nothing but one minimum in it
DEFAULT = 4.0
WIDE = 1.5  # the picture's width over its height where both axes have the same scale
MOST_STRETCH = 12.0  # up to which a side is lengthened for that
LOG_RATIO = 0.02  # of low to high ground, below which the levels are powers of ten
MOST_WRITTEN = 2  # times that a height is written
LEVEL_SIZE = 7  # of the numbers on the contours, in points
MARKED = 60  # iterates up to which each has a mark of its own


def draw_contour(ax: Axes, scene: Scene) -> None:
    """Draws the picture into ``ax``."""
    heights = draw_map(ax, scene)
    draw_path(ax, scene)
    _words(ax, scene, heights)


def draw_map(ax: Axes, scene: Scene, extra: Sequence[Array] = (), *, framed: Edges | None = None) -> Array:
    """Draws the contours, so far out that the ``extra`` places (2,) are seen too, or between the edges given; returns the heights."""
    edges, is_equal = (framed, True) if framed else window(scene, extra)
    x, y, heights = grid(scene, edges)
    ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]))
    ax.set(xlabel=name(scene.problem.variables[0]), ylabel=name(scene.problem.variables[1]))
    head(ax, scene)
    if is_equal:
        ax.set_aspect("equal")
    plain_ticks(ax)
    ground(ax, x, y, heights, scene, (*extra, *scene.minima))
    return heights


def grid(scene: Scene, edges: Edges) -> tuple[Array, Array, Array]:
    """Points along each side (p,) and the values there (p, p), over the part of the window where the function exists."""
    side = isqrt(count(scene, POINTS**2, FEWEST**2))
    for _ in range(2):
        x, y = np.linspace(*edges[:2], side), np.linspace(*edges[2:], side)
        heights = np.asarray(scene.problem.objective.value(np.stack(np.meshgrid(x, y), axis=-1)), dtype=float)
        rows, columns = np.nonzero(np.isfinite(heights))
        if not rows.size:
            break
        edges = (*_trimmed(x, columns), *_trimmed(y, rows))
    return x, y, heights


def _trimmed(x: Array, there: NDArray[np.intp]) -> tuple[float, float]:
    """The ends of the part of ``x`` that the indices cover, with a margin where something was cut off."""
    first, last = x[there.min()], x[there.max()]
    margin = 0.04 * (last - first)
    return float(max(x[0], first - margin)), float(min(x[-1], last + margin))


def window(scene: Scene, extra: Sequence[Array] = ()) -> tuple[Edges, bool]:
    """Left, right, bottom and top of the picture, and whether both axes have the same scale."""
    core = scene.points[scene.kept]
    inside = np.concatenate((core, *(place[None] for place in (*scene.minima, *extra))))
    if not len(inside):
        inside = np.array([[-1.0, -1.0], [1.0, 1.0]]) * DEFAULT / (1 + 2 * MARGIN)
    if len(core) and scene.minima:
        beyond = 0.35 * abs(core - scene.minima[0]).max(axis=0)
        inside = np.concatenate((inside, [scene.minima[0] - beyond, scene.minima[0] + beyond]))
    low, high = inside.min(axis=0), inside.max(axis=0)
    spans = high - low
    spans = np.where(spans > 0, spans, spans.max() / 2 or 2 * HALF_WIDTH)
    spans = spans if len(core) or not (scene.minima or extra) else np.maximum(2 * HALF_WIDTH, spans * 1.5)
    spans *= 1 + 2 * MARGIN
    spans, is_equal = _same_scale(spans) if scene.problem.data is None else (spans, False)  # with data, units differ
    middle = (low + high) / 2
    (left, bottom), (right, top) = middle - spans / 2, middle + spans / 2
    return (float(left), float(right), float(bottom), float(top)), is_equal


def _same_scale(spans: Array) -> tuple[Array, bool]:
    """The spans, the shorter side lengthened so that both axes have the same scale, where that takes not too much."""
    height = max(spans[1], spans[0] / WIDE)
    wanted = np.array([height * WIDE, height])
    is_equal = bool((wanted <= MOST_STRETCH * spans).all())
    return (wanted if is_equal else spans), is_equal


def levels(heights: Array, best: float | None, sign: float) -> Array:
    """The heights of the contours, increasing: powers of ten above the minimum where the range asks for it, else even ones."""
    finite = heights[np.isfinite(heights)]
    if not finite.size or np.ptp(finite) == 0:
        return np.array([0.0, 1.0]) if not finite.size else finite.flat[0] + np.array([0.0, 1.0])
    base = sign * min(sign * (finite if sign > 0 else -finite).min() * sign, np.inf if best is None else sign * best)
    above = sign * (finite - base)
    low, high = np.quantile(above[above > 0], [0.1, 0.9])
    if low < LOG_RATIO * high:
        return np.sort(base + sign * _powers(*np.quantile(above[above > 0], [0.003, 0.999])))
    return _even(*np.quantile(finite, [0.01, 0.99] if low > 0 else [0.0, 1.0]))


def _powers(low: float, high: float) -> Array:
    """Powers of ten, or of √10 rounded to one digit, from low to high: at most about ten."""
    first, last = floor(log10(low)), ceil(log10(high))
    decades = last - first
    powers: Array = np.power(10.0, np.arange(first, last + 1, max(1, ceil(decades / 10))))
    if decades > 5:
        return powers
    both = np.sort(np.concatenate((powers, 3 * powers)))
    return both[(both >= low / 2) & (both <= high)] if (both <= high).sum() > 1 else both


def _even(low: float, high: float) -> Array:
    return np.asarray(MaxNLocator(nbins=12, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high), dtype=float)[:-1]


def ground(ax: Axes, x: Array, y: Array, heights: Array, scene: Scene, free: Sequence[Array] = ()) -> None:
    """The heights as colours and contour lines; no height is written beside the ``free`` places (2,)."""
    best = scene.problem.objective.value(scene.minima[0]) if scene.minima else None
    steps = levels(heights, best, scene.sign)
    there = np.ma.masked_invalid(heights)
    if there.count() == 0:
        return
    colours = [HEIGHT(part) for part in np.linspace(0.05, 1, len(steps) + 1)]
    ax.contourf(x, y, there, levels=steps, colors=colours, extend="both", zorder=0)
    lines = ax.contour(x, y, there, levels=steps, colors=BLUE, linewidths=0.7 * unit(), linestyles="solid", zorder=1)
    options: dict[str, Any] = {"fmt": lambda level: number(level, 4), "fontsize": LEVEL_SIZE * unit(), "colors": INK}
    for word in ax.clabel(lines, manual=_places(ax, lines, options, free), **options):
        word.set_path_effects(halo())


def _places(ax: Axes, lines: ContourSet, options: dict[str, Any], free: Sequence[Array]) -> list[tuple[float, float]]:
    """Where matplotlib would write the levels: places that the frame would cut are moved along their line, crowded ones left out."""
    tried = ax.clabel(lines, inline=False, **options)
    found = [(word.get_text(), _moved(ax, lines, word)) for word in tried]
    for word in tried:
        word.remove()
    scale, written, taken = np.array(shape(ax)), Counter[str](), [(np.array(place), 2 * LEVEL_SIZE * unit()) for place in free]
    for text, place in found:
        here, room = np.array(place), 0.6 * len(text) * LEVEL_SIZE * unit()
        if (
            place is None
            or written[text] >= MOST_WRITTEN
            or any(np.hypot(*((here - there) * scale)) < room + more for there, more in taken)
        ):
            continue
        written[text] += 1
        taken.append((here, room))
    return [(float(here[0]), float(here[1])) for here, _ in taken[len(free) :]]


def _moved(ax: Axes, lines: ContourSet, word: Text) -> tuple[float, float] | None:
    place = np.array(word.get_position())
    room = (0.3 * len(word.get_text()) + 0.4) * LEVEL_SIZE * unit() / np.array(shape(ax))  # half of the word, at any angle
    low, high = np.transpose([ax.get_xlim(), ax.get_ylim()]) + np.outer((1, -1), room)
    if (low <= place).all() and (place <= high).all():
        return float(place[0]), float(place[1])
    parts = [part for level in lines.allsegs for part in level if len(part) > 1]
    nearest = min(parts, key=lambda part: float(np.min(np.hypot(*((part - place) / room).T))))
    inner = nearest[((low <= nearest) & (nearest <= high)).all(axis=1)]
    if len(inner) < 2 or (np.ptp(inner, axis=0) < room).all():
        return None
    best = inner[np.argmin(np.hypot(*((inner - place) / room).T))]
    return float(best[0]), float(best[1])


def draw_path(ax: Axes, scene: Scene) -> None:
    """Draws the iterates and the steps between them."""
    path = scene.points[scene.kept]
    style: dict[str, Any] = {"color": VERMILLION, "marker": "o" if len(path) <= MARKED else "", "markeredgecolor": "white"}
    sizes: dict[str, Any] = {
        "linewidth": (1.5 if len(path) <= MARKED else 1.0) * unit(),
        "markersize": 4.5 * unit(),
        "markeredgewidth": 0.5 * unit(),
    }
    if len(path):
        ax.plot(*path.T, label="iterates", path_effects=halo(), zorder=4, **style, **sizes)


def _words(ax: Axes, scene: Scene, heights: Array) -> None:
    """Marks and words at the start, the end and each minimum; the last two on opposite sides of each other."""
    path = scene.points[scene.kept]
    minimum = scene.minima[0] if scene.minima else None
    right, up = (1.0, 1.0)
    if len(path) > 1:
        came = path[-1] - (path[-2] if minimum is None else minimum)
        right, up = (1.0 if came[0] > 0 else -1.0), (1.0 if came[1] > 0 else -1.0)
        _mark(ax, path[-1], "D", words("end", k=int(scene.steps[scene.kept[-1]])), (right, up))
        right, up = -right, -up
    if len(path):
        _mark(ax, path[0], "s", words("start"), (0.0, -1.0 if path[min(1, len(path) - 1), 1] > path[0, 1] else 1.0))
    for place in scene.minima:
        _mark(ax, place, "*", mark_word(scene, place, heights), (right, up))


def _mark(ax: Axes, place: Array, marker: str, word: str, side: tuple[float, float]) -> None:
    is_star = marker == "*"
    colours: dict[str, Any] = {"color": INK, "markeredgecolor": "white"} if is_star else {"color": VERMILLION, "markeredgecolor": INK}
    style: dict[str, Any] = {"markersize": (11 if is_star else 6.5) * unit(), "markeredgewidth": 0.7 * unit(), "linestyle": ""}
    ax.plot(*place[:, None], marker=marker, label=word, zorder=6 if is_star else 5, **style, **colours)
    note(ax, word, (float(place[0]), float(place[1])), (7 * side[0], 10 * side[1]), ha=ALIGN[side[0]])


ALIGN = {-1.0: "right", 0.0: "center", 1.0: "left"}
