"""Signs of polynomials in one thing, a letter or e^x or √x or sin x: by counting the roots where it can be."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from symdescent.analysis.signs.fact import MINUS, NIL, PLUS, Fact, fact
from symdescent.analysis.signs.interval import Interval
from symdescent.analysis.signs.known import Known
from symdescent.analysis.signs.ranged import REACH
from symdescent.analysis.signs.sturm import Polynomial, odd_part, roots_within, value
from symdescent.analysis.signs.terms import CONSTANT, Key, Terms, terms, written
from symdescent.notation.parser import parse
from symdescent.notation.tree import Call, E, Expression, Negation, Power, Product, Sum, Symbol, names, number, rational

HIGHEST_DEGREE = 16


class OneBase(NamedTuple):
    """An expression as ``base^(-shift)`` times a polynomial in ``base``."""

    base: Expression
    coefficients: Polynomial
    shift: int


def in_one_base(found: Terms) -> OneBase | None:
    """The terms as a polynomial in a single base; e^(2x) is a power of e^x, and x a power of √x where that occurs."""
    alike = _alike(_exponentials(found))
    powers: dict[Fraction, Fraction] = {}
    base: Expression | None = None
    for key, c in alike.items():
        if len(key) > 1:
            return None
        here, n = next(iter(key), (base, Fraction(0)))
        if base is not None and here is not None and here != base:
            return None
        base = base if here is None else here
        powers[n] = powers.get(n, Fraction(0)) + c
    if base is None or not names(base):
        return None
    step = lcm(*(n.denominator for n in powers))
    if step > 1:
        base, powers = Power(base, number(Fraction(1, step))), {n * step: c for n, c in powers.items()}
    shift = -min(0, *map(int, powers))
    degree = int(max(powers)) + shift
    if not 0 < degree <= HIGHEST_DEGREE:
        return None
    return OneBase(base, tuple(powers.get(Fraction(k - shift), Fraction(0)) for k in range(degree + 1)), shift)


def _alike(found: Terms) -> Terms:
    """The terms with powers of one product, as x y and x²y², as powers of that."""
    mixed = next((dict(key) for key in found if len(key) > 1), None)
    if mixed is None:
        return found
    unit = _unit(mixed.values())
    one = frozenset((base, n / unit) for base, n in mixed.items())
    base = written({one: Fraction(1)})
    result: Terms = {}
    for key, c in found.items():
        n = _multiple(dict(key), dict(one))
        if n is None:
            return found
        result[frozenset(((base, n),)) if n else CONSTANT] = c
    return result


def _multiple(powers: dict[Expression, Fraction], one: dict[Expression, Fraction]) -> Fraction | None:
    """How many times the exponents of one product are those of another."""
    if not powers:
        return Fraction(0)
    some = {powers[base] / n for base, n in one.items()} if powers.keys() == one.keys() else set()
    return some.pop() if len(some) == 1 else None


def _exponentials(found: Terms) -> Terms:
    """The terms with every e^(k u) as a power of one e^u."""
    inner: dict[Expression, tuple[Key, Fraction]] = {}
    for key in found:
        for base, _ in key:
            if type(base) is Power and base.base == E:
                parts = terms(base.exponent)
                if parts is None or len(parts) != 1:
                    return found
                inner[base] = next(iter(parts.items()))
    if not inner or len({key for key, _ in inner.values()}) > 1:
        return found
    (letter,) = {key for key, _ in inner.values()}
    unit = _unit(c for _, c in inner.values())
    one = Power(E, written({letter: unit}))
    result: Terms = {}
    for key, c in found.items():
        powers: dict[Expression, Fraction] = {}
        for base, n in key:
            same, times = (one, n * inner[base][1] / unit) if base in inner else (base, n)
            powers[same] = powers.get(same, Fraction(0)) + times
        new = frozenset((base, n) for base, n in powers.items() if n)
        result[new] = result.get(new, Fraction(0)) + c
    return result


def _unit(multiples: Iterable[Fraction]) -> Fraction:
    """The greatest number of which all are whole multiples."""
    some = list(multiples)
    return Fraction(gcd(*(c.numerator for c in some)), lcm(*(c.denominator for c in some)))


def one_base(e: Expression, known: Known) -> Fact | None:
    """No root of odd multiplicity between the ends of the base: one sign; no root at all: strictly."""
    found = terms(e)
    form = None if found is None else in_one_base(found)
    if form is None or (len(form.coefficients) == 2 and form.base == e):
        return None
    low, high, parts = _between(form.base, known)
    if form.shift % 2 and (low is None or low.value < 0 or (low.value == 0 and low.closed)):
        return None
    return _counted(e, form, low, high, parts)


def is_polynomial(e: Expression) -> bool:
    """Whether it is a polynomial in one letter, of which all that can be known is known once its roots are counted."""
    found = terms(e)
    form = None if found is None or len(names(e)) > 1 else in_one_base(found)
    return form is not None and type(form.base) is Symbol and not form.shift


class Side(NamedTuple):
    """An end of a base, and whether it belongs."""

    value: Fraction
    closed: bool


def _counted(e: Expression, form: OneBase, low: Side | None, high: Side | None, parts: tuple[Fact, ...]) -> Fact | None:
    p = form.coefficients
    ends = low.value if low else None, high.value if high else None
    closed = bool(low and low.closed), bool(high and high.closed)
    if None not in ends and ends[0] >= ends[1]:  # type: ignore[operator]
        return None
    if roots_within(odd_part(p), *ends):
        return None
    inside = next(v for point in _samples(*ends) if (v := value(p, point)))
    side = PLUS if inside > 0 else MINUS
    touched = roots_within(p, *ends, closed)
    no_roots = len(p) == 3 and not form.shift and roots_within(p, None, None) == 0
    return fact(e, side | (NIL if touched else 0), "discriminant" if no_roots else "polynomial roots", *(() if no_roots else parts))


def _samples(low: Fraction | None, high: Fraction | None) -> Iterable[Fraction]:
    """More points than the polynomial has roots."""
    for k in range(1, HIGHEST_DEGREE + 3):
        if low is not None and high is not None:
            yield low + (high - low) * Fraction(k, HIGHEST_DEGREE + 3)
        else:
            yield low + k if low is not None else high - k if high is not None else Fraction(k)


def _between(base: Expression, known: Known) -> tuple[Side | None, Side | None, tuple[Fact, ...]]:
    """The ends between which a base is known to lie, with the facts base - low and high - base."""
    lower, upper = known.ends(base.name) if type(base) is Symbol else (None, None)
    low = _rounded(lower.near, -1, lower.closed) if lower else _natural(base, known, 0)
    high = _rounded(upper.near, 1, upper.closed) if upper else _natural(base, known, 1)
    parts: list[Fact] = []
    sides: list[Side | None] = []
    for side, sign in ((low, 1), (high, -1)):
        gap = side and _gap(base, side.value, sign)
        proved = known.fact(gap) if gap is not None else None
        good = side is not None and proved is not None and not proved.mask & MINUS
        sides.append(Side(side.value, bool(proved.mask & NIL)) if good and side and proved else None)
        parts += [proved] if good and proved else []
    return sides[0], sides[1], tuple(parts)


def _gap(base: Expression, end: Fraction, sign: int) -> Expression:
    """base - low, or high - base."""
    if end == 0:
        return base if sign > 0 else Negation(base)
    parts = (base, number(-end)) if sign > 0 else (number(end), Negation(base))
    return Sum(parts)


def _rounded(near: Interval, sign: int, closed: bool) -> Side:
    return Side(Fraction(near.low if sign < 0 else near.high), closed and near.low == near.high)


def _natural(base: Expression, known: Known, which: int) -> Side | None:
    """The ends that a function or a power has by itself."""
    if type(base) is Call and base.function in REACH:
        own = REACH[base.function]
        text = (own.low, own.high)[which]
        end = None if text is None else rational(parse(text))
        return None if end is None else Side(end, own.closed[which])
    if which == 0 and (type(base) is Power or (type(base) is Call and base.function in ("abs", "sqrt", "softplus", "exp"))):
        return _exponential_side(base, known, 1) or Side(Fraction(0), True)
    if type(base) is Product and (mine := known.fact(base)) is not None and not mine.mask & (PLUS if which else MINUS):
        return Side(Fraction(0), True)
    return _exponential_side(base, known, -1) if which else None


def _exponential_side(base: Expression, known: Known, sign: int) -> Side | None:
    """e^u is on the same side of 1 as u of 0."""
    if not (type(base) is Power and base.base == E):
        return None
    u = known.fact(base.exponent)
    wrong = MINUS if sign > 0 else PLUS
    return Side(Fraction(1), True) if u is not None and not u.mask & wrong else None


def exponential_gap(e: Expression, known: Known) -> Fact | None:
    """e^u - 1 and 1 - e^u have the sign of u and of -u."""
    found = terms(e)
    if found is None or len(found) != 2 or CONSTANT not in found:
        return None
    ((key, k),) = (item for item in found.items() if item[0] != CONSTANT)
    base, n = next(iter(key))
    if len(key) != 1 or n != 1 or not (type(base) is Power and base.base == E) or found[CONSTANT] != -k:
        return None
    u = known.fact(base.exponent)
    return u and fact(
        e,
        u.mask if k > 0 else (u.mask & NIL) | (MINUS if u.mask & PLUS else 0) | (PLUS if u.mask & MINUS else 0),
        "exponential against 1",
        u,
    )
