"""Runs from end to end: what must come out, and what is refused."""

from __future__ import annotations

import json
import math
import pickle
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

import symdescent as sd
from symdescent.descent import Stop
from symdescent.errors import ArgumentError

BOWL, ROSENBROCK = sd.problem("x^2 + 5"), sd.problem("100(y - x^2)^2 + (1 - x)^2")
CARS = "mean((w*speed + b - dist)^2)"


def test_x_squared_shrinks_by_four_fifths_a_step() -> None:
    trace = sd.descend(BOWL, {"x": -6}, rate="1/10", steps=30, arithmetic="exact").trace
    assert [x for (x,) in trace["x"]] == [-6 * Fraction(4, 5) ** k for k in range(31)]
    assert trace["step_size"] == [Fraction(1, 10)] * 30 + [None]


@pytest.mark.parametrize("arithmetic", ["float", "exact", "rounded"])
def test_rate_one_alternates_and_a_larger_one_diverges_at_step_153(arithmetic: str) -> None:
    trace = sd.descend(BOWL, -6, rate=1, steps=50, arithmetic=arithmetic).trace
    assert trace["x"] == [((-1) ** k * -6,) for k in range(51)]
    run = sd.descend(BOWL, -6, rate="11/10", steps=5000, arithmetic=arithmetic)
    assert (run.stop, run.trace[-1].k, run.success) == (Stop.DIVERGED, 153, False)


def test_the_ellipse_after_twenty_steps() -> None:
    last = sd.descend(sd.problem("x^2 + 2y^2"), (-5, -2), rate="1/10", steps=20).trace[-1]
    assert round(last.x["x"], 6) == -0.057646
    assert last.x["y"] == pytest.approx(-7.3e-5, abs=5e-7)


def test_rosenbrocks_value_and_gradient_are_exact() -> None:
    first = sd.descend(ROSENBROCK, ("-6/5", 1), steps=0, arithmetic="exact").trace[0]
    assert (first.value, first.gradient) == (Fraction(121, 5), {"x": Fraction(-1078, 5), "y": -88})


@pytest.mark.parametrize("options", [{"rate": 0.0037, "steps": 20_000}, {"steps": 10_000}])
def test_the_line_through_the_cars_is_numpys(options: dict[str, Any]) -> None:
    problem = sd.problem(CARS, data="cars.csv", variables=["w", "b"])
    assert problem.data is not None
    speed, dist = problem.data["speed"], problem.data["dist"]
    expected = np.linalg.lstsq(np.stack([speed, np.ones_like(speed)], axis=1), dist, rcond=None)[0]
    best = sd.descend(problem, [0, 0], record="last", tol=1e-7, **options).best
    np.testing.assert_allclose(list(best.x.values()), expected, rtol=1e-6)


RUNS = [
    ("x^2 + 5", [-6], "1/10", 12),
    ("100(y - x^2)^2 + (1 - x)^2", ["-6/5", 1], "1/1000", 8),
    ("e^x - 2x", ["1/2"], "1/10", 8),
    ("ln(1 + e^x) + x^2/10", [3], "1/2", 6),
    ("x/(1 + x^2) + y^2", [1, 2], "1/10", 6),
    ("sqrt(x^2 + y^2 + 1)", [2, -1], "1/2", 6),
]


@pytest.mark.parametrize("sense", ["min", "max"])
@pytest.mark.parametrize("other", ["exact", "rounded"])
@pytest.mark.parametrize(("text", "start", "rate", "steps"), RUNS)
def test_the_arithmetics_agree(text: str, start: list[Any], rate: str, steps: int, other: str, sense: str) -> None:
    problem = sd.problem(text, sense=sense)
    floats, others = (sd.descend(problem, start, rate=rate, steps=steps, arithmetic=kind).trace for kind in ("float", other))
    for one, two in zip(floats, others, strict=True):
        numbers = [[*iterate.x.values(), iterate.value, iterate.norm] for iterate in (one, two)]
        assert numbers[0] == pytest.approx([float(number) for number in numbers[1]], rel=1e-6)


def test_an_exact_run_says_from_where_on_it_is_rounded() -> None:
    run = sd.descend(ROSENBROCK, ["-6/5", 1], rate="1/1000", steps=10, arithmetic="exact")
    change = run.trace.rounded_from
    assert change is not None
    assert 0 < change < 10
    digits = [max(len(str(x.denominator)) for x in point) for point in run.trace["x"]]
    assert max(digits[:change]) <= 60
    assert max(digits[change:]) <= 12
    assert sd.descend(BOWL, -6, rate="1/10", steps=10, arithmetic="exact").trace.rounded_from is None


def test_irrational_numbers_stay_symbolic_in_exact_runs() -> None:
    first = sd.descend(sd.problem("x^2"), "sqrt(2)", rate="1/4", steps=3, arithmetic="exact").trace
    assert [str(x) for (x,) in first["x"]] == ["sqrt(2)", "sqrt(2)/2", "sqrt(2)/4", "sqrt(2)/8"]
    assert first["value"] == [2, Fraction(1, 2), Fraction(1, 8), Fraction(1, 32)]


def test_a_maximise_problem_ascends_and_records_its_own_gradient() -> None:
    run = sd.descend(sd.problem("-x^2 + 4x", sense="max"), 0, rate="1/4", steps=60)
    assert run.success
    assert all(a < b for a, b in pairwise(run.trace["value"][:10]))
    assert run.trace[0].gradient == {"x": 4.0}
    assert run.best.value == pytest.approx(4)


@pytest.mark.parametrize("options", [{}, {"rate": "1/1000"}, {"arithmetic": "exact", "rate": "1/1000"}, {"arithmetic": "rounded"}])
def test_stepping_by_hand_is_the_same_run_and_a_run_repeats_itself(options: dict[str, Any]) -> None:
    runs = [list(sd.descend(ROSENBROCK, [-1.2, 1], steps=6, **options).trace) for _ in range(2)]
    assert runs[0] == runs[1] == list(sd.iterates(ROSENBROCK, [-1.2, 1], steps=6, **options))


@pytest.mark.parametrize("start", [{"x": -6}, -6, [-6], (-6,), np.array([-6]), "-6", {"x": "-6"}, np.float64(-6)], ids=repr)
def test_a_start_may_be_written_in_many_ways(start: Any) -> None:
    assert sd.descend(BOWL, start, rate="1/10", steps=1).trace[1].x["x"] == pytest.approx(-4.8)


@pytest.mark.parametrize(
    ("start", "message"),
    [
        ({"x": 1}, "no value for y: expected a number for each of x, y"),
        ({"x": 1, "y": 2, "z": 3}, "value for z, which is not a variable"),
        ([1], "start has 1 number: expected 2, one for each of x, y"),
        (1, "start has 1 number: expected 2"),
        ([1, 2, 3], "start has 3 numbers: expected 2"),
        ({"x": 1, "y": "up"}, "start for y is 'up': expected a real number"),
        ({"x": 1, "y": math.nan}, "start for y is nan"),
        ([1, None], "start for y is None"),
    ],
)
def test_a_start_that_does_not_fit_is_refused(start: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        sd.descend(ROSENBROCK, start)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"steps": -1}, "steps is -1: expected a whole number that is not negative"),
        ({"steps": 1.5}, "steps is 1.5"),
        ({"steps": True}, "steps is True"),
        ({"tol": -1}, "tol is -1: expected a number that is not negative"),
        ({"rate": "fast"}, "rate is 'fast': expected a real number"),
        ({"rate": 0}, "rate is 0: expected a number above 0"),
        ({"method": "newtons"}, "no method 'newtons': expected one of 'gradient descent'"),
        ({"method": 3}, "no method 3"),
        ({"beta": 1}, "gradient descent has no parameter 'beta'"),
        ({"arithmetic": "double"}, "arithmetic is 'double': expected one of 'float', 'exact', 'rounded'"),
        ({"record": 0}, "record is 0: expected"),
        ({"record": "some"}, "record is 'some': expected"),
        ({"until": 1e-3}, "until is 0.001: expected criteria"),
    ],
)
def test_options_that_make_no_sense_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        sd.descend(BOWL, -6, **options)


def test_a_problem_that_is_no_numbers_is_refused() -> None:
    with pytest.raises(ArgumentError, match="a in the problem has no value"):
        sd.descend(sd.problem("a*x^2", variables="x"), 1)
    with pytest.raises(ArgumentError, match="has no variable"):
        sd.descend(sd.problem("5"), {})


def test_iterates_complains_at_once() -> None:
    with pytest.raises(ArgumentError, match="steps is -1"):
        sd.iterates(BOWL, -6, steps=-1)


def test_json_has_exact_numbers_as_text_and_floats_as_numbers() -> None:
    exact = sd.descend(BOWL, -6, rate="1/10", steps=1, arithmetic="exact").to_dict()
    assert exact["schema"] == "symdescent/run/1"
    assert exact["iterates"][1] == {
        "k": 1,
        "x": {"x": "-24/5"},
        "value": "701/25",
        "gradient": {"x": "-48/5"},
        "norm": "48/5",
        "step_size": None,
    }
    assert exact["best"] == exact["iterates"][1]
    assert (exact["stop"], exact["success"], exact["variables"]) == ("budget", False, ["x"])
    rounded = sd.descend(BOWL, -6, rate="1/10", steps=1, arithmetic="rounded").to_dict()
    assert rounded["iterates"][1]["x"] == {"x": "-4.8"}
    assert sd.descend(BOWL, -6, rate="1/10", steps=1).to_dict()["iterates"][0]["step_size"] == 0.1


def test_json_has_null_for_what_is_not_finite() -> None:
    run = sd.descend(sd.problem("ln(x)"), 1, rate=2)
    plain = json.loads(json.dumps(run.to_dict(), allow_nan=False))
    assert (plain["stop"], plain["iterates"][-1]["value"], plain["iterates"][-1]["gradient"]) == ("left_domain", None, {"x": None})
    assert plain["best"]["k"] == 0


@pytest.mark.parametrize("arithmetic", ["float", "exact", "rounded"])
@pytest.mark.parametrize("start", [1e160, 1e308, 10**400, Fraction(10**5000, 3)])
def test_a_start_beyond_every_float_is_no_accident(start: Any, arithmetic: str) -> None:
    run = sd.descend(BOWL, start, rate="1/10", steps=2, arithmetic=arithmetic)
    assert run.stop in (Stop.DIVERGED, Stop.BUDGET)
    json.dumps(run.to_dict(), allow_nan=False)


@pytest.mark.parametrize("arithmetic", ["exact", "rounded"])
@pytest.mark.parametrize(
    ("text", "start", "rate"),
    [("-e^x", 1, 1), ("e^(x^2)", 3, 1), ("-e^(e^x)", 2, 1), ("-2^x*x", 3, 5), ("-gamma(x)", 30, 1), ("-cosh(x)", 3, 1)],
)
def test_exact_numbers_that_explode_diverge_before_they_fill_the_memory(text: str, start: int, rate: int, arithmetic: str) -> None:
    run = sd.descend(sd.problem(text), start, rate=rate, arithmetic=arithmetic)
    assert run.stop is Stop.DIVERGED
    json.dumps(run.to_dict(), allow_nan=False)


def test_nested_functions_are_rounded_before_their_evaluation_grows() -> None:
    run = sd.descend(sd.problem("x^2 + sin(x)"), 1, steps=40, arithmetic="exact")
    assert run.stop is Stop.CONVERGED_GRADIENT
    assert run.trace.rounded_from is not None


@pytest.mark.parametrize("given", ["x^2", None, 3])
def test_what_is_no_problem_is_refused(given: Any) -> None:
    with pytest.raises(ArgumentError, match=r"expected what problem\(...\) returns"):
        sd.descend(given, 1)


@pytest.mark.parametrize("arithmetic", ["float", "exact"])
@pytest.mark.parametrize(("text", "data"), [("w^2 + b", None), (CARS, "cars.csv")])
def test_a_run_outlives_its_process(text: str, data: str | None, arithmetic: str) -> None:
    run = sd.descend(sd.problem(text, data=data), (1, 1), steps=3, arithmetic=arithmetic)
    again = pickle.loads(pickle.dumps(run))  # noqa: S301 - our own bytes
    assert again.to_dict() == run.to_dict()
    assert sd.descend(again.problem, (1, 1), steps=3, arithmetic=arithmetic).to_dict() == run.to_dict()


def test_tol_0_stops_only_at_an_exact_zero() -> None:
    run = sd.descend(sd.problem("x^2 + 5"), {"x": -6}, rate="1/10", steps=5000, tol=0)
    assert (run.stop, run.trace[-1].k) == (Stop.BUDGET, 5000)
    landed = sd.descend(sd.problem("x^2 + 5"), {"x": -6}, rate="1/2", steps=5000, tol=0)
    assert (landed.stop, landed.trace[-1].k, landed.trace[-1].norm) == (Stop.CONVERGED_GRADIENT, 1, 0)


def test_a_start_with_labels_is_read_by_them() -> None:
    pandas = pytest.importorskip("pandas")
    run = sd.descend(sd.problem("x^2 + y^2"), pandas.Series({"y": 2, "x": 1}), steps=0)
    assert run.trace[0].x == {"x": 1, "y": 2}


def test_a_start_without_an_order_is_refused() -> None:
    with pytest.raises(ArgumentError, match="has no order"):
        sd.descend(sd.problem("x^2 + y^2"), {1, 2})


def test_a_message_says_where_newton_came_to_no_minimum() -> None:
    def message(formula: str, start: Any, **options: Any) -> str:
        return sd.descend(sd.problem(formula, **options), start, method="newton").message

    assert message("x^2 - y^2", (3, 1)).endswith("It is a saddle, not a minimum: along one direction the curvature is -2.")
    assert message("cos(x)", "0.3").endswith("It is a maximum, not a minimum: along one direction the curvature is -1.")
    assert message("x^2", 3, sense="max").endswith("It is a minimum, not a maximum: along one direction the curvature is 2.")
    assert message("x^2 + y^2", (3, 1)).endswith("tol 1e-08).")


def test_a_fixed_rate_may_have_letters_in_an_exact_run_only() -> None:
    function = sd.problem("a*x^2", variables="x")
    run = sd.descend(function, {"x": "c"}, rate="1/(4a)", steps=3, arithmetic="exact")
    assert str(run.trace[-1].x["x"]) == "c/8"  # x - 2a x/(4a) = x/2
    with pytest.raises(ArgumentError, match="rate is"):
        sd.descend(sd.problem("x^2"), 1, rate="1/(4a)")
