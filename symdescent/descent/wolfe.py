"""A step size at which the value has fallen enough and the slope is flat enough: Wolfe's strong conditions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from symdescent.descent.step_sizes import Find, Search, change, fraction, positive
from symdescent.descent.trace import Row
from symdescent.errors import ArgumentError

if TYPE_CHECKING:
    from symdescent.numeric.stepper import Stepper

MOST = 100  # trials
LARGEST = 2**40  # of the step that is tried first: from there on a value that only falls has no minimum to find


@dataclass(frozen=True)
class Wolfe(Search):
    """Strong Wolfe: t is doubled until a bracket holds a solution, which is then halved.

    t is accepted when f(x + s) <= f(x) + c1 g(x)·s and |g(x + s)·s| <= c2 |g(x)·s|. (P. Wolfe, Convergence conditions for ascent
    methods, SIAM Rev. 11, 1969; J. Nocedal, S. J. Wright, Numerical Optimization, 2nd ed., 2006, Algorithms 3.5 and 3.6, with
    the middle of the bracket as the next trial, so that exact and float runs try the same.)
    """

    c1: Any
    c2: Any
    initial: Any

    def finder(self, stepper: Stepper, sign: int) -> Find:
        """One value and one gradient a trial."""
        c1, c2, initial = map(stepper.number, (self.c1, self.c2, self.initial))
        along, judged = stepper.slopes_along, partial(_judged, stepper, sign, c1, c2)

        def find(k: int, carried: Row, seen: Row) -> tuple[Any, tuple[Row, ...]]:
            at, rate, trials = along(k, carried, seen), initial, list[Row]()
            low, lowest, high = rate * 0, 0, None  # low has the least value so far, and a solution lies between the two
            while len(trials) < MOST and rate not in (low, high):
                risen, slope, trial = judged(rate, at(rate), seen)
                trials.append(trial)
                verdict = trial[4]
                if verdict in ("taken", "uphill"):
                    return (rate if verdict == "taken" else None), tuple(trials)
                if verdict != "too steep" or (low and risen >= lowest):
                    high = rate
                elif high is None and slope <= 0 and rate >= initial * LARGEST:
                    return rate, (*trials[:-1], (*trial[:4], "largest", trial[5]))
                else:
                    ahead = high is None or high > low
                    low, lowest, high = rate, risen, low if (slope > 0) == ahead else high
                rate = 2 * rate if high is None else (low + high) / 2
            return None, tuple(trials)

        return find


def _judged(stepper: Stepper, sign: int, c1: Any, c2: Any, rate: Any, found: Row, seen: Row) -> tuple[Any, Any, Row]:
    """How far the value has risen, how the slope runs there, both for a run that descends, and the trial."""
    measure = stepper.measure
    reached, promised, slope = found[stepper.dimension :]
    allowed, steepest = c1 * promised, c2 * abs(promised)
    risen = measure(sign * change(stepper, seen, found))
    if measure(sign * promised) >= 0:
        verdict = "uphill"
    elif not risen <= measure(sign * allowed):
        verdict = "too high" if reached == reached else "outside"
    else:
        verdict = "taken" if measure(abs(slope) - steepest) <= 0 else "too steep"
    return risen, measure(sign * slope), (rate, reached, seen[stepper.dimension] + allowed, slope, verdict, steepest)


def wolfe(c1: Any = 1e-4, c2: Any = "9/10", *, initial: Any = 1) -> Wolfe:
    """A search for Wolfe's strong conditions: the value falls by at least ``c1`` times what the slope promises, and the slope
    along the step shrinks at least to ``c2`` times its size. ``c2`` is usually 9/10, and 1/10 for conjugate gradients.

    Raises ``ArgumentError`` unless 0 < c1 < c2 < 1 and initial > 0.

    >>> wolfe(c2="1/2").c2
    Fraction(1, 2)
    """
    small, large = fraction(c1, "c1"), fraction(c2, "c2")
    if not small < large:
        raise ArgumentError(f"c1 is {c1!r} and c2 is {c2!r}: expected c1 < c2.")
    return Wolfe(small, large, positive(initial, "initial"))
