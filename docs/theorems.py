"""Writes docs/theorems.md from the table of theorems on rates: python docs/theorems.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from symdescent.analysis.rates.theorems import NUMBERS, ON_QUADRATICS, SOURCES, THEOREMS, Citation, Number
from symdescent.lesson.document import Math, Parts
from symdescent.lesson.language import word
from symdescent.render.markdown import inline

PAGE = Path(__file__).with_name("theorems.md")

INTRODUCTION = """\
What is proved of a rate before the first step. $L$ is the greatest curvature in any direction (the gradient's Lipschitz constant), $\\mu$ the
least, and $\\kappa = L/\\mu$ their ratio; $\\gamma$ is the fixed step size, $x^*$ a minimum and $f^*$ the value there,
and $M$ says how fast the Hessian changes.
[Analysis](analysis.md#constants-and-rates) shows where $L$ and $\\mu$ come from, and `run.plot("bound")` draws a bound beside a run."""

NEEDS: dict[str, Parts] = {
    "smooth": ("an ", Math("L", "L")),
    "convex": ("an ", Math("L", "L"), " and a convex function"),
    "strong": ("an ", Math("L", "L"), " and a ", Math(r"\mu > 0", "μ > 0")),
    "quadratic": ("a quadratic with ", Math(r"\mu > 0", "μ > 0")),
}


def page() -> str:
    """The page as it is checked in; tests/test_docs_analysis.py compares the two."""
    return "\n\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield "<!-- Made by docs/theorems.py from the table of theorems: edit that, then run python docs/theorems.py. -->"
    yield "# Theorems on rates"
    yield INTRODUCTION
    for row in THEOREMS.values():
        name = _named("theorem", row.key)
        yield f"**{name[0].upper()}{name[1:]}.** Asks for {inline(NEEDS[row.needs])}. {cited(row.citations)}."
        yield f"$$\n{row.statement}\n$$"
    yield "## Numbers"
    yield 'The rates and factors that follow from $L$ and $\\mu$; `sd.analyze(f).rates.number("best rate")` is one of them by its name.'
    yield _table((_key(row), inline((Math(row.letters, row.text),)), inline(NEEDS[_needs(row)]), cited(row.citations)) for row in NUMBERS)
    yield "## Sources"
    yield "\n".join(f"- {source}" for source in SOURCES.values())


def _named(kind: str, key: str) -> str:
    return word("en", f"rates {kind} {key}")


def _key(row: Number) -> str:
    return f"{_named('number', row.key)} (`{row.key}`)"


def _needs(row: Number) -> str:
    return "quadratic" if row.key in ON_QUADRATICS else "strong" if row.needs_mu else "smooth"


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    header = ("number", "formula", "asks for", "source")
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, [":--"] * len(header), *rows))


def cited(citations: Iterable[Citation]) -> str:
    """Authors, year and place of each."""
    return "; ".join(", ".join(filter(None, one)) for one in citations)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
