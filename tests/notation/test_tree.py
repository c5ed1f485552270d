"""The tree is immutable, never simplifies, and knows its parts and names."""

from __future__ import annotations

from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, fields
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdescent.notation.latex import to_latex
from symdescent.notation.parser import parse
from symdescent.notation.tree import (
    ONE,
    TWO,
    ZERO,
    Column,
    Expression,
    Negation,
    Number,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
    columns,
    names,
    number,
    rational,
    rebuild,
    substitute,
    walk,
)
from tests.strategies import formulas, over_rows

COLUMNS = frozenset(("speed", "dist"))
every_formula = formulas() | over_rows()


@given(st.fractions())
def test_a_number_is_written_with_its_sign_outside_and_read_again(value: Fraction) -> None:
    written = number(value)
    assert rational(written) == value
    for node in walk(written):
        if isinstance(node, Number):
            assert node.value >= 0
            assert node.value.denominator == 1


def test_only_written_numbers_have_a_rational_value() -> None:
    for text, value in (("-1/2", Fraction(-1, 2)), ("0.25", Fraction(1, 4)), ("-(-3)", Fraction(3))):
        assert rational(parse(text)) == value
    for text in ("x", "1 + 1", "2*3", "pi", "2^2", "1/x"):
        assert rational(parse(text)) is None
    assert rational(Quotient(ONE, ZERO)) is None


@given(every_formula)
def test_a_node_rebuilt_from_its_own_parts_is_itself(formula: Expression) -> None:
    for node in walk(formula):
        assert rebuild(node, children(node)) is node


@given(every_formula)
def test_a_node_rebuilt_from_equal_parts_is_equal(formula: Expression) -> None:
    copied = substitute(formula, {Symbol("x"): Symbol("z")})
    assert substitute(copied, {Symbol("z"): Symbol("x")}) == formula


@given(every_formula)
def test_equal_formulas_hash_alike(formula: Expression) -> None:
    again = substitute(substitute(formula, {Symbol("x"): Symbol("z")}), {Symbol("z"): Symbol("x")})
    assert hash(again) == hash(formula)


@given(every_formula)
def test_names_and_columns_are_those_that_are_met_on_a_walk(formula: Expression) -> None:
    nodes = list(walk(formula))
    assert names(formula) == {node.name for node in nodes if isinstance(node, Symbol)}
    assert columns(formula) == {node.name for node in nodes if isinstance(node, Column)}


@given(every_formula)
def test_the_whole_comes_before_its_parts(formula: Expression) -> None:
    nodes = list(walk(formula))
    assert nodes[0] is formula
    assert len(nodes) == 1 + sum(len(list(walk(child))) for child in children(formula))


def test_nothing_is_simplified() -> None:
    x = Symbol("x")
    assert parse("x + x") == Sum((x, x))
    assert parse("1*x") == Product((ONE, x))
    assert parse("-(-x)") == Negation(Negation(x))
    assert parse("2 + 0") == Sum((TWO, ZERO))


def test_a_node_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError, match="name"):
        Symbol("x").name = "y"  # type: ignore[misc]


@given(formulas(("x", "y")))
def test_what_was_computed_of_a_node_is_not_copied_with_it(formula: Expression) -> None:
    printed, known = to_latex(formula), names(formula)
    for other in (deepcopy(formula), copy(formula)):
        assert other == formula
        assert vars(other).keys() == {field.name for field in fields(other)}  # type: ignore[arg-type]
        assert (to_latex(other), names(other), hash(other)) == (printed, known, hash(formula))


def test_a_decimal_equals_the_fraction_that_it_means() -> None:
    assert parse("0.5") == Number(Fraction(1, 2))
    assert parse("0.5") != parse("1/2")


def test_whole_nodes_are_replaced() -> None:
    formula = parse("sin(x)^2 + sin(x)")
    assert substitute(formula, {parse("sin(x)"): Symbol("u")}) == parse("u^2 + u")


def test_columns_are_no_symbols() -> None:
    formula = parse("mean(w*speed)", columns=COLUMNS)
    assert (names(formula), columns(formula)) == (frozenset("w"), frozenset(("speed",)))
