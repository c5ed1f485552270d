"""Coercive or not, bounded below or not: known answers, and every claimed curve is walked along."""

from __future__ import annotations

import math
from typing import Any

import pytest
from sympy import Symbol, cos, exp, log, sin

import symdescent as sd
from symdescent.analysis.landscape import landscape
from symdescent.analysis.landscape.growth import growth
from symdescent.analysis.landscape.reason import Curve
from symdescent.analysis.squares import checker

pytest.importorskip("clarabel")

BEALE = "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2"
MCCORMICK = "sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1"
MOTZKIN = "x^4*y^2 + x^2*y^4 - 3x^2*y^2 + 1"

FALLING = [
    ("x*y", None),
    ("x^3", None),
    ("x + 2y", None),
    ("x - e^x", None),
    ("ln(x)", None),
    ("-ln(x) - ln(y)", None),
    ("x^2 + 3x*y + y^2", None),
    ("x^3 - 3x*y^2", None),
    ("ln(e^x + e^y + e^z)", None),
    ("(y - x^2)^2 - x", None),  # along no ray, but along a parabola
    (MCCORMICK, None),
    ("x^2 - 4x + y", "x >= 1"),
    ("1/x", None),
]
BOUNDED = [
    ("x^2 + x*y + y^2", None, 0),
    (MOTZKIN, None, 0),
    (BEALE, None, 0),
    ("x^2/y", "y > 0", 0),
    ("x*y", "x >= 0, y >= 0", 0),
    ("x*y", "x^2 + y^2 <= 1", None),
    (MCCORMICK, "-1.5 <= x <= 4, -3 <= y <= 4", None),
    ("x*ln(x)", None, None),
    ("x - ln(x)", None, None),
    ("e^x - x", None, None),
    ("(e^x - y)^2 + y", None, "-1/4"),
    ("ln(1 + x^2 + y^2)", None, 0),
    ("20 + x^2 + y^2 - 10cos(2pi*x) - 10cos(2pi*y)", None, 0),  # Rastrigin
    ("max(x, x^2)", None, None),
    ("mean((w*speed + b - dist)^2)", None, 0),
]
COERCIVE = [
    "x^4 + y^4",
    "100(y - x^2)^2 + (1 - x)^2",
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "(4 - 2.1x^2 + x^4/3)*x^2 + x*y + (4y^2 - 4)*y^2",
    "(x - 13 + 5y^2 - y^3 - 2y)^2 + (x - 29 + y^3 + y^2 - 14y)^2",  # Freudenstein and Roth 1963
    "|x| + |y|",
    "max(|x|, |y|)",
    "sqrt(1 + x^2 + y^2)",
    "e^x - x + y^2",
    "x*ln(x)",
    "x^2 + y^2 + sin(x*y)",
    "20 + x^2 + y^2 - 10cos(2pi*x) - 10cos(2pi*y)",
]
NOT_COERCIVE = ["x*y", "e^x + y^2", BEALE, MOTZKIN, "x^2/(1 + x^2) + y^2", "(x + y)^2", "sin(x)", "x^2 + (1 - x*y)^2", MCCORMICK]
FAR = (10, 100, 1000)


def shown(formula: str, domain: str | None = None, sense: str = "min") -> Any:
    return landscape(sd.problem(formula, domain=domain, sense=sense, data="cars.csv" if "speed" in formula else None))


def values(problem: Any, curve: Curve) -> list[float]:
    """The function at far points of a curve, computed from the formula in floats that know how to be very large."""
    found = []
    for t in FAR:
        point = {problem.symbols[name]: formula.subs(curve.t, t) for name, formula in curve.x.items()}
        found.append(
            float(problem.sympy.subs(point, simultaneous=True).evalf(30).n(15, maxn=400)) if t < 700 else _logarithmic(problem, point)
        )
    return found


def _logarithmic(problem: Any, point: Any) -> float:
    value = problem.sympy.subs(point, simultaneous=True).evalf(30)
    return -math.inf if value < -(10**300) else float(value)


@pytest.mark.parametrize(("formula", "domain"), FALLING)
def test_a_claimed_curve_really_falls(formula: str, domain: str | None) -> None:
    found = shown(formula, domain)
    assert found.bounded.verdict == "unbounded"
    near, far, farthest = values(found.problem, found.bounded.curve)
    assert farthest < far < near
    assert farthest < -math.log(999)


@pytest.mark.parametrize(("formula", "domain", "bound"), BOUNDED)
def test_a_floor_is_proved(formula: str, domain: str | None, bound: Any) -> None:
    found = shown(formula, domain)
    assert found.bounded.verdict == "bounded"
    assert found.bounded.curve is None
    if bound is not None:
        assert str(found.bounded.bound) == str(bound)


def test_squares_in_a_proof_are_accepted_by_the_separate_checker() -> None:
    found = shown(MOTZKIN)
    assert found.bounded.reason.key == "squares"
    assert checker.accepts(found.bounded.reason.squares, found.problem.sympy)


@pytest.mark.parametrize("formula", COERCIVE)
def test_coercive(formula: str) -> None:
    assert shown(formula).coercivity.coercive is True


@pytest.mark.parametrize("formula", NOT_COERCIVE)
def test_not_coercive_with_a_curve_that_leaves_every_ball_while_the_function_stays_low(formula: str) -> None:
    found = shown(formula).coercivity
    assert found.coercive is False
    points = [[abs(float(formula.subs(found.curve.t, t))) for formula in found.curve.x.values()] for t in FAR]
    assert max(points[2]) > max(points[1]) > max(points[0])
    near, _, far = values(shown(formula).problem, found.curve)
    assert far <= max(near, 0) + 1


def test_what_is_made_greatest_is_asked_for_a_ceiling() -> None:
    found = shown("3 - (x - 1)^2 - y^4", sense="max")
    assert found.bounded.side == "above"
    assert found.bounded.bound == 3
    assert found.coercivity.coercive is True
    assert shown("x^2", sense="max").bounded.verdict == "unbounded"


def test_another_domain_may_be_asked_for() -> None:
    problem = sd.problem("x^3")
    assert landscape(problem).bounded.verdict == "unbounded"
    assert landscape(problem, domain="x >= -2").bounded.verdict == "bounded"
    with pytest.raises(ValueError, match="restricts z"):
        landscape(problem, domain="z > 0")


def test_nothing_is_claimed_of_symbols_that_are_not_known() -> None:
    found = landscape(sd.problem("a*x^2", variables="x"))
    assert found.bounded.verdict == "undecided"
    assert found.coercivity.coercive is None


t = Symbol("t", positive=True)
GROWTH = [
    (t**2 - t**3, "falls"),
    (t - exp(t), "falls"),
    (log(exp(t) + exp(-t)), "rises"),
    (log(exp(-t) + exp(-2 * t)), "falls"),
    (t * (2 + sin(t)), "rises"),
    (t * sin(t), None),
    ((t + 1) ** 2 - t**2, None),  # the leading terms cancel: unknown, not wrong
    (exp(-t) * t**9, "settles"),
    (log(1 / t), "falls"),
    (t - log(t), "rises"),
    (t * sin(1 / t), "settles"),
    (t**2 * sin(1 / t) * cos(1 / t), "rises"),
    (t * sin(-1 / t) + t * cos(exp(-t)) - 2 * t * cos(1 / t), "falls"),  # as t - 2t
    (t - t * cos(1 / t), None),
]


@pytest.mark.parametrize(("expression", "what"), GROWTH, ids=str)
def test_growth_is_that_of_the_leading_term(expression: Any, what: str | None) -> None:
    found = growth(expression, t)
    assert found is not None
    assert found.rises is (what == "rises")
    assert found.falls is (what == "falls")
    assert (found.stays_above and found.stays_below) is (what == "settles")
