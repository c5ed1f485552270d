"""Lessons on what follows from derivatives: true, complete, in every format and language."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from matplotlib import pyplot as plt

import symdescent as sd
from symdescent.calculus.consequences.consequence import Consequence
from symdescent.errors import ArgumentError
from symdescent.lesson.consequence import KINDS
from symdescent.notation.style import style

LESSONS: dict[str, Callable[[], Consequence]] = {
    "the folium": lambda: sd.problem("x^3 + y^3 - 3a*x*y", variables="x y").derive_implicit("y", "x"),
    "the circle, twice": lambda: sd.problem("x^2 + y^2 - 25").derive_implicit("y", "x", order=2, at={"x": 3, "y": 4}),
    "a sphere": lambda: sd.problem("x^2 + y^2 + z^2 - 9").derive_implicit("z", "x"),
    "the cycloid": lambda: sd.problem("1 - cos(t)").derive_parametric(x="t - sin(t)", order=2, at="pi/2"),
    "arsinh": lambda: sd.problem("sinh(x)").derive_inverse(at=0),
    "a cubic inverse": lambda: sd.problem("x^3 + x").derive_inverse(at=1),
    "two branches": lambda: sd.problem("x^2").derive_inverse(),
    "a direction": lambda: sd.problem("x^2 y").derive_direction(x=3, y=4, at={"x": 1, "y": 2}),
    "a path": lambda: sd.problem("x^2 + y^2 + x*t").derive_along(x="cos(t)", y="sin(t)", at=0),
    "polar": lambda: sd.problem("r*cos(theta)").derive_jacobian("r*sin(theta)", at={"r": 2, "theta": "pi/3"}),
    "a row": lambda: sd.problem("x*y*z").derive_jacobian(),
    "a line": lambda: sd.problem("x^2").tangent(x="1/2"),
    "a plane": lambda: sd.problem("x^2 + y^2").tangent(x=1, y=2),
    "a logarithm": lambda: sd.problem("ln(1 + x)").taylor(x=0, order=4),
    "many orders": lambda: sd.problem("sin(x)").taylor(x="pi/2", order=7, check="quick"),
    "two variables": lambda: sd.problem("e^x*cos(y)").taylor(x=0, y=0),
}


def text_of(name: str) -> str:
    """A lesson in one line."""
    return " ".join(LESSONS[name]().to_text().split())


def test_every_kind_has_a_lesson_here() -> None:
    assert {made().kind for made in LESSONS.values()} == set(KINDS)


@pytest.mark.parametrize("name", LESSONS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_lesson_is_written_in_every_format(name: str, language: str) -> None:
    with style(language=language, decimal="." if language == "en" else ","):
        found = LESSONS[name]()
        written = (found.to_text(), found.to_markdown(), found.to_latex(), found.to_html())
        nbformat.validate(nbformat.from_dict(found.to_notebook()))
    for text in written:
        assert not re.search(r"\{\w+\}\s|Math\(|\bNone\b", re.sub(r"\\\w+\{[^{}]*\}", "", text)) or "frac" in text
    assert str(found.derivations[0].results[0]) in written[0]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "the folium",
            "Implicit function theorem. Let the partial derivatives be continuous. Near a point of the curve f(x, y) = 0 at which ∂f/∂y ≠ 0",
        ),
        ("the folium", "dy/dx = -(3x² - 3a·y)/(3y² - 3a·x)"),
        ("the folium", "3x² - 3a·y + (3y² - 3a·x)·dy/dx = 0"),
        ("the circle, twice", "The next derivative goes along the curve in the same way"),
        ("the circle, twice", "d²y/dx²|(x = 3, y = 4) = -1/4 - 3²/4³ = -25/64"),
        ("a sphere", "∂z/∂x = -2x/(2z)"),
        ("the cycloid", "dy/dx = y′(t)/x′(t)"),
        ("arsinh", "(f⁻¹)′(y) = 1/cosh(asinh(y)) = 1/√(y² + 1)"),
        ("a cubic inverse", "An inverse function that can be written shortly was not found"),
        ("a cubic inverse", "f(1) = 2 (f⁻¹)′(2) = 1/(3·1² + 1) = 1/4"),
        ("two branches", "Where the inverse function is x = -√y"),
        ("a direction", "The direction (3, 4) has the length 5; divided by it, it is the unit vector u. u = (3/5, 4/5)"),
        ("a direction", "No direction is steeper than that of the gradient; there the slope is |∇f(1, 2)| = √17."),
        ("a path", "df/dt = ∂f/∂t + ∂f/∂x·dx/dt + ∂f/∂y·dy/dt"),
        ("polar", "J = [[∂f₁/∂r, ∂f₁/∂θ], [∂f₂/∂r, ∂f₂/∂θ]]"),
        ("polar", "J(2, π/3) = [[1/2, -√3], [√3/2, 1]]"),
        ("a line", "y = f(1/2) + f′(1/2)·(x - 1/2)"),
        ("a plane", "z = 5 + 2(x - 1) + 4(y - 2)"),
        ("a logarithm", "T₄(x) = Σ f⁽ᵏ⁾(0)/k!·xᵏ, k = 0, …, 4"),
        ("a logarithm", "For some ξ between 0 and x, what is left over is (Lagrange) R₄(x) = 24/(1 + ξ)⁵·x⁵/120"),
        ("two variables", "T₂(x, y) = f(0, 0) + ∇f(0, 0)·h + 1/2·hᵀ·∇²f(0, 0)·h h = (x, y)"),
        ("two variables", "R₂(x, y) = 1/3!·d³f((0, 0) + s·h)/ds³|(s = θ)"),
    ],
)
def test_a_lesson_says(name: str, says: str) -> None:
    assert says in text_of(name)


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_says_how_it_was_checked(name: str) -> None:
    found = LESSONS[name]()
    assert f"Checked. {len(found.checks)} steps:" in text_of(name)


def test_the_german_lesson_is_german() -> None:
    with style(language="de", decimal=","):
        told = text_of("a plane")
    assert "Die Tangentialebene an f(x; y) bei x = 1; y = 2" in told
    assert not re.search(r"\b(the|and|with|steps)\b", told)


def test_the_style_names_the_derivative_at_a_point() -> None:
    assert "f′(1/2) = 2(1/2)" in text_of("a line")
    with style(derivative="leibniz"):
        assert "df/dx|(x = 1/2) = 2(1/2)" in text_of("a line")


def test_a_letter_of_the_function_is_no_name_for_it() -> None:
    assert "g(f) = f²" in " ".join(sd.problem("f^2").tangent(f=1).to_text().split())


def test_many_derivatives_are_folded() -> None:
    assert "<details" in LESSONS["many orders"]().to_html()


@pytest.mark.parametrize("language", ["en", "de"])
def test_all_lessons_together_compile(language: str, latex: Callable[[str], Path]) -> None:
    with style(language=language, decimal="." if language == "en" else ","):
        whole = LESSONS["the folium"]().to_latex()
        others = "\n".join(made().to_latex(fragment=True) for made in LESSONS.values())
    begin, end = whole.split(r"\end{document}")
    assert latex(f"{begin}\n{others}\n\\end{{document}}{end}").stat().st_size > 10_000


def test_a_tangent_line_has_its_picture() -> None:
    line = sd.problem("x^2 - x").tangent(x=1)
    axes = line.plot()
    (drawn,) = [curve for curve in axes.get_lines() if curve.get_label() == "tangent 0"]
    ends = np.asarray(drawn.get_xydata())
    assert ends[:, 1] == pytest.approx(ends[:, 0] - 1)  # the slope 2x - 1 at 1, through (1, 0)
    assert line.describe() == (
        "The curve of f(x) = x² - x for x from −1.32 to 3.32. The tangent touches it at x = 1, where the value is 0, with the slope 1."
    )
    assert "<img" in line.lesson().to_html() or "<svg" in line.lesson().to_html()
    plt.close("all")


def test_what_has_no_picture_says_so() -> None:
    with pytest.raises(ArgumentError, match="plot a run or a problem, or a tangent line"):
        LESSONS["a plane"]().plot()
    with pytest.raises(ArgumentError, match="needs a run: expected 'curve'"):
        LESSONS["a line"]().plot("convergence")


def test_options_of_a_lesson_are_not_swallowed() -> None:
    options: dict[str, Any] = {"unknown": True}
    with pytest.raises(TypeError, match="unknown"):
        LESSONS["a line"]().lesson(**options)
