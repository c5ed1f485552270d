"""Tidying and collecting keep the value of a formula and have nothing left to do the second time."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings

from symdescent.calculus.arithmetic import tidy
from symdescent.calculus.collect import cancel, like_factors, like_terms
from symdescent.calculus.simplify import REWRITES
from symdescent.notation.parser import parse
from symdescent.notation.text import to_text
from symdescent.notation.tree import Expression, substitute
from tests.strategies import formulas, over_rows

from .numbers_by_hand import NoValue, value

POINTS = (
    {"x": 0.37, "y": 1.29, "w": 0.61, "b": 1.13, "speed": (1.1, 2.3, 0.7), "dist": (0.4, 1.9, 3.1)},
    {"x": 1.83, "y": 0.57, "w": 1.47, "b": 0.33, "speed": (0.9, 1.7, 2.6), "dist": (2.2, 0.6, 1.3)},
    {"x": -0.71, "y": 0.43, "w": -2.21, "b": -0.77, "speed": (-0.4, 1.2, 3.3), "dist": (1.6, -2.1, 0.2)},
)

every_rewrite = pytest.mark.parametrize("name", [name for name, _ in REWRITES])


def rewritten(name: str, formula: Expression) -> Expression:
    """The rewrite of a tidy formula; tidying itself takes any."""
    rewrite = dict(REWRITES)[name]
    return rewrite(formula if rewrite is tidy else tidy(formula))


def same_values(first: Expression, second: Expression) -> bool:
    for at in POINTS:
        try:
            expected = value(first, at)
        except NoValue:
            continue
        if abs(value(second, at) - expected) > 1e-9 * (1 + abs(expected)):
            return False
    return True


@every_rewrite
@given(formula=formulas(("x", "y"), leaves=10))
@settings(deadline=None)
def test_a_rewrite_keeps_the_value_wherever_there_was_one(name: str, formula: Expression) -> None:
    assert same_values(formula, rewritten(name, formula))


@given(over_rows())
@settings(max_examples=50, deadline=None)
def test_rewrites_keep_the_value_over_rows(formula: Expression) -> None:
    for name, _ in REWRITES:
        assert same_values(formula, rewritten(name, formula))


def unmarked(formula: Expression) -> Expression:
    """The same formula in new nodes, which carry no mark of having been tidied."""
    return substitute(parse(to_text(formula)), {})


@given(formulas(("x", "y"), leaves=10))
@settings(deadline=None)
def test_what_is_tidy_stays_as_it_is(formula: Expression) -> None:
    try:
        again = unmarked(tidy(formula))
    except ArithmeticError:
        assume(False)
        raise
    assert tidy(again) == again


@every_rewrite
@given(formula=formulas(("x", "y"), leaves=10))
@settings(deadline=None)
def test_a_rewrite_done_twice_is_done_once(name: str, formula: Expression) -> None:
    once = rewritten(name, formula)
    assert dict(REWRITES)[name](once) == once


TIDIED = [
    ("2*x*3 + 0", "6x"),
    ("3*1", "3"),
    ("x*1*y", "x*y"),
    ("0*sin(x) + x", "x"),
    ("x^1", "x"),
    ("x^0", "1"),
    ("2^3*x", "8x"),
    ("-(-x)", "x"),
    ("-(x - 1)", "-x + 1"),
    ("(x + 1) + (y + 2)", "x + 3 + y"),
    ("x - (y - 1)", "x - y + 1"),
    ("cos(3x)*3", "3cos(3x)"),
    ("x/2*4", "2x"),
    ("1/2*x", "x/2"),
    ("0.5*3*x", "1.5x"),
    ("(x/y)/(y/x)", "x*x/(y*y)"),
    ("-2*-3x", "6x"),
    ("2/4", "1/2"),
]


@pytest.mark.parametrize(("before", "after"), TIDIED)
def test_arithmetic_is_carried_out(before: str, after: str) -> None:
    assert tidy(parse(before)) == parse(after)


COLLECTED = [
    (like_factors, "x*x^2*y", "x^3*y"),
    (like_factors, "sin(x)*x*sin(x)", "x*sin(x)^2"),
    (like_factors, "x^(1/2)*x^(1/2)", "(x^(1/2))^2"),  # not x, for there is no value where x is negative
    (like_terms, "2x + 3x", "5x"),
    (like_terms, "x*y - y*x", "0"),
    (like_terms, "x/2 + x/2", "x"),
    (like_terms, "sin(x) + x + sin(x)", "2sin(x) + x"),
    (cancel, "x^2/x", "x"),
    (cancel, "x*y/y", "x"),
    (cancel, "2*(x + 1)/(x + 1)^2", "2/(x + 1)"),
    (cancel, "x/(x + 1)", "x/(x + 1)"),
]


@pytest.mark.parametrize(("rewrite", "before", "after"), COLLECTED)
def test_like_things_come_together(rewrite: object, before: str, after: str) -> None:
    assert callable(rewrite)
    assert rewrite(parse(before)) == parse(after)
