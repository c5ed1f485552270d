"""The checker's account of roots and of how a function rises and falls, by SymPy's counting."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, TypeAlias

import sympy

from symdescent.analysis.signs.checks.holds import ALL, CLAIMS, HELD, NOTHING, Premises, Signs, equal, multiple, needs, number_sign, times
from symdescent.analysis.signs.fact import Fact
from symdescent.notation.bridge import to_sympy
from symdescent.notation.tree import Relation

POSITIVE = CLAIMS["positive"]
HIGHEST_DEGREE = 40
T = sympy.Dummy("t", real=True)


def roots(fact: Fact, given: Premises) -> Signs:
    """A polynomial in t without a root in an interval has one sign there; roots of even order are touched, not crossed."""
    p = to_sympy(fact.expression)
    gaps = [to_sympy(part.expression) for part in fact.parts]
    for base in _bases(p, gaps):
        plain = [_in(base, q) for q in (p, *gaps)]
        if any(q.free_symbols != {T} or not q.is_rational_function(T) for q in plain):
            continue
        above, below = sympy.fraction(sympy.together(plain[0]))
        polynomial = sympy.Poly(sympy.expand(above), T)
        if (not polynomial.domain.is_QQ and not polynomial.domain.is_ZZ) or polynomial.degree() > HIGHEST_DEGREE:
            continue
        low, high = _ends(plain[1:], [CLAIMS[part.sign] for part in fact.parts])
        shift = sympy.Poly(below, T) if below.has(T) else sympy.Poly(1, T, domain="QQ")
        c, side = shift.LC() if below.has(T) else below, _side(shift, low)
        if side and c.is_Rational:
            return times(_signs(polynomial, low, high), frozenset({side * number_sign(c)}))
    return NOTHING


End: TypeAlias = tuple[Any, bool] | None


def _bases(p: Any, gaps: list[Any]) -> Iterator[Any]:
    """What an expression may be a polynomial in: a symbol, or a power, function or product that its gaps name."""
    for gap in gaps:
        yield gap.as_independent(*gap.free_symbols, as_Add=True)[1].as_coeff_Mul()[1]
    yield from sorted(p.free_symbols, key=str)
    yield from sorted(p.atoms(sympy.exp), key=sympy.default_sort_key)
    yield from sorted(p.atoms(sympy.Function, sympy.Pow), key=sympy.default_sort_key)
    yield from sorted((m.as_coeff_Mul()[1] for m in sympy.Add.make_args(p)), key=sympy.default_sort_key)


def _in(base: Any, q: Any) -> Any:
    """The expression with t for a base; where the base is a root of something, that is a power of t."""
    if base.is_Pow and base.exp.is_Rational and base.exp.p == 1 and base.base.is_Symbol:
        return _rooted(base, q)
    if base.is_Mul:
        x = min(base.free_symbols, key=str)
        return sympy.powsimp(sympy.expand(q.subs(x, T * x / base)))
    return q.subs(base, T)


def _rooted(base: Any, q: Any) -> Any:
    s = sympy.Dummy("s", nonnegative=True)
    return sympy.expand(q.subs(base.base, s**base.exp.q)).subs(s, T)


def _ends(gaps: list[Any], claims: list[Signs]) -> tuple[End, End]:
    """What the facts a·t + b > 0 say of t."""
    low: End = None
    high: End = None
    for gap, claim in zip(gaps, claims, strict=True):
        line = sympy.Poly(gap, T)
        if line.degree() != 1 or -1 in claim:
            continue
        end, closed = -line.nth(0) / line.nth(1), 0 in claim
        if line.nth(1) > 0:
            low = (end, closed)
        else:
            high = (end, closed)
    return low, high


def _side(shift: Any, low: End) -> int:
    """The sign of t^k, where it is a single power; 0 where that is not known."""
    if len(shift.terms()) != 1:
        return 0
    positive = low is not None and (low[0] > 0 or (low[0] == 0 and not low[1]))
    return 1 if shift.degree() % 2 == 0 or positive else 0


def _signs(polynomial: Any, low: End, high: End) -> Signs:
    """The signs of a polynomial on an interval, by its values between all places where it is 0."""
    a, b = (end[0] if end else None for end in (low, high))
    if a is not None and b is not None and a >= b:
        return NOTHING
    _, factors = sympy.sqf_list(polynomial)
    crossing = sum(_inside(q, a, b) for q, n in factors if n % 2)
    touching = sum(_inside(q, a, b) for q, n in factors if n % 2 == 0)
    ends = [end for end in (low, high) if end and end[1] and polynomial(end[0]) == 0]
    if crossing:
        return ALL
    side = next(number_sign(v) for point in _points(a, b, polynomial.degree() + 1) if (v := polynomial(point)) != 0)
    return frozenset({side} | ({0} if touching or ends else set()))


def _inside(q: Any, a: Any, b: Any) -> int:
    """Roots strictly between two numbers."""
    if q.degree() < 1:
        return 0
    return int(q.count_roots(a, b)) - sum(1 for end in (a, b) if end is not None and q(end) == 0)


def _points(a: Any, b: Any, most: int) -> Iterator[Any]:
    for k in range(1, most + 1):
        if a is not None and b is not None:
            yield a + (b - a) * sympy.Rational(k, most + 1)
        else:
            yield a + k if a is not None else b - k if b is not None else sympy.Integer(k)


def turning_points(fact: Fact, given: Premises) -> Signs:
    """On each piece the values lie beyond the one at the end towards which the function falls, or rises."""
    f = to_sympy(fact.expression)
    (x,) = f.free_symbols
    slopes = [part for part in fact.parts if part.where]
    values = {to_sympy(part.expression): CLAIMS[part.sign] for part in fact.parts if not part.where}
    pieces = [_piece(part, x) for part in slopes]
    if not slopes or not _cover(pieces, given.sides(x)) or not all(equal(f.diff(x), to_sympy(part.expression)) for part in slopes):
        return NOTHING
    if f.has(sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.Piecewise, sympy.Heaviside):
        return NOTHING
    asked = list(needs(fact.expression))
    if not all(_defined(relation, x, low, high) for relation in asked for low, high in pieces):
        return NOTHING
    for side in (1, -1):
        found = [_beyond(f, x, part, piece, values, side, given) for part, piece in zip(slopes, pieces, strict=True)]
        if all(found):
            return frozenset().union(*found)
    return NOTHING


def _piece(part: Fact, x: Any) -> tuple[Any, Any]:
    """The ends of the interval that the comparisons of a part describe."""
    low, high = Premises(part.where).sides(x)
    return low[0] if low else None, high[0] if high else None


def _cover(pieces: list[tuple[Any, Any]], sides: tuple[End, End]) -> bool:
    """Whether the pieces follow one another from the lower to the upper end of the region."""
    joined = all(a[1] is not None and a[1] == b[0] for a, b in pairwise(pieces))
    first, last = pieces[0][0], pieces[-1][1]
    low = first is None or (sides[0] is not None and number_sign(sides[0][0] - first) >= 0)
    high = last is None or (sides[1] is not None and number_sign(last - sides[1][0]) >= 0)
    return joined and low and high


def _beyond(f: Any, x: Any, part: Fact, piece: tuple[Any, Any], values: dict[Any, Signs], side: int, given: Premises) -> Signs:
    """The signs on a piece, by the value at the end that bounds it on this side."""
    claim = CLAIMS[part.sign]
    rises = (-side) not in claim
    if not rises and side in claim:
        return NOTHING
    end = piece[0] if rises else piece[1]
    there = None if end is None else f.subs(x, end)
    if there is None or not there.is_number:
        return NOTHING
    value = values.get(there, NOTHING) or next((claim for v, claim in values.items() if equal(v, there)), NOTHING)
    if not value or -side in value:
        return NOTHING
    belongs = any(s is not None and s[1] and equal(s[0], end) for s in given.sides(x)) or not any(
        s is not None and equal(s[0], end) for s in given.sides(x)
    )
    strict = 0 not in claim or _moves(f.diff(x), x, piece)
    return frozenset({side}) | (value & {0} if belongs or not strict else frozenset())


def _moves(slope: Any, x: Any, piece: tuple[Any, Any]) -> bool:
    """Whether an analytic slope is not 0 everywhere."""
    return any(abs(slope.subs(x, point).evalf(30)) > 1e-12 for point in _points(*piece, 3))


def _defined(relation: Relation, x: Any, low: Any, high: Any) -> bool:
    """Whether a comparison that the function asks holds on a whole piece, both ends with it where they are finite."""
    gap = sympy.expand(to_sympy(relation.left) - to_sympy(relation.right))
    if not gap.has(x):
        return True
    possible = Premises(_where(x, low, high)).signs(gap) if low is not None or high is not None else ALL
    for flag, allowed in ((gap.is_positive, POSITIVE), (gap.is_nonnegative, CLAIMS["nonnegative"]), (gap.is_negative, CLAIMS["negative"])):
        possible &= allowed if flag else ALL
    if low is not None and low >= 0 and (positive := gap.subs(x, sympy.Dummy("p", positive=True))).is_positive is not None:
        possible &= POSITIVE if positive.is_positive else ALL
    if possible <= HELD[relation.operator]:
        return True
    return not len(possible - HELD[relation.operator]) > 0 and multiple(gap, x)[0] is not None


def _where(x: Any, low: Any, high: Any) -> list[Relation]:
    from symdescent.notation.bridge import from_sympy

    ends = ((">", low), ("<", high))
    return [Relation(from_sympy(x), operator, from_sympy(end)) for operator, end in ends if end is not None]
