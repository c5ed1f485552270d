"""Whether two expressions are one function on the real domain of a third: by values first, then by a proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import islice
from math import isfinite
from typing import Any

import mpmath

from symdescent.calculus.checks.check import TRIES, point
from symdescent.calculus.checks.effort import Counted, Effort, Spent
from symdescent.calculus.checks.evaluate import FLOATS, PRECISE, Numbers, Values
from symdescent.calculus.checks.proof import prove
from symdescent.calculus.checks.side_by_side import FAILURES, CountedRows
from symdescent.calculus.step import Step
from symdescent.notation.tree import Expression, columns, names

PLACES = 8  # of the domain at which floats are compared
PRECISE_PLACES = 4  # at which a line that agrees in floats is compared to 30 digits
ENOUGH = 3  # places that agree before a line may be called right without a proof
FLOAT_VALUES = 300_000  # parts of formulas that are computed in floats for one line
TOLERANCE = 1e-9
DIGITS = 60  # 30 of them may be lost to cancellation


class Same(Enum):
    """How two expressions compare."""

    PROVED = "proved"
    NUMERIC = "numeric"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


class Domain:
    """Places at which every one of the sources has a real value, and what other expressions are there.

    >>> from symdescent.notation import parse
    >>> f = parse("ln x")
    >>> all(at["x"] > 0 for at in Domain((f,)).places)
    True
    """

    def __init__(self, sources: Sequence[Expression], variables: Sequence[str] = ()) -> None:
        symbols = frozenset(variables).union(*map(names, sources))
        self.names = tuple(sorted(symbols)), tuple(sorted(frozenset[str]().union(*map(columns, sources))))
        self.sources = tuple(sources)
        places = tuple(islice(self._places(FLOATS), PLACES)) or tuple(islice(self._places(PRECISE), PLACES))
        self.places = places
        effort = Effort(values=FLOAT_VALUES)
        self._rows = CountedRows(places, effort) if places else None
        self._values = [Counted(place, FLOATS, effort) for place in places]
        self._kept: list[Expression] = []
        self._effort = Effort()

    def _places(self, numbers: Numbers) -> Iterator[Mapping[str, Any]]:
        for attempt in range(TRIES):
            place = point(attempt, *self.names)
            if all(value_at(source, place, numbers) is not None for source in self.sources):
                yield place

    def values(self, expression: Expression) -> Iterator[float | None]:
        """The expression in floats at each of the places, None where it has no real value."""
        self._kept.append(expression)  # values are known by the identity of their expressions
        try:
            row = self._rows[expression] if self._rows else []
        except (*FAILURES, Spent):
            return (_value(expression, values) for values in self._values)
        return (value if isfinite(value) else None for value in row)

    def agrees(self, expression: Expression, wanted: Sequence[float | None]) -> bool:
        """Whether the expression has the wanted values in floats, wherever both have one, and somewhere both have."""
        compared = 0
        for found, value in zip(self.values(expression), wanted, strict=True):
            if found is not None and value is not None:
                if not abs(found - value) <= TOLERANCE * max(1e-3, abs(value)):
                    return False
                compared += 1
        return compared >= min(ENOUGH, sum(value is not None for value in wanted)) > 0

    def compare(self, first: Expression, second: Expression) -> Same:
        """Whether both are one function here; different only where a difference outlives a doubling of the digits."""
        suspects: list[Mapping[str, Any]] = []
        agreeing: list[Mapping[str, Any]] = []
        for place, a, b in zip(self.places, self.values(first), self.values(second), strict=True):
            alike = a is not None and b is not None and abs(a - b) <= TOLERANCE * max(abs(a), abs(b))
            (agreeing if alike else suspects).append(place)
        settled = 0
        for place in (*suspects, *agreeing[:PRECISE_PLACES]):
            found = _compared(first, second, place, self._effort)
            if found is Same.DIFFERENT:
                return found
            settled += found is Same.NUMERIC
        if prove(Step("rewrite", "same", "x", first, second)):
            return Same.PROVED
        return Same.NUMERIC if settled >= ENOUGH else Same.UNDECIDED


def value_at(expression: Expression, place: Mapping[str, Any], numbers: Numbers = FLOATS, effort: Effort | None = None) -> Any:
    """The value at a place, None where it is not real."""
    return _value(expression, Counted(_converted(place), numbers, effort or Effort()) if numbers is PRECISE else Values(place, numbers))


def _value(expression: Expression, values: Values) -> Any:
    try:
        found = values[expression]
    except (ArithmeticError, ValueError, Spent):
        return None
    return found if (isfinite if isinstance(found, float) else mpmath.isfinite)(found) else None


def _compared(first: Expression, second: Expression, place: Mapping[str, Any], effort: Effort) -> Same:
    """NUMERIC where 30 digits agree or the difference is rounding, which more digits make smaller."""
    gap, size = _gap(first, second, place, DIGITS, effort)
    if gap is None:
        return Same.UNDECIDED
    if gap <= size * mpmath.mpf(10) ** -30:
        return Same.NUMERIC
    finer = _gap(first, second, place, 2 * DIGITS, effort)[0]
    if finer is None or finer < gap * mpmath.mpf(10) ** -30:
        return Same.UNDECIDED if finer is None else Same.NUMERIC
    return Same.DIFFERENT if abs(finer - gap) <= finer / 1000 else Same.UNDECIDED


def _gap(first: Expression, second: Expression, place: Mapping[str, Any], digits: int, effort: Effort) -> tuple[Any, Any]:
    """|a - b| and the larger of both, None where one of them is not real."""
    with mpmath.workdps(digits):
        a, b = value_at(first, place, PRECISE, effort), value_at(second, place, PRECISE, effort)
        return (None, None) if a is None or b is None else (abs(a - b), max(abs(a), abs(b)))


def _converted(place: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(map(mpmath.mpf, value)) if isinstance(value, tuple) else mpmath.mpf(value) for name, value in place.items()}
