"""The analyses against the corpus: never a wrong answer, seldom none, seldom a weaker one than the truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import sympy

from symdescent.analysis.convexity.finding import DOWNWARD, UPWARD
from symdescent.analysis.convexity.verdict import convexity
from symdescent.analysis.critical.find import critical_points
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints
from symdescent.analysis.landscape import landscape
from tests.analysis.corpus import CORPUS
from tests.analysis.corpus.known import Critical, Known
from tests.analysis.corpus.numbers import number, points

MOST_UNDECIDED = MOST_WEAKER = 0.1  # of the corpus
LEAST = 150  # functions
NEAR = 1e-6
OPEN: tuple[str, ...] = ()  # undecided
WEAKER = ("x^x", "sum(e^(w*p) - c*w*p)", "x^4 + y^4 - 4x*y on x > 1, y > 1")
SAME = {
    "degenerate saddle": "saddle",
    "inflection": "saddle",
    "edge minimum": "minimum",
    "edge maximum": "maximum",
    "edge saddle": "saddle",
}
INDEX = range(len(CORPUS))


def called(index: int) -> str:
    return CORPUS[index].name


def implied(truth: str) -> set[str]:
    """What is true of a function of which the truth is known: all that the truth implies."""
    if truth == "affine":
        return {"affine", UPWARD[0], DOWNWARD[0]}
    row = next((row for row in (UPWARD, DOWNWARD) if truth in row), (truth,))
    return set(row[: row.index(truth) + 1])


def modulus(row: Known, said: Any) -> Iterator[tuple[float, float]]:
    """The modulus that was said and the true one, for each setting of the parameters."""
    for setting in row.settings:
        given = {sympy.Symbol(name, real=True): number(text) for name, text in setting.items()}
        yield (
            float(sympy.S(said).subs(given).evalf()),
            float(number(row.modulus or "oo", **setting).evalf()) if row.modulus else float("inf"),
        )


@pytest.mark.parametrize("index", INDEX, ids=called)
def test_no_verdict_is_wrong_few_are_weaker_than_the_truth_and_no_certificate_is_refused(index: int) -> None:
    row = CORPUS[index]
    found = convexity(row.problem())
    assert found.verdict in {*implied(row.verdict), "undecided"}
    assert found.verdict == row.verdict or row.name in (OPEN if found.verdict == "undecided" else WEAKER)
    assert [way for way, outcome in found.tried if outcome == "refused"] == []  # what a way finds the checker accepts
    if found.modulus is not None:
        assert all(0 < said <= true * (1 + 1e-12) for said, true in modulus(row, found.modulus))


def test_the_corpus_is_large_and_little_of_it_may_be_missed() -> None:
    names = {row.name for row in CORPUS}
    assert len(names) == len(CORPUS) >= LEAST
    assert {*OPEN, *WEAKER} <= names
    assert len(OPEN) <= MOST_UNDECIDED * len(CORPUS)
    assert len(WEAKER) <= MOST_WEAKER * len(CORPUS)


def place_of(point: Critical) -> list[float]:
    return [float(entry.evalf()) for entry in points(point.at)]


def at(found: CriticalPoints, place: list[float]) -> CriticalPoint | None:
    """The point found there."""
    return next((point for point in found if max(abs(a - b) for a, b in zip(point.place.floats(), place, strict=True)) < NEAR), None)


@pytest.mark.parametrize("index", [index for index in INDEX if CORPUS[index].critical or CORPUS[index].counts], ids=called)
def test_no_critical_point_is_wrong_and_none_is_lost_without_saying_so(index: int) -> None:
    row = CORPUS[index]
    found = critical_points(row.problem())
    for known in row.critical:
        point = at(found, place_of(known))
        if point is None:
            assert found.sets or not found.complete, known
            continue
        assert SAME.get(point.kind, point.kind) in {known.kind, "undecided"}, known
        assert float(point.value) == pytest.approx(float(number(known.value).evalf()), abs=1e-9)
    if row.counts is not None:
        counted(row.counts, found)


def counted(counts: Mapping[str, int], found: CriticalPoints) -> None:
    """As many points inside as there are, and never more."""
    inside = [SAME.get(point.kind, point.kind) for point in found if not point.kind.startswith("edge")]
    count = {kind: inside.count(kind) for kind in counts}
    assert found.sets == ()
    if found.complete and "undecided" not in inside:
        assert count == counts
    assert all(count[kind] <= most for kind, most in counts.items())


@pytest.mark.parametrize("index", [index for index in INDEX if CORPUS[index].infimum or CORPUS[index].falls], ids=called)
def test_no_bound_is_wrong(index: int) -> None:
    row = CORPUS[index]
    found = landscape(row.problem()).bounded
    assert found.verdict in {"bounded" if row.infimum else "unbounded", "undecided"}
    if row.infimum and found.bound is not None:
        assert float(found.bound) <= float(number(row.infimum).evalf()) + 1e-9
