"""One point and many, inside and outside the domain, with data and without: always the same function."""

from __future__ import annotations

import math
import warnings
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import symdescent as sd
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import ROW, ROWS, column
from symdescent.numeric import program
from symdescent.numeric.columns import read
from symdescent.numeric.domain import Within
from symdescent.numeric.objective import Objective
from symdescent.numeric.scalar import polygamma

x, y = SYMBOLS = sympy.symbols("x y", real=True)
POINTS = [-8.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.7, 3.0, 1000.0]


def objective(formula: Any, *symbols: sympy.Symbol, data: Any = None) -> Objective:
    gradient = [sympy.diff(formula, symbol) for symbol in symbols]
    return Objective(formula, gradient, lambda: [[sympy.diff(first, symbol) for symbol in symbols] for first in gradient], symbols, data)


UNARY = [sympy.exp, sympy.log, sympy.sin, sympy.tanh, sympy.atan, sympy.sqrt, sympy.Abs, sympy.atanh, sympy.acos, sympy.cosh]
LEAVES = st.sampled_from([x, y, sympy.Integer(2), sympy.Rational(-1, 3), sympy.pi])


def larger(u: sympy.Expr, v: sympy.Expr) -> sympy.Expr:
    try:
        return sympy.Max(u, v)
    except ValueError:  # SymPy does not compare with a complex number
        return u


def is_real(e: sympy.Expr) -> bool:
    """Whether SymPy has an expression in real functions alone: a kink where it is not sure of a sign becomes a Derivative."""
    return not e.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I, sympy.Derivative, sympy.re, sympy.im, sympy.Subs)


EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(sympy.Add, inner, inner),
        st.builds(sympy.Mul, inner, inner),
        st.builds(sympy.Pow, inner, st.sampled_from([2, 3, 7, -1, -2, sympy.Rational(1, 3), sympy.Rational(-1, 2)])),
        st.builds(lambda f, u: f(u), st.sampled_from(UNARY), inner),
        st.builds(larger, inner, inner),
        st.builds(lambda u, v, w: sympy.Piecewise((u, v > 0), (w, True)), inner, st.sampled_from([x, y]), inner),
    ),
    max_leaves=6,
).filter(lambda e: is_real(e) and all(is_real(e.diff(u)) and is_real(e.diff(u, v)) for u in SYMBOLS for v in SYMBOLS))


def agree(one: Any, many: Any) -> bool:
    return bool(np.allclose(one, many, rtol=1e-9, atol=1e-300, equal_nan=True))


@settings(max_examples=150, deadline=None)
@given(EXPRESSIONS, st.sampled_from(POINTS), st.sampled_from(POINTS))
def test_one_point_and_many_agree_everywhere_without_a_warning(formula: sympy.Expr, a: float, b: float) -> None:
    f = objective(formula, x, y)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert agree(f.value([a, b]), f.value([[a, b]])[0])
        assert agree(f.gradient([a, b]), f.gradient([[a, b]])[0])
        assert agree(f.hessian([a, b]), f.hessian([[a, b]])[0])


@settings(max_examples=100, deadline=None)
@given(EXPRESSIONS, st.floats(0.2, 0.9), st.floats(0.2, 0.9))
def test_value_is_sympys(formula: sympy.Expr, a: float, b: float) -> None:
    try:
        expected = complex(formula.subs({x: a, y: b}).evalf(20))
    except (ValueError, TypeError):  # SymPy does not compare complex numbers, nor is its infinity one
        return
    value = objective(formula, x, y).value([a, b])
    if abs(expected.imag) > 1e-9 or np.isnan(value):
        assert np.isnan(value)
    elif abs(expected) < 1e100:
        assert value == pytest.approx(expected.real, rel=1e-6, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(EXPRESSIONS)
def test_gradient_and_hessian_do_not_exist_where_the_value_does_not(formula: sympy.Expr) -> None:
    f = objective(formula, x, y)
    points = np.array([[a, b] for a in POINTS for b in POINTS])
    outside = np.isnan(f.value(points))
    assert np.isnan(f.gradient(points)[outside]).all()
    assert np.isnan(f.hessian(points)[outside]).all()


@pytest.mark.parametrize("text", ["x^4*y - sin(x y)", "ln(x^2 + y^2 + 1)", "e^(x/3)*cos(y)", "x^y + y^x", "sigmoid(x - 2y)", "Γ(x)*y"])
def test_gradient_agrees_with_difference_quotients_and_hessian_with_those_of_the_gradient(text: str) -> None:
    f = sd.problem(text).objective
    point, h = np.array([1.3, 0.7]), 1e-6
    shifts = h * np.eye(2)
    slopes = [(f.value(point + s) - f.value(point - s)) / (2 * h) for s in shifts]
    curves = [(f.gradient(point + s) - f.gradient(point - s)) / (2 * h) for s in shifts]
    np.testing.assert_allclose(f.gradient(point), slopes, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(f.hessian(point), curves, rtol=1e-6, atol=1e-7)


OUTSIDE = [
    (1 / x, 0.0, np.nan),
    (sympy.log(x), 0.0, np.nan),
    (sympy.log(x), -1.0, np.nan),
    (x ** sympy.Rational(1, 3), -8.0, np.nan),
    (sympy.exp(x), 1000.0, np.inf),
    (sympy.exp(-1 / x**2), 0.0, np.nan),
    (sympy.atanh(x), 1.0, np.nan),
    (sympy.gamma(x), -1.0, np.nan),
    (sympy.cot(x), 0.0, np.nan),
    (x**7, 1e60, np.inf),
    (sympy.Piecewise((x * sympy.log(x), x > 0), (0, True)), 0.0, 0.0),
    (sympy.Piecewise((1 / x, x > 0), (2, True)), 0.0, 2.0),
]


@pytest.mark.parametrize(("formula", "point", "expected"), OUTSIDE, ids=str)
def test_outside_the_domain_is_nan_and_too_large_is_infinite(formula: sympy.Expr, point: float, expected: float) -> None:
    f = objective(formula, x)
    assert agree(f.value([point]), expected)
    assert agree(f.value([[point]])[0], expected)


SPECIAL = [
    (sympy.erf(x), 0.5, 0.5204998778130465),  # Abramowitz & Stegun, table 7.1
    (sympy.gamma(x), 0.5, np.sqrt(np.pi)),
    (sympy.polygamma(0, x), 1.0, -0.5772156649015329),
    (sympy.polygamma(1, x), 1.0, np.pi**2 / 6),
    (sympy.Heaviside(x), 0.0, 0.5),
    (sympy.sign(x), -3.0, -1.0),
    (sympy.acot(x), 0.0, np.pi / 2),
    (sympy.sec(x), np.pi / 3, 2.0),
    (sympy.besselj(0, x), 1.0, 0.7651976865579666),  # Abramowitz & Stegun, table 9.1
    (sympy.Max(x, -x, 2), -3.0, 3.0),
    (sympy.Min(x, -x, 2), 5.0, -5.0),
]


@pytest.mark.parametrize(("formula", "point", "expected"), SPECIAL, ids=str)
def test_special_functions_have_their_known_values(formula: sympy.Expr, point: float, expected: float) -> None:
    f = objective(formula, x)
    assert f.value([point]) == pytest.approx(expected, rel=1e-14)
    assert f.value([[point]])[0] == pytest.approx(expected, rel=1e-14)


def test_rosenbrock_has_its_known_derivatives() -> None:
    f = sd.problem("100(y - x^2)^2 + (1 - x)^2").objective
    assert f.value([-1.2, 1]) == pytest.approx(24.2)
    np.testing.assert_allclose(f.gradient([-1.2, 1]), [-215.6, -88])
    np.testing.assert_allclose(np.linalg.eigvalsh(f.hessian([1, 1])), [501 - np.sqrt(250601), 501 + np.sqrt(250601)])


def test_shapes_follow_the_points_and_constants_are_spread() -> None:
    f = objective(x + 2 * y, x, y)
    points = np.ones((2, 3, 2))
    assert isinstance(f.value([1, 1]), float)
    assert f.value(points).shape == (2, 3)
    assert f.gradient(points).shape == (2, 3, 2)
    assert f.hessian(points).shape == (2, 3, 2, 2)
    assert (f.gradient(points) == [1, 2]).all()
    assert f.value(np.empty((0, 2))).shape == (0,)


@pytest.mark.parametrize("point", [3.0, [1, 2, 3], [[1], [2]]])
def test_a_point_of_the_wrong_shape_is_refused(point: Any) -> None:
    with pytest.raises(ArgumentError, match=r"expected \(\.\.\., 2\)"):
        objective(x + y, x, y).value(point)


def test_a_symbol_without_a_value_is_refused() -> None:
    with pytest.raises(ArgumentError, match="y has no numeric form"):
        objective(x * y, x).value([1])


def test_no_name_of_the_users_reaches_the_generated_source() -> None:
    evil = sympy.Symbol("__import__('os').abort()", real=True)
    words = sympy.symbols("lambda exp t0 value", real=True)
    assert objective(evil**2 + 1, evil).value([3]) == 10.0
    assert objective(sympy.exp(words[0]) + words[1] * words[2] + words[3], *words).value([0, 2, 3, 4]) == 11.0


def line(data: Any) -> Objective:
    w, b = symbols = sympy.symbols("w b", real=True)
    speed, dist = column("speed"), column("dist")
    return objective(sympy.Sum((w * speed + b - dist) ** 2, (ROW, 1, ROWS)) / ROWS, *symbols, data=data)


@pytest.mark.parametrize("cells", [1, 7, 64, 10**6])
def test_data_and_many_points_agree_with_numpy_whatever_the_size_of_a_chunk(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "CELLS", cells)
    data = read("cars.csv")
    speed, dist = data["speed"], data["dist"]
    f, points = line(data), np.array([[[1.0, 2.0], [3.0, -4.0], [0.0, 0.5]]])
    residuals = points[..., :1] * speed + points[..., 1:] - dist
    expected = 2 * np.stack([(residuals * speed).mean(-1), residuals.mean(-1)], axis=-1)
    np.testing.assert_allclose(f.value(points), (residuals**2).mean(-1))
    np.testing.assert_allclose(f.gradient(points), expected)
    np.testing.assert_allclose(f.gradient(points[0, 1]), expected[0, 1])
    np.testing.assert_allclose(f.hessian(points[0, 1]), [[2 * (speed**2).mean(), 2 * speed.mean()], [2 * speed.mean(), 2]])


def test_a_mean_within_a_mean_is_taken_first() -> None:
    speed = column("speed")
    centre = sympy.Sum(speed, (ROW, 1, ROWS)) / ROWS
    f = objective(sympy.Sum((x * (speed - centre)) ** 2, (ROW, 1, ROWS)) / ROWS, x, data=read("cars.csv"))
    assert f.value([3]) == pytest.approx(9 * np.var(read("cars.csv")["speed"]))


def test_a_sum_of_a_constant_counts_the_rows() -> None:
    f = objective(sympy.Sum(x, (ROW, 1, ROWS)), x, data=read({"a": [1.0, 2.0, 4.0]}))
    assert f.value([2]) == 6.0
    assert f.value([[2], [3]]).tolist() == [6.0, 9.0]


def test_a_row_outside_the_domain_is_nan() -> None:
    f = objective(sympy.Sum(sympy.log(x * column("a")), (ROW, 1, ROWS)), x, data=read({"a": [1.0, -2.0]}))
    assert np.isnan(f.value([1]))
    assert np.isnan(f.gradient([1])).all()


@pytest.mark.parametrize("x0", [-0.5, -1.5, -2.25, -7.75, -30.125])
@pytest.mark.parametrize("order", [0, 1, 2, 3])
def test_polygamma_is_mpmaths_and_obeys_the_recurrence_far_on_the_left(order: int, x0: float) -> None:
    assert polygamma(order, x0) == pytest.approx(float(mpmath.psi(order, x0)), rel=1e-9)
    for far in (x0, -1e6 + x0, -1e12 + 0.25):  # ψₙ(x+1) = ψₙ(x) + (-1)ⁿ n!/xⁿ⁺¹
        step = (-1) ** order * math.factorial(order) / far ** (order + 1)
        assert polygamma(order, far + 1) == pytest.approx(polygamma(order, far) + step, rel=1e-9)


def test_far_on_the_left_every_float_is_a_pole_of_gamma() -> None:
    assert np.isnan(sd.problem("gamma(x)").objective.hessian([[-1e6], [-1e300]])).all()


def test_more_rows_than_one_array_holds_are_summed_at_one_point_too(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.linspace(-1, 1, 101)
    whole = sd.problem("mean((w*a - 1)^2)", data={"a": rows}).objective
    expected = whole.value([2]), whole.gradient([2]), whole.hessian([2])
    monkeypatch.setattr(program, "CELLS", 8)
    parts = sd.problem("mean((w*a - 1)^2)", data={"a": rows})
    assert (parts.objective.value([2]), *parts.objective.gradient([2]), *parts.objective.hessian([2])[0]) == pytest.approx(
        (expected[0], *expected[1], *expected[2][0])
    )
    assert sd.descend(parts, 1, rate="1/10", steps=3).trace[-1].k == 3


def test_no_variable_and_many_points() -> None:
    f = sd.problem("5").objective
    assert f.value(np.zeros((3, 0))).tolist() == [5, 5, 5]
    assert f.gradient(np.zeros((3, 0))).shape == (3, 0)


@pytest.mark.parametrize("x0", [[1 + 2j], ["a"], [[1], [1, 2]], {"x": 1}])
def test_what_is_no_array_of_real_numbers_is_refused(x0: Any) -> None:
    with pytest.raises(ArgumentError, match=r"expected an array of shape \(\.\.\., 1\)"):
        sd.problem("x^2").objective.value(x0)


WIDENED = [
    "(√x)^2",
    "√x·√x",
    "e^(ln x)",
    "ln x - ln x",
    "|ln x|",
    "|√x|",
    "max(ln x, 0)",
    "relu(ln x)",
    "x^(1/3)",
    "piecewise((1, ln(x) < 0), (x, otherwise))",
]


@pytest.mark.parametrize(
    ("text", "point"), [*((text, -1) for text in WIDENED), ("sin(asin x)", 2), ("1/(1/x)", 0), ("x^2/x", 0), ("x/x", 0)]
)
def test_a_formula_has_no_value_where_it_has_none_as_written(text: str, point: int) -> None:
    problem = sd.problem(text)
    assert np.isnan(problem.objective.value([point]))
    assert np.isnan(problem.objective.value([[point]])).all()
    assert np.isnan(problem.objective.gradient([point])).all()
    assert problem.at(x=point).value is sympy.nan
    assert sd.descend(problem, point, rate="1/10", arithmetic="exact").stop.name == "LEFT_DOMAIN"


@pytest.mark.parametrize("text", ["x^2/(x + 3)", "√(4x)", "ln(x^2)/x", "x^x", "1/(x y + 2)", "tan(x)^2/(1 + e^-x)"])
def test_a_formula_that_sympy_leaves_its_domain_needs_no_guard(text: str) -> None:
    problem = sd.problem(text)
    assert not problem.objective.expression.has(Within)
