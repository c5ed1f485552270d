"""Wrong rules of steps on numbers that are worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from symdescent.exercises.catalogue import TOPICS
from symdescent.exercises.mistakes.step import wrong_points
from symdescent.exercises.mistakes.table import AT_ONCE, AT_START, MIXED_MISSING, NEWTON, TURNED
from symdescent.exercises.runs import run_of

# x² from 3, slope 6, with rate 1/4
PARABOLA = {"function": "x**2", "start": {"x": "3"}, "rate": "1/4"}
STEP = {
    "plus instead of minus": "9/2",  # 3 + 6/4
    "rate forgotten": "-3",  # 3 - 6
    "rate applied twice": "21/8",  # 3 - 6/16
    "step instead of point": "-3/2",
    "exponent not brought down": "9/4",  # 3 - 3/4
    "value instead of slope": "3/4",  # 3 - 9/4
}
# x² from 3 with old velocity 2, rate 1/4, part 1/2: v = 1 - 3/2 = -1/2
BALL = {**PARABOLA, "beta": "1/2", "version": "keras", "velocity": {"x": "2"}}
ROLLED = {
    "old velocity forgotten": "3/2",  # 3 - 6/4
    "velocity not damped": "7/2",  # 3 + 2 - 3/2
    "velocity turned": "1/2",  # 3 - 1 - 3/2
    "gradient at the point ahead": "2",  # slope 8 at 4: 3 + 1 - 2
}
# slope 6, old squares 64, root of 100 is 10: 3 - (1/4)·6/10
SQUARES = {**PARABOLA, "delta": "0", "squares": {"x": "64"}}
DIVIDED = {
    "root forgotten": "597/200",  # 3 - 6/400
    "old squares forgotten": "11/4",  # 3 - (1/4)·6/6
    "new square forgotten": "45/16",  # 3 - (1/4)·6/8
    "gradient forgotten": "119/40",  # 3 - (1/4)/10
}
# slope 6, m = (2 + 6)/2 = 4, v = (60 + 36)/2 = 48, both corrected by 3/4 in step 2: 16/3 and 64
ADAM = {**PARABOLA, "beta1": "1/2", "beta2": "1/2", "epsilon": "0", "mean": {"x": "2"}, "squares": {"x": "60"}, "done": 1}
AVERAGED = {
    "squares not corrected": None,  # √48 is irrational: no such distractor
    "mean not corrected": "23/8",  # 3 - (1/4)·4/8
    "root forgotten": "143/48",  # 3 - (1/4)·(16/3)/64
    "gradient instead of mean": "45/16",  # 3 - (1/4)·6/8
    "old mean forgotten": "23/8",  # m = 3, corrected 4: 3 - (1/4)·4/8
}
# slope (2, 4), Hessian ((2, 1), (1, 3)), determinant 5
QUADRATIC = {"function": "x**2 + x*y + 3*y**2/2", "start": {"x": "2/5", "y": "6/5"}}
BENT = {
    "Hessian not inverted": ("-38/5", "-64/5"),
    "Hessian forgotten": ("-8/5", "-14/5"),
    "diagonal of the Hessian alone": ("-3/5", "-2/15"),
    "determinant with a plus": ("4/35", "12/35"),  # over 7 in the place of 5
    "determinant forgotten": ("-8/5", "-24/5"),
    "plus instead of minus": ("4/5", "12/5"),
}
CASES: list[tuple[str, dict[str, Any], str, Any]] = [
    (topic, given, rule, answer)
    for topic, given, rows in (
        ("gradient-step", PARABOLA, STEP),
        ("momentum-step", BALL, ROLLED),
        ("adagrad-step", SQUARES, DIVIDED),
        ("adam-step", ADAM, AVERAGED),
        ("newton-step", QUADRATIC, BENT),
    )
    for rule, answer in rows.items()
]


@pytest.mark.parametrize(("topic", "given", "rule", "answer"), CASES)
def test_wrong_rule_leads_to_what_it_gives_by_hand(topic: str, given: dict[str, Any], rule: str, answer: Any) -> None:
    found = [
        [Fraction(str(number)) for _, number in _point(wrong.answer.value)]
        for wrong in TOPICS[topic].work(given).wrong()
        if wrong.rule == rule
    ]
    expected = [answer] if isinstance(answer, str) else answer
    assert found == ([] if expected is None else [[Fraction(number) for number in expected]])


def _point(value: Any) -> Any:
    from symdescent.notation.sympy_text import to_sympy_text

    return ((name, to_sympy_text(number).replace("(", "").replace(")", "")) for name, number in value)


def test_second_variable_takes_the_new_first_one_at_once() -> None:
    """xy from (1, 1) with rate 1/2: x becomes 1/2, and y = 1 - (1/2)·(1/2)."""
    run = run_of({"function": "x*y", "start": {"x": "1", "y": "1"}, "rate": "1/2"})
    assert wrong_points(run, AT_ONCE) == [{"x": Fraction(1, 2), "y": Fraction(3, 4)}]


def test_wrong_rules_are_applied_at_every_step() -> None:
    """x² from 1 with rate 1/2: upwards 2, then 4; with the slope at the start 0, then -1."""
    run = run_of({"function": "x**2 + 0*x", "start": {"x": "1"}, "rate": "1/4", "steps": 2})
    assert [point["x"] for point in wrong_points(run, TURNED) or ()] == [Fraction(3, 2), Fraction(9, 4)]
    assert [point["x"] for point in wrong_points(run, AT_START) or ()] == [Fraction(1, 2), 0]


def test_rules_that_say_nothing_of_a_step_give_no_answer() -> None:
    run = run_of(PARABOLA)
    assert wrong_points(run, AT_ONCE) is None
    assert wrong_points(run, MIXED_MISSING) is None
    diagonal = next(row for row in NEWTON if row.name == "diagonal of the Hessian alone")
    assert wrong_points(run, diagonal) is None
