"""Polynomial equations in several unknowns: all real solutions, counted and boxed, or the curves that they form.

Each equation is factored and each choice of factors is a branch. A branch's Gröbner basis (Buchberger 1965) tells whether
its solutions are finitely many; then the polynomials modulo the basis are a space of finite dimension D, in which one
linear form t tells the D solutions apart, and each coordinate is a polynomial in t (shape lemma: Gianni and Mora 1989).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

import sympy
from sympy import QQ, Poly, grevlex, ring
from sympy.polys.groebnertools import groebner

from symdescent.analysis.critical.fields import T, field_place, roots
from symdescent.analysis.critical.linear import Echelon
from symdescent.analysis.critical.places import Place
from symdescent.analysis.critical.solution import Solution, Step, distinct

MOST_BRANCHES = 48
MOST_SOLUTIONS = {1: 60, 2: 72, 3: 40, 4: 32}  # Bézout's number, by how many unknowns
MOST_UNKNOWNS = 12
MOST_DIMENSION = 48


def solve(equations: Sequence[sympy.Expr], unknowns: tuple[sympy.Symbol, ...]) -> Solution:
    """All real solutions of polynomial equations with rational coefficients.

    >>> x, y = sympy.symbols("x y", real=True)
    >>> [place.exact for place in solve([x**2 - 2*y, x*y], (x, y)).places]
    [(0, 0)]
    """
    wanted = [sympy.expand(e) for e in equations if sympy.expand(e) != 0]
    if any(e.is_number for e in wanted):
        return Solution(steps=(Step("contradiction", tuple(wanted)),))
    if not wanted:
        return Solution(sets=((),), steps=(Step("constant"),))
    if len(unknowns) == 1 and len(wanted) == 1:
        return _one_unknown(wanted[0], unknowns)
    choices = [_factors(e, unknowns) for e in wanted]
    told = [Step("factors", tuple(sympy.Mul(*c) for c in choices))] if any(len(c) > 1 for c in choices) else []
    branches = list(_branches(choices))
    if len(branches) > MOST_BRANCHES:
        return Solution(steps=tuple(told), gaps=("branches",))
    found: list[Place] = []
    sets: list[tuple[sympy.Expr, ...]] = []
    gaps: list[str] = []
    for branch in branches:
        places, curve, gap, steps = _in_branch(branch, unknowns)
        found += places
        sets += [curve] if curve else []
        gaps += [gap] if gap else []
        told += steps
    sets = _largest(sets)
    outside = [place for place in distinct(found) if not any(all(place.vanishes(e) for e in curve) for curve in sets)]
    return Solution(tuple(outside), tuple(sets), tuple(told), tuple(dict.fromkeys(gaps)))


def _one_unknown(e: sympy.Expr, unknowns: tuple[sympy.Symbol, ...]) -> Solution:
    """The roots of one polynomial."""
    p = Poly(e, *unknowns, domain=QQ)
    if p.degree() > MOST_SOLUTIONS[1]:
        return Solution(gaps=("degree",))
    t = Poly(T, T, domain=QQ)
    found = roots(Poly(p.as_expr().subs(unknowns[0], T), T, domain=QQ))
    places = tuple(field_place(unknowns, root, [t]) for root in found)
    return Solution(places, steps=(Step("roots", (_whole(p.as_expr(), unknowns[0]),), len(places)),))


def _whole(e: sympy.Expr, x: sympy.Symbol) -> sympy.Expr:
    """A polynomial in factors, times a number so that its coefficients are whole and have no common divisor."""
    return sympy.factor(Poly(e, x, domain=QQ).clear_denoms(convert=True)[1].primitive()[1].as_expr())


def _factors(e: sympy.Expr, unknowns: tuple[sympy.Symbol, ...]) -> tuple[sympy.Expr, ...]:
    """The irreducible factors that can be 0."""
    return tuple(factor for factor, _ in sympy.factor_list(e, *unknowns)[1] if not _positive(factor, unknowns))


def _positive(e: sympy.Expr, unknowns: tuple[sympy.Symbol, ...]) -> bool:
    """Whether all powers are even and all coefficients have one sign, and there is a constant: never 0."""
    terms = Poly(e, *unknowns).terms()
    even = all(n % 2 == 0 for powers, _ in terms for n in powers)
    signs = {bool(c > 0) for _, c in terms}
    return even and len(signs) == 1 and any(not any(powers) for powers, _ in terms)


def _branches(choices: list[tuple[sympy.Expr, ...]]) -> Iterator[tuple[sympy.Expr, ...]]:
    """One factor of each equation; a branch that asks for more than another one does is left out."""
    if sympy.prod(len(c) for c in choices) > 50 * MOST_BRANCHES:
        yield from ((),) * (MOST_BRANCHES + 1)
        return
    sets = dict.fromkeys(frozenset(choice) for choice in product(*choices))
    yield from (tuple(sorted(one, key=sympy.default_sort_key)) for one in sets if not any(other < one for other in sets))


def _largest(sets: list[tuple[sympy.Expr, ...]]) -> list[tuple[sympy.Expr, ...]]:
    kept = [one for one in sets if not any(set(other) < set(one) for other in sets)]
    return list(dict.fromkeys(kept))


Found = tuple[list[Place], tuple[sympy.Expr, ...], str, list[Step]]


def _in_branch(equations: tuple[sympy.Expr, ...], unknowns: tuple[sympy.Symbol, ...]) -> Found:
    told = [Step("branch", equations)]
    bezout = sympy.prod(Poly(e, *unknowns).total_degree() for e in equations)
    if bezout > 1 and (bezout > MOST_SOLUTIONS.get(len(unknowns), 16) or len(unknowns) > MOST_UNKNOWNS):
        return [], (), "degree", told
    basis = Basis.of(equations, unknowns)
    if basis.contradictory:
        return [], (), "", [*told, Step("none")]
    if not basis.finite:
        return _curve(equations, basis, unknowns, told)
    if basis.dimension > MOST_DIMENSION:
        return [], (), "degree", told
    radical = basis.radical()
    places, steps = radical.points()
    linear = bezout == 1
    return places, (), "", [*told, *([] if linear else steps)]


def _curve(equations: tuple[sympy.Expr, ...], basis: Basis, unknowns: tuple[sympy.Symbol, ...], told: list[Step]) -> Found:
    """A branch with infinitely many complex solutions: a real curve where a polynomial changes its sign, else perhaps points."""
    shown = tuple(basis.expressions)
    if len(shown) != 1:
        return [], shown, "", [*told, Step("set", shown)]
    if _changes_sign(shown[0], unknowns):
        return [], shown, "", [*told, Step("set", shown)]
    inner = solve([shown[0], *(sympy.diff(shown[0], x) for x in unknowns)], unknowns)  # where it is 0 it is lowest
    definite = _even(shown[0], unknowns)
    return list(inner.places), inner.sets[0] if inner.sets else (), "" if definite else "real curve", told


def _even(e: sympy.Expr, unknowns: tuple[sympy.Symbol, ...]) -> bool:
    from symdescent.calculus.edges.ranges import values
    from symdescent.notation.bridge import from_sympy

    bounds = [values(from_sympy(part)) for part in (e, -e)]
    return any(b.low >= 0 for b in bounds)


def _changes_sign(e: sympy.Expr, unknowns: tuple[sympy.Symbol, ...]) -> bool:
    if Poly(e, *unknowns).total_degree() % 2:
        return True
    grid = product((-2, 0, 1, sympy.Rational(1, 2), 3, -sympy.Rational(1, 3)), repeat=min(len(unknowns), 4))
    signs = {sympy.sign(e.subs(dict(zip(unknowns, point, strict=False))).subs(dict.fromkeys(unknowns, 1))) for point in grid}
    return {1, -1} <= signs


class Basis(NamedTuple):
    """A Gröbner basis for the total degree order, with the ring it lives in."""

    ring: Any
    elements: list[Any]
    unknowns: tuple[sympy.Symbol, ...]

    @classmethod
    def of(cls, equations: Sequence[sympy.Expr], unknowns: tuple[sympy.Symbol, ...]) -> Basis:
        """The reduced basis of the equations."""
        home = ring(list(unknowns), QQ, grevlex)[0]
        return cls(home, groebner([home.from_expr(sympy.expand(e)) for e in equations], home), unknowns)

    @property
    def expressions(self) -> list[sympy.Expr]:
        """Its polynomials."""
        return [element.as_expr() for element in self.elements]

    @property
    def contradictory(self) -> bool:
        """Whether 1 is in the ideal, so that there is no solution, not even a complex one (Hilbert's Nullstellensatz)."""
        return any(not any(g.LM) for g in self.elements)

    @property
    def finite(self) -> bool:
        """Whether each unknown has a power that is a leading monomial: finitely many solutions."""
        pure = {next(k for k, n in enumerate(g.LM) if n) for g in self.elements if sum(map(bool, g.LM)) == 1}
        return len(pure) == len(self.unknowns)

    @property
    def dimension(self) -> int:
        """How many monomials no leading monomial divides: the number of solutions with their multiplicity."""
        return len(self.monomials())

    def monomials(self) -> list[tuple[int, ...]]:
        """The monomials that no leading monomial divides."""
        leading = [g.LM for g in self.elements]
        found: list[tuple[int, ...]] = []
        layer = {(0,) * len(self.unknowns)}
        while layer and len(found) <= 4 * MOST_DIMENSION:
            layer = {m for m in layer if not any(all(a <= b for a, b in zip(lead, m, strict=True)) for lead in leading)}
            found += sorted(layer)
            layer = {(*m[:k], m[k] + 1, *m[k + 1 :]) for m in layer for k in range(len(m))}
        return found

    def vector(self, p: Any, monomials: list[tuple[int, ...]]) -> list[Any]:
        """A polynomial modulo the ideal, in coordinates."""
        rest = p.rem(self.elements)
        return [rest.get(m, QQ.zero) for m in monomials]

    def powers(self, form: Any, monomials: list[tuple[int, ...]]) -> tuple[Echelon, list[Any]]:
        """The independent powers of a form as vectors, and the coefficients of its minimal polynomial."""
        times = [self.vector(form * self.ring({m: QQ.one}), monomials) for m in monomials]
        sparse = [[(k, c) for k, c in enumerate(row) if c] for row in times]
        rows, power = Echelon(), [QQ.one, *(QQ.zero for _ in monomials[1:])]
        while (found := rows.taken(power)) is None:
            power = _mapped(power, sparse)
        return rows, [*(-c for c in found), QQ.one]

    def radical(self) -> Basis:
        """The basis of all polynomials that vanish at the solutions, which makes each simple (Seidenberg 1974)."""
        monomials, more = self.monomials(), []
        for x, symbol in zip(self.ring.gens, self.unknowns, strict=True):
            p = Poly(list(reversed(self.powers(x, monomials)[1])), symbol, domain=QQ)
            if p.degree() == len(monomials) and p.is_sqf:
                return self  # as many different solutions as the dimension
            simple = p.quo(p.gcd(p.diff()))
            if simple.degree() < p.degree():
                more.append(self.ring.from_expr(simple.as_expr()))
        return self._replace(elements=groebner([*self.elements, *more], self.ring)) if more else self

    def points(self) -> tuple[list[Place], list[Step]]:
        """The real solutions of a radical ideal: roots of the form's minimal polynomial, and coordinates from them."""
        monomials = self.monomials()
        for weights in _weights(len(self.unknowns)):
            form = sum((w * x for w, x in zip(weights, self.ring.gens, strict=True)), self.ring.zero)
            rows, minimal = self.powers(form, monomials)
            if len(rows.rows) == len(monomials):
                break
        p = Poly(list(reversed(minimal)), T, domain=QQ)
        coordinates = [self._in_powers(x, rows, monomials) for x in self.ring.gens]
        found = roots(p)
        shown = form.as_expr()
        places = [field_place(self.unknowns, root, coordinates) for root in found]
        return places, [Step("elimination", (shown, _whole(p.as_expr().subs(T, _letter(shown)), _letter(shown))), len(found))]

    def _in_powers(self, x: Any, rows: Echelon, monomials: list[tuple[int, ...]]) -> Poly:
        coefficients = rows.combination(self.vector(x, monomials)) or [QQ.zero]
        return Poly(list(reversed(coefficients)), T, domain=QQ)


def _mapped(vector: list[Any], rows: list[list[tuple[int, Any]]]) -> list[Any]:
    """The vector times a matrix, of which each row is given by its entries that are not 0."""
    total = [QQ.zero for _ in vector]
    for c, row in zip(vector, rows, strict=True):
        for k, entry in row if c else ():
            total[k] += c * entry
    return total


def _letter(form: sympy.Expr) -> sympy.Symbol:
    return form if form.is_Symbol else sympy.Symbol("t", real=True)


def _weights(n: int) -> Iterator[tuple[int, ...]]:
    """Each unknown alone, then forms; one of the last kind tells finitely many points apart."""
    yield from (tuple(int(i == k) for i in range(n)) for k in range(n))
    yield from (tuple((1 + c * k) ** k if k else 1 for k in range(n)) for c in range(1, 50))
