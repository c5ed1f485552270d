"""Signs of a function between two points, as the checker sees them: zeros are counted by Sturm's theorem, factor by factor."""

from __future__ import annotations

from typing import Any

import sympy

from symdescent.analysis.convexity.checks.numbers import has_proof, number_sign, vanishes
from symdescent.analysis.effort import factored
from symdescent.notation.bridge import from_sympy
from symdescent.notation.region import Region
from symdescent.notation.tree import Relation

NEAR = sympy.Rational(1, 10**25)
RISING = {sympy.exp: (0, sympy.oo), sympy.log: (-sympy.oo, sympy.oo), sympy.tanh: (-1, 1), sympy.atan: (-sympy.pi / 2, sympy.pi / 2)}


def some(low: Any, high: Any) -> Any:
    """A rational number between two others."""
    if low == -sympy.oo:
        return sympy.Integer(0) if high == sympy.oo else sympy.floor(sympy.N(high, 40)) - 2
    if high == sympy.oo:
        return sympy.ceiling(sympy.N(low, 40)) + 2
    found = sympy.Rational(str(sympy.N((2 * low + 3 * high) / 5, 30)))
    return found.limit_denominator(10**6) if number_sign(high - low - sympy.Rational(1, 1000)) > 0 else found


def least_sign(h: Any, x: Any, low: Any, high: Any) -> str:
    """``"zero"`` where h is 0, ``"nonnegative"`` where it is ≥ 0 with single zeros, else ``""``, between two points."""
    if vanishes(h):
        return "zero"
    rooted = _in_one_root(h, x)
    if rooted is not None and (found := _of_root(rooted, x, low, high)):
        return found
    short = factored(h.rewrite(sympy.exp) if h.has(sympy.cosh, sympy.sinh, sympy.sech) else h)
    total = 1
    for factor in sympy.Mul.make_args(short):
        base, exponent = factor.as_base_exp()
        if exponent.is_Integer and exponent % 2 == 0 and exponent > 0:
            continue
        sign = constant_sign(base, x, low, high, every=bool(exponent.is_negative))
        if sign == 0:
            return "nonnegative" if has_proof(h, "nonnegative", between(x, low, high)) else ""
        total *= sign if not (exponent.is_Integer and exponent % 2 == 0) else 1
    return "nonnegative" if total == 1 else ""


def _in_one_root(h: Any, x: Any) -> tuple[Any, Any, Any] | None:
    """√(a x² + b x + c), and the function with a letter for it, where that is its one root and no x is left then; else None."""
    bases = {p.base for p in h.atoms(sympy.Pow) if p.exp.is_Rational and p.exp.q == 2 and x in p.free_symbols}
    base = bases.pop() if len(bases) == 1 else x
    if not base.is_polynomial(x) or sympy.degree(base, x) != 2:
        return None
    r = sympy.Dummy("r", positive=True)
    powers = {p: r ** (2 * p.exp) for p in h.atoms(sympy.Pow) if p.base == base}
    sides = sympy.fraction(sympy.together(h.xreplace(powers)))
    if not all(side.is_polynomial(x, r) for side in sides):
        return None
    rest = [sympy.rem(sympy.Poly(side, x), sympy.Poly(base - r**2, x)).as_expr() for side in sides]
    return None if any(x in side.free_symbols for side in rest) else (sympy.sqrt(base), rest[0] / rest[1], r)


def _of_root(rooted: tuple[Any, Any, Any], x: Any, low: Any, high: Any) -> str:
    """The sign of a function of a root r by the numbers between which that lies."""
    root, inner, r = rooted
    try:
        below = sympy.fraction(sympy.together(inner))[1]
        ends = _power_of_parabola(root, x, low, high, False)
        turns = [end for end in ends if end != sympy.oo and end != 0]  # which may be reached inside
        return least_sign(inner, r, *ends) if all(number_sign(below.subs(r, turn)) for turn in turns) else ""
    except ArithmeticError:  # irrational coefficients
        return ""


def between(x: Any, low: Any, high: Any) -> Region:
    """The open interval as a region."""
    ends = [Relation(from_sympy(a), "<", from_sympy(b)) for a, b in ((low, x), (x, high)) if sympy.oo not in (abs(a), abs(b))]
    return Region(tuple(ends))


def constant_sign(u: Any, x: Any, low: Any, high: Any, *, every: bool = False) -> int:
    """The sign of a function that has no zero of odd order (or none of ``every`` order) between two points; 0 where that is not seen."""
    if x not in u.free_symbols:
        return number_sign(u)
    at = some(low, high)
    if u == sympy.E or isinstance(u, sympy.exp) or (u.is_Pow and not u.exp.is_Integer):
        return (
            number_sign(u.subs(x, at)) if not u.is_Pow or constant_sign(u.base, x, low, high, every=every) > 0 or u.base == sympy.E else 0
        )
    if u.is_positive or u.is_negative:
        return 1 if u.is_positive else -1
    inner, polynomial, t = _as_polynomial(u, x)
    ends = _wave(inner, x, low, high, every) if isinstance(inner, (sympy.sin, sympy.cos)) else _reached(inner, x, low, high, every)
    if polynomial is None or ends is None or polynomial.as_expr().free_symbols - {t}:
        return 0
    parts = sympy.factor_list(polynomial.as_expr(), t)[1] if polynomial.degree() > 1 else [(polynomial.as_expr(), 1)]
    for part, multiplicity in parts:
        if (every or multiplicity % 2) and _roots_between(sympy.Poly(part, t), *ends):
            return 0
    return number_sign(u.subs(x, at))


def _as_polynomial(u: Any, x: Any) -> tuple[Any, Any, Any]:
    t = sympy.Dummy("t", real=True)
    exponents = [(e, e.args[0].as_coefficient(x)) for e in u.atoms(sympy.exp)]
    if exponents and all(k is not None and k.is_Rational for _, k in exponents):
        unit = sympy.gcd_list([k for _, k in exponents])
        u = u.xreplace({e: t ** (k / unit) for e, k in exponents})
        return (None, None, t) if x in u.free_symbols else (sympy.exp(unit * x), sympy.Poly(u, t), t)
    functions = [g for g in u.atoms(sympy.Function, sympy.Pow) if x in g.free_symbols and (g.is_Function or not g.exp.is_Integer)]
    inner = functions[0] if functions else x
    u = u.xreplace({inner: t})
    return (None, None, t) if x in u.free_symbols or not u.is_polynomial(t) else (inner, sympy.Poly(u, t), t)


def _reached(inner: Any, x: Any, low: Any, high: Any, every: bool = False) -> tuple[Any, Any] | None:
    """Two numbers between which a function of x lies on the interval; a turn that it reaches is within them where ``every`` zero counts."""
    if inner is None or inner == x:
        return None if inner is None else (low, high)
    if inner.is_Pow and inner.exp.is_positive and inner.base.is_polynomial(x) and sympy.degree(inner.base, x) == 2:
        return _power_of_parabola(inner, x, low, high, every)
    if inner.is_Pow:
        rising = inner.base == x and inner.exp.is_positive and low.is_nonnegative
        return (low**inner.exp, sympy.oo if high == sympy.oo else high**inner.exp) if rising else (sympy.S.Zero, sympy.oo)
    if inner.func not in RISING or not inner.args[0].is_polynomial(x) or sympy.degree(inner.args[0], x) != 1:
        return RISING.get(inner.func)
    ends = [_limit(inner, x, end) for end in (low, high)]
    return (ends[0], ends[1]) if sympy.diff(inner.args[0], x).is_positive else (ends[1], ends[0])


def _power_of_parabola(inner: Any, x: Any, low: Any, high: Any, every: bool) -> tuple[Any, Any]:
    """Between which numbers (a x² + b x + c)^p lies for p > 0 where it has a value: the parabola is extreme at its ends or its vertex."""
    a, b, _ = sympy.Poly(inner.base, x).all_coeffs()
    vertex = -b / (2 * a)
    places = [end for end in (low, high) if abs(end) != sympy.oo] + [vertex] * (_less(low, vertex) and _less(vertex, high))
    values = [inner.base.subs(x, at) for at in places]
    wide = sympy.oo in (-low, high)
    ordered = sorted(values, key=lambda value: sympy.N(value, 40))
    least = sympy.S.Zero if (wide and not a.is_positive) or number_sign(ordered[0]) <= 0 else ordered[0]
    wider = NEAR if every else 0
    return least**inner.exp - wider, sympy.oo if wide and a.is_positive else ordered[-1] ** inner.exp + wider


def _wave(inner: Any, x: Any, low: Any, high: Any, every: bool) -> tuple[Any, Any]:
    """Between which numbers a sine lies: ±1 where one of its turns is inside, else its values at the ends.

    A turn only touches ±1, which counts as reached where ``every`` zero does.
    """
    u = inner.args[0] + (sympy.pi / 2 if isinstance(inner, sympy.cos) else 0)
    wide = sympy.oo in (-low, high) or not u.is_polynomial(x) or sympy.degree(u, x) != 1
    ends = [] if wide else sorted((sympy.expand(u.subs(x, end) / sympy.pi) for end in (low, high)), key=lambda value: sympy.N(value, 30))
    values = sorted((inner.subs(x, end) for end in (low, high) if not wide), key=lambda value: sympy.N(value, 40))
    turn = 1 + NEAR if every else sympy.S.One
    down, up = (wide or _turns(ends, way * sympy.S.Half) for way in (-1, 1))
    return -turn if down else values[0], turn if up else values[-1]


def _turns(ends: list[Any], at: Any) -> bool:
    """Whether some at + 2k, k whole, lies strictly between two numbers."""
    low, high = ends
    first = at + 2 * sympy.floor((low - at) / 2)
    return any(_less(low, turn) and _less(turn, high) for turn in (first, first + 2))


def _limit(inner: Any, x: Any, end: Any) -> Any:
    """What a rising function tends to at an end; beyond its own domain its least value."""
    argument = inner.args[0]
    towards = argument.subs(x, end)
    if towards in (sympy.oo, -sympy.oo):
        return RISING[inner.func][1 if towards == sympy.oo else 0]
    return -sympy.oo if inner.func == sympy.log and towards == 0 else inner.subs(x, end)


def _roots_between(part: Any, low: Any, high: Any) -> int:
    """How many different roots lie strictly between two numbers, by Sturm's theorem; an irrational end is put between rational ones."""
    low, high = sympy.sympify(low, strict=True), sympy.sympify(high, strict=True)
    if not (part.domain.is_QQ or part.domain.is_ZZ):
        if part.degree() != 1:
            raise ArithmeticError
        root = -part.nth(0) / part.nth(1)
        return int(_less(low, root) and _less(root, high))
    ends = [None if abs(end) == sympy.oo else end if end.is_Rational else _rational_near(part, end) for end in (low, high)]
    count = int(part.count_roots(*ends))
    return count - sum(1 for end in ends if end is not None and part(end) == 0)


def _less(a: Any, b: Any) -> bool:
    return a == -sympy.oo or b == sympy.oo or number_sign(b - a) > 0


def _rational_near(part: Any, end: Any) -> Any:
    """A rational number that no root lies between it and the end, the end itself not counted as within."""
    near = sympy.Rational(str(sympy.N(end, 45)))
    if int(part.count_roots(near - NEAR, near + NEAR)):
        raise ArithmeticError
    return near
