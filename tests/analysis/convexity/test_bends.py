"""Neither convex nor concave whatever the parameters are: what is found, and wrong certificates of it that are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sympy

import symdescent as sd
from symdescent.analysis.convexity.bends import Bends, by_bends
from symdescent.analysis.convexity.checks.checker import accepts
from symdescent.analysis.convexity.finding import Finding
from symdescent.problem import Problem

NEITHER = (  # formula, variables, what is known of the parameters
    ("a*x*y", "x y", "a > 0"),
    ("x^4 - a*x^2", "x", "a > 0"),
    ("a*x^3", "x", "a > 0"),
    ("x^2 + a*x*y + y^2", "x y", "a > 3"),
    ("x^2 + a*x*y + y^2", "x y", "a > 2"),
    ("x^3 + a*x^2", "x", None),
    ("sin(b*x)", "x", "b > 0"),
    ("x*ln(a*x) - c*x^3", "x", "a > 0, c > 0"),
    ("(a - x)^2 + b*(y - x^2)^2", "x y", "b > 0"),
    ("x*e^(a*x)", "x", "a < 0"),
    ("a*x^2 - b*y^2 + c", "x y", "a > 0, b > 0"),
)
NOT_NEITHER = (  # for some of the parameters' values they are convex or concave
    ("a*x^2", "x", None),
    ("a*x*y", "x y", None),
    ("a*x^3", "x", "a >= 0"),
    ("x^2 + a*x*y + y^2", "x y", "a > 1"),
    ("x^4 - a*x^2", "x", "a > -1"),
    ("x^4 - a*x^2", "x", "a > 0, x > 1"),
    ("a*x^3", "x", "a > 0, x > 0"),
)


def letter(name: str) -> sympy.Symbol:
    return sympy.Symbol(name, real=True)


@pytest.mark.parametrize(("formula", "variables", "domain"), NEITHER)
def test_both_bends_are_found_for_all_parameters_and_the_checker_accepts_them(formula: str, variables: str, domain: str | None) -> None:
    problem = sd.problem(formula, variables=variables, domain=domain)
    found = by_bends(problem)
    assert found is not None
    assert accepts(problem, found)
    assert sd.convexity(problem).verdict == "neither"


@pytest.mark.parametrize(("formula", "variables", "domain"), NOT_NEITHER)
def test_what_is_convex_for_some_parameters_is_not_called_neither(formula: str, variables: str, domain: str | None) -> None:
    assert by_bends(sd.problem(formula, variables=variables, domain=domain)) is None


@pytest.mark.parametrize(("formula", "variables", "domain"), NEITHER[:4])
def test_the_values_are_those_of_the_hessian(formula: str, variables: str, domain: str | None) -> None:
    problem = sd.problem(formula, variables=variables, domain=domain)
    found: Any = by_bends(problem)
    for bend in (found.certificate.down, found.certificate.up):
        at = {problem.symbols[name]: entry for name, entry in zip(problem.variables, bend.point, strict=True)}
        v = sympy.Matrix(bend.direction)
        assert sympy.expand((v.T * problem.hessian.xreplace(at) * v)[0] - bend.value) == 0


def certificate_of(formula: str, variables: str, domain: str) -> tuple[Problem, Finding, Any]:
    problem = sd.problem(formula, variables=variables, domain=domain)
    found: Any = by_bends(problem)
    return problem, found, found.certificate


CHANGES: tuple[Callable[[Any], Any], ...] = (
    lambda c: Bends(c.up, c.down),
    lambda c: replace(c, down=c.up),
    lambda c: replace(c, up=c.down),
    lambda c: replace(c, down=replace(c.down, value=-letter("a"))),
    lambda c: replace(c, up=replace(c.up, point=(letter("a") - 1,))),
    lambda c: replace(c, up=replace(c.up, point=(1 / (letter("a") - 1),))),
    lambda c: replace(c, up=replace(c.up, point=(letter("x"),))),
    lambda c: replace(c, up=replace(c.up, point=(letter("b"),))),
    lambda c: replace(c, up=replace(c.up, direction=(sympy.S.Zero,))),
    lambda c: replace(c, up=replace(c.up, direction=(sympy.S.One, sympy.S.One))),
    lambda c: replace(c, up=None),
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_certificate_that_is_wrong_in_one_place_is_refused(change: Callable[[Any], Any]) -> None:
    problem, found, certificate = certificate_of("x^4 - a*x^2", "x", "a > 0")
    assert not accepts(problem, replace(found, certificate=change(certificate)))


@pytest.mark.parametrize(
    ("formula", "domain"),
    [
        ("x^4 - a*x^2", None),  # a may be negative
        ("x^4 - a*x^2", "a >= 0"),
        ("x^4 + a*x^2", "a > 0"),
        ("x^4 - a*x^2", "a > 0, x > 2"),  # the point 0 is not in the domain
        ("x^4 - a*x^2", "a > 0, x >= 0"),  # 0 is not inside
    ],
)
def test_the_certificate_of_one_function_proves_nothing_of_another(formula: str, domain: str | None) -> None:
    _, found, _ = certificate_of("x^4 - a*x^2", "x", "a > 0")
    other = sd.problem(formula, variables="x", domain=domain)
    assert accepts(sd.problem("x^4 - a*x^2", variables="x", domain="a > 0"), found)
    assert not accepts(other, found)


def test_no_other_verdict_follows() -> None:
    problem, found, _ = certificate_of("a*x^3", "x", "a > 0")
    assert not any(accepts(problem, replace(found, verdict=verdict)) for verdict in ("convex", "concave", "affine", "strictly convex"))


def test_a_point_on_a_kink_has_no_second_derivative() -> None:
    _, found, _ = certificate_of("a*x^3", "x", "a > 0")
    assert not accepts(sd.problem("a*|x|*x^2", variables="x", domain="a > 0"), found)
