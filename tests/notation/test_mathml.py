"""MathML is well formed, says what the formula says, marks the part that it is told to, and agrees with our TeX."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import assume, given, settings
from math_core import LatexToMathML

from symdescent.errors import FormulaError
from symdescent.notation.latex import to_latex
from symdescent.notation.mathml import PRINTERS, to_mathml
from symdescent.notation.parser import parse
from symdescent.notation.style import Style
from symdescent.notation.tree import CHILDREN, Call, Column, Derivative, Expression, Number, Symbol, walk
from tests.notation.test_latex_reader import bounded
from tests.strategies import formulas, over_rows

INVISIBLE = "\u2061\u2062\u2063"
TYPED = {"σ\u2061": "sigmoid", "Γ\u2061": "gamma", "H\u2061": "heaviside", "arsech\u2061": "asech", "arcsch\u2061": "acsch"}


SIGNS = {"\u2062": "*", "⋅": "*", "−": "-", "{": "(", "}": ")"}
SHAPES = {
    "mfrac": "(({0})/({1}))",
    "msup": "{0}^({1})",
    "msub": "{0}_{1}",
    "msubsup": "{0}_{1}^({2})",
    "mroot": "cbrt({0})",
    "msqrt": "sqrt({all})",
    "mtable": "piecewise({list})",
    "mtr": "({list})",
}


def typed(element: ET.Element) -> str:
    """A formula as it is typed, read off its MathML by somebody who has never seen our tree."""
    parts, text = list(map(typed, element)), element.text or ""
    if element.tag in SHAPES:
        return SHAPES[element.tag].format(*parts, all="".join(parts), list=",".join(parts))
    if text == "|":
        return "abs(" if element.get("form") == "prefix" else ")"
    if element.tag == "mtext":
        return text if text == "otherwise" else ""
    return SIGNS.get(text, text) + "".join(parts)


def sentence(markup: str) -> str:
    """What is typed; a curly bracket before a table belongs to the table."""
    tree = ET.fromstring(markup)  # noqa: S314 - our own
    for parent in list(tree.iter()):
        for first, second in zip(list(parent), list(parent)[1:], strict=False):
            if second.tag == "mtable":
                parent.remove(first)
    text = typed(tree)
    for written, name in TYPED.items():
        text = text.replace(written, name)
    return text.replace("\u2061", "")


@given(formulas(leaves=10))
@settings(deadline=None)
def test_what_is_shown_is_the_formula(formula: Expression) -> None:
    try:
        read = parse(sentence(to_mathml(formula)))
    except FormulaError as error:
        assume(not any(reason in error.reason for reason in ("divides by zero", "large", "base", "multiply to more")))
        raise
    assert read == formula


def leaves(markup: str) -> Iterator[str]:
    for element in ET.fromstring(markup).iter():  # noqa: S314 - our own
        text = (element.text or "").strip().strip(INVISIBLE)
        if text:
            yield text


def of_tex(formula: Expression) -> str:
    written = LatexToMathML().convert_with_local_state(to_latex(formula), displaystyle=False)
    return written.replace("&ApplyFunction;", "").replace("&nbsp;", " ").replace("&InvisibleTimes;", "")


@given(formulas(leaves=10) | over_rows() | bounded())
@settings(deadline=None)
def test_the_same_letters_and_signs_stand_in_the_same_order_as_in_our_tex(formula: Expression) -> None:
    assert list(leaves(to_mathml(formula))) == list(leaves(of_tex(formula)))


OTHERS = [
    "log(x, 2)",
    "max(x, y/2)",
    "5!",
    "polygamma(1, x)",
    "softmax_2(x, y, z)",
    "logsumexp(x, y)",
    "atan2(y, x)",
    "kronecker(i, j)",
    "kronecker(i, j + 1)",
    "sin(x)^2*ln(x)^3",
    "sum(sum(x_i*x_j, j, 1, n), i, 1, n)",
    "integral(e^(-t^2), t, 0, x^2)*x",
]


@pytest.mark.parametrize("text", OTHERS)
def test_every_form_of_a_call_agrees_with_our_tex(text: str) -> None:
    formula = parse(text)
    assert list(leaves(to_mathml(formula))) == list(leaves(of_tex(formula)))


@pytest.mark.parametrize("partial", [False, True])
def test_a_derivative_to_be_found_agrees_with_our_tex(partial: bool) -> None:
    formula = Derivative(parse("x^2*y"), "x", partial)
    assert list(leaves(to_mathml(formula))) == list(leaves(of_tex(formula)))


@given(formulas(leaves=8) | over_rows())
@settings(deadline=None)
def test_every_part_can_be_marked_and_nothing_else_changes(formula: Expression) -> None:
    plain = to_mathml(formula)
    for part in walk(formula):
        marked = to_mathml(formula, marked=[part])
        assert 'class="changed"' in marked
        assert list(leaves(marked)) == list(leaves(plain))


MARKED = [
    ("x + 3", 1, "3"),
    ("x - y^2", 1, "−y2"),
    ("2x/y", 0, "2\u2062x"),
    ("sin(x)^2", 0, "sin2\u2061(x)"),
    ("x^(1/2)", 1, "1/2"),
]


@pytest.mark.parametrize(("text", "place", "shown"), MARKED)
def test_just_the_part_stands_in_the_mark(text: str, place: int, shown: str) -> None:
    formula = parse(text)
    part = CHILDREN[type(formula)](formula)[place]
    tree = ET.fromstring(to_mathml(formula, marked=[part]))  # noqa: S314 - our own
    (changed,) = tree.iterfind(".//mrow[@class='changed']")
    assert "".join(changed.itertext()) == shown


def test_the_style_of_a_course_is_kept() -> None:
    written = to_mathml(parse("max(0.5, ln(x))"), style=Style(decimal=",", logarithm="log"))
    assert list(leaves(written)) == ["max", "{", "0,5", ";", "log", "(", "x", ")", "}"]
    assert "sonst" in to_mathml(parse("piecewise((x, x < 0), (0, True))"), style=Style(language="de"))


def test_every_kind_of_node_is_printed() -> None:
    assert PRINTERS.keys() == CHILDREN.keys()


def test_a_name_cannot_break_the_markup() -> None:
    assert list(leaves(to_mathml(Column("a<b&c")))) == ["a<b&c", "i"]
    assert list(leaves(to_mathml(Call("sin", (Symbol("</math>"), Number(1)))))) == ["sin", "(", "</math>", ",", "1", ")"]  # type: ignore[arg-type]
