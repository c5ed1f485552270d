"""The certificate of a convexity by composition: a tree in which every node names its rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from symdescent.analysis.convexity.finding import Certificate
from symdescent.analysis.convexity.rules.polynomial import Coefficient, Row, written
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression

Square = tuple[Coefficient, Row]  # weight w > 0 and linear form l, for w l²

FLIPPED = {"convex": "concave", "concave": "convex", "log-convex": "log-concave", "log-concave": "log-convex"}


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the function: its ``curvature``, its ``sign``, the ``rule`` that shows them and the ``parts`` it was applied to.

    ``monotone`` says of the outer function in which direction it runs in each part, where the rule needs that. Along every
    line on which one of the linear forms ``strict`` changes, the part is strictly convex (or concave), and f - ½Σ w l²
    is convex with the ``squares`` w l²: that is what strict and strong convexity are read from.
    """

    expression: Expression
    curvature: str
    sign: str
    rule: str
    parts: tuple[Node, ...] = ()
    monotone: tuple[str, ...] = ()
    strict: tuple[Row, ...] = ()
    squares: tuple[Square, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The node and its parts as plain data for JSON."""
        forms = {"strict": [_plain(row) for row in self.strict], "monotone": list(self.monotone)}
        return {
            "expression": to_sympy_text(self.expression),
            "curvature": self.curvature,
            "sign": self.sign,
            "rule": self.rule,
            **{key: value for key, value in forms.items() if value},
            **({"squares": [{"weight": to_sympy_text(written(w)), **_plain(row)} for w, row in self.squares]} if self.squares else {}),
            **({"parts": [part.to_dict() for part in self.parts]} if self.parts else {}),
        }


def _plain(row: Row) -> dict[str, str]:
    return {name: to_sympy_text(written(c)) for name, c in row}


@dataclass(frozen=True, slots=True)
class Composition(Certificate):
    """A proof by composition: the tree of the function, and one tree for each condition of the domain.

    ``conditions`` are the sides g of g ≥ 0 or g > 0 (concave), and of g = 0 (affine), whose points make the domain:
    it is convex. ``exact`` says whether the modulus is the greatest that these squares give, or only a bound for it.
    """

    root: Node
    conditions: tuple[Node, ...] = ()
    exact: bool = True

    kind: ClassVar[str] = "composition"

    def to_dict(self) -> dict[str, Any]:
        """The certificate as JSON takes it."""
        return {"kind": self.kind, "root": self.root.to_dict(), "conditions": [node.to_dict() for node in self.conditions]}
