"""Lower bounds are never undercut, and known minima come out exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Rational, symbols

from symdescent.analysis.squares import checker, lower_bound
from symdescent.analysis.squares.terms import terms_of, value

pytest.importorskip("clarabel")

x, y = symbols("x y", real=True)
CAMEL = (4 - Rational(21, 10) * x**2 + x**4 / 3) * x**2 + x * y + (4 * y**2 - 4) * y**2
MOTZKIN = x**4 * y**2 + x**2 * y**4 - 3 * x**2 * y**2 + 1

MINIMA = [
    ((1 - x) ** 2 + 100 * (y - x**2) ** 2, 0, (1, 1)),  # Rosenbrock 1960
    (
        (Rational(3, 2) - x + x * y) ** 2 + (Rational(9, 4) - x + x * y**2) ** 2 + (Rational(21, 8) - x + x * y**3) ** 2,
        0,
        (3, Rational(1, 2)),
    ),
    (2 * x**2 - Rational(21, 20) * x**4 + x**6 / 6 + x * y + y**2, 0, (0, 0)),  # the three-hump camel
    (x**4 - 2 * x**2 + y**2 + 3, 2, None),
    ((x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2, 0, (1, 3)),  # Booth
]


@pytest.mark.parametrize(("polynomial", "least", "at"), MINIMA, ids=str)
def test_a_minimum_at_a_rational_point_is_proved(polynomial: Expr, least: Any, at: tuple[Any, ...] | None) -> None:
    found = lower_bound(polynomial, [x, y])
    assert found is not None
    assert found.bound == least
    assert checker.accepts(found, polynomial)
    assert found.at is not None
    assert at is None or tuple(Rational(str(c)) for c in found.at) == at
    assert polynomial.subs(dict(zip((x, y), (Rational(str(c)) for c in found.at), strict=True))) == least


def test_motzkins_polynomial_is_never_negative_though_no_sum_of_squares() -> None:
    found = lower_bound(MOTZKIN, [x, y])
    assert found is not None
    assert found.bound == 0
    assert found.multiplier != 1
    assert checker.accepts(found, MOTZKIN)
    assert lower_bound(MOTZKIN, [x, y], multiplied=False) is None


def test_the_camels_bound_is_close_to_its_known_minimum() -> None:
    found = lower_bound(CAMEL, [x, y])  # -1.031628453…, Dixon and Szegő 1978
    assert found is not None
    assert -1.03164 < float(found.bound) < -1.0316284534


@pytest.mark.parametrize("polynomial", [x * y, -(x**2), x**3, x**2 - y, (x * y - 1) ** 2 - y], ids=str)
def test_what_falls_without_bound_has_none(polynomial: Expr) -> None:
    assert lower_bound(polynomial, [x, y]) is None


small = st.integers(-4, 4)
points = st.tuples(*[st.fractions(-4, 4, max_denominator=20)] * 2)


@settings(max_examples=12)
@given(st.lists(small, min_size=9, max_size=9), st.lists(points, min_size=20, max_size=20))
def test_a_bound_is_never_undercut(factors: list[int], places: list[tuple[Fraction, Fraction]]) -> None:
    lower = [x, y, x**2, x * y, y**2, x**3, x**2 * y, x * y**2, y**3]
    polynomial = x**4 + y**4 + sum(c * m for c, m in zip(factors, lower, strict=True))
    found = lower_bound(polynomial, [x, y])
    assert found is not None  # a quartic in two variables that is never negative is a sum of squares (Hilbert 1888)
    terms = terms_of(polynomial, [x, y])
    assert terms is not None
    bound = Fraction(str(found.bound))
    assert all(value(terms, place) >= bound for place in places)
    assert checker.accepts(found, polynomial)
