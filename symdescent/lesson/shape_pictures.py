"""Pictures of a problem's shape that lessons show where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from symdescent.errors import ArgumentError
from symdescent.lesson.document import Block, Figure
from symdescent.lesson.language import say
from symdescent.notation.style import in_this_style
from symdescent.problem import Problem


def picture(problem: Problem, kind: str, language: str) -> Iterator[Block]:
    """The picture of a kind with its caption; nothing where the problem has parameters or data, or the kind does not fit."""
    if problem.parameters or problem.data is not None:
        return
    try:
        described = problem.describe(kind)
    except ArgumentError:
        return
    yield Figure(in_this_style(partial(problem.draw, kind)), described, say(language, f"caption {kind}"))
