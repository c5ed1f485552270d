"""Why a run ended: a closed set of outcomes, each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple


class Stop(Enum):
    """The outcomes of a run; the value of each is its sentence.

    >>> Stop.DIVERGED.value, Stop.DIVERGED.success
    ('the run diverged: the iterates left every bound', False)
    """

    CONVERGED_GRADIENT = "converged: the gradient is as small as was asked for"
    CONVERGED_VALUE = "converged: the value changes by no more than was asked for"
    CONVERGED_STEP = "converged: the iterate moves by no more than was asked for"
    TARGET = "the target value is reached"
    BUDGET = "the budget of steps ran out"
    EVALUATIONS = "the budget of evaluations ran out"
    TIME = "the time ran out"
    DIVERGED = "the run diverged: the iterates left every bound"
    LEFT_DOMAIN = "the run left the domain: the value or the gradient does not exist at the last iterate"
    CYCLE = "the run goes round a cycle: the iterates repeat for ever"
    STALLED = "the run stalled: no step that this arithmetic can tell from none improves on the last iterate"
    CALLBACK = "the callback ended the run"
    INTERRUPTED = "the run was interrupted"

    @property
    def success(self) -> bool:
        """Whether the run did what it was asked to do."""
        return self in SUCCESSES


class Verdict(NamedTuple):
    """An outcome with the number that it was reached at, where it has one: see ``REACHED``."""

    stop: Stop
    reached: Any = None


SUCCESSES = frozenset({Stop.CONVERGED_GRADIENT, Stop.CONVERGED_VALUE, Stop.CONVERGED_STEP, Stop.TARGET})
REACHED: Mapping[Stop, str] = {  # what the number of a verdict is
    Stop.CONVERGED_VALUE: "change in value {:.6g}",
    Stop.CONVERGED_STEP: "change in x {:.6g}",
    Stop.EVALUATIONS: "evaluations {}",
    Stop.TIME: "seconds {:.3g}",
    Stop.CYCLE: "period {}",
}
