"""How many real roots a polynomial with rational coefficients has in an interval, counted exactly."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import TypeAlias

Polynomial: TypeAlias = tuple[Fraction, ...]  # lowest power first


def value(p: Polynomial, x: Fraction) -> Fraction:
    """The polynomial at a point (Horner)."""
    return reduce(lambda total, c: total * x + c, reversed(p), Fraction(0))


def derivative(p: Polynomial) -> Polynomial:
    """p′."""
    return tuple(k * c for k, c in enumerate(p))[1:] or (Fraction(0),)


def trimmed(p: Polynomial | list[Fraction]) -> Polynomial:
    """Without leading zeros."""
    end = max((k for k, c in enumerate(p) if c), default=0)
    return tuple(p[: end + 1])


def divided(p: Polynomial, q: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Quotient and remainder."""
    rest, quotient = list(p), [Fraction(0)] * max(len(p) - len(q) + 1, 1)
    for shift in range(len(p) - len(q), -1, -1):
        factor = quotient[shift] = rest[shift + len(q) - 1] / q[-1]
        for k, c in enumerate(q):
            rest[shift + k] -= factor * c
    return trimmed(quotient), trimmed(rest[: len(q) - 1] or [Fraction(0)])


def common(p: Polynomial, q: Polynomial) -> Polynomial:
    """The greatest common divisor, with leading coefficient 1."""
    while any(q):
        p, q = q, divided(p, q)[1]
        q = tuple(c / abs(q[-1]) for c in q) if any(q) else q
    return tuple(c / p[-1] for c in p)


def odd_part(p: Polynomial) -> Polynomial:
    """The product of x - r over the roots of odd multiplicity, at which p changes its sign (Yun 1976)."""
    odd: Polynomial = (Fraction(1),)
    again = common(p, derivative(p))
    simple, k = divided(p, again)[0], 1
    while len(simple) > 1:
        shared = common(simple, again)
        if k % 2:
            odd = _times(odd, divided(simple, shared)[0])
        simple, again, k = shared, divided(again, shared)[0], k + 1
    return odd


def _times(p: Polynomial, q: Polynomial) -> Polynomial:
    result = [Fraction(0)] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] += a * b
    return tuple(result)


def roots_within(p: Polynomial, low: Fraction | None, high: Fraction | None, closed: tuple[bool, bool] = (False, False)) -> int:
    """The number of different roots in an interval; an end that is None is infinite (Sturm 1829)."""
    if len(p) == 1:
        return 0
    simple = divided(p, common(p, derivative(p)))[0]
    for end in {end for end in (low, high) if end is not None and value(simple, end) == 0}:
        simple = divided(simple, (-end, Fraction(1)))[0]
    inside = _variations(simple, low, -1) - _variations(simple, high, 1)
    ends = [end for end, belongs in zip((low, high), closed, strict=True) if belongs and end is not None]
    return inside + sum(value(p, end) == 0 for end in dict.fromkeys(ends))


def _variations(p: Polynomial, at: Fraction | None, side: int) -> int:
    """Changes of sign in Sturm's chain at a point or at the infinite end of a side."""
    chain = [p, derivative(p)]
    while len(chain[-1]) > 1:
        chain.append(tuple(-c for c in divided(chain[-2], chain[-1])[1]))
    values = [q[-1] * (side ** (len(q) - 1)) if at is None else value(q, at) for q in chain]
    positive = [v > 0 for v in values if v]
    return sum(a != b for a, b in pairwise(positive))
