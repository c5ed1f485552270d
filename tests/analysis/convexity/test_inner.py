"""A function around a part that bends itself, and pieces with letters at their joints: what is proved, and what the checker refuses."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import sympy

import symdescent as sd
from symdescent.analysis.convexity.checks.composition import accepts_composition
from symdescent.analysis.convexity.rules.composition import by_composition
from symdescent.analysis.convexity.verdict import convexity
from symdescent.lesson.convexity import narrate
from symdescent.notation.style import style

HUBER = "piecewise((x^2/2, |x| <= d), (d*(|x| - d/2), otherwise))"

# formula, domain, verdict, the greatest modulus that is true, from the least eigenvalue of the Hessian
KNOWN = (
    ("e^(x^2 + y^2)", None, "strongly convex", 2),  # at 0
    ("-ln(1 - x^2 - y^2)", None, "strongly convex", 2),
    ("-sqrt(1 - x^2 - y^2)", None, "strongly convex", 1),
    ("-sqrt(4 - x^2)", None, "strongly convex", sympy.Rational(1, 2)),
    ("(x^2 + y^2 + 1)^2", None, "strongly convex", 4),
    ("x*ln(x) + y*ln(y)", "x > 0, y > 0, x + y <= 1", "strongly convex", 1),
    ("1/x + 1/y", "x > 0, y > 0, x + 2y <= 4", "strongly convex", sympy.Rational(1, 32)),
    ("x^(3/2)", "0 <= x <= 4", "strongly convex", sympy.Rational(3, 8)),
    ("-ln(y - x^2)", None, "strictly convex", None),
    ("-ln(y - x^2 - e^z)", None, "strictly convex", None),
    ("e^(x^2 + y)", None, "strictly convex", None),
    ("sqrt(y - x^2)", None, "strictly concave", None),
    ("x^x", None, "strictly convex", None),
    ("-ln(y - |x|)", None, "convex", None),  # straight along y = x + t
    ("-ln(y - (x + z)^2)", None, "convex", None),  # straight along x = -z
    ("e^(|x| + y)", None, "convex", None),
)


@pytest.mark.parametrize(("formula", "domain", "verdict", "modulus"), KNOWN)
def test_the_verdict_is_as_strong_as_it_should_be(formula: str, domain: str | None, verdict: str, modulus: Any) -> None:
    problem = sd.problem(formula, domain=domain)
    found: Any = by_composition(problem)
    assert (found.verdict, found.modulus) == (verdict, modulus)
    assert accepts_composition(problem, found)


@pytest.mark.parametrize(("formula", "domain", "verdict", "modulus"), [row for row in KNOWN if row[3] is not None])
def test_no_greater_modulus_is_accepted(formula: str, domain: str | None, verdict: str, modulus: Any) -> None:
    problem = sd.problem(formula, domain=domain)
    found: Any = by_composition(problem)
    root = found.certificate.root
    heavier = replace(root, squares=tuple((2 * weight, row) for weight, row in root.squares))
    assert not accepts_composition(problem, replace(found, modulus=2 * modulus))
    assert not accepts_composition(problem, replace(found, modulus=2 * modulus, certificate=replace(found.certificate, root=heavier)))


@pytest.mark.parametrize("formula", ["-ln(y - |x|)", "-ln(y - (x + z)^2)", "e^(|x| + y)", "e^(2x - y)"])
def test_strictness_is_not_to_be_had_by_claiming_it(formula: str) -> None:
    problem = sd.problem(formula)
    found: Any = by_composition(problem)
    every = tuple(((name, Fraction(1)),) for name in problem.variables)
    forged = replace(found.certificate, root=replace(found.certificate.root, strict=every))
    assert accepts_composition(problem, found)
    assert not accepts_composition(problem, replace(found, verdict="strictly convex"))
    assert not accepts_composition(problem, replace(found, verdict="strictly convex", certificate=forged))


def test_the_loss_of_huber_is_convex_whatever_its_joint() -> None:
    for formula in (HUBER, "piecewise((0, |x| <= d), (|x| - d, otherwise))", "piecewise((x^2, x <= d), (2d*x - d^2, otherwise))"):
        problem = sd.problem(formula, variables="x", domain="d > 0")
        found = by_composition(problem)
        assert found is not None
        assert found.verdict == "convex"
        assert accepts_composition(problem, found)


@pytest.mark.parametrize(
    ("formula", "domain"),
    [
        (HUBER, None),  # d may be negative
        ("piecewise((x^2/2, |x| <= d), (d*(|x| - d), otherwise))", "d > 0"),  # it jumps
        ("piecewise((-x^2/2, |x| <= d), (d*(|x| - 3d/2), otherwise))", "d > 0"),
        ("piecewise((x^2, x <= d), (d^2, otherwise))", "d > 0"),  # the slope falls
    ],
)
def test_other_pieces_are_left_alone(formula: str, domain: str | None) -> None:
    assert by_composition(sd.problem(formula, variables="x", domain=domain)) is None


def test_pieces_in_other_units_belong_to_their_function() -> None:
    problem = sd.problem(HUBER, variables="x", domain="d > 0")
    found: Any = by_composition(problem)
    root = found.certificate.root
    weight, inner = root.parts
    wrong = [
        replace(root, parts=(replace(weight, expression=sd.problem("d", variables="x").expression), inner)),
        replace(root, parts=(weight, by_composition(sd.problem("x^2/d^2", variables="x", domain="d > 0")).certificate.root)),  # type: ignore[union-attr]
        replace(root, parts=(weight,)),
        replace(root, curvature="concave"),
        replace(root, strict=((("x", Fraction(1)),),)),
    ]
    assert not any(accepts_composition(problem, replace(found, certificate=replace(found.certificate, root=one))) for one in wrong)
    for other in ("piecewise((x^2/2, |x| <= 2d), (d*(|x| - d/2), otherwise))", "piecewise((x^2/2, |x| < d), (d*(|x| - d/2), otherwise))"):
        moved = sd.problem(other, variables="x", domain="d > 0")
        assert not accepts_composition(
            moved, replace(found, certificate=replace(found.certificate, root=replace(root, expression=moved.expression)))
        )


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_refused_proof_is_said(language: str) -> None:
    shown = replace(convexity(sd.problem("x^4")), tried=(("composition", "refused"), ("second derivative", "strictly convex")))
    with style(language=language):
        told = narrate(shown).to_text()
    assert {"en": "not accepted by the separate check", "de": "nicht anerkannt"}[language] in " ".join(told.split())


@pytest.mark.parametrize(
    "formula",
    [
        "max(" + ", ".join(f"{k}x - {k * k}" for k in range(80)) + ")",
        "*".join(f"(x - {k})" for k in range(60)),
    ],
)
def test_a_formula_that_is_too_long_is_left_undecided(formula: str) -> None:
    assert convexity(sd.problem(formula)).verdict == "undecided"


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (" + ".join(f"|x - {k}|" for k in range(150)), "convex"),
        (" + ".join(f"sqrt(x^2 + y^2 + {k + 1})" for k in range(60)), "strictly convex"),
        (" + ".join(f"({k}x + y - 2)^4" for k in range(100)), "strictly convex"),
        (" + ".join(f"{k}x^{k}" for k in range(2, 200)), "neither"),
    ],
)
def test_long_formulas_are_decided_all_the_same(formula: str, verdict: str) -> None:
    assert convexity(sd.problem(formula)).verdict == verdict
