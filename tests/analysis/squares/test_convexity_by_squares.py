"""Convexity of polynomials by sums of squares: the verdicts that are known, and certificates that are checked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from sympy import Rational, Symbol

import symdescent as sd
from symdescent.analysis.convexity.checks.squares import holds
from symdescent.analysis.convexity.squares_way import by_squares
from symdescent.lesson.squares import proof

pytest.importorskip("clarabel")

VERDICTS = {
    "x^4 + y^4": "strictly convex",
    "x^4 + y^4 + x^2*y^2": "strictly convex",
    "x^6 - 3x^4 + 27/5*x^2": "strictly convex",
    "x^4 - 4x^3 + 6x^2 + y^4": "strictly convex",
    "(x + y)^4": "convex",
    "(x + y)^2": "convex",
    "x^4 + x^2 + y^2": "strongly convex",
    "-x^4 - y^2": "strictly concave",
    "-x^2 - y^2 + x": "strongly concave",
    "(x^2 + y^2 + z^2)^2": "strictly convex",
}
NEITHER = [
    "x^6 - 3x^4 + 53/10*x^2",
    "x^2*y^2 + x^2 + y^2",
    "100(y - x^2)^2 + (1 - x)^2",
    "x*y",
    "x^4*y^2 + x^2*y^4 - 3x^2*y^2 + 1",
    "x^4 - 2x^2",
]


@pytest.mark.parametrize(("formula", "verdict"), VERDICTS.items())
def test_the_verdict_is_proved_and_its_certificate_accepted(formula: str, verdict: str) -> None:
    problem = sd.problem(formula)
    found = by_squares(problem)
    assert found is not None
    assert found.verdict == verdict
    assert holds(problem, found.verdict, found.certificate, found.modulus)
    assert found.certificate.to_dict()["kind"] == "squares"


@pytest.mark.parametrize("formula", NEITHER)
def test_what_is_not_convex_gets_no_certificate(formula: str) -> None:
    assert by_squares(sd.problem(formula)) is None


@pytest.mark.parametrize("formula", ["e^x", "a*x^2", "x + 1", "|x|", "mean(speed*x^2)"])
def test_other_functions_are_left_to_other_ways(formula: str) -> None:
    assert by_squares(sd.problem(formula, variables="x", data="cars.csv" if "speed" in formula else None)) is None


def test_the_modulus_is_that_of_the_least_curvature() -> None:
    found = by_squares(sd.problem("x^4 + x^2 + 3y^2"))
    assert found is not None
    assert found.modulus == 2


STRONG, STRICT = sd.problem("x^4 + x^2 + y^2"), sd.problem("x^4 + y^4")


@pytest.mark.parametrize(
    ("problem", "verdict", "change", "modulus"),
    [
        (STRONG, "strongly convex", {"modulus": Rational(3)}, Rational(3)),
        (STRONG, "strongly convex", {"modulus": None}, None),
        (STRONG, "strongly concave", {}, Rational(2)),
        (STRICT, "strongly convex", {}, Rational(1)),
        (STRICT, "strictly convex", {"definite_at": (Fraction(0), Fraction(0))}, None),
        (STRICT, "strictly convex", {"definite_at": None}, None),
        (STRICT, "strictly convex", {"concave": True}, None),
        (STRICT, "strictly convex", {"directions": (Symbol("x", real=True), Symbol("y", real=True))}, None),
        (STRICT, "affine", {}, None),
        (sd.problem("x^4 - y^4"), "strictly convex", {}, None),
        (sd.problem("e^x + y^2"), "strictly convex", {}, None),
    ],
)
def test_wrong_certificates_are_refused(problem: sd.problem, verdict: str, change: dict[str, Any], modulus: Any) -> None:  # type: ignore[valid-type]
    found = by_squares(STRONG if problem is STRONG else STRICT)
    assert found is not None
    assert not holds(problem, verdict, replace(found.certificate, **change), modulus)  # type: ignore[type-var]


@pytest.mark.parametrize("formula", VERDICTS)
def test_a_certificate_prints_as_a_proof(formula: str) -> None:
    found = by_squares(sd.problem(formula))
    assert found is not None
    assert len(list(proof(found.certificate))) >= 2  # type: ignore[arg-type]
