"""Lessons of methods: their equations, with the numbers of a step put in, and what the step did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import symdescent as sd
from symdescent.descent.methods import METHODS
from symdescent.lesson.document import Block, Document
from symdescent.lesson.rule import rule, steps_with_numbers
from symdescent.notation.style import LANGUAGES, style
from symdescent.run import Run

ROSENBROCK = "100(y - x^2)^2 + (1 - x)^2"
ALL = {version.name: version for method in METHODS.values() for version in (method, *method.versions.values())}
GROUNDS: dict[str, object] = {"x^4 + x": 1, "x^2 + 4y^2 + x*y": (3, 1)}


def blocks(run: Run, language: str = "en") -> tuple[Block, ...]:
    """What a lesson says of the equations and of the first two steps."""
    return (*rule(run, language), *steps_with_numbers(run, 2, language))


def told(run: Run) -> str:
    """That as text in one line."""
    return " ".join(Document(("x",), blocks(run)).to_text().split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_every_method_has_its_lesson(name: str, language: str) -> None:
    with style(language=language):
        for formula, start in GROUNDS.items():
            run = sd.descend(sd.problem(formula), start, method=ALL[name], steps=3)
            document = Document(("x",), blocks(run, language), language)
            for written in (document.to_text(), document.to_markdown(), document.to_latex(), document.to_html()):
                assert not {letter for letter in written if "\ue000" <= letter <= "\uf8ff"}


def test_the_numbers_of_a_step_of_adam() -> None:
    text = told(sd.descend(sd.problem("x^2"), 3, method="adam", rate="1/10", steps=2))
    assert "m₂ = 0.9·m₁ + 0.1·g ≈ 0.9·0.6 + 0.1·5.8 ≈ 1.120000" in text
    assert "v₂ = 0.999·v₁ + 0.001·g² ≈ 0.999·0.036 + 0.001·5.8² ≈ 0.069604" in text
    assert "m̂₂ = m₂/(1 - 0.9²) ≈ 1.12/(1 - 0.9²) ≈ 5.894737" in text  # 1.12/0.19
    assert "≈ 34.819410" in text  # 0.069604/0.001999
    assert "x₂ = x₁ - γ·m̂₂/(√v̂₂ + 10⁻⁸) ≈ 2.9 - 0.1·5.894737/(√34.81941 + 10⁻⁸) ≈ 2.800103" in text


def test_the_first_step_of_adam_is_exact() -> None:
    text = told(sd.descend(sd.problem("x^2"), 3, method="adam", rate="1/10", steps=2, arithmetic="exact"))
    assert "= 1740000003/600000001" in text


def test_the_system_of_a_newton_step_is_solved_by_hand() -> None:
    text = told(sd.descend(sd.problem(ROSENBROCK), ("-6/5", 1), method="newton", steps=1, arithmetic="exact"))
    assert "[[1330, 480], [480, 200]]·𝐩₁ = (1078/5, 88)" in text
    assert "det H = 1330·200 - 480·480 = 35600" in text
    assert "(-523/445, 3072/2225)" in text


def test_newton_says_that_it_landed_on_a_saddle() -> None:
    assert "landed on a saddle" in told(sd.descend(sd.problem("x^2 - y^2"), (3, 1), method="newton", steps=3))


def test_a_step_that_went_too_far_says_so() -> None:
    run = sd.descend(sd.problem("x^2"), 1, rate="3/2", steps=1, arithmetic="exact")  # to -2
    assert "The value rose from 1 to f(x₁) = 4. The step overshot" in told(run)


def test_momentum_carries_a_step_uphill() -> None:
    run = sd.descend(sd.problem("x^2"), 1, method="heavy ball", rate="1/4", beta="9/10", steps=2, arithmetic="exact")
    # x₁ = 1/2 and x₂ = 1/2 - 1/4 - 9/20 = -1/5, x₃ = -1/5 + 1/10 - 63/100 = -73/100: against the slope, which is -2/5
    text = " ".join(Document(("x",), tuple(steps_with_numbers(run.extend(steps=1), 3, "en"))).to_text().split())
    assert "what was carried over from earlier steps took it the wrong way" in text


def test_a_path_across_a_valley_zig_zags() -> None:
    # Boyd and Vandenberghe, §9.3: exact search on x² + 10y² turns by a right angle, a rate of 1/11 from (1, 1) by more
    run = sd.descend(sd.problem("x^2 + 10y^2"), ("1/10", 1), rate="1/11", steps=2, arithmetic="exact")
    assert "zig-zags" in told(run)


def test_a_kink_that_is_crossed_or_hit_is_named() -> None:
    assert "crossed the kink at x - 1 = 0" in told(sd.descend(sd.problem("|x - 1|"), 2, rate="3/2", steps=1, arithmetic="exact"))
    assert "hit the kink at x - 1 = 0 exactly" in told(sd.descend(sd.problem("|x - 1|"), 2, rate=1, steps=1, arithmetic="exact"))


def test_a_search_says_what_it_tried_and_why_it_took_it() -> None:
    run = sd.descend(sd.problem("2x^2"), 1, rate=sd.rates.armijo(c="1/10"), steps=1, arithmetic="exact")
    # x(1) = -3 with 18 > 2 - 16/10, x(1/2) = -1 with 2 > 2 - 8/10, x(1/4) = 0 with 0 <= 2 - 4/10
    assert "Tried 1, 1/2, 1/4; took 1/4, because f(x₁) = 0 ≤ 8/5." in told(run)


def test_an_exact_search_shows_its_equation() -> None:
    run = sd.descend(sd.problem("(x^2 + 10y^2)/2"), (10, 1), rate="exact", steps=1, arithmetic="exact")
    # φ(t) = ((10 - 10t)² + 10(1 - 10t)²)/2, so φ′(t) = 1100t - 200
    assert "1100·γ - 200 = 0; this gives γ = 2/11" in told(run)


def test_all_methods_compile_in_one_document(latex: Callable[[str], Path]) -> None:
    runs = [sd.descend(sd.problem("x^2 + 4y^2 + x*y"), (3, 1), method=method, steps=2) for method in METHODS.values()]
    every = tuple(block for run in runs for block in blocks(run)) + tuple(
        block for method in ALL.values() for block in method.lesson().blocks
    )
    assert latex(Document(("x",), every).to_latex()).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", METHODS)
def test_a_method_shows_its_source_and_what_it_needs(name: str) -> None:
    text = " ".join(sd.methods[name].to_text().split())
    assert " ".join(sd.methods[name].source.split()) in text
    assert "Asked for at each step" in text


def test_numbers_that_are_multiplied_have_a_sign_between_them() -> None:
    run = sd.descend(sd.problem("x^2"), 3, method="adam", rate="1/10", steps=1, arithmetic="exact")
    latex = Document(("x",), blocks(run)).to_latex()
    assert r"0.9 \cdot 0 + 0.1 \cdot 6" in latex
    assert r"0.001 \cdot 6^{2}" in latex


def test_the_step_size_has_the_letter_of_the_style_wherever_a_method_is_shown() -> None:
    adam = sd.methods["adam"]
    for shown in (adam, adam.compare(steps=2)):
        assert "γ" in shown.to_text()
        assert "α" not in shown.to_text()
        with style(rate="alpha"):
            assert "α" in shown.to_text()
