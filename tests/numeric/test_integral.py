"""Integrals and sums of exponentials in compiled functions."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy

import symdescent as sd

ROOT_PI_HALVES = math.sqrt(math.pi) / 2


@pytest.mark.parametrize("x", [0.0, 0.5, -2.0, 7.0, 400.0, 1e5])
def test_an_integral_at_one_point_and_at_many(x: float) -> None:
    objective = sd.problem("integral(e^(-t^2), t, 0, x)").objective
    expected = pytest.approx(ROOT_PI_HALVES * math.erf(x), abs=1e-12)
    assert objective.value([x]) == expected
    assert objective.value([[x], [1.0]])[0] == expected


def test_other_variables_stand_in_the_integrand() -> None:
    objective = sd.problem("integral(cos(a*t), t, 0, b)").objective
    a, b = 1.3, 0.7
    assert objective.value([a, b]) == pytest.approx(math.sin(a * b) / a)
    assert objective.gradient([[a, b]]) == pytest.approx(np.array([[b * math.cos(a * b) / a - math.sin(a * b) / a**2, math.cos(a * b)]]))


def test_an_integral_over_a_pole_is_no_number() -> None:
    assert math.isnan(sd.problem("integral(1/t, t, -1, x)").objective.value([2.0]))


def test_one_integral_inside_another() -> None:
    assert sd.problem("integral(integral(x*s*t, t, 0, s), s, 0, 1)").objective.value([8.0]) == pytest.approx(1.0)  # 8/8


def test_an_integral_beside_sums_over_rows() -> None:
    data = {"speed": [1.0, 2.0], "dist": [2.0, 3.0]}
    objective = sd.problem("mean((w*speed + integral(t^2, t, 0, b) - dist)^2)", data=data).objective
    assert objective.value([[3.0, 1.0]])[0] == pytest.approx(64)  # b = 3, w = 1: (w·speed + 9 - dist)² = 8² in both rows


def test_a_polynomial_is_integrated_exactly_and_others_stay() -> None:
    assert sd.problem("integral(t^2, t, 0, x)").at(x="1/2").value == sympy.Rational(1, 24)
    value = sd.problem("integral(e^(-t^2), t, 0, x)").at(x=1).value
    assert sympy.N(value - sympy.sqrt(sympy.pi) / 2 * sympy.erf(1), 20) == pytest.approx(0, abs=1e-15)


def test_sums_with_numbers_as_bounds_are_functions_of_their_entries() -> None:
    problem = sd.problem("sum(i*x_i^2, i, 1, 12)")
    assert problem.variables == tuple(f"x_{k}" for k in range(1, 13))
    assert problem.objective.gradient(np.ones(12)) == pytest.approx(2 * np.arange(1, 13))


@pytest.mark.parametrize("many", [False, True])
def test_large_exponents_do_not_overflow(many: bool) -> None:
    objective = sd.problem("logsumexp(x, y, z)").objective
    x = [[1000.0, 1000.0, -1000.0]] if many else [1000.0, 1000.0, -1000.0]
    assert np.ravel(objective.value(x)) == pytest.approx([1000 + math.log(2)])
    assert np.ravel(objective.gradient(x)) == pytest.approx([0.5, 0.5, 0])
    assert objective.hessian(x).reshape(3, 3) == pytest.approx(np.array([[0.25, -0.25, 0], [-0.25, 0.25, 0], [0, 0, 0]]))


@pytest.mark.parametrize(
    ("text", "x", "value", "slope"),
    [
        ("softplus(x)", 1000.0, 1000.0, 1.0),
        ("softplus(x)", -800.0, 0.0, 0.0),
        ("ln(2e^x + 3e^(2x))", 900.0, 1800 + math.log(3), 2.0),
        ("e^x/(e^x + e^(-x))", 900.0, 1.0, 0.0),
        ("sigmoid(x)", -1000.0, 0.0, 0.0),
        ("softmax_2(x, 2x)", 900.0, 1.0, 0.0),
    ],
)
def test_logarithms_and_shares_of_exponentials_do_not_overflow(text: str, x: float, value: float, slope: float) -> None:
    objective = sd.problem(text).objective
    for point in ([x], [[x]]):
        assert np.ravel(objective.value(point)) == pytest.approx([value])
        assert np.ravel(objective.gradient(point)) == pytest.approx([slope])


def test_the_angle_has_no_value_at_the_origin() -> None:
    objective = sd.problem("atan2(y, x)", variables="x y").objective
    assert objective.value([-1.0, 1.0]) == pytest.approx(3 * math.pi / 4)
    assert math.isnan(objective.value([0.0, 0.0]))
    assert np.isnan(objective.value([[0.0, 0.0]])).all()
