"""Runs the optimizers of PyTorch, Keras and Optax in float64 and keeps, or checks, where they go.

``python tests/trajectories/make.py`` runs every library that can be imported and says how far it is from what is kept;
with ``--write`` it keeps the new numbers. It needs torch, keras with jax, and optax, none of which the package needs.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parents[1] / "data" / "trajectories"
STEPS = 200
KEPT = [*range(21), *range(30, STEPS + 1, 10)]
Point = list[float]
Descent = Callable[[Any, Point, Callable[[Point], Point]], Iterator[Point]]


class Function(NamedTuple):
    """A function as a formula, where its runs start, and its gradient."""

    formula: str
    start: Point
    gradient: Callable[[Point], Point]


FUNCTIONS = {
    "quadratic": Function("x^2/10 + 2y^2", [-5.0, -2.0], lambda p: [p[0] / 5, 4 * p[1]]),
    "rosenbrock": Function(
        "(1 - x)^2 + 100(y - x^2)^2",
        [-1.2, 1.0],
        lambda p: [-2 * (1 - p[0]) - 400 * p[0] * (p[1] - p[0] ** 2), 200 * (p[1] - p[0] ** 2)],
    ),
    "waves": Function("x^2/20 + sin(x)", [6.0], lambda p: [p[0] / 10 + math.cos(p[0])]),
}
# rates on these three, so that a run neither leaves nor stands still
Rates = tuple[float, float, float]
GENTLE: Rates = (0.1, 0.0005, 0.1)
ADAPTIVE: Rates = (0.1, 0.02, 0.1)
WARM: Rates = (0.1, 0.0002, 0.1)
SMALL: Rates = (0.02, 0.0005, 0.005)  # larger ones cross valleys, where the last digit of a slope decides on the next step
SIGNS: Rates = (0.0237, 0.0005, 0.0085)  # no start is a whole number of steps away from a minimum
SUMS: Rates = (0.4, 0.1, 0.4)
ONE: Rates = (1.0, 1.0, 1.0)


class Case(NamedTuple):
    """An optimizer as its library calls it, and as we do."""

    optimizer: str
    options: Mapping[str, Any]
    rates: Rates
    method: str
    parameters: Mapping[str, Any] = {}


TORCH = [
    Case("SGD", {}, GENTLE, "gradient descent"),
    Case("SGD", {"momentum": 0.9}, GENTLE, "heavy ball"),
    Case("SGD", {"momentum": 0.9, "nesterov": True}, GENTLE, "nesterov"),
    Case("Adagrad", {}, SUMS, "adagrad"),
    Case("Adadelta", {}, ONE, "adadelta"),
    Case("RMSprop", {}, SMALL, "rmsprop"),
    Case("RMSprop", {"centered": True}, SMALL, "centred rmsprop"),
    Case("Adam", {}, ADAPTIVE, "adam"),
    Case("AdamW", {}, ADAPTIVE, "adamw"),
    Case("Adamax", {}, ADAPTIVE, "adamax"),
    Case("Adam", {"amsgrad": True}, ADAPTIVE, "amsgrad"),
    Case("NAdam", {}, ADAPTIVE, "nadam"),
    Case("RAdam", {}, WARM, "radam"),
    Case("Rprop", {}, SIGNS, "rprop"),
]
KERAS = [
    Case("SGD", {}, GENTLE, "gradient descent"),
    Case("SGD", {"momentum": 0.9}, GENTLE, "heavy ball", {"beta": 0.9}),
    Case("SGD", {"momentum": 0.9, "nesterov": True}, GENTLE, "nesterov", {"beta": 0.9}),
    Case("Adagrad", {}, SUMS, "adagrad"),
    Case("Adadelta", {}, ONE, "adadelta"),
    Case("RMSprop", {}, SMALL, "rmsprop"),
    Case("RMSprop", {"centered": True}, SMALL, "centred rmsprop"),
    Case("Adam", {}, ADAPTIVE, "adam"),
    Case("AdamW", {}, ADAPTIVE, "adamw"),
    Case("Adamax", {}, ADAPTIVE, "adamax"),
    Case("Adam", {"amsgrad": True}, ADAPTIVE, "amsgrad"),
    Case("Nadam", {}, ADAPTIVE, "nadam"),
    Case("Lion", {}, SIGNS, "lion"),
]
OPTAX = [
    Case("sgd", {}, GENTLE, "gradient descent"),
    Case("sgd", {"momentum": 0.9}, GENTLE, "heavy ball"),
    Case("sgd", {"momentum": 0.9, "nesterov": True}, GENTLE, "nesterov"),
    Case("sign_sgd", {}, SIGNS, "sign descent"),
    Case("adagrad", {}, SUMS, "adagrad"),
    Case("adadelta", {}, ONE, "adadelta"),
    Case("rmsprop", {}, SMALL, "rmsprop"),
    Case("rmsprop", {"centered": True}, SMALL, "centred rmsprop"),
    Case("adam", {}, ADAPTIVE, "adam"),
    Case("adamw", {}, ADAPTIVE, "adamw"),
    Case("adamax", {}, ADAPTIVE, "adamax"),
    Case("amsgrad", {}, ADAPTIVE, "amsgrad"),
    Case("nadam", {}, ADAPTIVE, "nadam"),
    Case("radam", {}, WARM, "radam"),
    Case("adabelief", {}, ADAPTIVE, "adabelief"),
    Case("yogi", {}, ADAPTIVE, "yogi"),
    Case("lion", {}, SIGNS, "lion"),
    Case("rprop", {}, SIGNS, "rprop"),
    Case("adan", {}, ADAPTIVE, "adan"),
]


def with_torch() -> tuple[str, Callable[..., Any], Descent]:
    """PyTorch; its NAdam keeps a product in the default type, so that type has to be float64."""
    import torch

    torch.set_default_dtype(torch.float64)

    def descend(make: Any, start: Point, gradient: Callable[[Point], Point]) -> Iterator[Point]:
        x = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        optimizer = make([x])
        for _ in range(STEPS):
            x.grad = torch.tensor(gradient(x.tolist()), dtype=torch.float64)
            optimizer.step()
            yield x.tolist()

    def maker(name: str, rate: float, options: Mapping[str, Any]) -> Any:
        return lambda parameters: getattr(torch.optim, name)(parameters, lr=rate, **options)

    return str(torch.__version__), maker, descend


def with_keras() -> tuple[str, Callable[..., Any], Descent]:
    """Keras on JAX."""
    import jax

    jax.config.update("jax_enable_x64", val=True)
    os.environ.setdefault("KERAS_BACKEND", "jax")
    import keras

    keras.config.set_floatx("float64")

    def descend(make: Any, start: Point, gradient: Callable[[Point], Point]) -> Iterator[Point]:
        x = keras.Variable(start, dtype="float64")
        optimizer = make()
        for _ in range(STEPS):
            slopes = keras.ops.convert_to_tensor(gradient(x.numpy().tolist()), dtype="float64")
            optimizer.apply([slopes], [x])
            yield x.numpy().tolist()

    def maker(name: str, rate: float, options: Mapping[str, Any]) -> Any:
        return lambda: getattr(keras.optimizers, name)(learning_rate=rate, **options)

    return str(keras.__version__), maker, descend


def with_optax() -> tuple[str, Callable[..., Any], Descent]:
    """Optax."""
    import jax

    jax.config.update("jax_enable_x64", val=True)
    import jax.numpy as jnp
    import optax

    def descend(make: Any, start: Point, gradient: Callable[[Point], Point]) -> Iterator[Point]:
        x = jnp.array(start)
        optimizer = make()
        state = optimizer.init(x)
        for _ in range(STEPS):
            updates, state = optimizer.update(jnp.array(gradient(x.tolist())), state, x)
            x = optax.apply_updates(x, updates)
            yield x.tolist()

    def maker(name: str, rate: float, options: Mapping[str, Any]) -> Any:
        return lambda: getattr(optax, name)(learning_rate=rate, **options)

    return str(optax.__version__), maker, descend


LIBRARIES = {"pytorch": (with_torch, TORCH), "keras": (with_keras, KERAS), "optax": (with_optax, OPTAX)}


def trajectories(library: str) -> dict[str, Any]:
    """Every case of a library on every function."""
    prepare, cases = LIBRARIES[library]
    release, maker, descend = prepare()
    runs = [run(case, place, name, maker, descend) for case in cases for place, name in enumerate(FUNCTIONS)]
    functions = {name: {"formula": row.formula, "start": row.start} for name, row in FUNCTIONS.items()}
    return {"library": library, "version": release, "functions": functions, "kept": KEPT, "runs": runs}


def run(case: Case, place: int, name: str, maker: Callable[..., Any], descend: Descent) -> dict[str, Any]:
    """One run: what was asked of the library, what we call it, and the iterates."""
    function, rate = FUNCTIONS[name], case.rates[place]
    iterates = [function.start, *descend(maker(case.optimizer, rate, case.options), function.start, function.gradient)]
    asked = {"optimizer": case.optimizer, "options": case.options, "function": name, "rate": rate}
    return {**asked, "method": case.method, "parameters": case.parameters, "iterates": [iterates[k] for k in KEPT]}


def distance(one: Sequence[Any], two: Sequence[Any]) -> float:
    """The largest |a - b|/(1 + |a|) of two lists of runs."""
    numbers = ([x for run in runs for point in run["iterates"] for x in point] for runs in (one, two))
    return float(max(abs(a - b) / (1 + abs(a)) for a, b in zip(*numbers, strict=True)))


def text(found: Mapping[str, Any]) -> str:
    """A run a line."""
    runs = ",\n".join(json.dumps(run) for run in found["runs"])
    head = json.dumps({key: value for key, value in found.items() if key != "runs"})
    return f'{head[:-1]}, "runs": [\n{runs}\n]}}\n'


def main(arguments: Sequence[str]) -> None:
    """Each library that can be imported, or those that are named."""
    for library in [name for name in LIBRARIES if name in arguments] or LIBRARIES:
        path = DATA / f"{library}.json"
        found = trajectories(library)
        if "--write" in arguments:
            path.write_text(text(found), encoding="utf-8")
        kept = json.loads(path.read_text(encoding="utf-8"))
        difference = distance(kept["runs"], found["runs"])
        sys.stdout.write(f"{library} {found['version']}, kept from {kept['version']}: at most {difference:.1e} apart\n")


if __name__ == "__main__":
    main(sys.argv[1:])
