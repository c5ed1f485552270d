"""How long a whole page takes: python tests/benchmarks/analysis.py prints medians.

What is asked for: a two-variable quartic under 3 seconds, a ten-variable quadratic under 1, each in a new process' first call
once everything is imported. The others are the slowest of the known test functions.
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
    "no polynomials": (
        "-20exp(-0.2sqrt(0.5(x^2 + y^2))) - exp(0.5(cos(2pi*x) + cos(2pi*y))) + e + 20",
        "20 + x^2 - 10cos(2pi*x) + y^2 - 10cos(2pi*y)",
    ),
    "long polynomials": (
        "(1 + (x + y + 1)^2 (19 - 14x + 3x^2 - 14y + 6x y + 3y^2)) (30 + (2x - 3y)^2 (18 - 32x + 12x^2 + 48y - 36x y + 27y^2))",
        "*".join(f"(x - {k})" for k in range(1, 21)),
    ),
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
