"""Critical points by hand: polynomials from values, products with given roots, one equation put into the other."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy

import symdescent as sd
from symdescent.exercises.catalogue.critical_points import found_in
from symdescent.exercises.critical_lines import evaluated, in_factors, leftover, polynomial, solved, zero_lines
from symdescent.exercises.given import function
from symdescent.exercises.topic import LEVELS
from symdescent.exercises.written import Written
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import names

SEEDS = range(12)


@pytest.mark.parametrize("coefficients", [(7,), (0, 1), (3, -2, 5), (0, 0, 0, 4), (1, 2, 3, 4, 5, 6, 7)])
def test_a_polynomial_is_known_from_its_values(coefficients: tuple[int, ...]) -> None:
    assert polynomial(lambda x: evaluated(tuple(map(Fraction, coefficients)), x)) == coefficients


def test_a_product_has_the_roots_and_what_is_left_has_none() -> None:
    cubic = tuple(map(Fraction, (0, -16, 0, 2)))  # 2x(x² - 8)
    assert str(in_factors(cubic, "x", [0])) == "2x·(x² - 8)"
    assert leftover(cubic, [0]) == tuple(map(Fraction, (-8, 0, 1)))
    assert str(in_factors(tuple(map(Fraction, (6, -5, 1))), "t", [2, 3])) == "(t - 2)·(t - 3)"
    assert str(in_factors((Fraction(4), Fraction(-2)), "t", [2])) == "-2(t - 2)"


@pytest.mark.parametrize("level", LEVELS)
def test_the_products_are_the_equations(level: int) -> None:
    for seed in SEEDS:
        given = sd.exercise("critical-points", seed=seed, level=level).given
        f, points = function(given), found_in(given["function"])
        problem = Written(f, tuple(sorted(names(f))))
        slopes = [sympy.sympify(given["function"]).diff(sympy.Symbol(x)) for x in problem.variables]
        way = solved(problem) if len(problem.variables) > 1 else None
        if way is not None:
            x, y = (sympy.Symbol(problem.variables[k]) for k in (1 - way.variable, way.variable))
            side = sum((sympy.Rational(str(by)) * x**n for n, by in enumerate(way.side)), sympy.Integer(0))
            assert sympy.expand(slopes[way.equation].subs(y, side)) == 0, given
            slopes = [slopes[1 - way.equation].subs(y, side)]
        found = [sympy.sympify(to_sympy_text(product)) for _, product in zero_lines(problem, points)]
        assert [sympy.expand(a - b) for a, b in zip(found, slopes, strict=True)] == [0] * len(slopes), given
