"""Closed forms give the iterates of exact runs; stability regions are where the spectral radius is below 1."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

import symdescent as sd
from symdescent.analysis.rates.closed_form import closed_form
from symdescent.analysis.rates.quadratic import quadratic
from symdescent.analysis.rates.recurrence import iteration_matrix
from symdescent.analysis.rates.stability import BETA, Q, spectral_radius, stability
from symdescent.errors import ArgumentError
from symdescent.run import Run

PROBLEMS: dict[str, tuple[Any, str]] = {
    "x^2 + 5": ((-6,), "1/10"),
    "(x - 1)^2": ((3,), "1/2"),
    "x^2 + 4y^2": ((3, 1), "1/5"),
    "x^2 + x*y + y^2 - 3x": ((1, 2), "1/2"),
    "x^2 + x*y - y^2 + x": ((1, 1), "1/3"),
    "x^2 + y^2 + z^2 + x*y + y*z + z": ((1, 0, 2), "1/4"),
    "x^2 + y^2 + z^2": ((1, 0, 2), "1/3"),
    "(x + y)^2 + x": ((1, 2), "1/8"),
}
NESTEROV = sd.method(
    "constant momentum",
    ["y = x + beta*(x - x_prev)", "x_prev = x", "x = y - alpha*grad(y)"],
    state={"x_prev": "x"},
    beta="1/2",
)


def same(form: Any, run: Run, digits: int = 40) -> None:
    """Every iterate of the run agrees with the formula to many digits, and exactly where both are rational."""
    for row in run.trace:
        for name, value in form.at(row.k).items():
            wanted = row.x[name]
            exact = sympy.Rational(wanted.numerator, wanted.denominator) if isinstance(wanted, Fraction) else wanted
            assert value == exact or abs((value - exact).evalf(digits)) < sympy.Float(10) ** -(digits - 10)


@pytest.mark.parametrize("formula", PROBLEMS)
def test_gradient_descent_in_closed_form(formula: str) -> None:
    start, rate = PROBLEMS[formula]
    problem = sd.problem(formula)
    form = closed_form(problem, start, rate=rate)
    run = sd.descend(problem, start, rate=rate, steps=10, arithmetic="exact", tol=0)
    assert form is not None
    assert len(run.trace) == (2 if formula == "(x - 1)^2" else 11)  # which lands at once
    same(form, run)


def test_the_parabola_exactly() -> None:
    form = closed_form(sd.problem("x^2 + 5"), -6, rate="1/10")
    assert form is not None
    assert [form.at(k)["x"] for k in range(11)] == [-6 * sympy.Rational(4, 5) ** k for k in range(11)]


def test_in_letters() -> None:
    problem = sd.problem("a*x^2 + b", variables="x", domain="a > 0")
    rate = sympy.Symbol("gamma", positive=True)
    form = closed_form(problem, "s", rate=rate)
    assert form is not None
    a, s = sympy.symbols("a s", real=True)
    assert sympy.simplify(form.at(3)["x"] - (1 - 2 * a * rate) ** 3 * s) == 0


@pytest.mark.parametrize("beta", ["1/10", "1/2", "9/10", "0"])
@pytest.mark.parametrize("formula", ["x^2 + 5", "x^2 + 4y^2 - x", "x^2 + x*y + y^2 - 3x"])
@pytest.mark.parametrize("method", ["heavy ball", "nesterov"])
def test_momentum_in_closed_form(formula: str, beta: str, method: str) -> None:
    start, rate = [3, 1][: 1 + ("y" in formula)], "1/10"
    problem = sd.problem(formula)
    form = closed_form(problem, start, rate=rate, method=method, momentum=beta)
    own = method if method == "heavy ball" else NESTEROV
    run = sd.descend(problem, start, method=own, rate=rate, beta=beta, steps=10, arithmetic="exact", tol=0)
    assert form is not None
    same(form, run)


def test_a_double_root() -> None:
    # αλ = 1/4 and β = 1/4: r² - r + 1/4 = (r - 1/2)², so e_k = (1 + k/2)/2^k
    form = closed_form(sd.problem("x^2"), 1, rate="1/8", method="heavy ball", momentum="1/4")
    assert form is not None
    assert [form.at(k)["x"] for k in range(6)] == [(1 + sympy.Rational(k, 2)) / 2**k for k in range(6)]


def test_there_is_none_where_there_can_be_none() -> None:
    assert closed_form(sd.problem("x^4"), 1, rate="1/8") is None
    assert closed_form(sd.problem("(x + y)^2"), (1, 2), rate="1/8", method="heavy ball", momentum="1/2") is None
    with pytest.raises(ArgumentError, match="linear on quadratics"):
        closed_form(sd.problem("x^2"), 1, rate=1, method="adam")
    with pytest.raises(ArgumentError, match="rate"):
        closed_form(sd.problem("x^2"), 1, rate="fast")


@pytest.mark.parametrize("method", ["gradient descent", "heavy ball", "nesterov"])
def test_the_stability_region_is_where_the_iteration_matrix_has_a_radius_below_1(method: str) -> None:
    region = stability(method)
    problem = quadratic(sd.problem("x^2 + x*y + 3y^2"))
    assert problem is not None
    eigenvalues = np.linalg.eigvalsh(np.array(problem.hessian.tolist(), dtype=float))
    for alpha in np.linspace(-0.05, 1.2, 12):
        for beta in np.linspace(0, 0.98, 7):
            if method == "gradient descent" and beta:
                continue
            matrix = iteration_matrix(method, problem.hessian, sympy.Float(alpha), sympy.Float(beta))
            radius = abs(np.linalg.eigvals(np.array(matrix.tolist(), dtype=float))).max()
            assert all(region.is_stable(alpha * value, beta) for value in eigenvalues) == (radius < 1 - 1e-12)


@pytest.mark.parametrize("method", ["heavy ball", "nesterov"])
def test_jury_s_conditions_say_the_same(method: str) -> None:
    region = stability(method)
    for q in np.linspace(-0.5, 4.5, 21):
        for beta in np.linspace(0, 0.99, 12):
            numbers = [condition.expression.subs({Q: q, BETA: beta}) for condition in region.conditions]
            assert all(float(number) > 1e-12 for number in numbers) == region.is_stable(q, beta)


@pytest.mark.parametrize("kappa", [2, 5, 100])
def test_polyak_s_parameters_have_the_least_radius(kappa: int) -> None:
    values = (sympy.Integer(1), sympy.Integer(kappa))
    root = sympy.sqrt(kappa)
    alpha, beta = 4 / (1 + root) ** 2, ((root - 1) / (root + 1)) ** 2
    best = float((root - 1) / (root + 1))
    assert float(spectral_radius("heavy ball", alpha, beta, values)) == pytest.approx(best)
    for da in np.linspace(-0.1, 0.1, 5):
        for db in np.linspace(-0.1, 0.1, 5):
            a, b = float(alpha) * (1 + da), min(max(float(beta) + db, 0), 0.99)
            roots = [np.roots([1, -(1 + b - a * value), b]) for value in (1, kappa)]
            assert max(abs(np.concatenate(roots))) >= best - 1e-9


def test_the_edge_of_heavy_ball_in_letters() -> None:
    beta = sympy.Symbol("beta", real=True)
    assert sympy.simplify(stability("heavy ball").largest_rate(sympy.Integer(2)) - (1 + beta)) == 0
    assert sympy.simplify(stability("nesterov").edge - 2 * (1 + beta) / (1 + 2 * beta)) == 0
