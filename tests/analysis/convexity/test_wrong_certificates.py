"""The checker refuses certificates that are wrong in one place, of every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sympy

import symdescent as sd
from symdescent.analysis.convexity.checks import numbers
from symdescent.analysis.convexity.checks.checker import accepts
from symdescent.analysis.convexity.constant import by_constant_hessian
from symdescent.analysis.convexity.finding import Finding
from symdescent.analysis.convexity.one_variable import Joint, by_second_derivative
from symdescent.analysis.convexity.pivots import by_pivots
from symdescent.analysis.convexity.places import Stretch
from symdescent.analysis.convexity.squares_way import by_squares
from symdescent.analysis.convexity.witness import Bend, Chord, Gap, by_witness
from symdescent.analysis.signs.fact import Fact
from symdescent.notation.region import SPACE
from symdescent.problem import Problem

Change = Callable[[Any], Any]
Half = sympy.Rational(1, 2)


def found(way: Callable[[Problem], Finding | None], text: str, **more: Any) -> tuple[Problem, Finding]:
    problem = sd.problem(text, **more)
    finding = way(problem)
    assert finding is not None
    assert accepts(problem, finding)
    return problem, finding


def with_certificate(finding: Finding, **changes: Any) -> Finding:
    return replace(finding, certificate=replace(finding.certificate, **changes))  # type: ignore[type-var]


BOWL: tuple[Any, str] = (by_constant_hessian, "x^2 + x*y + y^2")
WAVE: tuple[Any, str] = (by_pivots, "sqrt(1 + x^2 + y^2)")
TOUCHING: tuple[Any, str] = (by_second_derivative, "x^6 - 3x^4 + (27/5)x^2")
BENT: tuple[Any, str] = (by_second_derivative, "max(x, x^2)")
WELLS: tuple[Any, str] = (by_witness, "x^4 - 2x^2")
POLE: tuple[Any, str] = (by_witness, "1/x")

WRONG: tuple[tuple[tuple[Any, str], Change], ...] = (
    (BOWL, lambda f: replace(f, modulus=sympy.Rational(11, 10))),
    (BOWL, lambda f: replace(f, modulus=None)),
    (BOWL, lambda f: replace(f, modulus=sympy.Integer(-1))),
    (BOWL, lambda f: replace(f, verdict="strongly concave")),
    (BOWL, lambda f: replace(f, verdict="strictly convex")),  # with a modulus, which that word does not have
    (BOWL, lambda f: replace(f, verdict="affine", modulus=None)),
    (BOWL, lambda f: replace(f, verdict="neither", modulus=None)),
    (BOWL, lambda f: replace(f, verdict="bowl-shaped")),
    (BOWL, lambda f: with_certificate(f, pivots=(sympy.Integer(2), sympy.Integer(2)))),
    (BOWL, lambda f: with_certificate(f, rows=((1, sympy.S.Zero), (0, 1)))),
    (BOWL, lambda f: with_certificate(f, signs=("positive", "zero"))),
    (BOWL, lambda f: with_certificate(f, signs=("positive",))),
    (BOWL, lambda f: with_certificate(f, variables=("y", "x"))),
    (WAVE, lambda f: with_certificate(f, signs=("positive", "zero"))),
    (WAVE, lambda f: with_certificate(f, pivots=(f.certificate.pivots[0], sympy.S.One))),
    (WAVE, lambda f: with_certificate(f, flat=(sympy.S.One, sympy.S.One)) if f.verdict == "convex" else replace(f, verdict="affine")),
    (WAVE, lambda f: replace(f, verdict="strictly concave")),
    (WAVE, lambda f: replace(f, verdict="strongly convex", modulus=Half)),
    (TOUCHING, lambda f: replace(f, verdict="strongly convex", modulus=sympy.Rational(1, 1000))),
    (TOUCHING, lambda f: replace(f, verdict="strictly concave")),
    (TOUCHING, lambda f: replace(f, verdict="affine")),
    (BENT, lambda f: replace(f, verdict="strictly convex")),
    (BENT, lambda f: replace(f, verdict="concave")),
    (BENT, lambda f: with_certificate(f, pieces=f.certificate.pieces[:2])),
    (BENT, lambda f: with_certificate(f, pieces=f.certificate.pieces[1:])),
    (BENT, lambda f: with_certificate(f, pieces=())),
    (BENT, lambda f: with_certificate(f, variable="y")),
    (WELLS, lambda f: replace(f, verdict="convex")),
    (WELLS, lambda f: with_certificate(f, over=f.certificate.under)),
    (WELLS, lambda f: with_certificate(f, under=f.certificate.over)),
    (WELLS, lambda f: with_certificate(f, over=replace(f.certificate.over, there=Half))),
    (WELLS, lambda f: with_certificate(f, over=replace(f.certificate.over, chord=Half))),
    (WELLS, lambda f: with_certificate(f, over=Chord((sympy.S.Zero,), (sympy.S.Zero,), sympy.S.Zero, sympy.S.Zero))),
    (WELLS, lambda f: with_certificate(f, down=Bend((sympy.S.Zero,), (sympy.S.One,), sympy.Integer(-5)))),
    (WELLS, lambda f: with_certificate(f, down=f.certificate.up)),
    (WELLS, lambda f: with_certificate(f, over=None)),
    (POLE, lambda f: with_certificate(f, between=(sympy.S.One,))),
    (POLE, lambda f: with_certificate(f, start=(sympy.S.Zero,))),
    (POLE, lambda f: with_certificate(f, start=(sympy.S.One,), end=(sympy.Integer(2),))),
    (POLE, lambda f: replace(f, verdict="convex")),
)


@pytest.mark.parametrize(("case", "change"), WRONG)
def test_a_certificate_that_is_wrong_in_one_place_is_refused(case: tuple[Any, str], change: Change) -> None:
    problem, finding = found(*case)
    assert not accepts(problem, change(finding))


@pytest.mark.parametrize(
    ("way", "right", "other"),
    [
        (by_constant_hessian, "x^2 + y^2", "x^2 - y^2"),
        (by_constant_hessian, "x^2 + y^2", "|x|*x + y^2"),
        (by_pivots, "ln(e^x + e^y)", "ln(e^x + 2e^y) - y^2"),
        (by_second_derivative, "x^6 - 3x^4 + (27/5)x^2", "x^6 - 3x^4 + (53/10)x^2"),
        (by_second_derivative, "|x|", "-|x|"),
        (by_second_derivative, "x^4", "x^4*sign(x)"),
        (by_witness, "x^4 - 2x^2", "x^4 + 2x^2"),
        (by_witness, "1/x", "x^2"),
        (by_squares, "x^4 + y^4", "x^4 - y^4"),
    ],
)
def test_the_certificate_of_one_function_proves_nothing_of_another(way: Any, right: str, other: str) -> None:
    _, finding = found(way, right)
    assert not accepts(sd.problem(other), finding)


def test_a_certificate_belongs_to_its_domain() -> None:
    _, narrow = found(by_second_derivative, "x^3", domain="x > 0")
    assert not accepts(sd.problem("x^3"), narrow)
    assert not accepts(sd.problem("x^3", domain="x > -1"), narrow)
    _, strong = found(by_second_derivative, "x*ln(x)", domain="0 < x < 4")
    assert not accepts(sd.problem("x*ln(x)", domain="0 < x < 5"), strong)
    _, quadratic = found(by_constant_hessian, "x^2 + y^2")
    assert not accepts(sd.problem("x^2 + y^2", domain="x^2 + y^2 > 1"), quadratic)
    _, quartic = found(by_squares, "x^4 + y^4")
    assert not accepts(sd.problem("x^4 + y^4", domain="x*y > 1"), quartic)
    _, ratio = found(by_pivots, "x^2/y", domain="y > 0")
    assert not accepts(sd.problem("x^2/y"), ratio)


def test_a_parameter_without_a_sign_is_not_taken_for_positive() -> None:
    _, finding = found(by_constant_hessian, "a*x^2", variables="x", domain="a > 0")
    assert not accepts(sd.problem("a*x^2", variables="x"), finding)
    assert not accepts(sd.problem("a*x^2", variables="x", domain="a < 0"), finding)


def test_pieces_with_a_claim_of_their_own_are_computed_anew() -> None:
    """The slopes and formulas of a certificate are for people: the checker takes them from the function itself."""
    problem = sd.problem("-|x|")
    _, finding = found(by_second_derivative, "|x|")
    line = Stretch(-sympy.oo, sympy.oo)
    forged = with_certificate(finding, joints=(Joint(sympy.S.Zero, sympy.Integer(-1), sympy.S.One),))
    assert not accepts(problem, forged)
    assert not accepts(sd.problem("|x|"), with_certificate(finding, pieces=(finding.certificate.pieces[0]._replace(stretch=line),)))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "domain", "verdict"),
    [
        ("1/x^2", None, "strictly convex"),
        ("1/(x - 7)^2", None, "strictly convex"),
        ("x^2", "(x - 7)^2 > 1", "strictly convex"),
        ("x^2 + 1/(1 - sin(x))", None, "strictly convex"),
        ("x^2 + ln(x*(x - 1)*(x - 5000000))", "x > 0", "strictly convex"),
        ("x^2*sign(x - 1/3) + 1", "x > -1", "strictly convex"),
    ],
)
def test_an_interval_with_a_hole_is_no_domain(text: str, domain: str | None, verdict: str) -> None:
    """The whole line as one smooth piece is a lie about these functions."""
    problem, (_, finding) = sd.problem(text, domain=domain), found(by_second_derivative, "x^4 + x^2")
    for low in (-sympy.oo, sympy.S.Zero, sympy.S.NegativeOne):
        piece = finding.certificate.pieces[0]._replace(stretch=Stretch(low, sympy.oo))  # type: ignore[attr-defined]
        forged = replace(with_certificate(finding, pieces=(piece,)), verdict=verdict, modulus=None)
        assert not accepts(problem, forged)


def test_a_gap_and_a_witness_need_points_of_the_problem() -> None:
    root = sd.problem("sqrt(x)")
    gap = Gap((sympy.Integer(-1),), (sympy.S.One,), (-Half,))
    assert not accepts(root, Finding("neither", gap))
    assert not accepts(root, Finding("neither", Gap((sympy.S.One,), (sympy.Integer(3),), (sympy.Integer(-2),))))


def test_a_kind_that_nobody_knows_proves_nothing() -> None:
    assert not accepts(sd.problem("x^2"), Finding("convex", object()))  # type: ignore[arg-type]


@pytest.mark.parametrize("sign", ["positive", "nonnegative", "negative", "zero"])
def test_what_looks_for_signs_may_lie_and_nothing_follows(monkeypatch: pytest.MonkeyPatch, sign: str) -> None:
    """The checker asks for a proof of a sign and verifies it by code of its own: a false one is worth nothing."""
    x = sympy.Symbol("x", real=True)
    for reason in ("given", "number", "sum", "product", "range", "polynomial roots", "completed square", "anything"):
        monkeypatch.setattr(numbers, "fact_of", lambda e, where, reason=reason: Fact(e, sign, reason))
        assert not any(numbers.has_proof(e, sign, SPACE) for e in (x, x**3 - x, sympy.sin(x), x**2 - 1))
