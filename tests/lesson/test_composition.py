"""Proofs by composition told line by line: what a reader sees."""

from __future__ import annotations

import pytest

import symdescent as sd
from symdescent.analysis.convexity.checks.logarithms import LOGARITHMIC
from symdescent.analysis.convexity.checks.rules import RULES
from symdescent.analysis.convexity.rules.atoms import ATOMS
from symdescent.analysis.convexity.rules.composition import by_composition
from symdescent.analysis.convexity.rules.tree import Composition
from symdescent.lesson.composition import proof, strength
from symdescent.lesson.document import Document
from symdescent.lesson.language import sentences
from symdescent.notation.style import LANGUAGES, style

CURVES = {atom.name for atom in ATOMS} | {"power", "power of an absolute value"}


def told(formula: str, domain: str | None = None, variables: str | None = None, language: str = "en") -> str:
    """The proof as text in one line."""
    found = by_composition(sd.problem(formula, domain=domain, variables=variables))
    assert found is not None
    assert isinstance(found.certificate, Composition)
    with style(language=language):
        document = Document(("proof",), (*proof(found.certificate), *strength(found)), language)
        return document.to_markdown()


def test_an_affine_substitution_is_named() -> None:
    text = told("e^(x - y)")
    assert "is convex, for its second derivative" in text
    assert "an affine substitution keeps that" in text


def test_a_sum_refers_to_the_lines_of_its_terms() -> None:
    text = told("e^x + 3y^2")
    assert "(line 1)" in text
    assert "(line 3)" in text


def test_the_modulus_is_told_with_its_squares() -> None:
    assert "least eigenvalue" in told("x^2 + 3y^2")


def test_a_concave_function_gains_its_squares() -> None:
    assert "is added" in told("-x^2 - y^2")


def test_the_domain_is_told() -> None:
    assert "**Domain.**" in told("x^2/y", "y > 0")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", sorted({*RULES, *LOGARITHMIC}))
def test_every_rule_has_its_sentence(rule: str, language: str) -> None:
    keys = [f"composition reason {rule}", f"composition log {rule}", f"composition reason {rule} up"]
    assert rule in CURVES or any(key in sentences(language) for key in keys)


@pytest.mark.parametrize(
    ("formula", "domain"),
    [
        ("ln(e^x + e^y) + sqrt(1 + x^2)", None),
        ("-ln(1 - x^2 - y^2)", None),
        ("1/(x*y) + x*ln(x/y)", "x > 0, y > 0"),
        ("max(x, e^(x^2)) + |y|^3 + cosh(x)", None),
        ("piecewise((x^2/2, |x| <= 1), (|x| - 1/2, True))", None),
        ("-sqrt(x*y) + 1/x", "x > 0, y > 0"),
        ("sum((x_i - i)^2, i, 1, 3) + logsumexp(x_1, x_2)", None),
        ("2x - y", None),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_proof_can_be_told(formula: str, domain: str | None, language: str) -> None:
    assert "|" in told(formula, domain, language=language)
