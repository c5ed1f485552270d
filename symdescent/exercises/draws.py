"""What questions are made of, drawn from a source of randomness: small numbers, and functions as textbooks write them.

Every draw takes from the source in a fixed order, so the same seed makes the same question everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from random import Random

from symdescent.notation.tree import Call, E, Expression, Negation, Power, Product, Quotient, Sum, Symbol, number

X = Symbol("x")
PLAIN = ("sin", "cos", "exp", "ln")
MORE = (*PLAIN, "sqrt", "tan", "atan", "sinh", "cosh")
POSITIVE_ONLY = ("ln", "sqrt")  # what stands inside of these is kept positive


def whole(random: Random, low: int, high: int, *, without: Sequence[int] = (0,)) -> int:
    """A whole number from low to high that is none of those left out."""
    return random.choice(_wholes(low, high, tuple(without)))


@lru_cache(256)
def _wholes(low: int, high: int, without: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(n for n in range(low, high + 1) if n not in without)


def signed(value: int | Fraction) -> Expression:
    """A number as it is written, a minus outside."""
    size = abs(Fraction(value))
    shown = number(size) if size.denominator == 1 else Quotient(number(size.numerator), number(size.denominator))
    return Negation(shown) if value < 0 else shown


def times(coefficient: int, e: Expression) -> Expression:
    """A coefficient and what it multiplies; 1 is not written."""
    size = abs(coefficient)
    product = e if size == 1 else Product((number(size), *(e.factors if isinstance(e, Product) else (e,))))
    return Negation(product) if coefficient < 0 else product


def joined(*factors: Expression) -> Expression:
    """The product of factors, products among them opened."""
    return Product(tuple(part for factor in factors for part in (factor.factors if isinstance(factor, Product) else (factor,))))


def power(base: Expression, exponent: int) -> Expression:
    """A power; an exponent of 1 is not written."""
    return base if exponent == 1 else Power(base, number(exponent))


def total(terms: Sequence[Expression]) -> Expression:
    """The sum of terms, sums among them opened; of one term, itself."""
    opened = [part for term in terms for part in (term.terms if isinstance(term, Sum) else (term,))]
    return opened[0] if len(opened) == 1 else Sum(tuple(opened))


def polynomial(random: Random, degree: int, terms: int, *, largest: int = 6, x: Expression = X) -> Expression:
    """A polynomial of a degree with so many terms, highest power first."""
    exponents = sorted({degree, *random.sample(range(degree), min(terms - 1, degree))}, reverse=True)
    return total([monomial(whole(random, -largest if k else 1, largest), x, n) for k, n in enumerate(exponents)])


def monomial(coefficient: int, x: Expression, exponent: int) -> Expression:
    """c·xⁿ as it is written."""
    return signed(coefficient) if exponent == 0 else times(coefficient, power(x, exponent))


def linear(random: Random, largest: int = 5, x: Expression = X) -> Expression:
    """a x + b with whole numbers, a positive and b not 0."""
    return polynomial(random, 1, 2, largest=largest, x=x)


def multiple(random: Random, largest: int = 6, x: Expression = X) -> Expression:
    """a x, a from 2 on."""
    return times(whole(random, 2, largest), x)


def square_plus(random: Random, largest: int = 9, x: Expression = X) -> Expression:
    """a x² + c, positive everywhere."""
    return total([monomial(whole(random, 1, 3), x, 2), number(whole(random, 1, largest))])


def applied(function: str, inside: Expression) -> Expression:
    """A function of something, e^u as a power."""
    return Power(E, inside) if function == "exp" else Call(function, (inside,))


def composed(random: Random, functions: Sequence[str] = PLAIN, x: Expression = X, largest: int = 5) -> Expression:
    """A function of something linear or quadratic, positive where the function needs that."""
    function = random.choice(functions)
    insides = (square_plus, linear) if function in POSITIVE_ONLY else (multiple, linear, square_plus)
    return applied(function, random.choice(insides)(random, largest, x=x))
