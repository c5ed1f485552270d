"""The loop for many runs at once: block after block, each run until it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from symdescent.descent.driver import FAR
from symdescent.descent.stop import Stop
from symdescent.numeric.many import ManyStepper

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

BLOCK = 16_384  # runs that go together: a column of them is 128 kB, so that the columns of a step stay in a processor's cache
THINNED = 8  # a block lets go of the runs that have ended when they are one in so many
ROOM = 64  # columns
OUTCOMES = (Stop.BUDGET, Stop.CONVERGED_GRADIENT, Stop.DIVERGED, Stop.LEFT_DOMAIN, Stop.STALLED)
BUDGET, CONVERGED, DIVERGED, LEFT, STALLED = range(len(OUTCOMES))


@dataclass(frozen=True, eq=False)
class Many:
    """How m runs ended: ``x`` (m, n), ``values`` (m,), ``norms`` (m,), ``steps`` (m,), ``outcomes`` (m,) as places in ``OUTCOMES``."""

    x: Array
    values: Array
    norms: Array
    steps: NDArray[np.intp]
    outcomes: NDArray[np.intp]


@dataclass
class Block:
    """Runs that go together: which they are, their settings, what their next step is handed, which of them have ended."""

    runs: Any
    settings: tuple[Any, ...]
    carried: tuple[Any, ...]
    limit: Any  # of ‖x‖²
    ended: Any = field(init=False)

    def __post_init__(self) -> None:
        import numpy as np

        self.ended = np.zeros(len(self.runs), dtype=bool)

    def thinned(self) -> Block:
        """The runs that still go."""
        import numpy as np

        going = ~self.ended
        settings, carried = (
            tuple(column[going] if np.ndim(column) else column for column in part) for part in (self.settings, self.carried)
        )
        return Block(self.runs[going], settings, carried, self.limit[going])


def descend_many(
    stepper: ManyStepper,
    starts: Array,
    settings: tuple[Any, ...],
    *,
    steps: int,
    tol: float,
    report: Callable[[int], None] = lambda done: None,
) -> Many:
    """The ends of the runs from ``starts`` (m, n) with ``settings`` (the step size first; each (m,) or one number).

    A run ends as one by itself does; ``report`` is called with the number of run-steps that are done.
    """
    import numpy as np

    count = len(starts)
    found = Many(starts.copy(), *(np.full(count, np.nan) for _ in range(2)), *(np.zeros(count, dtype=np.intp) for _ in range(2)))
    room = [np.empty(BLOCK) for _ in range(ROOM)]
    with np.errstate(all="ignore"):
        for first in range(0, count, BLOCK):
            del room[:-1]  # the last one stays, so that the memory below it is not handed back and asked for at every step
            part = slice(first, min(first + BLOCK, count))
            block = _block(
                stepper, np.arange(count)[part], starts[part], tuple(entry[part] if np.ndim(entry) else entry for entry in settings)
            )
            for k in _steps(stepper, block, found, steps, tol):
                report(steps * first + k * (part.stop - first))
            report(steps * part.stop)
    return found


def _block(stepper: ManyStepper, runs: Any, starts: Array, settings: tuple[Any, ...]) -> Block:
    import numpy as np

    x = tuple(np.ascontiguousarray(starts.T))
    limit = (FAR * (1 + np.sqrt((starts * starts).sum(axis=1)))) ** 2
    return Block(runs, settings, stepper.start(settings, x), limit)


def _steps(stepper: ManyStepper, block: Block, found: Many, steps: int, tol: float) -> Iterator[int]:
    """Steps the block until every run of it has ended; yields k now and then."""
    import numpy as np

    n, least = stepper.dimension, tol * tol
    for k in range(steps + 1):
        seen = stepper.look(block.carried[:n])
        slopes = _square(seen[1 : n + 1])
        going = (slopes + seen[0] * 0.0 if np.ndim(seen[0]) else slopes) > least  # nan where the value is not finite
        going &= _square(block.carried[:n]) <= block.limit
        if k == steps or not going.all():
            _note(block, found, (stepper.values(block.carried[:n]), *seen[1:]), n, k, ~going & ~block.ended, tol, last=k == steps)
            if block.ended.all():
                return
            if block.ended.sum() * THINNED > len(block.ended):
                block = block.thinned()
                seen = stepper.look(block.carried[:n])
        following = stepper.move(k + 1, block.settings, block.carried, seen)[1:]
        if k == steps:
            _stalled(block, found, following[:n], tol)
            return
        block.carried = (
            following if all(map(np.ndim, following)) else tuple(np.broadcast_to(column, block.runs.shape) for column in following)
        )
        if k % 16 == 15:
            yield k + 1


def _square(columns: tuple[Any, ...]) -> Any:
    total = columns[0] * columns[0]
    for column in columns[1:]:
        total = total + column * column
    return total


def _note(block: Block, found: Many, seen: tuple[Any, ...], n: int, k: int, candidates: Any, tol: float, *, last: bool) -> None:
    """Writes down the runs among the candidates that end here: those that converged, diverged or left the domain, at last all."""
    import numpy as np

    here = np.flatnonzero(~block.ended if last else candidates)
    x, (values, *slopes) = (
        np.array([np.broadcast_to(column, block.runs.shape)[here] for column in part]) for part in (block.carried[:n], seen[: n + 1])
    )
    norms = np.abs(slopes[0]) if n == 1 else np.linalg.norm(slopes, axis=0)
    outcomes = _outcomes(x, values, np.array(slopes), norms, block.limit[here], tol)
    ends = outcomes != BUDGET if not last else np.ones(len(here), dtype=bool)
    runs = block.runs[here[ends]]
    found.x[runs], found.values[runs], found.norms[runs] = x.T[ends], values[ends], norms[ends]
    found.steps[runs], found.outcomes[runs] = k, outcomes[ends]
    if not last:
        block.ended[here[ends]] = True


def _outcomes(x: Array, values: Array, slopes: Array, norms: Array, limit: Array, tol: float) -> Any:
    """What a run by itself would be told, in the same order: diverged, out of the domain, converged, or none of them."""
    import numpy as np

    seen = np.concatenate((values[None], slopes))
    diverged = ~((x * x).sum(axis=0) <= limit) | np.isinf(seen).any(axis=0)
    kinds = (diverged, DIVERGED), (np.isnan(seen).any(axis=0), LEFT), (norms <= tol, CONVERGED)
    return np.select([met for met, _ in kinds], [kind for _, kind in kinds], BUDGET)


def _stalled(block: Block, found: Many, following: tuple[Any, ...], tol: float) -> None:
    """At the end of the budget: runs that would not move any more have stalled."""
    import numpy as np

    same = np.logical_and.reduce(
        [np.broadcast_to(there, block.runs.shape) == here for there, here in zip(following, block.carried, strict=False)]
    )
    runs = block.runs[same & ~block.ended & (found.outcomes[block.runs] == BUDGET)]
    found.outcomes[runs] = STALLED if tol else BUDGET
