"""Every finding is found where mathematics says that it must be, with the numbers that it must have, and nowhere else."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdescent as sd
from symdescent.analysis.diagnosis.table import FINDINGS
from symdescent.run import Run


def run(formula: str, start: Any, *, data: str | None = None, domain: str | None = None, sense: str = "min", **options: Any) -> Run:
    """A run of a formula."""
    return sd.descend(sd.problem(formula, data=data, domain=domain, sense=sense), start, **options)


CASES: tuple[tuple[str, str, Any, dict[str, Any]], ...] = (
    ("left-domain", "(x - 3)^2", "1/10", {"rate": "1", "domain": "x <= 2"}),
    ("left-domain", "sqrt(x)", 1, {"rate": "4"}),
    ("unbounded", "x^3", -1, {"rate": "1/10"}),
    ("unbounded", "x^2 - y^2", (1, 1), {"rate": "1/10", "steps": 400}),
    ("diverging", "x^2", 3, {"rate": "11/10"}),
    ("diverging", "x^2 + 4y^2", (3, 1), {"rate": "3/10"}),
    ("diverging", "x^4", 3, {"rate": "1/2"}),
    ("diverging", "-(x - 1)^2", 5, {"rate": "6/5", "sense": "max"}),
    ("momentum", "x^2 + 4y^2", (3, 1), {"method": "heavy ball", "rate": "1/2"}),
    ("momentum", "x^2 + 4y^2", (3, 1), {"method": "heavy ball", "rate": "1/10", "beta": "0.99"}),
    ("diverged", "sqrt(1 + x^2)", 2, {"method": "newton"}),  # x goes to -x^3
    ("diverged", "ln(cosh(x))", 2, {"method": "newton"}),
    ("singular", "x^3 - 2x + 2", 0, {"method": "newton"}),
    ("singular", "x^2 + y", (1, 1), {"method": "newton"}),
    ("steps-too-long", "x^2 + 5y^2", (3, 1), {"method": "adam", "rate": 1000, "steps": 200}),
    ("steps-too-long", "x^2", 3, {"method": "rmsprop", "rate": "10^6", "steps": 50}),
    ("steps-too-long", "x^4", 3, {"method": "rmsprop", "rate": 5, "steps": 50}),  # the curvature at the bottom is 0
    ("steps-too-long", "x^2 + 50y^2", (3, 1), {"method": "nesterov", "rate": "1/20"}),  # 4/(3 L) is 1/75
    ("steps-too-long", "x^4 - 2x^2 + y^2", ("1/10", 1), {"method": "bfgs", "rate": 50}),
    ("bottomless", "3x", -1, {"rate": "1/10"}),
    ("bottomless", "-ln(x)", 1, {"rate": 1, "steps": 40}),
    ("bottomless", "x + y^3", (1, "1/10"), {"rate": "1/10", "steps": 20, "sense": "max"}),
    ("kink", "|x|", "1.05", {"rate": "1/10"}),
    ("kink", "|x| + 2|y| + x^2", ("1.05", 1), {"rate": "1/10"}),
    ("kink", "max(x, -3x) + y^2", (1, 1), {"rate": "0.07"}),
    ("thrown-back", "x^4 - 2x^2", "1/2", {"rate": "3/10"}),  # f'' = 8 at both minima: |1 - 2.4| > 1
    ("thrown-back", "x^4 - 2x^2 + y^2", ("1/2", 1), {"rate": "0.29"}),
    ("cycle", "x^2", 3, {"rate": "1"}),
    ("cycle", "x^2 + y^2", ("3.05", 1), {"method": "sign descent", "rate": "1/10"}),
    ("oscillating", "x^2", 3, {"rate": "0.97", "steps": 50}),
    ("oscillating", "x^2 + 100y^2", (3, 1), {"rate": "0.0098"}),
    ("saddle", "x^2 - y^2 + y^4", (1, 0), {"rate": "1/10"}),
    ("saddle", "x^2 - y^2", (3, 1), {"method": "newton"}),
    ("maximum", "cos(x)", 0, {}),
    ("maximum", "-x^2 - y^2 + x^4 + y^4", (0, 0), {}),
    ("maximum", "x^2", 0, {"sense": "max"}),
    ("newton", "x^2 - y^2", (3, 1), {"method": "newton"}),
    ("newton", "cos(x)", "0.3", {"method": "newton"}),
    ("saddle-passed", "x^2 - y^2 + y^4", (1, "0.0000001"), {"rate": "1/10"}),
    ("saddle-passed", "x^2 + y^4 - 2y^2", (1, "0.00001"), {"rate": "1/50", "steps": 500}),
    ("plateau", "1 - exp(-x^2)", 6, {}),
    ("plateau", "x^2/(1 + x^2)", 200, {"rate": 1}),
    ("local", "x^4 - 2x^2 + x/2", 1, {"rate": "1/20"}),
    ("local", "x^2/20 + cos(2x) + sin(y)^2", (6, "1/10"), {"steps": 300, "rate": "1/10"}),
    ("precision", "(x - 1/3)^2*3", 1, {"tol": "1/10^14", "arithmetic": "rounded"}),
    ("precision", "exp(x) - 3x", 1, {"tol": "1/10^30", "rate": "1/10", "steps": 300}),
    ("search-failed", "x^2 + 100y^2", ("3.05", 1), {"method": "heavy ball", "rate": "armijo"}),
    ("search-failed", "x^2 + 50y^2", (3, 1), {"method": "heavy ball", "rate": "armijo", "beta": "0.95"}),
    ("rate-too-small", "x^2", 3, {"rate": "1/1000"}),
    ("rate-too-small", "x^2 + 4y^2", (3, 1), {"rate": "1/1000"}),
    ("rate-too-small", "-x^2", 3, {"rate": "1/1000", "sense": "max"}),
    ("rate-too-small", "x^2", 3, {"rate": "1/10^20"}),  # a step is lost in rounding
    ("rate-too-small", "x^2 + 3y^2", (3, 1), {"rate": "1/10^20", "arithmetic": "rounded"}),
    ("zigzag", "x^2 + 100y^2", (100, 1), {"rate": "exact"}),
    ("zigzag", "(1 - x)^2 + 100(y - x^2)^2", ("-1.2", 1), {"steps": 500}),
    ("valley", "x^2 + 100y^2", (3, 1), {"rate": "0.005"}),
    ("valley", "x^2 + 1000y^2", (3, 0), {"rate": "0.0005"}),
    ("steps-too-short", "x^2", 3, {"method": "adam"}),
    ("steps-too-short", "x^2 + y^2", (30, 40), {"method": "normalised gradient", "rate": "1/100"}),
    ("hovering", "x^2/20 + cos(2x) + sin(y)^2", (6, "1/10"), {}),  # Armijo's condition lets every step go back nearly all the way
    ("hovering", "x^2 + y^2", (3, 1), {"method": "rmsprop", "rate": "3/10"}),  # its steps stay about as long as the rate
    ("early", "x^2 + 4y^2", (3, 1), {"rate": "1/10", "tol": 1}),
    ("early", "x^2 + 40y^2", (3, 1), {"rate": "1/100", "tol": "1/2", "steps": 1000}),
    ("budget", "x^2 + 4y^2", (3, 1), {"rate": "1/10", "steps": 20}),
    ("budget", "exp(x) - x", 3, {"rate": "1/10", "steps": 20}),
    ("budget", "x^2 + 5", -6, {"rate": "1/10", "steps": 5, "arithmetic": "exact"}),
)


@pytest.mark.parametrize(("key", "formula", "start", "options"), CASES, ids=lambda part: str(part)[:40])
def test_a_finding_is_found_where_it_must_be(key: str, formula: str, start: Any, options: dict[str, Any]) -> None:
    assert key in run(formula, start, **options).diagnose()


def test_every_finding_of_the_table_has_a_run_that_shows_it() -> None:
    assert {key for key, *_ in CASES} | {"stalled"} == {row.key for row in FINDINGS}


@pytest.mark.parametrize("rate", [None, "1/5"])
@pytest.mark.parametrize("name", sorted(sd.methods))
def test_no_method_that_converges_on_a_round_bowl_is_blamed(name: str, rate: str | None) -> None:
    made = sd.descend(sd.problem("x^2 + 3/2*y^2 + x*y/2"), (1, -1), method=name, rate=rate, steps=3000, tol="1/10^4")
    assert made.success or rate is None or name == "normalised gradient"  # whose steps are all as long as the rate
    if made.success:
        assert made.diagnose().keys == ("healthy",)


HEALTHY: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("x^2 + 5", -6, {"rate": "1/10"}),
    ("x^2 + y^2 + x*y", (3, 1), {"rate": "optimal"}),
    ("x^2 + 4y^2", (3, 1), {"method": "bfgs"}),
    ("exp(x) - x", 1, {}),
    ("ln(1 + exp(x)) - x/3", 0, {"rate": 4}),
    ("x - ln(x)", 2, {"method": "damped newton"}),
    ("-(x - 1)^2 - 2(y + 1)^2", (0, 0), {"rate": "1/4", "sense": "max"}),
    ("x^2 + y^2 + z^2 + x*y*z/10", (1, 1, 1), {"rate": "1/3"}),
    ("sqrt(1 + x^2 + y^2)", (3, 1), {"rate": "1"}),
    ("x^2", 0, {}),
    ("x^2 + 5", -6, {"rate": "1/3", "arithmetic": "rounded"}),
    ("mean((w*speed - dist)^2)", 0, {"data": "cars.csv", "rate": "optimal"}),
)


@pytest.mark.parametrize(("formula", "start", "options"), HEALTHY, ids=lambda part: str(part)[:40])
def test_a_run_that_converged_to_the_bottom_is_healthy(formula: str, start: Any, options: dict[str, Any]) -> None:
    assert run(formula, start, **{"steps": 300, **options}).diagnose().keys == ("healthy",)


@given(st.fractions(1, 10, max_denominator=10), st.fractions("1/100", "9/10", max_denominator=100))
@settings(max_examples=40, deadline=None)
def test_the_factor_seen_on_a_parabola_is_the_one_promised(bend: Any, share: Any) -> None:
    """x_{k+1} = (1 - γλ) x_k: seen and expected are both |1 - γλ|."""
    found = run(f"({bend})*x^2/2", 3, rate=share / bend, steps=4000).diagnose()
    if found.verdict == "healthy" and found["healthy"].numbers["seen"] is not None:
        assert found["healthy"].numbers["expected"] == pytest.approx(float(1 - share), abs=1e-12)
        assert found["healthy"].numbers["seen"] == pytest.approx(float(1 - share), rel=1e-6)


@given(st.fractions("1/2", 5, max_denominator=10), st.fractions("21/10", 4, max_denominator=20))
@settings(max_examples=30, deadline=None)
def test_a_rate_above_the_edge_diverges_by_the_factor_that_is_printed(bend: Any, times: Any) -> None:
    """γ = t/λ with t > 2 multiplies the distance by t - 1 a step."""
    made = run(f"({bend})*x^2/2", 3, rate=times / bend, steps=60)
    numbers = made.diagnose()["diverging"].numbers
    assert numbers["factor"] == pytest.approx(float(times - 1))
    assert numbers["edge"] == pytest.approx(float(2 / bend))
    assert abs(made.trace[5].x["x"] / made.trace[4].x["x"]) == pytest.approx(numbers["factor"])


def test_the_steps_that_remain_are_those_that_it_takes() -> None:
    made = run("x^2", 3, rate="1/1000")
    left = made.diagnose()["rate-too-small"].numbers["left"]
    assert made.extend(left + 1).success
    assert not made.extend(left - 2).success
    assert left == math.ceil(math.log(1e-8 / float(made.trace[-1].norm)) / math.log(0.998))


def test_a_run_that_converged_slowly_has_no_steps_left() -> None:
    assert run("x^2", 3, rate="1/50", steps=1000).diagnose()["rate-too-small"].numbers["left"] is None


def test_the_steps_at_a_saddle_do_not_count_those_at_the_bottom() -> None:
    formula, start = "x^4/4 - x^2/2 + y^2/2", ("1/1000", 1)
    spent = [run(formula, start, rate="1/10", steps=steps).diagnose()["saddle-passed"].numbers["spent"] for steps in (90, 400)]
    assert spent[0] == spent[1] < 90


def test_exact_line_search_from_the_worst_start_turns_by_right_angles_and_shrinks_by_its_bound() -> None:
    """From (κ, 1) on x² + κy² (Cauchy's worst case) consecutive steps are orthogonal and the factor is (κ - 1)/(κ + 1)."""
    numbers = run("x^2 + 100y^2", (100, 1), rate="exact").diagnose()["zigzag"].numbers
    assert numbers["condition"] == pytest.approx(100)
    assert numbers["angle"] == pytest.approx(90, abs=1e-4)
    assert numbers["contraction"] == pytest.approx(99 / 101)
    assert numbers["best"] == pytest.approx(99 / 101)


def test_the_roots_solve_the_characteristic_polynomial() -> None:
    """r² - (1 + β - γλ) r + β = 0, and complex roots have the size √β."""
    numbers = run("x^2 + 4y^2", (3, 1), method="heavy ball", rate="1/10", beta="0.99").diagnose()["momentum"].numbers
    for real, imaginary in numbers["roots"]:
        r = complex(real, imaginary)
        assert abs(r * r - (1 + 0.99 - 0.1 * numbers["curvature"]) * r + 0.99) < 1e-12
    assert numbers["radius"] == pytest.approx(math.sqrt(0.99))
    assert numbers["best radius"] == pytest.approx(1 / 3)  # (√4 - 1)/(√4 + 1)


def test_the_escape_direction_of_a_saddle_is_one_of_negative_curvature() -> None:
    function = sd.problem("x^2 + 4x*y + y^2 + y^4 + x^4")  # eigenvalues 6 and -2 at 0, the latter along (1, -1)
    numbers = sd.descend(function, (0, 0)).diagnose()["saddle"].numbers
    assert numbers["curvature"] == pytest.approx(-2)
    assert numbers["other"] == pytest.approx(6)
    x, y = numbers["direction"]
    assert x == pytest.approx(-y)
    beyond = dict(zip("xy", numbers["beyond"], strict=True))
    assert float(function.at(**beyond).value) == pytest.approx(numbers["lower"])
    assert numbers["lower"] < numbers["value"]


def test_a_kink_has_the_slopes_of_both_sides() -> None:
    numbers = run("max(x, -3x)", 1, rate="0.07").diagnose()["kink"].numbers
    assert numbers["at"] == pytest.approx((0,), abs=1e-9)
    assert sorted(map(abs, (numbers["left"], numbers["right"]))) == pytest.approx([1, 3])


def test_a_local_minimum_is_told_with_a_better_point() -> None:
    numbers = run("x^4 - 2x^2 + x/2", 1, rate="1/20").diagnose()["local"].numbers
    better = numbers["better"][0]
    assert numbers["by"] == "global"
    assert 4 * better**3 - 4 * better + 0.5 == pytest.approx(0, abs=1e-6)
    assert numbers["lower"] == pytest.approx(better**4 - 2 * better**2 + better / 2)
    assert numbers["lower"] < numbers["value"] - 0.9


def test_the_broken_condition_is_named() -> None:
    assert str(run("sqrt(x)", 1, rate=4).diagnose()["left-domain"].numbers["condition"]) in ("x > 0", "x ≥ 0")
    assert str(run("(x - 3)^2", "1/10", rate=1, domain="x <= 2").diagnose()["left-domain"].numbers["condition"]) == "x ≤ 2"


def test_the_points_of_a_cycle_are_those_of_the_trace() -> None:
    made = run("x^2", 3, rate=1)
    assert set(made.diagnose()["cycle"].numbers["points"]) == {(3.0,), (-3.0,)}
    assert made.diagnose()["cycle"].numbers["signed"] == -1


def test_a_step_that_is_lost_in_rounding_is_told_with_the_exact_steps_that_it_stands_for() -> None:
    numbers = run("x^2", 3, rate="1/10^20").diagnose()["rate-too-small"].numbers
    # each exact step multiplies 6 by 1 - 2/10^20 until 1/10^8 is reached
    assert numbers["still left"] == pytest.approx(math.log(6e8) / 2e-20, rel=1e-9)
    assert numbers["length"] == pytest.approx(6e-20)
    assert numbers["grid"] > numbers["length"]


def test_steps_that_are_too_long_are_measured_from_the_bottom_beside_the_start() -> None:
    numbers = run("x^4 - 2x^2 + y^2", (3, 1), method="adam", rate=100).diagnose()["steps-too-long"].numbers
    assert numbers["at"] == pytest.approx((1, 0))
    assert numbers["start"] == pytest.approx(math.hypot(2, 1))
    assert numbers["first"] == pytest.approx(100 * math.sqrt(2))  # Adam's first step is as long as its rate in every coordinate


@pytest.mark.parametrize(
    ("formula", "start", "options", "by"),
    [
        ("x^4 + y^4 - 3x^2 - 2y^2 + x*y/3 + x", (2, 2), {"rate": "1/50", "steps": 300}, "global"),
        ("x^3 - 3x", 2, {"rate": "1/20"}, "search"),  # not bounded below
        ("mean((w^2 - y)^2) + w/5", 2, {"data": {"y": [1, 1]}, "rate": "1/20"}, "search"),
    ],
)
def test_a_better_point_comes_from_the_critical_points_where_they_are_known(formula: str, start: Any, options: Any, by: str) -> None:
    found = run(formula, start, **options).diagnose()
    assert found["local"].numbers["by"] == by


def test_a_minimum_that_is_proved_lowest_is_never_called_local() -> None:
    assert "local" not in run("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", (0, 0), rate="1/100", steps=300).diagnose()
