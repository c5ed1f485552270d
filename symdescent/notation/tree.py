"""Expressions as they were written: what can be asked of any tree, whatever its nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from symdescent.notation.nodes import (
    Call,
    Column,
    Constant,
    Derivative,
    Entry,
    Expression,
    Integral,
    Negation,
    Number,
    OverIndex,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    keep,
)

__all__ = [
    "BINDING",
    "CHILDREN",
    "ONE",
    "PI",
    "REBUILD",
    "TWO",
    "ZERO",
    "Call",
    "Column",
    "Constant",
    "Derivative",
    "E",
    "Entry",
    "Expression",
    "Integral",
    "Negation",
    "Number",
    "OverIndex",
    "OverRows",
    "Piecewise",
    "Power",
    "Product",
    "Quotient",
    "Relation",
    "Sum",
    "Symbol",
    "children",
    "columns",
    "depends",
    "families",
    "keep",
    "names",
    "number",
    "rational",
    "rebuild",
    "substitute",
    "walk",
]

ZERO, ONE, TWO = (Number(Fraction(n)) for n in range(3))
E, PI = Constant("e"), Constant("pi")

CHILDREN: dict[type[Expression], Callable[..., tuple[Expression, ...]]] = {
    **dict.fromkeys((Number, Constant, Symbol, Column), lambda e: ()),
    Sum: lambda e: e.terms,
    Product: lambda e: e.factors,
    Quotient: lambda e: (e.numerator, e.denominator),
    **dict.fromkeys((Negation, Derivative), lambda e: (e.operand,)),
    Power: lambda e: (e.base, e.exponent),
    Call: lambda e: e.arguments,
    Relation: lambda e: (e.left, e.right),
    Piecewise: lambda e: tuple(part for piece in e.pieces for part in piece if part is not None),
    OverRows: lambda e: (e.body,),
    Entry: lambda e: (e.index,),
    **dict.fromkeys((OverIndex, Integral), lambda e: (e.body, e.lower, e.upper)),
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
    Entry: lambda e, parts: Entry(e.family, *parts),
    OverIndex: lambda e, parts: OverIndex(e.kind, parts[0], e.index, *parts[1:]),
    Integral: lambda e, parts: Integral(parts[0], e.variable, *parts[1:]),
    Derivative: lambda e, parts: Derivative(parts[0], e.variable, e.partial),
}


def rebuild(expression: Expression, parts: tuple[Expression, ...]) -> Expression:
    """The same kind of node with other parts; the node itself where nothing changed."""
    if all(map(lambda old, new: old is new, children(expression), parts)):
        return expression
    return REBUILD[type(expression)](expression, parts)


NOTHING: frozenset[str] = frozenset()
BINDING = frozenset((Entry, OverIndex, Integral))  # what they mean depends on a bound name: see binding.py


def names(expression: Expression) -> frozenset[str]:
    """The names of the variables (not the columns) that occur free in an expression; computed once a node."""
    known = expression._names
    return known if known is not None else _remember(expression, "_names", Symbol, names)


def columns(expression: Expression) -> frozenset[str]:
    """The names of the data columns that occur in an expression; computed once a node."""
    known = expression._columns
    return known if known is not None else _remember(expression, "_columns", Column, columns)


def families(expression: Expression) -> frozenset[str]:
    """The families with an entry whose index is no number yet, such as x in Σ x_i up to n; computed once a node."""
    known = expression._families
    return known if known is not None else _remember(expression, "_families", Entry, families)


def _remember(e: Expression, slot: str, kind: type, found_in: Callable[[Expression], frozenset[str]]) -> frozenset[str]:
    if type(e) in BINDING:
        from symdescent.notation.binding import FREE

        found = FREE[slot](e)
    else:
        found = frozenset((e.name,)) if type(e) is kind else NOTHING  # type: ignore[attr-defined]
        for part in CHILDREN[type(e)](e):
            if not (more := found_in(part)) <= found:
                found = found | more if found else more
    keep(e, slot, found)
    return found


def is_number(expression: Expression) -> bool:
    """Whether nothing in an expression varies: no variable, no column, no entry of a family."""
    return not (names(expression) or columns(expression) or families(expression))


def depends(expression: Expression, variable: str) -> bool:
    """Whether a variable occurs in an expression, by its name or as an entry: x_k is one of the x_i of a sum up to n."""
    return variable in names(expression) or ("_" in variable and variable.partition("_")[0] in families(expression))


def walk(expression: Expression) -> Iterator[Expression]:
    """Every node, the whole before its parts."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += CHILDREN[type(node)](node)[::-1]


def substitute(expression: Expression, mapping: Mapping[Expression, Expression]) -> Expression:
    """The expression with whole nodes replaced as the mapping says; what is bound in it is not meant."""
    if all(type(key) is Symbol for key in mapping):
        return _for_names(expression, mapping, frozenset(key.name for key in mapping))  # type: ignore[attr-defined]
    if expression in mapping:
        return mapping[expression]
    if type(expression) in BINDING:
        from symdescent.notation.binding import substituted

        return substituted(expression, mapping)
    return rebuild(expression, tuple(substitute(child, mapping) for child in children(expression)))


def _for_names(e: Expression, mapping: Mapping[Expression, Expression], replaced: frozenset[str]) -> Expression:
    """The expression with variables replaced; a part in which none of them occurs is that part itself."""
    if replaced.isdisjoint(names(e)) and not families(e):
        return e
    if type(e) is Symbol:
        return mapping[e]
    if type(e) in BINDING:
        from symdescent.notation.binding import substituted

        return substituted(e, mapping)
    return rebuild(e, tuple(_for_names(child, mapping, replaced) for child in children(e)))


SMALL = tuple(Number(Fraction(n)) for n in range(101))  # made once, for they are everywhere


def number(value: Fraction | int) -> Expression:
    """A rational number in the tree's own form: sign outside, numerator over denominator."""
    above, below = value.numerator, value.denominator
    unsigned: Expression = _whole(abs(above))
    if below != 1:
        unsigned = Quotient(unsigned, _whole(below))
    return Negation(unsigned) if above < 0 else unsigned


def _whole(value: int) -> Number:
    return SMALL[value] if value <= 100 else Number(Fraction(value))


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
