"""Slips that no rule explains: a number that was rounded, and a constant of integration behind a derivative."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

from symdescent.calculus.checks.same import ENOUGH, Domain
from symdescent.notation.text import decimal_text
from symdescent.notation.tree import Expression, Number, Sum, Symbol, names, substitute, walk

ROUNDED, INTEGRATION = "rounded", "constant of integration"
LETTERS = ("C", "c")  # for a constant of integration
LEAST_CUT = Fraction(1, 200)  # digits may have been cut off rather than rounded where there are two decimal places or more
NEARLY = 1.05  # a curve is taken as straight within half a unit of the last place

Widths = Mapping[Number, Fraction]  # of each decimal half a unit of its last place


def integration_constant(typed: Expression, known: Collection[str]) -> str | None:
    """The letter of a constant of integration: C as a term of its own where the function has no C.

    >>> from symdescent.notation import parse
    >>> integration_constant(parse("2x + C"), {"x"}), integration_constant(parse("2x + C x"), {"x"})
    ('C', None)
    """
    terms = typed.terms if isinstance(typed, Sum) else ()
    for letter in LETTERS:
        if letter not in known and Symbol(letter) in terms and sum(letter in names(term) for term in terms) == 1:
            return letter
    return None


def without(typed: Expression, letter: str) -> Expression:
    """The sum without the term that is this letter."""
    rest = tuple(term for term in typed.terms if term != Symbol(letter))  # type: ignore[attr-defined]
    return Sum(rest) if len(rest) > 1 else rest[0]


def is_rounded(typed: Expression, exact: Expression, domain: Domain) -> bool:
    """Whether the line is the exact one as far as its decimals go: 0.67x and 0.66x for 2x/3."""
    widths = {e: _half(e) for e in walk(typed) if isinstance(e, Number) and e.decimal and e.value.denominator > 1}
    return bool(widths) and any(_within(centre, widths, exact, domain) for centre, widths in _readings(typed, widths))


def _readings(typed: Expression, widths: Widths) -> Iterator[tuple[Expression, Widths]]:
    """The line with its decimals as rounded numbers, and with the middle of what they may be where digits were cut off."""
    yield typed, widths
    if all(half <= LEAST_CUT for half in widths.values()):
        yield substitute(typed, {e: _more(e, half) for e, half in widths.items()}), {_more(e, half): half for e, half in widths.items()}


def _within(centre: Expression, widths: Widths, exact: Expression, domain: Domain) -> bool:
    """Whether the exact value lies, at every place, within half a unit of the last digit of every decimal."""
    moved = [list(domain.values(substitute(centre, {e: _more(e, half)}))) for e, half in widths.items()]
    compared = 0
    for here, wanted, *others in zip(domain.values(centre), domain.values(exact), *moved, strict=True):
        if here is not None and wanted is not None:
            if abs(here - wanted) > NEARLY * sum(abs(other - here) for other in others if other is not None):
                return False
            compared += 1
    return compared >= ENOUGH


def _more(e: Number, half: Fraction) -> Number:
    return Number(e.value + half, True)


def _half(e: Number) -> Fraction:
    """Half a unit of the last decimal place."""
    return Fraction(1, 2 * 10 ** len(decimal_text(e.value).partition(".")[2]))
