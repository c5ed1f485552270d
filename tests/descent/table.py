"""Writes docs/convergence.md, the table of methods and functions, from what is measured: python -m tests.descent.table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import symdescent as sd
from symdescent.run import Run
from tests.descent.classic_functions import CLASSICS, Classic

PAGE = Path(__file__).parents[2] / "docs/convergence.md"
CLOSE = 1e-6  # how near the value has to come to the least one, f*, relative to 1 + |f*|
TOL = 1e-6  # where a run may end: with a curvature of 0.04 or more the value is then closer than that
KINKS, SMOOTH, BOWL = "a", "b", "c"
REASONS: Mapping[str, str] = {
    KINKS: "The function has a kink at its minimum, and the method, or the search for its step size, counts on a slope that fades there.",
    SMOOTH: "Where there is a slope, the subgradient method is gradient descent with a step size that no search chooses.",
    BOWL: "The Hessian is not positive definite at the start or on the way: the step of Newton's method may lead to a saddle or uphill.",
}
KINDS: Mapping[str, str] = {
    "quadratic": "Quadratic functions",
    "convex": "Smooth convex functions",
    "curved": "Functions with valleys, saddles and several minima",
    "singular": "A minimum without curvature",
    "kinked": "Kinks",
}


class Rate(NamedTuple):
    """A step size that fits: in words, as ``rate=`` takes it, and the steps that it needs at most."""

    words: str
    make: Callable[[Classic], Any]
    steps: int


class Fit(NamedTuple):
    """What fits a method: its usual step size, those for single functions, what it is not meant for, its parameters."""

    usual: Rate
    single: Mapping[str, Rate] = {}
    kinds: tuple[str, ...] = tuple(KINDS)
    unless: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = {}

    def rate(self, classic: Classic) -> Rate:
        return self.single.get(classic.name) or self.single.get(classic.kind) or self.usual

    def reason(self, classic: Classic) -> str:
        """Why the method is not meant for the function: a letter of ``REASONS``, or nothing."""
        if classic.name in self.unless:
            return BOWL
        if classic.kind in self.kinds:
            return ""
        return KINKS if classic.kind == "kinked" else SMOOTH


def own(steps: int = 20_000) -> Rate:
    return Rate("its own", lambda c: None, steps)


def fixed(words: str, make: Callable[[Classic], Any], steps: int = 20_000) -> Rate:
    return Rate(f"${words}$", make, steps)


def cosine(share: int, steps: int = 2_000) -> Rate:
    return Rate(f"cosine from $d/{share}$ in {steps:,} steps", lambda c: sd.rates.cosine(c.distance / share, steps=steps), steps)


def waning(initial: int, steps: int) -> Rate:
    return Rate(f"cosine from {initial} in {steps:,} steps", lambda c: sd.rates.cosine(initial, steps=steps), steps)


GEOMETRIC = Rate(r"exponential: $0.99^{k-1} d/30$", lambda c: sd.rates.exponential(c.distance / 30, factor="0.99"), 3_000)
LONG = 10_000
VALLEYS = ("Rosenbrock", "Wood", "Powell's singular")
WITH_SLOPES = tuple(KINDS)[:-1]
NOT_BOWLS = ("Huber", "Beale", "Himmelblau", "three-hump camel", "McCormick", "Easom", "Wood")


SOON = {"Powell's singular": own(3_000)}  # its slopes fade so fast that a run goes on long after it is there
LATER = {"Powell's singular": own(6_000)}


def patient(share: int, valleys: Mapping[str, Rate] = {}, **fit: Any) -> Fit:
    """A step in units of the way: less and less of it, more slowly in long valleys, geometrically at kinks."""
    return Fit(cosine(share), {**dict.fromkeys(VALLEYS, cosine(share, LONG)), "kinked": GEOMETRIC, **valleys}, **fit)


FITS: Mapping[str, Fit] = {
    "gradient descent": Fit(own(), kinds=WITH_SLOPES),
    "normalised gradient": Fit(own(), SOON | {"kinked": GEOMETRIC}),
    "sign descent": Fit(own(), LATER | {"kinked": GEOMETRIC}),
    "coordinate descent": Fit(own(), SOON | {"cars": fixed("1/L", lambda c: 1 / c.bend)}, WITH_SLOPES),
    "greedy coordinate descent": Fit(own(), SOON, WITH_SLOPES),
    "subgradient": Fit(GEOMETRIC, kinds=("kinked",)),
    "iterate averaging": Fit(own(), kinds=WITH_SLOPES),
    "heavy ball": Fit(
        fixed("1/(5L)", lambda c: 1 / (5 * c.bend)),
        {"Wood": fixed("1/(5L)", lambda c: 1 / (5 * c.bend), 40_000), "Powell's singular": fixed("1/L", lambda c: 1 / c.bend)},
        WITH_SLOPES,
    ),
    "nesterov": Fit(fixed("1/L", lambda c: 1 / c.bend), {"Wood": fixed("1/L", lambda c: 1 / c.bend, 100_000)}, WITH_SLOPES),
    "conjugate gradient": Fit(own(), kinds=WITH_SLOPES),
    "polak-ribiere": Fit(own(), kinds=WITH_SLOPES),
    "hestenes-stiefel": Fit(own(), kinds=WITH_SLOPES),
    "adagrad": Fit(
        cosine(3),
        {
            "Rosenbrock": fixed("d/3", lambda c: c.distance / 3),
            "Wood": fixed("10", lambda c: 10, 100_000),
            "Powell's singular": fixed("d/3", lambda c: c.distance / 3, 60_000),
        },
    ),
    "adadelta": Fit(waning(10, 2_000), {"Rosenbrock": waning(3, 20_000), "Wood": waning(10, 60_000), "cars": waning(10, 8_000)}),
    "rmsprop": patient(30, {"Rosenbrock": cosine(30, 20_000)}),
    "centred rmsprop": patient(30, {"McCormick": cosine(300)}),
    "adam": patient(30),
    "adamw": patient(30, parameters={"lambda": 1e-9}),
    "adamax": patient(30, {"Matyas": cosine(10)}),
    "amsgrad": patient(30, {"Wood": cosine(30, 20_000), "Powell's singular": cosine(10, 20_000)}),
    "nadam": patient(30, {"Wood": cosine(30, 20_000)}),
    "radam": Fit(
        fixed(r"\min(d/30, 1/L)", lambda c: min(c.distance / 30, 1 / c.bend)),
        {"Wood": fixed("1/2000", lambda c: "1/2000", 40_000), "kinked": cosine(30)},
    ),
    "adabelief": patient(30),
    "yogi": patient(30, {"Wood": cosine(30, 20_000), "Powell's singular": cosine(10, 20_000)}),
    "adan": patient(30, {"McCormick": cosine(100)}),
    "lion": patient(30, {name: cosine(100, LONG) for name in VALLEYS} | {"McCormick": cosine(300)}),
    "rprop": Fit(
        fixed("d/30", lambda c: c.distance / 30),
        {"Wood": fixed("d/300", lambda c: c.distance / 300, 40_000)},
        parameters={"Delta_min": 1e-9},
    ),
    "newton": Fit(own(200), kinds=WITH_SLOPES, unless=NOT_BOWLS),
    "damped newton": Fit(own(200), kinds=WITH_SLOPES, unless=NOT_BOWLS),
    "bfgs": Fit(own(500), kinds=WITH_SLOPES),
}


def run(method: str, classic: Classic) -> Run:
    """The run with the step size that fits."""
    fit = FITS[method]
    rate = fit.rate(classic)
    return sd.descend(classic.problem, classic.start, method=method, rate=rate.make(classic), steps=rate.steps, tol=TOL, **fit.parameters)


def settled(found: Run, classic: Classic) -> int | None:
    """The step from which on the value stays close to the least one, if the run ends there, near a minimiser."""
    limit = CLOSE * (1 + abs(classic.value))
    values = found.trace["value"]
    step = next((k for k in range(len(values), 0, -1) if not abs(values[k - 1] - classic.value) <= limit), 0)
    return step if step < len(values) and classic.miss(found.trace["x"][-1]) <= classic.reach else None


@cache
def measured() -> Mapping[tuple[str, str], int | None]:
    """The steps by method and function, for those that it is meant for; None where it does not get there."""
    pairs = [(method, classic) for method, fit in FITS.items() for classic in CLASSICS if not fit.reason(classic)]
    return {(method, classic.name): settled(run(method, classic), classic) for method, classic in pairs}


def page() -> str:
    """The page as it should be now."""
    return "\n\n".join((TOP, *sections(), STEP_SIZES, step_sizes(), FUNCTIONS, functions())) + "\n"


def sections() -> Iterator[str]:
    """A table for each kind of functions, and under the last the reasons."""
    for kind, title in KINDS.items():
        chosen = [classic for classic in CLASSICS if classic.kind == kind]
        rows = ((method, *(cell(method, classic) for classic in chosen)) for method in FITS)
        yield f"## {title}\n\n{table(('method', *(classic.name for classic in chosen)), rows)}"
    yield "\n".join(f"- {letter}: {reason}" for letter, reason in REASONS.items())


def cell(method: str, classic: Classic) -> str:
    reason = FITS[method].reason(classic)
    if reason:
        return f"– {reason}"
    steps = measured()[method, classic.name]
    return "does not get there" if steps is None else f"✓ {steps}"


def step_sizes() -> str:
    def row(method: str, fit: Fit) -> tuple[str, ...]:
        words = {rate.words: [name for name, other in fit.single.items() if other.words == rate.words] for rate in fit.single.values()}
        single = "; ".join(f"{', '.join(names)}: {rate}" for rate, names in words.items() if rate != fit.usual.words)
        parameters = ", ".join(f"{name} = {number}" for name, number in fit.parameters.items())
        return method, "; ".join(filter(None, (fit.usual.words, parameters))), single

    return table(("method", "step size", "other for"), (row(*item) for item in FITS.items()))


def functions() -> str:
    rows = ((c.name, f"`{c.formula}`", c.domain, point(c.start), least(c), f"{c.value:.7g}", c.source) for c in CLASSICS)
    return table(("name", "function", "domain", "start", "minimisers", "least value", "source"), rows)


def least(classic: Classic) -> str:
    return ", ".join(map(point, classic.minimisers))


def point(x: Iterable[float]) -> str:
    return f"({', '.join(f'{number:.6g}' for number in x)})"


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    header = tuple(header)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, ("---",) * len(header), *rows))


TOP = """\
<!-- Made by tests/descent/table.py from what is measured: change that, then run python -m tests.descent.table. -->

# Methods and classic functions

Does it get there? Every method of the catalogue ran on functions whose minima are known, with a step size that fits, in floats. A tick means
that the run ends at a minimum, and the number is the step from which on it stays: the value within $10^{-6}(1 + |f^*|)$ of the
least one, $f^*$, and at the end $x$ within $0.01\\,(1 + \\|x^*\\|)$ of a minimiser $x^*$ (0.1 for Powell's singular function, which is very flat there).
A dash means that the method is not meant for the function; the letter says why. The number of steps compares no methods: a step of BFGS
looks at more than one of gradient descent, and other step sizes need other numbers of steps. For a fair comparison
there is `sd.race`, which counts evaluations."""
STEP_SIZES = """\
## Step sizes

$d$ is the distance from the start to the nearest minimiser, $L$ the largest curvature at the start and at the minimisers, in size. Nobody knows $d$
before; that a fraction of it fits says that these methods want a step in the units of $x$. A step size of its own is what `rate=None`
takes. AdamW's decay draws $x$ to 0 and with it the minimum, so it is small here; Rprop's least step has to be smaller than what is asked for."""
FUNCTIONS = "## Functions"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
