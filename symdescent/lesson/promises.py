"""What the theorems on rates promise: two tables, the letters of their formulas, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from symdescent.analysis.rates.rates import Rates
from symdescent.analysis.rates.theorems import SOURCES, Citation, applicable
from symdescent.lesson.document import Block, Heading, Inline, Math, Parts, Prose, Table
from symdescent.lesson.estimates import told, value
from symdescent.lesson.formula import decimal, join, rate_letter
from symdescent.lesson.language import say, word

LETTERS: dict[str, dict[str, Inline | Parts]] = {
    "strong": {
        "M": Math("M", "M"),
        "inequality": Math(r"\lVert \nabla^2 f(x) - \nabla^2 f(y) \rVert \le M \, \lVert x - y \rVert", "‖∇²f(x) - ∇²f(y)‖ ≤ M ‖x - y‖"),
    },
    "quadratic": {
        "start": Math(r"p_0 = 1, \; p_1 = 1 - \alpha \lambda", "p₀ = 1, p₁ = 1 - αλ"),
        "recursion": Math(r"p_{k+1} = (1 + \beta - \alpha \lambda) p_k - \beta p_{k-1}", "pₖ₊₁ = (1 + β - αλ) pₖ - β pₖ₋₁"),
    },
}
SHORTER = {  # the recursion of the polynomials stands with the letters: a table has no room for it
    "heavy ball": Math(
        r"\lVert x_k - x^* \rVert \le \max_{\lambda} |p_k(\lambda)| \, \lVert x_0 - x^* \rVert", "‖xₖ - x*‖ ≤ max |pₖ(λ)| ‖x₀ - x*‖"
    ),
}


def rate_of(shown: Rates) -> Math:
    """The letter of the learning rate, one that the problem leaves free."""
    data = () if shown.problem.data is None else shown.problem.data.names
    return rate_letter((*shown.problem.variables, *shown.problem.parameters, *data))


def related(left: Math, expression: Any) -> Math:
    """left = the number, or ≈."""
    right, sign = told(expression), value(expression)[1]
    return join(left, Math(r" \approx ", " ≈ ") if sign == "≈" else " = ", right)


def promises(shown: Rates, language: str) -> Iterator[Block]:
    """The theorems that hold and the numbers that they give; nothing where there is no L."""
    if not shown.numbers:
        return
    yield Heading((word(language, "rates heading promises"),))
    theorems = applicable(shown.constants)
    yield _table(language, "theorem", ((row.key, SHORTER.get(row.key, Math(row.statement, row.text)), row.citations) for row in theorems))
    yield from _letters(shown, {row.needs for row in theorems}, language)
    yield Prose((word(language, "rates numbers" if shown.constants.is_strong else "rates numbers smooth"),))
    numbers = (
        (row.number.key, related(Math(row.number.letters, row.number.text), row.value), row.number.citations) for row in shown.numbers
    )
    yield _table(language, "number", numbers)
    if shown.steps is not None:
        best = value(shown.number("best rate"))[0]
        key = "rates one step" if shown.steps == 1 else "rates steps"
        yield Prose(say(language, key, best=best, accuracy=decimal(shown.accuracy), steps=str(shown.steps)))
    citations = [*(row.citations for row in theorems), *(row.number.citations for row in shown.numbers)]
    cited = dict.fromkeys(one.key for group in citations for one in group)
    yield Prose(say(language, "rates sources", sources="; ".join(SOURCES[key] for key in cited)))


def _letters(shown: Rates, needs: set[str], language: str) -> Iterator[Block]:
    """What the letters of the theorems stand for."""
    yield Prose(say(language, "rates letters", rate=rate_of(shown)))
    for key in ("strong", "quadratic"):
        if key in needs:
            yield Prose(say(language, f"rates letters {key}", **LETTERS[key]))


def _table(language: str, kind: str, rows: Iterable[tuple[str, Math, tuple[Citation, ...]]]) -> Table:
    """A table of names, formulas and short citations."""
    header: tuple[Parts, ...] = tuple((word(language, f"rates column {key}"),) for key in (kind, "statement", "source"))
    body = (((word(language, f"rates {kind} {key}"),), (formula,), _cited(citations, language)) for key, formula, citations in rows)
    return Table(header, tuple(body), (), "lll")


def _cited(citations: tuple[Citation, ...], language: str) -> Parts:
    found: list[Any] = []
    for place, one in enumerate(citations):
        authors, _, year = one.key.rpartition(" ")
        what = one.place.replace("Theorem", word(language, "rates theorem")).replace("ch.", word(language, "rates chapter"))
        named = authors.replace(" and ", f" {word(language, 'edge and').strip()} ")
        found += [*(["; "] if place else []), f"{named} {year}{f', {what}' if what else ''}"]
    return tuple(found)
