"""A step size at which the value has fallen enough, and by no more than the slope promises: Goldstein's conditions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from symdescent.descent.step_sizes import Find, Search, change, fraction, positive
from symdescent.descent.trace import Row

if TYPE_CHECKING:
    from symdescent.numeric.stepper import Stepper

MOST = 200  # trials: a step is doubled or halved beyond every float before


@dataclass(frozen=True)
class Goldstein(Search):
    """Goldstein: t is doubled while it is too short, halved towards 0 or the longest that was too short while it is too long.

    t is accepted when f(x) + (1 - c) g·s <= f(x + s) <= f(x) + c g·s. (A. A. Goldstein, On steepest descent, J. SIAM Control 3,
    1965; J. Nocedal, S. J. Wright, Numerical Optimization, 2nd ed., 2006, eq. (3.11).)
    """

    c: Any
    initial: Any

    def finder(self, stepper: Stepper, sign: int) -> Find:
        """One value a trial."""
        initial, n, along = stepper.number(self.initial), stepper.dimension, stepper.along
        judged = partial(_judged, stepper, sign, stepper.number(self.c))

        def find(k: int, carried: Row, seen: Row) -> tuple[Any, tuple[Row, ...]]:
            at, x, rate, trials = along(k, carried, seen), carried[:n], initial, list[Row]()
            low, high = rate * 0, None
            while len(trials) < MOST and rate not in (low, high):
                found = at(rate)
                if found[:n] == x:
                    break
                trials.append(judged(rate, found, seen))
                verdict = trials[-1][4]
                if verdict in ("taken", "uphill"):
                    return (rate if verdict == "taken" else None), tuple(trials)
                low, high = (rate, high) if verdict == "too short" else (low, rate)
                rate = 2 * rate if high is None else (low + high) / 2
            return None, tuple(trials)

        return find


def _judged(stepper: Stepper, sign: int, c: Any, rate: Any, found: Row, seen: Row) -> Row:
    """The trial."""
    measure, value = stepper.measure, seen[stepper.dimension]
    reached, promised = found[stepper.dimension :]
    risen, upper, lower = change(stepper, seen, found), c * promised, (1 - c) * promised
    if measure(sign * promised) >= 0:
        verdict = "uphill"
    elif measure(sign * (risen - upper)) <= 0:
        verdict = "too short" if measure(sign * (risen - lower)) < 0 else "taken"
    else:
        verdict = "too high" if reached == reached else "outside"
    return rate, reached, value + upper, None, verdict, None, value + lower


def goldstein(c: Any = "1/4", *, initial: Any = 1) -> Goldstein:
    """A search for Goldstein's conditions: the value falls by between ``c`` and 1 - ``c`` times what the slope promises.

    Raises ``ArgumentError`` unless 0 < c < 1/2 and initial > 0.

    >>> goldstein().c
    Fraction(1, 4)
    """
    return Goldstein(fraction(c, "c", Fraction(1, 2)), positive(initial, "initial"))
