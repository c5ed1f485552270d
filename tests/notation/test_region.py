"""Regions: comparisons that all hold."""

from __future__ import annotations

import pytest

from symdescent.errors import ArgumentError, FormulaError
from symdescent.notation.region import SPACE, Region, region


def test_a_chain_is_several_comparisons() -> None:
    assert region("-1 <= x < 4") == region("-1 <= x, x < 4")


def test_what_a_region_prints_reads_back_to_it() -> None:
    for text in ("x > 0", "0 < x <= pi, y >= -1/2", "x^2 + y^2 = 1, x >= 0", "x + y < 2*a"):
        assert region(str(region(text))) == region(text)


def test_a_mapping_gives_closed_ends() -> None:
    assert region({"x": (0, 4)}) == region("x >= 0, x <= 4")
    assert region({"x": (None, float("inf"))}) == SPACE


def test_equations_and_inequalities_are_told_apart() -> None:
    both = region("x + y = 1, x > 0")
    assert list(map(str, both.equations)) != [] == [r for r in both.equations if r.operator != "=="]
    assert [r.operator for r in both.inequalities] == [">"]


def test_a_box_bounds_names_by_numbers() -> None:
    assert region("0 < x < pi, y > 1").is_box
    assert not region("x + y > 1").is_box


def test_what_is_known_of_parameters_can_be_set_apart() -> None:
    assert region("a > 0, x > 1").of(["x"]) == region("x > 1")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("x", "comparison is expected"),
        ("x > 0 and y > 0", "no program text"),
        ("x != 0", "no gaps"),
        ("x > 0,", "something must follow"),
        ("x > 0) y", "goes wrong here"),
    ],
)
def test_a_text_that_is_no_region_is_refused_with_a_caret(given: str, fault: str) -> None:
    with pytest.raises(FormulaError, match=fault):
        region(given)


@pytest.mark.parametrize("given", [3, {"x": 3}, {"x": (1, 2, 3)}, ["x > 0"]])
def test_anything_else_is_refused(given: object) -> None:
    with pytest.raises(ArgumentError, match="domain="):
        region(given)


def test_a_region_stays_itself() -> None:
    assert region(region("x > 0")) == region("x > 0")
    assert region(None) == Region()
