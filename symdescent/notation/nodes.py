"""The kinds of nodes that an expression is made of: a small immutable tree that never simplifies.

A number is never negative and, unless it was typed as a decimal, an integer: ``-1/2`` is ``Negation(Quotient(1, 2))``.
That is what makes printing and parsing inverse to each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

keep = object.__setattr__  # how what was computed is kept in a node, which nothing else may change


class Expression:
    """A node of a formula.

    What was computed once of a node is kept in it (see ``keep``) and is no part of what it says, equals or is copied to.
    """

    _names: frozenset[str] | None = None
    _columns: frozenset[str] | None = None
    _families: frozenset[str] | None = None
    _tidy: bool = False
    _cost: int | None = None
    _simple: int = -1
    _hash: int | None = None
    _monomial: Any = None
    _terms: Any = None
    _latex: Any = None
    _text: Any = None
    _float: float | None = None

    def __reduce__(self) -> tuple[type[Expression], tuple[Any, ...]]:
        return type(self), tuple(getattr(self, part) for part in self.__match_args__)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        from symdescent.notation.text import to_text

        return to_text(self)

    def _repr_latex_(self) -> str:
        from symdescent.notation.latex import to_latex

        return rf"$\displaystyle {to_latex(self)}$"


@dataclass(frozen=True)
class Number(Expression):
    """A nonnegative integer, or a nonnegative decimal taken as the exact rational it prints."""

    value: Fraction
    decimal: bool = field(default=False, compare=False)
    _tidy = True


@dataclass(frozen=True)
class Constant(Expression):
    """A named number: ``pi`` or ``e``."""

    name: str
    _tidy = True


@dataclass(frozen=True)
class Symbol(Expression):
    """A variable or a parameter; Greek letters by their English name, subscripts as in ``x_1``."""

    name: str
    _tidy = True


@dataclass(frozen=True)
class Column(Expression):
    """A column of data; inside a sum over rows it means the entry of the current row."""

    name: str
    _tidy = True


@dataclass(frozen=True)
class Sum(Expression):
    """Two or more terms in the writer's order; ``a - b`` is ``Sum((a, Negation(b)))``."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True)
class Product(Expression):
    """Two or more factors in the writer's order."""

    factors: tuple[Expression, ...]


@dataclass(frozen=True)
class Quotient(Expression):
    """``numerator / denominator``."""

    numerator: Expression
    denominator: Expression


@dataclass(frozen=True)
class Negation(Expression):
    """``-operand``."""

    operand: Expression


@dataclass(frozen=True)
class Power(Expression):
    """``base ^ exponent``."""

    base: Expression
    exponent: Expression


@dataclass(frozen=True)
class Call(Expression):
    """A known function (a key of ``functions.FUNCTIONS``) of its arguments; ``e^u`` is a Power of ``Constant("e")``."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)
class Relation(Expression):
    """``left operator right`` with an operator among ``< <= > >= == !=``; only inside a piecewise."""

    left: Expression
    operator: str
    right: Expression


@dataclass(frozen=True)
class Piecewise(Expression):
    """The value of the first piece whose condition holds; a condition of ``None`` always holds."""

    pieces: tuple[tuple[Expression, Relation | None], ...]


@dataclass(frozen=True)
class OverRows(Expression):
    """``mean`` or ``sum`` (the ``kind``) of the body over the rows of the data."""

    kind: str
    body: Expression


@dataclass(frozen=True)
class Entry(Expression):
    """The entry of a family of variables at an index: ``x_i`` under a sum over ``i``."""

    family: str
    index: Expression


@dataclass(frozen=True)
class OverIndex(Expression):
    """The ``sum`` or ``product`` (the ``kind``) of the body for whole numbers ``index``, which is bound, from ``lower`` to ``upper``."""

    kind: str
    body: Expression
    index: str
    lower: Expression
    upper: Expression


@dataclass(frozen=True)
class Integral(Expression):
    """The integral of the body over ``variable``, which is bound, from ``lower`` to ``upper``."""

    body: Expression
    variable: str
    lower: Expression
    upper: Expression


@dataclass(frozen=True)
class Derivative(Expression):
    """A derivative that is yet to be found, as derivations write it: d/dx[operand], with a ∂ where it is ``partial``."""

    operand: Expression
    variable: str
    partial: bool = False


def _hashed_once(kind: type[Expression]) -> None:
    """Makes a kind of node compute its hash once: nodes are the keys in which the rewrites compute."""
    fields = kind.__hash__

    def remembered(self: Expression) -> int:
        if (known := self._hash) is None:
            keep(self, "_hash", known := fields(self))
        return known

    kind.__hash__ = remembered  # type: ignore[assignment]


for _kind in (
    Number,
    Constant,
    Symbol,
    Column,
    Sum,
    Product,
    Quotient,
    Negation,
    Power,
    Call,
    Relation,
    Piecewise,
    OverRows,
    Entry,
    OverIndex,
    Integral,
    Derivative,
):
    _hashed_once(_kind)
