"""Rewrites keep the value of a formula, lead to what a textbook prints and have nothing left to do the second time."""

from __future__ import annotations

from collections.abc import Callable

import mpmath
import pytest
import sympy
from hypothesis import assume, given, settings

from symdescent.calculus.derivation import derive, differentiate
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.calculus.rewrites.bracket import Plan
from symdescent.calculus.rewrites.cost import cost
from symdescent.calculus.rewrites.forms import factored, multiplied_out
from symdescent.calculus.rewrites.simplify import REWRITES
from symdescent.calculus.rewrites.textbook import textbook
from symdescent.errors import FormulaError
from symdescent.lesson.language import word
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.parser import parse
from symdescent.notation.style import LANGUAGES
from symdescent.notation.text import to_text
from symdescent.notation.tree import Expression, Product, Sum, children, rebuild
from tests.strategies import formulas, over_rows

from .numbers_by_hand import NoValue, value

POINTS = (
    {"x": 0.37, "y": 1.29, "w": 0.61, "b": 1.13, "speed": (1.1, 2.3, 0.7), "dist": (0.4, 1.9, 3.1)},
    {"x": 1.83, "y": 0.57, "w": 1.47, "b": 0.33, "speed": (0.9, 1.7, 2.6), "dist": (2.2, 0.6, 1.3)},
    {"x": -0.71, "y": 0.43, "w": -2.21, "b": -0.77, "speed": (-0.4, 1.2, 3.3), "dist": (1.6, -2.1, 0.2)},
)
PLANS: dict[str, Callable[[Expression], Plan]] = {
    "the textbook's": textbook,
    "expanded": lambda e: textbook(e, multiplied_out),
    "factored": lambda e: textbook(e, factored),
}
every_form = pytest.mark.parametrize("form", PLANS)


def in_form(form: str, formula: Expression) -> Expression:
    """The last line."""
    steps = PLANS[form](formula)
    return steps[-1][1] if steps else formula


def same_values(first: Expression, second: Expression) -> bool:
    for at in POINTS:
        try:
            expected = value(first, at)
        except NoValue:
            continue
        with mpmath.workdps(60):
            if abs(value(second, at) - expected) > mpmath.mpf("1e-12") * (1 + abs(expected)):
                return False
    return True


def tidied(formula: Expression) -> Expression:
    try:
        return tidy(formula)
    except ArithmeticError:
        assume(False)
        raise


def unmarked(formula: Expression) -> Expression:
    """The same formula in new nodes, which carry no mark of having been tidied."""
    try:
        return parse(to_text(formula))
    except FormulaError:  # x/0, which is not read
        assume(False)
        raise


@every_form
@given(formula=formulas(("x", "y"), leaves=10))
@settings(deadline=None)
def test_every_rewrite_keeps_the_value_wherever_there_was_one(form: str, formula: Expression) -> None:
    before = tidied(formula)
    for name, after in PLANS[form](before):
        assert same_values(before, after), name
        before = after


@given(formulas(("x", "y"), leaves=10))
@settings(deadline=None)
def test_tidying_keeps_the_value(formula: Expression) -> None:
    assert same_values(formula, tidied(formula))


@given(over_rows())
@settings(max_examples=50, deadline=None)
def test_rewrites_keep_the_value_over_rows(formula: Expression) -> None:
    before = tidied(formula)
    assert same_values(formula, before)
    assert same_values(before, in_form("the textbook's", before))


@given(formulas(("x", "y"), leaves=10))
@settings(deadline=None)
def test_what_is_tidy_stays_as_it_is(formula: Expression) -> None:
    again = unmarked(tidied(formula))
    assert tidy(again) == again


@given(formulas(("x", "y"), leaves=10))
@settings(deadline=None)
def test_what_is_simple_stays_as_it_is(formula: Expression) -> None:
    simple = unmarked(in_form("the textbook's", tidied(formula)))
    assert textbook(simple) == []


@given(formulas(("x", "y"), leaves=10))
@settings(deadline=None)
def test_the_textbook_s_form_is_never_longer_to_read(formula: Expression) -> None:
    before = tidied(formula)
    assert cost(in_form("the textbook's", before)) <= cost(before)


@every_form
@given(formula=formulas(("x", "y"), leaves=8))
@settings(max_examples=50, deadline=None)
def test_every_step_changes_something_and_is_named(form: str, formula: Expression) -> None:
    before = tidied(formula)
    for name, after in PLANS[form](before):
        assert after != before
        assert name in REWRITES
        before = after


def alike(first: Expression, second: Expression) -> bool:
    """Whether two formulas are the same up to the order of terms and of factors."""
    return ordered(first) == ordered(second)


def ordered(formula: Expression) -> Expression:
    inner = rebuild(formula, tuple(map(ordered, children(formula))))
    return type(inner)(tuple(sorted(children(inner), key=str))) if isinstance(inner, (Sum, Product)) else inner


# f, and f' as it stands in tables and answer keys of calculus books
TABLE = """
5 | 0
x | 1
3x^4 - 2x^2 + 5x - 7 | 12x^3 - 4x + 5
x^2 - 1/x^2 | 2x + 2/x^3
3/x^4 | -12/x^5
1/x + 1/x^2 | -1/x^2 - 2/x^3
x^n | n*x^(n - 1)
x^(5/2) | 5/2*x^(3/2)
sqrt(x) | 1/(2sqrt(x))
1/sqrt(x) | -1/(2x^(3/2))
(2x + 1)^5 | 10(2x + 1)^4
(3x^2 - 2x + 1)^4 | 8(3x^2 - 2x + 1)^3*(3x - 1)
((x + 1)^2 - 1)/2 | x + 1
(x - 1)*(x + 2)*(x - 3) | 3x^2 - 4x - 5
(x + 1)^2*(x - 2)^3 | (x + 1)*(x - 2)^2*(5x - 1)
x/(x^2 + 1) | (1 - x^2)/(x^2 + 1)^2
(x^2 + 1)/(x + 1) | (x^2 + 2x - 1)/(x + 1)^2
(x^2 - 1)/(x^2 + 1) | 4x/(x^2 + 1)^2
x^2/(x^2 - 4) | -8x/(x^2 - 4)^2
x^3/(x + 1) | (2x^3 + 3x^2)/(x + 1)^2
(x + 1)/(x - 1) | -2/(x - 1)^2
x/(1 - x)^2 | (1 + x)/(1 - x)^3
2x/(x^2 + 1)^2 | 2(1 - 3x^2)/(x^2 + 1)^3
(a*x + b)/(c*x + d) | (a*d - b*c)/(c*x + d)^2
sqrt(1 + x^2) | x/sqrt(1 + x^2)
x*sqrt(x^2 + 1) | (2x^2 + 1)/sqrt(x^2 + 1)
x/sqrt(x^2 + 1) | 1/(x^2 + 1)^(3/2)
sqrt(x)/(x + 1) | (1 - x)/(2(x + 1)^2*sqrt(x))
(x + 1)/sqrt(x) | (x - 1)/(2x^(3/2))
sqrt(x)/x^(2/3) | -1/(6x^(7/6))
x^(2/3)/sqrt(x) | 1/(6x^(5/6))
e^(-x^2/2) | -x*e^(-x^2/2)
(x^2 + 1)*e^(3x) | (3x^2 + 2x + 3)*e^(3x)
x*e^(-x^2) | (1 - 2x^2)*e^(-x^2)
x^3*e^x | x^2*(x + 3)*e^x
x^2*e^(-3x) | x*(2 - 3x)*e^(-3x)
e^x/x | (x - 1)*e^x/x^2
e^x/(1 + e^x) | e^x/(1 + e^x)^2
1/(1 + e^(-x)) | e^(-x)/(1 + e^(-x))^2
e^x*e^(2x) | 3e^(3x)
(e^x - e^(-x))/(e^x + e^(-x)) | 4/(e^x + e^(-x))^2
e^x*sin(x) | e^x*(sin(x) + cos(x))
e^(2x)*cos(3x) | e^(2x)*(2cos(3x) - 3sin(3x))
e^(1/x) | -e^(1/x)/x^2
a^x | a^x*ln(a)
x^2*2^x | x*2^x*(2 + x*ln(2))
ln(3x) | 1/x
ln(x^2) | 2/x
ln(|x|) | 1/x
ln(ln(ln(x))) | 1/(x*ln(x)*ln(ln(x)))
x*ln(x) - x | ln(x)
x^2*ln(x) | 2x*ln(x) + x
ln(x)/x | (1 - ln(x))/x^2
x*ln(x)^2 | ln(x)^2 + 2ln(x)
ln(x^2 + 1)/x | 2/(x^2 + 1) - ln(x^2 + 1)/x^2
ln(x + sqrt(x^2 + 1)) | 1/sqrt(x^2 + 1)
ln((1 + x)/(1 - x)) | 2/((1 - x)*(1 + x))
ln(sqrt(x^2 + 1)) | x/(x^2 + 1)
log(x, 10) | 1/(x*ln(10))
x^x | x^x*(ln(x) + 1)
x^(1/x) | x^(1/x)*(1 - ln(x))/x^2
sqrt(x)*ln(x) | (ln(x) + 2)/(2sqrt(x))
sin(x)*cos(x) | cos(x)^2 - sin(x)^2
sin(x)^2 + cos(x)^2 | 0
sin(x)^3*cos(x) | 3sin(x)^2*cos(x)^2 - sin(x)^4
x^2*sin(3x) | 2x*sin(3x) + 3x^2*cos(3x)
sin(x)/x | (x*cos(x) - sin(x))/x^2
sin(x)/(1 + cos(x)) | 1/(1 + cos(x))
(1 - cos(x))/sin(x) | (1 - cos(x))/sin(x)^2
(sin(x) + cos(x))/(sin(x) - cos(x)) | -2/(sin(x) - cos(x))^2
tan(x)^2 | 2tan(x)/cos(x)^2
tan(x) - x | tan(x)^2
ln(cos(x)) | -tan(x)
ln(sin(x)) | cot(x)
ln(cosh(x)) | tanh(x)
ln(sec(x) + tan(x)) | sec(x)
sec(x)*tan(x) | sec(x)*tan(x)^2 + sec(x)^3
sinh(x)/cosh(x) | 1/cosh(x)^2
cosh(x)^2 - sinh(x)^2 | 0
atan((1 + x)/(1 - x)) | 1/(x^2 + 1)
atan(2x/(1 - x^2)) | 2/(x^2 + 1)
(3x^4 - 2x + 1)/6 | (6x^3 - 1)/3
(x^2 + 1)/e^x | (-x^2 + 2x - 1)*e^(-x)
5 + x^2 + 6x | 2x + 6
atan(y/x) | -y/(x^2 + y^2)
acot(1/x) | 1/(x^2 + 1)
atan(x) + acot(x) | 0
x*atan(x) - ln(1 + x^2)/2 | atan(x)
x*asin(x) + sqrt(1 - x^2) | asin(x)
asin(x/a) | 1/(a*sqrt(1 - (x/a)^2))
x*|x| | 2*|x|
asin(2x) | 2/sqrt(1 - 4x^2)
asin(x/2) | 1/(2sqrt(1 - x^2/4))
atan(2x) | 2/(1 + 4x^2)
atan(x/3) | 3/(9 + x^2)
asec(2x) | 1/(|x|*sqrt(4x^2 - 1))
erf(2x) | 4e^(-4x^2)/sqrt(pi)
(2x)^5 | 160x^4
sqrt(x^2) | x/|x|
sqrt(2)*sqrt(pi)*x | sqrt(2*pi)
ln(tan(x/2)) | 1/(2sin(x/2)*cos(x/2))
(x^2 + 1)^(1/2) | x/(x^2 + 1)^(1/2)
x^(1/3) | 1/(3x^(2/3))
x^(2/3) | 2/(3x^(1/3))
x^(-1) | -1/x^2
x^(-3) | -3/x^4
x^2*(x^2 + 1)^3 | 2x*(x^2 + 1)^2*(4x^2 + 1)
(x^2 + 1)^3*(x - 2)^4 | 2(x^2 + 1)^2*(x - 2)^3*(5x^2 - 6x + 2)
(2x - 3)/(x^2 + 1) | 2(1 + 3x - x^2)/(x^2 + 1)^2
(x + 2)^3/(3x - 2) | 6(x + 2)^2*(x - 2)/(3x - 2)^2
(x + 1)*(x - 1) | 2x
csch(x)*sinh(x) | 0
tan(x)*cot(x) | 0
max(x, x) | 1
piecewise((x, x > 1), (x, otherwise)) | 1
piecewise((2x, x > 1), (x, x > 0), (x, otherwise)) | piecewise((2, x > 1), (1, otherwise))
100(y - x^2)^2 + (1 - x)^2 | -400x*(y - x^2) - 2(1 - x)
100(x - z^2)^2 + 100(y - x^2)^2 + (1 - x)^2 | 200(x - z^2) - 400x*(y - x^2) - 2(1 - x)
"""
PRINTED = [tuple(line.split(" | ")) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("formula", "printed"), PRINTED, ids=[formula for formula, _ in PRINTED])
def test_the_last_line_is_what_a_textbook_prints(formula: str, printed: str) -> None:
    result = derive(parse(formula), "x", check="quick").result
    assert alike(result, parse(printed)), result


SECOND = [
    ("e^(-x^2/2)", "(x^2 - 1)*e^(-x^2/2)"),
    ("1/(1 + x^2)", "2(3x^2 - 1)/(1 + x^2)^3"),
    ("ln(x^2 + 1)", "2(1 - x^2)/(x^2 + 1)^2"),
    ("tanh(x)", "-2tanh(x)*(1 - tanh(x)^2)"),
    ("x*e^x", "(x + 2)*e^x"),
    ("tan(x)", "2sin(x)/cos(x)^3"),
    ("e^x*sin(x)", "2e^x*cos(x)"),
    ("sigmoid(x)", "sigmoid(x)*(1 - sigmoid(x))*(1 - 2sigmoid(x))"),
    ("sqrt(1 + x^2)", "1/(1 + x^2)^(3/2)"),
    ("100(y - x^2)^2 + (1 - x)^2", "1200x^2 - 400y + 2"),
]


@pytest.mark.parametrize(("formula", "printed"), SECOND)
def test_second_derivatives_stay_as_short_as_in_a_textbook(formula: str, printed: str) -> None:
    result = derive(parse(formula), "x", "x", check="quick").result
    assert alike(result, parse(printed)), result


IN_FORM = [
    ("(2x + 1)^5", "expanded", "160x^4 + 320x^3 + 240x^2 + 80x + 10"),
    ("(x^2 + 1)/(x + 1)", "expanded", "(x^2 + 2x - 1)/(x^2 + 2x + 1)"),
    ("(1 - x)^2*(2 - x)", "expanded", "-3x^2 + 8x - 5"),
    ("sqrt(x)*(x + 1)", "expanded", "(3x + 1)/(2sqrt(x))"),
    ("(sqrt(x) + 1/sqrt(x))^2", "expanded", "1 - 1/x^2"),
    ("(x^2 + 1)*e^(3x)", "expanded", "3x^2*e^(3x) + 2x*e^(3x) + 3e^(3x)"),
    ("x^3 - 3x", "factored", "3(x + 1)*(x - 1)"),
    ("x^3/(x + 1)", "factored", "x^2*(2x + 3)/(x + 1)^2"),
    ("sin(x)^2 - sin(x)", "factored", "cos(x)*(2sin(x) - 1)"),
    ("(x^2 + 1)/(x + 1)", "as derived", "(2x*(x + 1) - x^2 - 1)/(x + 1)^2"),
]


@pytest.mark.parametrize(("formula", "form", "printed"), IN_FORM)
def test_the_form_is_the_one_that_is_asked_for(formula: str, form: str, printed: str) -> None:
    result = derive(parse(formula), "x", check="quick", form=form).result
    assert alike(result, parse(printed)), result


STEPS = [
    ("(x^2 + 1)*e^(3x)", ["factor out", "expand"]),
    ("x^3/(x + 1)", ["expand", "like terms"]),
    ("atan((1 + x)/(1 - x))", ["expand", "like terms", "nested fractions", "expand", "like terms", "cancel"]),
    ("sin(x)/(1 + cos(x))", ["like factors", "expand", "sine and cosine squared", "cancel"]),
    ("x*sqrt(x^2 + 1)", ["like factors", "common denominator", "like terms"]),
    ("ln(x^2 + 1)/x", ["like factors", "split the fraction"]),
    ("max(x, x^2, 3)", ["cases"]),
    ("x*sqrt(x)", ["cancel", "like terms"]),
    ("(x + 1)*(x - 1)", ["expand", "like terms"]),
    ("(1 + x)/(1 - x)", ["expand", "like terms"]),
    ("(2x - 3)/(x^2 + 1)", ["expand", "like terms", "factor out"]),
    ("max(x, x)", ["equal cases"]),
    ("x^(-3)", ["negative exponent"]),
    ("atan(2x)", ["power of a product"]),
    ("sqrt(x^2)", ["root of a square"]),
]


@pytest.mark.parametrize(("formula", "names"), STEPS)
def test_each_rewrite_is_a_step_of_its_own(formula: str, names: list[str]) -> None:
    steps = [step.rule for step in derive(parse(formula), "x", check="quick").steps if step.kind == "rewrite"]
    assert [name for name in steps if name != "arithmetic"] == names


SAME = ["(x^2)^(1/2)", "ln(x^2)", "ln(x*y)", "|x|", "1/(1 + x)", "x^(1/3)*y^(1/3)", "asin(sin(x))"]


@pytest.mark.parametrize("formula", SAME)
def test_what_holds_only_for_some_x_is_not_used(formula: str) -> None:
    assert textbook(parse(formula)) == []


SIMPLE = ["(2x + 4)/(6x + 9)", "piecewise((piecewise((x, x < 9), (3, otherwise)), x > 2), (1, otherwise))", "(3y - x)/(3y - 9)"]


@pytest.mark.parametrize("formula", SIMPLE)
def test_what_is_as_simple_as_it_can_be_stays(formula: str) -> None:
    assert textbook(parse(formula)) == []


POWERS = [
    ("sqrt(x)*sqrt(x)", "x"),
    ("x/sqrt(x)", "sqrt(x)"),
    ("x*x^2*y", "x^3*y"),
    ("x^a*x^b", "x^(a + b)"),
    ("(x^2)^3", "x^6"),
    ("(e^x)^2", "e^(2x)"),
    ("e^x*e^(-x)", "1"),
    ("x^n/x", "x^(n - 1)"),
    ("e^(ln(x))", "x"),
    ("ln(e^(2x))", "2x"),
    ("2^x*ln(e)", "2^x"),
    ("(x^2 - 1)/(x - 1)", "x + 1"),
    ("(x^2 - 1)/(x - 1)^2", "(x + 1)/(x - 1)"),
    ("(x + y)/(y + x)", "1"),
    ("0.5x + 0.25x", "0.75x"),
    ("sqrt(x) + sqrt(x)/2", "3sqrt(x)/2"),
    ("(3y - 3x^2)/(3y^2 - 3x)", "(y - x^2)/(y^2 - x)"),
    ("-(3x^2 - 3y)/(3y^2 - 3x)", "(y - x^2)/(y^2 - x)"),
    ("(4x + 8)/(6x + 2)", "(2x + 4)/(3x + 1)"),
    ("piecewise((1, x > 2), (piecewise((x, x > 1), (3, otherwise)), otherwise))", "piecewise((1, x > 2), (x, x > 1), (3, otherwise))"),
    ("piecewise((1, x > 2), (piecewise((x, x > 1), (3, x > 0)), otherwise))", "piecewise((1, x > 2), (x, x > 1), (3, x > 0))"),
]


IN_ORDER = [
    ("x^2*y", "x", "2x*y"),
    ("x^2*y^3", "xy", "6x*y^2"),
    ("x^2*y^3", "yx", "6x*y^2"),
    ("e^x*cos(y)", "x", "e^x*cos(y)"),
    ("x^2*y^3*z^4", "x", "2x*y^3*z^4"),
    ("-1/(x*y)", "x", "1/(x^2*y)"),
    ("m*g*h", "h", "m*g"),
    ("3x^2*a", "x", "6x*a"),
]


@pytest.mark.parametrize(("formula", "order", "printed"), IN_ORDER)
def test_factors_stay_in_the_writer_s_order(formula: str, order: str, printed: str) -> None:
    assert derive(parse(formula), *order, check="quick").result == parse(printed)


OUT_OF = [
    ("|2x|", "2*|x|"),
    ("|-x|", "|x|"),
    ("|e^x|", "e^x"),
    ("|x^2*y|", "x^2*|y|"),
    ("|x/2|", "|x|/2"),
    ("sqrt(9x^2)", "3*|x|"),
    ("sqrt(x^4)", "x^2"),
    ("(-x)^2", "x^2"),
    ("(x/2)^2", "x^2/4"),
    ("(2x)^(-2)", "1/(4x^2)"),
    ("sin(x)/cos(x)*cos(x)^2", "sin(x)*cos(x)"),
    ("tan(x)*cos(x)^2", "sin(x)*cos(x)"),
    ("sqrt(2)*sqrt(3)*x", "sqrt(2*3)*x"),
    ("-(3x - 2)/(x + 1)", "(2 - 3x)/(x + 1)"),
]


@pytest.mark.parametrize(("before", "after"), OUT_OF)
def test_what_can_come_out_of_a_power_a_root_or_an_absolute_value_does(before: str, after: str) -> None:
    assert alike(textbook(tidy(parse(before)))[-1][1], tidy(parse(after)))


NAMED = [("-(3x - 2)/(x + 1)", "minus sign"), ("0.5(2x*sin(x) + 4x^2)", "expand"), ("1/2*(2x*sin(x) + 4x^2)", "cancel")]


@pytest.mark.parametrize(("before", "name"), NAMED)
def test_a_rewrite_has_the_name_of_what_it_does(before: str, name: str) -> None:
    assert [link[0] for link in textbook(tidy(parse(before)))] == [name]


@pytest.mark.parametrize(("before", "after"), POWERS)
def test_like_things_come_together(before: str, after: str) -> None:
    assert alike(textbook(tidy(parse(before)))[-1][1], parse(after))


def test_the_longest_sum_is_left_as_it_is() -> None:
    letters = "+".join("abcdfghij")
    formula = parse(f"({letters})^3*({letters})^3*x + x^2*({letters})^3")
    assert cost(in_form("the textbook's", formula)) <= cost(formula)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REWRITES)
def test_every_rewrite_has_a_name_in_every_language(name: str, language: str) -> None:
    assert word(language, f"rewrite {name}")


TIDIED = [
    ("2*x*3 + 0", "6x"),
    ("3*1", "3"),
    ("x*1*y", "x*y"),
    ("0*sin(x) + x", "x"),
    ("x^1", "x"),
    ("x^0", "1"),
    ("2^3*x", "8x"),
    ("-(-x)", "x"),
    ("-(x - 1)", "-x + 1"),
    ("(x + 1) + (y + 2)", "x + 3 + y"),
    ("x - (y - 1)", "x - y + 1"),
    ("cos(3x)*3", "3cos(3x)"),
    ("x/2*4", "2x"),
    ("3/2*sqrt(x)*x", "3x*sqrt(x)/2"),
    ("3/2*x", "3/2*x"),
    ("1/2*x", "x/2"),
    ("0.5*3*x", "1.5x"),
    ("(x/y)/(y/x)", "x*x/(y*y)"),
    ("-2*-3x", "6x"),
    ("2/4", "1/2"),
    ("e^x*(x + 1)", "(x + 1)*e^x"),
]


@pytest.mark.parametrize(("before", "after"), TIDIED)
def test_arithmetic_is_carried_out(before: str, after: str) -> None:
    assert tidy(parse(before)) == parse(after)


@pytest.mark.parametrize("power", ["1/3", "2/3", "4/3", "1/4", "3/4", "5/6", "7/2", "-1/3", "-5/4", "2/5"])
@pytest.mark.parametrize("formula", ["x^({})*sqrt(x)", "x^({})/sqrt(x)", "sqrt(x)^3*x^({})", "x*sqrt(x)/x^({})", "(x^({}))^2/sqrt(x)"])
def test_roots_and_fractional_powers_keep_their_value(formula: str, power: str) -> None:
    f = parse(formula.format(power))
    simple = differentiate(f, "x").result
    expected = sympy.diff(to_sympy(f), symbol("x")).subs(symbol("x"), 2)
    assert abs(sympy.N(to_sympy(simple).subs(symbol("x"), 2) - expected)) < 1e-12
