"""Lessons: everything that can show itself, told as a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symdescent.analysis.analysis import Analysis
from symdescent.analysis.convexity.verdict import Convexity
from symdescent.analysis.critical.points import CriticalPoints
from symdescent.analysis.diagnosis import Diagnosis
from symdescent.analysis.landscape.result import Landscape
from symdescent.analysis.rates.rates import Rates
from symdescent.calculus.answers.alternatives import Alternative
from symdescent.calculus.answers.answer import Answer
from symdescent.calculus.checks.certificate import Certificate
from symdescent.calculus.consequences.consequence import Consequence
from symdescent.calculus.derivation import Derivation
from symdescent.datasets import Dataset
from symdescent.descent.compare import Comparison
from symdescent.descent.method import Method
from symdescent.descent.trace import Trace
from symdescent.lesson import (
    analysis,
    answer,
    certificate,
    compare,
    consequence,
    convexity,
    critical,
    derivation,
    diagnosis,
    landscape,
    many,
    pieces,
    problem,
    rates,
    run,
)
from symdescent.lesson.document import Document
from symdescent.problem import Point, Problem
from symdescent.race import Race
from symdescent.run import Run
from symdescent.sweep import Sweep

# what a notebook shows of an object, and its lesson
NARRATORS: dict[type, tuple[Callable[..., Document], Callable[..., Document]]] = {
    Derivation: (derivation.narrate, derivation.narrate),
    Alternative: (answer.other_way, answer.other_way),
    Answer: (answer.narrate, answer.narrate),
    Certificate: (certificate.narrate, certificate.narrate),
    Consequence: (consequence.display, consequence.narrate),
    Problem: (problem.display, problem.narrate),
    Point: (problem.at_point, problem.at_point),
    Trace: (pieces.trace, pieces.trace),
    Method: (pieces.method, pieces.method),
    Comparison: (compare.narrate, compare.narrate),
    Dataset: (pieces.dataset, pieces.dataset),
    Analysis: (analysis.display, analysis.narrate),
    Convexity: (convexity.narrate, convexity.narrate),
    CriticalPoints: (critical.display, critical.narrate),
    Rates: (rates.display, rates.narrate),
    Diagnosis: (diagnosis.narrate, diagnosis.narrate),
    Landscape: (landscape.narrate, landscape.narrate),
    Run: (run.display, run.narrate),
    Race: (many.race, many.race_lesson),
    Sweep: (many.sweep, many.sweep_lesson),
}


def display_of(shown: Any) -> Document:
    """What a notebook shows when the object is the last value of a cell."""
    return NARRATORS[type(shown)][0](shown)


def lesson_of(shown: Any, **options: Any) -> Document:
    """The worked example."""
    return NARRATORS[type(shown)][1](shown, **options)
