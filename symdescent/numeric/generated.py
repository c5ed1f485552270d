"""The parts of a stepper in floats: value, gradient, the method's lines and the next iterate as one generated function."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from symdescent.numeric import arithmetic, linear, minimum
from symdescent.numeric.along import Along, At, Way, float_along
from symdescent.numeric.components import Components, Vector, elementwise, identity
from symdescent.numeric.dialects import SCALAR
from symdescent.numeric.emitter import Emitter
from symdescent.numeric.objective import Objective, guarded
from symdescent.numeric.plain import FLOAT
from symdescent.numeric.program import Program, assemble, positions
from symdescent.numeric.scalar import OUTSIDE
from symdescent.numeric.source import Source
from symdescent.numeric.update import Update, filled, symbolic_names

Numbers = tuple[Any, ...]
FLOAT_ROUNDING = 1e-13


def float_stepper(objective: Objective, update: Update, sign: int) -> dict[str, Any]:
    """The parts of a ``Stepper``; without data, one generated function makes a whole row."""
    n, parts = objective.dimension, [objective.expression, *objective.partials]
    move = _mover(objective, update, sign)
    if objective.data is None:
        look, step = _generated(objective, update, sign, move)
        value = objective.scalar("value", parts[:1])
    else:
        look, value = _looker(objective.point("gradient", parts), n), objective.point("value", parts[:1])
        step = _composed(look, move, n)
    return {
        "dimension": n,
        "start": partial(_start, update, n),
        "step": step,
        "look": look,
        "move": move,
        "value": lambda *x: value(*x)[0],
        "number": arithmetic.to_float,
        "measure": float,
        "rounding": FLOAT_ROUNDING,
        **_along(objective, update, sign),
        "minimum": partial(minimum.in_floats, objective, sign),
    }


def _along(objective: Objective, update: Update, sign: int) -> dict[str, Any]:
    """The objective along the step, compiled when a search first asks for it."""
    n, parts = objective.dimension, [objective.expression, *objective.partials]
    names, state = _known(update, n, sign)
    second = _entries(n) if "H" in update.names else []
    arguments = ["k", *names["x"], *state, "value", *(f"g{j}" for j in range(n)), *second]

    @cache
    def way() -> Way:
        return Way(objective, update, names, arguments, _namespace(objective, sign))

    @cache
    def made(slopes: bool) -> Along:
        slow = objective.point("gradient", parts) if slopes or objective.data is not None else objective.point("value", parts[:1])
        return float_along(way(), _second(objective) if second else _nothing, slow, slopes=slopes)

    def along(k: int, carried: Numbers, seen: Numbers) -> At:
        return made(False)(k, carried, seen)

    def slopes_along(k: int, carried: Numbers, seen: Numbers) -> At:
        return made(True)(k, carried, seen)

    return {"along": along, "slopes_along": slopes_along}


def _nothing(x: Numbers) -> Numbers:
    return ()


def _second(objective: Objective) -> Callable[[Numbers], Numbers]:
    """The upper triangle of the Hessian at x, row by row."""
    n = objective.dimension
    if objective.data is not None:
        return lambda x: tuple(map(float, objective.hessian(x)[_upper(n)]))
    entries = [objective.second(i, j) for i in range(n) for j in range(i, n)]
    program = objective.scalar("triangle", [objective.expression, *entries])
    return lambda x: program(*x)[1:]


def _start(update: Update, size: int, *x: Any) -> Numbers:
    """x and the state before the first step."""
    parameters = {name: float(value) for name, value in update.parameters}
    known = {"I": identity(size, FLOAT), "x": Vector(map(arithmetic.to_float, x)), "n": float(size), **parameters}
    by = Components(known, FLOAT, {})
    return tuple(map(arithmetic.to_float, update.carried({**known, **{name: by[value] for name, value in update.state}}, size)))


def _looker(point: Callable[..., Numbers], n: int) -> Callable[..., Numbers]:
    def look(*x: float) -> Numbers:
        seen = point(*x)
        return (*x, *seen, math.hypot(*seen[1:]), sum(entry * entry for entry in x))

    return look


def _composed(look: Callable[..., Numbers], move: Callable[..., Numbers], n: int) -> Callable[..., Numbers]:
    def step(rate: Any, k: int, *carried: Any) -> Numbers:
        seen = look(*carried[:n])
        return (*seen, *carried[n:], *move(rate, k, carried, seen))

    return step


def _entries(size: int) -> list[str]:
    """The names of the Hessian's upper triangle, row by row."""
    return [f"h{i}_{j}" for i in range(size) for j in range(i, size)]


def _signed(names: Mapping[str, Any], sign: int) -> dict[str, Any]:
    """The names as the equations mean them: of -f where the run ascends."""
    turned = {key: elementwise(lambda text: f"(-{text})", names[key]) for key in "gHf"} if sign < 0 else {}
    return {**names, **turned}


def _known(update: Update, size: int, sign: int) -> tuple[dict[str, Any], list[str]]:
    """What the equations are given, as source, and the names of the state's components."""
    names: dict[str, Any] = _signed(symbolic_names(size), sign)
    state: list[str] = []
    for name, kind in update.shapes:
        names[name] = filled("s", kind, size, len(state))
        state += [f"s{len(state) + j}" for j in range({"scalar": 1, "matrix": size * size}.get(kind, size))]
    return names, state


def _lines(update: Update, size: int, sign: int) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """The method's assignments, the names of the state it starts from, and the step size with what it carries on."""
    names, state = _known(update, size, sign)
    source = Source()
    reached = update.follow(source, names, size)
    return source.definitions, state, [reached["alpha"], *update.carried(reached, size)]


def _namespace(objective: Objective, sign: int) -> dict[str, Any]:
    parts = [objective.expression, *objective.partials]
    slopes = objective.scalar("gradient", parts) if objective.data is None else objective.point("gradient", parts)

    def grad(*x: float) -> Numbers:
        return slopes(*x)[1:] if sign > 0 else tuple(-slope for slope in slopes(*x)[1:])

    return {**SCALAR.namespace(), "solve": linear.solve, "steepest": linear.steepest, "grad": grad}


def _generated(objective: Objective, update: Update, sign: int, move: Callable[..., Numbers]) -> tuple[Program, Program]:
    """``look`` and ``step`` as one function each, with shared parts."""
    n, parts = objective.dimension, [objective.expression, *objective.partials]
    variables = list(positions(objective.symbols).values())
    slopes = [f"g{j}" for j in range(n)]
    norm = f"hypot({', '.join(slopes)})" if n > 1 else "abs(g0)"
    seen = [*variables, "value", *slopes, norm, "+".join(f"{x}*{x}" for x in variables)]
    careful = cache(lambda: _looker(objective.point("gradient", parts), n))
    look = _assembled(objective, ["value", *slopes], parts, variables, [], seen, SCALAR.namespace())
    lines, state, following = _lines(update, n, sign)
    names, wanted = ["value", *slopes], list(parts)
    if "H" in update.names:
        names, wanted = names + _entries(n), wanted + [objective.second(i, j) for i in range(n) for j in range(i, n)]
    results = [*seen, *state, *following]
    step = _assembled(objective, names, wanted, ["rate", "k", *variables, *state], lines, results, _namespace(objective, sign))
    composed = cache(lambda: _composed(careful(), move, n))
    return guarded(look, n, careful), guarded(step, n, composed)


def _assembled(
    objective: Objective,
    names: list[str],
    expressions: list[Any],
    arguments: list[str],
    lines: list[tuple[str, str]],
    results: list[str],
    namespace: Mapping[str, Any],
) -> Program:
    """A function of the arguments: the expressions under their names, then the lines, then the results."""
    emitter = Emitter(SCALAR, positions(objective.symbols))
    written = emitter.write(expressions)
    definitions = [*emitter.definitions, *zip(names, written, strict=True), *lines]
    return assemble(arguments, definitions, results, {**namespace, **emitter.bound})


def _mover(objective: Objective, update: Update, sign: int) -> Callable[[Any, int, Numbers, Numbers], Numbers]:
    """The step size and what the next step is handed, from what this one was and what was seen there; nan where there is none."""
    n = objective.dimension
    lines, state, following = _lines(update, n, sign)
    needs_hessian = "H" in update.names
    second = _entries(n) if needs_hessian else []
    variables, slopes = ([f"{letter}{j}" for j in range(n)] for letter in "xg")
    arguments = ["rate", "k", *variables, *state, "value", *slopes, *second]
    made = cache(lambda: assemble(arguments, lines, following, _namespace(objective, sign)))
    missing = (math.nan,) * (len(following) - 1)
    bend = cache(lambda: _second(objective) if needs_hessian else _nothing)

    def move(rate: Any, k: int, before: Numbers, seen: Numbers) -> Numbers:
        try:
            return made()(rate, k, *before, *seen[n : 2 * n + 1], *bend()(before[:n]))
        except OUTSIDE:
            return (rate, *missing)

    return move


@cache
def _upper(size: int) -> Any:
    import numpy as np

    return np.triu_indices(size)
