"""One-sided limits, read off at distances from 10^-10 down to 10^-80 in 250 digits."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

import mpmath

from symdescent.calculus.edges.local import Path, Place, value_at, value_beside
from symdescent.calculus.edges.recognise import decimal, recognised
from symdescent.notation.tree import ZERO, Expression, walk

DISTANCES = tuple(10 * 2**level for level in range(4))  # h = 10^-10, 10^-20, …: doubled exponents tell ln h and 1/ln h apart
SPREAD = tuple(map(mpmath.mpf, ("1", "0.7117", "0.4519", "0.2361")))
SETTLED = mpmath.mpf("1e-14")
GROWS, SHRINKS = 1.3, 0.8  # from one distance to the next
MOST_NODES = 12  # of a slope that is written as a formula


class Limit(NamedTuple):
    """What is approached: a ``"number"``, ``"+infinity"``, ``"-infinity"``, ``"no limit"`` for what keeps swinging,
    ``"outside"`` where there are no values, or ``"unknown"`` where it is approached too slowly to tell.

    ``written`` is the number, which ``exact`` says is meant exactly; ``value`` is it to many digits.
    """

    kind: str
    value: Any = None
    written: Expression | None = None
    exact: bool = True

    @property
    def finite(self) -> bool:
        """Whether it is a number."""
        return self.kind == "number"


def limit(f: Callable[[Any], Any]) -> Limit:
    """The limit of f(h) as h goes to 0 from above; f is None where it has no value."""
    levels = [[f(mpmath.mpf(10) ** -distance * part) for part in SPREAD] for distance in DISTANCES]
    if any(value is None for level in levels for value in level):
        return Limit("outside" if levels[-1] == [None] * len(SPREAD) else "unknown")
    settled, last = [*levels[-2], *levels[-1]], levels[-1][-1]
    if max(settled) - min(settled) <= SETTLED * (1 + abs(last)):
        return _number(last)
    pairs = list(pairwise([list(map(abs, level)) for level in levels]))
    one_sign = len({mpmath.sign(value) for value in (*levels[-2], *levels[-1])}) == 1
    if one_sign and all(min(after) > GROWS * max(before) for before, after in pairs):
        return Limit("+infinity" if last > 0 else "-infinity")
    if all(max(after) < SHRINKS * min(before) for before, after in pairs):
        return _number(mpmath.mpf(0))
    return Limit("no limit" if _swings(levels[-1]) else "unknown")


def _swings(values: list[Any]) -> bool:
    """Whether values at ever smaller distances go up and down."""
    return len({mpmath.sign(after - before) for before, after in pairwise(values)}) > 1


def _number(value: Any) -> Limit:
    """A number: the fraction that it is within the error of the limit, else a decimal."""
    known = recognised(value, SETTLED * SETTLED)
    if known is None:
        return Limit("number", value, decimal(value), False)
    return Limit("number", value, known, known != ZERO or value == 0)  # 10^-30 is as near to 0 as what is left of a 0


def one_sided(f: Expression, path: Path) -> Limit:
    """The limit of the values along a path that leads away from its beginning, read backwards."""
    return limit(lambda h: value_beside(f, path(h)))


def slope(f: Expression, path: Path, start: Any) -> Limit:
    """The limit of the difference quotients (f(path(h)) - f(start))/h."""

    def quotient(h: Any) -> Any:
        value = value_beside(f, path(h))
        return None if value is None else (value - start) / h

    return limit(quotient)


def negated(found: Limit) -> Limit:
    """The limit of -f."""
    if found.finite:
        return _number(-found.value)
    return found._replace(kind={"+infinity": "-infinity", "-infinity": "+infinity"}.get(found.kind, found.kind))


def sharpened(found: Limit, formula: Expression | None, place: Place) -> Limit:
    """A decimal limit as the formula whose value it is: 2√2 for 2.828…, where that is short."""
    if found.exact or formula is None or sum(1 for _ in walk(formula)) > MOST_NODES:
        return found
    value = value_at(formula, place)
    agrees = value is not None and abs(value - found.value) <= SETTLED * (1 + abs(value))
    return Limit("number", value, formula if value else ZERO) if agrees else found


def written(value: Any, known: tuple[Limit, ...] = ()) -> Expression:
    """A value as one of the known limits that it equals, as a fraction, else as a decimal."""
    for other in known:
        near = SETTLED * (abs(value) if other.exact else 1 + abs(value))  # 0 is not 10^-20
        if other.finite and other.written is not None and abs(other.value - value) <= near:
            return other.written
    return recognised(value, SETTLED * SETTLED) or decimal(value)
