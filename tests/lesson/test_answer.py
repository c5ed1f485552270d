"""What is told of a typed line: what went wrong with this u and v, what the rule says, and what to ask next."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import symdescent as sd
from symdescent.calculus.answers.answer import Answer, Verdict
from symdescent.calculus.answers.mistakes import MISTAKES
from symdescent.calculus.answers.ways import WAYS
from symdescent.lesson.language import say, sentences, word
from symdescent.notation.style import LANGUAGES, style

languages = pytest.mark.parametrize("language", LANGUAGES)


def answered(function: str, line: str) -> Answer:
    return sd.problem(function).derive().check(line)


def told(function: str, line: str) -> str:
    """The answer as text, in one line."""
    return " ".join(answered(function, line).to_text().split())


def test_a_wrong_line_is_told_as_a_teacher_would() -> None:
    text = told("(2x + 1)^5", "5(2x+1)^4")
    assert "Not yet. This is the outer derivative alone: the inside, 2x + 1, changes with x too" in text
    assert "chain: (uⁿ)′ = n uⁿ⁻¹ u′, with u = 2x + 1" in text
    assert "At x = 1 the line has the value 405, the derivative 810." in text
    assert "Found as: chain factor dropped" in text
    assert "at d/dx[(2x + 1)⁵]. Next hint: what is d/dx[2x + 1]?" in text


@pytest.mark.parametrize(
    ("function", "line", "says"),
    [
        ("x^2 sin x", "2x cos x", "with u = x² and v = sin(x)"),
        ("x^2 sin x", "2x cos x", "what are d/dx[x²] and d/dx[sin(x)]?"),
        ("x^3", "3x^3", "The exponent of x³ came down as a factor, but the power was not lowered by 1."),
        ("x^3", "3x^3", "what is d/dx[x³] by this rule?"),
        ("x/(x + 1)", "1/(x + 1)", "The denominator x + 1 must be squared"),
        ("x^2 + 5", "2x + 5", "Here 5 does not change with x"),
        ("1/(x^2 + 1)", "-1/(x^2 + 1)^2", "the inside, x² + 1, changes"),
        ("x^x", "x*x^(x - 1)", "treats the exponent x as a constant"),
        ("x^2", "gamma(x)", "no single usual mistake leads to it"),
        ("x + 5", "5", "The line has the value 5, the derivative 1"),
        ("x^2", "2x", "Right. It is proved to be equal to the derivative."),
        ("x^2", "2x + 0", "Right, and it can be written more simply."),
        ("(2x + 1)^3", "24x^2 + 24x + 6", "as it comes out by another way: expand first"),
        ("x^2", "2x + sqrt(-1 - x^2)", "Not decided."),
        ("|x|", "x/|x|", "agrees with the derivative to 30 digits"),
        ("x^2 + y^2", "(2x, y)", "Right: 1 of 2 entries. Entry 2, ∂f/∂y = y Not yet."),
        ("x^2 y", "(x^2, 2x*y)", "with respect to another variable, not x."),
    ],
)
def test_what_is_said_fits_the_line(function: str, line: str, says: str) -> None:
    assert says in told(function, line)


def test_a_gradient_that_is_right_needs_no_entries() -> None:
    assert told("x^2 + y^2", "(2x, 2y)").endswith("Right: 2 of 2 entries.")


@languages
def test_every_mistake_verdict_and_way_is_told(language: str) -> None:
    keys = {f"{what} {row.name}" for row in MISTAKES for what in ("mistake", "explain")}
    keys |= {f"verdict {verdict.value}" for verdict in Verdict} | {f"rule {way.name}" for way in WAYS}
    assert keys <= sentences(language).keys()


@languages
@pytest.mark.parametrize("row", MISTAKES, ids=lambda row: row.name)
def test_an_explanation_uses_only_the_letters_that_it_is_given(language: str, row: object) -> None:
    sentence = word(language, f"explain {row.name}")  # type: ignore[attr-defined]
    assert set(re.findall(r"{(\w+)}", sentence)) <= set("fuvx")
    assert sentence.endswith(".")


@languages
def test_languages_ask_for_the_same_fields(language: str) -> None:
    for key in sentences("en").keys() & sentences(language).keys():
        if key.startswith(("explain ", "next hint", "found as", "difference", "alternative")):
            assert set(re.findall(r"{\w+}", word(language, key))) == set(re.findall(r"{\w+}", word("en", key))), key


def test_german_is_german() -> None:
    with style(language="de"):
        text = told("(2x + 1)^5", "5(2x+1)^4")
    assert "Noch nicht." in text
    assert "innere Ableitung vergessen" in text
    assert "Nächster Hinweis: Was ist d/dx[2x + 1]?" in text
    assert say("de", "verdict equivalent")


@pytest.mark.parametrize("function", ["(x^2 + 1)/x", "ln((x - 1)(x + 2))", "(x^2 + 1)/2", "x^x", "sin^2 x", "sqrt(x^2 + 1)"])
def test_an_alternative_is_shown_in_full_with_its_cost(function: str) -> None:
    for way in sd.problem(function).derive(check="quick").alternatives():
        text = " ".join(way.to_text().split())
        assert f"This takes {way.cost} steps; the first way takes {way.first_cost}." in text
        assert word("en", f"rule {way.name}") in text
        assert str(way.derivation.result) in text
        assert all(str(condition) in text for condition in way.conditions)


def test_a_condition_is_told() -> None:
    ways = sd.problem("ln(x^3)").derive().alternatives()
    assert "It is allowed where x > 0." in " ".join(" ".join(way.to_text().split()) for way in ways)


@pytest.mark.parametrize(("function", "line"), [("(2x + 1)^5", "5(2x+1)^4"), ("x^2 + y^2", "(2x, y)"), ("x^2", "2x + 0"), ("x^2", "2x")])
def test_an_answer_shows_itself_everywhere(function: str, line: str) -> None:
    answer = answered(function, line)
    assert answer.to_html().startswith("<!")
    assert "\\documentclass" in answer.to_latex()
    assert answer.to_markdown()
    assert answer.to_notebook()["cells"]


def test_an_answer_and_an_alternative_compile(latex: Callable[[str], Path]) -> None:
    answer, (way, *_) = answered("x^2 sin x", "2x cos x"), sd.problem("(x^2 + 1)/x").derive().alternatives()
    for document in (answer.to_latex(), way.to_latex()):
        assert latex(document).read_bytes().startswith(b"%PDF")


def test_a_statement_in_german_has_semicolons_between_arguments_as_its_formulas_have() -> None:
    with style(language="de"):
        text = " ".join(sd.problem("max(x, y)", variables="x").derive().to_text().split())
    assert "max(u; v)′" in text
    assert "max(u, v)" not in text
