"""Kinks, edges, whole pieces and global minima that are easily missed, beside numbers found by other means."""

from __future__ import annotations

from itertools import product
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy
from scipy.optimize import brentq, minimize

import symdescent as sd
from symdescent.analysis.critical.exact_range import exact_range
from symdescent.analysis.critical.global_search import lowest_places
from symdescent.analysis.critical.linear import Echelon
from symdescent.analysis.critical.mixtures import has_inside, mixture_is_zero
from symdescent.analysis.critical.points import CriticalPoints
from symdescent.analysis.critical.tape import tape
from symdescent.analysis.signs.interval import Interval

ACKLEY = "-20exp(-0.2sqrt(0.5(x^2 + y^2))) - exp(0.5(cos(2pi*x) + cos(2pi*y))) + e + 20"
GOLDSTEIN_PRICE = "(1 + (x + y + 1)^2 (19 - 14x + 3x^2 - 14y + 6x y + 3y^2)) (30 + (2x - 3y)^2 (18 - 32x + 12x^2 + 48y - 36x y + 27y^2))"
LEVY = "sin(3pi*x)^2 + (x - 1)^2 (1 + sin(3pi*y)^2) + (y - 1)^2 (1 + sin(2pi*y)^2)"
GRIEWANK = "1 + (x^2 + y^2)/4000 - cos(x) cos(y/sqrt(2))"


def points(formula: str, domain: str | None = None) -> CriticalPoints:
    return sd.critical_points(sd.problem(formula, domain=domain))


@pytest.mark.parametrize("formula", ["|x| - |y|", "|x + y| - |x - y|", "2max(|x|, |y|) - 3|x|", "|x - y| - |x + 2y|"])
def test_where_pieces_balance_and_none_wins_there_is_a_saddle(formula: str) -> None:
    (only,) = points(formula)
    assert (tuple(only.at.values()), only.kind) == ((0, 0), "saddle")


@pytest.mark.parametrize("formula", ["|x| - |y| + 2y", "|x| - |y| - 3x", "|x + y| - |x - y| + 5x + y"])
def test_where_all_pieces_fall_together_there_is_nothing(formula: str) -> None:
    found = points(formula)
    assert (found.points, found.complete) == ((), True)


@pytest.mark.parametrize(
    ("formula", "within", "value"),
    [
        ("|x - 1| + |x - 3|", {"x - 1", "3 - x"}, 2),
        ("max(x, 0)^2", {"-x"}, 0),
        ("max(|x| - 1, 0)", {"x + 1", "1 - x"}, 0),
    ],
)
def test_a_flat_piece_between_kinks_is_where_the_function_is_least(formula: str, within: set[str], value: int) -> None:
    found = points(formula)
    (flat,) = found.sets
    assert ({str(e) for e in flat.within}, flat.value, flat.kind, flat.is_global) == (within, value, "minimum", True)
    assert found.complete


def test_a_flat_piece_hides_no_minimum_elsewhere() -> None:
    found = points("max(x, 0)^2 (x - 1)^2")
    assert [(str(point.at["x"]), point.kind) for point in found] == [("1/2", "maximum"), ("1", "minimum")]
    assert [one.kind for one in found.sets] == ["minimum"]


def test_an_edge_maximum_of_an_unbounded_function_is_local() -> None:
    edge, lowest = points("x^2 + y^2", "x + y = 1, x >= 0")
    assert (edge.at, edge.kind, edge.is_global, edge.reason) == ({"x": 0, "y": 1}, "edge maximum", False, "unbounded")
    assert (lowest.value, lowest.is_global) == (sympy.Rational(1, 2), True)


@pytest.mark.parametrize("side", [-1, 1])
def test_the_lowest_points_of_the_cardinal_sine_solve_tan_x_equal_to_x(side: int) -> None:
    found = points("sin(x)/x")
    at = brentq(lambda x: np.sin(x) - x * np.cos(x), 4, 5) * side
    (lowest,) = (point for point in found if abs(float(point.at["x"]) - at) < 1e-10)
    assert (lowest.kind, lowest.is_global, found.gaps) == ("minimum", True, ("interval",))
    assert {point.is_global for point in found.of("maximum")} == {False}  # near 0 it comes as near to 1 as one likes
    assert sd.analyze(sd.problem("sin(x)/x")).bounded is True


@pytest.mark.parametrize(
    ("formula", "at", "value"),
    [(ACKLEY, (0, 0), 0), (GOLDSTEIN_PRICE, (0, -1), 3), (LEVY, (1, 1), 0), (GRIEWANK, (0, 0), 0)],
    ids=["Ackley", "Goldstein and Price", "Levy", "Griewank"],
)
def test_the_global_minimum_of_a_test_function_is_proved(formula: str, at: tuple[int, int], value: int) -> None:
    best = sd.analyze(sd.problem(formula)).best
    assert best is not None
    assert (tuple(best.at.values()), best.value) == (at, value)


@pytest.mark.parametrize(
    "formula", ["x^2 + 10sin(3x)", "e^(x y) + x^2 + y^2 + sin(5y)", "sqrt(1 + x^2 + y^2) + sin(3x)*sin(3y)", "x^2 + y^2 - 3cos(4x + y)"]
)
def test_a_minimum_found_by_boxes_is_the_least_of_many_numeric_ones(formula: str) -> None:
    problem = sd.problem(formula)
    best = next(point for point in sd.critical_points(problem).of("minimum") if point.is_global)
    assert float(best.value) == pytest.approx(_searched(problem), abs=1e-7)


def _searched(problem: Any) -> float:
    starts = product(np.linspace(-4, 4, 9), repeat=len(problem.variables))
    runs = (minimize(problem.objective.value, start, jac=problem.objective.gradient, tol=1e-12) for start in starts)
    return float(min(run.fun for run in runs))


def test_boxes_prove_nothing_of_a_function_without_a_least_value() -> None:
    x, y = sympy.symbols("x y", real=True)
    assert lowest_places(sympy.exp(x) + y**2, (x, y)) is None
    assert lowest_places(sympy.sin(x) * sympy.exp(-(y**2)), (x, y)) is None


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("x + sqrt(1 - x^2 - y^2)", {("-1", "0"): "edge minimum", ("sqrt(2)/2", "0"): "maximum", ("1", "0"): "edge saddle"}),
        ("sqrt(x) + y^2", {("0", "0"): "edge minimum"}),
        ("y^2 - sqrt(x)", {("0", "0"): "edge saddle"}),
        ("sqrt(x) + sqrt(y)", {("0", "0"): "edge minimum"}),
        ("sqrt(x^2 + y^2) + 3|x|", {("0", "0"): "minimum"}),
        ("sqrt(x^2 + y^2) - |x|/2", {("0", "0"): "minimum"}),
        ("|x| - 2sqrt(x^2 + y^2)", {("0", "0"): "maximum"}),
        ("sqrt(1 + x^2 + y^2) + x/2", {("-sqrt(3)/3", "0"): "minimum"}),
    ],
)
def test_edges_of_roots_and_tips_on_kinks_are_looked_at(formula: str, expected: dict[tuple[str, str], str]) -> None:
    found = points(formula)
    assert found.complete
    assert {tuple(map(str, point.at.values())): point.kind for point in found} == expected


def test_on_a_disc_given_by_a_root_both_extremes_are_attained() -> None:
    found = points("x + y + sqrt(1 - x^2 - y^2)")
    assert {point.value for point in found if point.is_global} == {-sympy.sqrt(2), sympy.sqrt(3)}
    (circle,) = points("sqrt(1 - x^2 - y^2)").sets
    assert (circle.value, circle.kind, circle.is_global) == (0, "minimum", True)


def test_what_is_no_root_is_said_to_be_left_out() -> None:
    assert points("asin(x) + y^2").gaps == ("natural edges",)


def test_the_point_with_the_least_sum_of_distances_is_fermat_s() -> None:
    best = next(p for p in points("sqrt((x - 1)^2 + y^2) + sqrt((x + 1)^2 + y^2) + sqrt(x^2 + (y - 1)^2)") if p.is_global)
    assert [value - known for value, known in zip(best.at.values(), (0, sympy.sqrt(3) / 3), strict=True)] == [0, 0]


@pytest.mark.parametrize(
    "formula", ["sin(x)*e^y - x", "sqrt(x + 3)*y^3 - x/(y + 3)", "atan(x*y) + cosh(x) - |y|", "ln(x + 3)^2*tan(y/3) + x^(3/2 + 1)"]
)
def test_compiled_intervals_hold_all_values(formula: str) -> None:
    problem = sd.problem(formula)
    symbols = [problem.symbols[name] for name in problem.variables]
    (bounds,) = tape([problem.sympy], symbols)([Interval(0.5, 1.25), Interval(0.25, 1.0)])
    grid = np.array(list(product(np.linspace(0.5, 1.25, 15), np.linspace(0.25, 1.0, 15))))
    values = problem.objective.value(grid)
    assert bounds.low <= values.min()
    assert values.max() <= bounds.high


@pytest.mark.parametrize(
    "formula", ["2cos(x)^3 - |sin(y)|", "e^(-x^2)*3 - tanh(y)", "(x^2 + 1)^(1/2) + (y - 2)^4 - 1/2", "cosh(x) - e^(cos(y))"]
)
def test_exact_ranges_hold_all_values(formula: str) -> None:
    low, high = map(float, exact_range(sd.problem(formula).sympy))
    values = sd.problem(formula).objective.value(np.random.default_rng(1).normal(0, 3, (500, 2)))
    assert low - 1e-12 <= values.min()
    assert values.max() <= high + 1e-12


def test_reduced_vectors_give_back_what_they_are_made_of() -> None:
    draw = np.random.default_rng(4)
    vectors = [[sympy.QQ(int(c)) for c in draw.integers(-5, 6, 5)] for _ in range(4)]
    rows = Echelon()
    assert [rows.taken(vector) for vector in vectors] == [None] * 4
    factors = [sympy.QQ(k, 3) for k in (1, -2, 4, 5)]
    total = [sum(f * vector[k] for f, vector in zip(factors, vectors, strict=True)) for k in range(5)]
    assert rows.taken(total) == factors


def test_mixtures_agree_with_linear_programming() -> None:
    from scipy.optimize import linprog

    draw = np.random.default_rng(2)
    for _ in range(30):
        vectors = draw.integers(-3, 4, (4, 2))
        found = linprog(np.zeros(4), A_eq=np.vstack([vectors.T, np.ones(4)]), b_eq=[0, 0, 1])
        assert mixture_is_zero([[sympy.QQ(int(c)) for c in row] for row in vectors]) == (found.status == 0)
    x, y = sympy.symbols("x y", real=True)
    assert has_inside([x, y, 1 - x - y], (x, y))
    assert not has_inside([x, y, -x - y], (x, y))


def test_coordinates_that_are_zero_are_shown_as_zero() -> None:
    found = points(GRIEWANK)
    near = [value for point in found for value in point.at.values() if abs(float(value)) < 1e-6]
    assert near
    assert set(near) == {0}
    with mpmath.workdps(40):
        slopes = sympy.lambdify(list(found.problem.symbols.values()), list(found.problem.gradient), "mpmath")
        assert all(abs(s) < 1e-28 for point in found for s in slopes(*(mpmath.mpf(str(v)) for v in point.at.values())))
