"""Decimal commas: read where the style writes them, refused where a comma could mean two things."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings

import symdescent as sd
from symdescent.errors import FormulaError
from symdescent.lesson.formula import math_of
from symdescent.notation.decimals import with_points
from symdescent.notation.parser import parse, parse_number
from symdescent.notation.style import style
from symdescent.notation.tree import Expression
from tests.strategies import formulas

READ = [
    ("0,5x^2", "0.5x^2"),
    ("0.5x^2", "0.5x^2"),
    ("x, y", "x, y"),
    ("sin(0,5) + ln 1,5", "sin(0.5) + ln 1.5"),
    ("max(x; 0,5)", "max(x, 0.5)"),
    ("max(1,2; 3)", "max(1.2, 3)"),
    ("max(x, y)", "max(x, y)"),
    ("log_2(0,5) + lg(0,1)", "log_2(0.5) + lg(0.1)"),
    ("log(8; 2)", "log(8, 2)"),
    ("piecewise((0,5; x < 0); (x; sonst))", "piecewise((0.5, x < 0), (x, sonst))"),
    ("sum(i*x; i; 1; 10)", "sum(i*x, i, 1, 10)"),
    ("(2,5 + x)/1,5", "(2.5 + x)/1.5"),
    (r"\frac{0,5}{2}x_{1,2}", r"\frac{0.5}{2}x_{1,2}"),
    (r"\max\{x; 0{,}5\}", r"\max\{x, 0{,}5\}"),
    ("1; 2", "1; 2"),
]


@pytest.mark.parametrize(("typed", "plain"), READ)
def test_a_comma_between_digits_is_decimal(typed: str, plain: str) -> None:
    with style(language="de"):
        assert with_points(typed) == plain
    assert with_points(typed) == typed


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ("max(1,2)", 5),
        ("x + Max(1,2)", 9),
        ("log(8,2)", 5),
        ("atan2(1,2)", 7),
        ("sum(i*x,i,1,10)", 11),
        (r"\max\left\{1,2\right\}", 12),
        (r"\operatorname{atan2}(1,2)", 22),
        ("softmax_1(1,2)", 11),
    ],
)
def test_what_could_be_a_decimal_or_two_arguments_is_refused(typed: str, position: int) -> None:
    with style(decimal=","), pytest.raises(FormulaError, match=re.escape("write ; between arguments, as in max(1; 2)")) as caught:
        sd.problem(typed)
    assert (caught.value.text, caught.value.position) == (typed, position)


def test_two_commas_in_one_number_are_refused() -> None:
    with style(decimal=","), pytest.raises(FormulaError, match="Two decimal commas in one number"):
        sd.problem("1,2,3")


def test_a_fault_is_shown_in_the_text_as_typed() -> None:
    with style(language="de"), pytest.raises(FormulaError, match="something must follow") as caught:
        sd.problem("max(x; 0,5) +")
    assert caught.value.text == "max(x; 0,5) +"


def test_a_problem_and_its_points_may_be_typed_in_german() -> None:
    with style(language="de"):
        assert sd.problem("0,5x^2 + max(x; 1,5)").expression == parse("0.5x^2 + max(x, 1.5)")
        assert parse_number("-0,5") == parse("-0.5")
        assert sd.problem("0,5x^2").at(x="0,5").value == sd.problem("x^2/2").at(x="1/2").value
    with pytest.raises(FormulaError, match=r"did you mean 0\.5"):
        sd.problem("0,5x^2")


@given(formulas(leaves=8))
@settings(deadline=None)
def test_what_a_german_page_prints_can_be_typed_again(formula: Expression) -> None:
    with style(language="de"):
        try:
            assert parse(with_points(math_of(formula).text)) == formula
        except FormulaError as error:
            assume(not any(reason in error.reason for reason in ("divides by zero", "large", "base", "multiply to more")))
            raise
