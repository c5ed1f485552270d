"""The record of a run: totals, tables and back, and a run that is continued from its end."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

import symdescent as sd
from symdescent.descent import Stop, Trace, budget
from symdescent.errors import ArgumentError, DataError

BOWL, ROSENBROCK = sd.problem("x^2 + 5"), sd.problem("100(y - x^2)^2 + (1 - x)^2")
RUNS: dict[str, dict[str, Any]] = {
    "fixed rate": {"rate": "1/1000"},
    "line search": {},
    "exact": {"rate": "1/1000", "arithmetic": "exact"},
    "rounded": {"arithmetic": "rounded"},
    "vectors": {"method": "adam", "rate": "1/10"},
    "exact vectors": {"method": "heavy ball", "rate": "1/1000", "arithmetic": "exact"},
    "matrix": {"method": "bfgs"},
    "runaway": {"rate": 1},
    "thinned": {"rate": "1/1000", "record": 4},
    "last": {"record": "last"},
}


def record(name: str, steps: int = 9) -> Trace:
    return sd.descend(ROSENBROCK, ("-6/5", 1), steps=steps, **RUNS[name]).trace


def same(one: Trace, two: Trace) -> bool:
    """Whether every column has the same numbers; nan is itself, and 2.0 is not the exact 2."""
    return [repr(one[name]) for name in one.columns] == [repr(two[name]) for name in two.columns]


def by_csv(trace: Trace, path: Path) -> Trace:
    return Trace.from_csv(trace.to_csv(path / "trace.csv"))


WAYS: dict[str, Callable[[Trace, Path], Trace]] = {
    "CSV": by_csv,
    "JSON": lambda trace, path: Trace.from_json(trace.to_json()),
    "pandas": lambda trace, path: Trace.from_frame(trace.to_frame("pandas")),
    "polars": lambda trace, path: Trace.from_frame(trace.to_frame("polars")),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", RUNS)
def test_a_record_goes_out_and_comes_back_without_loss(name: str, way: str, tmp_path: Path) -> None:
    pytest.importorskip(way.lower()) if way.islower() else None
    trace = record(name)
    again = WAYS[way](trace, tmp_path)
    assert same(again, trace)
    assert again.rounded_from == trace.rounded_from
    assert same(again[1:], trace[1:])


@pytest.mark.parametrize("text", ["x^2 - sqrt(3)*x", "e^x - 2x", "ln(1 + x^2) + x"])
def test_irrational_numbers_come_back_as_they_were(text: str, tmp_path: Path) -> None:
    trace = sd.descend(sd.problem(text), "sqrt(2)", rate="1/4", steps=1, arithmetic="exact").trace
    for way in ("CSV", "JSON"):
        assert WAYS[way](trace, tmp_path)["x"] == trace["x"]
        assert WAYS[way](trace, tmp_path)["value"] == trace["value"]


def test_what_is_not_finite_comes_back(tmp_path: Path) -> None:
    trace = sd.descend(sd.problem("ln(x)"), 1, rate=2).trace
    json.loads(trace.to_json(), parse_constant=pytest.fail)
    assert all(same(way(trace, tmp_path), trace) for way in (WAYS["CSV"], WAYS["JSON"]))


def test_variables_may_have_the_names_of_columns(tmp_path: Path) -> None:
    trace = sd.descend(
        sd.problem("value^2 + k^2", variables=["value", "k"]), {"value": 1, "k": 2}, rate="1/4", steps=2, method="adam"
    ).trace
    assert by_csv(trace, tmp_path).variables == trace.variables
    assert same(by_csv(trace, tmp_path), trace)


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match="not the record of a run"):
        Trace.from_csv(path)
    with pytest.raises(DataError, match="no trace"):
        Trace.from_json("{}")
    with pytest.raises(ArgumentError, match='expected "pandas" or "polars"'):
        record("exact").to_frame("spss")


def test_the_best_value_so_far_never_gets_worse() -> None:
    trace = sd.descend(sd.problem("x^4 - 8x^2"), "1/10", rate="1/5", steps=9).trace
    assert trace["best"] == list(accumulate(trace["value"], min))
    up = sd.descend(sd.problem("4x - x^2", sense="max"), 0, rate=1, steps=5).trace
    assert up["best"] == list(accumulate(up["value"], max))


def test_evaluations_are_gradients_values_of_a_search_and_hessians() -> None:
    fixed = sd.descend(BOWL, -6, rate="1/10", steps=3).trace
    assert fixed["evaluations"] == [1, 2, 3, 4]
    searched = sd.descend(BOWL, -6, steps=1).trace
    assert searched["evaluations"] == [1, 1 + 1 + len(searched[0].trials) + 1]
    assert sd.descend(ROSENBROCK, (-1.2, 1), method="newton", rate=1, steps=2).trace["evaluations"] == [2, 4, 6]
    assert sd.descend(ROSENBROCK, (-1.2, 1), method="bfgs", rate="1/1000", steps=2).trace["evaluations"] == [1, 3, 5]


@pytest.mark.parametrize("every", [3, "last"])
def test_a_thinned_record_has_the_totals_of_the_whole_one(every: Any) -> None:
    whole = sd.descend(ROSENBROCK, (-1.2, 1), steps=20).trace
    thin = sd.descend(ROSENBROCK, (-1.2, 1), steps=20, record=every).trace
    for column in ("evaluations", "best"):
        assert thin[column] == [whole[column][k] for k in thin["k"]]
        assert thin[1:][column] == thin[column][1:]


@pytest.mark.parametrize("name", RUNS)
def test_a_continued_run_is_one_long_run(name: str) -> None:
    runs = [sd.descend(ROSENBROCK, ("-6/5", 1), steps=steps, **RUNS[name]) for steps in (3, 17)]
    extended = runs[0].extend(steps=5).extend(steps=9)
    assert same(extended.trace, runs[1].trace)
    assert (extended.trace["k"], extended.stop, extended.best) == (runs[1].trace["k"], runs[1].stop, runs[1].best)
    assert extended.trace.rounded_from == runs[1].trace.rounded_from


def test_a_run_that_arrived_does_not_move_when_it_is_continued() -> None:
    run = sd.descend(BOWL, -6, rate="1/2")
    assert (run.extend().stop, run.extend().trace["x"]) == (Stop.CONVERGED_GRADIENT, run.trace["x"])


def test_the_budget_of_evaluations_goes_on_where_a_run_is_continued() -> None:
    until = budget(evaluations=10)
    short = sd.descend(BOWL, -6, rate="1/10", steps=4, until=until)
    assert same(short.extend().trace, sd.descend(BOWL, -6, rate="1/10", until=until).trace)


def test_the_row_that_is_not_finite_is_kept_and_the_best_one_returned() -> None:
    run = sd.descend(sd.problem("x - ln(x)"), 3, rate=5)
    value = run.trace[-1].value
    assert (run.stop, value != value, run.success) == (Stop.LEFT_DOMAIN, True, False)
    assert run.best == run.trace[0]
