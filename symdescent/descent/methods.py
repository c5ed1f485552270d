"""The catalogue of methods: each is the equations that its paper prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from symdescent.errors import ArgumentError
from symdescent.notation.parser import parse
from symdescent.notation.tree import Expression
from symdescent.shown import Shown


@dataclass(frozen=True, eq=False)
class Method(Shown):
    """A descent method.

    ``equations`` are the lines that lead from one iterate ``x`` to the next; they hold for each variable alike, with
    ``g`` the gradient (its negative where the run ascends) and ``alpha`` the step size. ``source`` says where they were first
    printed, ``parameters`` are the method's own with their defaults.
    """

    name: str
    equations: tuple[str, ...]
    source: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[tuple[str, Expression], ...]:
        """Each equation as the name on its left and the expression on its right."""
        return _parsed(self.equations)


@cache
def _parsed(equations: tuple[str, ...]) -> tuple[tuple[str, Expression], ...]:
    sides = (equation.split("=", 1) for equation in equations)
    return tuple((target.strip(), parse(side.strip())) for target, side in sides)


METHODS: Mapping[str, Method] = {
    method.name: method
    for method in (
        Method(
            "gradient descent",
            ("x = x - alpha*g",),
            "A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, C. R. Acad. Sci. Paris 25 (1847)",
        ),
    )
}


def method_named(method: str | Method, parameters: Mapping[str, Any]) -> Method:
    """The method of that name.

    Raises ``ArgumentError`` for an unknown name, or parameters that the method does not have.
    """
    found = METHODS.get(method) if isinstance(method, str) else method
    if not isinstance(found, Method):
        raise ArgumentError(f"There is no method {method!r}: expected one of {', '.join(map(repr, METHODS))}.")
    for name in parameters.keys() - found.parameters.keys():
        own = ", ".join(found.parameters) or "none of its own; its step size is rate="
        raise ArgumentError(f"{found.name} has no parameter {name!r}: it has {own}.")
    return found
