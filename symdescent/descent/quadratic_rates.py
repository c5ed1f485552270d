"""Fixed step sizes that a quadratic's curvature gives: 1/L and 2/(L + μ)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from symdescent.descent.step_sizes import StepSize
from symdescent.descent.trace import Row
from symdescent.errors import ArgumentError

if TYPE_CHECKING:
    from symdescent.numeric.stepper import Stepper


@dataclass(frozen=True)
class Lipschitz(StepSize):
    """1/L, with L the largest size of the Hessian's eigenvalues: the gradient changes by at most L times the step.

    (Y. Nesterov, Introductory Lectures on Convex Optimization, 2004, §1.2.3.)
    """

    def advance(self, stepper: Stepper, sign: int) -> Callable[..., Row]:
        """One call a step."""
        largest = max(map(abs, stepper.curvatures()))
        if not largest > 0:
            raise ArgumentError("1/L needs a function that bends: here every second derivative is 0. Give a number as rate=.")
        return partial(stepper.step, stepper.number(1 / largest))


@dataclass(frozen=True)
class Optimal(StepSize):
    """2/(L + μ), with μ and L the least and the greatest eigenvalue of the Hessian: it shrinks the distance to the minimum by the
    factor (L - μ)/(L + μ) a step, and no other fixed rate by more at worst.

    (B. T. Polyak, Introduction to Optimization, 1987, §1.4.)
    """

    def advance(self, stepper: Stepper, sign: int) -> Callable[..., Row]:
        """One call a step."""
        least, largest = stepper.curvatures()
        if not least > 0:
            raise ArgumentError(
                f"2/(L + μ) needs a function that bends towards its optimum in every direction, but μ is {float(least):.6g}: "
                'use rate="lipschitz", or a search.'
            )
        return partial(stepper.step, stepper.number(2 / (largest + least)))


def lipschitz() -> Lipschitz:
    """1/L: the step size that is safe on a quadratic, with L the largest size of its Hessian's eigenvalues.

    >>> import symdescent as sd
    >>> sd.descend(sd.problem("x^2 + 5y^2"), [1, 1], rate=lipschitz(), arithmetic="exact").trace[0].step_size
    Fraction(1, 10)
    """
    return Lipschitz()


def optimal() -> Optimal:
    """2/(L + μ): the best fixed step size for gradient descent on a strictly convex quadratic.

    >>> import symdescent as sd
    >>> sd.descend(sd.problem("x^2 + 5y^2"), [1, 1], rate=optimal(), arithmetic="exact").trace[0].step_size
    Fraction(1, 6)
    """
    return Optimal()
