"""Whether one typed formula or number is the right one: by values on the real domain, then by proof; three-valued."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

import mpmath

from symdescent.calculus.answers.reading import finished, ordered
from symdescent.calculus.answers.slips import LEAST_CUT, is_rounded
from symdescent.calculus.checks.check import TRIES, point
from symdescent.calculus.checks.evaluate import PRECISE
from symdescent.calculus.checks.same import Domain, Same, value_at
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.exercises.grading.lines import Typed
from symdescent.notation.text import decimal_text
from symdescent.notation.tree import (
    Call,
    Expression,
    Negation,
    Number,
    Piecewise,
    Power,
    Relation,
    Sum,
    Symbol,
    children,
    names,
    number,
    rational,
    substitute,
    walk,
)

LEAST_DIGITS = 2  # that a rounded number needs to be called right
SMALLEST, LARGEST = Fraction(1, 10**12), 10**12  # numbers beyond these may hide behind others in 30 digits
FORMS = ("", "not simplified", "rounded", "narrower domain")  # the later, the more there is to say
SWITCHED = ("abs", "sign", "relu", "heaviside", "floor")  # functions that change their form where the argument is 0, or more often
TERMS = 12  # of sequences that are compared
MOST_PLACES = 40  # that are searched for one on the other side of a switch


class Leaf(NamedTuple):
    """Whether one entry is right, None where that was not decided, and what is to be said of its form."""

    right: bool | None
    form: str = ""


class Ground:
    """Where formulas are compared: on the real domain of what is right, and of the functions of the question."""

    def __init__(self, right: Iterable[Expression], given: Iterable[Expression] = (), known: Collection[str] = ()) -> None:
        self.right, self.given, self.known = tuple(right), tuple(given), frozenset(known)

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


def constant(expression: Expression) -> Fraction | None:
    """The rational number that an expression without variables is, where tidying finds it."""
    return None if names(expression) else rational(tidy(expression))


def judged(typed: Typed, right: Expression, domain: Domain) -> Leaf:
    """Whether a typed entry is the right one, and in which form."""
    found = same(typed.value, right, domain)
    if found is Same.DIFFERENT:
        return Leaf(True, "rounded") if _rounded(typed, right, domain) else Leaf(False)
    if found is Same.UNDECIDED:
        return Leaf(None)
    return Leaf(True, _form(typed.value, right, domain))


def same(first: Expression, second: Expression, domain: Domain) -> Same:
    """Whether both are one function; undecided where values agree but could not show a difference that may be there."""
    a, b = constant(first), constant(second)
    if a is not None and b is not None:
        return Same.PROVED if a == b else Same.DIFFERENT
    if ordered(first) == ordered(second):
        return Same.PROVED
    if is_sequence(second):
        return _at_whole_numbers(first, second)
    found = domain.compare(first, second)
    return _elsewhere(first, second, domain) if found is Same.NUMERIC else found


def is_sequence(e: Expression) -> bool:
    """Whether a negative number is raised to a power with letters, which is real at whole numbers only."""
    powers = (part for part in walk(e) if isinstance(part, Power) and names(part.exponent))
    return any((constant(power.base) or 0) < 0 for power in powers)


def _at_whole_numbers(first: Expression, second: Expression) -> Same:
    """Both as sequences, such as (-1/2)^k, which has a real value at whole numbers only."""
    letters = sorted(names(first) | names(second))
    if len(letters) != 1:
        return Same.UNDECIDED
    places: list[dict[Expression, Expression]] = [{Symbol(letters[0]): number(k)} for k in range(TERMS)]
    pairs = [(constant(substitute(first, at)), constant(substitute(second, at))) for at in places]
    if any(a is not None and b is not None and a != b for a, b in pairs):
        return Same.DIFFERENT
    return Same.UNDECIDED if any(None in pair for pair in pairs) else Same.NUMERIC


def _elsewhere(first: Expression, second: Expression, domain: Domain) -> Same:
    """Values alone are trusted only where nothing can hide from them."""
    if _is_rational(first) and _is_rational(second):
        return Same.UNDECIDED
    if any(value and not SMALLEST < value < LARGEST for value in _numbers(first)):
        return Same.UNDECIDED
    unseen = [place for switch in switches(first) if (place := _other_side(switch, domain)) is not None]
    if None in unseen or any(_is_gap(e) for e in walk(first)):
        return Same.UNDECIDED
    return Same.DIFFERENT if any(_differ(first, second, place) for place in unseen if place) else Same.NUMERIC


def _numbers(e: Expression) -> Iterator[Fraction]:
    return (abs(part.value) for part in walk(e) if isinstance(part, Number))


def _is_rational(e: Expression) -> bool:
    """Whether only + - * / and whole powers are in it: then a proof would have been found."""
    return not any(isinstance(part, (Call, Piecewise)) or (isinstance(part, Power) and rational(part.exponent) is None) for part in walk(e))


def _is_gap(e: Expression) -> bool:
    """Whether it tells a single point apart."""
    return isinstance(e, Relation) and e.operator in ("==", "!=")


def switches(e: Expression) -> Iterator[Expression]:
    """What changes its sign where the formula changes its form."""
    for part in walk(e):
        if isinstance(part, Call) and part.function in SWITCHED:
            yield part.arguments[0]
        elif isinstance(part, Call) and part.function in ("max", "min"):
            yield from (Sum((part.arguments[0], Negation(other))) for other in part.arguments[1:])
        elif isinstance(part, Relation):
            yield Sum((part.left, Negation(part.right)))


def _other_side(switch: Expression, domain: Domain) -> Any:
    """A place where the switch has a sign that it has at none of the places of the domain: None where none is needed.

    An empty place says that none was found, so that the formula may look different where nobody has looked.
    """
    signs = {value > 0 for value in domain.values(switch) if value}
    if len(signs) == 2:
        return None
    for attempt in islice(range(TRIES), MOST_PLACES):
        for scale in (1, 100, 10_000):
            place = {name: scale * value for name, value in point(attempt, *domain.names).items() if not isinstance(value, tuple)}
            value = value_at(switch, place)
            if value and (value > 0) not in signs and all(value_at(source, place) is not None for source in domain.sources):
                return place
    return {}


def _differ(first: Expression, second: Expression, place: Any) -> bool:
    with mpmath.workdps(60):
        a, b = (value_at(e, place, PRECISE) for e in (first, second))
        return a is not None and b is not None and bool(abs(a - b) > mpmath.mpf(10) ** -30 * max(abs(a), abs(b)))


def _form(typed: Expression, right: Expression, domain: Domain) -> str:
    if not names(typed):
        value = constant(typed)
        as_one = value is None or isinstance(typed, Number) or typed in (number(value), tidy(typed)) or rational(typed) == value
        return "" if as_one and not _reducible(typed) else "not simplified"
    if any(mine is None and _not_real(typed, place) for mine, place in zip(domain.values(typed), domain.places, strict=True)):
        return "narrower domain"
    return "" if ordered(typed) == ordered(right) or finished(typed, right) else "not simplified"


def _reducible(typed: Expression) -> bool:
    """Whether this is a fraction that is not in lowest terms."""
    parts = [rational(part) for part in children(typed)] if type(typed).__name__ == "Quotient" else []
    return len(parts) == 2 and None not in parts and rational(typed).denominator != abs(parts[1])  # type: ignore[union-attr, arg-type]


def _not_real(typed: Expression, place: Any) -> bool:
    return value_at(typed, place, PRECISE) is None


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
