"""The checker sees small mistakes, gives no false alarm, and takes its points from the real domain."""

from __future__ import annotations

import math
from typing import Any

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symdescent.calculus.checks.check import ROWS, TRIES, Checker, NoPoint, point
from symdescent.calculus.checks.evaluate import EVALUATE, FLOATS, PRECISE, Values
from symdescent.calculus.derivation import derive, differentiate
from symdescent.calculus.step import Step
from symdescent.errors import DerivationError
from symdescent.notation.functions import FUNCTIONS
from symdescent.notation.parser import parse
from symdescent.notation.tree import CHILDREN, Call, Derivative, Expression, Product, Quotient, Sum, Symbol, number
from tests.strategies import formulas, over_rows

from .numbers_by_hand import NoValue, value

X = Symbol("x")


def claim(source: str, result: str | Expression, kind: str = "derivative") -> Step:
    return Step(kind, "guess", "x", parse(source), parse(result) if isinstance(result, str) else result)


RIGHT = [
    ("derivative", "x^1000", "1000x^999"),
    ("derivative", "e^(20x)", "20e^(20x)"),
    ("derivative", "x^2 + 1000000", "2x"),
    ("derivative", "sin(1000x)", "1000cos(1000x)"),
    ("derivative", "e^(-x^2)", "-2x*e^(-x^2)"),
    ("derivative", "(x + 100000)^2 - x^2", "200000"),
    ("derivative", "1/(10^9*x)", "-1/(10^9*x^2)"),
    ("derivative", "|x|", "sign(x)"),
    ("derivative", "e^(e^x)", "e^(e^x)*e^x"),
    ("derivative", "gamma(x)", "gamma(x)*digamma(x)"),
    ("rewrite", "(x + 1000000)^3 - x^3", "3000000x^2 + 3000000000000x + 1000000000000000000"),
    ("rewrite", "sin(x)^2", "1 - cos(x)^2"),
    ("rewrite", "e^(e^(1 + x^2))/3 - e^(e^(1 + x^2))*(1/3)", "0"),
]
WRONG = [
    ("derivative", "x^2/10^9", "3x/10^9"),
    ("derivative", "x^2 + 1000000", "2x + 1/1000"),
    ("derivative", "sin(x)", "cos(x) + 1/10000000"),
    ("derivative", "max(x, x^2, 2)", "2*piecewise((1, x >= max(x^2, 2)), (2x, x^2 >= 2), (0, True))"),
    ("derivative", "max(x, x^2, 2)", "0"),
    ("derivative", "|x|", "1"),
    ("derivative", "ln(x^2)", "1/x"),
    ("rewrite", "x/10^9", "2x/10^9"),
    ("rewrite", "sqrt(x^2)", "x"),
    ("rewrite", "relu(x)", "x"),
    ("rewrite", "asin(sin(x))", "x"),
    ("rewrite", "x + 1/10000000", "x"),
]


@pytest.mark.parametrize(("kind", "source", "result"), RIGHT)
@pytest.mark.parametrize("way", ["quick", "numeric"])
def test_what_is_right_passes(way: str, kind: str, source: str, result: str) -> None:
    step = claim(source, result, kind)
    assert getattr(Checker(step if kind == "derivative" else claim(source, "1")), way)(step).kind in (way, "numeric")


@pytest.mark.parametrize(("kind", "source", "result"), WRONG)
@pytest.mark.parametrize("way", ["quick", "numeric"])
def test_what_is_wrong_is_refuted(way: str, kind: str, source: str, result: str) -> None:
    step = claim(source, result, kind)
    with pytest.raises(DerivationError, match=r"by the rule 'guess' does not hold: .* at x = -?\d.* but .* is right"):
        getattr(Checker(step if kind == "derivative" else claim(source, "1")), way)(step)


@given(formulas(("x", "y"), leaves=6), st.sampled_from(["1/1000000", "x/1000000", "1"]))
@settings(max_examples=60, deadline=None)
def test_a_derivative_with_something_added_is_refuted(formula: Expression, added: str) -> None:
    root = differentiate(formula, "x")
    wrong = Step("derivative", "guess", "x", formula, Sum((root.result, parse(added))))
    try:
        Checker(root).numeric(root.derived)
    except NoPoint:
        return  # no real value anywhere
    with pytest.raises(DerivationError, match="does not hold"):
        Checker(wrong).numeric(wrong)


def passes(root: Step, way: str) -> bool:
    """Whether the derivation passes; it is never refuted, only without a point where it is real."""
    checker = Checker(root)
    try:
        return all(getattr(checker, way)(step).points for step in root)
    except NoPoint:
        return False


@given(formulas(("x", "y")))
@settings(max_examples=60, deadline=None)
def test_both_checks_pass_the_same_derivations(formula: Expression) -> None:
    root = differentiate(formula, "x")
    assert passes(root, "quick") == passes(root, "numeric")


def test_the_points_are_always_the_same_and_spread() -> None:
    points = [point(attempt, ("x", "y"), ("speed",)) for attempt in range(TRIES)]
    assert points == [point(attempt, ("x", "y"), ("speed",)) for attempt in range(TRIES)]
    for name in "xy":
        values = [entry[name] for entry in points]
        assert min(values) < -10 < 10 < max(values)
        assert any(abs(number) < 0.1 for number in values)
    assert all(entry["x"] != entry["y"] and len(set(entry["speed"])) == ROWS for entry in points)
    assert any(entry["x"] > 0 > entry["y"] for entry in points)
    assert any(entry["x"] > 0 and entry["y"] > 0 and min(entry["speed"]) > 0 for entry in points[:32])


@given(st.integers(2, 10))
def test_some_points_are_positive_in_every_variable(count: int) -> None:
    names = tuple(f"x_{k}" for k in range(count))
    assert any(min(point(attempt, names, ()).values()) > 0 for attempt in range(32))


# Values

AT: dict[str, Any] = {"x": 0.61, "y": 1.37, "w": 0.83, "b": 1.21, "speed": (1.1, 2.3, 0.7), "dist": (0.4, 1.9, 3.1)}


@given(formulas(("x", "y")) | over_rows())
@settings(deadline=None)
def test_values_are_those_of_another_evaluator(formula: Expression) -> None:
    try:
        expected = value(formula, AT)
    except NoValue:
        return
    with mpmath.workdps(40):
        at = {name: tuple(map(mpmath.mpf, here)) if isinstance(here, tuple) else mpmath.mpf(here) for name, here in AT.items()}
        try:
            exact = Values(at, PRECISE)[formula]
        except ArithmeticError:
            return
        assert abs(exact - value(formula, at)) < 1e-25 * (1 + abs(exact))
    try:
        quick = Values(AT, FLOATS)[formula]
    except (ArithmeticError, ValueError):
        return
    assert not math.isfinite(quick) or abs(quick - expected) < 1e-3 * (1 + abs(expected))


def test_every_kind_of_node_and_every_function_has_a_value() -> None:
    assert EVALUATE.keys() == CHILDREN.keys() - {Derivative}
    for numbers in (FLOATS, PRECISE):
        assert FUNCTIONS.keys() <= numbers.functions.keys()


@pytest.mark.parametrize(
    "text", ["ln(-1 - x^2)", "sqrt(-1 - x^2)", "1/(x - x)", "asin(2 + x^2)", "(-1)^(1/2)", "e^e^e^e^e^e", "acosh(1/2)"]
)
def test_there_is_no_value_outside_the_domain(text: str) -> None:
    for numbers in (FLOATS, PRECISE):
        with pytest.raises((ArithmeticError, ValueError), match=r"^"):
            _ = Values({"x": 0.5}, numbers)[parse(text)]


def test_each_part_is_computed_once() -> None:
    shared = Call("sin", (X,))
    at = Values({"x": 0.5}, FLOATS)
    formula = Sum((Product((shared, shared)), Quotient(shared, number(2))))
    assert at[formula] == pytest.approx(math.sin(0.5) ** 2 + math.sin(0.5) / 2)
    assert len(at.known) == 6  # the sum, the product, the quotient, sin(x), x and 2


@pytest.mark.parametrize("formula", ["x/((0/y)*(1/(y*(0x))))", "1/(0*x*(1/(0*y)))", "1/(0*x)", "x + 1/(y*0*2)"])
def test_a_formula_that_divides_by_a_hidden_zero_is_refused(formula: str) -> None:
    with pytest.raises(DerivationError, match="at none of"):
        derive(parse(formula), "x")
