"""L, μ and κ: exact where they are said to be, right bounds everywhere else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import symdescent as sd
from symdescent.analysis.rates import constants as found
from symdescent.errors import ArgumentError
from symdescent.problem import Problem

BOXES: dict[str, str] = {
    "100(y - x^2)^2 + (1 - x)^2": "-2 <= x <= 2, -1 <= y <= 3",
    "x^4 + y^4 + x*y": "-1 <= x <= 2, -1 <= y <= 1",
    "e^(x + y) + x^2*y^2": "-1 <= x <= 1, 0 <= y <= 1",
    "sin(x)*cos(y) + x^2": "0 <= x <= pi, -1 <= y <= 1",
    "sqrt(1 + x^2 + y^2) + ln(1 + y^2)": "-3 <= x <= 3, -2 <= y <= 2",
    "x^2/y + tanh(x)": "-1 <= x <= 1, 1/2 <= y <= 2",
    "x^4 - 3x^2*y + y^2*z^2 + z": "-1 <= x <= 1, -1 <= y <= 1, 0 <= z <= 1",
}
EVERYWHERE = [
    "ln(1 + e^(-3x)) + x^2/10",
    "sqrt(1 + x^2 + y^2)",
    "ln(e^x + e^y + e^z)",
    "ln(cosh(x - 2y))",
    "sin(x + y) - 2cos(x)",
    "sigmoid(x) + atan(y) - tanh(x + y)",
    "ln(1 + x^2) + e^(-(x - y)^2)",
    "erf(x) + softplus(2x - y)",
]


def constants(problem: Problem, **where: Any) -> Any:
    """The constants, any of which may be there."""
    return found.constants(problem, **where)


def range_on(problem: Problem, points: Any) -> tuple[float, float]:
    """The extreme eigenvalues of the Hessian at many points."""
    values = np.linalg.eigvalsh(problem.objective.hessian(points))
    return float(values.min()), float(values.max())


def sampled(known: Any, problem: Problem, *, count: int = 4000) -> Any:
    random = np.random.default_rng(5)
    ends = [[float(end) for end in known.box[name] if end is not None] for name in problem.variables] if known.box else []
    low, high = np.array(ends or [[-6.0, 6.0]] * len(problem.variables)).T
    return low + (high - low) * random.random((count, len(low)))


@pytest.mark.parametrize(("formula", "box"), BOXES.items())
def test_bounds_on_a_box_hold_the_eigenvalues_at_random_points_and_are_not_far(formula: str, box: str) -> None:
    problem = sd.problem(formula)
    known = constants(problem, domain=box)
    assert (known.kind, known.where) == ("bound", "box")
    low, high = range_on(problem, sampled(known, problem))
    assert float(known.lowest) <= low + 1e-9
    assert high - 1e-9 <= float(known.highest)
    assert float(known.highest) - float(known.lowest) <= 1.6 * (high - low) + 1


@pytest.mark.parametrize("formula", EVERYWHERE)
def test_bounds_everywhere_hold_the_eigenvalues_at_random_points(formula: str) -> None:
    problem = sd.problem(formula)
    known = constants(problem)
    assert known.where == "everywhere"
    low, high = range_on(problem, sampled(known, problem))
    assert float(known.lowest) <= low + 1e-9
    assert high - 1e-9 <= float(known.highest)


@given(st.lists(st.lists(st.integers(-9, 9), min_size=4, max_size=4), min_size=4, max_size=4), st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_the_eigenvalues_of_a_quadratic_agree_with_numpy(rows: list[list[int]], n: int) -> None:
    matrix = np.array(rows)[:n, :n]
    matrix = matrix + matrix.T
    names = [f"x_{j + 1}" for j in range(n)]
    terms = [f"({matrix[i, j]})/2*{names[i]}*{names[j]}" for i in range(n) for j in range(n)]
    known = constants(sd.problem(" + ".join(terms), variables=names))
    values = np.linalg.eigvalsh(matrix.astype(float))
    assert known.kind == "exact" or (n > 2 and known.kind == "rounded")
    assert [float(known.lowest), float(known.highest)] == pytest.approx([values[0], values[-1]], abs=1e-9)
    assert float(known.L) == pytest.approx(abs(values).max(), abs=1e-9)


def test_constants_in_letters() -> None:
    a, b = sd.problem("a + b", variables=["a", "b"]).symbols.values()
    known = constants(sd.problem("a*x^2 + b", variables="x", domain="a > 0"))
    assert [str(one) for one in (known.L, known.mu, known.kappa)] == ["2*a", "2*a", "1"]
    matrix = constants(sd.problem("1/2*(a*x^2 + 2b*x*y + c*y^2)", variables=["x", "y"]))
    c = sympy.Symbol("c", real=True)
    wanted = [(a + c) / 2 + sign * sympy.sqrt(((a - c) / 2) ** 2 + b**2) for sign in (-1, 1)]
    assert [sympy.simplify(left - right) for left, right in zip((matrix.lowest, matrix.highest), wanted, strict=True)] == [0, 0]


def test_ridge_regression_is_strongly_convex_with_the_least_eigenvalue_and_twice_lambda() -> None:
    known = constants(sd.problem("1/2*((x + 2y - 1)^2 + (3x + 4y)^2) + lambda*(x^2 + y^2)", variables=["x", "y"], domain="lambda > 0"))
    gram = np.array([[1, 2], [3, 4]]).T @ np.array([[1, 2], [3, 4]])
    values = np.linalg.eigvalsh(gram)
    assert float(known.mu.subs({next(iter(known.mu.free_symbols)): 3})) == pytest.approx(values[0] + 6)
    assert float(known.L.subs({next(iter(known.L.free_symbols)): 3})) == pytest.approx(values[1] + 6)


def test_the_logistic_loss_is_bounded_by_a_quarter_of_the_data_s_greatest_eigenvalue() -> None:
    x, y = np.array([1.0, 2, 3, -1]), np.array([1.0, -1, 1, -1])
    known = constants(sd.problem("mean(ln(1 + e^(-y*(w*x + b))))", data={"x": x, "y": y}))
    rows = np.column_stack([np.ones(4), x])
    assert float(known.L) == pytest.approx(np.linalg.eigvalsh(rows.T @ rows / 4)[-1] / 4)
    assert (known.mu, known.kind, known.functions) == (0, "bound", ("softplus",))


@pytest.mark.parametrize(
    ("formula", "domain", "low", "high"),
    [
        ("x^4", "-1 <= x <= 2", 0, 48),
        ("sqrt(1 + x^2)", None, 0, 1),
        ("ln(cosh(x))", None, 0, 1),
        ("sin(x)", None, -1, 1),
        ("x*ln(x)", "1 <= x <= 3", sympy.Rational(1, 3), 1),
        ("e^x", "x <= 1", 0, sympy.E),
        ("x^6 - 3x^4 + 27/5*x^2", "-1 <= x <= 1", 0, sympy.Rational(54, 5)),
        ("3x", None, 0, 0),
    ],
)
def test_one_variable(formula: str, domain: str | None, low: Any, high: Any) -> None:
    known = constants(sd.problem(formula), domain=domain)
    assert sympy.simplify(known.lowest - low) == 0
    assert sympy.simplify(known.highest - high) == 0


@pytest.mark.parametrize(("formula", "domain"), [("x^4", None), ("e^x", None), ("-ln(x)", "x > 0"), ("x^4 + y^4", None), ("x^2*y^2", None)])
def test_a_gradient_that_is_not_lipschitz_is_said_to_be_so(formula: str, domain: str | None) -> None:
    known = constants(sd.problem(formula), domain=domain)
    assert (known.kind, known.L, known.kappa) == ("unbounded", None, None)


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    assert constants(sd.problem("|x| + |y|")).kind == "unknown"
    assert constants(sd.problem("|x|")).L is None
    assert constants(sd.problem("max(x, x^2)")).L is None


@pytest.mark.parametrize(
    ("formula", "start"),
    [
        ("x^4 + y^4", (1, 1)),
        ("100(y - x^2)^2 + (1 - x)^2", (-1, 1)),
        ("x^4", (3,)),
        ("x^4 - 2x^2 + y^2", (2, 1)),
        ("e^x + e^(-x) + y^2", (2, 1)),
    ],
)
def test_the_sublevel_set_lies_in_the_box_and_its_constants_hold_there(formula: str, start: tuple[int, ...]) -> None:
    problem = sd.problem(formula)
    known = constants(problem, sublevel=start)
    assert known.where == "sublevel"
    wide = np.random.default_rng(1).uniform(-4, 4, (40000, len(start)))
    below = wide[problem.objective.value(wide) <= problem.objective.value(np.array(start, dtype=float))]
    ends = np.array([[float(end) for end in known.box[name]] for name in problem.variables])
    assert ((below >= ends[:, 0]) & (below <= ends[:, 1])).all()
    low, high = range_on(problem, below)
    assert float(known.lowest) <= low
    assert high <= float(known.highest)


def test_a_start_outside_every_box_is_refused_or_answered_without_one() -> None:
    assert constants(sd.problem("x^3"), sublevel=1).where != "sublevel"
    with pytest.raises(ArgumentError, match="sublevel"):
        constants(sd.problem("x^4"), sublevel=(1, 2))


def test_a_maximum_is_seen_from_below() -> None:
    assert constants(sd.problem("5 - 2x^2", sense="max")).mu == 4
    known = constants(sd.problem("sin(x) + x^2", sense="max"))
    assert (known.lowest, known.highest) == (-3, -1)


def test_the_same_for_the_data_of_a_line() -> None:
    known = constants(sd.problem("mean((w*speed + b - dist)^2)", data="cars.csv"))
    assert known.kind == "exact"
    assert float(known.kappa) == pytest.approx(2571.8, abs=0.05)


def test_a_letter_beside_data() -> None:
    known = constants(
        sd.problem("mean((w*speed + b - dist)^2) + lambda*(w^2 + b^2)", variables=["w", "b"], data="cars.csv", domain="lambda > 0")
    )
    plain = constants(sd.problem("mean((w*speed + b - dist)^2)", data="cars.csv"))
    assert [str(sympy.expand(one - other)) for one, other in ((known.mu, plain.mu), (known.L, plain.L))] == ["2*lambda", "2*lambda"]


def test_plain_data() -> None:
    assert constants(sd.problem("x^2 + x*y + y^2")).to_dict() == {"L": "3", "mu": "1", "kappa": "3", "kind": "exact", "where": "everywhere"}
