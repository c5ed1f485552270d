"""Separability: whether a function is a sum, or a product, of functions of different variables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symdescent.analysis.effort import expanded
from symdescent.analysis.landscape.place import Function
from symdescent.analysis.landscape.split import blocks
from symdescent.analysis.squares.terms import degree_at_most

MOST_OPERATIONS = 400
HIGHEST_DEGREE = 12


@dataclass(frozen=True)
class Separability:
    """The function as a ``"sum"`` or ``"product"`` of ``parts`` in different variables; ``"none"`` where it is neither."""

    kind: str
    parts: tuple[Any, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The parts as JSON takes them."""
        return {"kind": self.kind, "parts": list(map(str, self.parts))}


def separability(f: Function) -> Separability:
    """The finest such parts that multiplying out, or the factors as written, show.

    >>> import symdescent as sd
    >>> from symdescent.analysis.landscape.place import function
    >>> separability(function(sd.problem("(x + 1)^2 + y^4 - x"))).parts
    (-x + (x + 1)**2, y**4)
    """
    if not f.small or len(f.variables) < 2 or f.sympy.count_ops() > MOST_OPERATIONS:
        return Separability("none")
    found = blocks(f, f.sympy)
    if len(_with_variables(f, found)) == 1:
        found = blocks(f, _opened(f))
    parts = _with_variables(f, found)
    if len(parts) > 1:
        return Separability("sum", _constant_joined(f, found, parts))
    factors = _factors(f)
    return Separability("product", factors) if len(factors) > 1 else Separability("none")


def _opened(f: Function) -> Any:
    bound = degree_at_most(f.sympy, frozenset(f.symbols))
    return expanded(f.sympy) if bound is None or bound <= HIGHEST_DEGREE else f.sympy


def _with_variables(f: Function, parts: list[Any]) -> list[Any]:
    return sorted((part for part in parts if part.free_symbols & set(f.symbols)), key=lambda part: min(map(str, part.free_symbols)))


def _constant_joined(f: Function, every: list[Any], parts: list[Any]) -> tuple[Any, ...]:
    """The parts, and the constant as a last one."""
    return (*parts, *(part for part in every if not part.free_symbols & set(f.symbols) and part != 0))


def _factors(f: Function) -> tuple[Any, ...]:
    """The factors in groups without a common variable."""
    from sympy import Mul

    groups: list[tuple[set[Any], Any]] = []
    for factor in Mul.make_args(f.sympy):
        used = factor.free_symbols & set(f.symbols)
        near = [group for group in groups if group[0] & used or not group[0]]
        groups = [group for group in groups if group not in near]
        groups.append((used.union(*(group[0] for group in near)), Mul(factor, *(group[1] for group in near))))
    return tuple(group[1] for group in groups)
