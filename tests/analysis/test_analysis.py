"""What is asked of a problem is asked of a problem only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import symdescent as sd
from symdescent.errors import ArgumentError


@pytest.mark.parametrize("ask", [sd.analyze, sd.convexity, sd.critical_points])
@pytest.mark.parametrize("given", ["x^2", None, 3])
def test_what_is_no_problem_is_said_to_be_none(ask: Callable[..., object], given: object) -> None:
    with pytest.raises(ArgumentError, match=r"problem is .*: expected what problem\(\.\.\.\) returns"):
        ask(given)


@pytest.mark.parametrize("ask", [sd.analyze, sd.critical_points])
def test_of_a_number_nothing_is_asked(ask: Callable[..., object]) -> None:
    with pytest.raises(ArgumentError, match="has no variables"):
        ask(sd.problem("2 + 3"))
