"""A race gives every method the same number of evaluations."""

from __future__ import annotations

from typing import Any

import pytest

import symdescent as sd
from symdescent.descent import Stop
from symdescent.errors import ArgumentError

ROSENBROCK, ELLIPSE = sd.problem("100(y - x^2)^2 + (1 - x)^2"), sd.problem("x^2 + 10y^2")
METHODS = ["gradient descent", "newton", "bfgs", ("adam", {"rate": "1/10"})]


def test_no_method_makes_more_evaluations_than_its_last_step_takes_over() -> None:
    found = sd.race(ROSENBROCK, METHODS, (-1.2, 1), budget=60)
    for name, run in found.items():
        evaluations = run.trace["evaluations"]
        assert run.stop in (Stop.EVALUATIONS, Stop.CONVERGED_GRADIENT)
        assert found.evaluations(name) == evaluations[-1]
        assert all(count < 60 for count in evaluations[:-1])


def test_newton_wins_on_a_quadratic_in_one_step() -> None:
    found = sd.race(ELLIPSE, METHODS, (3, 1))
    assert found.winner == "newton"
    assert found["newton"].trace[-1].k == 1
    assert repr(found).endswith("newton is ahead)")


def test_a_run_of_a_race_is_the_run_by_itself() -> None:
    found = sd.race(ELLIPSE, ["heavy ball"], (3, 1), rate="1/100", budget=50, beta="1/2")
    alone = sd.descend(ELLIPSE, (3, 1), method="heavy ball", rate="1/100", beta="1/2", steps=49)
    assert list(found["heavy ball"].trace) == list(alone.trace)


def test_a_method_may_be_entered_with_several_options() -> None:
    entries = [("heavy ball", {"beta": beta}) for beta in ("1/2", "9/10")] + ["gradient descent"]
    found = sd.race(ELLIPSE, entries, (3, 1), rate="1/100")
    assert list(found) == ["heavy ball (beta 1/2)", "heavy ball (beta 9/10)", "gradient descent"]
    assert list(sd.race(ELLIPSE, ["newton", sd.methods["newton"]], (3, 1))) == ["newton 1", "newton 2"]


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_a_frame_has_a_row_a_method(kind: str) -> None:
    pytest.importorskip(kind)
    frame = sd.race(ELLIPSE, METHODS, (3, 1)).to_frame(kind)
    assert list(frame["method"]) == ["gradient descent", "newton", "bfgs", "adam"]
    assert list(frame.columns) == ["method", "steps", "evaluations", "best value", "outcome"]


@pytest.mark.parametrize(
    ("methods", "options", "message"),
    [
        ([], {}, "expected a list of them"),
        ("adam", {}, "expected a list of them"),
        (["adams"], {}, "no method 'adams'"),
        (["adam"], {"budget": 0}, "budget is 0: expected a whole number of evaluations above 0"),
        ([("adam", {"gamma": 1})], {}, "no parameter 'gamma'"),
    ],
)
def test_a_race_that_makes_no_sense_is_refused(methods: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        sd.race(ELLIPSE, methods, (3, 1), **options)


@pytest.mark.parametrize(
    ("text", "start", "kinds"), [("x^4 - 3x^2 + x", 2, ["race", "panels"]), ("x^2 + 10y^2", (3, 1), ["race", "paths", "panels"])]
)
def test_a_race_draws_and_describes_itself(text: str, start: Any, kinds: list[str]) -> None:
    found = sd.race(sd.problem(text), ["gradient descent", "heavy ball"], start, rate="1/50", budget=30)
    for kind in kinds:
        assert found.draw(kind).axes
        assert "heavy ball ends" in found.describe(kind)
    assert "Ahead is" in found.to_text()
    assert len(found.lesson().blocks) == 3 + len(kinds)


def test_what_has_no_picture_is_refused() -> None:
    found = sd.race(sd.problem("x^2 + y^2 + z^2"), ["newton"], (1, 2, 3))
    with pytest.raises(ArgumentError, match="no picture of kind='paths': expected 'race'"):
        found.draw("paths")
