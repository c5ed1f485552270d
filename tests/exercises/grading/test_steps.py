"""Several steps: the first wrong one is named, the rest is judged from the student's own numbers."""

from __future__ import annotations

import pytest

from tests.exercises.grading.items import here, item

# x - (1/4)·2x = x/2: 4, 2, 1, 1/2
HALVING = item("gradient-steps", function="x**2", start={"x": "4"}, rate="1/4", steps=3)


@pytest.mark.parametrize(
    ("line", "right", "steps"),
    [
        ("2, 1, 1/2", True, ("right", "right", "right")),
        ("4, 2, 1, 1/2", True, ("right", "right", "right")),
        ("2, 3/2, 3/4", False, ("right", "wrong", "carried on")),
        ("3, 3/2, 3/4", False, ("wrong", "carried on", "carried on")),
        ("3, 1, 1/2", False, ("wrong", "right", "right")),
        ("2, 3, 3", False, ("right", "wrong", "wrong")),
        ("4, 4, 4", False, ("wrong", "wrong", "wrong")),
        ("7, 7, 7", False, ("wrong", "wrong", "wrong")),
        ("0, 0, 0", False, ("wrong", "wrong", "wrong")),
        ("2, 4, 2", False, ("right", "wrong", "wrong")),
        ("1.7, 0.85, 0.425", False, ("wrong", "carried on", "carried on")),
    ],
)
def test_every_step_has_its_own_verdict(line: str, right: bool, steps: tuple[str, ...]) -> None:
    grade = here(HALVING, line)
    assert (grade.right, grade.steps) == (right, steps)


def test_what_follows_rightly_is_credited_in_words() -> None:
    told = here(HALVING, "3, 3/2, 3/4").to_dict()["message"]
    assert "Step 1 is wrong." in told
    assert "Steps 2, 3 follow rightly from your own numbers." in told


def test_the_last_point_alone_is_right_but_not_all_that_was_asked() -> None:
    grade = here(HALVING, "1/2")
    assert (grade.right, grade.form) == (True, "steps left out")


@pytest.mark.parametrize(
    ("line", "slip"), [("4, 4, 4", "nothing moves"), ("2, 1", "steps missing"), ("2, 1, 1/2, 1/4, 1/8", "steps too many")]
)
def test_trivial_and_unfinished_runs_are_told_apart(line: str, slip: str) -> None:
    assert here(HALVING, line).diagnoses == (slip,)
