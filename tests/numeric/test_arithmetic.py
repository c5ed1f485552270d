"""Numbers as users give them, and the three arithmetics."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from symdescent.errors import ArgumentError
from symdescent.numeric.arithmetic import decimal_text, exact, exact_norm, is_long, read_number, rounded, rounded_norm, to_float

TENTH = Fraction(1, 10)


@pytest.mark.parametrize(
    "given",
    [0.1, "1/10", "0.1", TENTH, Decimal("0.1"), sympy.Rational(1, 10), sympy.Float("0.1"), np.float64(0.1), np.array(0.1)],
    ids=repr,
)
def test_a_tenth_is_a_tenth_in_every_spelling(given: Any) -> None:
    assert read_number(given, "rate") == TENTH


@pytest.mark.parametrize("given", [3, np.int64(3), "3", sympy.Integer(3), 3.0], ids=repr)
def test_whole_numbers_are_fractions_too(given: Any) -> None:
    assert read_number(given, "rate") == 3
    assert isinstance(read_number(given, "rate"), Fraction)


def test_irrational_numbers_stay_symbolic() -> None:
    assert read_number("sqrt(2)", "start") == sympy.sqrt(2)
    assert read_number(sympy.pi, "start") == sympy.pi


@pytest.mark.parametrize(
    "given",
    [
        True,
        np.True_,
        math.nan,
        math.inf,
        -math.inf,
        1j,
        "x",
        "abc",
        "",
        "1,5",
        "__import__('os')",
        None,
        [1],
        sympy.Symbol("x"),
        sympy.I,
        sympy.oo,
        "sqrt(-1)",
    ],
    ids=repr,
)
def test_what_is_no_real_number_is_refused_by_name(given: Any) -> None:
    with pytest.raises(ArgumentError, match=r"^rate is .*expected a real number"):
        read_number(given, "rate")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_survives_the_way_through_exact_numbers(number: float) -> None:
    assert to_float(read_number(number, "x")) == number


@given(st.fractions())
def test_rounding_keeps_ten_digits_and_is_idempotent(number: Fraction) -> None:
    once = rounded(number)
    assert abs(once - number) <= abs(number) * Fraction(5, 10**10)
    assert rounded(once) == once
    assert Fraction(decimal_text(once)) == once


def test_rounding_goes_half_up() -> None:
    assert rounded(Fraction("1.0000000005")) == Fraction("1.000000001")
    assert rounded(sympy.sqrt(2)) == Fraction("1.414213562")


def test_a_hidden_zero_is_seen() -> None:
    assert exact(sympy.sqrt(2) * sympy.sqrt(3) - sympy.sqrt(6)) == 0
    assert exact(sympy.sqrt(5 + 2 * sympy.sqrt(6)) - sympy.sqrt(2) - sympy.sqrt(3)) == 0


@pytest.mark.parametrize("value", [sympy.zoo, sympy.nan, sympy.log(-1), sympy.sqrt(-2)], ids=str)
def test_what_is_not_real_is_nan(value: sympy.Expr) -> None:
    assert math.isnan(exact(value))
    assert math.isnan(rounded(value))


def test_a_norm_is_rational_where_it_can_be() -> None:
    assert exact_norm([Fraction(3, 5), Fraction(4, 5)]) == 1
    assert exact_norm([Fraction(1), Fraction(1)]) == sympy.sqrt(2)
    assert exact_norm([Fraction(-7)]) == 7
    assert rounded_norm([Fraction(1), Fraction(1)]) == Fraction("1.414213562")
    assert math.isnan(exact_norm([math.nan, Fraction(1)]))


def test_the_budget_is_sixty_digits_above_and_below() -> None:
    assert not is_long(Fraction(10**60 - 1))
    assert is_long(Fraction(-(10**60)))
    assert is_long(Fraction(1, 10**60))
