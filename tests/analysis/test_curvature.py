"""Curvature: eigenvalues and what theorems say about fixed rates."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symdescent as sd
from symdescent.analysis.curvature import centred, curvature, steps_to_six_digits

CARS = "mean((w*speed + b - dist)^2)"


def test_the_eigenvalues_of_rosenbrock_at_its_minimum() -> None:
    bend = curvature(sd.problem("100(y - x^2)^2 + (1 - x)^2"), {"x": 1, "y": 1})
    assert bend is not None
    assert (bend.lowest, bend.highest) == pytest.approx((501 - math.sqrt(250601), 501 + math.sqrt(250601)))
    assert not bend.constant


@given(st.floats(0.1, 10), st.floats(0.1, 10), st.floats(0.05, 1.9))
def test_a_fixed_rate_contracts_a_quadratic_by_its_factor(a: float, b: float, share: float) -> None:
    problem = sd.problem(f"({a!r})*x^2 + ({b!r})*y^2")
    bend = curvature(problem, {"x": 0, "y": 0})
    assert bend is not None
    rate = share / bend.highest
    run = sd.descend(problem, {"x": 1, "y": 1}, rate=rate, steps=20, tol=0)
    for before, after in zip(run.trace, run.trace[1:], strict=False):
        assert (
            math.hypot(*after.x.values()) <= bend.factor(rate) * math.hypot(*before.x.values()) * (1 + 1e-12) + 1e-15
        )  # rounding beside 1


@pytest.mark.parametrize("share", [0.99, 1.01])
def test_two_over_the_largest_eigenvalue_is_the_edge(share: float) -> None:
    problem = sd.problem("3x^2 + y^2")
    bend = curvature(problem, {"x": 0, "y": 0})
    assert bend is not None
    run = sd.descend(problem, {"x": 1, "y": 1}, rate=share * bend.edge, steps=5000)
    assert run.success == (share < 1)


def test_the_cars_line_needs_18658_steps_raw_and_199_centred() -> None:
    raw = sd.problem(CARS, data="cars.csv")
    bend = curvature(raw, {"w": 0, "b": 0})
    middle = centred(raw)
    assert bend is not None
    assert middle is not None
    rounder = curvature(middle, {"w": 0, "b": 0})
    assert rounder is not None
    assert bend.condition == pytest.approx(2571.8, abs=0.05)
    assert steps_to_six_digits(raw, {"w": 0, "b": 0}, bend.best_rate) == 18658
    assert rounder.condition == pytest.approx(27.4, abs=0.05)
    assert steps_to_six_digits(middle, {"w": 0, "b": 0}, rounder.best_rate) == 199


def test_the_steps_that_are_counted_are_the_steps_that_are_needed() -> None:
    problem = sd.problem("(x - 3)^2 + 4(y + 2)^2")
    needed = steps_to_six_digits(problem, {"x": 0, "y": 0}, 0.2)
    assert needed is not None
    run = sd.descend(problem, {"x": 0, "y": 0}, rate=0.2, steps=needed, tol=0)
    error = [max(abs(row.x["x"] - 3) / 3, abs(row.x["y"] + 2) / 2) for row in run.trace]
    assert error[-1] < 5e-7 <= min(error[:-1])


def test_there_is_no_curvature_outside_the_domain() -> None:
    assert curvature(sd.problem("ln x"), {"x": -1}) is None


def test_a_maximum_is_seen_from_below() -> None:
    bend = curvature(sd.problem("5 - 2x^2", sense="max"), {"x": 0})
    assert bend is not None
    assert bend.highest == 4
    assert bend.convex
