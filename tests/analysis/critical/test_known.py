"""Functions of the literature, with their critical points from the papers that they come from."""

from __future__ import annotations

from collections import Counter

import pytest
from sympy import Rational, pi, sqrt

import symdescent as sd
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints

BEALE = "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2"
HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
CAMEL = "(4 - 2.1x^2 + x^4/3) x^2 + x y + (-4 + 4y^2) y^2"
FREUDENSTEIN_ROTH = "(-13 + x + ((5 - y)y - 2)y)^2 + (-29 + x + ((y + 1)y - 14)y)^2"
MCCORMICK = "sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1"


def points(formula: str, **options: str) -> CriticalPoints:
    return sd.critical_points(sd.problem(formula, **options))


def kinds(found: CriticalPoints) -> dict[str, int]:
    return dict(Counter(point.kind for point in found))


def at(found: CriticalPoints, **place: float) -> CriticalPoint:
    (only,) = (point for point in found if all(abs(float(point.at[name]) - value) < 1e-6 for name, value in place.items()))
    return only


def test_beale_has_a_minimum_and_two_saddles() -> None:
    found = points(BEALE)
    assert found.complete
    assert kinds(found) == {"minimum": 1, "saddle": 2}
    lowest, exact, other = at(found, x=3), at(found, x=0), at(found, x=0.1005379, y=-2.6445136)
    assert (lowest.at, lowest.value, lowest.is_global) == ({"x": 3, "y": Rational(1, 2)}, 0, True)
    assert (exact.at, exact.value) == ({"x": 0, "y": 1}, Rational(909, 64))
    assert float(other.value) == pytest.approx(9.864512, abs=1e-6)


def test_himmelblau_has_nine_points_and_four_global_minima() -> None:
    found = points(HIMMELBLAU)
    assert found.complete
    assert kinds(found) == {"minimum": 4, "maximum": 1, "saddle": 4}
    assert all(point.value == 0 and point.is_global for point in found.of("minimum"))
    assert at(found, x=3, y=2).at == {"x": 3, "y": 2}
    assert float(found.of("maximum")[0].value) == pytest.approx(181.616522, abs=1e-6)
    assert found.of("maximum")[0].is_global is False


def test_the_six_hump_camel_has_fifteen_points_of_which_two_are_global() -> None:
    found = points(CAMEL)
    assert found.complete
    assert kinds(found) == {"minimum": 6, "maximum": 2, "saddle": 7}
    best = [point for point in found.of("minimum") if point.is_global]
    assert [round(float(point.value), 7) for point in best] == [-1.0316285, -1.0316285]
    assert {point.is_global for point in found.of("minimum") if point not in best} == {False}


def test_freudenstein_and_roth_have_closed_forms() -> None:
    found = points(FREUDENSTEIN_ROTH)
    assert kinds(found) == {"minimum": 2, "saddle": 1}
    best, local, saddle = at(found, x=5), at(found, x=11.412779), at(found, y=2.2301386)
    assert (best.at, best.value, best.is_global) == ({"x": 5, "y": 4}, 0, True)
    assert (local.at["x"] - (53 - 4 * sqrt(22)) / 3).equals(0)
    assert (local.at["y"] - (2 - sqrt(22)) / 3).equals(0)
    assert (local.value - (316384 - 59840 * sqrt(22)) / 729).equals(0)
    assert local.is_global is False
    assert (saddle.at["x"] - (53 + 4 * sqrt(22)) / 3).equals(0)
    assert str(local.value) == "(316384 - 59840*sqrt(22))/729"


def test_mccormick_has_its_global_minimum_on_the_box() -> None:
    found = points(MCCORMICK, domain="-1.5 <= x <= 4, -3 <= y <= 4")
    (best,) = (point for point in found.of("minimum", "edge minimum") if point.is_global)
    assert found.complete
    assert (best.at["x"] - (Rational(1, 2) - pi / 3)).equals(0)
    assert (best.at["y"] - (-Rational(1, 2) - pi / 3)).equals(0)
    assert (best.value - (-sqrt(3) / 2 - pi / 3)).equals(0)


def test_mccormick_is_unbounded_below_on_the_plane_and_its_points_repeat() -> None:
    found = points(MCCORMICK)
    assert found.ray == (-1, -1)
    assert found.families == ((pi, pi),)
    assert {point.is_global for point in found.of("minimum")} == {False}


def test_rosenbrock_has_one_point_which_is_global_by_proof() -> None:
    (only,) = points("100(y - x^2)^2 + (1 - x)^2")
    assert (only.at, only.value, only.kind, only.is_global, only.reason) == ({"x": 1, "y": 1}, 0, "minimum", True, "bound")


def test_the_monkey_saddle_is_no_extremum_though_its_hessian_is_zero() -> None:
    (only,) = points("x^3 - 3x y^2")
    assert only.kind == "degenerate saddle"
    assert only.signs == (0, 2, 0)


def test_a_parabola_on_a_half_line_has_its_minimum_at_the_edge() -> None:
    (only,) = points("x^2", domain="x >= 1")
    assert (only.at, only.value, only.kind, only.is_global) == ({"x": 1}, 1, "edge minimum", True)


def test_motzkin_has_four_minima_of_value_0_and_its_axes_are_critical() -> None:
    found = points("x^4 y^2 + x^2 y^4 - 3x^2 y^2 + 1")
    assert [point.value for point in found.of("minimum")] == [0, 0, 0, 0]
    assert {one.equations for one in found.sets} == {(found.problem.symbols["x"],), (found.problem.symbols["y"],)}
    assert {one.value for one in found.sets} == {1}


@pytest.mark.parametrize("formula", [HIMMELBLAU, CAMEL, "x^4 + y^4 - x^2 - y^2 + x y/3", "x^4 - 3x^2 + y^4 - 2y^2 + x/5"])
def test_minima_less_saddles_plus_maxima_are_one_for_a_coercive_function_of_the_plane(formula: str) -> None:
    found = kinds(points(formula))  # Morse: the plane's Euler characteristic
    assert found.get("minimum", 0) - found.get("saddle", 0) + found.get("maximum", 0) == 1
