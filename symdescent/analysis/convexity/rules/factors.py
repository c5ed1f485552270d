"""Products, quotients and powers as a number times powers of factors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from symdescent.analysis.convexity.rules.polynomial import ONE, Coefficient, coefficient, times, written
from symdescent.analysis.convexity.rules.setting import Setting
from symdescent.calculus.rewrites.arithmetic import power, tidy
from symdescent.notation.tree import Call, E, Expression, Negation, Power, Product, Quotient, Sum, number, rational

HALF = Fraction(1, 2)


class Factor(NamedTuple):
    """``base`` to the ``exponent``."""

    base: Expression
    exponent: Fraction

    @property
    def expression(self) -> Expression:
        """The power as it is written."""
        if self.exponent < 0:
            return Quotient(written(ONE), Factor(self.base, -self.exponent).expression)
        return Call("sqrt", (self.base,)) if self.exponent == HALF else power(self.base, number(self.exponent))


def split(e: Expression, s: Setting) -> tuple[Coefficient, list[Factor]]:
    """What does not depend on the variables, and the other factors; equal ones put together, and so are exponentials."""
    constant: Coefficient = ONE
    found: list[Factor] = []
    for base, exponent in _factors(e, 1, s):
        if s.fixed(base):
            constant = times(constant, coefficient(Factor(base, exponent).expression))
        else:
            found.append(Factor(base, exponent))
    return constant, _together(found)


def product(factors: Iterable[Factor]) -> Expression:
    """The product of the factors."""
    parts = tuple(factor.expression for factor in factors)
    return parts[0] if len(parts) == 1 else Product(parts)


def _factors(e: Expression, side: int, s: Setting) -> Iterator[tuple[Expression, Fraction]]:
    """The factors of e, or with ``side`` -1 of 1/e."""
    if type(e) is Negation:
        yield number(-1), ONE
        yield from _factors(e.operand, side, s)
    elif type(e) is Product:
        for factor in e.factors:
            yield from _factors(factor, side, s)
    elif type(e) is Quotient:
        yield from _factors(e.numerator, side, s)
        yield from _factors(e.denominator, -side, s)
    else:
        yield _power(e, side, s)


def _power(e: Expression, side: int, s: Setting) -> tuple[Expression, Fraction]:
    if type(e) is Call and e.function == "exp":
        e = Power(E, e.arguments[0])
    if type(e) is Power and s.fixed(e.base) and not s.fixed(e):
        return (e if side > 0 else Power(e.base, _minus(e.exponent))), ONE
    if type(e) is Power and not s.fixed(e) and (p := rational(tidy(e.exponent))) is not None and p != 0:
        return e.base, side * p
    if type(e) is Call and e.function == "sqrt" and not s.fixed(e):
        return e.arguments[0], side * HALF
    return e, Fraction(side)


def _minus(e: Expression) -> Expression:
    return tidy(Negation(e))


def _times(c: Fraction, u: Expression) -> Expression:
    return u if c == 1 else tidy(Product((number(c), u)))


def _together(found: list[Factor]) -> list[Factor]:
    """x·x² is x³, and e^x·e^y is e^(x + y); x/x stays as it is, for it has no value at 0."""
    exponents = [_times(factor.exponent, factor.base.exponent) for factor in found if type(factor.base) is Power and factor.base.base == E]
    rest = [factor for factor in found if not (type(factor.base) is Power and factor.base.base == E)]
    joined: dict[tuple[Expression, bool], Fraction] = {}
    for base, exponent in rest:
        key = (base, exponent > 0)
        joined[key] = joined.get(key, Fraction(0)) + exponent
    exponential = [Factor(Power(E, exponents[0] if len(exponents) == 1 else Sum(tuple(exponents))), ONE)] if exponents else []
    return exponential + [Factor(base, exponent) for (base, _), exponent in joined.items()]
