"""The verdict on functions whose convexity is known, each with a certificate that the checker accepts."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pytest
import sympy

import symdescent as sd
from symdescent.analysis.convexity.checks.checker import accepts
from symdescent.analysis.convexity.finding import VERDICTS, Finding
from symdescent.analysis.convexity.verdict import WAYS
from symdescent.errors import ArgumentError, FormulaError

NETWORK = "mean((v1*tanh(w1*u + b1) + v2*tanh(w2*u + b2) - t)^2)"
POINTS = {"u": [0.0, 1.0, 2.0, 3.0], "t": [0.0, 1.0, 0.0, 1.0]}
LABELLED = {"u": [0.0, 1.0, 2.0, 3.0], "t": [1.0, 1.0, -1.0, 1.0]}

# The answers are those of a course in convex optimization; the reasons stand in the corpus.
KNOWN: tuple[tuple[str, str | None, str], ...] = (
    ("x^4 + y^4", None, "strictly convex"),
    ("e^x + y^2", None, "strictly convex"),
    ("log(e^x + e^y + e^z)", None, "convex"),
    ("sqrt(1 + x^2 + y^2)", None, "strictly convex"),
    ("x^2/y", "y > 0", "convex"),
    ("|x| + |y|", None, "convex"),
    ("max(x, x^2)", None, "convex"),
    ("-log(x) - log(y)", "x > 0, y > 0", "strictly convex"),
    ("x*log(x)", "x > 0", "strictly convex"),
    ("x*log(x)", "0 < x < 4", "strongly convex"),
    ("piecewise((x^2/2, |x| <= 1), (|x| - 1/2, otherwise))", None, "convex"),
    ("x^6 - 3x^4 + (27/5)x^2", None, "strictly convex"),
    ("x^2 + x*y + y^2", None, "strongly convex"),
    ("-x^2 - y^2", None, "strongly concave"),
    ("2x + 3y - 1", None, "affine"),
    ("sqrt(x)", None, "strictly concave"),
    ("1/x", "x > 0", "strictly convex"),
    ("sin(x)", "0 < x < pi", "strictly concave"),
    ("x^2 - 2x*y + y^2", None, "convex"),
    ("x^4 - 2x^2", None, "neither"),
    ("x*y", None, "neither"),
    ("sin(x)", None, "neither"),
    ("100(y - x^2)^2 + (1 - x)^2", None, "neither"),
    ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", None, "neither"),
    ("x^2*y^2 + x^2 + y^2", None, "neither"),
    ("x^6 - 3x^4 + (53/10)x^2", None, "neither"),
    ("x^4*y^2 + x^2*y^4 - 3x^2*y^2 + 1", None, "neither"),
    ("x^3", None, "neither"),
    ("1/x", None, "neither"),
    ("x^2", "x^2 > 1", "neither"),
    ("x^2 - |x|", None, "neither"),
    ("-20e^(-sqrt((x^2 + y^2)/2)/5) - e^((cos(2pi*x) + cos(2pi*y))/2) + 20 + e", None, "neither"),
)


def verdict(text: str, domain: str | None = None, **more: Any) -> str:
    return sd.convexity(sd.problem(text, domain=domain, **more)).verdict


@pytest.mark.parametrize(("text", "domain", "known"), KNOWN, ids=str)
def test_the_strongest_true_verdict_is_found_with_a_certificate_that_the_checker_accepts(text: str, domain: str | None, known: str) -> None:
    found = sd.convexity(sd.problem(text, domain=domain))
    assert found.verdict == known
    assert found.certificate is not None
    assert accepts(found.problem, Finding(found.verdict, found.certificate, found.modulus))


def test_data_are_put_in_exactly() -> None:
    line = sd.convexity(sd.problem("mean((w*speed + b - dist)^2)", data="cars.csv"))
    trace = 2 + 2 * sympy.Rational(6614, 25)  # of [[2, 2·15.4], [2·15.4, 2·264.56]]: the 50 speeds add up to 770, their squares to 13228
    assert line.verdict == "strongly convex"
    determinant = 4 * (sympy.Rational(6614, 25) - sympy.Rational(154, 10) ** 2)
    assert float(line.modulus) == pytest.approx(float((trace - sympy.sqrt(trace**2 - 4 * determinant)) / 2), rel=1e-9)


def test_a_network_s_loss_is_neither_and_the_logistic_loss_is_convex() -> None:
    assert verdict(NETWORK, data=POINTS) == "neither"
    assert verdict("mean(ln(1 + e^(-t*w*u)))", data=LABELLED) == "strictly convex"
    assert sd.convexity(sd.problem("mean(ln(1 + e^(-t*(w*u + v*u))))", data=LABELLED)).verdict == "convex"


def test_ridge_regression_has_the_least_eigenvalue_plus_twice_lambda_as_modulus() -> None:
    """½‖Ax - b‖² + λ‖x‖² with AᵀA = [[5, 1], [1, 2]], whose least eigenvalue is (7 - √13)/2."""
    ridge = sd.problem("(2x + y - b)^2/2 + (x - y)^2/2 + lambda*(x^2 + y^2)", variables="x y", domain="lambda > 0")
    found = sd.convexity(ridge)
    assert found.verdict == "strongly convex"
    assert float(found.modulus.subs(found.problem.symbols["lambda"], 3)) == pytest.approx((7 - sqrt(13)) / 2 + 6)


@pytest.mark.parametrize(("domain", "known"), [("a > 0", "strongly convex"), ("a < 0", "strongly concave"), ("a >= 0", "convex")])
def test_what_is_known_of_a_parameter_decides(domain: str, known: str) -> None:
    assert verdict("a*x^2 + b", domain, variables="x") == known


@pytest.mark.parametrize(
    ("text", "domain", "modulus"),
    [
        ("x^4 + x^2", None, 2),
        ("cosh(x)", None, 1),
        ("x*log(x)", "0 < x < 4", 0.25),
        ("x^4 - x^3 + x^2", None, 1.25),
        ("x^2 + y^2/2", None, 1),
    ],
)
def test_the_modulus_is_the_least_curvature(text: str, domain: str | None, modulus: float) -> None:
    assert float(sd.convexity(sd.problem(text, domain=domain)).modulus) == pytest.approx(modulus)


@pytest.mark.parametrize(
    ("text", "domain", "known"),
    [
        ("x^3", None, "both"),
        ("x^2", None, "quasiconvex"),
        ("-e^(-x^2)", None, "quasiconvex"),
        ("e^(-x^2)", None, "quasiconcave"),
        ("x^4 - 2x^2", None, "neither"),
        ("x^6 - 3x^4 + (53/10)x^2", None, "quasiconvex"),
        ("ln(x)", None, "both"),
        ("sqrt(|x|)", None, "quasiconvex"),
        ("1/x", None, None),
        ("x*y", None, None),
    ],
)
def test_quasiconvexity_follows_from_which_way_the_function_goes(text: str, domain: str | None, known: str | None) -> None:
    assert sd.convexity(sd.problem(text, domain=domain)).quasiconvex == known


def test_a_domain_stands_in_place_of_the_problem_s_own() -> None:
    cubic = sd.problem("x^3", domain="x < 0")
    assert sd.convexity(cubic).verdict == "strictly concave"
    assert sd.convexity(cubic, domain="x > 0").verdict == "strictly convex"
    assert sd.convexity(cubic, domain={"x": (1, None)}).modulus == 6
    with pytest.raises(ArgumentError, match="restricts z"):
        sd.convexity(cubic, domain="z > 0")
    with pytest.raises(FormulaError, match="comparison is expected"):
        sd.convexity(cubic, domain="x + 1")


def test_what_is_not_settled_is_undecided_and_says_what_was_tried() -> None:
    found = sd.convexity(sd.problem("a*x^2", variables="x"))
    assert (found.verdict, found.certificate, found.modulus) == ("undecided", None, None)
    assert [way for way, _ in found.tried] == list(WAYS)
    assert {said for _, said in found.tried} == {"nothing"}


def test_the_answer_as_plain_data() -> None:
    given = sd.convexity(sd.problem("x^4 - 2x^2")).to_dict()
    assert given["schema"] == "symdescent/convexity/1"
    assert given["convexity"] in VERDICTS
    assert given["certificate"]["kind"] == "witness"
    assert given["certificate"]["down"] == {"at": ["0"], "direction": ["1"], "value": "-4"}
    assert given["certificate"]["over"] == {"from": ["-1/2"], "to": ["1/2"], "value": "0", "chord": "-7/16"}
    assert given["quasiconvexity"]["verdict"] == "neither"
