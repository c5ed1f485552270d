"""Identities of a single power, root or absolute value: numbers come out of it, and a square comes out of a root.

Each holds wherever its left side is defined, and costs a reader nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isqrt

from symdescent.calculus.rewrites.arithmetic import Rational, magnitude, tidy
from symdescent.calculus.rewrites.monomial import Monomial, monomial, product, to_the, written
from symdescent.calculus.rewrites.powers import LARGEST_OPENED, Powers, whole_if
from symdescent.notation.tree import ONE, Call, Constant, E, Expression, Negation, Number, Power, Product, Quotient, Sum, rational

NAMES = ("power of a product", "negative exponent", "absolute value of a product", "root of a square", "product of roots")
NOT_NEGATIVE = frozenset(("exp", "sqrt", "abs", "cosh", "sech", "sigmoid", "softplus"))
FIXED = frozenset((Number, Constant))


def of_power(e: Power) -> tuple[str, Expression] | None:
    """u^-n = 1/u^n, and (c u)^n = c^n u^n for a number c and a whole n."""
    n = rational(e.exponent)
    if n is None:
        return None
    if n < 0 and rational(e.base) != 0:
        return "negative exponent", tidy(Quotient(ONE, Power(e.base, tidy(Negation(e.exponent)))))
    if type(e.base) not in (Product, Quotient, Negation) or n.denominator != 1 or n > LARGEST_OPENED:
        return None
    inside = monomial(e.base)
    if len(inside.powers) != 1 or inside.coefficient == 1:
        return None
    ((u, k),) = inside.powers.items()
    if type(u) is Sum and type(e.base) is Quotient:  # which would need a bracket more
        return None
    return "power of a product", written(Monomial(to_the(inside.coefficient, n.numerator), {u: k * n.numerator}, inside.decimal))


def of_call(e: Call) -> tuple[str, Expression] | None:
    """What comes out of a root or an absolute value."""
    known = CALLS.get(e.function)
    return known(monomial(e.arguments[0])) if known else None


def _absolute_value(u: Monomial) -> tuple[str, Expression] | None:
    """|c u| = c |u| where c is not negative."""
    outside: Powers = {base: n for base, n in u.powers.items() if _even(n) or not_negative(base)}
    if u.coefficient == 1 and not outside:
        return None
    left = {base: n for base, n in u.powers.items() if base not in outside}
    number = Monomial(magnitude(u.coefficient), outside, u.decimal)
    if left:
        number = product(number, Monomial(1, {Call("abs", (written(Monomial(1, left)),)): 1}))
    return "absolute value of a product", written(number)


def _root(u: Monomial) -> tuple[str, Expression] | None:
    """√(c² u²) = c |u| for a number c."""
    number = _square_root(u.coefficient)
    if number is None or not all(map(_even, u.powers.values())):
        return None
    halves = {base: n.numerator // 2 for base, n in u.powers.items()}
    powers = {base if _even(n) or not_negative(base) else Call("abs", (base,)): n for base, n in halves.items()}
    return "root of a square", written(Monomial(number, dict(powers), u.decimal))


CALLS: dict[str, Callable[[Monomial], tuple[str, Expression] | None]] = {"abs": _absolute_value, "sqrt": _root}


def _even(n: Rational) -> bool:
    return n % 2 == 0


def _square_root(value: Rational) -> Rational | None:
    """The root of the square of a rational number."""
    if value < 0:
        return None
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    root = whole_if(Fraction(above, below))
    return root if root * root == value else None


def not_negative(base: Expression) -> bool:
    """Whether a glance shows that a base is never negative."""
    kind = type(base)
    if kind is Call:
        return base.function in NOT_NEGATIVE  # type: ignore[attr-defined]
    return kind in FIXED or (kind is Power and (base.base == E or (rational(base.base) or 0) > 0))  # type: ignore[attr-defined]


def roots(m: Monomial) -> tuple[str, Monomial] | None:
    """√a·√b = √(a b) for numbers and constants a and b."""
    fixed = [base for base in m.powers if type(base) is Call and base.function == "sqrt" and _fixed(base)]
    if len(fixed) < 2:
        return None
    for side in (1, -1):
        found = [base for base in fixed if m.powers[base] == side]
        if len(found) > 1:
            whole = Call("sqrt", (tidy(Product(tuple(root.arguments[0] for root in found))),))
            rest = Monomial(m.coefficient, {base: n for base, n in m.powers.items() if base not in found}, m.decimal)
            return "product of roots", product(rest, Monomial(1, {whole: side}))
    return None


def _fixed(root: Call) -> bool:
    (u,) = root.arguments
    return type(u) in FIXED or (type(u) is Product and all(type(factor) in FIXED for factor in u.factors))
