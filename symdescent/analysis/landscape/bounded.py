"""Whether a function is bounded below: proved, or refuted by a curve along which it falls, else undecided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import floor, inf, isinf, prod
from typing import Any

from symdescent.analysis.landscape import split
from symdescent.analysis.landscape.curves import falling
from symdescent.analysis.landscape.ends import ends
from symdescent.analysis.landscape.place import Function, conditions_of_value
from symdescent.analysis.landscape.reason import Curve, Reason
from symdescent.analysis.landscape.region import domain_of
from symdescent.analysis.signs.bounds import bounds
from symdescent.analysis.squares.bounds import lower_bound
from symdescent.analysis.squares.solver import available
from symdescent.calculus.edges.ranges import values
from symdescent.notation.tree import columns, substitute

BOUNDED, UNBOUNDED, UNDECIDED = "bounded", "unbounded", "undecided"
DEEPEST = 6
DEEPEST_SUM = 1
REMEMBERED = 64  # proofs: critical points ask for the same one again


@dataclass(frozen=True)
class Boundedness:
    """Whether the function that is made least is bounded below, with the reason or with the curve along which it falls.

    ``bound`` is a proved lower bound where one is known; ``side`` is ``"above"`` where the problem makes f greatest: then all
    of this is of -f. ``lacking`` is the key of what to install where that might settle what is undecided.
    """

    verdict: str
    side: str
    reason: Reason | None = None
    curve: Curve | None = None
    lacking: str = ""

    @property
    def bound(self) -> Any:
        """The lower bound, or for ``side="above"`` the upper bound of f; None where only its existence is known."""
        bound = self.reason.bound if self.reason is not None else None
        return bound if bound is None or self.side == "below" else -bound

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON takes it."""
        return {
            "verdict": self.verdict,
            "side": self.side,
            **({"bound": str(self.bound)} if self.bound is not None else {}),
            **({"reason": self.reason.to_dict()} if self.reason else {}),
            **({"curve": self.curve.to_dict()} if self.curve else {}),
        }


def boundedness(f: Function, side: str = "below", coercive: Reason | None = None) -> Boundedness:
    """Whether f is bounded below; ``coercive`` is a proof that it is coercive, if there is one.

    >>> import symdescent as sd
    >>> from symdescent.analysis.landscape.place import function
    >>> boundedness(function(sd.problem("x^4*y^2 + x^2*y^4 - 3x^2*y^2 + 1"))).verdict
    'bounded'
    """
    if not f.small:
        reason = _range(f, 0)
        return Boundedness(BOUNDED if reason else UNDECIDED, side, reason)
    reason = proof(f)
    if reason is None and coercive is not None and f.continuous and _has_values(f) and domain_of(f).closed:
        reason = Reason("coercive", parts=(coercive,))
    if reason is not None:
        return Boundedness(BOUNDED, side, reason)
    curve = falling(f)
    lacking = "squares install" if curve is None and f.terms is not None and not available() else ""
    return Boundedness(UNBOUNDED if curve else UNDECIDED, side, None, curve, lacking)


def _has_values(f: Function) -> bool:
    """Whether f has a value wherever it is looked at: pieces ask for nothing, and all that is asked is known to hold."""
    return not f.asked and not any(one.within for one in conditions_of_value(f.written))


@lru_cache(REMEMBERED)
def proof(f: Function, depth: int = 0) -> Reason | None:
    """The first of the ways to prove that f is bounded below that succeeds."""
    if depth > DEEPEST or not f.small:
        return None
    return next((reason for way in WAYS if (reason := way(f, depth)) is not None), None)


def _polynomial(f: Function, depth: int) -> Reason | None:
    """p - c is a sum of squares."""
    if f.terms is None:
        return None
    squares = lower_bound(f.sympy, f.symbols)
    if squares is None:
        return None
    outside = squares.at is not None and not f.contains(dict(zip(f.symbols, squares.at, strict=True)))
    return Reason("squares", f.sympy, squares.bound, replace(squares, at=None) if outside else squares)


def _range(f: Function, depth: int) -> Reason | None:
    """Interval arithmetic over all reals."""
    from sympy import Rational

    low = values(substitute(f.written, f.stand_ins)).low
    if isinf(low) and not f.parameters and not columns(f.written):
        found = bounds(f.written, {})
        low = found[0] if found is not None else -inf
    if isinf(low):
        return None
    low = Fraction(floor(low * 10**6), 10**6) if isinstance(low, float) or low.denominator > 10**6 else low
    return Reason("range", f.sympy, Rational(low.numerator, low.denominator))


def _compact(f: Function, depth: int) -> Reason | None:
    """A continuous function on a closed and bounded set has a least value (Weierstrass)."""
    found = domain_of(f)
    return Reason("compact") if found.bounded and found.closed and f.continuous and _has_values(f) else None


def _sum(f: Function, depth: int) -> Reason | None:
    """Parts in different variables, each bounded below; then single terms."""
    for parts in split.sums(f) if depth <= DEEPEST_SUM else ():
        reasons = [proof(part, depth + 1) for part in parts]
        known = [reason for reason in reasons if reason is not None]
        if len(parts) > 1 and len(known) == len(parts):
            lows = [reason.bound for reason in known]
            total = sum(lows) if all(low is not None for low in lows) else None
            return Reason("sum", f.sympy, total, parts=tuple(known))
    return None


def _ends(f: Function, depth: int) -> Reason | None:
    """A continuous function on an interval that does not fall at its open ends is bounded below."""
    found = ends(f) if f.continuous else None
    if found is None or any(end.growth is None or not end.growth.stays_above for end in found):
        return None
    return Reason("ends", f.sympy, where=tuple((f.symbols[0], end.point) for end in found)) if found else Reason("compact")


def _relaxed(f: Function, depth: int) -> Reason | None:
    """A polynomial in some functions is bounded below where it is so for any numbers in their place."""
    if f.terms is not None or not f.variables:
        return None
    relaxed, named = split.relaxed(f)
    squares = lower_bound(relaxed, list(named)) if named else None
    pairs = tuple((part, lifted) for part, lifted in named.values() if part != lifted)
    return Reason("relaxed", relaxed, squares.bound, squares, where=pairs) if squares is not None else None


def _half_lines(f: Function, depth: int) -> Reason | None:
    """x = a + s² for x ≥ a turns a polynomial on a box into one on the whole space."""
    shifted = split.squared_in(f)
    squares = lower_bound(*shifted) if shifted is not None else None
    return Reason("half lines", shifted[0], squares.bound, squares) if squares is not None and shifted is not None else None


def _greatest(f: Function, depth: int) -> Reason | None:
    """max(u, v) ≥ u."""
    if f.sympy.func.__name__ != "Max":
        return None
    parts = (proof(split.part(f, argument), depth + 1) for argument in f.sympy.args)
    reason = next((one for one in parts if one is not None), None)
    return Reason("greatest", f.sympy, reason.bound, parts=(reason,)) if reason is not None else None


def _logarithm(f: Function, depth: int) -> Reason | None:
    """ln u ≥ ln c where u ≥ c > 0."""
    from sympy import log

    if f.sympy.func.__name__ != "log":
        return None
    inner = proof(split.part(f, f.sympy.args[0]), depth + 1)
    if inner is None or inner.bound is None or not inner.bound.is_positive:
        return None
    return Reason("logarithm", f.sympy, log(inner.bound), parts=(inner,))


def _multiple(f: Function, depth: int) -> Reason | None:
    """c·u with c > 0."""
    c, rest = f.sympy.as_coeff_Mul()
    if not c.is_positive or c == 1:
        return None
    inner = proof(split.part(f, rest), depth + 1)
    bound = c * inner.bound if inner is not None and inner.bound is not None else None
    return Reason("multiple", f.sympy, bound, parts=(inner,)) if inner is not None else None


def _product(f: Function, depth: int) -> Reason | None:
    """A product of factors that are all at least 0."""
    factors = f.sympy.args if f.sympy.is_Mul and depth <= DEEPEST_SUM else ()
    parts = [proof(split.part(f, factor), depth + 1) for factor in factors]
    known = [part for part in parts if part is not None and part.bound is not None and part.bound.is_nonnegative]
    if not factors or len(known) < len(parts):
        return None
    return Reason("product", f.sympy, prod(part.bound for part in known), parts=tuple(known))


WAYS: tuple[Callable[[Function, int], Reason | None], ...] = (
    _polynomial,
    _range,
    _product,
    _multiple,
    _greatest,
    _logarithm,
    _sum,
    _relaxed,
    _ends,
    _half_lines,
    _compact,
)
