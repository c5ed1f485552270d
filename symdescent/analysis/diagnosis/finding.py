"""What a diagnosis is made of: findings with the numbers that show them, and remedies that were run and compared."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from symdescent.descent.stop import Stop
from symdescent.shown import Shown

if TYPE_CHECKING:
    from symdescent.run import Run

Numbers = Mapping[str, Any]


class Remedy(NamedTuple):
    """A change of the arguments that the run was made with, under the key of the sentence that says why."""

    key: str
    changes: Numbers


class Outcome(NamedTuple):
    """Where a run came: its number of steps, the value and the gradient's norm at the end, and how it ended."""

    steps: int
    value: float
    norm: float
    stop: Stop


class Attempt(NamedTuple):
    """A remedy, what became of it (None: it could not be run, ``refused`` says why), and whether it helped."""

    remedy: Remedy
    outcome: Outcome | None
    helped: bool
    refused: str = ""


@dataclass(frozen=True)
class Finding:
    """Something that explains a run: its ``key``, the ``numbers`` that show it, and the remedies that were tried.

    Points and directions among the numbers are tuples with one entry a variable.
    """

    key: str
    numbers: Numbers
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class Diagnosis(Shown):
    """What ``Run.diagnose`` returns.

    ``findings`` are what explains the run, the weightiest first, each with its numbers and the remedies that were tried;
    ``verdict`` is the key of the first: ``"healthy"`` where the run converged and nothing else was found, ``"open"`` where it
    did not and nothing was, ``"symbols"`` where letters without a value leave nothing to measure. ``before`` is where the run came.
    ``skipped`` says how many of its iterates were not recorded.
    """

    run: Run
    findings: tuple[Finding, ...]
    before: Outcome | None
    skipped: int = 0

    @property
    def verdict(self) -> str:
        """The key of the first finding."""
        return self.findings[0].key

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all findings."""
        return tuple(finding.key for finding in self.findings)

    def __getitem__(self, key: str) -> Finding:
        return next(finding for finding in self.findings if finding.key == key)

    def __contains__(self, key: str) -> bool:
        return key in self.keys

    def __repr__(self) -> str:
        return f"Diagnosis({', '.join(self.keys)})"

    def to_dict(self) -> dict[str, Any]:
        """The diagnosis as JSON takes it."""
        return {"verdict": self.verdict, "findings": list(map(_plain_finding, self.findings))}


def _plain_finding(finding: Finding) -> dict[str, Any]:
    return {
        "finding": finding.key,
        "numbers": {key: _plain(value) for key, value in finding.numbers.items()},
        "remedies": [_plain_attempt(attempt) for attempt in finding.attempts],
    }


def _plain_attempt(attempt: Attempt) -> dict[str, Any]:
    changes = {name: _plain(value) for name, value in attempt.remedy.changes.items()}
    after = attempt.outcome
    numbers = (
        {}
        if after is None
        else {"steps": after.steps, "value": _plain(after.value), "norm": _plain(after.norm), "stop": after.stop.name.lower()}
    )
    return {"changes": changes, **numbers, "helped": attempt.helped}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(_each(value))
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, str | int) else getattr(value, "call", str(value))


def _each(values: tuple[Any, ...]) -> Iterator[Any]:
    return map(_plain, values)
