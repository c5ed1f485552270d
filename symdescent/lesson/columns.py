"""Tables of iterates: the head, the tail, and how much was left out between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from symdescent.descent.trace import Iterate
from symdescent.lesson.document import Math, Parts, Table
from symdescent.lesson.formula import decimal, is_short, join, number
from symdescent.lesson.language import say

HEAD, TAIL = 8, 3  # rows of a long table
MOST_COLUMNS = 4  # variables with a column of their own


def shortened(heads: Sequence[Math], rows: Sequence[Iterate], cells: Callable[[Iterate], tuple[Parts, ...]], language: str) -> Table:
    """A row an iterate, as ``cells`` writes it; of a long record the head and the tail."""
    header, align = tuple((head,) for head in heads), "r" * len(heads)
    if len(rows) <= HEAD + TAIL + 1:
        return Table(header, tuple(map(cells, rows)), (), align)
    gap: tuple[Parts, ...] = ((Math(r"\vdots", "⋮"),), *(((),) * (len(heads) - 1)))
    shown = (*map(cells, rows[:HEAD]), gap, *map(cells, rows[-TAIL:]))
    return Table(header, shown, say(language, "left out", count=str(len(rows) - HEAD - TAIL)), align)


def with_decimal(value: Any) -> Math:
    """A number, with its decimal beside it where it is a fraction."""
    if is_short(value) and getattr(value, "denominator", 1) != 1:
        return join(number(value), Math(r" \approx ", " ≈ "), decimal(value, 4))
    return number(value)


def norm_of(vector: Math) -> Math:
    """‖v‖."""
    return Math(rf"\lVert {vector.latex} \rVert", f"‖{vector.text}‖")
