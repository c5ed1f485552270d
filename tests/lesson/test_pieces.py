"""Every object that people hold shows itself in Jupyter, as text, as Markdown with mathematics and as LaTeX."""

from __future__ import annotations

import pytest

import symdescent as sd

PROBLEM = sd.problem("x^2 + 2y^2")
RUN = sd.descend(PROBLEM, {"x": 1, "y": "1/2"}, rate="1/8", steps=30, arithmetic="exact")
OBJECTS = {
    "problem": PROBLEM,
    "point": PROBLEM.at(x=1, y=2),
    "gradient": PROBLEM.derive(),
    "hessian": PROBLEM.derive_hessian(),
    "run": RUN,
    "trace": RUN.trace,
    "lesson": RUN.lesson(),
    "method": sd.methods["gradient descent"],
    "dataset": sd.datasets.cars,
}


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_shows_itself(name: str) -> None:
    shown = OBJECTS[name]._repr_mimebundle_()
    assert shown.keys() == {"text/plain", "text/markdown", "text/latex"}
    assert all(text.strip() for text in shown.values())
    assert name == "dataset" or "$" in shown["text/markdown"]


def test_a_trace_shows_its_head_and_tail() -> None:
    table = RUN.trace.to_text()
    assert "20 rows in the middle are left out." in table  # 31 iterates, 8 at the head and 3 at the tail
    assert "3/4" in table  # x₁ = 1 - 2/8
    assert "30 rows" not in RUN.trace[:3].to_text()


def test_a_method_shows_the_equation_of_its_paper() -> None:
    assert "x = x - γ·g" in sd.methods["gradient descent"].to_text()
    assert "Cauchy" in sd.methods["gradient descent"].to_text()


def test_a_data_set_says_where_it_is_from() -> None:
    assert "Ezekiel" in sd.datasets.cars.to_markdown()
