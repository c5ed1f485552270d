"""Generated formulas: trees of the shapes that the parser makes, from a handful of letters and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from symdescent.notation.tree import (
    PI,
    Call,
    Column,
    E,
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
    rational,
)

Formulas = st.SearchStrategy[Expression]

SMOOTH = "sin cos exp atan sinh cosh tanh asinh sigmoid softplus erf".split()
PARTLY_DEFINED = "ln sqrt tan cot sec csc asin acos acot asec acsc coth sech csch acosh atanh acoth asech acsch gamma".split()
KINKED = "abs sign relu heaviside cbrt".split()
EVERY_FUNCTION = (*SMOOTH, *PARTLY_DEFINED, *KINKED)
NAMES = ("x", "y", "alpha", "x_1")

whole = st.integers(0, 12).map(lambda n: Number(Fraction(n)))
positive = st.integers(1, 12).map(lambda n: Number(Fraction(n)))
decimals = st.integers(1, 99).filter(lambda n: n % 10).map(lambda n: Number(Fraction(n, 10), decimal=True))


def several(parts: Formulas, most: int = 3) -> st.SearchStrategy[tuple[Expression, ...]]:
    return st.lists(parts, min_size=2, max_size=most).map(tuple)


def exponents(parts: Formulas) -> Formulas:
    small = st.integers(1, 5).map(lambda n: Number(Fraction(n)))
    halves = st.builds(Quotient, small, st.sampled_from([2, 3]).map(lambda n: Number(Fraction(n))))
    fixed = small | halves | small.map(Negation) | halves.map(Negation)
    return fixed | fixed | fixed | parts.filter(lambda e: rational(e) is None)


def nonzero(parts: Formulas) -> Formulas:
    return parts.filter(lambda e: rational(e) != 0)


def compound(parts: Formulas, functions: Sequence[str]) -> Formulas:
    """One node more on top."""
    called = st.builds(lambda name, u: Call(name, (u,)), st.sampled_from(functions), parts)
    return st.one_of(
        several(parts).map(Sum),
        several(parts).map(Product),
        st.builds(Quotient, parts, nonzero(parts)),
        parts.map(Negation),
        st.builds(Power, nonzero(parts), exponents(parts)),
        st.builds(Power, st.just(E), parts),
        called,
        called,
    )


def piecewise(parts: Formulas) -> Formulas:
    relations = st.builds(Relation, parts, st.sampled_from("< <= > >= == !=".split()), parts)
    cases = st.lists(st.tuples(parts, relations), min_size=1, max_size=2)
    return st.builds(lambda first, last: Piecewise((*first, (last, None))), cases, parts)


def variadic(parts: Formulas) -> Formulas:
    bases = st.sampled_from([2, 10]).map(lambda n: Number(Fraction(n)))
    return st.one_of(
        st.builds(Call, st.sampled_from(["max", "min", "logsumexp"]), several(parts)),
        st.builds(lambda u, base: Call("log", (u, base)), parts, bases),
        st.builds(lambda v, u: Call("atan2", (v, u)), parts, parts),
        several(parts).flatmap(lambda us: st.integers(1, len(us)).map(lambda k: Call("softmax", (Number(Fraction(k)), *us)))),
    )


def formulas(names: Sequence[str] = NAMES, *, functions: Sequence[str] = EVERY_FUNCTION, plain: bool = False, leaves: int = 8) -> Formulas:
    """Formulas in these names; ``plain`` ones have no pieces, maxima and logarithms to a base."""
    symbols = st.sampled_from([Symbol(name) for name in names])
    leaf = symbols | symbols | whole | decimals | st.sampled_from([PI, E])

    def grown(parts: Formulas) -> Formulas:
        more = compound(parts, functions)
        return more if plain else more | more | more | piecewise(parts) | variadic(parts)

    return st.recursive(leaf, grown, max_leaves=leaves)


def over_rows(columns: Sequence[str] = ("speed", "dist"), names: Sequence[str] = ("w", "b")) -> Formulas:
    """Means and sums over the rows of data of smooth formulas in the columns and the names."""
    entries = st.sampled_from([Column(name) for name in columns])
    symbols = st.sampled_from([Symbol(name) for name in names])
    bodies = st.recursive(entries | symbols | positive, lambda parts: compound(parts, SMOOTH), max_leaves=6)
    mixed = st.builds(lambda entry, symbol, body: Sum((Product((symbol, entry)), body)), entries, symbols, bodies)
    return st.builds(OverRows, st.sampled_from(["mean", "sum"]), mixed)


def over_index(families: Sequence[str] = ("x", "y"), names: Sequence[str] = ("a",), *, upper: Formulas | None = None) -> Formulas:
    """Sums and products over i of smooth formulas in entries, the index and the names, from 0, 1 or 2 to ``upper``."""
    entries = st.sampled_from([Entry(family, Symbol("i")) for family in families])
    symbols = st.sampled_from([Symbol("i"), *map(Symbol, names)])
    bodies = st.recursive(entries | symbols | positive, lambda parts: compound(parts, SMOOTH), max_leaves=5)
    mixed = st.builds(lambda entry, body: Product((entry, body)), entries, bodies) | bodies
    lower = st.integers(0, 2).map(lambda n: Number(Fraction(n)))
    last = st.integers(0, 4).map(lambda n: Number(Fraction(n))) if upper is None else upper
    return st.builds(OverIndex, st.sampled_from(["sum", "product"]), mixed, st.just("i"), lower, last)


def integrals(names: Sequence[str] = ("x",)) -> Formulas:
    """Integrals over t of smooth formulas in t and the names, with bounds in the names."""
    symbols = st.sampled_from([Symbol(name) for name in names])
    leaf = st.just(Symbol("t")) | st.just(Symbol("t")) | symbols | positive
    mild = "sin cos atan tanh sigmoid".split()
    bodies = st.recursive(leaf, lambda parts: several(parts).map(Sum) | several(parts).map(Product) | calls(parts, mild), max_leaves=4)
    bounds = st.integers(0, 3).map(lambda n: Number(Fraction(n))) | symbols | calls(symbols, mild)
    return st.builds(lambda body, lower, upper: Integral(body, "t", lower, upper), bodies, bounds, bounds)


def calls(parts: Formulas, functions: Sequence[str]) -> Formulas:
    return st.builds(lambda name, u: Call(name, (u,)), st.sampled_from(functions), parts)
