"""Several functions of several variables at once: the Jacobian matrix and its determinant."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from symdescent.calculus.consequences.conclude import added, concluded, reduced, valued
from symdescent.calculus.consequences.consequence import Consequence
from symdescent.calculus.consequences.place import Place
from symdescent.calculus.consequences.quotients import Expected, agree, moved, quotient
from symdescent.calculus.derivation import derive_gradient
from symdescent.errors import ArgumentError
from symdescent.notation.tree import ZERO, Expression, Negation, Product, names

LARGEST_DETERMINANT = 3  # rows: six products


def jacobian(functions: tuple[Expression, ...], variables: tuple[str, ...], place: Place | None, check: str) -> Consequence:
    """The matrix of the partial derivatives: a row for each function, a column for each variable.

    Where it is square with two or three rows, also its determinant; at a point its entries there too.
    """
    derivations = tuple(derive_gradient(f, variables, check=check) for f in functions)
    rows = tuple(derivation.results for derivation in derivations)
    entries = [(f, x, entry) for f, row in zip(functions, rows, strict=True) for x, entry in zip(variables, row, strict=True)]
    confirmed = tuple(agree(entry, (f, entry), _slope(f, x), f"The derivative of {f} by {x}", place) for f, x, entry in entries)
    conclusions = []
    if 1 < len(functions) == len(variables) <= LARGEST_DETERMINANT:
        conclusions.append(concluded("determinant", reduced(_determinant(rows), variables[0]), check))
    for f, x, entry in entries if place is not None else ():
        conclusions.append(concluded("entry", valued(entry, place or {}, f"the derivative of {f} by {x}", x), check, (x,)))
    given = {} if place is None else {"point": place}
    return Consequence("jacobian", "jacobian", functions, variables, given, derivations, tuple(conclusions), confirmed, rows)


def _slope(f: Expression, x: str) -> Expected:
    return lambda at, value: (at, quotient(lambda h: value(f, moved(at, {x: h}))))


def _determinant(rows: Sequence[Sequence[Expression]]) -> Expression:
    """Leibniz's sum over the permutations, without the products that have a factor 0."""
    terms: list[Expression] = []
    for columns in permutations(range(len(rows))):
        factors = tuple(rows[i][j] for i, j in enumerate(columns))
        odd = sum(a > b for i, a in enumerate(columns) for b in columns[i + 1 :]) % 2
        if ZERO not in factors:
            terms.append(Negation(Product(factors)) if odd else Product(factors))
    return added(terms)


def require_variables(functions: Sequence[Expression], known: Sequence[str]) -> None:
    """Refuses a function that holds a name which the first one does not have."""
    for f in functions:
        if unknown := sorted(names(f) - set(known)):
            raise ArgumentError(f"{f} holds {', '.join(unknown)}: expected a function of {', '.join(known)} like the first one.")
