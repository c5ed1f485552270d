"""Quadratic expressions: squares completed one after the other, and the discriminant in one of several letters."""

from __future__ import annotations

from fractions import Fraction

from symdescent.analysis.signs.fact import MINUS, NIL, PLUS, Fact, fact
from symdescent.analysis.signs.known import Known
from symdescent.analysis.signs.structure import rewritten
from symdescent.analysis.signs.terms import CONSTANT, Key, Terms, bases, fixed, terms, varying, written
from symdescent.calculus.rewrites.arithmetic import multiply, tidy
from symdescent.notation.tree import TWO, Expression, Negation, Power, Product, Sum, Symbol, names, number

MOST_BASES = 12

Quadratic = dict[tuple[Expression, ...], Fraction]  # () for the constant, (u,) for u, (u, v) with u before v for u v


def completed(e: Expression, known: Known) -> Fact | None:
    """Σ c(…)² + rest, from which the sign is read: x² + 2x + 2 = (x + 1)² + 1 (Lagrange 1759)."""
    found = terms(e)
    form = None if found is None or type(e) is not Sum else _completed(found)
    return None if form is None else rewritten(e, form, known)


def _completed(found: Terms) -> Expression | None:
    still, moving = fixed(found), varying(found)
    some = bases(moving)
    order = {base: k for k, base in enumerate(some)}
    if not 0 < len(some) <= MOST_BASES or any(_degree(key) is None for key in moving) or not all(map(names, some)):
        return None
    rest = {tuple(sorted((base for base, n in key for _ in range(int(n))), key=order.__getitem__)): c for key, c in moving.items()}
    if CONSTANT in still:
        rest[()] = still.pop(CONSTANT)
    squares: list[Expression] = []
    for base in some:
        c = rest.get((base, base))
        if c is None:
            continue
        line = _line(base, rest, c)
        if len(line) == 1 and len(rest) < 2:
            break
        rest = _without_square(rest, line, c)
        squares.append(_square(c, line))
    if not squares or (len(rest) == 1 and () not in rest and len(squares) + 1 >= len(found)):
        return None
    left = [_term(key, c) for key, c in rest.items()]
    whole = (*squares, *left, *([written(still)] if still else []))
    return whole[0] if len(whole) == 1 else Sum(whole)


def _degree(key: Key) -> int | None:
    whole = all(n.denominator == 1 and n > 0 for _, n in key)
    total = sum(int(n) for _, n in key)
    return total if whole and total <= 2 else None


def _line(base: Expression, rest: Quadratic, c: Fraction) -> Quadratic:
    """u + (what is mixed with it)/(2c), whose square times c has all terms with u."""
    line: Quadratic = {(base,): Fraction(1)}
    for key, value in rest.items():
        if base in key and key != (base, base):
            other = tuple(part for part in key if part != base)
            line[other] = value / (2 * c)
    return line


def _without_square(rest: Quadratic, line: Quadratic, c: Fraction) -> Quadratic:
    left = dict(rest)
    for a, v in line.items():
        for b, w in line.items():
            key = a + b if (a + b) in left or (b + a) not in left else b + a
            left[key] = left.get(key, Fraction(0)) - c * v * w
    return {key: value for key, value in left.items() if value}


def _square(c: Fraction, line: Quadratic) -> Expression:
    inside = [_term(key, value) for key, value in line.items()]
    power = Power(inside[0] if len(inside) == 1 else Sum(tuple(inside)), TWO)
    return power if c == 1 else Negation(power) if c == -1 else tidy_scaled(c, power)


def tidy_scaled(c: Fraction, e: Expression) -> Expression:
    """c·e."""
    return multiply((number(c), e))


def _term(key: tuple[Expression, ...], c: Fraction) -> Expression:
    if not key:
        return number(c)
    return tidy(Product((number(c), *(key if len(set(key)) == len(key) else (Power(key[0], TWO),)))))


def discriminant(e: Expression, known: Known) -> Fact | None:
    """a x² + b x + c has the sign of a where 4ac - b² > 0, whatever x is."""
    found = terms(e)
    if found is None or type(e) is not Sum:
        return None
    for name in sorted(names(e)):
        parts = _in(found, Symbol(name))
        if parts is None or not parts[2] or not known.spend("discriminant"):
            continue
        c, b, a = map(written, parts)
        leading = known.fact(a)
        if leading is None or leading.mask not in (PLUS, MINUS):
            continue
        gap = terms(Sum((Product((number(4), a, c)), Negation(Power(b, TWO)))))
        under = known.fact(written(gap)) if gap is not None else None
        if under is not None and not under.mask & MINUS:
            return fact(e, leading.mask | (under.mask & NIL), "discriminant in", leading, under)
    return None


def _in(found: Terms, x: Symbol) -> tuple[Terms, Terms, Terms] | None:
    """The coefficients of 1, x and x², in which x does not occur."""
    split: tuple[Terms, Terms, Terms] = ({}, {}, {})
    for key, c in found.items():
        n = dict(key).get(x, Fraction(0))
        rest = frozenset((base, k) for base, k in key if base != x)
        if n not in (0, 1, 2) or any(x.name in names(base) for base, _ in rest):
            return None
        split[int(n)][rest] = c
    return split
