"""Remedies are really run from the same start, and compared honestly."""

from __future__ import annotations

import math
from typing import Any

import pytest

import symdescent as sd
from symdescent.analysis.diagnosis import Attempt, Outcome
from symdescent.analysis.diagnosis.examine import helped
from symdescent.analysis.diagnosis.remedies import short
from symdescent.descent.stop import Stop
from symdescent.errors import ArgumentError
from symdescent.run import Run

BOWL, NARROW = sd.problem("x^2 + 4y^2"), sd.problem("x^2 + 100y^2")

# runs with the finding whose remedies mathematics says must help, and which of them do
HELPED: tuple[tuple[Run, str, tuple[bool, ...]], ...] = (
    (sd.descend(BOWL, (3, 1), rate="3/10"), "diverging", (True, True)),  # a rate below 2/λ, and a search
    (sd.descend(sd.problem("x^2"), 3, rate="1/1000"), "rate-too-small", (True,)),  # 2/(L + μ)
    (sd.descend(NARROW, (100, 1), rate="exact"), "zigzag", (True, True)),  # Newton in one step, Polyak by √κ faster
    (sd.descend(NARROW, (3, 1), rate="0.005"), "valley", (True, True)),
    (sd.descend(BOWL, (3, 1), method="heavy ball", rate="1/10", beta="0.99"), "momentum", (True,)),
    (sd.descend(BOWL, (3, 1), rate="1/10", steps=20), "budget", (True,)),
    (sd.descend(BOWL, (3, 1), rate="1/10", tol=1), "early", (True,)),
    (sd.descend(sd.problem("|x|"), "1.05", rate="1/10"), "kink", (True,)),  # Σ 1/k diverges, 1/k goes to 0
    (sd.descend(sd.problem("x^2"), 3, rate=1), "cycle", (True,)),
    (sd.descend(sd.problem("cos(x)"), 0), "maximum", (True,)),
    (sd.descend(sd.problem("x^2 - y^2 + y^4"), (1, 0), rate="1/10"), "saddle", (True,)),
    (sd.descend(sd.problem("x^4 - 2x^2 + x/2"), 1, rate="1/20"), "local", (True,)),
    (sd.descend(sd.problem("x^4 - 2x^2"), "1/2", rate="3/10"), "thrown-back", (True, True)),
    (sd.descend(sd.problem("1 - exp(-x^2)"), 6), "plateau", (True, True)),
    (sd.descend(sd.problem("(x - 3)^2", domain="x <= 2"), "1/10", rate=1), "left-domain", (True,)),
    (sd.descend(sd.problem("x^3 - 2x + 2"), 0, method="newton"), "singular", (True, True)),
    (sd.descend(sd.problem("-x^2", sense="max"), 3, rate="11/10"), "diverging", (True, True)),
)


@pytest.mark.parametrize(("run", "key", "expected"), HELPED, ids=lambda part: part if isinstance(part, str) else "")
def test_remedies_help_where_theory_says_so(run: Run, key: str, expected: tuple[bool, ...]) -> None:
    assert tuple(attempt.helped for attempt in run.diagnose()[key].attempts) == expected


@pytest.mark.parametrize(("run", "key", "expected"), HELPED, ids=lambda part: part if isinstance(part, str) else "")
def test_what_is_told_of_a_remedy_is_what_its_run_comes_to(run: Run, key: str, expected: tuple[bool, ...]) -> None:
    diagnosis = run.diagnose()
    for attempt in diagnosis[key].attempts:
        again, outcome = run.again(**attempt.remedy.changes), attempt.outcome
        assert outcome is not None
        assert (outcome.steps, outcome.stop) == (again.trace[-1].k, again.stop)
        assert outcome.value == again.trace[-1].value
    last = run.trace[-1]
    assert diagnosis.before is not None
    assert diagnosis.before.steps == last.k
    assert diagnosis.before.norm == last.norm or math.isnan(last.norm)


def test_a_remedy_that_does_not_help_is_said_not_to() -> None:
    """Half way to the edge the flat direction of a narrow valley is slower still."""
    attempts: tuple[Attempt, ...] = sd.descend(NARROW, (3, 1), rate="0.0098").diagnose()["oscillating"].attempts
    slower = next(attempt for attempt in attempts if attempt.remedy.key == "half the edge")
    assert not slower.helped


def outcome(value: float, norm: float = 1.0, steps: int = 100, stop: Stop = Stop.BUDGET) -> Outcome:
    """An outcome, by default of a run whose budget ran out."""
    return Outcome(steps, value, norm, stop)


@pytest.mark.parametrize(
    ("before", "after", "first", "expected"),
    [
        (outcome(5), outcome(4), 9, True),
        (outcome(5), outcome(6), 9, False),
        (outcome(5), outcome(6, stop=Stop.CONVERGED_GRADIENT), 9, False),  # another, higher minimum
        (outcome(5), outcome(5, norm=0.1), 9, True),
        (outcome(5), outcome(5, norm=0.9), 9, False),
        (outcome(5), outcome(5, stop=Stop.CONVERGED_GRADIENT), 9, True),
        (outcome(5, stop=Stop.CONVERGED_GRADIENT), outcome(5, steps=9, stop=Stop.CONVERGED_GRADIENT), 9, True),
        (outcome(1e30, stop=Stop.DIVERGED), outcome(8), 9, True),
        (outcome(1e30, stop=Stop.DIVERGED), outcome(10), 9, False),
        (outcome(math.nan, stop=Stop.LEFT_DOMAIN), outcome(9, steps=0, stop=Stop.STALLED), 9, False),
        (outcome(5), outcome(math.nan, stop=Stop.LEFT_DOMAIN), 9, False),
        (outcome(5), outcome(math.inf, stop=Stop.DIVERGED), 9, False),
    ],
)
def test_helping_is_a_better_value_or_an_end_that_is_nearer(before: Outcome, after: Outcome, first: float, expected: bool) -> None:
    assert helped(before, after, first) is expected


def test_maximising_turns_better_and_worse_round() -> None:
    assert helped(outcome(5), outcome(6), 0, -1.0)
    assert not helped(outcome(5), outcome(4), 0, -1.0)


@pytest.mark.parametrize(("number", "written"), [(0.5, "0.49"), (2.0, "1.9"), (0.000123, "0.00012"), (1234.0, "1200")])
def test_rates_are_rounded_down_to_what_is_typed(number: float, written: str) -> None:
    assert short(number) == written


def test_again_without_changes_is_the_same_run() -> None:
    run = sd.descend(BOWL, (3, 1), method="heavy ball", rate="1/10", beta="1/2", steps=9, state={"x_prev": (2, 2)})
    assert run.again().trace.rows == run.trace.rows
    assert run.again(beta=0).trace.rows != run.trace.rows


def test_again_with_another_method_has_that_methods_parameters() -> None:
    run = sd.descend(BOWL, (3, 1), method="heavy ball", rate="1/10", beta="1/2")
    assert run.again(method="newton", rate=1).trace[-1].k == 1
    with pytest.raises(ArgumentError, match="newton has no parameter 'beta'"):
        run.again(method="newton", beta="1/2")


@pytest.mark.parametrize(
    "options",
    [
        {"record": "last"},
        {"record": 7},
        {"steps": 0},
        {"steps": 1},
        {"arithmetic": "exact", "steps": 4},
        {"arithmetic": "rounded", "steps": 9},
        {"until": sd.descent.stopping.budget(evaluations=9)},
    ],
)
@pytest.mark.parametrize("method", sorted(sd.methods))
def test_every_run_can_be_diagnosed(method: str, options: dict[str, Any]) -> None:
    run = sd.descend(sd.problem("x^2 + 3y^2 + x*y"), (3, 1), method=method, rate="1/10", **options)
    rows = list(run.trace.rows)
    diagnosis = run.diagnose()
    assert diagnosis.findings
    assert diagnosis.to_dict() == run.diagnose().to_dict()
    assert list(run.trace.rows) == rows
    assert diagnosis.skipped == run.trace[-1].k + 1 - len(run.trace)


def test_a_run_in_letters_has_nothing_to_measure() -> None:
    run = sd.descend(sd.problem("a*x^2", variables="x"), {"x": "c"}, rate="1/(4a)", steps=3, arithmetic="exact")
    assert run.diagnose().keys == ("symbols",)
    assert run.diagnose().to_dict() == {"verdict": "symbols", "findings": [{"finding": "symbols", "numbers": {}, "remedies": []}]}
