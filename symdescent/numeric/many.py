"""One step of a method for many runs at once: the same equations over arrays with an entry a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import starmap
from typing import TYPE_CHECKING, Any

import sympy

from symdescent.numeric import plain
from symdescent.numeric.components import Components, Vector, elementwise, identity
from symdescent.numeric.dialects import ARRAY
from symdescent.numeric.objective import Objective
from symdescent.numeric.program import assemble
from symdescent.numeric.source import Source
from symdescent.numeric.update import Update, filled, symbolic_names

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Numbers = tuple[Any, ...]


@dataclass(frozen=True)
class ManyStepper:
    """A method on an objective, an array with an entry a run in place of each number.

    ``start(settings, x)`` is what the first steps are handed; ``look(x)`` the values (0 where neither the method nor the
    domain asks for them), the slopes and, where the method needs it, the Hessian's upper triangle; ``values(x)`` the values;
    ``move(k, settings, carried, seen)`` the step sizes and what the next steps are
    handed. ``settings`` are the numbers that differ from run to run, the step size first.
    """

    dimension: int
    start: Callable[[Numbers, Numbers], Numbers]
    look: Callable[[Numbers], Numbers]
    values: Callable[[Numbers], Any]
    move: Callable[[int, Numbers, Numbers, Numbers], Numbers]


def many_stepper(objective: Objective, update: Update, *, varying: Sequence[str] = (), sign: int = 1) -> ManyStepper:
    """The stepper of many runs that differ in their start, their step size and the ``varying`` parameters. Compiled once.

    ``sign`` is -1 where the runs ascend.
    """
    key = "many", update.equations, update.parameters, update.state, tuple(varying), sign
    return objective.made(key, lambda: _made(objective, update, tuple(varying), sign))  # type: ignore[no-any-return]


def _made(objective: Objective, update: Update, varying: tuple[str, ...], sign: int) -> ManyStepper:
    size, parts = objective.dimension, [objective.expression, *objective.partials]
    second = [(i, j) for i in range(size) for j in range(i, size)] if "H" in update.names else []
    needs_value = "f" in update.names or objective.data is not None or not objective.expression.is_polynomial(*objective.symbols)
    seen = [*(parts if needs_value else [sympy.S.Zero, *parts[1:]]), *starmap(objective.second, second)]
    look = objective.array_program(("many", needs_value, bool(second)), seen)
    values = objective.array_program("value", parts[:1])
    lines, arguments, following = _lines(update, size, varying, sign)
    arguments = [
        "k",
        "rate",
        *varying_names(varying),
        *arguments,
        "value",
        *(f"g{j}" for j in range(size)),
        *(f"h{i}_{j}" for i, j in second),
    ]
    made = cache(lambda: assemble(arguments, lines, following, _namespace(objective, sign)))
    return ManyStepper(
        size,
        lambda settings, x: _start(update, varying, size, settings, x),
        lambda x: look(*x),
        lambda x: values(*x)[0],
        lambda k, settings, carried, seen: made()(k, *settings, *carried, *seen),
    )


def varying_names(varying: Sequence[str]) -> list[str]:
    """The varying parameters as the generated source has them."""
    return [f"p{j}" for j in range(len(varying))]


def _lines(update: Update, size: int, varying: Sequence[str], sign: int) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """The assignments, the names of what is carried, and the step size with what is carried on."""
    names: dict[str, Any] = symbolic_names(size)
    if sign < 0:
        names |= {key: elementwise(lambda text: f"(-{text})", names[key]) for key in "gHf"}
    carried = list(names["x"])
    for name, kind in update.shapes:
        first, count = len(carried) - size, {"scalar": 1, "matrix": size * size}.get(kind, size)
        names[name] = filled("s", kind, size, first)
        carried += [f"s{first + j}" for j in range(count)]
    source = Source(dialect=ARRAY)
    reached = update.follow(source, names | dict(zip(varying, varying_names(varying), strict=True)), size)
    return source.definitions, carried, [reached["alpha"], *update.carried(reached, size)]


def _start(update: Update, varying: Sequence[str], size: int, settings: Numbers, x: Numbers) -> Numbers:
    """x and the states before the first step, an array each."""
    import numpy as np

    from symdescent.numeric import array

    scalars = plain.scalars(float, array.power, lambda name, *entries: array.FUNCTIONS[plain.FLOAT_NAMES.get(name, name)](*entries))
    parameters = {name: float(value) for name, value in update.parameters if name not in varying}
    known = {"I": identity(size, scalars), "x": Vector(x), "n": float(size), **parameters, **dict(zip(varying, settings[1:], strict=True))}
    by = Components(known, scalars, {})
    begun = update.carried({**known, **{name: by[value] for name, value in update.state}}, size)
    return tuple(np.broadcast_to(entry, np.shape(x[0])) for entry in begun)


def _namespace(objective: Objective, sign: int) -> Mapping[str, Any]:
    slopes = objective.array_program("gradient", [objective.expression, *objective.partials])
    return {**ARRAY.namespace(), "solve": solve, "steepest": steepest, "grad": lambda *x: tuple(sign * slope for slope in slopes(*x)[1:])}


def solve(*entries: Any) -> tuple[Array, ...]:
    """The solutions of many systems A p = b; the entries of A row by row, then those of b; nan where A has no inverse.

    >>> import numpy as np
    >>> [p.tolist() for p in solve(np.array([2.0, 0.0]), np.array([6.0, 1.0]))]
    [[3.0, nan]]
    """
    import numpy as np

    stacked = np.stack(np.broadcast_arrays(*map(np.asarray, entries), np.zeros(1))[:-1], axis=-1)
    size = int(((4 * len(entries) + 1) ** 0.5 - 1) / 2 + 0.5)
    matrices = stacked[..., : size * size].reshape(-1, size, size)
    there = np.isfinite(stacked).all(axis=-1)
    there[there] = np.linalg.det(matrices[there]) != 0
    found = np.full((len(matrices), size), np.nan)
    found[there] = np.linalg.solve(matrices[there], stacked[there, size * size :, None])[..., 0]
    return tuple(found.T)


def steepest(*entries: Any) -> tuple[Array, ...]:
    """The unit vectors of the first entry of largest size."""
    import numpy as np

    sizes = np.abs(np.stack(np.broadcast_arrays(*entries)))
    return tuple((sizes.argmax(axis=0) == np.arange(len(sizes))[:, None]).astype(float))
