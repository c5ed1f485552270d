"""Typed lines: no right line is called wrong in whatever form it comes, and a wrong one never right."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import symdescent as sd
from symdescent.calculus.answers.answer import Answer, Verdict
from symdescent.errors import ArgumentError, FormulaError
from symdescent.notation import to_text
from symdescent.notation.bridge import from_sympy, symbol, to_sympy
from symdescent.notation.parser import parse
from symdescent.notation.style import style

RIGHT = (Verdict.EQUIVALENT, Verdict.NOT_SIMPLIFIED, Verdict.DIFFERENT_RULE)


def answered(function: str, line: str, **options: Any) -> Answer:
    return sd.problem(function).derive().check(line, **options)


@pytest.mark.parametrize(
    ("function", "line"),
    [
        ("x^2 + 5x", "2x + 5"),
        ("x^2 + 5x", "5 + 2x"),
        ("x^2 + 5x", "2(x + 5/2)"),
        ("x^2 + 5x", "f'(x) = 2x + 5"),
        ("x^2 + 5x", "dy/dx = 2x + 5"),
        ("x^2 + 5x", "y' = 2x + 5"),
        ("x^2 + 5x", "= 2x + 5"),
        ("x^2 + 5x", r"f^{\prime}(x) = 2x + 5"),
        ("x^2 + 5x", r"\frac{dy}{dx} = 2x + 5"),
        ("x^2 + 5x", r"\frac{\mathrm{d}f}{\mathrm{d}x} = 2x + 5"),
        ("x^2/2", r"\frac{\partial}{\partial x} f = x"),
        ("x^3/2", r"\frac{3}{2}x^2"),
        ("(2x + 1)^5", "10(2x + 1)^4"),
        ("(2x + 1)^5", "(2x + 1)^4*10"),
        ("(2x + 1)^5", "160x^4 + 320x^3 + 240x^2 + 80x + 10"),
        ("x^2 sin x", "x(2 sin x + x cos x)"),
        ("x^2 sin x", "x^2 cos x + 2x sin x"),
        ("x^3 - x", "(3x^2 - 1)"),
        ("x/2", "0.5"),
        ("x^2/2", "x"),
        ("tan x", "1 + tan^2 x"),
        ("tan x", "sec^2 x"),
        ("sin^2 x", "sin(2x)"),
        ("|x|", "x/|x|"),
        ("e^x", "exp(x)"),
        ("a*x^2", "2a*x"),
    ],
)
def test_a_finished_line_is_equivalent(function: str, line: str) -> None:
    assert sd.problem(function, variables="x").derive().check(line).verdict is Verdict.EQUIVALENT


@pytest.mark.parametrize(
    ("function", "line"),
    [
        ("x^2 + 5x", "2x + 5 + 0"),
        ("x^2 + 5x", "2x^1 + 5"),
        ("x^2 + 5x", "2*x^(2-1) + 5*1"),
        ("x^3 + x^3", "3x^2 + 3x^2"),
        ("(2x + 1)^5", "5(2x + 1)^4*2"),
        ("x/(x + 1)", "(x + 1 - x)/(x + 1)^2"),
        ("x/(x + 1)", "(1*(x + 1) - x*1)/(x + 1)^2"),
        ("x^2 sin x", "2*x*sin x + x^2*cos x*1"),
    ],
)
def test_a_line_that_leaves_something_to_do_is_not_simplified(function: str, line: str) -> None:
    answer = answered(function, line)
    assert answer.verdict is Verdict.NOT_SIMPLIFIED
    assert answer.right is True


@pytest.mark.parametrize(
    ("function", "line", "way"),
    [
        ("(x^2 + 1)/2", "(2x*2 - (x^2 + 1)*0)/4", "quotient"),
        ("(2x + 1)^3", "24x^2 + 24x + 6", "expand first"),
        ("sqrt(x)", "1/2*x^(-1/2)", "root as a power"),
        ("1/x^3", "-3x^(-4)", "negative power"),
        ("x/(x + 1)", "(x + 1)^(-1) - x*(x + 1)^(-2)", "negative power"),
        ("ln(x^2 (x + 1))", "2/x + 1/(x + 1)", "split the logarithm"),
    ],
)
def test_a_line_of_another_way_says_which(function: str, line: str, way: str) -> None:
    answer = answered(function, line)
    assert (answer.verdict, answer.way) == (Verdict.DIFFERENT_RULE, way)
    assert answer.right is True


FUNCTIONS = (
    "x^2 + 5x",
    "(2x + 1)^5",
    "x^2 sin x",
    "x/(x + 1)",
    "(x^2 + 1)*e^(3x)",
    "ln(x^2 + 1)/x",
    "sqrt(1 + x^2)*cos x",
    "sin^2 x + cos(2x)",
    "x^x",
    "x e^(-x^2)",
    "1/(1 + e^(-x))",
    "(x + 1)(x + 2)(x - 3)",
    "atan(2x)",
    "tan x",
    "x^3 ln x",
    "(x^2 - 1)/(x^2 + 1)",
)
FORMS = (
    sympy.expand,
    sympy.factor,
    sympy.simplify,
    sympy.together,
    sympy.apart,
    sympy.trigsimp,
    sympy.cancel,
    sympy.powsimp,
    sympy.nsimplify,
)


@given(st.sampled_from(FUNCTIONS), st.sampled_from(FORMS))
@settings(max_examples=60)
def test_a_right_line_in_another_form_is_right(function: str, form: Any) -> None:
    x = symbol("x")
    derivative = sympy.diff(to_sympy(parse(function)), x)
    try:
        line = to_text(from_sympy(form(derivative)))
    except (ArgumentError, sympy.PolynomialError, NotImplementedError):
        return
    assert answered(function, line).verdict in RIGHT


@given(
    st.sampled_from(FUNCTIONS), st.sampled_from(FUNCTIONS), st.sampled_from(["{0} + 1/1000", "1.001*({0})", "({0})*({1})", "{1}", "-({0})"])
)
@settings(max_examples=60)
def test_the_verdict_is_that_of_numbers(function: str, other: str, changed: str) -> None:
    """A line is called right exactly where it has the derivative's values."""
    right, different = (str(sd.problem(text).derive(check="quick").result) for text in (function, other))
    line = changed.format(right, different)
    ours, theirs = (sympy.lambdify(symbol("x"), to_sympy(parse(text)), "mpmath") for text in (right, line))
    with mpmath.workdps(50):
        equal = all(abs(ours(at) - theirs(at)) < 1e-30 * (1 + abs(ours(at))) for at in map(mpmath.mpf, ("0.3", "1.7", "4.1")))
    assert answered(function, line).right is equal


@pytest.mark.parametrize(
    ("function", "line"),
    [
        ("x^2", "2x + sqrt(-1 - x^2)"),
        ("x^2", "2x + ln(-1 - x^2)"),
        ("x^2", "2x + 1/(x - x)"),
    ],
)
def test_what_cannot_be_compared_is_undecided(function: str, line: str) -> None:
    answer = answered(function, line)
    assert (answer.verdict, answer.right) == (Verdict.UNDECIDED, None)


@pytest.mark.parametrize(
    "line",
    [
        "2x + (10^40 + x) - (10^40 + x)",
        "2x + sin(x)^2 + cos(x)^2 - 1",
        "((x + 10^20)^2 - x^2 - 10^40)/10^20",
        "2x + (e^(40x) - e^(20x)*e^(20x))",
    ],
)
def test_rounding_is_not_taken_for_a_mistake(line: str) -> None:
    assert answered("x^2", line).verdict in RIGHT


def test_a_small_difference_is_a_difference() -> None:
    assert answered("x^2", "2x + 10^(-25)").verdict is Verdict.WRONG


def test_a_line_that_is_right_on_one_side_only_is_wrong() -> None:
    assert answered("|x|", "1").verdict is Verdict.WRONG
    assert answered("max(x, x^2)", "2x").verdict is Verdict.WRONG


@pytest.mark.parametrize(
    ("function", "line"),
    [
        ("x^2 + 7x", "sqrt((2x + 7)^2)"),
        ("x^2 + 7x", "|2x + 7|"),
        ("x^2 + 7x", "2x + 7 + relu(x - 10^5)"),
        ("sqrt(1 - x^2)", "-x/sqrt(1 - x^2) + relu(x - 0.999)"),
    ],
)
def test_what_is_right_near_zero_only_is_wrong(function: str, line: str) -> None:
    assert answered(function, line).right is False


def test_only_the_domain_of_the_function_counts() -> None:
    assert answered("ln x", "1/|x|").right is True
    assert answered("sqrt(x)^2", "1").right is True


# Gradients, Hessians and higher derivatives.


LATEX_VECTORS = [
    r"\begin{pmatrix} 2x \\ 2y \end{pmatrix}",
    r"\begin{bmatrix}2x & 2y\end{bmatrix}",
    r"\nabla f = \left(2x, 2y\right)",
]


@pytest.mark.parametrize(
    "line", ["(2x, 2y)", "2x, 2y", "[2x, 2y]", "[2x; 2y]", "∇f(x, y) = (2x, 2y)", "[[2x], [2y]]", "((2x), (2y))", *LATEX_VECTORS]
)
def test_a_gradient_is_typed_as_a_vector(line: str) -> None:
    answer = answered("x^2 + y^2", line)
    assert answer.verdict is Verdict.EQUIVALENT
    assert [entry.verdict for entry in answer.entries] == [Verdict.EQUIVALENT] * 2


def test_of_a_wrong_vector_the_wrong_entry_is_told() -> None:
    answer = answered("x^2 + y^3 x", "(2x + y^3, 3y^2)")
    assert answer.verdict is Verdict.WRONG
    assert [entry.verdict for entry in answer.entries] == [Verdict.EQUIVALENT, Verdict.WRONG]
    assert answer.mistake == answer.entries[1].mistake == "factor dropped"
    assert answer.partial.order == ("y",)


def test_one_partial_derivative_is_checked_by_its_variable() -> None:
    assert answered("x^2 y", "2x*y", variable="x").verdict is Verdict.EQUIVALENT
    assert answered("x^2 y", "2x*y", variable="y").mistake == "wrong variable"
    with pytest.raises(ArgumentError, match=r"variable='z': expected one of x, y"):
        answered("x^2 y", "2x", variable="z")


def test_a_hessian_is_typed_row_by_row() -> None:
    hessian = sd.problem("x^2 y + y^3").derive_hessian()
    assert hessian.check("[[2y, 2x], [2x, 6y]]").verdict is Verdict.EQUIVALENT
    assert hessian.check("2x", variable=("y", "x")).verdict is Verdict.EQUIVALENT
    assert [entry.right for entry in hessian.check("[[2y, 2x], [x, 6y]]").entries] == [True, True, False, True]


def test_a_higher_derivative_is_checked_at_its_last_order() -> None:
    second = sd.problem("x^4").derive(order=2)
    assert second.check("12x^2").verdict is Verdict.EQUIVALENT
    assert second.check("4x^3").verdict is Verdict.WRONG


def test_data_are_part_of_a_line() -> None:
    data = {"speed": [1.0, 2.0, 4.0], "dist": [2.0, 3.0, 9.0]}
    gradient = sd.problem("mean((w*speed - dist)^2)", data=data).derive()
    assert gradient.check("2mean(speed*(w*speed - dist))").verdict in RIGHT
    assert gradient.check("mean(2(w*speed - dist))").mistake == "chain factor dropped"


# Reading.


@pytest.mark.parametrize(
    ("line", "position", "reason"),
    [
        ("", 0, "The formula is empty"),
        ("2x +", 4, "something must follow"),
        ("f'(x) = 2x +", 12, "something must follow"),
        ("2y", 1, "y does not occur in the function"),
        ("__import__('os')", 0, ""),
        ("x.__class__", 1, ""),
        ("lambda: 0", 6, ""),
        ("exec", 0, ""),
        ("9^9^9^9", 3, ""),
        ("x" * 2000, 1000, "at most 1000 characters"),
        ("(" * 500 + "x" + ")" * 500, None, ""),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_with_a_caret(line: str, position: int | None, reason: str) -> None:
    with pytest.raises(FormulaError, match="I can't read this formula") as refused:
        answered("x^2", line)
    assert reason in refused.value.reason
    assert position is None or refused.value.position == position


def test_a_vector_has_as_many_entries_as_the_gradient() -> None:
    with pytest.raises(FormulaError, match=r"2 entries are expected here, .* but there is 1"):
        answered("x^2 + y^2", "2x")
    with pytest.raises(FormulaError, match=r"2 entries are expected here, .* but there are 3"):
        answered("x^2 + y^2", "(2x, 2y, 1)")
    with pytest.raises(FormulaError, match="something must follow") as refused:
        answered("x^2 + y^2", "(2x, 2y +)")
    assert refused.value.position == 9


def test_a_line_is_a_text() -> None:
    with pytest.raises(ArgumentError, match="A line is a text"):
        answered("x^2", 2)  # type: ignore[arg-type]


@given(st.text(alphabet="x2+-*/^()[],;='|.!e \\{}y", max_size=40))
@settings(max_examples=150)
def test_whatever_is_typed_is_answered_or_refused(line: str) -> None:
    try:
        answer = answered("x^2", line)
    except FormulaError as refused:
        position = refused.position
    else:
        position = 0
        assert answer.verdict in Verdict
    assert 0 <= position <= len(line)


def test_an_answer_is_plain_data() -> None:
    told = answered("(2x + 1)^5", "5(2x + 1)^4").to_dict()
    assert (told["verdict"], told["right"], told["mistake"]) == ("wrong", False, "chain factor dropped")
    assert (told["step"], told["expected"]) == ("(2*x + 1)**5", "10*(2*x + 1)**4")
    assert answered("x^2", "2x").to_dict()["mistake"] is None


HEAVY = (
    "polygamma(5, polygamma(4, x))",
    "gamma(gamma(gamma(x)))",
    "x^x^x^x^x",
    "(x + 1)^4096",
    "e^(e^(e^(e^x)))",
    "integral(integral(integral(sin(t*s*u*x), t, 0, 10), s, 0, 10), u, 0, x)",
)


@pytest.mark.parametrize("line", HEAVY)
def test_a_heavy_line_is_given_up_rather_than_computed_to_the_end(line: str) -> None:
    assert answered("x^2", line).verdict in (Verdict.WRONG, Verdict.UNDECIDED)


@pytest.mark.parametrize("line", ["1,5x", "f'(x) = 1,5x", "1{,}5x", "0,5*3x"])
def test_a_line_has_the_decimal_sign_of_its_language(line: str) -> None:
    with style(language="de"):
        assert sd.problem("0.75x^2").derive().check(line).right is True


@pytest.mark.parametrize("line", ["(1,5x; 2,0)", "1,5x; 2", "(3x/2, 2)"])
def test_semicolons_stand_between_entries_where_the_comma_is_the_decimal_sign(line: str) -> None:
    with style(language="de"):
        assert sd.problem("0.75x^2 + 2y").derive().check(line).right is True


@pytest.mark.parametrize(
    ("formula", "line"),
    [("x^2 y", "2xy"), ("a x^2", "2ax"), ("x e^x", "e^x + xe^x"), ("a x y^2", "2axy"), ("x y^2 sin(x y)", "2xy*sin(xy) + xyxy*cos(xy)")],
)
def test_letters_that_are_known_may_stand_side_by_side(formula: str, line: str) -> None:
    problem = sd.problem(formula)
    answers = [problem.derive(name).check(line) for name in problem.variables]
    assert sum(answer.right is True for answer in answers) == 1


def test_letters_that_are_not_known_may_not() -> None:
    with pytest.raises(FormulaError, match="xz is not a name I know"):
        sd.problem("x^2 y").derive("x").check("2xz")
