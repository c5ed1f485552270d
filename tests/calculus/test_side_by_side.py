"""At several points side by side an expression has the values that it has at each of them, and a quick check says the same."""

from __future__ import annotations

import pytest
from hypothesis import given

from symdescent.calculus.checks.check import Checker
from symdescent.calculus.checks.evaluate import FLOATS, Values
from symdescent.calculus.checks.oracle import QUICK
from symdescent.calculus.checks.side_by_side import FAILURES, SideBySide
from symdescent.calculus.derivation import differentiate
from symdescent.errors import DerivationError
from symdescent.notation.parser import parse
from symdescent.notation.tree import Expression
from tests.strategies import formulas

POINTS = ({"x": 0.375, "y": 1.5}, {"x": -2.0, "y": 0.25}, {"x": 4.75, "y": -0.5})


@given(formulas())
def test_the_values_side_by_side_are_those_at_each_point(formula: Expression) -> None:
    here = SideBySide(POINTS, "x")
    try:
        row = here[formula]
    except FAILURES:
        return
    places = [{**point, "x": x} for point, x in zip(POINTS * 3, here.rows["x"], strict=True)]
    assert row == [Values(place, FLOATS)[formula] for place in places]


def test_the_neighbours_stand_before_and_after_a_point_at_the_step_of_the_difference_quotient() -> None:
    assert SideBySide(({"x": 0.5}, {"x": -8.0}), "x").rows["x"] == [0.5 - 0.5e-5, -8 - 1e-5, 0.5, -8, 0.5 + 0.5e-5, -8 + 1e-5]


@given(formulas())
def test_a_quick_check_says_what_a_comparison_at_one_point_after_the_other_says(formula: Expression) -> None:
    try:
        root = differentiate(formula, "x")
        checks = [Checker(root).quick(step) for step in root]
    except DerivationError:
        return
    for step, check in zip(root, checks, strict=True):
        if check.kind == QUICK.name:
            assert check == Checker(root)._compare(step, QUICK)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1/(x - 4.75)", "division by zero"),
        ("ln(x)", "logarithm|domain"),
        ("x*sqrt(y)", "root|domain"),
        ("e^(1000x)", "range"),
        ("sum(x^i, i, 1, 3)", "OverIndex"),
    ],
)
def test_what_has_no_value_at_one_of_the_points_or_is_not_plain_is_refused(text: str, why: str) -> None:
    with pytest.raises(FAILURES, match=why):
        _ = SideBySide(POINTS, "x")[parse(text)]
