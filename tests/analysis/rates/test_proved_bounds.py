"""What is said to be proved or exact is: eigenvalues between fractions, second derivatives that come near to their bounds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

import symdescent as sd
from symdescent.analysis.rates import constants as made
from symdescent.analysis.rates.definite import is_semidefinite
from symdescent.analysis.rates.spectrum import spectrum
from symdescent.errors import ArgumentError
from symdescent.problem import Problem

BOX = "-1 <= {0} <= 1"
DATA = {"x": [1.0, 2.0, 3.0], "y": [1.0, 0.0, 1.0]}


def constants(problem: Problem) -> Any:
    """The constants, any of which may be there."""
    return made.constants(problem)


def rows(matrix: sympy.Matrix) -> list[list[Fraction]]:
    """A matrix of fractions as Python has them."""
    return [[Fraction(int(entry.p), int(entry.q)) for entry in matrix.row(i)] for i in range(matrix.rows)]


@pytest.mark.parametrize("n", [3, 4, 5, 8, 10, 12])
@pytest.mark.parametrize("seed", range(3))
def test_eigenvalues_without_a_short_form_lie_between_their_ends(n: int, seed: int) -> None:
    half = sympy.Matrix(np.random.default_rng(100 * n + seed).integers(-9, 10, (n, n)).tolist())
    matrix, unit = half + half.T, sympy.eye(n)
    known = spectrum(sympy.ImmutableMatrix(matrix))
    assert known is not None
    assert not known.exact
    assert is_semidefinite(rows(known.highest * unit - matrix))  # by elimination, which shares nothing with Sturm's chain
    assert is_semidefinite(rows(matrix - known.lowest * unit))
    slight = sympy.Rational(1, 10**12)
    assert not is_semidefinite(rows((known.highest - slight) * unit - matrix))
    assert not is_semidefinite(rows(matrix - (known.lowest + slight) * unit))
    values = [float(one.value) for one in known.eigenvalues for _ in range(one.times)]
    assert values == pytest.approx(np.linalg.eigvalsh(np.array(matrix.tolist(), dtype=float)), abs=1e-9)


def test_a_matrix_whose_least_eigenvalue_is_tiny_has_a_sign() -> None:
    hilbert = sympy.ImmutableMatrix(8, 8, lambda i, j: sympy.Rational(1, i + j + 1))  # positive definite, κ ≈ 1.5·10¹⁰ (Todd, 1954)
    known = spectrum(hilbert)
    assert known is not None
    assert 0 < known.lowest < sympy.Rational(1, 10**9)
    assert float(known.highest / known.lowest) == pytest.approx(1.5257575e10, rel=1e-6)


def test_short_and_long_eigenvalues_of_one_matrix_are_told_apart() -> None:
    found = constants(sd.problem("x^2 + 2y^2 + 3z^2 + x*y + y*z + x*z + 10w^2 + v^2/10"))
    assert (found.kind, found.L, found.mu) == ("exact", 20, sympy.Rational(1, 5))
    assert found.eigenvalues is not None
    assert not found.eigenvalues.exact


def test_roots_and_pi_in_a_matrix_are_rounded_outwards() -> None:
    found = constants(sd.problem("sqrt(2)*x^2 + sqrt(3)*x*y + pi*y^2 + z^2 + y*z"))
    entries = [[2 * 2**0.5, 3**0.5, 0], [3**0.5, 2 * np.pi, 1], [0, 1, 2]]
    values = np.linalg.eigvalsh(np.array(entries))
    assert found.kind == "rounded"
    assert [float(found.lowest), float(found.highest)] == pytest.approx([values[0], values[-1]], rel=1e-13)


@pytest.mark.parametrize(
    ("formula", "domain", "low", "high"),
    [
        ("sin(x)", None, -1, 1),
        ("sin(x)", "0 <= x <= pi/3", -sympy.sqrt(3) / 2, 0),
        ("sin(x) + cos(x)", None, -sympy.sqrt(2), sympy.sqrt(2)),
        ("sin(2x) + x^2", None, -2, 6),
        ("ln(1 + e^x)", None, 0, sympy.Rational(1, 4)),
        ("sigmoid(x)", None, -sympy.sqrt(3) / 18, sympy.sqrt(3) / 18),
        ("ln(1 + e^x) + 3ln(1 + e^y)", None, 0, sympy.Rational(3, 4)),
        ("ln(e^x + e^y)", None, 0, sympy.Rational(1, 2)),
        ("sqrt(1 + x^2 + y^2)", None, 0, 1),
        ("sin(x + y) - 2cos(x - y)", None, -4, 4),
    ],
)
def test_bounds_that_are_attained_are_exact(formula: str, domain: str | None, low: Any, high: Any) -> None:
    found = constants(sd.problem(formula, domain=domain))
    assert (found.kind, sympy.simplify(found.lowest - low), sympy.simplify(found.highest - high)) == ("exact", 0, 0)


@pytest.mark.parametrize("formula", ["sin(x) + sin(2x + y) + cos(y)", "ln(e^x + e^y + e^z)", "sin(a*x)", "mean(ln(1 + e^(-y*w*x)))"])
def test_bounds_of_terms_that_hang_together_are_not_called_exact(formula: str) -> None:
    found = constants(sd.problem(formula, variables="x" if "a*x" in formula else None, data=DATA if "mean" in formula else None))
    assert found.kind in ("bound", "unknown")


def test_an_extreme_at_a_point_without_a_closed_form_is_rounded_outwards() -> None:
    found = constants(sd.problem("e^x - x^5/20 - x^2", domain="0 <= x <= 2"))  # f‴ = e^x - 3x²
    x = np.linspace(0, 2, 200_001)
    second = np.exp(x) - x**3 - 2
    assert found.kind == "rounded"
    assert float(found.highest) >= second.max()
    assert [float(found.lowest), float(found.highest)] == pytest.approx([second.min(), second.max()], abs=1e-9)


@pytest.mark.parametrize(
    ("formula", "data", "domain"),
    [
        ("|x|", None, BOX.format("x")),
        ("sign(x)*x", None, BOX.format("x")),
        ("sign(x) + x^2", None, None),
        ("|x| + y^2*x", None, "-1 <= x <= 1, -1 <= y <= 1"),
        ("mean(|w*x - y|)", DATA, BOX.format("w")),
        ("sum(max(0, 1 - y*w*x)) + w^2", DATA, BOX.format("w")),
    ],
)
def test_no_constant_is_told_where_the_slope_jumps(formula: str, data: Any, domain: str | None) -> None:
    assert constants(sd.problem(formula, data=data, domain=domain)).kind == "unknown"


def test_a_kink_outside_the_box_does_not_matter() -> None:
    found = constants(sd.problem("|x| + y^2*x", domain="1 <= x <= 2, -1 <= y <= 1"))
    # H = [[0, 2y], [2y, 2x]] has the eigenvalues x ± √(x² + 4y²)
    assert float(found.highest) == pytest.approx(2 + 8**0.5, rel=0.02)
    assert float(found.highest) >= 2 + 8**0.5


def test_boxes_of_more_variables_and_of_data() -> None:
    product = constants(sd.problem("x*y*z*w*v", domain=", ".join(map(BOX.format, "vwxyz"))))
    assert float(product.L) == pytest.approx(4, rel=0.01)  # at (1, …, 1) the Hessian is J - I
    loss = constants(sd.problem("mean((w*x - y)^4)", data=DATA, domain=BOX.format("w")))
    w = np.linspace(-1, 1, 2001)[:, None]
    second = (12 * np.array(DATA["x"]) ** 2 * (w * DATA["x"] - np.array(DATA["y"])) ** 2).mean(axis=1)
    assert float(loss.lowest) <= second.min()
    assert second.max() <= float(loss.highest) <= 1.02 * second.max()


def test_a_constant_without_variables_says_what_to_do() -> None:
    with pytest.raises(ArgumentError, match="has no variables"):
        constants(sd.problem("5"))
    with pytest.raises(ArgumentError, match=r"name one in variables="):
        sd.analyze(sd.problem("5"))
    page = sd.analyze(sd.problem("5", variables="x"))
    assert (page.convexity.verdict, page.bounded, page.to_dict()["L"]) == ("affine", True, "0")
