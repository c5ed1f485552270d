"""Derivations told as lessons: every line of them is true, and each rule is told with its theorem."""

from __future__ import annotations

import re

import pytest
import sympy

import symdescent as sd
from symdescent.calculus.rules import RULES
from symdescent.calculus.step import Step
from symdescent.lesson.document import Math
from symdescent.lesson.language import word
from symdescent.lesson.statements import statement
from symdescent.lesson.steps import rows_of
from symdescent.lesson.symbols import derivative_symbol, partial_symbol
from symdescent.notation import parse
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.style import style

FUNCTIONS = ["x^2 + 5", "(x^2 + 1)*e^(3x)", "sin^2 x + cos(3x)/x", "x sin(x) cos(x)", "ln(x^2 + 1)", "sqrt(x + sqrt(x))", "x^x", "2^x/x"]


def value_of(text: str) -> sympy.Expr:
    """A printed line as SymPy understands it, with d/dx[…] carried out."""
    while (opened := text.find("d/dx[")) >= 0:
        depth, end = 0, opened + 4
        for end in range(opened + 4, len(text)):
            depth += {"[": 1, "]": -1}.get(text[end], 0)
            if depth == 0:
                break
        inner = value_of(text[opened + 5 : end])
        derivative = sympy.sstr(sympy.diff(inner, symbol("x")))
        text = f"{text[:opened]}({derivative}){text[end + 1 :]}"
    return to_sympy(parse(text))


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_line_of_a_told_derivation_is_an_equation_that_holds(function: str, full: bool) -> None:
    for row in rows_of(sd.problem(function).derive().partials[0].root, False, full):
        sides = [value_of(formula.text) for formula in row.formulas]
        for side in sides[1:]:
            assert abs((sides[0] - side).subs(symbol("x"), sympy.Rational(13, 10)).evalf(30)) < 1e-25


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_last_line_is_the_derivative(function: str) -> None:
    derivation = sd.problem(function).derive()
    assert str(derivation.result) in derivation.to_text()
    assert sympy.simplify(to_sympy(derivation.result) - sympy.diff(to_sympy(parse(function)), symbol("x"))) == 0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name} {rule.outer or rule.function}")
def test_every_rule_has_a_name_and_a_statement(rule: object) -> None:
    name, outer, function = rule.name, rule.outer, rule.function  # type: ignore[attr-defined]
    source = parse({"log": "log(x, 2)"}.get(function, f"{function}(x)")) if function else parse("x")
    told = statement(Step("derivative", name, "x", source, source, (), outer))
    assert word("en", f"rule {name}")
    assert "=" in told.latex
    assert told.latex.count("{") == told.latex.count("}")


@pytest.mark.parametrize(
    ("function", "theorem"),
    [
        ("x^2 sin(x)", "(u v)′ = u′ v + u v′"),
        ("sin(x)/x^2", "(u/v)′ = (u′ v - u v′)/v²"),
        ("(3x + 1)^5", "(uⁿ)′ = n uⁿ⁻¹ u′"),
        ("e^(x^2)", "(e^u)′ = e^u·u′"),
        ("cos(x)", "cos(x)′ = -sin(x)"),
    ],
)
def test_a_rule_is_told_with_its_theorem(function: str, theorem: str) -> None:
    assert theorem in re.sub(r"\s+", " ", sd.problem(function).derive().to_markdown().replace("\n", " ")) or theorem in flat(function)


def flat(function: str) -> str:
    """All reasons of a derivation as text, in one line."""
    rows = rows_of(sd.problem(function).derive().partials[0].root, False)
    return " ".join(part if isinstance(part, str) else part.text for row in rows for part in row.reason)


def test_a_gradient_says_what_is_held_fixed() -> None:
    assert "y held fixed" in sd.problem("x^2 y + y^3").derive().to_text()


@pytest.mark.parametrize(("check", "says"), [("proof", "proved by SymPy"), ("quick", "agrees with a difference quotient")])
def test_a_derivation_says_how_it_was_checked(check: str, says: str) -> None:
    assert says in sd.problem("x^3").derive(check=check).to_text()


def test_the_style_names_the_derivative() -> None:
    derivation = sd.problem("x^3").derive()
    assert "f′(x)" in derivation.to_text()
    with style(derivative="leibniz"):
        assert "df/dx" in derivation.to_text()
    assert r"\ln" in sd.problem("ln x").derive().to_latex()
    with style(logarithm="log"):
        assert r"\log" in sd.problem("ln x").derive().to_latex()


def test_a_function_of_f_is_not_called_f() -> None:
    assert "g(f) = f²" in sd.problem("f^2").derive().to_text()


def test_steps_that_were_checked_in_different_ways_are_counted_apart() -> None:
    derivation = sd.problem("max(x, e^x - 1) + x^2").derive()
    kinds = [check.kind for check in derivation.checks]
    counts = [kinds.count(kind) for kind in ("proved", "numeric")]
    told = " ".join(derivation.to_text().split())
    assert min(counts) > 0
    assert f"Of {sum(counts)} steps {counts[0]} proved by SymPy, {counts[1]} compared with a difference quotient to 30 digits" in told


def test_a_quick_check_that_was_settled_to_30_digits_claims_no_proof() -> None:
    derivation = sd.problem("exp(10^3) x").derive(check="quick")
    assert {check.kind for check in derivation.checks} == {"quick", "numeric"}
    assert "proved" not in derivation.to_text()


def test_in_full_every_node_has_a_line_and_its_theorem() -> None:
    derivation = sd.problem("(x^2 + 1)*e^(3x)").derive(detail="full")
    rows = rows_of(derivation.partials[0].root, False, full=True)
    nodes = [step for step in derivation.steps if step.kind == "derivative"]
    assert len([row for row in rows if not row.continues]) == len(nodes)
    told = " ".join(derivation.to_text().split())
    for line in ("c′ = 0", "x′ = 1", "u = x² and v = 1"):
        assert line in told


def test_in_brief_there_are_the_first_line_the_result_and_the_rules() -> None:
    told = sd.problem("x sin(x)").derive(detail="brief").to_text()
    assert "f′(x) = d/dx[x]·sin(x) + x·d/dx[sin(x)]\n" in told
    assert "= sin(x) + x·cos(x)\n" in told
    assert "Rules: product, sine." in told


@pytest.mark.parametrize("detail", ["full", "standard", "brief"])
def test_every_detail_has_the_result_and_the_check(detail: str) -> None:
    derivation = sd.problem("sin(x)/x^2 + x").derive(detail=detail)
    assert "Checked." in derivation.to_text()
    assert str(derivation.result) in derivation.to_text()


@pytest.mark.parametrize(
    ("order", "latex", "text", "leibniz"),
    [
        (1, "f'(x)", "f′(x)", "df/dx"),
        (2, "f''(x)", "f″(x)", "d²f/dx²"),
        (3, "f'''(x)", "f‴(x)", "d³f/dx³"),
        (4, "f^{(4)}(x)", "f⁽⁴⁾(x)", "d⁴f/dx⁴"),
        (12, "f^{(12)}(x)", "f⁽¹²⁾(x)", "d¹²f/dx¹²"),
    ],
)
def test_higher_derivatives_have_their_symbols(order: int, latex: str, text: str, leibniz: str) -> None:
    assert derivative_symbol("f", "x", order) == Math(latex, text)
    with style(derivative="leibniz"):
        assert derivative_symbol("f", "x", order).text == leibniz


def test_mixed_derivatives_stand_in_the_order_in_which_they_are_taken() -> None:
    derivation = sd.problem("x^2 y^3").derive(["x", "x", "y"])
    symbol_of_all = partial_symbol(derivation, derivation.partials[-1])
    assert symbol_of_all == Math(r"\frac{\partial^{3} f}{\partial y \partial x^{2}}", "∂³f/∂y∂x²")


def test_a_third_derivative_is_told_derivative_by_derivative() -> None:
    told = sd.problem("x^4").derive(order=3).to_text()
    assert told.startswith("The third derivative of f(x) = x⁴")
    places = [told.index(line) for line in ("f′(x) = 4x³", "f″(x) = 12x²", "f‴(x) = 24x")]
    assert places == sorted(places)


def test_a_hessian_begins_with_the_first_derivatives() -> None:
    told = sd.problem("x^2 y^3").derive_hessian().to_text()
    assert told.index("∂f/∂x = 2") < told.index("∂²f/∂x²")


@pytest.mark.parametrize(
    ("function", "theorem"),
    [
        ("x sin(x) ln(x)", "(u v w)′ = u′ v w + u v′ w + u v w′, with u = x, v = sin(x) and w = ln(x)"),
        ("3/(x^2 + 1)", "(c/v)′ = -c v′/v², with v = x² + 1"),
    ],
)
def test_the_letters_are_those_of_the_theorem(function: str, theorem: str) -> None:
    assert theorem.replace(" ", "") in flat(function).replace(" ", "")


def marked(function: str) -> list[str]:
    """The marked parts of a derivation's lines, without their markup."""
    lines = [
        formula.mathml
        for row in rows_of(sd.problem(function).derive(form="as derived").partials[0].root, False)
        for formula in row.formulas
    ]
    found = [part for line in lines for part in re.findall(r'<mrow class="changed">(.*?)</mrow>(?=<|$)', line)]
    return [re.sub(r"<[^>]*>|\u2061|\u2062", "", part) for part in found]


def test_what_was_put_in_is_marked_and_nothing_else() -> None:
    assert marked("x sin(x)")[:2] == ["1", "cos(x)"]
    assert marked("x^5") == []
    assert marked("x^2/2") == []  # x is all of the line


def test_the_mark_reaches_the_page() -> None:
    assert 'class="changed"' in sd.problem("x sin(x)").derive().to_html()
    assert 'class="changed"' not in sd.problem("x^5").derive().to_html()


def test_lines_with_fractions_are_set_large() -> None:
    def shown(text: str) -> str:
        return sd.problem(text).derive().to_latex(fragment=True).split(r"\section*")[1]

    assert r"\displaystyle" in shown("sqrt(x + sqrt(x))")
    assert r"= \displaystyle \frac{x^{2} + 2 x}{" in shown("x^2/(x + 1)")
    assert r"\displaystyle" not in shown("x^2 + 1")  # d/dx alone is read in any size


def test_a_partial_derivative_says_what_is_held_fixed() -> None:
    text = sd.problem("x^2*y + z").derive("x").to_text()
    assert text.startswith("The partial derivative ∂f/∂x of f(x, y, z) = x²·y + z")
    assert "∂f/∂x: y and z held fixed" in text
    assert "∂/∂x[x²·y + z]" in text


def test_a_mixed_derivative_keeps_the_functions_own_order_of_variables() -> None:
    assert sd.problem("x^2*y").derive(["y", "x"]).to_text().startswith("The derivative ∂²f/∂x∂y of f(x, y) = x²·y")


def test_an_entry_of_many_variables_is_derived_partially() -> None:
    derivation = sd.problem("sum(x_i^2, i, 1, n)", variables="x_j").derive()
    assert "∂f/∂x_j = 2x_j" in derivation.to_text()
    assert "d/dx_j" not in derivation.to_text()
    assert "f′(a)" in sd.problem("sum((a - x_i)^2, i, 1, n)", variables="a").derive().to_text()
    assert derivation.check("2x_j^2").right is False


def test_a_theorem_with_an_index_does_not_name_one_part_for_all() -> None:
    assert "with u = " not in sd.problem("softmax_1(x, y)").derive(check="quick").to_text()
    assert "u_i = " not in sd.problem("sum((x - k)^2, k, 1, n)", variables="x").derive(check="quick").to_text()
    assert "with u_i = x^i" in sd.problem("sum(x^i, i, 1, n)", variables="x").derive(check="quick").to_text()


def test_a_number_before_a_derivative_is_a_factor_of_it() -> None:
    assert "2·d/dx[x]" in sd.problem("2x").derive(detail="full").to_text()
