"""Versions of a method side by side: the lines that differ, and the step at which two of them part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

from symdescent.descent.method import Method, number_in
from symdescent.descent.trace import Layout, Row
from symdescent.notation.tree import Expression
from symdescent.problem import Problem
from symdescent.shown import Shown

APART = 1e-12  # runs have parted where |x - y| > APART·(1 + |y|): more than rounding does in some hundred steps
Key = tuple[str, int]


class Difference(NamedTuple):
    """What one name is in each version, None where a version does without it."""

    name: str
    entries: tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Comparison(Shown):
    """Versions of a method side by side, as ``Method.compare`` makes it.

    ``names`` are the versions, ``lines`` the equations that differ, ``starts`` the states that begin elsewhere and
    ``defaults`` the parameters with another default, each with one entry a version. ``parts`` maps each two versions to the
    first step after which their runs are apart, None where they go together for all ``steps`` steps on ``problem`` from
    ``start`` at ``rate``.
    """

    method: Method
    names: tuple[str, ...]
    lines: tuple[Difference, ...]
    starts: tuple[Difference, ...]
    defaults: tuple[Difference, ...]
    parts: Mapping[tuple[str, str], int | None]
    problem: Problem
    start: Row
    rate: Any
    steps: int

    def __repr__(self) -> str:
        return f"Comparison({self.method.name}: {', '.join(self.names)})"


def compare(method: Method, names: Sequence[str], problem: Problem | None, start: Any, rate: Any, steps: int) -> Comparison:
    """The versions of those names, ``paper`` being the method itself; all of them where none is named."""
    from symdescent.numeric.point import read_point
    from symdescent.problem import problem as problem_of

    chosen = {name: method.version(name) for name in names or ("paper", *method.versions)}
    versions = tuple(chosen.values())
    ground = problem_of("x^2") if problem is None else problem
    point = read_point(3 if problem is None else start, ground.variables, "start")
    size = number_in("rate", rate, "(0, inf)")
    runs = {name: list(_points(version, ground, point, size, steps)) for name, version in chosen.items()}
    return Comparison(
        method,
        tuple(chosen),
        differences([_sides(version) for version in versions]),
        differences([{(name, 1): start for name, start in version.starts} for version in versions]),
        differences([{(name, 1): row.default for name, row in version.parameters.items()} for version in versions]),
        {(a, b): _parting(runs[a], runs[b]) for a, b in combinations(chosen, 2)},
        ground,
        point,
        size,
        steps,
    )


def _sides(version: Method) -> dict[Key, Expression]:
    """The right-hand sides; the last line for a name has number 1, the line for it before that 2."""
    targets = [line.target for line in version.lines]
    return {(line.target, targets[place:].count(line.target)): line.side for place, line in enumerate(version.lines)}


def differences(tables: Sequence[Mapping[Key, Any]]) -> tuple[Difference, ...]:
    """The names whose entries are not the same in all tables, in the tables' order.

    >>> differences([{("a", 1): 1, ("c", 1): 3}, {("a", 1): 1, ("b", 1): 2, ("c", 1): 4}])
    (Difference(name='b', entries=(None, 2)), Difference(name='c', entries=(3, 4)))
    """
    rows = [Difference(key[0], tuple(table.get(key) for table in tables)) for key in _merged(list(map(list, tables)))]
    return tuple(row for row in rows if any(entry != row.entries[0] for entry in row.entries))


def _merged(orders: Sequence[Sequence[Key]]) -> list[Key]:
    """All keys, each after the one that it follows."""
    merged: list[Key] = []
    for order in orders:
        at = 0
        for key in order:
            if key not in merged:
                merged.insert(at, key)
            at = merged.index(key) + 1
    return merged


def _points(version: Method, problem: Problem, start: Row, rate: Any, steps: int) -> Iterator[Row]:
    """The first iterates of a version's run with its own defaults, in floats."""
    from symdescent.numeric.stepper import stepper
    from symdescent.numeric.update import Update

    update = Update(version.lines, version.values({}), version.starts)
    layout = Layout(problem.variables, update.shapes)
    made = stepper(problem.objective, update)
    carried = made.start(*start)
    for k in range(1, steps + 1):
        carried = made.step(made.number(rate), k, *carried)[layout.next]
        yield carried[: layout.dimension]


def _parting(one: Sequence[Row], two: Sequence[Row]) -> int | None:
    """The number of the first step that ends elsewhere."""
    pairs = enumerate(zip(one, two, strict=True), start=1)
    return next((k for k, (a, b) in pairs if any(abs(x - y) > APART * (1 + abs(y)) for x, y in zip(a, b, strict=True))), None)
