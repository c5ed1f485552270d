"""Time of one recorded step of BFGS and Newton's method in two variables, beside SciPy with the same derivatives.

Run by hand: ``python tests/benchmarks/second_order.py``. SciPy's callback records the point, its value and its gradient. The
times are those of whole runs from Rosenbrock's usual start, setting up included, divided by their steps.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

import symdescent as sd

START, RUNS, REPEATS = (-1.2, 1.0), 30, 9
PROBLEM = sd.problem("100(y - x^2)^2 + (1 - x)^2")


def value(point: Any) -> float:
    """Rosenbrock's function."""
    x, y = point
    return float(100 * (y - x * x) ** 2 + (1 - x) ** 2)


def gradient(point: Any) -> Any:
    """Its gradient."""
    x, y = point
    return np.array([-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)])


def hessian(point: Any) -> Any:
    """Its Hessian."""
    x, y = point
    return np.array([[1200 * x * x - 400 * y + 2, -400 * x], [-400 * x, 200.0]])


def ours(method: str) -> int:
    """The steps of a recorded run."""
    return len(sd.descend(PROBLEM, START, method=method).trace) - 1


def theirs(method: str, **options: Any) -> int:
    """The steps of SciPy's."""
    from scipy.optimize import minimize

    rows: list[tuple[Any, ...]] = []
    minimize(value, START, jac=gradient, method=method, callback=lambda x: rows.append((x.copy(), value(x), gradient(x))), **options)
    return len(rows)


CONTENDERS: dict[str, Callable[[], int]] = {
    "symdescent BFGS": lambda: ours("bfgs"),
    "SciPy BFGS": lambda: theirs("BFGS"),
    "symdescent Newton": lambda: ours("newton"),
    "symdescent damped Newton": lambda: ours("damped newton"),
    "SciPy Newton-CG": lambda: theirs("Newton-CG", hess=hessian),
    "SciPy trust-exact": lambda: theirs("trust-exact", hess=hessian),
}


def timed(run: Callable[[], int]) -> float:
    """Microseconds a step."""
    begin = perf_counter()
    steps = sum(run() for _ in range(RUNS))
    return (perf_counter() - begin) / steps * 1e6


def main() -> None:
    """Interleaved, so that a busy machine is fair to all."""
    times: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    for _ in range(REPEATS):
        for name, run in CONTENDERS.items():
            times[name].append(timed(run))
    for name, taken in times.items():
        print(f"{name:26s} {median(taken):8.2f} µs a step")


if __name__ == "__main__":
    main()
