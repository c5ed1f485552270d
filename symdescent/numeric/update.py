"""What a method asks of an objective: its equations with the numbers of its parameters, and where its state starts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from typing import Any

from symdescent.errors import ArgumentError
from symdescent.notation.block import Equation
from symdescent.notation.tree import Call, Expression, names, walk
from symdescent.numeric.components import Components, Covector, Matrix, Vector, flat, shape, shaped
from symdescent.numeric.source import Source

WIDEST = {"matrix": 3, "vector": 2, "covector": 2, "scalar": 1}


@dataclass(frozen=True)
class Update:
    """``equations`` in order, ``parameters`` as (name, exact number), ``state`` as (name, start value)."""

    equations: tuple[Equation, ...]
    parameters: tuple[tuple[str, Any], ...] = ()
    state: tuple[tuple[str, Expression], ...] = ()

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Worked out once: runs are looked up by it."""
        return hash((self.equations, self.parameters, self.state))

    def __getstate__(self) -> dict[str, Any]:
        """The fields alone: a hash holds in one process."""
        return {name: self.__dict__[name] for name in ("equations", "parameters", "state")}

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name in the equations."""
        return frozenset().union(*(names(equation.side) for equation in self.equations), *(names(start) for _, start in self.state))

    @cached_property
    def calls(self) -> frozenset[str]:
        """Every function that the equations call."""
        return frozenset(e.function for equation in self.equations for e in walk(equation.side) if isinstance(e, Call))

    @cached_property
    def gradients(self) -> int:
        """How many gradients beside the given one a step takes: the calls of ``grad``."""
        sides = (e for equation in self.equations for e in walk(equation.side))
        return sum(isinstance(e, Call) and e.function == "grad" for e in sides)

    @cached_property
    def shapes(self) -> tuple[tuple[str, str], ...]:
        """Each state with its shape, which is that of what its line makes of it.

        A number to start from may stand for a vector of such numbers; as few states as the lines allow are taken as vectors.
        Raises ``ArgumentError`` where the lines do not fit together however that is done.
        """
        source = Source()
        given = {**symbolic_names(2), **self._parameter_texts()}
        starts = {name: shape(source.components(given, 2)[start]) for name, start in self.state}
        numbers = [name for name, kind in starts.items() if kind == "scalar"]
        faults = []
        for widened in chain.from_iterable(combinations(numbers, count) for count in range(len(numbers) + 1)):
            try:
                return tuple(self._settled(starts, starts | dict.fromkeys(widened, "vector")).items())
            except ArgumentError as fault:
                faults.append(fault)
        wider = f" If {' or '.join(numbers)} is a vector or a matrix, start it from 0*x or 0*I." if numbers else ""
        raise ArgumentError(f"{faults[0]}{wider}")

    def _settled(self, starts: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
        """The shapes that the lines keep, from those ``found``: a state is as wide as its start and what its line makes."""
        for _ in range(2 + len(starts)):
            states = {name: filled("s", kind, 2) for name, kind in found.items()}
            reached = self.follow(Source(), {**symbolic_names(2), **states}, 2)
            before, found = found, {name: max(kind, shape(reached[name]), key=WIDEST.__getitem__) for name, kind in starts.items()}
            if before == found:
                return dict(found)
        raise ArgumentError(f"The shapes of {', '.join(starts)} change from step to step.")

    def _parameter_texts(self) -> dict[str, str]:
        return dict.fromkeys(dict(self.parameters), "1.0")

    def follow(self, source: Source, given: Mapping[str, Any], size: int) -> Mapping[str, Any]:
        """Every name with its source after the last line; parameters as numbers."""
        parameters = {name: source.scalars.number(value) for name, value in self.parameters}
        return self.run(lambda known: source.components(known, size), {**parameters, **given}, source.named, size)

    def run(
        self, components: Callable[[Mapping[str, Any]], Components], given: Mapping[str, Any], keep: Callable[[Any], Any], size: int
    ) -> Mapping[str, Any]:
        """Every name with its value after the last line; ``keep`` is done to what each line makes."""
        known = dict(given)
        for equation in self.equations:
            try:
                known[equation.target] = keep(components(known)[equation.side])
            except ArgumentError as fault:
                raise ArgumentError(f"{equation}: {fault}") from None
        if not isinstance(known["x"], Vector):
            known["x"] = Vector([known["x"]] * size)
        return known

    def carried(self, known: Mapping[str, Any], size: int) -> Iterator[Any]:
        """The components of x and of the state, one after the other: what the next step needs."""
        yield from known["x"]
        for name, kind in self.shapes:
            yield from flat(spread(known[name], kind, size))


def symbolic_names(size: int) -> dict[str, Any]:
    """The given names with pieces of source for components."""
    return {
        "x": filled("x", "vector", size),
        "g": filled("g", "vector", size),
        "H": Matrix(tuple(f"h{min(i, j)}_{max(i, j)}" for j in range(size)) for i in range(size)),
        "f": "value",
        "k": "k",
        "alpha": "rate",
    }


def filled(letter: str, kind: str, size: int, first: int = 0) -> Any:
    """A value of that shape whose components are numbered names."""
    count = {"scalar": 1, "matrix": size * size}.get(kind, size)
    return shaped([f"{letter}{first + j}" for j in range(count)], kind, size)


def spread(value: Any, kind: str, size: int) -> Any:
    """A scalar start such as 0 as a vector or matrix of that shape."""
    if isinstance(value, Vector | Covector | Matrix) or kind == "scalar":
        return value
    return shaped([value] * (size * size if kind == "matrix" else size), kind, size)
