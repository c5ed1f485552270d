"""How many eigenvalues of a symmetric matrix are positive, zero and negative, exactly, and what that says of a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import sympy

from symdescent.analysis.critical.places import Place
from symdescent.analysis.effort import expanded

MOST_SYMBOLIC = 5  # rows of a matrix of formulas


class Inertia(NamedTuple):
    """Numbers of eigenvalues above, at and below 0."""

    positive: int
    zero: int
    negative: int


def inertia(matrix: sympy.Matrix, place: Place) -> Inertia | None:
    """The signs of the eigenvalues at a place; None where a coefficient's sign is not decided.

    All eigenvalues are real, so Descartes' rule of signs counts exactly: as many are positive as there are changes of sign
    in the characteristic polynomial (Descartes 1637), that of each block where the matrix falls into some.

    >>> from symdescent.analysis.critical.places import exact_place
    >>> inertia(sympy.Matrix([[2, 0], [0, -1]]), exact_place((), ()))
    Inertia(positive=1, zero=0, negative=1)
    """
    here = matrix.subs(dict(zip(place.symbols, place.exact, strict=True))) if place.exact is not None else matrix
    blocks = [here.extract(rows, rows) for rows in here.connected_components()]
    if here.has(sympy.nan, sympy.zoo, sympy.oo) or any(block.rows > MOST_SYMBOLIC and block.free_symbols for block in blocks):
        return None
    counted = [_counted([place.sign(c) for c in characteristic(block)]) for block in blocks]
    return None if None in counted else Inertia(*map(sum, zip(*counted, strict=True)))


def characteristic(matrix: sympy.Matrix) -> list[sympy.Expr]:
    """The coefficients of det(λ - A), highest power first (Faddeev and LeVerrier)."""
    n = matrix.rows
    if n == 1:
        return [sympy.S.One, -matrix[0, 0]]
    if n == 2:  # as they stand: multiplied out they are longer, and intervals wider
        return [sympy.S.One, -matrix[0, 0] - matrix[1, 1], matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0]]
    coefficients, power = [sympy.S.One], sympy.eye(n)
    for k in range(1, n + 1):
        product = (matrix * power).applyfunc(expanded)
        coefficients.append(expanded(-product.trace() / k))
        power = product + coefficients[-1] * sympy.eye(n)
    return coefficients


def _counted(signs: Sequence[int | None]) -> Inertia | None:
    if any(sign is None for sign in signs):
        return None
    known = [sign or 0 for sign in signs]
    zero = next(k for k, sign in enumerate(reversed(known)) if sign)
    there = [sign for sign in known if sign]
    positive = sum(a != b for a, b in pairwise(there))
    return Inertia(positive, zero, len(known) - 1 - zero - positive)


def minors(matrix: sympy.Matrix) -> list[sympy.Expr]:
    """The leading principal minors, whose signs Sylvester's criterion reads."""
    return [matrix[:k, :k].det() for k in range(1, matrix.rows + 1)]


def bordered(hessian: sympy.Matrix, jacobian: sympy.Matrix) -> sympy.Matrix:
    """The Hessian with the constraints' gradients, shape (k, n), as a border: its inertia is that on the face and (k, 0, k) more."""
    k = jacobian.rows
    return sympy.Matrix(sympy.BlockMatrix([[sympy.zeros(k, k), jacobian], [jacobian.T, hessian]]))


def kind_of(found: Inertia | None) -> str | None:
    """What the Hessian's signs say; None where they leave it open.

    >>> kind_of(Inertia(2, 0, 0)), kind_of(Inertia(1, 0, 1)), kind_of(Inertia(1, 1, 0))
    ('minimum', 'saddle', None)
    """
    return None if found is None else next((kind for kind, fits in KINDS if fits(found)), None)


KINDS: tuple[tuple[str, Callable[[Inertia], bool]], ...] = (
    ("saddle", lambda i: i.positive > 0 and i.negative > 0),
    ("minimum", lambda i: not i.zero and not i.negative),
    ("maximum", lambda i: not i.zero and not i.positive),
)
