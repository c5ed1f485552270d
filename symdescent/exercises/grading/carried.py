"""Grades and errors as JSON, for the way between two processes."""

from __future__ import annotations

from typing import Any

from symdescent.errors import ArgumentError, FormulaError
from symdescent.exercises.grading.grade import Grade
from symdescent.lesson.document import Inline, Math, Parts, Strong

Plain = dict[str, Any]


def packed(grade: Grade) -> Plain:
    """A grade as JSON takes it, its mathematics included."""
    parts = {"message": list(map(_part, grade.message)), "hint": list(map(_part, grade.hint))}
    return {
        "right": grade.right,
        "form": grade.form,
        "diagnoses": grade.diagnoses,
        "steps": grade.steps,
        "language": grade.language,
        **parts,
    }


def unpacked(typed: str, plain: Plain) -> Grade:
    """The grade of a typed answer again."""
    parts = _parts(plain["message"]), _parts(plain["hint"])
    rest = tuple(plain["diagnoses"]), *parts, tuple(plain["steps"]), plain["language"]
    return Grade(typed, plain["right"], plain["form"], *rest)


def fault(error: FormulaError | ArgumentError) -> Plain:
    """What cannot be read, and where."""
    if isinstance(error, FormulaError):
        return {"reason": error.reason, "text": error.text, "position": error.position, "title": error.title}
    return {"reason": str(error)}


def raised(plain: Plain) -> FormulaError | ArgumentError:
    """The error again."""
    return FormulaError(**plain) if "text" in plain else ArgumentError(plain["reason"])


def _part(part: Inline) -> Any:
    if isinstance(part, Math):
        return [part.latex, part.text, part.mathml]
    return {"strong": part.text} if isinstance(part, Strong) else part


def _parts(plain: list[Any]) -> Parts:
    return tuple(Math(*part) if isinstance(part, list) else Strong(part["strong"]) if isinstance(part, dict) else part for part in plain)
