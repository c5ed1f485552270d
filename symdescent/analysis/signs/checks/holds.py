"""Is a proof of a sign right? Every step is verified anew, by SymPy and by mpmath, with nothing taken from the finder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any, TypeAlias

import sympy

from symdescent.analysis.signs.fact import Fact
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import SPACE, Region
from symdescent.notation.tree import (
    ONE,
    ZERO,
    Call,
    E,
    Expression,
    Integral,
    OverIndex,
    Piecewise,
    Power,
    Quotient,
    Relation,
    children,
    names,
    walk,
)

Signs: TypeAlias = frozenset[int]

CLAIMS: dict[str, Signs] = {
    "negative": frozenset({-1}),
    "zero": frozenset({0}),
    "nonpositive": frozenset({-1, 0}),
    "positive": frozenset({1}),
    "nonzero": frozenset({-1, 1}),
    "nonnegative": frozenset({0, 1}),
}
HELD: dict[str, Signs] = {
    **dict(zip(("<", "<=", ">", ">="), (CLAIMS[s] for s in "negative nonpositive positive nonnegative".split()), strict=True)),
    "==": CLAIMS["zero"],
    "!=": CLAIMS["nonzero"],
}
ALL: Signs = frozenset({-1, 0, 1})
NOTHING: Signs = frozenset()  # what a reason says that does not apply
CONDITIONAL = frozenset(("pieces", "turning points"))  # whose parts hold under further comparisons
MOST_NODES, HIGHEST_EXPONENT, MOST_FACTS = 4_000, 40, 3_000
DIGITS = 60  # with which numbers are told from 0


class Premises:
    """What may be taken for granted: comparisons, as differences with their possible signs."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self.relations = tuple(dict.fromkeys(relations))
        self.gaps: list[tuple[Any, Signs]] = [pair for relation in self.relations for pair in _gaps(relation)]

    def and_also(self, more: Iterable[Relation]) -> Premises:
        """With some more comparisons."""
        return Premises((*self.relations, *more))

    def signs(self, p: Any) -> Signs:
        """The signs that single comparisons leave to an expression."""
        left = ALL
        for gap, allowed in self.gaps:
            c, rest = multiple(p, gap)
            if c is not None:
                left &= plus(times(allowed, frozenset({number_sign(c)})), frozenset({number_sign(rest)}))
        return left

    def sides(self, x: Any) -> tuple[tuple[Any, bool] | None, tuple[Any, bool] | None]:
        """The best lower and upper end that comparisons give a symbol, each with whether it belongs."""
        lower, upper = [], []
        for gap, allowed in self.gaps:
            if gap.free_symbols != {x} or not gap.is_polynomial(x) or sympy.degree(gap, x) != 1 or {-1, 1} <= allowed:
                continue
            slope, end = gap.coeff(x, 1), -gap.coeff(x, 0) / gap.coeff(x, 1)
            above = times(allowed, frozenset({number_sign(slope)}))
            lower += [(end, 0 in above)] if -1 not in above else []
            upper += [(end, 0 in above)] if 1 not in above else []
        return max(lower, key=lambda s: (sympy.N(s[0]), not s[1]), default=None), min(
            upper, key=lambda s: (sympy.N(s[0]), s[1]), default=None
        )


def holds(fact: Fact, domain: Region = SPACE) -> bool:
    """Whether a fact follows as it says, on the region and where its expression has a value.

    >>> from symdescent.analysis.signs import sign
    >>> from symdescent.notation import parse
    >>> found = sign(parse("x^2 + 2x + 2"))
    >>> holds(found), holds(Fact(parse("x^2 - 2x"), found.sign, found.reason, found.parts))
    (True, False)
    """
    if sum(1 for _ in walk(fact.expression)) > MOST_NODES or sum(1 for _ in fact) > MOST_FACTS:
        return False
    given = Premises((*domain.relations, *needs(fact.expression)))
    return verified(fact, given)


Reason: TypeAlias = Callable[[Fact, Premises], Signs]


def claims_of(fact: Fact) -> list[Signs]:
    """The signs that the parts claim."""
    return [CLAIMS[part.sign] for part in fact.parts]


def verified(fact: Fact, given: Premises) -> bool:
    """Whether the reason with its parts leaves no sign but those claimed, and the parts hold."""
    from symdescent.analysis.signs.checks.reasons import REASONS

    rule = REASONS.get(fact.reason)
    claim = CLAIMS.get(fact.sign)
    if rule is None or claim is None:
        return False
    if fact.reason not in CONDITIONAL and any(part.where for part in fact.parts):
        return False
    here = given.and_also(fact.where) if fact.where else given
    if not all(verified(part, here) for part in fact.parts):
        return False
    try:
        possible = rule(fact, here)
    except (ArithmeticError, LookupError, ValueError, TypeError, NotImplementedError, sympy.PolynomialError):
        return False
    return bool(possible) and possible <= claim


def needs(e: Expression) -> Iterator[Relation]:
    """What a formula asks of its parts to have a value, outside of pieces and of bound names."""
    if type(e) is Piecewise:
        return
    for child in children(e):
        bound = getattr(e, "index", None) if type(e) is OverIndex else getattr(e, "variable", None) if type(e) is Integral else None
        yield from (r for r in needs(child) if bound is None or bound not in names(r))
    yield from _own_needs(e)


def _own_needs(e: Expression) -> Iterator[Relation]:
    if type(e) is Quotient:
        yield Relation(e.denominator, "!=", ZERO)
    elif type(e) is Power and e.base != E:
        n = to_sympy(e.exponent)
        if n.is_Integer:
            yield from [Relation(e.base, "!=", ZERO)] if n < 0 else []
        else:
            yield Relation(e.base, ">=" if n.is_Rational and n > 0 else ">", ZERO)
    elif type(e) is Call and e.function in NEEDS:
        operator, size, other = NEEDS[e.function]
        u: Expression = Call("abs", e.arguments) if size else e.arguments[0]
        yield Relation(u, operator, ONE if other else ZERO)
        if e.function == "log":
            yield Relation(e.arguments[1], ">", ZERO)


# What f(u) asks: the comparison, whether of |u|, and whether with 1.
NEEDS: dict[str, tuple[str, bool, bool]] = {
    **dict.fromkeys(("ln", "log"), (">", False, False)),
    "sqrt": (">=", False, False),
    **dict.fromkeys(("asin", "acos"), ("<=", True, True)),
    **dict.fromkeys(("asec", "acsc"), (">=", True, True)),
    **dict.fromkeys(("coth", "csch", "acot", "acsch"), ("!=", False, False)),
    "acosh": (">=", False, True),
    "atanh": ("<", True, True),
    "acoth": (">", True, True),
    "asech": (">", False, False),
}


def _gaps(relation: Relation) -> Iterator[tuple[Any, Signs]]:
    """left - right; and c - u, c + u where the comparison is |u| ≤ c or u² ≤ c²."""
    gap, allowed = sympy.expand(to_sympy(relation.left) - to_sympy(relation.right)), HELD[relation.operator]
    if gap.is_number:
        return
    yield gap, allowed
    yield from _of_powers(gap, allowed)
    c, moving = gap.as_independent(*gap.free_symbols, as_Add=True)
    k, u = moving.as_coeff_Mul()
    if 1 in allowed and -1 not in allowed:
        c, k, allowed = -c, -k, times(allowed, frozenset({-1}))
    if {-1, 1} <= allowed or not (k.is_positive and c.is_nonpositive):
        return
    limit = -c / k
    if isinstance(u, sympy.Abs):
        inner, size = u.args[0], limit
    elif u.is_Pow and u.exp == 2:
        inner, size = u.base, sympy.sqrt(limit)
    else:
        return
    yield sympy.expand(size - inner), times(allowed, frozenset({-1}))
    yield sympy.expand(size + inner), times(allowed, frozenset({-1}))


def _of_powers(gap: Any, allowed: Signs) -> Iterator[tuple[Any, Signs]]:
    """u ≠ 0 and v ≠ 0 where uⁿ v ≠ 0; u > 0 where √u > 0."""
    if allowed == CLAIMS["nonzero"]:
        for factor in sympy.Mul.make_args(sympy.factor_terms(gap)):
            yield from [(sympy.expand(factor.as_base_exp()[0]), allowed)] if not factor.is_number else []
    elif gap.is_Pow and gap.exp.is_Rational and not gap.exp.is_Integer:
        yield sympy.expand(gap.base), allowed


def multiple(p: Any, gap: Any) -> tuple[Any, Any]:
    """Numbers c and d with p = c·gap + d; None where there are none."""
    p = sympy.expand(p)
    still, moving = gap.as_independent(*gap.free_symbols, as_Add=True)
    lead, term = sympy.Add.make_args(moving)[0].as_coeff_Mul()
    c = p.coeff(term) / lead
    if not c.is_number or c == 0:
        return None, None
    rest = sympy.expand(p - c * gap)
    return (c, rest) if rest.is_number and still is not None else (None, None)


def number_sign(value: Any) -> int:
    """The sign of a real number; raises ``ValueError`` where it cannot be told."""
    value = sympy.sympify(value, strict=True)
    if value.is_Rational:
        return int(sympy.sign(value))
    near = value.evalf(DIGITS)
    if not near.is_real:
        raise ValueError("no real number")
    if abs(near) > sympy.Float(10, DIGITS) ** (-DIGITS // 2):
        return 1 if near > 0 else -1
    if value.is_zero or (sympy.count_ops(value) < 60 and sympy.simplify(value) == 0):
        return 0
    raise ValueError("too near to 0")


def equal(a: Any, b: Any) -> bool:
    """Whether two expressions are the same function, by expansion; large powers are not expanded."""
    if any(abs(p.exp) > HIGHEST_EXPONENT for p in (a - b).atoms(sympy.Pow) if p.exp.is_Integer):
        return False
    if sympy.expand(a - b) == 0:
        return True
    return bool(sympy.expand(sympy.fraction(sympy.together(sympy.powsimp(a - b)))[0]) == 0)


def times(a: Signs, b: Signs) -> Signs:
    """The signs of products."""
    return frozenset(s * t for s, t in product(a, b))


def plus(a: Signs, b: Signs) -> Signs:
    """The signs of sums."""
    if a == {0} or b == {0}:
        return b if a == {0} else a
    if {-1, 1} <= a | b:
        return ALL
    return (a | b) - {0} if 0 not in a or 0 not in b else a | b
