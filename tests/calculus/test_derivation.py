"""Derivations: the result is the derivative, every step holds, and the whole is a fold of its steps."""

from __future__ import annotations

import json
from typing import Any

import mpmath
import pytest
import sympy
from hypothesis import assume, given, settings

from symdescent.calculus.derivation import Derivation, derive, derive_gradient, derive_hessian
from symdescent.calculus.step import Step
from symdescent.errors import ArgumentError, DerivationError
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.parser import parse
from symdescent.notation.tree import Expression, columns, names
from tests.strategies import formulas, over_rows

from .numbers_by_hand import NoValue, slope, value

POINTS: tuple[dict[str, Any], ...] = (
    {"x": 0.37, "y": 1.29, "w": 0.61, "b": 1.13, "speed": (1.1, 2.3, 0.7), "dist": (0.4, 1.9, 3.1)},
    {"x": 1.83, "y": -0.57, "w": -1.47, "b": 0.33, "speed": (0.9, 1.7, 2.6), "dist": (2.2, 0.6, 1.3)},
    {"x": -0.71, "y": 0.43, "w": 2.21, "b": -0.77, "speed": (-0.4, 1.2, 3.3), "dist": (1.6, -2.1, 0.2)},
    {"x": 3.19, "y": 2.71, "w": 0.11, "b": 3.07, "speed": (5.1, 0.3, 1.9), "dist": (0.8, 4.4, 1.1)},
)

TYPICAL = (
    "x^2 + 5",
    "(x^2 + 1)*e^(3x)",
    "x^2*sin(3x)",
    "ln(x^2 + 1)/x",
    "sqrt(1 + x^2)*cos(x)",
    "100(y - x^2)^2 + (1 - x)^2",
    "1/(1 + e^(-x))",
    "x^x",
    "sin(cos(tan(x/5)))",
    "|x|*x + max(x, y)",
    "piecewise((x^2, x < 0), (x^3, True))",
    "a*x^n/c",
    "0.5x^2 - 1.25x",
    "log(x^2 + 1, 2)",
    "cbrt(x)*erf(x)",
)


def kinds(derivation: Derivation) -> set[str]:
    return {check.kind for check in derivation.checks}


def derived(formula: Expression, variable: str, check: str) -> Derivation:
    """The derivation of a formula that has a real value somewhere; other formulas are not looked at."""
    try:
        return derive(formula, variable, check=check)
    except DerivationError as error:
        assume("can be checked" not in str(error))
        raise


def agrees(formula: Expression, variable: str, result: Expression) -> bool:
    """The result is the difference quotient wherever that can be formed."""
    for at in POINTS:
        try:
            expected, found = slope(formula, variable, at), value(result, at)
        except NoValue:
            continue
        if abs(found - expected) > 1e-15 * (1 + abs(expected)):
            return False
    return True


@given(formulas(("x", "y")))
@settings(deadline=None)
def test_the_derivative_is_the_difference_quotient(formula: Expression) -> None:
    for variable in ("x", "y"):
        assert agrees(formula, variable, derived(formula, variable, "quick").result)


@given(formulas(("x", "y")))
@settings(max_examples=40, deadline=None)
def test_a_proved_derivative_is_the_difference_quotient(formula: Expression) -> None:
    assert agrees(formula, "x", derived(formula, "x", "proof").result)


@given(over_rows())
@settings(max_examples=40, deadline=None)
def test_the_derivative_under_the_sum_is_the_difference_quotient(formula: Expression) -> None:
    result = derived(formula, "w", "quick").result
    assert agrees(formula, "w", result)
    assert columns(result) <= columns(formula)


def number_at(expr: sympy.Expr, at: dict[str, Any]) -> mpmath.mpf:
    try:
        found = sympy.N(expr.subs({symbol(name): sympy.Rational(str(at[name])) for name in "xy"}), 30)
    except (TypeError, ValueError):  # a comparison of what is not real here
        return mpmath.nan
    return mpmath.mpf(str(found)) if found.is_Float or found.is_Integer else mpmath.nan


@given(formulas(("x", "y"), plain=True, leaves=6))
@settings(max_examples=60, deadline=None)
def test_the_derivative_is_that_of_sympy(formula: Expression) -> None:
    ours, theirs = to_sympy(derived(formula, "x", "quick").result), sympy.diff(to_sympy(formula), symbol("x"))
    for at in POINTS:
        first, second = number_at(ours, at), number_at(theirs, at)
        if mpmath.isfinite(first) and mpmath.isfinite(second):
            assert abs(first - second) < 1e-12 * (1 + abs(first))


def holds(step: Step) -> bool:
    """The claim of a step, by SymPy's derivative and numbers."""
    source, result = to_sympy(step.source), to_sympy(step.result)
    expected = source if step.kind == "rewrite" else sympy.diff(source, symbol(step.variable))
    pairs = [(number_at(expected, at), number_at(result, at)) for at in POINTS]
    known = [(first, second) for first, second in pairs if mpmath.isfinite(first) and mpmath.isfinite(second)]
    return all(abs(first - second) < 1e-12 * (1 + abs(first)) for first, second in known)


def folded(step: Step) -> list[int]:
    """The steps below and the step itself, by identity, gathered without the library's own walk."""
    return [place for premise in step.premises for place in folded(premise)] + [id(step)]


typical = pytest.mark.parametrize("text", [text for text in TYPICAL if "a*" not in text])


@typical
@pytest.mark.parametrize("check", ["quick", "proof"])
def test_every_step_holds_and_stands_on_steps_before_it(text: str, check: str) -> None:
    derivation = derive(parse(text), "x", check=check)
    seen: set[int] = set()
    for step in derivation.steps:
        assert holds(step)
        assert {id(premise) for premise in step.premises} <= seen
        seen.add(id(step))
    assert derivation.steps[-1].result == derivation.result
    assert [id(step) for step in derivation.steps] == folded(derivation.partials[0].root)
    assert len(derivation.checks) == len(derivation.steps)


@typical
def test_a_rewrite_stands_on_the_step_that_it_rewrites(text: str) -> None:
    for step in derive(parse(text), "x", check="quick").steps:
        assert step.kind in ("derivative", "rewrite")
        if step.kind == "rewrite":
            (premise,) = step.premises
            assert (premise.result, premise.variable) == (step.source, step.variable)
            assert step.result != step.source


@pytest.mark.parametrize("text", TYPICAL)
def test_quick_checks_do_not_lean_on_sympys_derivative(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    proved = derive(parse(text), "x").result

    def refuse(*arguments: Any, **options: Any) -> None:
        raise AssertionError("SymPy was asked for a derivative")

    monkeypatch.setattr(sympy, "diff", refuse)
    monkeypatch.setattr(sympy.Expr, "diff", refuse)
    derivation = derive(parse(text), "x", check="quick")
    assert derivation.result == proved
    assert kinds(derivation) == {"quick"}


@pytest.mark.parametrize("text", TYPICAL)
def test_the_checks_tell_proofs_from_numbers(text: str) -> None:
    assert kinds(derive(parse(text), "x")) <= {"proved", "numeric"}


@pytest.mark.parametrize("text", ["x^2 + 5", "(x^2 + 1)*e^(3x)", "ln(x^2 + 1)/x", "sin(x)^2*cos(x)", "tan(x^3)", "2^x*sqrt(x)", "x^x"])
def test_what_a_course_asks_is_proved_step_by_step(text: str) -> None:
    assert kinds(derive(parse(text), "x")) == {"proved"}


def test_an_unknown_check_is_refused() -> None:
    with pytest.raises(ArgumentError, match=r"check='maybe': expected one of 'proof', 'quick'"):
        derive(parse("x"), "x", check="maybe")


def test_a_function_without_a_real_value_cannot_be_checked() -> None:
    with pytest.raises(DerivationError, match=r"can be checked: at none of \d+ points"):
        derive(parse("max(x, sqrt(-1 - x^2))"), "x", check="quick")


@pytest.mark.parametrize("text", ["ln(x - 1000)", "sqrt(x - 1000)*sqrt(1001 - x)", "asin(100x)"])
def test_a_function_with_a_remote_domain_is_derived(text: str) -> None:
    assert kinds(derive(parse(text), "x", check="quick")) <= {"quick", "proved"}


# Gradient and Hessian.

SEVERAL = ("100(y - x^2)^2 + (1 - x)^2", "x^2*y^3 + sin(x*y)", "ln(e^x + e^y)", "x/(y^2 + 1) - sqrt(x^2 + y^2 + 1)")


@pytest.mark.parametrize("text", SEVERAL)
def test_the_gradient_is_the_difference_quotients(text: str) -> None:
    formula = parse(text)
    gradient = derive_gradient(formula, ("x", "y"), check="quick")
    assert gradient.kind == "gradient"
    assert all(agrees(formula, name, result) for name, result in zip("xy", gradient.results, strict=True))


@pytest.mark.parametrize("text", SEVERAL)
def test_the_hessian_is_that_of_sympy_and_symmetric(text: str) -> None:
    hessian = derive_hessian(parse(text), ("x", "y"))
    assert [partial.order for partial in hessian.partials] == [("x", "x"), ("x", "y"), ("y", "y")]
    theirs = sympy.hessian(to_sympy(parse(text)), [symbol("x"), symbol("y")])
    assert theirs == theirs.T
    for partial in hessian.partials:
        row, column = ("xy".index(name) for name in partial.order)
        ours = to_sympy(partial.result)
        assert all(abs(number_at(ours - theirs[row, column], at)) < 1e-20 for at in POINTS)


@pytest.mark.parametrize("text", SEVERAL)
def test_mixed_derivatives_are_equal_in_either_order(text: str) -> None:
    over, under = (derive_hessian(parse(text), order, check="quick").results[1] for order in (("x", "y"), ("y", "x")))
    assert all(abs(value(over, at) - value(under, at)) < 1e-12 for at in POINTS)


def test_only_a_single_derivative_has_a_result() -> None:
    with pytest.raises(ArgumentError, match=r"This gradient has 2 entries; use \.results or \.partials"):
        _ = derive_gradient(parse("x*y"), ("x", "y")).result


# As plain data.

KEYS = {"kind", "rule", "source", "result", "check"}


def read(text: str) -> sympy.Expr:
    return sympy.sympify(text, locals={name: symbol(name) for name in ("x", "y", "a", "c", "n", "w", "b")})


def same(expr: sympy.Expr, formula: Expression) -> bool:
    return bool(sympy.expand(expr - to_sympy(formula)) == 0)  # SymPy multiplies some brackets out, depending on the grouping


@pytest.mark.parametrize("text", TYPICAL)
@pytest.mark.parametrize("check", ["quick", "proof"])
def test_the_plain_data_keep_the_contract(text: str, check: str) -> None:
    derivation = derive(parse(text), "x", check=check)
    data = derivation.to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert {"schema", "expression", "variable", "result", "steps"} <= data.keys()
    assert data["variable"] == "x"
    assert same(read(data["expression"]), derivation.expression)
    assert same(read(data["result"]), derivation.result)
    assert data["steps"][-1]["result"] == data["result"]
    for entry, step in zip(data["steps"], derivation.steps, strict=True):
        assert entry.keys() == KEYS
        assert entry["kind"] in ("derivative", "rewrite")
        assert entry["check"] in (("quick",) if check == "quick" else ("proved", "numeric"))
        assert same(read(entry["source"]), step.source)
        assert same(read(entry["result"]), step.result)


@given(formulas(("x", "y"), leaves=6))
@settings(max_examples=60, deadline=None)
def test_what_is_differentiated_is_always_a_plain_expression(formula: Expression) -> None:
    for entry in derived(formula, "x", "quick").to_dict()["steps"]:
        assert "d/d" not in entry["source"] + entry["result"]
        assert not read(entry["source"]).has(sympy.Derivative)


def test_data_columns_are_readable_by_sympy() -> None:
    formula = parse("mean((w*speed + b - dist)^2) + sum(w^2*speed)", columns={"speed", "dist"})
    data = derive(formula, "w").to_dict()
    for entry in data["steps"]:
        assert isinstance(read(entry["source"]), sympy.Expr)
        assert isinstance(read(entry["result"]), sympy.Expr)
    assert read(data["expression"]).has(sympy.Sum)
    assert read(data["result"]).has(sympy.Sum)


def test_a_gradient_as_plain_data_holds_one_derivation_for_each_variable() -> None:
    data = derive_gradient(parse("x^2*y"), ("x", "y")).to_dict()
    assert data["variables"] == ["x", "y"]
    assert [read(text) for text in data["result"]] == [2 * symbol("x") * symbol("y"), symbol("x") ** 2]
    assert [partial["variable"] for partial in data["partials"]] == ["x", "y"]


# Cost: counted in steps and evaluations, never in seconds.


def terms(count: int) -> Expression:
    return parse(" + ".join(f"{k}x^{k % 7 + 2}" for k in range(1, count + 1)))


def test_steps_grow_linearly_with_the_formula() -> None:
    few, many = (len(derive(terms(count), "x", check="quick").steps) for count in (20, 80))
    assert many < 4.5 * few


def test_names_have_a_derivative_by_any_other_name() -> None:
    formula = parse("x^2 + 5")
    assert "z" not in names(formula)
    assert derive(formula, "z").result == parse("0")
