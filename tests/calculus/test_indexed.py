"""Derivatives of sums and products over an index, of their entries, and of integrals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdescent as sd
from symdescent.calculus.checks.check import NoPoint
from symdescent.calculus.checks.quadrature import float_nodes, integrate, precise_nodes
from symdescent.calculus.derivation import derive, derive_hessian
from symdescent.calculus.indexed import kronecker
from symdescent.errors import DerivationError
from symdescent.notation.parser import parse
from symdescent.notation.text import to_text
from symdescent.notation.tree import Expression, Symbol
from tests.strategies import integrals, over_index

from .numbers_by_hand import value

BY_HAND = [
    ("sum(x_i^2, i, 1, n)", "x_k", "2x_k"),
    ("sum(x_i^2, i, 1, 3)", "x_2", "2x_2"),
    ("sum(x_i, i, 1, n)^2", "x_3", "2sum(x_i, i, 1, n)"),
    ("sum((a*x_i - y_i)^2, i, 1, n)", "a", "2sum(x_i*(a*x_i - y_i), i, 1, n)"),
    ("sum(i*x^i, i, 1, n)", "x", "sum(i^2*x^(i - 1), i, 1, n)"),
    ("product(x_i, i, 1, n)", "x_k", "product(x_i, i, 1, k - 1)*product(x_i, i, k + 1, n)"),
    ("product(x_i, i, 1, 3)", "x_2", "x_1*x_3"),
    ("product(x_i, i, 1, 3)", "x_4", "0"),
    ("sum(a_i*x_i, i, 1, n)", "a_k", "x_k"),
    ("sum(sum(a_i*x_j, j, 1, n), i, 1, n)", "x_k", "sum(a_i, i, 1, n)"),
    ("sum(x, i, 1, n)", "x", "n"),
    ("sum(x, i, 2, 5)", "x", "4"),
    ("integral(e^(-t^2), t, 0, x^2)", "x", "2x*e^(-x^4)"),
    ("integral(e^(-t^2), t, 0, x)", "x", "e^(-x^2)"),
    ("integral(sin(t)/t, t, x, 1)", "x", "-sin(x)/x"),
    ("integral(t^2, t, x, 2x)", "x", "7x^2"),
    ("integral(x*t, t, 0, 1)", "x", "integral(t, t, 0, 1)"),
    ("integral(sin(x*t), t, 0, x)", "x", "sin(x^2) + integral(t*cos(x*t), t, 0, x)"),
    ("atan2(y, x)", "x", "-y/(x^2 + y^2)"),
    ("atan2(y, x)", "y", "x/(x^2 + y^2)"),
    ("logsumexp(x, y, z)", "y", "softmax_2(x, y, z)"),
]


@pytest.mark.parametrize("check", ["quick", "proof"])
@pytest.mark.parametrize(("function", "variable", "expected"), BY_HAND, ids=[f"{f} in {x}" for f, x, _ in BY_HAND])
def test_a_derivative_by_hand(function: str, variable: str, expected: str, check: str) -> None:
    assert to_text(derive(parse(function), variable, check=check).result) == to_text(parse(expected))


def test_the_hessian_of_log_sum_exp_is_that_of_the_shares() -> None:
    p = [f"softmax_{k}(x, y, z)" for k in (1, 2, 3)]
    upper = [f"{p[i]}*(1 - {p[i]})" if i == j else f"-{p[i]}*{p[j]}" for i in range(3) for j in range(i, 3)]
    results = derive_hessian(parse("logsumexp(x, y, z)"), ["x", "y", "z"]).results
    assert list(map(to_text, results)) == [to_text(parse(text)) for text in upper]


@given(over_index(names=("a", "x_1")), st.sampled_from(["a", "x_1", "x_2", "y_0"]))
@settings(max_examples=40, deadline=None)
def test_every_step_of_a_sum_with_numbers_as_bounds_holds(formula: Expression, variable: str) -> None:
    checked(formula, variable)


@given(over_index(upper=st.just(Symbol("n"))), st.sampled_from(["a", "x_k", "y_2"]))
@settings(max_examples=40, deadline=None)
def test_every_step_of_a_sum_up_to_n_holds(formula: Expression, variable: str) -> None:
    checked(formula, variable)


@given(integrals())
@settings(max_examples=40, deadline=None)
def test_every_step_of_an_integral_holds(formula: Expression) -> None:
    checked(formula, "x")


def checked(formula: Expression, variable: str) -> None:
    try:
        derive(formula, variable, check="quick")
    except NoPoint:  # it is nowhere real, or too large to be told
        return


@pytest.mark.parametrize(("text", "variable"), [("sum(x^i, i, 1, n)", "n"), ("product(i, i, m, 9)", "m")])
def test_a_number_of_terms_has_no_derivative(text: str, variable: str) -> None:
    with pytest.raises(DerivationError, match=rf"The number of terms of .* depends on {variable}, and jumps"):
        derive(parse(text), variable)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(kronecker(i, 2)*i^2, i, 1, 3)", "4"),
        ("sum(kronecker(i, 5)*i^2, i, 1, 3)", "0"),
        ("sum(kronecker(i, 2)*x_i + x_i, i, 1, 3)", "sum(x_i, i, 1, 3) + x_2 + x_2 - x_2"),
        ("sum(kronecker(i, k)*x_i, i, 1, n)", "x_k"),
        ("sum(sum(kronecker(i, j)*x_i*x_j, j, 1, n), i, 1, n)", "sum(x_i*x_i, i, 1, n)"),
        ("sum(kronecker(k, i)*kronecker(i, m)*x_i, i, 1, n)", "kronecker(k, m)*x_k"),
        ("kronecker(2, 2) + kronecker(1, 2) + kronecker(k, k)", "2"),
        ("x^2 + kronecker(i, k)", "x^2 + kronecker(i, k)"),
    ],
)
def test_the_kronecker_delta_picks_one_term(text: str, expected: str) -> None:
    before, after = parse(text), kronecker(parse(text))
    at = {"x": 1.5, "x_1": 0.4, "x_2": -1.1, "x_3": 2.2, "n": 3, "i": 1, "k": 2, "m": 2, "x_k": -1.1}
    assert abs(value(before, at) - value(parse(expected), at)) < 1e-20
    assert abs(value(after, at) - value(parse(expected), at)) < 1e-20
    assert ("kronecker" in str(after)) == ("kronecker" in expected)


def test_a_product_is_differentiated_where_a_factor_is_zero() -> None:
    gradient = derive(parse("product(x_i, i, 1, 3)"), "x_2").result
    assert value(gradient, {"x_1": 4, "x_2": 0, "x_3": 5}) == 20


KNOWN: dict[str, tuple[Callable[[Any, Any], Any], int, int, Callable[[], Any]]] = {
    "a root in the denominator": (lambda t, m: 1 / m.sqrt(t), 0, 4, lambda: 4),
    "a logarithm": (lambda t, m: m.log(t), 0, 1, lambda: -1),
    "the error function": (lambda t, m: m.exp(-t * t), -2, 3, lambda: mpmath.sqrt(mpmath.pi) / 2 * (mpmath.erf(3) + mpmath.erf(2))),
    "an arctangent": (lambda t, m: 1 / (1 + t * t), 0, 1, lambda: mpmath.pi / 4),
    "bounds the other way": (lambda t, m: t**5, 2, 1, lambda: mpmath.mpf(-63) / 6),
}


@pytest.mark.parametrize("name", KNOWN)
def test_an_integral_has_more_than_thirty_digits(name: str) -> None:
    f, lower, upper, expected = KNOWN[name]
    with mpmath.workdps(60):
        found, coarse, size = integrate(lambda t: f(t, mpmath), mpmath.mpf(lower), mpmath.mpf(upper), precise_nodes())
        assert abs(found - expected()) < mpmath.mpf("1e-30") * size
        assert abs(found - coarse) <= precise_nodes().agreement * size


def test_a_pole_between_the_bounds_is_not_certain() -> None:
    value_there, coarse, size = integrate(lambda t: 1 / (t - 0.3), 0.0, 1.0, float_nodes())
    assert abs(value_there - coarse) > float_nodes().agreement * size


def test_a_problem_with_an_integral_has_value_gradient_and_hessian() -> None:
    objective = sd.problem("integral(e^(-t^2), t, 0, x)").objective
    assert objective.value([1]) == pytest.approx(0.746824132812427, abs=1e-15)  # √π/2 erf(1)
    assert objective.gradient([1]) == pytest.approx([0.367879441171442])  # e^-1
    assert objective.hessian([1]) == pytest.approx(-0.735758882342885)  # -2/e


def test_an_entry_is_named_to_derive_by_it() -> None:
    problem = sd.problem("sum(x_i^2, i, 1, n)")
    assert to_text(problem.derive("x_k").result) == "2x_k"
    assert "δ" in problem.derive("x_k").to_latex() or r"\delta_{i k}" in problem.derive("x_k").to_latex()


def test_who_forgets_the_variable_of_an_entry_is_told_how_to_name_it() -> None:
    with pytest.raises(DerivationError, match=r'depends on n, and jumps.*Name another variable, such as derive\("x_k"\)'):
        sd.problem("sum(x_i^2, i, 1, n)").derive()


@pytest.mark.parametrize(
    ("formula", "order", "expected"),
    [
        ("sum(x^i, i, 0, n)", 1, "sum(i*x^(i - 1), i, 1, n)"),
        ("sum(x^i, i, 0, n)", 2, "sum(i*(i - 1)*x^(i - 2), i, 2, n)"),
        ("sum(sin(i*x), i, 0, 9)", 1, "sum(i*cos(i*x), i, 1, 9)"),
    ],
)
def test_a_first_term_that_is_0_is_dropped(formula: str, order: int, expected: str) -> None:
    """Σ_{i=0} x^i has the derivative Σ_{i=1} i x^(i-1), which exists at x = 0 too."""
    assert derive(parse(formula), *["x"] * order).result == parse(expected)
