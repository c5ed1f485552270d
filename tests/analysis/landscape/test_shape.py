"""Symmetries, parts, level sets and domains: laws that they obey, and answers that are known."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Matrix, Rational, sqrt

import symdescent as sd
from symdescent.analysis.landscape import landscape
from symdescent.analysis.landscape.levels import level_sets
from symdescent.analysis.landscape.place import function
from symdescent.analysis.landscape.separable import separability
from symdescent.analysis.landscape.symmetry import symmetries
from symdescent.notation.style import LANGUAGES, style


def kinds(formula: str) -> list[str]:
    return [one.kind for one in symmetries(function(sd.problem(formula)))]


SYMMETRIC = {
    "x^4 + y^4": ["even", "even", "swap", "quarter turn"],
    "x*y": ["odd", "odd", "swap", "opposite quarter turn"],
    "x^2 + y^2 + z^2": ["radial"],
    "sqrt(1 + x^2 + y^2)": ["radial"],
    "x^4 + x*y + y^4": ["point even", "swap"],
    "x*y*z": ["odd", "odd", "odd", "permutation"],
    "(x + y)^2": ["point even", "swap", "constant along"],
    "sin(x)^2": ["even", "period"],
    "sin(2pi*x) + y": ["period"],
    "100(y - x^2)^2 + (1 - x)^2": [],
    "x^3 - x": ["odd"],
    "|x| + |y|": ["even", "even", "swap", "quarter turn"],
}


@pytest.mark.parametrize(("formula", "expected"), SYMMETRIC.items())
def test_symmetries(formula: str, expected: list[str]) -> None:
    found = kinds(formula)
    assert [kind for kind in found if kind != "point odd"] == expected


def test_the_period_is_the_least_one() -> None:
    (even, period) = symmetries(function(sd.problem("sin(x)^2")))
    assert str(period.period) == "pi"
    assert even.kind == "even"


PARTS = {
    "x^4 + y^4 - x": ("sum", 2),
    "(x + 1)^2 + y*z + 3": ("sum", 3),
    "x^2*e^y": ("product", 2),
    "x*y + y*z": ("none", 0),
    "(x + y)^2 - 2x*y": ("sum", 2),
}


@pytest.mark.parametrize(("formula", "expected"), PARTS.items())
def test_parts(formula: str, expected: tuple[str, int]) -> None:
    f = function(sd.problem(formula))
    found = separability(f)
    assert (found.kind, len(found.parts)) == expected
    if found.kind == "sum":
        assert (sum(found.parts) - f.sympy).expand() == 0
    shared = [part.free_symbols for part in found.parts]
    assert not any(a & b for k, a in enumerate(shared) for b in shared[:k])


LEVELS = {
    "x^2 + y^2": "circle",
    "5x^2 + 6x*y + 5y^2": "ellipse",
    "x*y": "hyperbola",
    "x^2 + y": "parabola",
    "(x + y)^2": "parallel lines",
    "x^2 + y^2 + z^2": "sphere",
    "x^2 + 2y^2 + 3z^2 + x*y": "ellipsoid",
    "x^2 + y^2 - z^2": "hyperboloid",
    "x^2 + y^2 + 0*z + (x - y)*z*0": "circle",
    "x^2 + y^2 + z": "paraboloid",
    "x^2 + (y + z)^2": "cylinder",
}


@pytest.mark.parametrize(("formula", "kind"), LEVELS.items())
def test_level_sets_of_quadratics(formula: str, kind: str) -> None:
    found = level_sets(
        function(sd.problem(formula, variables=None if "0*z" not in formula else "x,y")) if "0*z" not in formula else _plane()
    )
    assert found is not None
    assert found.kind == kind


def _plane() -> Any:
    return function(sd.problem("x^2 + y^2"))


def test_the_axes_of_a_known_ellipse() -> None:
    found = level_sets(function(sd.problem("5x^2 + 6x*y + 5y^2 - 4x + 1")))
    assert found is not None
    assert found.axes == ((4, (-1, 1)), (16, (1, 1)))
    assert found.ratio == 2
    assert found.centre == (Rational(5, 8), Rational(-3, 8))
    assert found.value == Rational(-1, 4)
    assert found.half_axes() == (sqrt(2) / 2, sqrt(2) / 4)


whole = st.integers(-5, 5)


@settings(max_examples=15)
@given(whole, whole, whole, whole, whole)
def test_axes_are_eigenvectors_and_the_centre_is_stationary(a: int, b: int, c: int, d: int, e: int) -> None:
    problem = sd.problem(f"({a})*x^2 + ({b})*x*y + ({c})*y^2 + ({d})*x + ({e})*y", variables="x,y")
    found = level_sets(function(problem))
    if found is None:
        assert a == b == c == 0
        return
    hessian = Matrix([[2 * a, b], [b, 2 * c]])
    for eigenvalue, direction in found.axes:
        assert all(entry.equals(0) for entry in hessian * Matrix(direction) - eigenvalue * Matrix(direction))
    signs = [float(value) for value, _ in found.axes]
    assert found.signature == (sum(s > 0 for s in signs), sum(s < 0 for s in signs), sum(s == 0 for s in signs))
    if found.centre is not None:
        assert hessian * Matrix(found.centre) + Matrix([d, e]) == Matrix([0, 0])


DOMAINS = {
    ("x*ln(x)", None): (True, False, False),
    ("x^2", "-1 <= x <= 4"): (True, True, True),
    ("x + y", "x^2 + y^2 <= 1"): (True, True, True),
    ("x + y", "x > 0, y >= 0"): (True, False, False),
    ("1/x", None): (False, False, False),
    ("x + y", "x + y = 1"): (True, None, True),
    ("x^2/y", "y > 0"): (True, False, False),
}


@pytest.mark.parametrize(("asked", "expected"), DOMAINS.items(), ids=str)
def test_domains(asked: tuple[str, str | None], expected: tuple[bool | None, ...]) -> None:
    found = landscape(sd.problem(asked[0], domain=asked[1])).domain
    assert (found.convex, found.bounded, found.closed) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("formula", ["x^4 + y^4", "x^2*e^y", "5x^2 + 6x*y + 5y^2", "(y - x^2)^2 - x", "x*ln(x)", "(e^x - y)^2 + y"])
def test_every_landscape_can_be_told_and_stored(formula: str, language: str) -> None:
    with style(language=language):
        found = landscape(sd.problem(formula))
        assert found.to_text()
        assert found.to_latex()
    assert json.loads(json.dumps(found.to_dict()))["schema"] == "symdescent/landscape/1"
