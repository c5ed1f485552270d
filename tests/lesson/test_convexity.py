"""What the lesson on convexity says: the verdict in a sentence, and its certificate as a proof."""

from __future__ import annotations

import pytest

import symdescent as sd
from symdescent.notation.style import style


def told(text: str, domain: str | None = None) -> str:
    return " ".join(sd.convexity(sd.problem(text, domain=domain)).to_text().split())


@pytest.mark.parametrize(
    ("text", "domain", "sentences"),
    [
        (
            "x^4 - 2x^2",
            None,
            [
                "f(x) = x⁴ - 2x² is neither convex nor concave.",
                "f″(0) = -4 < 0",
                "f″(1) = 8 > 0",
                "halfway between -1/2 and 1/2 the chord is at -7/16, and the graph at 0, above it",
            ],
        ),
        (
            "x^2 + x*y + y^2",
            None,
            ["is strongly convex with μ = 1", "vᵀ·∇²f·v = 2·(v₁ + v₂/2)² + 3/2·v₂²", "The least eigenvalue of the Hessian is μ = 1"],
        ),
        ("x^2 - 2x*y + y^2", None, ["is convex", "It is 0 along v = (1, 1): on every line in this direction the function is straight."]),
        ("2x + 3y", None, ["is affine", "the gradient is the same everywhere"]),
        (
            "x^6 - 3x^4 + (27/5)x^2",
            None,
            ["is strictly convex", "is 0 only at x = -√15/5, x = √15/5 and positive elsewhere", "not strongly convex"],
        ),
        ("1/x", None, ["it holds -1 and 1, but not 0"]),
        ("sin(x)", "0 < x < pi", ["is strictly concave for 0 < x < π", "It rises up to x = π/2 and falls from there: it is quasiconcave"]),
        ("x*y", None, ["vᵀ·∇²f(0, 0)·v = -2 < 0, v = (1, -1)"]),
        ("x^x", None, ["is strictly convex"]),
        ("x*erf(x) + cos(3x)/20 + x^2", None, ["is undecided", "Tried: a constant Hessian, rules of composition"]),
    ],
)
def test_the_proof_says_what_a_course_says(text: str, domain: str | None, sentences: list[str]) -> None:
    lesson = told(text, domain)
    assert [sentence for sentence in sentences if sentence not in lesson] == []


def test_a_german_lesson_has_german_words_and_signs() -> None:
    with style(language="de"):
        lesson = told("x^2 + 0.5*y^2")
    assert "ist stark konvex mit μ = 1" in lesson
    assert "Jeder Faktor vor einem Quadrat ist positiv" in lesson


@pytest.mark.parametrize(
    "text", ["x^2 + x*y + y^2", "x^4 - 2x^2", "max(x, x^2)", "x^4 - x^3 + x^2", "ln(e^x + e^y)", "x^4 + x^2*y^2 + y^4"]
)
def test_every_kind_is_written_for_every_target(text: str) -> None:
    found = sd.convexity(sd.problem(text))
    assert r"\begin{document}" in found.to_latex()
    assert "<math" in found.to_html()
    assert "$" in found.to_markdown()
    assert found.to_notebook()["cells"]
