"""Pictures of a function's shape: eigenvectors, zig-zag, saddles, chords."""

from __future__ import annotations

import re
from collections import Counter
from math import hypot
from typing import Any

import numpy as np
import pytest
import sympy
from matplotlib.axes import Axes
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.mathtext import MathTextParser
from matplotlib.patches import Ellipse, FancyArrowPatch
from matplotlib.text import Text

from symdescent.analysis.convexity.verdict import convexity
from symdescent.analysis.critical.find import critical_points
from symdescent.errors import ArgumentError
from symdescent.problem import problem
from symdescent.render.figures import KINDS, alt_text, draw
from symdescent.render.figures.eigen import turns
from symdescent.render.figures.scene import minima_from, scene
from symdescent.render.figures.stationary import grid_of_starts, saddles_from
from symdescent.run import descend
from symdescent.shown import Shown

HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
TILTED = problem("5x^2 - 6x*y + 5y^2 - 4x + 4y")  # eigenvalues 4 along (1, 1) and 16 along (-1, 1), minimum (1/4, -1/4)
WELLS = problem("x^4 - 2x^2 + y^2")  # a saddle at 0 with the eigenvalues -4 and 2, minima (-1, 0) and (1, 0)
ESCAPE = descend(WELLS, ["1/100", "3/2"], rate="1/10", steps=60)
ZIGZAG = descend(problem("x^2 + 10y^2"), [-5, 1], rate="0.09", steps=40)
PICTURES: dict[str, tuple[Shown, str]] = {
    "a quadratic's axes": (TILTED, "eigen-directions"),
    "a saddle's axes": (WELLS.at(x=0, y=0), "eigen-directions"),
    "a valley's axes": (problem("100(y - x^2)^2 + (1 - x)^2"), "eigen-directions"),
    "no curvature across": (problem("(x + y)^2").at(x=1, y=1), "eigen-directions"),
    "zig-zag": (ZIGZAG, "zigzag"),
    "zig-zag askew": (descend(TILTED, [4, -1], rate="0.11", steps=30), "zigzag"),
    "escape": (ESCAPE, "saddle"),
    "four saddles": (problem(HIMMELBLAU), "saddle"),
    "only a saddle": (problem("x*y"), "saddle"),
    "a chord below": (problem("x^4 - 2x^2"), "chord"),
    "a chord above": (problem("x^2 + 5"), "chord"),
    "a chord of a line": (problem("2x + 1"), "chord"),
    "a section": (problem("100(y - x^2)^2 + (1 - x)^2"), "chord"),
    "a section of three": (problem("x^2*y*z"), "chord"),
    "a section of five": (problem("a^2 + b^2 - c^2 + d*e"), "chord"),
    "a domain": (problem("ln x"), "chord"),
    "a run's chord": (ZIGZAG, "chord"),
}


def axes(figure: Figure) -> Axes:
    return figure.axes[0]


def line(ax: Axes, label: str) -> np.ndarray:
    return np.asarray(next(line for line in ax.lines if line.get_label() == label).get_data(), dtype=float)


def ends(ax: Axes, label: str) -> tuple[np.ndarray, np.ndarray]:
    """Where an arrow begins and ends."""
    arrow = next(patch for patch in ax.patches if isinstance(patch, FancyArrowPatch) and patch.get_label() == label)
    start, end = arrow._posA_posB  # type: ignore[attr-defined]
    return np.array(start), np.array(end)


def parallel(vector: np.ndarray, wanted: tuple[float, float]) -> bool:
    return bool(abs(vector[0] * wanted[1] - vector[1] * wanted[0]) < 1e-6 * np.linalg.norm(vector) * np.hypot(*wanted))


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_has_finite_limits_and_words_that_can_be_set(name: str) -> None:
    figure = draw(*PICTURES[name])
    figure.draw_without_rendering()
    for text in figure.findobj(Text):
        for part in text.get_text().split("\n"):
            MathTextParser("path").parse(part)
    assert np.isfinite([*axes(figure).get_xlim(), *axes(figure).get_ylim()]).all()


@pytest.mark.parametrize("name", PICTURES)
def test_words_describe_every_picture(name: str) -> None:
    sentences = alt_text(*PICTURES[name])
    assert sentences.endswith(".")
    assert not re.search(r"nan|inf\b|\{|\$|\\|−0[^.,\d]", sentences)
    assert draw(*PICTURES[name]).get_label() == sentences


def test_the_arrows_are_the_eigenvectors_as_long_as_the_ellipse_of_curvature() -> None:
    ax = axes(draw(TILTED, "eigen-directions"))
    (low, high), (first, last) = ends(ax, "eigenvector 0"), ends(ax, "eigenvector 1")
    assert parallel(high - low, (1, 1))
    assert parallel(last - first, (-1, 1))
    assert (low + high) / 2 == pytest.approx([0.25, -0.25])
    # 1/√4 against 1/√16
    assert np.linalg.norm(high - low) / np.linalg.norm(last - first) == pytest.approx(2)
    (ellipse,) = (patch for patch in ax.patches if isinstance(patch, Ellipse))
    assert ellipse.width == pytest.approx(np.linalg.norm(high - low))
    assert ellipse.height == pytest.approx(np.linalg.norm(last - first))
    assert ellipse.angle % 180 == pytest.approx(45)


def test_a_level_ellipse_is_a_level() -> None:
    ax = axes(draw(TILTED, "eigen-directions"))
    (ellipse,) = (patch for patch in ax.patches if isinstance(patch, Ellipse))
    angle, t = np.radians(ellipse.angle), np.linspace(0, 2 * np.pi, 17)
    x, y = map(float, ellipse.center)
    across, up = ellipse.width / 2 * np.cos(t), ellipse.height / 2 * np.sin(t)
    turned = np.stack([x + across * np.cos(angle) - up * np.sin(angle), y + across * np.sin(angle) + up * np.cos(angle)], axis=-1)
    assert np.ptp(TILTED.objective.value(turned)) < 1e-6


def test_the_eigenvalues_are_written_beside_the_arrows() -> None:
    words = {text.get_text() for text in axes(draw(WELLS.at(x=0, y=0), "eigen-directions")).texts}
    assert {"λ = −4", "λ = 2"} <= words


@pytest.mark.parametrize("name", ["a quadratic's axes", "a saddle's axes", "a valley's axes", "escape", "four saddles"])
def test_no_arrow_leaves_the_picture(name: str) -> None:
    ax = axes(draw(*PICTURES[name]))
    for j in range(2):
        for x, y in ends(ax, f"eigenvector {j}"):
            assert ax.get_xlim()[0] < x < ax.get_xlim()[1]
            assert ax.get_ylim()[0] < y < ax.get_ylim()[1]


def test_a_zigzag_has_its_path_the_lines_through_the_minimum_and_the_condition_number() -> None:
    ax = axes(draw(ZIGZAG, "zigzag"))
    path = [(float(iterate.x["x"]), float(iterate.x["y"])) for iterate in ZIGZAG.trace]
    drawn = line(ax, "iterates").T
    assert drawn == pytest.approx(np.array(path))
    assert parallel(line(ax, "eigenvector 0")[:, 1] - line(ax, "eigenvector 0")[:, 0], (1, 0))
    assert parallel(line(ax, "eigenvector 1")[:, 1] - line(ax, "eigenvector 1")[:, 0], (0, 1))
    assert {"λ = 2", "λ = 20", "κ = 10"} <= {text.get_text() for text in ax.texts}
    assert "κ = 10" in alt_text(ZIGZAG, "zigzag")


def test_a_path_turns_by_the_angle_between_its_steps() -> None:
    assert turns(np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 2.0], [1.0, 2.0], [0.0, 2.0], [1.0, 2.0]])) == pytest.approx([90, 90, 180])


def test_a_saddle_is_left_along_the_direction_of_negative_curvature() -> None:
    ax = axes(draw(ESCAPE, "saddle"))
    assert np.ravel(line(ax, "saddle point")) == pytest.approx([0, 0], abs=1e-8)
    down, up = ends(ax, "eigenvector 0"), ends(ax, "eigenvector 1")
    assert parallel(down[1] - down[0], (1, 0))
    assert parallel(up[1] - up[0], (0, 1))
    distances = [hypot(*map(float, iterate.x.values())) for iterate in ESCAPE.trace]
    k = int(np.argmin(distances))
    assert f"Iterate {k} comes nearest to it, at the distance 0.28" in alt_text(ESCAPE, "saddle")


def test_the_saddles_of_himmelblau_are_found() -> None:
    f = problem(HIMMELBLAU)
    found = saddles_from(f, grid_of_starts(f))
    assert len(found) == 4
    for place in found:
        assert f.objective.gradient(place) == pytest.approx(np.zeros(2), abs=1e-6)
        assert np.linalg.det(f.objective.hessian(place)) < 0


def test_a_saddle_between_the_axes_is_no_minimum() -> None:
    assert minima_from(problem("x*y"), [[0.0, 0.0], [1.0, -1.0]], np.inf) == []
    assert [line.get_label() for line in axes(draw(problem("x*y"))).lines] == []


@pytest.mark.parametrize("name", ["a chord below", "a chord above", "a chord of a line", "a section", "a section of three", "a domain"])
def test_the_chord_is_halfway_at_the_mean_of_its_ends_and_the_curve_at_the_value(name: str) -> None:
    shown, kind = PICTURES[name]
    ax = axes(draw(shown, kind))
    (left, right), (first, last) = line(ax, "chord")
    middle, mean = np.ravel(line(ax, "chord half-way"))
    below, value = np.ravel(line(ax, "curve half-way"))
    assert mean == pytest.approx((first + last) / 2)
    assert middle == below == pytest.approx((left + right) / 2)
    x, y = line(ax, "curve")
    assert np.interp(middle, x, y) == pytest.approx(value, rel=1e-3, abs=1e-3)
    assert np.interp(left, x, y) == pytest.approx(first, rel=1e-2, abs=1e-2)


def test_a_gap_too_small_to_be_seen_is_drawn_as_a_height_above_the_chord() -> None:
    ax = axes(draw(convexity(problem("x^6 - 3x^4 + 53/10*x^2")), "chord"))
    (start, end), (first, last) = line(ax, "chord")
    assert (first, last) == (0, 0)
    x, above = line(ax, "curve")
    f = x**6 - 3 * x**4 + 5.3 * x**2
    low, high = (point**6 - 3 * point**4 + 5.3 * point**2 for point in (start, end))
    seen = np.isfinite(above)
    assert above[seen] == pytest.approx((f - low - (x - start) / (end - start) * (high - low))[seen], abs=1e-9)
    assert ax.get_ylabel() == "height above the chord"


@pytest.mark.parametrize("text", ["sin(x)*cos(y)", HIMMELBLAU, "x^4 - 2x^2 + y^2"])
def test_a_height_is_written_at_most_twice_and_away_from_the_critical_points(text: str) -> None:
    found = critical_points(problem(text))
    ax = axes(draw(found, "critical points"))
    ax.figure.canvas.draw()
    words = [word for word in ax.texts if word.get_text().lstrip("−").replace(".", "").isdigit()]
    assert words
    assert max(Counter(word.get_text() for word in words).values()) <= 2
    boxes = [word.get_window_extent() for word in words]
    assert not any(box.contains(*ax.transData.transform(point.place.floats())) for box in boxes for point in found)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("x^4 - 2x^2", "below the curve"),
        ("sin x", "below the curve"),
        ("1 - e^(-x^2)", "below the curve"),
        ("x^6 - 3x^4 + (53/10)x^2 - 2x^2", "below the curve"),
        ("100(y - x^2)^2 + (1 - x)^2", "below the curve"),
        ("x^2*y*z", "below the curve"),
        ("x^2 + 5", "above the curve"),
        ("x^4 + y^4", "above the curve"),
        ("|x| + |y|", "the curve"),
        ("2x + 1", "on the curve"),
    ],
)
def test_a_chord_tells_whether_the_function_is_convex(text: str, way: str) -> None:
    assert f"{way}, at" in alt_text(problem(text), "chord")


class Found(Shown):
    """What an analysis hands over: the problem, and a certificate with the chord that breaks convexity."""

    class Certificate:
        class over:  # noqa: N801 - an attribute
            start = (sympy.Rational(-1, 2),)
            end = (sympy.Rational(1, 2),)

    problem = problem("x^4 - 2x^2")
    certificate = Certificate


def test_the_chord_of_a_certificate_is_the_one_that_is_drawn() -> None:
    (left, right), (first, last) = line(axes(draw(Found())), "chord")
    assert (left, right) == (-0.5, 0.5)
    assert first == last == -7 / 16
    assert "−0.4375, is below the curve, at 0: the function is not convex." in alt_text(Found(), "chord")


@pytest.mark.parametrize(
    ("shown", "kind", "message"),
    [
        (problem("x^2"), "saddle", "'saddle' shows functions of 2 variables: expected 'curve' or 'chord'"),
        (problem("x^2 + y^2"), "zigzag", "'zigzag' needs a run"),
        (problem("x^2 + y^2"), "saddle", "No saddle of .* was found"),
        (problem("x + y"), "eigen-directions", "No minimum and no saddle was found here: give a point"),
        (problem("sqrt(x^2 + y^2)").at(x=0, y=0), "eigen-directions", r"At \(0.0, 0.0\) there is no Hessian"),
    ],
)
def test_a_picture_of_what_is_not_there_is_refused(shown: Shown, kind: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        draw(shown, kind)


def test_these_pictures_come_only_by_name() -> None:
    assert all(KINDS[kind].by_name for _, kind in PICTURES.values())
    assert alt_text(ZIGZAG) == alt_text(ZIGZAG, "contour")
    assert scene(WELLS.at(x=1, y=2)).at == pytest.approx([1, 2])


@pytest.mark.parametrize("text", [HIMMELBLAU, "x^2 + 10y^2", "100(y - x^2)^2 + (1 - x)^2", "x*y", "1000000x^2 + y^2"])
def test_no_number_on_a_contour_is_cut_by_the_frame(text: str) -> None:
    figure = draw(problem(text))
    figure.draw_without_rendering()
    ax = axes(figure)
    frame = ax.get_window_extent()
    words = [word for part in ax.collections if isinstance(part, ContourSet) for word in getattr(part, "labelTexts", []) if word.axes]
    assert words
    for word in words:
        box = word.get_window_extent()
        assert frame.x0 - 1 <= box.x0
        assert box.x1 <= frame.x1 + 1
        assert frame.y0 - 1 <= box.y0
        assert box.y1 <= frame.y1 + 1


def test_lines_of_one_picture_are_told_apart_without_colour() -> None:
    ax = axes(draw(WELLS.at(x=0, y=0), "eigen-directions"))
    styles = {str(patch.get_linestyle()) for patch in ax.patches if isinstance(patch, FancyArrowPatch)}
    assert len(styles) == 2
    assert all(isinstance(one, Line2D) for one in ax.lines)


def test_two_values_half_way_are_written_with_the_digits_that_tell_them_apart() -> None:
    words = alt_text(convexity(problem("x^6 - 3x^4 + 53/10*x^2")), "chord")
    there, curve = re.findall(r"at ([−0-9.]+), is below the curve, at ([−0-9.]+):", words)[0]
    assert there != curve
