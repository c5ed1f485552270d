"""Traces as tables, a row an iterate and a column a number: frames, CSV and JSON, and back without loss.

The columns are k, each variable, ``value``, ``gradient[x]`` for each variable x, ``norm``, ``step_size``, the state (``m`` for a
number, ``m[x]`` for a vector, ``B[x y]`` for a matrix), ``evaluations``, ``best``, ``trials`` and, where a run was rounded,
``rounded_from``. Exact numbers are text; the trials are JSON, empty where no step leaves the iterate.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from symdescent.descent.trace import Layout, Row, Trace, Trial
from symdescent.errors import ArgumentError, DataError
from symdescent.numeric.arithmetic import exact_text, printed_number, to_float

Table = dict[str, list[Any]]
FRACTION = re.compile(r"-?\d+(/\d+)?")
FIXED = ("k", "value", "norm", "step_size", "evaluations", "best", "trials", "rounded_from")


def _names(layout: Layout) -> list[str]:
    """The names of all columns, in order."""
    variables, taken = layout.variables, {*FIXED, *dict(layout.states)}
    points = [f"x[{name}]" if name in taken else name for name in variables]
    slopes = [f"gradient[{name}]" for name in variables]
    states = [column for name, kind in layout.states for column in _spread(name, kind, variables)]
    return ["k", *points, "value", *slopes, "norm", "step_size", *states, "evaluations", "best", "trials"]


def _spread(name: str, kind: str, variables: Sequence[str]) -> list[str]:
    if kind == "matrix":
        return [f"{name}[{row} {column}]" for row in variables for column in variables]
    return [name] if kind == "scalar" else [f"{name}[{variable}]" for variable in variables]


def table(trace: Trace) -> Table:
    """The columns by name, numbers as they are."""
    layout = trace.layout
    n, norm, rate = layout.dimension, layout.norm, layout.rate
    rows = [
        (k, *row[: n + 1], *layout.gradient(row), row[norm], layout.step_size(row), *row[norm + 2 : rate], *total, _trials(layout, row))
        for k, row, total in zip(trace.steps, trace.rows, trace.totals, strict=True)
    ]
    made = dict(zip(_names(layout), map(list, zip(*rows, strict=True)), strict=True))
    return made if trace.rounded_from is None else {**made, "rounded_from": [trace.rounded_from] * len(rows)}


def _trials(layout: Layout, row: Row) -> str | None:
    if len(row) <= layout.rate:
        return None
    return json.dumps([[part if isinstance(part, str) else _written(part) for part in trial] for trial in layout.trials(row)])


def _written(part: Any) -> Any:
    return list(map(text, part)) if isinstance(part, tuple) else text(part)


def _trial(parts: Sequence[Any]) -> Trial:
    by_name = dict(zip(Trial._fields, parts, strict=True))
    read = {
        name: tuple(map(number_in, part)) if isinstance(part, list) else number_in(part)
        for name, part in by_name.items()
        if name != "verdict"
    }
    return Trial(**read, verdict=by_name["verdict"])


def text(number: Any) -> str:
    """A number as text that ``number_in`` reads back: a float has a point, an exponent or a word, nothing else has."""
    if number is None:
        return ""
    return exact_text(number) if isinstance(number, Fraction) else repr(number) if isinstance(number, float) else str(number)


def number_in(written: Any) -> Any:
    """The number that ``text`` wrote; irrational ones are read as a formula is."""
    if not isinstance(written, str):
        return written
    if not written or FRACTION.fullmatch(written):
        return Fraction(written) if written else None
    try:
        return float(written)
    except ValueError:
        return printed_number(written)


def trace_of(columns: Mapping[str, Sequence[Any]]) -> Trace:
    """The trace that a table was made of. Raises ``DataError`` where it is none."""
    try:
        return _trace(columns)
    except (KeyError, IndexError, ValueError, TypeError) as fault:
        raise DataError(f"This is not the record of a run ({fault}): expected the columns that a trace writes.") from None


def _trace(columns: Mapping[str, Sequence[Any]]) -> Trace:
    layout = _layout(list(columns))
    names, steps = _names(layout), list(map(int, columns["k"]))
    numbers = list(zip(*([number_in(cell) for cell in columns[name]] for name in names[1:-1]), strict=True))
    parts = [_row(layout, line, trials or None) for line, trials in zip(numbers, columns["trials"], strict=True)]
    following = [layout.carried(row) for row, _ in parts[1:]] + [(math.nan,) * (layout.dimension + layout.width)]
    rows = [row if end is None else (*row, end[0], *after, end[1]) for (row, end), after in zip(parts, following, strict=True)]
    known = [(int(line[-2]), line[-1]) for line in numbers]
    rounded_from = columns.get("rounded_from")
    return Trace(layout, steps, rows, None if not rounded_from else int(rounded_from[0]), known)


def _layout(names: Sequence[str]) -> Layout:
    variables = tuple(name[9:-1] for name in names if name.startswith("gradient["))
    states = names[names.index("step_size") + 1 : names.index("evaluations")]
    kinds: Callable[[str], str] = lambda name: "scalar" if "[" not in name else "matrix" if " " in name else "vector"  # noqa: E731
    return Layout(variables, tuple((name, kinds(next(group))) for name, group in groupby(states, lambda state: state.partition("[")[0])))


def _row(layout: Layout, line: Sequence[Any], trials: str | None) -> tuple[Row, tuple[Any, Any] | None]:
    """A row up to its state, and its step size with the trials where a step leaves it."""
    n, at = layout.dimension, layout.norm
    size = sum(entry * entry for entry in map(to_float, line[:n]))
    row = (*line[: at + 1], size, *line[at + 2 : at + 2 + layout.width])
    if trials is None:
        return row, None
    return row, (line[at + 1], tuple(map(_trial, json.loads(trials))))


def _cells(column: Sequence[Any]) -> list[Any]:
    """The column for a frame: floats and counts as they are, or all as text."""
    if all(cell is None or isinstance(cell, int | float) for cell in column):
        return list(column)
    return [None if cell is None else text(cell) for cell in column]


def to_frame(trace: Trace, kind: str) -> Any:
    """A frame of pandas or polars."""
    columns = {name: _cells(column) for name, column in table(trace).items()}
    return framed(columns, kind)


def framed(columns: Mapping[str, list[Any]], kind: str) -> Any:
    """The columns as a frame. Raises ``ArgumentError`` for another kind than "pandas" and "polars"."""
    if kind not in ("pandas", "polars"):
        raise ArgumentError(f'to_frame({kind!r}): expected "pandas" or "polars".')
    return import_module(kind).DataFrame(dict(columns))


def from_frame(frame: Any) -> Trace:
    """The trace of a frame that has the columns of one."""
    columns = {str(name): list(frame[name]) for name in frame.columns}
    there = [None if cell != cell or cell is None else cell for cell in columns.get("trials", [])]  # pandas has nan for None
    return trace_of({**columns, "trials": there})


def to_csv(trace: Trace, path: Path) -> Path:
    """A CSV file with a header."""
    columns = table(trace)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*([text(cell) for cell in column] for column in columns.values()), strict=True))
    return path


def from_csv(path: Path) -> Trace:
    """The trace of such a file."""
    with path.open(newline="", encoding="utf-8") as file:
        header, *lines = list(csv.reader(file)) or [[]]
    return trace_of(dict(zip(header, zip(*lines, strict=False), strict=False)))


def to_json(trace: Trace) -> str:
    """JSON text: the columns, each number a float or a text; non-finite floats are text too."""
    return json.dumps({"schema": "symdescent/trace/1", "columns": dict(_plain(table(trace)))}, allow_nan=False)


def _plain(columns: Table) -> Iterator[tuple[str, list[Any]]]:
    for name, column in columns.items():
        yield name, [_json(cell) for cell in column]


def _json(cell: Any) -> Any:
    if isinstance(cell, float) and not math.isfinite(cell):
        return repr(cell)
    return cell if cell is None or isinstance(cell, str | int | float) else text(cell)


def from_json(written: str) -> Trace:
    """The trace of such a text."""
    try:
        columns = json.loads(written)["columns"]
    except (ValueError, KeyError, TypeError) as fault:
        raise DataError(f"This text is no trace ({fault}): expected what to_json() returned.") from None
    return trace_of(columns)
