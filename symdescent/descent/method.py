"""What a method is: the equations that its paper prints, its parameters, and the state that it carries from step to step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from symdescent.errors import ArgumentError, FormulaError
from symdescent.notation.block import Equation, parse_block
from symdescent.notation.parser import parse
from symdescent.notation.reasons import Reason
from symdescent.notation.tokens import canonical
from symdescent.notation.tree import Call, Expression, names, walk
from symdescent.shown import Shown

if TYPE_CHECKING:
    from symdescent.descent.compare import Comparison
    from symdescent.problem import Problem


class Parameter(NamedTuple):
    """A parameter's default and the range that it has to lie in: an interval such as ``[0, 1)``."""

    default: Any
    range: str = "(-inf, inf)"


@dataclass(frozen=True, eq=False)
class Method(Shown):
    """A descent method.

    ``equations`` are the lines that lead from one iterate ``x`` to the next, over vectors and matrices: ``g`` is the
    gradient (its negative where the run ascends), ``H`` the Hessian, ``f`` the value, ``k`` the number of the step from 1 and
    ``alpha`` the step size. ``state`` maps what is carried from step to step to where it starts (``"0"``, ``"x"``, ``"I"``).
    ``source`` says where the lines were first printed; ``rate`` is the method's own rule for the step size, None for
    backtracking; ``versions`` are the same method as other programs and papers have it.
    """

    name: str
    equations: tuple[str, ...]
    source: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    state: Mapping[str, str] = field(default_factory=dict)
    rate: Any = None
    versions: Mapping[str, Method] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Method({self.name}: {'; '.join(self.equations)})"

    @cached_property
    def lines(self) -> tuple[Equation, ...]:
        """The equations, read."""
        return parse_block(self.equations, parameters=self.parameters, state=self.state)

    @cached_property
    def starts(self) -> tuple[tuple[str, Expression], ...]:
        """Each state with the expression that it starts from, in x, I, n and the parameters."""
        return read_starts(self.state, self.parameters)

    def check(self) -> None:
        """Raises ``FormulaError`` or ``ArgumentError`` where the equations, the state or the parameters can't be read."""
        _ = self.lines, self.starts, self.values({})

    def version(self, name: str) -> Method:
        """The method as another program or paper has it; ``"paper"`` is the method itself.

        Raises ``ArgumentError`` for a name that is not among ``versions``.
        """
        versions = {"paper": self, **self.versions}
        if name not in versions:
            raise ArgumentError(f"{self.name} has no version {name!r}: it has {', '.join(map(repr, versions))}.")
        return versions[name]

    def compare(self, *names: str, problem: Problem | None = None, start: Any = None, rate: Any = "1/10", steps: int = 200) -> Comparison:
        """The lines that differ between versions, and the first step at which two runs part: on x² from 3, or on ``problem``.

        Raises ``ArgumentError`` for a name that is no version.

        >>> from symdescent.descent.methods import METHODS
        >>> [row.name for row in METHODS["amsgrad"].compare("paper", "optax").lines]
        ['m_hat', 'v_hat', 'v_max', 'x']
        """
        from symdescent.descent.compare import compare

        return compare(self, names, problem, start, rate, steps)

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """What the equations ask for at every step, among value, gradient, Hessian and history.

        >>> from symdescent.descent.methods import METHODS
        >>> METHODS["newton"].needs, METHODS["adam"].needs
        (('gradient', 'Hessian'), ('gradient', 'history'))
        """
        used = frozenset().union(*(names(line.side) for line in self.lines))
        calls = {e.function for line in self.lines for e in walk(line.side) if isinstance(e, Call)}
        asked = {"value": "f" in used, "gradient": "g" in used or "grad" in calls, "Hessian": "H" in used, "history": bool(self.state)}
        return tuple(what for what, is_asked in asked.items() if is_asked)

    def values(self, given: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
        """Each parameter with its number: the one given, or the default.

        Raises ``ArgumentError`` for a parameter that the method does not have and a number outside its range.
        """
        given = {canonical(name): number for name, number in given.items()}  # λ and lamda stand for lambda, a word of Python
        for name in given.keys() - self.parameters.keys():
            own = ", ".join(self.parameters) or "none of its own; its step size is rate="
            raise ArgumentError(f"{self.name} has no parameter {name!r}: it has {own}.")
        return tuple((name, number_in(name, given.get(name, row.default), row.range)) for name, row in self.parameters.items())


def read_starts(state: Mapping[str, str], parameters: Iterable[str]) -> tuple[tuple[str, Expression], ...]:
    """Each state with the expression that it starts from, in x, I, n and the parameters."""
    listed = {"x", "I", "n", *parameters}
    starts = tuple((name, parse(text, variables=listed)) for name, text in state.items())
    for name, start in starts:
        for unknown in sorted(names(start) - listed):
            reason = Reason("no value at the start", unknown=unknown, name=name)
            raise FormulaError(reason, state[name], max(state[name].find(unknown), 0))
    return starts


def number_in(name: str, given: Any, interval: str) -> Any:
    """The number, exactly, if it lies in the interval, such as ``[0, 1)``.

    Raises ``ArgumentError``, which names it, where it does not.
    """
    from symdescent.numeric.arithmetic import read_number

    value = read_number(given, name)
    low, high = (float(end) for end in interval[1:-1].split(","))
    above = value >= low if interval[0] == "[" else value > low
    below = value <= high if interval[-1] == "]" else value < high
    if not (above and below):
        raise ArgumentError(f"{name} is {given!r}: expected a number in {interval}.")
    return value


def named(methods: Iterable[Method]) -> dict[str, Method]:
    """The methods by their names."""
    return {method.name: method for method in methods}
