"""The step size at which the objective is least along the step: exact line search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symdescent.descent.step_sizes import Find, Search
from symdescent.descent.trace import Row
from symdescent.errors import ArgumentError

if TYPE_CHECKING:
    from symdescent.numeric.stepper import Stepper

STRAIGHT = 1e-6  # relative: by how much rounding may bend a line


@dataclass(frozen=True)
class Exact(Search):
    """Exact line search: the t > 0 with φ'(t) = 0 and the least φ(t) = f(x(t)).

    On a quadratic t = -g·d/(d'Hd). (A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, C. R.
    Acad. Sci. Paris 25, 1847; S. Boyd, L. Vandenberghe, Convex Optimization, 2004, §9.2.)
    """

    @property
    def compares(self) -> bool:
        """On a quadratic there is nothing to compare."""
        return False

    def finder(self, stepper: Stepper, sign: int) -> Find:
        """The equation that was solved is kept with each of its solutions above 0."""
        n, along, minimum = stepper.dimension, stepper.along, stepper.minimum

        def find(k: int, carried: Row, seen: Row) -> tuple[Any, tuple[Row, ...]]:
            at = along(k, carried, seen)
            base, direction = straight(stepper, *(at(stepper.number(t))[:n] for t in range(3)))
            found = minimum(base, direction)
            if found is None:
                return None, ()
            others = tuple((t, at(t)[n], None, None, "higher", None, None, found.equation) for t in found.others)
            taken = found.step_size, at(found.step_size)[n], None, None, "taken", None, None, found.equation
            return found.step_size, (*others, taken)

        return find


def straight(stepper: Stepper, base: Row, first: Row, second: Row) -> tuple[Row, Row]:
    """Base and direction of the line x(t) = base + t·direction on which x(0), x(1) and x(2) lie.

    Raises ``ArgumentError`` where they lie on none.
    """
    direction = tuple(stepper.number(b - a) for a, b in zip(base, first, strict=True))
    for a, d, c in zip(base, direction, second, strict=True):
        bent = stepper.number(c - a - 2 * d)
        if bent != 0 and not (stepper.rounding and abs(bent) <= STRAIGHT * (abs(a) + abs(d) + abs(c))):
            raise ArgumentError("Exact line search needs a method whose step is a straight line in alpha; use a search such as armijo().")
    return base, direction


def exact() -> Exact:
    """Exact line search: the step size that makes the objective least along the step.

    On polynomials φ'(t) = 0 is solved exactly where its roots are rational or those of a quadratic, and isolated otherwise; on
    other functions its first zero that a bracket catches is found to float accuracy.

    >>> import symdescent as sd
    >>> run = sd.descend(sd.problem("(x^2 + 10y^2)/2"), [10, 1], rate=exact(), arithmetic="exact", steps=1)
    >>> [str(number) for number in run.trace[1].x.values()]
    ['90/11', '-9/11']
    """
    return Exact()
