"""Why a run ended: a closed set of outcomes, each with its sentence."""

from __future__ import annotations

from enum import Enum


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
    DIVERGED = "the run diverged: the iterates left every bound"
    LEFT_DOMAIN = "the run left the domain: the value or the gradient does not exist at the last iterate"
    STALLED = "the run stalled: no step that this arithmetic can tell from none improves on the last iterate"
    INTERRUPTED = "the run was interrupted"

    @property
    def success(self) -> bool:
        """Whether the run did what it was asked to do."""
        return self in SUCCESSES


SUCCESSES = frozenset({Stop.CONVERGED_GRADIENT, Stop.CONVERGED_VALUE, Stop.CONVERGED_STEP, Stop.TARGET})
