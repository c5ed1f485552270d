"""Critical points of polynomials with parameters: roots by formulas, real by what the domain says of the letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import sympy
from sympy import Expr, Poly, Symbol

from symdescent.analysis.critical.degenerate import Verdict
from symdescent.analysis.critical.inertia import Inertia, kind_of
from symdescent.analysis.critical.places import exact_place
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints, with_global
from symdescent.analysis.critical.quadratic import known_letters
from symdescent.analysis.critical.solution import Solution, Step
from symdescent.notation.region import Region
from symdescent.problem import Problem

MOST_UNKNOWNS, HIGHEST_DEGREE, MOST_OPERATIONS, MOST_BRANCHES = 2, 6, 150, 24
Values = dict[Symbol, Expr]
Unknowns = tuple[Symbol, ...]


class Roots(NamedTuple):
    """Real roots, and whether these are all."""

    values: tuple[Expr, ...] = ()
    complete: bool = True


def of_polynomial(problem: Problem, region: Region) -> CriticalPoints:
    """∇f = 0 for a polynomial in which some coefficients are letters.

    >>> import symdescent as sd
    >>> f = sd.problem("x^4 - 2a*x^2", variables="x", domain="a > 0")
    >>> [(str(point.at["x"]), point.kind, point.is_global) for point in of_polynomial(f, f.domain.of(("x",)))]
    [('-sqrt(a)', 'minimum', True), ('0', 'maximum', False), ('sqrt(a)', 'minimum', True)]
    """
    nothing = CriticalPoints(problem, region, (), (), (), ("parameters",))
    unknowns = tuple(problem.symbols[name] for name in problem.variables)
    if region.relations or len(unknowns) > MOST_UNKNOWNS or sympy.count_ops(problem.sympy) > MOST_OPERATIONS:
        return nothing
    letters = known_letters(problem)
    f = sympy.expand(problem.sympy.subs(letters))
    if not f.is_polynomial(*unknowns) or Poly(f, *unknowns).total_degree() > HIGHEST_DEGREE:
        return nothing
    equations = [sympy.diff(f, x) for x in unknowns]
    found = list(_solved(equations, unknowns, {}))[: MOST_BRANCHES + 1]
    complete = None not in found and len(found) <= MOST_BRANCHES
    places = [one for one in found if one is not None]
    distinct = [one for k, one in enumerate(places) if one not in places[:k]]
    back = {known: letter for letter, known in letters.items()}
    points = _compared(f, unknowns, [_point(f, unknowns, one) for one in sorted(distinct, key=_rank)], complete)
    step = Step("formula", tuple(sympy.factor(e).subs(back) for e in equations), len(points))
    told = tuple(_told(point, back) for point in points)
    solution = Solution(tuple(point.place for point in told), steps=(step,))
    return CriticalPoints(problem, region, told, (), (((), solution),), () if complete else ("parameters",))


def _rank(values: Values) -> list[tuple[float, str]]:
    """From left to right where each letter is 1, or -1 where it is negative."""
    sample = [v.subs({s: -1 if s.is_negative else 1 for s in v.free_symbols}) for v in values.values()]
    return [(float(s), str(v)) for s, v in zip(sample, values.values(), strict=True)]


def _solved(equations: Sequence[Expr], unknowns: Unknowns, known: Values) -> Iterator[Values | None]:
    """The solutions, one unknown after the other; a None says that some may be missing."""
    left = [e for e in (sympy.expand(sympy.fraction(sympy.together(e.subs(known)))[0]) for e in equations) if e != 0]
    open_ones = [x for x in unknowns if x not in known]
    if not open_ones:
        yield from [{x: known[x] for x in unknowns}] if not left else [] if any(e.is_nonzero for e in left) else [None]
        return
    choice = next(((x, e) for e in left for x in open_ones if not e.free_symbols & (set(open_ones) - {x}) and e.has(x)), None)
    if choice is None:
        linear = ((x, e) for e in left for x in open_ones if e.has(x) and Poly(e, x).degree() == 1)
        choice = next((pair for pair in linear if Poly(pair[1], pair[0]).LC().is_nonzero), None)
    if choice is None or not choice[1].is_polynomial(*unknowns):
        yield None
        return
    x, equation = choice
    for factor, _ in _factors(equation):
        if factor.has(x):
            yield from _branch(equations, unknowns, known, x, factor)
        elif factor.free_symbols & set(unknowns) or factor.is_nonzero is not True:
            yield from _without(equations, unknowns, known, factor)


def _factors(e: Expr) -> list[tuple[Expr, int]]:
    try:
        return list(sympy.factor_list(e)[1])
    except sympy.PolynomialError:
        return [(e, 1)]


def _branch(equations: Sequence[Expr], unknowns: Unknowns, known: Values, x: Symbol, factor: Expr) -> Iterator[Values | None]:
    roots = real_roots(Poly(factor, x))
    for root in roots.values:
        moved = {y: sympy.expand(v.subs(x, root)) for y, v in known.items()}
        for solution in _solved(equations, unknowns, {**moved, x: root}):
            yield None if solution is None else {y: sympy.expand(v.subs(solution)) for y, v in solution.items()}
    if not roots.complete:
        yield None


def _without(equations: Sequence[Expr], unknowns: Unknowns, known: Values, factor: Expr) -> Iterator[Values | None]:
    """A factor in other unknowns than the one that was chosen."""
    others = [y for y in unknowns if factor.has(y)]
    if len(others) == 1:
        yield from _branch(equations, unknowns, known, others[0], factor)
    else:
        yield None


def real_roots(p: Poly) -> Roots:
    """The real roots of a polynomial up to the second degree, of a power less a number, or of a quadratic in x².

    >>> x, a = Symbol("x", real=True), Symbol("a", positive=True)
    >>> real_roots(Poly(x**2 - a, x)).values, real_roots(Poly(x**2 + a, x))
    ((-sqrt(a), sqrt(a)), Roots(values=(), complete=True))
    """
    n, coefficients = p.degree(), p.all_coeffs()
    if coefficients[0].is_nonzero is not True:
        return Roots(complete=False)
    if n == 1:
        return Roots((sympy.factor(-coefficients[1] / coefficients[0]),))
    if n == 2:
        return _quadratic(*coefficients)
    if not any(coefficients[1:-1]):
        return _power(n, sympy.factor(-coefficients[-1] / coefficients[0]))
    if n == 4 and not coefficients[1] and not coefficients[3]:
        squares = _quadratic(coefficients[0], coefficients[2], coefficients[4])
        parts = [_power(2, value) for value in squares.values]
        return Roots(tuple(v for part in parts for v in part.values), squares.complete and all(part.complete for part in parts))
    return Roots(complete=False)


def _quadratic(a: Expr, b: Expr, c: Expr) -> Roots:
    inside = sympy.factor(b**2 - 4 * a * c)
    if inside.is_negative:
        return Roots()
    if inside.is_nonnegative is not True:
        return Roots(complete=False)
    root = sympy.sqrt(inside)
    return Roots(tuple(dict.fromkeys(sympy.factor((-b + sign * root) / (2 * a)) for sign in (-1, 1))))


def _power(n: int, value: Expr) -> Roots:
    """xⁿ = value."""
    if value.is_zero:
        return Roots((sympy.S.Zero,))
    if n % 2 == 0:
        if value.is_negative:
            return Roots()
        root = sympy.root(value, n)
        return Roots((-root, root)) if value.is_positive else Roots(complete=False)
    if value.is_positive:
        return Roots((sympy.root(value, n),))
    return Roots((-sympy.root(-value, n),)) if value.is_negative else Roots(complete=False)


def _point(f: Expr, unknowns: Unknowns, values: Values) -> CriticalPoint:
    hessian = sympy.hessian(f, unknowns).subs(values)
    signs = _signs([sympy.factor(hessian[:k, :k].det()) for k in range(1, hessian.rows + 1)])
    kind, why = kind_of(signs) or "undecided", Verdict("", "hessian" if signs else "open")
    if signs is None and len(unknowns) == 1:
        kind, why = _by_order(f, unknowns[0], values)
    at = {x.name: values[x] for x in unknowns}
    return CriticalPoint(at, sympy.factor(f.subs(values)), kind, exact_place(unknowns, tuple(values.values())), signs, why)


def _signs(minors: list[Expr]) -> Inertia | None:
    """The Hessian's signs by Sylvester, where what is known of the letters decides them."""
    n = len(minors)
    if all(m.is_positive for m in minors):
        return Inertia(n, 0, 0)
    if all((m * (-1) ** k).is_positive for k, m in enumerate(minors, 1)):
        return Inertia(0, 0, n)
    return Inertia(1, 0, 1) if n == 2 and minors[1].is_negative else None


def _by_order(f: Expr, x: Symbol, values: Values) -> tuple[str, Verdict]:
    """The first derivative that is not 0 at the point."""
    for order in range(2, HIGHEST_DEGREE + 1):
        derivative = sympy.factor(sympy.diff(f, x, order).subs(values))
        if derivative.is_zero:
            continue
        kind = {True: "inflection" if order % 2 else "minimum", False: "inflection" if order % 2 else "maximum"}.get(derivative.is_positive)
        decided = kind is not None and derivative.is_nonzero
        return (kind, Verdict(kind, "higher derivative", (sympy.Integer(order), derivative))) if kind and decided else OPEN
    return OPEN


OPEN = ("undecided", Verdict("", "open"))


def _compared(f: Expr, unknowns: Unknowns, points: list[CriticalPoint], complete: bool) -> list[CriticalPoint]:
    """Which minima and maxima are global: where the function grows (falls) in every variable, and values can be compared."""
    ends = {sign: _far(sign * f, unknowns) for sign in (1, -1)}
    return [_placed(point, points, ends, complete) for point in points]


def _far(f: Expr, unknowns: Unknowns) -> str:
    """Whether a sum of polynomials in one variable each is coercive, or falls without end; empty where neither is known."""
    p = Poly(f, *unknowns)
    degrees = [p.degree(x) for x in unknowns]
    tops = [p.coeff_monomial(x**n) for x, n in zip(unknowns, degrees, strict=True)]
    falls = [(n % 2 and c.is_nonzero) or (n and n % 2 == 0 and c.is_negative) for n, c in zip(degrees, tops, strict=True)]
    if any(falls):  # along that axis
        return "unbounded"
    apart = all(sum(map(bool, powers)) <= 1 for powers in p.monoms())
    return "coercive" if apart and all(n and n % 2 == 0 and c.is_positive for n, c in zip(degrees, tops, strict=True)) else ""


def _placed(point: CriticalPoint, points: list[CriticalPoint], ends: Mapping[int, str], complete: bool) -> CriticalPoint:
    sign = {"minimum": 1, "maximum": -1}.get(point.kind)
    if sign is None:
        return point
    if ends[sign] == "unbounded":
        return with_global(point, False, "unbounded")
    gaps = [sympy.factor(sign * (other.value - point.value)) for other in points]
    if any(gap.is_negative for gap in gaps):
        return with_global(point, False, "better point")
    least = complete and ends[sign] == "coercive" and all(gap.is_nonnegative for gap in gaps)
    return with_global(point, True, "coercive") if least else with_global(point, None, "open")


def _told(point: CriticalPoint, back: Mapping[Symbol, Symbol]) -> CriticalPoint:
    """The point in the problem's own letters."""
    at = {name: value.subs(back) for name, value in point.at.items()}
    why = point.why._replace(shown=tuple(e.subs(back) for e in point.why.shown)) if point.why else None
    place = exact_place(point.place.symbols, tuple(at.values()))
    return CriticalPoint(at, point.value.subs(back), point.kind, place, point.signs, why, point.is_global, point.reason)
