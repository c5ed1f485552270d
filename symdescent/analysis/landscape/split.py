"""Functions taken apart: into sums over different variables, and into polynomials in simpler functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from symdescent.analysis.effort import expanded
from symdescent.analysis.landscape.place import Function
from symdescent.analysis.squares.terms import Terms, expression
from symdescent.calculus.edges.ranges import values
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import from_sympy, symbol, to_sympy
from symdescent.notation.tree import names

MOST_TERMS = 16


def part(f: Function, formula: Any) -> Function:
    """A part of a function as a function of the variables that are in it, with the comparisons of these alone."""
    used = tuple(name for name, x in zip(f.variables, f.symbols, strict=True) if x in formula.free_symbols)
    kept = tuple(relation for relation in f.relations if names(relation) <= set(used))
    return Function(from_sympy(formula), used, kept, f.parameters)


def blocks(f: Function, formula: Any) -> list[Any]:
    """The terms of an expression, summed in groups that have no variable in common."""
    from sympy import Add

    groups: list[tuple[set[Any], list[Any]]] = []
    for term in Add.make_args(formula):
        used = term.free_symbols & set(f.symbols)
        near = [group for group in groups if group[0] & used]
        groups = [group for group in groups if not group[0] & used]
        groups.append((used.union(*(group[0] for group in near)), [other for group in near for other in group[1]] + [term]))
    return [Add(*terms) for _, terms in groups]


def sums(f: Function) -> Iterator[list[Function]]:
    """Ways to write a function as a sum: in groups without a common variable, in a polynomial and the rest, term by term."""
    from sympy import Add

    terms = Add.make_args(f.sympy)
    if len(terms) > MOST_TERMS:
        return
    if f.terms is not None:  # its terms one by one say less than a sum of squares
        yield from _readable(f, blocks(f, expanded(f.sympy)))
        return
    opened = expanded(f.sympy)
    for whole in dict.fromkeys((f.sympy, opened)):
        yield from _readable(f, blocks(f, whole))
    plain = [term for term in Add.make_args(opened) if term.is_polynomial(*f.symbols)]
    rest = [term for term in Add.make_args(opened) if not term.is_polynomial(*f.symbols)]
    if plain and rest:
        yield from _readable(f, [Add(*plain), Add(*rest)])
    yield from _readable(f, terms)


def _readable(f: Function, parts: Iterable[Any]) -> Iterator[list[Function]]:
    try:
        made = [part(f, one) for one in parts]
    except ArgumentError:
        return
    if len(made) > 1:
        yield made


def relaxed(f: Function) -> tuple[Any, dict[Any, tuple[Any, Any]]]:
    """The function as a polynomial in new symbols; and for each of them the part that it stands for, and how it does.

    A part is a new symbol s, or a + s² where it is never below a number a.
    """
    letter = next(letter for letter in ("u", "s", "w", "omega") if letter not in {name.partition("_")[0] for name in f.variables})
    found: dict[Any, Any] = {}

    def visit(e: Any) -> Any:
        if not e.free_symbols:
            return e
        if e.is_Add or e.is_Mul:
            return e.func(*map(visit, e.args))
        if e.is_Pow and e.exp.is_Integer and e.exp > 0:
            return visit(e.base) ** e.exp
        if e not in found:
            found[e] = e if e.is_Symbol else symbol(f"{letter}_{1 + sum(not part.is_Symbol for part in found)}")
        return found[e]

    whole = visit(f.sympy)
    lifted = {new: _lifted(old, new) for old, new in found.items()}
    return whole.subs(lifted, simultaneous=True), {new: (old, lifted[new]) for old, new in found.items()}


def _lifted(old: Any, new: Any) -> Any:
    from sympy import Rational

    if old.is_Symbol:
        return new
    try:
        low = values(from_sympy(old)).low
    except ArgumentError:
        return new
    return new if isinstance(low, float) else Rational(low.numerator, low.denominator) + new**2


def squared_in(f: Function) -> tuple[Any, Sequence[Any]] | None:
    """A polynomial with x = a + s² for each x that is to be at least a, and a - s² for one that is to be at most a."""
    if f.terms is None or not f.relations:
        return None
    from symdescent.notation.region import Region

    region, changed = Region(f.relations), {}
    for name, x in zip(f.variables, f.symbols, strict=True):
        lower, upper = region.ends(name)
        if lower:
            changed[x] = _greatest([to_sympy(end.value) for end in lower]) + x**2
        elif upper:
            changed[x] = -_greatest([-to_sympy(end.value) for end in upper]) - x**2
    return (f.sympy.subs(changed, simultaneous=True), f.symbols) if changed else None


def _greatest(numbers: list[Any]) -> Any:
    return max(numbers, key=float)


def polynomial(p: Terms, variables: Sequence[Any]) -> Any:
    """A polynomial as SymPy's expression."""
    return expression(p, variables)


def number(value: Fraction) -> Any:
    """A rational number as SymPy's."""
    from sympy import Rational

    return Rational(value.numerator, value.denominator)
