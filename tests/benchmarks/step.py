"""Time of one recorded gradient-descent step in two variables, beside what people write without symdescent.

Run by hand: ``python tests/benchmarks/step.py``. It prints medians over interleaved repetitions; ratios are what counts.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
import sympy

import symdescent as sd

FORMULA, START, RATE = "100(y - x^2)^2 + (1 - x)^2", (-1.2, 1.0), 0.001
STEPS, REPEATS = 5_000, 15


def recorded() -> Callable[[], None]:
    """symdescent: every iterate with its value, gradient, norm and step size."""
    problem = sd.problem(FORMULA)
    return lambda: assert_steps(len(sd.descend(problem, START, rate=RATE, steps=STEPS, tol=0).trace))


def by_hand() -> Callable[[], None]:
    """Stepping through ``sd.iterates``."""
    problem = sd.problem(FORMULA)
    return lambda: assert_steps(sum(1 for _ in sd.iterates(problem, START, rate=RATE, steps=STEPS, tol=0)))


def searched() -> Callable[[], None]:
    """The same with Armijo's backtracking."""
    problem = sd.problem(FORMULA)
    return lambda: assert_steps(len(sd.descend(problem, START, steps=STEPS, tol=0).trace))


def notebook() -> Callable[[], None]:
    """The loop that everyone writes: lambdify with NumPy, a list of arrays, norm."""
    x, y = symbols = sympy.symbols("x y", real=True)
    f = 100 * (y - x**2) ** 2 + (1 - x) ** 2
    value, gradient = sympy.lambdify(symbols, f), sympy.lambdify(symbols, [f.diff(s) for s in symbols])

    def run() -> None:
        point, path, values, norms = np.array(START), [], [], []
        for _ in range(STEPS + 1):
            slope = np.array(gradient(*point))
            path.append(point.copy())
            values.append(value(*point))
            norms.append(np.linalg.norm(slope))
            if norms[-1] <= 0:
                break
            point = point - RATE * slope
        assert_steps(len(path))

    return run


def lean_notebook() -> Callable[[], None]:
    """The shortest such loop: the gradient, the list of arrays and the norm, no values."""
    symbols = sympy.symbols("x y", real=True)
    x, y = symbols
    f = 100 * (y - x**2) ** 2 + (1 - x) ** 2
    gradient = sympy.lambdify(symbols, [f.diff(s) for s in symbols])

    def run() -> None:
        point = np.array(START)
        path = [point]
        for _ in range(STEPS):
            slope = np.array(gradient(*point))
            if np.linalg.norm(slope) <= 0:
                break
            point = point - RATE * slope
            path.append(point)
        assert_steps(len(path))

    return run


def optax_step() -> Callable[[], None]:
    """A jitted Optax step called from a Python loop that records nothing."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    optimizer = optax.sgd(RATE)
    slope = jax.grad(lambda p: 100 * (p[1] - p[0] ** 2) ** 2 + (1 - p[0]) ** 2)

    @jax.jit
    def step(point, state):  # noqa: ANN001, ANN202 - JAX's own types
        updates, state = optimizer.update(slope(point), state, point)
        return optax.apply_updates(point, updates), state

    start = jax.numpy.array(START)
    step(start, optimizer.init(start))

    def run() -> None:
        point, state = start, optimizer.init(start)
        for _ in range(STEPS):
            point, state = step(point, state)
        point.block_until_ready()

    return run


def assert_steps(rows: int) -> None:
    """No run may end early, or the times mean nothing."""
    if rows != STEPS + 1:
        raise RuntimeError(f"{rows} rows instead of {STEPS + 1}")


CONTENDERS = {
    "symdescent, recorded": recorded,
    "symdescent, iterates()": by_hand,
    "symdescent, Armijo": searched,
    "notebook loop": notebook,
    "notebook loop, no values": lean_notebook,
    "JAX/Optax jitted step": optax_step,
}


def main() -> None:
    """Prints microseconds a step and how many times slower each contender is than a recorded step."""
    runs = {}
    for name, make in CONTENDERS.items():
        try:
            runs[name] = make()
        except ImportError as missing:
            print(f"{name}: not installed ({missing.name})")
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(REPEATS):
        for name, run in runs.items():
            begin = perf_counter()
            run()
            times[name].append((perf_counter() - begin) / STEPS * 1e6)
    ours = times["symdescent, recorded"]
    for name, taken in times.items():
        ratio = median(other / own for other, own in zip(taken, ours, strict=True))
        print(f"{name:26s} {median(taken):8.2f} µs a step   {ratio:6.2f} times")


if __name__ == "__main__":
    main()
