"""Orders of growth as t → ∞: a scale of exponentials, powers and logarithms, and the factor before it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

Order = tuple[Fraction, ...]  # exponents of e^(t³), e^(t²), e^t, t and ln t
NOTHING: Order = (Fraction(0),) * 5


class Growth(NamedTuple):
    """The expression divided by the scale of this order stays, in the limit, between ``low`` and ``high``."""

    order: Order
    low: Any
    high: Any

    @property
    def sign(self) -> int | None:
        """1 or -1 where the expression keeps that sign for all large t; None where that is not known."""
        return 1 if sign(self.low) == 1 else -1 if sign(self.high) == -1 else None

    @property
    def rises(self) -> bool:
        """Whether it tends to ∞."""
        return self.order > NOTHING and self.sign == 1

    @property
    def falls(self) -> bool:
        """Whether it tends to -∞."""
        return self.order > NOTHING and self.sign == -1

    @property
    def stays_above(self) -> bool:
        """Whether it is bounded below for large t."""
        return self.order <= NOTHING or self.rises

    @property
    def stays_below(self) -> bool:
        """Whether it is bounded above for large t."""
        return self.order <= NOTHING or self.falls


def sign(value: Any) -> int | None:
    """The sign of a SymPy number; None where 25 digits do not tell."""
    if value.is_zero or value == 0:
        return 0
    known = value.evalf(25)
    if not known.is_real or known.is_infinite or abs(known) < 1e-20:
        return None
    return 1 if known > 0 else -1
