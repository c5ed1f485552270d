"""The analyses against the corpus: never a wrong answer, seldom none, seldom a weaker one than the truth."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import sympy

from symdescent.analysis.convexity.finding import DOWNWARD, UPWARD
from symdescent.analysis.convexity.verdict import Convexity, convexity
from symdescent.analysis.critical.find import critical_points
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints
from symdescent.analysis.landscape import landscape
from tests.analysis.corpus import CORPUS
from tests.analysis.corpus.known import Critical, Known
from tests.analysis.corpus.numbers import number, points

MOST_UNDECIDED = MOST_WEAKER = 0.1  # of the corpus
NEAR = 1e-6
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


@cache
def verdict(index: int) -> Convexity:
    return convexity(CORPUS[index].problem())


@cache
def critical(index: int) -> CriticalPoints:
    return critical_points(CORPUS[index].problem())


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
def test_no_verdict_is_wrong(index: int) -> None:
    row, found = CORPUS[index], verdict(index)
    assert found.verdict in {*implied(row.verdict), "undecided"}
    if found.modulus is not None:
        assert all(0 < said <= true * (1 + 1e-12) for said, true in modulus(row, found.modulus))


def test_few_verdicts_are_open_or_weaker_than_the_truth() -> None:
    said = {row.name: (verdict(index).verdict, row.verdict) for index, row in enumerate(CORPUS)}
    undecided = [name for name, (found, _) in said.items() if found == "undecided"]
    weaker = [name for name, (found, truth) in said.items() if found not in {truth, "undecided"}]
    assert len(undecided) <= MOST_UNDECIDED * len(CORPUS), undecided
    assert len(weaker) <= MOST_WEAKER * len(CORPUS), weaker


def place_of(point: Critical) -> list[float]:
    return [float(entry.evalf()) for entry in points(point.at)]


def at(found: CriticalPoints, place: list[float]) -> CriticalPoint | None:
    """The point found there."""
    return next((point for point in found if max(abs(a - b) for a, b in zip(point.place.floats(), place, strict=True)) < NEAR), None)


@pytest.mark.parametrize("index", [index for index in INDEX if CORPUS[index].critical], ids=called)
def test_no_critical_point_is_wrong_and_none_is_lost_without_saying_so(index: int) -> None:
    found = critical(index)
    for known in CORPUS[index].critical:
        point = at(found, place_of(known))
        if point is None:
            assert found.sets or not found.complete, known
            continue
        assert SAME.get(point.kind, point.kind) in {known.kind, "undecided"}, known
        assert float(point.value) == pytest.approx(float(number(known.value).evalf()), abs=1e-9)


@pytest.mark.parametrize("index", [index for index in INDEX if CORPUS[index].counts is not None], ids=called)
def test_the_critical_points_inside_are_as_many_as_there_are(index: int) -> None:
    row, found = CORPUS[index], critical(index)
    inside = [SAME.get(point.kind, point.kind) for point in found if not point.kind.startswith("edge")]
    count = {kind: inside.count(kind) for kind in row.counts or ()}
    assert found.sets == ()
    if found.complete and "undecided" not in inside:
        assert count == row.counts
    assert all(count[kind] <= most for kind, most in (row.counts or {}).items())


@pytest.mark.parametrize("index", [index for index in INDEX if CORPUS[index].infimum or CORPUS[index].falls], ids=called)
def test_no_bound_is_wrong(index: int) -> None:
    row = CORPUS[index]
    found = landscape(row.problem()).bounded
    assert found.verdict in {"bounded" if row.infimum else "unbounded", "undecided"}
    if row.infimum and found.bound is not None:
        assert float(found.bound) <= float(number(row.infimum).evalf()) + 1e-9
