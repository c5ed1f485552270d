"""Why something holds of a function: a rule by its key, what it was applied to, and the reasons that it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from symdescent.analysis.squares.certificate import Squares


@dataclass(frozen=True)
class Curve:
    """x = …t…, y = …t… for t → ∞, and what the function is on it; formulas are SymPy's, the parameter is ``t``."""

    x: Mapping[str, Any]
    t: Any
    value: Any

    @property
    def straight(self) -> bool:
        """Whether it is a ray."""
        return all(not formula.has(self.t) or formula.diff(self.t).is_number for formula in self.x.values())

    def to_dict(self) -> dict[str, Any]:
        """The curve as JSON takes it."""
        return {"x": {name: str(formula) for name, formula in self.x.items()}, "t": str(self.t), "value": str(self.value)}


@dataclass(frozen=True)
class Reason:
    """A step of a proof: ``key`` names the rule, ``of`` the formula that it is about, ``parts`` are what it stands on.

    ``bound`` is a number that the formula is proved not to fall below, where one is known; ``where`` are pairs of formulas: what
    stands for what, or a variable and an end of its domain.
    """

    key: str
    of: Any = None
    bound: Any = None
    squares: Squares | None = None
    names: tuple[str, ...] = ()
    where: tuple[tuple[Any, Any], ...] = ()
    parts: tuple[Reason, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """The step and those below it as JSON takes them."""
        return {
            "rule": self.key,
            **({"of": str(self.of)} if self.of is not None else {}),
            **({"bound": str(self.bound)} if self.bound is not None else {}),
            **({"squares": self.squares.to_dict()} if self.squares is not None else {}),
            **({"names": list(self.names)} if self.names else {}),
            **({"where": [[str(left), str(right)] for left, right in self.where]} if self.where else {}),
            **({"parts": [part.to_dict() for part in self.parts]} if self.parts else {}),
        }
