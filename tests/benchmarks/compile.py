"""Time from text to compiled value, gradient and Hessian, beside SymPy's diff, hessian and three lambdify calls.

Run by hand: ``python tests/benchmarks/compile.py``. It prints medians over interleaved repetitions; ratios are what counts.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from statistics import median
from time import perf_counter
from typing import NamedTuple

import numpy as np
import sympy
from sympy.core.cache import clear_cache

import symdescent as sd

REPEATS = 9


class Case(NamedTuple):
    """A function as text for symdescent, its variables, the same for SymPy, and data columns if it has any."""

    text: str
    variables: list[str]
    build: Callable[[], tuple[list[sympy.Symbol], list[sympy.Symbol], sympy.Expr]]
    data: dict[str, np.ndarray] | None = None


def rosenbrock(n: int) -> Case:
    """The chained Rosenbrock function in n variables."""
    names = [f"x_{j}" for j in range(n)]
    text = " + ".join(f"100({b} - {a}^2)^2 + (1 - {a})^2" for a, b in pairwise(names))

    def build() -> tuple[list[sympy.Symbol], list[sympy.Symbol], sympy.Expr]:
        x = [sympy.Symbol(name, real=True) for name in names]
        return x, [], sum(100 * (b - a**2) ** 2 + (1 - a) ** 2 for a, b in pairwise(x))

    return Case(text, names, build)


def network() -> Case:
    """A 2-4-1 network with tanh, 17 parameters, squared error; the inputs p, q and the target t are symbols, or data."""
    hidden = range(1, 5)
    names = [f"{letter}_{j}" for j in hidden for letter in "abcv"] + ["d"]
    output = " + ".join(f"v_{j}*tanh(a_{j}*p + b_{j}*q + c_{j})" for j in hidden)

    def build() -> tuple[list[sympy.Symbol], list[sympy.Symbol], sympy.Expr]:
        s = {name: sympy.Symbol(name, real=True) for name in [*names, "p", "q", "t"]}
        p, q, t = inputs = [s[name] for name in "pqt"]
        units = [s[f"v_{j}"] * sympy.tanh(s[f"a_{j}"] * p + s[f"b_{j}"] * q + s[f"c_{j}"]) for j in hidden]
        return [s[name] for name in names], inputs, (sum(units) + s["d"] - t) ** 2

    data = {name: np.linspace(-1, 1, 20) ** power for power, name in enumerate("pqt", start=1)}
    return Case(f"sum(({output} + d - t)^2)", names, build, data)


def ours(case: Case) -> Callable[[], object]:
    """Text to value, gradient and Hessian, each called once."""
    point = np.full(len(case.variables), 0.5)

    def run() -> object:
        f = sd.problem(case.text, variables=case.variables, data=case.data).objective
        return f.value(point), f.gradient(point), f.hessian(point)

    return run


def sympys(case: Case, *, cse: bool) -> Callable[[], object]:
    """diff, hessian and three lambdify calls, each called once."""

    def run() -> object:
        x, inputs, f = case.build()
        functions = [sympy.lambdify([*x, *inputs], part, cse=cse) for part in (f, [f.diff(s) for s in x], sympy.hessian(f, x))]
        return [function(*[0.5] * len(x + inputs)) for function in functions]

    return run


CASES = {"Rosenbrock, 2 variables": rosenbrock(2), "Rosenbrock, 20 variables": rosenbrock(20), "network, 17 parameters": network()}


def timed(run: Callable[[], object]) -> float:
    """Milliseconds of one call with SymPy's cache emptied before."""
    clear_cache()
    begin = perf_counter()
    run()
    return (perf_counter() - begin) * 1e3


def main() -> None:
    """Prints milliseconds, and how many times slower SymPy's way is."""
    for name, case in CASES.items():
        runs = {"symdescent": ours(case), "SymPy": sympys(case, cse=False), "SymPy, cse": sympys(case, cse=True)}
        times = [[timed(run) for run in runs.values()] for _ in range(REPEATS)]
        print(name)
        for j, label in enumerate(runs):
            ratio = median(row[j] / row[0] for row in times)
            print(f"    {label:12s} {median(row[j] for row in times):8.1f} ms   {ratio:6.2f} times")


if __name__ == "__main__":
    main()
