"""The self-test proves right exercises in three ways and finds wrong ones."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from symdescent.errors import ArgumentError
from symdescent.exercises import answers
from symdescent.exercises.catalogue import NAMES, TOPICS
from symdescent.exercises.stress.again import AGAIN
from symdescent.exercises.stress.compare import agrees, same
from symdescent.exercises.stress.dual import MP
from symdescent.exercises.stress.fold import NoValue, read, real
from symdescent.exercises.stress.oracles import ORACLES, Oracle
from symdescent.exercises.stress.report import stress
from symdescent.exercises.topic import Topic

SEEDS = 50
POINT = {"x": MP.mpf("0.7"), "y": MP.mpf("1.3")}
# A formula, its derivative by x and its second derivatives by x x and x y, each by hand.
BY_HAND = [
    ("x^3*y^2 - 4x", "3x^2*y^2 - 4", "6x*y^2", "6x^2*y"),
    ("sin(2x)*e^(x*y)", "2cos(2x)*e^(x*y) + y*sin(2x)*e^(x*y)", None, None),
    ("ln(x^2 + y)/y", "2x/((x^2 + y)*y)", "(2y - 2x^2)/((x^2 + y)^2*y)", None),
    ("sqrt(x + y^2)", "1/(2*sqrt(x + y^2))", "-1/(4*(x + y^2)^(3/2))", "-y/(2*(x + y^2)^(3/2))"),
    ("atan(x*y) + tan(x)", "y/(1 + x^2*y^2) + 1 + tan(x)^2", None, None),
    ("sinh(x)*cosh(y) + tanh(x)", "cosh(x)*cosh(y) + 1 - tanh(x)^2", None, "cosh(x)*sinh(y)"),
    ("|x - 2y| + max(x, y^2)", "-1", "0", "0"),
    ("max(0, 3x - y)^2", "6*(3x - y)", "18", "-6"),
    ("x^y", "y*x^(y - 1)", "y*(y - 1)*x^(y - 2)", None),
]


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: oracle.name)
@pytest.mark.parametrize(("f", "slope", "bend", "mixed"), BY_HAND)
def test_each_way_finds_derivatives_that_were_found_by_hand(
    oracle: Oracle, f: str, slope: str, bend: str | None, mixed: str | None
) -> None:
    formula = read(f)
    found = [(oracle.slope(formula, POINT, "x"), slope)]
    if oracle.name == "symbolic" or "|" not in f:
        found += [(oracle.bend(formula, POINT, "x", y), by_hand) for y, by_hand in (("x", bend), ("y", mixed)) if by_hand]
    for value, by_hand in found:
        assert abs(value - real(by_hand, POINT)) < MP.mpf(10) ** -30


def test_outside_of_the_domain_there_is_no_value() -> None:
    for oracle in ORACLES:
        with pytest.raises(NoValue):
            oracle.slope(read("ln(x) + sqrt(x)"), {"x": MP.mpf(-1)}, "x")


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: oracle.name)
@pytest.mark.parametrize(
    ("f", "slope"), [("sin(e^(9x))", "9*cos(e^(9x))*e^(9x)"), ("e^(e^(7x + 5))", "7e^(7x + 5)*e^(e^(7x + 5))"), ("ln(x - 9)", "1/(x - 9)")]
)
def test_derivatives_are_proved_where_they_change_fast_and_where_the_domain_begins_far_out(oracle: Oracle, f: str, slope: str) -> None:
    right, wrong = answers.formula(read(slope)), answers.formula(read(f"2*{slope}"))
    again = AGAIN["derivative"]({"function": f, "variable": "x"}, oracle, right)
    assert agrees(right, again)
    assert not agrees(wrong, again)


@pytest.mark.parametrize("name", NAMES)
def test_every_topic_holds(name: str) -> None:
    report = TOPICS[name].stress(seeds=SEEDS)
    assert report.faults == ()
    assert report.unproved == 0, "the topic has no row in AGAIN"


def broken(**parts: Any) -> Topic:
    """The topic of derivatives with something wrong in its work."""
    real_topic = TOPICS["derivative"]
    return replace(real_topic, work=lambda given: replace(real_topic.work(given), **parts))


@pytest.mark.parametrize(
    ("topic", "says"),
    [
        (broken(answer=answers.formula(read("x + 1"))), "differences: does not lead to the answer x \\+ 1"),
        (broken(checks=dict), "no certificate"),
        (broken(checks=lambda: 1 / 0), "certificate: division by zero"),
        (broken(solution=tuple), "the solution is empty"),
        (replace(TOPICS["derivative"], draw=lambda random, level: {"function": str(1 // 0)}), "crash: ZeroDivisionError"),
    ],
)
def test_a_wrong_topic_is_found_out(topic: Topic, says: str) -> None:
    report = stress(topic, 2)
    assert report.failed
    with pytest.raises(AssertionError, match=says):
        raise AssertionError(str(report.faults))


def test_answers_are_the_same_where_their_values_are() -> None:
    assert same(answers.formula(read("(x + 1)^2")), answers.formula(read("x^2 + 2x + 1")))
    assert not same(answers.formula(read("x^2")), answers.formula(read("x^2 + 1/1000000000000")))
    assert same(answers.between("0", "1/2"), answers.between("0", "2/4"))
    assert not same(answers.between("0", "1/2"), answers.between("0", "1/2", (True, False)))
    assert not same(answers.choice("yes"), answers.choice("no"))


def test_a_point_is_compared_by_its_names() -> None:
    assert agrees(answers.at_point({"x": "1/2", "y": "3"}), {"y": MP.mpf(3), "x": MP.mpf("0.5")})
    assert not agrees(answers.at_point({"x": "1/2", "y": "3"}), {"y": MP.mpf("0.5"), "x": MP.mpf(3)})


def test_executors_and_progress_do_not_change_what_is_found() -> None:
    told: list[int] = []
    with ThreadPoolExecutor(2) as pool:
        report = stress("gradient-step", 60, workers=pool, progress=lambda done, whole: told.append(done))
    assert told == [50, 60]
    assert [one.key for one in report.probes] == [one.key for one in stress("gradient-step", 60).probes]


def test_the_report_is_shown_with_a_picture() -> None:
    report = stress("gradient-step", 10, workers=2)
    assert "All 10 exercises hold" in report.to_text()
    assert "<img" in report.to_html()
    assert report.to_dict()["levels"] == {str(level): 2 for level in range(1, 6)}


@pytest.mark.parametrize(("given", "says"), [({"seeds": 0}, "seeds=0"), ({"workers": 0}, "workers=0"), ({"workers": "2"}, "workers='2'")])
def test_what_cannot_be_done_is_refused(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ArgumentError, match=says):
        stress("gradient-step", **{"seeds": 1, **given})


def test_a_topic_of_ones_own_stays_in_this_process() -> None:
    with pytest.raises(ArgumentError, match="is your own, which other processes do not know"):
        stress(broken(), 2, workers=2)


def test_a_topic_of_ones_own_brings_its_proof() -> None:
    own = replace(TOPICS["derivative"], name="my derivative")
    assert stress(own, 2).unproved == 2
    assert not stress(replace(own, again=AGAIN["derivative"]), 2).failed
