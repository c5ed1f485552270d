"""Reasons told: each rule of a proof by its sentence, the sums of squares written out, then what it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symdescent.analysis.landscape.reason import Reason
from symdescent.lesson.document import Block, Math, Parts, Prose
from symdescent.lesson.formula import join, name
from symdescent.lesson.language import say
from symdescent.lesson.squares import bound_proof, difference, identity, written
from symdescent.lesson.steps import enumerated
from symdescent.notation.style import current_style

LONGEST = 60  # characters of a formula inside a sentence


def told(reason: Reason, f: Math, *, inner: bool = False) -> Iterator[Block]:
    """The reason in sentences; ``f`` names the whole function, a part inside of it is written out."""
    language = current_style().language
    subject = _subject(reason, f, inner)
    yield Prose(say(language, f"landscape why {reason.key}", **_fields(reason, subject)))
    if reason.squares is not None:
        yield from _squares(reason, subject)
    for part in reason.parts:
        if part.of is None or part.of.free_symbols:  # a number needs no proof
            yield from told(part, f, inner=True)


def _subject(reason: Reason, f: Math, inner: bool) -> Math:
    """The formula that the reason is about, by its name where it is the whole function."""
    if reason.of is None or not (inner or reason.key in NAMES_A_PART):
        return f
    return written(reason.of)


NAMES_A_PART = ("leading form", "leading powers", "relaxed", "half lines", "quadratic minorant", "bounds")


def _fields(reason: Reason, subject: Math) -> dict[str, Any]:
    nothing: Parts = ("",)
    return {
        "of": subject,
        "bound": written(reason.bound) if reason.bound is not None else nothing,
        "names": enumerated(list(map(name, reason.names))) if reason.names else nothing,
        "places": enumerated([join(written(x), Math(r" \to ", " → "), written(end)) for x, end in reason.where]) or nothing,
        "inside": written(reason.where[0][1]) if reason.where else nothing,
        "pairs": enumerated([join(written(left), " = ", written(right)) for left, right in reason.where]) or nothing,
    }


def _squares(reason: Reason, subject: Math) -> Iterator[Block]:
    squares = reason.squares
    if squares is None:
        return
    if reason.key == "leading form":
        yield from identity(squares, written(squares.polynomial))
    elif reason.key == "quadratic minorant":
        yield from identity(squares, difference(written(squares.polynomial), squares.bound))
    else:
        yield from bound_proof(squares, subject if len(subject.text) <= LONGEST else Math("p", "p"))
