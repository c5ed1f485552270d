"""Lines that no wrong rule explains: rounded numbers, a constant of integration; and the point that shows a line wrong."""

from __future__ import annotations

import pytest

import symdescent as sd
from symdescent.calculus.answers.answer import Answer, Verdict
from symdescent.errors import FormulaError
from symdescent.notation.style import LANGUAGES, style


def answered(function: str, line: str, variables: str = "x") -> Answer:
    return sd.problem(function, variables=variables).derive().check(line)


@pytest.mark.parametrize(
    ("function", "line"),
    [
        ("x^2/3", "0.667x"),
        ("x^2/3", "0.67x"),
        ("x^2/3", "0.7x"),
        ("x^2/3", "0.66x"),
        ("x^2/3", "0.6666x"),
        ("-x^2/3", "-0.667x"),
        ("sqrt(2)*x", "1.414"),
        ("pi*x^2", "6.28x"),
        ("x^2/3 + x*sqrt(3)", "0.67x + 1.73"),
        ("2^x", "0.693*2^x"),
    ],
)
def test_a_rounded_line_is_wrong_and_says_so(function: str, line: str) -> None:
    answer = answered(function, line)
    assert (answer.verdict, answer.right, answer.mistake, answer.step) == (Verdict.WRONG, False, "rounded", None)
    assert answer.difference is not None
    assert "Keep the number exact" in " ".join(answer.to_text().split())


@pytest.mark.parametrize(
    ("function", "line"),
    [("x^2/3", "0.6x"), ("x^2/3", "0.67"), ("x^2/3", "0.65x"), ("x^2/3", "-0.67x"), ("x^2", "2.1x"), ("x^2/3", "0.67x + 1")],
)
def test_a_line_that_is_wrong_in_a_digit_is_not_rounded(function: str, line: str) -> None:
    assert answered(function, line).verdict is Verdict.WRONG
    assert answered(function, line).mistake != "rounded"


def test_an_exact_decimal_is_right() -> None:
    assert answered("x^2/8", "0.25x").right


@pytest.mark.parametrize(("function", "line"), [("x^2", "2x + C"), ("x^2", "C + 2x"), ("x^2", "2x + c"), ("sin x", "cos(x) + C")])
def test_a_constant_of_integration_is_told(function: str, line: str) -> None:
    answer = answered(function, line)
    assert (answer.verdict, answer.mistake) == (Verdict.WRONG, "constant of integration")
    assert answer.to_dict()["mistake"] == "constant of integration"
    assert "A derivative has none" in " ".join(answer.to_text().split())


def test_an_antiderivative_with_its_constant_is_one() -> None:
    assert answered("x^2", "x^3/3 + C").mistake == "antiderivative"


def test_a_c_of_the_function_is_no_constant_of_integration() -> None:
    assert answered("x^2 + C x", "2x + C").verdict is Verdict.EQUIVALENT
    assert answered("C x^2", "2x + C").mistake != "constant of integration"


@pytest.mark.parametrize("line", ["2C x", "2x + C*x + C", "C", "2x + K"])
def test_any_other_unknown_letter_is_refused(line: str) -> None:
    with pytest.raises(FormulaError, match="does not occur in the function"):
        answered("x^2", line)


@pytest.mark.parametrize("slip", ["rounded", "constant of integration"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_the_slips(language: str, slip: str) -> None:
    line = "2/3*x + C" if slip != "rounded" else "0,67x" if language == "de" else "0.67x"
    with style(language=language):
        answer = answered("x^2/3", line)
        assert answer.mistake == slip
        assert answer.to_text()


def test_an_entry_of_a_gradient_may_be_rounded() -> None:
    answer = answered("x^2/3 + y^2", "(0.67x, 2y)", "x y")
    assert (answer.verdict, answer.mistake) == (Verdict.WRONG, "rounded")


@pytest.mark.parametrize("function", ["sum(i*x, i, 1, n)", "product(i*x, i, 1, n)", "sum(x^i, i, 2, n)"])
def test_how_many_terms_a_sum_has_is_a_whole_number_where_a_line_is_shown_wrong(function: str) -> None:
    difference = answered(function, "7 + x").difference
    assert difference is not None
    assert difference.at["n"] >= 1
    assert float(difference.at["n"]).is_integer()


@pytest.mark.parametrize("line", ["x + x", "2*x*1", "2x + 0", "x*2 + 0*x", "3x - x"])
def test_like_terms_that_are_not_collected_are_not_simplified(line: str) -> None:
    assert answered("x^2 + 5", line).verdict is Verdict.NOT_SIMPLIFIED


def test_what_a_notebook_shows_of_the_small_objects_is_short() -> None:
    derivation = sd.problem("(2x + 1)^3/x + |x - 1| + ln(x)").derive()
    for shown in (*derivation.alternatives(), *derivation.kinks(), *derivation.conditions(), derivation.check("2x")):
        assert len(repr(shown)) < 160
        assert "Number(" not in repr(shown)
    assert "at=1" in repr(derivation.kinks())
    assert "x > 0" in repr(derivation.conditions())
