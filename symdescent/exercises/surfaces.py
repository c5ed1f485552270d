"""Functions of one to three variables that come out nice at a point which is drawn first.

Inside of a function stands a polynomial whose value at the point is chosen: 0 for e^u and sin u, 1 for ln u, a square for √u.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import prod
from random import Random
from typing import TypeAlias

from symdescent.calculus.checks.same import value_at
from symdescent.calculus.derivation import differentiate
from symdescent.calculus.rewrites.collect import like_terms
from symdescent.exercises.draws import applied, joined, power, signed, times, total, whole
from symdescent.notation.tree import Expression, Quotient, Symbol, names

Place: TypeAlias = Mapping[str, int]
Surface: TypeAlias = Callable[[Random, Place], Expression]
Terms: TypeAlias = Sequence[tuple[int, Sequence[int]]]  # a coefficient and the exponent of each variable

SQUARES = (1, 4, 9, 16)
LARGEST = 12  # coefficient of a term that is added


def written(terms: Terms, variables: Sequence[str]) -> Expression:
    """A polynomial as it is written, terms with the coefficient 0 left out."""
    return total([_written(by, exponents, variables) for by, exponents in terms if by])


def _written(by: int, exponents: Sequence[int], variables: Sequence[str]) -> Expression:
    factors = [power(Symbol(x), n) for x, n in zip(variables, exponents, strict=True) if n]
    return times(by, joined(*factors) if len(factors) > 1 else factors[0]) if factors else signed(by)


def value(terms: Terms, at: Place) -> int:
    """The value of a polynomial at a point."""
    return sum(by * prod(x**n for x, n in zip(at.values(), exponents, strict=True)) for by, exponents in terms)


def slope(terms: Terms, at: Place, k: int) -> int:
    """The derivative of a polynomial by its k-th variable at a point."""
    lowered = [(by * exponents[k], [n - (i == k) for i, n in enumerate(exponents)]) for by, exponents in terms if exponents[k]]
    return value(lowered, at)


def slopes(f: Expression, at: Place) -> list[float | None]:
    """The partial derivatives at the point in floats, None where one has no value."""
    here = {x: float(number) for x, number in at.items()}
    return [value_at(differentiate(f, x).result, here) for x in at]


def steered(f: Expression, at: Place, gradient: Sequence[int]) -> Expression | None:
    """The function with first powers added such that its gradient at the point is the wanted one; None where these are large."""
    missing = [wanted - by for wanted, by in zip(gradient, slopes(f, at), strict=True) if by is not None]
    if len(missing) < len(at) or any(by % 1 or abs(by) > LARGEST for by in missing):
        return None
    first = written([(int(by), unit(k, len(at))) for k, by in enumerate(missing)], list(at)) if any(missing) else None
    found = f if first is None else like_terms(total([f, first]))
    return found if names(found) == set(at) else None  # what is added may cancel a variable


def unit(k: int, count: int, times: int = 1) -> list[int]:
    """Exponents that are 0 but for the k-th."""
    return [times * (i == k) for i in range(count)]


def _pair(first: int, second: int, count: int) -> list[int]:
    return [int(i in (first, second)) for i in range(count)]


def quadratic(random: Random, at: Place) -> Expression:
    """Squares, products of two variables, and first powers such that the gradient at the point is a drawn one."""
    count = len(at)
    terms = [(whole(random, 1 if k == 0 else -4, 4), unit(k, count, 2)) for k in range(count)]
    terms += [(whole(random, -4, 4), _pair(i, j, count)) for i, j in pairwise(range(count))]
    terms += [(whole(random, -8, 8, without=()) - slope(terms, at, k), unit(k, count)) for k in range(count)]
    return written(terms, list(at))


def squares(random: Random, at: Place) -> Expression:
    """A square of each variable, and perhaps a number or a product."""
    count = len(at)
    last = random.choice([[0] * count, [1] * count])
    terms = [*((whole(random, 1 if k == 0 else -5, 5), unit(k, count, 2)) for k in range(count)), (whole(random, -6, 6), last)]
    return written(terms, list(at))


def cubic(random: Random, at: Place) -> Expression:
    """Three terms of different variables and exponents, at least one of them mixed; of one variable two powers."""
    count = len(at)
    mixed = [random.choice((1, 2)) if count > 1 else 3 for _ in range(count)]
    others = [(whole(random, -5, 5), unit(k, count, random.choice((1, 2, 3) if count > 1 else (1, 2)))) for k in range(count)]
    return written([(whole(random, 1, 4), mixed), *others], list(at))


def plane(random: Random, at: Place, height: int) -> Expression:
    """A first power of each variable, and the number that makes it so high at the point."""
    terms = [(whole(random, -3 if k else 1, 3), unit(k, len(at))) for k in range(len(at))]
    return _lifted(terms, at, height)


def bowl(random: Random, at: Place, height: int) -> Expression:
    """A square, and a power of each other variable, so high at the point."""
    count = len(at)
    terms = [(whole(random, 1, 3), unit(k, count, 2 if k == 0 else random.choice((1, 2)))) for k in range(count)]
    return _lifted(terms, at, height)


def product(random: Random, at: Place, height: int) -> Expression:
    """The product of the variables, so high at the point."""
    return _lifted([(whole(random, 1, 2), [1] * len(at))], at, height)


def _lifted(terms: Terms, at: Place, height: int) -> Expression:
    return written([*terms, (height - value(terms, at), [0] * len(at))], list(at))


def inside(random: Random, at: Place, height: int) -> Expression:
    """One of the three."""
    return random.choice((plane, plane, bowl, product))(random, at, height)


def monomial(random: Random, at: Place) -> Expression:
    """A power of one of the variables."""
    return times(whole(random, 1, 4), power(Symbol(random.choice(list(at))), random.choice((1, 2, 3))))


def known(random: Random, at: Place, functions: Sequence[str] = ("exp", "exp", "sin", "ln", "sqrt")) -> Expression:
    """e^u, sin u, ln u or √u of something with a value at the point for which it is known by heart."""
    function = random.choice(functions)
    height = {"ln": 1, "sqrt": random.choice(SQUARES)}.get(function, 0)
    return applied(function, inside(random, at, height))


def plain(random: Random, at: Place) -> Expression:
    """The same of something that is 0 or 1 there and linear."""
    function = random.choice(("exp", "sin", "ln"))
    return applied(function, plane(random, at, int(function == "ln")))


def powered(random: Random, at: Place) -> Expression:
    """A power of something small at the point."""
    return times(whole(random, 1, 3), power(plane(random, at, random.choice((-2, -1, 1, 2))), whole(random, 2, 4)))


def bent(random: Random, at: Place) -> Expression:
    """A function that is known by heart at the point, plus a term."""
    return total([monomial(random, at), times(whole(random, -4, 4), known(random, at))])


def slightly_bent(random: Random, at: Place) -> Expression:
    """The same with something linear inside."""
    return total([monomial(random, at), times(whole(random, -4, 4), plain(random, at))])


def scaled(random: Random, at: Place) -> Expression:
    """A power of a variable times a function that is known by heart at the point."""
    return joined(monomial(random, at), known(random, at))


def ratio(random: Random, at: Place) -> Expression:
    """A quotient whose denominator is ±1 or 2 at the point."""
    above = random.choice((monomial, lambda r, p: plane(r, p, whole(r, -4, 4))))(random, at)
    return Quotient(above, bowl(random, at, random.choice((1, 2))))


def twice(random: Random, at: Place) -> Expression:
    """The product of two functions that are known by heart at the point."""
    return joined(known(random, at, ("sin", "ln", "sqrt")), applied("exp", inside(random, at, 0)))


def nested(random: Random, at: Place) -> Expression:
    """A function of a function, as ln(e^u + …) or e^(sin u)."""
    return times(whole(random, 1, 3), applied(random.choice(("exp", "sin")), applied("sin", inside(random, at, 0))))


def two(random: Random, at: Place) -> Expression:
    """A scaled function and another one."""
    return total([scaled(random, at), times(whole(random, -4, 4), plain(random, at))])


def slightly_nested(random: Random, at: Place) -> Expression:
    """A nested function, plus a term."""
    return total([monomial(random, at), nested(random, at)])


def both(random: Random, at: Place) -> Expression:
    """A scaled and a nested function."""
    return total([scaled(random, at), nested(random, at)])
