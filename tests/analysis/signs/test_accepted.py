"""The checker accepts what is proved, and nothing that was tampered with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from symdescent.analysis.signs import Fact, holds, sign
from symdescent.analysis.signs.checks.reasons import REASONS
from symdescent.analysis.signs.fact import MASKS
from symdescent.notation import parse
from symdescent.notation.region import Region, region
from symdescent.notation.tree import ONE, ZERO, Negation, Relation, Sum
from tests.analysis.signs.known_signs import SIGNED

COLUMNS = ("speed", "dist")
PROVED = [
    (formula, domain, found)
    for formula, domain, _ in SIGNED[::3]
    if (found := sign(parse(formula, columns=COLUMNS), region(domain or None))) is not None
]
OPPOSITE = {"positive": "nonpositive", "nonnegative": "negative", "negative": "nonnegative", "nonpositive": "positive", "zero": "nonzero"}


def each(fact: Fact) -> Iterator[tuple[Fact, ...]]:
    """Every way from the root down to a fact."""
    yield (fact,)
    for part in fact.parts:
        for way in each(part):
            yield (fact, *way)


def put(way: tuple[Fact, ...], new: Fact) -> Fact:
    """The root with another fact at the end of the way."""
    for above, below in zip(way[-2::-1], way[:0:-1], strict=True):
        new = replace(above, parts=tuple(new if part is below else part for part in above.parts))
    return new


def stronger(found: Fact) -> Iterator[str]:
    """Signs that say more than the true one, or something else."""
    yield from (name for name, mask in MASKS.items() if found.mask & ~mask)


@pytest.mark.parametrize(("formula", "domain", "found"), PROVED)
def test_no_stronger_and_no_other_sign_is_accepted(formula: str, domain: str, found: Fact) -> None:
    here = region(domain or None)
    assert holds(found, here)
    for other in stronger(found):
        assert not holds(replace(found, sign=other), here), other


@pytest.mark.parametrize(("formula", "domain", "found"), PROVED)
def test_a_wrong_sign_anywhere_in_the_proof_is_refused(formula: str, domain: str, found: Fact) -> None:
    for way in each(found):
        if (other := OPPOSITE.get(way[-1].sign)) is not None:
            assert not holds(put(way, replace(way[-1], sign=other)), region(domain or None)), way[-1]


@pytest.mark.parametrize(("formula", "domain", "found"), PROVED)
def test_another_expression_is_refused(formula: str, domain: str, found: Fact) -> None:
    turned = replace(found, expression=Negation(found.expression))
    moved = replace(found, expression=Sum((found.expression, Negation(parse("10^6")), parse("x^7*y"))))
    assert not holds(moved, region(domain or None))
    assert found.sign == "zero" or not holds(turned, region(domain or None))


@pytest.mark.parametrize(
    ("formula", "domain", "found"),
    [
        row
        for row in PROVED
        if row[2].reason in ("sum", "product", "quotient", "rewritten", "both", "sign of argument", "logarithm", "wave")
    ],
)
def test_a_dropped_part_is_refused(formula: str, domain: str, found: Fact) -> None:
    for k in range(len(found.parts)):
        assert not holds(replace(found, parts=found.parts[:k] + found.parts[k + 1 :]), region(domain or None))


@pytest.mark.parametrize(("formula", "domain", "found"), [row for row in PROVED if row[1]])
def test_what_needs_the_region_is_refused_without_it(formula: str, domain: str, found: Fact) -> None:
    if sign(parse(formula, columns=COLUMNS)) is None:
        assert not holds(found, Region())


@pytest.mark.parametrize("reason", sorted(REASONS))
@pytest.mark.parametrize("formula", ["x", "x - 1", "x^3", "x^2 - 3x + 1", "sin(x)", "x*y", "ln(x)", "x/y", "e^x - 2", "max(x, -1)"])
def test_no_reason_alone_gives_a_sign_to_what_has_none(reason: str, formula: str) -> None:
    e = parse(formula)
    for name in ("positive", "nonnegative", "negative"):
        for parts in ((), (Fact(ONE, "positive", "number"),), (Fact(ONE, "positive", "number"),) * 2):
            assert not holds(Fact(e, name, reason, parts))


def test_a_part_may_not_bring_a_condition_of_its_own() -> None:
    x = parse("x")
    smuggled = Fact(x, "positive", "given", where=(Relation(x, ">", ZERO),))
    assert not holds(Fact(parse("x + 1"), "positive", "sum", (smuggled, Fact(ONE, "positive", "number"))))


def test_a_form_with_a_smaller_domain_proves_nothing() -> None:
    """x²/x is x only where x is not 0: that it is not 0 there says nothing of x = 0."""
    x, form = parse("x^2"), parse("x^3/x")
    inner = sign(form)
    assert inner is None or not holds(Fact(x, "positive", "rewritten", (replace(inner, sign="positive"),)))


def test_an_unknown_reason_is_refused() -> None:
    assert not holds(Fact(parse("x^2"), "nonnegative", "obvious"))
