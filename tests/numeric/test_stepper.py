"""A step in one arithmetic is the same step in the others."""

from __future__ import annotations

from fractions import Fraction

import pytest

import symdescent as sd
from symdescent.descent.methods import METHODS
from symdescent.errors import ArgumentError
from symdescent.numeric.stepper import stepper
from symdescent.numeric.update import Update

LINES = Update(METHODS["gradient descent"].lines)
TEXTS = [
    "100(y - x^2)^2 + (1 - x)^2",
    "x/(1 + y^2)",
    "e^x*cos(y)",
    "ln(x^2 + 1) + |y|",
    "max(x, y) + sqrt(x^2 + 1)",
    "piecewise((x^2, x < y), (y^2, True))",
]


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("text", TEXTS)
def test_a_step_is_the_same_in_all_arithmetics(text: str, sign: int) -> None:
    f, x = sd.problem(text).objective, (Fraction(-6, 5), Fraction(1, 2))
    rows = {
        kind: list(map(float, stepper(f, LINES, arithmetic=kind, sign=sign).step(*made(kind, (Fraction(1, 10), Fraction(1), *x)))))
        for kind in ("float", "exact", "rounded")
    }
    assert rows["float"] == pytest.approx(rows["exact"], rel=1e-12)
    assert rows["rounded"] == pytest.approx(rows["exact"], rel=1e-8)


def made(kind: str, numbers: tuple[Fraction, ...]) -> list[float | Fraction]:
    return [float(number) if kind == "float" else number for number in numbers]


@pytest.mark.parametrize("kind", ["float", "exact", "rounded"])
def test_a_row_is_point_value_gradient_norm_size_rate_and_next(kind: str) -> None:
    made = stepper(sd.problem("x^2 + 2y^2").objective, LINES, arithmetic=kind)
    rate, *x = map(made.number, (Fraction(1, 4), Fraction(2), Fraction(-3, 4)))
    assert made.step(rate, 1, *x) == (2, Fraction(-3, 4), Fraction(41, 8), 4, -3, 5, Fraction(73, 16), Fraction(1, 4), 1, 0)
    assert made.step(rate, 1, *x) == (*made.look(*x), *made.move(rate, 1, tuple(x), made.look(*x)))
    assert made.value(*x) == made.look(*x)[2]


def test_the_same_step_is_compiled_once() -> None:
    f = sd.problem("x^2").objective
    assert stepper(f, LINES) is stepper(f, LINES)


def test_exact_arithmetic_reads_data_as_printed_decimals() -> None:
    f = sd.problem("sum((x - a)^2)", data={"a": [0.1, 0.2]}).objective
    assert stepper(f, LINES, arithmetic="exact").value(Fraction(0)) == Fraction(1, 20)


@pytest.mark.parametrize("kind", ["exact", "rounded"])
def test_exact_arithmetic_refuses_very_many_rows(kind: str) -> None:
    f = sd.problem("mean((x - a)^2)", data={"a": [1.0] * 10_001}).objective
    with pytest.raises(ArgumentError, match=r"10001 rows.*at most 10000"):
        stepper(f, LINES, arithmetic=kind)
