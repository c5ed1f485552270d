"""Each criterion holds where the run ends and nowhere before."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

import symdescent as sd
from symdescent.descent import Criterion, Stop, step_change, target, value_change
from symdescent.errors import ArgumentError

BOWL = sd.problem("x^2 + 5")


def ended(until: Criterion, **options: Any) -> Any:
    return sd.descend(BOWL, -6, rate="1/10", steps=500, tol=0, until=until, **options)


@pytest.mark.parametrize("arithmetic", ["float", "exact", "rounded"])
def test_the_change_in_value_ends_a_run(arithmetic: str) -> None:
    run = ended(value_change(1e-3), arithmetic=arithmetic)
    values = run.trace["value"]
    changes = [abs(b - a) for a, b in pairwise(values)]
    assert run.stop is Stop.CONVERGED_VALUE
    assert changes[-1] <= 1e-3 < min(changes[:-1])


@pytest.mark.parametrize("arithmetic", ["float", "exact", "rounded"])
def test_the_change_in_x_ends_a_run(arithmetic: str) -> None:
    run = ended(step_change(1e-3), arithmetic=arithmetic)
    points = [x for (x,) in run.trace["x"]]
    changes = [abs(b - a) for a, b in pairwise(points)]
    assert run.stop is Stop.CONVERGED_STEP
    assert changes[-1] <= 1e-3 < min(changes[:-1])


def test_the_target_ends_a_run_downwards_and_upwards() -> None:
    run = ended(target(6))
    assert run.stop is Stop.TARGET
    assert run.success
    assert run.trace[-1].value <= 6 < run.trace[-2].value
    up = sd.descend(sd.problem("-x^2", sense="max"), 3, rate="1/10", until=target(-1))
    assert up.trace[-1].value >= -1 > up.trace[-2].value


def test_either_ends_with_the_first_and_both_with_the_last() -> None:
    early, late = target(20), target(6)
    assert len(ended(early | late).trace) == len(ended(early).trace) < len(ended(late).trace)
    assert len(ended(early & late).trace) == len(ended(late).trace)
    assert ended(value_change(0) | step_change(1e-3) & target(6)).stop is Stop.CONVERGED_STEP


@pytest.mark.parametrize("make", [value_change, step_change])
def test_a_negative_tolerance_is_refused(make: Any) -> None:
    with pytest.raises(ArgumentError, match="not negative"):
        make(-1)


@pytest.mark.parametrize("value", ["5", True, float("nan")])
def test_a_target_that_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(ArgumentError, match="expected a finite number"):
        target(value)
