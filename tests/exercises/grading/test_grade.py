"""Right is right in every form, wrong is never called right, and what went wrong is said in the language in force."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from symdescent.errors import ArgumentError, FormulaError
from symdescent.exercises import answers
from symdescent.exercises.exercise import exercise
from symdescent.notation import parse, style
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression, Number, substitute, walk
from tests.exercises.grading.items import derivative, here, item, of

SIGMOID = "1/(1 + exp(-x))"
TWICE = answers.formula(parse("2ln(|x|)"))
STEP = item("gradient-step", function="x**2 + 5", start={"x": "-6"}, rate="1/10")


@pytest.mark.parametrize(
    ("function", "line"),
    [
        ("log(1 + exp(x))", "1/(1+e^-x)"),
        ("log(1 + exp(x))", "1/2+tanh(x/2)/2"),
        ("log(1 + exp(x))", "e^x/(e^x+1)"),
        ("log(1 + exp(x))", "σ(x)"),
        (SIGMOID, "σ(x)(1−σ(x))"),
        (SIGMOID, "1/(1+e^-x) * (1 - 1/(1+e^-x))"),
        (SIGMOID, "e^(-x)/(1+e^(-x))^2"),
        (SIGMOID, "1/(2 + e^x + e^-x)"),
    ],
)
def test_the_same_function_is_right_however_it_is_written(function: str, line: str) -> None:
    assert here(derivative(function), line).right is True


def test_a_logarithm_of_a_square_is_twice_that_of_the_size() -> None:
    assert of(TWICE, "log(x^2)").right is True
    narrower = of(TWICE, "2ln(x)")
    assert (narrower.right, narrower.form) == (True, "narrower domain")


@pytest.mark.parametrize(
    ("answer", "line", "right", "form"),
    [
        ("1/3", "0.33", True, "rounded"),
        ("1/3", "0.333333", True, "rounded"),
        ("1/3", "0.34", False, ""),
        ("1/3", "0.3", False, ""),
        ("1/2", "0.5", True, ""),
        ("1/2", "2/4", True, "not simplified"),
        ("1/2", "1 - 1/2", True, "not simplified"),
        ("sqrt(2)", "1.414", True, "rounded"),
        ("sqrt(2)", "2/sqrt(2)", True, ""),
        ("2/3", "0.66", True, "rounded"),
        ("-24/5", "-4.8", True, ""),
        ("1234/5", "≈ 247", True, "rounded"),
    ],
)
def test_a_decimal_is_right_to_the_digits_that_it_has(answer: str, line: str, right: bool, form: str) -> None:
    grade = of(answers.number(answer), line)
    assert (grade.right, grade.form) == (right, form)


@pytest.mark.parametrize(
    "line", ["2x + 5 + relu(x - 10^5)", "2x + 5 + 10^-40", "piecewise((0, x == 3), (2x + 5, True))", "2x + 5 + 0.0000000000001x"]
)
def test_what_hides_from_the_places_that_are_compared_is_not_called_right(line: str) -> None:
    assert of(answers.formula(parse("2x + 5")), line).right is not True


@pytest.mark.parametrize(("line", "form"), [("2x*1 + 5", "not simplified"), ("2x + 2 + 3", "not simplified"), ("5 + 2x", "")])
def test_a_right_answer_in_another_form_is_told_so(line: str, form: str) -> None:
    grade = of(answers.formula(parse("2x + 5")), line)
    assert (grade.right, grade.form) == (True, form)


CRITICAL = answers.points_of([({"x": 0, "y": 0}, "saddle"), ({"x": 1, "y": 1}, "minimum")])
OPEN = answers.between(0, "1/2")


@pytest.mark.parametrize(
    ("answer", "line", "slip"),
    [
        (CRITICAL, "(1,1) minimum", "point missing"),
        (CRITICAL, "(1,1) minimum, (0,0) saddle, (2,2) maximum", "point too many"),
        (CRITICAL, "(1,1), (0,0)", "kinds left out"),
        (CRITICAL, "(1,1) saddle, (0,0) minimum", "wrong kind"),
        (CRITICAL, "none", "point missing"),
        (OPEN, "[0, 1/2]", "end belongs"),
        (OPEN, "0 < γ <= 1/2", "end belongs"),
        (OPEN, "0 < γ < 1", "upper end"),
        (OPEN, "(1/4, 1/2)", "lower end"),
        (OPEN, "1/2", "one number alone"),
        (answers.at_point({"x": 1, "y": 2}), "(2, 1)", "entries swapped"),
        (answers.at_point({"x": 1, "y": 2}), "(1, -2)", "sign"),
        (answers.at_point({"x": 1, "y": 2}), "(1, 7)", "one entry"),
        (answers.matrix_of([["1", "2"], ["3", "4"]]), "1 3; 2 4", "transposed"),
        (answers.number("1/3"), "0.3", "too few digits"),
        (answers.number("13/16"), "0.82", "rounded early"),
        (answers.number("13/16"), "16/13", "reciprocal"),
        (answers.number("3/4"), "3/2", "twice as much"),
        (answers.number("3/4"), "3/8", "half as much"),
        (answers.formula(parse("3x^2 + 7x - 5")), "3x^2 + 8x - 5", "one number"),
        (answers.formula(parse("3x^2 + 7x - 5")), "3x^2 - 5", "term missing"),
        (answers.formula(parse("3x^2 + 7x - 5")), "3x^2 - 7x - 5", "sign"),
        (answers.formula(parse("3x^2 + 7x - 5")), "3a^2 + 7a - 5", "letter not in the question"),
    ],
)
def test_slips_are_named(answer: answers.Answer, line: str, slip: str) -> None:
    grade = of(answer, line)
    assert grade.right is False
    assert slip in grade.diagnoses


@pytest.mark.parametrize(
    ("answer", "line", "given", "slip"),
    [
        (OPEN, "(1/2, 0)", {}, "ends the other way round"),
        (answers.between(0, "1/11"), "(0, 0.09)", {}, "too few digits"),
        (answers.vector_of(["-20", "8"]), "(10x, -4y)", {"point": {"x": "-2", "y": "-2"}}, "point not put in"),
        (answers.vector_of(["-20", "8"]), "(-60, 24)", {}, "constant factor"),
        (answers.formula(parse("3(3/5)^k")), "(3/5)^k", {}, "constant factor"),
        (answers.formula(parse("3(3/5)^k")), "3(3/5)^(k+1)", {}, "step shifted"),
        (answers.points_of([({"x": 5}, "minimum")]), "(5|57) min", {"function": "2*x**2 - 20*x - 7"}, "wrong height"),
        (answers.at_point({"x": "319/160"}), "2.0", {"start": {"x": "2"}}, "too few digits"),
    ],
)
def test_slips_that_the_question_tells(answer: answers.Answer, line: str, given: dict[str, Any], slip: str) -> None:
    grade = of(answer, line, **given)
    assert (grade.right, grade.diagnosis) == (False, slip)


@pytest.mark.parametrize("line", ["sqrt((2x + 5)^2)", "|2x + 5|", "((2x + 5)^4)^(1/4)"])
def test_what_differs_on_the_other_side_only_is_wrong(line: str) -> None:
    grade = of(answers.formula(parse("2x + 5")), line)
    assert (grade.right, grade.diagnosis) == (False, "right in places")


@pytest.mark.parametrize(
    ("right", "function", "line", "form"),
    [
        ("2x + 5", "x**2 + 5*x", "e^ln(2x + 5)", "narrower domain"),
        ("2x + 5", "x**2 + 5*x", "(2x^2 + 5x)/x", "narrower domain"),
        ("2x + 5", "x**2 + 5*x", "5 + 2x", ""),
        ("2ln(x)", "2*x*log(x) - 2*x", "ln(x^2)", "wider domain"),
        ("2ln|x|", "2*x*log(Abs(x)) - 2*x", "ln(x^2)", ""),
        ("1/x", "log(x)", "1/x", ""),
        ("sign(x)", "Abs(x)", "x/|x|", ""),
        ("1/(1 + e^(-x))", "log(1 + exp(x))", "1/2 + tanh(x/2)/2", ""),
    ],
)
def test_a_right_line_that_is_defined_elsewhere_too_or_not_everywhere_is_told_so(right: str, function: str, line: str, form: str) -> None:
    grade = of(answers.formula(parse(right)), line, function=function)
    assert (grade.right, grade.form) == (True, form)


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("(1,1) minimum, (0,0) neither", "called otherwise"),
        ("(1,1) minimum, (0,0) no extremum", "called otherwise"),
        ("(1,1) min, (0,0) saddle", ""),
    ],
)
def test_what_is_neither_a_minimum_nor_a_maximum_is_a_saddle_point(line: str, form: str) -> None:
    grade = of(CRITICAL, line)
    assert (grade.right, grade.form) == (True, form)


@pytest.mark.parametrize("answer", [OPEN, answers.between(0, "1/2", (True, True))])
def test_words_that_leave_the_ends_open_are_right_and_asked_back(answer: answers.Answer) -> None:
    grade = of(answer, "from 0 to 1/2")
    assert (grade.right, grade.form) == (True, "ends left open")


def test_mistakes_with_one_result_are_told_in_the_language_in_force() -> None:
    with style(language="de"):
        told = here(item("armijo", function="2*x**2", start={"x": "2"}, constant="1/4"), "1/2").to_dict()
    assert told["diagnoses"]
    assert not any(key in told["message"] for key in ("last that fails", "plus in the condition"))


def test_a_rate_is_positive_without_saying_so_but_a_variable_is_not() -> None:
    assert of(OPEN, "γ < 1/2").form == "lower end left out"
    assert of(OPEN, "x < 1/2", function="x**2").right is False


def test_the_example_of_a_wrong_answer_says_what_went_wrong_and_what_to_ask_next() -> None:
    grade = here(derivative("(2*x + 1)**5"), "5(2x+1)^4")
    told = grade.to_dict()
    assert (told["right"], told["form"], told["diagnosis"]) == (False, None, "chain factor dropped")
    assert "the inside, 2x + 1" in told["message"]
    assert told["hint"] == "Next hint: what is d/dx[2x + 1]?"


def test_a_grade_speaks_the_language_in_force_and_shows_itself() -> None:
    with style(language="de"):
        grade = here(STEP, "-7,2")
    assert grade.to_dict()["message"].startswith("Noch nicht.")
    assert "Noch nicht" in grade.to_text()
    assert "Noch nicht" in grade.to_latex()


def test_the_hint_is_the_next_of_those_that_were_not_read() -> None:
    first, second = (STEP.grade("17", worker=False, opened=opened).hint for opened in (0, 1))
    assert first
    assert second
    assert first != second
    assert here(STEP, "-24/5").hint == ()


@pytest.mark.parametrize(
    ("passed", "right"), [({"x": "-24/5"}, True), ([-4.8], True), (-4.8, True), ({"x": 1}, False), (sympy.Rational(-24, 5), True)]
)
def test_values_may_be_passed_from_python(passed: Any, right: bool) -> None:
    assert here(STEP, passed).right is right


@pytest.mark.parametrize("passed", [None, True])
def test_what_is_no_answer_at_all_is_refused(passed: Any) -> None:
    with pytest.raises(ArgumentError, match="An answer is a text"):
        here(STEP, passed)


def numbers(expression: Expression) -> list[Number]:
    return sorted({e for e in walk(expression) if isinstance(e, Number)}, key=str)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), level=st.integers(1, 5), data=st.data())
def test_our_own_answer_is_right_and_with_another_number_wrong_unless_sympy_finds_it_equal(
    seed: int, level: int, data: st.DataObject
) -> None:
    found = exercise("derivative", seed=seed, level=level)
    right = found.answer.value
    assert here(found, str(found.answer)).right is True
    assert here(found, to_sympy_text(right)).right is True
    for changed in data.draw(st.permutations(numbers(right)))[:1]:
        wrong = substitute(right, {changed: Number(changed.value + 1)})
        try:
            grade = here(found, str(wrong))
        except FormulaError:
            continue
        difference = sympy.simplify(sympy.sympify(f"{to_sympy_text(wrong)} - ({to_sympy_text(right)})"))
        assert grade.right is not True or difference == 0


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), level=st.integers(1, 5))
def test_a_step_is_right_as_printed_and_its_distractors_are_wrong_by_their_rules(seed: int, level: int) -> None:
    found = exercise("gradient-step", seed=seed, level=level)
    assert here(found, str(found.answer)).right is True
    assert here(found, found.answer.math.latex).right is True
    assert here(found, found.answer.to_dict()).right is True
    for wrong in found.distractors:
        grade = here(found, str(wrong.answer))
        assert grade.right is False
        assert set(wrong.rules) & set(grade.diagnoses)


def test_a_grade_is_plain_data() -> None:
    told = here(STEP, "-7.2").to_dict()
    assert json.loads(json.dumps(told)) == told
    assert {"right", "form", "diagnosis", "message", "hint"} <= set(told)
