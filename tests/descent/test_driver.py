"""The outcomes of a run, and the records of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import symdescent as sd
from symdescent.descent import Stop, methods
from symdescent.descent.driver import End, Phase, Rules, course
from symdescent.descent.record import keep
from symdescent.descent.trace import Layout
from symdescent.errors import ArgumentError

ARITHMETICS = ["float", "exact", "rounded"]
BOWL, ROSENBROCK = sd.problem("x^2 + 5"), sd.problem("100(y - x^2)^2 + (1 - x)^2")


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
@pytest.mark.parametrize(
    ("text", "start", "options", "stop"),
    [
        ("x^2 + 5", 0, {}, Stop.CONVERGED_GRADIENT),
        ("x^2 + 5", -6, {"rate": "1/2", "tol": 0}, Stop.CONVERGED_GRADIENT),
        ("x^2 + 5", -6, {"rate": 1}, Stop.CYCLE),
        ("x^2 + 5", -6, {"steps": 0}, Stop.BUDGET),
        ("x^2 + 5", -6, {"rate": "11/10", "steps": 5000, "tol": 1e30}, Stop.CONVERGED_GRADIENT),
        ("x^2 + 5", -6, {"rate": "11/10", "steps": 5000, "tol": 0}, Stop.DIVERGED),
        ("x^4", 10, {"rate": 1, "steps": 50}, Stop.DIVERGED),
        ("ln(x) + x", 1, {"rate": 1}, Stop.LEFT_DOMAIN),
        ("ln(x)", -1, {}, Stop.LEFT_DOMAIN),
        ("1/x", 0, {}, Stop.LEFT_DOMAIN),
        ("sqrt(x)", 0, {}, Stop.LEFT_DOMAIN),
    ],
)
def test_each_outcome(text: str, start: int, options: dict[str, Any], stop: Stop, arithmetic: str) -> None:
    run = sd.descend(sd.problem(text), start, arithmetic=arithmetic, **options)
    assert run.stop is stop
    assert run.success == (stop is Stop.CONVERGED_GRADIENT)
    assert run.message.startswith(stop.value)
    assert run.trace[-1].step_size is None


def test_divergence_is_seen_whatever_the_tolerance() -> None:
    run = sd.descend(sd.problem("-x"), 0, rate=1e13, tol=0)
    assert (run.stop, run.trace[-1].k) == (Stop.DIVERGED, 1)
    assert sd.descend(sd.problem("-x"), 0, rate=1e13, tol=2).stop is Stop.CONVERGED_GRADIENT  # met before the step


def test_a_step_that_floats_cannot_take_is_a_stall() -> None:
    assert sd.descend(sd.problem("x"), 1e10, rate=1e-10).stop is Stop.STALLED


def test_tolerance_zero_needs_an_exact_zero_not_an_underflow() -> None:
    run = sd.descend(sd.problem("x^2 + y^2"), [1e-200, 1e-200], rate="1/10", tol=0, steps=3)
    assert run.stop is Stop.BUDGET
    assert run.trace[-1].norm > 0


def test_steps_bound_the_updates() -> None:
    assert [len(sd.descend(BOWL, -6, rate="1/10", steps=steps).trace) for steps in (0, 1, 7)] == [1, 2, 8]


@pytest.mark.parametrize("every", [2, 3, 7, 1000, "last"])
@pytest.mark.parametrize("arithmetic", ["float", "exact"])
def test_a_thinned_record_is_part_of_the_whole_one(every: Any, arithmetic: str) -> None:
    options: dict[str, Any] = {"steps": 20, "rate": "1/1000", "arithmetic": arithmetic}
    whole, part = sd.descend(ROSENBROCK, [-1.2, 1], **options), sd.descend(ROSENBROCK, [-1.2, 1], record=every, **options)
    expected = [20] if every == "last" else sorted({*range(0, 21, every), 20})
    assert part.trace["k"] == expected
    assert list(part.trace) == [whole.trace[k] for k in expected]
    assert (part.best, part.stop, part.trace.rounded_from) == (whole.best, whole.stop, whole.trace.rounded_from)


def test_the_best_iterate_may_be_one_that_was_not_recorded() -> None:
    run = sd.descend(sd.problem("x^4 - 8x^2"), "1/10", rate="1/5", steps=9, record="last")
    whole = sd.descend(sd.problem("x^4 - 8x^2"), "1/10", rate="1/5", steps=9)
    assert run.best == min(whole.trace, key=lambda iterate: iterate.value)


def interrupted(after: int) -> Iterator[Any]:
    def advance(k: int, x: float) -> tuple[Any, ...]:
        if x >= after:
            raise KeyboardInterrupt
        return (x, -x, -1.0, 1.0, x * x, 1.0, x + 1)

    rules = Rules(Layout(("x",)), 100, 0, 1e30)
    return course((Phase(advance, float),), (0.0,), rules)


@pytest.mark.parametrize("every", [0, 1, 3])
def test_an_interrupted_run_keeps_what_it_has(every: int) -> None:
    record = keep(interrupted(5), Layout(("x",)), every)  # type: ignore[arg-type]
    assert record.stop is Stop.INTERRUPTED
    assert record.trace[-1].x == {"x": 4.0}
    assert record.trace[-1].step_size is None


def test_an_interrupt_before_the_first_row_goes_on_up() -> None:
    with pytest.raises(KeyboardInterrupt, match=r"^$"):
        keep(interrupted(0), Layout(("x",)), 1)  # type: ignore[arg-type]


def test_the_end_says_from_where_on_numbers_were_rounded() -> None:
    phases = (Phase(lambda k, x: (x, x, 1, 1, 0.0, 1, x + 1), int, lambda x: x > 3), Phase(lambda k, x: (x, x, 1, 1, 0.0, 1, x + 1), float))
    ends: list[End] = []

    def watched() -> Iterator[Any]:
        ends.append((yield from course(phases, (0,), Rules(Layout(("x",)), 6, 0, 1e30))))

    assert [type(row[0]) for row in watched()] == [int] * 4 + [float] * 3
    assert ends == [End(Stop.BUDGET, 4)]


def test_a_trace_is_a_sequence_with_columns() -> None:
    trace = sd.descend(ROSENBROCK, [-1.2, 1], rate="1/1000", steps=5).trace
    assert trace["value"] == [iterate.value for iterate in trace]
    assert trace["x"] == [tuple(iterate.x.values()) for iterate in trace]
    assert trace["gradient"] == [tuple(iterate.gradient.values()) for iterate in trace]
    assert trace["step_size"] == [iterate.step_size for iterate in trace] == [0.001] * 5 + [None]
    assert trace["k"] == list(range(6))
    assert list(trace[2:4]) == [trace[2], trace[3]]
    assert trace[-1].k == 5
    with pytest.raises(ArgumentError, match="no column 'speed': it has k, x, value"):
        trace["speed"]


def test_every_method_says_where_it_comes_from_and_ends_in_x() -> None:
    for name, method in methods.METHODS.items():
        assert name == method.name == name.lower()
        assert "x" in [line.target for line in method.lines]
        assert method.source
