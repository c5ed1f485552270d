"""The numbers that L and μ give are the right ones, written without roots of roots where there is such a form."""

from __future__ import annotations

import pytest
import sympy
from sympy import sqrt

import symdescent as sd
from symdescent.analysis.rates.rates import rates_of

IRRATIONAL = ["3x^2 + 2x*y + 2y^2 - 4x + 1", "x^2 + 2y^2 + 3z^2 + x*y + y*z", "x^2 + 10y^2", "5x^2 + 6x*y + 3y^2"]


@pytest.mark.parametrize("text", IRRATIONAL)
def test_each_number_is_its_formula_in_the_constants(text: str) -> None:
    found = rates_of(sd.problem(text))
    assert found.constants.L is not None
    assert found.constants.mu is not None
    high, low = float(found.constants.L), float(found.constants.mu)
    root = (high**0.5 - low**0.5) / (high**0.5 + low**0.5)
    expected = {
        "edge": 2 / high,
        "heavy ball rate": 4 / (high**0.5 + low**0.5) ** 2,
        "heavy ball momentum": root**2,
        "heavy ball factor": root,
        "nesterov factor": 1 - (low / high) ** 0.5,
    }
    assert {row.number.key: float(row.value) for row in found.numbers if row.number.key in expected} == pytest.approx(expected, rel=1e-12)


def test_roots_of_roots_are_drawn_where_that_is_possible() -> None:
    found = rates_of(sd.problem("3x^2 + 2x*y + 2y^2"))
    assert found.number("heavy ball factor") == sqrt(5) - 2  # (√κ - 1)/(√κ + 1) with κ = (3 + √5)/2
    assert sympy.simplify(found.number("heavy ball momentum") - (9 - 4 * sqrt(5))) == 0
