"""Armijo's condition holds at what is taken and fails at what was tried before."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import symdescent as sd
from symdescent.descent.step_sizes import step_size
from symdescent.errors import ArgumentError
from symdescent.rates import armijo, fixed


@pytest.mark.parametrize("arithmetic", ["float", "exact", "rounded"])
@pytest.mark.parametrize("sense", ["min", "max"])
def test_the_trial_taken_meets_the_bound_and_those_before_do_not(sense: str, arithmetic: str) -> None:
    text = "x^4 - 3x^2 + x y + y^2 + 10"
    run = sd.descend(sd.problem(text if sense == "min" else f"-({text})", sense=sense), [2, 1], steps=4, arithmetic=arithmetic)
    sign = 1 if sense == "min" else -1
    for iterate in run.trace[:-1]:
        *failed, taken = iterate.trials
        assert all(sign * trial.value > sign * trial.bound for trial in failed)
        assert sign * taken.value <= sign * taken.bound
        assert taken.step_size == iterate.step_size
        assert [trial.step_size for trial in iterate.trials] == [Fraction(1, 2**j) for j in range(len(iterate.trials))]


def test_the_bound_is_armijos() -> None:
    # from -6 on x² + 5 the whole step lands on 6: f = 41 > 41 - (1/10)·144; half of it on 0: f = 5 <= 41 - (1/20)·144
    first = sd.descend(sd.problem("x^2 + 5"), -6, rate=armijo(c="1/10"), arithmetic="exact").trace[0]
    assert first.trials == ((1, 41, Fraction(133, 5)), (Fraction(1, 2), 5, Fraction(169, 5)))


@pytest.mark.parametrize("text", ["x^2 + 5", "100(y - x^2)^2 + (1 - x)^2 + 1000", "ln(e^x + e^(-x))"])
def test_backtracking_converges_where_values_differ_by_rounding_only(text: str) -> None:
    problem = sd.problem(text)
    run = sd.descend(problem, [0.8, 0.7][: len(problem.variables)], steps=40_000, tol=1e-8, record="last")
    assert run.stop.name == "CONVERGED_GRADIENT"


def test_trials_outside_the_domain_are_passed_over() -> None:
    run = sd.descend(sd.problem("x - ln(x)"), 0.1)
    assert run.success
    assert run.best.x["x"] == pytest.approx(1)


@pytest.mark.parametrize("rate", [0, -1, "-1/10", "0"])
def test_a_rate_that_is_not_above_zero_is_refused(rate: Any) -> None:
    with pytest.raises(ArgumentError, match="expected a number above 0"):
        fixed(rate)


@pytest.mark.parametrize("rate", ["fast", True, float("nan"), [0.1]])
def test_a_rate_that_is_no_number_is_refused(rate: Any) -> None:
    with pytest.raises(ArgumentError, match=r"rate is .*expected a real number"):
        step_size(rate)


@pytest.mark.parametrize("tuning", [{"c": 1}, {"shrink": 1}, {"shrink": 2}])
def test_armijo_checks_its_numbers_when_it_is_made(tuning: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError, match="expected a number between 0 and 1"):
        armijo(**tuning)
