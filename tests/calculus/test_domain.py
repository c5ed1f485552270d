"""What formulas ask of their variables: the sets agree with where there is a value, and are written as in textbooks."""

from __future__ import annotations

import mpmath
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import symdescent as sd
from symdescent.calculus.checks.evaluate import PRECISE, Values
from symdescent.calculus.edges.domain import conditions, domain, solve
from symdescent.calculus.edges.polynomials import intervals, polynomial, squarefree
from symdescent.calculus.edges.ranges import values
from symdescent.calculus.edges.real_set import RealSet, both, either
from symdescent.calculus.edges.zeros import zeros
from symdescent.notation import parse
from symdescent.notation.tree import Expression, Power, Relation, names, walk
from tests.strategies import formulas

PLACES = tuple(map(mpmath.mpf, "-31.7 -9.3 -2.71 -1.3 -0.7 -0.21 0.13 0.5123 0.93 1.21 2.345 7.1 40.2".split()))


def shown(found: RealSet | None) -> str:
    """A set as its intervals: ``[-1, 1)``."""
    if found is None:
        return "unsolved"
    sides = [
        ("[" if one.closed[0] else "(", one.low and one.low.written, one.high and one.high.written, "]" if one.closed[1] else ")")
        for one in found.intervals()
    ]
    return " ".join(f"{left}{'' if low is None else low}, {'' if high is None else high}{right}" for left, low, high, right in sides)


@pytest.mark.parametrize(
    ("formula", "value", "derivative"),
    [
        ("x^2 + 1", "(, )", "(, )"),
        ("ln x", "(0, )", "(0, )"),
        ("log(2, x)", "(0, 1) (1, )", "(0, 1) (1, )"),
        ("1/(x - 1)", "(, 1) (1, )", "(, 1) (1, )"),
        ("1/(x^2 - 1)", "(, -1) (-1, 1) (1, )", "(, -1) (-1, 1) (1, )"),
        ("sqrt(x)", "[0, )", "(0, )"),
        ("sqrt(1 - x^2)", "[-1, 1]", "(-1, 1)"),
        ("sqrt(x^2 - 2)", "(, -√2] [√2, )", "(, -√2) (√2, )"),
        ("sqrt(x + sqrt(x + sqrt(x)))", "[0, )", "(0, )"),
        ("asin(2x - 1)", "[0, 1]", "(0, 1)"),
        ("acosh(2x)", "[1/2, )", "(1/2, )"),
        ("atanh(x/3)", "(-3, 3)", "(-3, 3)"),
        ("asec(x)", "(, -1] [1, )", "(, -1) (1, )"),
        ("asech(x)", "(0, 1]", "(0, 1)"),
        ("ln(ln(ln x))", "(e, )", "(e, )"),
        ("ln(e^x - 1)", "(0, )", "(0, )"),
        ("x^x", "(0, )", "(0, )"),
        ("x^(1/3)", "[0, )", "(0, )"),
        ("x^(3/2)", "[0, )", "(0, )"),
        ("x^(-2/3)", "(0, )", "(0, )"),
        ("1/sqrt(x)", "(0, )", "(0, )"),
        ("ln(sqrt(x - 1))", "(1, )", "(1, )"),
        ("sqrt(x)/(x^2 (x - 1))", "(0, 1) (1, )", "(0, 1) (1, )"),
        ("cbrt(x)", "(, )", "(, 0) (0, )"),
        ("atan((1 + x)/(1 - x))", "(, 1) (1, )", "(, 1) (1, )"),
        ("ln(2 + sin x)", "(, )", "(, )"),
        ("1/(1 + e^(-x))", "(, )", "(, )"),
        ("sum(x^i/i, i, 1, 5)", "(, )", "(, )"),
        ("piecewise((x^2*sin(1/x), x != 0), (0, otherwise))", "(, )", "(, )"),
        ("piecewise((1/x, x < 1), (sqrt(x - 2), otherwise))", "(, 0) (0, 1) [2, )", "(, 0) (0, 1) (2, )"),
        ("ln(-1 - x^2)", "", ""),
    ],
)
def test_the_domain_of_a_function_and_of_its_derivative(formula: str, value: str, derivative: str) -> None:
    found = domain(parse(formula))
    assert (shown(found.value), shown(found.derivative)) == (value, derivative)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("tan x", ["cos(x) ≠ 0"]),
        ("cot(x) + csc(x)", ["sin(x) ≠ 0"]),
        ("ln(x - y)", ["x - y > 0"]),
        ("x/y", ["y ≠ 0"]),
        ("sqrt(x^2 + y^2)", ["x² + y² > 0"]),
        ("atan2(y, x)", ["y² + x² ≠ 0"]),
        ("x^n", ["x > 0"]),
        ("gamma(x)", ["1/gamma(x) ≠ 0"]),
        ("ln(x^2 + y^2 + 1)/e^(x y)", []),
    ],
)
def test_what_cannot_be_solved_stays_a_condition(formula: str, expected: list[str]) -> None:
    assert [str(condition.relation) for condition in conditions(parse(formula))] == expected


def test_a_condition_names_the_part_that_asks_and_the_piece_that_it_lies_in() -> None:
    logarithm, root = conditions(parse("piecewise((ln(x + y), x > 0), (sqrt(y), y > 2), (0, otherwise))"))[:2]
    assert (str(logarithm.part), list(map(str, logarithm.within))) == ("ln(x + y)", ["x > 0"])
    assert (str(root.part), list(map(str, root.within))) == ("√y", ["x ≤ 0", "y > 2"])


def test_a_bound_variable_is_named() -> None:
    (condition,) = conditions(parse("integral(1/t, t, 1, x)"))
    assert (str(condition.relation), condition.bound) == ("t ≠ 0", ("t",))


def test_a_derivation_has_the_conditions_of_its_formula() -> None:
    assert [str(one.relation) for one in sd.problem("ln x").derive().conditions()] == ["x > 0"]


def has_value(expression: Expression, at: mpmath.mpf) -> bool | None:
    """Whether arithmetic finds a real value; None where it is too large to compute."""
    try:
        Values({"x": at}, PRECISE)[expression]
    except (ArithmeticError, ValueError) as fault:
        return None if "too large" in str(fault) else False
    return True


@settings(max_examples=40)
@given(formulas(["x"]))
def test_a_solved_domain_is_where_there_is_a_value(expression: Expression) -> None:
    assume(names(expression) == {"x"} and not any(type(e) is Power and names(e.exponent) for e in walk(expression)))
    found = domain(expression).value
    with mpmath.workdps(60):
        known = {} if found is None else {at: has_value(expression, at) for at in PLACES}
    for at, real in known.items():
        assert real is None or found is None or (at in found) == real


@settings(max_examples=40)
@given(formulas(["x", "y"]), st.sampled_from(PLACES), st.sampled_from(PLACES))
def test_bounds_hold_for_every_value(expression: Expression, x: mpmath.mpf, y: mpmath.mpf) -> None:
    bounds = values(expression)
    with mpmath.workdps(60):
        try:
            value = Values({"x": x, "y": y}, PRECISE)[expression]
        except (ArithmeticError, ValueError):
            return
        error = mpmath.mpf("1e-12") * (1 + abs(value))
        assert float(bounds.low) - error <= value <= float(bounds.high) + error


@given(st.lists(st.fractions(-9, 9, max_denominator=12), min_size=1, max_size=5))
def test_every_rational_root_of_a_polynomial_is_found_once(roots: list[object]) -> None:
    product = parse("*".join(f"(x - ({root}))" for root in roots))
    found = zeros(product, "x")
    assert found.complete
    assert [str(point.written) for point in found.points] == [str(parse(f"{root}")) for root in sorted(set(roots))]  # type: ignore[type-var]


def test_real_roots_are_counted_by_sturms_chain() -> None:
    wilkinson = polynomial(parse("(x - 1)(x - 2)(x - 3)(x - 4)(x^2 + 1)"), "x")
    assert wilkinson is not None
    assert len(intervals(squarefree(wilkinson))) == 4


@pytest.mark.parametrize(
    ("formula", "expected", "extent"),
    [
        ("x^2 - x - 1", ["1/2 - √5/2", "1/2 + √5/2"], "all"),
        ("e^x - 2", ["ln(2)"], "all"),
        ("2^x - 8", ["3"], "all"),
        ("|x| - 1", ["-1", "1"], "all"),
        ("sin(x) - 1/2", ["-11π/6", "-7π/6", "π/6", "5π/6", "13π/6", "17π/6"], "periodic"),
        ("e^x - 1 - x", ["0"], "found"),
        ("x^2 + e^x", [], "all"),
    ],
)
def test_zeros_are_exact_where_the_form_gives_them(formula: str, expected: list[str], extent: str) -> None:
    found = zeros(parse(formula), "x")
    assert ([str(point.written) for point in found.points], found.extent) == (expected, extent)


def test_sets_are_joined_and_cut_as_sets() -> None:
    left, right = solve(Relation(parse("x"), "<=", parse("1")), "x"), solve(Relation(parse("x"), ">", parse("-2")), "x")
    assert left is not None
    assert right is not None
    assert shown(both(left, right)) == "(-2, 1]"
    assert either(left, right).everything
    assert shown(both(left, right).complement()) == "(, -2] (1, )"
    assert shown(both(left, right).interior()) == "(-2, 1)"


@pytest.mark.parametrize("number", ["asin(2)", "atanh(1)", "ln(-1)", "sqrt(sin(4))", "acosh(1/2)", "(-2)^(1/2)", "ln(sin(pi))"])
@pytest.mark.parametrize(
    "formula", ["({} - x)^(2/3)", "ln(sinh(x) + {})", "sqrt(3 - {}*x)", "x + 1/(cos(x) - {})", "x*y - {}", "ln(x*y) + y*{}"]
)
def test_a_number_without_a_real_value_leaves_no_place(formula: str, number: str) -> None:
    found = domain(parse(formula.format(number)))
    assert found.value is not None
    assert found.value.nothing


@pytest.mark.parametrize("formula", ["x + sqrt(0)", "x*cbrt(0)", "x - acosh(1)", "x*y + asin(-1)"])
def test_of_a_number_nothing_is_asked_for_the_derivative(formula: str) -> None:
    assert conditions(parse(formula)) == ()


@pytest.mark.parametrize("formula", ["ln(csch(e^10)) + x", "ln(x^2 + csch(e^10))", "ln(csch(e^6)) + x"])
def test_a_number_too_small_to_be_told_from_0_is_not_taken_for_it(formula: str) -> None:
    found = domain(parse(formula)).value
    assert found is None or not found.nothing


def test_a_factor_0_leaves_the_rest_to_decide() -> None:
    """sec 10 = -1.19…: its root is real nowhere, and that of its negative everywhere."""
    assert domain(parse("sqrt(0x + sec(10))")).value in (None, domain(parse("ln(-1) + x")).value)
    assert conditions(parse("sqrt(0x - sec(10))")) == ()
