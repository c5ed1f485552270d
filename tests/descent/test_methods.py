"""What the methods of the catalogue are known to do."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

import symdescent as sd
from symdescent.descent import Stop
from symdescent.descent.method import Method
from symdescent.errors import ArgumentError

SQUARE, ROSENBROCK = sd.problem("x^2"), sd.problem("100(y - x^2)^2 + (1 - x)^2")
ELLIPSE, SADDLE = sd.problem("x^2/10 + 2y^2"), sd.problem("x^2 - 3y^2 + x*y + x")
# f' is 25x below 1, x + 24 up to 2, 25x - 24 above (L. Lessard, B. Recht, A. Packard, SIAM J. Optim. 26, 2016, §4.6)
KINKED = sd.problem("piecewise((25x^2/2, x < 1), (x^2/2 + 24x - 12, x < 2), (25x^2/2 - 24x + 36, True))")
CYCLE = [Fraction(792, 1225), Fraction(-2208, 1225), Fraction(2592, 1225)]
ROWS = [(name, version) for name, method in sd.methods.items() for version in ("paper", *method.versions)]
every_version = pytest.mark.parametrize(("name", "version"), ROWS, ids=[" ".join(row) for row in ROWS])


def xs(run: Any) -> list[Any]:
    return [x for (x,) in run.trace["x"]]


@every_version
def test_a_row_says_all_that_is_known_of_a_method(name: str, version: str) -> None:
    method = sd.methods[name].version(version)
    method.check()
    assert method.name == (name if version == "paper" else method.name)
    assert re.search(r"[(:, ][12]\d{3}[),.]|^(PyTorch|Keras|Optax) \d", method.source)
    assert "gradient" in method.needs
    assert ("history" in method.needs) == bool(method.state)


@every_version
@pytest.mark.parametrize("other", ["exact", "rounded"])
def test_every_method_is_the_same_in_every_arithmetic(name: str, version: str, other: str) -> None:
    method = sd.methods[name].version(version)
    options: dict[str, Any] = {"method": method, "rate": "1/50", "steps": 3, "tol": 0}
    problem, start = sd.problem("x^2 + x*y + 2y^2 - x"), ["3/2", -1]
    floats, others = (sd.descend(problem, start, arithmetic=kind, **options).trace for kind in ("float", other))
    assert len(floats) == len(others) == 4
    for one, two in zip(floats["x"], others["x"], strict=True):
        assert one == pytest.approx(tuple(map(float, two)), rel=1e-7)


def test_adams_first_step_is_exact() -> None:
    run = sd.descend(SQUARE, 3, method="adam", rate="1/10", steps=1, arithmetic="exact")
    assert xs(run)[1] == Fraction(1740000003, 600000001)


@pytest.mark.parametrize(("version", "tenth"), [("pytorch", 2.23009), ("keras", 2.25325), ("optax", 1.94719)])
def test_the_nadams_of_three_programs_differ(version: str, tenth: float) -> None:
    run = sd.descend(SQUARE, 3, method=sd.methods["nadam"].version(version), rate="1/10", steps=10)
    assert round(xs(run)[10], 5) == tenth


def test_a_heavy_ball_can_go_round_for_ever() -> None:
    run = sd.descend(KINKED, 3.3, method="heavy ball", rate="1/9", beta="4/9", steps=2000)
    assert (run.stop, run.reached) == (Stop.CYCLE, 3)
    assert sorted(xs(run)[-3:]) == pytest.approx(sorted(map(float, CYCLE)), abs=1e-7)


def test_an_exact_run_that_starts_on_the_cycle_stays_there() -> None:
    run = sd.descend(
        KINKED, CYCLE[0], method="heavy ball", rate="1/9", beta="4/9", steps=30, arithmetic="exact", state={"x_prev": CYCLE[2]}
    )
    assert xs(run)[:31] == (CYCLE * 11)[: len(run.trace)]
    assert run.trace.rounded_from is None
    assert len(run.trace) > 6


@pytest.mark.parametrize(
    ("method", "state", "message"),
    [
        ("heavy ball", {"v": 1}, "state has a value for v, which is no state of the method: its states are x_prev"),
        ("gradient descent", {"v": 1}, "no state of the method: it has none"),
        ("heavy ball", {"x_prev": [1, 2, 3]}, "state for x_prev has 3 numbers: expected 2"),
        ("bfgs", {"B": [[1, 0]]}, "The state B has 1 rows: expected 2"),
    ],
)
def test_a_state_that_does_not_fit_is_refused(method: str, state: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        sd.descend(ELLIPSE, [1, 1], method=method, state=state)


def test_a_state_of_any_shape_begins_where_it_is_told() -> None:
    state: dict[str, Any] = {"B": [["1/2", 0], [0, "1/4"]]}
    first = sd.descend(ELLIPSE, [1, 1], method="bfgs", rate=1, steps=1, arithmetic="exact", state=state).trace
    assert first[0].state == {"B": ((Fraction(1, 2), 0), (0, Fraction(1, 4)))}
    assert first["x"][1] == (Fraction(9, 10), 0)
    assert sd.descend(SQUARE, 1, method="nesterov", rate="1/10", steps=0, state={"a": 2}).trace[0].state["a"] == 2


def test_newtons_first_step_on_rosenbrock_is_exact() -> None:
    run = sd.descend(ROSENBROCK, ["-6/5", 1], method="newton", steps=1, arithmetic="exact")
    assert run.trace["x"][1] == (Fraction(-523, 445), Fraction(3072, 2225))


@pytest.mark.parametrize(("text", "start"), [("x^2 + 3x*y + 5y^2 - x", [7, "-1/3"]), ("x^2 - 3y^2 + x*y + x", [2, 5]), ("-(x - 2)^2", [9])])
@pytest.mark.parametrize("arithmetic", ["exact", "float"])
def test_newton_lands_on_a_quadratics_stationary_point_at_once(text: str, start: list[Any], arithmetic: str) -> None:
    run = sd.descend(sd.problem(text), start, method="newton", arithmetic=arithmetic)
    assert (run.stop, len(run.trace)) == (Stop.CONVERGED_GRADIENT, 2)
    assert run.trace[-1].norm <= (0 if arithmetic == "exact" else 1e-13)


@pytest.mark.parametrize(
    ("start", "expected"), [("1", [-0.81343, 0.40940, -0.047305, 7.06e-5]), ("1.1", [-1.1286, 1.2341, -1.6952, 5.7154])]
)
def test_newton_needs_a_good_start(start: str, expected: list[float]) -> None:
    run = sd.descend(sd.problem("ln(e^x + e^(-x))"), start, method="newton", steps=100)
    assert xs(run)[1:5] == pytest.approx(expected, rel=1e-4)
    assert run.success == (start == "1")
    damped = sd.descend(sd.problem("ln(e^x + e^(-x))"), start, method="damped newton")
    assert damped.success


@pytest.mark.parametrize("problem", [ELLIPSE, ROSENBROCK, sd.problem("x^2 + 3x*y + 5y^2 + z^2 - x*z")], ids=str)
def test_bfgs_keeps_the_secant_equation(problem: Any) -> None:
    start = {"x": "-6/5", "y": 1, "z": "1/2"}
    kept = {name: start[name] for name in problem.variables}
    trace = sd.descend(problem, kept, method="bfgs", rate="1/100", steps=3, arithmetic="exact").trace
    exact = trace[: trace.rounded_from]
    assert len(exact) > 1
    for before, after in pairwise(exact):
        s, y = (
            [b - a for a, b in zip(one.values(), two.values(), strict=True)]
            for one, two in [(before.x, after.x), (before.gradient, after.gradient)]
        )
        rows = after.state["B"]
        assert [sum(b * entry for b, entry in zip(row, y, strict=True)) for row in rows] == s
        assert rows == tuple(zip(*rows, strict=True))


@pytest.mark.parametrize("name", ["bfgs", "polak-ribiere", "hestenes-stiefel"])
@pytest.mark.parametrize(
    ("text", "start"),
    [("x^2/10 + 2y^2", [-5, -2]), ("x^2 + 3x*y + 5y^2 - x", [7, "-1/3"]), ("x^2 + x*y + 3y^2 + z^2 - x*z - x", [1, 2, "1/3"])],
)
def test_with_exact_line_search_bfgs_is_conjugate_gradient_on_a_quadratic(name: str, text: str, start: list[Any]) -> None:
    problem = sd.problem(text)
    one, two = (sd.descend(problem, start, method=each, rate=sd.rates.exact(), arithmetic="exact") for each in (name, "conjugate gradient"))
    assert one.trace["x"] == two.trace["x"]
    assert (one.stop, one.trace[-1].norm, one.trace.rounded_from) == (Stop.CONVERGED_GRADIENT, 0, None)
    assert len(one.trace) <= 1 + len(problem.variables)


@pytest.mark.parametrize(
    "name",
    "gradient descent,normalised gradient,sign descent,coordinate descent,greedy coordinate descent,iterate averaging,conjugate gradient,"
    "polak-ribiere,hestenes-stiefel,adam,adamax,nadam,radam,adabelief,adan,newton,damped newton,bfgs".split(","),
)
def test_a_methods_own_step_size_leads_through_rosenbrocks_valley(name: str) -> None:
    run = sd.descend(ROSENBROCK, [-1.2, 1], method=name, steps=20_000, record="last", tol=1e-6)
    assert run.stop is Stop.CONVERGED_GRADIENT
    assert run.trace["x"][-1] == pytest.approx((1, 1), abs=1e-5)


@pytest.mark.parametrize(
    ("method", "options", "expected"),
    [
        ("gradient descent", {"rate": 0.4}, (-0.943467, -0.000073)),
        ("gradient descent", {"rate": 0.6}, (-0.387814, -1673.365109)),
        (sd.methods["heavy ball"].version("pytorch"), {"rate": 0.6, "beta": 0.5}, (0.007188, 0.002553)),
        (sd.methods["adagrad"].version("keras"), {"rate": 0.4, "initial": 0, "delta": 1e-6}, (-2.382563, -0.158591)),
    ],
)
def test_the_numbers_of_dive_into_deep_learning(method: Any, options: dict[str, Any], expected: tuple[float, float]) -> None:
    last = sd.descend(ELLIPSE, [-5, -2], method=method, steps=20, **options).trace["x"][-1]
    assert last == pytest.approx(expected, abs=5e-7)


def test_nesterovs_method_keeps_to_its_bound() -> None:
    # f(x_k) - f* <= 4 L ‖x₀ - x*‖²/(k + 2)² for rate 1/L (Nesterov 1983, theorem 1)
    problem, start = sd.problem("x^2/1000 + y^2/20 + z^2/2"), [3.0, -2.0, 1.0]
    trace = sd.descend(problem, start, method="nesterov", rate=1, steps=300, tol=0).trace
    assert all(value <= 4 * math.hypot(*start) ** 2 / (k + 2) ** 2 for k, value in enumerate(trace["value"]))


def test_averaging_keeps_the_mean_of_all_earlier_iterates() -> None:
    trace = sd.descend(SQUARE, 3, method="iterate averaging", rate="1/5", steps=12, arithmetic="exact").trace
    for k in range(1, 13):
        assert trace[k].state["x_bar"] == (sum(x for (x,) in trace["x"][:k]) / k,)


def test_a_step_along_a_coordinate_moves_it_alone() -> None:
    start = [1, -3, 2]
    problem = sd.problem("x^2 + 2y^2 + 3z^2 + x*y*z")
    cyclic, greedy = (
        sd.descend(problem, start, method=name, rate="1/50", steps=9, tol=0).trace
        for name in ("coordinate descent", "greedy coordinate descent")
    )
    for trace in (cyclic, greedy):
        for before, after in pairwise(trace):
            moved = [name for name in problem.variables if before.x[name] != after.x[name]]
            sizes = {name: abs(slope) for name, slope in before.gradient.items()}
            assert moved == ([problem.variables[before.k % 3]] if trace is cyclic else [max(sizes, key=lambda name: sizes[name])])


@pytest.mark.parametrize("rate", [None, "exact", "wolfe", "1/5"])
@pytest.mark.parametrize("start", [[1, 0], [0, 1], [0, 0]])
def test_a_coordinate_without_slope_holds_no_run_up(rate: Any, start: list[int]) -> None:
    run = sd.descend(sd.problem("x^2 + 2y^2"), start, method="coordinate descent", rate=rate, steps=200)
    assert run.stop is Stop.CONVERGED_GRADIENT


@pytest.mark.parametrize(("name", "version"), [row for row in ROWS if row != ("yogi", "optax")])  # its averages start at 1e-6
def test_a_coordinate_without_slope_stays_where_it_is(name: str, version: str) -> None:
    run = sd.descend(sd.problem("x^2 + 2y^2"), [1, 0], method=sd.methods[name].version(version), steps=20)
    assert all(y == 0 for _, y in run.trace["x"])
    assert run.trace[-1].value < 1


def test_a_normalised_step_is_as_long_as_the_rate() -> None:
    trace = sd.descend(ROSENBROCK, [-1.2, 1], method="normalised gradient", rate="1/10", steps=20).trace
    assert [math.dist(a, b) for a, b in pairwise(trace["x"])] == pytest.approx([0.1] * 20)


@pytest.mark.parametrize("name", ["conjugate gradient", "polak-ribiere", "hestenes-stiefel"])
def test_the_first_conjugate_direction_is_the_steepest(name: str) -> None:
    trace = sd.descend(ELLIPSE, [-5, -2], method=name, rate="1/10", steps=1, arithmetic="exact").trace
    assert trace["x"][1] == sd.descend(ELLIPSE, [-5, -2], rate="1/10", steps=1, arithmetic="exact").trace["x"][1]


@pytest.mark.parametrize("name", ["conjugate gradient", "polak-ribiere", "hestenes-stiefel"])
def test_a_conjugate_direction_that_runs_uphill_is_not_taken(name: str) -> None:
    trace = sd.descend(ROSENBROCK, [-1.2, 1], method=name, steps=60).trace
    assert all(sum(slope * p for slope, p in zip(a.gradient.values(), b.state["p"], strict=True)) < 0 for a, b in pairwise(trace))


def test_a_restart_goes_along_the_negative_gradient() -> None:
    hestenes = sd.methods["hestenes-stiefel"]  # without the restart its fifth direction on this run is uphill, and no step is left
    lines = tuple(line for line in hestenes.equations if "slope" not in line)
    bare = sd.descend(ROSENBROCK, [-1.2, 1], method=replace(hestenes, equations=lines)).trace
    trace = sd.descend(ROSENBROCK, [-1.2, 1], method=hestenes).trace
    assert trace["x"][: len(bare)] == bare["x"]
    assert trace[len(bare)].state["p"] == tuple(-slope for slope in bare[-1].gradient.values())


def test_rprop_goes_back_where_the_slope_turned_and_pytorchs_stays() -> None:
    paper = xs(sd.descend(SQUARE, "3/4", method="rprop", rate=1, steps=2, arithmetic="exact"))
    stays = xs(sd.descend(SQUARE, "3/4", method=sd.methods["rprop"].version("pytorch"), rate=1, steps=2, arithmetic="exact"))
    assert paper == [Fraction(3, 4), Fraction(-1, 4), Fraction(3, 4)]
    assert stays == [Fraction(3, 4), Fraction(-1, 4), Fraction(-1, 4)]


def test_lambda_may_be_given_as_a_greek_letter() -> None:
    options: dict[str, Any] = {"method": "adamw", "rate": "1/10", "steps": 5}
    runs = [sd.descend(SQUARE, 3, **{**options, key: "1/5"}) for key in ("λ", "lamda", "lambda")]
    assert runs[0].trace["x"] == runs[1].trace["x"] == runs[2].trace["x"]
    assert runs[0].trace["x"] != sd.descend(SQUARE, 3, **options).trace["x"]


def test_a_version_that_is_not_there_is_refused() -> None:
    with pytest.raises(ArgumentError, match="adam has no version 'jax': it has 'paper', 'pytorch', 'keras', 'optax'"):
        sd.methods["adam"].version("jax")
    assert sd.methods["adam"].version("paper") is sd.methods["adam"]


@pytest.mark.parametrize(
    ("name", "versions", "lines", "parts"),
    [
        ("adam", ("paper", "keras"), {"m_hat", "v_hat", "alpha_k", "x"}, 1),
        ("adam", ("paper", "optax"), {"x"}, None),
        ("heavy ball", ("pytorch", "keras"), {"v", "x"}, None),
        ("adagrad", ("keras", "optax"), set(), None),
        ("radam", ("pytorch", "optax"), {"r", "x"}, 6),  # as rho passes 5, and an epsilon is divided by the correction or not
        ("amsgrad", ("pytorch", "optax"), {"s", "m_hat", "v_hat", "v_max", "x"}, 2),
    ],
)
def test_versions_are_compared_line_by_line(name: str, versions: tuple[str, str], lines: set[str], parts: int | None) -> None:
    found = sd.methods[name].compare(*versions)
    assert {row.name for row in found.lines} == lines
    assert found.parts == {versions: parts}


@pytest.mark.parametrize("method", [method for method in sd.methods.values() if method.versions], ids=lambda method: method.name)
def test_a_comparison_shows_itself(method: Method) -> None:
    found = method.compare(steps=20)
    text = found.to_text().lower()
    assert all(name.split("-")[0] in text for name in found.names)
    assert len(found.parts) == len(found.names) * (len(found.names) - 1) // 2
    assert "$" in found._repr_mimebundle_()["text/markdown"]


def test_a_comparison_on_a_problem_of_ones_own() -> None:
    found = sd.methods["heavy ball"].compare("paper", "pytorch", problem=ROSENBROCK, start=[-1.2, 1], rate="1/1000", steps=50)
    assert found.parts == {("paper", "pytorch"): None}
    assert "part at" not in found.to_text()


def test_newtons_step_climbs_alike_in_all_arithmetics() -> None:
    hill = sd.problem("-(x - 1)^2 - y^4 - y^2", sense="max")
    steps = [sd.descend(hill, (3, 1), method="newton", steps=1, arithmetic=kind).trace[1].x for kind in ("exact", "rounded", "float")]
    assert steps[0] == {"x": 1, "y": Fraction(4, 7)}  # 1 - (4 + 2)/(12 + 2)
    assert all({name: float(value) for name, value in x.items()} == pytest.approx({"x": 1, "y": 4 / 7}, abs=1e-9) for x in steps)
