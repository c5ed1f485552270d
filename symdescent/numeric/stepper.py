"""One step of a method on one objective, in each arithmetic: what ``descent`` is handed to run.

What a step needs of the one before it is *carried*: the components of x, then those of the method's state. A row is a
flat tuple ``(*x, value, *gradient, norm, size, *state, rate, *carried)``, where ``size`` is ‖x‖² for the check on
divergence and the last part is what the next step needs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symdescent.numeric import arithmetic
from symdescent.numeric.careful import careful_stepper
from symdescent.numeric.generated import float_stepper
from symdescent.numeric.objective import Objective
from symdescent.numeric.plain import EXACT
from symdescent.numeric.update import Update

Numbers = tuple[Any, ...]
TEXTBOOK_ROUNDING = Fraction(10) ** (2 - arithmetic.ROUNDED_DIGITS)


@dataclass(frozen=True)
class Stepper:
    """The functions that a run is made of; vectors are passed and returned as separate numbers.

    ``start(*x)`` is what the first step is handed: x and the state before it. ``step(rate, k, *carried)`` is a whole row, k
    counting from 1; ``look(*x)`` its part up to ``size``; ``move(rate, k, carried, seen)`` its part from ``rate`` on;
    ``value(*x)`` the objective; ``number`` turns an exact number into one of this arithmetic; values that agree to the part
    ``rounding`` of their size differ by rounding only; ``is_long`` tells that a number has outgrown the arithmetic's
    budget (None: it has none).
    """

    dimension: int
    start: Callable[..., Numbers]
    step: Callable[..., Numbers]
    look: Callable[..., Numbers]
    move: Callable[[Any, int, Numbers, Numbers], Numbers]
    value: Callable[..., Any]
    number: Callable[[Any], Any]
    rounding: Any
    is_long: Callable[[Any], bool] | None = None


def stepper(objective: Objective, update: Update, *, arithmetic: str = "float", sign: int = 1) -> Stepper:
    """The stepper of a method on an objective; ``sign`` is -1 where the run ascends. Compiled once."""
    key = arithmetic, update.equations, update.parameters, update.state, sign
    return objective.made(key, lambda: MAKERS[arithmetic](objective, update, sign))  # type: ignore[no-any-return]


def _exact(objective: Objective, update: Update, sign: int) -> Stepper:
    return Stepper(
        **careful_stepper(objective, update, sign, EXACT, arithmetic.exact, arithmetic.exact_norm), rounding=0, is_long=arithmetic.is_long
    )


def _rounded(objective: Objective, update: Update, sign: int) -> Stepper:
    parts = careful_stepper(objective, update, sign, EXACT, arithmetic.rounded, arithmetic.rounded_norm)
    return Stepper(**parts, rounding=TEXTBOOK_ROUNDING)


def _float(objective: Objective, update: Update, sign: int) -> Stepper:
    return Stepper(**float_stepper(objective, update, sign))


MAKERS: dict[str, Callable[[Objective, Update, int], Stepper]] = {"float": _float, "exact": _exact, "rounded": _rounded}
