"""Whether two formulas are one function: by values on the real domain and beyond it, then by proof; three-valued."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any

import mpmath

from symdescent.calculus.answers.reading import ordered
from symdescent.calculus.checks.check import TRIES, point
from symdescent.calculus.checks.evaluate import PRECISE
from symdescent.calculus.checks.same import DIGITS, ENOUGH, TOLERANCE, Domain, Same, value_at
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.notation.tree import (
    ZERO,
    Call,
    Expression,
    Negation,
    Number,
    Piecewise,
    Power,
    Relation,
    Sum,
    Symbol,
    names,
    number,
    rational,
    substitute,
    walk,
)

SMALLEST, LARGEST = Fraction(1, 10**12), 10**12  # numbers beyond these may hide behind others in 30 digits
SWITCHED = ("abs", "sign", "relu", "heaviside", "floor")  # functions that change their form where the argument is 0, or more often
TERMS = 12  # of sequences that are compared
MOST_PLACES = 40  # that are searched for one on the other side of a switch
EASY = (0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 10, -10)  # where formulas that agree elsewhere have their gaps
FAR = (-3.7, 6.1, -11.3, 23.9, -41.7)
BISECTIONS, JUST_BEHIND = 50, (1 + 1e-2, 1 + 1e-3, 1 + 1e-4, 1 + 1e-6)
SURELY = 1e-25  # a difference that is neither rounding nor underflow in 60 digits


def constant(expression: Expression) -> Fraction | None:
    """The rational number that an expression without variables is, where tidying finds it."""
    return None if names(expression) else rational(tidy(expression))


def same(first: Expression, second: Expression, domain: Domain) -> Same:
    """Whether both are one function; undecided where values agree but could not show a difference that may be there."""
    a, b = constant(first), constant(second)
    if a is not None and b is not None:
        return Same.PROVED if a == b else Same.DIFFERENT
    if ordered(first) == ordered(second):
        return Same.PROVED
    if is_sequence(first) or is_sequence(second):
        at_some = at_whole_numbers(first, second)
        return at_some if is_sequence(second) or at_some is Same.DIFFERENT else Same.UNDECIDED
    found = domain.compare(first, second)
    return _elsewhere(first, second, domain) if found is Same.NUMERIC and not domain.names[1] else found


def is_sequence(e: Expression) -> bool:
    """Whether a negative number is raised to a power with letters, which is real at whole numbers only."""
    powers = (part for part in walk(e) if isinstance(part, Power) and names(part.exponent))
    return any((constant(power.base) or 0) < 0 for power in powers)


def at_whole_numbers(first: Expression, second: Expression) -> Same:
    """Both as sequences, such as (-1/2)^k, which has a real value at whole numbers only."""
    letters = sorted(names(first) | names(second))
    if len(letters) != 1:
        return Same.UNDECIDED
    places: list[dict[Expression, Expression]] = [{Symbol(letters[0]): number(k)} for k in range(TERMS)]
    pairs = [(substitute(first, at), substitute(second, at)) for at in places]
    exact = [(constant(a), constant(b)) for a, b in pairs]
    if any(a is not None and b is not None and a != b for a, b in exact):
        return Same.DIFFERENT
    unsettled = [pair for pair, values in zip(pairs, exact, strict=True) if None in values]
    if any(_differ(a, b, {}) for a, b in unsettled):
        return Same.DIFFERENT
    return Same.NUMERIC if len(unsettled) <= TERMS - ENOUGH and all(_agree(a, b) for a, b in unsettled) else Same.UNDECIDED


def _agree(first: Expression, second: Expression) -> bool:
    """Whether two numbers are one in 30 digits."""
    gap, size = _gap(first, second, {}, DIGITS), _gap(first, ZERO, {}, DIGITS)
    return gap is not None and bool(gap <= mpmath.mpf(10) ** -30 * size)


def _elsewhere(first: Expression, second: Expression, domain: Domain) -> Same:
    """Values alone are trusted only where nothing can hide from them."""
    if _is_rational(first) and _is_rational(second):
        return Same.UNDECIDED
    if any(value and not SMALLEST < value < LARGEST for value in _numbers(first)):
        return Same.UNDECIDED
    unseen = [place for switch in switches(first) if (place := _other_side(switch, domain)) is not None]
    if any(_differ(first, second, place) for place in (*unseen, *beyond(domain)) if place):
        return Same.DIFFERENT
    return Same.UNDECIDED if {} in unseen or any(_is_gap(e) for e in walk(first)) else Same.NUMERIC


def beyond(domain: Domain) -> Iterator[dict[str, float]]:
    """Easy places, then far ones, of the domain."""
    return (place for place in (*places(EASY, domain), *places(FAR, domain)) if _is_inside(place, domain))


def places(values: Sequence[float], domain: Domain) -> Iterator[dict[str, float]]:
    """Places made of these values, of the domain or not; none where the formulas have columns of data."""
    letters, columns = domain.names
    rows = range(len(values)) if letters and not columns else ()
    return ({name: values[k * (n + 1) % len(values)] for n, name in enumerate(letters)} for k in rows)


def _is_inside(place: Mapping[str, float], domain: Domain) -> bool:
    return all(value_at(source, place) is not None for source in domain.sources)


def _numbers(e: Expression) -> Iterator[Fraction]:
    return (abs(part.value) for part in walk(e) if isinstance(part, Number))


def _is_rational(e: Expression) -> bool:
    """Whether only + - * / and whole powers are in it: then a proof would have been found."""
    return not any(isinstance(part, (Call, Piecewise)) or (isinstance(part, Power) and not _is_whole(part.exponent)) for part in walk(e))


def _is_whole(e: Expression) -> bool:
    known = rational(e)
    return known is not None and known.denominator == 1


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
    places = [place for place in _wide(domain) if (value := value_at(switch, place)) and (value > 0) not in signs]
    inside = next((place for place in places if _is_inside(place, domain)), None)
    return inside or (_behind(switch, domain, places[0]) if places and domain.places else {})


def _wide(domain: Domain) -> Iterator[dict[str, float]]:
    """Places near and far, of the domain or not."""
    for attempt in islice(range(TRIES), MOST_PLACES):
        place = {name: value for name, value in point(attempt, *domain.names).items() if not isinstance(value, tuple)}
        yield from ({name: scale * value for name, value in place.items()} for scale in (1, 100, 10_000))


def _behind(switch: Expression, domain: Domain, outside: Mapping[str, float]) -> Any:
    """A place of the domain just behind the switch, on the way to one that is not of the domain; None where it ends there."""
    start = domain.places[0]
    at: Callable[[float], dict[str, float]] = lambda t: {name: start[name] + t * (outside[name] - start[name]) for name in outside}  # noqa: E731
    before, behind, side = 0.0, 1.0, (value_at(switch, outside) or 0) > 0
    for _ in range(BISECTIONS):
        middle = (before + behind) / 2
        value = value_at(switch, at(middle))
        before, behind = (before, middle) if value is not None and (value > 0) is side else (middle, behind)
    return next((at(behind * more) for more in JUST_BEHIND if _is_inside(at(behind * more), domain)), None)


def _differ(first: Expression, second: Expression, place: Any) -> bool:
    """Whether the values differ for certain: in floats, then by a gap that twice as many digits do not close."""
    a, b = (value_at(e, place) for e in (first, second))
    if a is not None and b is not None and abs(a - b) <= TOLERANCE * max(abs(a), abs(b)):
        return False
    gap, finer = (_gap(first, second, place, digits) for digits in (DIGITS, 2 * DIGITS))
    return gap is not None and finer is not None and bool(finer > SURELY and abs(finer - gap) <= finer / 1000)


def _gap(first: Expression, second: Expression, place: Any, digits: int) -> Any:
    with mpmath.workdps(digits):
        a, b = (value_at(e, place, PRECISE) for e in (first, second))
        return None if a is None or b is None else abs(a - b)
