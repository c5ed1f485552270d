"""What a bound name means: the terms of a sum or product over an index, written out, and substitution that captures nothing.

An entry x_i whose index is a number is the variable x_1, x_2, …; so a sum from 1 to 3 holds three variables, and one from
1 to n holds the family x.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import prod
from string import ascii_lowercase
from typing import Any, TypeVar

from symdescent.errors import ArgumentError
from symdescent.notation.tree import (
    ONE,
    ZERO,
    Entry,
    Expression,
    Integral,
    Negation,
    Number,
    OverIndex,
    Product,
    Sum,
    Symbol,
    children,
    columns,
    families,
    names,
    number,
    rational,
    rebuild,
    substitute,
)

MOST_TERMS = 1_000  # of a sum or product that is written out

Binder = OverIndex | Integral
Bound = TypeVar("Bound", bound=OverIndex | Integral)


_BOUND = {OverIndex: "index", Integral: "variable"}


def bound_name(e: Binder) -> str:
    """The index of a sum or product, or the variable of an integral."""
    return e.index if isinstance(e, OverIndex) else e.variable


def whole(e: Expression) -> int | None:
    """The whole number that is written, perhaps as a sum such as 3 - 1, else None."""
    if isinstance(e, (Sum, Product)):
        parts = [whole(part) for part in children(e)]
        known = [part for part in parts if part is not None]
        return None if len(known) < len(parts) else sum(known) if isinstance(e, Sum) else prod(known)
    if isinstance(e, Negation):
        inner = whole(e.operand)
        return None if inner is None else -inner
    value = rational(e)
    return value.numerator if value is not None and value.denominator == 1 else None


def limits(e: OverIndex) -> range | None:
    """The values of the index, where both bounds are written whole numbers; a lower bound above the upper leaves none."""
    lower, upper = whole(e.lower), whole(e.upper)
    return None if lower is None or upper is None else range(lower, upper + 1)


def at_index(body: Expression, index: str, value: Expression) -> Expression:
    """The body with the index replaced; an entry becomes the variable of that name where the value is a number or a letter."""
    return substitute(body, {Symbol(index): value})


def unrolled(e: OverIndex) -> Expression | None:
    """The sum or product written out, where its bounds are whole numbers and it has at most ``MOST_TERMS`` terms.

    >>> from symdescent.notation import parse
    >>> print(unrolled(parse("sum(x_i^2, i, 1, 3)")))
    x₁² + x₂² + x₃²
    """
    values = limits(e)
    if values is None or len(values) > MOST_TERMS:
        return None
    terms = tuple(at_index(e.body, e.index, number(value)) for value in values)
    if not terms:
        return ZERO if e.kind == "sum" else ONE
    return terms[0] if len(terms) == 1 else Sum(terms) if e.kind == "sum" else Product(terms)


def fresh(name: str, taken: Iterable[str]) -> str:
    """The name itself, or the first letter after it that is not taken."""
    taken = frozenset(taken)
    start = ascii_lowercase.find(name[:1]) + 1
    letters = [letter for letter in ascii_lowercase[start:] + ascii_lowercase[:start] if letter != "e"]
    return next((free for free in (name, *letters, *(f"{name[:1]}_{k}" for k in range(len(taken) + 1))) if free not in taken), name)


def renamed(e: Bound, taken: Iterable[str]) -> Bound:
    """The same sum, product or integral with a bound name that is not taken."""
    old = bound_name(e)
    new = fresh(old, taken)
    return e if new == old else replace(e, **{_BOUND[type(e)]: new}, body=substitute(e.body, {Symbol(old): Symbol(new)}))  # type: ignore[arg-type]


def substituted(e: Expression, mapping: Mapping[Expression, Expression]) -> Expression:
    """The expression with nodes replaced where they are free; a bound name that would capture one is renamed before."""
    return _entry(e, mapping) if isinstance(e, Entry) else _under(e, mapping)  # type: ignore[arg-type]


def _entry(e: Entry, mapping: Mapping[Expression, Expression]) -> Expression:
    index = substitute(e.index, mapping)
    known = whole(index)
    return rebuild(e, (index,)) if known is None or known < 0 else substitute(Symbol(f"{e.family}_{known}"), mapping)


def _under(e: Binder, mapping: Mapping[Expression, Expression]) -> Expression:
    own = bound_name(e)
    outer = {key: value for key, value in mapping.items() if own not in names(key)}
    meant = {key: value for key, value in outer.items() if names(key) & names(e) or not names(key)}
    if isinstance(e, OverIndex) and (written := _written(e, meant)) is not None:
        return substitute(written, mapping)
    _refuse_entries(e, outer)
    taken = frozenset((own,)).union(names(e), *map(names, meant.values()))
    safe = renamed(e, taken) if _captures(own, meant) else e
    return rebuild(safe, (substitute(safe.body, outer), *(substitute(bound, mapping) for bound in (e.lower, e.upper))))


def _captures(own: str, mapping: Mapping[Expression, Expression]) -> bool:
    return any(own in names(value) or _index_of(value) == own for value in mapping.values())


def _index_of(value: Expression) -> str:
    return value.name.partition("_")[2] if isinstance(value, Symbol) else ""


def _written(e: OverIndex, mapping: Mapping[Expression, Expression]) -> Expression | None:
    """The sum written out where one of its entries is to be replaced."""
    replaced = names(e).intersection(frozenset[str]().union(*map(names, mapping)))
    return unrolled(e) if any("_" in name and name.partition("_")[0] in families(e.body) for name in replaced) else None


def _refuse_entries(e: Expression, mapping: Mapping[Expression, Expression]) -> None:
    for key in mapping:
        if isinstance(key, Symbol) and "_" in key.name and key.name.partition("_")[0] in families(e):
            raise ArgumentError(f"{key.name} is one of the entries in {e}: give its bounds numbers before a value to {key.name}.")


def _names(e: Any) -> frozenset[str]:
    if isinstance(e, Entry):
        return frozenset((f"{e.family}_{e.index.value}",)) if isinstance(e.index, Number) else names(e.index)
    written = unrolled(e) if isinstance(e, OverIndex) and families(e.body) else None
    return names(written) if written is not None else names(e.body) - {bound_name(e)} | names(e.lower) | names(e.upper)


def _families(e: Any) -> frozenset[str]:
    inner = frozenset[str]().union(*map(families, children(e)))
    if isinstance(e, Entry):
        return inner if isinstance(e.index, Number) else inner | {e.family}
    written = unrolled(e) if isinstance(e, OverIndex) and inner else None
    return inner if written is None else families(written)


FREE: dict[str, Callable[[Expression], frozenset[str]]] = {
    "_names": _names,
    "_columns": lambda e: frozenset[str]().union(*map(columns, children(e))),
    "_families": _families,
}
