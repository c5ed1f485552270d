"""Where panels and legends stand."""

from __future__ import annotations

from math import ceil

import pytest
from matplotlib.figure import Figure

from symdescent.problem import problem
from symdescent.race import race
from symdescent.render.figures import draw, plot
from symdescent.sweep import sweep

METHODS = ["gradient descent", "heavy ball", "newton", "adam", "adagrad"]
BOWL = problem("x^2 + 10y^2")
BASINS = sweep(problem("x^4 - 2x^2 + y^2"), rate="1/20", starts={"x": (-2, 2, 5), "y": (-2, 2, 5)}, steps=100)


@pytest.mark.parametrize(("count", "columns"), [(2, 2), (3, 3), (4, 2), (5, 3)])
def test_panels_fill_their_rows(count: int, columns: int) -> None:
    figure = draw(race(BOWL, METHODS[:count], [3, 1], rate="1/20", budget=10), "panels")
    grids = {panel.get_subplotspec().get_gridspec().get_geometry() for panel in figure.axes[1:]}  # type: ignore[union-attr]
    assert grids == {(ceil(count / columns), columns)}


def test_a_legend_stands_beside_a_picture_of_its_own_and_below_one_of_several() -> None:
    alone = draw(BASINS, "basins")
    both = Figure(figsize=(9, 4), layout="constrained")
    first, second = both.subplots(1, 2)
    plot(BASINS, "basins", ax=first)
    plot(BASINS, "map", ax=second)
    for figure, ax, is_below in ((alone, alone.axes[0], False), (both, first, True)):
        figure.draw_without_rendering()
        legend = ax.get_legend()
        assert legend is not None
        words, frame = legend.get_window_extent(), ax.get_window_extent()
        assert bool(words.y1 < frame.y0) is is_below
        assert bool(words.x0 > frame.x1) is not is_below
    assert first.get_window_extent().width > 0.4 * both.bbox.width
