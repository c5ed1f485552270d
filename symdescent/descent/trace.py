"""The record of a run: rows of numbers, shown as iterates and as columns."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, starmap
from typing import Any, NamedTuple, overload

from symdescent.descent.tabled import Tabled
from symdescent.errors import ArgumentError
from symdescent.shown import Shown

Row = tuple[Any, ...]
Total = tuple[int, Any]  # the evaluations up to an iterate, and the best value up to it
INF = math.inf
SLOPE = 3  # the place in a trial of the slope there, where the search needs it


class Trial(NamedTuple):
    """One step size t that a line search tried, with s = x(t) - x: what came out, what it had to keep to, and the verdict.

    ``bound`` is what the ``value`` f(x(t)) must not exceed, f(x) + c g(x)·s, and ``lower`` what it must not fall below; ``slope``
    is g(x(t))·s and ``steepest`` what its size must not exceed; each is None where the search does not ask for it. ``equation``
    holds the coefficients of the equation φ'(t) = 0 that an exact search solved, the highest power first. ``verdict`` is
    "taken" or why not: "too high", "too short" (the value is below ``lower``), "too steep", "outside" (the function has no
    value there), "uphill" (s does not lead down), "higher" (a solution with a higher value); "largest" is taken although steep.
    """

    step_size: Any
    value: Any
    bound: Any
    slope: Any = None
    verdict: str = "taken"
    steepest: Any = None
    lower: Any = None
    equation: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Iterate:
    """What is known at step ``k``.

    ``x`` and ``gradient`` by variable; ``norm`` is the gradient's Euclidean one; ``step_size`` is that of the step which
    leaves this iterate, None on the last; ``trials`` are what a line search tried for it; ``state`` is what the method has
    carried here.
    """

    k: int
    x: Mapping[str, Any]
    value: Any
    gradient: Mapping[str, Any]
    norm: Any
    step_size: Any = None
    trials: tuple[Trial, ...] = ()
    state: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a row stand: ``(*x, value, *gradient, norm, size, *state, rate, *next, trials)``.

    ``states`` are the method's with their shapes; ``next`` is what the next step is handed: x, then the state. The last row
    of a run ends after its state: no step leaves it; where a search failed there, the step size is None and its trials follow. ``sign`` is -1 where the run ascends; ``looks`` evaluations are made at
    every iterate and ``calls`` more for every step that leaves one.
    """

    variables: tuple[str, ...]
    states: tuple[tuple[str, str], ...] = ()
    sign: int = 1
    looks: int = 1
    calls: int = 0

    @property
    def dimension(self) -> int:
        """The number of variables."""
        return len(self.variables)

    @property
    def norm(self) -> int:
        """The index of the gradient's norm; the size follows."""
        return 2 * self.dimension + 1

    @property
    def rate(self) -> int:
        """The index of the step size; what the next step is handed follows."""
        return self.norm + 2 + self.width

    @property
    def width(self) -> int:
        """How many numbers the state is."""
        return sum(self.count(kind) for _, kind in self.states)

    def count(self, kind: str) -> int:
        """How many numbers a value of that shape is."""
        return {"scalar": 1, "matrix": self.dimension**2}.get(kind, self.dimension)

    @property
    def next(self) -> slice:
        """The place of what the next step is handed."""
        return slice(self.rate + 1, self.rate + 1 + self.dimension + self.width)

    def x(self, row: Row) -> Row:
        """The iterate."""
        return row[: self.dimension]

    def value(self, row: Row) -> Any:
        """The objective's value."""
        return row[self.dimension]

    def gradient(self, row: Row) -> Row:
        """The objective's gradient."""
        return row[self.dimension + 1 : self.norm]

    def carried(self, row: Row) -> Row:
        """What the step that leaves this row was handed."""
        return row[: self.dimension] + row[self.norm + 2 : self.rate]

    def state(self, row: Row) -> dict[str, Any]:
        """The state by name: a number, a tuple of n, or n tuples of n."""
        found: dict[str, Any] = {}
        at, n = self.norm + 2, self.dimension
        for name, kind in self.states:
            entries = row[at : at + self.count(kind)]
            rows = tuple(entries[row : row + n] for row in range(0, len(entries), n))
            found[name] = {"scalar": entries[0], "matrix": rows}.get(kind, entries)
            at += len(entries)
        return found

    def step_size(self, row: Row) -> Any:
        """The step size, or None."""
        return row[self.rate] if len(row) > self.rate else None

    def trials(self, row: Row) -> tuple[Trial, ...]:
        """What a line search tried."""
        return tuple(starmap(Trial, row[self.next.stop])) if len(row) > self.next.stop else ()

    def ended(self, row: Row, *, failed: bool = False) -> Row:
        """The row as a run's last: no step leaves it; the trials of a search that ``failed`` there are kept."""
        trials = row[self.next.stop :] if failed else ()
        return (*row[: self.rate], None, *row[self.next], *trials) if trials and trials[0] else row[: self.rate]

    def cost(self, row: Row) -> int:
        """How many evaluations the step that leaves this row takes: a search needs the value here, and one for each trial."""
        trials = row[self.next.stop] if len(row) > self.next.stop else ()
        return self.calls + bool(trials) + sum(1 + (len(trial) > SLOPE and trial[SLOPE] is not None) for trial in trials)

    def costs(self) -> Callable[[Row], int]:
        """``cost`` for many rows, most of which have no trials."""
        place, calls, cost = self.next.stop, self.calls, self.cost
        return lambda row: cost(row) if len(row) > place and row[place] else calls

    def ranks(self) -> Callable[[Row], Any]:
        """A function of rows in turn that is smaller for a better value, infinite where it is not finite.

        Values with letters in them cannot be compared: each later one counts as better.
        """
        n, sign, later = self.dimension, self.sign, count(-1, -1)

        def rank(row: Row) -> Any:
            value = row[n]
            if not isinstance(value, float) and getattr(value, "free_symbols", None):
                return next(later)
            return sign * value if -INF < value < INF else INF

        return rank

    def iterate(self, k: int, row: Row) -> Iterate:
        """The row as an iterate."""
        x, gradient = (dict(zip(self.variables, part, strict=True)) for part in (self.x(row), self.gradient(row)))
        state = self.state(row) if self.states else {}
        return Iterate(k, x, self.value(row), gradient, row[self.norm], self.step_size(row), self.trials(row), state)


COLUMNS: dict[str, Callable[[Layout, Row], Any]] = {
    "x": Layout.x,
    "value": Layout.value,
    "gradient": Layout.gradient,
    "norm": lambda layout, row: row[layout.norm],
    "step_size": Layout.step_size,
    "trials": Layout.trials,
}


TOTALS = ("evaluations", "best")  # the columns that add up over the whole run


def totals(layout: Layout, rows: Iterable[Row], spent: int = 0) -> Iterator[Total]:
    """The totals of each row in turn, where ``spent`` evaluations were made before the first."""
    cost, rank, n, looks, before, best, lowest = layout.costs(), layout.ranks(), layout.dimension, layout.looks, None, None, INF
    for row in rows:
        spent += looks + (cost(before) if before else 0)
        now = rank(row)
        if best is None or now < lowest:
            best, lowest = row, now
        yield spent, best[n]
        before = row


@dataclass(frozen=True, eq=False)
class Trace(Sequence[Iterate], Tabled, Shown):
    """The recorded iterates of a run, in order.

    ``trace[3]`` is an iterate, ``trace[2:5]`` a trace, ``trace["value"]`` a column: a list with one entry an iterate
    (for ``"x"`` and ``"gradient"`` a tuple with one entry a variable); ``"evaluations"`` and ``"best"`` are the evaluations
    and the best value so far. ``rounded_from`` is the step from which an exact run went on in rounded arithmetic, None where
    it did not.
    """

    layout: Layout
    steps: Sequence[int]
    rows: Sequence[Row]
    rounded_from: int | None = None
    known: Sequence[Total] | None = None  # the totals of a record that lacks rows

    @cached_property
    def totals(self) -> Sequence[Total]:
        """Evaluations and best value up to each iterate, those left out of the record included."""
        return list(totals(self.layout, self.rows)) if self.known is None else self.known

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the variables, in order."""
        return self.layout.variables

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return ("k", *COLUMNS, *TOTALS, *dict(self.layout.states))

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, key: int) -> Iterate: ...
    @overload
    def __getitem__(self, key: slice) -> Trace: ...
    @overload
    def __getitem__(self, key: str) -> list[Any]: ...
    def __getitem__(self, key: int | slice | str) -> Iterate | Trace | list[Any]:
        if isinstance(key, str):
            return self._column(key)
        if isinstance(key, slice):
            return Trace(self.layout, self.steps[key], self.rows[key], self.rounded_from, self.totals[key])
        return self.layout.iterate(self.steps[key], self.rows[key])

    def __iter__(self) -> Iterator[Iterate]:
        return map(self.layout.iterate, self.steps, self.rows)

    def __repr__(self) -> str:
        return f"Trace({len(self)} iterates of {', '.join(self.variables)})"

    def _column(self, name: str) -> list[Any]:
        if name == "k":
            return list(self.steps)
        if name in dict(self.layout.states):
            return [self.layout.state(row)[name] for row in self.rows]
        if name in TOTALS:
            return [total[TOTALS.index(name)] for total in self.totals]
        if name not in COLUMNS:
            raise ArgumentError(f"a trace has no column {name!r}: it has {', '.join(self.columns)}.")
        return [COLUMNS[name](self.layout, row) for row in self.rows]
