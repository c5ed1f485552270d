"""How long L, μ and κ take beside eigenvalues elsewhere: python tests/benchmarks/rates.py prints medians of processor time in milliseconds.

symdescent's are exact, or proved in fifteen digits; NumPy's `eigvalsh` gives floats without a bound, SymPy's `eigenvals` exact
forms that for three rows and more are long formulas or `CRootOf`. SymPy is given up where it takes longer than ten seconds for one matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import median
from time import process_time

import numpy as np
import sympy

import symdescent as sd
from symdescent.analysis.rates.constants import Constants, constants
from symdescent.analysis.rates.spectrum import spectrum

ROUNDS = 5
TOO_LONG = 10.0  # seconds
FORMULAS: tuple[tuple[str, str | None], ...] = (
    ("a*x^2 + b", "a > 0"),
    ("x^4", "-1 <= x <= 2"),
    ("sin(x) + cos(x)", None),
    ("ln(1 + e^x)", None),
    ("sqrt(1 + x^2 + y^2)", None),
    ("100(y - x^2)^2 + (1 - x)^2", "-2 <= x <= 2, -1 <= y <= 3"),
    ("x*y*z*w*v", ", ".join(f"-1 <= {name} <= 1" for name in "vwxyz")),
)


def matrix(n: int) -> sympy.ImmutableMatrix:
    """A symmetric matrix of whole numbers."""
    half = sympy.Matrix(np.random.default_rng(n).integers(-9, 10, (n, n)).tolist())
    return sympy.ImmutableMatrix(half + half.T)


def seconds(work: Callable[[], object]) -> float:
    """The median time of the work, SymPy's cache emptied before; a single round where that takes too long."""
    times: list[float] = []
    while len(times) < ROUNDS and sum(times) < TOO_LONG:
        sympy.core.cache.clear_cache()
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def found(formula: str, variables: str | None, domain: str | None) -> Constants:
    """The constants of a problem, from its text on."""
    return constants(sd.problem(formula, variables=variables, domain=domain))


def main() -> None:
    """Prints both tables."""
    constants(sd.problem("x^2 + y^2"))
    print(f"{'rows':>6}{'symdescent':>14}{'SymPy':>14}{'NumPy':>14}   (ms)")
    is_slow = False
    for n in (2, 3, 4, 6, 8, 10):
        here = matrix(n)
        floats = np.array(here.tolist(), dtype=float)
        own, fast = seconds(partial(spectrum, here)), seconds(partial(np.linalg.eigvalsh, floats))
        peer = float("nan") if is_slow else seconds(here.eigenvals)
        is_slow = is_slow or peer > TOO_LONG
        print(f"{n:6}{1000 * own:14.2f}{1000 * peer:14.2f}{1000 * fast:14.3f}")
    print()
    for formula, domain in FORMULAS:
        variables = "x" if formula.startswith("a*") else None
        taken = seconds(partial(found, formula, variables, domain))
        print(f"{1000 * taken:10.1f} ms   {formula}{f' on {domain}' if domain else ''}")


if __name__ == "__main__":
    main()
