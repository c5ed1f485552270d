"""The part that a step changed is marked where the target can show it, and is the smallest that there is."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from hypothesis import given, settings

from symdescent.lesson.document import Document, Formula, Line, Math, Prose
from symdescent.lesson.formula import changed, join, math_of, new_parts
from symdescent.notation.parser import parse
from symdescent.notation.style import style
from symdescent.notation.text import to_text
from symdescent.notation.tree import Expression, Symbol, substitute, walk
from symdescent.render import html, latex, text
from tests.strategies import formulas

REWRITES = [
    ("x*(1 + 2) + y", "x*3 + y", ["3"]),
    ("2x + 0", "2x", ["2x"]),
    ("sin(x + 0)^(1 + 1)", "sin(x)^2", ["x", "2"]),
    ("x^2", "x^2", []),
    ("x^2 - 3", "x^2 + 3", ["3"]),
    ("sin(x)", "cos(x)", ["cos(x)"]),
]


@pytest.mark.parametrize(("before", "after", "parts"), REWRITES)
def test_what_a_rewrite_changed_is_the_smallest_part(before: str, after: str, parts: list[str]) -> None:
    assert [to_text(part) for part in new_parts(parse(before), parse(after))] == parts


@given(formulas(leaves=8))
@settings(deadline=None)
def test_outside_of_the_changed_parts_nothing_changed(before: Expression) -> None:
    after = substitute(before, {Symbol("x"): parse("z + 1")})
    parts = new_parts(before, after)
    assert bool(parts) == (before != after)
    assert all(any(part is node for node in walk(after)) for part in parts)


def test_a_mark_is_in_the_page_and_nowhere_else() -> None:
    formula = parse("x^2 + 3")
    line = Line(math_of(parse("x^2 + 1 + 2")), changed(formula, formula.terms[1:]))  # type: ignore[attr-defined]
    document = Document(("Sum",), (Formula((line,)), Prose(("So ", line.right, "."))))
    page = html.render(document)
    assert page.count('<mo>+</mo><mrow class="changed"><mn>3</mn></mrow></math>') == 2
    assert ".changed {" in page
    assert "changed" not in latex.render(document) + text.render(document)


def test_marked_formulas_stay_marked_when_they_are_joined() -> None:
    formula = parse("x + 3")
    marked, plain = changed(formula, formula.terms[1:]), changed(parse("y"))  # type: ignore[attr-defined]
    assert join(plain, " = ", marked).mathml == "<mi>y</mi><mo>=</mo>" + marked.mathml
    assert join(Math("y", "y"), " = ", marked).mathml == ""


def test_the_markup_is_made_for_a_page_that_shows_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Mock(return_value="<mi>x</mi>")
    monkeypatch.setattr("symdescent.lesson.formula.markup", made)
    document = Document((), (Formula((Line(None, join("= ", changed(parse("x + 3")))),)),))
    assert "x + 3" in latex.render(document) + text.render(document)
    assert not made.called
    assert "<mi>x</mi>" in html.render(document)
    assert made.call_count == 1


def test_the_markup_is_in_the_style_that_was_in_force_when_the_line_was_told() -> None:
    with style(language="de"):
        line = changed(parse("x + 1.5"))
    assert line.mathml == "<mi>x</mi><mo>+</mo><mn>1,5</mn>"
