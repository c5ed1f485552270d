"""Time of a step of a sweep over 40,000 starts, beside single runs and JAX's ``vmap`` of a ``fori_loop``.

Run by hand: ``python tests/benchmarks/sweep.py``. It prints medians of ratios over interleaved repetitions. None of the
runs ends before its last step, so all contenders make every step.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np

import symdescent as sd

FORMULA, RATES = "100(y - x^2)^2 + (1 - x)^2", {"gradient descent": 0.0005, "adam": 0.01}
SIDE, STEPS, SINGLE_STEPS, REPEATS = 200, 500, 5_000, 5
GRID = {"x": (-2.0, 2.0, SIDE), "y": (-1.0, 3.0, SIDE)}


def swept(method: str) -> Callable[[], None]:
    """symdescent: all starts at once, with the outcome of every run."""
    problem = sd.problem(FORMULA)

    def run() -> None:
        found = sd.sweep(problem, method, rate=RATES[method], starts=GRID, steps=STEPS, tol=0)
        if found.steps.min() < STEPS:
            raise RuntimeError("a run ended early")

    return run


def single(method: str) -> Callable[[], None]:
    """symdescent: one run that keeps only its last row."""
    problem = sd.problem(FORMULA)

    def run() -> None:
        sd.descend(problem, (-1.2, 1.0), method=method, rate=RATES[method], steps=SINGLE_STEPS, tol=0, record="last")

    return run


def recorded(method: str) -> Callable[[], None]:
    """symdescent: one run with its record."""
    problem = sd.problem(FORMULA)

    def run() -> None:
        sd.descend(problem, (-1.2, 1.0), method=method, rate=RATES[method], steps=SINGLE_STEPS, tol=0)

    return run


def jax_loop(method: str) -> Callable[[], None]:
    """JAX in float64: a compiled loop over the steps, mapped over the starts; it says nothing of how the runs end."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    slope, rate = jax.grad(lambda p: 100 * (p[1] - p[0] ** 2) ** 2 + (1 - p[0]) ** 2), RATES[method]

    def descent(k, carried):  # noqa: ANN001, ANN202 - JAX's own types
        point, *moments = carried
        return (point - rate * slope(point), *moments)

    def adam(k, carried):  # noqa: ANN001, ANN202
        point, m, v = carried
        g = slope(point)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        t = k + 1.0
        return point - rate * (m / (1 - 0.9**t)) / (jnp.sqrt(v / (1 - 0.999**t)) + 1e-8), m, v

    step = {"gradient descent": descent, "adam": adam}[method]
    many = jax.jit(jax.vmap(lambda point: jax.lax.fori_loop(0, STEPS, step, (point, jnp.zeros(2), jnp.zeros(2)))[0]))
    sides = [np.linspace(*side) for side in GRID.values()]
    starts = jnp.asarray(np.stack(np.meshgrid(*sides, indexing="ij"), axis=-1).reshape(-1, 2))
    many(starts).block_until_ready()
    return lambda: _wait(many(starts))


def _wait(result: object) -> None:
    result.block_until_ready()  # type: ignore[attr-defined]


CONTENDERS: dict[str, tuple[Callable[[str], Callable[[], None]], int]] = {
    "sweep": (swept, SIDE * SIDE * STEPS),
    "single run, last row": (single, SINGLE_STEPS),
    "single run, recorded": (recorded, SINGLE_STEPS),
    "JAX vmap + fori_loop": (jax_loop, SIDE * SIDE * STEPS),
}


def main() -> None:
    """Prints nanoseconds a step and how many times slower than the sweep each contender is."""
    for method in RATES:
        runs = {}
        for name, (make, steps) in CONTENDERS.items():
            try:
                runs[name] = make(method), steps
            except ImportError as missing:
                print(f"{name}: not installed ({missing.name})")
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(REPEATS):
            for name, (run, steps) in runs.items():
                begin = perf_counter()
                run()
                times[name].append((perf_counter() - begin) / steps * 1e9)
        print(method)
        for name, taken in times.items():
            ratio = median(other / own for other, own in zip(taken, times["sweep"], strict=True))
            print(f"  {name:22s} {median(taken):8.1f} ns a step   {ratio:6.2f} times")


if __name__ == "__main__":
    main()
