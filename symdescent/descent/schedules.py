"""Step sizes that are given by equations: schedules, and rules that look at the last two iterates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from symdescent.descent.method import number_in, read_starts
from symdescent.descent.step_sizes import StepSize
from symdescent.descent.trace import Row
from symdescent.notation.block import Equation, parse_block
from symdescent.notation.tree import Expression

if TYPE_CHECKING:
    from symdescent.numeric.stepper import Stepper


@dataclass(frozen=True)
class Scheduled(StepSize):
    """A step size whose ``equations`` say what alpha is at step k; the names in them are as in a ``Method``."""

    name: str
    equations: tuple[str, ...]
    source: str
    parameters: tuple[tuple[str, Any], ...] = ()
    state: tuple[tuple[str, str], ...] = ()

    @property
    def values(self) -> tuple[tuple[str, Any], ...]:
        """The numbers of the parameters."""
        return self.parameters

    @cached_property
    def lines(self) -> tuple[Equation, ...]:
        """The equations, read; a method's own come after them."""
        return parse_block(self.equations, parameters=dict(self.parameters), state=dict(self.state), wanted="alpha")

    @cached_property
    def starts(self) -> tuple[tuple[str, Expression], ...]:
        """What it carries from step to step, with the expressions that it starts from."""
        return read_starts(dict(self.state), dict(self.parameters))

    def advance(self, stepper: Stepper, sign: int) -> Callable[..., Row]:
        """One call a step: the equations set alpha."""
        return partial(stepper.step, stepper.number(1))


def diminishing(initial: Any = 1, *, power: Any = 1) -> Scheduled:
    """initial/k^power: long enough to get anywhere, short enough to settle, where 1/2 < power <= 1.

    (H. Robbins, S. Monro, A stochastic approximation method, Ann. Math. Stat. 22, 1951, eq. (6).)

    >>> print(*diminishing("1/2").lines)
    alpha = initial/k^power
    """
    parameters = ("initial", number_in("initial", initial, "(0, inf)")), ("power", number_in("power", power, "[0, inf)"))
    source = "H. Robbins, S. Monro, A stochastic approximation method, Ann. Math. Stat. 22 (1951), eq. (6)"
    return Scheduled("diminishing", ("alpha = initial/k^power",), source, parameters)


def polyak(target: Any = 0) -> Scheduled:
    """(f(x) - target)/‖g‖², where the least value is known.

    (B. T. Polyak, Introduction to Optimization, 1987, §5.3.2.)
    """
    source = "B. T. Polyak, Introduction to Optimization (1987), §5.3.2"
    return Scheduled("polyak", ("alpha = (f - target)/(g'*g)",), source, (("target", number_in("target", target, "(-inf, inf)")),))


def barzilai_borwein(initial: Any = "1/10", *, kind: int = 1) -> Scheduled:
    """s's/s'y (kind 1) or s'y/y'y (kind 2), with s and y the last change of x and of the gradient; ``initial`` at the first step.

    (J. Barzilai, J. M. Borwein, Two-point step size gradient methods, IMA J. Numer. Anal. 8, 1988, eqs. (5) and (6).)
    """
    ratio = "s_last'*s_last/(s_last'*y_last)" if kind == 1 else "s_last'*y_last/(y_last'*y_last)"
    lines = (
        "s_last = x - x_last",
        "y_last = g - g_last",
        f"alpha = piecewise((initial, k == 1), ({ratio}, True))",
        "x_last = x",
        "g_last = g",
    )
    source = "J. Barzilai, J. M. Borwein, Two-point step size gradient methods, IMA J. Numer. Anal. 8 (1988), eqs. (5), (6)"
    parameters = (("initial", number_in("initial", initial, "(0, inf)")),)
    return Scheduled("barzilai-borwein", lines, source, parameters, (("x_last", "x"), ("g_last", "0")))
