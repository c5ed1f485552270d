"""Other natural ways to differentiate: rules that a teacher would accept in place of the first that applies.

A way is a row like a rule's: where it applies it names the parts to be differentiated and puts their derivatives
together. Most of them write the function differently first and differentiate that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from symdescent.calculus.answers.reading import opened
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.calculus.rewrites.collect import cancel, like_factors
from symdescent.calculus.rule import Application, Rule, times
from symdescent.calculus.rules import RULES_BY_FUNCTION, RULES_BY_NODE, applicable, logarithmic, quotient
from symdescent.calculus.step import Step
from symdescent.notation.tree import (
    ONE,
    TWO,
    ZERO,
    Call,
    Constant,
    E,
    Expression,
    Negation,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    depends,
    names,
    number,
    rational,
    walk,
)


class Way(NamedTuple):
    """One row: a name, where and how it applies, and what must be positive for it."""

    name: str
    apply: Callable[[Expression, str], Application | None]
    positive: Callable[[Expression], Iterable[Expression]] = lambda e: ()

    def conditions(self, e: Expression) -> tuple[Relation, ...]:
        """Under which conditions the way is allowed for this expression, those left out that always hold."""
        return tuple(Relation(u, ">", ZERO) for u in self.positive(e) if not _always_positive(u))


def _always_positive(u: Expression) -> bool:
    """Whether the form alone shows u > 0: a number, e^v, a sum of an even power and a positive number."""
    known = rational(u)
    if known is not None or isinstance(u, Constant):
        return known is None or known > 0
    if isinstance(u, Sum):
        return all(map(_never_negative, u.terms)) and any(map(_always_positive, u.terms))
    if isinstance(u, Product):
        return all(map(_always_positive, u.factors))
    return (isinstance(u, Power) and _always_positive(u.base)) or (isinstance(u, Call) and u.function in ("exp", "cosh", "sigmoid"))


def _never_negative(u: Expression) -> bool:
    exponent = rational(u.exponent) if isinstance(u, Power) else None
    even = exponent is not None and exponent.denominator == 1 and exponent.numerator % 2 == 0
    return even or _always_positive(u) or (isinstance(u, Call) and u.function in ("abs", "sqrt", "relu"))


def written_as(rewrite: Callable[[Expression], Expression | None]) -> Callable[[Expression, str], Application | None]:
    """The way that differentiates the expression as it is after a rewrite; it does not apply where nothing changes."""

    def apply(e: Expression, x: str) -> Application | None:
        other = rewrite(e) if depends(e, x) else None
        return None if other is None or other == e else Application((other,), lambda d: d[0])

    return apply


def _equal_factors(e: Expression) -> Expression | None:
    """x·x² = x³."""
    return like_factors(e) if isinstance(e, Product) and not rational(e.factors[0]) else None


def _square(e: Expression) -> Expression | None:
    """f(x)² = f(x)·f(x)."""
    square = isinstance(e, Power) and e.exponent == TWO and isinstance(e.base, Call)
    return Product((e.base, e.base)) if square else None  # type: ignore[attr-defined]


def _polynomial(e: Expression) -> bool:
    whole = (rational(part.exponent) for part in walk(e) if isinstance(part, Power))
    small = all(n is not None and n.denominator == 1 and 0 <= n <= 4 for n in whole)
    return small and all(isinstance(part, (Number, Symbol, Sum, Product, Negation, Power)) for part in walk(e))


def _expanded(e: Expression) -> Expression | None:
    """(x + 1)(x + 2) = x² + 3x + 2, for polynomials that stay short."""
    brackets = isinstance(e, (Product, Power)) and any(isinstance(part, Sum) for part in walk(e))
    other = opened(e) if brackets and _polynomial(e) else None
    return None if other is None or any(isinstance(p, (Product, Power)) and _has_sum(p) for p in walk(other)) else other


def _has_sum(e: Expression) -> bool:
    return any(isinstance(part, Sum) for part in walk(e))


def _constant_denominator(e: Expression, x: str) -> Application | None:
    """(u/c)' by the quotient rule."""
    fits = isinstance(e, Quotient) and depends(e.numerator, x) and not depends(e.denominator, x)
    return quotient(e, x) if fits and rational(e) is None else None


def _negative_power(e: Expression, x: str) -> Application | None:
    """u/v = u·v^-1."""
    if not isinstance(e, Quotient) or not depends(e.denominator, x):
        return None
    v = e.denominator
    n = rational(v.exponent) if isinstance(v, Power) else None
    below = Power(v.base, number(-n)) if n is not None and isinstance(v, Power) else Power(v, Negation(ONE))
    return Application((below if e.numerator == ONE else times(e.numerator, below),), lambda d: d[0])


def _split_fraction(e: Expression) -> Expression | None:
    """(u + v)/w = u/w + v/w, where w has one term."""
    if not isinstance(e, Quotient) or not isinstance(e.numerator, Sum) or _has_sum(e.denominator) or not names(e.denominator):
        return None
    return tidy(cancel(tidy(Sum(tuple(_over(term, e.denominator) for term in e.numerator.terms)))))


def _over(term: Expression, below: Expression) -> Expression:
    return Negation(Quotient(term.operand, below)) if isinstance(term, Negation) else Quotient(term, below)


ROOTS = {"sqrt": 2, "cbrt": 3}


def _fractional_power(e: Expression) -> Expression | None:
    """√u = u^(1/2)."""
    root = isinstance(e, Call) and e.function in ROOTS
    return Power(e.arguments[0], Quotient(ONE, number(ROOTS[e.function]))) if root else None  # type: ignore[attr-defined]


def _as_exponential(e: Expression, x: str) -> Application | None:
    """u^v = e^(v ln u)."""
    general = isinstance(e, Power) and depends(e.base, x) and depends(e.exponent, x)
    if not general or logarithmic(e, x) is None:
        return None
    return Application((Power(E, times(e.exponent, Call("ln", (e.base,)))),), lambda d: d[0])  # type: ignore[attr-defined]


def _split_logarithm(e: Expression) -> Expression | None:
    """ln(u v) = ln u + ln v, ln(u/v) = ln u - ln v, ln(u^n) = n ln u."""
    if not isinstance(e, Call) or e.function != "ln":
        return None
    inside = e.arguments[0]
    split = SPLIT.get(type(inside))
    if isinstance(inside, Call) and inside.function in ROOTS:
        return Quotient(_ln(inside.arguments[0]), number(ROOTS[inside.function]))
    return split(inside) if split else None


def _ln(u: Expression) -> Expression:
    return Call("ln", (u,))


SPLIT: dict[type[Expression], Callable[..., Expression]] = {
    Product: lambda u: Sum(tuple(map(_ln, u.factors))),
    Quotient: lambda u: Sum((_ln(u.numerator), Negation(_ln(u.denominator)))),
    Power: lambda u: times(u.exponent, _ln(u.base)),
}


def _logarithms(e: Expression) -> Iterable[Expression]:
    """Whose logarithms stand in the split form."""
    return (part.arguments[0] for part in walk(_split_logarithm(e) or e) if isinstance(part, Call) and part.function == "ln")


WAYS: tuple[Way, ...] = (
    Way("like factors first", written_as(_equal_factors)),
    Way("expand first", written_as(_expanded)),
    Way("split the fraction", written_as(_split_fraction)),
    Way("quotient", _constant_denominator),
    Way("negative power", _negative_power),
    Way("root as a power", written_as(_fractional_power), lambda e: e.arguments if e.function == "cbrt" else ()),  # type: ignore[attr-defined]
    Way("square as a product", written_as(_square)),
    Way("exponential form", _as_exponential),
    Way("split the logarithm", written_as(_split_logarithm), _logarithms),
)

REWRITTEN_FIRST = tuple(way.name for way in WAYS if way.name != "quotient")


def application(step: Step) -> Application:
    """How the rule or way that a derivative step used applies to its source."""
    e, x = step.source, step.variable
    rule, first = applicable(e, x)
    if (rule.name, rule.outer) == (step.rule, step.outer):
        return first
    rules: tuple[Rule | Way, ...] = RULES_BY_FUNCTION.get(e.function, ()) if isinstance(e, Call) else RULES_BY_NODE.get(type(e), ())
    found = (row.apply(e, x) for row in (*rules, *WAYS) if (row.name, getattr(row, "outer", "")) == (step.rule, step.outer))
    return next(applied for applied in found if applied is not None)
