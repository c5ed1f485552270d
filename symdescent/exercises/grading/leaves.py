"""Whether one typed formula or number is the right one: by values on the real domain, then by proof; three-valued."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

import mpmath

from symdescent.calculus.answers.equal import FAR, beyond, constant, is_sequence, places, same, switches
from symdescent.calculus.answers.reading import finished, ordered
from symdescent.calculus.answers.slips import LEAST_CUT, is_rounded
from symdescent.calculus.checks.evaluate import PRECISE
from symdescent.calculus.checks.same import Domain, Same, value_at
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.exercises.grading.lines import Typed
from symdescent.notation.text import decimal_text
from symdescent.notation.tree import (
    Expression,
    Number,
    children,
    names,
    number,
    rational,
    walk,
)

LEAST_DIGITS = 2  # that a rounded number needs to be called right
FORMS = ("", "not simplified", "rounded", "wider domain", "narrower domain")  # the later, the more there is to say


class Leaf(NamedTuple):
    """Whether one entry is right, None where that was not decided, and what is to be said of its form."""

    right: bool | None
    form: str = ""


class Ground:
    """Where formulas are compared: on the real domain of what is right, and of the functions of the question.

    ``place`` is the point that the question gives.
    """

    def __init__(
        self,
        right: Iterable[Expression],
        given: Iterable[Expression] = (),
        known: Collection[str] = (),
        place: Mapping[str, Expression] = MappingProxyType({}),
    ) -> None:
        self.right, self.given, self.known, self.place = tuple(right), tuple(given), frozenset(known), place

    @cached_property
    def domain(self) -> Domain:
        """Places at which all of them are real."""
        return self.among(())

    def among(self, more: Collection[str]) -> Domain:
        """The same with other letters too."""
        return Domain((*self.right, *self.given), (*sorted(self.known), *sorted(more)))

    def domain_of(self, typed: Iterable[Typed]) -> Domain:
        """Where the typed formulas are compared: they may have letters of their own."""
        more = frozenset[str]().union(*(names(one.value) for one in typed)) - self.known
        return self.among(more) if more - set(self.domain.names[0]) else self.domain


def judged(typed: Typed, right: Expression, domain: Domain) -> Leaf:
    """Whether a typed entry is the right one, and in which form."""
    found = same(typed.value, right, domain)
    if found is Same.DIFFERENT:
        return Leaf(True, "rounded") if _rounded(typed, right, domain) else Leaf(False)
    if found is Same.UNDECIDED:
        return Leaf(None)
    return Leaf(True, _form(typed.value, right, domain))


def _form(typed: Expression, right: Expression, domain: Domain) -> str:
    if not names(typed):
        value = constant(typed)
        as_one = value is None or isinstance(typed, Number) or typed in (number(value), tidy(typed)) or rational(typed) == value
        return "" if as_one and not _reducible(typed) else "not simplified"
    return _by_domain(typed, right, domain) or ("" if ordered(typed) == ordered(right) or finished(typed, right) else "not simplified")


def _by_domain(typed: Expression, right: Expression, domain: Domain) -> str:
    """Whether the line is not real where the right one is, except at a kink, or real on a whole stretch where that is not."""
    if ordered(typed) == ordered(right) or is_sequence(right):
        return ""
    if any(_not_real(typed, place) and not _is_kink(place, domain) for place in (*domain.places, *beyond(domain))):
        return "narrower domain"
    outside = [place for place in places(FAR, domain) if _not_real(right, place)]
    return "wider domain" if outside and not all(_not_real(typed, place) for place in outside) else ""


def _is_kink(place: Mapping[str, Any], domain: Domain) -> bool:
    """Whether a function of the question changes its form there: it may have no derivative."""
    return any(value_at(switch, place) == 0 for source in domain.sources for switch in switches(source))


def _reducible(typed: Expression) -> bool:
    """Whether this is a fraction that is not in lowest terms."""
    parts = [rational(part) for part in children(typed)] if type(typed).__name__ == "Quotient" else []
    return len(parts) == 2 and None not in parts and rational(typed).denominator != abs(parts[1])  # type: ignore[union-attr, arg-type]


def _not_real(typed: Expression, place: Any) -> bool:
    return value_at(typed, place) is None and value_at(typed, place, PRECISE) is None


def _rounded(typed: Typed, right: Expression, domain: Domain) -> bool:
    """Whether the line is right to the digits that were typed, and these are enough."""
    if names(typed.value):
        return _enough(typed.value) and is_rounded(typed.value, right, domain)
    return typed.half is not None and typed.digits >= LEAST_DIGITS and near(typed, right)


def near(typed: Typed, right: Expression) -> bool:
    """Whether a typed decimal is a number rounded to its last place, or cut off there: that only with two decimal places."""
    gap = distance(typed.value, right)
    if gap is None or typed.half is None:
        return False
    beyond = gap[0] if gap[1] > 0 else -gap[0]
    return bool(abs(gap[0]) <= typed.half or (typed.half <= LEAST_CUT and 0 <= beyond < 2 * typed.half))


def distance(typed: Expression, right: Expression) -> tuple[Fraction, Fraction] | None:
    """right - typed and right, exactly where both are rational; None where they are not real."""
    a, b = constant(typed), constant(right)
    if a is not None and b is not None:
        return b - a, b
    with mpmath.workdps(40):
        mine, wanted = value_at(typed, {}, PRECISE), value_at(right, {}, PRECISE)
        return None if mine is None or wanted is None else (_fraction(wanted - mine), _fraction(wanted))


def _fraction(value: Any) -> Fraction:
    sign, mantissa, exponent, _ = mpmath.mpf(value)._mpf_
    return Fraction(-int(mantissa) if sign else int(mantissa)) * Fraction(2) ** int(exponent)


def _enough(typed: Expression) -> bool:
    decimals: Sequence[Number] = [e for e in walk(typed) if isinstance(e, Number) and e.decimal and e.value.denominator > 1]
    return all(len(decimal_text(e.value).replace(".", "").lstrip("0")) >= LEAST_DIGITS for e in decimals)
