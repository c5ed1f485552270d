"""Coercivity: whether f(x) → ∞ as |x| → ∞, with a proof, or with a curve to infinity on which f stays below a bound."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from symdescent.analysis.landscape import split
from symdescent.analysis.landscape.bounded import proof as bounded_below
from symdescent.analysis.landscape.curves import level
from symdescent.analysis.landscape.ends import ends
from symdescent.analysis.landscape.place import Function, conditions_of_value
from symdescent.analysis.landscape.reason import Curve, Reason
from symdescent.analysis.landscape.region import domain_of
from symdescent.analysis.squares.bounds import lower_bound
from symdescent.analysis.squares.certificate import Squares, proved
from symdescent.analysis.squares.terms import Terms, degree, plus, square_length, terms_of

FACTORS = (Fraction(1), Fraction(1, 2), Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000))
DEEPEST = 4
LONG_FORM = 6  # terms: a longer one is tried with small factors only
MOST_TERMS = 30  # of a polynomial that is searched for squares once more


@dataclass(frozen=True)
class Coercivity:
    """Whether the function that is made least is coercive: True with the reason, False with the curve, None where undecided."""

    coercive: bool | None
    reason: Reason | None = None
    curve: Curve | None = None

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON takes it."""
        return {
            "coercive": self.coercive,
            **({"reason": self.reason.to_dict()} if self.reason else {}),
            **({"curve": self.curve.to_dict()} if self.curve else {}),
        }


def coercivity(f: Function) -> Coercivity:
    """Whether f is coercive on its domain.

    >>> import symdescent as sd
    >>> from symdescent.analysis.landscape.place import function
    >>> coercivity(function(sd.problem("100(y - x^2)^2 + (1 - x)^2"))).coercive
    True
    """
    if not f.small or not f.variables:
        return Coercivity(None)
    curve = level(f) if f.terms is not None else None  # the curves of a polynomial are soon tried
    reason = proof(f) if curve is None else None
    if reason is not None:
        return Coercivity(True, reason)
    curve = level(f) if f.terms is None else curve
    return Coercivity(False if curve is not None else None, None, curve)


def proof(f: Function, depth: int = 0) -> Reason | None:
    """The first of the ways to prove that f is coercive that succeeds."""
    if depth > DEEPEST or not f.variables:
        return None
    return next((reason for way in WAYS if (reason := way(f, depth)) is not None), None)


def _bounded_domain(f: Function, depth: int) -> Reason | None:
    """On a bounded domain there is no |x| → ∞."""
    return Reason("bounded domain") if f.relations and domain_of(f).bounded else None


def _ends(f: Function, depth: int) -> Reason | None:
    """In one variable: f → ∞ at the infinite ends of its domain."""
    found = ends(f)
    far = [end for end in found or () if end.infinite]
    if found is None or any(end.growth is None or not end.growth.rises for end in far):
        return None
    return Reason("coercive ends", f.sympy, where=tuple((f.symbols[0], end.point) for end in far)) if far else Reason("bounded domain")


def _leading_form(f: Function, depth: int) -> Reason | None:
    """The terms of the highest degree d are at least ε·Σ xᵢᵈ with ε > 0."""
    p, size = f.terms, len(f.variables)
    if p is None or size < 2 or degree(p) % 2 or degree(p) == 0:
        return None
    top = degree(p)
    form = {power: c for power, c in p.items() if sum(power) == top}
    pure = [form.get(tuple(top if i == j else 0 for j in range(size)), Fraction(0)) for i in range(size)]
    if min(pure) <= 0:
        return None
    for factor in FACTORS if len(form) <= LONG_FORM else FACTORS[-2:]:
        squares = proved(plus(form, square_length(size, top), -factor * min(pure)), f.symbols, Fraction(0), {})
        if squares is not None:
            if not squares.roots:
                return Reason("leading powers", split.polynomial(form, f.symbols))
            return Reason("leading form", split.polynomial(form, f.symbols), split.number(factor * min(pure)), squares)
    return None


def _minorant(f: Function, depth: int) -> Reason | None:
    """f ≥ ε·|x|² + c."""
    p, size = f.terms, len(f.variables)
    if p is None or degree(p) % 2 or degree(p) < 2 or len(p) > MOST_TERMS:
        return None
    for factor in FACTORS[:3]:
        squares = lower_bound(split.polynomial(plus(p, square_length(size), -factor), f.symbols), f.symbols, multiplied=False, sharp=False)
        if squares is not None:
            return Reason("quadratic minorant", split.number(factor), squares.bound, squares)
    return None


def _triangular(f: Function, depth: int) -> Reason | None:
    """f is at least a sum of squares Σ d·q², and bounds on the q bound one variable after the other."""
    p = f.terms
    if p is None or degree(p) % 2 or len(p) > MOST_TERMS:
        return None
    squares = lower_bound(f.sympy, f.symbols, multiplied=False)
    if squares is None:
        return None
    chain = _chain(squares, f)
    return Reason("triangular", f.sympy, squares.bound, squares, parts=tuple(chain)) if chain else None


def _chain(squares: Squares, f: Function) -> list[Reason]:
    """The q in the order in which they bound one variable each; empty where some variable is left."""
    roots = [terms_of(root, f.symbols) for root in squares.roots]
    known = list(_combined([root for root in roots if root]))
    bound: set[int] = set()
    chain: list[Reason] = []
    while len(bound) < len(f.variables):
        found = next(((q, i) for q in known for i in range(len(f.variables)) if i not in bound and _bounds(q, i, bound)), None)
        if found is None:
            return []
        bound.add(found[1])
        chain.append(Reason("bounds", split.polynomial(found[0], f.symbols), names=(f.variables[found[1]],)))
    return chain


def _combined(roots: Sequence[Terms]) -> Iterator[Terms]:
    yield from roots
    for a, b in combinations(roots, 2):
        for power in {*a} & {*b}:
            yield plus(a, b, -a[power] / b[power])


def _bounds(q: Terms, i: int, bound: set[int]) -> bool:
    """Whether q, with the other variables in it bounded, is a polynomial in xᵢ with a constant leading coefficient."""
    others = {j for power in q for j, n in enumerate(power) if n and j != i}
    top = max((power[i] for power in q), default=0)
    return top > 0 and others <= bound and all(sum(power) == top for power in q if power[i] == top)


def _sum(f: Function, depth: int) -> Reason | None:
    """Coercive parts in different variables; or a coercive part and parts that are bounded below."""
    for parts in split.sums(f) if depth < 2 else ():
        reasons = [proof(part, depth + 1) for part in parts]
        covered = {name for part, reason in zip(parts, reasons, strict=True) if reason for name in part.variables}
        if covered != set(f.variables):
            continue
        rest = [reason or bounded_below(part) for part, reason in zip(parts, reasons, strict=True)]
        firm = [reason for reason in rest if reason is not None]
        if len(firm) == len(parts) and all(part.continuous for part in parts) and _closed(f):
            return Reason("coercive sum", f.sympy, parts=tuple(firm))
    return None


def _closed(f: Function) -> bool:
    """Whether f has a value on all of a closed domain, where continuous coercive parts are bounded below."""
    return f.everywhere or (domain_of(f).closed is True and not f.asked and not any(one.within for one in conditions_of_value(f.written)))


def _outer(f: Function, depth: int) -> Reason | None:
    """√u, ln u, e^u and uᵏ rise without bound with u, as does c·u + d for c > 0."""
    e = f.sympy
    factor, rest = e.as_coeff_Add()[1].as_coeff_Mul()
    if factor.is_positive and rest != e:
        inner = rest
    elif e.func.__name__ in ("log", "exp", "Abs") or (e.is_Pow and e.exp.is_Rational and e.exp > 0 and (e.exp.q == 2 or e.exp.p % 2 == 0)):
        inner = e.args[0]
    else:
        return None
    reason = proof(split.part(f, inner), depth + 1)
    return (
        Reason("outer", e, where=((e, inner),), parts=(reason,))
        if reason is not None and set(map(str, inner.free_symbols)) >= set(f.variables)
        else None
    )


def _greatest(f: Function, depth: int) -> Reason | None:
    """max(u, v) ≥ u, and ≥ (u + v)/2."""
    if f.sympy.func.__name__ != "Max":
        return None
    parts = [split.part(f, argument) for argument in (*f.sympy.args, sum(f.sympy.args))]
    reason = next((one for part in parts if set(part.variables) == set(f.variables) and (one := proof(part, depth + 1))), None)
    return Reason("coercive greatest", f.sympy, parts=(reason,)) if reason is not None else None


WAYS: tuple[Callable[[Function, int], Reason | None], ...] = (
    _bounded_domain,
    _ends,
    _leading_form,
    _outer,
    _greatest,
    _minorant,
    _triangular,
    _sum,
)
