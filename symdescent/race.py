"""Races: several methods on one problem, with the same budget of evaluations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symdescent.descent.method import Method
from symdescent.descent.methods import method_named
from symdescent.descent.starts import unrounded
from symdescent.descent.stopping import budget as budget_of
from symdescent.descent.tables import framed
from symdescent.errors import ArgumentError
from symdescent.numeric.arithmetic import to_float
from symdescent.plan import SIGNS
from symdescent.problem import Problem
from symdescent.run import Run, descend
from symdescent.shown import Shown


@dataclass(frozen=True, eq=False, repr=False)
class Race(Mapping[str, Run], Shown):
    """What ``race`` returns: the runs by name, in the order in which they were entered.

    ``race["adam"]`` is a ``Run``; ``budget`` is how many evaluations each of them had.
    """

    problem: Problem
    budget: int
    runs: Mapping[str, Run]

    def __getitem__(self, name: str) -> Run:
        return self.runs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.runs)

    def __len__(self) -> int:
        return len(self.runs)

    def __repr__(self) -> str:
        return f"Race({', '.join(self)} on {self.problem.expression}: {self.winner} is ahead)"

    @property
    def winner(self) -> str:
        """The name of the run with the best value; of equal ones, that with the fewest evaluations."""
        return min(self, key=lambda name: (self._value(name), self.evaluations(name)))

    def _value(self, name: str) -> float:
        value = SIGNS[self.problem.sense] * to_float(self[name].best.value)
        return unrounded(value) if value == value else float("inf")

    def evaluations(self, name: str) -> int:
        """How many evaluations of value, gradient and Hessian the run made."""
        return int(self[name].trace["evaluations"][-1])

    def to_frame(self, kind: str = "pandas") -> Any:
        """A data frame of ``"pandas"`` or ``"polars"``, a row a run: method, steps, evaluations, best value and outcome."""
        columns: dict[str, list[Any]] = {
            "method": list(self),
            "steps": [run.trace[-1].k for run in self.values()],
            "evaluations": [self.evaluations(name) for name in self],
            "best value": [to_float(run.best.value) for run in self.values()],
            "outcome": [run.stop.name.lower() for run in self.values()],
        }
        return framed(columns, kind)


def race(
    problem: Problem, methods: Sequence[Any], start: Any, *, budget: int = 200, rate: Any = None, tol: Any = 1e-8, **options: Any
) -> Race:
    """Runs several methods from one start until each has made ``budget`` evaluations of value, gradient and Hessian, or arrived.

    ``methods`` are names, ``Method`` objects, or pairs of one with the options of its run, such as
    ``("heavy ball", {"rate": "1/100", "beta": "1/2"})``; ``rate`` and ``options`` hold for all that say nothing else.

    Raises ``ArgumentError`` for an empty list, a budget that is no number above 0, and whatever ``descend`` refuses.

    >>> from symdescent.problem import problem
    >>> found = race(problem("x^2 + 4y^2"), ["gradient descent", "newton"], (2, 1), budget=50)
    >>> found.winner, found["newton"].trace[-1].k
    ('newton', 1)
    """
    if isinstance(methods, str) or not methods:
        raise ArgumentError(f"methods is {methods!r}: expected a list of them, such as ['gradient descent', 'adam'].")
    if not isinstance(budget, int) or isinstance(budget, bool) or budget < 1:
        raise ArgumentError(f"budget is {budget!r}: expected a whole number of evaluations above 0.")
    entries = [_entry(method, {"rate": rate, "tol": tol, **options}) for method in methods]
    runs: dict[str, Run] = {}
    for name, (method, chosen) in zip(_named(entries), entries, strict=True):
        runs[name] = descend(problem, start, method=method, steps=budget, until=budget_of(evaluations=budget), **chosen)
    return Race(problem, budget, runs)


def _entry(given: Any, options: Mapping[str, Any]) -> tuple[Method, dict[str, Any]]:
    is_pair = isinstance(given, tuple | list) and len(given) == 2 and isinstance(given[1], Mapping)
    method, own = given if is_pair else (given, {})
    return method_named(method), {**options, **own}


def _named(entries: Sequence[tuple[Method, Mapping[str, Any]]]) -> list[str]:
    """Each entry's name: the method's, with its options where one method is entered several times, numbered where they agree too."""
    plain = [method.name for method, _ in entries]
    told = [_worded(options, entries) for _, options in entries]
    full = [name if plain.count(name) == 1 or not words else f"{name} ({words})" for name, words in zip(plain, told, strict=True)]
    return [name if full.count(name) == 1 else f"{name} {full[: j + 1].count(name)}" for j, name in enumerate(full)]


def _worded(options: Mapping[str, Any], entries: Sequence[tuple[Method, Mapping[str, Any]]]) -> str:
    """The options that not all entries share."""
    told = [(key, value) for key, value in options.items() if any(repr(other.get(key)) != repr(value) for _, other in entries)]
    return ", ".join(f"{key} {value}" for key, value in told)
