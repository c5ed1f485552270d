"""A separate check of sums of squares: everything is multiplied out by arithmetic of its own, on dictionaries of integers.

It shares no code with the search, and asks SymPy for nothing but the parts of an expression.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

Dictionary = dict[tuple[int, ...], Fraction]
MOST_PRODUCTS = 4_000_000
HIGHEST_POWER = 64


class Refused(ArithmeticError):
    """Something that is no polynomial with rational coefficients, or is too large to be multiplied out."""


def multiplied_out(expression: Any, variables: Sequence[Any]) -> Dictionary:
    """The coefficients of an expression that is written as a polynomial; raises ``Refused`` for any other.

    >>> from sympy.abc import x, y
    >>> multiplied_out((x - y)**2, [x, y]) == {(2, 0): 1, (1, 1): -2, (0, 2): 1}
    True
    """
    size = len(variables)
    if expression in variables:
        place = list(variables).index(expression)
        return {tuple(int(k == place) for k in range(size)): Fraction(1)}
    if expression.is_Rational:
        return {(0,) * size: Fraction(int(expression.p), int(expression.q))} if expression.p else {}
    if expression.is_Add:
        return added([multiplied_out(part, variables) for part in expression.args])
    if expression.is_Mul:
        return _product([multiplied_out(part, variables) for part in expression.args], size)
    if expression.is_Pow and expression.exp.is_Integer and 0 <= expression.exp <= HIGHEST_POWER:
        return _product([multiplied_out(expression.base, variables)] * int(expression.exp), size)
    raise Refused(str(expression))


def added(parts: Sequence[Dictionary]) -> Dictionary:
    """The sum."""
    total: Dictionary = {}
    for part in parts:
        for power, c in part.items():
            total[power] = total.get(power, Fraction(0)) + c
    return {power: c for power, c in total.items() if c}


def multiplied(left: Dictionary, right: Dictionary) -> Dictionary:
    """The product."""
    if len(left) * len(right) > MOST_PRODUCTS:
        raise Refused("too many terms")
    total: Dictionary = {}
    for (a, c), (b, d) in product(left.items(), right.items()):
        power = tuple(m + n for m, n in zip(a, b, strict=True))
        total[power] = total.get(power, Fraction(0)) + c * d
    return {power: c for power, c in total.items() if c}


def _product(parts: Sequence[Dictionary], size: int) -> Dictionary:
    result: Dictionary = {(0,) * size: Fraction(1)}
    for part in parts:
        result = multiplied(result, part)
    return result


def accepts(squares: Any, polynomial: Any = None) -> bool:
    """Whether multiplier·(polynomial - bound) is the sum of the squares, term by term, and the multiplier is never negative.

    ``polynomial`` is what the sum should be of; without it what the certificate itself says.
    """
    claimed = squares.polynomial if polynomial is None else polynomial
    variables = squares.variables
    if any(weight <= 0 for weight in squares.weights) or len(squares.weights) != len(squares.roots):
        return False
    try:
        multiplier = multiplied_out(squares.multiplier, variables)
        below = multiplied_out(-squares.bound, variables)
        left = multiplied(multiplier, added([multiplied_out(claimed, variables), below]))
        return positive_but_at_the_origin(multiplier) and left == summed(squares, variables)
    except Refused:
        return False


def summed(squares: Any, variables: Sequence[Any]) -> Dictionary:
    """Σ d·q² multiplied out."""
    size = len(variables)
    roots = [multiplied_out(root, variables) for root in squares.roots]
    weighed = [({(0,) * size: Fraction(w)}, root) for w, root in zip(squares.weights, roots, strict=True)]
    return added([multiplied(weight, multiplied(root, root)) for weight, root in weighed])


def positive_but_at_the_origin(multiplier: Dictionary) -> bool:
    """Whether it is a positive constant, or has positive terms in even powers only, and among them a power of each variable."""
    even = all(c > 0 and not any(n % 2 for n in power) for power, c in multiplier.items())
    alone = {k for power in multiplier for k, n in enumerate(power) if n == sum(power) > 0}
    size = len(next(iter(multiplier))) if multiplier else 0
    at_origin = multiplier.get((0,) * size, Fraction(0)) > 0
    return bool(multiplier) and even and (at_origin or len(alone) == size)
