"""How fast derivations are made: python tests/benchmarks/derivations.py prints medians, beside SymPy's diff and latex."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter

import sympy
from sympy.core.cache import clear_cache

from symdescent.calculus.derivation import Derivation, derive, derive_gradient
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.latex import to_latex
from symdescent.notation.parser import parse
from symdescent.notation.tree import Expression

ROUNDS = 25
ABOUT_SIX_RULES = (
    "x^2*sin(3x)",
    "(x^2 + 1)*e^(3x)",
    "ln(x^2 + 1)/x",
    "sqrt(1 + x^2)*cos(x)",
    "3x^4 - 2x^2 + 5x - 7",
    "(2x + 1)^5 + x^2",
    "sin(x)^2 + cos(2x)",
    "x*e^(-x^2)",
    "1/(1 + e^(-x))",
    "x^3/(x + 1)",
)
TEN_VARIABLES = " + ".join(f"100(x_{k + 1} - x_{k}^2)^2 + (1 - x_{k})^2" for k in range(1, 10))


def seconds(prepare: Callable[[], Expression], work: Callable[[Expression], object]) -> float:
    """The median time of the work, each time on something freshly made."""
    times = []
    for _ in range(ROUNDS):
        made = prepare()
        start = perf_counter()
        work(made)
        times.append(perf_counter() - start)
    return median(times)


def written(derivation: Derivation) -> Sequence[str]:
    """Every step in LaTeX."""
    return [f"{to_latex(step.source)} = {to_latex(step.result)}" for step in derivation.steps]


def sympy_alone(formula: Expression) -> str:
    """What SymPy needs for the answer without any step: build, differentiate, print."""
    return str(sympy.latex(sympy.diff(to_sympy(formula), symbol("x"))))


def new(text: str) -> Expression:
    """The formula, new to SymPy too, which remembers what it has differentiated."""
    clear_cache()
    return parse(text)


def each(work: Callable[[Expression], object], make: Callable[[str], Expression] = parse) -> list[float]:
    return [seconds(lambda text=text: make(text), work) for text in ABOUT_SIX_RULES]  # type: ignore[misc]


def main() -> None:
    """Prints the table."""
    derivations = [derive(parse(text), "x", check="quick") for text in ABOUT_SIX_RULES]
    rules = median(sum(step.kind == "derivative" for step in derivation.steps) for derivation in derivations)
    quick = each(lambda formula: written(derive(formula, "x", check="quick")))
    proved = each(lambda formula: written(derive(formula, "x")), new)
    theirs = each(sympy_alone, new)
    print(f"rules in a derivation, median             {rules:10.0f}")
    print(f"quick-checked and written as LaTeX        {len(quick) / sum(quick):10.0f} a second")
    print(f"SymPy's diff and latex, without any steps {len(theirs) / sum(theirs):10.0f} a second")
    print(f"proved, slowest                           {1000 * max(proved):10.1f} ms")

    def gradient(formula: Expression) -> object:
        return derive_gradient(formula, [f"x_{k}" for k in range(1, 11)], check="quick")

    print(f"gradient in ten variables, quick          {1000 * seconds(lambda: parse(TEN_VARIABLES), gradient):10.1f} ms")
    for count in (10, 20, 40, 80):
        text = " + ".join(f"{k}x^{k % 7 + 2}" for k in range(1, count + 1))
        took = seconds(lambda text=text: parse(text), lambda formula: written(derive(formula, "x", check="quick")))  # type: ignore[misc]
        print(f"a polynomial of {count:2} terms, per term        {1e6 * took / count:10.1f} µs")


if __name__ == "__main__":
    main()
