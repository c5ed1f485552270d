"""Every method reaches the known minima of the classic functions that it is meant for, as docs/convergence.md says."""

from __future__ import annotations

import re
from itertools import zip_longest

import numpy as np
import pytest

import symdescent as sd
from tests.descent.classic_functions import CLASSICS, Classic
from tests.descent.table import FITS, KINDS, PAGE, measured, page, run

TICK = re.compile(r"✓ (\d+)")
by_name = pytest.mark.parametrize("classic", CLASSICS, ids=lambda classic: classic.name)
UNBOWED = [(method, classic) for method in ("newton", "damped newton") for classic in CLASSICS if classic.name in FITS[method].unless]


def curvatures(classic: Classic, points: list[tuple[float, ...]]) -> np.ndarray:
    return np.linalg.eigvalsh(classic.problem.objective.hessian(np.array(points)))


@by_name
def test_the_minima_are_minima_of_that_value(classic: Classic) -> None:
    points = list(classic.minimisers)
    objective = classic.problem.objective
    values = np.array([objective.value(np.array(x)) for x in points])
    assert values == pytest.approx(classic.value, rel=1e-9, abs=1e-9)
    around = np.random.default_rng(0).normal(size=(200, len(points[0])))
    assert all(np.all(objective.value(np.array(x) + around / 100) >= classic.value - 1e-9) for x in points)
    if classic.kind != "kinked":
        assert np.all(np.abs([objective.gradient(np.array(x)) for x in points]) < 1e-6)
        lowest = curvatures(classic, points).min()
        assert abs(lowest) < 1e-12 if classic.kind == "singular" else lowest > 0.039


@by_name
def test_the_start_is_no_minimiser(classic: Classic) -> None:
    assert classic.kind in KINDS
    assert classic.miss(classic.start) > 10 * classic.reach / (1 + max(map(abs, classic.minimisers[0])))


def test_the_table_has_every_method_and_at_least_twenty_functions() -> None:
    assert list(FITS) == list(sd.methods)
    assert len({classic.name for classic in CLASSICS}) == len(CLASSICS) >= 20
    assert set(FITS) == {method for method, _ in measured()}


def test_every_method_reaches_the_minima_that_it_is_meant_for() -> None:
    assert [pair for pair, steps in measured().items() if steps is None] == []


@pytest.mark.parametrize(("method", "classic"), UNBOWED, ids=[f"{method} on {classic.name}" for method, classic in UNBOWED])
def test_newtons_method_is_left_out_only_where_the_hessian_is_not_positive_definite(method: str, classic: Classic) -> None:
    points = [x for x in run(method, classic).trace["x"] if np.all(np.isfinite(x))]
    assert np.nanmin(curvatures(classic, points)) < 1e-12


def test_the_page_is_what_was_measured() -> None:
    ours, kept = page(), PAGE.read_text(encoding="utf-8")
    assert TICK.sub("✓", ours) == TICK.sub("✓", kept), "run python -m tests.descent.table"
    pairs = zip_longest(TICK.findall(ours), TICK.findall(kept))  # a tenth apart: the last bit of exp or sin is each machine's own
    assert all(abs(int(one) - int(two)) <= 5 + int(two) / 10 for one, two in pairs)
