"""Going through the table of findings, and running the remedies."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from symdescent.analysis.diagnosis.course import Course, outcome_of
from symdescent.analysis.diagnosis.finding import Attempt, Diagnosis, Finding, Numbers, Outcome, Remedy
from symdescent.analysis.diagnosis.table import FINDINGS, HEALTHY
from symdescent.descent.stop import Stop
from symdescent.errors import SymdescentError

if TYPE_CHECKING:
    from symdescent.run import Run

MOST_CAREFUL = 200  # steps that a remedy of an exact or rounded run may take; one that takes more is run in floats
SLIGHT = 1e-9  # beside 1 + |f|: by less two values do not differ
LOST = (Stop.DIVERGED, Stop.LEFT_DOMAIN)
MUCH = 0.5  # a gradient or a number of steps that is less than half is less

Rerun: TypeAlias = "Callable[..., Run]"


@np.errstate(all="ignore")
def diagnose(run: Run, rerun: Rerun) -> Diagnosis:
    """What explains how a run went; ``rerun(**changes)`` makes it again from the same start with other arguments."""
    if run.in_symbols:
        return Diagnosis(run, (Finding("symbols", {}),), None)
    course, before = Course(run), outcome_of(run)
    made: dict[str, Attempt] = {}
    found: dict[str, Finding] = {}
    for row in FINDINGS if len(course.points) else FINDINGS[:1]:
        numbers = None if row.unless & found.keys() else row.look(course)
        if numbers is not None:
            remedies = row.remedies(course, numbers)
            found[row.key] = Finding(row.key, numbers, tuple(_tried(course, remedy, before, rerun, made) for remedy in remedies))
    skipped = run.trace[-1].k + 1 - len(run.trace)
    return Diagnosis(run, tuple(found.values()) or (_otherwise(course),), before, skipped)


def _otherwise(course: Course) -> Finding:
    numbers = HEALTHY.look(course) if len(course.points) else None
    return Finding("open", {}) if numbers is None else Finding(HEALTHY.key, numbers)


def _tried(course: Course, remedy: Remedy, before: Outcome, rerun: Rerun, made: dict[str, Attempt]) -> Attempt:
    """The remedy, run once, however many findings suggest it."""
    changes = _affordable(course, remedy.changes)
    key = repr(sorted(changes.items(), key=lambda item: item[0]))
    if key not in made:
        made[key] = _attempt(course, Remedy(remedy.key, changes), before, rerun)
    return made[key]._replace(remedy=Remedy(remedy.key, changes))


def _affordable(course: Course, changes: Numbers) -> Numbers:
    """Long runs in exact numbers are made in floats."""
    is_long = changes.get("steps", 0) > MOST_CAREFUL or changes.get("method", "") in ("rprop", "bfgs")
    return {**changes, "arithmetic": "float"} if is_long and course.run.arithmetic != "float" else changes


def _attempt(course: Course, remedy: Remedy, before: Outcome, rerun: Rerun) -> Attempt:
    try:
        after = outcome_of(rerun(**remedy.changes))
    except SymdescentError as fault:
        return Attempt(remedy, None, False, str(fault))
    return Attempt(remedy, after, helped(before, after, course.shown(course.values[0]) if len(course.values) else math.nan, course.sign))


def helped(before: Outcome, after: Outcome, first: float, sign: float = 1.0) -> bool:
    """Whether a remedy made the value better, or brought the run to its end or nearer to it without making the value worse.

    A run that came nowhere, ``before``, is measured by the value that it began with, ``first``.
    """
    if not math.isfinite(after.value) or after.stop is Stop.LEFT_DOMAIN:
        return False
    if not math.isfinite(before.value) or before.stop in LOST:
        return after.stop.success or sign * (after.value - first) < -SLIGHT * (1 + abs(first))
    slight = SLIGHT * (1 + abs(before.value))
    risen = sign * (after.value - before.value)
    if abs(risen) > slight:
        return risen < 0
    if after.stop in LOST:
        return False
    if after.stop.success != before.stop.success:
        return after.stop.success
    return after.steps < MUCH * before.steps if after.stop.success else after.norm < MUCH * before.norm
