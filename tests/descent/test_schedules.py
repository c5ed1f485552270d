"""Each schedule is its closed form, in every arithmetic."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest

import symdescent as sd
from symdescent.descent.rate_names import RULES
from symdescent.errors import ArgumentError
from symdescent.rates import (
    Scheduled,
    StepSize,
    barzilai_borwein,
    cosine,
    diminishing,
    exponential,
    polyak,
    polynomial,
    step_decay,
    warm_up,
)

ARITHMETICS = ["float", "exact", "rounded"]
FLAT = sd.problem("x/1000")  # its slope never changes: only the schedule is at work


def sizes(rate: Any, steps: int, arithmetic: str = "float") -> list[float]:
    """The step sizes of the first steps."""
    run = sd.descend(FLAT, 1, rate=rate, steps=steps, tol=0, arithmetic=arithmetic)
    return [float(size) for size in run.trace["step_size"][:-1]]


CLOSED: dict[str, tuple[StepSize, Any]] = {
    "1/k": (diminishing("1/2"), lambda k: 0.5 / k),
    "1/√k": (diminishing(2, power="1/2"), lambda k: 2 / math.sqrt(k)),
    "step": (step_decay("1/5", factor="1/4", every=3), lambda k: 0.2 * 0.25 ** ((k - 1) // 3)),
    "exponential": (exponential("1/5", factor="9/10"), lambda k: 0.2 * 0.9 ** (k - 1)),
    "linear": (polynomial("1/5", end="1/10", steps=5), lambda k: 0.2 - 0.1 * min(k - 1, 5) / 5),
    "square": (polynomial(1, steps=6, power=2), lambda k: (1 - min(k - 1, 6) / 6) ** 2),
    "cosine": (cosine("1/5", end="1/10", steps=6), lambda k: 0.1 + 0.05 * (1 + math.cos(math.pi * min(k - 1, 6) / 6))),
    "warm-up": (warm_up(4, then="1/5"), lambda k: 0.2 * min(k / 4, 1)),
    "warm-up, then falling": (warm_up(3, then=exponential(1, factor="1/2")), lambda k: k / 3 if k <= 3 else 0.5 ** (k - 4)),
}


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
@pytest.mark.parametrize("name", CLOSED)
def test_a_schedule_is_its_closed_form(name: str, arithmetic: str) -> None:
    rate, closed = CLOSED[name]
    assert sizes(rate, 9, arithmetic) == pytest.approx([closed(k) for k in range(1, 10)], rel=1e-9, abs=1e-12)


def test_exact_schedules_stay_fractions() -> None:
    run = sd.descend(FLAT, 1, rate=step_decay("1/3", factor="1/2", every=2), steps=5, arithmetic="exact")
    assert run.trace["step_size"][:5] == [Fraction(1, 3), Fraction(1, 3), Fraction(1, 6), Fraction(1, 6), Fraction(1, 12)]


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_polyaks_step_lands_on_the_kink(arithmetic: str) -> None:
    # on |x| the value over the slope's square is the distance to the minimum
    run = sd.descend(sd.problem("3|x|"), "-7/2", rate=polyak(), steps=5, arithmetic=arithmetic)
    assert (run.trace[0].step_size, run.trace[1].x["x"]) == (pytest.approx(Fraction(7, 6)), pytest.approx(0, abs=1e-8))


def test_polyaks_step_on_a_square_halves_the_distance() -> None:
    run = sd.descend(sd.problem("(x - 1)^2 + 5"), 9, rate=polyak(5), steps=4, arithmetic="exact")
    assert [x - 1 for (x,) in run.trace["x"]] == [8, 4, 2, 1, Fraction(1, 2)]


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
@pytest.mark.parametrize("kind", [1, 2])
def test_barzilai_and_borweins_step_is_one_over_the_curvature(kind: int, arithmetic: str) -> None:
    run = sd.descend(sd.problem("5/2*(x^2 + y^2)"), [3, -1], rate=barzilai_borwein(kind=kind), steps=5, arithmetic=arithmetic)
    assert [float(size) for size in run.trace["step_size"][:2]] == pytest.approx([0.1, 0.2])
    assert (run.trace[-1].k, run.stop.name) == (2, "CONVERGED_GRADIENT")


@pytest.mark.parametrize("kind", [1, 2])
def test_barzilai_and_borweins_ratios(kind: int) -> None:
    first, second = sd.descend(sd.problem("x^2 + 5y^2"), [1, 1], rate=barzilai_borwein(kind=kind), steps=2, arithmetic="exact").trace[:2]
    way = [b - a for a, b in zip(first.x.values(), second.x.values(), strict=True)]
    rise = [b - a for a, b in zip(first.gradient.values(), second.gradient.values(), strict=True)]
    above, below = (way, rise) if kind == 1 else (rise, rise)
    expected = sum(a * b for a, b in zip(way, above, strict=True)) / sum(
        a * b for a, b in zip(way if kind == 1 else rise, below, strict=True)
    )
    assert second.step_size == expected


@pytest.mark.parametrize("text", ["-x^2", "x"])
def test_barzilai_and_borwein_begin_again_where_the_slope_did_not_rise(text: str) -> None:
    run = sd.descend(sd.problem(text), 1, rate=barzilai_borwein("1/10"), steps=3, arithmetic="exact")
    assert run.trace["step_size"][:3] == [Fraction(1, 10)] * 3


def test_a_schedule_drives_any_method() -> None:
    rate = cosine("1/10", steps=300)
    for method in ("gradient descent", "heavy ball", "adam"):
        run = sd.descend(sd.problem("x^2 + 2y^2"), [1, 1], method=method, rate=rate, steps=300, tol=0)
        assert run.best.norm < 0.05


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_a_source_and_python_that_makes_it_again(name: str) -> None:
    rule = RULES[name]()
    assert eval(rule.call, {"sd": sd}) == rule  # noqa: S307 - our own text
    if isinstance(rule, Scheduled):
        assert rule.source
        assert "alpha" in [line.target for line in rule.lines]
    else:
        assert "(" in str(type(rule).__doc__)


@pytest.mark.parametrize("rate", [step for step, _ in CLOSED.values()])
def test_the_python_of_a_schedule_makes_it_again(rate: Any) -> None:
    assert eval(rate.call, {"sd": sd}) == rate  # noqa: S307 - our own text


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: diminishing(0), "alpha_0 is 0"),
        (lambda: diminishing(power=-1), "power is -1"),
        (lambda: step_decay(factor=2), r"factor is 2: expected a number in \(0, 1\]"),
        (lambda: step_decay(every="5/2"), "every is '5/2': expected a whole number of steps"),
        (lambda: cosine(steps=0), "steps is 0"),
        (lambda: polynomial(power=0), "power is 0"),
        (lambda: warm_up(0), "steps is 0"),
        (lambda: warm_up(3, then=sd.rates.armijo()), r"then is Armijo.*expected a number or a schedule"),
        (lambda: barzilai_borwein(kind=3), "kind is 3: expected 1"),
    ],
)
def test_schedules_check_their_numbers_when_they_are_made(make: Any, reason: str) -> None:
    with pytest.raises(ArgumentError, match=reason):
        make()


def test_a_name_with_two_meanings_is_refused() -> None:
    mine = sd.method("mine", "x = x - alpha*power*g", power=2)
    with pytest.raises(ArgumentError, match="power is a name in the rule for the step size and another in mine"):
        sd.descend(FLAT, 1, method=mine, rate=diminishing())
