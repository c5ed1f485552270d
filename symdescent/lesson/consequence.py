"""What follows from derivatives by a theorem, told: the theorem, the derivatives rule by rule, and how they are put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from symdescent.calculus.consequences.consequence import Consequence
from symdescent.lesson import directions, slopes, tangents
from symdescent.lesson.document import Block, Document, Figure, Formula, Heading, Prose
from symdescent.lesson.language import say, word
from symdescent.lesson.telling import Told, checked, derivatives
from symdescent.notation.style import current_style

KINDS: dict[str, Callable[[Consequence], Told]] = {
    "implicit-derivative": slopes.implicit,
    "parametric-derivative": slopes.parametric,
    "inverse-derivative": slopes.inverse,
    "directional-derivative": directions.direction,
    "path-derivative": directions.along_path,
    "jacobian": directions.jacobian,
    "tangent-line": tangents.tangent,
    "tangent-plane": tangents.tangent,
    "taylor-polynomial": tangents.taylor,
}


def display(c: Consequence) -> Document:
    """The whole way from the derivatives to what follows from them."""
    language, told = current_style().language, KINDS[c.kind](c)
    return Document(say(language, f"title {c.kind}", **told.fields), tuple(_blocks(c, told, language)), language)


def narrate(c: Consequence) -> Document:
    """The same, and of a tangent line its picture."""
    document = display(c)
    if c.kind != "tangent-line":
        return document
    figure = Figure(lambda: c.draw("curve"), c.describe("curve"), say(document.language, "caption tangent"))
    return replace(document, blocks=(*document.blocks, figure))


def _blocks(c: Consequence, told: Told, language: str) -> Iterator[Block]:
    if told.definition:
        yield Formula(told.definition)
    yield Prose(say(language, f"theorem {c.theorem}", **told.fields))
    yield Formula(told.theorem)
    yield Heading((word(language, "heading derivatives"),))
    yield from derivatives(c, told)
    yield Heading((word(language, "heading together"),))
    yield from told.together
    yield checked(c, told)
