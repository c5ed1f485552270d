"""What is known of a sign, and why: a tree of facts, each of which follows from its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression, Relation

# Which of the three signs are possible, as bits: 1 for -, 2 for 0, 4 for +. "nonzero" is only ever the sign of a part.
MASKS = {"negative": 1, "zero": 2, "nonpositive": 3, "positive": 4, "nonzero": 5, "nonnegative": 6}
NAMES = {mask: name for name, mask in MASKS.items()}
MINUS, NIL, PLUS, ANY = 1, 2, 4, 7
STRICT = (MINUS, NIL, PLUS)
SINGLE = {MINUS: -1, NIL: 0, PLUS: 1}
BIT = {sign: mask for mask, sign in SINGLE.items()}
OPERATORS = {"negative": "<", "zero": "==", "nonpositive": "<=", "positive": ">", "nonzero": "!=", "nonnegative": ">="}


@dataclass(frozen=True, slots=True)
class Fact:
    """The ``sign`` that an expression has, the ``reason`` (a key), and the facts from which it follows.

    It holds on the region in question, where the whole expression has a value, and where the comparisons ``where`` hold,
    too. ``by`` are the comparisons of the region that a given fact is taken from.
    """

    expression: Expression
    sign: str
    reason: str
    parts: tuple[Fact, ...] = ()
    where: tuple[Relation, ...] = ()
    by: tuple[Relation, ...] = ()

    def says(self, sign: str) -> bool:
        """Whether the fact is at least as strong as this sign: what is positive is nonnegative and nonzero, too."""
        return self.mask | MASKS[sign] == MASKS[sign]

    @property
    def mask(self) -> int:
        """The possible signs as bits."""
        return MASKS[self.sign]

    def __iter__(self) -> Iterator[Fact]:
        """All facts that the proof is made of, parts first."""
        for part in self.parts:
            yield from part
        yield self

    def to_dict(self) -> dict[str, Any]:
        """The proof as JSON takes it; formulas as SymPy reads them."""
        return {
            "expression": to_sympy_text(self.expression),
            "sign": self.sign,
            "reason": self.reason,
            "where": [str(relation) for relation in self.where],
            "by": [str(relation) for relation in self.by],
            "parts": [part.to_dict() for part in self.parts],
        }


def signs(mask: int) -> tuple[int, ...]:
    """The possible signs of a mask as -1, 0 and 1."""
    return tuple(sign for bit, sign in SINGLE.items() if bit & mask)


def mask_of(possible: Iterable[int]) -> int:
    """The mask of some signs."""
    mask = 0
    for sign in possible:
        mask |= BIT[sign]
    return mask


def negated(mask: int) -> int:
    """The signs of -u."""
    return mask_of(-sign for sign in signs(mask))


def multiplied(a: int, b: int) -> int:
    """The signs of u·v."""
    return mask_of(s * t for s in signs(a) for t in signs(b))


def added(a: int, b: int) -> int:
    """The signs of u + v."""
    return mask_of(total for s in signs(a) for t in signs(b) for total in ((s or t,) if s * t >= 0 else (-1, 0, 1)))


def fact(
    e: Expression, mask: int, reason: str, *parts: Fact, where: tuple[Relation, ...] = (), by: tuple[Relation, ...] = ()
) -> Fact | None:
    """The fact of a mask; None where the mask says nothing."""
    return Fact(e, NAMES[mask], reason, parts, where, by) if mask in NAMES else None


def is_strict(found: Fact | None) -> bool:
    """Whether one sign alone is left."""
    return found is not None and found.mask in STRICT
