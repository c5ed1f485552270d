"""How long a whole page takes: python tests/benchmarks/analysis.py prints medians.

What is asked for: a two-variable quartic under 3 seconds, a ten-variable quadratic under 1, each in a new process' first call
once everything is imported.
"""

from __future__ import annotations

from statistics import median
from time import perf_counter

import symdescent as sd

ROUNDS = 5
TEN = " + ".join(f"{k}x_{k}^2" for k in range(1, 11)) + " + x_1*x_2 - x_3*x_4 + x_5 - 2x_10"
PAGES = {
    "two-variable quartic": ("x^4 - 2x^2 + y^2", "x^4 + y^4 - 3x^2 - 2y^2 + x*y/3 + x", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"),
    "ten-variable quadratic": (TEN,),
}


def seconds(formula: str) -> float:
    """The median time of the page, each time on a new problem."""
    times = []
    for _ in range(ROUNDS):
        problem = sd.problem(formula)
        start = perf_counter()
        sd.analyze(problem)
        times.append(perf_counter() - start)
    return median(times)


def main() -> None:
    """Prints the table."""
    sd.analyze(sd.problem("x^2"))
    for name, formulas in PAGES.items():
        for formula in formulas:
            print(f"{name:24}{seconds(formula):8.2f} s   {formula[:50]}")


if __name__ == "__main__":
    main()
