"""Where a run begins: a point, and the states that are to begin elsewhere than the method says."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symdescent.descent.trace import Layout, Row
from symdescent.errors import ArgumentError

if TYPE_CHECKING:
    from symdescent.numeric.stepper import Stepper


@dataclass(frozen=True)
class Start:
    """The point as exact numbers, and the exact numbers that are put in the place of what is carried."""

    point: Row
    given: tuple[tuple[slice, Row], ...] = ()

    def carried(self, stepper: Stepper) -> Row:
        """What the first step is handed."""
        begun = list(stepper.start(*self.point))
        for place, numbers in self.given:
            begun[place] = map(stepper.number, numbers)
        return tuple(begun)


def read_start(start: Any, state: Mapping[str, Any] | None, layout: Layout, *, symbols: bool = False) -> Start:
    """The start as it was given; a state is given like a point, a number where it is one, row by row where it is a matrix;
    with ``symbols`` the point may have other letters in it.

    Raises ``ArgumentError`` for what is no such point and for a state that the method does not have.
    """
    from symdescent.numeric.point import read_point

    point = read_point(start, layout.variables, "start", symbols=symbols)
    places = _places(layout)
    for name in state or {}:
        if name not in places:
            known = f"its states are {', '.join(places)}" if places else "it has none"
            raise ArgumentError(f"state has a value for {name}, which is no state of the method: {known}.")
    given = (((places[name][1]), _numbers(name, places[name][0], value, layout)) for name, value in (state or {}).items())
    return Start(point, tuple(given))


def _places(layout: Layout) -> dict[str, tuple[str, slice]]:
    """Each state's shape and its place in what is carried: x, then the states."""
    found, at = {}, layout.dimension
    for name, kind in layout.states:
        found[name] = kind, slice(at, at + layout.count(kind))
        at += layout.count(kind)
    return found


def _numbers(name: str, kind: str, value: Any, layout: Layout) -> Row:
    from symdescent.numeric.arithmetic import read_number
    from symdescent.numeric.point import read_point

    if kind == "scalar":
        return (read_number(value, f"state for {name}"),)
    if kind != "matrix":
        return read_point(value, layout.variables, f"state for {name}")
    rows = [read_point(row, layout.variables, f"a row of the state {name}") for row in value]
    if len(rows) != layout.dimension:
        raise ArgumentError(f"The state {name} has {len(rows)} rows: expected {layout.dimension}, one for each variable.")
    return tuple(entry for row in rows for entry in row)


def read_steps(steps: Any) -> int:
    """A number of steps. Raises ``ArgumentError`` unless it is whole and not negative."""
    try:
        count = operator.index(steps)
    except TypeError:
        count = -1
    if count < 0 or isinstance(steps, bool):
        raise ArgumentError(f"steps is {steps!r}: expected a whole number that is not negative.")
    return count


def read_tolerance(tol: Any) -> Any:
    """A tolerance, exactly. Raises ``ArgumentError`` unless it is a number that is not negative."""
    from symdescent.numeric.arithmetic import read_number

    value = read_number(tol, "tol")
    if value < 0:
        raise ArgumentError(f"tol is {tol!r}: expected a number that is not negative.")
    return value
