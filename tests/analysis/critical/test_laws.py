"""What holds for every critical point: the gradient is zero, the kind fits the neighbourhood, and none is missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy
from scipy.optimize import fsolve

import symdescent as sd
from symdescent.analysis.critical.enclosures import arithmetic, enclose, interval
from symdescent.analysis.critical.fields import Root, T, own_root, roots
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints
from symdescent.analysis.critical.systems import solve

FORMULAS = [
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
    "x^4 + y^4 - 4x y + x",
    "x^5 - 3x^3 + x + y^2 x",
    "e^x + e^(-2x) + y^2 - x y",
    "ln(1 + x^2 + y^2) + x/3",
    "x^2 y - x y + y^3/3",
    "x^4 - 3x^2 + x",
    "e^x - 3x^2",
    "(x + 1)/(x^2 + 2)",
    "x^2 + y^2 + z^2 + x y z/2 - x",
]


@pytest.fixture(scope="module")
def found() -> dict[str, CriticalPoints]:
    return {formula: sd.critical_points(sd.problem(formula)) for formula in FORMULAS}


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_gradient_is_zero_to_thirty_digits(formula: str, found: dict[str, CriticalPoints]) -> None:
    problem = sd.problem(formula)
    symbols = [problem.symbols[name] for name in problem.variables]
    slopes = sympy.lambdify(symbols, list(problem.gradient), "mpmath")
    with mpmath.workdps(60):
        for point in found[formula]:
            middle = [mpmath.mpf(box.mid) for box in point.place.box(40)]
            assert all(abs(slope) < mpmath.mpf(10) ** -30 for slope in slopes(*middle))


@pytest.mark.parametrize("formula", FORMULAS)
def test_kinds_agree_with_numeric_eigenvalues(formula: str, found: dict[str, CriticalPoints]) -> None:
    objective = sd.problem(formula).objective
    for point in found[formula]:
        values = np.linalg.eigvalsh(objective.hessian(point.place.floats()))
        assert point.signs == (int((values > 1e-9).sum()), int((abs(values) <= 1e-9).sum()), int((values < -1e-9).sum()))


@pytest.mark.parametrize("formula", [*FORMULAS, "x^2 + y^3", "x^4 - y^4", "(y - x^2)(y - 3x^2)", "x^2 + y^4", "|x| + |y|", "|x| - y^2"])
def test_kinds_agree_with_values_nearby(formula: str) -> None:
    problem = sd.problem(formula)
    for point in sd.critical_points(problem):
        here = np.array(point.place.floats())
        _, vectors = np.linalg.eigh(np.nan_to_num(problem.objective.hessian(here)))
        ring = np.concatenate((_ring(len(here)), vectors.T, -vectors.T)) * 1e-2
        gaps = np.asarray(problem.objective.value(here + ring)) - float(problem.objective.value(here))
        if point.kind == "minimum":
            assert (gaps > 0).all()
        elif point.kind == "maximum":
            assert (gaps < 0).all()
        else:
            assert (gaps > 0).any()
            assert (gaps < 0).any() or "(y - x^2)" in formula  # there only between two parabolas


def _ring(n: int) -> Any:
    grid = np.array(list(product(np.linspace(-1, 1, 9), repeat=n)))
    return grid[np.abs(grid).max(axis=1) == 1]


def generated() -> Iterator[str]:
    """Coercive quartics with small random coefficients."""
    draw = np.random.default_rng(5)
    for _ in range(8):
        lower = " + ".join(f"({draw.integers(-4, 5)})*{m}" for m in ("x^3", "x^2", "x y", "y^2", "x", "y", "x y^2"))
        yield f"x^4 + y^4 + {lower}"


@pytest.mark.parametrize("formula", list(generated()))
def test_the_number_of_points_agrees_with_a_numeric_search_and_with_morse(formula: str) -> None:
    points = sd.critical_points(sd.problem(formula))
    searched = _searched(sd.problem(formula))
    assert len(points) == len(searched)
    if not points.of("undecided", "degenerate saddle"):
        assert len(points.of("minimum")) - len(points.of("saddle")) + len(points.of("maximum")) == 1
    best = min(float(point.value) for point in points)
    assert {point.is_global for point in points.of("minimum") if abs(float(point.value) - best) < 1e-12} == {True}


def _searched(problem: Any) -> list[Any]:
    """The zeros of the gradient that Newton's method finds from many starts."""
    kept: list[Any] = []
    for start in product(np.linspace(-6, 6, 13), repeat=2):
        x, _, ended, _ = fsolve(problem.objective.gradient, start, fprime=problem.objective.hessian, full_output=True, xtol=1e-13)
        if ended == 1 and abs(problem.objective.gradient(x)).max() < 1e-8 and all(abs(x - other).max() > 1e-5 for other in kept):
            kept.append(x)
    return kept


def test_one_unknown_agrees_with_sympy() -> None:
    x = sympy.Symbol("x", real=True)
    for p in (x**5 - 3 * x + 1, (x**2 - 2) * (x**3 - 7), (x - 1) ** 3 * (x**2 - 5) ** 2, x**6 + x + 1):
        ours = sorted(place.floats()[0] for place in solve([p], (x,)).places)
        assert ours == pytest.approx(sorted({float(root) for root in sympy.Poly(p, x).real_roots()}))


def test_a_sum_of_roots_has_its_own_polynomial() -> None:
    t = T
    (first,) = (root for root in roots(sympy.Poly(t**4 - 10 * t**2 + 1, t, domain="QQ")) if root.low > 3)  # √2 + √3
    square = own_root(sympy.Poly(t**2, t, domain="QQ"), Root(*first))
    assert square is not None
    assert [int(c) for c in square.polynomial.all_coeffs()] == [1, -10, 1]  # 5 + 2√6


@pytest.mark.parametrize("text", ["sin(x) + x^2", "exp(x)*cos(x)", "ln(x)/x", "atan(x) - tanh(x)", "sqrt(x)^3", "|x - 1| + cosh(x)"])
def test_intervals_hold_all_values(text: str) -> None:
    problem, context = sd.problem(text), arithmetic(20)
    bounds = enclose(problem.sympy, {problem.symbols["x"]: interval(context, 1, 2.5)}, context)
    values = problem.objective.value(np.linspace(1, 2.5, 200)[:, None])
    assert float(bounds.a) <= values.min()
    assert values.max() <= float(bounds.b)


def test_equal_values_at_algebraic_points_are_equal() -> None:
    points = sd.critical_points(sd.problem("x^4 - 3x^2 + y^4 - 3y^2 + x y"))
    best = [point for point in points if point.is_global]
    assert len(best) == 2
    assert isinstance(best[0], CriticalPoint)
