"""Kinks: one-sided slopes by hand, subdifferentials from convex analysis, and laws at generated points.

Subdifferentials: Rockafellar 1970, Convex Analysis, §23 (of |x|, of a maximum, of a sum); Clarke 1983, Optimization and
Nonsmooth Analysis, §2.5.
"""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdescent as sd
from symdescent.calculus.checks.evaluate import PRECISE, Values
from symdescent.calculus.edges.kinks import Kink, equations, kinks
from symdescent.calculus.edges.slopes import Limit, limit
from symdescent.calculus.edges.subdifferential import subdifferential
from symdescent.errors import ArgumentError
from symdescent.notation import parse
from symdescent.notation.tree import Call, Expression, Number, Product, Sum, Symbol, number

X = Symbol("x")
RISES, FALLS = "+infinity", "-infinity"


def told(side: Limit | None) -> str:
    """A slope as text."""
    return "jump" if side is None else str(side.written) if side.finite else side.kind


def row(kink: Kink) -> tuple[str, str, str, str | None, str | None]:
    """A kink: point, slopes, subdifferential, what is used."""
    allowed = kink.subdifferential
    between = None if allowed is None else f"[{allowed.low}, {allowed.high}]"
    assert kink.point is not None
    return str(kink.point.written), told(kink.left), told(kink.right), between, None if kink.used is None else str(kink.used)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("|x|", [("0", "-1", "1", "[-1, 1]", "0")]),
        ("relu(x)", [("0", "0", "1", "[0, 1]", "1/2")]),
        ("max(0, 1 - x)", [("1", "-1", "0", "[-1, 0]", "0")]),
        ("|x^2 - 1|", [("-1", "-2", "2", "[-2, 2]", "0"), ("1", "-2", "2", "[-2, 2]", "0")]),
        ("|x| + |x - 1|", [("0", "-2", "0", "[-2, 0]", "-1"), ("1", "0", "2", "[0, 2]", "1")]),
        ("max(x, -x, 2)", [("-2", "-1", "0", "[-1, 0]", "-1"), ("2", "0", "1", "[0, 1]", "1")]),
        ("min(x^2, 1)", [("-1", "0", "-2", "[-2, 0]", "-2"), ("1", "2", "0", "[0, 2]", "2")]),
        ("|x^2 - 2|", [("-√2", "-2√2", "2√2", "[-2√2, 2√2]", "0"), ("√2", "-2√2", "2√2", "[-2√2, 2√2]", "0")]),
        ("max(x, e^x - 1, ((x+1)^2 - 1)/2)", [("0", "1", "1", "[1, 1]", "1")]),
        ("x|x|", [("0", "0", "0", "[0, 0]", "0")]),
        ("|x|^3", [("0", "0", "0", "[0, 0]", "0")]),
        ("|x|^2", [("0", "0", "0", "[0, 0]", "0")]),
        ("cbrt(x)", [("0", RISES, RISES, None, None)]),
        ("cbrt(x)^2", [("0", FALLS, RISES, None, None)]),
        ("x^(2/3)", [("0", "outside", RISES, None, None)]),
        ("x^(3/2)", [("0", "outside", "0", None, "0")]),
        ("sqrt(|x|)", [("0", FALLS, RISES, None, None)]),
        ("sqrt(x^2)", [("0", "-1", "1", "[-1, 1]", None)]),
        ("sqrt(x^4 + x^6)", [("0", "0", "0", "[0, 0]", None)]),
        ("sqrt(1 - x^2)", [("-1", "outside", RISES, None, None), ("1", FALLS, "outside", None, None)]),
        ("asin(x)", [("-1", "outside", RISES, None, None), ("1", RISES, "outside", None, None)]),
        ("|ln x|", [("1", "-1", "1", "[-1, 1]", "0")]),
        ("|e^x - 2|", [("ln(2)", "-2", "2", "[-2, 2]", "0")]),
        ("1/x", []),
        ("ln|x|", []),
        ("x^2 + 1", []),
        ("sign(x)", [("0", "jump", "jump", None, "0")]),
        ("piecewise((0, x < 1), (1, x < 2), (2, otherwise))", [("1", "jump", "0", None, "0"), ("2", "jump", "0", None, "0")]),
        ("piecewise((x^2, x < 1), (2x - 1, otherwise))", [("1", "2", "2", "[2, 2]", "2")]),
        ("piecewise((x^2, x < 1), (x, otherwise))", [("1", "2", "1", "[1, 2]", "1")]),
        ("piecewise((sin(x)/x, x != 0), (1, otherwise))", [("0", "0", "0", "[0, 0]", "0")]),
        ("piecewise((sin(x)/x, x != 0), (2, otherwise))", [("0", "jump", "jump", None, "0")]),
        ("piecewise((x^2*sin(1/x), x != 0), (0, otherwise))", [("0", "0", "0", None, "0")]),
        ("piecewise((x*sin(1/x), x != 0), (0, otherwise))", [("0", "no limit", "no limit", None, "0")]),
        ("piecewise((e^(-1/x^2), x != 0), (0, otherwise))", [("0", "0", "0", "[0, 0]", "0")]),
        ("|x|/10^15", [("0", "-1/1000000000000000", "1/1000000000000000", "[-1/1000000000000000, 1/1000000000000000]", "0")]),
        ("|x - 1|/10^50", [("1", "-1/10⁵⁰", "1/10⁵⁰", "[-1/10⁵⁰, 1/10⁵⁰]", "0")]),
        ("piecewise((x*ln|x|, x != 0), (0, otherwise))", [("0", FALLS, FALLS, None, "0")]),
    ],
)
def test_points_slopes_subdifferential_and_what_is_used(formula: str, expected: list[tuple[str, ...]]) -> None:
    assert [row(kink) for kink in kinks(parse(formula), "x")] == expected


@pytest.mark.parametrize(
    ("formula", "kind"),
    [("|x|", "convex"), ("relu(x)", "convex"), ("-|x|", "Clarke"), ("min(x, 0)", "Clarke"), ("x|x|", "derivative")],
)
def test_a_subdifferential_says_in_whose_sense_it_is_meant(formula: str, kind: str) -> None:
    (kink,) = kinks(parse(formula), "x")
    assert kink.subdifferential is not None
    assert kink.subdifferential.kind == kind
    assert kink.differentiable == (kind == "derivative")


def test_a_jump_is_told_with_the_limits_from_both_sides() -> None:
    (kink,) = kinks(parse("heaviside(x)"), "x")
    assert (told(kink.before), str(kink.value), told(kink.after)) == ("0", "1/2", "1")
    assert not kink.continuous
    assert not kink.differentiable


def test_infinitely_many_kinks_are_described_by_their_equation() -> None:
    found = kinks(parse("|sin x|"), "x")
    assert {(str(kink.equation.left), kink.extent) for kink in found} == {("sin(x)", "periodic")}
    assert [row(kink)[:3] for kink in found] == [("-π", "-1", "1"), ("0", "-1", "1"), ("π", "-1", "1")]


def test_a_kink_that_is_searched_says_so() -> None:
    (kink,) = kinks(parse("|x - cos(x)|"), "x")
    assert kink.extent == "found"
    assert kink.point is not None
    assert not kink.point.exact
    with mpmath.workdps(40):
        assert abs(kink.point.value - mpmath.mpf("0.7390851332151606416553120876738734")) < 1e-30  # the Dottie number


def test_a_part_that_does_not_count_makes_no_kink() -> None:
    assert [row(kink)[0] for kink in kinks(parse("max(|x|, 5)"), "x")] == ["-5", "5"]


@pytest.mark.parametrize("formula", ["|x|", "relu(x)", "max(x, 2)", "min(x^2, 1)", "|x| - |x - 1|", "max(x, -x, 2)"])
def test_what_is_used_is_what_a_run_gets(formula: str) -> None:
    problem = sd.problem(formula)
    for kink in problem.derive(check="quick").kinks():
        assert kink.point is not None
        assert kink.used is not None
        (slope,) = problem.objective.gradient([float(kink.point.value)])
        assert slope == pytest.approx(float(Values({}, PRECISE)[kink.used]), abs=1e-7)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [("|x - y|", ["x - y == 0"]), ("max(x, y)", ["x == y"]), ("max(x^2, y, 3)", ["x² == y", "x² == 3", "y == 3"]), ("x^2 + y^2", [])],
)
def test_kinks_in_several_variables_are_equations(formula: str, expected: list[str]) -> None:
    assert [str(kink.equation) for kink in equations(parse(formula), ("x", "y"))] == expected
    assert [str(kink.equation) for kink in sd.problem(formula).derive(check="quick").kinks()] == expected


@pytest.mark.parametrize(
    ("formula", "point", "expected", "kind"),
    [
        ("|x - y|", (1, 1), {("-1", "1"), ("1", "-1")}, "convex"),
        ("|x - y|", (1, 2), {("-1", "1")}, "derivative"),
        ("max(x, y)", (2, 2), {("1", "0"), ("0", "1")}, "convex"),
        ("min(x, y)", (0, 0), {("1", "0"), ("0", "1")}, "Clarke"),
        ("|x| + |y|", (0, 0), {("1", "1"), ("1", "-1"), ("-1", "1"), ("-1", "-1")}, "convex"),
        ("|x| + |y|", (0, 3), {("1", "1"), ("-1", "1")}, "convex"),
        ("max(x^2 + y^2, x + y)", (1, 1), {("2", "2"), ("1", "1")}, "convex"),
        ("|x + sqrt(2) y|", (0, 0), {("1", "√2"), ("-1", "-√2")}, "convex"),
    ],
)
def test_the_subdifferential_is_the_hull_of_the_active_gradients(
    formula: str, point: tuple[int, int], expected: set[tuple[str, ...]], kind: str
) -> None:
    hull = subdifferential(parse(formula), ("x", "y"), dict(zip("xy", point, strict=True)))
    assert hull is not None
    assert {tuple(map(str, gradient)) for gradient in hull.gradients} == expected
    assert hull.kind == kind


@pytest.mark.parametrize("formula", ["sqrt(x^2 + y^2)", "sign(x) + y", "cbrt(x)*y + cbrt(x)"])
def test_there_is_no_hull_where_no_finite_slopes_meet(formula: str) -> None:
    assert subdifferential(parse(formula), ("x", "y"), {"x": 0, "y": 0}) is None


def test_a_subdifferential_needs_a_number_for_every_letter_and_a_value() -> None:
    with pytest.raises(ArgumentError, match="no value for a"):
        subdifferential(parse("|x - a|"), ("x",), {"x": 0})
    with pytest.raises(ArgumentError, match="has no value at this point"):
        subdifferential(parse("ln(x)"), ("x",), {"x": -1})


@pytest.mark.parametrize(
    ("f", "kind"),
    [
        (lambda h: 3 + h, "number"),
        (lambda h: 1 / mpmath.sqrt(h), "+infinity"),
        (mpmath.log, "-infinity"),
        (lambda h: 1 / mpmath.log(h), "number"),
        (lambda h: mpmath.sin(1 / h), "no limit"),
        (lambda h: None, "outside"),
        (lambda h: h ** mpmath.mpf("0.0001"), "unknown"),
    ],
)
def test_limits_are_told_apart(f: object, kind: str) -> None:
    with mpmath.workdps(250):
        assert limit(f).kind == kind  # type: ignore[arg-type]


numbers = st.fractions(-6, 6, max_denominator=6).map(number)
slopes = st.fractions(Fraction(1, 6), 6, max_denominator=6).map(number)


def shifted(a: Expression, b: Expression) -> Expression:
    """a x + b."""
    return Sum((Product((a, X)), b))


lines = st.builds(shifted, numbers, numbers)
absolute_values = st.builds(lambda a, u: Product((a, Call("abs", (u,)))), slopes, lines)
maxima = st.lists(lines, min_size=2, max_size=3).map(lambda parts: Call("max", tuple(parts)))
squares = st.builds(lambda a: Product((a, X, X)), slopes)
convex = st.lists(absolute_values | maxima | squares, min_size=1, max_size=3).map(
    lambda parts: Sum(tuple(parts)) if len(parts) > 1 else parts[0]
)


def quotient(f: Expression, at: object, h: object) -> object:
    """(f(a + h) - f(a))/h."""
    here, there = (Values({"x": value}, PRECISE)[f] for value in (at, at + h))  # type: ignore[operator]
    return (there - here) / h


@settings(max_examples=40)
@given(convex)
def test_slopes_are_the_limits_of_difference_quotients(f: Expression) -> None:
    for kink in kinks(f, "x"):
        assert kink.point is not None
        with mpmath.workdps(120):
            for side, h in ((kink.left, mpmath.mpf("-1e-40")), (kink.right, mpmath.mpf("1e-40"))):
                assert side is not None
                assert abs(quotient(f, kink.point.value, h) - side.value) < 1e-35


@settings(max_examples=40)
@given(convex)
def test_of_a_convex_function_the_slope_that_is_used_lies_in_the_subdifferential(f: Expression) -> None:
    for kink in kinks(f, "x"):
        allowed = kink.subdifferential
        assert allowed is not None
        assert kink.used is not None
        assert allowed.kind in ("convex", "derivative")
        low, used, high = (Values({}, PRECISE)[part] for part in (allowed.low, kink.used, allowed.high))
        assert low - 1e-12 <= used <= high + 1e-12


def test_a_value_beyond_all_floats_is_told_with_a_power_of_ten() -> None:
    """8^8 = 16777216 and e^16777216 = 10^(16777216/ln 10), that is about 2.14·10^7286252: the digits are mpmath's."""
    (kink,) = kinks(parse("e^(max(8, x)^x)"), "x")
    assert kink.point is not None
    assert str(kink.point.written) == "8"
    with mpmath.workdps(30):
        expected = mpmath.nstr(mpmath.exp(8**8), 12).partition("e+")
    assert str(kink.value) == f"{expected[0]}·10^{expected[2]}".replace("^7286252", "⁷²⁸⁶²⁵²")


def test_of_many_lines_each_kink_is_told() -> None:
    """By hand: of each maximum the lines that are taken, from left to right, and where they meet."""
    f = parse("max(-4x - 4, -3x + 13/6, 5 - 1/3*x) + max(4/3*x - 4, -3x - 1/3, -1/3*x) + max(4/3*x, 13/6 - 1/3*x)")
    assert [str(kink.point.written) for kink in kinks(f, "x") if kink.point] == ["-37/6", "-17/16", "-1/8", "13/10", "12/5"]
    assert len(kinks(f, "x")) == 5


@settings(max_examples=40)
@given(convex, numbers, st.sampled_from([-3, -1, 2, 5]))
def test_subgradients_of_a_convex_function_stay_below_it(f: Expression, a: Expression, step: int) -> None:
    hull = subdifferential(f, ("x",), {"x": a})
    assert hull is not None
    at = Values({}, PRECISE)[a]
    here, there = (Values({"x": value}, PRECISE)[f] for value in (at, at + step))
    for (slope,) in hull.gradients:  # f(y) >= f(x) + g (y - x): Rockafellar 1970, §23
        assert there >= here + Values({}, PRECISE)[slope] * step - 1e-9


def test_a_number_of_the_tree_is_what_a_kink_holds() -> None:
    (kink,) = kinks(parse("|x - 3|"), "x")
    assert kink.point is not None
    assert kink.point.written == Number(Fraction(3))


@pytest.mark.parametrize("formula", ["ln|sec(x) + tan(x)|", "|tan(x)|/cos(x)", "|sin(x)|/sin(x)"])
def test_a_pole_is_no_kink(formula: str) -> None:
    divisor = parse("sin(x)") if "/sin" in formula else parse("cos(x)")
    for kink in kinks(parse(formula), "x"):
        at = kink.point.value  # type: ignore[union-attr]
        assert abs(mpmath.cos(at) if divisor == parse("cos(x)") else mpmath.sin(at)) > 0.1


@pytest.mark.parametrize(("formula", "count"), [("|x - {k}|", 8), ("|x - {k}|", 20), ("|x^2 - {k}|", 12)])
def test_no_kink_of_a_long_formula_is_left_out(formula: str, count: int) -> None:
    found = kinks(parse(" + ".join(formula.format(k=k) for k in range(1, count + 1))), "x")
    assert len({kink.equation for kink in found}) == count
    assert {kink.extent for kink in found} <= {"all", "equation"}


def test_equations_of_which_there_are_too_many_are_said_to_be_left_out() -> None:
    text = sd.problem(" + ".join(f"|x_{k} - x_{k + 1}|" for k in range(1, 21))).derive(check="quick").to_text()
    assert "More equations of this kind are left out." in " ".join(text.split())
