"""The page on a problem: a summary, then each part with its proofs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from symdescent.analysis.analysis import Analysis
from symdescent.lesson import convexity, critical, landscape, rates
from symdescent.lesson.document import Block, Document, Heading, Math, Parts, Prose, Table
from symdescent.lesson.formula import join
from symdescent.lesson.language import say, word
from symdescent.lesson.rates import KAPPA, MU, L, value
from symdescent.lesson.symbols import of
from symdescent.notation.style import current_style

ORDER = ("minimum", "edge minimum", "maximum", "edge maximum")


def narrate(shown: Analysis) -> Document:
    """The whole page."""
    language = current_style().language
    blocks = (
        *_summary(shown, language),
        *_part("convexity", convexity.blocks(shown.convexity), language),
        *_part("landscape", _lowered(landscape.blocks(shown.landscape, language)), language),
        *_part("critical", critical.blocks(shown.critical_points, language), language),
        *_part("rates", _lowered(rates.narrate(shown.rates).blocks), language),
    )
    return Document(_title(shown, language), blocks, language)


def display(shown: Analysis) -> Document:
    """The summary, the proof of convexity, the table of points and the safe rates."""
    language = current_style().language
    blocks = (
        *_summary(shown, language),
        *_part("convexity", convexity.blocks(shown.convexity), language),
        *_part("critical", critical.display(shown.critical_points).blocks, language),
        *_part("rates", _lowered(rates.display(shown.rates).blocks), language),
    )
    return Document(_title(shown, language), blocks, language)


def _title(shown: Analysis, language: str) -> Parts:
    return say(language, "analysis title", f=of(shown.problem.expression, shown.problem.variables))


def _part(key: str, blocks: Iterator[Block] | tuple[Block, ...], language: str) -> Iterator[Block]:
    yield Heading((word(language, f"analysis {key}"),))
    yield from blocks


def _lowered(blocks: Iterator[Block] | tuple[Block, ...]) -> Iterator[Block]:
    """The blocks with their headings a level lower."""
    return (Heading(block.parts, block.level + 1) if isinstance(block, Heading) else block for block in blocks)


def _summary(shown: Analysis, language: str) -> Iterator[Block]:
    rows = ((word(language, f"analysis {key}"), told) for key, told in _rows(shown, language))
    yield Table(((word(language, "analysis question"),), (word(language, "analysis answer"),)), tuple(((key,), told) for key, told in rows))
    if shown.best is not None:
        yield Prose(say(language, f"analysis best {shown.problem.sense}", value=value(shown.best.value)[0]))


def _rows(shown: Analysis, language: str) -> Iterator[tuple[str, Parts]]:
    yield "convexity", (word(language, f"analysis verdict {shown.convexity.verdict}"),)
    side = "above" if shown.problem.sense == "max" else "below"
    yield f"bounded {side}", (word(language, f"analysis {_answer(shown.bounded)}"),)
    yield "coercive", (word(language, f"analysis {_answer(shown.coercive)}"),)
    yield "critical", _points(shown, language)
    constants = shown.rates.constants
    if constants.L is not None:
        pairs = ((L, constants.L), (MU, constants.mu), (KAPPA, constants.kappa))
        told = [join(left, " = ", value(right)[0]) for left, right in pairs if right is not None]
        yield "constants", tuple(part for k, shown_part in enumerate(told) for part in ((", ", shown_part) if k else (shown_part,)))
    if shown.rates.safe is not None:
        edge = value(shown.rates.safe.edge)[0]
        yield "safe", (join(Math("0 < ", "0 < "), rates.rate_of(shown.rates), " < ", edge),)


def _answer(known: bool | None) -> str:
    return "open" if known is None else "yes" if known else "no"


def _points(shown: Analysis, language: str) -> Parts:
    """How many there are of each kind."""
    found = shown.critical_points
    kinds = sorted((point.kind for point in found), key=lambda kind: (ORDER.index(kind) if kind in ORDER else len(ORDER), kind))
    counted = [f"{len(list(same))} × {word(language, f'critical kind {kind}')}" for kind, same in groupby(kinds)]
    said = ", ".join(counted) or word(language, "analysis none")
    return (said if found.complete else f"{said} ({word(language, 'analysis maybe more')})",)
