"""A run's value above the minimum at each step, and the most that a theorem allows, on a log axis."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from symdescent.analysis.rates.beside import bounds_of
from symdescent.analysis.rates.constants import constants
from symdescent.descent.exact_search import Exact
from symdescent.errors import ArgumentError
from symdescent.lesson.formula import math_of
from symdescent.render.figures.labels import definition, number, plain_ticks
from symdescent.render.figures.scene import Array
from symdescent.render.figures.style import BLUE, VERMILLION, halo, unit
from symdescent.render.figures.words import words
from symdescent.run import Run

KEYS = ("linear", "exact search", "nesterov", "sublinear")  # theorems on the value, the sharpest first
LEAST = 0.15  # of the picture's height between two lines of words
SMALLEST = 1e-14  # of the first value, below which a distance is rounding


class Beside(NamedTuple):
    """The steps, the value above the minimum, the bound, each of shape (m,), and the theorem."""

    steps: Array
    values: Array
    bounds: Array
    theorem: str


def beside(run: Run) -> Beside:
    """The sharpest theorem on the value that applies to the run.

    Raises ``ArgumentError`` where none does.
    """
    known = constants(run.problem)
    if known.L is None:
        known = constants(run.problem, sublevel={name: float(value) for name, value in run.trace[0].x.items()})
    search = "exact" if isinstance(run.rate, Exact) else None
    rows = bounds_of(run.problem, run.trace, method=run.method.name, known=known, search=search)
    key = next((key for key in KEYS if any(row.theorem == key for row in rows)), None)
    if key is None:
        raise ArgumentError(
            "kind='bound': no theorem bounds the value of this run. It needs a function that is proved convex, and gradient descent "
            "or Nesterov's method with a fixed rate of at most 1/L, or an exact line search."
        )
    chosen = [row for row in rows if row.theorem == key]
    steps, values, bounds = np.array([(row.k, row.actual, row.bound) for row in chosen], dtype=float).T
    return Beside(steps, values, bounds, key)


def draw_bound(ax: Axes, run: Run) -> None:
    """Draws both lines."""
    found = beside(run)
    floor = SMALLEST * max(found.bounds[0], found.values[0])
    shown = [(found.values, words("bound value"), BLUE, "-"), (found.bounds, words(f"bound {found.theorem}"), VERMILLION, (0, (4, 1.5)))]
    ax.set_yscale("log")
    for values, label, colour, dashes in shown:
        ax.plot(found.steps, np.where(values > floor, values, np.nan), color=colour, linestyle=dashes, linewidth=1.6 * unit(), label=label)
    ax.set_xlabel(words("step"))
    ax.set_title(definition(run.problem.variables, run.problem.expression), va="bottom")
    plain_ticks(ax, "x", whole=True)
    _labels(ax, [(values[values > floor], label, colour) for values, label, colour, _ in shown])


def _labels(ax: Axes, lines: list[tuple[Array, str, str]]) -> None:
    """The words at the right end of each line; a legend where there is no room beside the picture."""
    if ax.figure.get_layout_engine() is None:
        ax.legend()
        return
    low, high = np.log(ax.get_ylim())
    heights = [float((np.log(values[-1]) - low) / (high - low)) if values.size else 0.0 for values, _, _ in lines]
    if heights[1] - heights[0] < LEAST:
        middle = min(max(sum(heights) / 2, LEAST / 2), 1 - LEAST / 2)
        heights = [middle - LEAST / 2, middle + LEAST / 2]
    for height, (_, label, colour) in zip(heights, lines, strict=True):
        ax.text(1.02, height, label, color=colour, va="center", transform=ax.transAxes, fontsize=8.5 * unit(), path_effects=halo())


def alt_bound(run: Run) -> str:
    """The numbers at the last step."""
    found = beside(run)
    ends = {"k": int(found.steps[-1]), "value": number(found.values[-1], 3), "bound": number(found.bounds[-1], 3)}
    first = words("alt_bound", k=int(found.steps[-1]), formula=math_of(run.problem.expression).text)
    return f"{first} {words('alt_bound_ends', **ends)}"
