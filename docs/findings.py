"""Writes docs/findings.md from the table of findings: python docs/findings.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from symdescent.analysis.diagnosis import remedies
from symdescent.analysis.diagnosis.table import FINDINGS, nothing
from symdescent.lesson.document import Parts
from symdescent.lesson.language import say
from symdescent.problem import problem
from symdescent.render.markdown import inline
from symdescent.run import Run, descend

PAGE = Path(__file__).with_name("findings.md")

INTRODUCTION = """\
What `run.diagnose()` can find, in the order in which it looks. `diagnosis.verdict` is the key of the weightiest finding,
`diagnosis["zigzag"].numbers` are the numbers that show it; [Analysis](analysis.md#what-became-of-a-run) has an example. Each remedy is run
from the same start and compared, and only what the run shows is said to help."""

ENDINGS = """\
A run that converged without any of these is `healthy`. One that did not converge, and whose record does not show why, is `open`; one that holds
letters without a value leaves nothing to measure: `symbols`."""


class Example(NamedTuple):
    """A run that shows a finding: its formula, where it starts and its options."""

    formula: str
    start: Any
    options: Mapping[str, Any] = MappingProxyType({})
    domain: str | None = None

    def run(self) -> Run:
        return descend(problem(self.formula, domain=self.domain), self.start, **self.options)

    @property
    def code(self) -> str:
        """What somebody would type."""
        made = f'sd.problem("{self.formula}"' + (f', domain="{self.domain}")' if self.domain else ")")
        given = "".join(f", {name}={_typed(value)}" for name, value in self.options.items())
        return f"`sd.descend({made}, {_typed(self.start)}{given})`"


def _typed(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(map(_typed, value))})"
    return f'"{value}"' if isinstance(value, str) else str(value)


EXAMPLES: dict[str, Example] = {
    "left-domain": Example("sqrt(x)", 1, {"rate": 4}),
    "unbounded": Example("x^3", -1, {"rate": "1/10"}),
    "singular": Example("x^3 - 2x + 2", 0, {"method": "newton"}),
    "diverging": Example("x^2", 3, {"rate": "11/10"}),
    "momentum": Example("x^2 + 4y^2", (3, 1), {"method": "heavy ball", "rate": "1/2"}),
    "steps-too-long": Example("x^4 - 2x^2 + y^2", (3, 1), {"method": "adam", "rate": 100}),
    "diverged": Example("ln(cosh(x))", 2, {"method": "newton"}),
    "kink": Example("abs(x)", "1.05", {"rate": "1/10"}),
    "thrown-back": Example("x^4 - 2x^2", "1/2", {"rate": "3/10"}),
    "cycle": Example("x^2", 3, {"rate": 1}),
    "oscillating": Example("x^2", 3, {"rate": "0.97", "steps": 50}),
    "saddle": Example("x^2 - y^2 + y^4", (1, 0), {"rate": "1/10"}),
    "maximum": Example("cos(x)", 0),
    "newton": Example("cos(x)", "0.3", {"method": "newton"}),
    "saddle-passed": Example("x^2 - y^2 + y^4", (1, "0.0000001"), {"rate": "1/10"}),
    "plateau": Example("1 - e^(-x^2)", 6),
    "local": Example("x^4 - 2x^2 + x/2", 1, {"rate": "1/20"}),
    "precision": Example("e^x - 3x", 1, {"tol": "1/10^30", "rate": "1/10", "steps": 300}),
    "search-failed": Example("x^2 + 100y^2", ("3.05", 1), {"method": "heavy ball", "rate": "armijo"}),
    "bottomless": Example("-x - ln(x)", 1, {"rate": "1/10"}),
    "rate-too-small": Example("x^2", 3, {"rate": "1/1000"}),
    "zigzag": Example("x^2 + 100y^2", (100, 1), {"rate": "exact"}),
    "valley": Example("x^2 + 100y^2", (3, 1), {"rate": "0.005"}),
    "steps-too-short": Example("x^2", 3, {"method": "adam"}),
    "hovering": Example("x^2 + y^2", (3, 1), {"method": "rmsprop", "rate": "3/10"}),
    "early": Example("x^2 + 4y^2", (3, 1), {"rate": "1/10", "tol": 1}),
    "stalled": Example("x^2", 3, {"method": "normalised gradient", "rate": "1/10^20"}),
    "budget": Example("x^2 + y^2", (3, 1), {"rate": "1/5", "steps": 10}),
}

TRIED: dict[Callable[..., Any], str] = {
    nothing: "",
    remedies.slower: "a rate of about 1/L; a line search",
    remedies.faster: "the rate 2/(L + μ)",
    remedies.tenth_of_the_way: "a rate with which the first step is a tenth of the way to the bottom",
    remedies.tenfold: "ten times the step size",
    remedies.rounder: "Newton's method; momentum made for this valley",
    remedies.less_momentum: "the rate and momentum that are best for this curvature",
    remedies.escape: "a start a little way along the direction in which it gets better; in Newton's place a method that goes down",
    remedies.elsewhere: "a start beside the better point",
    remedies.by_sign: "a method that looks only at the slope's sign; a start near the better point",
    remedies.searched: "a line search",
    remedies.damped: "half the rate; sizes that shrink, or a search",
    remedies.downhill: "a method that only goes down",
    remedies.decreasing: "sizes that shrink to 0 while their sum grows without bound",
    remedies.more_steps: "as many more steps as the factor foretells",
    remedies.looser: "a tolerance that the numbers can reach",
    remedies.tighter: "a smaller tolerance",
    remedies.other_search: "straight down the slope, with a search",
    remedies.smaller: "a tenth of the size; sizes that shrink",
}


def page() -> str:
    """The page as it is checked in; tests/test_docs_analysis.py compares the two."""
    return "\n\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield "<!-- Made by docs/findings.py from the table of findings: edit that, then run python docs/findings.py. -->"
    yield "# Findings of a diagnosis"
    yield INTRODUCTION
    yield _table(
        ("finding", "what it says", "remedies tried"), ((row.key, inline(_verdict(row.key)), TRIED[row.remedies]) for row in FINDINGS)
    )
    yield ENDINGS
    yield "## An example of each"
    yield _table(("finding", "run"), ((key, one.code) for key, one in EXAMPLES.items()))


def _verdict(key: str) -> Parts:
    return say("en", f"verdict {key}")


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table whose first column are keys."""
    body = ((f"`{key}`", *cells) for key, *cells in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, [":--"] * len(header), *body))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
