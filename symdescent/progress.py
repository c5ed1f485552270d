"""A bar of text that says how far a long computation is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

Report = Callable[[int, int], object]  # what is done, of how much

PATIENCE = 2.0  # seconds before a bar shows
WIDTH = 30


def bar(done: int, whole: int) -> str:
    """A line for so much of the whole.

    >>> bar(5, 10)
    '[###############...............]  50 %'
    """
    filled = WIDTH * done // max(whole, 1)
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {100 * done // max(whole, 1):3d} %"


@contextmanager
def progress_bar(wanted: bool | Report | None, whole: int) -> Iterator[Callable[[int], None]]:
    """A function to be called with what is done; it shows a bar, calls ``wanted``, or keeps silent."""
    if callable(wanted):
        yield lambda done: _told(wanted, done, whole)
        return
    begin, stream = perf_counter(), sys.stderr
    is_shown = stream.isatty() if wanted is None else wanted
    shown = False

    def report(done: int) -> None:
        nonlocal shown
        if is_shown and perf_counter() - begin > PATIENCE:
            shown = True
            stream.write(f"\r{bar(done, whole)}")
            stream.flush()

    yield report
    if shown:
        stream.write("\n")


def _told(report: Report, done: int, whole: int) -> None:
    report(done, whole)
