"""Critical points marked by what they are: on the curve of a function of one variable, on the contours of one of two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import groupby
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from symdescent.analysis.critical.points import KINDS, CriticalPoint, CriticalPoints
from symdescent.lesson.language import word
from symdescent.notation.style import current_style
from symdescent.render.figures.alt import alt_map_of, sentences
from symdescent.render.figures.contour import draw_map
from symdescent.render.figures.labels import definition, function, name, number, plain_ticks, separator
from symdescent.render.figures.scene import Array, Scene, scene
from symdescent.render.figures.style import BLUE, GREEN, INK, ORANGE, SKY, VERMILLION, unit
from symdescent.render.figures.words import words

SAMPLES = 601
MARGIN, LEAST = 0.35, 1.5  # beside the outermost points: as a part of their distance, and at least
SIZE = 42.0
MOST_TOLD = 12


class Mark(NamedTuple):
    """How a kind of point is drawn: its shape tells it without colour."""

    shape: str
    colour: str


MARKS: dict[str, Mark] = {
    "minimum": Mark("o", GREEN),
    "maximum": Mark("^", VERMILLION),
    "saddle": Mark("X", ORANGE),
    "degenerate saddle": Mark("P", ORANGE),
    "inflection": Mark("P", ORANGE),
    "edge minimum": Mark("s", GREEN),
    "edge maximum": Mark("D", VERMILLION),
    "edge saddle": Mark("*", SKY),
    "undecided": Mark("v", INK),
}


def fits(found: CriticalPoints) -> bool:
    """Whether there is a picture of them."""
    return len(found.problem.variables) in (1, 2) and not found.problem.parameters and bool(found.points)


def draw_critical(ax: Axes, found: CriticalPoints) -> None:
    """Draws the picture into ``ax``."""
    if len(found.problem.variables) == 1:
        _curve(ax, found)
    else:
        draw_map(ax, _scene(found), _spots(found))
    for kind, points in _by_kind(found):
        spots = np.array([_spot(found, point) for point in points])
        mark = MARKS[kind]
        ax.scatter(
            spots[:, 0],
            spots[:, 1],
            s=SIZE * unit() ** 2,
            marker=mark.shape,
            color=mark.colour,
            edgecolors=INK,
            linewidths=0.7 * unit(),
            zorder=6,
            label=_kind(kind),
        )
    ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False, fontsize="small", handletextpad=0.3)


def alt_critical(found: CriticalPoints) -> str:
    """What the picture shows."""
    n = len(found.problem.variables)
    first = words("alt_critical_curve", **_curve_words(found)) if n == 1 else alt_map_of(_scene(found), _spots(found))
    told = [words("alt_critical", kind=_kind(point.kind), place=_place(point), value=number(_value(point))) for point in found.points]
    more = len(told) - MOST_TOLD
    return sentences(first, *told[:MOST_TOLD], words("alt_critical_more", count=more) if more > 0 else "")


class Known(Scene):
    """A scene whose best point is known, so that none is looked for by descent; heights are measured from it."""

    @property
    def minima(self) -> list[Array]:
        """The first global minimum (maximum)."""
        kind = "maximum" if self.problem.sense == "max" else "minimum"
        return [np.array(point.place.floats()) for point in self.result.points if point.is_global and point.kind.endswith(kind)][:1]


def _scene(found: CriticalPoints) -> Scene:
    """The scene of the problem."""
    return Known(**{field.name: getattr(scene(found), field.name) for field in fields(Scene)})


def _spots(found: CriticalPoints) -> list[Array]:
    return [np.array(point.place.floats()) for point in found.points]


def _spot(found: CriticalPoints, point: CriticalPoint) -> tuple[float, ...]:
    """Where it is drawn: with its height on a curve."""
    x = point.place.floats()
    return (*x, _value(point)) if len(found.problem.variables) == 1 else x


def _value(point: CriticalPoint) -> float:
    return float("nan") if point.value is None else float(point.value)


def _by_kind(found: CriticalPoints) -> Iterator[tuple[str, list[CriticalPoint]]]:
    ordered = sorted(found.points, key=lambda point: KINDS.index(point.kind))
    return ((kind, list(points)) for kind, points in groupby(ordered, key=lambda point: point.kind))


def _kind(kind: str) -> str:
    return word(current_style().language, f"critical kind {kind}")


def _place(point: CriticalPoint) -> str:
    return separator().join(f"{name} = {number(value)}" for name, value in zip(point.at, point.place.floats(), strict=True))


def _interval(found: CriticalPoints) -> tuple[float, float]:
    """From where to where the curve is drawn: around the points."""
    x = [spot[0] for spot in _spots(found)]
    margin = max(MARGIN * (max(x) - min(x)), LEAST)
    return min(x) - margin, max(x) + margin


def _curve_words(found: CriticalPoints) -> dict[str, str]:
    left, right = _interval(found)
    problem = found.problem
    return {"formula": str(problem.expression), "variable": problem.variables[0], "left": number(left, 3), "right": number(right, 3)}


def _curve(ax: Axes, found: CriticalPoints) -> None:
    problem = found.problem
    x = np.linspace(*_interval(found), SAMPLES)
    y = np.asarray(problem.objective.value(x[:, None]), dtype=float)
    ax.plot(x, y, color=BLUE, linewidth=1.8 * unit(), zorder=2)
    heights = [_value(point) for point in found.points]
    there = y[np.isfinite(y)]
    room = max(max(heights) - min(heights), 0.35 * float(np.ptp(there)) if there.size else 1.0, 1e-9)
    ax.set_ylim(max(float(there.min()), min(heights) - room) - 0.08 * room, min(float(there.max()), max(heights) + room) + 0.08 * room)
    ax.set(xlabel=name(problem.variables[0]), ylabel=function(problem.variables))
    ax.set_title(definition(problem.variables, problem.expression), pad=5 * unit(), va="bottom")
    plain_ticks(ax)
