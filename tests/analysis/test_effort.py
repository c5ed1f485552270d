"""Laws of what is counted before SymPy writes an expression anew, and problems that are too long to be written anew."""

from __future__ import annotations

import pytest
import sympy

import symdescent as sd
from symdescent.analysis.critical.one_variable import zeros
from symdescent.analysis.effort import combined, expanded, factored, factors, fraction, terms

x, y = sympy.symbols("x y", real=True)


@pytest.mark.parametrize("e", [(x + y) ** 7, (x + 1) * (y + 1) * (x - y), (x + y + 1) ** 3 * x, x**2 + (x + y) ** 2])
def test_an_expression_multiplied_out_has_no_more_terms_than_were_counted(e: sympy.Expr) -> None:
    assert len(sympy.Add.make_args(sympy.expand(e))) <= terms(e)


@pytest.mark.parametrize("e", [1 / x + 1 / (x + 1), x / (1 + y**2) - 1, sympy.exp(-x) + x, (x**2 - 1) / (x + y)])
def test_a_short_expression_keeps_its_value(e: sympy.Expr) -> None:
    above, below = fraction(e)
    at = {x: sympy.Rational(2, 3), y: sympy.Rational(5, 7)}
    assert sympy.simplify((above / below - e).subs(at)) == sympy.simplify((factored(e) - e).subs(at)) == 0


def test_a_long_expression_stays_as_it_is() -> None:
    sums = sympy.Add(*(1 / (x + k) for k in range(100)))
    powers = sympy.Add(*(sympy.exp(x / k) for k in range(1, 100)))
    product = sympy.Mul(*(x + y + sympy.exp(k * x) for k in range(1, 30)))
    assert combined(sums) > 1500
    assert fraction(sums) == (sums, 1)
    assert factored(powers) == powers
    assert factors(powers) == (powers,)
    assert expanded(product) == product


def test_an_exponential_of_a_polynomial_counts_as_a_power_of_its_parts() -> None:
    e = 10 * (2 - 5 * x) * (y**2 + 1) + sympy.exp((5 * x - 2) ** 2) * (x + y)  # e^(25 x^2): of degree 25 in e^(x^2)
    assert factored(e) == e


def test_a_third_derivative_of_many_kinds_is_searched_and_what_is_open_is_said() -> None:
    f = 1 / (1 + (1 - 2 * x) ** 2) + 2 * sympy.log(1 + sympy.exp(2 * x)) - sympy.erf(2 * x)
    assert "interval" in zeros(sympy.diff(f, x, 3), x).gaps


@pytest.mark.parametrize("count", [60, 150])
def test_a_long_sum_of_exponentials_has_no_critical_point_where_each_rises(count: int) -> None:
    found = sd.critical_points(sd.problem("+".join(f"e^(x/{k}) + e^(-y/{k})" for k in range(1, count // 2 + 1))))
    assert not found.points
    assert found.complete


def test_a_long_sum_of_roots_is_least_at_its_centre() -> None:
    (point,) = sd.critical_points(sd.problem("+".join(f"sqrt(x^2 + y^2 + {k})" for k in range(1, 101)))).points
    assert (point.kind, point.is_global, point.at) == ("minimum", True, {"x": 0, "y": 0})
