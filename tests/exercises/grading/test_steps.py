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


# x - (1/6)·x = 5x/6: 6, 5, 25/6, 125/36
SHRINKING = item("gradient-steps", function="x**2/2", start={"x": "6"}, rate="1/6", steps=3)


@pytest.mark.parametrize(
    ("line", "steps", "diagnosis"),
    [
        ("5, 4, 10/3", ("right", "wrong", "carried on"), "gradient at the start once"),
        ("5, 4, 7/2", ("right", "wrong", "wrong"), "gradient at the start once"),
        ("5, 4, 3", ("right", "wrong", "wrong"), "gradient always at the start"),
        ("5, 35/6, 175/36", ("right", "wrong", "carried on"), "plus instead of minus"),
        ("5, 0, 1", ("right", "wrong", "wrong"), "rate forgotten"),
        ("5, -25/6, -125/36", ("right", "wrong", "carried on"), "sign"),
        ("8, 20/3, 70/9", ("wrong", "carried on", "wrong"), None),
    ],
)
def test_the_first_wrong_step_is_explained_from_the_number_before_it(line: str, steps: tuple[str, ...], diagnosis: str | None) -> None:
    grade = here(SHRINKING, line)
    assert (grade.steps, grade.diagnosis) == (steps, diagnosis)


def test_only_what_happened_is_said() -> None:
    told = here(SHRINKING, "5, 4, 7/2").to_dict()["message"]
    assert "Step 2 is wrong. The gradient of the start was used once more." in told
    assert "Step 3 is wrong, too." in told
    assert "Every step" not in told


def test_numbers_rounded_on_the_way_are_carried_on_and_told() -> None:
    grade = here(SHRINKING, "5, 4.17, 3.475")
    assert (grade.right, grade.steps, grade.diagnosis) == (False, ("right", "right", "carried on"), "rounded early")
    assert here(SHRINKING, "5, 4.17, 3.47").right is True


@pytest.mark.parametrize("line", ["10^1000; 10^999; 1", "sqrt(2); sqrt(2)/2; 0", "e^9; pi; 1/7"])
def test_numbers_of_any_kind_are_carried_on_or_not_but_answered(line: str) -> None:
    assert here(SHRINKING, line).right is False
