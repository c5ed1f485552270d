"""Each criterion holds where the run ends and nowhere before."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

import symdescent as sd
from symdescent.descent import (
    Criterion,
    Iterate,
    Stop,
    budget,
    callback,
    cycle_found,
    farther_than,
    gradient_norm,
    step_change,
    target,
    time_limit,
    value_change,
)
from symdescent.descent.cycle import period
from symdescent.errors import ArgumentError

BOWL = sd.problem("x^2 + 5")


def ended(until: Criterion, **options: Any) -> Any:
    return sd.descend(BOWL, -6, rate="1/10", steps=500, tol=0, until=until, **options)


@pytest.mark.parametrize("arithmetic", ["float", "exact", "rounded"])
def test_the_change_in_value_ends_a_run(arithmetic: str) -> None:
    run = ended(value_change(1e-3), arithmetic=arithmetic)
    values = run.trace["value"]
    changes = [abs(b - a) for a, b in pairwise(values)]
    assert run.stop is Stop.CONVERGED_VALUE
    assert changes[-1] <= 1e-3 < min(changes[:-1])


@pytest.mark.parametrize("arithmetic", ["float", "exact", "rounded"])
def test_the_change_in_x_ends_a_run(arithmetic: str) -> None:
    run = ended(step_change(1e-3), arithmetic=arithmetic)
    points = [x for (x,) in run.trace["x"]]
    changes = [abs(b - a) for a, b in pairwise(points)]
    assert run.stop is Stop.CONVERGED_STEP
    assert changes[-1] <= 1e-3 < min(changes[:-1])


def test_the_target_ends_a_run_downwards_and_upwards() -> None:
    run = ended(target(6))
    assert run.stop is Stop.TARGET
    assert run.success
    assert run.trace[-1].value <= 6 < run.trace[-2].value
    up = sd.descend(sd.problem("-x^2", sense="max"), 3, rate="1/10", until=target(-1))
    assert up.trace[-1].value >= -1 > up.trace[-2].value


def test_either_ends_with_the_first_and_both_with_the_last() -> None:
    early, late = target(20), target(6)
    assert len(ended(early | late).trace) == len(ended(early).trace) < len(ended(late).trace)
    assert len(ended(early & late).trace) == len(ended(late).trace)
    assert ended(value_change(0) | step_change(1e-3) & target(6)).stop is Stop.CONVERGED_STEP


@pytest.mark.parametrize("make", [value_change, step_change, gradient_norm, time_limit, farther_than])
def test_a_negative_tolerance_is_refused(make: Any) -> None:
    with pytest.raises(ArgumentError, match="not negative"):
        make(-1)


@pytest.mark.parametrize("value", ["5", True, float("nan")])
def test_a_target_that_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(ArgumentError, match="expected a finite number"):
        target(value)


def test_the_gradient_norm_ends_a_run() -> None:
    run = ended(gradient_norm(1e-3))
    assert run.stop is Stop.CONVERGED_GRADIENT
    assert run.trace[-1].norm <= 1e-3 < run.trace[-2].norm


def test_budgets_of_steps_and_evaluations_end_a_run() -> None:
    assert (ended(budget(steps=7)).stop, ended(budget(steps=7)).trace[-1].k) == (Stop.BUDGET, 7)
    run = sd.descend(BOWL, -6, until=budget(evaluations=10), tol=0, rate=sd.rates.armijo(initial="4/5"))
    assert run.stop is Stop.EVALUATIONS
    assert run.trace["evaluations"][-1] == run.reached >= 10 > run.trace["evaluations"][-2]
    assert run.message.endswith(f"evaluations {run.reached}).")
    assert ended(budget(steps=3, evaluations=100)).trace[-1].k == 3
    with pytest.raises(ArgumentError, match="has no limit"):
        budget()


def test_the_clock_ends_a_run() -> None:
    run = ended(time_limit(0))
    assert (run.stop, run.trace[-1].k) == (Stop.TIME, 0)
    assert ended(time_limit(1e9) | budget(steps=2)).stop is Stop.BUDGET


def test_a_bound_of_ones_own_ends_a_run() -> None:
    run = sd.descend(BOWL, 1, rate=2, until=farther_than(100))
    assert run.stop is Stop.DIVERGED
    assert abs(run.trace[-1].x["x"]) > 100 >= abs(run.trace[-2].x["x"])


def test_a_callback_ends_a_run_and_sees_every_iterate() -> None:
    seen: list[int] = []

    def is_near(iterate: Iterate) -> bool:
        seen.append(iterate.k)
        return bool(iterate.x["x"] > -1)

    run = ended(callback(is_near))
    assert (run.stop, run.success) == (Stop.CALLBACK, False)
    assert seen == run.trace["k"]
    assert run.trace[-1].x["x"] > -1 >= run.trace[-2].x["x"]
    with pytest.raises(ArgumentError, match="expected a function of an iterate"):
        callback(3)  # type: ignore[arg-type]


# L. Lessard, B. Recht, A. Packard, Analysis and design of optimization algorithms via integral quadratic constraints (2016), eq. (4.11)
KINKED = sd.problem("piecewise((25/2*x^2, x < 1), (x^2/2 + 24x - 12, x < 2), (25/2*x^2 - 24x + 36, True))")
CYCLE = [792 / 1225, -2208 / 1225, 2592 / 1225]
BALL: dict[str, Any] = {"method": "heavy ball", "rate": "1/9", "beta": "4/9"}


@pytest.mark.parametrize("arithmetic", ["float", "exact", "rounded"])
def test_heavy_ball_goes_round_the_cycle_of_lessard_recht_and_packard(arithmetic: str) -> None:
    run = sd.descend(KINKED, "3.3", arithmetic=arithmetic, **BALL)
    assert (run.stop, run.reached, run.success) == (Stop.CYCLE, 3, False)
    assert run.message.endswith("period 3).")
    assert sorted(float(x) for (x,) in run.trace["x"][-3:]) == pytest.approx(sorted(CYCLE), rel=1e-8)


def test_a_cycle_is_found_at_once_where_that_is_asked_for() -> None:
    run = sd.descend(BOWL, -6, rate=1, until=cycle_found())
    assert (run.stop, run.reached, run.trace[-1].k) == (Stop.CYCLE, 2, 3)


@pytest.mark.parametrize("steps", [50, 64, 1000])
def test_descent_at_the_edge_jumps_to_and_fro(steps: int) -> None:
    run = sd.descend(BOWL, -6, rate=1, steps=steps)
    assert (run.stop, run.reached, run.trace[-1].k) == (Stop.CYCLE, 2, min(steps, 64))


@pytest.mark.parametrize("rate", ["999/1000", "9/10", "1/2", "1/1000", "1/1000000000"])
def test_a_run_that_converges_is_no_cycle(rate: str) -> None:
    assert sd.descend(BOWL, "1/1000000", rate=rate, steps=30_000, tol=1e-14, record="last").stop is not Stop.CYCLE


def test_a_cycle_is_one_of_the_state_too() -> None:
    assert period([(1.0, 0.5), (-1.0, 0.25), (1.0, 0.125), (-1.0, 0.0625)]) is None


def test_what_the_points_say_of_a_period() -> None:
    wheel = [(1.0,), (2.0,), (4.0,), (2.0,)]
    assert period(wheel * 2) == 4
    assert period(wheel + wheel[:3]) is None
    assert period([(1.0,)] * 24) is None
    assert period([((-0.999) ** k,) for k in range(24)]) is None
    assert period([]) is None
