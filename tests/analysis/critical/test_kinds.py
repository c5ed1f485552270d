"""What a point is: kinks, edges, constraints, degenerate points, whole sets."""

from __future__ import annotations

import pytest
from sympy import Rational, Symbol, exp, pi, sqrt

import symdescent as sd
from symdescent.analysis.critical.inertia import Inertia, inertia
from symdescent.analysis.critical.places import exact_place
from symdescent.errors import ArgumentError

TABLE = [
    ("x^4", None, [((0,), "minimum")]),
    ("-x^6", None, [((0,), "maximum")]),
    ("x^3", None, [((0,), "inflection")]),
    ("x^4 + y^4", None, [((0, 0), "minimum")]),
    ("x^4 - y^4", None, [((0, 0), "degenerate saddle")]),
    ("x^2 + y^3", None, [((0, 0), "degenerate saddle")]),
    ("x^2 + y^4", None, [((0, 0), "minimum")]),
    ("(y - x^2)(y - 3x^2)", None, [((0, 0), "degenerate saddle")]),  # Peano: a minimum along every line
    ("x^2 - 2x y + y^2 + x^4", None, [((0, 0), "minimum")]),
    ("|x|", None, [((0,), "minimum")]),
    ("-|x|", None, [((0,), "maximum")]),
    ("|x| + 2x", None, []),
    ("|x| + |y|", None, [((0, 0), "minimum")]),
    ("|x| - y^2", None, [((0, 0), "saddle")]),
    ("max(x, x^2)", None, [((0,), "minimum")]),
    ("|x - 1| + |x + 2| + x^2", None, [((0,), "minimum")]),
    ("sqrt(x^2)", None, [((0,), "minimum")]),
    ("sqrt(x)", None, [((0,), "edge minimum")]),
    ("x^2", "-1 <= x <= 2", [((-1,), "edge maximum"), ((0,), "minimum"), ((2,), "edge maximum")]),
    ("x^2", "x >= 0", [((0,), "minimum")]),
    ("x", "0 <= x <= 1", [((0,), "edge minimum"), ((1,), "edge maximum")]),
    ("x^2 + y^2", "x + y >= 1", [((Rational(1, 2), Rational(1, 2)), "edge minimum")]),
    ("x + y", "x >= 0, y >= 0", [((0, 0), "edge minimum")]),
    ("x y", "x + y = 1", [((Rational(1, 2), Rational(1, 2)), "maximum")]),
    ("x^2 + y^2", "x + y = 2", [((1, 1), "minimum")]),
    ("x ln(x)", None, [((exp(-1),), "minimum")]),
    ("e^x - x", None, [((0,), "minimum")]),
    ("x e^(-x)", None, [((1,), "maximum")]),
    ("x e^(-x^2 - y^2)", None, [((-sqrt(2) / 2, 0), "minimum"), ((sqrt(2) / 2, 0), "maximum")]),
    ("sin(x)", None, [((-pi / 2,), "minimum"), ((pi / 2,), "maximum")]),
    ("1/(1 + x^2)", None, [((0,), "maximum")]),
    ("x^2/y + y", "y > 0", []),
    ("x + 1", None, []),
]


@pytest.mark.parametrize(("formula", "domain", "expected"), TABLE, ids=[row[0] + (f" on {row[1]}" if row[1] else "") for row in TABLE])
def test_each_point_is_what_it_is(formula: str, domain: str | None, expected: list[tuple[tuple[object, ...], str]]) -> None:
    found = sd.critical_points(sd.problem(formula), domain=domain)
    assert [(tuple(point.at.values()), point.kind) for point in found] == expected
    assert found.complete


@pytest.mark.parametrize(
    ("formula", "domain", "low", "high"),
    [("x + y", "x^2 + y^2 = 1", -sqrt(2), sqrt(2)), ("x y z", "x^2 + y^2 + z^2 = 3", -1, 1), ("x + 2y", "x^2 + y^2 <= 5", -5, 5)],
)
def test_on_a_closed_curve_or_ball_both_extremes_are_attained(formula: str, domain: str, low: object, high: object) -> None:
    found = sd.critical_points(sd.problem(formula, domain=domain))
    assert {point.value for point in found.of("minimum", "edge minimum") if point.is_global} == {low}
    assert {point.value for point in found.of("maximum", "edge maximum") if point.is_global} == {high}


def test_a_multiplier_is_what_lagrange_says() -> None:
    highest = sd.critical_points(sd.problem("x + y", domain="x^2 + y^2 = 1")).of("maximum")[0]
    assert (highest.multipliers[0] - sqrt(2) / 2).equals(0)  # 1 = λ·2x


def test_a_circle_of_minima_is_described_by_its_equation() -> None:
    found = sd.critical_points(sd.problem("(x^2 + y^2 - 1)^2"))
    x, y = (found.problem.symbols[name] for name in "xy")
    (circle,) = found.sets
    assert (circle.equations, circle.value, circle.kind, circle.is_global) == ((x**2 + y**2 - 1,), 0, "minimum", True)
    assert [(point.at, point.kind) for point in found] == [({"x": 0, "y": 0}, "maximum")]


def test_an_edge_on_which_the_function_is_constant_is_a_set() -> None:
    found = sd.critical_points(sd.problem("x y", domain="0 <= x <= 1, 0 <= y <= 1"))
    assert [(point.at, point.kind) for point in found] == [({"x": 1, "y": 1}, "edge maximum")]
    assert {(one.kind, one.value) for one in found.sets} == {("minimum", 0)}


def test_points_that_repeat_say_by_how_much() -> None:
    found = sd.critical_points(sd.problem("sin(x)"))
    assert found.families == ((2 * pi,),)
    assert [point.is_global for point in found] == [True, True]


def test_what_was_not_searched_is_said() -> None:
    found = sd.critical_points(sd.problem("x sin(x)"))
    assert not found.complete
    assert found.gaps == ("interval",)
    assert sd.critical_points(sd.problem("e^(x y) + x^2 + sin(y)")).gaps == ("box",)


def test_a_problem_without_variables_is_refused() -> None:
    with pytest.raises(ArgumentError, match="has no variables"):
        sd.critical_points(sd.problem("3"))


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ("sqrt(x^2 + y^2)", "minimum"),
        ("sqrt(x^2 + y^2) + x/2", "minimum"),  # 1 - 1/2 is the least slope
        ("-3sqrt(x^2 + 4y^2) + x + 5y", "maximum"),  # 1/9 + 25/36 < 1
        ("x - e^(-sqrt(x^2 + y^2))", "undecided"),  # slopes 1 + cos φ: one of them 0
        ("max(|x|, |y|) + x/2", "minimum"),  # four walls meet in the corner, where two are enough
    ],
)
def test_a_tip_is_an_extremum_where_the_root_outweighs_the_rest(formula: str, kind: str) -> None:
    (point,) = sd.critical_points(sd.problem(formula))
    assert (point.kind, [str(value) for value in point.at.values()]) == (kind, ["0", "0"])


@pytest.mark.parametrize(
    "formula", ["sqrt(x^2 + y^2) + 2x", "max(x, 2x)", "|x| - |y| + 2y", "max(|x|, |y|) + 3x", "|x + y| + |x - y| + 5x"]
)
def test_a_kink_from_which_a_function_both_rises_and_falls_is_no_extremum(formula: str) -> None:
    assert sd.critical_points(sd.problem(formula)).points == ()


def test_a_convex_function_that_falls_away_from_its_kink_has_no_minimum_there() -> None:
    found = sd.critical_points(sd.problem("sqrt(x^2 + y^2) + sqrt(x^2 + 4y^2) + 3x"))  # falls along -x: 1 + 1 - 3 < 0
    assert [(point.kind, point.is_global) for point in found] == [("undecided", None)]


@pytest.mark.parametrize(
    ("formula", "domain", "kinds"),
    [
        ("x^(3/2)", "0 <= x, x <= 4", {"0": "edge minimum", "4": "edge maximum"}),
        ("cbrt(x)", "x >= 0", {"0": "edge minimum"}),
        ("x^(3/2) - 2x", "x >= 0", {"0": "edge maximum", "16/9": "minimum"}),
        ("|x|^(3/2)", None, {"0": "minimum"}),
        ("x*|x|", None, {"0": "inflection"}),
        ("(tanh(x) - 1/2)^2", None, {"atanh(1/2)": "minimum"}),
        ("asin(x)", None, {"-1": "edge minimum", "1": "edge maximum"}),
        ("sqrt(x^2 - 1)", None, {"-1": "edge minimum", "1": "edge minimum"}),
    ],
)
def test_ends_and_bends_in_one_variable_are_found(formula: str, domain: str | None, kinds: dict[str, str]) -> None:
    found = sd.critical_points(sd.problem(formula, domain=domain))
    assert {str(point.at["x"]): point.kind for point in found} == kinds
    assert found.complete


@pytest.mark.parametrize("formula", ["x^2*y", "x^2*y^2"])
def test_a_set_on_an_open_edge_is_outside(formula: str) -> None:
    found = sd.critical_points(sd.problem(formula, domain="x > 0, y > 0"))
    assert (found.points, found.sets) == ((), ())


@pytest.mark.parametrize(
    "formula",
    [
        "20 + x^2 - 10cos(2pi*x) + y^2 - 10cos(2pi*y)",
        "x^2*sin(1/x)",
        "sin(x^2)*e^x + cos(3x)",
    ],
)
def test_points_without_end_are_cut_off_and_it_is_said(formula: str) -> None:
    found = sd.critical_points(sd.problem(formula))
    assert 0 < len(found) <= 200
    assert not found.complete


def test_parameters_are_allowed_in_a_quadratic() -> None:
    found = sd.critical_points(sd.problem("a*x^2 - 2b*x", variables="x", domain="a > 0"))
    (only,) = found
    a, b = (Symbol(name, real=True) for name in "ab")
    assert (only.at, only.kind, only.is_global) == ({"x": b / a}, "minimum", True)
    assert sd.critical_points(sd.problem("a*x^4 + x", variables="x")).gaps == ("parameters",)


def test_least_squares_have_one_minimum() -> None:
    (only,) = sd.critical_points(sd.problem("mean((w*x + b - y)^2)", variables="w b", data={"x": [0, 1, 2], "y": [1, 3, 5]}))
    assert (only.at, only.value, only.kind) == ({"w": 2, "b": 1}, 0, "minimum")


def test_eigenvalue_signs_are_counted_without_computing_them() -> None:
    from sympy import Matrix

    nowhere = exact_place((), ())
    assert inertia(Matrix([[2, 1, 0], [1, 2, 0], [0, 0, -1]]), nowhere) == Inertia(2, 0, 1)
    assert inertia(Matrix([[1, 1], [1, 1]]), nowhere) == Inertia(1, 1, 0)


def test_plain_data_names_points_and_kinds() -> None:
    data = sd.critical_points(sd.problem("x^2 - x")).to_dict()
    (only,) = data["critical_points"]
    assert {key: only[key] for key in ("at", "value", "kind", "global")} == {
        "at": {"x": "1/2"},
        "value": "-1/4",
        "kind": "minimum",
        "global": True,
    }
    assert data["complete"] is True


def test_hundreds_of_terms_are_classified_block_by_block() -> None:
    letters = "xyz"
    problem = sd.problem(" + ".join(f"e^({'-' * (k % 2)}{letters[k % 3]}/{k})" for k in range(1, 61)))
    (point,) = sd.critical_points(problem).points
    assert point.kind == "minimum"
    assert all(abs(slope) < 1e-9 for slope in problem.objective.gradient([float(point.at[x]) for x in letters]))
