"""Expressions as they were written: a small immutable tree that never simplifies.

A number is never negative and, unless it was typed as a decimal, an integer: ``-1/2`` is ``Negation(Quotient(1, 2))``.
That is what makes printing and parsing inverse to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction


class Expression:
    """A node of a formula."""

    __slots__ = ("_columns", "_names", "_tidy")  # what was computed once of a node is kept in it

    _names: frozenset[str]
    _columns: frozenset[str]
    _tidy: bool

    def __str__(self) -> str:
        from symdescent.notation.text import to_text

        return to_text(self)

    def _repr_latex_(self) -> str:
        from symdescent.notation.latex import to_latex

        return rf"$\displaystyle {to_latex(self)}$"


@dataclass(frozen=True, slots=True)
class Number(Expression):
    """A nonnegative integer, or a nonnegative decimal taken as the exact rational it prints."""

    value: Fraction
    decimal: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Constant(Expression):
    """A named number: ``pi`` or ``e``."""

    name: str


@dataclass(frozen=True, slots=True)
class Symbol(Expression):
    """A variable or a parameter; Greek letters by their English name, subscripts as in ``x_1``."""

    name: str


@dataclass(frozen=True, slots=True)
class Column(Expression):
    """A column of data; inside a sum over rows it means the entry of the current row."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum(Expression):
    """Two or more terms in the writer's order; ``a - b`` is ``Sum((a, Negation(b)))``."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Product(Expression):
    """Two or more factors in the writer's order."""

    factors: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Quotient(Expression):
    """``numerator / denominator``."""

    numerator: Expression
    denominator: Expression


@dataclass(frozen=True, slots=True)
class Negation(Expression):
    """``-operand``."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Power(Expression):
    """``base ^ exponent``."""

    base: Expression
    exponent: Expression


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """A known function (a key of ``functions.FUNCTIONS``) of its arguments; ``e^u`` is a Power of ``Constant("e")``."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Relation(Expression):
    """``left operator right`` with an operator among ``< <= > >= == !=``; only inside a piecewise."""

    left: Expression
    operator: str
    right: Expression


@dataclass(frozen=True, slots=True)
class Piecewise(Expression):
    """The value of the first piece whose condition holds; a condition of ``None`` always holds."""

    pieces: tuple[tuple[Expression, Relation | None], ...]


@dataclass(frozen=True, slots=True)
class OverRows(Expression):
    """``mean`` or ``sum`` (the ``kind``) of the body over the rows of the data."""

    kind: str
    body: Expression


@dataclass(frozen=True, slots=True)
class Derivative(Expression):
    """A derivative that is yet to be found, as derivations write it: d/dx[operand], with a ∂ where it is ``partial``."""

    operand: Expression
    variable: str
    partial: bool = False


ZERO, ONE, TWO = (Number(Fraction(n)) for n in range(3))
E, PI = Constant("e"), Constant("pi")

CHILDREN: dict[type[Expression], Callable[..., tuple[Expression, ...]]] = {
    Number: lambda e: (),
    Constant: lambda e: (),
    Symbol: lambda e: (),
    Column: lambda e: (),
    Sum: lambda e: e.terms,
    Product: lambda e: e.factors,
    Quotient: lambda e: (e.numerator, e.denominator),
    Negation: lambda e: (e.operand,),
    Power: lambda e: (e.base, e.exponent),
    Call: lambda e: e.arguments,
    Relation: lambda e: (e.left, e.right),
    Piecewise: lambda e: tuple(part for piece in e.pieces for part in piece if part is not None),
    OverRows: lambda e: (e.body,),
    Derivative: lambda e: (e.operand,),
}


def children(expression: Expression) -> tuple[Expression, ...]:
    """The direct parts of a node, in writing order."""
    return CHILDREN[type(expression)](expression)


def _piecewise(old: Piecewise, parts: tuple[Expression, ...]) -> Piecewise:
    rest = iter(parts)
    return Piecewise(tuple((next(rest), None if condition is None else next(rest)) for _, condition in old.pieces))  # type: ignore[misc]


REBUILD: dict[type[Expression], Callable[..., Expression]] = {
    Sum: lambda e, parts: Sum(parts),
    Product: lambda e, parts: Product(parts),
    Quotient: lambda e, parts: Quotient(*parts),
    Negation: lambda e, parts: Negation(*parts),
    Power: lambda e, parts: Power(*parts),
    Call: lambda e, parts: Call(e.function, parts),
    Relation: lambda e, parts: Relation(parts[0], e.operator, parts[1]),
    Piecewise: _piecewise,
    OverRows: lambda e, parts: OverRows(e.kind, *parts),
    Derivative: lambda e, parts: Derivative(parts[0], e.variable, e.partial),
}


def rebuild(expression: Expression, parts: tuple[Expression, ...]) -> Expression:
    """The same kind of node with other parts; the node itself where nothing changed."""
    if all(map(lambda old, new: old is new, children(expression), parts)):
        return expression
    return REBUILD[type(expression)](expression, parts)


def names(expression: Expression) -> frozenset[str]:
    """The names of the symbols (not the columns) that occur in an expression; computed once a node."""
    try:
        return expression._names
    except AttributeError:
        return _remember(expression, "_names", Symbol, names)


def columns(expression: Expression) -> frozenset[str]:
    """The names of the data columns that occur in an expression; computed once a node."""
    try:
        return expression._columns
    except AttributeError:
        return _remember(expression, "_columns", Column, columns)


def _remember(e: Expression, slot: str, kind: type, names_of: Callable[[Expression], frozenset[str]]) -> frozenset[str]:
    own: frozenset[str] = frozenset((e.name,)) if type(e) is kind else frozenset()  # type: ignore[attr-defined]
    found = own.union(*map(names_of, children(e)))
    object.__setattr__(e, slot, found)
    return found


def walk(expression: Expression) -> Iterator[Expression]:
    """Every node, the whole before its parts."""
    yield expression
    for child in children(expression):
        yield from walk(child)


def substitute(expression: Expression, mapping: Mapping[Expression, Expression]) -> Expression:
    """The expression with whole nodes replaced as the mapping says."""
    if expression in mapping:
        return mapping[expression]
    return rebuild(expression, tuple(substitute(child, mapping) for child in children(expression)))


def number(value: Fraction | int) -> Expression:
    """A rational number in the tree's own form: sign outside, numerator over denominator."""
    unsigned: Expression = Number(Fraction(abs(value.numerator)))
    if value.denominator != 1:
        unsigned = Quotient(unsigned, Number(Fraction(value.denominator)))
    return Negation(unsigned) if value < 0 else unsigned


def rational(expression: Expression) -> Fraction | None:
    """The value of a written rational number (``3``, ``0.5``, ``-1/2``), else None."""
    kind = type(expression)
    if kind is Number:
        return expression.value  # type: ignore[attr-defined, no-any-return]
    if kind is Negation:
        inner = rational(expression.operand)  # type: ignore[attr-defined]
        return None if inner is None else -inner
    if kind is Quotient:
        above, below = rational(expression.numerator), rational(expression.denominator)  # type: ignore[attr-defined]
        return None if above is None or not below else above / below
    return None
