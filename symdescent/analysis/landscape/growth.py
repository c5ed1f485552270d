"""How an expression grows as t → ∞: its order in a scale of exponentials, powers and logarithms, and the factor before it.

The factor may swing, as in t·(2 + sin t); then it is known between two bounds. Nothing is guessed: where a rule is
missing, or leading terms cancel, the growth is unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import islice
from typing import Any

from symdescent.analysis.landscape.orders import NOTHING, Growth, sign

MOST_PARTS = 200


def growth(expression: Any, t: Any) -> Growth | None:
    """The growth of a SymPy expression as t → ∞; None where no rule tells it.

    >>> from sympy import exp, log, sin
    >>> from sympy.abc import t
    >>> growth(t - exp(t), t).falls, growth(2*t + sin(t), t).rises, growth(sin(t)*t, t).sign
    (True, True, None)
    """
    from sympy import preorder_traversal

    parts = sum(1 for _ in islice(preorder_traversal(expression), MOST_PARTS + 1))
    return _growth(expression, t) if parts <= MOST_PARTS else None


def _growth(e: Any, t: Any) -> Growth | None:
    if t not in e.free_symbols:
        return Growth(NOTHING, e, e) if e.is_number and sign(e) is not None else None
    if e == t:
        return _of(3)
    kind = "log" if e.func.__name__ == "log" else e.func.__name__
    rule = RULES.get(kind)
    return rule(e, t) if rule else None


def _of(place: int, power: Any = 1) -> Growth:
    from sympy import S

    return Growth(tuple(Fraction(power) if k == place else Fraction(0) for k in range(5)), S.One, S.One)


def _sum(e: Any, t: Any) -> Growth | None:
    parts = [_growth(part, t) for part in e.args]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    top = max(part.order for part in known)
    leading = [part for part in known if part.order == top]
    return Growth(top, sum(part.low for part in leading), sum(part.high for part in leading))


def _product(e: Any, t: Any) -> Growth | None:
    from sympy import S

    result = Growth(NOTHING, S.One, S.One)
    for part in e.args:
        other = _growth(part, t)
        if other is None:
            return None
        ends = [a * b for a in (result.low, result.high) for b in (other.low, other.high)]
        result = Growth(tuple(map(Fraction.__add__, result.order, other.order)), _least(ends), _greatest(ends))
    return result


def _least(ends: list[Any]) -> Any:
    return min(ends, key=float)


def _greatest(ends: list[Any]) -> Any:
    return max(ends, key=float)


def _power(e: Any, t: Any) -> Growth | None:
    if t in e.exp.free_symbols:
        return _exponential(e, t) if e.base.is_number and sign(e.base) == 1 else None
    base = _growth(e.base, t)
    if base is None or not e.exp.is_Rational:
        return None
    n = Fraction(int(e.exp.p), int(e.exp.q))
    if base.sign is None and not (n.denominator == 1 and n > 0):
        return None
    if base.sign == -1 and n.denominator != 1:
        return None
    ends = [base.low**e.exp, base.high**e.exp]
    even = n.denominator == 1 and n % 2 == 0
    low = _least([*ends, ends[0] * 0]) if base.sign is None and even else _least(ends)
    return Growth(tuple(n * k for k in base.order), low, _greatest(ends))


def _exponential(e: Any, t: Any) -> Growth | None:
    """e^u: of u = c₃t³ + c₂t² + c₁t + something bounded; 0 in the limit where u → -∞."""
    from sympy import S, exp, log

    u = (e.args[0] if e.func.__name__ == "exp" else e.exp * log(e.base)).expand()
    order, rest = [Fraction(0)] * 5, []
    for part in u.as_ordered_terms():
        c, power = part.as_independent(t)
        degree = power.as_base_exp()[1] if power.as_base_exp()[0] == t else None
        if degree in (1, 2, 3) and c.is_Rational:
            order[3 - int(degree)] = Fraction(int(c.p), int(c.q))
        else:
            rest.append(part)
    left = _growth(sum(rest, S.Zero), t)
    if left is not None and left.order <= NOTHING:
        return Growth(tuple(order), exp(left.low if left.order == NOTHING else S.Zero), exp(left.high if left.order == NOTHING else S.Zero))
    whole = _growth(u, t)
    return Growth(NOTHING, S.Zero, S.Zero) if whole is not None and whole.falls else None


def _logarithm(e: Any, t: Any) -> Growth | None:
    from sympy import Rational, log

    u = _growth(e.args[0], t)
    if u is None or u.sign != 1:
        return None
    if u.order == NOTHING:
        return Growth(NOTHING, log(u.low), log(u.high))
    place = next(k for k, n in enumerate(u.order) if n)
    if place == 4:
        return None
    c = Rational(u.order[place].numerator, u.order[place].denominator)
    scale = _of(4) if place == 3 else _of(3, 3 - place)
    return scale._replace(low=c, high=c)


def _absolute(e: Any, t: Any) -> Growth | None:
    u = _growth(e.args[0], t)
    if u is None:
        return None
    ends = [abs(u.low), abs(u.high)]
    return Growth(u.order, _least(ends) if u.sign is not None else ends[0] * 0, _greatest(ends))


def _extreme(greatest: bool) -> Callable[[Any, Any], Growth | None]:
    def rule(e: Any, t: Any) -> Growth | None:
        parts = [_growth(part, t) for part in e.args]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        result = known[0]
        for part in known[1:]:
            chosen = _of_two(result, part, greatest)
            if chosen is None:
                return None
            result = chosen
        return result

    return rule


def _of_two(a: Growth, b: Growth, greatest: bool) -> Growth | None:
    pick = _greatest if greatest else _least
    if a.order == b.order:
        return Growth(a.order, pick([a.low, b.low]), pick([a.high, b.high]))
    above, below = (a, b) if a.order > b.order else (b, a)
    if above.sign is None:
        return None
    return above if (above.sign == 1) == greatest else below


def _swinging(e: Any, t: Any) -> Growth | None:
    """sin u and cos u: near u = 0 they are about u and 1."""
    from sympy import S

    u = _growth(e.args[0], t)
    if u is not None and u.order < NOTHING:
        return u if e.func.__name__ == "sin" else Growth(NOTHING, S.One, S.One)
    return Growth(NOTHING, -S.One, S.One)


def _limited(limit: Callable[[], Any]) -> Callable[[Any, Any], Growth | None]:
    """A function that tends to ± its limit at ±∞."""

    def rule(e: Any, t: Any) -> Growth | None:
        u = _growth(e.args[0], t)
        if u is not None and (u.rises or u.falls):
            end = limit() if u.rises else -limit()
            return Growth(NOTHING, end, end)
        return Growth(NOTHING, -limit(), limit())

    return rule


def _by_exponentials(e: Any, t: Any) -> Growth | None:
    from sympy import exp

    return _growth(e.rewrite(exp).expand(), t)


def _sign_of(e: Any, t: Any) -> Growth | None:
    from sympy import S

    u = _growth(e.args[0], t)
    if u is None or u.sign is None:
        return Growth(NOTHING, -S.One, S.One)
    return Growth(NOTHING, S(u.sign), S(u.sign))


def _pieces(e: Any, t: Any) -> Growth | None:
    """The piece whose condition holds for all large t."""
    from sympy import Rel, true

    for value, condition in e.args:
        if condition == true:
            return _growth(value, t)
        if not isinstance(condition, Rel):
            return None
        gap = _growth(condition.lhs - condition.rhs, t)
        if gap is None or gap.sign is None or condition.rel_op in ("==", "!="):
            return None
        if (gap.sign == 1) == (condition.rel_op in (">", ">=")):
            return _growth(value, t)
    return None


def _right_angle() -> Any:
    from sympy import pi

    return pi / 2


def _one() -> Any:
    from sympy import S

    return S.One


RULES: dict[str, Callable[[Any, Any], Growth | None]] = {
    "Add": _sum,
    "Mul": _product,
    "Pow": _power,
    "exp": _exponential,
    "log": _logarithm,
    "Abs": _absolute,
    "Max": _extreme(True),
    "Min": _extreme(False),
    **dict.fromkeys(("sin", "cos"), _swinging),
    **dict.fromkeys(("tanh", "erf"), _limited(_one)),
    "atan": _limited(_right_angle),
    **dict.fromkeys(("sinh", "cosh", "sech"), _by_exponentials),
    "sign": _sign_of,
    "Piecewise": _pieces,
}
