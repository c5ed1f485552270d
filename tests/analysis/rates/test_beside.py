"""No run breaks a theorem, and the bounds that are known by hand come out."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdescent as sd
from symdescent.analysis.rates import constants as found
from symdescent.analysis.rates.beside import Beside, bounds_of, broken
from symdescent.analysis.rates.theorems import THEOREMS
from symdescent.problem import Problem

CONVEX = [
    "ln(1 + e^(-x)) + x^2/20",
    "sqrt(1 + x^2 + y^2)",
    "ln(e^x + e^(-y) + e^(y - x))",
    "ln(cosh(x - y)) + y^2/8",
    "sin(x) + x^2",
    "ln(cosh(x))",
]


def constants(problem: Problem, **where: Any) -> Any:
    """The constants, any of which may be there."""
    return found.constants(problem, **where)


def keys(rows: tuple[Beside, ...]) -> set[str]:
    return {row.theorem for row in rows}


def bowl(rng: np.random.Generator, n: int) -> Problem:
    """A random quadratic with whole numbers: ½‖Bx‖² + ½‖x‖² - c·x."""
    names = [f"x_{j + 1}" for j in range(n)]
    squares = [f"({' + '.join(f'({rng.integers(-3, 4)})*{name}' for name in names)})^2" for _ in names]
    rest = [f"{name}^2 + ({rng.integers(-5, 6)})*{name}" for name in names]
    return sd.problem(" + ".join((*squares, *rest)), variables=names)


@given(st.integers(0, 10**6), st.integers(1, 4), st.floats(0.02, 1.98))
@settings(max_examples=12, deadline=None)
def test_gradient_descent_on_random_quadratics_keeps_every_bound(seed: int, n: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    problem = bowl(rng, n)
    known = constants(problem)
    start = [rng.uniform(-10, 10) for _ in range(n)]
    run = sd.descend(problem, start, rate=share / float(known.L), steps=40, tol=0)
    rows = bounds_of(problem, run.trace, known=known)
    assert {"descent lemma", "contraction", "smallest gradient"} <= keys(rows)
    assert ({"sublinear", "linear"} <= keys(rows)) == (share / float(known.L) * float(known.L) <= 1)
    assert broken(rows) == ()


@given(st.integers(0, 10**6), st.integers(1, 4))
@settings(max_examples=8, deadline=None)
def test_exact_search_newton_nesterov_and_heavy_ball_on_random_quadratics_keep_theirs(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    problem = bowl(rng, n)
    known = constants(problem)
    start, rate, beta = [rng.uniform(-10, 10) for _ in range(n)], rng.uniform(0.05, 1) / float(known.L), rng.uniform(0, 0.95)
    runs = {
        "exact search": bounds_of(problem, sd.descend(problem, start, rate="exact", steps=15, tol=0).trace, known=known, search="exact"),
        "newton": bounds_of(problem, sd.descend(problem, start, method="newton", steps=2, tol=0).trace, method="newton", known=known),
        "nesterov": bounds_of(problem, sd.descend(problem, start, method="nesterov", rate=rate, steps=30, tol=0).trace, method="nesterov"),
        "heavy ball": bounds_of(
            problem,
            sd.descend(problem, start, method="heavy ball", rate=rate, beta=beta, steps=30, tol=0).trace,
            method="heavy ball",
            momentum=beta,
        ),
    }
    for theorem, rows in runs.items():
        assert theorem in keys(rows)
        assert broken(rows) == ()


@pytest.mark.parametrize("formula", CONVEX)
@pytest.mark.parametrize("share", [0.1, 0.7, 1, 1.6])
@pytest.mark.parametrize("method", ["gradient descent", "nesterov"])
def test_convex_functions_keep_every_bound(formula: str, share: float, method: str) -> None:
    problem = sd.problem(formula)
    known = constants(problem)
    rate = share / float(known.L)
    rng = np.random.default_rng(len(formula))
    for _ in range(3):
        start = [rng.uniform(-6, 6) for _ in problem.variables]
        run = sd.descend(problem, start, method=method, rate=rate, steps=50, tol=0)
        rows = bounds_of(problem, run.trace, method=method, known=known)
        assert broken(rows) == ()
        assert method == "nesterov" or "descent lemma" in keys(rows)


@pytest.mark.parametrize(
    ("formula", "start"), [("x^4 + y^4", (1, 1)), ("100(y - x^2)^2 + (1 - x)^2", (-1, 1)), ("x^4 - 2x^2 + y^2", (2, 1))]
)
def test_on_a_sublevel_set_every_step_descends_as_promised(formula: str, start: tuple[int, int]) -> None:
    problem = sd.problem(formula)
    known = constants(problem, sublevel=start)
    run = sd.descend(problem, start, rate=1.5 / float(known.L), steps=200, tol=0)
    rows = [row for row in bounds_of(problem, run.trace, known=known) if row.theorem == "descent lemma"]
    assert len(rows) == len(run.trace) - 1
    assert all(row.holds for row in rows)


def test_newton_in_a_box_converges_as_fast_as_promised() -> None:
    problem = sd.problem("x^4 + x^2 + e^x", domain="-1/2 <= x <= 0")
    run = sd.descend(problem, 0, method="newton", steps=5, tol=0)
    rows = bounds_of(problem, run.trace, method="newton")
    assert keys(rows) == {"newton"}
    assert broken(rows) == ()
    assert rows[1].bound < 1e-2


def test_a_run_that_ascends_keeps_the_bounds_too() -> None:
    problem = sd.problem("5 - x^2 - 3y^2 + x*y", sense="max")
    run = sd.descend(problem, (2, 1), rate="1/8", steps=20, tol=0)
    rows = bounds_of(problem, run.trace)
    assert {"descent lemma", "contraction", "linear"} <= keys(rows)
    assert broken(rows) == ()


def test_the_bounds_of_a_parabola_by_hand() -> None:
    run = sd.descend(sd.problem("x^2"), 3, rate=Fraction(1, 4), steps=3, arithmetic="exact")
    rows = {(row.k, row.theorem): row for row in bounds_of(run.problem, run.trace)}
    # γ = 1/4, L = μ = 2: x_k = 3/2^k; f(x₁) = 9/4 = 9 - (1/4)(3/4)·36
    assert rows[1, "descent lemma"][2:4] == (2.25, 2.25)
    assert rows[2, "contraction"][2:4] == (0.75, 0.75)
    assert rows[2, "sublinear"][2:4] == (0.5625, 9.0)  # 9/(2·(1/4)·2)
    assert rows[2, "linear"][2:4] == (0.5625, 2.25)


def test_a_broken_bound_is_seen() -> None:
    assert broken((Beside(1, "linear", 1.0, 0.5), Beside(2, "linear", 0.5, 0.5))) == (Beside(1, "linear", 1.0, 0.5),)


def test_nothing_is_promised_without_constants_or_outside_their_box() -> None:
    run = sd.descend(sd.problem("x^4"), 1, rate="1/10", steps=3)
    assert bounds_of(run.problem, run.trace) == ()
    assert bounds_of(run.problem, run.trace, known=constants(run.problem, domain="2 <= x <= 3")) == ()
    fast = sd.descend(sd.problem("x^2"), 1, rate=3, steps=4)
    assert keys(bounds_of(fast.problem, fast.trace)) == {"descent lemma", "contraction"}


def test_nothing_that_needs_convexity_is_promised_without_it() -> None:
    run = sd.descend(sd.problem("sin(x)"), 1, rate="1/2", steps=5)
    assert keys(bounds_of(run.problem, run.trace)) == {"descent lemma"}


def test_every_theorem_is_used_and_has_a_source() -> None:
    assert all(row.citations for row in THEOREMS.values())
