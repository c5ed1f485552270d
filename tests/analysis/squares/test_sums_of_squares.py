"""A sum of squares multiplied out is the polynomial; sums of squares are found again; wrong ones are refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Poly, Rational, exp, expand, symbols

from symdescent.analysis.squares import checker, solver, sum_of_squares, why_not
from symdescent.analysis.squares.terms import terms_of

x, y, z = symbols("x y z", real=True)
MOTZKIN = x**4 * y**2 + x**2 * y**4 - 3 * x**2 * y**2 + 1  # Motzkin 1967, The arithmetic-geometric inequality

KNOWN = [
    x**4 + y**4 - 2 * x**2 * y**2,
    (x - 1) ** 2 + (x**2 - y**2) ** 2,
    2 * x**4 + 2 * x**3 * y - x**2 * y**2 + 5 * y**4,  # Parrilo 2003, Example 3.5
    (1 - x) ** 2 + 100 * (y - x**2) ** 2,  # Rosenbrock 1960
    (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,  # Himmelblau 1972
    x**4 + y**4 + z**4 - 4 * x * y * z + 1,
    (x**2 - 2) ** 2 * (x**2 + 1),
    expand((x**2 + y**2) * MOTZKIN),
]
NO_SUMS = [
    (MOTZKIN, "squares none"),
    (x**4 * y**2 + y**4 * z**2 + z**4 * x**2 - 3 * x**2 * y**2 * z**2, "squares none"),  # Choi and Lam 1977
    (x**3 + 1, "squares odd"),
    (x * y, "squares corner"),
    (-(x**2), "squares none"),
    (x**2 - 1, "squares none"),
    (2**x, "squares no polynomial"),
]

small = st.integers(-3, 3)
monomials = [x**i * y**j for i in range(3) for j in range(3 - i)]
polynomials = st.lists(small, min_size=6, max_size=6).map(lambda cs: sum(c * m for c, m in zip(cs, monomials, strict=True)))


def variables(polynomial: Expr) -> list[Any]:
    return sorted(polynomial.free_symbols, key=str) or [x]


def multiplied_out(squares: Any) -> Expr:
    return expand(sum(Rational(str(w)) * q**2 for w, q in zip(squares.weights, squares.roots, strict=True)))


@pytest.mark.parametrize("polynomial", KNOWN, ids=str)
def test_a_sum_of_squares_multiplied_out_is_the_polynomial(polynomial: Expr) -> None:
    pytest.importorskip("clarabel")
    squares = sum_of_squares(polynomial, variables(polynomial))
    assert squares is not None
    assert multiplied_out(squares) == expand(polynomial)
    assert all(weight > 0 for weight in squares.weights)


@pytest.mark.parametrize(("polynomial", "reason"), NO_SUMS, ids=str)
def test_what_is_no_sum_of_squares_has_a_reason(polynomial: Expr, reason: str) -> None:
    pytest.importorskip("clarabel")
    assert sum_of_squares(polynomial, variables(polynomial)) is None
    assert why_not(polynomial, variables(polynomial)) == reason


@settings(max_examples=20)
@given(st.lists(polynomials, min_size=1, max_size=4))
def test_sums_of_squares_of_small_polynomials_are_found_again(parts: list[Any]) -> None:
    pytest.importorskip("clarabel")
    whole = expand(sum(part**2 for part in parts) + x**4 + y**4 + 1)
    squares = sum_of_squares(whole, [x, y])
    assert squares is not None
    assert expand(multiplied_out(squares) - whole) == 0


@settings(max_examples=20)
@given(polynomials, polynomials)
def test_a_square_factor_is_taken_out(part: Any, other: Any) -> None:
    whole = expand(part**2 * ((other + 1) ** 2))
    squares = sum_of_squares(whole, [x, y])
    assert squares is not None
    assert expand(multiplied_out(squares) - whole) == 0


@settings(max_examples=20)
@given(st.lists(polynomials, min_size=1, max_size=3))
def test_squares_that_are_written_are_seen(parts: list[Any]) -> None:
    whole = sum(Rational(1, 2 + k) * part**2 for k, part in enumerate(parts))
    squares = sum_of_squares(whole, [x, y])
    assert squares is not None
    assert expand(multiplied_out(squares) - whole) == 0


@settings(max_examples=20)
@given(polynomials)
def test_a_square_alone_needs_no_solver_when_it_is_of_first_degree(part: Any) -> None:
    line = part.subs({x**2: 0, y**2: 0, x * y: 0}) if hasattr(part, "subs") else part
    assert sum_of_squares(expand(line**2), [x, y]) is not None


def test_without_a_solver_simple_forms_are_found_and_others_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "available", lambda: False)
    assert sum_of_squares(x**4 - 2 * x**2 * y**2 + y**4 + x**2, [x, y]) is not None
    assert sum_of_squares(3 * x**2 + 2 * x * y + y**2 - 4 * x + 9, [x, y]) is not None
    assert why_not(2 * x**4 + 2 * x**3 * y - x**2 * y**2 + 5 * y**4, [x, y]) == "squares install"


def test_a_polynomial_may_be_given_as_one_of_sympys() -> None:
    squares = sum_of_squares(Poly((x - y) ** 2, x, y), [x, y])
    assert squares is not None
    assert squares.roots == (x - y,)


@pytest.mark.parametrize(
    "change",
    [
        {"weights": (Fraction(2), Fraction(1))},
        {"weights": (Fraction(1), Fraction(-1))},
        {"weights": (Fraction(1),)},
        {"roots": (x**2 - y, x + 1)},
        {"bound": Rational(1, 10)},
        {"multiplier": x},
        {"multiplier": -1 + 0 * x},
        {"polynomial": x**2},
    ],
    ids=str,
)
def test_a_wrong_certificate_is_refused(change: dict[str, Any]) -> None:
    squares = sum_of_squares((1 - x) ** 2 + (y - x**2) ** 2, [x, y])
    assert squares is not None
    assert checker.accepts(squares)
    assert not checker.accepts(replace(squares, **change))


def test_a_certificate_of_another_polynomial_is_refused() -> None:
    squares = sum_of_squares(x**2 + y**2, [x, y])
    assert squares is not None
    assert checker.accepts(squares, x**2 + y**2)
    assert not checker.accepts(squares, x**2 + y**2 - Rational(1, 10**9))


@settings(max_examples=20)
@given(polynomials, polynomials)
def test_the_checkers_arithmetic_agrees_with_sympys(left: Any, right: Any) -> None:
    product = (left + 1) * (right - 2) ** 2
    whole = checker.multiplied_out(product, [x, y])
    assert {power: c for power, c in whole.items() if c} == {
        power: Fraction(int(c)) for power, c in Poly(expand(product), x, y).terms() if c
    }


def test_the_checker_refuses_what_is_no_polynomial() -> None:
    with pytest.raises(checker.Refused, match="exp"):
        checker.multiplied_out(exp(x), [x])


def test_a_power_too_high_to_be_multiplied_out_is_left() -> None:
    assert terms_of((x + y) ** 1000, [x, y]) is None
    assert why_not((x + y) ** 1000, [x, y]) == "squares no polynomial"
