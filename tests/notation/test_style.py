"""The style of a course: set, kept within a block, and closed to what it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest

from symdescent.errors import ArgumentError
from symdescent.notation.latex import to_latex
from symdescent.notation.parser import parse
from symdescent.notation.style import CHOICES, Style, current_style, in_this_style, set_style, style


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    with style():
        yield


def test_the_first_choice_is_the_usual_one() -> None:
    assert {name: getattr(Style(), name) for name in CHOICES} == {name: choices[0] for name, choices in CHOICES.items()}


@pytest.mark.parametrize(("name", "choice"), [(name, choice) for name, choices in CHOICES.items() for choice in choices])
def test_every_choice_can_be_set(name: str, choice: str) -> None:
    set_style(**{name: choice})
    assert getattr(current_style(), name) == choice


@pytest.mark.parametrize("name", CHOICES)
def test_another_value_is_refused(name: str) -> None:
    with pytest.raises(ArgumentError, match=f"style {name}='sideways': expected one of '"):
        set_style(**{name: "sideways"})


def test_another_setting_is_refused() -> None:
    with pytest.raises(ArgumentError, match=r"style has no setting 'colour': it has decimal, derivative"):
        set_style(colour="red")


def test_a_block_gives_back_what_was_before_even_after_an_error() -> None:
    before = current_style()
    with pytest.raises(ZeroDivisionError, match="zero"), style(logarithm="log"):
        _ = 1 / 0
    assert current_style() == before
    assert to_latex(parse("ln(x)")) == r"\ln(x)"


def test_blocks_nest() -> None:
    with style(decimal=","), style(logarithm="log") as inner:
        assert (inner.decimal, inner.logarithm) == (",", "log")
        assert to_latex(parse("0.5ln(x)")) == r"0{,}5 \log(x)"


def test_another_thread_has_its_own_style() -> None:
    seen: list[Style] = []
    with style(decimal=","):
        thread = Thread(target=lambda: seen.append(current_style()))
        thread.start()
        thread.join()
    assert seen == [Style()]


def test_a_style_that_is_given_wins() -> None:
    with style(logarithm="log"):
        assert to_latex(parse("ln(x)"), Style()) == r"\ln(x)"


def test_a_formula_is_printed_in_the_style_of_now_however_it_was_printed_before() -> None:
    formula = parse("ln(x)/2.5")
    before = to_latex(formula)
    with style(logarithm="log", decimal=","):
        assert to_latex(formula) == r"\frac{\log(x)}{2{,}5}"
    assert to_latex(formula) == before == r"\frac{\ln(x)}{2.5}"


def test_a_language_brings_its_decimal_sign_unless_one_is_given_with_it() -> None:
    assert Style(language="de").decimal == ","
    assert Style(language="de", decimal=".").decimal == "."
    with style(language="de") as german, style(logarithm="log") as inner, style(language="en") as english:
        assert (german.decimal, inner.decimal, english.decimal) == (",", ",", ".")


def test_a_function_can_keep_the_style_in_which_it_was_made() -> None:
    with style(language="de"):
        kept = in_this_style(current_style)
    assert kept().language == "de"
    assert current_style().language == "en"
