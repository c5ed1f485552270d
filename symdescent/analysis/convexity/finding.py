"""What was found of a function's convexity: a verdict, and the certificate that proves it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

# From the weakest to the strongest: each says all that those before it in its row say.
UPWARD = ("convex", "strictly convex", "strongly convex")
DOWNWARD = ("concave", "strictly concave", "strongly concave")
VERDICTS = ("undecided", *UPWARD, *DOWNWARD, "affine", "neither")
MIRROR = dict(zip((*UPWARD, *DOWNWARD), (*DOWNWARD, *UPWARD), strict=True))


class Certificate(ABC):
    """A proof in a form that ``accepts`` checks and a lesson prints; each kind is a frozen dataclass."""

    kind: ClassVar[str]

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """The certificate as JSON takes it, with its ``kind``; formulas as SymPy reads them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with its certificate; ``modulus`` is μ of a strongly convex (or concave) function, a SymPy number or formula."""

    verdict: str
    certificate: Certificate
    modulus: Any = None
