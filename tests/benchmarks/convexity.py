"""How fast convexity is proved by composition: python tests/benchmarks/convexity.py, beside CVXPY's check and SymPy's.

CVXPY is no part of the project: install it beside it (``pip install cvxpy``), else its column stays empty. Every formula
is built anew for each round, by all three in turn; what is timed is the verdict alone.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from statistics import median
from time import process_time
from typing import Any

import sympy
from sympy.core.cache import clear_cache

import symdescent as sd
from symdescent.analysis.convexity.rules.composition import by_composition
from symdescent.notation.parser import parse
from symdescent.notation.tree import walk

cvxpy: Any = import_module("cvxpy") if find_spec("cvxpy") else None

ROUNDS = 15

# about 50 nodes each: our text, the same in CVXPY, the same for SymPy's is_convex (one variable only, as a rule)
LARGE = {
    "sum of exponentials": (
        "e^(x - 2y) + e^(3x + y) + e^(-x) + 3(x - y)^2 + 2(x + 4y - 1)^2 + |x - 3| + max(x, 2y, 1 - x)",
        lambda x, y: (
            cvxpy.exp(x - 2 * y) + cvxpy.exp(3 * x + y) + cvxpy.exp(-x) + 3 * (x - y) ** 2
            + 2 * (x + 4 * y - 1) ** 2 + cvxpy.abs(x - 3) + cvxpy.maximum(x, 2 * y, 1 - x)
        ),
    ),
    "logarithms": (
        "-ln(x + y) - 2ln(3x - y) + 1/(x + 1) + x*ln(x) + y*ln(y) - 3sqrt(x + 2y) + (x - y)^2/4 + (x + 2y)^4",
        lambda x, y: (
            -cvxpy.log(x + y) - 2 * cvxpy.log(3 * x - y) + cvxpy.inv_pos(x + 1) - cvxpy.entr(x) - cvxpy.entr(y)
            - 3 * cvxpy.sqrt(x + 2 * y) + (x - y) ** 2 / 4 + (x + 2 * y) ** 4
        ),
    ),
    "nested": (
        "max(e^(x^2 + |y|), ln(1 + e^(x - y)), 3x + 2y)^2 + ln(1 + e^(2x - 3y + 1)) + |x + 2y - 1|^3 + (x^2 + 2y^2 + 1)^2 + 2x",
        lambda x, y: (
            cvxpy.square(cvxpy.pos(cvxpy.maximum(cvxpy.exp(x**2 + cvxpy.abs(y)), cvxpy.logistic(x - y), 3 * x + 2 * y)))
            + cvxpy.logistic(2 * x - 3 * y + 1) + cvxpy.power(cvxpy.abs(x + 2 * y - 1), 3) + cvxpy.square(x**2 + 2 * y**2 + 1) + 2 * x
        ),
    ),
}  # fmt: skip
DOMAINS = {"logarithms": "x > 0, y > 0, 3x - y > 0"}
VARIABLE = {
    "x^4 + 3x^2": lambda x: x**4 + 3 * x**2,
    "e^x + e^(-x) + x^2": lambda x: sympy.exp(x) + sympy.exp(-x) + x**2,
    "e^(x^2)": lambda x: sympy.exp(x**2),
    "ln(1 + e^x)": lambda x: sympy.log(1 + sympy.exp(x)),
    "sqrt(1 + x^2)": lambda x: sympy.sqrt(1 + x**2),
    "|x| + max(x, x^2)": lambda x: sympy.Abs(x) + sympy.Max(x, x**2),
}

# What CVXPY's rules leave open as it is written here, though it is convex.
OPEN: dict[str, tuple[str | None, Callable[[Any, Any], Any]]] = {
    "sqrt(1 + x^2 + y^2)": (None, lambda x, y: cvxpy.sqrt(1 + x**2 + y**2)),
    "ln(e^x + e^y)": (None, lambda x, y: cvxpy.log(cvxpy.exp(x) + cvxpy.exp(y))),
    "ln(1 + e^(x - y))": (None, lambda x, y: cvxpy.log(1 + cvxpy.exp(x - y))),
    "x^2 + x*y + y^2 + e^x": (None, lambda x, y: x**2 + x * y + y**2 + cvxpy.exp(x)),
    "x*ln(x) + y": ("x > 0", lambda x, y: x * cvxpy.log(x) + y),
    "x^2/y": ("y > 0", lambda x, y: x**2 / y),
    "e^x/y": ("y > 0", lambda x, y: cvxpy.exp(x) / y),
    "1/(x*y)": ("x > 0, y > 0", lambda x, y: 1 / (x * y)),
    "-ln(x*y)": ("x > 0, y > 0", lambda x, y: -cvxpy.log(x * y)),
}


def seconds(work: Callable[[], object]) -> float:
    """The processor time of one call, which other work on the machine hardly changes."""
    start = process_time()
    work()
    return process_time() - start


def ours(text: str, domain: str | None) -> float:
    """The time of our verdict on a formula that is read anew."""
    problem = sd.problem(text, domain=domain, variables="x y" if "y" in text else "x")
    return seconds(lambda: by_composition(problem))


def theirs(build: Callable[..., Any]) -> float:
    """The time of CVXPY's check on an expression that is built anew, with the building."""
    x, y = cvxpy.Variable(), cvxpy.Variable()
    return seconds(lambda: build(x, y).is_convex())


def sympys(build: Callable[[Any], Any]) -> tuple[float, object]:
    """The time and the answer of SymPy's is_convex, its cache empty."""
    clear_cache()
    x = sympy.Symbol("x", real=True)
    f = build(x)
    start = process_time()
    try:
        answer = sympy.is_convex(f, x)
    except (NotImplementedError, TypeError, ValueError) as fault:
        answer = type(fault).__name__
    return process_time() - start, answer


def main() -> None:
    """Prints the tables."""
    print(f"{'about 50 nodes':22} {'nodes':>5} {'verdict':>16} {'ours':>9} {'CVXPY':>9} {'CVXPY/ours':>10}")
    for name, (text, build) in LARGE.items():
        pairs = [(ours(text, DOMAINS.get(name)), theirs(build) if cvxpy else float("nan")) for _ in range(ROUNDS)]
        found = by_composition(sd.problem(text, domain=DOMAINS.get(name)))
        nodes = sum(1 for _ in walk(parse(text)))
        mine, other = (1000 * median(pair[k] for pair in pairs) for k in (0, 1))
        ratio = median(b / a for a, b in pairs)
        print(f"{name:22} {nodes:5} {found.verdict if found else 'undecided':>16} {mine:6.2f} ms {other:6.2f} ms {ratio:10.2f}")
    print(f"\n{'one variable':22} {'ours':>9} {'SymPy':>10} {'SymPy/ours':>10}  ours, SymPy's")
    for text, build_one in VARIABLE.items():
        rounds = [(ours(text, None), sympys(build_one)) for _ in range(ROUNDS)]
        found = by_composition(sd.problem(text))
        mine, other = 1000 * median(a for a, _ in rounds), 1000 * median(b for _, (b, _) in rounds)
        ratio = median(b / a for a, (b, _) in rounds)
        print(f"{text:22} {mine:6.2f} ms {other:7.2f} ms {ratio:10.1f}  {found.verdict if found else 'undecided'}, {rounds[0][1][1]}")
    print(f"\n{'as it is written':24} {'ours':>18} {'CVXPY':>10}")
    for text, (domain, build) in OPEN.items():
        found = by_composition(sd.problem(text, domain=domain))
        print(f"{text:24} {found.verdict if found else 'undecided':>18} {_answer(build):>10}")


def _answer(build: Callable[..., Any]) -> str:
    """What CVXPY says, variables being positive where that could help it."""
    if cvxpy is None:
        return "-"
    x, y = cvxpy.Variable(pos=True), cvxpy.Variable(pos=True)
    expression = build(x, y)
    return "convex" if expression.is_convex() else "undecided"


if __name__ == "__main__":
    main()
