"""What two items have in common that differ in names, scale or order only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import permutations
from typing import Any, NamedTuple

from symdescent.notation.tree import (
    Call,
    Constant,
    Expression,
    Negation,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
    names,
    rational,
)

MOST_RENAMED = 3  # variables that are tried in every order
LARGEST_POWER = 64  # of a coefficient that is computed

Names = Mapping[str, str]


class Scaled(NamedTuple):
    """A number times powers of bases, each base a text."""

    by: Fraction
    powers: dict[str, Fraction]

    @property
    def text(self) -> str:
        """The bases in one order, without the number."""
        return "*".join(f"{base}^{n}" for base, n in sorted(self.powers.items()) if n)

    @property
    def whole(self) -> str:
        """With the number."""
        return f"{self.by}*{self.text}"


def canonical(expression: Expression, variables: Iterable[str] = (), *beside: Mapping[str, Any]) -> str:
    """The same text for formulas that differ in the names of variables, a constant factor, or the order of terms and factors.

    ``beside`` are numbers that belong to the variables, such as a point or a direction: they are renamed together.

    >>> from symdescent.notation import parse
    >>> canonical(parse("2x + 4y^2")) == canonical(parse("6b^2 + 3a"))
    True
    >>> canonical(parse("x^2 + 2y"), "xy", {"x": 1, "y": 3}) == canonical(parse("y^2 + 2x"), "xy", {"x": 3, "y": 1})
    True
    >>> canonical(parse("x^2 + 1")) == canonical(parse("x^2 + 2"))
    False
    """
    found = tuple(variables) or tuple(sorted(names(expression)))
    orders = permutations(found) if len(found) <= MOST_RENAMED else [found]
    return min(_in_order(expression, order, beside) for order in orders)


def _in_order(expression: Expression, order: tuple[str, ...], beside: tuple[Mapping[str, Any], ...]) -> str:
    renamed = {name: f"x{k}" for k, name in enumerate(order, 1)}
    places = (",".join(str(place[name]) for name in order if name in place) for place in beside)
    return " at ".join((_scaled(expression, renamed).text or "1", *places))


def _scaled(e: Expression, renamed: Names) -> Scaled:
    make = MAKE.get(type(e))
    return make(e, renamed) if make else _base(f"{type(e).__name__}({', '.join(_scaled(part, renamed).whole for part in children(e))} {e})")


def _base(text: str) -> Scaled:
    return Scaled(Fraction(1), {text: Fraction(1)})


def _product(factors: Iterable[tuple[Scaled, int]]) -> Scaled:
    by, powers = Fraction(1), dict[str, Fraction]()
    for factor, sign in factors:
        by *= factor.by if sign > 0 or not factor.by else 1 / factor.by
        for base, n in factor.powers.items():
            powers[base] = powers.get(base, Fraction(0)) + sign * n
    return Scaled(by, powers)


def _sum(e: Sum, renamed: Names) -> Scaled:
    """The terms in one order, divided by the first one's number."""
    found = dict[str, Fraction]()
    for term in (_scaled(term, renamed) for term in e.terms):
        found[term.text] = found.get(term.text, Fraction(0)) + term.by
    terms = sorted((text, by) for text, by in found.items() if by)
    if not terms:
        return Scaled(Fraction(0), {})
    first = terms[0][1]
    return Scaled(first, {f"({' + '.join(f'{by / first}*{text}' for text, by in terms)})": Fraction(1)})


def _power(e: Power, renamed: Names) -> Scaled:
    base, n = _scaled(e.base, renamed), rational(e.exponent)
    if n is None:
        return _base(f"[{base.whole}]^({_scaled(e.exponent, renamed).whole})")
    if n.denominator > 1 or not base.by or abs(n) > LARGEST_POWER:
        return Scaled(Fraction(1), {f"[{base.whole}]": n})
    return Scaled(base.by ** int(n), {text: k * n for text, k in base.powers.items()})


def _call(e: Call, renamed: Names) -> Scaled:
    return _base(f"{e.function}({', '.join(_scaled(part, renamed).whole for part in e.arguments)})")


def _negation(e: Negation, renamed: Names) -> Scaled:
    inside = _scaled(e.operand, renamed)
    return Scaled(-inside.by, inside.powers)


MAKE: dict[type[Expression], Callable[..., Scaled]] = {
    Number: lambda e, renamed: Scaled(e.value, {}),
    Constant: lambda e, renamed: _base(e.name),
    Symbol: lambda e, renamed: _base(renamed.get(e.name, e.name)),
    Negation: _negation,
    Sum: _sum,
    Product: lambda e, renamed: _product((_scaled(factor, renamed), 1) for factor in e.factors),
    Quotient: lambda e, renamed: _product(((_scaled(e.numerator, renamed), 1), (_scaled(e.denominator, renamed), -1))),
    Power: _power,
    Call: _call,
}
