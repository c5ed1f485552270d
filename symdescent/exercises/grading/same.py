"""Whether two answers are the same, as functions, numbers, points, sets."""

from __future__ import annotations

from typing import Any

from symdescent.calculus.answers.equal import at_whole_numbers, is_sequence
from symdescent.calculus.checks.same import Domain, Same
from symdescent.exercises.answers import Answer, Bounds
from symdescent.notation.tree import Expression


def same(first: Answer, second: Answer) -> bool:
    """Whether both are one answer; what cannot be told apart counts as the same."""
    return first.kind == second.kind and _alike(first.value, second.value)


def _alike(a: Any, b: Any) -> bool:
    if isinstance(a, Expression) and isinstance(b, Expression):
        return a == b or _compared(a, b) is not Same.DIFFERENT
    if isinstance(a, Bounds) and isinstance(b, Bounds):
        return a.closed == b.closed and _alike((a.low, a.high), (b.low, b.high))
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(_alike, a, b))
    return bool(a == b)


def _compared(a: Expression, b: Expression) -> Same:
    """As functions; what is real at whole numbers only, as sequences."""
    return at_whole_numbers(a, b) if is_sequence(a) or is_sequence(b) else Domain((a, b)).compare(a, b)
