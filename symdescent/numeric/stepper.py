"""One step of a method on one objective, in each arithmetic: what ``descent`` is handed to run.

What a step needs of the one before it is *carried*: the components of x, then those of the method's state. A row is a
flat tuple ``(*x, value, *gradient, norm, size, *state, rate, *carried)``, where ``size`` is ‖x‖² for the check on
divergence and the last part is what the next step needs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from symdescent.numeric import arithmetic
from symdescent.numeric.along import Along
from symdescent.numeric.careful import careful_stepper
from symdescent.numeric.eigenvalues import extremes
from symdescent.numeric.generated import float_stepper
from symdescent.numeric.minimum import Minimum
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
    ``value(*x)`` the objective; ``along(k, carried, seen)`` and ``slopes_along`` the objective along the step, as
    ``numeric/along.py`` says; ``minimum(base, direction)`` where it is least along a line; ``curvatures()`` the extreme
    eigenvalues of a quadratic. ``number`` turns an exact number into one of this arithmetic, ``measure`` one of this arithmetic
    into one that can be compared with 0; values that agree to the part ``rounding`` of their size differ by rounding only;
    ``turns`` says that the direction depends on whose turn it is; ``is_long`` tells that a number has outgrown the arithmetic's
    budget (None: it has none); ``bend`` is the Hessian at a point, where numbers are not floats.
    """

    dimension: int
    start: Callable[..., Numbers]
    step: Callable[..., Numbers]
    look: Callable[..., Numbers]
    move: Callable[[Any, int, Numbers, Numbers], Numbers]
    value: Callable[..., Any]
    number: Callable[[Any], Any]
    measure: Callable[[Any], Any]
    along: Along
    slopes_along: Along
    minimum: Callable[[Numbers, Numbers], Minimum | None]
    curvatures: Callable[[], tuple[Any, Any]]
    rounding: Any
    turns: bool
    is_long: Callable[[Any], bool] | None = None
    bend: Callable[[Numbers], Any] | None = None


def stepper(objective: Objective, update: Update, *, arithmetic: str = "float", sign: int = 1) -> Stepper:
    """The stepper of a method on an objective; ``sign`` is -1 where the run ascends. Compiled once."""
    key = arithmetic, update, sign

    def made() -> Stepper:
        return Stepper(
            **MAKERS[arithmetic](objective, update, sign), curvatures=partial(extremes, objective, sign), turns="cycle" in update.calls
        )

    return objective.made(key, made)  # type: ignore[no-any-return]


def _exact(objective: Objective, update: Update, sign: int) -> dict[str, Any]:
    made = careful_stepper(objective, update, sign, EXACT, arithmetic.exact, arithmetic.exact_norm)
    return {**made, "rounding": 0, "is_long": arithmetic.is_long}


def _symbolic(objective: Objective, update: Update, sign: int) -> dict[str, Any]:
    made = careful_stepper(objective, update, sign, EXACT, arithmetic.symbolic, arithmetic.symbolic_norm)
    return {**made, "rounding": 0, "is_long": arithmetic.is_long_symbolic}


def _rounded(objective: Objective, update: Update, sign: int) -> dict[str, Any]:
    made = careful_stepper(objective, update, sign, EXACT, arithmetic.rounded, arithmetic.rounded_norm)
    return {**made, "rounding": TEXTBOOK_ROUNDING}


MAKERS: dict[str, Callable[[Objective, Update, int], dict[str, Any]]] = {
    "float": float_stepper,
    "exact": _exact,
    "symbolic": _symbolic,
    "rounded": _rounded,
}
