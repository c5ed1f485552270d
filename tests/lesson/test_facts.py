"""Proofs of signs read as sentences, in every language, and each of their reasons can be told."""

from __future__ import annotations

import pytest

from symdescent.analysis.signs import sign
from symdescent.lesson.document import Prose
from symdescent.lesson.facts import because, claim, lines_of
from symdescent.notation import parse
from symdescent.notation.region import region
from symdescent.notation.style import LANGUAGES
from tests.analysis.signs.known_signs import SIGNED


def text(parts: object) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in parts)  # type: ignore[attr-defined]


def told(formula: str, domain: str = "", language: str = "en") -> list[str]:
    found = sign(parse(formula, columns=("speed", "dist")), region(domain or None))
    assert found is not None
    return [text(line.parts) for line in lines_of(found, language) if isinstance(line, Prose)]


def test_a_sum_is_explained_by_its_terms() -> None:
    assert told("x^2 + 1") == ["x² + 1 > 0, because x² ≥ 0 (a square) and 1 > 0."]


def test_what_is_given_is_said_beside_it() -> None:
    assert told("a*x^2", "a > 0") == ["a·x² ≥ 0, because a > 0 (given) and x² ≥ 0 (a square)."]


def test_a_square_is_completed_before_it_is_used() -> None:
    assert told("x^2 + 2x + 2") == [
        "(x + 1)² + 1 > 0, because (x + 1)² ≥ 0 (a square) and 1 > 0.",
        "x² + 2x + 2 = (x + 1)² + 1, so x² + 2x + 2 > 0.",
    ]


def test_german_is_german() -> None:
    assert told("x^2 + 1", language="de") == ["x² + 1 > 0, denn x² ≥ 0 (ein Quadrat) und 1 > 0."]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("formula", "domain", "expected"), SIGNED[::2])
def test_every_proof_can_be_told_and_ends_with_its_claim(formula: str, domain: str, expected: str, language: str) -> None:
    found = sign(parse(formula, columns=("speed", "dist")), region(domain or None))
    assert found is not None
    lines = told(formula, domain, language)
    assert claim(found).text in lines[-1]
    assert text(because(found, language)) == lines[-1]
    assert all("{" not in line and line.endswith(".") for line in lines)
