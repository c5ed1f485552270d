"""Many runs at once: over step sizes, parameters and starts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from symdescent.descent.begin import read_steps, read_tolerance
from symdescent.descent.method import Method
from symdescent.descent.methods import method_named
from symdescent.descent.prepared import prepared
from symdescent.descent.rate_names import step_size
from symdescent.descent.starts import clustered, read_starts, refuse_many
from symdescent.descent.step_sizes import Fixed
from symdescent.descent.stop import Stop
from symdescent.descent.tables import framed
from symdescent.errors import ArgumentError
from symdescent.numeric.arithmetic import to_float
from symdescent.numeric.many import many_stepper
from symdescent.plan import SIGNS
from symdescent.problem import Problem
from symdescent.progress import Report, progress_bar
from symdescent.shown import Shown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from symdescent.descent.many import Many

    Array = NDArray[np.float64]

MOST_NUMBERS = 2**27  # that a sweep keeps


class Entry(NamedTuple):
    """One run of a sweep: its settings, where it started and ended, the value there, its steps and its outcome."""

    settings: Mapping[str, float]
    start: Mapping[str, float]
    x: Mapping[str, float]
    value: float
    steps: int
    stop: Stop


@dataclass(frozen=True, eq=False, repr=False)
class Sweep(Shown):
    """What ``sweep`` returns: the ends of all runs, a row for each setting and start.

    ``settings`` are the numbers that were varied, by name, the step size first; ``starts`` has shape (m, n). The results have
    shape ``shape`` = (numbers of each setting …, m): ``x`` (shape …, n), ``values``, ``norms`` of the gradient, ``steps``
    until its norm was at most ``tol``, or until the run ended otherwise, and ``outcomes``, each a ``Stop``. ``grid`` are the
    numbers along each side where the starts were given as a grid.
    """

    problem: Problem
    method: Method
    settings: Mapping[str, tuple[float, ...]]
    starts: Array
    grid: Mapping[str, Array] | None
    tol: float
    budget: int
    _ends: Many

    @property
    def shape(self) -> tuple[int, ...]:
        """How many numbers each setting has, and how many starts there are."""
        return (*map(len, self.settings.values()), len(self.starts))

    @property
    def x(self) -> Array:
        """Where each run ended."""
        return self._ends.x.reshape(*self.shape, -1)

    @property
    def values(self) -> Array:
        """The value there."""
        return self._ends.values.reshape(self.shape)

    @property
    def norms(self) -> Array:
        """The gradient's norm there."""
        return self._ends.norms.reshape(self.shape)

    @property
    def steps(self) -> NDArray[np.intp]:
        """How many steps each run took."""
        return self._ends.steps.reshape(self.shape)

    @cached_property
    def outcomes(self) -> Any:
        """How each run ended."""
        import numpy as np

        from symdescent.descent.many import OUTCOMES

        return np.array(OUTCOMES, dtype=object)[self._ends.outcomes].reshape(self.shape)

    @cached_property
    def converged(self) -> NDArray[np.bool_]:
        """Which runs converged."""
        import numpy as np

        return np.asarray(self.outcomes == Stop.CONVERGED_GRADIENT)

    def entry(self, *place: int) -> Entry:
        """The run at a place of the arrays: an index for each setting, then one for the start."""
        names = self.problem.variables
        settings = {name: numbers[j] for (name, numbers), j in zip(self.settings.items(), place, strict=False)}
        start, x = (dict(zip(names, map(float, point), strict=True)) for point in (self.starts[place[-1]], self.x[place]))
        return Entry(settings, start, x, float(self.values[place]), int(self.steps[place]), self.outcomes[place])

    @cached_property
    def best(self) -> Entry:
        """The run with the best value; of several as good to ten digits, the one with the fewest steps."""
        import numpy as np

        values = np.where(np.isfinite(self.values), SIGNS[self.problem.sense] * self.values, np.inf)
        lowest = values.min()
        as_good = values <= lowest + 1e-10 * (1 + abs(lowest)) if np.isfinite(lowest) else values == lowest
        steps = np.where(as_good, self.steps, self.budget + 1)
        return self.entry(*(int(j) for j in np.unravel_index(steps.argmin(), self.shape)))

    @cached_property
    def _basins(self) -> tuple[Array, NDArray[np.intp]]:
        return clustered(self.x, self.values * SIGNS[self.problem.sense], self.converged)

    @property
    def minima(self) -> Array:
        """The different points that converged runs reached, shape (c, n), the lowest value first; at most 50 are told apart."""
        return self._basins[0]

    @property
    def basins(self) -> NDArray[np.intp]:
        """For each run the place in ``minima`` of the point that it reached, -1 where it reached none."""
        return self._basins[1]

    def to_frame(self, kind: str = "pandas") -> Any:
        """A data frame of ``"pandas"`` or ``"polars"``, a row a run: settings, start, end, value, norm, steps and outcome."""
        import numpy as np

        names, places = self.problem.variables, np.indices(self.shape).reshape(len(self.shape), -1)
        columns = {name: np.array(numbers)[places[j]] for j, (name, numbers) in enumerate(self.settings.items())}
        columns |= {f"start {name}": self.starts[places[-1], j] for j, name in enumerate(names)}
        columns |= {name: self._ends.x[:, j] for j, name in enumerate(names)}
        columns |= {"value": self._ends.values, "norm": self._ends.norms, "steps": self._ends.steps}
        outcomes = [stop.name.lower() for stop in self.outcomes.flat]
        return framed({**{name: column.tolist() for name, column in columns.items()}, "outcome": outcomes}, kind)

    def __repr__(self) -> str:
        return (
            f"Sweep({self.method.name} on {self.problem.expression}: {math.prod(self.shape)} runs, {int(self.converged.sum())} converged)"
        )


def sweep(
    problem: Problem,
    method: str | Method = "gradient descent",
    *,
    rate: Any = None,
    start: Any = None,
    starts: Any = None,
    steps: int = 100,
    tol: Any = 1e-8,
    progress: bool | Report | None = None,
    **parameters: Any,
) -> Sweep:
    """Runs a method from many starts, with many step sizes or parameters, all at once; only the ends are kept.

    Parameters: ``rate`` a number, a list of them, or a schedule of ``sd.rates`` (None: the method's own; a line search has to
    look at each run by itself); ``start`` one point, or ``starts`` many: an array of shape (m, n), or a grid such as
    ``{"x": (-2, 2, 200), "y": (-1, 3, 200)}``; ``parameters`` the method's, a list for those that vary. Every combination is
    run. ``progress`` is True or False for a bar on the error stream, None for one on a terminal when it takes longer than two
    seconds, or a function of the steps done and all of them.

    Raises ``ArgumentError`` for anything that is not as described.

    >>> from symdescent.problem import problem
    >>> found = sweep(problem("x^2"), rate=["1/10", "1/2", 2], start=1)
    >>> found.steps[:, 0].tolist(), [stop.name for stop in found.outcomes[:, 0]]
    ([86, 1, 26], ['CONVERGED_GRADIENT', 'CONVERGED_GRADIENT', 'DIVERGED'])
    """
    import numpy as np

    from symdescent.descent.many import descend_many

    if not isinstance(problem, Problem) or problem.parameters or not problem.variables:
        raise ArgumentError(f"problem is {problem!r}: expected what problem(...) returns, with numbers for all but its variables.")
    found, budget, limit = method_named(method), read_steps(steps), float(read_tolerance(tol))
    size, rates = _rates(found.rate if rate is None else rate)
    varying = {name: _numbers(found, name, value) for name, value in parameters.items() if _is_list(value)}
    update = prepared(size, found, found.values({**parameters, **{name: numbers[0] for name, numbers in varying.items()}}))
    settings = {**({} if rates is None else {"rate": rates}), **{name: tuple(map(to_float, numbers)) for name, numbers in varying.items()}}
    most = MOST_NUMBERS // (len(problem.variables) + 4)
    points, grid = read_starts(problem.variables, start, starts, most)
    count = math.prod(map(len, settings.values()))
    refuse_many(count * len(points), most)
    columns = dict(zip(settings, _product(list(settings.values()), len(points)), strict=True))
    given = (columns.get("rate", _one_rate(size)), *(columns[name] for name in varying))
    stepper = many_stepper(problem.objective, update, varying=tuple(varying), sign=SIGNS[problem.sense])
    with progress_bar(progress, budget * count * len(points)) as report:
        ends = descend_many(stepper, np.tile(points, (count, 1)), given, steps=budget, tol=limit, report=report)
    return Sweep(problem, found, settings, points, grid, limit, budget, ends)


def _is_list(value: Any) -> bool:
    return not isinstance(value, str) and isinstance(value, Iterable)


def _one_rate(size: Any) -> float:
    return to_float(size.rate) if isinstance(size, Fixed) else 1.0


def _rates(rate: Any) -> tuple[Any, tuple[float, ...] | None]:
    """The rule for the step size, and its numbers where several were given."""
    sizes = [step_size(entry) for entry in rate] if _is_list(rate) else [step_size(rate)]
    if not sizes:
        raise ArgumentError("rate is an empty list: expected a number or several.")
    if not _is_list(rate) and sizes[0].lines:
        return sizes[0], None
    if not all(isinstance(size, Fixed) for size in sizes):
        raise ArgumentError("A sweep makes the steps of all its runs together, so rate= takes numbers or one schedule, no line search.")
    return sizes[0], tuple(_one_rate(size) for size in sizes) if _is_list(rate) else None


def _numbers(method: Method, name: str, values: Any) -> list[Any]:
    numbers = [dict(method.values({name: value}))[name] for value in values]
    if not numbers:
        raise ArgumentError(f"{name} is an empty list: expected a number or several.")
    return numbers


def _product(lists: Sequence[Sequence[float]], starts: int) -> list[Array]:
    """A column for each list: every combination, each as often as there are starts."""
    import numpy as np

    return [np.repeat(column, starts) for column in np.array(list(product(*lists))).reshape(-1, len(lists)).T] if lists else []
