"""The Hessian's eigenvectors on a map: how sharply a function of two variables bends, and along which lines."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Ellipse, FancyArrowPatch

from symdescent.errors import ArgumentError
from symdescent.render.figures.contour import draw_contour, draw_map, draw_path
from symdescent.render.figures.curve import shape
from symdescent.render.figures.labels import number
from symdescent.render.figures.notes import note
from symdescent.render.figures.scene import Array, Scene
from symdescent.render.figures.stationary import stationary_near
from symdescent.render.figures.style import GREEN, INK, VERMILLION, unit
from symdescent.render.figures.words import words

REACH = 0.42  # of the picture's shorter side, the longest arrow's half
WORD = 56, 9  # how far words go beyond a tip, and half their height, in points
SHORTEST = 0.04  # of that side, the shortest arrow's half: below it nothing would be seen
MOST_SLENDER = 10.0  # an ellipse's length over its width, above which it would hide its axes
FLAT = 1e-9  # an eigenvalue that small beside the other is 0
BOX: dict[str, Any] = {"boxstyle": "round,pad=0.15", "facecolor": "white", "alpha": 0.75, "edgecolor": "none"}
TWO_SIDED: dict[str, Any] = {"arrowstyle": "<|-|>", "shrinkA": 0, "shrinkB": 0}


class Bend(NamedTuple):
    """The Hessian at a place (2,): its eigenvalues (2,), increasing, and its eigenvectors, the rows of (2, 2)."""

    place: Array
    values: Array
    vectors: Array

    @property
    def condition(self) -> float:
        """κ, the larger over the smaller eigenvalue; nan where they are not both positive or both negative."""
        low, high = np.sort(abs(self.values))
        return float(high / low) if self.values.prod() > 0 else float("nan")

    def lengths(self, longest: float) -> Array:
        """1/√|λ| of both eigenvalues, in such a measure that the longer is ``longest``; an eigenvalue 0 has the longer, too."""
        sizes = np.maximum(abs(self.values), FLAT * abs(self.values).max())
        lengths = np.sqrt(sizes.min() / sizes) if sizes.max() else np.ones(2)
        return np.asarray(longest * lengths)


def bend(scene: Scene, place: Array) -> Bend:
    """The Hessian's eigenvalues and eigenvectors at a place. Raises ``ArgumentError`` where there is no Hessian."""
    hessian = np.asarray(scene.problem.objective.hessian(place), dtype=float)
    if not np.isfinite(hessian).all():
        raise ArgumentError(f"At {tuple(map(float, place))} there is no Hessian, and so no eigenvectors: choose another point.")
    values, vectors = np.linalg.eigh(hessian)
    vectors = vectors.T * np.where(vectors.sum(axis=0) < 0, -1.0, 1.0)[:, None]  # towards the upper right
    return Bend(place, np.where(abs(values) > FLAT * abs(values).max(), values, 0.0), vectors)


def bend_here(scene: Scene) -> Bend:
    """The bend at the point that the picture is of: the one given, else the minimum, else where the gradient is 0."""
    if scene.at is not None:
        return bend(scene, scene.at)
    if scene.minima:
        return bend(scene, scene.minima[0])
    place = stationary_near(scene.problem, scene.points[scene.kept][-1] if scene.is_run else np.zeros(2))
    if place is None:
        raise ArgumentError('No minimum and no saddle was found here: give a point, as in problem.at(x=1, y=2).plot("eigen-directions").')
    return bend(scene, place)


def draw_eigen(ax: Axes, scene: Scene) -> None:
    """Draws the contours, and at one point the eigenvectors, as long as 1/√|λ| says: for λ > 0 the axes of the level ellipse."""
    here = bend_here(scene)
    draw_map(ax, scene, (here.place,))
    if scene.is_run:
        draw_path(ax, scene)
    longest = longest_arrow(ax, here)
    arrows(ax, here, longest, scene.points[scene.kept])
    if here.condition < MOST_SLENDER**2:
        _ellipse(ax, here, longest)
    ax.plot(
        *here.place[:, None], marker="o", color=INK, markeredgecolor="white", markersize=6 * unit(), linestyle="", label="here", zorder=6
    )


def side(ax: Axes) -> float:
    """The length of the picture's shorter side, in units of the axes."""
    return float(min(np.ptp(ax.get_xlim()), np.ptp(ax.get_ylim())))


def longest_arrow(ax: Axes, here: Bend, part: float = REACH) -> float:
    """Half the longer arrow: a part of the picture's shorter side, less where an arrow would leave the picture."""
    low, high = np.transpose([ax.get_xlim(), ax.get_ylim()])
    room = 0.92 * np.minimum(high - here.place, here.place - low)
    shares = abs(here.lengths(1.0)[:, None] * here.vectors)
    return float(min(part * side(ax), (room / np.maximum(shares, 1e-12)).min()))


def arrows(ax: Axes, here: Bend, longest: float, taken: Array) -> None:
    """An arrow both ways along each eigenvector; where it bends downwards dashed and in another colour.

    Its eigenvalue stands at the end that is farther from the ``taken`` places (m, 2).
    """
    for j, (value, vector, length) in enumerate(zip(here.values, here.vectors, here.lengths(longest), strict=True)):
        reach = max(length, side(ax) * SHORTEST) * vector
        colour = VERMILLION if value < 0 else GREEN
        look: dict[str, Any] = {"color": colour, "linewidth": 1.7 * unit(), "linestyle": (0, (4, 2)) if value < 0 else "-"}
        size = min(9.0, 5 + 40 * length / side(ax)) * unit()
        ends = here.place - reach, here.place + reach
        ax.add_patch(FancyArrowPatch(ends[0], ends[1], mutation_scale=size, label=f"eigenvector {j}", zorder=5, **TWO_SIDED, **look))
        way = 1 if not len(taken) or _gap(ends[1] + 0.3 * reach, taken) >= _gap(ends[0] - 0.3 * reach, taken) else -1
        _label(ax, here.place + way * reach, way * vector, eigenvalue(value), taken, color=colour)


def eigenvalue(value: float) -> str:
    """λ = …"""
    return words("eigenvalue", value=number(float(value)))


def _gap(spot: Array, taken: Array) -> float:
    return float(np.linalg.norm(taken - spot, axis=1).min())


def _label(ax: Axes, tip: Array, outward: Array, text: str, taken: Array, **options: Any) -> None:
    """Words beyond the tip of an arrow, turned inwards where they would leave the picture, above it where a place is taken there."""
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    align = ("left" if outward[0] > 0 else "right") if abs(outward[0]) > 0.5 else "center"
    x, y = outward
    if (align == "left" and right - tip[0] < 0.2 * (right - left)) or (align == "right" and tip[0] - left < 0.2 * (right - left)):
        align, x, y = "center", 0.0, 1.4
    if align != "center" and _is_taken(ax, tip, outward, taken):
        align, x, y = "center", 0.0, 1.4
    if min(high - tip[1], tip[1] - low) < 0.09 * (high - low):
        align, x, y = "left", 1.0, -0.6 * np.sign(outward[1])
    note(ax, text, (float(tip[0]), float(tip[1])), (6 * x, 9 * y), ha=align, fontweight="bold", bbox=BOX, **options)


def _is_taken(ax: Axes, tip: Array, outward: Array, taken: Array) -> bool:
    """Whether one of the places lies where words beside the tip would stand."""
    across, up = ((taken - tip) * shape(ax) * [np.sign(outward[0]), 1]).T
    return bool(((across > 0) & (across < WORD[0] * unit()) & (abs(up) < WORD[1] * unit())).any())


def _ellipse(ax: Axes, here: Bend, longest: float) -> None:
    """Where vᵀHv has one value."""
    width, height = 2 * here.lengths(longest)
    angle = float(np.degrees(np.arctan2(here.vectors[0, 1], here.vectors[0, 0])))
    look: dict[str, Any] = {"fill": False, "edgecolor": INK, "linestyle": (0, (1, 1.5)), "linewidth": 1.1 * unit()}
    ax.add_patch(Ellipse((float(here.place[0]), float(here.place[1])), width, height, angle=angle, label="level", zorder=4, **look))


def draw_zigzag(ax: Axes, scene: Scene) -> None:
    """Draws the run's path over the contours, and the lines along the eigenvectors through the minimum."""
    here = bend_here(scene)
    draw_contour(ax, scene)
    limits, taken = (ax.get_xlim(), ax.get_ylim()), [*scene.points[scene.kept]]
    for j, (value, vector) in enumerate(zip(here.values, here.vectors, strict=True)):
        far = np.stack([here.place - 2 * np.ptp(limits) * vector, here.place + 2 * np.ptp(limits) * vector])
        ax.plot(
            *far.T,
            color=GREEN,
            linestyle=(0, (5, 2)),
            linewidth=1.1 * unit(),
            label=f"eigenvector {j}",
            zorder=3,
            scalex=False,
            scaley=False,
        )
        taken.append(_at_the_edge(ax, here.place, vector, eigenvalue(value), scene.points[scene.kept]))
    if np.isfinite(here.condition):
        _in_a_corner(ax, words("condition", value=number(here.condition)), np.array(taken))


def _in_a_corner(ax: Axes, text: str, taken: Array) -> None:
    """Words in the corner that is farthest from the taken places (m, 2)."""
    low, high = np.transpose([ax.get_xlim(), ax.get_ylim()])
    inside = (taken - low) / (high - low)
    corners = [np.array([x, y]) for y in (0.05, 0.95) for x in (0.97, 0.03)]
    x, y = max(corners, key=lambda corner: _gap(corner, inside))
    align: dict[str, Any] = {"ha": "right" if x > 0.5 else "left", "va": "top" if y > 0.5 else "bottom"}
    note(ax, text, (float(x), float(y)), (0, 0), xycoords="axes fraction", bbox=BOX, **align)


def _at_the_edge(ax: Axes, place: Array, vector: Array, text: str, taken: Array) -> Array:
    """Words beside a line through a place, near that of its ends in the picture that is farther from the taken ones; returns where."""
    tip = max((_tip(ax, place, vector), _tip(ax, place, -vector)), key=lambda end: _gap(end, taken))
    aside = np.array([-vector[1], vector[0]]) * (1 if vector[0] > 0 else -1)
    align = "right" if aside[0] < -0.3 else "left" if aside[0] > 0.3 else "center"
    note(ax, text, (float(tip[0]), float(tip[1])), (6 * aside[0], 8 * aside[1]), ha=align, color=GREEN, fontweight="bold", bbox=BOX)
    return tip


def _tip(ax: Axes, place: Array, vector: Array) -> Array:
    """Near where the ray from a place along a vector leaves the picture."""
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    inner = np.array([[left, low], [right, high]]) + 0.07 * np.array([[1, 1], [-1, -1]]) * [right - left, high - low]
    with np.errstate(divide="ignore", invalid="ignore"):
        ways = np.nanmin(np.where(vector > 0, inner[1] - place, inner[0] - place) / np.where(vector == 0, np.nan, vector))
    return np.asarray(place + ways * vector)


def turns(points: Array) -> Array:
    """The angles in degrees by which a path (m, n) turns from each step to the next."""
    steps = np.diff(points, axis=0)
    steps = steps[np.linalg.norm(steps, axis=1) > 0]
    units = steps / np.linalg.norm(steps, axis=1)[:, None]
    cosines = (units[1:] * units[:-1]).sum(axis=1)
    return np.asarray(np.degrees(np.arccos(np.clip(cosines, -1, 1))))
