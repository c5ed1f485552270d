"""Polynomials in one variable with rational coefficients, lowest power first, and their real roots in exact arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import lcm

from symdescent.calculus.edges.recognise import root_parts
from symdescent.notation.tree import Expression, Negation, Number, Power, Product, Quotient, Sum, Symbol, rational

Polynomial = tuple[Fraction, ...]

HIGHEST_DEGREE = 8
MOST_BITS = 256  # of a coefficient
NARROW = Fraction(1, 1 << 60)


def polynomial(expression: Expression, variable: str) -> Polynomial | None:
    """The coefficients of a written polynomial of a moderate degree, lowest power first; None for anything else.

    >>> from symdescent.notation import parse
    >>> [str(c) for c in polynomial(parse("(x + 1)^2/2 - x"), "x")]
    ['1/2', '0', '1/2']
    """
    if type(expression) is Symbol:
        return (Fraction(0), Fraction(1)) if expression.name == variable else None
    known = rational(expression)
    if known is not None:
        return _short((known,))
    read = READ.get(type(expression))
    return _short(read(expression, variable)) if read else None


def _short(p: Polynomial | None) -> Polynomial | None:
    """The polynomial without leading zeros; None where it is too large."""
    if p is None or len(p) > HIGHEST_DEGREE + 1 or any(max(c.numerator.bit_length(), c.denominator.bit_length()) > MOST_BITS for c in p):
        return None
    end = max((k for k, c in enumerate(p) if c), default=0)
    return p[: end + 1]


def _add(p: Polynomial, q: Polynomial) -> Polynomial:
    size = max(len(p), len(q))
    padded = [(*r, *[Fraction(0)] * (size - len(r))) for r in (p, q)]
    return tuple(a + b for a, b in zip(*padded, strict=True))


def _times(p: Polynomial, q: Polynomial) -> Polynomial:
    result = [Fraction(0)] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] += a * b
    return tuple(result)


def _joined(parts: Sequence[Expression], x: str, operation: Callable[[Polynomial, Polynomial], Polynomial]) -> Polynomial | None:
    result: Polynomial | None = None
    for part in parts:
        p = polynomial(part, x)
        if p is None:
            return None
        result = p if result is None else _short(operation(result, p))
        if result is None:
            return None
    return result


def _quotient(e: Quotient, x: str) -> Polynomial | None:
    above, below = polynomial(e.numerator, x), polynomial(e.denominator, x)
    return None if above is None or below is None or len(below) > 1 or not below[0] else tuple(c / below[0] for c in above)


def _power(e: Power, x: str) -> Polynomial | None:
    n, base = rational(e.exponent), polynomial(e.base, x)
    if n is None or base is None or n.denominator != 1 or not 0 <= n * max(len(base) - 1, 1) <= HIGHEST_DEGREE:
        return None
    one: Polynomial = (Fraction(1),)
    return reduce(_times, [base] * int(n), one)


READ: dict[type[Expression], Callable[..., Polynomial | None]] = {
    Number: lambda e, x: (e.value,),
    Sum: lambda e, x: _joined(e.terms, x, _add),
    Product: lambda e, x: _joined(e.factors, x, _times),
    Negation: lambda e, x: _joined((Number(Fraction(0)), e.operand), x, lambda p, q: _add(p, tuple(-c for c in q))),
    Quotient: _quotient,
    Power: _power,
}


def value(p: Polynomial, x: Fraction) -> Fraction:
    """The polynomial at a point (Horner)."""
    return reduce(lambda sum_, c: sum_ * x + c, reversed(p), Fraction(0))


def _derivative(p: Polynomial) -> Polynomial:
    return tuple(k * c for k, c in enumerate(p))[1:] or (Fraction(0),)


def _divided(p: Polynomial, q: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Quotient and remainder."""
    rest, quotient = list(p), [Fraction(0)] * max(len(p) - len(q) + 1, 1)
    for shift in range(len(p) - len(q), -1, -1):
        factor = quotient[shift] = rest[shift + len(q) - 1] / q[-1]
        for k, c in enumerate(q):
            rest[shift + k] -= factor * c
    return _trimmed(quotient), _trimmed(rest[: len(q) - 1] or [Fraction(0)])


def _trimmed(coefficients: Sequence[Fraction]) -> Polynomial:
    end = max((k for k, c in enumerate(coefficients) if c), default=0)
    return tuple(coefficients[: end + 1])


def squarefree(p: Polynomial) -> Polynomial:
    """The polynomial with the same roots, each simple: p divided by the greatest common divisor of p and p'."""
    a, b = p, _trimmed(_derivative(p))
    while any(b):
        a, b = b, _monic(_divided(a, b)[1])
    return _monic(_divided(p, a)[0])


def _monic(p: Polynomial) -> Polynomial:
    """Divided by its leading coefficient, so that the numbers stay short."""
    return tuple(c / p[-1] for c in p) if p[-1] else p


def intervals(p: Polynomial) -> list[tuple[Fraction, Fraction]]:
    """Narrow intervals (a, b], one for each real root of a polynomial without multiple roots (Sturm 1829)."""
    chain = [p, _derivative(p)]
    while len(chain[-1]) > 1:
        chain.append(tuple(-c for c in _divided(chain[-2], chain[-1])[1]))
    bound = 1 + max(abs(c / p[-1]) for c in p)  # Cauchy 1829: every root lies within
    return list(_isolated(chain, -bound, bound))


def _changes(chain: list[Polynomial], x: Fraction) -> int:
    signs = [v > 0 for v in (value(q, x) for q in chain) if v]
    return sum(a != b for a, b in pairwise(signs))


def _isolated(chain: list[Polynomial], a: Fraction, b: Fraction) -> list[tuple[Fraction, Fraction]]:
    pending, found = [(a, b, _changes(chain, a), _changes(chain, b))], []
    while pending:
        a, b, before, after = pending.pop()
        if before == after:
            continue
        if before - after == 1 and b - a < NARROW:
            found.append((a, b))
            continue
        middle = (a + b) / 2
        there = _changes(chain, middle)
        pending += [(middle, b, there, after), (a, middle, before, there)]
    return found


def rational_roots(p: Polynomial, near: Sequence[tuple[Fraction, Fraction]]) -> list[Fraction | None]:
    """The root in each of the intervals where it is rational, else None: its denominator divides the leading coefficient."""
    common = lcm(*(c.denominator for c in p))
    leading = abs(int(p[-1] * common))
    guesses = [Fraction(round((a + b) / 2 * leading), leading) for a, b in near]
    return [guess if value(p, guess) == 0 else None for guess in guesses]


def quadratic_roots(p: Polynomial) -> tuple[tuple[Fraction, Fraction, int], ...]:
    """The roots r + s·√n of a quadratic with a positive discriminant, the smaller first."""
    c, b, a = p
    square = b * b - 4 * a * c
    outside, inside = root_parts(square.numerator * square.denominator)
    size = Fraction(outside, square.denominator) / (2 * abs(a))
    return (-b / (2 * a), -size, inside), (-b / (2 * a), size, inside)


def without(p: Polynomial, roots: Sequence[Fraction]) -> Polynomial:
    """The polynomial divided by x - r for each of its rational roots."""
    for root in roots:
        p = _divided(p, (-root, Fraction(1)))[0]
    return p
