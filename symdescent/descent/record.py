"""Keeping the rows of a run: all of them, every n-th, or the last."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from symdescent.descent.cycle import LONGEST
from symdescent.descent.driver import INF, START, Begin, End
from symdescent.descent.stop import Stop
from symdescent.descent.trace import Layout, Row, Total, Trace
from symdescent.errors import ArgumentError

Numbered = tuple[int, Row]
Rows = Generator[Row, None, End]


@dataclass(frozen=True, eq=False)
class Record:
    """What is left of a run: its trace, its best row with its number (None: look in the trace), its outcome and its number."""

    trace: Trace
    best: Numbered | None
    stop: Stop
    reached: Any = None

    def joined(self, later: Record) -> Record:
        """This record up to its last row, and the one that goes on from there."""
        trace, after = self.trace[:-1], later.trace
        both = [*trace.rows, *after.rows]
        steps = [*trace.steps, *after.steps]
        known = None if self.best is None else [*trace.totals, *after.totals]
        rounded_from = after.rounded_from if trace.rounded_from is None else trace.rounded_from
        return Record(Trace(trace.layout, steps, both, rounded_from, known), later.best, later.stop, later.reached)


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


def keep(rows: Rows, layout: Layout, every: int, begin: Begin = START, best: Numbered | None = None) -> Record:
    """Runs to the end and keeps every ``every``-th row and the last; an interrupted run keeps what it has so far."""
    ends: list[End] = []
    kept: list[Row] = []
    watched = _watched(rows, ends)
    if every == 1:
        _extend(kept, watched)
        steps: Sequence[int] = range(begin.k, begin.k + len(kept))
        known = None
    else:
        steps, known, best = _thin(kept, watched, every, layout, begin, best)
    kept[-1] = kept[-1] if ends else layout.ended(kept[-1])  # no step leaves one at which the run was interrupted
    end = ends[0] if ends else End(Stop.INTERRUPTED)
    return Record(Trace(layout, steps, kept, end.rounded_from, known), best, end.stop, end.reached)


def _watched(rows: Rows, ends: list[End]) -> Iterator[Row]:
    """The rows; how they ended is put into ``ends``."""
    ends.append((yield from rows))


def _extend(kept: list[Row], rows: Iterable[Row]) -> None:
    try:
        kept.extend(rows)
    except KeyboardInterrupt:
        if not kept:
            raise


def _thin(
    kept: list[Row], rows: Iterable[Row], every: int, layout: Layout, begin: Begin, best: Numbered | None
) -> tuple[list[int], list[Total], Numbered]:
    """Puts every ``every``-th row and the last into ``kept``; their numbers, their totals, and the best of all rows."""
    steps: list[int] = []
    known: list[Total] = []
    before, spent, row, k = None, begin.spent, (), begin.k
    cost, rank, looks = layout.costs(), layout.ranks(), layout.looks
    lowest = rank(best[1]) if best else INF

    def take() -> None:
        steps.append(k)
        kept.append(row)
        known.append((spent, layout.value(best[1] if best else row)))

    try:
        for k, row in enumerate(rows, begin.k):
            spent += looks + (cost(before) if before else 0)
            now = rank(row)
            if best is None or now < lowest:
                best, lowest = (k, row), now
            before = row
            if every and k % every == 0:
                take()
    except KeyboardInterrupt:
        if best is None or not row:
            raise
    if not steps or steps[-1] != k:
        take()
    return steps, known, best or (k, row)


def best_row(rows: Iterable[Numbered], layout: Layout) -> Numbered:
    """The first row with the smallest finite value (the largest where the run ascends); the first where none is finite."""
    rank = layout.ranks()
    return min(rows, key=lambda numbered: rank(numbered[1]))


def latest(trace: Trace) -> tuple[Row, ...]:
    """The rows before the last one, as far as they follow one another, for the watch on cycles."""
    last, many = len(trace) - 1, min(len(trace) - 1, 2 * LONGEST)
    if many < 1 or trace.steps[last] - trace.steps[last - many] != many:
        return ()
    return tuple(trace.rows[last - many : last])
