"""Derivatives of any order: closed forms from the tables, and SymPy's."""

from __future__ import annotations

from math import factorial

import pytest
import sympy

import symdescent as sd
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.parser import parse
from symdescent.notation.tree import Expression

X, Y = symbol("x"), symbol("y")


def same(found: Expression, expected: sympy.Expr) -> bool:
    return bool(sympy.simplify(to_sympy(found) - expected) == 0)


@pytest.mark.parametrize("n", range(1, 7))
def test_the_sine_turns_by_a_quarter_each_time(n: int) -> None:
    assert same(sd.problem("sin(x)").derive(order=n).result, sympy.sin(X + n * sympy.pi / 2))


@pytest.mark.parametrize("n", range(1, 8))
def test_a_power_falls_step_by_step_to_its_factorial_and_to_0(n: int) -> None:
    falling = factorial(6) // factorial(6 - n) * X ** (6 - n) if n <= 6 else 0
    assert same(sd.problem("x^6").derive(order=n).result, sympy.S(falling))


@pytest.mark.parametrize("n", range(1, 7))
def test_the_reciprocal_alternates_with_factorials(n: int) -> None:
    assert same(sd.problem("1/x").derive(order=n).result, (-1) ** n * factorial(n) / X ** (n + 1))


@pytest.mark.parametrize("n", range(1, 7))
def test_x_times_e_to_the_x_counts_the_derivatives(n: int) -> None:
    assert same(sd.problem("x*e^x").derive(order=n).result, (X + n) * sympy.exp(X))


@pytest.mark.parametrize("n", range(1, 6))
def test_the_bell_curve_makes_the_hermite_polynomials(n: int) -> None:
    result = to_sympy(sd.problem("e^(-x^2)").derive(order=n, check="quick").result)
    assert sympy.expand(sympy.simplify((-1) ** n * sympy.exp(X**2) * result) - sympy.hermite(n, X)) == 0


@pytest.mark.parametrize("n", range(1, 6))
def test_the_logarithm_is_one_behind_the_reciprocal(n: int) -> None:
    assert same(sd.problem("ln(x)").derive(order=n).result, (-1) ** (n - 1) * factorial(n - 1) / X**n)


@pytest.mark.parametrize("order", [("x", "x", "y"), ("x", "y", "x"), ("y", "x", "x")])
def test_the_order_of_mixed_derivatives_does_not_matter(order: tuple[str, ...]) -> None:
    found = sd.problem("x^3*sin(y) + x*y^2").derive(order)
    assert same(found.result, 6 * X * sympy.cos(Y))


@pytest.mark.parametrize("formula", ["tan(x)", "sqrt(1 + x^2)", "x^2*e^x", "x*ln(x)", "1/(1 + x^2)", "sin(x^2)"])
@pytest.mark.parametrize("n", [2, 3])
def test_higher_derivatives_are_those_of_sympy(formula: str, n: int) -> None:
    found = sd.problem(formula).derive(order=n, check="quick").result
    difference = to_sympy(found) - sympy.diff(to_sympy(parse(formula)), X, n)
    for at in (sympy.Rational(3, 7), sympy.Rational(11, 8)):
        assert abs(difference.subs(X, at).evalf(40)) < 1e-30


def test_each_derivative_stands_on_the_one_before() -> None:
    found = sd.problem("x^5").derive("x", order=3)
    assert found.kind == "higher derivative"
    assert [partial.order for partial in found.partials] == [("x",), ("x", "x"), ("x", "x", "x")]
    assert all(later.source == earlier.result for earlier, later in zip(found.partials, found.partials[1:], strict=False))
    assert found.result == found.partials[-1].result
    assert found.results == tuple(partial.result for partial in found.partials)


def test_a_higher_derivative_is_plain_data() -> None:
    data = sd.problem("x^3*y").derive(("x", "x", "y")).to_dict()
    assert data["schema"] == "symdescent/higher-derivative/1"
    assert data["variables"] == ["x", "y"]
    assert [partial["order"] for partial in data["partials"]] == [["x"], ["x", "x"], ["x", "x", "y"]]
    assert data["result"][-1] == "6*x"


def test_the_second_derivative_is_the_hessian_of_one_variable() -> None:
    f = sd.problem("x^4 - 2x^2")
    assert f.derive(order=2).result == f.derive_hessian().result


@pytest.mark.parametrize("order", [0, -1, 1.5, "2"])
def test_an_order_is_a_whole_number_from_1(order: object) -> None:
    with pytest.raises(ArgumentError, match="expected a whole number from 1"):
        sd.problem("x^2").derive(order=order)  # type: ignore[arg-type]
