"""Diagnosis of a run: what explains how it went, with the numbers that show it, and remedies that are run and compared."""

from __future__ import annotations

from symdescent.analysis.diagnosis.finding import Attempt, Diagnosis, Finding, Outcome, Remedy

__all__ = ["Attempt", "Diagnosis", "Finding", "Outcome", "Remedy"]
