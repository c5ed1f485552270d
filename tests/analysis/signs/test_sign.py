"""A sign that is proved is the strongest there is, is never contradicted by numbers, and is accepted by the checker."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symdescent.analysis.signs import Fact, holds, natural, sign
from symdescent.calculus.checks.evaluate import PRECISE, Undefined, Values
from symdescent.notation import parse
from symdescent.notation.region import Region, region
from symdescent.notation.tree import ZERO, Expression, Number, Relation, Symbol, number
from tests.analysis.signs.known_signs import SIGNED, UNSIGNED
from tests.strategies import formulas

COLUMNS = ("speed", "dist")
ALLOWED = {"positive": {1}, "nonnegative": {0, 1}, "zero": {0}, "nonpositive": {-1, 0}, "negative": {-1}}
NAMES = ("x", "y")

numbers = st.fractions(min_value=-5, max_value=5, max_denominator=6)
comparisons = st.builds(
    lambda name, operator, end: Relation(Symbol(name), operator, number(end)),
    st.sampled_from(NAMES),
    st.sampled_from(["<", "<=", ">", ">="]),
    st.integers(-2, 2).map(Fraction),
)
polynomials = st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 4), st.integers(0, 2)), min_size=1, max_size=4).map(
    lambda terms: parse(" + ".join(f"({c})*x^{i}*y^{j}" for c, i, j in terms))
)


def proved(formula: str, domain: str) -> Fact | None:
    return sign(parse(formula, columns=COLUMNS), region(domain or None))


@pytest.mark.parametrize(("formula", "domain", "expected"), SIGNED)
def test_the_strongest_sign_is_proved_and_the_proof_accepted(formula: str, domain: str, expected: str) -> None:
    found = proved(formula, domain)
    assert found is not None
    assert found.sign == expected
    assert holds(found, region(domain or None))


@pytest.mark.parametrize(("formula", "domain"), UNSIGNED)
def test_what_takes_both_signs_has_none(formula: str, domain: str) -> None:
    assert proved(formula, domain) is None


def contradicted(found: Fact, domain: Region, point: dict[str, Fraction]) -> bool:
    """Whether the value at a point of the region, if there is one, has another sign."""
    at = Values({name: PRECISE.number(value) for name, value in point.items()}, PRECISE)
    try:
        if not all(at[relation] for relation in natural(found.expression, domain).relations):
            return False
        value = at[found.expression]
    except (Undefined, ArithmeticError, ValueError):
        return False
    rough = 0 if abs(value) < 1e-12 else 1 if value > 0 else -1
    return rough != 0 and rough not in ALLOWED[found.sign]


points = st.lists(st.tuples(numbers, numbers), min_size=6, max_size=6)


@settings(max_examples=100)
@given(formulas(NAMES, leaves=6), st.lists(comparisons, max_size=3), points)
def test_no_number_contradicts_a_proved_sign(e: Expression, given_: list[Relation], some: list[tuple[Fraction, Fraction]]) -> None:
    domain = Region(tuple(given_))
    found = sign(e, domain)
    if found is not None:
        assert not any(contradicted(found, domain, dict(zip(NAMES, point, strict=True))) for point in some)


@settings(max_examples=60)
@given(polynomials, st.lists(comparisons, max_size=3), points)
def test_no_number_contradicts_the_sign_of_a_polynomial(
    e: Expression, given_: list[Relation], some: list[tuple[Fraction, Fraction]]
) -> None:
    domain = Region(tuple(given_))
    found = sign(e, domain)
    if found is not None:
        assert not any(contradicted(found, domain, dict(zip(NAMES, point, strict=True))) for point in some)
        assert holds(found, domain)


def test_what_a_formula_asks_is_known_of_its_parts() -> None:
    whole = parse("x*ln(x)")
    assert sign(parse("x")) is None
    assert str(natural(whole, Region())) == "x > 0"
    inner = sign(parse("x"), natural(whole, Region()))
    assert inner is not None
    assert inner.sign == "positive"


def test_a_stronger_sign_says_the_weaker_one() -> None:
    found = sign(parse("x^2 + 1"))
    assert found is not None
    assert found.says("positive")
    assert found.says("nonnegative")
    assert not found.says("nonpositive")


def test_a_proof_is_plain_data_too() -> None:
    found = sign(parse("x^2 + 1"))
    assert found is not None
    told = found.to_dict()
    assert (told["expression"], told["sign"], told["reason"]) == ("x**2 + 1", "positive", "sum")
    assert [part["reason"] for part in told["parts"]] == ["even power", "number"]


def test_an_exponent_that_may_be_whole_makes_no_power_positive() -> None:
    assert sign(parse("sum(x^i, i, 1, 3)")) is None
    assert sign(Number(Fraction(3))) is not None
    assert sign(ZERO) is not None
