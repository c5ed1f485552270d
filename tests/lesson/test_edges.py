"""What a lesson says of domains and kinks: short where there is little to say, nothing where there is nothing."""

from __future__ import annotations

import re

import pytest

import symdescent as sd
from symdescent.calculus.derivation import Derivation, Partial, differentiate
from symdescent.lesson.document import Document, Table
from symdescent.lesson.edges import edges
from symdescent.lesson.language import sentences
from symdescent.notation import parse
from symdescent.notation.style import style


def derivation(formula: str, *variables: str) -> Derivation:
    """A derivative or gradient, its steps unchecked, which the edges do not depend on."""
    expression = parse(formula)
    partials = tuple(Partial((x,), differentiate(expression, x), ()) for x in variables)
    return Derivation("derivative" if len(variables) == 1 else "gradient", expression, variables, partials)


def told(formula: str, *variables: str) -> str:
    """What is said, as text in one line."""
    blocks = edges(derivation(formula, *(variables or ("x",))))
    return re.sub(r"\s+", " ", Document(("",), blocks).to_text()).strip()


@pytest.mark.parametrize("formula", ["x^2 + 5", "e^x sin(x)", "1/(1 + x^2)", "ln(1 + e^x)", "atan(x)"])
def test_nothing_is_said_of_a_function_that_is_smooth_everywhere(formula: str) -> None:
    assert edges(derivation(formula, "x")) == ()


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("ln x", "This holds for x > 0."),
        ("1/x", "This holds for x ≠ 0."),
        ("1/(x^2 - 1)", "This holds for x ≠ -1 and x ≠ 1."),
        ("ln(x^2 - 4)", "This holds for x < -2 or x > 2."),
        ("atanh(x)", "This holds for -1 < x < 1."),
        ("tan x", "This holds where cos(x) ≠ 0."),
        ("gamma(x)", "This holds where x ≠ 0, -1, -2, …."),
        ("1/sqrt(x)", "This holds for x > 0."),
        ("ln(sqrt((1 + x)/(1 - x)))", "This holds for -1 < x < 1."),
        ("1/(2 s^2 sin(x))", "This holds where s ≠ 0 and sin(x) ≠ 0."),
        ("1/(sqrt(x) sqrt(y))", "This holds where x > 0 and y > 0."),
        ("integral(1/t, t, 1, x)", "This holds where t ≠ 0 for every t between the limits."),
        ("ln(x^5 + x - 1)", "This holds for x > 0.754878. The ends are rounded."),
        ("ln(-1 - x^2)", "There is no real number for which this formula has a value."),
    ],
)
def test_a_domain_is_one_short_sentence(formula: str, sentence: str) -> None:
    assert told(formula) == sentence


def test_a_root_ends_where_its_derivative_does_not_exist() -> None:
    text = told("sqrt(1 - x^2)")
    assert "The function is defined for -1 ≤ x ≤ 1, its derivative for -1 < x < 1." in text
    assert "x = 1 -∞ – – none" in text  # a convex function has a subdifferential at an end, too: nothing is claimed


def test_a_fractional_power_says_what_to_write_for_the_real_root() -> None:
    assert "As a power x^(2/3) has a value for x ≥ 0 only; for the real root of negative numbers, too, write cbrt(x)^2." in told("x^(2/3)")


def test_kinks_stand_in_a_table_with_slopes_subdifferential_and_what_is_used() -> None:
    text = told("|x^2 - 1|")
    assert "x = -1 -2 2 [-2, 2] 0 x = 1 -2 2 [-2, 2] 0" in text
    assert "Where the function is convex, they are the slopes of all lines" in text  # |x² - 1| is not, and -x + 1 cuts it
    assert "Rockafellar 1970" not in told("min(x^2, 1)")
    assert "Clarke 1983" in told("min(x^2, 1)")


def test_the_angle_jumps_on_one_side_only() -> None:
    assert "atan2(y, x) jumps by 2π where y = 0 and x < 0: there it has no derivative" in told("atan2(y, x)", "x", "y")
    assert "x < 0" not in told("atan2(x, 1)", "x")


def test_the_arccotangent_that_is_meant_is_named() -> None:
    assert "Here acot(2x) is atan(1/(2x)), with values between -π/2 and π/2." in told("acot(2x)")


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        (
            "x|x|",
            "At x = 0, where a part of the formula has a kink, the function is differentiable all the same: its derivative there is 0.",
        ),
        ("sqrt(x^4 + x^6)", "its derivative there is 0, though the formula gives nothing."),
        ("piecewise((x^2*sin(1/x), x != 0), (0, otherwise))", "The derivatives at the points nearby have no limit."),
        ("sign(x)", "At x = 0 the function jumps: -1 from the left, 0 at the point, 1 from the right."),
        ("|sin x|", "There are infinitely many such points, wherever sin(x) = 0; the ones near 0 are listed."),
        ("|x - cos(x)|", "The points with x - cos(x) = 0 were found by a search; there may be more."),
    ],
)
def test_what_a_table_cannot_hold_is_said_in_words(formula: str, sentence: str) -> None:
    assert sentence in told(formula)


def test_several_variables_have_equations() -> None:
    text = told("|x - y| + max(x, 3)", "x", "y")
    assert "It need not be differentiable where x - y = 0 or x = 3." in text
    assert "convex hull of the gradients" in text
    assert told("sqrt(x^2 + y^2)", "x", "y") == "This holds where x² + y² > 0."
    assert "convex hull" not in told("sign(x) + y", "x", "y")


def test_many_kinks_are_cut_short() -> None:
    blocks = edges(derivation("|x^2 - 1| + |x^2 - 4| + |x^2 - 9| + |x^2 - 16|", "x"))
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert len(table.rows) == 6
    assert "2 more points are left out." in Document(("",), blocks).to_text()


def test_another_language_says_the_same_with_its_decimal_sign() -> None:
    with style(language="de", decimal=","):
        assert told("ln x") == "Das gilt für x > 0."
        assert "x ≈ 0,739085 -1,67361 1,67361 [-1,67361; 1,67361] 0" in told("|x - cos(x)|")


def test_both_languages_have_the_same_keys() -> None:
    assert {key for key in sentences("en") if key.startswith("edge ")} == {key for key in sentences("de") if key.startswith("edge ")}


def test_a_second_derivative_is_not_claimed_where_the_first_has_a_kink() -> None:
    told_of = [sd.problem("x|x|").derive(order=2, check="quick"), sd.problem("x|x|").derive_hessian(check="quick")]
    assert all("f″(x) does not exist at x = 0" in derivation.to_text() for derivation in told_of)
    assert "does not exist" not in sd.problem("x^3 |x|").derive(order=3, check="quick").to_text()
    assert "does not exist at x = 0" in sd.problem("x^3 |x|").derive(order=4, check="quick").to_text()


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("|x|", "f′(x) = sign(x), x ≠ 0"),
        ("piecewise((x, x < 0), (x + 1, True))", "f′(x) = 1, x ≠ 0"),
        ("|x^2 - 1|", "f′(x) = 2x·sign(x² - 1), x ≠ -1, 1"),
        ("piecewise((x^2, x <= 1), (2x - 1, True))", "f′(x) = piecewise((2x, x ≤ 1), (2, otherwise))"),
        ("sqrt(x)", "f′(x) = 1/(2√x)"),  # which has no value at 0 anyway
    ],
)
def test_a_derivative_is_claimed_only_where_it_exists(formula: str, result: str) -> None:
    lines = [line.strip() for line in sd.problem(formula).derive().to_text().splitlines()]
    assert result in lines
