from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.mathtext import MathTextParser
from matplotlib.text import Text

from symdescent.errors import ArgumentError
from symdescent.lesson.document import Document
from symdescent.notation import style
from symdescent.problem import problem
from symdescent.render.figures import KINDS, alt_text, draw, plot
from symdescent.render.figures.contour import levels
from symdescent.render.figures.convergence import gaps
from symdescent.render.figures.labels import number
from symdescent.render.figures.scene import minimum_near, scene
from symdescent.run import Run, descend
from symdescent.shown import Shown

plt.switch_backend("agg")

ROSENBROCK = "100(y - x^2)^2 + (1 - x)^2"
RUNS: dict[str, tuple[Shown, str | None]] = {
    "parabola": (descend(problem("x^2 + 5"), -6, rate="1/10", steps=10, arithmetic="exact"), None),
    "alternating": (descend(problem("x^2 + 5"), -6, rate=1, steps=10), None),
    "diverging": (descend(problem("x^2 + 5"), -6, rate="11/10", steps=5000), None),
    "long": (descend(problem("x^2 + 5"), -6, rate="1/100", steps=200), None),
    "irrational": (descend(problem("x^2 + 5"), "sqrt(2)", rate="1/10", steps=4, arithmetic="exact"), None),
    "standing": (descend(problem("x^2 + 5"), 0, rate="1/10"), None),
    "standing still, on a log axis": (descend(problem("x^2 + 5"), 0, rate="1/10"), "convergence"),
    "arrived": (descend(problem("x^2 + 5"), -6, rate="1/2"), "convergence"),
    "off the domain": (descend(problem("ln x"), 1, rate="1/10"), None),
    "pole": (descend(problem("1/x + x"), 0.3, rate="1/50", steps=30), None),
    "kink": (descend(problem("|x|"), 2.3, rate="1/2", steps=30), None),
    "two wells": (descend(problem("x^4 - 2x^2"), -1.8, rate="1/20", steps=30), None),
    "maximum": (descend(problem("4x - x^2", sense="max"), -2, rate="1/8", steps=10), None),
    "valley": (descend(problem(ROSENBROCK), [-1.2, 1], steps=200), None),
    "bowl": (descend(problem("x^2 + 2y^2"), [-5, -2], rate="1/10", steps=20), None),
    "bowl, how fast": (descend(problem("x^2 + 2y^2"), [-5, -2], rate="1/10", steps=20), "convergence"),
    "spiral out": (descend(problem("x^2 + 10y^2"), [-5, -0.2], rate="0.11", steps=5000), None),
    "exploding": (descend(problem("x^2 + 10y^2"), [-5, -0.2], rate="0.11", steps=5000), "convergence"),
    "line": (descend(problem("mean((w*speed + b - dist)^2)", data="cars.csv"), [0, 0], rate="0.0037", steps=100), None),
    "three variables": (descend(problem("x^2 + y^2 + z^4"), [1, 2, 3], rate="1/100", steps=20), None),
    "a parabola": (problem("x^2 + 5"), None),
    "a hyperbola": (problem("1/x"), None),
    "many poles": (problem("tan x"), None),
    "nowhere": (problem("ln(-1 - x^2)"), None),
    "a constant": (problem("3", variables="x"), None),
    "a saddle": (problem("x^2 - y^2"), None),
    "half a plane": (problem("ln x + 1/y"), None),
    "a plateau": (problem("0x + 0y"), None),
    "cases": (problem("piecewise((x^2, x < 0), (x, otherwise))"), None),
}


@pytest.fixture(autouse=True)
def _no_figure_stays_open() -> Iterator[None]:
    yield
    plt.close("all")


def run_of(name: str) -> Run:
    run = RUNS[name][0]
    assert isinstance(run, Run)
    return run


def axes(figure: Figure) -> Axes:
    return figure.axes[0]


def line(ax: Axes, label: str) -> Line2D:
    return next(line for line in ax.lines if line.get_label() == label)


def balls(ax: Axes) -> np.ndarray:
    return np.asarray(next(c for c in ax.collections if isinstance(c, PathCollection)).get_offsets())


def texts(figure: Figure) -> list[str]:
    figure.draw_without_rendering()
    return [text.get_text() for text in figure.findobj(Text)]


@pytest.mark.parametrize("name", RUNS)
def test_every_picture_can_be_drawn_has_finite_limits_and_text_that_matplotlib_can_set(name: str) -> None:
    figure = draw(*RUNS[name])
    parser = MathTextParser("path")
    for text in texts(figure):
        for part in text.split("\n"):
            parser.parse(part)
    assert np.isfinite([*axes(figure).get_xlim(), *axes(figure).get_ylim()]).all()


@pytest.mark.parametrize("name", RUNS)
def test_words_describe_every_picture(name: str) -> None:
    sentences = alt_text(*RUNS[name])
    assert sentences.endswith(".")
    assert not re.search(r"nan|inf\b|\{|\$|\\", sentences)
    assert draw(*RUNS[name]).get_label() == sentences


@pytest.mark.parametrize("name", ["parabola", "maximum", "two wells", "long", "irrational"])
def test_the_balls_are_the_iterates(name: str) -> None:
    run = run_of(name)
    expected = [(float(iterate.x["x"]), float(iterate.value)) for iterate in run.trace]
    assert balls(axes(draw(run))) == pytest.approx(np.array(expected))


def test_the_path_is_the_iterates() -> None:
    run = run_of("bowl")
    expected = [(float(iterate.x["x"]), float(iterate.x["y"])) for iterate in run.trace]
    path = line(axes(draw(run)), "iterates")
    assert np.transpose(np.asarray(path.get_data())) == pytest.approx(np.array(expected))


@pytest.mark.parametrize("name", ["parabola", "diverging", "off the domain", "maximum", "two wells"])
def test_a_tangent_touches_the_curve_with_the_slope_of_the_function(name: str) -> None:
    run = run_of(name)
    tangents = [line for line in axes(draw(run)).lines if str(line.get_label()).startswith("tangent")]
    assert tangents
    for tangent in tangents:
        iterate = run.trace[int(str(tangent.get_label()).split()[1])]
        x, y = np.asarray(tangent.get_data())
        slope = float(iterate.gradient["x"])
        assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(slope)
        assert y[0] + slope * (float(iterate.x["x"]) - x[0]) == pytest.approx(float(iterate.value))


@pytest.mark.parametrize(("name", "place"), [("parabola", (0, 5)), ("maximum", (2, 4)), ("kink", (0, 0)), ("pole", (1, 2))])
def test_the_minimum_is_marked_where_calculus_puts_it(name: str, place: tuple[float, float]) -> None:
    star = line(axes(draw(run_of(name))), "maximum" if name == "maximum" else "minimum")
    assert np.ravel(np.asarray(star.get_data())) == pytest.approx(place, abs=1e-6)


def test_a_minimum_above_another_one_is_called_local() -> None:
    labels = {str(line.get_label()) for line in axes(draw(descend(problem("x^4 - 2x^2 + x/3"), 1.8, rate="1/20", steps=30))).lines}
    assert {"minimum", "local minimum"} <= labels


@pytest.mark.parametrize("formula", ["ln x", "x^3", "x^5 + 5", "-1/x^2", "-x", "3 + 0x", "x - e^x"])
def test_no_minimum_is_found_where_there_is_none(formula: str) -> None:
    assert minimum_near(problem(formula), np.array([1.0])) is None


@given(st.floats(-5, 5), st.floats(0.5, 3), st.floats(-5, 5))
@settings(deadline=None, max_examples=30)
def test_the_minimum_of_a_parabola_is_found_from_anywhere(vertex: float, width: float, start: float) -> None:
    found = minimum_near(problem(f"{width:.3f}*(x - ({vertex:.3f}))^2"), np.array([start]))
    assert found is not None
    assert found == pytest.approx([vertex], abs=2e-3)


def test_a_runaway_run_is_shown_as_far_as_its_steps_compare_with_the_first() -> None:
    run = run_of("diverging")
    ax = axes(draw(run))
    kept = balls(ax)[:, 0]
    assert len(kept) >= 4
    assert list(kept) == [iterate.x["x"] for iterate in run.trace[: len(kept)]]
    assert abs(np.diff(kept)).max() <= 4 * abs(kept[1] - kept[0])
    assert any("leave the picture" in text.get_text() for text in ax.texts)


def test_a_run_that_settles_is_shown_to_its_end_however_it_began() -> None:
    assert len(scene(run_of("valley")).kept) == len(run_of("valley").trace)


def test_poles_do_not_spoil_the_range_of_values() -> None:
    for formula in ("1/x", "tan x", "1/(x - 1)^2"):
        low, high = axes(draw(problem(formula))).get_ylim()
        assert high - low < 100


def test_the_curve_is_broken_at_a_pole() -> None:
    ax = axes(draw(problem("1/x")))
    x, y = map(np.asarray, line(ax, "curve").get_data())
    low, high = ax.get_ylim()
    for (left, before), (right, after) in pairwise(zip(x, y, strict=True)):
        assert not (left < 0 < right and before < low and after > high)


def test_contours_of_the_valley_are_powers_of_ten() -> None:
    ax = axes(draw(run_of("valley")))
    heights = next(c for c in ax.collections if isinstance(c, ContourSet)).levels
    assert (np.asarray(heights) > 0).all()
    assert (np.diff(np.asarray(heights)) > 0).all()
    ratios = np.asarray(heights)[1:] / np.asarray(heights)[:-1]
    assert ((ratios > 2.9) & (ratios < 10.1)).all()


@given(st.integers(0, 10**6), st.sampled_from([1.0, -1.0]), st.floats(1e-6, 1e6))
@settings(deadline=None, max_examples=60)
def test_levels_increase(seed: int, sign: float, scale: float) -> None:
    values = np.random.default_rng(seed)
    heights = scale * values.normal(size=(9, 9)) ** int(values.integers(1, 9))
    assert (np.diff(levels(heights, None, sign)) > 0).all()


def test_both_axes_have_one_scale_where_the_gradient_is_to_be_seen_across_the_contours() -> None:
    assert axes(draw(run_of("bowl"))).get_aspect() == 1
    assert axes(draw(run_of("line"))).get_aspect() == "auto"


def test_the_convergence_lines_are_the_values_above_the_minimum_and_the_norms() -> None:
    run = run_of("bowl")
    ax = axes(draw(run, "convergence"))
    norm = line(ax, "gradient norm")
    assert np.asarray(norm.get_ydata()) == pytest.approx(run.trace["norm"])
    gap = line(ax, "value above\nthe minimum")
    assert np.asarray(gap.get_ydata()) == pytest.approx(run.trace["value"])  # the minimum is 0
    assert ax.get_yscale() == "log"


def test_a_gap_within_rounding_is_zero() -> None:
    run = descend(problem("x^2 + 5"), -6, rate="1/4", steps=100, tol=0)
    gap = gaps(scene(run))
    assert gap[0] == 36
    assert gap[-1] == 0
    assert ((gap == 0) | (gap > 1e-16)).all()


def test_lines_are_told_apart_without_colour() -> None:
    ax = axes(draw(run_of("bowl"), "convergence"))
    assert len({(str(line.get_linestyle()), str(line.get_marker())) for line in ax.lines}) == len(ax.lines) == 2


def test_a_picture_in_given_axes_opens_no_figure_and_changes_no_setting() -> None:
    before = dict(rcParams)
    figure = Figure()
    ax = figure.add_subplot()
    for kind in ("contour", "convergence"):
        assert plot(run_of("bowl"), kind, ax=ax) is ax
        ax.clear()
    assert figure.axes == [ax]
    draw(run_of("bowl"))
    assert plt.get_fignums() == []
    assert dict(rcParams) == before


def test_a_plot_of_its_own_is_one_figure_and_a_notebook_shows_it_once() -> None:
    formatters = pytest.importorskip("IPython.core.formatters")
    ax = run_of("bowl").plot()
    assert plt.get_fignums() == [1]
    assert formatters.DisplayFormatter().format(ax) == ({}, {})


CELLS = """import symdescent as sd
run = sd.descend(sd.problem("x^2 + 5"), -6, rate="1/10", steps=3)
run.plot()
###
run.plot("convergence")"""


def test_each_cell_of_a_notebook_that_ends_in_a_plot_shows_one_picture_and_nothing_else() -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS.split("###\n")])
    nbclient.NotebookClient(notebook, kernel_name="python3").execute()
    for cell in notebook.cells:
        (output,) = cell.outputs
        assert output.output_type == "display_data"
        assert output.data["image/png"]


@pytest.mark.parametrize("name", ["parabola", "bowl", "exploding"])
def test_the_same_run_gives_the_same_picture(name: str) -> None:
    first, second = (draw(*RUNS[name]) for _ in range(2))
    assert pixels(first) == pixels(second)


def pixels(figure: Figure) -> bytes:
    buffer = BytesIO()
    figure.savefig(buffer, format="png")
    return buffer.getvalue()


def test_a_slide_has_larger_type() -> None:
    page, slide = (draw(run_of("bowl"), size=size) for size in ("page", "slide"))
    assert slide.get_size_inches()[0] > page.get_size_inches()[0]
    sizes = [float(axes(figure).xaxis.label.get_fontsize()) for figure in (page, slide)]
    assert sizes[1] > 1.5 * sizes[0]


@pytest.mark.parametrize(
    ("shown", "kind", "message"),
    [
        (run_of("parabola"), "contour", "This run has 1 variable, and 'contour' shows functions of 2 variables: expected 'curve' or 'conv"),
        (run_of("three variables"), "contour", "has 3 variables, and 'contour' shows functions of 2 .*: expected 'convergence'"),
        (run_of("bowl"), "pie", "kind='pie': expected 'contour' or 'convergence'"),
        (problem("x^2"), "convergence", "This problem has 1 variable, and 'convergence' needs a run: expected 'curve'"),
        (problem("x^2 + y^2 + z^2"), None, "no kind of picture fits; plot a run of it"),
        (problem("a x^2", variables="x"), None, "a in .* has no value"),
        (Document(("A",), ()), None, "no picture of a Document: plot a run or a problem"),
    ],
)
def test_a_kind_that_does_not_fit_is_refused_with_those_that_do(shown: Shown, kind: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        plot(shown, kind)
    assert plt.get_fignums() == []


def test_the_kind_by_default_follows_the_number_of_variables() -> None:
    for name, kind in (("parabola", "curve"), ("bowl", "contour"), ("three variables", "convergence")):
        assert alt_text(run_of(name)) == alt_text(run_of(name), kind)
    assert {name for name, row in KINDS.items() if not row.by_name} == {"curve", "contour", "convergence"}


def test_the_words_of_the_parabola_carry_its_numbers() -> None:
    sentences = alt_text(run_of("parabola"))
    for part in ("x² + 5", "x = −6", "value 41", "x = −0.6442", "step 10", "x = 0, with the value 5"):
        assert part in sentences


def test_numbers_follow_the_course() -> None:
    with style(decimal=","):
        assert number(-0.5) == "−0,5"
        figure = draw(problem("sin(x)/2"))
    assert any(re.fullmatch(r"−?\d,\d+", text) for text in texts(figure))
