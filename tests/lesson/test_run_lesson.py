"""Lessons of runs: what they say is what happened, and why."""

from __future__ import annotations

from typing import Any

import pytest

import symdescent as sd
from symdescent.errors import ArgumentError
from symdescent.lesson.document import Figure
from symdescent.notation.style import style
from symdescent.run import Run


def told(run: Run, **options: int) -> str:
    """The lesson as text in one line."""
    return " ".join(run.lesson(**options).to_text().split())


def parabola(rate: object, *, steps: int = 10, arithmetic: str = "exact") -> Run:
    """x² + 5 from -6."""
    return sd.descend(sd.problem("x^2 + 5"), {"x": -6}, rate=rate, steps=steps, arithmetic=arithmetic)


def test_the_steps_have_their_numbers_put_in() -> None:
    lesson = told(parabola("1/10"))
    assert "x₁ = x₀ - γ f′(x₀) = -6 - 1/10·(-12) = -24/5" in lesson
    assert "x₃ = x₂ - γ f′(x₂) = -96/25 - 1/10·(-192/25) = -384/125" in lesson
    assert "x₄ = x₃" not in lesson
    assert "x₁₀ = x₉" in lesson
    assert "x₄ = x₃" in told(parabola("1/10"), steps=4)


def test_a_number_of_steps_has_to_be_one() -> None:
    with pytest.raises(ArgumentError, match="not negative"):
        parabola("1/10").lesson(steps=-1)


def test_the_update_rule_is_collected() -> None:
    assert "xₖ₊₁ = xₖ - γ f′(xₖ) = xₖ - 1/10·2xₖ = 4/5·xₖ" in told(parabola("1/10"))


def test_the_closed_form_is_told() -> None:
    lesson = told(parabola("1/10"))
    assert "xₖ = (-6)·(4/5)^k" in lesson
    # 6·0.8¹⁰ = 0.6442…, and 6·0.8³⁹ < 0.001 <= 6·0.8³⁸
    assert "After 10 steps a distance of 0.644 is left; after 39 it is less than 0.001." in lesson


def test_rate_one_is_told_as_the_edge() -> None:
    lesson = told(parabola(1))
    assert "The iterates repeat for ever: 6, -6" in lesson
    assert "1 is exactly the edge" in lesson


def test_a_rate_above_the_edge_is_told_as_too_large() -> None:
    lesson = told(parabola("11/10", steps=5000))
    assert "The run diverged: after 153 steps" in lesson
    assert "11/10 is too large" in lesson
    assert "rounded to ten digits from step 77 on" in lesson  # 6·6⁷⁶ is the first with 60 digits: log₁₀ 6⁷⁷ = 59.9


def test_half_lands_in_one_step() -> None:
    lesson = told(parabola("1/2"))
    assert "The run converged: after 1 steps" in lesson or "after 1 step" in lesson
    assert "x = 0, with f = 5" in lesson


def test_the_cars_lesson_shows_the_narrow_valley_and_what_mends_it() -> None:
    problem = sd.problem("mean((w*speed + b - dist)^2)", data="cars.csv")
    lesson = told(sd.descend(problem, {"w": 0, "b": 0}, rate="0.0037", steps=50))
    for number in ("2572", "0.003767", "18,658", "(speed - 15.4)"):
        assert number in lesson


def test_a_long_table_says_how_much_it_left_out() -> None:
    run = sd.descend(sd.problem("x^2 + y^2"), {"x": 1, "y": 1}, rate="1/100", steps=100)
    assert "90 rows in the middle are left out." in told(run)  # 101 iterates, 8 at the head and 3 at the tail


def test_an_ascent_goes_up() -> None:
    run = sd.descend(sd.problem("5 - (x - 1)^2", sense="max"), {"x": 0}, rate="1/4", steps=200)
    lesson = told(run)
    assert "highest point" in lesson
    assert "x₁ = x₀ + γ f′(x₀)" in lesson
    assert run.best.x["x"] == pytest.approx(1)


def test_a_saddle_is_not_called_a_minimum() -> None:
    lesson = told(sd.descend(sd.problem("x^2 - y^2"), {"x": 1, "y": 0}, rate="1/4", steps=200))
    assert "the function bends the other way" in lesson
    assert "local minimum" not in lesson


@pytest.mark.parametrize("formula", ["x^4", "|x|", "ln x", "e^x + e^-x", "sqrt(x)"])
def test_every_run_has_a_lesson(formula: str) -> None:
    assert "The answer" in told(sd.descend(sd.problem(formula), {"x": 1}, steps=30))


def test_the_letter_of_the_rate_and_the_decimal_sign_are_a_matter_of_style() -> None:
    run = parabola(0.1, arithmetic="float")
    with style(rate="alpha", decimal=","):
        lesson = told(run)
    assert "α f′(xₖ)" in lesson
    assert "-4,8" in lesson
    assert "γ" not in lesson


def test_a_decimal_comma_is_not_taken_for_the_comma_of_a_point() -> None:
    with style(decimal=","):
        lesson = told(sd.descend(sd.problem("0.5x^2 + y^2"), {"x": 0.5, "y": 1}, rate=0.1, steps=1))
    assert "0,5x² + y²" in lesson
    assert "(x₀; y₀) = (0,5; 1)" in lesson


def test_many_variables_are_told_without_a_column_each() -> None:
    names = [f"x_{j}" for j in range(6)]
    run = sd.descend(sd.problem(" + ".join(f"{name}^2" for name in names)), dict.fromkeys(names, 1), rate="1/4", steps=5)
    assert "The answer" in told(run)


@pytest.mark.parametrize(
    ("formula", "start", "options"),
    [
        ("a*x^2", {"x": "c"}, {"rate": "1/(4a)"}),
        ("a*x^2 + b*x", {"x": 1}, {"rate": "1/4"}),
        ("a*x^2", {"x": 1}, {"rate": "exact"}),
        ("a*x^2 + y^2", {"x": "c", "y": 1}, {"rate": "1/4", "method": "heavy ball"}),
    ],
)
def test_a_run_in_letters_is_told_without_pictures(formula: str, start: dict[str, Any], options: dict[str, Any]) -> None:
    run = sd.descend(sd.problem(formula, variables=list(start)), start, steps=2, arithmetic="exact", **options)
    lesson = run.lesson()
    assert not any(isinstance(block, Figure) for block in lesson.blocks)
    assert "The answer" in lesson.to_text()
    assert "≈" not in lesson.to_text()


def test_the_trials_of_a_search_that_failed_are_told() -> None:
    run = sd.descend(sd.problem("x^2 + 100y^2"), ("3.05", 1), method="heavy ball", rate="armijo")
    assert "The search fails at step 8. Tried 1, 1/2" in run.lesson().to_text().replace("\n", " ").replace("0.5", "1/2")
