"""The checker of composition trees refuses every certificate in which something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy

import symdescent as sd
from symdescent.analysis.convexity.checks.composition import accepts_composition
from symdescent.analysis.convexity.checks.functions import CURVES, SIGNED, exponential, logarithm, power
from symdescent.analysis.convexity.finding import Finding
from symdescent.analysis.convexity.rules.composition import by_composition
from symdescent.analysis.convexity.rules.tree import FLIPPED, Composition, Node
from symdescent.notation.parser import parse

CASES = (
    ("e^(x - y) + 3x^2", None),
    ("ln(e^x + e^y + e^z)", None),
    ("sqrt(1 + x^2 + y^2)", None),
    ("x^2/y", "y > 0"),
    ("max(x, x^2) + |y|", None),
    ("-ln(1 - x^2 - y^2)", None),
    ("x*ln(x) + y^4", None),
    ("1/sqrt(x*y)", "x > 0, y > 0"),
    ("piecewise((x^2/2, |x| <= 1), (|x| - 1/2, True))", None),
    ("x^2 + x*y + y^2", None),
)


def everywhere(node: Node, change: Callable[[Node], Node | None]) -> Iterator[Node]:
    """The trees in which one node is changed."""
    changed = change(node)
    if changed is not None and changed != node:
        yield changed
    for k, part in enumerate(node.parts):
        for other in everywhere(part, change):
            yield replace(node, parts=(*node.parts[:k], other, *node.parts[k + 1 :]))


def flipped(node: Node) -> Node | None:
    return replace(node, curvature=FLIPPED[node.curvature]) if node.curvature in FLIPPED else replace(node, curvature="convex")


def renamed(node: Node) -> Node | None:
    return replace(node, rule="affine" if node.curvature not in ("affine", "constant") else "norm")


def other_sign(node: Node) -> Node | None:
    return replace(node, sign="negative" if node.sign in ("positive", "nonnegative", "unknown") else "positive")


def with_a_part_less(node: Node) -> Node | None:
    return replace(node, parts=node.parts[:-1]) if node.parts else None


def of_something_else(node: Node) -> Node | None:
    return replace(node, expression=parse("x^3 - x")) if node.parts else None


def turned(node: Node) -> Node | None:
    swap = {"increasing": "decreasing", "decreasing": "increasing", "nondecreasing": "decreasing", "": "increasing"}
    return (
        replace(node, monotone=tuple(swap[one] for one in node.monotone)) if any(part.curvature in FLIPPED for part in node.parts) else None
    )


def too_strong(node: Node) -> Node | None:
    return replace(node, squares=tuple((w * 2 if isinstance(w, Fraction) else w, row) for w, row in node.squares))


MUTATIONS = (flipped, renamed, with_a_part_less, of_something_else, turned, too_strong)


@pytest.mark.parametrize("change", MUTATIONS, ids=lambda change: change.__name__)
@pytest.mark.parametrize(("formula", "domain"), CASES)
def test_a_changed_tree_is_refused(formula: str, domain: str | None, change: Callable[[Node], Node | None]) -> None:
    problem = sd.problem(formula, domain=domain)
    found = by_composition(problem)
    assert found is not None
    assert isinstance(found.certificate, Composition)
    assert accepts_composition(problem, found)
    for root in everywhere(found.certificate.root, change):
        assert not accepts_composition(problem, replace(found, certificate=replace(found.certificate, root=root))), root


@pytest.mark.parametrize(("formula", "domain"), CASES)
def test_a_wrong_sign_is_refused(formula: str, domain: str | None) -> None:
    problem = sd.problem(formula, domain=domain)
    found = by_composition(problem)
    assert found is not None
    assert isinstance(found.certificate, Composition)
    for root in everywhere(found.certificate.root, other_sign):
        assert not accepts_composition(problem, replace(found, certificate=replace(found.certificate, root=root))), root


@pytest.mark.parametrize(
    ("formula", "domain", "claim"),
    [
        ("ln(e^x + e^y)", None, "strictly convex"),
        ("|x| + |y|", None, "strictly convex"),
        ("x^2/y", "y > 0", "strictly convex"),
        ("max(x, x^2)", None, "strictly convex"),
        ("e^x + e^y", None, "strongly convex"),
        ("e^x + e^y", None, "concave"),
        ("e^x + e^y", None, "affine"),
        ("ln(x)", None, "convex"),
        ("e^(x + y)", None, "strictly convex"),
        ("x^2", None, "neither"),
    ],
)
def test_a_verdict_that_says_too_much_is_refused(formula: str, domain: str | None, claim: str) -> None:
    problem = sd.problem(formula, domain=domain)
    found = by_composition(problem)
    assert found is not None
    assert not accepts_composition(problem, Finding(claim, found.certificate, sympy.Rational(1, 1000)))


def test_a_strict_form_that_no_part_gives_is_refused() -> None:
    problem = sd.problem("ln(e^x + e^y)")
    found = by_composition(problem)
    assert found is not None
    assert isinstance(found.certificate, Composition)
    root = replace(found.certificate.root, strict=((("x", Fraction(1)),), (("y", Fraction(1)),)))
    assert not accepts_composition(problem, Finding("strictly convex", Composition(root)))


@pytest.mark.parametrize(("formula", "modulus"), [("x^2 + 3y^2", "3"), ("x^2 + 3y^2", "0"), ("x^2 + 3y^2", "-1"), ("cosh(x) + y^2", "2")])
def test_a_modulus_that_is_too_great_or_not_positive_is_refused(formula: str, modulus: str) -> None:
    problem = sd.problem(formula)
    found = by_composition(problem)
    assert found is not None
    assert not accepts_composition(problem, replace(found, modulus=sympy.Integer(modulus)))
    assert accepts_composition(problem, replace(found, modulus=sympy.Rational(1, 2)))


@pytest.mark.parametrize(("formula", "domain"), [("x^2/y", "y > 0"), ("-ln(1 - x^2 - y^2)", None), ("-ln(x)", None), ("e^x", "x^2 <= 1")])
def test_a_domain_without_its_proof_is_refused(formula: str, domain: str | None) -> None:
    problem = sd.problem(formula, domain=domain)
    found = by_composition(problem)
    assert found is not None
    assert isinstance(found.certificate, Composition)
    assert found.certificate.conditions
    assert not accepts_composition(problem, replace(found, certificate=replace(found.certificate, conditions=())))


@pytest.mark.parametrize("domain", ["x^2 >= 1", "x^2 = 1", None])
def test_a_domain_that_is_not_convex_is_refused(domain: str | None) -> None:
    formula = "e^x + y" if domain else "e^x + y + 0*ln(x^2 - 1)"
    found = by_composition(sd.problem("e^x + y", variables="x y"))
    assert found is not None
    assert isinstance(found.certificate, Composition)
    problem = sd.problem(formula, domain=domain, variables="x y")
    assert not accepts_composition(problem, found)


def test_the_certificate_of_another_function_is_refused() -> None:
    found = by_composition(sd.problem("x^4"))
    assert found is not None
    assert not accepts_composition(sd.problem("x^4 - x^2"), found)


T = sympy.Symbol("t", real=True)
FORMULAS = [(name, curve) for name, curve in CURVES.items()]
FORMULAS += [(f"t^{p}", power(Fraction(p))) for p in ("2", "3", "-1", "1/2", "-3/2")]
FORMULAS += [("3^t", exponential(sympy.Integer(3))), ("log_2 t", logarithm(sympy.Integer(2)))]
NUMBERS = [sympy.Rational(n, 10) for n in (3, 7, 13, 22)]


@pytest.mark.parametrize(("name", "curve"), FORMULAS, ids=lambda one: one if isinstance(one, str) else "")
def test_the_derivatives_that_the_checker_knows_are_sympys(name: str, curve: tuple[Callable[..., sympy.Expr], ...]) -> None:
    value, first, second = curve
    for x in NUMBERS:
        for order, known in ((1, first), (2, second)):
            assert abs((value(T).diff(T, order) - known(T)).subs(T, x).evalf(30)) < 1e-25


@pytest.mark.parametrize("name", sorted(set(SIGNED) - {"relu"}))
def test_the_signs_that_the_checker_knows_are_those_of_sympys_derivatives(name: str) -> None:
    value, first, second = SIGNED[name]
    inside = {"area hyperbolic cosine": [sympy.Rational(3, 2), sympy.Integer(3)]}.get(name, [sympy.Rational(1, 5), sympy.Rational(4, 5)])
    for x in inside:
        for order, known in ((1, first), (2, second)):
            claimed = known(x)
            if claimed is not sympy.S.NaN:
                assert sympy.sign(value(T).diff(T, order).subs(T, x).doit().evalf(20)) == sympy.sign(claimed)
