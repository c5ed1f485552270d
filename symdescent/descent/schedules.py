"""Step sizes that are given by equations: schedules, and rules that look at the last two iterates."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from symdescent.descent.method import number_in, read_starts
from symdescent.descent.step_sizes import Fixed, StepSize, fixed, written
from symdescent.descent.trace import Row
from symdescent.errors import ArgumentError
from symdescent.notation.block import Equation, parse_block
from symdescent.notation.tree import Expression

if TYPE_CHECKING:
    from symdescent.numeric.stepper import Stepper

KEYWORDS = {"alpha_0": "initial", "alpha_end": "end"}  # a parameter in an equation, and the argument that it is
ABOVE, ANY, WHOLE = "(0, inf)", "(-inf, inf)", "[1, inf)"


@dataclass(frozen=True)
class Scheduled(StepSize):
    """A step size whose ``equations`` say what alpha is at step k; the names in them are as in a ``Method``."""

    name: str
    equations: tuple[str, ...]
    source: str
    parameters: tuple[tuple[str, Any], ...] = ()
    state: tuple[tuple[str, str], ...] = ()
    made: str = ""  # the Python that makes it

    @property
    def call(self) -> str:
        """The Python that makes it."""
        return self.made

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


def _numbers(**given: tuple[Any, str]) -> tuple[tuple[str, Any], ...]:
    """Each parameter with its number, which has to lie in its interval."""
    return tuple((name, number_in(name, value, interval)) for name, (value, interval) in given.items())


def _scheduled(name: str, line: str, source: str, parameters: tuple[tuple[str, Any], ...]) -> Scheduled:
    """A schedule of one line, whose parameters are named as the function that makes it names them."""
    given = ", ".join(f"{KEYWORDS.get(key, key)}={written(value)}" for key, value in parameters)
    return Scheduled(name, (line,), source, parameters, made=f"sd.rates.{name.replace(' ', '_')}({given})")


def _count(name: str, given: Any) -> Any:
    """A number of steps: whole and at least 1."""
    value = number_in(name, given, WHOLE)
    if getattr(value, "denominator", 0) != 1:
        raise ArgumentError(f"{name} is {given!r}: expected a whole number of steps.")
    return value


def diminishing(initial: Any = 1, *, power: Any = 1) -> Scheduled:
    """initial/k^power: long enough to get anywhere, short enough to settle, where 1/2 < power <= 1; 1/√k is the power 1/2.

    (H. Robbins, S. Monro, A stochastic approximation method, Ann. Math. Stat. 22, 1951, eq. (6).)

    >>> print(*diminishing("1/2").lines)
    alpha = α₀/k^power
    """
    source = "H. Robbins, S. Monro, A stochastic approximation method, Ann. Math. Stat. 22 (1951), eq. (6)"
    parameters = _numbers(alpha_0=(initial, ABOVE), power=(power, "[0, inf)"))
    return _scheduled("diminishing", "alpha = alpha_0/k^power", source, parameters)


def step_decay(initial: Any = "1/10", *, factor: Any = "1/2", every: Any = 10) -> Scheduled:
    """The same for ``every`` steps, then ``factor`` times as much, and so on.

    (R. Ge, S. Kakade, R. Kidambi, P. Netrapalli, The step decay schedule, NeurIPS 2019, Algorithm 1.)

    >>> print(*step_decay().lines)
    alpha = α₀·factor^⌊(k - 1)/every⌋
    """
    source = "R. Ge, S. Kakade, R. Kidambi, P. Netrapalli, The step decay schedule, NeurIPS (2019), Algorithm 1"
    parameters = (*_numbers(alpha_0=(initial, ABOVE), factor=(factor, "(0, 1]")), ("every", _count("every", every)))
    return _scheduled("step decay", "alpha = alpha_0*factor^floor((k - 1)/every)", source, parameters)


def exponential(initial: Any = "1/10", *, factor: Any = "99/100") -> Scheduled:
    """initial·factor^(k - 1): a geometric sequence.

    (J.-L. Goffin, On convergence rates of subgradient optimization methods, Math. Program. 13, 1977.)

    >>> print(*exponential().lines)
    alpha = α₀·factor^(k - 1)
    """
    source = "J.-L. Goffin, On convergence rates of subgradient optimization methods, Math. Program. 13 (1977)"
    parameters = _numbers(alpha_0=(initial, ABOVE), factor=(factor, "(0, 1]"))
    return _scheduled("exponential", "alpha = alpha_0*factor^(k - 1)", source, parameters)


def polynomial(initial: Any = "1/10", *, end: Any = 0, steps: Any = 100, power: Any = 1) -> Scheduled:
    """From ``initial`` to ``end`` in so many ``steps``, along (1 - (k - 1)/steps)^power; ``end`` from there on.

    (L.-C. Chen et al., DeepLab: Semantic image segmentation, IEEE Trans. Pattern Anal. Mach. Intell. 40, 2018, §4.1.)

    >>> print(*polynomial().lines)
    alpha = α_end + (α₀ - α_end)·(1 - min(k - 1, steps)/steps)^power
    """
    source = "L.-C. Chen et al., DeepLab: Semantic image segmentation, IEEE Trans. Pattern Anal. Mach. Intell. 40 (2018), §4.1"
    line = "alpha = alpha_end + (alpha_0 - alpha_end)*(1 - min(k - 1, steps)/steps)^power"
    return _scheduled("polynomial", line, source, (*_between(initial, end, steps), *_numbers(power=(power, ABOVE))))


def cosine(initial: Any = "1/10", *, end: Any = 0, steps: Any = 100) -> Scheduled:
    """From ``initial`` to ``end`` in so many ``steps``, along half a wave of the cosine; ``end`` from there on.

    (I. Loshchilov, F. Hutter, SGDR: Stochastic gradient descent with warm restarts, ICLR 2017, eq. (5), without the restarts.)

    >>> print(*cosine().lines)
    alpha = α_end + (α₀ - α_end)·(1 + cos(π·min(k - 1, steps)/steps))/2
    """
    source = "I. Loshchilov, F. Hutter, SGDR: Stochastic gradient descent with warm restarts, ICLR (2017), eq. (5)"
    line = "alpha = alpha_end + (alpha_0 - alpha_end)*(1 + cos(pi*min(k - 1, steps)/steps))/2"
    return _scheduled("cosine", line, source, _between(initial, end, steps))


def _between(initial: Any, end: Any, steps: Any) -> tuple[tuple[str, Any], ...]:
    return *_numbers(alpha_0=(initial, ABOVE), alpha_end=(end, "[0, inf)")), ("steps", _count("steps", steps))


def warm_up(steps: Any = 10, then: Any = "1/10") -> Scheduled:
    """A linear rise over so many ``steps`` to where ``then`` begins, a number or another schedule, which counts from there.

    (P. Goyal et al., Accurate, large minibatch SGD: Training ImageNet in 1 hour, arXiv:1706.02677, 2017, §2.2.)

    Raises ``ArgumentError`` where ``then`` is a search or ``steps`` no whole number above 0.

    >>> print(*warm_up(5, exponential()).lines, sep="; ")
    j = max(k - warm, 1); alpha = α₀·factor^(j - 1); alpha = α·min(k/warm, 1)
    """
    after = then if isinstance(then, StepSize) else fixed(then)
    if isinstance(after, Fixed):
        after = Scheduled("fixed", ("alpha = alpha_0",), "", (("alpha_0", after.rate),), made=written(after.rate))
    if not isinstance(after, Scheduled):
        raise ArgumentError(f"then is {then!r}: expected a number or a schedule, such as cosine().")
    lines = tuple(re.sub(r"\bk\b", "j", line) for line in after.equations)
    source = "P. Goyal et al., Accurate, large minibatch SGD: Training ImageNet in 1 hour, arXiv:1706.02677 (2017), §2.2"
    parameters = (("warm", _count("steps", steps)), *after.parameters)
    every = ("j = max(k - warm, 1)", *lines, "alpha = alpha*min(k/warm, 1)")
    made = f"sd.rates.warm_up({written(parameters[0][1])}, then={after.call})"
    return Scheduled("warm-up", every, source, parameters, after.state, made)


def polyak(target: Any = 0) -> Scheduled:
    """(f(x) - target)/‖g‖², where the least value is known.

    (B. T. Polyak, Introduction to Optimization, 1987, §5.3.2.)
    """
    source = "B. T. Polyak, Introduction to Optimization (1987), §5.3.2"
    return _scheduled("polyak", "alpha = (f - target)/(g'*g)", source, _numbers(target=(target, ANY)))


def barzilai_borwein(initial: Any = "1/10", *, kind: int = 1) -> Scheduled:
    """s's/s'y (kind 1) or s'y/y'y (kind 2), with s and y the last change of x and of the gradient; ``initial`` at the first step
    and wherever s'y <= 0: there the slope did not rise along the last step, and the ratios say nothing.

    (J. Barzilai, J. M. Borwein, Two-point step size gradient methods, IMA J. Numer. Anal. 8, 1988, eqs. (5) and (6).)

    Raises ``ArgumentError`` for another kind and an initial step size that is not above 0.
    """
    if kind not in (1, 2):
        raise ArgumentError(f"kind is {kind!r}: expected 1 for s's/s'y or 2 for s'y/y'y.")
    ratio = "s_last'*s_last/bend" if kind == 1 else "bend/(y_last'*y_last)"
    lines = (
        "s_last = x - x_last",
        "y_last = g - g_last",
        "bend = s_last'*y_last",
        f"alpha = piecewise((alpha_0, bend <= 0), ({ratio}, True))",
        "x_last = x",
        "g_last = g",
    )
    source = "J. Barzilai, J. M. Borwein, Two-point step size gradient methods, IMA J. Numer. Anal. 8 (1988), eqs. (5), (6)"
    parameters = _numbers(alpha_0=(initial, ABOVE))
    made = f"sd.rates.barzilai_borwein({written(parameters[0][1])}, kind={kind})"
    return Scheduled("barzilai-borwein", lines, source, parameters, (("x_last", "x"), ("g_last", "0")), made)
