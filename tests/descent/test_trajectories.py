"""The versions of the catalogue against the programs themselves: tests/trajectories/make.py made what is compared with."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import symdescent as sd
from symdescent.problem import Problem

DATA = Path(__file__).parents[1] / "data" / "trajectories"
KEPT = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.json"))]
RUNS = [(library, run) for library in KEPT for run in library["runs"]]
NAMES = [f"{library['library']} {run['optimizer']} {run['options']} {run['function']}" for library, run in RUNS]
SAME = {"gradient descent", "sign descent"}  # one line, and no two programs write it differently


@cache
def problem(formula: str) -> Problem:
    return sd.problem(formula)


@pytest.mark.parametrize(("library", "run"), RUNS, ids=NAMES)
def test_a_version_goes_where_its_program_goes(library: dict[str, Any], run: dict[str, Any]) -> None:
    method = sd.methods[run["method"]]
    version = method if run["method"] in SAME else method.version(library["library"])
    function = library["functions"][run["function"]]
    steps = library["kept"][-1]
    trace = sd.descend(
        problem(function["formula"]), function["start"], method=version, rate=run["rate"], steps=steps, tol=0, **run["parameters"]
    ).trace
    assert len(trace) == steps + 1
    for k, expected in zip(library["kept"], run["iterates"], strict=True):
        assert all(abs(x - y) <= 1e-12 * (1 + abs(y)) for x, y in zip(trace["x"][k], expected, strict=True)), k


def test_every_version_of_a_program_is_compared() -> None:
    compared = {(run["method"], library["library"]) for library, run in RUNS}
    programs = {library["library"] for library in KEPT}
    own = {(name, version) for name, method in sd.methods.items() for version in method.versions if version in programs}
    assert own <= compared
