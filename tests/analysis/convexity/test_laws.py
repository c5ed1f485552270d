"""Laws of convexity that every answer keeps, whichever way it was found."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

import symdescent as sd
from symdescent.analysis.convexity.checks.checker import accepts
from symdescent.analysis.convexity.finding import DOWNWARD, MIRROR, UPWARD, Finding
from symdescent.analysis.convexity.verdict import WAYS, Convexity, rank
from symdescent.notation.parser import parse
from symdescent.notation.tree import Negation, Symbol, substitute

FUNCTIONS: tuple[tuple[str, str | None], ...] = (
    ("x^2 + 3x*y + 4y^2", None),
    ("x^4 + y^2", None),
    ("ln(e^x + e^(2y))", None),
    ("x^3 + y^2", None),
    ("x^2 - 3y^2", None),
    ("x^2/y", "y > 0"),
    ("e^x - ln(x)", None),
    ("|x - 1| + x^2", None),
    ("x^4 - x^3", None),
    ("sqrt(x)", None),
    ("x^5", "x >= 0"),
)
BODIES = (
    "x",
    "x^2",
    "x^3",
    "x^4",
    "e^x",
    "|x|",
    "sin(x)",
    "ln(1 + e^x)",
    "sqrt(1 + x^2)",
    "max(x, -2x)",
    "y",
    "y^2",
    "x*y",
    "(x - y)^2",
    "(x + y)^4",
)


def answer(text: str, domain: str | None = None) -> Convexity:
    return sd.convexity(sd.problem(text, domain=domain))


def bends(found: Convexity) -> str:
    """Which way: what is said without how strictly."""
    return "up" if found.verdict in UPWARD else "down" if found.verdict in DOWNWARD else found.verdict


@pytest.mark.parametrize(("text", "domain"), FUNCTIONS)
def test_the_negative_of_a_convex_function_is_concave(text: str, domain: str | None) -> None:
    problem = sd.problem(text, domain=domain)
    found = sd.convexity(problem)
    mirrored = sd.convexity(replace(problem, expression=Negation(problem.expression)))
    assert mirrored.verdict == MIRROR.get(found.verdict, found.verdict)
    assert (mirrored.modulus is None) == (found.modulus is None)


@pytest.mark.parametrize(("text", "domain"), FUNCTIONS)
def test_an_affine_function_more_changes_nothing(text: str, domain: str | None) -> None:
    assert answer(f"{text} + 3x - 7", domain).verdict == answer(text, domain).verdict


@pytest.mark.parametrize(("text", "domain"), FUNCTIONS)
def test_a_positive_factor_changes_the_modulus_only(text: str, domain: str | None) -> None:
    one, three = answer(text, domain), answer(f"3*({text})", domain)
    assert one.verdict == three.verdict
    assert (one.modulus is None) == (three.modulus is None)
    if one.modulus is not None and one.modulus.is_Rational and len(one.problem.variables) == 1:
        assert three.modulus == 3 * one.modulus


@pytest.mark.parametrize("text", ["x^4", "x^2", "|x|", "x^4 - 2x^2", "x^3", "max(x, x^2)", "ln(1 + e^x)"])
def test_moving_and_mirroring_the_variable_changes_nothing(text: str) -> None:
    problem = sd.problem(text)
    moved = substitute(problem.expression, {Symbol("x"): parse("5 - x")})
    assert sd.convexity(replace(problem, expression=moved)).verdict == sd.convexity(problem).verdict


@pytest.mark.parametrize("seed", range(24))
def test_no_verdict_is_contradicted_by_the_middle_of_a_chord(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - samples, not secrets
    text = " + ".join(f"({rng.choice((-2, -1, 1, 2, 3))})*({body})" for body in rng.sample(BODIES, rng.randint(1, 3)))
    found = answer(text)
    value, n = found.problem.objective.value, len(found.problem.variables)
    generator = np.random.default_rng(seed)
    a, b = (generator.normal(size=(400, n)) * generator.choice([0.3, 2.0, 6.0], size=(400, 1)) for _ in range(2))
    over = (value(a) + value(b)) / 2 - value((a + b) / 2)
    slack = 1e-9 * (1 + abs(value(a)) + abs(value(b)))
    assert bends(found) != "up" or bool((over >= -slack).all())
    assert bends(found) != "down" or bool((over <= slack).all())
    if found.modulus is not None:
        bent = float(found.modulus) / 8 * ((a - b) ** 2).sum(axis=1)
        assert bool((abs(over) >= bent - slack).all())


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("text", "domain"), [("x^2 + x*y + y^2", None), ("x^4 - x^3 + x^2", None), ("x*y", None), ("e^x + x^2", "x > 0")])
def test_every_way_that_answers_is_no_stronger_than_the_best_and_is_accepted(way: str, text: str, domain: str | None) -> None:
    problem = sd.problem(text, domain=domain)
    finding = WAYS[way](problem)
    best = sd.convexity(problem)
    if isinstance(finding, Finding):
        assert accepts(problem, finding)
        assert rank(finding.verdict) <= rank(best.verdict)


def test_the_same_question_has_the_same_answer() -> None:
    first, second = (sd.convexity(sd.problem("x^4 + x^2*y - y^3")).to_dict() for _ in range(2))
    assert first == second
