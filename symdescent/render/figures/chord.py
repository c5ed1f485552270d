"""A chord over a curve: what convex says, and what breaks it; of several variables the section along the segment."""

from __future__ import annotations

from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from symdescent.numeric.arithmetic import exact, to_float
from symdescent.render.figures.contour import window
from symdescent.render.figures.curve import POINTS, broken, interval, shape
from symdescent.render.figures.labels import formula, function, name, number, plain_ticks, separator
from symdescent.render.figures.notes import head, note
from symdescent.render.figures.scene import Array, Scene
from symdescent.render.figures.style import BLUE, GREY, INK, VERMILLION, unit
from symdescent.render.figures.words import words

BEYOND = 0.35  # of the segment, how much of the curve is shown on either side
SIDE = {1: 41, 2: 9, 3: 5}  # points along each axis, by the number of variables, between which chords are tried
MANY = 200  # points at random where there are more variables
HALF_WIDTH = 2.0
CLOSE = 0.02  # of the chord's rise: a smaller gap is not seen beside it


class Chord(NamedTuple):
    """Two points (n,), and the values at them, half-way on the curve and half-way on the chord."""

    start: Array
    end: Array
    first: float
    last: float
    curve: float
    chord: float


def chord_of(scene: Scene) -> Chord:
    """The chord of the certificate that the scene was made from; else the tried one that is farthest below the curve, or above it."""
    if (shown := proof(scene)) is not None:
        start, end = (np.array([to_float(exact(entry)) for entry in vector]) for vector in (shown.start, shown.end))
        return _between(scene, start, end)
    return _tried(scene)


def halfway(chord: Chord) -> tuple[str, str]:
    """The values half-way on the chord and on the curve, with as many digits as tell them apart."""
    pairs = ((number(chord.chord, digits), number(chord.curve, digits)) for digits in range(4, 16))
    return next((pair for pair in pairs if pair[0] != pair[1]), (number(chord.chord), number(chord.curve)))


def proof(scene: Scene) -> Any:
    """The chord below the curve by which a certificate proves that the function is not convex, if the picture is of one."""
    return getattr(getattr(scene.result, "certificate", None), "over", None)


def _between(scene: Scene, start: Array, end: Array) -> Chord:
    first, last, curve = (float(scene.problem.objective.value(x)) + 0.0 for x in (start, end, (start + end) / 2))  # no -0
    return Chord(start, end, first, last, curve, (first + last) / 2)


@np.errstate(all="ignore")
def _tried(scene: Scene) -> Chord:
    """The chord that breaks convexity most, for its length; where none does, a long one above the curve."""
    places = _places(scene)
    values = np.asarray(scene.problem.objective.value(places), dtype=float)
    i, j = np.array(list(combinations(range(len(places)), 2))).T
    middles = np.asarray(scene.problem.objective.value((places[i] + places[j]) / 2), dtype=float)
    above = middles - (values[i] + values[j]) / 2
    spread = np.nanmax(values, initial=0.0, where=np.isfinite(values)) - np.nanmin(values, initial=0.0, where=np.isfinite(values))
    lengths = np.linalg.norm(places[i] - places[j], axis=1)
    size = 1e-12 + abs(values[i]) + abs(values[j]) + abs(middles)
    breaks = np.where(np.isfinite(above), above / (size + 0.1 * spread), -np.inf)
    best = int(breaks.argmax())
    if breaks[best] < 1e-9:
        wanted = np.isfinite(above) & (lengths < 0.75 * lengths.max())
        best = int(np.where(wanted, lengths + 1e-3 * (values[i] != values[j]), -np.inf).argmax())
    return _between(scene, places[i][best], places[j][best])


def _places(scene: Scene) -> Array:
    """Points with short coordinates over the part of space that a picture would show."""
    n = len(scene.problem.variables)
    if n == 1:
        sides = [_short(*interval(scene), SIDE[1])]
    elif n == 2:
        left, right, low, high = window(scene)[0]
        sides = [_short(left, right, SIDE[2]), _short(low, high, SIDE[2])]
    elif n in SIDE:
        sides = [np.linspace(-HALF_WIDTH, HALF_WIDTH, SIDE[n])] * n
    else:
        return np.round(np.random.default_rng(0).uniform(-HALF_WIDTH, HALF_WIDTH, (MANY, n)), 1)
    return np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, n)


def _short(left: float, right: float, count: int) -> Array:
    """So many numbers with few digits from left to right."""
    digits = max(0, 2 - int(np.floor(np.log10(right - left))))
    numbers: Array = np.unique(np.round(np.linspace(left, right, count + 2)[1:-1], digits)) + 0.0
    return numbers


def draw_chord(ax: Axes, scene: Scene) -> None:
    """Draws the curve, the chord, and both points half-way with their values; all of it above the chord where they lie too close."""
    original, is_line = chord_of(scene), len(scene.problem.variables) == 1
    t = np.linspace(-BEYOND, 1 + BEYOND, POINTS)
    chord, values = _levelled(original, t, section(scene, original, t))
    x = chord.start[0] + t * (chord.end[0] - chord.start[0]) if is_line else t
    ends = (float(chord.start[0]), float(chord.end[0])) if is_line else (0.0, 1.0)
    ax.set_xlim(min(x[0], x[-1]), max(x[0], x[-1]))
    ax.set_ylim(*_heights(chord, values[(t >= 0) & (t <= 1)], values))
    ax.plot(x, broken(values, *ax.get_ylim()), color=BLUE, linewidth=1.8 * unit(), label="curve", zorder=2)
    ax.plot(
        ends, (chord.first, chord.last), color=VERMILLION, linewidth=1.5 * unit(), marker="o", markeredgecolor=INK, label="chord", zorder=4
    )
    _halfway(ax, chord, halfway(original), sum(ends) / 2, ends[1] - ends[0])
    plain_ticks(ax)
    height = function(scene.problem.variables) if chord is original else words("above the chord")
    ax.set(xlabel=name(scene.problem.variables[0]) if is_line else _parameter(chord), ylabel=height)
    head(ax, scene)


def _levelled(chord: Chord, t: Array, values: Array) -> tuple[Chord, Array]:
    """What is to be drawn: the same, or with the chord's line taken off where the gap is too small to be seen beside its slope."""
    gap = chord.curve - chord.chord
    if gap == 0 or abs(gap) > CLOSE * abs(chord.last - chord.first):
        return chord, values
    line = chord.first + t * (chord.last - chord.first)
    return chord._replace(first=0.0, last=0.0, curve=gap, chord=0.0), values - line


def section(scene: Scene, chord: Chord, t: Array) -> Array:
    """The values (p,) along the line of the chord; t = 0 and 1 are its ends."""
    line = chord.start + t[:, None] * (chord.end - chord.start)
    with np.errstate(all="ignore"):
        return np.asarray(scene.problem.objective.value(line), dtype=float)


def _heights(chord: Chord, between: Array, values: Array) -> tuple[float, float]:
    """What lies between the ends, and of what lies beyond them as much again."""
    core = np.concatenate((between[np.isfinite(between)], [chord.first, chord.last, chord.curve, chord.chord]))
    low, high = core.min(), core.max()
    reach, beyond = 0.7 * (high - low), values[np.isfinite(values)]
    low, high = max(beyond.min(), low - reach), min(beyond.max(), high + reach)
    room = 0.14 * (high - low) or 0.5 * (1 + abs(low))
    return float(low - room), float(high + room)


def _halfway(ax: Axes, chord: Chord, told: tuple[str, str], middle: float, width: float) -> None:
    """The points half-way on the chord and on the curve, the gap between them, and their values, on the open side."""
    ax.plot(
        (middle, middle), (chord.chord, chord.curve), color=GREY, linestyle=(0, (1, 1.5)), linewidth=1.2 * unit(), label="gap", zorder=3
    )
    style: dict[str, Any] = {"linestyle": "", "markeredgecolor": INK, "markersize": 6.5 * unit(), "zorder": 5}
    up, across = (1 if chord.chord >= chord.curve else -1), np.array(shape(ax)) * [abs(width), chord.last - chord.first]
    lean = float(np.sign(width) * across[1] / np.hypot(*across)) * (abs(across[1]) > 0.15 * across[0])
    written = dict(zip(("chord", "curve"), told, strict=True))
    for key, value, marker, colour, side in (("chord", chord.chord, "s", VERMILLION, up), ("curve", chord.curve, "D", BLUE, -up)):
        ax.plot((middle,), (value,), marker=marker, color=colour, label=f"{key} half-way", **style)
        aside = -float(np.sign(lean)) * side
        align = {-1.0: "right", 0.0: "center", 1.0: "left"}[aside + 0.0]
        note(
            ax,
            words(f"{key} value", value=written[key]),
            (middle, value),
            (8 * aside, (13 - 5 * abs(aside)) * side),
            color=colour,
            ha=align,
        )


def _parameter(chord: Chord) -> str:
    """What t is."""
    return f"{formula('t', 't')}   ({words('from to', start=place(chord.start), end=place(chord.end))})"


def place(point: Array) -> str:
    """A point's coordinates, in brackets where there are several; the first few of many."""
    shown = [number(float(entry)) for entry in point[:4]] + ["…"] * (len(point) > 4)
    return f"({separator().join(shown)})" if len(shown) > 1 else shown[0]
