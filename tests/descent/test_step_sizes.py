"""Armijo's condition holds at what is taken and fails at what was tried before."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import symdescent as sd
from symdescent.descent.rate_names import step_size
from symdescent.errors import ArgumentError
from symdescent.rates import armijo, barzilai_borwein, exact, fixed, goldstein, lipschitz, optimal, wolfe


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
    assert [trial[:3] for trial in first.trials] == [(1, 41, Fraction(133, 5)), (Fraction(1, 2), 5, Fraction(169, 5))]
    assert [trial.verdict for trial in first.trials] == ["too high", "taken"]


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


@pytest.mark.parametrize("arithmetic", ["float", "exact", "rounded"])
@pytest.mark.parametrize(
    ("text", "start", "least", "largest"),
    [
        ("x^2 + 5y^2", [1, 1], 2, 10),
        ("x^2 + x*y + y^2", [1, -2], 1, 3),
        ("2x^2 + 3x*y + 3y^2 - x", [1, 1], 5 - 10**0.5, 5 + 10**0.5),  # [[4, 3], [3, 6]]
        ("x^2 + 2y^2 + 3z^2", [1, 1, 1], 2, 6),
        ("x^2 + y^2 + z^2 + x*y + y*z + x*z", [1, 2, 3], 1, 4),
        ("mean((w*a - b)^2)", 1, 28 / 3, 28 / 3),  # 2·mean(a²)
    ],
)
def test_the_rates_of_a_quadratic(text: str, start: Any, least: float, largest: float, arithmetic: str) -> None:
    data = {"a": [1, 2, 3], "b": [1, 0, 1]} if "mean" in text else None
    problem = sd.problem(text, data=data)
    for rate, expected in ((lipschitz(), 1 / largest), (optimal(), 2 / (least + largest))):
        first = sd.descend(problem, start, rate=rate, steps=1, arithmetic=arithmetic).trace[0]
        assert float(first.step_size) == pytest.approx(expected, rel=1e-9)


def test_the_best_rate_shrinks_every_step_by_its_factor() -> None:
    # from (1, 1) on x² + 5y² both coordinates are multiplied by ±(L - μ)/(L + μ) = ±2/3
    run = sd.descend(sd.problem("x^2 + 5y^2"), [1, 1], rate="optimal", steps=4, arithmetic="exact")
    assert run.trace["x"] == [(Fraction(2, 3) ** k, Fraction(-2, 3) ** k) for k in range(5)]


def test_the_rates_of_a_concave_function_that_is_maximised() -> None:
    first = sd.descend(sd.problem("-x^2 - 5y^2", sense="max"), [1, 1], rate=optimal(), arithmetic="exact").trace[0]
    assert first.step_size == Fraction(1, 6)


@pytest.mark.parametrize(
    ("text", "rate", "reason"),
    [
        ("x^4 + y^2", lipschitz(), "needs a quadratic.*depend on x"),
        ("x^4 + y^2", optimal(), "needs a quadratic"),
        ("x - y", lipschitz(), "every second derivative is 0"),
        ("x^2 - y^2", optimal(), "bends towards its optimum in every direction, but μ is -2"),
    ],
)
def test_the_rates_of_a_quadratic_are_refused_elsewhere(text: str, rate: Any, reason: str) -> None:
    with pytest.raises(ArgumentError, match=reason):
        sd.descend(sd.problem(text), [1, 1], rate=rate)


@pytest.mark.parametrize(
    ("name", "rule"),
    [("armijo", armijo()), ("wolfe", wolfe()), ("goldstein", goldstein()), ("exact", exact()), ("barzilai-borwein", barzilai_borwein())],
)
def test_a_rule_may_be_given_by_its_name(name: str, rule: Any) -> None:
    assert step_size(name) == rule
    assert sd.descend(sd.problem("x^2"), 1, rate=name, steps=1).rate == rule


def test_without_a_rate_the_methods_own_is_taken() -> None:
    own = {"gradient descent": armijo(), "newton": fixed(1), "bfgs": wolfe()}
    for method, rule in own.items():
        assert sd.descend(sd.problem("x^2 + y^2"), [1, 2], method=method, steps=1).rate == rule
