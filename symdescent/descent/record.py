"""Keeping the rows of a run: all of them, every n-th, or the last."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from typing import Any

from symdescent.descent.driver import INF, End
from symdescent.descent.stop import Stop
from symdescent.descent.trace import Layout, Row, Trace
from symdescent.errors import ArgumentError

Numbered = tuple[int, Row]
Rows = Generator[Row, None, End]


@dataclass(frozen=True, eq=False)
class Record:
    """What is left of a run: its trace, its outcome, and its best row with its number (None: look in the trace)."""

    trace: Trace
    best: Numbered | None
    stop: Stop


def record_every(record: Any) -> int:
    """How many steps apart the kept rows are: 1 for "all", n for n, 0 for only the last.

    >>> record_every("all"), record_every(10), record_every("last")
    (1, 10, 0)
    """
    if record in ("all", "last"):
        return 1 if record == "all" else 0
    if isinstance(record, int) and not isinstance(record, bool) and record > 0:
        return record
    raise ArgumentError(f'record is {record!r}: expected "all", "last" or a whole number n above 0, which keeps every n-th iterate.')


def keep(rows: Rows, layout: Layout, every: int, sign: int) -> Record:
    """Runs to the end and keeps every ``every``-th row and the last; an interrupted run keeps what it has so far."""
    ends: list[End] = []
    kept: list[Row] = []
    watched = _watched(rows, ends)
    if every == 1:
        _extend(kept, watched)
        steps: Sequence[int] = range(len(kept))
        best = None
    else:
        steps, best = _thin(kept, watched, every, layout, sign)
    kept[-1] = kept[-1][: layout.rate]  # no step leaves the last one, nor one at which the run was interrupted
    end = ends[0] if ends else End(Stop.INTERRUPTED)
    return Record(Trace(layout, steps, kept, end.rounded_from), best, end.stop)


def _watched(rows: Rows, ends: list[End]) -> Iterator[Row]:
    """The rows; how they ended is put into ``ends``."""
    ends.append((yield from rows))


def _extend(kept: list[Row], rows: Iterable[Row]) -> None:
    try:
        kept.extend(rows)
    except KeyboardInterrupt:
        if not kept:
            raise


def _thin(kept: list[Row], rows: Iterable[Row], every: int, layout: Layout, sign: int) -> tuple[list[int], Numbered]:
    """Puts every ``every``-th row and the last into ``kept``; their numbers, and the best of all rows."""
    steps: list[int] = []
    numbered = enumerate(rows)
    k, row = best = next(numbered)
    try:
        for k, row in chain([best], numbered):
            best = (k, row) if _better(row, best[1], layout, sign) else best
            if every and k % every == 0:
                steps.append(k)
                kept.append(row)
    except KeyboardInterrupt:
        pass
    if not steps or steps[-1] != k:
        steps.append(k)
        kept.append(row)
    return steps, best


def best_row(rows: Iterable[Numbered], layout: Layout, sign: int) -> Numbered:
    """The first row with the smallest finite value (the largest where ``sign`` is -1); the first where none is finite."""
    return reduce(lambda best, now: now if _better(now[1], best[1], layout, sign) else best, rows)


def _better(now: Row, best: Row, layout: Layout, sign: int) -> bool:
    new, old = layout.value(now), layout.value(best)
    return bool(-INF < new < INF and not (-INF < old < INF and sign * old <= sign * new))
