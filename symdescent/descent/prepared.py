"""A step size and a method put together into one block of equations."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from symdescent.descent.method import Method
from symdescent.descent.step_sizes import StepSize
from symdescent.errors import ArgumentError

if TYPE_CHECKING:
    from symdescent.numeric.update import Update

MOST = 256  # that are kept, for a run of the same method is prepared only once


def prepared(size: StepSize, method: Method, values: tuple[tuple[str, Any], ...]) -> Update:
    """The equations that say what alpha is, where there are such, and then the method's.

    Raises ``ArgumentError`` where the two use one name for two things.
    """
    return _prepared(size if size.lines else None, method, values)


@lru_cache(MOST)
def _prepared(size: StepSize | None, method: Method, values: tuple[tuple[str, Any], ...]) -> Update:
    from symdescent.numeric.update import Update

    if size is None:
        return Update(method.lines, values, method.starts)
    taken = {*dict(size.values), *dict(size.starts)} & {*method.parameters, *method.state}
    if taken:
        name = min(taken)
        raise ArgumentError(f"{name} is a name in the rule for the step size and another in {method.name}: rename it in the method.")
    return Update((*size.lines, *method.lines), (*size.values, *values), (*size.starts, *method.starts))
