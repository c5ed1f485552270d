"""Lessons: everything that can show itself, told as a document."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from symdescent.lesson.document import Document


class Narrator(NamedTuple):
    """The module that tells of a type, its function for what a notebook shows, and that for the lesson."""

    module: str
    display: str = "narrate"
    lesson: str = "narrate"

    def function(self, name: str) -> Callable[..., Document]:
        """One of them; the module loads when it is first asked for, so that a derivation does not wait for the analysis."""
        return getattr(import_module(f"symdescent.lesson.{self.module}"), name)  # type: ignore[no-any-return]


# by the type's name, with where it lives
NARRATORS: dict[str, Narrator] = {
    "calculus.derivation.Derivation": Narrator("derivation"),
    "calculus.answers.alternatives.Alternative": Narrator("answer", "other_way", "other_way"),
    "calculus.answers.answer.Answer": Narrator("answer"),
    "calculus.checks.certificate.Certificate": Narrator("certificate"),
    "calculus.consequences.consequence.Consequence": Narrator("consequence", "display"),
    "problem.Problem": Narrator("problem", "display"),
    "problem.Point": Narrator("problem", "at_point", "at_point"),
    "descent.trace.Trace": Narrator("pieces", "trace", "trace"),
    "descent.method.Method": Narrator("pieces", "method", "method"),
    "descent.compare.Comparison": Narrator("compare"),
    "datasets.Dataset": Narrator("pieces", "dataset", "dataset"),
    "analysis.analysis.Analysis": Narrator("analysis", "display"),
    "analysis.convexity.verdict.Convexity": Narrator("convexity"),
    "analysis.critical.points.CriticalPoints": Narrator("critical", "display"),
    "analysis.rates.rates.Rates": Narrator("rates", "display"),
    "analysis.diagnosis.finding.Diagnosis": Narrator("diagnosis"),
    "analysis.landscape.result.Landscape": Narrator("landscape"),
    "run.Run": Narrator("run", "display"),
    "race.Race": Narrator("many", "race", "race_lesson"),
    "sweep.Sweep": Narrator("many", "sweep", "sweep_lesson"),
}


def display_of(shown: Any) -> Document:
    """What a notebook shows when the object is the last value of a cell."""
    narrator = NARRATORS[name_of(type(shown))]
    return narrator.function(narrator.display)(shown)


def lesson_of(shown: Any, **options: Any) -> Document:
    """The worked example."""
    narrator = NARRATORS[name_of(type(shown))]
    return narrator.function(narrator.lesson)(shown, **options)


def name_of(kind: type) -> str:
    """The name of a type, with where it lives.

    >>> name_of(Document)
    'lesson.document.Document'
    """
    return f"{kind.__module__.removeprefix('symdescent.')}.{kind.__name__}"
