"""What follows from derivatives: results from calculus books, laws, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import mpmath
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import symdescent as sd
from symdescent.calculus.consequences import inverse, jacobian, quotients, tangent
from symdescent.calculus.consequences.consequence import Consequence
from symdescent.calculus.consequences.place import read_number, read_place
from symdescent.errors import ArgumentError, DerivationError
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.parser import parse
from symdescent.notation.tree import Expression, Symbol, substitute
from tests.strategies import formulas

WORKED: dict[str, Any] = {"check": "quick"}


def same(found: Expression, expected: str) -> bool:
    """The two are one function: SymPy simplifies their difference to 0."""
    return bool(sympy.simplify(to_sympy(found) - to_sympy(parse(expected, variables=("r", "theta")))) == 0)


@pytest.mark.parametrize(
    ("equation", "slope"),
    [
        ("x^2 + y^2 - 25", "-x/y"),
        ("x^3 + y^3 - 3a*x*y", "(a*y - x^2)/(y^2 - a*x)"),  # the folium of Descartes
        ("x*y - 1", "-y/x"),
        ("x^2/9 + y^2/4 - 1", "-4x/(9y)"),
        ("sin(x + y) - y", "cos(x + y)/(1 - cos(x + y))"),
        ("e^y - x", "e^(-y)"),
        ("(x^2 + y^2)^2 - 2(x^2 - y^2)", "(x - x(x^2 + y^2))/(y + y(x^2 + y^2))"),  # the lemniscate
        ("x*e^y + y - 1", "-e^y/(x*e^y + 1)"),
    ],
)
def test_the_slope_of_a_curve(equation: str, slope: str) -> None:
    assert same(sd.problem(equation).derive_implicit("y", "x").result, slope)


def test_the_second_derivative_of_the_circle() -> None:
    circle = sd.problem("x^2 + y^2 - 25").derive_implicit("y", "x", order=2, at={"x": 3, "y": 4})
    assert same(circle.result, "-(x^2 + y^2)/y^3")
    assert circle.value == parse("-25/64")


def test_a_surface_is_a_function_of_two_variables() -> None:
    sphere = sd.problem("x^2 + y^2 + z^2 - 9").derive_implicit("z", "y", at={"x": 1, "y": 2, "z": 2})
    assert same(sphere.result, "-y/z")
    assert sphere.value == parse("-1")


@pytest.mark.parametrize(
    ("x", "y", "order", "slope"),
    [
        ("t - sin(t)", "1 - cos(t)", 1, "sin(t)/(1 - cos(t))"),  # the cycloid
        ("t - sin(t)", "1 - cos(t)", 2, "-1/(1 - cos(t))^2"),
        ("3cos(t)", "2sin(t)", 1, "-2cos(t)/(3sin(t))"),
        ("cos(t)", "sin(t)", 2, "-1/sin(t)^3"),
        ("t^2", "t^3", 1, "3t/2"),
        ("t^2", "t^3", 2, "3/(4t)"),
        ("cos(t)^3", "sin(t)^3", 1, "-tan(t)"),  # the astroid
    ],
)
def test_the_slope_of_a_curve_with_a_parameter(x: str, y: str, order: int, slope: str) -> None:
    assert same(sd.problem(y).derive_parametric(x=x, order=order).result, slope)


def test_the_cycloid_is_the_cotangent_of_half_the_angle() -> None:
    cycloid = sd.problem("1 - cos(t)").derive_parametric(x="t - sin(t)", at="pi/2")
    assert cycloid.value == parse("1")
    assert same(cycloid.result, "cos(t/2)/sin(t/2)")


@pytest.mark.parametrize(
    ("f", "in_x", "in_y"),
    [
        ("sinh(x)", "1/cosh(x)", ["1/sqrt(1 + y^2)"]),
        ("e^x", "e^(-x)", ["1/y"]),
        ("x^3 + x", "1/(3x^2 + 1)", []),
        ("tan(x)", "cos(x)^2", ["1/(1 + y^2)"]),
        ("sin(x)", "1/cos(x)", ["1/sqrt(1 - y^2)"]),
        ("ln(x)", "x", ["e^y"]),
        ("x^2", "1/(2x)", ["-1/(2sqrt(y))", "1/(2sqrt(y))"]),
        ("(x + 1)/(x - 1)", "-(x - 1)^2/2", ["-2/(y - 1)^2"]),
        ("2x + 1", "1/2", ["1/2"]),
    ],
)
def test_the_derivative_of_an_inverse(f: str, in_x: str, in_y: list[str]) -> None:
    found = sd.problem(f).derive_inverse()
    assert same(found.result, in_x)
    assert len(found.all("in y")) == len(in_y)
    assert all(same(conclusion.result, expected) for conclusion, expected in zip(found.all("in y"), in_y, strict=True))


def test_the_derivative_of_an_inverse_at_a_point() -> None:
    found = sd.problem("x^5 + x").derive_inverse(at=1)
    assert found.value == parse("1/6")
    assert found.given["image"] == {"y": parse("2")}


def test_the_direction_is_made_a_unit_vector() -> None:
    found = sd.problem("x^2 y").derive_direction(x=3, y=4, at={"x": 1, "y": 2})
    assert found.given["unit vector"] == {"x": parse("3/5"), "y": parse("4/5")}
    assert same(found.result, "6x*y/5 + 4x^2/5")
    assert found.value == parse("16/5")


def test_a_direction_may_be_irrational() -> None:
    found = sd.problem("x^2 + y^2").derive_direction(x=1, y=1, at={"x": 1, "y": 1})
    assert to_sympy(found.value) == 2 * sympy.sqrt(2)
    assert to_sympy(found.all("steepest")[0].result) == 2 * sympy.sqrt(2)  # the gradient points there


@given(st.integers(-5, 5), st.integers(-5, 5), st.integers(1, 9))
@settings(max_examples=10)
def test_only_the_direction_counts_not_its_length(x: int, y: int, times: int) -> None:
    assume(x or y)
    f = sd.problem("x^2 y + y")
    first, longer = f.derive_direction(x=x, y=y), f.derive_direction(x=times * x, y=times * y)
    assert sympy.simplify(to_sympy(first.result) - to_sympy(longer.result)) == 0


@given(formulas(("x", "y"), plain=True, leaves=4), st.sampled_from(["t^2", "cos(t)", "e^t", "3t - 1"]), st.sampled_from(["t", "sin(t)"]))
@settings(max_examples=20)
def test_the_chain_rule_along_a_path_agrees_with_putting_the_path_in_first(f: Expression, x: str, y: str) -> None:
    try:
        found = sd.problem(f, variables="x y").derive_along({"x": x, "y": y}, by="t", **WORKED)
        together = substitute(f, {Symbol("x"): parse(x), Symbol("y"): parse(y)})
        expected = sd.problem(together, variables="t").derive("t", **WORKED)
    except DerivationError as fault:
        assume("can be checked" not in str(fault) and "cannot be checked" not in str(fault))
        raise
    with mpmath.workdps(40):
        for t in (mpmath.mpf("0.3719"), mpmath.mpf("1.2113"), mpmath.mpf("-0.7109")):
            try:
                here, there = (quotients.value(e, {"t": t}) for e in (found.result, expected.result))
            except (ArithmeticError, ValueError):
                continue
            assert abs(here - there) <= 1e-25 * (1 + abs(here))


def test_a_path_may_leave_the_parameter_itself_a_variable() -> None:
    assert same(sd.problem("t*x^2").derive_along(x="sin(t)").result, "sin(t)^2 + 2t*sin(t)*cos(t)")


def test_the_circle_is_a_level_curve_of_the_distance() -> None:
    assert same(sd.problem("x^2 + y^2").derive_along(x="cos(t)", y="sin(t)").result, "0")


def test_polar_coordinates_stretch_areas_by_r() -> None:
    polar = sd.problem("r*cos(theta)").derive_jacobian("r*sin(theta)", at={"r": 2, "theta": "pi/3"})
    assert same(polar.all("determinant")[0].result, "r")
    assert str(polar.results[0][0]) == "cos(θ)"
    assert [conclusion.result for conclusion in polar.all("entry")] == list(map(parse, ("1/2", "-sqrt(3)", "sqrt(3)/2", "1")))


def test_spherical_coordinates_stretch_volumes_by_r_squared_sin_theta() -> None:
    ball = sd.problem("r*sin(theta)*cos(phi)", variables="r theta phi").derive_jacobian("r*sin(theta)*sin(phi)", "r*cos(theta)")
    assert sympy.simplify(to_sympy(ball.all("determinant")[0].result) - to_sympy(parse("r^2*sin(theta)"))) == 0


def matrix(found: Consequence) -> sympy.Matrix:
    return sympy.Matrix([[to_sympy(entry) for entry in row] for row in found.results])


@pytest.mark.parametrize(("u", "v"), [("x*y", "x - y"), ("x^2 - y^2", "2x*y"), ("e^x*cos(y)", "e^x*sin(y)")])
def test_the_jacobian_of_a_composition_is_the_product_of_the_jacobians(u: str, v: str) -> None:
    outer = sd.problem("u^2*v", variables="u v").derive_jacobian("u + sin(v)", **WORKED)
    inner = sd.problem(u).derive_jacobian(v, **WORKED)
    inside: dict[Expression, Expression] = {Symbol("u"): parse(u), Symbol("v"): parse(v)}
    first, second = (substitute(parse(f), inside) for f in ("u^2*v", "u + sin(v)"))
    whole = sd.problem(first).derive_jacobian(second, **WORKED)
    put = {symbol("u"): to_sympy(parse(u)), symbol("v"): to_sympy(parse(v))}
    assert sympy.simplify(matrix(outer).subs(put) * matrix(inner) - matrix(whole)) == sympy.zeros(2, 2)


def test_a_jacobian_need_not_be_square() -> None:
    row = sd.problem("x*y*z").derive_jacobian()
    assert [str(entry) for entry in row.results[0]] == ["y·z", "x·z", "x·y"]
    with pytest.raises(ArgumentError, match=r"no single expression; use \.results"):
        _ = row.result


@pytest.mark.parametrize(
    ("f", "point", "equation"),
    [
        ("x^2", {"x": 1}, "2x - 1"),
        ("sin(x)", {"x": "pi/6"}, "1/2 + sqrt(3)/2*(x - pi/6)"),
        ("1/x", {"x": 2}, "1 - x/4"),
        ("ln(x)", {"x": "e"}, "x/e"),
        ("x^2 + y^2", {"x": 1, "y": 2}, "2x + 4y - 5"),
        ("x*y*z", {"x": 1, "y": 1, "z": 1}, "x + y + z - 2"),
        ("sqrt(x)", {"x": 0.25}, "x + 1/4"),
        ("7", {"x": 3}, "7"),
    ],
)
def test_the_tangent(f: str, point: dict[str, Any], equation: str) -> None:
    assert same(sd.problem(f, variables=list(point)).tangent(**point).result, equation)


def test_a_tangent_is_told_by_its_point_and_slope_first() -> None:
    line = sd.problem("x^2").tangent(1)
    assert same(line.formula, "1 + 2(x - 1)")
    assert [conclusion.result for conclusion in line.all("value")] == [parse("1"), parse("2")]


@pytest.mark.parametrize(
    ("f", "point", "order", "polynomial"),
    [
        ("ln(1 + x)", {"x": 0}, 4, "x - x^2/2 + x^3/3 - x^4/4"),
        ("e^x", {"x": 0}, 5, "1 + x + x^2/2 + x^3/6 + x^4/24 + x^5/120"),
        ("sin(x)", {"x": 0}, 6, "x - x^3/6 + x^5/120"),
        ("1/(1 - x)", {"x": 0}, 3, "1 + x + x^2 + x^3"),
        ("sqrt(x)", {"x": 4}, 2, "2 + (x - 4)/4 - (x - 4)^2/64"),
        ("atan(x)", {"x": 0}, 3, "x - x^3/3"),
        ("e^x*cos(y)", {"x": 0, "y": 0}, 2, "1 + x + x^2/2 - y^2/2"),
        ("x*y^2", {"x": 1, "y": 2}, 2, "4 + 4(x - 1) + 4(y - 2) + 4(x - 1)(y - 2) + (y - 2)^2"),
        ("cos(x)", {"x": 0}, 0, "1"),
    ],
)
def test_the_taylor_polynomial(f: str, point: dict[str, Any], order: int, polynomial: str) -> None:
    assert same(sd.problem(f, variables=list(point)).taylor(point, order=order, **WORKED).result, polynomial)


def test_lagranges_remainder_is_the_next_derivative_in_between() -> None:
    (rest,) = sd.problem("e^x").taylor(x=0, order=3).all("remainder")
    assert same(rest.result, "e^xi*x^4/24")


def test_a_polynomial_is_its_own_taylor_polynomial() -> None:
    assert same(sd.problem("x^3 - 2x + 1").taylor(x=1, order=3).result, "x^3 - 2x + 1")
    assert same(sd.problem("x^3 - 2x + 1").taylor(x=1, order=3).all("remainder")[0].result, "0")


MADE: dict[str, Any] = {
    "implicit": lambda: sd.problem("x^2 + y^2 - 25").derive_implicit("y", "x", order=2, at={"x": 3, "y": 4}),
    "parametric": lambda: sd.problem("sin(t)").derive_parametric(x="cos(t)", at="pi/4"),
    "inverse": lambda: sd.problem("e^x").derive_inverse(at=0),
    "direction": lambda: sd.problem("x*y").derive_direction(x=1, y=1, at={"x": 1, "y": 2}),
    "path": lambda: sd.problem("x*y").derive_along(x="t", y="t^2", at=1),
    "jacobian": lambda: sd.problem("x*y").derive_jacobian("x + y", at={"x": 1, "y": 2}),
    "tangent": lambda: sd.problem("x^2").tangent(x=1),
    "taylor": lambda: sd.problem("x*e^y").taylor(x=1, y=0),
}


@pytest.mark.parametrize("kind", MADE)
def test_every_step_is_checked_and_the_claim_confirmed(kind: str) -> None:
    found = MADE[kind]()
    assert len(found.steps) == len(found.checks)
    assert {check.kind for check in found.checks} <= {"proved", "numeric"}
    assert found.conclusions
    assert {check.kind for check in found.confirmed} == {"numeric"}


@pytest.mark.parametrize("kind", MADE)
def test_a_consequence_is_plain_data(kind: str) -> None:
    found = MADE[kind]().to_dict()
    assert json.loads(json.dumps(found)) == found
    assert found["schema"].startswith("symdescent/")
    assert found["result"]


def test_a_consequence_is_computed_once() -> None:
    f = sd.problem("x^2 + y^2")
    assert f.tangent(x=1, y=2) is f.tangent({"y": 2, "x": 1})


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: sd.problem("x^2 + 1").derive_implicit("y", "x"), "expected one of x"),
        (lambda: sd.problem("x^2 + 0y").derive_implicit("y", "x"), "derivative by y is 0 everywhere"),
        (lambda: sd.problem("x^2 + y^2 - 1").derive_implicit("y", "x", at={"x": 1, "y": 1}), "no point of the curve"),
        (lambda: sd.problem("x^2 + y^2 - 1").derive_implicit("y", "x", at={"x": 1, "y": 0}), "gives no slope there"),
        (lambda: sd.problem("x^2 + y^2 - 1").derive_implicit("y", "x", order=0), "whole number from 1"),
        (lambda: sd.problem("sin(t)").derive_parametric(x="3"), "does not move with t"),
        (lambda: sd.problem("x*y").derive_parametric(x="3"), "2 variables; name the one"),
        (lambda: sd.problem("7", variables="x").derive_inverse(), "no inverse function"),
        (lambda: sd.problem("x^2").derive_inverse(at=0), "no finite real value at x = 0"),
        (lambda: sd.problem("x*y").derive_direction(x=0, y=0), "points nowhere"),
        (lambda: sd.problem("x*y").derive_direction(x=1), "the direction has no value for y"),
        (lambda: sd.problem("x*y").derive_direction(x=1, y=2, z=3), "value for z, which is not a variable"),
        (lambda: sd.problem("x*y").derive_along(x="cos(t)"), "no component for y"),
        (lambda: sd.problem("x*y").derive_along(x="cos(t)", y="s"), "letters s, t: name its parameter"),
        (lambda: sd.problem("x*y").derive_along(x="1", y="2"), "no letter: name its parameter"),
        (lambda: sd.problem("x*y").derive_along(x="t", y="t", z="t"), "component for z, which is not a variable"),
        (lambda: sd.problem("x*y").derive_jacobian("x + z"), "holds z: expected a function of x, y"),
        (lambda: sd.problem("ln(x)").tangent(x=-1), "no finite real value at x = -1"),
        (lambda: sd.problem("ln(x)").tangent(x=0), "no finite real value at x = 0"),
        (lambda: sd.problem("|x|").tangent(x=0), "not differentiable at x = 0"),
        (lambda: sd.problem("max(x, y)").tangent(x=1, y=1), "not differentiable at x = 1, y = 1"),
        (lambda: sd.problem("|x| + y").derive_direction(x=1, y=1, at={"x": 0, "y": 1}), "does not exist at x = 0, y = 1"),
        (lambda: sd.problem("|x|").derive_along(x="t^3 - 1", at=1), "does not exist at t = 1"),
        (lambda: sd.problem("a*x", variables="x").tangent(x=0), "because a has no value"),
        (lambda: sd.problem("x").tangent(x="y"), "x is 'y': expected a real number"),
        (lambda: sd.problem("x").tangent(x="sqrt(-1)"), "expected a real number"),
        (lambda: sd.problem("x").tangent(x=float("nan")), "expected a real number"),
        (lambda: sd.problem("x").tangent(x=True), "expected a real number"),
        (lambda: sd.problem("x*y").tangent(3), "expected x=…, y=…"),
        (lambda: sd.problem("2^x").tangent(x=10**9), "more than 4096 bits"),
        (lambda: sd.problem("x*y").taylor(x=0, y=0, order=3), "from 0 to 2 for 2 variable"),
        (lambda: sd.problem("x").taylor(x=0, order=21), "from 0 to 20"),
        (lambda: sd.problem("x").tangent(x=1).value, None),
    ],
)
def test_what_cannot_be_is_refused(call: Any, says: str | None) -> None:
    if says is None:
        call()
        return
    with pytest.raises(ArgumentError, match=says):
        call()


def test_a_value_needs_a_point() -> None:
    with pytest.raises(ArgumentError, match="it was given no point"):
        _ = sd.problem("x*y").derive_direction(x=1, y=2).value


@pytest.mark.parametrize(
    ("oracle", "wrong"),
    [
        (lambda e: quotients.agree(e, (parse("x^2"),), inverse._slope_of_inverse(parse("x^2 + x"), "x"), "It"), "1/(2x)"),
        (lambda e: quotients.agree(e, (parse("x*y"), e), jacobian._slope(parse("x*y"), "x"), "It"), "x"),
    ],
)
def test_a_wrong_claim_is_refuted_with_a_counterexample(oracle: Any, wrong: str) -> None:
    with pytest.raises(DerivationError, match=r"It does not hold: .* at .*x = .* is right"):
        oracle(parse(wrong))


@pytest.mark.parametrize(("polynomial", "order"), [("1 + x", 1), ("1 + x + x^2/3", 2), ("1 + x + x^2/2", 3)])
def test_a_polynomial_that_leaves_too_much_over_is_refuted(polynomial: str, order: int) -> None:
    place = read_place({"x": 0}, ("x",), "the point")
    f = parse("e^x")
    if order == 1:
        assert tangent.touches(f, parse(polynomial), place, 1).kind == "numeric"
        return
    with pytest.raises(DerivationError, match=f"does not touch .* to the order {order}"):
        tangent.touches(f, parse(polynomial), place, order)


@given(st.fractions(-(10**9), 10**9, max_denominator=50))
@settings(max_examples=20)
def test_a_number_is_read_exactly(value: Any) -> None:
    assert to_sympy(read_number(str(value), "x")) == sympy.Rational(value.numerator, value.denominator)
    assert to_sympy(read_number(value, "x")) == sympy.Rational(value.numerator, value.denominator)


def test_a_consequence_keeps_its_parts_when_copied() -> None:
    found = MADE["tangent"]()
    assert replace(found, kind="tangent-line").result is found.result


def test_nested_roots_are_not_multiplied_out_without_end() -> None:
    """The third derivative here has 3,000 parts at 1/3, and 650,000 once it is multiplied out."""
    f = sd.problem("√(x + √(x + √(x + √(x + √x))))")
    assert str(f.taylor(x="1/3", order=2).conclusions[0].result) == "√(1/3 + √(1/3 + √(1/3 + √(1/3 + √3/3))))"


def test_the_point_that_was_asked_for_is_compared_first() -> None:
    slope = sd.problem("x^2 + y^2 - 25").derive_implicit("y", "x", at={"x": 3, "y": 4})
    assert slope.confirmed[0].points[0] == {"x": 3, "y": 4}


def test_a_function_that_is_real_only_far_away_is_compared_there() -> None:
    """ln(ln(ln(ln(ln x)))) is real where x > e^(e^e), which is 3.8 million."""
    f = sd.problem("ln(ln(ln(ln(ln(x)))))")
    for made in (f.derive_direction(x=1), f.derive_jacobian(), f.derive_inverse()):
        assert all(point["x"] > 3.8e6 for check in made.confirmed for point in check.points)


def test_a_root_far_from_the_guess_is_found_between_two_signs() -> None:
    """12! + x (…) + q^3 + q = 0 has its root near q = -800."""
    (check,) = sd.problem("product(x + i, i, 1, 12) + q^3 + q").derive_implicit("q", "x").confirmed
    assert check.kind == "numeric"
    assert check.points


def test_a_consequence_is_checked_within_an_effort() -> None:
    """The integral in the equation takes 300 values of its integrand for each of its own: fewer points are enough."""
    (check,) = sd.problem("integral(e^(x*t^2)*cos(t), t, 0, ln(x)) + y^3 + y").derive_implicit("y", "x").confirmed
    assert 1 <= len(check.points) < 3
    with pytest.raises(DerivationError, match=r"at none of the \d+ points that were tried"):
        sd.problem("sum(sum((x*i + y*j)^2, i, 1, 9), j, 1, 9)").derive_implicit("y", "x")
