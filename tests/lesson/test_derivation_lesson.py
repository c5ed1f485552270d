"""Derivations told as lessons: every line of them is true, and each rule is told with its theorem."""

from __future__ import annotations

import re

import pytest
import sympy

import symdescent as sd
from symdescent.calculus.rules import RULES
from symdescent.calculus.step import Step
from symdescent.lesson.derivation import _numbered
from symdescent.lesson.language import word
from symdescent.lesson.statements import statement
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


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_line_of_a_told_derivation_is_an_equation_that_holds(function: str) -> None:
    for row in _numbered(sd.problem(function).derive().partials[0].root, partial=False):
        sides = [value_of(formula.text.removeprefix("= ")) for formula in row.formulas]
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
    rows = _numbered(sd.problem(function).derive().partials[0].root, partial=False)
    return " ".join(part if isinstance(part, str) else part.text for row in rows for part in row.reason)


def test_a_gradient_says_what_is_held_fixed() -> None:
    assert "y held fixed" in sd.problem("x^2 y + y^3").derive().to_text()


@pytest.mark.parametrize(("check", "says"), [("proof", "proved by SymPy"), ("quick", "agree with a difference quotient")])
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
