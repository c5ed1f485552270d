"""What a lesson is made of: a few kinds of blocks. Renderers know these and no mathematics.

A ``str`` inside a block is plain text that every renderer escapes for its target; mathematics is a ``Math``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from symdescent.shown import Shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas


@dataclass(frozen=True, slots=True)
class Math:
    """A formula as TeX mathematics (amsmath only, no ``$``) and as Unicode text.

    ``markup`` is its MathML, or what makes that when a page asks for it, where it says more than the TeX: which part a step
    changed.
    """

    latex: str
    text: str
    markup: str | Callable[[], str] = field(default="", repr=False, compare=False)

    @property
    def mathml(self) -> str:
        """The markup without ``<math>`` around it; nothing where the TeX says all."""
        return self.markup if isinstance(self.markup, str) else self.markup()


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out, such as the name of what a paragraph is about."""

    text: str


Inline: TypeAlias = str | Math | Strong
Parts: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a document; level 1 is the highest below the title."""

    parts: Parts
    level: int = 1


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    parts: Parts


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an aligned formula: ``left = right``, with the reason beside it; an empty left continues the line above."""

    left: Math | None
    right: Math
    reason: Parts = ()
    relation: str = "="  # or "≈"


@dataclass(frozen=True, slots=True)
class Formula:
    """Displayed mathematics, its relations aligned."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; every cell is a tuple of inline parts."""

    header: tuple[Parts, ...]
    rows: tuple[tuple[Parts, ...], ...]
    caption: Parts = ()
    align: str = ""  # a letter l, c or r for each column; all left where empty


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture drawn when a renderer asks for it; ``code`` is the Python that draws it in a notebook."""

    draw: Callable[[], Canvas]
    alt: str
    caption: Parts = ()
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Reveal:
    """Blocks that a reader opens under a summary; all open in print."""

    summary: Parts
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Python that a notebook runs; other targets leave it out."""

    source: str


@dataclass(frozen=True, slots=True)
class Blank:
    """What is filled in by hand: a line behind each label, the last one short, then room for so many lines where there is paper."""

    labels: tuple[Parts, ...] = ()
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a page where there are pages."""


Block: TypeAlias = Heading | Prose | Formula | Table | Figure | Reveal | Code | Blank | Break


def lowered(blocks: Iterable[Block], levels: int = 1) -> Iterator[Block]:
    """The blocks with their headings so many levels lower, those inside of what is opened too."""
    for block in blocks:
        if isinstance(block, Heading):
            yield replace(block, level=block.level + levels)
        elif isinstance(block, Reveal):
            yield replace(block, blocks=tuple(lowered(block.blocks, levels)))
        else:
            yield block


@dataclass(frozen=True)
class Document(Shown):
    """A titled sequence of blocks in one language (an IETF tag such as ``en``)."""

    title: Parts
    blocks: tuple[Block, ...]
    language: str = "en"

    def lesson(self, **options: Any) -> Document:
        """The document itself."""
        return self

    def display(self) -> Document:
        """The document itself."""
        return self
