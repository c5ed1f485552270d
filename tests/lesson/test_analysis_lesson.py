"""The page on a problem says nothing that its own domain refutes, contradicts itself nowhere, and shows how large its numbers are."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sympy import Rational, exp, pi, sqrt, symbols

import symdescent as sd
from symdescent.lesson.document import Heading, Reveal
from symdescent.lesson.estimates import beside
from symdescent.lesson.formula import number
from symdescent.notation.style import style
from symdescent.render.text import render


def page(text: str, **options: Any) -> str:
    """The page as plain text in one line."""
    return " ".join(render(sd.analyze(sd.problem(text, **options)).lesson()).split())


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Rational(-24, 5), "-24/5"),
        (Rational(701, 25), "701/25 = 28.04"),
        (Rational(225581, 15625), "225581/15625 ≈ 14.44"),
        (sqrt(2) / 2, "√2/2 ≈ 0.7071"),
        (pi / 3, "π/3 ≈ 1.047"),
        (2 * symbols("a"), "2a"),
    ],
)
def test_a_number_that_is_not_seen_at_a_glance_has_its_decimal_beside_it(value: object, told: str) -> None:
    assert beside(number(value), value).text == told


def test_the_decimal_is_written_as_the_language_writes_it() -> None:
    with style(language="de"):
        assert beside(number(exp(1)), exp(1)).text.endswith("≈ 2,718")


def test_the_least_value_is_not_said_to_be_taken_outside_of_the_domain() -> None:
    told = page("x^2", domain="x >= 1")
    assert "The least value of all is 1" in told
    assert "At x = 0 the value is 0" not in told


def test_what_the_summary_knows_the_landscape_does_not_leave_open() -> None:
    told = page("a*x^2 + b", domain="a > 0", variables=["x"])
    assert "Bounded below yes" in told
    assert "undecided" not in told


@pytest.mark.parametrize(
    ("text", "options", "row"),
    [
        ("(x - y)^2", {}, "1 × whole curve or surface (minimum)"),
        ("sin(x)", {}, "1 × minimum, 1 × maximum in each period"),
        ("4x - x^2", {"sense": "max"}, "Falls in all directions"),
        ("x^2/y", {"domain": "y > 0"}, "The least value of all is 0"),
    ],
)
def test_the_summary_counts_whole_sets_and_periods(text: str, options: dict[str, Any], row: str) -> None:
    assert row in page(text, **options)


def test_a_constrained_problem_is_told_that_gradient_descent_does_not_see_its_domain() -> None:
    assert "Gradient descent by itself does not see the domain x ≥ 1" in page("x^2", domain="x >= 1")
    assert "does not see the domain" not in page("x^2")


@pytest.mark.parametrize("text", ["e^x", "sqrt(1 + x^2)", "e^x + y^2", "x^4 + y^4"])
def test_strict_functions_whose_curvature_comes_near_to_0_are_said_not_to_be_strong(text: str) -> None:
    assert "Not strongly." in page(text)


def test_a_strongly_convex_function_is_not_said_to_be_less() -> None:
    assert "Not strongly." not in page("e^x + x^2")


def test_convexity_in_one_variable_is_refuted_with_a_picture_of_the_chord() -> None:
    assert "A chord that shows it." in page("x^4 - 2x^2")


def test_letters_of_the_theorems_are_explained_where_the_theorems_stand() -> None:
    told = page("x^2 + 2y^2")
    assert told.index("What the theorems promise") < told.index("Here x₀ is the start") < told.index("From L and μ follow")


def test_the_tables_of_theorems_are_folded_on_the_page_and_open_in_their_own_lesson() -> None:
    found = sd.analyze(sd.problem("x^2 + 2y^2"))
    assert any(isinstance(block, Reveal) and "theorems" in str(block.summary) for block in found.lesson().blocks)
    assert any(isinstance(block, Heading) and "theorems" in str(block.parts) for block in found.rates.lesson().blocks)


@pytest.mark.parametrize("text", ["x^2 + 0.5", "x^4 - 2x^2", "e^x", "4x - x^2", "x^6 - 3x^4 + (27/5)x^2"])
def test_one_variable_has_no_eigenvalues_and_no_directions(text: str) -> None:
    told = re.sub(r"Here x₀ is the start.*?(?=With momentum|The landscape)", "", page(text).split("With momentum")[0])
    assert "igenvalue" not in told.split("What the theorems promise")[0]
    assert "in every direction" not in told.split("What the theorems promise")[0]


def test_a_corner_between_two_kinks_is_told_once() -> None:
    assert page("|x| + |y|").count("The corner x = 0, y = 0.") == 1
