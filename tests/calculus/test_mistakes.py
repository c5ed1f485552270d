"""Wrong rules: what students are known to write is traced to the rule that they had in mind, at the step where they did."""

from __future__ import annotations

import mpmath
import pytest
import sympy

import symdescent as sd
from symdescent.calculus.answers.explain import candidates, wrong_results
from symdescent.calculus.answers.mistakes import MISTAKES
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.parser import parse

# function, what was typed, the mistake, the node at which it was made
KNOWN: list[tuple[str, str, str, str]] = [
    ("sin(3x)", "cos(3x)", "chain factor dropped", "sin(3x)"),
    ("(2x + 1)^5", "5(2x + 1)^4", "chain factor dropped", "(2x + 1)^5"),
    ("e^(3x)", "e^(3x)", "chain factor dropped", "e^(3x)"),
    ("ln(x^2 + 1)", "1/(x^2 + 1)", "chain factor dropped", "ln(x^2 + 1)"),
    ("sqrt(x^2 + 1)", "1/(2sqrt(x^2 + 1))", "chain factor dropped", "sqrt(x^2 + 1)"),
    ("sin^2 x", "2 sin x", "chain factor dropped", "sin^2 x"),
    ("cos(x^2)", "-sin(x^2)", "chain factor dropped", "cos(x^2)"),
    ("1/(x^2 + 1)", "-1/(x^2 + 1)^2", "chain factor dropped", "1/(x^2 + 1)"),
    ("x*e^(2x)", "e^(2x) + x e^(2x)", "chain factor dropped", "e^(2x)"),
    ("sin(cos(x^2))", "-cos(cos(x^2)) sin(x^2)", "chain factor dropped", "cos(x^2)"),
    ("x^2 sin x", "2x cos x", "product of the derivatives", "x^2 sin x"),
    ("x e^x", "e^x", "product of the derivatives", "x e^x"),
    ("(x + 1)(x^2 + 3)", "2x", "product of the derivatives", "(x + 1)(x^2 + 3)"),
    ("sin x cos x", "-sin x cos x", "product of the derivatives", "sin x cos x"),
    ("5 + x ln x", "1/x", "product of the derivatives", "x ln x"),
    ("x^2 sin x", "2x sin x", "product term dropped", "x^2 sin x"),
    ("x^2 e^x", "x^2 e^x", "product term dropped", "x^2 e^x"),
    ("x^3", "3x^3", "power not lowered", "x^3"),
    ("x^3 + x^2", "3x^3 + 2x^2", "power not lowered", "x^3"),
    ("sqrt(x)", "sqrt(x)/2", "power not lowered", "sqrt(x)"),
    ("(3x - 1)^4", "12(3x - 1)^4", "power not lowered", "(3x - 1)^4"),
    ("e^x", "x e^(x - 1)", "power rule on an exponential", "e^x"),
    ("2^x", "x*2^(x - 1)", "power rule on an exponential", "2^x"),
    ("exp(x)", "x e^(x - 1)", "power rule on an exponential", "exp(x)"),
    ("e^(2x)", "2x e^(2x - 1)", "power rule on an exponential", "e^(2x)"),
    ("e^(2x)", "4x e^(2x - 1)", "power rule on an exponential", "e^(2x)"),
    ("x^2/sin x", "2x/cos x", "quotient of the derivatives", "x^2/sin x"),
    ("x/(x^2 + 1)", "1/(2x)", "quotient of the derivatives", "x/(x^2 + 1)"),
    ("1/x^3", "1/(3x^2)", "quotient of the derivatives", "1/x^3"),
    ("x/(x + 1)", "(x - (x + 1))/(x + 1)^2", "quotient reversed", "x/(x + 1)"),
    ("sin x/x", "(sin x - x cos x)/x^2", "quotient reversed", "sin x/x"),
    ("x/(x + 1)", "1/(x + 1)", "denominator not squared", "x/(x + 1)"),
    ("e^x/x", "(x e^x - e^x)/x", "denominator not squared", "e^x/x"),
    ("e^x/x", "x e^x - e^x", "denominator dropped", "e^x/x"),
    ("sin x", "-cos x", "sine with a minus", "sin x"),
    ("x + sin(2x)", "1 - 2cos(2x)", "sine with a minus", "sin(2x)"),
    ("cos x", "sin x", "sign slip", "cos x"),
    ("cos(3x)", "3 sin(3x)", "sign slip", "cos(3x)"),
    ("1/x", "1/x^2", "sign slip", "1/x"),
    ("x^2 - x", "2x + 1", "sign slip", "x^2 - x"),
    ("-x^2", "2x", "sign slip", "-x^2"),
    ("x/(x + 1)", "((x + 1) + x)/(x + 1)^2", "sign slip", "x/(x + 1)"),
    ("x e^x", "e^x - x e^x", "sign slip", "x e^x"),
    ("x^(-2)", "2x^(-3)", "sign slip", "x^(-2)"),
    ("acos x", "1/sqrt(1 - x^2)", "sign slip", "acos x"),
    ("x^4", "x^3", "exponent dropped", "x^4"),
    ("x^2 + sin x", "x + cos x", "exponent dropped", "x^2"),
    ("x^3", "3x^4", "power raised", "x^3"),
    ("x^(-2)", "-2x^(-1)", "power raised", "x^(-2)"),
    ("1/x^3", "-3/x^2", "power raised", "1/x^3"),
    ("2^x", "2^x", "logarithm of the base dropped", "2^x"),
    ("3^(2x)", "2*3^(2x)", "logarithm of the base dropped", "3^(2x)"),
    ("log(x, 10)", "1/x", "logarithm of the base dropped", "log(x, 10)"),
    ("x^x", "x*x^(x - 1)", "exponent taken as constant", "x^x"),
    ("x^x", "x^x ln x", "base taken as constant", "x^x"),
    ("sin(x^2)", "cos(2x)", "inner derivative of the wrong thing", "sin(x^2)"),
    ("sin(x^2)", "2x cos(2x)", "inner derivative of the wrong thing", "sin(x^2)"),
    ("e^(x^2)", "e^(2x)", "inner derivative of the wrong thing", "e^(x^2)"),
    ("ln(x^2 + 1)", "1/(2x)", "inner derivative of the wrong thing", "ln(x^2 + 1)"),
    ("sin^2 x", "cos^2 x", "inner derivative of the wrong thing", "sin^2 x"),
    ("sin(x^2)", "2x cos(x)", "inner function dropped", "sin(x^2)"),
    ("sin(3x)", "3cos(x)", "inner function dropped", "sin(3x)"),
    ("ln(3x)", "3/x", "inner function dropped", "ln(3x)"),
    ("x^2 + pi^2", "2x + 2pi", "power rule on a constant", "pi^2"),
    ("x + e^3", "1 + 3e^2", "power rule on a constant", "e^3"),
    ("cos(x^2)", "-x^2 sin(x^2)", "inner function not differentiated", "cos(x^2)"),
    ("sin(5x)", "5 sin(5x)", "outer function not differentiated", "sin(5x)"),
    ("x^2 + 5", "2x + 5", "constant kept", "5"),
    ("x^3 - 7", "3x^2 - 7", "constant kept", "7"),
    ("x^2 + pi", "2x + 1", "constant kept", "pi"),
    ("3x^2", "2x", "factor dropped", "3x^2"),
    ("x^2/4", "2x", "factor dropped", "x^2/4"),
    ("tan x", "sec(x) tan(x)", "derivative misremembered", "tan x"),
    ("tan x", "1/cos x", "derivative misremembered", "tan x"),
    ("atan x", "1/(1 - x^2)", "derivative misremembered", "atan x"),
    ("atan x", "-1/sin^2 x", "derivative misremembered", "atan x"),
    ("sqrt(x)", "2/sqrt(x)", "derivative misremembered", "sqrt(x)"),
    ("sinh x", "-cosh x", "sign slip", "sinh x"),
    ("ln x", "1/ln x", "derivative misremembered", "ln x"),
    ("x^2", "x^3/3", "antiderivative", "x^2"),
    ("x^3 + 5", "x^4/4 + 5x", "antiderivative", "x^3"),
    ("1/x", "ln x", "antiderivative", "1/x"),
    ("x^2 + 3x", "2x + 3x", "not differentiated", "3x"),
    ("x^2 + e^(2x)", "x^2 + 2e^(2x)", "not differentiated", "x^2"),
    ("x^2 + x", "2x", "taken as constant", "x"),
    ("x^3", "2x^2", "arithmetic slip", "x^3"),
    ("x^3 + 2x^2 - 5x + 7", "3x^2 + 5x - 5", "arithmetic slip", "2x^2"),
]

IN_SEVERAL: list[tuple[str, str, str, str]] = [
    ("x^2 y", "x^2", "wrong variable", "x^2 y"),
    ("x^2 + y^2", "2x + 2y", "variable not held fixed", "x^2 + y^2"),
    ("x y", "y + x", "variable not held fixed", "x y"),
    ("x^2 + y^2", "2x + y^2", "constant kept", "y^2"),
    ("x^2 y", "2x", "factor dropped", "x^2 y"),
]


@pytest.mark.parametrize(("function", "line", "mistake", "node"), KNOWN)
def test_a_known_error_is_diagnosed(function: str, line: str, mistake: str, node: str) -> None:
    answer = sd.problem(function).derive().check(line)
    assert answer.right is False
    assert (answer.mistake, answer.step and answer.step.source) == (mistake, parse(node))


@pytest.mark.parametrize(("function", "line", "mistake", "node"), IN_SEVERAL)
def test_a_known_error_of_a_partial_derivative_is_diagnosed(function: str, line: str, mistake: str, node: str) -> None:
    answer = sd.problem(function).derive().check(line, variable="x")
    assert answer.right is False
    assert (answer.mistake, answer.step and answer.step.source) == (mistake, parse(node))


@pytest.mark.parametrize("row", MISTAKES, ids=lambda row: row.name)
def test_every_row_explains_a_known_error(row: object) -> None:
    assert row.name in {mistake for _, _, mistake, _ in (*KNOWN, *IN_SEVERAL)}  # type: ignore[attr-defined]


def test_names_of_mistakes_are_different() -> None:
    assert len({row.name for row in MISTAKES}) == len(MISTAKES)


def test_two_wrong_rules_with_one_result_are_both_told() -> None:
    answer = sd.problem("2sin(x)").derive().check("-2cos(x)")
    assert set(answer.mistakes) >= {"sine with a minus", "antiderivative"}


@pytest.mark.parametrize("line", ["x^7 + 3", "gamma(x)", "17"])
def test_a_line_that_no_wrong_rule_explains_has_no_mistake(line: str) -> None:
    answer = sd.problem("x^2 sin x").derive().check(line)
    assert (answer.right, answer.mistake, answer.step) == (False, None, None)
    assert answer.difference is not None


@pytest.mark.parametrize(
    "function", ["(2x + 1)^5", "x^2 sin x", "x/(x + 1)", "x^3 + x^2 + 5", "x e^(3x)", "x^x", "ln(x^2 + 1)", "sqrt(1 - x^2)"]
)
def test_wrong_results_are_wrong_and_different(function: str) -> None:
    x = symbol("x")
    at = [mpmath.mpf(text) for text in ("0.31", "0.57", "0.83")]
    values = {tuple(mpmath.nstr(sympy.lambdify(x, sympy.diff(to_sympy(parse(function)), x), "mpmath")(point), 9) for point in at)}
    found = list(wrong_results(sd.problem(function).derive()))
    for wrong in found:
        values.add(tuple(mpmath.nstr(mpmath.mpmathify(sympy.lambdify(x, to_sympy(wrong.result), "mpmath")(point)), 9) for point in at))
    assert len(values) == len(found) + 1
    assert len(found) >= 8


@pytest.mark.parametrize("function", ["(2x + 1)^5", "x^2 sin x", "x/(x + 1)"])
def test_a_wrong_result_is_explained_by_its_own_mistake(function: str) -> None:
    derivation = sd.problem(function).derive()
    for wrong in wrong_results(derivation):
        if not wrong.mistake.slip:
            assert wrong.mistake.name in derivation.check(str(wrong.result)).mistakes


def test_the_search_is_bounded() -> None:
    long = " + ".join(f"sin({k}x)*x^{k}" for k in range(1, 60))
    assert sum(1 for _ in candidates(sd.problem(long).derive(check="quick").partials[0].root)) <= 1500
