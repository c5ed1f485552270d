"""Bounds hold every value at every point of a box, and a tightened range is never outside of them."""

from __future__ import annotations

from fractions import Fraction
from math import inf, isfinite
from typing import Any

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symdescent.analysis.signs import bounds, enclosed
from symdescent.analysis.signs.interval_functions import FUNCTIONS
from symdescent.calculus.checks.evaluate import PRECISE, Values
from symdescent.notation import parse
from symdescent.notation.functions import FUNCTIONS as KNOWN
from symdescent.notation.tree import Call, Expression, Number, Symbol
from tests.strategies import NAMES, formulas

numbers = st.fractions(min_value=-6, max_value=6, max_denominator=8)
shares = st.fractions(min_value=0, max_value=1, max_denominator=16)
Box = dict[str, tuple[Fraction | None, Fraction | None]]


def at(e: Expression, point: dict[str, Fraction]) -> Any:
    """The value to 50 digits, None where there is no real one."""
    with mpmath.workdps(50):
        try:
            value = Values({name: mpmath.mpf(v.numerator) / v.denominator for name, v in point.items()}, PRECISE)[e]
        except (ArithmeticError, ValueError):
            return None
        return value if isinstance(value, mpmath.mpf) and mpmath.isfinite(value) else None


def lies(value: Any, found: Any) -> bool:
    """Whether a value, if there is one, lies within bounds."""
    if value is None:
        return True
    with mpmath.workdps(50):
        low, high = (end if not isinstance(end, Fraction) else mpmath.mpf(end.numerator) / end.denominator for end in found or (inf, -inf))
        slack = mpmath.mpf(10) ** -40 * (1 + abs(value))
        return bool(low - slack <= value <= high + slack)


@settings(max_examples=80)
@given(formulas(), st.lists(st.tuples(numbers, numbers, shares), min_size=len(NAMES), max_size=len(NAMES)))
def test_every_value_on_a_box_lies_within_the_bounds(e: Expression, sides: list[tuple[Fraction, Fraction, Fraction]]) -> None:
    box: Box = {name: (min(a, b), max(a, b)) for name, (a, b, _) in zip(NAMES, sides, strict=True)}
    point = {name: min(a, b) + t * abs(a - b) for name, (a, b, t) in zip(NAMES, sides, strict=True)}
    value = at(e, point)
    assert lies(value, bounds(e, box))


@pytest.mark.parametrize(
    "function", sorted(set(FUNCTIONS) - {"max", "min", "logsumexp", "softmax", "log", "atan2", "polygamma", "kronecker"})
)
@settings(max_examples=15)
@given(a=numbers, b=numbers, t=shares)
def test_the_bounds_of_a_function_hold_its_values(function: str, a: Fraction, b: Fraction, t: Fraction) -> None:
    e, low, high = Call(function, (Symbol("x"),)), min(a, b), max(a, b)
    value = at(e, {"x": low + t * (high - low)})
    assert lies(value, bounds(e, {"x": (low, high)}))
    assert lies(value, bounds(e, {"x": (low, None)}))
    assert lies(value, bounds(e, {"x": (None, high)}))


def test_every_function_that_a_formula_may_call_has_bounds() -> None:
    assert FUNCTIONS.keys() >= KNOWN.keys()


@pytest.mark.parametrize(
    ("formula", "low", "high"),
    [
        ("x^2", 0, 4),
        ("x*x", 0, 4),
        ("x^3", -1, 8),
        ("|x|", 0, 2),
        ("max(x, 1)", 1, 2),
        ("relu(x)", 0, 2),
        ("e^x", mpmath.exp(-1), mpmath.exp(2)),
        ("sigmoid(x)", 1 / (1 + mpmath.e), 1 / (1 + mpmath.exp(-2))),
        ("tanh(x)", mpmath.tanh(-1), mpmath.tanh(2)),
        ("cosh(x)", 1, mpmath.cosh(2)),
        ("atan(x)", -mpmath.pi / 4, mpmath.atan(2)),
        ("softplus(x)", mpmath.log(1 + mpmath.exp(-1)), mpmath.log(1 + mpmath.exp(2))),
        ("erf(x)", mpmath.erf(-1), mpmath.erf(2)),
        ("sqrt(x + 1)", 0, mpmath.sqrt(3)),
        ("cbrt(x)", -1, mpmath.cbrt(2)),
        ("sin(x)", mpmath.sin(-1), 1),
        ("cos(x)", mpmath.cos(2), 1),
        ("ln(x)", -inf, mpmath.log(2)),
        ("1/(x + 1)", mpmath.mpf(1) / 3, inf),
        ("piecewise((x^2, x < 0), (x, True))", 0, 2),
    ],
)
def test_bounds_of_one_occurrence_are_sharp_on_minus_one_to_two(formula: str, low: float, high: float) -> None:
    found = bounds(parse(formula), {"x": (Fraction(-1), Fraction(2))})
    assert found is not None
    for end, true in zip(found, (low, high), strict=True):
        assert float(end) == pytest.approx(float(true), rel=1e-14, abs=1e-300)


def test_where_nothing_has_a_value_there_are_no_bounds() -> None:
    assert bounds(parse("ln(x)"), {"x": (Fraction(-2), Fraction(-1))}) is None
    assert enclosed(parse("sqrt(x)"), {"x": (None, Fraction(-1))}) is None


def test_names_without_ends_are_any_number() -> None:
    assert bounds(parse("x^2 + tanh(y)"), {}) == (-1, inf)


@settings(max_examples=40)
@given(formulas(("x", "y"), leaves=5), numbers, numbers, numbers, numbers, shares, shares)
def test_a_tightened_range_holds_every_value(
    e: Expression, a: Fraction, b: Fraction, c: Fraction, d: Fraction, s: Fraction, t: Fraction
) -> None:
    box: Box = {"x": (min(a, b), max(a, b)), "y": (min(c, d), max(c, d))}
    value = at(e, {"x": min(a, b) + s * abs(a - b), "y": min(c, d) + t * abs(c - d)})
    assert lies(value, enclosed(e, box, most_boxes=12))


@pytest.mark.parametrize(
    ("formula", "box", "low", "high"),
    [
        ("x^2 - x", {"x": (0, 2)}, -0.25, 2),
        ("x^4 - 2x^2", {"x": (-2, 2)}, -1, 8),
        ("x*e^(-x)", {"x": (0, 3)}, 0, 0.36787944117),
        ("x^2 + x*y + y^2", {"x": (-1, 1), "y": (-1, 1)}, 0, 3),
        ("sin(x) + cos(x)", {"x": (0, 6)}, -1.41421356237, 1.41421356237),
        ("x^4 + 1/x", {"x": (1, 3)}, 2, 81 + 1 / 3),
        ("sin(x + y) + (x - y)^2 - 3/2*x + 5/2*y + 1", {"x": ("-1.5", 4), "y": (-3, 4)}, -1.9132229549810362, 44.098472144),  # McCormick
    ],
)
def test_the_range_on_a_box_is_found_to_a_thousandth(formula: str, box: dict[str, tuple[Any, Any]], low: float, high: float) -> None:
    found = enclosed(parse(formula), {x: (Fraction(a), Fraction(b)) for x, (a, b) in box.items()}, most_boxes=1500)
    assert found is not None
    assert low - 2e-3 * (1 + abs(low)) <= found[0] <= low + 1e-9
    assert found[1] >= high - 1e-2
    assert isfinite(found[1])


def test_more_boxes_never_widen_a_range() -> None:
    e, box = parse("x*(1 - x)*e^x"), {"x": (Fraction(-2), Fraction(2))}
    ranges = [enclosed(e, box, most_boxes=most) for most in (2, 8, 32, 128)]
    widths = [float(found[1] - found[0]) for found in ranges if found is not None]
    assert widths == sorted(widths, reverse=True)


def test_whole_numbers_stay_exact() -> None:
    assert bounds(parse("3x^2 - 2x + 1"), {"x": (Fraction(2), Fraction(2))}) == (9, 9)
    assert bounds(Number(Fraction(1, 3)), {}) != (Fraction(1, 3), Fraction(1, 3))
