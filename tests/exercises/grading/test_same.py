"""Answers that are the same, and sequences, which are compared at whole numbers."""

from __future__ import annotations

import pytest

from symdescent.exercises import answers
from symdescent.exercises.distractors import alike
from symdescent.exercises.grading.same import same
from symdescent.exercises.stress import compare
from symdescent.notation import parse


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("(-1/2)^k", "(-1)^k/2^k", True),
        ("2 + 3*(-1/2)^k", "3*(-1/2)^k + 2", True),
        ("(-1/2)^k", "-(1/2)^k", False),
        ("(-1/2)^k", "(1/2)^k", False),
        ("(-1/2)^k", "(-1/3)^k", False),
        ("(1/4)^k", "(-1/2)^k", False),
        ("(1/4)^k", "1/4^k", True),
    ],
)
def test_sequences_are_the_same_where_they_agree_at_whole_numbers(first: str, second: str, is_same: bool) -> None:
    one, two = answers.formula(parse(first)), answers.formula(parse(second))
    assert same(one, two) == same(two, one) == is_same
    assert alike(one, two) == alike(two, one) == is_same
    assert compare.same(one, two) == compare.same(two, one) == is_same
