"""A method of one's own, written as equations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from symdescent.descent.method import Method, Parameter


def method(name: str, equations: str | Iterable[str], *, state: Mapping[str, Any] | None = None, **parameters: Any) -> Method:
    """A method from its equations, one a line; at once exact, fast and printable.

    The lines hold over vectors: x is the iterate, g the gradient, H the Hessian, f the value, k the number of the step from 1,
    alpha the step size (``rate=``). Every other name is a parameter, given here with its default, or set by a line. A name
    that is to be remembered until the next step is a state: ``state`` says where it starts, such as ``{"v": 0}``.

    Raises ``FormulaError`` with a caret for what cannot be read, a name without a value and a block without a line for x.

    >>> slow = method("my momentum", "v = mu*v + g; x = x - alpha*v".split("; "), state={"v": 0}, mu="9/10")
    >>> import symdescent as sd
    >>> run = sd.descend(sd.problem("x^2"), 1, method=slow, rate="1/10", steps=2, arithmetic="exact")
    >>> [str(iterate.x["x"]) for iterate in run.trace]
    ['1', '4/5', '23/50']
    """
    lines = equations.splitlines() if isinstance(equations, str) else list(equations)
    starts = {key: str(value) for key, value in (state or {}).items()}
    made = Method(
        name, tuple(line for line in lines if line.strip()), "", {key: Parameter(value) for key, value in parameters.items()}, starts
    )
    made.check()
    return made
