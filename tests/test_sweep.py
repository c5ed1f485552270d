"""A sweep ends every run where the run by itself ends."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import symdescent as sd
from symdescent.descent import Stop
from symdescent.descent.starts import clustered
from symdescent.errors import ArgumentError
from symdescent.progress import progress_bar

BOWL, ROSENBROCK = sd.problem("x^2 + 5"), sd.problem("100(y - x^2)^2 + (1 - x)^2")
HIMMELBLAU = sd.problem("(x^2 + y - 11)^2 + (x + y^2 - 7)^2")
MINIMA = [(3, 2), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)]  # D. Himmelblau (1972)
STARTS = [[-1.2, 1.0], [0.5, 0.5], [3.0, -2.0], [1.0, 1.0]]


@pytest.mark.parametrize(
    ("text", "method", "rates"),
    [
        ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "gradient descent", ["1/1000", "1/100", "1/10"]),
        ("x^2 + 4y^2", "heavy ball", ["1/100", "1/5", 1]),
        ("x^2 + 4y^2", "adam", ["1/10", "1/2"]),
        ("ln(x) + x + y^2", "gradient descent", ["1/10", 3]),
        ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "newton", [1]),
        ("mean((w*speed + b - dist)^2)", "gradient descent", ["1/300", "1/10"]),
    ],
)
def test_a_run_of_a_sweep_ends_as_it_does_by_itself(text: str, method: str, rates: list[Any]) -> None:
    problem = sd.problem(text, data="cars.csv" if "speed" in text else None)
    found = sd.sweep(problem, method, rate=rates, starts=STARTS, steps=60)
    for i, rate in enumerate(rates):
        for j, start in enumerate(STARTS):
            run = sd.descend(problem, start, method=method, rate=rate, steps=60)
            entry = found.entry(i, j)
            assert (entry.stop, entry.steps) == (run.stop, run.trace[-1].k)
            ends = (list(entry.x.values()), list(run.trace[-1].x.values()))
            np.testing.assert_allclose(*ends, rtol=1e-6, atol=1e-9)


def test_every_combination_of_settings_and_starts_is_run() -> None:
    found = sd.sweep(ROSENBROCK, "heavy ball", rate=[1e-3, 1e-4], beta=[0, 0.5, 0.9], starts=STARTS, steps=5)
    assert found.shape == found.values.shape == found.steps.shape == found.outcomes.shape == (2, 3, 4)
    assert found.x.shape == (2, 3, 4, 2)
    assert found.settings == {"rate": (0.001, 0.0001), "beta": (0.0, 0.5, 0.9)}
    run = sd.descend(ROSENBROCK, STARTS[2], method="heavy ball", rate=1e-4, beta=0.5, steps=5)
    assert found.entry(1, 1, 2).x == pytest.approx(dict(run.trace[-1].x))


def test_the_edge_of_convergence_is_two_over_the_curvature() -> None:
    rates = np.linspace(0.05, 1.5, 30)
    found = sd.sweep(BOWL, rate=rates, start=1, steps=2000)
    assert found.converged[:, 0].tolist() == [rate < 1 - 1e-9 for rate in rates]
    assert found.best.settings["rate"] == pytest.approx(0.5)  # 1/L lands on the minimum in one step
    assert found.best.steps == 1


def test_each_start_is_told_the_minimum_that_it_reached() -> None:
    found = sd.sweep(HIMMELBLAU, rate="1/100", starts={"x": (-5, 5, 21), "y": (-5, 5, 21)}, steps=500)
    assert found.converged.all()
    np.testing.assert_allclose(sorted(map(tuple, found.minima)), sorted(MINIMA), atol=1e-6)
    np.testing.assert_allclose(found.minima[found.basins], found.x, atol=1e-6)
    assert all(found.problem.objective.value(place) == pytest.approx(0, abs=1e-12) for place in found.minima)


def test_a_schedule_sets_the_step_sizes_of_all_runs() -> None:
    rule = sd.rates.diminishing("1/2")
    found = sd.sweep(BOWL, rate=rule, starts=[[1.0], [-2.0]], steps=7, tol=0)
    for j, start in enumerate((1.0, -2.0)):
        assert found.entry(j).x == pytest.approx(dict(sd.descend(BOWL, start, rate=rule, steps=7, tol=0).trace[-1].x))


def test_a_maximum_is_climbed() -> None:
    found = sd.sweep(sd.problem("4x - x^2", sense="max"), rate="1/4", starts=[[0.0], [5.0]], steps=100)
    np.testing.assert_allclose(found.x.ravel(), [2, 2], atol=1e-8)
    assert found.best.value == pytest.approx(4)


def test_the_blocks_of_a_long_sweep_leave_no_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    from symdescent.descent import many

    grid = {"x": (-4.0, 4.0, 13), "y": (-4.0, 4.0, 7)}
    whole = sd.sweep(HIMMELBLAU, "adam", rate="1/10", starts=grid, steps=80)
    monkeypatch.setattr(many, "BLOCK", 10)
    parts = sd.sweep(HIMMELBLAU, "adam", rate="1/10", starts=grid, steps=80)
    np.testing.assert_array_equal(parts.x, whole.x)
    assert (parts.outcomes == whole.outcomes).all()


def test_points_within_a_hundredth_are_one() -> None:
    x = np.array([[1.0], [1.001], [-2.0], [7.0]])
    points, labels = clustered(x, np.array([3.0, 3.1, 1.0, 0.0]), np.array([True, True, True, False]))
    assert (points.tolist(), labels.tolist()) == ([[-2.0], [1.0]], [1, 1, 0, -1])


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_a_frame_has_a_row_a_run(kind: str) -> None:
    pytest.importorskip(kind)
    found = sd.sweep(ROSENBROCK, rate=[1e-3, 1e-4], starts=STARTS, steps=5)
    frame = found.to_frame(kind)
    assert list(frame.columns) == ["rate", "start x", "start y", "x", "y", "value", "norm", "steps", "outcome"]
    assert list(frame["value"]) == found.values.ravel().tolist()
    assert list(frame["rate"]) == [1e-3] * 4 + [1e-4] * 4


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "needs start= .* or starts="),
        ({"start": 1, "starts": [[1]]}, "and not both"),
        ({"starts": [[1, 2]]}, r"shape \(1, 2\): expected an array of shape \(m, 1\)"),
        ({"starts": [["a"]]}, "can't be read as numbers"),
        ({"starts": {"y": (0, 1, 5)}}, "starts has no value for x"),
        ({"start": 1, "rate": None}, "no line search"),
        ({"start": 1, "rate": []}, "rate is an empty list"),
        ({"start": 1, "rate": [0]}, "rate is 0: expected a number above 0"),
        ({"start": 1, "rate": 1, "beta": [1]}, "no parameter 'beta'"),
        ({"start": 1, "rate": 1, "steps": -1}, "steps is -1"),
        ({"start": 1, "rate": 1, "tol": -1}, "tol is -1"),
        ({"starts": {"x": (0, 1, 10**8)}, "rate": 1}, "more than memory is meant for"),
    ],
)
def test_a_sweep_that_makes_no_sense_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        sd.sweep(BOWL, **{"rate": "1/10", **options})


def test_a_sweep_tells_how_far_it_is_and_is_silent_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[tuple[int, int]] = []
    sd.sweep(BOWL, rate="1/10", starts=STARTS[0], steps=50, tol=0, progress=lambda done, whole: told.append((done, whole)))
    assert told[-1] == (100, 100)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    sd.sweep(BOWL, rate="1/10", start=1)
    assert capsys.readouterr() == ("", "")


def test_a_bar_waits_before_it_shows(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with progress_bar(True, 10) as report:
        report(5)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("symdescent.progress.PATIENCE", -1.0)
    with progress_bar(True, 10) as report:
        report(5)
    assert "50 %" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        ({"rate": [0.001, 0.01, 0.1], "start": (0, 0)}, ["rates"]),
        ({"rate": "1/100", "starts": {"x": (-4, 4, 9), "y": (-4, 4, 9)}}, ["basins", "map"]),
        ({"method": "heavy ball", "rate": [0.001, 0.1], "beta": [0, 0.5], "start": (0, 0)}, ["map"]),
    ],
)
def test_a_sweep_draws_and_describes_itself(options: dict[str, Any], kinds: list[str]) -> None:
    found = sd.sweep(HIMMELBLAU, steps=200, **options)
    for kind in kinds:
        assert found.draw(kind).axes
        assert "(x² + y - 11)²" in found.describe(kind)
    assert len(found.lesson().blocks) == len(found.display().blocks) + 1
    with pytest.raises(ArgumentError, match="has no picture of kind='curve'"):
        found.draw("curve")


def test_the_table_has_a_row_a_rate() -> None:
    text = sd.sweep(BOWL, rate=["1/10", "1/2", "11/10"], start=-6, steps=400).to_text()
    assert [word for word in ("converged", "diverged", "best run") if word in text] == ["converged", "diverged", "best run"]


def test_runs_that_jump_to_and_fro_are_out_of_steps() -> None:
    found = sd.sweep(BOWL, rate=[1], start=-6, steps=50)
    assert (found.entry(0, 0).stop, abs(found.entry(0, 0).x["x"])) == (Stop.BUDGET, 6)
