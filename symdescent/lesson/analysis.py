"""The page on a problem: a summary, then each part with its proofs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from symdescent.analysis.analysis import Analysis
from symdescent.lesson import convexity, critical, landscape, rates
from symdescent.lesson.document import Block, Document, Heading, Math, Parts, Prose, Reveal, Table, lowered
from symdescent.lesson.estimates import about, told
from symdescent.lesson.formula import join
from symdescent.lesson.language import say, word
from symdescent.lesson.promises import rate_of, related
from symdescent.lesson.rates import KAPPA, MU, L
from symdescent.lesson.symbols import of
from symdescent.notation.style import current_style

ORDER = ("minimum", "edge minimum", "maximum", "edge maximum")


def narrate(shown: Analysis) -> Document:
    """The whole page, what is asked for most first."""
    language = current_style().language
    blocks = (
        *_summary(shown, language),
        *_part("convexity", lowered(convexity.blocks(shown.convexity)), language),
        *_part("critical", lowered(critical.blocks(shown.critical_points, language)), language),
        *_part("rates", lowered(_folded(rates.narrate(shown.rates).blocks, language)), language),
        *_part("landscape", lowered(landscape.blocks(shown.landscape, language, _known(shown, language))), language),
    )
    return Document(_title(shown, language), blocks, language)


def display(shown: Analysis) -> Document:
    """The summary, the proof of convexity, the table of points and the safe rates."""
    language = current_style().language
    blocks = (
        *_summary(shown, language),
        *_part("convexity", lowered(convexity.blocks(shown.convexity)), language),
        *_part("critical", lowered(critical.display(shown.critical_points).blocks), language),
        *_part("rates", lowered(rates.display(shown.rates).blocks), language),
    )
    return Document(_title(shown, language), blocks, language)


def _title(shown: Analysis, language: str) -> Parts:
    return say(language, "analysis title", f=of(shown.problem.expression, shown.problem.variables))


def _part(key: str, blocks: Iterator[Block] | tuple[Block, ...], language: str) -> Iterator[Block]:
    yield Heading((word(language, f"analysis {key}"),))
    yield from blocks


def _folded(blocks: tuple[Block, ...], language: str) -> Iterator[Block]:
    """The blocks with the tables of theorems folded: on this page they are for reference."""
    title = (word(language, "rates heading promises"),)
    start = next((k for k, block in enumerate(blocks) if isinstance(block, Heading) and block.parts == title), len(blocks))
    end = next((k for k in range(start + 1, len(blocks)) if isinstance(blocks[k], Heading)), len(blocks))
    yield from blocks[:start]
    if start < end:
        yield Reveal((word(language, "analysis promises"),), blocks[start + 1 : end])
    yield from blocks[end:]


def _known(shown: Analysis, language: str) -> dict[str, Parts]:
    """Sides of the landscape that it leaves open by itself and that the other parts decide."""
    found: dict[str, Parts] = {}
    if shown.coercive and shown.landscape.coercivity.coercive is None:
        found["growth"] = say(language, "analysis known growth", f=landscape.lowered(shown.landscape))
    if shown.bounded and shown.landscape.bounded.verdict == "undecided" and shown.best is not None:
        found["bounds"] = say(language, f"analysis known {shown.landscape.bounded.side}", value=told(shown.best.value))
    return found


def _least(shown: Analysis) -> Any:
    """The least value of all, at a point or on a whole set; None where none is known."""
    wanted = "maximum" if shown.problem.sense == "max" else "minimum"
    sets = (one.value for one in shown.critical_points.sets if one.is_global and one.kind in (wanted, "constant"))
    return shown.best.value if shown.best is not None else next(sets, None)


def _summary(shown: Analysis, language: str) -> Iterator[Block]:
    rows = ((word(language, f"analysis {key}"), told) for key, told in _rows(shown, language))
    yield Table(((word(language, "analysis question"),), (word(language, "analysis answer"),)), tuple(((key,), told) for key, told in rows))
    least = _least(shown)
    if least is not None:
        yield Prose(say(language, f"analysis best {shown.problem.sense}", value=about(least)))


def _rows(shown: Analysis, language: str) -> Iterator[tuple[str, Parts]]:
    yield "convexity", (word(language, f"analysis verdict {shown.convexity.verdict}"),)
    side = "above" if shown.problem.sense == "max" else "below"
    yield f"bounded {side}", (word(language, f"analysis {_answer(shown.bounded)}"),)
    if not shown.landscape.domain.bounded:
        yield "coercive max" if shown.problem.sense == "max" else "coercive", (word(language, f"analysis {_answer(shown.coercive)}"),)
    yield "critical", _points(shown, language)
    constants = shown.rates.constants
    if constants.L is not None:
        pairs = ((L, constants.L), (MU, constants.mu), (KAPPA, constants.kappa))
        equations = [related(left, right) for left, right in pairs if right is not None]
        yield "constants", tuple(part for k, shown_part in enumerate(equations) for part in ((", ", shown_part) if k else (shown_part,)))
    if shown.rates.safe is not None:
        edge = told(shown.rates.safe.edge)
        yield "safe", (join(Math("0 < ", "0 < "), rate_of(shown.rates), " < ", edge),)


def _answer(known: bool | None) -> str:
    return "open" if known is None else "yes" if known else "no"


def _points(shown: Analysis, language: str) -> Parts:
    """How many there are of each kind."""
    found = shown.critical_points
    kinds = sorted((point.kind for point in found), key=lambda kind: (ORDER.index(kind) if kind in ORDER else len(ORDER), kind))
    counted = [f"{len(list(same))} × {word(language, f'critical kind {kind}')}" for kind, same in groupby(kinds)]
    wholes = [
        word(
            language,
            "analysis whole set" if one.equations else "analysis every point" if one.kind == "constant" else "analysis whole piece",
        )
        for one in found.sets
    ]
    counted += [f"{whole} ({word(language, f'critical kind {one.kind}')})" for whole, one in zip(wholes, found.sets, strict=True)]
    said = ", ".join(counted) or word(language, "analysis none")
    said = said if found.complete else f"{said} ({word(language, 'analysis maybe more')})"
    return say(language, "analysis per period", kinds=said) if found.families else (said,)
