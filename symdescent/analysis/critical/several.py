"""Equations in several unknowns that are no polynomials: taken apart where they separate, else searched in a box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import mpmath
import sympy

from symdescent.analysis.critical.enclosures import arithmetic, enclose
from symdescent.analysis.critical.isolation import System, boxed_place, grown, isolate, verdict
from symdescent.analysis.critical.isolation import places as boxed_places
from symdescent.analysis.critical.one_variable import LINE, Ends, zeros
from symdescent.analysis.critical.places import Place, exact_place
from symdescent.analysis.critical.radicals import without_roots
from symdescent.analysis.critical.solution import Solution, Step, joined
from symdescent.analysis.critical.systems import solve
from symdescent.analysis.effort import factored, fraction
from symdescent.calculus.edges.recognise import recognised
from symdescent.notation.bridge import to_sympy

REACH = 5  # how far from 0 a box goes where the domain has no end
MOST_SEARCHED = 3
NEAR = 1e-9
MOST_TOGETHER = 200
MOST_DIRECTIONS = 4
MOST_KEPT = 50  # where there are more, those nearest to 0
Unknowns = tuple[sympy.Symbol, ...]
Limits = Mapping[sympy.Symbol, Ends]


def solutions(equations: Sequence[sympy.Expr], unknowns: Unknowns, ends: Limits) -> Solution:
    """All real solutions of as many equations as unknowns, as far as a bounded effort goes.

    >>> x, y = sympy.symbols("x y", real=True)
    >>> [place.exact for place in solutions([sympy.exp(x) - 1, y - x], (x, y), {}).places]
    [(0, 0)]
    """
    fractions = [fraction(stripped(e)) for e in equations]
    wanted = [above for above, _ in fractions if above != 0]
    found = _solved(wanted, unknowns, ends)
    below = [part for _, part in fractions if part.free_symbols]
    return found._replace(places=tuple(p for p in found.places if all(p.sign(part) != 0 for part in below))) if below else found


def stripped(e: sympy.Expr) -> sympy.Expr:
    """An equation without factors that are positive everywhere, such as exponentials."""
    return sympy.Mul(*(part for part in sympy.Mul.make_args(factored(e)) if not part.is_positive)) if e.has(sympy.exp) else e


def _solved(wanted: list[sympy.Expr], unknowns: Unknowns, ends: Limits) -> Solution:
    if not unknowns:
        return Solution((exact_place((), ()),))
    if all(_rational(e, unknowns) for e in wanted):
        return solve(wanted, unknowns)
    if len(unknowns) == 1:
        return _filtered(zeros(wanted[0], unknowns[0], ends.get(unknowns[0], LINE)), wanted[1:])
    for way in (_rooted, _blocks, _turned, _substituted):
        found = way(wanted, unknowns, ends)
        if found is not None:
            return found
    return _searched(wanted, unknowns, ends)


def _rooted(wanted: list[sympy.Expr], unknowns: Unknowns, ends: Limits) -> Solution | None:
    """Equations with square roots as a system of polynomials, of which the solutions with roots below 0 are left out."""
    made = without_roots(wanted, unknowns)
    if made is None or not all(_rational(e, (*unknowns, *made[1])) for e in made[0]):
        return None
    found = solve(made[0], (*unknowns, *made[1]))
    if found.gaps or found.sets:
        return None
    kept = [place for place in found.places if all(place.sign(r) in (0, 1) for r in made[1])]
    return found._replace(places=tuple(composed(unknowns, [place], list(unknowns)) for place in kept))


def _rational(e: sympy.Expr, unknowns: Unknowns) -> bool:
    return bool(e.is_polynomial(*unknowns)) and all(c.is_Rational for c in sympy.Poly(e, *unknowns).coeffs())


def _filtered(found: Solution, others: Sequence[sympy.Expr]) -> Solution:
    return found._replace(places=tuple(p for p in found.places if all(p.sign(e) == 0 for e in others)))


def _blocks(wanted: list[sympy.Expr], unknowns: Unknowns, ends: Limits) -> Solution | None:
    """Equations that share no unknown are solved apart, and each solution of one goes with each of the other."""
    groups: list[tuple[set[sympy.Symbol], list[sympy.Expr]]] = []
    for e in wanted:
        own, mine = e.free_symbols & set(unknowns), [e]
        for group in [g for g in groups if g[0] & own]:
            groups.remove(group)
            own, mine = own | group[0], group[1] + mine
        groups.append((own, mine))
    if len(groups) < 2 or any(len(own) != len(mine) for own, mine in groups):
        return None
    ordered = [(tuple(x for x in unknowns if x in own), mine) for own, mine in groups]
    parts = [_solved(mine, own, ends) for own, mine in ordered]
    return _together(parts, unknowns, unknowns)


def _together(parts: list[Solution], unknowns: Unknowns, coordinates: Sequence[sympy.Expr]) -> Solution:
    """The product of solutions in different unknowns; ``coordinates`` are written in those."""
    many = sympy.prod(len(part.places) for part in parts) > MOST_TOGETHER
    gaps = [gap for part in parts for gap in part.gaps] + ["sets"] * any(part.sets for part in parts) + ["many"] * many
    most = max(1, int(MOST_KEPT ** (1 / len(parts))))
    kept = [sorted(part.places, key=lambda p: max(abs(a + b) for a, b in p.edges))[:most] if many else part.places for part in parts]
    places = tuple(composed(unknowns, chosen, coordinates) for chosen in product(*kept))
    steps = tuple(step for part in parts for step in part.steps)
    families = tuple(_family(k, family, parts, coordinates) for k, part in enumerate(parts) for family in part.families)
    return Solution(places, (), steps, tuple(dict.fromkeys(gaps)), families)


def _family(k: int, family: tuple[sympy.Expr, ...], parts: list[Solution], coordinates: Sequence[sympy.Expr]) -> tuple[sympy.Expr, ...]:
    """By how much the coordinates move when one part goes on by its period."""
    own = dict(zip(parts[k].places[0].symbols, family, strict=True)) if parts[k].places else {}
    return tuple(sympy.expand(c.subs(own).subs(dict.fromkeys(c.free_symbols, 0))) for c in coordinates)


def composed(symbols: Unknowns, parts: Sequence[Place], coordinates: Sequence[sympy.Expr]) -> Place:
    """The place whose coordinates are formulas in those of other places."""
    known = {s: v for part in parts if part.exact is not None for s, v in zip(part.symbols, part.exact, strict=True)}
    if all(part.exact is not None for part in parts):
        return exact_place(symbols, tuple(sympy.expand(c.subs(known)) for c in coordinates))

    def enclosing(digits: int) -> tuple[Any, ...]:
        boxes = {s: box for part in parts for s, box in zip(part.symbols, part.box(digits + 5), strict=True)}
        return tuple(enclose(c, boxes, arithmetic(digits + 10)) for c in coordinates)

    def vanishes(expr: sympy.Expr) -> bool:
        value = sympy.expand(expr.subs(dict(zip(symbols, coordinates, strict=True)), simultaneous=True).subs(known))
        owners = [part for part in parts if value.free_symbols & set(part.symbols)]
        return value == 0 or (len(owners) == 1 and owners[0].vanishes(value))

    def minimal(expr: sympy.Expr) -> Any:
        owner = parts[0].minimal if len(parts) == 1 else None
        return owner(expr.subs(dict(zip(symbols, coordinates, strict=True)), simultaneous=True)) if owner else None

    proofs = [part.proof for part in parts if part.exact is None]
    return Place(symbols, None, enclosing, vanishes, proofs[0], minimal)


def _turned(wanted: list[sympy.Expr], unknowns: Unknowns, ends: Limits) -> Solution | None:
    """Two equations that come apart in new unknowns u and v, linear forms of the old ones."""
    if len(unknowns) != 2 or len(wanted) != 2:
        return None
    for first, second in _forms(wanted, unknowns):
        new = sympy.symbols("u v", real=True)
        matrix = sympy.Matrix([first, second])
        old = list(matrix.inv() * sympy.Matrix(new))
        put = dict(zip(unknowns, old, strict=True))
        g = sympy.Matrix([e.xreplace(put) for e in wanted])
        along = [sympy.expand(part) for part in matrix.inv().T * g]  # the chain rule: f_u = x_u f_x + y_u f_y
        if not along[0].has(new[1]) and not along[1].has(new[0]) and all(part.free_symbols for part in along):
            limits = {s: _reach(form, unknowns, ends) for s, form in zip(new, (first, second), strict=True)}
            parts = [zeros(part, s, limits[s]) for part, s in zip(along, new, strict=True)]
            shown = tuple(form[0] * unknowns[0] + form[1] * unknowns[1] for form in (first, second))
            found = _together(parts, unknowns, old)
            return found._replace(steps=(Step("turned", (*shown, *along)), *found.steps))
    return None


Form = tuple[sympy.Expr, sympy.Expr]


def _forms(wanted: list[sympy.Expr], unknowns: Unknowns) -> Iterator[tuple[Form, Form]]:
    """Pairs of linear forms, the first of them inside a function."""
    x, y = unknowns
    inside = [a for e in wanted for call in e.atoms(sympy.Function) for a in call.args]
    inside += [p.exp for e in wanted for p in e.atoms(sympy.Pow) if p.base == sympy.E] + [
        p.args[0] for e in wanted for p in e.atoms(sympy.exp)
    ]
    slopes = [(sympy.diff(a, x), sympy.diff(a, y)) for a in dict.fromkeys(inside)]
    by_direction = {p / q if q else sympy.oo: (p, q) for p, q in reversed(slopes) if p.is_Rational and q.is_Rational and (p or q)}
    forms = list(reversed(by_direction.values())) if len(by_direction) <= MOST_DIRECTIONS else []
    for p, q in forms:
        others = [(q, -p), *forms, (sympy.S.One, sympy.S.Zero), (sympy.S.Zero, sympy.S.One)]
        yield from (((p, q), other) for other in others if p * other[1] != q * other[0])


def _reach(form: Form, unknowns: Unknowns, ends: Limits) -> Ends:
    """Between which numbers a linear form stays on a box."""
    low = high = sympy.S.Zero
    for c, x in zip(form, unknowns, strict=True):
        a, b = ends.get(x, LINE)
        if c:
            low, high = low + min(c * a, c * b), high + max(c * a, c * b)
    return low, high


def _substituted(wanted: list[sympy.Expr], unknowns: Unknowns, ends: Limits) -> Solution | None:
    """An equation that gives one unknown by the others is put into the rest; one in a single unknown is solved first."""
    for e in wanted:
        for x in unknowns:
            slope = sympy.diff(e, x) if e.is_polynomial(x) else sympy.S.Zero
            if slope.is_Rational and slope:
                value = sympy.expand(x - e / slope)
                others, rest = [sympy.expand(o.subs(x, value)) for o in wanted if o is not e], tuple(u for u in unknowns if u != x)
                inner = solutions(others, rest, ends)
                places = tuple(composed(unknowns, [p], [value if u == x else u for u in unknowns]) for p in inner.places)
                sets = tuple((*one, x - value) for one in inner.sets)
                return Solution(places, sets, (Step("substituted", (x, value)), *inner.steps), inner.gaps)
    single = next((e for e in wanted if len(e.free_symbols & set(unknowns)) == 1), None)
    return None if single is None else _one_first(single, wanted, unknowns, ends)


def _one_first(single: sympy.Expr, wanted: list[sympy.Expr], unknowns: Unknowns, ends: Limits) -> Solution | None:
    (x,) = single.free_symbols & set(unknowns)
    found, rest = zeros(single, x, ends.get(x, LINE)), tuple(u for u in unknowns if u != x)
    if any(p.exact is None for p in found.places) or found.sets:
        return None
    parts = [Solution(steps=found.steps, gaps=found.gaps)]
    for p in found.places:
        value = p.exact[0] if p.exact else sympy.S.Zero
        inner = solutions([sympy.expand(e.subs(x, value)) for e in wanted if e is not single], rest, ends)
        places = tuple(composed(unknowns, [q], [value if u == x else u for u in unknowns]) for q in inner.places)
        parts.append(inner._replace(places=places, sets=tuple((*one, x - value) for one in inner.sets)))
    families = tuple(tuple(family[0] if u == x else sympy.S.Zero for u in unknowns) for family in found.families)
    return joined(parts)._replace(families=families)


def _searched(wanted: list[sympy.Expr], unknowns: Unknowns, ends: Limits) -> Solution:
    """What a search of a box finds: all zeros in the box, and nothing is known of those outside."""
    if len(unknowns) > MOST_SEARCHED or len(wanted) != len(unknowns):
        return Solution(gaps=("not solved",))
    limits = [ends.get(x, LINE) for x in unknowns]
    box = tuple((float(a) if a.is_finite else float(-REACH), float(b) if b.is_finite else float(REACH)) for a, b in limits)
    system = System.of(wanted, unknowns)
    found = isolate(system, box)
    places = tuple(_snapped(wanted, unknowns, place) for place in boxed_places(system, found.boxes))
    gaps = ["box"] * any(not end.is_finite for pair in limits for end in pair) + ["multiple"] * bool(found.open)
    edges = tuple(sympy.Float(end, 6) for pair in box for end in pair)
    return joined([Solution(places, steps=(Step("box", (*unknowns, *edges), len(places)),), gaps=tuple(gaps))])


def _snapped(wanted: list[sympy.Expr], unknowns: Unknowns, place: Place) -> Place:
    """A zero of which some coordinates are short numbers: proved by a zero of what is left, in the same box, which has only one."""
    with mpmath.workdps(50):
        seen = [recognised(mpmath.mpf(side.mid), mpmath.mpf(1e-20)) for side in place.box(25)] if place.exact is None else []
    known = {x: to_sympy(value) for x, value in zip(unknowns, seen, strict=False) if value is not None}
    sides = {sympy.Abs(x): (place.sign(x) or 0) * x for x in unknowns if known and place.sign(x)}
    rest = [e for e in (sympy.expand(e.subs(known).subs(sides)) for e in wanted) if not e.is_zero] if known else []
    free = tuple(x for x in unknowns if x not in known)
    if not known or not free or len(rest) != len(free) or any(not e.free_symbols <= set(free) for e in rest):
        return place
    box = tuple((float(side.a) - NEAR, float(side.b) + NEAR) for x, side in zip(unknowns, place.box(25), strict=True) if x in free)
    system = System.of(rest, free)
    same = all(a < low - NEAR and high + NEAR < b for (a, b), (low, high) in zip(_of(place, free), box, strict=True))
    if not same or verdict(system, box) != "one":
        return place
    return composed(unknowns, [boxed_place(system, grown(box))], [known.get(x, x) for x in unknowns])


def _of(place: Place, free: Unknowns) -> list[tuple[float, float]]:
    return [side for x, side in zip(place.symbols, place.edges, strict=True) if x in free]
