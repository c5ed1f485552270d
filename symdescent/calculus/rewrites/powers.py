"""How powers are taken apart and brought together while a product or quotient is read."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from symdescent.calculus.rewrites.arithmetic import Rational, has_decimal, magnitude, tidy
from symdescent.calculus.rewrites.collect import like_terms
from symdescent.notation.tree import (
    ONE,
    Call,
    Expression,
    Negation,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    names,
    number,
    rational,
)

Powers: TypeAlias = dict[Expression, Rational]

LARGEST_OPENED = 12  # the highest power of a product that is taken apart
HALF = Fraction(1, 2)


class Reading:
    """A monomial while it is read."""

    __slots__ = ("decimal", "merged", "powers", "special")

    def __init__(self, powers: Powers) -> None:
        self.powers, self.decimal, self.merged, self.special = powers, False, "", False

    def read(self, e: Expression, n: int) -> Rational:
        """Takes in the n-th power of an expression; returns its numerical coefficient."""
        reader = READERS.get(type(e))
        if reader is None:
            self.insert(e, n)
            return 1
        return reader(self, e, n)

    def insert(self, base: Expression, n: Rational) -> None:
        """Takes in the n-th power of a base."""
        powers = self.powers
        old = powers.get(base)
        if old is None:
            if type(base) is Sum:
                base = self.known(base)
            elif type(base) is Power or (type(base) is Call and base.function in ("sqrt", "exp")):
                self.special = True
            if (old := powers.get(base)) is None:
                powers[base] = n
                return
        self.merged = "cancel" if old * n < 0 or self.merged == "cancel" else "like factors"
        if old > 0 > old + n:
            del powers[base]  # it moves below the fraction bar, behind what is there
        powers[base] = old + n
        if not old + n:
            del powers[base]

    def known(self, bracket: Sum) -> Expression:
        """The bracket as it stands already, its terms perhaps in another order."""
        terms = None
        for base in self.powers:
            if type(base) is Sum and len(base.terms) == len(bracket.terms):
                terms = terms or frozenset(bracket.terms)
                if terms == frozenset(base.terms):
                    return base
        return bracket


def _number(reading: Reading, e: Number, n: int) -> Rational:
    value = e.value
    if n < 0 and not value:  # a formula that divides by 0 keeps doing so
        reading.insert(e, n)
        return 1
    reading.decimal |= e.decimal
    if value.denominator == 1 and n > 0:
        return int(value.numerator**n)
    return whole_if(value**n)


def whole_if(value: Fraction) -> Rational:
    """The number, as an int where it is whole."""
    return value.numerator if value.denominator == 1 else value


def _negation(reading: Reading, e: Negation, n: int) -> Rational:
    value = reading.read(e.operand, n)
    return -value if n % 2 else value


def _product(reading: Reading, e: Product, n: int) -> Rational:
    value: Rational = 1
    for factor in e.factors:
        value *= reading.read(factor, n)
    return value


def _quotient(reading: Reading, e: Quotient, n: int) -> Rational:
    if rational(e.denominator) == 0:
        reading.insert(e, n)
        return 1
    return reading.read(e.numerator, n) * reading.read(e.denominator, -n)


def _power(reading: Reading, e: Power, n: int) -> Rational:
    exponent = rational(e.exponent)
    if exponent is None or rational(e.base) is not None or (exponent.denominator != 1 and has_decimal((e.exponent,))):
        reading.insert(e, n)
    elif exponent.denominator != 1:
        reading.insert(e.base, exponent * n)
        reading.special = True
    elif abs(whole := exponent.numerator) <= LARGEST_OPENED:
        if abs(n) > 1 < abs(whole) and not reading.merged:
            reading.merged = "like factors"  # (u^a)^b
        return reading.read(e.base, whole * n)
    else:
        reading.insert(e.base, whole * n)
    return 1


READERS: dict[type[Expression], Callable[..., Rational]] = {
    Number: _number,
    Negation: _negation,
    Product: _product,
    Quotient: _quotient,
    Power: _power,
}


def settled(reading: Reading) -> Rational:
    """Brings together what is a power of the same thing in different writing: √u and u, e^u and e^v; returns a coefficient."""
    value: Rational = 1
    for base in tuple(reading.powers):
        if type(base) is Call and base.function == "sqrt" and base in reading.powers:
            value *= _rooted(reading, base)
    _raised(reading)
    return value


def _rooted(reading: Reading, root: Call) -> Rational:
    """√u·√u = u and u/√u = √u, true wherever √u is defined."""
    powers, (u,) = reading.powers, root.arguments
    n = powers[root]
    outside = powers.get(u, 0)
    if magnitude(n) < 2 and (not outside or (outside > 0 and n > 0)):
        return 1
    reading.merged = "cancel" if n * outside < 0 or reading.merged == "cancel" else "like factors"
    del powers[root]
    if not outside and n % 2 == 0:
        return reading.read(u, int(n) // 2)
    powers.pop(u, None)
    total = outside + n * HALF
    if (2 * total) % 1 == 0 and (magnitude(total) == HALF or total > 0):
        whole = int(total)
        if total != whole:
            powers[root] = 1 if total > 0 else -1
        return reading.read(u, whole) if whole else 1
    if total:
        powers[u] = whole_if(total) if isinstance(total, Fraction) else total
    return 1


def _exponent(base: Expression) -> tuple[Expression | str, Expression] | None:
    if type(base) is Power:
        return base.base, base.exponent
    return ("exp", base.arguments[0]) if type(base) is Call and base.function == "exp" else None


def _raised(reading: Reading) -> None:
    """b^u·b^v = b^(u + v)."""
    alike: dict[Expression | str, list[tuple[Expression, Expression, Rational]]] = {}
    for base, n in reading.powers.items():
        if (split := _exponent(base)) is not None and type(n) is int and names(split[1]):
            alike.setdefault(split[0], []).append((base, split[1], n))
    for b, found in alike.items():
        plain = reading.powers.get(b, 0) if type(b) is Symbol and not any(b.name in names(u) for _, u, _ in found) else 0
        if len(found) > 1 or magnitude(found[0][2]) > 1 or plain:
            _one_power(reading, b, found, plain)


def _one_power(reading: Reading, b: Expression | str, found: list[tuple[Expression, Expression, Rational]], plain: Rational) -> None:
    signs = {n > 0 for _, _, n in found} | ({plain > 0} if plain else set())
    reading.merged = "cancel" if len(signs) > 1 or reading.merged == "cancel" else "like factors"
    side = -1 if signs == {False} else 1
    for base, _, _ in found:
        del reading.powers[base]
    if plain:
        del reading.powers[b]  # type: ignore[arg-type]
    parts = [(u, side * n) for _, u, n in found] + ([(ONE, side * plain)] if plain else [])
    terms = [tidy(Product((number(n), u))) for u, n in parts]
    total = like_terms(tidy(Sum(tuple(terms)))) if len(terms) > 1 else terms[0]
    if rational(total) == 0:
        return
    raised = Call("exp", (total,)) if isinstance(b, str) else tidy(Power(b, total))
    reading.insert(raised, side)
