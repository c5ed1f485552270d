"""Certificates told as a table: each step, its rule, and how it was checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from symdescent.calculus.checks.certificate import Certificate, Line
from symdescent.calculus.checks.check import Check
from symdescent.calculus.checks.oracle import WORKING_DIGITS
from symdescent.lesson.document import Block, Document, Math, Parts, Prose, Reveal, Table
from symdescent.lesson.formula import decimal, listed, math_of, name, point
from symdescent.lesson.language import say, word
from symdescent.lesson.steps import Row
from symdescent.lesson.symbols import of
from symdescent.notation.style import current_style
from symdescent.notation.tree import Derivative

MOST_OPEN = 12  # steps that are shown open; more are folded
HEAD, TAIL = 80, 20  # steps of a very long certificate
ROUNDED = 5  # digits of a point's coordinates


def narrate(certificate: Certificate) -> Document:
    """The certificate as a document."""
    language = current_style().language
    title = say(language, "title certificate", f=of(certificate.expression, certificate.variables))
    return Document(title, tuple(blocks(certificate, language)), language)


def blocks(certificate: Certificate, language: str) -> Iterator[Block]:
    """What was checked how, and the table of all steps."""
    for kind, count in certificate.counts.items():
        yield Prose(say(language, f"certificate {kind}", count=str(count), working=str(WORKING_DIGITS)))
    table = _table(certificate, language)
    if len(certificate.lines) <= MOST_OPEN:
        yield table
    else:
        yield Reveal(say(language, "certificate all", count=str(len(certificate.lines))), (table,))


def _table(certificate: Certificate, language: str) -> Table:
    header: tuple[Parts, ...] = ((), *((word(language, key),) for key in ("step", "rule", "certificate checked")))
    lines = list(enumerate(certificate.lines, 1))
    several = len(certificate.variables) > 1
    if len(lines) <= HEAD + TAIL + 1:
        return Table(header, tuple(_rows(lines, several, language)), (), "rlll")
    gap: tuple[Parts, ...] = ((Math(r"\vdots", "⋮"),), (), (), ())
    shown = (*_rows(lines[:HEAD], several, language), gap, *_rows(lines[-TAIL:], several, language))
    return Table(header, shown, say(language, "left out", count=str(len(lines) - HEAD - TAIL)), "rlll")


def _rows(lines: Iterable[tuple[int, Line]], several: bool, language: str) -> Iterator[tuple[Parts, ...]]:
    for number, line in lines:
        source, rewrite = line.step.source, line.step.kind == "rewrite"
        left = math_of(source if rewrite else Derivative(source, line.step.variable, several))
        rule = word(language, f"{'rewrite' if rewrite else 'rule'} {line.rule}")
        first, *others = Row((left, math_of(line.step.result)), (rule,)).cells(number)
        yield *first, _checked(line.check, language)
        for row in others:
            yield *row, ()


def _checked(check: Check, language: str) -> Parts:
    """Proved; or to how many digits at which points, and why it is not proved."""
    if check.kind == "proved":
        return (word(language, "proved"),)
    compared = say(language, "compared", digits=str(check.digits), points=_points(check.points))
    return (*compared, *((word(language, f"unproved {check.reason}"),) if check.reason else ()))


def _points(points: tuple[Mapping[str, Any], ...]) -> Math:
    """``x = 0.3719, -1.9327``, and with several variables ``(x, y) = (0.3719, 1.5), …``."""
    left = point(name(variable) for variable in points[0])
    values = listed(point(_coordinate(value) for value in here.values()) for here in points)
    return Math(f"{left.latex} = {values.latex}", f"{left.text} = {values.text}")


def _coordinate(value: Any) -> Math:
    """A number, or of a column its entries."""
    return point(map(_coordinate, value)) if isinstance(value, tuple) else decimal(value, ROUNDED)
