"""The picture of a self-test: how scores and times are spread over the levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from symdescent.render.figures.style import GREY, ORDER, SIZES, settings, unit

Numbers = Mapping[int, Sequence[float]]  # by level


def draw_spread(scores: Mapping[int, Sequence[int]], times: Numbers, labels: Mapping[str, str]) -> Figure:
    """Bars of how many have which score, a colour for each level, beside the times of each level."""
    with settings():
        figure = Figure(figsize=(SIZES["page"].width * 1.25, SIZES["page"].height * 0.85), layout="constrained", facecolor="white")
        left, right = figure.subplots(1, 2)
        below = Counter[int]()
        for level, values in scores.items():
            counts = Counter(values)
            left.bar(list(counts), list(counts.values()), bottom=[below[score] for score in counts], color=_colour(level), label=str(level))
            below += counts
        left.set(xlabel=labels["score"], ylabel=labels["count"])
        left.yaxis.set_major_locator(MaxNLocator(integer=True))
        left.legend(title=labels["level"], frameon=False)
        for level, some in times.items():
            ordered = np.sort(np.asarray(some))
            middle = float(np.median(ordered))
            right.plot(
                np.full(len(ordered), level) + _beside(len(ordered)), ordered, ".", color=_colour(level), markersize=3 * unit(), alpha=0.6
            )
            right.plot([level - 0.3, level + 0.3], [middle, middle], color=GREY, linewidth=1.4 * unit())
        right.set(xlabel=labels["level"], ylabel=labels["time"], yscale="log", xticks=sorted(times))
        return figure


def _beside(count: int) -> Any:
    """Where points stand beside each other, the same every time."""
    return 0.25 * np.sin(2.4 * np.arange(count))


def _colour(level: int) -> tuple[float, float, float, float]:
    return ORDER(0.1 + 0.18 * level)
